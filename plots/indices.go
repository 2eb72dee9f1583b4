package plots

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
	"commitcast/model/analysis"
)

// IndicesChart has the Sobol' indices of each group of numbers with their intervals: its share of the variance alone, and with all
// it does together with others; from the largest total.
func IndicesChart(d *analysis.Decomposition) (*Chart, error) {
	return made("indices", d, indicesChart)
}

// indices are indices to draw.
type indices struct {
	asked
	*analysis.Decomposition
}

func indicesChart(d *analysis.Decomposition) (*Chart, error) {
	if d == nil {
		return nil, fmt.Errorf("a chart of indices needs them")
	}
	a, err := newAsked(d.Scenario, d.Target, d.Mean, d.SD)
	switch {
	case err != nil:
		return nil, err
	case len(d.Indices) == 0 || !(d.SD > 0):
		return nil, &NotDrawn{Reason: d.Target.String() + " has no variance to share out"}
	}
	w := indices{a, d}
	c := &Chart{Title: w.title(), Subtitle: w.subtitle(), Note: w.note(), data: w.rows()}
	c.Alt = fmt.Sprintf("Bar chart of the Sobol' indices of %s for %s, first order and total, with 95%% intervals. %s.",
		counted(len(d.Indices), "input", "inputs"), lower(a.what), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { w.draw(s, room) }
	how := seeded(counted(d.Samples, "base sample", "base samples")+", "+counted(d.Evaluations, "evaluation", "evaluations"), d.Seed)
	return a.finish(c, how), nil
}

func (w *indices) subtitle() string {
	mean := w.figure(w.Mean)
	if w.target.Unit() == model.CalendarYear {
		mean = fixed(w.Mean, 1)
	}
	return "Share of the variance of " + lower(w.what) + " that each input explains (Sobol' indices); mean " + mean +
		", standard deviation " + w.gap(w.SD)
}

func (w *indices) note() string {
	out := []string{"With 95% intervals by bootstrap."}
	grouped, marked := false, false
	for _, x := range w.Indices {
		grouped, marked = grouped || len(x.Paths) > 1, marked || x.Doubt() != ""
	}
	if grouped {
		out = append(out, "Correlated inputs move as one.")
	}
	if marked {
		out = append(out, "* Not to be relied on, as an index or its interval cannot be right: take more samples, or narrower ranges.")
	}
	if w.Undefined > 0 {
		out = append(out, "Left out, as the number was not defined: "+counted(w.Undefined, "evaluation", "evaluations")+".")
	}
	return notes(out...)
}

// doubtful reports whether an index that a title speaks of cannot be relied on: the largest, or another that may be larger, or is no small
// part of what inputs explain alone.
func (w *indices) doubtful() bool {
	const small = 0.05
	for i, x := range w.Indices {
		if x.Doubt() != "" && (i == 0 || math.Abs(x.First) > small || math.Max(x.FirstHigh, x.TotalHigh) > w.Indices[0].Total) {
			return true
		}
	}
	return false
}

// title says how much of the variance is due to the largest input alone, or to inputs acting together.
func (w *indices) title() string {
	neutral := "What explains the variance of " + lower(w.what)
	top, alone := w.Indices[0], 0.0
	for _, x := range w.Indices {
		alone += x.First
	}
	name, explains := titledPath(pathsName(top.Paths)), " alone explains "
	if n := len(top.Paths); n > 1 {
		name, explains = itoa(n)+" correlated inputs", " alone explain "
	}
	act := "Inputs act together: alone they explain "
	if w.Undefined > 0 {
		explains, act = " alone seems to explain ", "Inputs seem to act together: alone they explain "
		if len(top.Paths) > 1 {
			explains = " alone seem to explain "
		}
	}
	of := " of the variance of " + lower(w.what)
	switch {
	case w.doubtful() || name == "" || !model.Known(top.First+top.Total) || alone < 0:
		return neutral
	case alone < 0.75 && len(w.Indices) > 1:
		return finding(act+percent(alone)+of, neutral)
	case len(w.Indices) > 1 && w.Indices[1].Total > top.Total*(1-tie) || top.First < 0:
		return neutral
	}
	share := min(top.First, top.Total) // alone is never more than the total, though its estimate may be
	if share >= 0.995 {
		return finding(name+explains+"nearly all"+of, neutral)
	}
	return finding(name+explains+percent(share)+of, neutral)
}

func (w *indices) rows() []Row {
	var rows []Row
	for _, x := range w.Indices {
		for _, v := range []struct {
			name string
			v    float64
		}{
			{"first", x.First}, {"first low", x.FirstLow}, {"first high", x.FirstHigh},
			{"total", x.Total}, {"total low", x.TotalLow}, {"total high", x.TotalHigh},
		} {
			rows = append(rows, w.other(strings.Join(x.Paths, "; "), v.name, string(model.Share), v.v))
		}
	}
	return rows
}

func (w *indices) draw(s *sheet, room vg.Rectangle) {
	const above = 15
	first, total := s.series[0], mix(s.paper, s.series[0], 0.45)
	s.keyHead(room, "", key{"First order: alone", first, square}, key{"Total: with all it does together with others", total, square})
	n, unlisted := listed(s.rowsShown(room, above, len(w.Indices), 0), len(w.Indices), len(w.Indices))
	rc := rowChart{above: above, unlisted: unlisted, before: 2, after: 6, head: "First, total"}
	rc.axis = newMeasure("index", "", model.Index, "", 1)
	two := func(v float64) string { return minus(fixed(v, 2), "", "") }
	for _, x := range w.Indices[:n] {
		rc.names = append(rc.names, pathsName(x.Paths)+map[bool]string{true: "*"}[x.Doubt() != ""])
		rc.right = append(rc.right, two(x.First)+", "+two(x.Total))
		lo, hi, _ := bounded([]float64{x.First, x.FirstLow, x.FirstHigh, x.Total, x.TotalLow, x.TotalHigh, 0})
		rc.lo, rc.hi = math.Min(rc.lo, lo), math.Max(rc.hi, hi)
	}
	if rc.hi == rc.lo {
		rc.hi = 1
	}
	p := rc.open(s, room)
	for i, x := range w.Indices[:n] {
		p.interval(i, x.First, x.FirstLow, x.FirstHigh, 0.52, 1, first)
		p.interval(i, x.Total, x.TotalLow, x.TotalHigh, 0, 0.48, total)
	}
}
