package analysis

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"commitcast/model"
	"commitcast/model/risk"
)

// Checked is a scenario held against limits.
type Checked struct {
	Scenario *model.Scenario
	Results  []CheckResult // in the order of the tests
	Paths    int           // simulated; 0 where no test demands a probability
	Seed     uint64        // of the simulation
	Warnings []model.Warning
}

// CheckAll holds a valid scenario against limits: its own values, and where a test demands a probability a simulation of Paths with Seed.
// Of the options only these and Workers count. The error is what Target.Check or Test.Check say, that no contract counts, or what the
// simulation fails with.
func CheckAll(ctx context.Context, s *model.Scenario, tests []Test, o risk.Options, progress risk.Progress) (*Checked, error) {
	c := &Checked{Scenario: s}
	own, err := newOwnValues(s)
	if err != nil {
		return nil, err
	}
	for _, t := range tests {
		if err := t.Check(own.s); err != nil {
			return nil, err
		}
		r := CheckResult{Scenario: s, Name: t.Name, Level: t.Level, Limit: t.Limit, Label: t.years(), Probability: t.Probability,
			Value: model.Unknown(), Held: model.Unknown(), HeldLow: model.Unknown(), HeldHigh: model.Unknown()}
		if note := own.judge(t, &r); note != "" {
			c.warn(t, "%s", note)
		}
		if m, _ := t.Limit.Target.Measured(); m != nil && m.Aggregation == model.Ratio && m.Scenario && !t.Years && t.Limit.Target.Period == "" {
			c.warn(t, "is of the whole life: %s@.. is every full year", t.Limit.Target)
		}
		c.Results = append(c.Results, r)
	}
	return c, c.simulate(ctx, tests, o, progress)
}

func (c *Checked) warn(t Test, format string, args ...any) {
	c.Warnings = append(c.Warnings, model.Warning{Path: t.Name, Message: fmt.Sprintf(format, args...)})
}

// Check says why a valid scenario cannot be held against the limit; nil when it can. The error is that of Target.Check, or an
// *ExpressionError.
func (t Test) Check(s *model.Scenario) error {
	err := t.Exists(s)
	if err == nil && !t.Years && !model.Known(t.Probability) { // paths may show more than the scenario's own values
		err = t.Limit.Target.Check(s)
	}
	return err
}

// Exists is Check for a scenario of which it does not matter what it shows.
func (t Test) Exists(s *model.Scenario) error {
	target := t.Limit.Target
	if t.Years {
		target.Period = "2000" // any: that of the years is chosen by what is shown
	}
	if err := target.Exists(s); err != nil {
		return err
	}
	if !stands(t.currency, s.Currency) {
		return noExpression("", "%s: the limit is in %s, and the scenario in %s", t.Name, t.currency, s.Currency)
	}
	if !model.Known(t.Probability) {
		return nil
	}
	m, _ := target.Measured()
	switch {
	case target.Contract != "":
		return noExpression("", "P(%s): the chance of a contract's own number is not simulated, only that of the whole scenario's", t.Limit.Target)
	case t.Fiscal || m != nil && !t.Years && target.By() != model.ByYear:
		return noExpression("", "P(%s): a chance is that of calendar years, such as %s@2028", t.Limit.Target, target.Name)
	case m != nil && !t.Years && target.Period == "":
		return noExpression(fmt.Sprintf("%s@2028 is one year, %s@2028.. every full year from then on", target.Name, target.Name),
			"P(%s): a chance is that of a year or of years, not of a total", target.Name)
	}
	return nil
}

// years says which years a test is about.
func (t Test) years() string {
	kind, prefix := "", ""
	if t.Fiscal {
		kind, prefix = "fiscal ", "FY"
	}
	from, to := prefix+strconv.Itoa(t.From), prefix+strconv.Itoa(t.To)
	switch {
	case !t.Years:
		return ""
	case t.From == 0 && t.To == 0:
		return "every full " + kind + "year"
	case t.To == 0:
		return "from " + from
	case t.From == 0:
		return "to " + to
	case t.From == t.To:
		return from
	}
	return from + " to " + to
}

// by is the length of the years.
func (t Test) by() model.By {
	if t.Fiscal {
		return model.ByFiscal
	}
	return model.ByYear
}

// among reports whether a period, which is a full year, is one of the years. A fiscal year is named for the calendar year it ends in.
func (t Test) among(q model.Period) bool {
	y := q.To.Year()
	return y >= t.From && (t.To == 0 || y <= t.To)
}

// ownValues is a scenario's own projection, to be read.
type ownValues struct {
	s         *model.Scenario // dated
	projector *model.Projector
	shown     model.Horizon
}

func newOwnValues(s *model.Scenario) (*ownValues, error) {
	ss, err := model.Aligned([]*model.Scenario{s}, model.ByYear)
	if err != nil {
		return nil, err
	}
	o := &ownValues{s: ss[0], projector: model.NewProjector(ss[0], model.GridOf(ss[0]))}
	o.shown = model.Shown(o.projector.Run())
	return o, o.shown.Check()
}

