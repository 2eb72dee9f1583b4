package report

import (
	"encoding/json"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/analysis"
)

// sought is a search for the delay at which spend is 5.
func sought(roots ...analysis.Root) *analysis.Solution {
	return &analysis.Solution{
		Scenario: &model.Scenario{Title: "Deal", Name: "deal", File: "deal.yaml", Currency: "USD", InputSHA256: "0123456789abcdef"},
		Target:   model.Target{Name: "spend", Period: "2028"}, Path: "contracts.a.delay", Wanted: 5e9, Base: 0, From: 9e9, High: 24,
		BaseText: "0mo", LowText: "0mo", HighText: "24mo", Roots: roots, Course: analysis.Falls,
		Nearest: analysis.Root{Value: 24, Target: 6e9, Until: nan, Text: "24mo"},
		Scanned: []analysis.Root{{Value: 0, Target: 9e9, Until: nan, Text: "0mo"}, {Value: 24, Target: nan, Until: nan, Text: "24mo"}},
	}
}

func TestASolutionSaysWhatItIs(t *testing.T) {
	tests := map[string]struct {
		s    *analysis.Solution
		want []string
		not  string
	}{
		"a value": {sought(analysis.Root{Value: 3, Target: 5e9, Until: nan, Text: "3mo"}),
			[]string{"Wanted                  Spend in 2028 of $5.00B\n", "As the scenario stands  $9.00B, with contracts.a.delay 0mo\n",
				"Searched                0mo to 24mo\n", "\nSolution\n  contracts.a.delay = 3mo gives $5.00B\n", "the number only falls with contracts.a.delay"}, "--between"},
		"a range": {sought(analysis.Root{Value: 3, Target: 5e9, Until: 6, Text: "3mo", UntilText: "6mo"}),
			[]string{"contracts.a.delay from 3mo to 6mo gives $5.00B\n"}, "--between"},
		"a jump": {sought(analysis.Root{Value: 3, Target: 4e9, Until: nan, Text: "3mo", Jump: true}),
			[]string{"contracts.a.delay = 3mo gives $4.00B, the first beyond $5.00B"}, "--between"},
		"two": {sought(analysis.Root{Value: 3, Target: 5e9, Until: nan, Text: "3mo"}, analysis.Root{Value: 9, Target: 5e9, Until: nan, Text: "9mo"}),
			[]string{"\nSolutions\n  contracts.a.delay = 3mo gives $5.00B\n  contracts.a.delay = 9mo gives $5.00B\n"}, "--between"},
		"none above": {sought(), []string{"\nNo solution\n  Spend in 2028: at least $6.00B, at contracts.a.delay = 24mo\n", "--between searches elsewhere"}, "is to be expected"},
	}
	for name, test := range tests {
		text := string(Solve(test.s, Table, Options{Width: 100}))
		for _, want := range test.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: lacks %q in\n%s", name, want, text)
			}
		}
		if strings.Contains(text, test.not) {
			t.Errorf("%s: says %q in\n%s", name, test.not, text)
		}
	}
}

func TestWithoutASolutionItSaysOnWhichSideTheNearestIs(t *testing.T) {
	s := sought()
	s.Nearest.Target = 4e9
	if text := noSolution(s); text != "Spend in 2028: at most $4.00B, at contracts.a.delay = 24mo" {
		t.Error(text)
	}
	s.Course = analysis.Stays
	if text := noSolution(s); text != "Spend in 2028: $4.00B throughout, for contracts.a.delay does not move it there" {
		t.Error(text)
	}
	s.Nearest.Value = nan
	if text := noSolution(s); text != "Spend in 2028: not known or not defined at any value tried" {
		t.Error(text)
	}
}

