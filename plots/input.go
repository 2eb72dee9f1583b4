package plots

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"commitcast/model"
)

// Input are the results to draw: one report a scenario, the first being the base, over the same periods.
type Input struct {
	Year  []*model.Report // by calendar, fiscal or contract year
	Month []*model.Report // by month, of the same scenarios in the same order; may be empty
}

// NotDrawn says why a chart is not made: what it would show is not known, or the scenarios cannot be held against each other.
type NotDrawn struct {
	Name   string // of the chart
	Reason string

	absent bool // nothing that it would show was asked for
}

func (e *NotDrawn) Error() string { return "chart " + e.Name + " is not drawn: " + e.Reason }

// limit is the largest amount that can be drawn; beyond it an axis has no sensible ticks.
const limit = 1e18

// mostScenarios is how many scenarios fit on one page.
const mostScenarios = 12

// check says what is wrong with the reports as a whole.
func (in Input) check() error {
	switch {
	case len(in.Year) == 0:
		return errors.New("charts need at least one report by year")
	case len(in.Year) > mostScenarios:
		return fmt.Errorf("charts show at most %d scenarios, there are %d", mostScenarios, len(in.Year))
	case len(in.Month) != 0 && len(in.Month) != len(in.Year):
		return fmt.Errorf("charts need a report by month for each by year: there are %d and %d", len(in.Month), len(in.Year))
	}
	for _, group := range [][]*model.Report{in.Year, in.Month} {
		for _, r := range group {
			if err := checkReport(r, group[0]); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkReport(r, first *model.Report) error {
	if r == nil || r.Scenario == nil {
		return errors.New("charts need a scenario in every report")
	}
	if len(r.Periods) == 0 || len(r.Periods) != len(first.Periods) {
		return fmt.Errorf("charts need the same periods in every report: %q has %d, %q has %d",
			title(r), len(r.Periods), title(first), len(first.Periods))
	}
	for i, p := range r.Periods {
		if p.From != first.Periods[i].From || p.To != first.Periods[i].To {
			return fmt.Errorf("charts need the same periods in every report: %q has %s where %q has %s",
				title(r), p.Label, title(first), first.Periods[i].Label)
		}
	}
	for _, s := range allSeries(r) {
		if len(s.Values) != len(r.Periods) {
			return fmt.Errorf("%s of %q has %d values for %d periods", s.Name, title(r), len(s.Values), len(r.Periods))
		}
	}
	return nil
}

func allSeries(r *model.Report) []model.Series {
	all := append([]model.Series(nil), r.Metrics...)
	for i := range r.Contracts {
		all = append(all, r.Contracts[i].Metrics...)
	}
	return all
}

// tooLarge says which value of the metrics is too large to draw; empty when none is.
func tooLarge(rs []*model.Report, metrics []string) string {
	for _, r := range rs {
		for _, s := range allSeries(r) {
			if !slices.Contains(metrics, s.Name) {
				continue
			}
			for i, v := range s.Values {
				if math.Abs(v) > limit {
					return fmt.Sprintf("%s of %q in %s is too large to draw: %g", s.Name, title(r), r.Periods[i].Label, v)
				}
			}
		}
	}
	return ""
}

func itoa(n int) string { return strconv.Itoa(n) }

// values are a metric of a report by period; nil when no value is known.
func values(r *model.Report, metric string) []float64 {
	s, ok := r.Series(metric)
	if !ok {
		return nil
	}
	return knownValues(s)
}

func knownValues(s model.Series) []float64 {
	for _, v := range s.Values {
		if model.Known(v) {
			return s.Values
		}
	}
	return nil
}

// contractValues are a metric of each contract; those of which nothing is known are nil.
func contractValues(r *model.Report, metric string) [][]float64 {
	out := make([][]float64, len(r.Contracts))
	for i := range r.Contracts {
		if s, ok := r.Contracts[i].Series(metric); ok {
			out[i] = knownValues(s)
		}
	}
	return out
}

// partial says for each period whether only a part of it is there.
func partial(r *model.Report) []bool {
	out := make([]bool, len(r.Periods))
	for i, p := range r.Periods {
		out[i] = p.Partial
	}
	return out
}

// sum adds the known values.
func sum(vs []float64) float64 {
	t := 0.0
	for _, v := range vs {
		if model.Known(v) {
			t += v
		}
	}
	return t
}

// biggest is the largest known value; 0 when there is none above.
func biggest(vs []float64) float64 {
	top := 0.0
	for _, v := range vs {
		if model.Known(v) {
			top = math.Max(top, v)
		}
	}
	return top
}

// oneCurrency says whether amounts of the reports can stand on one axis.
func oneCurrency(rs []*model.Report) bool {
	for _, r := range rs {
		if r.Scenario.Currency != rs[0].Scenario.Currency {
			return false
		}
	}
	return true
}

// clip is the report without the periods before the first and after the last in which one of the metrics is not zero: other
// scenarios may run longer.
func clip(r *model.Report, metrics ...string) *model.Report {
	first, last := len(r.Periods), -1
	for _, m := range metrics {
		for i, v := range values(r, m) {
			if model.Known(v) && v != 0 {
				first, last = min(first, i), max(last, i)
			}
		}
	}
	if last < 0 {
		return r
	}
	c := *r
	c.Periods = r.Periods[first : last+1]
	c.Metrics = clipSeries(r.Metrics, first, last)
	c.Contracts = append([]model.ContractReport(nil), r.Contracts...)
	for i := range c.Contracts {
		c.Contracts[i].Metrics = clipSeries(c.Contracts[i].Metrics, first, last)
	}
	return &c
}

func clipSeries(all []model.Series, first, last int) []model.Series {
	out := append([]model.Series(nil), all...)
	for i := range out {
		out[i].Values = out[i].Values[first : last+1]
	}
	return out
}
