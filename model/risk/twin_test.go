package risk

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"commitcast/model"
	"commitcast/model/dist"
	"commitcast/model/draw"
)

// twinCase is a scenario with another way to each of its uncertain numbers than its address.
type twinCase struct {
	s   *model.Scenario
	set []func(*model.Scenario, float64) // by input
}

// vary makes a number uncertain.
func (c *twinCase) vary(path string, d dist.Spec, set func(*model.Scenario, float64)) {
	c.s.Uncertainty.Inputs = append(c.s.Uncertainty.Inputs, model.UncertainInput{Path: path, Dist: d})
	c.set = append(c.set, set)
}

// noise makes a curve or a price noisy.
func (c *twinCase) noise(path string, volatility float64, halfLife model.Months) {
	c.s.Uncertainty.Noise = append(c.s.Uncertainty.Noise, model.Noise{Path: path, Volatility: volatility, HalfLife: halfLife})
}

func (c *twinCase) correlate(a, b string, rho float64) {
	c.s.Uncertainty.Correlations = append(c.s.Uncertainty.Correlations, model.Correlation{Between: [2]string{a, b}, Rho: rho})
}

// twin simulates one path at a time as slowly as can be: a new copy of the scenario, a new projector that works out everything, and
// a report.
type twin struct {
	*twinCase
	seed      uint64
	by        model.By
	shown     model.Horizon
	valuation model.Date
	uniform   func(input, path int) float64
	innovate  func(process, path int, z []float64) // changes a process's independent innovations; nil for no change
}

// newTwin is a twin of a plain run.
func newTwin(c *twinCase, r *Result) *twin {
	n := len(r.Periods)
	w := &twin{twinCase: c, seed: r.Options.Seed, by: r.Options.By, shown: model.Horizon{From: r.Periods[0].From, To: r.Periods[n-1].To},
		valuation: r.Scenarios[0].Scenario.Valuation.Date}
	w.uniform = func(input, path int) float64 {
		return draw.KeyOf(w.seed, c.s.Uncertainty.Inputs[input].Path).Uniform(uint64(path))
	}
	return w
}

// projection is one path of the scenario.
func (w *twin) projection(path int) *model.Projection {
	s := reflect.New(reflect.TypeFor[model.Scenario]()).Interface().(*model.Scenario)
	deepCopy(reflect.ValueOf(s).Elem(), reflect.ValueOf(w.s).Elem())
	s.Valuation.Date = w.valuation
	for i, u := range w.uniforms(path) {
		d, err := dist.New(s.Uncertainty.Inputs[i].Dist)
		if err != nil {
			panic(err)
		}
		w.set[i](s, d.Quantile(u))
	}
	placed := *s
	placed.Horizon = w.shown
	g := model.GridOf(&placed)
	p := model.NewProjector(s, g)
	from := max(s.Valuation.Date.Month()+1, g.From)
	for k, factors := range w.factors(path, from, g.From+model.Month(g.N)-1) {
		copy(p.Noise(s.Uncertainty.Noise[k].Path)[from-g.From:], factors)
	}
	return p.Run()
}

// uniforms are the inputs' of a path, correlated ones through their normal scores.
func (w *twin) uniforms(path int) []float64 {
	u := make([]float64, len(w.s.Uncertainty.Inputs))
	names := make([]string, len(u))
	for i := range u {
		u[i], names[i] = w.uniform(i, path), w.s.Uncertainty.Inputs[i].Path
	}
	linked, root := w.cholesky(names)
	for a, i := range linked {
		z := 0.0
		for b := range a + 1 {
			z += root[a][b] * draw.NormalQuantile(w.uniform(linked[b], path))
		}
		u[i] = 0.5 * math.Erfc(-z/math.Sqrt2)
	}
	return u
}

// cholesky is the root of the correlations among some names, and which of them are in it, in the order they are named in.
func (w *twin) cholesky(names []string) (linked []int, root [][]float64) {
	place := func(path string) int {
		for i, name := range names {
			if name == path {
				return i
			}
		}
		return -1
	}
	rho := make(map[[2]int]float64)
	known := make(map[int]bool)
	for _, c := range w.s.Uncertainty.Correlations {
		a, b := place(c.Between[0]), place(c.Between[1])
		if a < 0 || b < 0 {
			continue
		}
		rho[[2]int{a, b}], rho[[2]int{b, a}] = c.Rho, c.Rho
		for _, i := range []int{a, b} {
			if !known[i] {
				known[i], linked = true, append(linked, i)
			}
		}
	}
	for a := range linked {
		root = append(root, make([]float64, a+1))
		for b := range a {
			v := rho[[2]int{linked[a], linked[b]}]
			for k := range b {
				v -= root[a][k] * root[b][k]
			}
			root[a][b] = v / root[b][b]
		}
		rest := 1.0
		for k := range a {
			rest -= root[a][k] * root[a][k]
		}
		root[a][a] = math.Sqrt(rest)
	}
	return linked, root
}

