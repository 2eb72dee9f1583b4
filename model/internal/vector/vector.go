// Package vector has what is done most to the columns of a projection and of its draws, many values at a time where the processor
// can. Each product and sum is rounded by itself, so that the bits are the same on all processors. Columns that meet must be equally
// long; it panics at others.
package vector

// Wide reports whether the processor has the instructions AVX-512 F and DQ, and the system keeps their registers. It is false for other
// architectures than amd64.
var Wide = wide()

// Fill sets every value.
func Fill(dst []float64, v float64) {
	if !many || len(dst) == 0 {
		fillEach(dst, v)
		return
	}
	fillMany(&dst[0], len(dst), v)
}

// AddScaled adds scale·src.
func AddScaled(dst, src []float64, scale float64) {
	if len(src) != len(dst) {
		panic(unequal)
	}
	if !many || len(dst) == 0 {
		addScaledEach(dst, src, scale)
		return
	}
	addScaledMany(&dst[0], &src[0], len(dst), scale)
}

// SetScaled writes scale·src, which may be dst.
func SetScaled(dst, src []float64, scale float64) {
	if len(src) != len(dst) {
		panic(unequal)
	}
	if !many || len(dst) == 0 {
		setScaledEach(dst, src, scale)
		return
	}
	setScaledMany(&dst[0], &src[0], len(dst), scale)
}

// Multiply writes a·b·scale; a or b may be dst.
func Multiply(dst, a, b []float64, scale float64) {
	if len(a) != len(dst) || len(b) != len(dst) {
		panic(unequal)
	}
	if !many || len(dst) == 0 {
		multiplyEach(dst, a, b, scale)
		return
	}
	multiplyMany(&dst[0], &a[0], &b[0], len(dst), scale)
}

// AddProduct adds a·b·scale.
func AddProduct(dst, a, b []float64, scale float64) {
	if len(a) != len(dst) || len(b) != len(dst) {
		panic(unequal)
	}
	if !many || len(dst) == 0 {
		addProductEach(dst, a, b, scale)
		return
	}
	addProductMany(&dst[0], &a[0], &b[0], len(dst), scale)
}

// Invert writes 1/a.
func Invert(dst, a []float64) {
	if len(a) != len(dst) {
		panic(unequal)
	}
	if !many || len(dst) == 0 {
		invertEach(dst, a)
		return
	}
	invertMany(&dst[0], &a[0], len(dst))
}

const unequal = "vector: columns of different lengths"

// The portable loops.

func fillEach(dst []float64, v float64) {
	for i := range dst {
		dst[i] = v
	}
}

func addScaledEach(dst, src []float64, scale float64) {
	for i, v := range src {
		dst[i] += float64(scale * v)
	}
}

func setScaledEach(dst, src []float64, scale float64) {
	for i, v := range src {
		dst[i] = scale * v
	}
}

func multiplyEach(dst, a, b []float64, scale float64) {
	for i := range dst {
		dst[i] = float64(a[i]*b[i]) * scale
	}
}

func addProductEach(dst, a, b []float64, scale float64) {
	for i := range dst {
		dst[i] += float64(float64(a[i]*b[i]) * scale)
	}
}

func invertEach(dst, a []float64) {
	for i, v := range a {
		dst[i] = 1 / v
	}
}
