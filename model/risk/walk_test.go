package risk

import (
	"math"
	"math/rand/v2"
	"testing"

	"commitcast/model/internal/vector"
)

// Many months at once are worked out in the order of single ones, so that no bit depends on the processor.
func TestMonthsAtOnceHaveTheBitsOfSingleOnes(t *testing.T) {
	defer func(wide bool) { vector.Wide = wide }(vector.Wide)
	for _, vector.Wide = range []bool{vector.Wide, false} {
		r := rand.New(rand.NewPCG(3, 4))
		for n := range 250 {
			innovations, got, want := make([]float64, n), make([]float64, n), make([]float64, n)
			for i := range innovations {
				innovations[i] = 3 * r.NormFloat64()
			}
			p := process{step: 0.05 * r.Float64(), drift: -0.01 * r.Float64()}
			p.walk(got, innovations)
			walkEach(want, innovations, p.step, p.drift, 1)
			for i := range want {
				if math.Float64bits(got[i]) != math.Float64bits(want[i]) {
					t.Fatalf("%d months: month %d is %v, one by one %v", n, i, got[i], want[i])
				}
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
