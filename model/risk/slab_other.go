//go:build !linux

package risk

// newSlab is room for n samples.
func newSlab(n int) []float32 { return make([]float32, n) }
