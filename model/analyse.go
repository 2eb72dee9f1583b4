package model

import (
	"fmt"
	"math"
)

// Analyse projects valid scenarios and brings them into periods over the union of their horizons. The valuation date is
// the first scenario's. It fails when the periods make no sense for the scenarios.
func Analyse(ss []*Scenario, by By) ([]*Report, error) {
	ss, err := Aligned(ss, by)
	if err != nil {
		return nil, err
	}
	grid := GridOf(ss...)
	projections := make([]*Projection, len(ss))
	for i, s := range ss {
		projections[i] = NewProjector(s, grid).Run()
	}
	horizon := Shown(projections...)
	if err := horizon.Check(); err != nil {
		return nil, err
	}
	reports := make([]*Report, len(ss))
	for i, p := range projections {
		reports[i] = p.Report(by, horizon)
	}
	return reports, nil
}

// Check refuses a horizon that is longer than what is shown.
func (h Horizon) Check() error {
	if months := h.To - h.From + 1; months > MaxMonths {
		return fmt.Errorf("%s to %s is more than 100 years, which is the most that is shown", h.From, h.To)
	}
	return nil
}

// Aligned are copies of scenarios that are to stand beside each other: all have the first one's valuation date. It fails when the
// periods make no sense for them, or nothing of one counts.
func Aligned(ss []*Scenario, by By) ([]*Scenario, error) {
	for _, s := range ss {
		if len(s.counted()) == 0 {
			return nil, fmt.Errorf("%s: none of the contracts counts", s.Name)
		}
	}
	if err := checkBy(ss, by); err != nil {
		return nil, err
	}
	return aligned(ss), nil
}

// checkBy refuses contract years for anything but one contract.
func checkBy(ss []*Scenario, by By) error {
	if by != ByContract {
		return nil
	}
	if len(ss) > 1 {
		return fmt.Errorf("by contract year needs one scenario, not %d", len(ss))
	}
	if n := len(ss[0].counted()); n != 1 {
		return fmt.Errorf("by contract year needs one contract, but %d count: choose one", n)
	}
	return nil
}

// aligned gives every scenario the first one's valuation date, on a copy.
func aligned(ss []*Scenario) []*Scenario {
	date := ss[0].Valuation.Date
	if date == 0 {
		date = ss[0].life().From.First()
	}
	out := make([]*Scenario, len(ss))
	for i, s := range ss {
		copied := *s
		copied.Valuation.Date = date
		if d := s.Demand; d != nil && d.Curve == nil && d.At == 0 {
			dated := *d
			dated.At = s.life().From
			copied.Demand = &dated
		}
		out[i] = &copied
	}
	return out
}

// counted are the contracts whose spend counts as committed.
func (s *Scenario) counted() []*Contract {
	var out []*Contract
	for i := range s.Contracts {
		if s.Contracts[i].Counts() {
			out = append(out, &s.Contracts[i])
		}
	}
	return out
}

// within is what a scenario with the given life shows: its own bounds where it has any.
func (h Horizon) within(life Horizon) Horizon {
	if h.From == 0 {
		h.From = life.From
	}
	if h.To == 0 {
		h.To = life.To
	}
	return h
}

// Shown is the union of what the projections show: each its scenario's horizon, else its life.
func Shown(ps ...*Projection) Horizon {
	all := make([]Horizon, len(ps))
	for i, p := range ps {
		all[i] = p.Scenario.Horizon.within(p.life)
	}
	return Union(all...)
}

// Union runs from the first month of any horizon to the last of any; there is at least one.
func Union(all ...Horizon) Horizon {
	h := all[0]
	for _, other := range all[1:] {
		h.From, h.To = min(h.From, other.From), max(h.To, other.To)
	}
	return h
}

// Reach is what the scenario could show at most: its horizon, else the months in which a counted contract may spend or be paid, its
// tail and lags with it. Without a counted contract there is none.
func (s *Scenario) Reach() (h Horizon, counts bool) {
	for i := range s.Contracts {
		c := &s.Contracts[i]
		if !c.Counts() {
			continue
		}
		t := c.billed()
		own := Horizon{t.first, t.last() + Month(math.Ceil(float64(c.Drawdown.Tail))+math.Ceil(float64(c.Payment.Lag)))}
		if !counts {
			h, counts = own, true
		}
		h = Union(h, own)
	}
	return s.Horizon.within(h), counts
}

// Report brings the projection into periods over a horizon that lies on its grid. It copies what it keeps, so that the
// next Run leaves it alone.
func (p *Projection) Report(by By, h Horizon) *Report {
	r := &Report{Scenario: p.Scenario, By: by, Periods: p.periods(by, h)}
	for _, m := range Metrics() {
		switch {
		case !m.Scenario:
		case m.Aggregation == Own:
			r.Metrics = append(r.Metrics, p.ownSeries(m, r.Periods, m.rule(p, by, nil)))
		default:
			r.Metrics = append(r.Metrics, p.series(m, p.columns, r.Periods))
		}
	}
	for i := range p.contracts {
		r.Contracts = append(r.Contracts, p.contractReport(&p.contracts[i], r.Periods))
	}
	for i := range p.Scenario.Contracts {
		if c := &p.Scenario.Contracts[i]; !c.Counts() {
			r.Uncounted = append(r.Uncounted, Uncounted{c.ID, c.Provider, c.Status, c.stated()})
		}
	}
	r.Summary = p.summary(by, h)
	r.Grades = p.grades(h)
	r.Warnings = append(append(r.Warnings, p.Scenario.Notes...), p.warnings()...)
	return r
}

// Compare analyses the scenarios and takes each one's difference from the first.
func Compare(ss []*Scenario, by By) (*Comparison, error) {
	reports, err := Analyse(ss, by)
	if err != nil {
		return nil, err
	}
	c := &Comparison{Reports: reports}
	for _, r := range reports[1:] {
		c.Deltas = append(c.Deltas, Delta{r, deltas(reports[0], r)})
	}
	return c, nil
}

func deltas(base, other *Report) []DeltaSeries {
	out := make([]DeltaSeries, len(base.Metrics))
	for i := range base.Metrics {
		a, b := &base.Metrics[i], &other.Metrics[i]
		d := DeltaSeries{Metric: a.Metric, Values: make([]float64, len(a.Values)), Percent: make([]float64, len(a.Values))}
		for k := range a.Values {
			d.Values[k], d.Percent[k] = difference(a.Values[k], b.Values[k])
		}
		d.Total, d.TotalPercent = difference(a.Total, b.Total)
		out[i] = d
	}
	return out
}

// difference is b − a and the same as a share of a.
func difference(a, b float64) (float64, float64) { return b - a, divide(b-a, math.Abs(a)) }
