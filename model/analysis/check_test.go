package analysis

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/risk"
)

func TestACheckIsReadAsItIsWritten(t *testing.T) {
	unknown := model.Unknown()
	tests := []struct {
		text        string
		target      string
		min, max    float64
		strict      bool
		years       bool
		from, to    int
		probability float64
	}{
		{"coverage.revenue@2028 >= 1.0", "coverage.revenue@2028", 1, unknown, false, false, 0, 0, unknown},
		{" coverage.revenue@2028≥1.2x ", "coverage.revenue@2028", 1.2, unknown, false, false, 0, 0, unknown},
		{"coverage.revenue@2028 > 95%", "coverage.revenue@2028", 0.95, unknown, true, false, 0, 0, unknown},
		{"funding_gap<=5B", "funding_gap", unknown, 5e9, false, false, 0, 0, unknown},
		{"funding_gap ≤ $1,250M", "funding_gap", unknown, 1.25e9, false, false, 0, 0, unknown},
		{"funding_gap <= US$ 5B", "funding_gap", unknown, 5e9, false, false, 0, 0, unknown},
		{"funding_gap <= $ 5B", "funding_gap", unknown, 5e9, false, false, 0, 0, unknown},
		{"aws:spend@2027-Q3 < 6e9", "aws:spend@2027-Q3", unknown, 6e9, true, false, 0, 0, unknown},
		{"cash_balance@2027-03 >= -$2B", "cash_balance@2027-03", -2e9, unknown, false, false, 0, 0, unknown},
		{"cash_balance@FY2027 >= $-2B", "cash_balance@FY2027", -2e9, unknown, false, false, 0, 0, unknown},
		{"first_covered_year == 2029", "first_covered_year", 2029, 2029, false, false, 0, 0, unknown},
		{"gpus@2027 >= 200_000", "gpus@2027", 200e3, unknown, false, false, 0, 0, unknown},
		{"gpus@2027 >= 200k", "gpus@2027", 200e3, unknown, false, false, 0, 0, unknown},
		{"utilisation@2027 >= .8", "utilisation@2027", 0.8, unknown, false, false, 0, 0, unknown},
		{"coverage.revenue@2029.. >= 1", "coverage.revenue", 1, unknown, false, true, 2029, 0, unknown},
		{"coverage.revenue@..2030 >= 1", "coverage.revenue", 1, unknown, false, true, 0, 2030, unknown},
		{"coverage.revenue@2029..2030 >= 1", "coverage.revenue", 1, unknown, false, true, 2029, 2030, unknown},
		{"coverage.revenue@.. >= 1", "coverage.revenue", 1, unknown, false, true, 0, 0, unknown},
		{"coverage.revenue@FY2029.. >= 1", "coverage.revenue", 1, unknown, false, true, 2029, 0, unknown},
		{"coverage.revenue@FY2029..FY2030 >= 1", "coverage.revenue", 1, unknown, false, true, 2029, 2030, unknown},
		{"coverage.revenue@..FY2030 >= 1", "coverage.revenue", 1, unknown, false, true, 0, 2030, unknown},
		{"coverage.revenue@FY.. >= 1", "coverage.revenue", 1, unknown, false, true, 0, 0, unknown},
		{"P(coverage.revenue@2028 >= 1.0) >= 80%", "coverage.revenue@2028", 1, unknown, false, false, 0, 0, 0.8},
		{"P( funding_gap < 5B )>=0.975", "funding_gap", unknown, 5e9, true, false, 0, 0, 0.975},
	}
	same := func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
	for _, test := range tests {
		got, err := ParseTest(test.text)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		l := got.Limit
		if l.Target.String() != test.target || !same(l.Min, test.min) || !same(l.Max, test.max) || l.Strict != test.strict ||
			got.Years != test.years || got.From != test.from || got.To != test.to || !same(got.Probability, test.probability) {
			t.Errorf("%s is read as %+v", test.text, got)
		}
		if got.Fiscal != (got.Years && strings.Contains(test.text, "FY")) {
			t.Errorf("%s is read as of fiscal years: %v", test.text, got.Fiscal)
		}
		if got.Name != strings.TrimSpace(test.text) || got.Level != model.LevelError {
			t.Errorf("%s is named %q, level %s", test.text, got.Name, got.Level)
		}
	}
}

