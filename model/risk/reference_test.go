package risk

import (
	"context"
	"fmt"
	"math"
	"testing"

	"commitcast/model"
	"commitcast/model/dist"
)

// reference is the workload that scenarios/bench/reference.yaml states: eight contracts over ten years, 240 normals and 8 delays
// a path.
func reference() *model.Scenario {
	s := empty()
	s.Name, s.Horizon = "reference", model.Horizon{From: month(2025, 11), To: month(2035, 10)}
	for i, c := range []struct {
		value            float64
		start, term      int
		ramp             model.Months
		least, mode, max float64
		multiple         float64
	}{
		{38e9, 0, 84, 6, 0, 0.25, 1, 1.10}, {22.4e9, 2, 60, 6, 0, 1, 6, 1.00}, {250e9, 2, 84, 24, 0, 3, 12, 0.95},
		{300e9, 19, 60, 12, 0, 4, 18, 0.90}, {20e9, 8, 36, 3, 0, 2, 9, 1.20}, {100e9, 14, 96, 18, 0, 3, 15, 0.85},
		{10e9, 4, 36, 6, 0, 1, 8, 1.30}, {150e9, 36, 96, 24, 0, 6, 24, 0.80},
	} {
		id := fmt.Sprintf("c%d", i+1)
		k := contract(id, c.value, month(2025, 11)+model.Month(c.start), model.Months(c.term))
		k.Ramp, k.OnDelay = model.Ramp{Shape: model.Linear, Full: c.ramp}, model.Compress
		k.Prices = []model.Price{{Amount: math.NaN(), Market: "b200", Multiple: c.multiple}}
		s.Contracts = append(s.Contracts, k)
		d := spec(dist.Triangular)
		d.Min, d.Mode, d.Max = c.least, c.mode, c.max
		s.Uncertainty.Inputs = append(s.Uncertainty.Inputs, model.UncertainInput{Path: "contracts." + id + ".delay", Dist: d})
	}
	s.Revenue = []model.RevenueLine{{ID: "total", Margin: 1, Curve: model.Curve{Kind: model.RunRate,
		Points: []model.Point{{At: month(2025, 10), Value: 20e9}}, Growth: model.Growth{Initial: 0.796, Terminal: 0.037, HalfLife: 30}}}}
	s.Market = []model.MarketPrice{{Accelerator: "b200", Price: 2.5, At: month(2025, 10), Decline: 0.2}}
	s.Catalog.Accelerators = []model.Accelerator{{ID: "b200", Name: "B200", KW: 1.9, PriceLow: math.NaN(), PriceHigh: math.NaN()}}
	s.Uncertainty.Noise = []model.Noise{{Path: "revenue.total", Volatility: 0.1386}, {Path: "market.b200", Volatility: 0.1732}}
	s.Uncertainty.Correlations = []model.Correlation{{Between: [2]string{"revenue.total", "market.b200"}, Rho: -0.3}}
	return s
}

// referenceMetrics come to 45 figures of a path.
var referenceMetrics = []string{"spend", "revenue", "coverage.revenue", "gpu_hours.available", "min_coverage"}

// empty is a scenario with nothing in it but what every one has.
func empty() *model.Scenario {
	return &model.Scenario{Name: "test", Title: "Test", Currency: "USD", FiscalYearEnd: 12, Target: 1,
		Valuation: model.Valuation{Date: model.DateOf(2025, 10, 1), Rate: 0.09},
		Catalog:   model.Catalog{MWYearLow: math.NaN(), MWYearHigh: math.NaN()}}
}

// contract is one of a value, all online at once.
func contract(id string, value float64, start model.Month, term model.Months) model.Contract {
	nan := math.NaN()
	return model.Contract{ID: id, Provider: id, Status: model.Signed, Kind: model.TakeOrPay, Start: start.First(), Term: term,
		Ramp: model.Ramp{Shape: model.Immediate}, OnDelay: model.Extend, Value: value, Fee: nan, Schedule: model.Schedule{Kind: model.ByRamp},
		MinimumsBy: model.ContractYears, Availability: 1, Utilisation: 1, PUE: nan, LoadFactor: 1, GridIntensity: nan, WUE: nan,
		Drawdown: model.DrawdownTerms{AggregateMinimum: nan, OveragePrice: 1, Counts: model.Counts{MarketplaceWeight: 1, MarketplaceCap: nan}}}
}

// spec is a distribution of which nothing is given yet.
func spec(k dist.Kind) dist.Spec {
	nan := math.NaN()
	return dist.Spec{Kind: k, Mean: nan, SD: nan, Min: nan, Mode: nan, Max: nan, Lambda: nan, Alpha: nan, Beta: nan, P: nan, Low: nan, High: nan}
}

func month(year, m int) model.Month { return model.Month(12*year + m - 1) }

func simulate(t testing.TB, o Options, ss ...*model.Scenario) *Result {
	t.Helper()
	for _, s := range ss {
		if problems := s.Validate(); len(problems) > 0 {
			t.Fatal(problems)
		}
	}
	r, err := Simulate(context.Background(), ss, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func BenchmarkReference(b *testing.B) {
	for _, paths := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("paths=%d", paths), func(b *testing.B) {
			s := reference()
			for b.Loop() {
				simulate(b, Options{Paths: paths, Seed: 1, Metrics: referenceMetrics}, s)
			}
			perPath := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / float64(paths)
			b.ReportMetric(perPath, "ns/path")
			b.ReportMetric(perPath/248, "ns/factor-month")
		})
	}
}

func BenchmarkPath(b *testing.B) {
	p, err := newPlan([]*model.Scenario{reference()}, Options{Seed: 1, Metrics: referenceMetrics})
	if err != nil {
		b.Fatal(err)
	}
	run := newBlockRun(p)
	b.ReportAllocs()
	path := 0
	for b.Loop() {
		run.worker.run(path)
		path++
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	s := reference()
	for b.Loop() {
		if _, err := New([]*model.Scenario{s}, Options{Seed: 1, Metrics: referenceMetrics}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWorker(b *testing.B) {
	b.ReportAllocs()
	p, err := newPlan([]*model.Scenario{reference()}, Options{Seed: 1, Metrics: referenceMetrics})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		newBlockRun(p)
	}
}
