package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Wilson is the interval of a probability that n independent trials with that many successes give (Wilson, 1927). It is within
// [0, 1], starts at 0 when none succeeded and ends at 1 when all did. Of no trials both ends are NaN.
func Wilson(successes, n int, confidence float64) (low, high float64) {
	if n < 1 || successes < 0 || successes > n {
		return math.NaN(), math.NaN()
	}
	z := mathext.NormalQuantile((1 + confidence) / 2)
	size, share := float64(n), float64(successes)/float64(n)
	centre := share + z*z/(2*size)
	reach := z * math.Sqrt(share*(1-share)/size+z*z/(4*size*size))
	scale := 1 + z*z/size
	low, high = max((centre-reach)/scale, 0), min((centre+reach)/scale, 1)
	if successes == 0 {
		low = 0
	}
	if successes == n {
		high = 1
	}
	return low, high
}

// Student is the mean of independent estimates of one figure, such as those of the replicates of a sampler, with Student's
// interval. Of one estimate the interval is NaN, of none the mean too, and of an estimate that is NaN all three.
func Student(estimates []float64, confidence float64) (mean, low, high float64) {
	var m Moments
	for _, e := range estimates {
		if math.IsNaN(e) {
			return math.NaN(), math.NaN(), math.NaN()
		}
		m.Add(e)
	}
	low, high = m.MeanInterval(confidence)
	if m.N == 0 {
		return math.NaN(), low, high
	}
	return m.Mean, low, high
}

// studentQuantile is the t for which Student's variable of that many degrees of freedom is within ±t with the given confidence.
func studentQuantile(freedom, confidence float64) float64 {
	if freedom > manyFree { // the inverse below is slow
		return expandedStudent(freedom, mathext.NormalQuantile((1+confidence)/2))
	}
	x := mathext.InvRegIncBeta(0.5, freedom/2, confidence) // x = t²/(freedom + t²)
	return math.Sqrt(freedom * x / (1 - x))
}

// manyFree is how many degrees of freedom the expansion of Student's quantile takes: it is then right to eleven digits.
const manyFree = 1000

// expandedStudent is Student's quantile where the normal one is z: Abramowitz and Stegun (1964), 26.7.5.
func expandedStudent(freedom, z float64) float64 {
	z2 := z * z
	g1 := (z2 + 1) * z / 4
	g2 := ((5*z2+16)*z2 + 3) * z / 96
	g3 := (((3*z2+19)*z2+17)*z2 - 15) * z / 384
	return z + (g1+(g2+g3/freedom)/freedom)/freedom
}
