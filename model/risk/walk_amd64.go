package risk

// walkPairs is walkEach for an even number of months.
//
//go:noescape
func walkPairs(factors, innovations []float64, step, drift, factor float64) float64
