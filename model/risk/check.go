package risk

import (
	"fmt"

	"commitcast/model"
)

// checkPlan is a check and what it is about: one of a metric and a figure.
type checkPlan struct {
	*model.Check
	metric *model.Metric
	figure *model.Figure
	never  bool // where the figure is not defined, what is checked never comes to be
}

func newCheckPlan(c *model.Check) (checkPlan, error) {
	m, f := model.Measure(c.Metric)
	if m == nil && f == nil {
		return checkPlan{}, fmt.Errorf("check %s: %q is neither a metric nor a figure", c.Name, c.Metric)
	}
	return checkPlan{c, m, f, f != nil && f.Name == "first_covered_year"}, nil
}

// tolerance is what a coverage may be below its target by rounding, relative.
const tolerance = model.Tolerance

// slack is how far beyond a limit a figure still keeps it.
func (c *checkPlan) slack(limit float64) float64 {
	if c.metric != nil {
		return model.Slack(limit, c.metric.Unit)
	}
	return model.Slack(limit, c.figure.Unit)
}

// verdict is how a check comes out on one path.
type verdict int8

// The verdicts; unclear where the metric is nowhere defined.
const (
	unclear verdict = iota
	broken
	holds
)

// readCheck prepares the reading of one check: a figure, or a metric by the calendar years of the check that are shown.
func (r *runner) readCheck(p *plan, c *checkPlan) {
	if c.figure != nil {
		r.checks = append(r.checks, r.projector.Read(nil, []model.Figure{*c.figure}, model.ByYear, nil, p.shown))
		r.checked = append(r.checked, checked{values: make([]float64, 1)})
		return
	}
	var years []model.Period
	for _, q := range p.years {
		if y := q.From.Year(); y >= c.From && (c.To == 0 || y <= c.To) {
			years = append(years, q)
		}
	}
	r.checks = append(r.checks, r.projector.Read([]model.Metric{*c.metric}, nil, model.ByYear, years, p.shown))
	r.checked = append(r.checked, checked{make([]float64, len(years)), make([]bool, len(years))})
}

// verdict is how check i came out on the last run: it holds when every full year, or the figure, lies within its limits.
func (r *runner) verdict(i int) verdict {
	c, seen, result := &r.sp.checks[i], &r.checked[i], unclear
	for k, v := range seen.values {
		if c.never && !model.Known(v) {
			return broken
		}
		if !model.Known(v) || seen.full != nil && !seen.full[k] {
			continue
		}
		if v < c.Min-c.slack(c.Min) || v > c.Max+c.slack(c.Max) {
			return broken
		}
		result = holds
	}
	return result
}
