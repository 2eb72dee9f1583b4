package dist

import "math"

// MaxTerms is the largest number of quantiles a metalog takes.
const MaxTerms = 10

// metalogLaw is Keelin's metalog (2016): with w = u − 0.5 and L = ln(u/(1−u)) the quantile is M = A(w) + L·B(w), A and B
// polynomials. A bound turns M into the logarithm of the distance from it, two bounds into the log odds between them.
type metalogLaw struct {
	plain, odds [MaxTerms / 2]float64 // coefficients of A and B by power of w
	low, high   float64               // bounds; −Inf and +Inf for none
}

func (m *metalogLaw) quantile(u float64) float64 {
	return m.bound(m.curve(u-0.5, math.Log(u/(1-u))))
}

// at is the quantile by log odds, which reaches farther into the upper tail than a probability does.
func (m *metalogLaw) at(l float64) float64 { return m.bound(m.curve(math.Tanh(l/2)/2, l)) }

func (m *metalogLaw) curve(w, l float64) float64 {
	a, b := &m.plain, &m.odds
	return a[0] + w*(a[1]+w*(a[2]+w*(a[3]+w*a[4]))) + l*(b[0]+w*(b[1]+w*(b[2]+w*(b[3]+w*b[4]))))
}

// slope is the derivative of curve by the log odds, which has the sign of the density.
func (m *metalogLaw) slope(l float64) float64 {
	w, a, b := math.Tanh(l/2)/2, &m.plain, &m.odds
	plain := a[1] + w*(2*a[2]+w*(3*a[3]+w*4*a[4]))
	bend := b[1] + w*(2*b[2]+w*(3*b[3]+w*4*b[4]))
	return m.oddsAt(w) + (0.25-w*w)*(plain+l*bend)
}

// oddsAt is B, the slope of M by the log odds far out at w = ±0.5.
func (m *metalogLaw) oddsAt(w float64) float64 {
	b := &m.odds
	return b[0] + w*(b[1]+w*(b[2]+w*(b[3]+w*b[4])))
}

func (m *metalogLaw) bounded() (below, above bool) {
	return !math.IsInf(m.low, -1), !math.IsInf(m.high, 1)
}

// bound maps M to the variable.
func (m *metalogLaw) bound(z float64) float64 {
	switch below, above := m.bounded(); {
	case below && above:
		return m.low + (m.high-m.low)/(1+math.Exp(-z))
	case below:
		return m.low + math.Exp(z)
	case above:
		return m.high - math.Exp(-z)
	}
	return z
}

// unbound is the inverse of bound, for x strictly between the bounds.
func (m *metalogLaw) unbound(x float64) float64 {
	switch below, above := m.bounded(); {
	case below && above:
		return math.Log((x - m.low) / (m.high - x))
	case below:
		return math.Log(x - m.low)
	case above:
		return -math.Log(m.high - x)
	}
	return x
}

func (m *metalogLaw) cdf(x float64) float64 {
	switch {
	case x <= m.low:
		return 0
	case x >= m.high:
		return 1
	}
	return 1 / (1 + math.Exp(-m.logOdds(m.unbound(x))))
}

// farOut is a log odds beyond which a probability is not told from 0 or 1.
const farOut = 700

// logOdds solves curve = z by Newton's method within a bracket; ±farOut where there is no solution.
func (m *metalogLaw) logOdds(z float64) float64 {
	low, high, l := -float64(farOut), float64(farOut), 0.0
	for range 200 {
		miss := m.curve(math.Tanh(l/2)/2, l) - z
		if miss < 0 {
			low = l
		} else {
			high = l
		}
		next := l - miss/m.slope(l)
		if !(next > low && next < high) {
			next = (low + high) / 2
		}
		if math.Abs(next-l) <= 1e-15*math.Abs(l)+1e-300 {
			return next
		}
		l = next
	}
	return l
}

// rising reports whether the quantile rises for every u that can be drawn: the slope is looked at every 1/64 of log odds, and
// at the bottom of the parabola through its neighbours where it is lowest.
func (m *metalogLaw) rising() bool {
	const each, reach = 1.0 / 64, 37.5
	before, here := m.slope(-reach-each), m.slope(-reach)
	for l := -reach; l <= reach; l += each {
		after := m.slope(l + each)
		if !(here > 0) {
			return false
		}
		if bend := before - 2*here + after; here <= before && here <= after && bend > 0 {
			if here-(after-before)*(after-before)/(8*bend) <= 0 {
				return false
			}
		}
		before, here = here, after
	}
	return true
}
