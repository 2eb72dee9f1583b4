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
	return "Share of the variance of " + lower(w.what) + " that each input explains (Sobol' indices); mean " + w.figure(w.Mean) +
		", standard deviation " + w.figure(w.SD)
}

func (w *indices) note() string {
	out := []string{"With 95% intervals by bootstrap."}
	grouped, marked := false, false
	for _, x := range w.Indices {
		grouped, marked = grouped || len(x.Paths) > 1, marked || doubtful(x)
	}
	if grouped {
		out = append(out, "Correlated inputs move as one.")
	}
	if marked {
		out = append(out, "* An estimate lies outside its interval, or is below 0 beyond it: take more samples.")
	}
	if w.Undefined > 0 {
		out = append(out, "Left out, as the number was not defined: "+counted(w.Undefined, "evaluation", "evaluations")+".")
	}
	return notes(out...)
}

// doubtful reports whether an index lies outside its interval, or its interval below 0.
func doubtful(x analysis.Index) bool {
	outside := func(v, lo, hi float64) bool { return v < lo || v > hi || hi < 0 }
	return outside(x.First, x.FirstLow, x.FirstHigh) || outside(x.Total, x.TotalLow, x.TotalHigh)
}

// title says how much of the variance is due to the largest input alone, or to inputs acting together.
func (w *indices) title() string {
	neutral := "What explains the variance of " + lower(w.what)
	top, alone := w.Indices[0], 0.0
	for _, x := range w.Indices {
		alone += x.First
	}
	name, explains := titledPath(pathsName(top.Paths)), " explains "
	if n := len(top.Paths); n > 1 {
		name, explains = itoa(n)+" correlated inputs", " explain "
	}
	of := " of the variance of " + lower(w.what)
	switch {
	case doubtful(top) || name == "" || !model.Known(top.First+top.Total):
		return neutral
	case alone < 0.75 && len(w.Indices) > 1:
		return finding("Inputs act together: alone they explain "+percent(math.Max(alone, 0))+of, neutral)
	case len(w.Indices) > 1 && w.Indices[1].Total > top.Total*(1-tie):
		return neutral
	}
	return finding(name+" alone"+explains+percent(math.Min(math.Max(top.First, 0), 1))+of, neutral)
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
		rc.names = append(rc.names, pathsName(x.Paths)+map[bool]string{true: "*"}[doubtful(x)])
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
