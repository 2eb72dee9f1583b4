package risk

import (
	"math"
	"testing"

	"commitcast/model"
)

// twinPaths is how many paths are compared.
func twinPaths() int {
	if testing.Short() {
		return 12
	}
	return 80
}

// Every kept sample of every metric and figure is that of a simulation that does each path from the beginning, by the formulas.
func TestASimulationIsWhatPathsDoneOneByOneGive(t *testing.T) {
	for name, c := range twinCases() {
		for _, by := range bysOf(name) {
			t.Run(name+" by "+string(by), func(t *testing.T) {
				o := Options{Paths: twinPaths(), Seed: 7, By: by, Metrics: everyName()}
				survives(t, o, c.s)
				r := simulate(t, o, c.s)
				w := newTwin(c, r)
				paths := w.paths(twinPaths(), r.Periods)
				compareTwin(t, r, 0, paths)
				compareBreach(t, r, paths)
				compareChecks(t, r, paths)
			})
		}
	}
}

// survives runs the paths of a simulation here, where a panic is only a failure: in a worker it would end all tests.
func survives(t *testing.T, o Options, s *model.Scenario) {
	t.Helper()
	p, err := newPlan([]*model.Scenario{s}, o)
	if err != nil {
		t.Fatal(err)
	}
	path := 0
	defer func() {
		if r := recover(); r != nil {
			t.Fatalf("path %d panics: %v", path, r)
		}
	}()
	w := newWorker(p)
	for ; path < o.Paths; path++ {
		w.run(path)
	}
}

// bysOf are the periods a case is tried by: each case by years, some by others too.
func bysOf(name string) []model.By {
	if testing.Short() {
		return []model.By{model.ByYear}
	}
	switch name {
	case "a delay of each effect", "figures of the whole":
		return []model.By{model.ByYear, model.ByMonth, model.ByQuarter, model.ByFiscal}
	case "contract years":
		return []model.By{model.ByContract}
	}
	return []model.By{model.ByYear}
}

// compareBreach counts breaches by hand.
func compareBreach(t *testing.T, r *Result, paths []twinPath) {
	t.Helper()
	b := r.Scenarios[0].Breach
	n := len(r.Periods)
	happened, defined, first := make([]int, n), make([]int, n), make([]int, n)
	ever, known := 0, 0
	var times []float64
	for _, p := range paths {
		at, some := -1, false
		for i, c := range p.metrics["coverage.revenue"] {
			if math.IsNaN(c) || !p.full[i] {
				continue
			}
			some = true
			defined[i]++
			if c < p.target {
				happened[i]++
				if at < 0 {
					at = i
				}
			}
		}
		if some {
			known++
		}
		if at >= 0 {
			ever++
			first[at]++
			valuation := r.Scenarios[0].Scenario.Valuation.Date.Month()
			times = append(times, float64(r.Periods[at].To+1-valuation)/12)
		}
	}
	if known == 0 {
		if b != nil {
			t.Errorf("a breach is told where coverage is nowhere defined")
		}
		return
	}
	if b == nil {
		t.Fatal("no breach is told")
	}
	sameProbability(t, "ever", b.Ever, ever, known)
	for i, q := range r.Periods {
		sameProbability(t, "in "+q.Label, b.Periods[i], happened[i], defined[i])
		if defined[i] > 0 {
			sameProbability(t, "first in "+q.Label, b.First[i], first[i], known)
		} else if !math.IsNaN(b.First[i].Value) {
			t.Errorf("%s is full nowhere, and first in breach on %v", q.Label, b.First[i].Value)
		}
	}
	total := 0.0
	for _, v := range times {
		total += v
	}
	if b.Time.Paths != len(times) {
		t.Errorf("time to breach rests on %d paths, counted are %d", b.Time.Paths, len(times))
	} else if len(times) > 0 && math.Abs(b.Time.Mean.Value-total/float64(len(times))) > 1e-9 {
		t.Errorf("mean time to breach %v, counted %v", b.Time.Mean.Value, total/float64(len(times)))
	}
}

// sameProbability holds a probability and its interval against counts, by Wilson's formula.
func sameProbability(t *testing.T, what string, got Probability, k, n int) {
	t.Helper()
	if got.Paths != n {
		t.Errorf("%s: of %d paths, counted are %d", what, got.Paths, n)
		return
	}
	if n == 0 {
		if !math.IsNaN(got.Value) {
			t.Errorf("%s: %v of no paths", what, got.Value)
		}
		return
	}
	const z = 1.959963984540054
	p, m := float64(k)/float64(n), float64(n)
	middle := (p + z*z/(2*m)) / (1 + z*z/m)
	reach := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	for _, v := range []struct {
		name      string
		got, want float64
	}{{"value", got.Value, p}, {"low", got.Low, max(0, middle-reach)}, {"high", got.High, min(1, middle+reach)}} {
		if math.Abs(v.got-v.want) > 1e-12 {
			t.Errorf("%s: %s %v, counted %d of %d: %v", what, v.name, v.got, k, n, v.want)
		}
	}
}

// compareChecks counts by hand on how many paths each check holds.
func compareChecks(t *testing.T, r *Result, paths []twinPath) {
	t.Helper()
	for _, c := range r.Scenarios[0].Checks {
		k, n := 0, 0
		for _, p := range paths {
			values, known := checkedValues(&c.Check, &p), 0
			held := true
			for _, v := range values {
				if !math.IsNaN(v) {
					known++
					held = held && !(v < c.Min) && !(v > c.Max)
				}
			}
			if known > 0 {
				n++
				if held {
					k++
				}
			}
		}
		sameProbability(t, "check "+c.Name, c.Holds, k, n)
		if demanded := c.Probability; model.Known(demanded) && n > 0 && c.Met != (float64(k)/float64(n) >= demanded) {
			t.Errorf("check %s: held on %d of %d, %v demanded, met %v", c.Name, k, n, demanded, c.Met)
		}
	}
}

// checkedValues are the figure, or the metric's values of the full years, that a check looks at on a path.
func checkedValues(c *model.Check, p *twinPath) []float64 {
	if v, figure := p.figures[c.Metric]; figure {
		return []float64{v}
	}
	s, _ := p.years.Series(c.Metric)
	var out []float64
	for i, q := range p.years.Periods {
		year := q.From.Year()
		if !q.Partial && year >= c.From && (c.To == 0 || year <= c.To) {
			out = append(out, s.Values[i])
		}
	}
	return out
}

// What is asked for besides changes no bit of a sample: a run of one metric has those of a run of all.
func TestWhatElseIsReportedChangesNoSample(t *testing.T) {
	if testing.Short() {
		t.Skip("many runs")
	}
	for name, c := range twinCases() {
		survives(t, Options{Paths: 16, Seed: 7, Metrics: everyName()}, c.s)
		all := simulate(t, Options{Paths: 16, Seed: 7, Metrics: everyName()}, c.s)
		for _, metric := range everyName() {
			one := simulate(t, Options{Paths: 16, Seed: 7, Metrics: []string{metric}}, c.s)
			sameSamples(t, name, one, all)
		}
	}
}