func TestNumbersThatWouldPrintAlikeHaveTheDigitsToTellThemApart(t *testing.T) {
	s := sought()
	s.Target, s.Wanted, s.Nearest.Target = model.Target{Name: "coverage.revenue", Period: "2028"}, 1.86, 1.86023
	if text := noSolution(s); text != "Revenue coverage in 2028: at least 1.8602×, at contracts.a.delay = 24mo" {
		t.Error(text)
	}
	s.Target, s.Wanted, s.Nearest.Target = model.Target{Name: "spend", Period: "2028"}, 7.2e9, 7.1996e9
	if text := noSolution(s); text != "Spend in 2028: at most $7.1996B, at contracts.a.delay = 24mo" {
		t.Error(text)
	}
	s.Nearest.Target = 0.1
	if text := apart(s, 0.1, 0.1); text != "$0.10" {
		t.Errorf("a number beside itself is %s", text)
	}
}

func TestAnOpenEndOfASearchIsNamed(t *testing.T) {
	s := sought()
	s.LowOpen = true
	if text := searchedText(s); text != "above 0mo to 24mo" {
		t.Error(text)
	}
	s.HighOpen = true
	if text := searchedText(s); text != "above 0mo to below 24mo" {
		t.Error(text)
	}
}

func TestTheLongFormOfASolutionTellsARangeInTwoRows(t *testing.T) {
	text := string(Solve(sought(analysis.Root{Value: 3, Target: 5e9, Until: 6, Text: "3mo", UntilText: "6mo"}), CSV, Options{}))
	for _, want := range []string{
		"deal,spend@2028,USD,5000000000,contracts.a.delay,base,0mo,0,9000000000\r\n",
		"deal,spend@2028,USD,5000000000,contracts.a.delay,from,3mo,3,5000000000\r\n",
		"deal,spend@2028,USD,5000000000,contracts.a.delay,to,6mo,6,5000000000\r\n",
		"deal,spend@2028,USD,5000000000,contracts.a.delay,nearest,24mo,24,6000000000\r\n",
		"deal,spend@2028,USD,5000000000,contracts.a.delay,tried,24mo,24,\r\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q in\n%s", want, text)
		}
	}
}

func TestTheJSONOfASolutionCanBeReadBack(t *testing.T) {
	var got struct {
		Schema, Path, Course string
		Wanted               float64
		Solutions            []struct {
			X, Value float64
			Until    *float64
			Jump     bool
		}
		Tried []struct{ Value *float64 }
	}
	data := Solve(sought(analysis.Root{Value: 3, Target: 4e9, Until: nan, Text: "3mo", Jump: true}), JSON, Options{})
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != "commitcast.solve/1" || got.Wanted != 5e9 || got.Path != "contracts.a.delay" || got.Course != "falls" {
		t.Errorf("it is %+v", got)
	}
	if r := got.Solutions[0]; r.X != 3 || r.Value != 4e9 || r.Until != nil || !r.Jump || got.Tried[1].Value != nil {
		t.Errorf("the solution is %+v", r)
	}
}

func TestABreakEvenTellsTheYearThatNeedsTheMostGrowth(t *testing.T) {
	r := announced()
	r.Metrics = append(r.Metrics, level("breakeven.cagr", "Break-even growth", model.Rate, model.Own, nan, 9, 0.1, 0.5, 0.4, 0.3, 0.2, 0.2, 8))
	r.Summary.BreakevenBase, r.Summary.BreakevenCAGRAll = 2024, 0.5
	b := &analysis.Breakeven{Scenario: r.Scenario, Wanted: 1, Report: r, BaseRevenue: 3.7e9, Scale: 1.57, Solution: sought(), StuckYear: "2027"}
	b.Solution.Course = analysis.Stays
	text := string(Breakeven(b, Table, Options{Width: 100}))
	for _, want := range []string{
		"50.0% a year, to cover 2027\n", "Revenue of 2024 ", "$3.70B\n", "Or revenue of every year times", "1.57\n",
		"the revenue of 2027 does not depend on it: --vary names another number\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q in\n%s", want, text)
		}
	}
}
