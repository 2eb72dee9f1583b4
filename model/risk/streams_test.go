package risk

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"commitcast/model"
	"commitcast/model/draw"
)

// differ is where two values differ in a bit, as a path; "" for nowhere. It passes over functions, and over what a result keeps to
// answer questions with.
func differ(a, b reflect.Value) string {
	switch a.Kind() {
	case reflect.Func:
		return ""
	case reflect.Float32, reflect.Float64:
		if math.Float64bits(a.Float()) != math.Float64bits(b.Float()) {
			return ": a number"
		}
	case reflect.Pointer:
		if a.IsNil() != b.IsNil() {
			return ": nil or not"
		}
		if !a.IsNil() && a.Pointer() != b.Pointer() {
			return differ(a.Elem(), b.Elem())
		}
	case reflect.Slice:
		if a.Len() != b.Len() {
			return ": lengths"
		}
		for i := range a.Len() {
			if at := differ(a.Index(i), b.Index(i)); at != "" {
				return "[]" + at
			}
		}
	case reflect.Struct:
		for i := range a.NumField() {
			name := a.Type().Field(i).Name
			if name == "plan" || name == "drawer" {
				continue
			}
			if at := differ(a.Field(i), b.Field(i)); at != "" {
				return "." + name + at
			}
		}
	default:
		if !a.Equal(b) {
			return ": a value"
		}
	}
	return ""
}

// sameResult fails where two results differ in a bit, but for how many workers and how much memory they were to take.
func sameResult(t *testing.T, what string, a, b *Result) {
	t.Helper()
	x, y := *a, *b
	x.Options.Workers, y.Options.Workers, x.Options.MaxMemory, y.Options.MaxMemory = 0, 0, 0, 0
	if at := differ(reflect.ValueOf(x), reflect.ValueOf(y)); at != "" {
		t.Errorf("%s: results differ at %s", what, at)
	}
}

func TestAnyNumberOfWorkersGivesTheSameBits(t *testing.T) {
	cases := []struct {
		c         *twinCase
		sampler   draw.Sampler
		summarise bool
	}{{noisy(), draw.Random, false}, {dispatched(), draw.Random, true}, {kinds(), draw.LHS, false}, {noisy(), draw.Sobol, false}, {noisy(), draw.Sobol, true}}
	if testing.Short() {
		cases = cases[:1]
	}
	for _, c := range cases {
		o := Options{Paths: 1 << 12, Seed: 3, Sampler: c.sampler, Summarise: c.summarise, Metrics: []string{"coverage.revenue", "min_coverage"}}
		o.Workers = 1
		one := simulate(t, o, c.c.s)
		for _, o.Workers = range []int{2, 3, 8} {
			sameResult(t, string(c.sampler), simulate(t, o, c.c.s), one)
		}
	}
}

func TestMorePathsKeepTheFirst(t *testing.T) {
	for name, c := range map[string]*twinCase{"noise": noisy(), "drawdown": drawdown(), "inputs": kinds()} {
		few, many := Options{Paths: 700, Seed: 3}, Options{Paths: 2900, Seed: 3}
		a, b := simulate(t, few, c.s), simulate(t, many, c.s)
		for _, m := range a.Scenarios[0].Metrics {
			for i := range a.Periods {
				if !sameBits(m.Samples(i), metricOf(b, 0, m.Name).Samples(i)[:few.Paths]) {
					t.Errorf("%s: %s in %s differs in a longer run", name, m.Name, a.Periods[i].Label)
				}
			}
		}
		for _, f := range a.Scenarios[0].Figures {
			if !sameBits(f.Samples(), figureOf(b, 0, f.Name).Samples()[:few.Paths]) {
				t.Errorf("%s: %s differs in a longer run", name, f.Name)
			}
		}
	}
}

// With Sobol points the first half of a run is the run of half the size.
func TestHalfASobolRunIsTheRunOfHalfTheSize(t *testing.T) {
	c := noisy()
	c.vary("contracts.a.value", lognormal(2e9, 8e9), nil)
	c.s.Uncertainty.Inputs[0].Dist.High = 1e12
	o := Options{Paths: 512, Seed: 3, Sampler: draw.Sobol}
	half := simulate(t, o, c.s)
	o.Paths *= 2
	whole := simulate(t, o, c.s)
	for _, m := range half.Scenarios[0].Metrics {
		for i := range half.Periods {
			if !sameBits(m.Samples(i), metricOf(whole, 0, m.Name).Samples(i)[:512]) {
				t.Errorf("%s in %s", m.Name, half.Periods[i].Label)
			}
		}
	}
}

