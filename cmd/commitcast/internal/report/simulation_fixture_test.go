package report

import (
	"math"

	"commitcast/model"
	"commitcast/model/dist"
	"commitcast/model/draw"
	"commitcast/model/risk"
)

// scores are the normal scores of risk.Probabilities, from a table.
var scores = []float64{-1.644854, -1.281552, -0.674490, 0, 0.674490, 1.281552, 1.644854}

// sampled is what n paths give of a figure exp(m + s·Z), on average: its quantiles and their usual standard errors.
func sampled(n int, m, s float64) risk.Distribution {
	mean := math.Exp(m + s*s/2)
	sd := mean * math.Sqrt(math.Exp(s*s)-1)
	root := math.Sqrt(float64(n))
	d := risk.Distribution{Paths: n, Mean: around(mean, 1.96*sd/root), SD: risk.Estimate{Value: sd, Low: nan, High: nan},
		Min: math.Exp(m - 4.3*s), Max: math.Exp(m + 4.3*s)}
	for i, p := range risk.Probabilities {
		q := math.Exp(m + scores[i]*s)
		density := math.Exp(-scores[i]*scores[i]/2) / math.Sqrt(2*math.Pi) / (s * q)
		half := 0.0
		if s > 0 {
			half = 1.96 * math.Sqrt(p*(1-p)) / root / density
		}
		d.Quantiles = append(d.Quantiles, around(q, half))
	}
	return d
}

// constant is a figure that is the same on all n paths.
func constant(n int, v float64) risk.Distribution {
	d := risk.Distribution{Paths: n, Mean: around(v, 0), SD: risk.Estimate{Value: 0, Low: nan, High: nan}, Min: v, Max: v}
	for range risk.Probabilities {
		d.Quantiles = append(d.Quantiles, around(v, 0))
	}
	return d
}

func around(v, half float64) risk.Estimate {
	return risk.Estimate{Value: v, Low: v - half, High: v + half}
}

// moved is a distribution less an amount, each path by itself.
func moved(d risk.Distribution, by float64) risk.Distribution {
	move := func(e risk.Estimate) risk.Estimate {
		return risk.Estimate{Value: e.Value + by, Low: e.Low + by, High: e.High + by}
	}
	out := d
	out.Mean, out.Min, out.Max, out.Quantiles = move(d.Mean), d.Min+by, d.Max+by, nil
	for _, q := range d.Quantiles {
		out.Quantiles = append(out.Quantiles, move(q))
	}
	return out
}

// seen is a probability with an interval of the usual width on n paths.
func seen(n int, p float64) risk.Probability {
	half := 1.96 * math.Sqrt(p*(1-p)/float64(n))
	return risk.Probability{Estimate: around(p, half), Paths: n}
}

// fan is a metric by period: the base case b, on the paths b·exp(s·Z) with s growing by year.
func fan(n int, name, label string, u model.Unit, sigma float64, base ...float64) risk.MetricResult {
	m := risk.MetricResult{Metric: model.Metric{Name: name, Label: label, Unit: u, Scenario: true}, Base: base}
	for i, b := range base {
		if sigma == 0 {
			m.Periods = append(m.Periods, constant(n, b))
		} else {
			m.Periods = append(m.Periods, sampled(n, math.Log(b), sigma*math.Sqrt(float64(i+1))))
		}
	}
	return m
}

func shifted(m risk.MetricResult, by float64) risk.MetricResult {
	for i := range m.Periods {
		m.Periods[i] = moved(m.Periods[i], by)
		m.Base[i] += by
	}
	return m
}

// simulation is what n paths give of one scenario, or of it and a later one.
func simulation(n int, several bool) *risk.Result {
	s := announced().Scenario
	s.Uncertainty = model.Uncertainty{Correlations: []model.Correlation{{Between: [2]string{"revenue.api", "market.gb200"}, Rho: -0.3}}}
	s.Inputs = append(s.Inputs, model.Inputs{
		{Path: "uncertainty.contracts.aws.delay.triangular.max", Text: "18mo"},
		{Path: "uncertainty.revenue.api.growth.initial.normal.p10", Text: "20%"},
	}...)
	r := &risk.Result{
		Options:    risk.Options{Paths: n, Seed: 7, Sampler: draw.Random, By: model.ByYear},
		Replicates: 1,
		Periods:    years(2025, "2025*", "2026", "2027", "2028", "2029", "2030", "2031", "2032*"),
		Scenarios:  []risk.ScenarioResult{simulated(n, s)},
	}
	if several {
		other := *s
		other.Name, other.Title = "openai-aws-late", "Nine months late"
		r.Scenarios = append(r.Scenarios, simulated(n, &other))
		r.Differences = []risk.DifferenceResult{{Scenario: &other,
			Metrics: []risk.MetricResult{shifted(fan(n, "spend", "Spend", model.Currency, 0.02, 0.5e9, 1.2e9, 1.1e9, 1e9, 1e9, 1e9, 1e9, 0.8e9), -1.1e9)},
			Figures: []risk.FigureResult{{Figure: model.Figure{Name: "funding_gap", Label: "Funding gap", Unit: model.Currency}, Base: -0.4e9,
				Distribution: moved(sampled(n, math.Log(1e9), 0.1), -1.5e9)}}}}
	}
	return r
}

