//go:build !linux

package risk

// newSlab is room for n numbers, all 0.
func newSlab[T float32 | float64](n int) []T { return make([]T, n) }
