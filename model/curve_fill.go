package model

import "math"

// curveFiller evaluates one curve on one grid. It owns the scratch space, so that fill allocates nothing.
type curveFiller struct {
	grid  Grid
	first int       // annual: the calendar year of totals[0]
	total []float64 // annual: a total a year, one year past the last one wanted
}

func newCurveFiller(c *Curve, g Grid) curveFiller {
	f := curveFiller{grid: g}
	if c.Kind != Annual {
		return f
	}
	last := max(g.month(g.N-1).Year(), c.Points[len(c.Points)-1].At.Year())
	f.first = min(c.Points[0].At.Year(), g.From.Year()-1) // years before the first point are for a backcast
	f.total = make([]float64, last+2-f.first)
	return f
}

// fill writes the curve's monthly flow to dst, one value a month of the grid.
func (f *curveFiller) fill(dst []float64, c *Curve) {
	if c.Kind == Annual {
		f.fillTotals(c)
		begin := 0
		if !c.Backcast {
			begin = c.Points[0].At.Year() - f.first
		}
		f.fillAnnual(dst, begin)
		return
	}
	f.fillRunRate(dst, c)
}

// fillTotals sets the calendar-year totals: given, filled between, continued after and, if wanted, before.
func (f *curveFiller) fillTotals(c *Curve) {
	year := func(i int) int { return c.Points[i].At.Year() - f.first }
	for i, p := range c.Points {
		f.total[year(i)] = p.Value
		if i > 0 {
			f.between(year(i-1), year(i))
		}
	}
	growth := c.Growth.resolved(c.lastObserved())
	last := year(len(c.Points) - 1)
	for y := last + 1; y < len(f.total); y++ {
		f.total[y] = f.total[y-1] * (1 + growth.at(float64(y-1-last)))
	}
	if !c.Backcast {
		return
	}
	back := 1 + c.firstObserved()
	for y := year(0) - 1; y >= 0; y-- {
		f.total[y] = f.total[y+1] / back
	}
}

// between fills the years between two given ones at constant growth, linearly next to a zero.
func (f *curveFiller) between(a, b int) {
	lo, hi := f.total[a], f.total[b]
	for y := a + 1; y < b; y++ {
		f.total[y] = blend(lo, hi, float64(y-a)/float64(b-a))
	}
}

// blend is the point at share x of the way from lo to hi: geometric, or linear when one of them is 0.
func blend(lo, hi, x float64) float64 {
	if lo <= 0 || hi <= 0 {
		return lo + (hi-lo)*x
	}
	return lo * math.Pow(hi/lo, x)
}

// fillAnnual differences, month by month, the monotone cubic through the cumulative totals, whose slopes are those of
// Fritsch and Butland (1984) for knots a year apart. Each year's months add up to its total, and no month is negative. The
// curve begins with the year at a place among the totals.
func (f *curveFiller) fillAnnual(dst []float64, begin int) {
	clear(dst)
	left := edgeSlope(f.total[begin], f.total[begin+1])
	for y := begin; y < len(f.total)-1; y++ {
		total := f.total[y]
		right := innerSlope(total, f.total[y+1])
		f.fillYear(dst, f.grid.index(MonthOf(f.first+y, 1)), total, left, right)
		left = right
	}
}

// fillYear writes the twelve months from row i on: differences of the Hermite cubic that rises by total over the year,
// with the given slopes at its ends. It does nothing for a year outside the grid.
func (f *curveFiller) fillYear(dst []float64, i int, total, left, right float64) {
	if i < 0 || i >= len(dst) {
		return
	}
	b, c := 3*total-2*left-right, left+right-2*total
	rise := func(x float64) float64 { return x * (left + x*(b+x*c)) }
	before := 0.0
	for k := range 12 {
		upTo := total
		if k < 11 {
			upTo = rise(float64(k+1) / 12)
		}
		dst[i+k] = max(0, upTo-before)
		before = upTo
	}
}

// innerSlope is the Fritsch–Butland slope between two secants over equal steps: their harmonic mean.
func innerSlope(a, b float64) float64 {
	if a*b <= 0 {
		return 0
	}
	return 2 / (1/a + 1/b)
}

