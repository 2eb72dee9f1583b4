package model_test

import (
	"maps"
	"math"
	"slices"

	"commitcast/model"

	"gonum.org/v1/gonum/integrate/quad"
)

// The twin is a second engine, written from the text of the model alone: one month at a time, by name, with no thought of
// speed. TestEngineAgreesWithTwin holds the two readings against each other.

// flow is an amount a calendar month; a month that is not there is 0.
type flow map[model.Month]float64

// sum adds the months from..to, both included.
func (x flow) sum(from, to model.Month) float64 {
	total := 0.0
	for m := from; m <= to; m++ {
		total += x[m]
	}
	return total
}

// months are the months that are there, in order.
func (x flow) months() []model.Month { return slices.Sorted(maps.Keys(x)) }

// twinTerm is a contract's months: f is the share of a month's days inside [start, end), u the contract time
// at its beginning. begin and end are places on the month axis, where the first of a month is a whole number.
type twinTerm struct {
	months     []model.Month
	f, u       flow
	begin, end float64
}

// newTwinTerm gives the term that begins on start, lasts length and then `longer` months more. Whole months move the day,
// a fraction and what is longer are parts of months after that day.
func newTwinTerm(start model.Date, length model.Months, longer float64) twinTerm {
	whole := math.Floor(float64(length))
	day := start.AddMonths(int(whole))
	more := float64(length) - whole + longer
	base := start.Month()
	begin, end := dayShare(start), float64(day.Month()-base)+dayShare(day)+more
	t := twinTerm{f: flow{}, u: flow{}, begin: float64(base) + begin, end: float64(base) + end}
	elapsed := 0.0
	for m := base; float64(m-base) < end; m++ {
		f := min(end, float64(m-base)+1) - max(begin, float64(m-base))
		if more == 0 {
			f = daysInside(m, start, day) / float64(m.Days())
		}
		if f <= 0 {
			break
		}
		t.months = append(t.months, m)
		t.f[m], t.u[m] = f, elapsed
		elapsed += f
	}
	return t
}

// around is the life from the first beginning to the last end of several terms.
func around(terms []*twinTerm) twinTerm {
	t := twinTerm{f: flow{}, u: flow{}, begin: terms[0].begin, end: terms[0].end}
	for _, other := range terms {
		t.begin, t.end = min(t.begin, other.begin), max(t.end, other.end)
	}
	elapsed := 0.0
	for m := model.Month(t.begin); float64(m) < t.end-1e-9; m++ {
		t.months = append(t.months, m)
		t.u[m] = elapsed
		t.f[m] = min(t.end, float64(m)+1) - max(t.begin, float64(m))
		elapsed += t.f[m]
	}
	return t
}

// dayShare is the share of the month's days before d.
func dayShare(d model.Date) float64 {
	return float64(d-d.Month().First()) / float64(d.Month().Days())
}

// daysInside counts the days of m in [start, end).
func daysInside(m model.Month, start, end model.Date) float64 {
	n := 0
	for d := m.First(); d <= m.Last(); d++ {
		if start <= d && d < end {
			n++
		}
	}
	return float64(n)
}

// year is the contract year of month m, from 0; ok is false outside the term.
func (t *twinTerm) year(m model.Month) int { return int(math.Floor(t.u[m] / 12)) }

func (t *twinTerm) first() model.Month { return t.months[0] }

func (t *twinTerm) last() model.Month { return t.months[len(t.months)-1] }

// has reports whether the term touches month m.
func (t *twinTerm) has(m model.Month) bool { return t.first() <= m && m <= t.last() }

// until is the share of month m's part of the term that lies before a place on the month axis.
func (t *twinTerm) until(place float64, m model.Month) float64 {
	from, to := max(t.begin, float64(m)), min(t.end, float64(m)+1)
	if to <= from {
		return 0 // it has no part in the month
	}
	return min(1, max(0, (place-from)/(to-from)))
}

// online is c(τ) from the table of shapes, 0 before the start.
func online(r *model.Ramp, τ float64) float64 {
	if τ < 0 {
		return 0
	}
	c0, k, x := r.Initial, r.Steepness, min(1, τ/float64(r.Full))
	switch r.Shape {
	case model.Linear:
		return c0 + (1-c0)*x
	case model.SCurve:
		l := func(x float64) float64 { return 1 / (1 + math.Exp(-k*(x-0.5))) }
		return c0 + (1-c0)*(l(x)-l(0))/(l(1)-l(0))
	case model.Exponential:
		return c0 + (1-c0)*(math.Exp(k*x)-1)/(math.Exp(k)-1)
	case model.Steps:
		c := c0
		for _, knot := range r.Knots {
			if float64(knot.At) <= τ {
				c = knot.Share
			}
		}
		return c
	case model.Points:
		left, c := 0.0, c0
		for _, knot := range r.Knots {
			right := float64(knot.At)
			if τ < right {
				return c + (knot.Share-c)*(τ-left)/(right-left)
			}
			left, c = right, knot.Share
		}
		return c
	}
	return 1
}

// onlineOver is ∫ c(τ−delay) dτ over [from, to], by quadrature between the kinks of c.
func onlineOver(r *model.Ramp, from, to, delay float64) float64 {
	kinks := []float64{delay}
	switch r.Shape {
	case model.Linear, model.SCurve, model.Exponential:
		kinks = append(kinks, delay+float64(r.Full))
	case model.Steps, model.Points:
		for _, knot := range r.Knots {
			kinks = append(kinks, delay+max(0, float64(knot.At)))
		}
	}
	total := 0.0
	for _, kink := range append(kinks, to) {
		if until := min(kink, to); until > from {
			total += smoothIntegral(r, from, until, delay)
			from = until
		}
	}
	return total
}

// smoothIntegral splits the interval finely enough for a steep s-curve; the ends of a piece are never evaluated.
func smoothIntegral(r *model.Ramp, from, to, delay float64) float64 {
	if r.Shape != model.SCurve && r.Shape != model.Exponential {
		return (to - from) * online(r, (from+to)/2-delay) // c is linear here: the midpoint is exact
	}
	const pieces = 4
	step, total := (to-from)/pieces, 0.0
	for i := range pieces {
		a := from + float64(i)*step
		total += quad.Fixed(func(τ float64) float64 { return online(r, τ-delay) }, a, a+step, 12, quad.Legendre{}, 0)
	}
	return total
}

// lengthAfter is the part of [from, to] after `after`.
func lengthAfter(from, to, after float64) float64 { return max(0, to-max(from, after)) }
