package vector

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Many months at once come to what single ones do, so that no bit depends on the processor, and nothing beside them is touched.
func TestMonthsAtOnceHaveTheBitsOfSingleOnes(t *testing.T) {
	defer func(wide bool) { Wide = wide }(Wide)
	for _, Wide = range []bool{Wide, false} {
		compareWithSingleMonths(t)
	}
}

func compareWithSingleMonths(t *testing.T) {
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
			"addScaled": {func(dst, a, _ []float64) { AddScaled(dst, a, scale) }, func(dst, a, _ []float64) {
				for i := range dst {
					dst[i] += float64(scale * a[i])
				}
			}},
			"setScaled": {func(dst, a, _ []float64) { SetScaled(dst, a, scale) }, func(dst, a, _ []float64) {
				for i := range dst {
					dst[i] = scale * a[i]
				}
			}},
			"multiply":   {func(dst, a, b []float64) { Multiply(dst, a, b, scale) }, func(dst, a, b []float64) { multiplyEach(dst, a, b, scale) }},
			"addProduct": {func(dst, a, b []float64) { AddProduct(dst, a, b, scale) }, func(dst, a, b []float64) { addProductEach(dst, a, b, scale) }},
			"invert":     {func(dst, _, b []float64) { Invert(dst, b) }, func(dst, _, b []float64) { invertEach(dst, b) }},
		} {
			got, want := append([]float64(nil), start...), append([]float64(nil), start...)
			do[0](got[:n], a[:n], b[:n])
			do[1](want[:n], a[:n], b[:n])
			for i := range want {
				if math.Float64bits(got[i]) != math.Float64bits(want[i]) && (got[i] == got[i] || want[i] == want[i]) {
					t.Fatalf("%s of %d months: month %d is %v, one by one %v", name, n, i, got[i], want[i])
				}
			}
		}
	}
}

func TestColumnsAreFilledWhole(t *testing.T) {
	for n := range 20 {
		got := make([]float64, n+1)
		Fill(got[:n], 1)
		for i, v := range got {
			if want := map[bool]float64{true: 1}[i < n]; v != want {
				t.Errorf("%d months: month %d is %v", n, i, v)
			}
		}
	}
}
