package model

import "gonum.org/v1/gonum/floats"

// What the months of a column have done to them most. Columns that meet are equally long.

// fill sets every value.
func fill(dst []float64, v float64) {
	for len(dst) >= 4 {
		dst[0], dst[1], dst[2], dst[3] = v, v, v, v
		dst = dst[4:]
	}
	for i := range dst {
		dst[i] = v
	}
}

// addScaled adds scale·flow.
func addScaled(dst, flow []float64, scale float64) { floats.AddScaled(dst, scale, flow) }

// setScaled writes scale·flow.
func setScaled(dst, flow []float64, scale float64) { floats.ScaleTo(dst, scale, flow) }

// multiply writes a·b·scale.
func multiply(dst, a, b []float64, scale float64) {
	a, b = a[:len(dst)], b[:len(dst)]
	even := len(dst) &^ 1
	multiplyPairs(dst[:even], a[:even], b[:even], scale)
	multiplyEach(dst[even:], a[even:], b[even:], scale)
}

// addProduct adds a·b·scale.
func addProduct(dst, a, b []float64, scale float64) {
	a, b = a[:len(dst)], b[:len(dst)]
	even := len(dst) &^ 1
	addProductPairs(dst[:even], a[:even], b[:even], scale)
	addProductEach(dst[even:], a[even:], b[even:], scale)
}

func multiplyEach(dst, a, b []float64, scale float64) {
	for i := range dst {
		dst[i] = float64(a[i]*b[i]) * scale
	}
}

// addProductEach rounds each product before it is added, on every kind of processor.
func addProductEach(dst, a, b []float64, scale float64) {
	for i := range dst {
		dst[i] += float64(float64(a[i]*b[i]) * scale)
	}
}

// invert writes 1/a.
func invert(dst, ones, a []float64) { floats.DivTo(dst, ones, a) }
