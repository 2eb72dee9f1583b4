package main

import (
	"context"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/analysis"
)

// eightChanges are settings of the portfolio that each move by themselves.
var eightChanges = []string{"contracts.azure.delay=3mo", "contracts.azure.value=200B", "contracts.oracle.delay=12mo", "contracts.cerebras.escalator=3%",
	"revenue.total.margin=65%", "revenue.total.annual.2027=50B", "contracts.aws.delay=6mo", "opening_cash=10B"}

// bridgeOf prepares a bridge between the portfolio and the portfolio with settings.
func bridgeOf(t testing.TB, metric string, sets ...string) analysis.Between {
	t.Helper()
	p := &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard}
	base, variant, err := p.pair(context.Background(), []string{"openai-portfolio"}, &inputFlags{sets: sets, quiet: true})
	if err != nil {
		t.Fatal(err)
	}
	target, err := model.ParseTarget(metric)
	if err != nil {
		t.Fatal(err)
	}
	between, err := (&bridgeFlags{}).between(base, variant, target)
	if err != nil {
		t.Fatal(err)
	}
	return between
}

// The bound is 50 ms on two cores.
func BenchmarkBridgeOfEightChanges(b *testing.B) {
	between := bridgeOf(b, "coverage.revenue@2028", eightChanges...)
	if len(between.Changes) != 8 {
		b.Fatalf("%d changes", len(between.Changes))
	}
	for b.Loop() {
		if _, err := analysis.NewBridge(context.Background(), between, analysis.ShapleyOptions{}, analysis.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestBridgesOfTheLibraryLeadFromBaseToVariantAsCompared(t *testing.T) {
	p := &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard}
	pairs := [][]string{{"openai-aws", "openai-aws-late"}, {"openai-aws-late", "openai-aws-expanded"}, {"openai-aws", "openai-portfolio"},
		{"openai-portfolio", "openai-portfolio-uncertain"}, {"openai-aws-expanded", "openai-aws-misprint"}}
	for _, files := range pairs {
		base, variant, err := p.pair(context.Background(), files, &inputFlags{quiet: true})
		if err != nil {
			t.Fatal(err)
		}
		c, err := model.Compare([]*model.Scenario{base.Scenario, variant.Scenario}, model.ByYear)
		if err != nil {
			t.Fatal(err)
		}
		for name, number := range map[string]func(*model.Summary) float64{
			"commitment":    func(s *model.Summary) float64 { return s.Commitment },
			"present_value": func(s *model.Summary) float64 { return s.PresentValue },
			"min_coverage":  func(s *model.Summary) float64 { return s.MinCoverage },
			"funding_gap":   func(s *model.Summary) float64 { return s.FundingGap },
			"peak_spend":    func(s *model.Summary) float64 { return s.PeakSpend },
		} {
			between, err := (&bridgeFlags{}).between(base, variant, model.Target{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			b, err := analysis.NewBridge(context.Background(), between, analysis.ShapleyOptions{}, analysis.Options{})
			if err != nil {
				t.Fatal(err)
			}
			from, to := number(&c.Reports[0].Summary), number(&c.Reports[1].Summary)
			if b.From != from || b.To != to {
				t.Errorf("%v: %s goes from %v to %v, compared from %v to %v", files, name, b.From, b.To, from, to)
			}
			sum := 0.0
			for _, part := range b.Parts {
				sum += part.Value
			}
			if math.Abs(sum-(to-from)) > 1e-9*math.Abs(to-from) {
				t.Errorf("%v: the parts of %s come to %v, the difference is %v", files, name, sum, to-from)
			}
		}
	}
}

func TestABridgeIsTheSameOnAnyNumberOfWorkers(t *testing.T) {
	between := bridgeOf(t, "funding_gap", eightChanges...)
	var first *analysis.Bridge
	for _, workers := range []int{1, 2, 5} {
		b, err := analysis.NewBridge(context.Background(), between, analysis.ShapleyOptions{}, analysis.Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		}
		if !reflect.DeepEqual(b, first) {
			t.Errorf("%d workers give %+v, one gives %+v", workers, b.Parts, first.Parts)
		}
	}
}
