package plots

import (
	"math"
	"testing"

	"commitcast/model"
	"commitcast/model/analysis"
)

// Paths of made-up inputs, long and short.
var inputPaths = []string{
	"contracts.aws.delay", "contracts.azure.ramp.full", "revenue.total.growth.initial", "revenue.total.margin",
	"contracts.aws-expansion.exercised", "contracts.oracle.value", "contracts.oracle.delay", "contracts.aws.fleet.gb200.count",
	"financing.opening_cash", "defaults.utilisation.initial", "revenue.total.annual.2030", "valuation.discount_rate",
	"contracts.a-provider-of-compute-with-a-very-long-name.drawdown.minimums.2031.amount", "contracts.crusoe.price.gb300.escalator",
}

// inputPath is the i-th of any number of paths.
func inputPath(i int) string {
	p := inputPaths[i%len(inputPaths)]
	if k := i / len(inputPaths); k > 0 {
		p += "." + itoa(k)
	}
	return p
}

func coverageTarget() model.Target { return model.Target{Name: "coverage.revenue", Period: "2028"} }
func gapTarget() model.Target      { return model.Target{Name: "funding_gap"} }

func subject(j int) *model.Scenario { return usual(1, 1, 8).scenario(j) }

// bridgeOf is a bridge of the parts, the first of them from one value to another.
func bridgeOf(t model.Target, from float64, parts ...float64) *analysis.Bridge {
	b := &analysis.Bridge{Target: t, Base: subject(0), Variant: subject(1), From: from, To: from, Exact: true}
	for i, v := range parts {
		b.To += v
		b.Parts = append(b.Parts, analysis.Part{Value: v,
			Change: analysis.Change{Paths: []string{inputPath(i)}, Old: itoa(3*i) + "mo", New: itoa(3*i+6) + "mo"}})
	}
	return b
}

func bridges() map[string]*analysis.Bridge {
	many, sampled := bridgeOf(gapTarget(), 40e9), bridgeOf(gapTarget(), 12e9, 9e9, -4.2e9, 2e9, 1e9, -0.3e9, 0.2e9, 0.1e9, 0.05e9, -0.01e9)
	for i := range 25 {
		v := 6e9 / float64(i+1) * float64(1-2*(i%3%2))
		many.To += v
		many.Parts = append(many.Parts, bridgeOf(gapTarget(), 0, make([]float64, 26)...).Parts[i])
		many.Parts[i].Value = v
	}
	sampled.Exact, sampled.Orders, sampled.Seed = false, 2000, 7
	for i := range sampled.Parts {
		sampled.Parts[i].Margin = 0.03e9
	}
	same := bridgeOf(coverageTarget(), 1.4, -0.5)
	same.Variant = same.Base
	same.Parts[0].Paths = []string{"contracts.aws.ramp.shape", "contracts.aws.ramp.full", "contracts.aws.ramp.initial"}
	share := bridgeOf(model.Target{Name: "utilisation", Period: "2028"}, 0.72, -0.21, 0.05)
	cash := bridgeOf(model.Target{Name: "cash_balance", Period: "2028"}, 4e9, -9e9, 3e9, -1e9)
	year := bridgeOf(model.Target{Name: "first_covered_year"}, 2027, 3, -1)
	long := bridgeOf(coverageTarget(), 1.1, 0.0004, -0.0002)
	su := usual(1, 1, 8)
	su.long = true
	long.Base, long.Variant = su.scenario(0), su.scenario(1)
	return map[string]*analysis.Bridge{
		"usual": bridgeOf(coverageTarget(), 1.4, -0.32, -0.21, 0.08, -0.05), "large": bridgeOf(gapTarget(), 12e9, 9e9, -4e9, 2e9, -1e9),
		"many": many, "sampled": sampled, "same": same, "share": share, "cash": cash, "year": year, "tiny": long,
		"from nothing": bridgeOf(gapTarget(), 0, 3e9), "to nothing": bridgeOf(gapTarget(), 3e9, -3e9),
		"idle": bridgeOf(coverageTarget(), 17.3, -5.65, -5.58, -3.3, -2.1, 0, 1e-14, 0), "cancelling": bridgeOf(coverageTarget(), 1, 0.4, -0.4),
		"deep": bridgeOf(model.Target{Name: "cash_balance", Period: "2028"}, -5e9, -9e9, -1e9),
	}
}

