package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// Headline holds the headline figures of every scenario against those of the first, as shares of them.
func Headline(in Input) (*Chart, error) { return build(in, "headline") }

// figure is one headline figure over the scenarios.
type figure struct {
	name, subject string // Commitment; "The lowest coverage" opens a sentence
	metric        string // as in the summary of a projection
	unit          string
	values        []float64
	write         func(v float64) string
}

// ratio is the i-th scenario's share of the first; unknown where either is, or the first is 0.
func (f figure) ratio(i int) float64 {
	if base := f.values[0]; base != 0 {
		return f.values[i] / base
	}
	return model.Unknown()
}

func headline(in Input) (*Chart, error) {
	switch {
	case len(in.Year) < 2:
		return nil, &NotDrawn{Reason: "there is only one scenario"}
	case !oneCurrency(in.Year):
		return nil, &NotDrawn{Reason: "the scenarios are in different currencies"}
	}
	figs := figures(in.Year)
	if len(figs) == 0 {
		return nil, &NotDrawn{Reason: "no headline figure is known for the first scenario and another"}
	}
	c := &Chart{
		Title:    headlineTitle(in.Year, figs),
		Subtitle: "Headline figures as a share of those of “" + short(labels(in.Year)[0], 40) + "”",
		Note:     notes("Peak spend and lowest coverage are of full years.", unfit(figs), matrixNote(in.Year, figs), beyond(figs)),
		Source:   source(in.Year, true),
		data:     figureRows(in.Year, figs),
	}
	c.Alt = fmt.Sprintf("Dumbbell chart of %d headline figures of %d scenarios against the first. %s.", len(figs), len(in.Year), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) {
		if len(in.Year) <= mostDumbbells {
			drawDumbbells(s, room, labels(in.Year), figs)
		} else {
			drawMatrix(s, room, labels(in.Year), figs)
		}
	}
	return c, nil
}

// figures are the headline figures that are known for the first scenario and at least one other, and not all zero.
func figures(rs []*model.Report) []figure {
	cur := rs[0].Scenario.Currency
	money := func(v float64) string { return amount(cur, v) }
	price := func(v float64) string { return scale{div: 1, prefix: currencySign(cur)}.fixed(v, 2) }
	life := func(v float64) string { return scale{div: 1, suffix: nbsp + "years"}.fixed(v, 1) }
	all := []struct {
		figure
		of func(model.Summary) float64
	}{
		{figure{"Commitment", "Commitment", "commitment", cur, nil, money}, func(s model.Summary) float64 { return s.Commitment }},
		{figure{"Present value", "Present value", "present_value", cur, nil, money}, func(s model.Summary) float64 { return s.PresentValue }},
		{figure{"Peak annual spend", "Peak annual spend", "peak_spend", cur, nil, money}, func(s model.Summary) float64 { return s.PeakSpend }},
		{figure{"Lowest coverage", "The lowest coverage", "min_coverage", "x", nil, times}, func(s model.Summary) float64 { return s.MinCoverage }},
		{figure{"Funding gap", "The funding gap", "funding_gap", cur, nil, money}, func(s model.Summary) float64 { return s.FundingGap }},
		{figure{"Average life", "Average life", "weighted_average_life_years", "years", nil, life}, func(s model.Summary) float64 { return s.WALYears }},
		{figure{"GPU-hours", "GPU-hours", "gpu_hours", "GPU-hours", nil, gpuText}, func(s model.Summary) float64 { return s.GPUHours }},
		{figure{"Price of a GPU-hour", "The price of a GPU-hour", "price_implied", cur + "/GPU-hour", nil, price}, func(s model.Summary) float64 { return s.PriceImplied }},
	}
	var out []figure
	for _, a := range all {
		f, others, zero := a.figure, 0, true
		for i, r := range rs {
			v := a.of(r.Summary)
			if math.IsInf(v, 0) || math.Abs(v) > limit {
				v = model.Unknown()
			}
			f.values = append(f.values, v)
			others += btoi(i > 0 && model.Known(v))
			zero = zero && !(v != 0 && model.Known(v))
		}
		if model.Known(f.values[0]) && others > 0 && !zero {
			out = append(out, f)
		}
	}
	return out
}

// matrixNote says what the marks of many scenarios are drawn to.
func matrixNote(rs []*model.Report, figs []figure) string {
	if len(rs) <= mostDumbbells {
		return ""
	}
	lo, hi := ratioRange(figs)
	return "Marks share one scale, " + percent(lo) + " to " + percent(hi) + "; the line is 100%."
}

