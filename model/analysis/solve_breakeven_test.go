package analysis

import (
	"context"
	"math"
	"testing"

	"commitcast/model"
)

func brokenEven(t *testing.T, spec BreakevenSpec) *Breakeven {
	t.Helper()
	if spec.Scenario == nil {
		spec.Scenario = lease()
	}
	spec.Low, spec.High = -0.5, 3
	out, err := NewBreakeven(context.Background(), spec, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// yearly are the values of a metric.
func yearly(t *testing.T, b *Breakeven, metric string) []float64 {
	t.Helper()
	s, some := b.Report.Series(metric)
	if !some {
		t.Fatalf("there is no %s", metric)
	}
	return s.Values
}

// 120 a year from 2026 on, after a year of 100: each year Y needs a growth of 1.2^(1/(Y−2025)) − 1, the first of them 20%.
func TestABreakEvenGivesTheGrowthThatEachYearNeeds(t *testing.T) {
	got := brokenEven(t, BreakevenSpec{Wanted: 1, Path: "revenue.sales.growth"})
	sum := got.Report.Summary
	if sum.BreakevenBase != 2025 || !alike(got.BaseRevenue, 100) || !alike(sum.BreakevenCAGRAll, 0.2) || sum.MinCoveragePeriod != "2026" || !alike(got.Scale, 1.2) {
		t.Errorf("base %d with %v, growth %v, lowest in %s, scale %v", sum.BreakevenBase, got.BaseRevenue, sum.BreakevenCAGRAll, sum.MinCoveragePeriod, got.Scale)
	}
	needed, growth := yearly(t, got, "breakeven.revenue"), yearly(t, got, "breakeven.cagr")
	if len(needed) != 5 {
		t.Fatalf("%d years, want 5", len(needed))
	}
	for i := range needed {
		if want := math.Pow(1.2, 1/float64(i+1)) - 1; !alike(growth[i], want) || !alike(needed[i], 120) {
			t.Errorf("year %d needs %v at %v a year, want 120 at %v", 2026+i, needed[i], growth[i], want)
		}
	}
	if r := got.Solution.Roots; len(r) != 1 || !alike(r[0].Value, 0.2) {
		t.Errorf("the scenario's own growth must be %v, want 0.2", r)
	}
}

// A target of 1.5 needs 180 a year: 80% to the first, and with 80% a year all the others are covered.
func TestABreakEvenAimsAtTheCoverageThatIsWanted(t *testing.T) {
	got := brokenEven(t, BreakevenSpec{Wanted: 1.5, Path: "revenue.sales.growth"})
	if !alike(got.Report.Summary.BreakevenCAGRAll, 0.8) || !alike(got.Solution.Roots[0].Value, 0.8) || !alike(yearly(t, got, "breakeven.revenue")[2], 180) {
		t.Errorf("growth %v, solved %v", got.Report.Summary.BreakevenCAGRAll, got.Solution.Roots)
	}
}

// With 50 given for 2026 no growth after it covers that year.
func TestABreakEvenNamesTheYearThatGrowthDoesNotMove(t *testing.T) {
	s := lease()
	s.Revenue[0].Curve.Points = append(s.Revenue[0].Curve.Points, model.Point{At: model.MonthOf(2026, 1), Value: 50})
	got := brokenEven(t, BreakevenSpec{Scenario: s, Wanted: 1, Path: "revenue.sales.growth"})
	if len(got.Solution.Roots) != 0 || got.StuckYear != "2026" || !alike(got.Solution.Nearest.Target, 50.0/120) {
		t.Errorf("roots %v, stuck in %q at %v", got.Solution.Roots, got.StuckYear, got.Solution.Nearest.Target)
	}
}

func TestABreakEvenWithoutRevenueInTheBaseYearKnowsNoGrowth(t *testing.T) {
	s := lease()
	s.Revenue[0].Curve.Points[0].At = model.MonthOf(2026, 1)
	got := brokenEven(t, BreakevenSpec{Scenario: s, Wanted: 1})
	if model.Known(got.Report.Summary.BreakevenCAGRAll) || model.Known(got.BaseRevenue) || got.Solution != nil {
		t.Errorf("growth %v from %v", got.Report.Summary.BreakevenCAGRAll, got.BaseRevenue)
	}
}

func TestTheGrowthThatIsSolvedForIsThatOfTheLargestLine(t *testing.T) {
	s := lease()
	if got := GrowthPath(s); got != "revenue.sales.growth" {
		t.Errorf("got %q", got)
	}
	fading := model.Curve{Kind: model.Annual, Points: []model.Point{{At: model.MonthOf(2025, 1), Value: 101}},
		Growth: model.Growth{Initial: 1, Terminal: 0.1, HalfLife: 24}}
	s.Revenue = append(s.Revenue, model.RevenueLine{ID: "api", Margin: 1, Curve: fading})
	if got := GrowthPath(s); got != "revenue.api.growth.initial" {
		t.Errorf("got %q", got)
	}
	s.Revenue = nil
	if got := GrowthPath(s); got != "" {
		t.Errorf("got %q without revenue", got)
	}
}

func TestASearchLooksWhereANumberOfItsUnitCanBe(t *testing.T) {
	tests := map[string]struct {
		unit            model.Unit
		base, low, high float64
	}{
		"a share":                      {model.Share, 0.7, 0, 1},
		"a rate":                       {model.Rate, 0.25, -0.5, 3},
		"a rate beyond that":           {model.Rate, 4, -0.5, 4},
		"a delay":                      {model.Duration, 0, 0, 120},
		"a long term":                  {model.Duration, 180, 0, 1800},
		"an amount":                    {model.Currency, 38e9, 0, 380e9},
		"an amount below nothing":      {model.Currency, -5, -50, 50},
		"nothing to go by":             {model.Currency, 0, 0, 0},
		"an amount that is not stated": {model.Currency, model.Unknown(), 0, 0},
		"machines":                     {model.Count, 200, 0, 2000},
	}
	for name, test := range tests {
		if low, high := SearchRange(test.unit, test.base); low != test.low || high != test.high {
			t.Errorf("%s: %v to %v, want %v to %v", name, low, high, test.low, test.high)
		}
	}
}

func TestWhatIsWantedIsReadInTheTargetsUnit(t *testing.T) {
	s := lease()
	tests := []struct {
		text, of string
		want     float64
	}{
		{"1.2x", "coverage.revenue@2028", 1.2}, {"1.2", "min_coverage", 1.2}, {"5B", "spend@2028", 5e9}, {"$5B", "spend@2028", 5e9},
		{"80%", "utilisation@2028", 0.8}, {"2028", "first_covered_year", 2028},
		{"3y", "weighted_average_life_years", 3}, {"2.5", "weighted_average_life_years", 2.5},
	}
	for _, test := range tests {
		if got, err := ParseWanted(test.text, target(t, test.of), s); err != nil || got != test.want {
			t.Errorf("%s of %s is %v (%v), want %v", test.text, test.of, got, err, test.want)
		}
	}
	for _, bad := range [][2]string{{"€5B", "spend@2028"}, {"$5B", "min_coverage"}, {"much", "spend@2028"}, {"5x", "spend@2028"}, {"3y", "spend@2028"},
		{"3k", "weighted_average_life_years"}} {
		if got, err := ParseWanted(bad[0], target(t, bad[1]), s); err == nil {
			t.Errorf("%s of %s is read as %v", bad[0], bad[1], got)
		}
	}
}
