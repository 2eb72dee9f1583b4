package stat

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// The expansion meets the inverse of the incomplete beta function that smaller samples take.
func TestStudentIsTheSameEitherWay(t *testing.T) {
	for _, freedom := range []float64{manyFree, 1500, 10_000, 1e5} {
		for _, confidence := range []float64{0.5, 0.9, 0.95, 0.999} {
			x := mathext.InvRegIncBeta(0.5, freedom/2, confidence)
			want := math.Sqrt(freedom * x / (1 - x))
			if got := expandedStudent(freedom, mathext.NormalQuantile((1+confidence)/2)); math.Abs(got/want-1) > 1e-9 {
				t.Errorf("%g free, %g: %.12f, want %.12f", freedom, confidence, got, want)
			}
		}
	}
}
