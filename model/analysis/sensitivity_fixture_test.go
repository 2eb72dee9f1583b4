package analysis

import (
	"math"
	"testing"

	"commitcast/model"
	"commitcast/model/dist"
)

// standard is the normal distribution of mean 0 and standard deviation 1.
func standard(mean, sd float64) dist.Spec {
	nan := math.NaN()
	return dist.Spec{Kind: dist.Normal, Mean: mean, SD: sd, Min: nan, Mode: nan, Max: nan, Lambda: nan, Alpha: nan, Beta: nan, P: nan, Low: nan, High: nan}
}

// normals are n variables x1 to xn of the standard normal distribution.
func normals(t *testing.T, n int, correlations ...model.Correlation) *Variables {
	t.Helper()
	v := evenly(n, 0, 1)
	v.groups = nil
	d, err := dist.New(standard(0, 1))
	if err != nil {
		t.Fatal(err)
	}
	for i := range v.All {
		v.All[i].dist = d
	}
	if err := v.correlate(correlations); err != nil {
		t.Fatal(err)
	}
	return v
}

// uncertain is the lease with an uncertain value, revenue and delay: spend of 2026 is value/5, revenue that of 2025.
func uncertain() *model.Scenario {
	s := lease()
	s.Uncertainty.Inputs = []model.UncertainInput{
		{Path: "contracts.a.value", Dist: even(500, 800)},
		{Path: "revenue.sales.annual.2025", Dist: standard(100, 10)},
	}
	return s
}

func even(low, high float64) dist.Spec {
	s := standard(math.NaN(), math.NaN())
	s.Kind, s.Min, s.Max = dist.Uniform, low, high
	return s
}

func variables(t *testing.T, s *model.Scenario) *Variables {
	t.Helper()
	if problems := s.Validate(); len(problems) > 0 {
		t.Fatal(problems)
	}
	v, err := Uncertain(s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