// judge holds the scenario's own values against a test that can be made. The note, which may be empty, is what has to be known of it.
func (o *ownValues) judge(t Test, r *CheckResult) (note string) {
	r.Outcome = Undefined
	if t.Years {
		return o.judgeYears(t, r)
	}
	g, err := o.projector.Gauge(t.Limit.Target, o.shown)
	if err != nil {
		panic("analysis: a target that could be read before cannot: " + err.Error())
	}
	r.Value, r.Period = g.Value(), t.Limit.Target.Period
	switch {
	case model.Known(r.Value):
		r.Outcome = outcome(t.Limit.Keeps(r.Value))
	case t.Limit.comes():
		r.Outcome = Fails
	}
	if g.Partial() && model.Known(r.Value) && !model.Known(t.Probability) {
		return fmt.Sprintf("%s is of a part of the period: the rest is not shown, or has no spend", t.Limit.Target)
	}
	return ""
}

// judgeYears holds every full year against a test, and keeps the year nearest to breaking it. The note says where no full year is meant.
func (o *ownValues) judgeYears(t Test, r *CheckResult) (note string) {
	metric, _ := t.Limit.Target.Measured()
	years := o.s.Cut(t.by(), o.shown)
	reading := o.projector.Read([]model.Metric{*metric}, nil, t.by(), years, o.shown)
	values, full := make([]float64, len(years)), make([]bool, len(years))
	reading.Metrics(values)
	reading.Full(full)
	least, meant := math.Inf(1), false
	var there []string // the full years
	for i, v := range values {
		if !full[i] {
			continue
		}
		there = append(there, years[i].Label)
		if !t.among(years[i]) {
			continue
		}
		meant = true
		if room := t.Limit.Room(v); model.Known(v) && room < least {
			least, r.Value, r.Period = room, v, years[i].Label
			r.Outcome = outcome(t.Limit.Keeps(v))
		}
	}
	if meant {
		return ""
	}
	return noSuchYear(there)
}

// noSuchYear says that a test is of none of the full years there are.
func noSuchYear(there []string) string {
	switch n := len(there); n {
	case 0:
		return "the scenario has no full year"
	case 1:
		return "there is no such full year: that of the scenario is " + there[0]
	default:
		return "there is no such full year: those of the scenario are " + there[0] + " to " + there[n-1]
	}
}

func outcome(holds bool) Outcome {
	if holds {
		return Holds
	}
	return Fails
}

// simulate judges the tests that demand a probability by a simulation.
func (c *Checked) simulate(ctx context.Context, tests []Test, o risk.Options, progress risk.Progress) error {
	var at []int
	s := *c.Scenario
	s.Checks = nil
	for i, t := range tests {
		if model.Known(t.Probability) {
			at, s.Checks = append(at, i), append(s.Checks, t.simulated())
		}
	}
	if len(at) == 0 {
		return ctx.Err()
	}
	o = risk.Options{Paths: o.Paths, Seed: o.Seed, Workers: o.Workers, Metrics: []string{s.Checks[0].Metric}}
	result, err := risk.Simulate(ctx, []*model.Scenario{&s}, o, progress)
	if err != nil {
		return err
	}
	c.Paths, c.Seed = result.Options.Paths, result.Options.Seed
	if s.Uncertainty.None() {
		c.Warnings = append(c.Warnings, model.Warning{Path: "uncertainty", Message: "there is none: every path is the scenario's own values"})
	}
	for k, i := range at {
		c.held(tests[i], &c.Results[i], &result.Scenarios[0].Checks[k])
	}
	return nil
}

// held takes over how a check came out of a simulation.
func (c *Checked) held(t Test, r *CheckResult, of *risk.CheckResult) {
	r.Held, r.HeldLow, r.HeldHigh, r.Paths = of.Holds.Value, of.Holds.Low, of.Holds.High, of.Holds.Paths
	if r.Outcome = Undefined; of.Judged {
		r.Outcome = outcome(of.Met)
	} else if err := t.Limit.Target.Check(c.Scenario); !t.Years && err != nil {
		c.warn(t, "%v", err)
	}
	if of.Judged && r.Paths < c.Paths {
		c.warn(t, "%s is not defined on %d of %d paths, which are left out", t.Limit.Target, c.Paths-r.Paths, c.Paths)
	}
}

// simulated is the test as a check of a simulation. A strict bound becomes the next number that is beyond it by more than rounding.
func (t Test) simulated() model.Check {
	l := t.Limit
	if l.Strict {
		l.Min = math.Nextafter(l.Min+2*l.slack(l.Min), math.Inf(1))
		l.Max = math.Nextafter(l.Max-2*l.slack(l.Max), math.Inf(-1))
	}
	c := model.Check{Name: t.Name, Metric: l.Target.Name, Min: l.Min, Max: l.Max, Probability: t.Probability, Level: t.Level}
	switch {
	case t.Years:
		c.From, c.To = t.From, t.To
	case l.Target.Period != "":
		var y int
		if _, err := fmt.Sscanf(l.Target.Period, "%d", &y); err != nil {
			panic("analysis: a period of a checked test is no year: " + l.Target.Period)
		}
		c.From, c.To = y, y
	}
	return c
}
