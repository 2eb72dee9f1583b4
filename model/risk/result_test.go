package risk

import (
	"math"
	"slices"
	"testing"

	"commitcast/model"
	"commitcast/model/dist"
	"commitcast/model/draw"
)

// certain is a case whose uncertainty has been taken away.
func certain(c *twinCase) *model.Scenario {
	s := c.s.Clone()
	s.Uncertainty = model.Uncertainty{}
	return s
}

// Where nothing is uncertain every path is, to the last bit, what a projector gives that was told nothing.
func TestWithoutUncertaintyEveryPathIsTheBase(t *testing.T) {
	for name, c := range twinCases() {
		still := certain(c)
		for k, n := range c.s.Uncertainty.Noise { // noise of no volatility is none
			if k%2 == 0 {
				still.Uncertainty.Noise = append(still.Uncertainty.Noise, model.Noise{Path: n.Path, HalfLife: n.HalfLife})
			}
		}
		p, err := newPlan([]*model.Scenario{still}, Options{Paths: 32, By: model.ByMonth, Metrics: everyName()})
		if err != nil {
			t.Fatal(err)
		}
		full := model.NewProjector(p.scenarios[0].s, p.grid)
		full.Run()
		want, figures := make([]float64, len(p.metrics)*len(p.periods)), make([]float64, len(p.figures))
		r := full.Read(p.metrics, p.figures, model.ByMonth, p.periods, p.shown)
		r.Metrics(want)
		r.Figures(figures)
		w := newWorker(p)
		for path := range 3 {
			w.run(path)
			for k, v := range w.runs[0].metrics {
				if math.Float64bits(v) != math.Float64bits(want[k]) && v == v {
					t.Fatalf("%s, path %d: %s in %s is %v, the base %v", name, path, p.metrics[k/len(p.periods)].Name, p.periods[k%len(p.periods)].Label, v, want[k])
				}
			}
			for k, v := range w.runs[0].figures {
				if math.Float64bits(v) != math.Float64bits(figures[k]) && v == v {
					t.Fatalf("%s, path %d: %s is %v, the base %v", name, path, p.figures[k].Name, v, figures[k])
				}
			}
		}
	}
}

// The distribution of what is certain is a point.
func TestWhatIsCertainHasNoSpread(t *testing.T) {
	for _, sampler := range draw.Samplers {
		r := simulate(t, Options{Paths: 2048, Seed: 1, Sampler: sampler}, certain(edited()))
		for _, m := range r.Scenarios[0].Metrics {
			for i, d := range m.Periods {
				for _, e := range append([]Estimate{d.Mean, {d.SD.Value + d.Max, d.Min, d.Max}}, d.Quantiles...) {
					if float32(e.Value) != float32(m.Base[i]) || float32(e.Low) != float32(m.Base[i]) || float32(e.High) != float32(m.Base[i]) {
						t.Errorf("%s: %s in %s is %v, the base %v", sampler, m.Name, r.Periods[i].Label, e, m.Base[i])
					}
				}
			}
		}
		if len(r.Warnings) == 0 {
			t.Errorf("%s: nothing says that nothing is uncertain", sampler)
		}
	}
}

// sorted are the known values, ascending.
func sorted(samples []float32) []float64 {
	var all []float64
	for _, v := range samples {
		if v == v {
			all = append(all, float64(v))
		}
	}
	slices.Sort(all)
	return all
}

// typeSeven is the quantile of Hyndman and Fan's type 7 of sorted values.
func typeSeven(x []float64, p float64) float64 {
	h := p * float64(len(x)-1)
	i := int(h)
	return x[i] + (h-float64(i))*(x[min(i+1, len(x)-1)]-x[i])
}

// eachDistribution calls do for every distribution of metrics and figures, with its samples.
func eachDistribution(r *Result, do func(what string, d Distribution, samples []float32)) {
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		for k := range s.Metrics {
			m := &s.Metrics[k]
			for q := range m.Periods {
				do(m.Name+" in "+r.Periods[q].Label, m.Periods[q], m.Samples(q))
			}
		}
		for k := range s.Figures {
			do(s.Figures[k].Name, s.Figures[k].Distribution, s.Figures[k].Samples())
		}
	}
}

