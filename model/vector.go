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
	for len(dst) >= 4 && len(a) >= 4 && len(b) >= 4 {
		dst[0] = a[0] * b[0] * scale
		dst[1] = a[1] * b[1] * scale
		dst[2] = a[2] * b[2] * scale
		dst[3] = a[3] * b[3] * scale
		dst, a, b = dst[4:], a[4:], b[4:]
	}
	for i := range dst {
		dst[i] = a[i] * b[i] * scale
	}
}

// addProduct adds a·b·scale.
func addProduct(dst, a, b []float64, scale float64) {
	for len(dst) >= 4 && len(a) >= 4 && len(b) >= 4 {
		dst[0] += a[0] * b[0] * scale
		dst[1] += a[1] * b[1] * scale
		dst[2] += a[2] * b[2] * scale
		dst[3] += a[3] * b[3] * scale
		dst, a, b = dst[4:], a[4:], b[4:]
	}
	for i := range dst {
		dst[i] += a[i] * b[i] * scale
	}
}
