package model

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The pairs do for each month what the portable loops do, so that no bit depends on the kind of processor.
func TestPairsOfMonthsHaveTheBitsOfSingleOnes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for n := range 70 {
		a, b, start := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range n {
			a[i], b[i], start[i] = math.Exp(30*r.NormFloat64()), r.NormFloat64(), r.NormFloat64()
		}
		scale := r.NormFloat64()
		for name, do := range map[string][2]func(dst, a, b []float64, scale float64){
			"multiply": {multiply, multiplyEach}, "addProduct": {addProduct, addProductEach},
		} {
			got, want := append([]float64(nil), start...), append([]float64(nil), start...)
			do[0](got, a, b, scale)
			do[1](want, a, b, scale)
			for i := range want {
				if math.Float64bits(got[i]) != math.Float64bits(want[i]) {
					t.Fatalf("%s of %d months: month %d is %v, one by one %v", name, n, i, got[i], want[i])
				}
			}
		}
	}
}

func TestColumnsAreFilledAndInvertedWhole(t *testing.T) {
	for n := range 20 {
		ones, a, got := make([]float64, n), make([]float64, n), make([]float64, n+1)
		fill(ones, 1)
		for i := range a {
			a[i] = float64(i + 1)
		}
		invert(got[:n], ones, a)
		for i := range a {
			if got[i] != 1/float64(i+1) {
				t.Errorf("%d months: one over %d is %v", n, i+1, got[i])
			}
		}
		if got[n] != 0 {
			t.Errorf("%d months: one more was written", n)
		}
	}
}
