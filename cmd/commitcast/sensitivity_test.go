package main

import (
	"context"
	"testing"

	"commitcast/model"
	"commitcast/model/analysis"
	"commitcast/scenarios"
)

// BenchmarkDecompose finds the Sobol' indices of 10 numbers of the portfolio from 4,096 base samples, with intervals: the 8 that are
// uncertain, taken as independent, and two contracts' terms. Every point is checked, as those of given ranges are.
func BenchmarkDecompose(b *testing.B) {
	l, err := scenarios.Load("openai-portfolio-uncertain", scenarios.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := *l.Scenario
	s.Uncertainty.Correlations = nil
	own, err := analysis.Uncertain(&s)
	if err != nil {
		b.Fatal(err)
	}
	var terms []analysis.Range
	for _, path := range []string{"contracts.oracle.term", "contracts.azure.term"} {
		r, err := analysis.NewRange(&s, path, 54, 66, "as given")
		if err != nil {
			b.Fatal(err)
		}
		terms = append(terms, r)
	}
	v, err := own.With(&s, terms...)
	if err != nil {
		b.Fatal(err)
	}
	of := model.Target{Name: "coverage.revenue", Period: "2029"}
	for b.Loop() {
		d, err := analysis.Decompose(context.Background(), &s, of, v, analysis.Sampling{Samples: analysis.DefaultSamples, Seed: 1}, analysis.Options{})
		if err != nil || len(d.Indices) != 10 {
			b.Fatal(d, err)
		}
	}
}

func TestTextsOfPercentilesHaveThreeDigits(t *testing.T) {
	l, err := scenarios.Load("openai-aws", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for v, want := range map[float64]float64{0: 0, 174.3e9: 174e9, -0.12345: -0.123, 9.996: 10, 12: 12} {
		r := analysis.Range{Path: "opening_cash", Low: v, High: v, Why: "P10 to P90"}
		if err := inWords(l, &r); err != nil {
			t.Fatal(err)
		}
		q, _ := l.Quantity(r.Path)
		if got, err := q.Parse(r.LowText); err != nil || got != want {
			t.Errorf("%v: got %v from %q, want %v", v, got, r.LowText, want)
		}
	}
}

func TestTheMiddleOfATornadoIsWhatTheScenarioShows(t *testing.T) {
	for _, name := range []string{"openai-aws", "openai-portfolio", "openai-portfolio-uncertain"} {
		l, err := scenarios.Load(name, scenarios.Options{})
		if err != nil {
			t.Fatal(err)
		}
		reports, err := model.Analyse([]*model.Scenario{l.Scenario}, model.ByYear)
		if err != nil {
			t.Fatal(err)
		}
		v, _ := analysis.Swing(l.Scenario, usualSwing)
		for i, period := range reports[0].Periods {
			of := model.Target{Name: "coverage.revenue", Period: period.Label}
			r, err := analysis.NewTornado(context.Background(), l.Scenario, of, v, analysis.Options{})
			if err != nil {
				t.Fatal(err)
			}
			series, _ := reports[0].Series(of.Name)
			if want := series.Values[i]; r.Base != want && (model.Known(r.Base) || model.Known(want)) {
				t.Errorf("%s: the middle of %s is %v, the scenario shows %v", name, of, r.Base, want)
			}
		}
	}
}