func simulated(n int, s *model.Scenario) risk.ScenarioResult {
	coverage := fan(n, "coverage.revenue", "Revenue coverage", model.Multiple, 0.17, 185.31, 4.86, 3.21, 2.72, 1.81, 1.46, 1.27, 1.12)
	coverage.Periods[0].Undefined, coverage.Periods[0].Paths = n*3/7, n-n*3/7
	b := &risk.Breach{Target: 1, Ever: seen(n, 0.3861), Time: sampled(n*2/5, math.Log(4.4), 0.25)}
	for _, p := range []float64{0, 0.0007, 0.0153, 0.048, 0.121, 0.203, 0.296, 0.38} {
		b.Periods = append(b.Periods, seen(n, p))
		b.First = append(b.First, seen(n, p/2))
	}
	b.Periods[0], b.First[0] = risk.Probability{Estimate: risk.Estimate{Value: nan, Low: nan, High: nan}}, risk.Probability{Estimate: risk.Estimate{Value: nan, Low: nan, High: nan}}
	return risk.ScenarioResult{Scenario: s, Periods: years(2025, "2025*", "2026", "2027", "2028", "2029", "2030", "2031", "2032*"),
		Metrics: []risk.MetricResult{
			fan(n, "spend", "Spend", model.Currency, 0.02, 0.070501e9, 3.384045e9, 5.922078e9, 5.922078e9, 5.922078e9, 5.922078e9, 5.922078e9, 4.935065e9),
			fan(n, "revenue", "Revenue", model.Currency, 0.15, 13.1e9, 19.4e9, 26.3e9, 31.2e9, 38.1e9, 44.7e9, 51.2e9, 55.8e9),
			coverage,
			fan(n, "gpu_hours.available", "GPU-hours available", model.GPUHours, 0, 21.0857e6, 1012.5e6, 1752e6, 1756.8e6, 1752e6, 1752e6, 1752e6, 1460e6),
			shifted(fan(n, "cash_balance", "Cash balance", model.Currency, 0.2, 10e9, 11e9, 9e9, 8e9, 9e9, 11e9, 14e9, 17e9), -6e9),
		},
		Figures: []risk.FigureResult{
			{Figure: model.Figure{Name: "min_coverage", Label: "Lowest revenue coverage", Unit: model.Multiple}, Base: 1.12, Distribution: sampled(n, math.Log(1.07), 0.35)},
			{Figure: model.Figure{Name: "funding_gap", Label: "Funding gap", Unit: model.Currency}, Base: 0, Distribution: moved(sampled(n, math.Log(3e9), 0.9), -0.1e9)},
		},
		Breach: b,
		Checks: []risk.CheckResult{
			{Check: model.Check{Name: "covered", Metric: "coverage.revenue", From: 2028, Min: 1, Max: nan, Probability: 0.8, Level: model.LevelError}, Holds: seen(n, 0.62), Judged: true, Base: true, BaseDefined: true},
			{Check: model.Check{Name: "gap", Metric: "funding_gap", Min: nan, Max: 5e9, Probability: 0.75, Level: model.LevelWarning}, Holds: seen(n, 0.7508), Met: true, Judged: true, Base: true, BaseDefined: true},
		},
		Inputs: []risk.InputResult{
			{UncertainInput: model.UncertainInput{Path: "contracts.aws.delay", Dist: dist.Spec{Kind: dist.Triangular}}, Base: 0, Implied: dist.Implied{Mean: 7, SD: 3.937004, P1: 0.734847, P99: 16.356832}},
			{UncertainInput: model.UncertainInput{Path: "revenue.api.growth.initial", Dist: dist.Spec{Kind: dist.Normal}}, Base: 0.5, Implied: dist.Implied{Mean: 0.553, SD: 0.27, P1: -0.08, P99: 1.18, BelowZero: 0.0214, CutBelow: 0.0027}},
		},
		Noise: []model.Noise{{Path: "revenue.api", Volatility: 0.15}, {Path: "market.gb200", Volatility: 0.3, HalfLife: 24}},
	}
}
