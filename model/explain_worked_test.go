package model_test

import (
	"math"
	"strings"
	"testing"

	"commitcast/model"
)

// bought is a deal of $24M over two years from January 2026, all of it there at once, against revenue of $30M in 2026.
func bought() *model.Scenario {
	unknown := model.Unknown()
	return &model.Scenario{
		Title: "bought", Name: "bought", Currency: "USD", FiscalYearEnd: 12, Target: 1, Catalog: testCatalog(),
		Valuation: model.Valuation{Rate: unknown},
		Contracts: []model.Contract{{
			ID: "a", Provider: "a", Status: model.Signed, Kind: model.TakeOrPay, Start: model.DateOf(2026, 1, 1), Term: 24,
			Ramp: model.Ramp{Shape: model.Immediate}, OnDelay: model.Extend, Value: 24e6, Fee: unknown, MinimumsBy: model.ContractYears,
			Schedule: model.Schedule{Kind: model.ByRamp}, Availability: 1, Utilisation: 1, LoadFactor: 1, PUE: unknown,
			GridIntensity: unknown, WUE: unknown,
		}},
		Revenue: []model.RevenueLine{{ID: "r", Margin: 1,
			Curve: model.Curve{Kind: model.Annual, Points: []model.Point{{At: model.MonthOf(2026, 1), Value: 30e6}}}}},
		Inputs: model.Inputs{
			{Path: "contracts.a.value", Text: "$24M", Grade: model.Disclosed, Source: "filing", Origin: "bought.yaml:3:12"},
			{Path: "revenue.r.annual.2026", Text: "$30M", Grade: model.Assumed, Origin: "bought.yaml:7:21"},
		},
	}
}

func explained(t *testing.T, s *model.Scenario, target string, depth int) *model.Node {
	t.Helper()
	to, err := model.ParseTarget(target)
	if err != nil {
		t.Fatal(err)
	}
	x, err := model.Explain(s, to, depth)
	if err != nil {
		t.Fatal(err)
	}
	return x.Root
}

// below follows a tree down by the places of children.
func below(t *testing.T, n *model.Node, places ...int) *model.Node {
	t.Helper()
	for _, i := range places {
		if i >= len(n.Children) {
			t.Fatalf("%s has %d below it", n.Label, len(n.Children))
		}
		n = n.Children[i]
	}
	return n
}

// By hand: 30 / 12 = 2.5. The $12M of 2026 are 12 months at $1M, which is $24M over 24 months.
func TestACoverageIsExplainedDownToItsInputs(t *testing.T) {
	root := explained(t, bought(), "coverage.revenue@2026", deepest)
	tests := map[string]struct {
		places  []int
		op      string
		value   float64
		address string
	}{
		"the coverage":                  {nil, "ratio", 2.5, "coverage.revenue@2026"},
		"the revenue":                   {[]int{0}, "sum", 30e6, "revenue@2026"},
		"the line's year":               {[]int{0, 0}, "same", 30e6, ""},
		"the year as stated":            {[]int{0, 0, 0}, "input", 30e6, "revenue.r.annual.2026"},
		"the spend":                     {[]int{1}, "sum", 12e6, "spend@2026"},
		"the contract's spend":          {[]int{1, 0}, "product", 12e6, "a:spend@2026"},
		"the spend a month":             {[]int{1, 0, 0}, "ratio", 1e6, ""},
		"the value":                     {[]int{1, 0, 0, 0}, "input", 24e6, "contracts.a.value"},
		"the months of the term":        {[]int{1, 0, 0, 1}, "integral of the ramp", 24, ""},
		"the months of the year":        {[]int{1, 0, 1}, "integral of the ramp", 12, ""},
		"the delay, which is a default": {[]int{1, 0, 1, 2}, "default", 0, "contracts.a.delay"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			n := below(t, root, test.places...)
			if n.Op.Name != test.op || math.Abs(n.Value-test.value) > 1e-9*test.value || n.Address != test.address {
				t.Errorf("%s: %s is a %s of %v at %q", n.Label, name, n.Op.Name, n.Value, n.Address)
			}
		})
	}
	if in := below(t, root, 1, 0, 0, 0).Input; in.Origin != "bought.yaml:3:12" || in.Grade != model.Disclosed || in.Source != "filing" {
		t.Errorf("the value is written %+v", in)
	}
}