func TestWhatIsNoCheckIsRefusedWithWhatToWrite(t *testing.T) {
	tests := []struct{ text, message, hint string }{
		{"coverage.revenue@2028", "compares nothing", "coverage.revenue@2028 >= 1.0 is one"},
		{"", "compares nothing", ""},
		{">= 1", "nothing before", ""},
		{"coverage.revenue@2028 >=", "nothing after", ""},
		{"coverage.revenue@2028 = 1", "no comparison", "write =="},
		{"coverage.revenue@2028 => 1", "no comparison", "write >="},
		{"coverage.revenue@2028 != 1", `"!=" is no comparison`, "a limit: write < or >"},
		{"coverage.revenue@2028 ≠ 1", `"≠" is no comparison`, "a limit: write < or >"},
		{"coverage.revenue@2028 <> 1", `"<>" is no comparison`, "a limit: write < or >"},
		{"0.5 <= coverage.revenue@2028 <= 1", "compares twice", "a check of its own"},
		{"coverage.revenue@2028 >= five", "not a number", ""},
		{"coverage.revenue@2028 >= 1,00", "not a number", ""},
		{"coverage.revenue@2028 >= $5B", "amount of money", ""},
		{"coverage.revenue@2028 >= 5B", "too large", ""},
		{"coverage.revenue@2028 >= 1e300", "out of range", ""},
		{"funding_gap <= 80%", "is a share", ""},
		{"funding_gap <= 2x", "is a multiple", ""},
		{"utilisation@2027 >= 80", "would be 8000%", "80%?"},
		{"first_covered_year <= 20.5", "is a year", ""},
		{"coverage.revenue@20.. >= 1", "are no years", "2029.."},
		{"coverage.revenue@2030..2029 >= 1", "end before they begin", ""},
		{"coverage.revenue@FY2030..FY2029 >= 1", "end before they begin", ""},
		{"coverage.revenue@FY2029..2030 >= 1", "are no range", "FY2029..FY2030"},
		{"coverage.revenue@2029..FY2030 >= 1", "are no range", "FY2029..FY2030"},
		{"coverage.revenue@FY20.. >= 1", "are no years", "FY2029.."},
		{"funding_gap@2029.. <= 1B", "one figure", "write funding_gap"},
		{"aws:spend@2029.. <= 1B", "not of a contract", "aws:spend@2028"},
		{"P(coverage.revenue@2028 >= 1", "does not close", ""},
		{"P(coverage.revenue@2028 >= 1)", "which chance it must have", "write P(coverage.revenue@2028 >= 1) >= 80%"},
		{"P(coverage.revenue@2028 >= 1) 80%", "which chance it must have", ">= 80%"},
		{"P(P(coverage.revenue@2028 >= 1) >= 80%) >= 50%", "a bracket within P( )", "P(coverage.revenue@2028 >= 1.0) >= 80% is one"},
		{"P(coverage.revenue@2028 >= 1) >= 120%", "below 100%", ""},
		{"P(coverage.revenue@2028 >= 1) >= 5B", "below 100%", ""},
		{"P(coverage.revenue@2028 < 1) <= 20%", "by >=", "write P(coverage.revenue@2028 >= 1) >= 80%"},
		{"P(coverage.revenue@2028 >= 1) x >= 80%", "between the bracket", ""},
	}
	for _, test := range tests {
		_, err := ParseTest(test.text)
		var refused *ExpressionError
		if !errors.As(err, &refused) {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		if !strings.Contains(refused.Message, test.message) || !strings.Contains(refused.Hint, test.hint) {
			t.Errorf("%q: %q, hint %q; want %q, %q", test.text, refused.Message, refused.Hint, test.message, test.hint)
		}
	}
	var name *model.UnknownName
	if _, err := ParseTest("coverage.revenu@2028 >= 1"); !errors.As(err, &name) {
		t.Errorf("a name that is none: %v", err)
	}
}

func TestALimitIsKeptButForRounding(t *testing.T) {
	coverage, money := target(t, "coverage.revenue@2028"), target(t, "funding_gap")
	tests := map[string]struct {
		limit Limit
		v     float64
		want  bool
	}{
		"on it":                            {Limit{Target: coverage, Min: 1, Max: model.Unknown()}, 1, true},
		"on it but for rounding":           {Limit{Target: coverage, Min: 1, Max: model.Unknown()}, 1 - 1e-10, true},
		"below it":                         {Limit{Target: coverage, Min: 1, Max: model.Unknown()}, 1 - 1e-8, false},
		"on a strict one but for rounding": {Limit{Target: coverage, Min: 1, Max: model.Unknown(), Strict: true}, 1 + 1e-10, false},
		"above a strict one":               {Limit{Target: coverage, Min: 1, Max: model.Unknown(), Strict: true}, 1 + 1e-8, true},
		"half a cent above":                {Limit{Target: money, Min: model.Unknown(), Max: 100}, 100.004, true},
		"a cent above":                     {Limit{Target: money, Min: model.Unknown(), Max: 100}, 100.01, false},
		"half a cent below a strict one":   {Limit{Target: money, Min: model.Unknown(), Max: 100, Strict: true}, 99.996, false},
		"equal":                            {Limit{Target: money, Min: 100, Max: 100}, 100.001, true},
		"not equal":                        {Limit{Target: money, Min: 100, Max: 100}, 99.9, false},
		"between":                          {Limit{Target: coverage, Min: 1, Max: 2}, 1.5, true},
		"beyond the second":                {Limit{Target: coverage, Min: 1, Max: 2}, 2.5, false},
	}
	for name, test := range tests {
		if got := test.limit.Keeps(test.v); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func checked(t *testing.T, s *model.Scenario, texts ...string) *Checked {
	t.Helper()
	if problems := s.Validate(); len(problems) > 0 {
		t.Fatal(problems)
	}
	var tests []Test
	for _, text := range texts {
		test, err := ParseTest(text)
		if err != nil {
			t.Fatal(err)
		}
		tests = append(tests, test)
	}
	c, err := CheckAll(context.Background(), s, tests, risk.Options{Paths: 20_000, Seed: 1, Workers: 2}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The lease spends 120 a year from 2026 to 2030 and has revenue of 100: coverage is 5/6.
func TestChecksAreHeldAgainstTheScenariosOwnValues(t *testing.T) {
	s := lease()
	s.Contracts[0].Start = model.DateOf(2026, 7, 1) // 2026 and 2031 are halves, and FY2027 to FY2031 full
	s.FiscalYearEnd = 6
	tests := []struct {
		text    string
		outcome Outcome
		value   float64
		period  string
	}{
		{"coverage.revenue@2028 >= 0.8", Holds, 5.0 / 6, "2028"},
		{"coverage.revenue@2028 >= 1", Fails, 5.0 / 6, "2028"},
		{"coverage.revenue@2026 >= 0.8", Holds, 5.0 / 6, "2026"}, // revenue of the half that is shown against its spend
		{"spend@2026 < 60", Fails, 60, "2026"},
		{"spend@2026 <= 60", Holds, 60, "2026"},
		{"spend == 600", Holds, 600, ""},
		{"a:spend@Y1 == 120", Holds, 120, "Y1"},
		{"spend@.. >= 120", Holds, 120, "2027"}, // the halves are no full years
		{"spend@2028..2029 > 120", Fails, 120, "2028"},
		{"spend@2031.. > 1", Undefined, model.Unknown(), ""},
		{"spend@FY.. >= 120", Holds, 120, "FY2027"},
		{"spend@FY2031.. > 120", Fails, 120, "FY2031"},
		{"spend@..FY2026 > 1", Undefined, model.Unknown(), ""},
		{"first_covered_year <= 2030", Fails, model.Unknown(), ""}, // it never comes
		{"price_implied <= 5", Undefined, model.Unknown(), ""},     // there is no fleet
	}
	for _, test := range tests {
		r := checked(t, s, test.text).Results[0]
		if r.Outcome != test.outcome || !alike(r.Value, test.value) || r.Period != test.period {
			t.Errorf("%s: %s, %v in %q; want %s, %v in %q", test.text, r.Outcome, r.Value, r.Period, test.outcome, test.value, test.period)
		}
	}
	if c := checked(t, s, "coverage.revenue >= 1", "spend <= 60"); len(c.Warnings) != 1 || !strings.Contains(c.Warnings[0].Message, "coverage.revenue@..") {
		t.Errorf("a ratio of the whole life is told as %v", c.Warnings)
	}
	for text, want := range map[string]string{
		"spend@2031.. > 1":   "there is no such full year: those of the scenario are 2027 to 2030",
		"spend@..FY2026 > 1": "there is no such full year: those of the scenario are FY2027 to FY2031",
	} {
		if c := checked(t, s, text); len(c.Warnings) != 1 || c.Warnings[0].Message != want {
			t.Errorf("%s: told as %v", text, c.Warnings)
		}
	}
	if c := checked(t, s, "spend@2026 <= 60"); len(c.Warnings) != 1 || !strings.Contains(c.Warnings[0].Message, "of a part of the period") {
		t.Errorf("a half of a year is told as %v", c.Warnings)
	}
}

// Revenue is even on 100 to 140 a year against a spend of 120: it covers with probability a half, 0.9 of it with 32/40.
func TestAChanceIsThatOfASimulation(t *testing.T) {
	s := lease()
	s.Uncertainty.Inputs = []model.UncertainInput{{Path: "revenue.sales.annual.2025", Dist: even(100, 140)}}
	c := checked(t, s, "P(coverage.revenue@2027 >= 0.9) >= 75%", "P(coverage.revenue@.. >= 0.9) >= 85%", "P(min_coverage > 1) >= 40%",
		"coverage.revenue@2027 >= 0.9", "P(spend@2050 >= 1) >= 50%")
	want := []struct {
		outcome Outcome
		held    float64
	}{{Holds, 0.8}, {Fails, 0.8}, {Holds, 0.5}, {Fails, model.Unknown()}, {Undefined, model.Unknown()}}
	for i, r := range c.Results {
		if r.Outcome != want[i].outcome || math.Abs(r.Held-want[i].held) > 0.015 {
			t.Errorf("%s: %s, held %v; want %s, %v", r.Name, r.Outcome, r.Held, want[i].outcome, want[i].held)
		}
		if model.Known(r.Held) && !(r.HeldLow < want[i].held && want[i].held < r.HeldHigh) {
			t.Errorf("%s: the interval %v to %v does not hold %v", r.Name, r.HeldLow, r.HeldHigh, want[i].held)
		}
	}
	if len(c.Warnings) != 1 || !strings.Contains(c.Warnings[0].Message, "2050 lies outside of what is shown") {
		t.Errorf("a year that no path shows is told as %v", c.Warnings)
	}
	if c.Paths != 20_000 || c.Seed != 1 {
		t.Errorf("%d paths, seed %d", c.Paths, c.Seed)
	}
}

// Spend is certain, so that a strict limit on it holds on all paths or none.
func TestAStrictChanceLeavesOutTheLimitItself(t *testing.T) {
	s := lease()
	s.Uncertainty.Inputs = []model.UncertainInput{{Path: "revenue.sales.annual.2025", Dist: even(100, 140)}}
	c := checked(t, s, "P(spend@2027 <= 120) >= 50%", "P(spend@2027 < 120) >= 50%", "P(spend@2027 < 120.02) >= 50%", "P(funding_gap > 0) >= 99%")
	for i, want := range []float64{1, 0, 1, 0.5} {
		if r := c.Results[i]; math.Abs(r.Held-want) > 0.02 {
			t.Errorf("%s holds on %v of the paths, want %v", r.Name, r.Held, want)
		}
	}
}

func TestAFilesCheckIsATestOfItsYears(t *testing.T) {
	s := lease()
	s.Uncertainty.Inputs = []model.UncertainInput{{Path: "revenue.sales.annual.2025", Dist: even(100, 140)}}
	unknown := model.Unknown()
	s.Checks = []model.Check{
		{Name: "covered", Metric: "coverage.revenue", From: 2028, Min: 0.9, Max: unknown, Probability: 0.5, Level: model.LevelError},
		{Name: "own", Metric: "coverage.revenue", To: 2028, Min: 0.9, Max: unknown, Probability: unknown, Level: model.LevelWarning},
		{Name: "gap", Metric: "funding_gap", Min: unknown, Max: 1, Probability: unknown, Level: model.LevelError},
	}
	var tests []Test
	for _, c := range s.Checks {
		tests = append(tests, TestOf(c))
	}
	o := risk.Options{Paths: 10_000, Seed: 3}
	c, err := CheckAll(context.Background(), s, tests, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	simulated, err := risk.Simulate(context.Background(), []*model.Scenario{s}, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	labels := []string{"from 2028", "to 2028", ""}
	for i, twin := range simulated.Scenarios[0].Checks {
		r := c.Results[i]
		if (r.Outcome == Holds) != twin.Met || r.Label != labels[i] || r.Name != twin.Name || r.Level != twin.Level {
			t.Errorf("%s: %+v, simulated %+v", r.Name, r, twin)
		}
		if model.Known(r.Probability) && (r.Held != twin.Holds.Value || r.HeldLow != twin.Holds.Low || r.Paths != twin.Holds.Paths) {
			t.Errorf("%s: held %v, simulated %v", r.Name, r.Held, twin.Holds)
		}
	}
}

func TestOnlyWhatAScenarioHasCanBeChecked(t *testing.T) {
	s := lease()
	for text, want := range map[string]string{
		"spend@2027 >= €5":             "the limit is in €",
		"spend@2027 >= EUR 5":          "the limit is in EUR",
		"P(a:spend@2027 >= 5) >= 80%":  "a contract's own number",
		"P(spend@2027-Q1 >= 5) >= 80%": "calendar years",
		"P(spend >= 5) >= 80%":         "not of a total",
		"P(spend@FY2027.. >= 5) >= 9%": "a chance is that of calendar years",
		"spend@2040 >= 5":              "2040 lies outside of what is shown",
		"P(spend@2040 >= 5) >= 80%":    "", // a path may show it
		"c:spend@2027 >= 5":            `no contract "c"`,
		"cash_balance >= 5":            "has no total",
		"spend@2027 >= USD 5":          "",
		"P(spend@2027 >= $5) >= 80%":   "",
	} {
		test, err := ParseTest(text)
		if err == nil {
			err = test.Check(s)
		}
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func FuzzParseTest(f *testing.F) {
	for _, text := range []string{"coverage.revenue@2028 >= 1.0", "P(funding_gap <= 5B) >= 80%", "aws:spend@2027 < $6B", "coverage.revenue@2029..2030 ≥ 1x", "P((>=", "≤≥"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		test, err := ParseTest(text)
		if err == nil && (!model.Known(test.Limit.Min) && !model.Known(test.Limit.Max) || test.Limit.Target.Name == "") {
			t.Errorf("%q is read as %+v", text, test)
		}
	})
}
