package model_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"commitcast/model"

	"pgregory.net/rapid"
)

// needsCase is a scenario, what is read of it, and changes of some of its numbers.
type needsCase struct {
	s       *model.Scenario
	metrics []model.Metric
	figures []model.Figure
	varied  []string
	changes []map[string]float64 // by path
	noise   []string
	grid    model.Grid
}

// A projector that was told what will be read, and what will change, gives bit for bit what one that was not told gives.
func TestWhatIsReadDecidesNoBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { c := drawNeedsCase(t); c.check(t, len(c.changes)) })
}

// What it is told last holds, whatever it was told before.
func TestAProjectorMayBeToldAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawNeedsCase(t)
		c.check(t, rapid.IntRange(0, len(c.changes)-1).Draw(t, "turn"))
	})
}

// check runs the told projector over all changes, telling it to read more before one of them, and holds each run against a new one.
func (c *needsCase) check(t *rapid.T, turn int) {
	told := c.s.Clone()
	p := model.NewProjector(told, c.grid)
	factors := noiseOf(p, c.noise)
	metrics, figures := c.metrics, c.figures
	if turn < len(c.changes) {
		metrics, figures = metrics[:len(metrics)/2], figures[:len(figures)/2]
	}
	p.Only(metrics, figures, c.varied)
	for i, change := range c.changes {
		if i == turn {
			metrics, figures = c.metrics, c.figures
			p.Only(metrics, figures, c.varied)
		}
		fresh := c.s.Clone()
		apply(t, told, change)
		apply(t, fresh, change)
		q := model.NewProjector(fresh, c.grid)
		for k, f := range noiseOf(q, c.noise) {
			for m := range f {
				f[m] = 1 + 0.3*math.Sin(float64(m*(k+1)+i))
			}
			copy(factors[k], f)
		}
		run := q.Run()
		if !run.Counts() {
			continue
		}
		p.Run()
		for _, by := range []model.By{model.ByMonth, model.ByYear} {
			shown := model.Shown(run)
			periods := run.Periods(by, shown)
			got, gotFigures := readAll(p, metrics, figures, by, periods, shown)
			want, wantFigures := readAll(q, metrics, figures, by, periods, shown)
			for k, v := range want {
				if math.Float64bits(got[k]) != math.Float64bits(v) && !(math.IsNaN(v) && math.IsNaN(got[k])) {
					t.Fatalf("change %d %v: %s in %s: %v, a new projector has %v", i, change, metrics[k/len(periods)].Name, periods[k%len(periods)].Label, got[k], v)
				}
			}
			for k, v := range wantFigures {
				if math.Float64bits(gotFigures[k]) != math.Float64bits(v) && !(math.IsNaN(v) && math.IsNaN(gotFigures[k])) {
					t.Fatalf("change %d %v: %s: %v, a new projector has %v", i, change, figures[k].Name, gotFigures[k], v)
				}
			}
		}
	}
}

func readAll(p *model.Projector, metrics []model.Metric, figures []model.Figure, by model.By, periods []model.Period, shown model.Horizon) ([]float64, []float64) {
	a, b := make([]float64, len(metrics)*len(periods)), make([]float64, len(figures))
	r := p.Read(metrics, figures, by, periods, shown)
	r.Metrics(a)
	r.Figures(b)
	return a, b
}

func noiseOf(p *model.Projector, paths []string) [][]float64 {
	var out [][]float64
	for _, path := range paths {
		out = append(out, p.Noise(path))
	}
	return out
}

func apply(t *rapid.T, s *model.Scenario, change map[string]float64) {
	for path, v := range change {
		x, err := s.Scalar(path)
		if err != nil {
			t.Fatalf("%v", err)
		}
		x.Set(v)
	}
}

// drawNeedsCase draws a scenario by one of the two generators, and changes that leave it valid.
func drawNeedsCase(t *rapid.T) *needsCase {
	c := &needsCase{}
	if rapid.Bool().Draw(t, "clauses") {
		c.s = drawClauses(t, 3, anyContract)
		if rapid.Bool().Draw(t, "sells") {
			c.s.Revenue = []model.RevenueLine{{ID: "line0", Curve: drawCurve(t), Margin: 0.8, Lag: 1.5}}
		}
	} else {
		c.s = rapid.Custom(drawScenario).Filter(func(s *model.Scenario) bool { return len(s.Validate()) == 0 }).Draw(t, "scenario")
	}
	known := slices.DeleteFunc(model.Metrics(), func(m model.Metric) bool { return !m.Scenario })
	c.metrics = some(t, "metrics", known, 5)
	c.figures = some(t, "figures", model.Figures(), 3)
	c.drawChanges(t)
	c.noise = some(t, "noise", waveringPaths(c.s), 2)
	return c
}

// some draws a few of all.
func some[T any](t *rapid.T, name string, all []T, most int) []T {
	if len(all) == 0 {
		return nil
	}
	places := rapid.SliceOfNDistinct(rapid.IntRange(0, len(all)-1), 0, min(most, len(all)), rapid.ID).Draw(t, name)
	var out []T
	for _, i := range places {
		out = append(out, all[i])
	}
	return out
}

