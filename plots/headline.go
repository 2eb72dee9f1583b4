package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// Headline holds the headline figures of every scenario against those of the first, as shares of them.
func Headline(in Input) (*Chart, error) { return build(in, "headline", headline) }

// figure is one headline figure over the scenarios.
type figure struct {
	name, subject string // Commitment; "Commitment is" opens a sentence
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
	price := func(v float64) string { return scale{1, currencySign(cur), "", ""}.fixed(v, 2) }
	life := func(v float64) string { return scale{1, "", nbsp + "years", ""}.fixed(v, 1) }
	all := []struct {
		figure
		of func(model.Summary) float64
	}{
		{figure{"Commitment", "Commitment is", "commitment", cur, nil, money}, func(s model.Summary) float64 { return s.Commitment }},
		{figure{"Present value", "Present value is", "present_value", cur, nil, money}, func(s model.Summary) float64 { return s.PresentValue }},
		{figure{"Peak annual spend", "Peak annual spend is", "peak_spend", cur, nil, money}, func(s model.Summary) float64 { return s.PeakSpend }},
		{figure{"Lowest coverage", "The lowest coverage is", "min_coverage", "x", nil, times}, func(s model.Summary) float64 { return s.MinCoverage }},
		{figure{"Funding gap", "The funding gap is", "funding_gap", cur, nil, money}, func(s model.Summary) float64 { return s.FundingGap }},
		{figure{"Average life", "Average life is", "weighted_average_life_years", "years", nil, life}, func(s model.Summary) float64 { return s.WALYears }},
		{figure{"GPU-hours", "GPU-hours are", "gpu_hours", "GPU-hours", nil, gpuText}, func(s model.Summary) float64 { return s.GPUHours }},
		{figure{"Price of a GPU-hour", "The price of a GPU-hour is", "price_implied", cur + "/GPU-hour", nil, price}, func(s model.Summary) float64 { return s.PriceImplied }},
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

// headlineTitle names the largest change against the first scenario in the first figure that changes by a tenth or more; if
// none does, the largest change of all.
func headlineTitle(rs []*model.Report, figs []figure) string {
	names, most := labels(rs), 0.0
	var which figure
	who := 0
	for _, f := range figs {
		if i, change := f.largestChange(); change > most && most < 0.1 {
			most, which, who = change, f, i
		}
	}
	const neutral = "Headline figures of the scenarios against the first"
	if most < tie {
		return finding("The headline figures are alike in every scenario", neutral)
	}
	q := which.ratio(who)
	change := percent(q-1) + " higher"
	switch {
	case q >= 2.995:
		change = figureDigits(q) + " times as high"
	case q < 0:
		return neutral
	case q < 1:
		change = percent(1-q) + " lower"
	}
	than := " than"
	if q >= 2.995 {
		than = " as"
	}
	first, other := titled(names[0]), titled(names[who])
	return finding(
		quoted(joined(quoted(which.subject+" "+change+" in ", other), than+" in "), first),
		joined(quoted(which.subject+" "+change+" in ", other), than+" in the first scenario"),
		which.subject+" "+change+" in scenario "+itoa(who+1)+than+" in the first",
		neutral)
}

// largestChange is the scenario whose value differs most from the first's, and by what share of it.
func (f figure) largestChange() (who int, change float64) {
	for i := range f.values {
		if q := f.ratio(i); i > 0 && model.Known(q) && math.Abs(q-1) > change {
			who, change = i, math.Abs(q-1)
		}
	}
	return who, change
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
