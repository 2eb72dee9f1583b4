package report

import (
	"fmt"
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
)

// between writes an interval.
func between(sc scale, low, high float64) string {
	if !finite(low) || !finite(high) {
		return notKnown
	}
	return sc.write(low, false) + " to " + sc.write(high, false)
}

func (t *sensitivityTables) screening() {
	r := t.s.Screening
	if r == nil {
		return
	}
	var values []float64
	for _, e := range r.Effects {
		values = append(values, e.MuStar, e.MuStarHigh, e.Sigma)
	}
	sc := t.scale(peak(values), values...)
	out := &table{heads: []string{"low → high", "μ*", "95% interval", "μ", "σ"}}
	idle := func(e *analysis.Effect) bool { return e.Idle(t.s.Base) }
	for _, e := range shown(t, "morris", r.Effects, func(e *analysis.Effect) string { return e.Path }, idle) {
		out.add(plainRow, Clean(e.Path), []string{rangeText(&e.Range), sc.write(e.MuStar, false), between(sc, e.MuStarLow, e.MuStarHigh),
			sc.write(e.Mu, true), sc.write(e.Sigma, false)})
	}
	heading := t.heading("Elementary effects over the whole range (Morris)", sc)
	if t.s.Target.Unit() == unitYear {
		heading += ", " + string(unitYears)
	}
	t.add(heading, out)
	t.note(fmt.Sprintf("morris: %s trajectories, %s, seed %d", wholeNumber(r.Trajectories), counted(r.Evaluations, "evaluation"), r.Seed))
	t.note("μ* is the mean size of an effect, μ its mean with its sign; a σ as large as μ* says that the effect depends on where the numbers are")
	if r.Undefined > 0 {
		t.note(fmt.Sprintf("%s left out, for the result is not defined at one of their two points", counted(r.Undefined, "elementary effect")))
	}
}

// indexScale is that of shares of a variance and of correlations.
var indexScale = scale{step: step{decimals: 3}}

// doubtMark marks an index that cannot be right.
const doubtMark = "‡"

func (t *sensitivityTables) decomposition() {
	r := t.s.Decomposition
	if r == nil {
		return
	}
	out := &table{heads: []string{"alone", "95% interval", "with the others", "95% interval"}}
	write := func(v float64) string { return indexScale.write(v, false) }
	idle := func(x *analysis.Index) bool { return x.First == 0 && x.Total == 0 && r.Undefined == 0 }
	for _, x := range shown(t, "sobol", r.Indices, func(x *analysis.Index) string { return strings.Join(x.Paths, ", ") }, idle) {
		label := Clean(x.Paths[0])
		if doubt := x.Doubt(); doubt != "" {
			label += doubtMark
			t.note(doubtMark + " " + label[:len(label)-len(doubtMark)] + ": " + doubt + ", so that it cannot be trusted; " + t.remedy())
		}
		out.add(plainRow, label, []string{write(x.First), between(indexScale, x.FirstLow, x.FirstHigh), write(x.Total),
			between(indexScale, x.TotalLow, x.TotalHigh)})
		for _, path := range x.Paths[1:] {
			out.add(plainRow, "and "+Clean(path), []string{"", "", "", ""})
		}
	}
	t.add("Share of the variance (Sobol' indices)", out)
	t.note(fmt.Sprintf("sobol: %s, %s, seed %d", counted(r.Samples, "base sample"), counted(r.Evaluations, "evaluation"), r.Seed))
	t.note("the variance is that of " + t.spread(r) + "; alone is the first-order index, with the others the total")
}

// remedy is what makes indices better.
func (t *sensitivityTables) remedy() string {
	if t.s.Decomposition.Undefined > 0 {
		return "choose ranges within which the result is defined, or more --samples"
	}
	return "more --samples or a narrower range may help"
}

// spread writes the mean and the standard deviation. Those of years are a year with a decimal, and a length.
func (t *sensitivityTables) spread(r *analysis.Decomposition) string {
	u, currency := t.s.Target.Unit(), t.s.Scenario.Currency
	mean, sd := amount(r.Mean, u, currency), amount(r.SD, u, currency)
	if u == unitYear && model.Known(r.Mean) {
		mean, sd = round(r.Mean, 1).plain(1, false), amount(r.SD, unitYears, currency)
	}
	return "a mean of " + mean + " and a standard deviation of " + sd
}

func (t *sensitivityTables) ranks() {
	r := t.s.Ranks
	if r == nil {
		return
	}
	out := &table{heads: []string{"rank correlation", "95% interval"}}
	all := func(*analysis.RankCorrelation) bool { return false }
	for _, c := range shown(t, "rank", r.All, func(c *analysis.RankCorrelation) string { return c.Path }, all) {
		out.add(plainRow, Clean(c.Path), []string{indexScale.write(c.Rho, true), signedBetween(c)})
	}
	t.add("Rank correlation (Spearman)", out)
	t.note(fmt.Sprintf("rank: %s, seed %d", counted(r.Paths, "path"), r.Seed))
}

func signedBetween(c analysis.RankCorrelation) string {
	if !finite(c.Low) || !finite(c.High) {
		return notKnown
	}
	return indexScale.write(c.Low, true) + " to " + indexScale.write(c.High, true)
}