func (c *needsCase) drawChanges(t *rapid.T) {
	c.varied = some(t, "varied", numericPaths(c.s), 5)
	all := []*model.Scenario{c.s}
	for range rapid.IntRange(1, 4).Draw(t, "changes") {
		s, change := c.s.Clone(), make(map[string]float64)
		for _, path := range c.varied {
			x, err := s.Scalar(path)
			if err != nil {
				t.Fatalf("%v", err)
			}
			was := x.Get()
			v := was * rapid.SampledFrom([]float64{1, 0.5, 1.1, 1.7}).Draw(t, "factor")
			switch {
			case x.Switch():
				v = float64(rapid.IntRange(0, 1).Draw(t, "switch"))
			case was == 0:
				v = rapid.SampledFrom([]float64{0, 0.5, 3}).Draw(t, "instead")
			}
			if x.Set(v); len(s.Validate()) > 0 {
				x.Set(was)
			}
			change[path] = x.Get()
		}
		c.changes, all = append(c.changes, change), append(all, s)
	}
	c.grid = model.GridOf(all...)
}

// numericPaths are addresses of numbers the scenario gives.
func numericPaths(s *model.Scenario) []string {
	all := []string{"target", "opening_cash", "min_cash", "valuation.discount_rate", "catalog.gb200.power", "catalog.h100.power",
		"market.gb200.price", "market.gb200.decline", "market.h100.price", "financing.round0.amount", "revenue_share.share0.rate",
		"revenue_share.share0.cap"}
	curve := func(at string, k *model.Curve) {
		all = append(all, at+".growth.terminal", at+".growth.initial")
		for _, p := range k.Points {
			all = append(all, fmt.Sprintf("%s.%s.%s", at, k.Kind, pointLabel(k, p)))
		}
	}
	for i := range s.Contracts {
		c := &s.Contracts[i]
		at := "contracts." + c.ID + "."
		for _, key := range []string{"value", "delay", "term", "fee", "escalator", "availability", "utilisation", "pue", "discount", "overage_price", "tail",
			"exercised", "aggregate_minimum", "ramp.full", "ramp.initial", "price", "price.multiple", "fleet.gb200", "fleet.h100", "minimums.Y1", "minimums.Y2",
			"payment.lag", "payment.prepay.p0.share", "payment.prepay.p1.amount", "backstop.value", "exit_right.notice", "outages.o0.for", "outages.o0.credit",
			"tranches.t0.value", "tranches.t0.delay", "tranches.t1.fleet.gb200", "rollover.excess", "cancel_if_late.grace"} {
			all = append(all, at+key)
		}
		if c.Consumption != nil {
			curve(at+"consumption", c.Consumption)
		}
	}
	if s.Demand != nil && s.Demand.Curve != nil {
		curve("demand", s.Demand.Curve)
	}
	for i := range s.Revenue {
		at := "revenue." + s.Revenue[i].ID
		all = append(all, at+".margin", at+".lag")
		curve(at, &s.Revenue[i].Curve)
	}
	for i := range s.Costs {
		curve("costs."+s.Costs[i].ID, &s.Costs[i].Curve)
	}
	return slices.DeleteFunc(all, func(path string) bool {
		x, err := s.Scalar(path)
		return err != nil || !model.Known(x.Get())
	})
}

func pointLabel(k *model.Curve, p model.Point) string {
	if k.Kind == model.Annual {
		return fmt.Sprint(p.At.Year())
	}
	return p.At.String()
}

// waveringPaths are what can be noisy.
func waveringPaths(s *model.Scenario) []string {
	var all []string
	for i := range s.Revenue {
		all = append(all, "revenue."+s.Revenue[i].ID)
	}
	for i := range s.Costs {
		all = append(all, "costs."+s.Costs[i].ID)
	}
	for i := range s.Market {
		all = append(all, "market."+s.Market[i].Accelerator)
	}
	for i := range s.Contracts {
		c := &s.Contracts[i]
		if c.Consumption != nil {
			all = append(all, "contracts."+c.ID+".consumption")
		}
		if c.Kind == model.Drawdown && c.Drawdown.Marketplace != nil {
			all = append(all, "contracts."+c.ID+".marketplace")
		}
	}
	if s.Demand != nil && s.Demand.Curve != nil {
		all = append(all, "demand")
	}
	return all
}

// A run of what is read, and the reading of metrics of columns, allocate nothing.
func TestAToldRunAllocatesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawNeedsCase(t)
		c.metrics = slices.DeleteFunc(c.metrics, func(m model.Metric) bool { return m.Aggregation == model.Own })
		p := model.NewProjector(c.s, c.grid)
		noiseOf(p, c.noise)
		p.Only(c.metrics, nil, c.varied)
		run := model.NewProjector(c.s, c.grid).Run()
		shown := model.Shown(run)
		periods := run.Periods(model.ByYear, shown)
		p.Run()
		r := p.Read(c.metrics, nil, model.ByYear, periods, shown)
		dst := make([]float64, len(c.metrics)*len(periods))
		r.Metrics(dst)
		if n := testing.AllocsPerRun(3, func() { p.Run(); r.Metrics(dst) }); n != 0 {
			t.Fatalf("%v allocations a run", n)
		}
	})
}
