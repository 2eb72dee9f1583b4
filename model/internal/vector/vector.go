// Package vector has what is done most to the columns of a projection and of its draws, many values at a time where the processor
// can. Each product and sum is rounded by itself, so that the bits are the same on all processors of an architecture. Columns that meet
// are equally long.
package vector

import "gonum.org/v1/gonum/floats"

// Wide reports whether the processor has the instructions AVX-512 F and DQ, and the system keeps their registers. It is false for other
// architectures than amd64.
var Wide = wide()

// The portable loops.

func fillEach(dst []float64, v float64) {
	for len(dst) >= 4 {
		dst[0], dst[1], dst[2], dst[3] = v, v, v, v
		dst = dst[4:]
	}
	for i := range dst {
		dst[i] = v
	}
}

func addScaledEach(dst, src []float64, scale float64) { floats.AddScaled(dst, scale, src) }

func setScaledEach(dst, src []float64, scale float64) { floats.ScaleTo(dst, scale, src) }

func multiplyEach(dst, a, b []float64, scale float64) {
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = float64(a[i]*b[i]) * scale
	}
}

func addProductEach(dst, a, b []float64, scale float64) {
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] += float64(float64(a[i]*b[i]) * scale)
	}
}

func invertEach(dst, a []float64) {
	a = a[:len(dst)]
	for i := range dst {
		dst[i] = 1 / a[i]
	}
}
