//go:build !amd64

package risk

func walkMany([]float64, []float64, float64, float64) (factor float64, done int) { return 1, 0 }
