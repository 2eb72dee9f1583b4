package risk

import (
	"math"

	"commitcast/model"
)

// layout says where the figures of a path stand among the columns and counters of a simulation. Columns are, scenario by scenario,
// its metrics by period, its figures and the time to its first breach; then, for every scenario after the first, its metrics and
// figures less the first's.
type layout struct {
	metrics, figures int // columns of a scenario's metrics and figures
	periods          int
	scenarios        []slots
	columns          int
	counters         int
}

// slots are the places of one scenario.
type slots struct {
	column     int // of its first metric
	time       int // of the time to its first breach; −1 for none
	difference int // of its first metric less the first scenario's; −1 for the first scenario
	breach     int // counters: by period happened, defined, first; then ever happened, defined. −1 for none
	checks     int // counters: by check holds, defined
}

// lay settles the places.
func (p *plan) lay() {
	l := &p.layout
	l.periods = len(p.periods)
	l.metrics, l.figures = len(p.metrics)*l.periods, len(p.figures)
	l.scenarios = make([]slots, len(p.scenarios))
	for i := range p.scenarios {
		s, sp := &l.scenarios[i], &p.scenarios[i]
		*s = slots{column: l.columns, time: -1, difference: -1, breach: -1}
		l.columns += l.metrics + l.figures
		if sp.breach {
			s.time, s.breach = l.columns, l.counters
			l.columns++
			l.counters += 3*l.periods + 2
		}
		s.checks = l.counters
		l.counters += 2 * len(sp.checks)
	}
	for i := range p.scenarios[1:] {
		l.scenarios[1+i].difference = l.columns
		l.columns += l.metrics + l.figures
	}
}

// write writes the figures of a path that has run to a row of the columns, and counts its events.
func (w *worker) write(row []float64, counters []int32) {
	l := &w.p.layout
	width := l.metrics + l.figures
	for i := range w.runs {
		r, s := &w.runs[i], &l.scenarios[i]
		copy(row[s.column:], r.metrics)
		copy(row[s.column+l.metrics:], r.figures)
		if s.breach >= 0 {
			row[s.time] = w.breach(r, counters[s.breach:])
		}
		for k := range r.checked {
			v := r.verdict(k)
			counters[s.checks+2*k] += count(v == holds)
			counters[s.checks+2*k+1] += count(v != unclear)
		}
		if s.difference >= 0 {
			for k := range width {
				row[s.difference+k] = difference(row[s.column+k], row[k])
			}
		}
	}
}

// difference is a − b; nothing where it is what rounding leaves.
func difference(a, b float64) float64 {
	d := a - b
	if math.Abs(d) <= 1e-13*math.Max(math.Abs(a), math.Abs(b)) {
		return 0
	}
	return d
}

// breach counts the periods in breach and returns the years from the valuation to the end of the first that is not past; Unknown for
// none. A coverage that is the target but for rounding is no breach.
func (w *worker) breach(r *pathRunner, counters []int32) float64 {
	n, first, known := w.p.layout.periods, -1, false
	target := r.s.Target * (1 - tolerance)
	for i, c := range r.covers {
		if !r.full[i] || !model.Known(c) {
			continue
		}
		known = known || w.p.periods[i].To >= w.p.valuation
		counters[3*i+1]++
		if c < target {
			counters[3*i]++
			if first < 0 && w.p.periods[i].To >= w.p.valuation {
				first = i
				counters[3*i+2]++
			}
		}
	}
	counters[3*n] += count(first >= 0)
	counters[3*n+1] += count(known)
	if first < 0 {
		return math.NaN()
	}
	return float64(w.p.periods[first].To+1-w.p.valuation) / 12
}

func count(yes bool) int32 {
	if yes {
		return 1
	}
	return 0
}
