package analysis

import (
	"context"
	"fmt"
	"math"

	"commitcast/model"
	"commitcast/model/draw"
	"commitcast/model/risk"
)

// Rank correlates each variable with a target over the paths of a simulation. Of the scenario's own uncertainty, and a target that a
// simulation reports, they are the paths of risk.Simulate with its noise; else the same draws are projected without. The error is a
// *SampleError, or one of risk.Simulate or Evaluate.
func Rank(ctx context.Context, s *model.Scenario, t model.Target, v *Variables, how Sampling, o Options) (*RankCorrelations, error) {
	if err := how.check("paths", 4, 1); err != nil {
		return nil, err
	}
	out := &RankCorrelations{Scenario: s, Target: t, Seed: how.Seed, Paths: how.Samples}
	inputs, values, err := v.simulate(ctx, s, t, how, o)
	if inputs == nil && err == nil {
		out.Warnings = noiseLeftOut(s)
		inputs, values, err = v.draws(ctx, s, t, how, o)
	}
	if err != nil {
		return nil, err
	}
	ranked := rankable(values)
	for i := range v.All {
		rho, n := ranked.with(inputs[i])
		c := RankCorrelation{Path: v.All[i].Path, Rho: rho, Pairs: n}
		c.Low, c.High = rankInterval(rho, n)
		out.All = append(out.All, c)
	}
	if len(v.linked) > 0 {
		out.Warnings = append(out.Warnings, model.Warning{Path: "uncertainty.correlation",
			Message: "what a number does shows in the rank correlations of those it is correlated with too"})
	}
	if n := how.Samples - len(ranked.at); n > 0 {
		out.Warnings = append(out.Warnings, model.Warning{Path: t.String(),
			Message: fmt.Sprintf("is not defined on %d of %d paths, which are left out", n, how.Samples)})
	}
	widest(out.All, func(c RankCorrelation) float64 { return math.Abs(c.Rho) })
	return out, nil
}

// simulate gives the inputs' draws by variable and path, and the target on each path, of the scenario's simulation. They are nil where it
// does not report the target.
func (v *Variables) simulate(ctx context.Context, s *model.Scenario, t model.Target, how Sampling, o Options) (inputs [][]float64,
	values []float64, err error) {
	m, f := model.Measure(t.Name)
	if !v.own || t.Contract != "" || t.By() == model.ByContract || m == nil && f == nil || m != nil && t.Period == "" {
		return nil, nil, nil
	}
	r, err := risk.Simulate(ctx, []*model.Scenario{s}, risk.Options{Paths: how.Samples, Seed: how.Seed, By: t.By(), Metrics: []string{t.Name},
		Workers: o.Workers}, o.Progress)
	if err != nil {
		return nil, nil, err
	}
	samples := samplesOf(r, t)
	if samples == nil {
		return nil, nil, nil
	}
	inputs, values = newColumns(len(v.All), how.Samples), make([]float64, how.Samples)
	drawn := make([]float64, len(v.All))
	for p := range values {
		for i, x := range r.Inputs(0, p, drawn) {
			inputs[i][p] = x
		}
		values[p] = float64(samples[p])
	}
	return inputs, values, nil
}

// samplesOf are the target's values by path; nil where the result does not have them.
func samplesOf(r *risk.Result, t model.Target) []float32 {
	s := &r.Scenarios[0]
	if len(s.Figures) > 0 {
		return s.Figures[0].Samples()
	}
	for i := range s.Periods {
		if s.Periods[i].Label == t.Period {
			return s.Metrics[0].Samples(i)
		}
	}
	return nil
}

// draws gives the same without noise: the draws of a simulation with the plain sampler, each projected by itself.
func (v *Variables) draws(ctx context.Context, s *model.Scenario, t model.Target, how Sampling, o Options) (inputs [][]float64,
	values []float64, err error) {
	var keys []draw.Key
	for i := range v.All {
		keys = append(keys, draw.KeyOf(how.Seed, v.All[i].Path))
	}
	inputs = newColumns(len(v.All), how.Samples)
	uniforms, scores := make([]float64, len(keys)), make([]float64, len(keys))
	values, err = v.sample(ctx, s, t, how.Samples, o, func(dst []float64, p int) {
		for i, key := range keys {
			uniforms[i] = key.Uniform(uint64(p))
		}
		v.values(dst, uniforms, scores)
		for i, x := range dst {
			inputs[i][p] = x
		}
	})
	return inputs, values, err
}

func newColumns(n, rows int) [][]float64 {
	all := make([][]float64, n)
	for i := range all {
		all[i] = make([]float64, rows)
	}
	return all
}