// factors are exp(X − Var X/2) of every process in some months.
func (w *twin) factors(path int, from, to model.Month) [][]float64 {
	all := w.s.Uncertainty.Noise
	z := make([][]float64, len(all))
	names := make([]string, len(all))
	for k, n := range all {
		names[k] = n.Path
		for m := from; m <= to; m++ {
			z[k] = append(z[k], draw.KeyOf(w.seed, "noise."+n.Path).Month(int32(m)).Normal(uint64(path)))
		}
		if w.innovate != nil {
			w.innovate(k, path, z[k])
		}
	}
	linked, root := w.cholesky(names)
	out := make([][]float64, len(all))
	for k, n := range all {
		e := z[k]
		for a, i := range linked {
			if i != k {
				continue
			}
			e = make([]float64, len(z[k]))
			for m := range e {
				for b := range a + 1 {
					e[m] += root[a][b] * z[linked[b]][m]
				}
			}
		}
		out[k] = naiveFactors(n, e)
	}
	return out
}

// naiveFactors follows the formulas of a noise month by month.
func naiveFactors(n model.Noise, innovations []float64) []float64 {
	φ, s := 1.0, n.Volatility/math.Sqrt(12)
	variance := func(months int) float64 { return float64(months) * n.Volatility * n.Volatility / 12 }
	if n.HalfLife > 0 {
		κ := math.Ln2 / (float64(n.HalfLife) / 12)
		φ = math.Exp(-κ / 12)
		s = n.Volatility * math.Sqrt((1-φ*φ)/(2*κ))
		variance = func(months int) float64 {
			return n.Volatility * n.Volatility * (1 - math.Pow(φ, 2*float64(months))) / (2 * κ)
		}
	}
	x := 0.0
	out := make([]float64, len(innovations))
	for i, ε := range innovations {
		x = φ*x + s*ε
		out[i] = math.Exp(x - variance(i+1)/2)
	}
	return out
}

// deepCopy copies all that can be reached by exported fields.
func deepCopy(dst, src reflect.Value) {
	dst.Set(src)
	switch src.Kind() {
	case reflect.Pointer:
		if !src.IsNil() {
			dst.Set(reflect.New(src.Type().Elem()))
			deepCopy(dst.Elem(), src.Elem())
		}
	case reflect.Slice:
		if src.IsNil() {
			return
		}
		dst.Set(reflect.MakeSlice(src.Type(), src.Len(), src.Len()))
		for i := range src.Len() {
			deepCopy(dst.Index(i), src.Index(i))
		}
	case reflect.Struct:
		for i := range src.NumField() {
			if dst.Field(i).CanSet() {
				deepCopy(dst.Field(i), src.Field(i))
			}
		}
	}
}

// twinPath is what a path comes to: metrics by name and period, figures by name, and the years for checks.
type twinPath struct {
	metrics map[string][]float64
	figures map[string]float64
	full    []bool
	years   *model.Report
	target  float64
	counts  bool // some contract counts
}

// path works one path out. Where no contract counts there is no report, and only the flows of the scenario's own are told.
func (w *twin) path(path int, periods []model.Period) twinPath {
	run := w.projection(path)
	out := twinPath{metrics: make(map[string][]float64), figures: make(map[string]float64), target: run.Scenario.Target, counts: run.Counts()}
	if !out.counts {
		out.metrics["spend"] = make([]float64, len(periods))
		for _, q := range periods {
			revenue := 0.0
			for m := q.From; m <= q.To; m++ {
				revenue += run.Column(model.ColRevenue)[m-run.From]
			}
			out.metrics["revenue"] = append(out.metrics["revenue"], revenue)
			out.metrics["coverage.revenue"] = append(out.metrics["coverage.revenue"], math.NaN())
			out.metrics["cash_balance"] = append(out.metrics["cash_balance"], run.Column(model.ColCashBalance)[q.To-run.From])
			out.full = append(out.full, false)
		}
		out.figures["commitment"], out.figures["min_coverage"] = 0, math.NaN()
		return out
	}
	report := run.Report(w.by, w.shown)
	for _, m := range report.Metrics {
		out.metrics[m.Name] = m.Values
	}
	for _, q := range report.Periods {
		out.full = append(out.full, !q.Partial)
	}
	out.figures = figuresOf(&report.Summary)
	out.years = run.Report(model.ByYear, w.shown)
	return out
}