// drawnInputs are the values of a run's inputs by address.
func drawnInputs(r *Result, paths int) map[string][]float64 {
	all := make(map[string][]float64)
	var x []float64
	for path := range paths {
		x = r.Inputs(0, path, x)
		for i, in := range r.Scenarios[0].Inputs {
			all[in.Path] = append(all[in.Path], x[i])
		}
	}
	return all
}

// sameDraws fails where an input that two runs have in common is drawn otherwise.
func sameDraws(t *testing.T, what string, a, b map[string][]float64, but ...string) {
	t.Helper()
	for path, values := range a {
		if other, both := b[path]; both && !slices.Contains(but, path) && !slices.Equal(values, other) {
			t.Errorf("%s: %s is drawn otherwise", what, path)
		}
	}
}

// sameMetric fails where a metric of two runs differs in a period of the same months; it fails too where there is none.
func sameMetric(t *testing.T, what, name string, a, b *Result) {
	t.Helper()
	met := 0
	for i, p := range a.Periods {
		for k, q := range b.Periods {
			if p.From != q.From || p.To != q.To {
				continue
			}
			met++
			if !sameBits(metricOf(a, 0, name).Samples(i), metricOf(b, 0, name).Samples(k)) {
				t.Errorf("%s: %s in %s differs", what, name, p.Label)
			}
		}
	}
	if met == 0 {
		t.Errorf("%s: no period in common", what)
	}
}

// edited is a scenario with independent and correlated inputs and noise, to be changed.
func edited() *twinCase {
	c := business().add(contract("a", 3e9, month(2026, 1), 48), contract("b", 2e9, month(2026, 7), 36), contract("c", 1e9, month(2027, 1), 24))
	c.late(0, triangular(0, 2, 9))
	c.late(1, triangular(0, 3, 8))
	c.vary("contracts.c.value", lognormal(5e8, 2e9), nil)
	c.s.Uncertainty.Inputs[2].Dist.High = 1e12
	c.s.Costs = []model.CostLine{{ID: "staff", Curve: level(3e8, month(2025, 6), 0.1)}}
	c.noise("revenue.sales", 0.2, 0)
	c.noise("costs.staff", 0.3, 12)
	return c
}

func TestEditsLeaveOtherDrawsAlone(t *testing.T) {
	o := Options{Paths: 300, Seed: 11, Metrics: []string{"revenue", "cfads", "spend"}}
	before := simulate(t, o, edited().s)
	draws := drawnInputs(before, o.Paths)
	for what, edit := range map[string]func(*twinCase){
		"a new input":         func(c *twinCase) { c.vary("min_cash", uniform(1, 2), nil) },
		"an input removed":    func(c *twinCase) { c.s.Uncertainty.Inputs = c.s.Uncertainty.Inputs[1:] },
		"inputs reordered":    func(c *twinCase) { slices.Reverse(c.s.Uncertainty.Inputs) },
		"contracts reordered": func(c *twinCase) { slices.Reverse(c.s.Contracts) },
		"a contract more":     func(c *twinCase) { c.add(contract("d", 1e9, month(2026, 3), 12)) },
		"a longer contract":   func(c *twinCase) { c.s.Contracts[0].Term += 24 },
		"an earlier grid":     func(c *twinCase) { c.s.Contracts[1].Start = month(2021, 7).First() },
		"a later horizon":     func(c *twinCase) { c.s.Horizon.To = month(2036, 12) },
		"an earlier horizon":  func(c *twinCase) { c.s.Horizon.From = month(2024, 1) },
		"noise reordered":     func(c *twinCase) { slices.Reverse(c.s.Uncertainty.Noise) },
		"inputs correlated":   func(c *twinCase) { c.correlate("contracts.a.delay", "contracts.b.delay", 0.6) },
		"other noise, and a line": func(c *twinCase) {
			c.s.Revenue = append(c.s.Revenue, line("new", level(0, month(2025, 6), 0)))
			c.s.Uncertainty.Noise = append([]model.Noise{{Path: "revenue.new", Volatility: 0.5}}, c.s.Uncertainty.Noise...)
		},
	} {
		c := edited()
		edit(c)
		after := simulate(t, o, c.s)
		var but []string
		if what == "inputs correlated" {
			but = []string{"contracts.a.delay", "contracts.b.delay"} // through their normal scores
		}
		sameDraws(t, what, draws, drawnInputs(after, o.Paths), but...)
		sameMetric(t, what, "revenue", before, after)
		sameMetric(t, what, "cfads", before, after)
	}
}

// A horizon is only what is shown: each period that two runs both show in full is the same.
func TestALongerHorizonKeepsEveryPeriod(t *testing.T) {
	for name, c := range map[string]*twinCase{"drawdown": drawdown(), "dispatch": dispatched(), "financed": financed()} {
		o := Options{Paths: 60, Seed: 5, Metrics: slices.DeleteFunc(everyName(), func(n string) bool { return n == "breakeven.cagr" })}
		before := simulate(t, o, c.s)
		s := *c.s
		s.Horizon.To = month(2040, 12)
		after := simulate(t, o, &s)
		for _, m := range before.Scenarios[0].Metrics {
			sameMetric(t, name, m.Name, before, after)
		}
	}
}

