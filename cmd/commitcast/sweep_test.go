package main

import (
	"context"
	"testing"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/model/analysis"
	"commitcast/scenarios"
)

// loadedFor reads a scenario of the library.
func loadedFor(t testing.TB, name string, sets ...string) *scenarios.Loaded {
	t.Helper()
	l, err := scenarios.Load(name, scenarios.Options{Sets: sets})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func targetsOf(t testing.TB, texts ...string) []model.Target {
	t.Helper()
	var all []model.Target
	for _, text := range texts {
		target, err := model.ParseTarget(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, target)
	}
	return all
}

// shown is a number of a report.
func shown(t *testing.T, s *model.Scenario, of model.Target) float64 {
	t.Helper()
	reports, err := model.Analyse([]*model.Scenario{s}, model.ByYear)
	if err != nil {
		t.Fatal(err)
	}
	r := reports[0]
	switch of.Name {
	case "funding_gap":
		return r.Summary.FundingGap
	case "min_coverage":
		return r.Summary.MinCoverage
	}
	s1, _ := r.Series(of.Name)
	for i, q := range r.Periods {
		if q.Label == of.Period {
			return s1.Values[i]
		}
	}
	return model.Unknown()
}

// Each cell is what a file with these two values shows, read anew.
func TestEachCellOfASweepIsWhatSuchAFileShows(t *testing.T) {
	l := loadedFor(t, "openai-portfolio")
	metrics := targetsOf(t, "coverage.revenue@2028", "spend@2029", "funding_gap", "min_coverage", "cash_balance@2030")
	w := &sweeper{loaded: l}
	for _, arg := range []string{"contracts.oracle.delay=0mo,5mo,13mo", "contracts.azure.start=2026-01,2026-08"} {
		if err := w.add(arg); err != nil {
			t.Fatal(err)
		}
	}
	sw, err := analysis.NewSweep(context.Background(), w.spec(metrics), analysis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for y, start := range sw.Y.Texts {
		for x, delay := range sw.X.Texts {
			s := loadedFor(t, "openai-portfolio", "contracts.oracle.delay="+delay, "contracts.azure.start="+start).Scenario
			for k, r := range sw.Results {
				if want := shown(t, s, metrics[k]); r.Values[y][x] != want {
					t.Errorf("%s with a delay of %s and a start in %s is %v, such a file shows %v", r.Target, delay, start, r.Values[y][x], want)
				}
			}
		}
	}
	for _, r := range sw.Results {
		if r.Values[0][0] != r.Base || sw.X.Base != 0 || sw.Y.Base != 0 {
			t.Errorf("%s is %v at the scenario's own values, and %v in it", r.Target, r.Values[0][0], r.Base)
		}
	}
}

// What solve finds gives what was wanted when a file says it, as it is printed.
func TestAFileWithTheSolutionGivesWhatWasWanted(t *testing.T) {
	tests := []struct {
		vary, metric, between string
		wanted                float64
	}{
		{"revenue.total.annual.2027", "coverage.revenue@2027", "", 1},
		{"revenue.total.annual.2027", "min_coverage", "10B..900B", 0.5},
		{"contracts.oracle.delay", "funding_gap", "0mo..24mo", 80e9},
		{"contracts.oracle.value", "spend@2029", "", 100e9},
		{"contracts.azure.ramp.full", "spend@2027", "", 95e9},
		{"revenue.total.growth.initial", "coverage.revenue@2031", "", 4},
		{"financing.nvidia.amount", "funding_gap", "", 0},
		{"opening_cash", "funding_gap", "", 0},
		{"opening_cash", "funding_gap", "", 1e6},
	}
	for _, test := range tests {
		l := loadedFor(t, "openai-portfolio")
		s, err := newSearch(l, test.vary, test.between)
		if err != nil {
			t.Fatal(err)
		}
		target := targetsOf(t, test.metric)[0]
		found, err := analysis.Solve(context.Background(), analysis.SolveSpec{Scenario: l.Scenario, Target: target, Path: test.vary,
			Wanted: test.wanted, Low: s.low, High: s.high}, analysis.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if s.name(context.Background(), found); len(found.Roots) == 0 {
			t.Errorf("%s: nothing found, nearest %+v", test.vary, found.Nearest)
		}
		var texts []string
		for _, r := range found.Roots {
			if texts = append(texts, r.Text); r.UntilText != "" {
				texts = append(texts, r.UntilText)
			}
		}
		for _, text := range texts {
			got := shown(t, loadedFor(t, "openai-portfolio", test.vary+"="+text).Scenario, target)
			if report.SolvedFor(found, got) != report.SolvedFor(found, test.wanted) {
				t.Errorf("%s=%s gives %v of %s, want %v", test.vary, text, got, test.metric, test.wanted)
			}
		}
	}
}

func TestTheChartsOfASweepAreCalledByTheirMetric(t *testing.T) {
	w := &sweeper{loaded: loadedFor(t, "openai-portfolio")}
	if err := w.add("contracts.oracle.delay=0mo,5mo,13mo"); err != nil {
		t.Fatal(err)
	}
	sw, err := analysis.NewSweep(context.Background(), w.spec(targetsOf(t, "coverage.revenue@2028", "funding_gap", "commitment.utilisation@2028")), analysis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	charts, skipped, err := chartsOfSweep(sw)()
	if err != nil || len(charts) != 2 || charts[0].Name != "sweep" || charts[1].Name != "sweep-2" || len(skipped) != 1 || skipped[0].Name != "sweep-3" {
		t.Errorf("charts %v, skipped %v (%v)", charts, skipped, err)
	}
	charts, _, err = chartsOfSweep(sw)("sweep-2")
	if err != nil || len(charts) != 1 || charts[0].Name != "sweep-2" {
		t.Errorf("sweep-2 alone gives %v (%v)", charts, err)
	}
	if _, _, err = chartsOfSweep(sw)("sweep-4"); err == nil {
		t.Error("a chart of a fourth metric is drawn of three")
	}
}

// A heatmap of the portfolio, of 50 by 50 cells.
func BenchmarkSweep(b *testing.B) {
	w := &sweeper{loaded: loadedFor(b, "openai-portfolio")}
	for _, arg := range []string{"contracts.oracle.delay=0mo..18mo/50", "revenue.total.margin=50%..80%/50"} {
		if err := w.add(arg); err != nil {
			b.Fatal(err)
		}
	}
	spec := w.spec(targetsOf(b, "funding_gap"))
	b.Run("cells=2500", func(b *testing.B) {
		for b.Loop() {
			if _, err := analysis.NewSweep(context.Background(), spec, analysis.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// A search over the portfolio with one solution.
func BenchmarkSolve(b *testing.B) {
	l := loadedFor(b, "openai-portfolio")
	spec := analysis.SolveSpec{Scenario: l.Scenario, Target: targetsOf(b, "funding_gap")[0], Path: "contracts.oracle.delay", Wanted: 80e9, High: 24}
	for b.Loop() {
		if _, err := analysis.Solve(context.Background(), spec, analysis.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
