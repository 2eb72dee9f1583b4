package plots

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
	"commitcast/model/risk"
)

// fan is how one metric of a scenario spreads over the paths, by period. What is not shown is unknown: part-years of what is
// not a balance, and periods in which fewer than half the paths have the figure.
type fan struct {
	name  string        // of the scenario
	of    *model.Report // likewise
	index int           // likewise, in the result
	base  []float64
	bands [5][]risk.Estimate // at fanAt
	lacks []float64          // share of the paths that do not have the figure
	rare  bool               // a period is not shown because most paths lack the figure
}

// fanAt are the quantiles of a fan: the edges of the bands about the median.
var fanAt = [5]float64{0.05, 0.25, 0.50, 0.75, 0.95}

// The places of a fan's quantiles.
const (
	p5 = iota
	p25
	median
	p75
	p95
)

// fanChart is what Fan and Difference draw.
type fanChart struct {
	measure
	r      *model.Report // of the periods
	fans   []fan
	target float64 // Unknown for none
	top    float64 // where the scale ends
	capped bool
	level  bool // of balances, which part-years have too
}

func (s *simulation) fanChart(metric string) (*Chart, error) {
	var all []*risk.MetricResult
	for i := range s.Scenarios {
		all = append(all, metricOf(s.Scenarios[i].Metrics, metric))
	}
	f, err := s.newFanChart(metric, all, 0)
	if err != nil {
		return nil, err
	}
	if metric == "coverage.revenue" {
		f.target = targetOf(s.reports[0])
		f.top, f.capped = coverageTop(f.lines(), f.target)
	}
	c := &Chart{
		Title:    s.fanTitle(f),
		Subtitle: f.subtitle(s),
		Note:     notes(f.key(true), f.stops(), f.sure(), f.left(s), f.parts(s)),
		data:     f.rows(),
	}
	c.Alt = fmt.Sprintf("Fan chart of %s over %s, %s%s: median and the bands that hold half and nine tenths of the paths. %s.",
		lower(f.what), years(f.r), f.span(), f.panelsText(), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { f.draw(s, room) }
	return c, nil
}

func (s *simulation) differenceChart(metric string) (*Chart, error) {
	if !s.several() {
		return nil, absent("there is only one scenario")
	}
	var all []*risk.MetricResult
	for i := range s.Differences {
		all = append(all, metricOf(s.Differences[i].Metrics, metric))
	}
	f, err := s.newFanChart(metric, all, 1)
	if err != nil {
		return nil, err
	}
	f.signed = true
	c := &Chart{
		Title: f.differenceTitle(),
		Subtitle: fmt.Sprintf("%s less that of “%s”, path by path%s, %s", f.what, short(labels(s.reports)[0], 40), f.unitText(),
			years(f.r)),
		Note: notes(f.key(false), f.sure(), f.left(s), f.parts(s)),
		data: f.rows(),
	}
	c.Alt = fmt.Sprintf("Fan chart of the difference in %s from the first scenario over %s, %s%s: median and the bands that hold half and nine tenths of the paths. %s.",
		lower(f.what), years(f.r), f.span(), f.panelsText(), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { f.draw(s, room) }
	return c, nil
}

// newFanChart gathers the fans of a metric of the scenarios from the given one on; nil where one does not have it.
func (s *simulation) newFanChart(metric string, all []*risk.MetricResult, from int) (fanChart, error) {
	f := fanChart{r: s.reports[0], target: model.Unknown()}
	var of *risk.MetricResult
	names := labels(s.reports)
	for i, m := range all {
		if m == nil {
			continue
		}
		full := s.reports[from+i].Periods
		if from > 0 { // differences are from the first
			full = fullInBoth(full, s.reports[0].Periods)
		}
		if g := newFan(m, full); len(g.shown()) > 0 {
			g.name, g.of, g.index = names[from+i], s.reports[from+i], from+i
			f.fans, of = append(f.fans, g), m
		}
	}
	switch {
	case !slices.ContainsFunc(all, func(m *risk.MetricResult) bool { return m != nil }):
		return f, absent("%s was not simulated", metric)
	case of == nil:
		return f, &NotDrawn{Reason: "no full period has a value on half of the paths or more"}
	case of.Unit == model.Currency && !oneCurrency(s.reports):
		return f, &NotDrawn{Reason: "the scenarios are in different currencies"}
	case f.flat():
		return f, &NotDrawn{Reason: metric + " is the same on every path"}
	}
	lo, hi := f.extremes()
	if math.Max(math.Abs(lo), math.Abs(hi)) > limit {
		return f, &NotDrawn{Reason: fmt.Sprintf("%s is too large to draw: %g", metric, math.Max(math.Abs(lo), math.Abs(hi)))}
	}
	f.measure = newMeasure(metric, of.Label, of.Unit, s.currency(), math.Max(math.Abs(lo), math.Abs(hi)))
	f.top, f.level = hi, of.Aggregation == model.End
	return f, nil
}

// fullInBoth marks a period as partial where it is in either; the periods are the same.
func fullInBoth(a, b []model.Period) []model.Period {
	out := slices.Clone(a)
	for i := range out {
		out[i].Partial = out[i].Partial || b[i].Partial
	}
	return out
}

func newFan(m *risk.MetricResult, ps []model.Period) fan {
	f := fan{base: make([]float64, len(ps)), lacks: make([]float64, len(ps))}
	for k := range f.bands {
		f.bands[k] = make([]risk.Estimate, len(ps))
	}
	for i, d := range m.Periods {
		shown := (!ps[i].Partial || m.Aggregation == model.End) && d.Paths > 0 && d.Paths >= d.Undefined
		f.base[i] = model.Unknown()
		f.rare = f.rare || !ps[i].Partial && d.Paths < d.Undefined
		if shown {
			f.base[i] = m.Base[i]
			f.lacks[i] = float64(d.Undefined) / float64(d.Paths+d.Undefined)
		}
		for k, p := range fanAt {
			f.bands[k][i] = quantile(risk.Distribution{}, p)
			if shown {
				f.bands[k][i] = quantile(d, p)
			}
		}
	}
	return f
}

// values are the quantiles of one place by period.
func (f *fan) values(k int) []float64 {
	out := make([]float64, len(f.bands[k]))
	for i, e := range f.bands[k] {
		out[i] = e.Value
	}
	return out
}

// shown are the periods that are.
func (f *fan) shown() []int {
	var out []int
	for i, e := range f.bands[median] {
		if model.Known(e.Value) {
			out = append(out, i)
		}
	}
	return out
}

// last is the last period that is shown.
func (f *fan) last() int {
	at := f.shown()
	return at[len(at)-1]
}

// extremes are the lowest and highest values drawn, 0 among them.
func (f *fanChart) extremes() (lo, hi float64) {
	for _, g := range f.fans {
		for _, vs := range [][]float64{g.values(p5), g.values(p95), g.base} {
			for _, v := range vs {
				if model.Known(v) {
					lo, hi = math.Min(lo, v), math.Max(hi, v)
				}
			}
		}
	}
	return lo, hi
}

// flat reports whether no fan has a spread that could be seen.
func (f *fanChart) flat() bool {
	lo, hi := f.extremes()
	for _, g := range f.fans {
		for i := range g.base {
			if g.bands[p95][i].Value-g.bands[p5][i].Value > 1e-5*math.Max(hi, -lo) {
				return false
			}
		}
	}
	return true
}

// lines are the upper edges of the fans, their medians and base cases, by which the scale is chosen.
func (f *fanChart) lines() []line {
	var out []line
	for i := range f.fans {
		for _, vs := range [][]float64{f.fans[i].values(p95), f.fans[i].values(median), f.fans[i].base} {
			out = append(out, line{pts: pointsOf(vs)})
		}
	}
	return out
}

func pointsOf(vs []float64) []point {
	out := make([]point, len(vs))
	for i, v := range vs {
		out[i] = point{float64(i), v}
	}
	return out
}

// unitText is the unit of the axis, after a comma.
func (f *fanChart) unitText() string {
	if !legibleText(f.sc.words) || f.multiple {
		return ""
	}
	return ", " + f.sc.words
}

func (f *fanChart) subtitle(s *simulation) string {
	what := f.what
	if f.name == "coverage.revenue" {
		what = "Revenue as a multiple of compute spend"
	}
	if s.several() {
		return what + f.unitText() + ", " + years(f.r) + ", by scenario"
	}
	return what + f.unitText() + ", " + years(f.r)
}

// span names the first and the last period shown.
func (f *fanChart) span() string {
	first, last := len(f.r.Periods), 0
	for i := range f.fans {
		at := f.fans[i].shown()
		first, last = min(first, at[0]), max(last, at[len(at)-1])
	}
	return span(f.r, first, last)
}

func (f *fanChart) panelsText() string {
	if len(f.fans) == 1 {
		return ""
	}
	return ", a panel for each of " + itoa(len(f.fans)) + " scenarios"
}

// rows are the numbers drawn, by scenario, period and quantile.
func (f *fanChart) rows() []Row {
	var rows []Row
	for _, g := range f.fans {
		for i, p := range f.r.Periods {
			add := func(series string, v float64) {
				rows = append(rows, Row{title(g.of), series, f.name, f.unit, p.Label, v, p.Partial})
			}
			add("base", g.base[i])
			for k, q := range fanAt {
				add("p"+fmt.Sprint(math.Round(q*100)), g.bands[k][i].Value)
			}
		}
	}
	return rows
}
