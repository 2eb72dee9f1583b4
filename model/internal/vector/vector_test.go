package vector

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Many values at once come to what single ones do, so that no bit depends on the processor, and nothing beside them is touched.
func TestManyValuesHaveTheBitsOfSingleOnes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	const beside = 3
	for n := range 70 {
		a, b, start := make([]float64, n+beside), make([]float64, n+beside), make([]float64, n+beside)
		for i := range start {
			a[i], b[i], start[i] = math.Exp(30*r.NormFloat64()), r.NormFloat64(), r.NormFloat64()
		}
		if n > 0 {
			a[n-1] = math.NaN()
		}
		scale := r.NormFloat64()
		for name, do := range map[string][2]func(dst, a, b []float64){
			"Fill":       {func(dst, _, _ []float64) { Fill(dst, scale) }, func(dst, _, _ []float64) { fillEach(dst, scale) }},
			"AddScaled":  {func(dst, a, _ []float64) { AddScaled(dst, a, scale) }, func(dst, a, _ []float64) { addScaledEach(dst, a, scale) }},
			"SetScaled":  {func(dst, a, _ []float64) { SetScaled(dst, a, scale) }, func(dst, a, _ []float64) { setScaledEach(dst, a, scale) }},
			"to itself":  {func(dst, _, _ []float64) { SetScaled(dst, dst, scale) }, func(dst, _, _ []float64) { setScaledEach(dst, dst, scale) }},
			"Multiply":   {func(dst, a, b []float64) { Multiply(dst, a, b, scale) }, func(dst, a, b []float64) { multiplyEach(dst, a, b, scale) }},
			"by itself":  {func(dst, _, b []float64) { Multiply(dst, dst, b, scale) }, func(dst, _, b []float64) { multiplyEach(dst, dst, b, scale) }},
			"AddProduct": {func(dst, a, b []float64) { AddProduct(dst, a, b, scale) }, func(dst, a, b []float64) { addProductEach(dst, a, b, scale) }},
			"Invert":     {func(dst, _, b []float64) { Invert(dst, b) }, func(dst, _, b []float64) { invertEach(dst, b) }},
		} {
			got, want := append([]float64(nil), start...), append([]float64(nil), start...)
			do[0](got[:n], a[:n], b[:n])
			do[1](want[:n], a[:n], b[:n])
			for i := range want {
				if math.Float64bits(got[i]) != math.Float64bits(want[i]) && (got[i] == got[i] || want[i] == want[i]) {
					t.Fatalf("%s of %d values: value %d is %v, one by one %v", name, n, i, got[i], want[i])
				}
			}
		}
	}
}

// A product that is not rounded before it is added shows in what rounding has taken off it.
func TestEachProductIsRoundedByItself(t *testing.T) {
	x := 1 + 0x1p-30 // its square has 60 bits behind the point, of which 52 are kept
	sum := []float64{-x * x}
	addScaledEach(sum, []float64{x}, x)
	product := []float64{-x * x}
	addProductEach(product, []float64{x}, []float64{x}, 1)
	if sum[0] != 0 || product[0] != 0 {
		t.Errorf("sums with a product are %v and %v", sum[0], product[0])
	}
}

func TestColumnsOfDifferentLengthsDoNotMeet(t *testing.T) {
	long, short := make([]float64, 9), make([]float64, 9)[:8]
	for name, do := range map[string]func(){
		"AddScaled":    func() { AddScaled(long, short, 1) },
		"SetScaled":    func() { SetScaled(short, long, 1) },
		"Multiply":     func() { Multiply(long, long, short, 1) },
		"AddProduct":   func() { AddProduct(short, short, long, 1) },
		"Invert":       func() { Invert(long, short) },
		"Multiply's a": func() { Multiply(long, short, long, 1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s works with columns of 8 and 9 values", name)
				}
			}()
			do()
		}()
	}
}