// analysisCharts are charts of made-up analyses, by the name of the case.
func analysisCharts(t testing.TB) map[string][]*Chart {
	t.Helper()
	out := map[string][]*Chart{}
	for name, b := range bridges() {
		out["bridge "+name] = []*Chart{must(t, b, Waterfall)}
	}
	for name, tn := range tornados() {
		out["tornado "+name] = []*Chart{must(t, tn, TornadoChart)}
	}
	for name, sp := range spiders() {
		out["spider "+name] = []*Chart{must(t, sp, SpiderChart)}
	}
	for _, n := range []int{1, 5, 25} {
		out["screening "+itoa(n)] = []*Chart{must(t, screeningOf(n), ScreeningChart)}
		out["indices "+itoa(n)] = []*Chart{must(t, indicesOf(n), IndicesChart)}
		out["ranks "+itoa(n)] = []*Chart{must(t, ranksOf(n), RanksChart)}
	}
	for name, sw := range sweeps() {
		out["sweep "+name] = []*Chart{must(t, sw, func(sw *analysis.Sweep) (*Chart, error) { return SweepChart(sw, 0) })}
	}
	for name, so := range solutions() {
		out["solve "+name] = []*Chart{must(t, so, SolveChart)}
	}
	for _, n := range []int{1, 4, 25} {
		out["stress "+itoa(n)] = []*Chart{must(t, stressOf(n), StressChart)}
	}
	for name, c := range claimSets() {
		out["claims "+name] = []*Chart{must(t, c, ClaimsChart)}
	}
	return out
}

// madeAnalyses are the charts of analyses, one of each kind, and a map beside a line of a sweep.
func madeAnalyses(t testing.TB) []*Chart {
	t.Helper()
	heat := must(t, sweeps()["heat"], func(sw *analysis.Sweep) (*Chart, error) { return SweepChart(sw, 0) })
	heat.Name = "sweep-map"
	line := func(sw *analysis.Sweep) (*Chart, error) { return SweepChart(sw, 0) }
	return []*Chart{
		must(t, bridges()["usual"], Waterfall), must(t, tornados()["usual"], TornadoChart), must(t, spiders()["usual"], SpiderChart),
		must(t, screeningOf(5), ScreeningChart), must(t, indicesOf(5), IndicesChart), must(t, ranksOf(5), RanksChart),
		must(t, sweeps()["line"], line), heat, must(t, solutions()["one"], SolveChart), must(t, stressOf(4), StressChart),
		must(t, claimSets()["three"], ClaimsChart),
	}
}

