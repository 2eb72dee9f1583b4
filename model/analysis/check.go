package analysis

import (
	"math"

	"commitcast/model"
)

// Limit is bounds on one number.
type Limit struct {
	Target   model.Target
	Min, Max float64 // Unknown for none
}

// What a number may lie beyond a limit by rounding: relative, and of money besides half a cent.
const (
	tolerance = 1e-9
	cent      = 0.005
)

// Keeps reports whether a known number keeps the limit, rounding apart.
func (l Limit) Keeps(v float64) bool {
	return !(v < l.Min-l.slack(l.Min)) && !(v > l.Max+l.slack(l.Max))
}

func (l Limit) slack(limit float64) float64 {
	slack := tolerance * math.Abs(limit)
	if l.Target.Unit() == model.Currency {
		slack += cent
	}
	return slack
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
	Label       string // of the years: 2028 on; empty for a figure or a single period
	Outcome     Outcome
	Value       float64 // the number nearest to breaking the limit, or furthest beyond it; Unknown where not defined
	Period      string  // where it is
	Probability float64 // demanded; Unknown for a check of the scenario's own values
	Held        float64 // of a simulated check, the share of paths on which it holds; with its 95% interval
	HeldLow     float64
	HeldHigh    float64
	Paths       int
}
