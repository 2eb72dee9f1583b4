package risk

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The pairs are worked out in the order of the single months, so that no bit depends on the processor.
func TestPairsOfMonthsHaveTheBitsOfSingleOnes(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := 0; n <= 250; n += 2 {
		innovations, pairs, each := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range innovations {
			innovations[i] = 3 * r.NormFloat64()
		}
		step, drift := 0.05*r.Float64(), -0.01*r.Float64()
		last, want := walkPairs(pairs, innovations, step, drift, 1.5), walkEach(each, innovations, step, drift, 1.5)
		if math.Float64bits(last) != math.Float64bits(want) {
			t.Fatalf("%d months: last factor %v, one by one %v", n, last, want)
		}
		for i := range each {
			if math.Float64bits(pairs[i]) != math.Float64bits(each[i]) {
				t.Fatalf("%d months: month %d is %v, one by one %v", n, i, pairs[i], each[i])
			}
		}
	}
}

func TestTheExponentialOfASmallStepIsAsNearAsItSays(t *testing.T) {
	var factor [1]float64
	for x := -smallest; x <= smallest; x += 1e-4 {
		walkEach(factor[:], []float64{x}, 1, 0, 1)
		limit := 1e-12
		if math.Abs(x) <= 0.25 {
			limit = 5e-16
		}
		if off := math.Abs(factor[0]/math.Exp(x) - 1); off > limit {
			t.Fatalf("e^%v is off by %v", x, off)
		}
	}
}
