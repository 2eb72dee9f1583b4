package vector

// Fill sets every value.
func Fill(dst []float64, v float64) {
	if !Wide || len(dst) == 0 {
		fillEach(dst, v)
		return
	}
	fill8(&dst[0], len(dst), v)
}

// AddScaled adds scale·src.
func AddScaled(dst, src []float64, scale float64) {
	if !Wide || len(dst) == 0 {
		addScaledEach(dst, src, scale)
		return
	}
	src = src[:len(dst)]
	addScaled8(&dst[0], &src[0], len(dst), scale)
}

// SetScaled writes scale·src.
func SetScaled(dst, src []float64, scale float64) {
	if !Wide || len(dst) == 0 {
		setScaledEach(dst, src, scale)
		return
	}
	src = src[:len(dst)]
	setScaled8(&dst[0], &src[0], len(dst), scale)
}

// Multiply writes a·b·scale.
func Multiply(dst, a, b []float64, scale float64) {
	if !Wide || len(dst) == 0 {
		multiplyEach(dst, a, b, scale)
		return
	}
	a, b = a[:len(dst)], b[:len(dst)]
	multiply8(&dst[0], &a[0], &b[0], len(dst), scale)
}

// AddProduct adds a·b·scale.
func AddProduct(dst, a, b []float64, scale float64) {
	if !Wide || len(dst) == 0 {
		addProductEach(dst, a, b, scale)
		return
	}
	a, b = a[:len(dst)], b[:len(dst)]
	addProduct8(&dst[0], &a[0], &b[0], len(dst), scale)
}

// Invert writes 1/a.
func Invert(dst, a []float64) {
	if !Wide || len(dst) == 0 {
		invertEach(dst, a)
		return
	}
	a = a[:len(dst)]
	invert8(&dst[0], &a[0], len(dst))
}

// Eight values at a time, n from the pointers on, n above 0.

//go:noescape
func fill8(dst *float64, n int, v float64)

//go:noescape
func addScaled8(dst, src *float64, n int, scale float64)

//go:noescape
func setScaled8(dst, src *float64, n int, scale float64)

//go:noescape
func multiply8(dst, a, b *float64, n int, scale float64)

//go:noescape
func addProduct8(dst, a, b *float64, n int, scale float64)

//go:noescape
func invert8(dst, a *float64, n int)
