package dist

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// betaLaw is a beta distribution stretched to low … low + width.
type betaLaw struct {
	low, width   float64
	lower, upper *betaTail // upper is the lower tail of the mirror image
}

// betaTail is the lower half of a beta distribution on 0 to 1: density x^(alpha−1)·(1−x)^(beta−1)/B.
type betaTail struct {
	alpha, beta float64
	logB        float64
	shift       uint // of the bits of u to the number of the cell
	cells       []cell
}

func newBetaLaw(alpha, beta, low, high float64) *betaLaw {
	law := &betaLaw{low: low, width: high - low, lower: newBetaTail(alpha, beta)}
	law.upper = law.lower
	if alpha != beta {
		law.upper = newBetaTail(beta, alpha)
	}
	return law
}

// moments of the beta distribution on 0 to 1.
func betaMoments(alpha, beta float64) (mean, sd float64) {
	sum := alpha + beta
	return alpha / sum, math.Sqrt(alpha*beta/(sum+1)) / sum
}

func (l *betaLaw) quantile(u float64) float64 {
	if u <= 0.5 {
		return l.low + l.width*l.lower.quantile(u)
	}
	return l.low + l.width*(1-l.upper.quantile(1-u))
}

func (l *betaLaw) cdf(x float64) float64 {
	return l.lower.cdf(min(1, max(0, (x-l.low)/l.width)))
}

func (t *betaTail) cdf(x float64) float64 { return mathext.RegIncBeta(t.alpha, t.beta, x) }

// logDensity is the logarithm of the density at x, in (0, 1).
func (t *betaTail) logDensity(x float64) float64 {
	return (t.alpha-1)*math.Log(x) + (t.beta-1)*math.Log1p(-x) - t.logB
}

// solve returns the quantile at u, at most 0.5, by Newton's method on the logarithms within a bracket, from a guess. A step
// squares the error: one from a probability that is right to a millionth is the last.
func (t *betaTail) solve(u, guess float64) float64 {
	low, high, x := 0.0, 1.0, guess
	logU := math.Log(u)
	for range 200 {
		p := t.cdf(x)
		miss := logU - math.Log(p)
		if p < u {
			low = x
		} else {
			high = x
		}
		next := x * math.Exp(miss*math.Exp(math.Log(p)-math.Log(x)-t.logDensity(x)))
		if math.Abs(miss) <= 1e-6 {
			return min(next, 1)
		}
		if !(next > low && next < high) {
			next = (low + high) / 2
		}
		if next == low || next == high {
			return next
		}
		x = next
	}
	return x
}
