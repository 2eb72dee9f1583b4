package main

import (
	"context"
	"math"
	"testing"

	"commitcast/model"
	"commitcast/model/risk"
	"commitcast/scenarios"
)

// simulatedPaths are few: this asks whether everything can be simulated, not what it comes to.
const simulatedPaths = 64

// Every scenario of the library is simulated alone and beside the deal itself. Where nothing is uncertain, each path is the base
// case, and so the difference from itself is nothing.
func TestEveryScenarioOfTheLibraryIsSimulated(t *testing.T) {
	deal := embedded(t, "openai-aws")
	certain, uncertain := 0, 0
	for _, s := range libraryScenarios(t) {
		alone, err := risk.Simulate(context.Background(), []*model.Scenario{s}, risk.Options{Paths: simulatedPaths, Seed: 1}, nil)
		if err != nil {
			t.Errorf("%s: %v", s.Name, err)
			continue
		}
		drawn := checkSimulated(t, alone)
		if drawn == 0 {
			t.Errorf("%s: nothing is drawn", s.Name)
		}
		if s.Uncertainty.None() {
			certain++
		} else {
			uncertain++
		}
		both, err := risk.Simulate(context.Background(), []*model.Scenario{deal, s}, risk.Options{Paths: simulatedPaths, Seed: 1}, nil)
		if err != nil {
			t.Errorf("%s beside the deal: %v", s.Name, err)
			continue
		}
		checkSimulated(t, both)
	}
	if certain < 20 || uncertain < 5 {
		t.Errorf("%d scenarios without uncertainty and %d with, want 20 and 5 or more", certain, uncertain)
	}
}

// libraryScenarios are the scenarios of the library that have contracts.
func libraryScenarios(t *testing.T) []*model.Scenario {
	t.Helper()
	entries, err := scenarios.List()
	if err != nil {
		t.Fatal(err)
	}
	var all []*model.Scenario
	for _, e := range entries {
		if e.Contracts {
			all = append(all, embedded(t, e.Name))
		}
	}
	return all
}

func embedded(t *testing.T, name string) *model.Scenario {
	t.Helper()
	l, err := scenarios.Load(name, scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l.Scenario
}

// checkSimulated checks the samples of each scenario and counts them.
func checkSimulated(t *testing.T, r *risk.Result) int {
	t.Helper()
	count := 0
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		for j := range s.Metrics {
			m := &s.Metrics[j]
			for period, base := range m.Base {
				count += checkSamples(t, s.Scenario, m.Name+" of "+r.Periods[period].Label, base, m.Samples(period))
			}
		}
		for j := range s.Figures {
			count += checkSamples(t, s.Scenario, s.Figures[j].Name, s.Figures[j].Base, s.Figures[j].Samples())
		}
	}
	return count
}

// checkSamples checks that no sample is infinite, and that each is the base case where nothing is uncertain.
func checkSamples(t *testing.T, s *model.Scenario, what string, base float64, samples []float32) int {
	t.Helper()
	if len(samples) != simulatedPaths {
		t.Fatalf("%s: %s has %d samples, want %d", s.Name, what, len(samples), simulatedPaths)
	}
	for path, x := range samples {
		same := x == float32(base) || math.IsNaN(base) && x != x
		if math.IsInf(float64(x), 0) || s.Uncertainty.None() && !same {
			t.Errorf("%s: %s is %v on path %d, and %v in the base case", s.Name, what, x, path, base)
			break
		}
	}
	return len(samples)
}

// A charge is a put on the year's own use, struck at the minimum: with σ² = ln(1 + (sd/mean)²) it has the probability
// Φ(σ − d) and the mean K·Φ(σ − d) − mean·Φ(−d), d = (ln(mean/K) + σ²/2)/σ. The file works the first year by hand.
func TestAnUncertainDrawdownIsChargedAsOftenAndAsMuchAsWorkedByHand(t *testing.T) {
	const paths = 20_000
	r, err := risk.Simulate(context.Background(), []*model.Scenario{embedded(t, "families/uncertain-drawdown")},
		risk.Options{Paths: paths, Seed: 7, Metrics: []string{"charges"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	normal := func(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }
	for year, c := range []struct{ mean, sd, least float64 }{{10, 2.5, 9}, {12, 3.6, 11}, {14, 4.9, 13}} {
		sigma := math.Sqrt(math.Log1p(c.sd * c.sd / c.mean / c.mean))
		d := (math.Log(c.mean/c.least) + sigma*sigma/2) / sigma
		chance := normal(sigma - d)
		want := c.least*chance - c.mean*normal(-d)
		if year == 0 && (math.Abs(chance-0.38026) > 5e-6 || math.Abs(want-0.514) > 5e-4) {
			t.Errorf("the first year comes to %.5f and %.3f, by hand 0.38026 and 0.514", chance, want)
		}
		m := &r.Scenarios[0].Metrics[0]
		if got := m.Periods[year].Mean.Value / 1e6; math.Abs(got-want) > 4*m.Periods[year].SD.Value/1e6/math.Sqrt(paths) {
			t.Errorf("%s: $%.4fM are charged on average, want %.4f", r.Periods[year].Label, got, want)
		}
		charged := 0
		for _, x := range m.Samples(year) {
			if x > 0 {
				charged++
			}
		}
		if got := float64(charged) / paths; math.Abs(got-chance) > 4*math.Sqrt(chance*(1-chance)/paths) {
			t.Errorf("%s: %.4f of the paths are charged, want %.4f", r.Periods[year].Label, got, chance)
		}
	}
}

// Of two tranches of $770.88M the first is cancelled one time in twelve, the second one in five.
func TestAnUncertainDeliveryIsCancelledAsOftenAsWorkedByHand(t *testing.T) {
	const paths = 20_000
	s := embedded(t, "families/uncertain-delivery").Clone()
	s.Contracts[1].Status = model.Option // the floating part is left out
	r, err := risk.Simulate(context.Background(), []*model.Scenario{s},
		risk.Options{Paths: paths, Seed: 7, Metrics: []string{"commitment"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	f := &r.Scenarios[0].Figures[0]
	if math.Abs(f.Base-1541.76e6) > 1 {
		t.Errorf("%.2f are committed if all comes in time, want 1541.76M", f.Base)
	}
	want := 770.88e6 * (11./12 + 4./5)
	if math.Abs(want-1323.34e6) > 0.01e6 {
		t.Errorf("%.2f are to be expected, by hand 1323.34M", want)
	}
	if tolerance := 4 * f.SD.Value / math.Sqrt(paths); math.Abs(f.Mean.Value-want) > tolerance {
		t.Errorf("%.0f are committed on average, want %.0f ± %.0f", f.Mean.Value, want, tolerance)
	}
}