func must[T any](t testing.TB, of T, make func(T) (*Chart, error)) *Chart {
	t.Helper()
	c, err := make(of)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// rangeOf is the range of the i-th input: months below and above its base.
func rangeOf(i int) analysis.Range {
	lo, hi := float64(i%3), float64(9+i)
	return analysis.Range{Path: inputPath(i), Base: 3, Low: lo, High: hi, Why: "P10 to P90", BaseText: "3mo", LowText: itoa(int(lo)) + "mo", HighText: itoa(int(hi)) + "mo"}
}

// tornadoOf has a bar for each pair of values at low and high.
func tornadoOf(t model.Target, base float64, ends ...[2]float64) *analysis.Tornado {
	tn := &analysis.Tornado{Scenario: subject(0), Target: t, Base: base, All: analysis.Bar{AtLow: base, AtHigh: base}}
	for i, e := range ends {
		tn.Bars = append(tn.Bars, analysis.Bar{Range: rangeOf(i), AtLow: e[0], AtHigh: e[1]})
		lo, hi, _ := bounded([]float64{base, e[0], e[1]})
		tn.All.AtLow += lo - base
		tn.All.AtHigh += hi - base
	}
	return tn
}

func tornados() map[string]*analysis.Tornado {
	var many [][2]float64
	for i := range 25 {
		d := 0.4 / float64(i+1)
		many = append(many, [2]float64{1.1 + d*float64(1-i%2*2), 1.1 - 0.7*d*float64(1-i%2*2)})
	}
	long := tornadoOf(coverageTarget(), 1.1, many[:14]...)
	long.Bars[0].Path = inputPaths[12]
	long.Bars[1].LowText, long.Bars[1].HighText = "a rather long word", "another rather long word"
	return map[string]*analysis.Tornado{
		"usual": tornadoOf(coverageTarget(), 1.15, [2]float64{1.31, 0.82}, [2]float64{1.02, 1.25}, [2]float64{1.2, 1.1}, [2]float64{1.13, 1.16}),
		"one":   tornadoOf(gapTarget(), 12e9, [2]float64{4e9, 30e9}), "many": tornadoOf(coverageTarget(), 1.1, many...), "long": long,
		"turning":   tornadoOf(coverageTarget(), 1.15, [2]float64{0.7, 0.9}, [2]float64{1.3, 1.25}, [2]float64{1.15, 1.15}),
		"undefined": tornadoOf(coverageTarget(), 1.15, [2]float64{nan, 0.9}, [2]float64{1.2, nan}, [2]float64{nan, nan}),
		"crossing":  tornadoOf(model.Target{Name: "cash_balance", Period: "2028"}, 1e9, [2]float64{-4e9, 3e9}, [2]float64{2e9, 0.5e9}),
		"no effect": tornadoOf(coverageTarget(), 1.15, [2]float64{1.15, 1.15}, [2]float64{1.15, 1.15}),
		"tiny":      tornadoOf(coverageTarget(), 1.15, [2]float64{1.1501, 1.1498}, [2]float64{1.15, 1.15004}),
		"year":      tornadoOf(model.Target{Name: "first_covered_year"}, 2028, [2]float64{2027, 2030}, [2]float64{2028, nan}),
	}
}

// spiderOf has a line for each slope, bent by half of its curve.
func spiderOf(t model.Target, base float64, slopes ...float64) *analysis.Spider {
	sp := &analysis.Spider{Scenario: subject(0), Target: t, Base: base}
	for i, d := range slopes {
		l := analysis.SpiderLine{Range: rangeOf(i)}
		for k := range 9 {
			v := l.Low + (l.High-l.Low)*float64(k)/8
			l.At = append(l.At, v)
			l.Values = append(l.Values, base+d*(v-l.Base)/9+0.3*d*(v-l.Base)*(v-l.Base)/81)
		}
		sp.Lines = append(sp.Lines, l)
	}
	return sp
}

func spiders() map[string]*analysis.Spider {
	var many []float64
	for i := range 25 {
		many = append(many, 0.5/float64(i+1)*float64(1-i%2*2))
	}
	gaps := spiderOf(coverageTarget(), 1.1, 0.4, -0.3, 0.1)
	gaps.Lines[0].Values[4], gaps.Lines[1].Values[8] = nan, nan
	for i := range gaps.Lines[2].Values {
		gaps.Lines[2].Values[i] = nan
	}
	bent := spiderOf(coverageTarget(), 1.1, 0.2)
	copy(bent.Lines[0].Values, []float64{0.9, 1, 1.1, 1.2, 1.35, 1.3, 1.2, 1.1, 1})
	return map[string]*analysis.Spider{
		"usual": spiderOf(coverageTarget(), 1.15, -0.4, 0.25, 0.12, -0.05), "one": spiderOf(gapTarget(), 12e9, 6e9),
		"many": spiderOf(coverageTarget(), 1.1, many...), "gaps": gaps, "bent": bent,
		"crossing": spiderOf(model.Target{Name: "cash_balance", Period: "2028"}, 1e9, 5e9, -3e9), "flat": spiderOf(coverageTarget(), 1.1, 0, 0),
	}
}

func screeningOf(n int) *analysis.Screening {
	sc := &analysis.Screening{Scenario: subject(0), Target: coverageTarget(), Base: 1.1, Seed: 3, Trajectories: 50, Evaluations: 50 * (n + 1)}
	for i := range n {
		v := 0.4 / float64(1+i*i)
		sc.Effects = append(sc.Effects, analysis.Effect{Range: rangeOf(i), Mu: -v, MuStar: v, Sigma: v * float64(i%4) / 2.5, MuStarLow: 0.9 * v, MuStarHigh: 1.12 * v})
	}
	return sc
}

func indicesOf(n int) *analysis.Decomposition {
	d := &analysis.Decomposition{Scenario: subject(0), Target: coverageTarget(), Seed: 3, Samples: 4096, Evaluations: 4096 * (n + 2), Mean: 1.2, SD: 0.3}
	for i := range n {
		first := 0.6 / float64(1+i*i)
		x := analysis.Index{Paths: []string{inputPath(i)}, First: first, FirstLow: first - 0.03, FirstHigh: first + 0.03}
		x.Total, x.TotalLow, x.TotalHigh = first+0.05, first+0.03, first+0.08
		switch i {
		case 1:
			x.Paths = []string{"contracts.aws.delay", "contracts.oracle.delay", "contracts.azure.delay"}
		case 3:
			x.First, x.FirstLow, x.FirstHigh = -0.02, -0.03, -0.01
		}
		d.Indices = append(d.Indices, x)
	}
	return d
}

func ranksOf(n int) *analysis.RankCorrelations {
	r := &analysis.RankCorrelations{Scenario: subject(0), Target: coverageTarget(), Seed: 3, Paths: 10000}
	for i := range n {
		rho := 0.7 / float64(i+1) * float64(1-i%2*2)
		r.All = append(r.All, analysis.RankCorrelation{Path: inputPath(i), Rho: rho, Low: rho - 0.02, High: rho + 0.02})
	}
	return r
}

// monthsAxis is an axis of n values from 0 months on, three months apart, with the scenario's own at the second.
func monthsAxis(path string, n int) analysis.Axis {
	a := analysis.Axis{Path: path, Label: path, Base: min(1, n-1), Own: "3mo", Number: true}
	for i := range n {
		a.Values, a.Texts = append(a.Values, float64(3*i)), append(a.Texts, itoa(3*i)+"mo")
	}
	return a
}

// sweepOf is a sweep of one target, its values worked out from those of the axes.
func sweepOf(t model.Target, x analysis.Axis, y *analysis.Axis, at func(x, y float64) float64) *analysis.Sweep {
	sw := &analysis.Sweep{Scenario: subject(0), X: x, Y: y, Results: []analysis.Swept{{Target: t, Base: at(3, 3)}}}
	down := []float64{3}
	if y != nil {
		down = y.Values
	}
	for _, b := range down {
		var row []float64
		for _, a := range x.Values {
			row = append(row, at(a, b))
		}
		sw.Results[0].Values = append(sw.Results[0].Values, row)
	}
	return sw
}

func sweeps() map[string]*analysis.Sweep {
	x, y := monthsAxis("contracts.aws.delay", 9), monthsAxis("contracts.oracle.ramp.full", 7)
	fine, finer := monthsAxis("contracts.aws.delay", 50), monthsAxis("contracts.oracle.ramp.full", 50)
	wide, one := monthsAxis(inputPaths[12], 200), monthsAxis("contracts.aws.delay", 1)
	words := analysis.Axis{Path: "contracts.aws.on_delay", Values: []float64{0, 1, 2}, Texts: []string{"extend", "compress", "forgive"}, Base: 1, Own: "compress"}
	away, reversed := x, analysis.Axis{Path: x.Path, Base: 2, Own: "6mo", Number: true, Values: []float64{12, 9, 6, 3, 0}, Texts: []string{"12mo", "9mo", "6mo", "3mo", "0mo"}}
	away.Base, away.Own = -1, "4mo"
	fall := func(a, b float64) float64 { return 1.4 - 0.03*a - 0.02*b }
	gap := func(a, b float64) float64 { return 1e9 * (4 + 0.3*a + 0.01*b*b) }
	cash := func(a, b float64) float64 { return 1e9 * (2 - 0.2*a - 0.05*b) }
	holes := func(a, b float64) float64 {
		if a+b > 30 || a == 6 {
			return nan
		}
		return fall(a, b)
	}
	flat := func(a, b float64) float64 { return 1.2 }
	balance := model.Target{Name: "cash_balance", Period: "2028"}
	return map[string]*analysis.Sweep{
		"line": sweepOf(coverageTarget(), x, nil, fall), "line away": sweepOf(gapTarget(), away, nil, gap), "line holes": sweepOf(coverageTarget(), x, nil, holes),
		"line reversed": sweepOf(coverageTarget(), reversed, nil, fall), "line crossing": sweepOf(balance, x, nil, cash), "line one": sweepOf(coverageTarget(), one, nil, fall),
		"line long": sweepOf(coverageTarget(), wide, nil, func(a, b float64) float64 { return 1 + 0.4*math.Sin(a/60) }), "line flat": sweepOf(coverageTarget(), x, nil, flat),
		"words": sweepOf(coverageTarget(), words, nil, fall), "words crossing": sweepOf(balance, words, nil, func(a, b float64) float64 { return 1e9 * (2 - 3*a) }),
		"heat": sweepOf(coverageTarget(), x, &y, fall), "heat gap": sweepOf(gapTarget(), x, &y, gap), "heat cash": sweepOf(balance, x, &y, cash),
		"heat holes": sweepOf(coverageTarget(), x, &y, holes), "heat fine": sweepOf(coverageTarget(), fine, &finer, holes),
		"heat wide": sweepOf(gapTarget(), wide, &y, gap), "heat tall": sweepOf(gapTarget(), y, &wide, gap), "heat one": sweepOf(coverageTarget(), one, &one, fall),
		"heat words": sweepOf(gapTarget(), words, &x, gap), "heat flat": sweepOf(gapTarget(), x, &y, flat),
	}
}

// solutionOf is a search for the wanted value among 33 values from 0 to 32 months.
func solutionOf(t model.Target, wanted float64, at func(v float64) float64, roots ...float64) *analysis.Solution {
	so := &analysis.Solution{Scenario: subject(0), Target: t, Path: "contracts.aws.delay", Wanted: wanted, Base: 3, From: at(3), High: 32,
		BaseText: "3mo", LowText: "0mo", HighText: "32mo"}
	for i := range 33 {
		so.Scanned = append(so.Scanned, analysis.Root{Value: float64(i), Target: at(float64(i)), Until: nan})
	}
	for _, r := range roots {
		so.Roots = append(so.Roots, analysis.Root{Value: r, Target: wanted, Until: nan, Text: fixed(r, 1) + "mo"})
	}
	return so
}

func solutions() map[string]*analysis.Solution {
	fall := func(v float64) float64 { return 1.4 - 0.03*v }
	jump := solutionOf(coverageTarget(), 1, func(v float64) float64 { return 1.3 - 0.5*math.Floor(v/15) }, 15)
	jump.Roots[0].Jump = true
	until := solutionOf(coverageTarget(), 1, func(v float64) float64 { return 1 + math.Max(0, 8-v)/10 + math.Min(0, 20-v)/10 }, 8)
	until.Roots[0].Until, until.Roots[0].UntilText = 20, "20mo"
	pole := solutionOf(coverageTarget(), 1, func(v float64) float64 { return 30 / (v + 0.1) }, 29.9)
	holes := solutionOf(gapTarget(), 9e9, func(v float64) float64 {
		return map[bool]float64{true: nan, false: 1e9 * (4 + 0.2*v)}[v > 12 && v < 20]
	}, 25)
	return map[string]*analysis.Solution{
		"one": solutionOf(coverageTarget(), 1, fall, 13.333), "none": solutionOf(coverageTarget(), 2, fall), "jump": jump, "until": until, "pole": pole, "holes": holes,
		"two": solutionOf(gapTarget(), 10e9, func(v float64) float64 { return 1e9 * (6 + (v-16)*(v-16)/40) }, 3.35, 28.65),
		"now": solutionOf(coverageTarget(), 1.31, fall, 3),
	}
}

func stressOf(n int) *analysis.Stress {
	st := &analysis.Stress{Scenario: subject(0), Limit: analysis.Limit{Target: coverageTarget(), Min: 1, Max: nan}, Base: 1.3, Median: 1.2, At: 0.9999,
		Found: true, Distance: 2.14, Probability: 0.0162, Reach: 6, Evaluations: 1200}
	total := 0.0
	for i := range n {
		v := 1.9 / float64(1+i) * float64(1-i%2*2)
		total += v * v
		st.Inputs = append(st.Inputs, analysis.StressedInput{Path: inputPath(i), Base: 3, Median: 3, At: 3 + 4*v, Score: v, MedianText: "3mo", AtText: fixed(3+4*v, 1) + "mo"})
	}
	for i := range st.Inputs {
		st.Inputs[i].Importance = st.Inputs[i].Score * st.Inputs[i].Score / total
	}
	return st
}

// claimsOf are claims of one value each, in B, of a contract whose bands hold 12 to 80 of them.
func claimsOf(values ...float64) *analysis.Claims {
	c := &analysis.Claims{Scenario: subject(0), Own: judgementsOf(38)}
	for i, v := range values {
		one := analysis.Claim{Path: "contracts.aws.value", Name: []string{"announcement", "nishadil", "reuters", "a-rather-long-name"}[i%4], Text: amount("USD", v*1e9),
			Judgements: judgementsOf(v), Judged: true, Survives: v >= 12 && v <= 80, Instead: nan}
		if i >= 4 {
			one.Name += itoa(i)
		}
		if one.Base = v == 38; v < 8 && v >= 1.2 {
			one.Factor, one.Instead, one.InsteadText = 10, v*1e10, amount("USD", v*1e10)
		}
		c.All = append(c.All, one)
	}
	return c
}

func judgementsOf(v float64) []analysis.Judgement {
	in := v >= 12 && v <= 80
	return []analysis.Judgement{
		{Contract: "aws", Measure: "price.implied", Unit: model.CurrencyPerHour, Value: 3.38 * v / 38, Low: 1.07, High: 7.1, Inside: in},
		{Contract: "aws", Measure: "spend_per_mw_year", Unit: model.CurrencyPerMWYr, Value: 16.2e6 * v / 38, Low: 5.1e6, High: 34e6, Inside: in},
		{Contract: "aws", Measure: "gpus_per_million", Unit: model.GPUsPerMillion, Value: 5.26 * 38 / v, Low: 2.5, High: 16.7, Inside: in},
	}
}

func claimSets() map[string]*analysis.Claims {
	var many []float64
	for i := range 20 {
		many = append(many, 3+float64(i*i)/2)
	}
	open, single := claimsOf(38, 100, 45), claimsOf(40)
	for i := range open.All {
		open.All[i].Judgements = open.All[i].Judgements[:1]
		open.All[i].Judgements[0].High, open.All[i].Judgements[0].Inside, open.All[i].Survives = nan, true, true
	}
	open.Own = nil
	single.All[0].Judgements = single.All[0].Judgements[2:]
	single.Own = nil
	return map[string]*analysis.Claims{"usual": claimsOf(38, 3.8), "three": claimsOf(30, 45, 100), "many": claimsOf(many...), "open": open, "single": single,
		"far": claimsOf(38, 0.038, 3800)}
}
