package dist

import "math"

// TableError is how far a tabulated quantile may be from the exact one, in standard deviations of the distribution.
const TableError = 2e-8

// The table covers octaves of u up to 1/2; for a smaller u, one draw in 2^octaves, the equation is solved. An octave has as
// many cells, all of one width, as the error asks for: 2^coarsest to 2^finest.
const (
	octaves  = 14
	coarsest = 3
	finest   = 7

	tabulated = 0x1p-15 // the smallest u of the table: 1/2 and the octaves below it
	mantissa  = 52      // bits
	oneBits   = 0x3ff << mantissa
	firstBits = (0x3ff - octaves - 1) << mantissa // of tabulated
)

// cell is a polynomial of degree 5 in the position within the cell, from 0 to 1, by ascending power.
type cell [6]float64

// quantile returns the quantile at u, in (0, 0.5].
func (t *betaTail) quantile(u float64) float64 {
	if !(u >= tabulated) {
		return t.deep(u)
	}
	bits := math.Float64bits(u)
	c := &t.cells[(bits-firstBits)>>t.shift]
	x := math.Float64frombits(oneBits|bits<<(64-t.shift)>>(64-mantissa)) - 1
	xx := x * x
	return c[0] + c[1]*x + xx*(c[2]+c[3]*x+xx*(c[4]+c[5]*x))
}

// deep solves for the quantile at a small u, beginning with the first term of its series.
func (t *betaTail) deep(u float64) float64 {
	if !(u > 0) {
		return math.Max(u, 0)
	}
	return t.solve(u, min(0.5, math.Exp((math.Log(u*t.alpha)+t.logB)/t.alpha)))
}

func newBetaTail(alpha, beta float64) *betaTail {
	t := &betaTail{alpha: alpha, beta: beta, logB: logBeta(alpha, beta)}
	_, sd := betaMoments(alpha, beta)
	for fine := coarsest; ; fine++ {
		knots := t.knots(fine + 1)
		t.tabulate(knots, fine)
		if fine == finest || t.worst(knots) <= TableError/2*sd {
			return t
		}
	}
}

func logBeta(a, b float64) float64 {
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	return la + lb - lab
}

// knot is the quantile x at u with its first two derivatives by u.
type knot struct{ u, x, slope, bend float64 }

// knots solves for the quantile at the edges of 2^fine cells an octave, by ascending u. It begins at the median and guesses
// each from the one above.
func (t *betaTail) knots(fine int) []knot {
	n := octaves << fine
	knots := make([]knot, n+1)
	guess := t.alpha / (t.alpha + t.beta)
	for i := n; i >= 0; i-- {
		u := math.Float64frombits(firstBits + uint64(i)<<(mantissa-fine))
		if i < n {
			guess = knots[i+1].guess(u)
		}
		knots[i] = t.knot(u, guess)
	}
	return knots
}

// guess is the quantile at another probability by the first two derivatives of the logarithms.
func (k knot) guess(u float64) float64 {
	far := math.Log(u / k.u)
	slope := k.u * k.slope / k.x
	bend := slope - slope*slope + k.u*k.u*k.bend/k.x
	return k.x * math.Exp(far*(slope+far/2*bend))
}

func (t *betaTail) knot(u, guess float64) knot {
	x := t.solve(u, guess)
	slope := math.Exp(-t.logDensity(x))
	turn := (t.alpha-1)/x - (t.beta-1)/(1-x)
	return knot{u, x, slope, -turn * slope * slope}
}

// tabulate fills the cells from the edges of cells half as wide. The last cell is for u = 1/2 itself.
func (t *betaTail) tabulate(knots []knot, fine int) {
	t.shift = uint(mantissa - fine)
	t.cells = make([]cell, 0, len(knots)/2+1)
	for i := 2; i < len(knots); i += 2 {
		t.cells = append(t.cells, between(knots[i-2], knots[i]))
	}
	t.cells = append(t.cells, cell{knots[len(knots)-1].x})
}

// between is the polynomial that has the values and derivatives of both knots.
func between(from, to knot) cell {
	h := to.u - from.u
	rise := to.x - from.x
	d0, d1 := h*from.slope, h*to.slope
	s0, s1 := h*h*from.bend, h*h*to.bend
	return cell{
		from.x, d0, s0 / 2,
		10*rise - 6*d0 - 4*d1 - 1.5*s0 + 0.5*s1,
		-15*rise + 8*d0 + 7*d1 + 1.5*s0 - s1,
		6*rise - 3*d0 - 3*d1 - 0.5*s0 + 0.5*s1,
	}
}

// worst is the largest error in the middle of a cell.
func (t *betaTail) worst(knots []knot) float64 {
	worst := 0.0
	for i := 1; i < len(knots); i += 2 {
		worst = max(worst, math.Abs(t.quantile(knots[i].u)-knots[i].x))
	}
	return worst
}
