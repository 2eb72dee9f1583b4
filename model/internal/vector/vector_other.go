//go:build !amd64

package vector

func wide() bool { return false }

// Fill sets every value.
func Fill(dst []float64, v float64) { fillEach(dst, v) }

// AddScaled adds scale·src.
func AddScaled(dst, src []float64, scale float64) { addScaledEach(dst, src, scale) }

// SetScaled writes scale·src.
func SetScaled(dst, src []float64, scale float64) { setScaledEach(dst, src, scale) }

// Multiply writes a·b·scale.
func Multiply(dst, a, b []float64, scale float64) { multiplyEach(dst, a, b, scale) }

// AddProduct adds a·b·scale.
func AddProduct(dst, a, b []float64, scale float64) { addProductEach(dst, a, b, scale) }

// Invert writes 1/a.
func Invert(dst, a []float64) { invertEach(dst, a) }
