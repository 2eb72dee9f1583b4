package plots

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"commitcast/model"
	"commitcast/model/dist"
	"commitcast/model/risk"
)

// shaken is a business of one contract with revenue that wanders, on cash that may not last.
func shaken(title string, delay model.Months) *model.Scenario {
	at := func(y int) model.Month { return model.MonthOf(y, time.January) }
	return &model.Scenario{
		Title: title, Name: strings.ToLower(title), Currency: "USD", FiscalYearEnd: time.December, Target: 1, OpeningCash: 1e9,
		Valuation: model.Valuation{Date: model.DateOf(2026, 1, 1), Rate: nan},
		Catalog:   model.Catalog{MWYearLow: nan, MWYearHigh: nan},
		Contracts: []model.Contract{{ID: "aws", Provider: "AWS", Status: model.Signed, Kind: model.TakeOrPay, Value: 20e9, Start: at(2026).First(),
			Term: 48, Delay: delay, OnDelay: model.Extend}},
		Revenue: []model.RevenueLine{{ID: "sales", Margin: 1, Curve: model.Curve{Kind: model.RunRate,
			Points: []model.Point{{At: at(2026), Value: 5e9}}, Growth: model.Growth{Initial: 0.1, Terminal: 0.1}}}},
		Uncertainty: model.Uncertainty{Noise: []model.Noise{{Path: "revenue.sales", Volatility: 0.3}}},
	}
}

// dearer is a scenario whose contract costs a quarter more.
func dearer(s *model.Scenario) *model.Scenario {
	s.Contracts[0].Value *= 1.25
	return s
}

func TestASimulationIsDrawnAsItIs(t *testing.T) {
	r, err := risk.Simulate(context.Background(), []*model.Scenario{shaken("Base", 0), dearer(shaken("Late", 6))}, risk.Options{Paths: 2000, Seed: 3}, nil)
	if err != nil {
		t.Fatal(err)
	}
	charts, skipped, err := SimulationCharts(SimulationInput{Result: r})
	if err != nil {
		t.Fatal(err)
	}
	checkLayouts(t, "simulation", charts)
	byName := map[string]*Chart{}
	for _, c := range charts {
		byName[c.Name] = c
	}
	for _, name := range []string{"fan-coverage", "fan-revenue", "breach", "exceedance-coverage", "exceedance-gap", "histogram-coverage", "difference-coverage"} {
		if byName[name] == nil {
			t.Fatalf("%s is not drawn: %v", name, skipped)
		}
	}
	// the lowest coverage is below the target where coverage ever is: two ways to the same share of paths
	marked := math.NaN()
	for _, row := range byName["exceedance-coverage"].data {
		if row.Scenario == "Base" && row.Series == "below 1" {
			marked = row.Value
		}
	}
	if ever := r.Scenarios[0].Breach.Ever.Value; marked != ever || !(ever > 0.1 && ever < 0.9) {
		t.Errorf("%g of the paths lie below the target, %g breach it", marked, ever)
	}
	for _, row := range byName["fan-revenue"].data {
		if row.Scenario == "Late" && row.Series == "p50" && row.Period == "2027" {
			m := metricOf(r.Scenarios[1].Metrics, "revenue")
			if got := m.Periods[1].Quantiles[3].Value; r.Periods[1].Label != "2027" || row.Value != got {
				t.Errorf("median revenue of %s: %g drawn, %g simulated", r.Periods[1].Label, row.Value, got)
			}
		}
	}
}

func TestCoverageOfAPeriodIsDrawnWhenItIsNamed(t *testing.T) {
	r, err := risk.Simulate(context.Background(), []*model.Scenario{shaken("Base", 0)}, risk.Options{Paths: 2000, Seed: 3}, nil)
	if err != nil {
		t.Fatal(err)
	}
	charts, _, err := SimulationCharts(SimulationInput{Result: r, Period: "2028"}, "exceedance-coverage", "breach")
	if err != nil || len(charts) != 2 {
		t.Fatalf("%d charts, %v", len(charts), err)
	}
	want := "Revenue coverage in 2028 is below 1.0× on " + percent(r.Scenarios[0].Breach.Periods[2].Value) + " of paths"
	if got := plain(charts[1].Title); r.Periods[2].Label != "2028" || got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// An option that hardly any path exercises leaves nearly all with one lowest coverage, and hardly any with a funding gap.
func TestWhatNearlyEveryPathAgreesOnIsDrawn(t *testing.T) {
	s := shaken("Rare", 0)
	rare := s.Contracts[0]
	rare.ID, rare.Status, rare.Value, rare.Exercised = "more", model.Option, 90e9, false
	s.Contracts, s.OpeningCash = append(s.Contracts, rare), 20e9
	s.Uncertainty = model.Uncertainty{Inputs: []model.UncertainInput{{Path: "contracts.more.exercised", Dist: dist.Blank(dist.Bernoulli)}}}
	s.Uncertainty.Inputs[0].Dist.P = 0.003
	r, err := risk.Simulate(context.Background(), []*model.Scenario{s}, risk.Options{Paths: 2000, Seed: 1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	charts, _, err := SimulationCharts(SimulationInput{Result: r}, "histogram-coverage", "histogram-gap")
	if err != nil || len(charts) != 2 {
		t.Fatalf("%d charts, %v", len(charts), err)
	}
	checkLayouts(t, "rare", charts)
}

// A year that few paths have whole is not the likeliest for a miss.
func TestAYearOfFewPathsIsNotTheLikeliest(t *testing.T) {
	of := func(p float64, paths int) risk.Probability {
		return risk.Probability{Estimate: risk.Estimate{Value: p}, Paths: paths}
	}
	at, ok := likeliest([]risk.Probability{of(0.2, 900), of(0.35, 1000), of(1, 40)})
	if at != 1 || !ok {
		t.Errorf("period %d is likeliest, %v", at, ok)
	}
}