// Inside a correlated group the independent normals stay: the second of a pair is ρ·z₁ + √(1−ρ²)·z₂ of the normals it had alone.
func TestCorrelationKeepsTheNormals(t *testing.T) {
	build := func(rho ...float64) map[string][]float64 {
		c := business()
		for i, id := range []string{"a", "b", "c"} {
			c.add(contract(id, 1e9, month(2026, 1), 24))
			c.vary("contracts."+id+".value", normal(1e12, 1e10, 0, math.NaN()), nil)
			if i > 0 && len(rho) > 0 && rho[i-1] != 0 {
				c.correlate("contracts.a.value", "contracts."+id+".value", rho[i-1])
			}
		}
		r := simulate(t, Options{Paths: 200, Seed: 2, Metrics: []string{"spend"}}, c.s)
		all := drawnInputs(r, 200)
		for _, values := range all {
			for i := range values {
				values[i] = (values[i] - 1e12) / 1e10
			}
		}
		return all
	}
	alone, pair, three := build(), build(0.6, 0), build(0.6, -0.3)
	if !slices.Equal(alone["contracts.c.value"], pair["contracts.c.value"]) {
		t.Error("an input outside the group is drawn otherwise")
	}
	for i, z := range alone["contracts.a.value"] {
		z2, z3 := alone["contracts.b.value"][i], alone["contracts.c.value"][i]
		second := 0.6*z + 0.8*z2
		third := -0.3*z + 0.18/0.8*z2 + math.Sqrt(1-0.09-0.225*0.225)*z3 // b and c independent: 0 = −0.3·0.6 + 0.225·0.8
		for _, v := range [][2]float64{{pair["contracts.a.value"][i], z}, {pair["contracts.b.value"][i], second},
			{three["contracts.b.value"][i], second}, {three["contracts.c.value"][i], third}} {
			if math.Abs(v[0]-v[1]) > 1e-9 {
				t.Fatalf("path %d: a score of %v, of its normals %v", i, v[0], v[1])
			}
		}
	}
}

func TestAVariantWithoutAChangeDiffersByNothing(t *testing.T) {
	for name, c := range twinCases() {
		if name == "options of which perhaps none is exercised" {
			continue // may exercise nothing, which only some metrics are defined for
		}
		same := c.s.Clone()
		same.Name = "same"
		r := simulate(t, Options{Paths: 64, Seed: 4, Metrics: everyName()}, c.s, same)
		for _, m := range r.Differences[0].Metrics {
			for i, d := range m.Periods {
				noDifference(t, name+": "+m.Name+" in "+r.Periods[i].Label, d, m.Samples(i))
			}
		}
		for _, f := range r.Differences[0].Figures {
			noDifference(t, name+": "+f.Name, f.Distribution, f.Samples())
		}
	}
}

func noDifference(t *testing.T, what string, d Distribution, samples []float32) {
	t.Helper()
	for path, v := range samples {
		if v != 0 && v == v {
			t.Fatalf("%s: %v on path %d", what, v, path)
		}
	}
	if d.Paths == 0 {
		return
	}
	for _, e := range append([]Estimate{{Value: d.Min}, {Value: d.Max}, d.Mean, {Value: d.SD.Value}}, d.Quantiles...) {
		if model.Known(e.Value) && e.Value != 0 || model.Known(e.Low) && e.Low != 0 || model.Known(e.High) && e.High != 0 {
			t.Errorf("%s: %v", what, e)
		}
	}
}

// A variant shares its draws with the first scenario: what the change does not touch differs by nothing.
func TestAVariantSharesItsDraws(t *testing.T) {
	first, second := edited().s, edited().s
	second.Name = "variant"
	second.Contracts[0].Value *= 2
	r := simulate(t, Options{Paths: 128, Seed: 4, Metrics: []string{"revenue", "spend", "cfads"}}, first, second)
	for i := range r.Periods {
		for path := range 128 {
			if d := r.Differences[0].Metrics[0].Samples(i)[path]; d != 0 {
				t.Fatalf("revenue differs by %v", d)
			}
			a, b, d := r.Scenarios[0].Metrics[1].Samples(i)[path], r.Scenarios[1].Metrics[1].Samples(i)[path], r.Differences[0].Metrics[1].Samples(i)[path]
			if got, want := float64(d), float64(b)-float64(a); math.Abs(got-want) > 3e-7*float64(b) {
				t.Fatalf("spend of %v and %v differs by %v", a, b, d)
			}
		}
	}
}