// edgeSlope is the one-sided slope at the first knot, from the first two secants, kept monotone.
func edgeSlope(a, b float64) float64 {
	g := (3*a - b) / 2
	if g*a <= 0 {
		return 0
	}
	return g
}

// fillRunRate writes level/12 at mid-month, with the level log-linear between the points' month ends.
func (f *curveFiller) fillRunRate(dst []float64, c *Curve) {
	clear(dst)
	f.fillObserved(dst, c)
	f.fillContinued(dst, c)
	if c.Backcast {
		f.fillBackcast(dst, c)
	}
}

// fillObserved writes the months from the first point's own to the last point's.
func (f *curveFiller) fillObserved(dst []float64, c *Curve) {
	f.put(dst, c.Points[0].At, c.Points[0].Value)
	for i, p := range c.Points[1:] {
		before := c.Points[i]
		span := float64(p.At - before.At)
		for m := before.At + 1; m <= p.At; m++ {
			f.put(dst, m, blend(before.Value, p.Value, (float64(m-before.At)-0.5)/span))
		}
	}
}

// fillContinued grows the level month by month from the last point on, with the growth rate of mid-month.
func (f *curveFiller) fillContinued(dst []float64, c *Curve) {
	growth := c.Growth.resolved(c.lastObserved())
	last := c.Points[len(c.Points)-1]
	level := last.Value
	for m := last.At + 1; m < f.grid.From+Month(f.grid.N); m++ {
		half := math.Pow(1+growth.at((float64(m-last.At)-0.5)/12), 1.0/24)
		f.put(dst, m, level*half)
		level *= half * half
	}
}

func (f *curveFiller) fillBackcast(dst []float64, c *Curve) {
	first, back := c.Points[0], 1+c.firstObserved()
	for m := f.grid.From; m < first.At; m++ {
		f.put(dst, m, first.Value*math.Pow(back, (float64(m-first.At)-0.5)/12))
	}
}

// put writes an annualised level as the flow of month m, if that is on the grid.
func (f *curveFiller) put(dst []float64, m Month, level float64) {
	if i := f.grid.index(m); i >= 0 && i < len(dst) {
		dst[i] = level / 12
	}
}

// lastObserved is the growth a year up to the last point; Unknown when the points do not show one.
func (c *Curve) lastObserved() float64 {
	n := len(c.Points)
	if n < 2 {
		return Unknown()
	}
	return c.observed(c.Points[n-2], c.Points[n-1], true)
}

// firstObserved is the growth a year from the first point on, else the growth after it; it continues a curve backwards.
func (c *Curve) firstObserved() float64 {
	if len(c.Points) > 1 {
		if g := c.observed(c.Points[0], c.Points[1], false); Known(g) {
			return g
		}
	}
	if Known(c.Growth.Initial) && c.Growth.HalfLife > 0 {
		return c.Growth.Initial
	}
	return c.Growth.Terminal
}

// observed is the yearly growth between two neighbouring points: of annual totals the last (or first) filled year's,
// of a run-rate the annualised one. It is Unknown when it starts from zero.
func (c *Curve) observed(a, b Point, last bool) float64 {
	years := float64(b.At-a.At) / 12
	lo, hi := a.Value, b.Value
	switch {
	case lo > 0 && hi > 0:
		return math.Pow(hi/lo, 1/years) - 1
	case c.Kind == RunRate || years == 1:
		if lo == 0 {
			return Unknown()
		}
		return -1
	case last: // linear between: the step from the last but one year
		lo = blend(lo, hi, (years-1)/years)
	default:
		hi = blend(lo, hi, 1/years)
	}
	if lo == 0 {
		return Unknown()
	}
	return hi/lo - 1
}

// resolved puts the observed growth where no initial one is given.
func (g Growth) resolved(observed float64) Growth {
	if g.HalfLife <= 0 {
		g.Initial = g.Terminal
	} else if !Known(g.Initial) {
		g.Initial = observed
	}
	return g
}

// at is g(t), t in years since the last point, of a resolved growth.
func (g Growth) at(t float64) float64 {
	if g.HalfLife <= 0 {
		return g.Terminal
	}
	return g.Terminal + (g.Initial-g.Terminal)*math.Exp2(-t*12/float64(g.HalfLife))
}
