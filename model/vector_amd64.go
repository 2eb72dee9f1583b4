package model

// multiplyPairs and addProductPairs are multiplyEach and addProductEach for an even number of months.

//go:noescape
func multiplyPairs(dst, a, b []float64, scale float64)

//go:noescape
func addProductPairs(dst, a, b []float64, scale float64)
