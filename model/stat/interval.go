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

// ReplicateInterval is an interval of the mean of what few independent estimates are drawn from, such as those of the replicates of a
// sampler, be they skewed or not. Either end is the farther one of two.
//
// One is Student's, which of replicates is the surest as long as they are not skewed (L'Ecuyer, Nakayama, Owen and Tuffin, Confidence
// intervals for randomized quasi-Monte Carlo estimators, 2023). On the long side of skewed ones it ends too early. The other is that of
// Hall's monotone cubic transformation of Student's ratio (Hall, On the removal of skewness by transformation, 1992). It gives the long
// side its due, but of few estimates with long tails on both sides it takes chance for skewness. NaN of fewer than two estimates, and
// where one is NaN.
func ReplicateInterval(estimates []float64, confidence float64) (low, high float64) {
	mean, low, high := Student(estimates, confidence)
	n := float64(len(estimates))
	a := skewness(estimates, mean) / math.Sqrt(n)
	if n < 3 || math.IsNaN(a) || math.IsInf(a, 0) {
		return low, high
	}
	t := studentQuantile(n-1, confidence)
	deviation := (high - low) / (2 * t) // the standard error of the mean
	ratio := func(t float64) float64 {  // 3/a·(∛(1 + a·(t − a/6)) − 1), also where a is next to 0
		root := math.Cbrt(1 + a*(t-a/6))
		return 3 * (t - a/6) / (root*root + root + 1)
	}
	return min(low, mean-deviation*ratio(t)), max(high, mean-deviation*ratio(-t))
}

// skewness is an estimate of the skewness of what values are drawn from: G1 of Joanes and Gill, Comparing measures of sample skewness and
// kurtosis, 1998. It is not finite where values are all equal or fewer than three.
func skewness(values []float64, mean float64) float64 {
	n, m2, m3 := float64(len(values)), 0.0, 0.0
	for _, v := range values {
		off := v - mean
		m2 += off * off / n
		m3 += off * off * off / n
	}
	return m3 / math.Pow(m2, 1.5) * math.Sqrt(n*(n-1)) / (n - 2)
}

// CountReach is how many ranks the ends of an interval of the p-quantile lie from its own rank, in a sample made of independent
// replicates: counts[r] of the sizes[r] values of replicate r do not exceed the quantile. NaN where a replicate has no values.
//
// The ends rest on Student's t and the variance of the counts, with two exceptions. Counts that are all one of the two whole numbers next
// to what is expected, as those of a figure that rests on one evenly placed draw, are Bernoulli's, whose variance needs no estimate. And
// less than one path's variance in all is taken for that: counts that agree may do so by chance. The variance of the true quantile's
// place between two neighbouring values is added; it is uniform (Beran and Hall, Interpolated nonparametric prediction intervals and
// confidence intervals, 1993).
func CountReach(counts, sizes []int, p, confidence float64) float64 {
	var m Moments
	even, bernoulli := true, 0.0
	for r, size := range sizes {
		if size == 0 {
			return math.NaN()
		}
		expected := p * float64(size)
		off, part := float64(counts[r])-expected, expected-math.Floor(expected)
		even = even && math.Abs(off) < 1-1e-9 // the margin is for rounding
		bernoulli += part * (1 - part)
		m.Add(off)
	}
	n := float64(m.N)
	quantile, variance := mathext.NormalQuantile((1+confidence)/2), bernoulli
	if !even {
		quantile, variance = studentQuantile(n-1, confidence), n*m.M2/(n-1)
	}
	return quantile * math.Sqrt(max(variance, 1)+1.0/12)
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