func TestAnExplanationGoesAsFarDownAsAsked(t *testing.T) {
	root := explained(t, bought(), "coverage.revenue@2026", 1)
	if len(root.Children) != 2 || root.Hidden != 0 {
		t.Fatalf("the coverage has %d below it, %d hidden", len(root.Children), root.Hidden)
	}
	for _, n := range root.Children {
		if len(n.Children) != 0 || n.Hidden != 1 {
			t.Errorf("%s has %d below it, %d hidden", n.Label, len(n.Children), n.Hidden)
		}
	}
	if alone := explained(t, bought(), "coverage.revenue@2026", 0); len(alone.Children) != 0 || alone.Hidden != 2 {
		t.Errorf("the number alone has %d below it, %d hidden", len(alone.Children), alone.Hidden)
	}
}

// A drawdown of $120M a year, of which $100M is used: $20M is charged. At $110M it is $10M, which is what the number's op gives once the
// leaf that says so is changed: the op runs the projector on the leaves, and nothing else.
func TestWhatComesOutOfAProcessIsWorkedOutFromItsInputs(t *testing.T) {
	s := bought()
	c := &s.Contracts[0]
	c.Kind, c.Value, c.Term, c.Minimums = model.Drawdown, model.Unknown(), 12, []model.Minimum{{Year: 1, Amount: 120e6}}
	c.Consumption = &model.Curve{Kind: model.Annual, Points: []model.Point{{At: model.MonthOf(2026, 1), Value: 100e6}}}
	c.Drawdown = model.DrawdownTerms{AggregateMinimum: model.Unknown(), OveragePrice: 1,
		Counts: model.Counts{MarketplaceWeight: 1, MarketplaceCap: model.Unknown()}}
	s.Inputs = model.Inputs{{Path: "contracts.a.minimums.Y1", Text: "$120M"}, {Path: "contracts.a.consumption.annual.2026", Text: "$100M"}}
	charged := below(t, explained(t, s, "a:charges@2026", deepest), 0)
	shortfall := below(t, charged, 0)
	counted := below(t, shortfall, 1)
	for n, want := range map[*model.Node]float64{charged: 20e6, shortfall: 20e6, counted: 100e6} {
		if math.Abs(n.Value-want) > 1 || math.Abs(n.Recompute()-want) > 1 {
			t.Errorf("%s is %v and follows as %v, want %v", n.Label, n.Value, n.Recompute(), want)
		}
	}
	if counted.Op.Name != "process" || len(counted.Children) != 2 {
		t.Fatalf("what counts is a %s of %d inputs", counted.Op.Name, len(counted.Children))
	}
	below(t, counted, 1).Value = 110e6
	if got := counted.Recompute(); math.Abs(got-110e6) > 1 {
		t.Errorf("with $110M used, %v counts", got)
	}
}

func TestANumberThatIsNotDefinedSaysSo(t *testing.T) {
	for _, target := range []string{"water_ml@2026", "breakeven_cagr_all"} {
		if n := explained(t, bought(), target, deepest); model.Known(n.Value) || n.Op.Name != "unknown" || len(n.Children) != 0 {
			t.Errorf("%s is a %s of %v", target, n.Op.Name, n.Value)
		}
	}
	outside := model.Target{Name: "coverage.revenue", Period: "2044"}
	if _, err := model.Explain(bought(), outside, deepest); err == nil || !strings.Contains(err.Error(), "2044 lies outside of what is shown, 2026 to 2027") {
		t.Errorf("%s: %v", outside, err)
	}
}
