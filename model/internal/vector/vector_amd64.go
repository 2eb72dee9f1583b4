package vector

// many reports whether there are the loops below: the processor has AVX, and the system keeps its registers.
var many = hasAVX()

// The loops of vector.go, for n values from the pointers on, n above 0.

//go:noescape
func fillMany(dst *float64, n int, v float64)

//go:noescape
func addScaledMany(dst, src *float64, n int, scale float64)

//go:noescape
func setScaledMany(dst, src *float64, n int, scale float64)

//go:noescape
func multiplyMany(dst, a, b *float64, n int, scale float64)

//go:noescape
func addProductMany(dst, a, b *float64, n int, scale float64)

//go:noescape
func invertMany(dst, a *float64, n int)