// beyond explains the break in lines that leave the scale.
func beyond(figs []figure) string {
	for _, f := range figs {
		for i := range f.values {
			if f.ratio(i) > mostRatio {
				return "Lines with a break run past the scale, which ends at " + percent(mostRatio) + "."
			}
		}
	}
	return ""
}

// mostDumbbells is up to how many scenarios each has its name beside its values; more stand in a matrix.
const mostDumbbells = 3

// unfit names the figures that are 0 in the first scenario, so that nothing is a share of them.
func unfit(figs []figure) string {
	var names []string
	for _, f := range figs {
		if f.values[0] == 0 {
			names = append(names, lower(f.name))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "In the first scenario there is no " + list(names) + " to be a share of."
}

func figureRows(rs []*model.Report, figs []figure) []Row {
	var rows []Row
	for _, f := range figs {
		for i, r := range rs {
			rows = append(rows, Row{Scenario: title(r), Metric: f.metric, Unit: f.unit, Value: f.values[i]})
		}
	}
	return rows
}

// headlineTitle gives the range of the first figure in which a scenario differs from the first by a tenth or more; if none
// does, of the figure that differs most.
func headlineTitle(rs []*model.Report, figs []figure) string {
	const neutral = "Headline figures of the scenarios against the first"
	most, unknown := 0.0, false
	var which figure
	for _, f := range figs {
		if change := f.largestChange(); change > most && most < 0.1 {
			most, which = change, f
		}
		unknown = unknown || slices.ContainsFunc(f.values, func(v float64) bool { return !model.Known(v) })
	}
	switch {
	case most < tie && unknown:
		return neutral
	case most < tie:
		return "The headline figures are alike in every scenario"
	}
	lo, hi, n := bounded(which.values)
	a, b := which.write(lo), which.write(hi)
	switch {
	case a == b:
		return finding(which.subject+which.verb(" differs by up to ", " differ by up to ")+percent(most)+" from the first scenario's", neutral)
	case len(rs) == 2:
		a, b = which.write(which.values[0]), which.write(which.values[1])
		return finding(which.subject+which.verb(" is ", " are ")+a+" in the first scenario, "+b+" in the second",
			which.subject+which.verb(" is ", " are ")+a+" in one scenario, "+b+" in another", neutral)
	case n < len(rs):
		return finding(which.subject+which.verb(" runs from ", " run from ")+a+" to "+b+" where it is known", neutral)
	}
	return finding(which.subject+which.verb(" runs from ", " run from ")+a+" to "+b+across(n), which.subject+which.verb(" runs from ", " run from ")+a+" to "+b+" by scenario", neutral)
}

// verb is that of a sentence about the figure.
func (f figure) verb(one, many string) string {
	if strings.HasSuffix(f.subject, "hours") {
		return many
	}
	return one
}

// across ends a sentence about all of n scenarios.
func across(n int) string { return " across the " + itoa(n) + " scenarios" }

// bounded is the smallest and the largest known value, and how many are known.
func bounded(vs []float64) (lo, hi float64, n int) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, v := range vs {
		if model.Known(v) {
			lo, hi, n = math.Min(lo, v), math.Max(hi, v), n+1
		}
	}
	return lo, hi, n
}

// largestChange is by what share of the first's value another's differs most from it; infinite where the first is zero and
// another is not.
func (f figure) largestChange() float64 {
	change := 0.0
	for i, v := range f.values {
		switch q := f.ratio(i); {
		case model.Known(q):
			change = math.Max(change, math.Abs(q-1))
		case model.Known(v) && v != 0:
			change = math.Inf(1)
		}
	}
	return change
}

// mostRatio is where the scale ends; what lies beyond is drawn at its end, with an arrow.
const mostRatio = 5.0

// ratioRange is the span of all shares, with the base in it.
func ratioRange(figs []figure) (lo, hi float64) {
	lo, hi = 1, 1
	for _, f := range figs {
		for i := range f.values {
			if q := f.ratio(i); model.Known(q) {
				q = math.Max(math.Min(q, mostRatio), -1)
				lo, hi = math.Min(lo, q), math.Max(hi, q)
			}
		}
	}
	if hi-lo < 0.1 {
		lo, hi = lo-0.05, hi+0.05
	}
	return lo, hi
}

// shareTicks are whole percents at nice steps within the range.
func shareTicks(lo, hi float64, n int) []tick {
	step := niceStep(hi-lo, n)
	var out []tick
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+1e-9; i++ {
		out = append(out, tick{i * step, minus(fmt.Sprintf("%.*f", max(stepDecimals(step*100), 0), i*step*100), "", "%")})
	}
	return out
}
