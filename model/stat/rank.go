package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Type7 tells between which order statistics of n known values the p-quantile lies: it is x[lo] + weight·(x[hi] − x[lo]), with
// ranks from 0 and a weight in [0, 1). It panics when n is below 1 or p outside [0, 1].
func Type7(n int, p float64) (lo, hi int, weight float64) {
	if n < 1 || !(p >= 0 && p <= 1) {
		panic("stat: a quantile takes at least one value and a probability in [0, 1]")
	}
	h := p * float64(n-1)
	lo = int(h)
	return lo, min(lo+1, n-1), h - float64(lo)
}

// manyDraws is the variance of the binomial count beyond which its tails are taken from the normal approximation with the
// corrections for skewness and for whole numbers. That is off by less than a hundredth of a rank, so that it gives another rank than
// the sum only where a tail is as good as equal to the one aimed at.
const manyDraws = 10_000

// RankInterval tells which order statistics of n independent draws bound the p-quantile of what they are drawn from: it lies in
// [x[lo], x[hi]] with at least the given confidence, and outside on either side with at most half of what is left, whatever is
// drawn from. Of 1,000 draws and p = 0.95 these are ranks 935 and 963, the 936th and the 964th. It is not ok when there are too
// few draws for one side or the other; then lo and hi are 0.
func RankInterval(n int, p, confidence float64) (lo, hi int, ok bool) {
	if n < 1 || !(p > 0 && p < 1) || !(confidence > 0 && confidence < 1) {
		return 0, 0, false
	}
	tail := (1 - confidence) / 2
	lo, fromBelow := tailCount(n, p, tail)
	above, fromAbove := tailCount(n, 1-p, tail)
	if !fromBelow || !fromAbove {
		return 0, 0, false
	}
	return lo, n - 1 - above, true
}

// tailCount is the largest k for which n draws have k or fewer successes of probability p with at most the probability tail. It
// is not ok when even none is likelier.
func tailCount(n int, p, tail float64) (k int, ok bool) {
	q := 1 - p
	variance := float64(n) * p * q
	z := mathext.NormalQuantile(tail)
	guess := math.Floor(float64(n)*p + z*math.Sqrt(variance) + (q-p)*(z*z-1)/6 - 0.5)
	k = int(min(max(guess, 0), float64(n)))
	if variance > manyDraws {
		return k, true
	}
	return exactTailCount(n, p, tail, k)
}

// exactTailCount is tailCount by summing the tail, from a guess that is near.
func exactTailCount(n int, p, tail float64, k int) (int, bool) {
	odds := p / (1 - p)
	term := binomial(n, k, p) // of k successes
	sum := lowerTail(k, term, func(i int) float64 { return float64(i) / (float64(n-i+1) * odds) })
	for sum > tail {
		if k == 0 {
			return 0, false
		}
		sum -= term
		term *= float64(k) / (float64(n-k+1) * odds)
		k--
	}
	for k < n {
		term *= float64(n-k) / float64(k+1) * odds
		if sum += term; sum > tail {
			break
		}
		k++
	}
	return k, true
}

// lowerTail sums probabilities from that of k downwards, where back(i) is the probability of i−1 over that of i, until they no
// longer count.
func lowerTail(k int, term float64, back func(i int) float64) float64 {
	sum := 0.0
	for ; k >= 0 && term > 1e-17*sum; k-- {
		sum += term
		term *= back(k)
	}
	return sum
}

// binomial is the probability of k successes in n draws.
func binomial(n, k int, p float64) float64 {
	all, _ := math.Lgamma(float64(n + 1))
	yes, _ := math.Lgamma(float64(k + 1))
	no, _ := math.Lgamma(float64(n - k + 1))
	return math.Exp(all - yes - no + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
}
