package report

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/analysis"
)

// manyChecks is a scenario with a check of every outcome and level, one simulated, with names that markup must not read.
func manyChecks() *analysis.Checked {
	s := announced().Scenario
	coverage := model.Target{Name: "coverage.revenue", Period: "2028"}
	atLeast := analysis.Limit{Target: coverage, Min: 1, Max: nan}
	result := func(name string, level model.CheckLevel, limit analysis.Limit, outcome analysis.Outcome, value float64) analysis.CheckResult {
		return analysis.CheckResult{Scenario: s, Name: name, Level: level, Limit: limit, Outcome: outcome, Value: value, Period: limit.Target.Period,
			Probability: nan, Held: nan, HeldLow: nan, HeldHigh: nan}
	}
	simulated := result("likely", model.LevelError, analysis.Limit{Target: model.Target{Name: "funding_gap"}, Min: nan, Max: 5e9}, analysis.Holds, 1e9)
	simulated.Probability, simulated.Held, simulated.HeldLow, simulated.HeldHigh, simulated.Paths = 0.8, 0.81, 0.79, 0.83, 9_990
	years := result("years", model.LevelError, analysis.Limit{Target: model.Target{Name: "coverage.revenue"}, Min: 0.5, Max: 2}, analysis.Holds, 1.5)
	years.Label, years.Period = "from 2027", "2029"
	strict := analysis.Limit{Target: coverage, Min: nan, Max: 1, Strict: true}
	return &analysis.Checked{Scenario: s, Paths: 10_000, Seed: 7, Results: []analysis.CheckResult{
		result(`a "<b> & c`, model.LevelError, atLeast, analysis.Fails, 0.8),
		result("soft", model.LevelWarning, strict, analysis.Fails, 1.2),
		result("nowhere", model.LevelError, atLeast, analysis.Undefined, nan),
		result("nowhere, softly", model.LevelWarning, atLeast, analysis.Undefined, nan),
		simulated, years,
	}, Warnings: []model.Warning{{Path: "likely", Message: "funding_gap is not defined on 10 of 10000 paths, which are left out"}}}
}

func TestATableOfChecksSaysHowEachCameOut(t *testing.T) {
	text := string(Check([]*analysis.Checked{manyChecks()}, Table, Options{Width: 100}))
	for _, want := range []string{"soft: coverage.revenue@2028 below 1.00×", "FAILS", "fails (warning)", "NOT DEFINED", "not defined (warning)",
		"likely: funding_gap at most $5.00B", "10,000 paths · seed 7", "years: coverage.revenue at least 0.50× and at most 2.00×", "from 2027",
		"6 checks: 2 hold, 2 do not (error), 2 do not (warning)", "so that more paths could decide otherwise:\n    likely", "not defined on 10 of 10000"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	for line := range strings.Lines(text) {
		if width(strings.TrimSuffix(line, "\n")) > 100 {
			t.Errorf("wider than 100: %s", line)
		}
	}
}

func TestJUnitFailsForErrorsAndSkipsWarnings(t *testing.T) {
	all := []*analysis.Checked{manyChecks(), {Scenario: announced().Scenario}}
	b := Check(all, JUnit, Options{})
	var suites junitSuites
	if err := xml.Unmarshal(b, &suites); err != nil {
		t.Fatal(err)
	}
	if suites.Tests != 6 || suites.Failures != 2 || suites.Skipped != 2 || suites.Errors != 0 || len(suites.Suites) != 2 {
		t.Errorf("%+v", suites)
	}
	failed, skipped := 0, 0
	for _, c := range suites.Suites[0].Cases {
		switch {
		case c.Failure != nil:
			failed++
		case c.Skipped != nil:
			skipped++
			if !strings.HasPrefix(c.Skipped.Message, "warning: ") {
				t.Errorf("a warning says %q", c.Skipped.Message)
			}
		}
	}
	if failed != 2 || skipped != 2 {
		t.Errorf("%d failures and %d skipped", failed, skipped)
	}
	if name := suites.Suites[0].Cases[0].Name; name != `a "<b> & c` {
		t.Errorf("the first check is named %q", name)
	}
}

func TestTheDataOfChecksHasARowACheck(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(string(Check([]*analysis.Checked{manyChecks()}, CSV, Options{})))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 7 {
		t.Fatalf("%d rows", len(rows))
	}
	if got := strings.Join(rows[2][1:], ","); got != "soft,warning,coverage.revenue@2028,x,,,1,1,fails,1.2,2028,,,,,0" {
		t.Errorf("a row is %s", got)
	}
	if got := strings.Join(rows[5][12:], ","); got != "0.8,0.81,0.79,0.83,9990" {
		t.Errorf("a simulated check ends in %s", got)
	}
}

func TestTheJSONOfChecksSaysWhetherAllAreMet(t *testing.T) {
	for _, broken := range []bool{true, false} {
		c := manyChecks()
		if !broken {
			c.Results = c.Results[3:] // a warning, and two that hold
		}
		var got struct {
			Schema    string
			Met       bool
			Scenarios []struct {
				Paths  int
				Checks []struct {
					Name, Level, Outcome string
					Value, Held          *float64
				}
			}
		}
		if err := json.Unmarshal(Check([]*analysis.Checked{c}, JSON, Options{}), &got); err != nil {
			t.Fatal(err)
		}
		if got.Schema != "commitcast.check/1" || got.Met == broken || got.Scenarios[0].Paths != 10_000 || len(got.Scenarios[0].Checks) != len(c.Results) {
			t.Errorf("%+v", got)
		}
		if last := got.Scenarios[0].Checks[len(c.Results)-2]; *last.Held != 0.81 || last.Level != "error" {
			t.Errorf("the simulated check is %+v", last)
		}
		if broken && got.Scenarios[0].Checks[2].Value != nil {
			t.Error("what is not defined has a value")
		}
	}
}
