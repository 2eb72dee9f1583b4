package model

import (
	"math"
	"strings"
	"testing"
	"time"
)

func TestAProblemNamesItsPathAndWhatIsAccepted(t *testing.T) {
	first := func(s *Scenario) *Contract { return &s.Contracts[0] }
	tests := map[string]struct {
		edit func(*Scenario)
		want string
	}{
		"no contracts":                  {func(s *Scenario) { s.Contracts = nil }, "contracts: needs at least one contract"},
		"nothing counts":                {func(s *Scenario) { first(s).Status = Option }, "contracts: none of the contracts counts"},
		"a term of nothing":             {func(s *Scenario) { first(s).Term = 0 }, "contracts.a.term: must be more than 0mo and at most 100y, is 0mo"},
		"a term of NaN":                 {func(s *Scenario) { first(s).Term = Months(math.NaN()) }, "contracts.a.term: must be more than 0mo"},
		"a term beyond a century":       {func(s *Scenario) { first(s).Term = 1201 }, "contracts.a.term"},
		"a negative delay":              {func(s *Scenario) { first(s).Delay = -1 }, "contracts.a.delay: must be at least 0mo and at most 100y, is -1mo"},
		"a signed contract exercised":   {func(s *Scenario) { first(s).Exercised = true }, "contracts.a.exercised"},
		"a ramp full before the start":  {func(s *Scenario) { first(s).Ramp = Ramp{Shape: Linear} }, "contracts.a.ramp.full: must be after the start"},
		"no steps":                      {func(s *Scenario) { first(s).Ramp = Ramp{Shape: Steps} }, "contracts.a.ramp.steps: needs at least one"},
		"points out of order":           {func(s *Scenario) { first(s).Ramp = Ramp{Shape: Points, Knots: []Knot{{6, 1}, {3, 1}}} }, "contracts.a.ramp.points.2026-03: must come after 2026-06"},
		"nothing online before the end": {func(s *Scenario) { first(s).Ramp = Ramp{Shape: Steps, Knots: []Knot{{20, 1}}} }, "brings nothing online"},
		"an unknown shape":              {func(s *Scenario) { first(s).Ramp = Ramp{Shape: "cubic"} }, "must be one of immediate, linear"},
		"no spend":                      {func(s *Scenario) { first(s).Value = Unknown() }, "does not say what is spent"},
		"two kinds of spend":            {func(s *Scenario) { first(s).Fee = 5 }, "only one of them sets spend"},
		"an infinite value":             {func(s *Scenario) { first(s).Value = math.Inf(1) }, "contracts.a.value"},
		"an unknown accelerator":        {func(s *Scenario) { first(s).Fleet = []Batch{{"b100", 1}} }, "contracts.a.fleet.b100: is not an accelerator"},
		"a price without its fleet":     {func(s *Scenario) { first(s).Prices = []Price{{Accelerator: "gb200", Amount: 1}} }, "not in the contract's fleet"},
		"a float without a market":      {func(s *Scenario) { first(s).Prices = []Price{{Market: "gb200", Multiple: 1}} }, "needs a market price"},
		"minimums that miss the value":  {func(s *Scenario) { first(s).Minimums = []Minimum{{1, 100}} }, "add up to 100.00, but value is 120.00: a difference of −20.00"},
		"a minimum outside the term":    {func(s *Scenario) { first(s).Minimums = []Minimum{{1, 60}, {2, 60}} }, "contracts.a.minimums.Y2: lies outside the term"},
		"a schedule of nothing":         {func(s *Scenario) { first(s).Value, first(s).Schedule.Kind = Unknown(), Even }, "contracts.a.schedule: lays out a value, minimums or a fee"},
		"on demand with a value":        {func(s *Scenario) { first(s).Kind = OnDemand }, "on_demand commits to nothing"},
		"a horizon backwards":           {func(s *Scenario) { s.Horizon = Horizon{MonthOf(2027, 1), MonthOf(2026, 1)} }, "horizon.to: must not be before"},
		"a horizon of centuries":        {func(s *Scenario) { s.Horizon.To = MonthOf(2150, 1) }, "horizon: must not be longer than 100 years"},
		"growth without a start": {func(s *Scenario) {
			s.Revenue = []RevenueLine{{ID: "x", Curve: Curve{Kind: Annual, Points: []Point{{MonthOf(2026, 1), 1}}, Growth: Growth{Initial: Unknown(), HalfLife: 12}}}}
		}, "revenue.x.growth.initial: must be given"},
		"a margin above one": {func(s *Scenario) {
			s.Revenue = []RevenueLine{{ID: "x", Margin: 70, Curve: Curve{Kind: RunRate, Points: []Point{{MonthOf(2026, 1), 1}}}}}
		}, "revenue.x.margin: must be between 0% and 100%, is 7000%"},
		"a vendor nobody knows":  {func(s *Scenario) { s.Financing = []Financing{{Name: "x", Date: DateOf(2026, 1, 1), Vendor: "nobody"}} }, "must be the id of a contract"},
		"a market that vanishes": {func(s *Scenario) { s.Market = []MarketPrice{{"gb200", 1, MonthOf(2026, 1), 1}} }, "and below 100%, is 100%"},
		"a thirteenth month":     {func(s *Scenario) { s.FiscalYearEnd = time.Month(13) }, "fiscal_year_end"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := deal()
			if problems := s.Validate(); len(problems) > 0 {
				t.Fatalf("the base case has problems: %v", problems)
			}
			test.edit(s)
			for _, p := range s.Validate() {
				if strings.Contains(p.Error(), test.want) {
					return
				}
			}
			t.Errorf("problems are %v, want one with %q", s.Validate(), test.want)
		})
	}
}

func TestEveryProblemIsReportedAtOnce(t *testing.T) {
	s := deal()
	s.Contracts[0].Term, s.Contracts[0].Delay, s.Target, s.FiscalYearEnd = 0, -1, 0, 0
	if problems := s.Validate(); len(problems) != 4 {
		t.Errorf("four faults give %d problems: %v", len(problems), problems)
	}
}
