//go:build !amd64

package model

func multiplyPairs(dst, a, b []float64, scale float64) { multiplyEach(dst, a, b, scale) }

func addProductPairs(dst, a, b []float64, scale float64) { addProductEach(dst, a, b, scale) }