func TestStatisticsAreThoseOfTheSamples(t *testing.T) {
	for name, o := range map[string]Options{"random": {Paths: 3000}, "sobol": {Paths: 2048, Sampler: draw.Sobol}, "few": {Paths: 3}} {
		o.Seed, o.Metrics = 2, []string{"spend", "coverage.revenue", "contribution", "first_covered_year", "min_coverage", "funding_gap"}
		r := simulate(t, o, options().s)
		eachDistribution(r, func(what string, d Distribution, samples []float32) {
			x := sorted(samples)
			if d.Paths != len(x) || d.Paths+d.Undefined != o.Paths {
				t.Errorf("%s, %s: %d defined and %d not, of %d of which %d are", name, what, d.Paths, d.Undefined, o.Paths, len(x))
			}
			if len(x) == 0 {
				if model.Known(d.Mean.Value) || model.Known(d.Quantiles[3].Value) || model.Known(d.Min) {
					t.Errorf("%s, %s: statistics of nothing: %+v", name, what, d)
				}
				return
			}
			mean, m2 := 0.0, 0.0
			for _, v := range x {
				mean += v / float64(len(x))
			}
			for _, v := range x {
				m2 += (v - mean) * (v - mean)
			}
			sd := math.Sqrt(m2 / float64(len(x)-1))
			close := func(figure string, got, want float64) {
				if math.Abs(got-want) > 2e-7*math.Abs(x[len(x)-1]) {
					t.Errorf("%s, %s: %s %v, of the samples %v", name, what, figure, got, want)
				}
			}
			close("mean", d.Mean.Value, mean)
			close("sd", d.SD.Value, sd)
			close("min", d.Min, x[0])
			close("max", d.Max, x[len(x)-1])
			for i, p := range Probabilities {
				if got, want := d.Quantiles[i].Value, typeSeven(x, p); math.Abs(got-want) > 1e-15*math.Abs(want) {
					t.Errorf("%s, %s: quantile %v %v, of the samples %v", name, what, p, got, want)
				}
			}
		})
	}
}

// The interval of the P95 of 1,000 draws is the 936th to the 964th of them.
func TestQuantileIntervalsAreRanks(t *testing.T) {
	r := simulate(t, Options{Paths: 1000, Seed: 2, Metrics: []string{"spend"}}, plainForm().s)
	m := r.Scenarios[0].Metrics[0]
	x, e := sorted(m.Samples(0)), m.Periods[0].Quantiles[6]
	if e.Low != x[935] || e.High != x[963] {
		t.Errorf("P95 lies in %v to %v, ranks 936 and 964 are %v and %v", e.Low, e.High, x[935], x[963])
	}
}

// Summaries give quantiles within their stated error, and all else as it is.
func TestBoundedSummariesKeepToTheirError(t *testing.T) {
	for _, sampler := range draw.Samplers {
		if testing.Short() && sampler != draw.Random {
			continue
		}
		o := Options{Paths: 1 << 13, Seed: 2, Sampler: sampler, Metrics: []string{"coverage.revenue", "min_coverage"}}
		s := edited().s
		s.Checks = []model.Check{{Name: "covered", Metric: "coverage.revenue", From: 2026, Min: 3, Max: model.Unknown(), Probability: 0.5, Level: model.LevelError}}
		exact := simulate(t, o, s)
		o.Summarise = true
		bounded := simulate(t, o, s)
		if !bounded.Bounded || exact.Bounded || bounded.Scenarios[0].Metrics[0].Samples(0) != nil {
			t.Fatal("it is not told which run kept its samples")
		}
		var all []Distribution
		eachDistribution(bounded, func(_ string, d Distribution, _ []float32) { all = append(all, d) })
		k := 0
		eachDistribution(exact, func(what string, d Distribution, samples []float32) {
			b := all[k]
			k++
			if b.Paths != d.Paths || b.Mean != d.Mean || b.SD.Value != d.SD.Value || b.Min != d.Min || b.Max != d.Max {
				t.Errorf("%s, %s: moments differ", sampler, what)
			}
			for i := range Probabilities {
				e, q := d.Quantiles[i], b.Quantiles[i]
				for _, v := range [][2]float64{{q.Value, e.Value}, {q.Low, e.Low}, {q.High, e.High}} {
					if sampler != draw.Random && v[0] != q.Value {
						continue // of replicates, the ends are no order statistics
					}
					if math.Abs(v[0]-v[1]) > 0x1p-14*math.Abs(v[1])*(1+1e-6) {
						t.Errorf("%s, %s: quantile %v is %v, exactly %v", sampler, what, Probabilities[i], v[0], v[1])
					}
				}
			}
		})
		if bounded.Scenarios[0].Checks[0].Holds != exact.Scenarios[0].Checks[0].Holds || bounded.Scenarios[0].Breach.Ever != exact.Scenarios[0].Breach.Ever {
			t.Errorf("%s: probabilities differ", sampler)
		}
	}
}

