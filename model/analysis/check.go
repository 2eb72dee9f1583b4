package analysis

import (
	"math"

	"commitcast/model"
)

// Limit is bounds on one number.
type Limit struct {
	Target   model.Target
	Min, Max float64 // Unknown for none
	Strict   bool    // the number must lie between them, not on them
}

// Keeps reports whether a known number keeps the limit. What differs from a bound by rounding only is on it.
func (l Limit) Keeps(v float64) bool {
	low, high := l.slack(l.Min), l.slack(l.Max)
	if l.Strict {
		return !(v <= l.Min+low) && !(v >= l.Max-high)
	}
	return !(v < l.Min-low) && !(v > l.Max+high)
}

func (l Limit) slack(limit float64) float64 { return model.Slack(limit, l.Target.Unit()) }

// Room is how far a known number lies inside the nearer bound, in the target's unit; negative beyond it, +Inf without bounds.
func (l Limit) Room(v float64) float64 {
	room := math.Inf(1)
	if model.Known(l.Min) {
		room = v - l.Min
	}
	if model.Known(l.Max) {
		room = min(room, l.Max-v)
	}
	return room
}

// comes reports whether the target is a date that, where it is not defined, never comes: then it keeps no limit.
func (l Limit) comes() bool {
	return l.Target.Unit() == model.CalendarYear
}

// Test is a limit that a scenario is held against.
type Test struct {
	Name        string
	Level       model.CheckLevel
	Limit       Limit
	Years       bool    // kept in every full year from From to To; the target has no period then
	Fiscal      bool    // these are fiscal years, else calendar years
	From, To    int     // both included; 0 for no bound
	Probability float64 // of keeping it that is demanded; Unknown where the scenario's own values are to keep it

	currency string // that the limit is written in; empty where it does not say
}

// TestOf is the test that a check of a scenario states. The check's metric is one of the scenario's.
func TestOf(c model.Check) Test {
	metric, _ := model.Measure(c.Metric)
	return Test{Name: c.Name, Level: c.Level, Limit: Limit{Target: model.Target{Name: c.Metric}, Min: c.Min, Max: c.Max},
		Years: metric != nil, From: c.From, To: c.To, Probability: c.Probability}
}

// Outcome is how a check came out.
type Outcome string

// The outcomes.
const (
	Holds     Outcome = "holds"
	Fails     Outcome = "fails"
	Undefined Outcome = "not defined" // its number is nowhere known or defined, so that it does not hold
)

// CheckResult is one check of a scenario.
type CheckResult struct {
	Scenario    *model.Scenario
	Name        string
	Level       model.CheckLevel
	Limit       Limit  // of a check by years the Target has no period
	Label       string // of the years: every full year, from 2028, to 2030, 2028 to 2030, FY2028; empty for a figure or a single period
	Outcome     Outcome
	Value       float64 // of the scenario's own values: that nearest to breaking the limit, or furthest beyond it; Unknown where not defined
	Period      string  // where it is; empty for a figure, and for a total over the life
	Probability float64 // demanded; Unknown for a check of the scenario's own values
	Held        float64 // of a simulated check, the share of paths on which it holds; with its 95% interval. Unknown for others
	HeldLow     float64
	HeldHigh    float64
	Paths       int // of a simulated check, those on which its number is defined
}

// Broken reports whether it is an error that the check did not come out as it should.
func (c *CheckResult) Broken() bool { return c.Outcome != Holds && c.Level != model.LevelWarning }