// figuresOf are the figures as a report tells them.
func figuresOf(s *model.Summary) map[string]float64 {
	first := float64(s.FirstCoveredYear)
	if s.FirstCoveredYear == 0 {
		first = math.NaN()
	}
	return map[string]float64{"commitment": s.Commitment, "present_value": s.PresentValue, "weighted_average_life_years": s.WALYears,
		"peak_spend": s.PeakSpend, "min_coverage": s.MinCoverage, "first_covered_year": first, "coverage_life": s.CoverageLife,
		"breakeven_cagr_all": s.BreakevenCAGRAll, "funding_gap": s.FundingGap, "mark_to_market": s.MarkToMarket,
		"mark_to_market_pv": s.MarkToMarketPV, "price_implied": s.PriceImplied, "price_effective": s.PriceEffective}
}

// everyName is every metric of a scenario and every figure.
func everyName() []string {
	var all []string
	for _, m := range model.Metrics() {
		if m.Scenario {
			all = append(all, m.Name)
		}
	}
	for _, f := range model.Figures() {
		all = append(all, f.Name)
	}
	return all
}

// agrees compares a kept sample with what the twin says, to a millionth, or to what adding and taking away again leaves of size.
func agrees(got float32, want, size float64) bool {
	if math.IsNaN(want) || got != got {
		return math.IsNaN(want) && got != got
	}
	return math.Abs(float64(got)-want) <= 1e-6*math.Abs(want)+1e-10*size+1e-9
}

// compareTwin holds every sample of one scenario against its twin.
func compareTwin(t *testing.T, r *Result, scenario int, paths []twinPath) {
	t.Helper()
	s := &r.Scenarios[scenario]
	wrong := 0
	fail := func(format string, args ...any) {
		if wrong++; wrong <= 12 {
			t.Errorf(format, args...)
		}
	}
	for _, m := range s.Metrics {
		for i, q := range r.Periods {
			for path, got := range m.Samples(i) {
				want, told := paths[path].metrics[m.Name]
				if told && !agrees(got, want[i], largestOf(want)) {
					fail("%s, %s, path %d: %v, the twin has %v", m.Name, q.Label, path, got, want[i])
				}
			}
		}
	}
	for _, f := range s.Figures {
		for path, got := range f.Samples() {
			want, told := paths[path].figures[f.Name]
			if told && !agrees(got, want, 0) {
				fail("%s, path %d: %v, the twin has %v", f.Name, path, got, want)
			}
		}
	}
	if wrong > 12 {
		t.Errorf("and %d more", wrong-12)
	}
}

func largestOf(values []float64) float64 {
	most := 0.0
	for _, v := range values {
		if math.Abs(v) > most {
			most = math.Abs(v)
		}
	}
	return most
}

func (w *twin) paths(n int, periods []model.Period) []twinPath {
	all := make([]twinPath, n)
	for i := range all {
		all[i] = w.path(i, periods)
	}
	return all
}

// sameSamples fails where two runs differ in a bit of what both report of the first scenario.
func sameSamples(t *testing.T, what string, got, want *Result) {
	t.Helper()
	for k, m := range got.Scenarios[0].Metrics {
		other := metricOf(want, 0, m.Name)
		for i := range got.Periods {
			if !sameBits(m.Samples(i), other.Samples(i)) {
				t.Errorf("%s: %s in %s differs", what, got.Scenarios[0].Metrics[k].Name, got.Periods[i].Label)
			}
		}
	}
	for _, f := range got.Scenarios[0].Figures {
		if !sameBits(f.Samples(), figureOf(want, 0, f.Name).Samples()) {
			t.Errorf("%s: %s differs", what, f.Name)
		}
	}
}

func sameBits(a, b []float32) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) {
			return false
		}
	}
	return true
}

func metricOf(r *Result, scenario int, name string) *MetricResult {
	for i := range r.Scenarios[scenario].Metrics {
		if m := &r.Scenarios[scenario].Metrics[i]; m.Name == name {
			return m
		}
	}
	panic(fmt.Sprintf("no metric %s", name))
}

func figureOf(r *Result, scenario int, name string) *FigureResult {
	for i := range r.Scenarios[scenario].Figures {
		if f := &r.Scenarios[scenario].Figures[i]; f.Name == name {
			return f
		}
	}
	panic(fmt.Sprintf("no figure %s", name))
}