// What is shown holds every path: no contract is paid or spent outside it where the scenario sets no horizon.
func TestTheHorizonHoldsEveryPath(t *testing.T) {
	cases := twinCases()
	cases["a delay that cancels at its end"], cases["a tail that noise opens"], cases["paid long before a late start"] = cancelledLate(), openedTail(), paidEarly()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			o := Options{Paths: 60, Seed: 3, Metrics: []string{"spend", "cash"}}
			survives(t, o, c.s)
			w := newTwin(c, simulate(t, o, c.s))
			for path := range o.Paths {
				run := w.projection(path)
				if !run.Counts() {
					continue
				}
				if h := model.Shown(run); h.From < w.shown.From || h.To > w.shown.To {
					t.Fatalf("path %d lasts from %s to %s, shown are %s to %s", path, h.From, h.To, w.shown.From, w.shown.To)
				}
			}
		})
	}
}

// cancelledLate lasts longest by a delay in the middle: the longest ones cancel the contract.
func cancelledLate() *twinCase {
	c := business().add(contract("sure", 1e9, month(2026, 1), 12), contract("late", 1e9, month(2026, 1), 24))
	c.s.Contracts[1].CancelIfLate, c.s.Contracts[1].CancelGrace = true, 6
	c.late(1, uniform(0, 12))
	return c
}

// openedTail has something to use in its tail only where noise leaves a shortfall.
func openedTail() *twinCase {
	c := business()
	k := contract("draw", math.NaN(), month(2026, 1), 12)
	use := level(1.1e9, month(2025, 12), 0)
	k.Kind, k.Consumption, k.Minimums = model.Drawdown, &use, []model.Minimum{{Year: 1, Amount: 1e9}}
	k.Drawdown.Rollover, k.Drawdown.Tail = model.Rollover{Years: 1, ShortfallYears: 1}, 12
	k.Drawdown.Shortfall.DeferCap.Unlimited = true
	c.add(k)
	c.noise("contracts.draw.consumption", 0.8, 0)
	return c
}

// paidEarly pays earliest where the one input is low and the other high.
func paidEarly() *twinCase {
	c := business()
	c.s.Revenue, c.s.Valuation.Date = nil, model.DateOf(2029, 12, 1)
	k := contract("aws", 1e9, month(2030, 1), 60)
	k.Payment.Prepay = []model.Prepayment{{Name: "first", Share: 0.5, Amount: math.NaN(), Apply: model.ApplyFirst, To: model.Months(math.NaN())}}
	c.add(k)
	c.late(0, uniform(0, 48))
	before := discrete(dist.Outcome{Value: 0, P: 0.5}, dist.Outcome{Value: 60, P: 0.5})
	c.vary("contracts.aws.payment.prepay.first.before_start", before, func(s *model.Scenario, v float64) {
		s.Contracts[0].Payment.Prepay[0].BeforeStart = model.Months(v)
	})
	return c
}

// A path that is never covered does not keep a limit on the first covered year.
func TestNeverCoveredIsNotCoveredInTime(t *testing.T) {
	s := empty()
	s.Contracts = []model.Contract{contract("a", 1e9, month(2026, 1), 24)}
	s.Revenue = []model.RevenueLine{line("sales", annual(2026, 0.6e9))}
	s.Uncertainty.Inputs = []model.UncertainInput{{Path: "revenue.sales.annual.2026", Dist: uniform(0.4e9, 0.6e9)}}
	s.Checks = []model.Check{{Name: "soon", Metric: "first_covered_year", Min: model.Unknown(), Max: 2026, Probability: 0.5, Level: model.LevelError}}
	r := simulate(t, Options{Paths: 4000, Seed: 1, Metrics: []string{"first_covered_year"}}, s)
	c, f := r.Scenarios[0].Checks[0], r.Scenarios[0].Figures[0]
	if c.Holds.Paths != 4000 || math.Abs(c.Holds.Value-0.5) > 0.04 || f.Undefined == 0 {
		t.Errorf("it holds on %.3f of %d paths, %d are never covered", c.Holds.Value, c.Holds.Paths, f.Undefined)
	}
}

// A difference that is only what rounding leaves is none.
func TestRoundingIsNoDifference(t *testing.T) {
	if d := difference(1e9+1e-7, 1e9); d != 0 {
		t.Errorf("difference %v", d)
	}
	if d := difference(1e9+0.01, 1e9); math.Abs(d-0.01) > 1e-6 {
		t.Errorf("difference %v, want a cent", d)
	}
}
