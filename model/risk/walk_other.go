//go:build !amd64

package risk

func walkPairs(factors, innovations []float64, step, drift, factor float64) float64 {
	return walkEach(factors, innovations, step, drift, factor)
}
