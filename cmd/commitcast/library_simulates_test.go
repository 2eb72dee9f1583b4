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
