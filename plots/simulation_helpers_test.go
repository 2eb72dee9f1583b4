package plots

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"commitcast/model"
	"commitcast/model/draw"
	"commitcast/model/risk"
)

// lottery describes simulations to be made up for a test. Coverage is revenue over spend; revenue grows by a chance that is
// drawn once a path and is shaken every year, spend starts late by chance.
type lottery struct {
	scenarios, years, paths int
	start, growth, spread   float64 // revenue of the first full year in B; its growth a year; sd of log revenue a year
	cash                    float64 // at the beginning, in B
	long, parts             bool    // long names; part-years at both ends
	scale                   float64 // of money
	limit                   float64 // a check on the funding gap, in B; 0 for none
	by                      model.By
}

func lotteryOf(scenarios, years int) lottery {
	return lottery{scenarios: scenarios, years: years, paths: 4000, start: 6, growth: 1.25, spread: 0.2, cash: 8, scale: 1, parts: true, by: model.ByYear}
}

// drawnPath is what one path of one scenario gives.
type drawnPath struct {
	revenue, spend, balance []float64
	lowest, gap             float64
}

func (l lottery) path(rng *rand.Rand, j int) drawnPath {
	n := l.years
	p := drawnPath{lowest: math.Inf(1)}
	level, late, cash := l.start*(1+0.25*float64(j)), 0.3*rng.ExpFloat64()+0.2*float64(j), l.cash
	trend := math.Log(l.growth) + 0.6*l.spread*rng.NormFloat64()
	for i := range n {
		spend := 9 * math.Min(1, math.Max(0.15, (float64(i)+0.6-late)/2.2))
		level *= math.Exp(trend + l.spread*rng.NormFloat64() - l.spread*l.spread/2)
		revenue := level
		if l.parts && n > 2 && (i == 0 || i == n-1) {
			spend, revenue = spend/4, revenue/4
		}
		cash += 0.8*revenue - spend
		p.revenue = append(p.revenue, revenue*1e9*l.scale)
		p.spend = append(p.spend, spend*1e9*l.scale)
		p.balance = append(p.balance, cash*1e9*l.scale)
		if !l.partial(i) {
			p.lowest = math.Min(p.lowest, revenue/spend)
		}
		p.gap = math.Max(p.gap, -cash*1e9*l.scale)
	}
	return p
}

func (l lottery) partial(i int) bool { return l.parts && l.years > 2 && (i == 0 || i == l.years-1) }

// columnsOf are the paths' values of every metric and figure, by name and period.
type columnsOf map[string][][]float64

func (l lottery) draw(j int) columnsOf {
	rng := rand.New(rand.NewPCG(11, 7))
	out := columnsOf{}
	put := func(name string, i int, v float64) {
		for len(out[name]) <= i {
			out[name] = append(out[name], nil)
		}
		out[name][i] = append(out[name][i], v)
	}
	for range l.paths {
		p := l.path(rng, j)
		for i := range l.years {
			put("revenue", i, p.revenue[i])
			put("spend", i, p.spend[i])
			put("cash_balance", i, p.balance[i])
			put("coverage.revenue", i, p.revenue[i]/p.spend[i])
		}
		put("min_coverage", 0, p.lowest)
		put("funding_gap", 0, p.gap)
	}
	return out
}

// distributionOf sums up values with normal intervals of the ranks, which is near enough for a picture.
func distributionOf(values []float64) risk.Distribution {
	var known []float64
	for _, v := range values {
		if model.Known(v) {
			known = append(known, v)
		}
	}
	slices.Sort(known)
	n := len(known)
	d := risk.Distribution{Paths: n, Undefined: len(values) - n}
	if n == 0 {
		return d
	}
	at := func(p float64) float64 {
		h := math.Min(math.Max(p, 0), 1) * float64(n-1)
		i := int(h)
		return known[i] + (h-float64(i))*(known[min(i+1, n-1)]-known[i])
	}
	for _, p := range risk.Probabilities {
		half := 1.96 * math.Sqrt(p*(1-p)/float64(n))
		d.Quantiles = append(d.Quantiles, risk.Estimate{Value: at(p), Low: at(p - half), High: at(p + half)})
	}
	d.Min, d.Max = known[0], known[n-1]
	return d
}

func probabilityOf(happened, n int) risk.Probability {
	p := float64(happened) / float64(n)
	half := 1.96 * math.Sqrt(p*(1-p)/float64(n))
	return risk.Probability{Estimate: risk.Estimate{Value: p, Low: p - half, High: p + half}, Paths: n}
}

var lotteryMetrics = []model.Metric{
	{Name: "spend", Label: "Spend", Unit: model.Currency, Aggregation: model.Sum},
	{Name: "revenue", Label: "Revenue", Unit: model.Currency, Aggregation: model.Sum},
	{Name: "coverage.revenue", Label: "Revenue coverage", Unit: model.Multiple, Aggregation: model.Ratio},
	{Name: "cash_balance", Label: "Cash balance", Unit: model.Currency, Aggregation: model.End},
}

var lotteryFigures = []model.Figure{
	{Name: "min_coverage", Label: "Lowest revenue coverage", Unit: model.Multiple},
	{Name: "funding_gap", Label: "Funding gap", Unit: model.Currency},
}

// simulation makes up a result, with the values of its paths.
func (l lottery) simulation(t testing.TB) *simulation {
	t.Helper()
	r := &risk.Result{Options: risk.Options{Paths: l.paths, Seed: 1, Sampler: draw.Random, By: l.by}, Replicates: 1}
	for i := range l.years {
		y := 2025 + i
		r.Periods = append(r.Periods, model.Period{Label: itoa(y), From: model.MonthOf(y, 1), To: model.MonthOf(y, 12), Partial: l.partial(i)})
	}
	su := usual(1, l.scenarios, l.years)
	su.long = l.long
	var first columnsOf
	kept := map[Quantity][]sample{}
	for j := range l.scenarios {
		sc := su.scenario(j)
		if l.limit > 0 {
			sc.Checks = []model.Check{{Name: "line", Metric: "funding_gap", Min: nan, Max: l.limit * 1e9 * l.scale}}
		}
		c := l.draw(j)
		res := l.scenario(sc, c, j)
		res.Periods = r.Periods
		r.Scenarios = append(r.Scenarios, res)
		if j == 0 {
			first = c
		} else {
			r.Differences = append(r.Differences, l.difference(sc, c, first, res, r.Scenarios[0]))
		}
		for _, f := range res.Figures {
			kept[Quantity{Name: f.Name}] = append(kept[Quantity{Name: f.Name}], madeSample(c[f.Name][0], f.Base, f.Distribution, j))
		}
		for _, m := range res.Metrics {
			q := Quantity{m.Name, r.Periods[min(2, l.years-1)].Label}
			kept[q] = append(kept[q], madeSample(c[m.Name][min(2, l.years-1)], m.Base[0], m.Periods[min(2, l.years-1)], j))
		}
	}
	s, err := newSimulation(SimulationInput{Result: r})
	if err != nil {
		t.Fatal(err)
	}
	names := labels(s.reports)
	for _, all := range kept {
		for i := range all {
			all[i].name, all[i].of = names[all[i].index], s.reports[all[i].index]
		}
	}
	s.kept = kept
	return s
}

func madeSample(values []float64, base float64, d risk.Distribution, index int) sample {
	single := make([]float32, len(values))
	for i, v := range values {
		single[i] = float32(v)
	}
	s := newSample(single)
	s.base, s.dist, s.index = base, d, index
	return s
}

func (l lottery) scenario(sc *model.Scenario, c columnsOf, j int) risk.ScenarioResult {
	res := risk.ScenarioResult{Scenario: sc}
	base := l
	base.spread = 0
	own := base.path(rand.New(rand.NewPCG(1, 1)), j)
	bases := map[string][]float64{"spend": own.spend, "revenue": own.revenue, "cash_balance": own.balance}
	for i := range own.spend {
		bases["coverage.revenue"] = append(bases["coverage.revenue"], own.revenue[i]/own.spend[i])
	}
	for _, m := range lotteryMetrics {
		mr := risk.MetricResult{Metric: m, Base: bases[m.Name]}
		for i := range l.years {
			mr.Periods = append(mr.Periods, distributionOf(c[m.Name][i]))
		}
		res.Metrics = append(res.Metrics, mr)
	}
	figures := map[string]float64{"min_coverage": own.lowest, "funding_gap": own.gap}
	for _, f := range lotteryFigures {
		res.Figures = append(res.Figures, risk.FigureResult{Figure: f, Base: figures[f.Name], Distribution: distributionOf(c[f.Name][0])})
	}
	res.Breach = l.breach(c)
	return res
}

func (l lottery) breach(c columnsOf) *risk.Breach {
	b := &risk.Breach{Target: 1}
	firsts, evers := make([]int, l.years), 0
	counts := make([]int, l.years)
	for k := range l.paths {
		hit := false
		for i := range l.years {
			if l.partial(i) || c["coverage.revenue"][i][k] >= 1 {
				continue
			}
			counts[i]++
			if !hit {
				firsts[i]++
				evers++
			}
			hit = true
		}
	}
	for i := range l.years {
		p := probabilityOf(counts[i], l.paths)
		if l.partial(i) {
			p = risk.Probability{Estimate: risk.Estimate{Value: nan, Low: nan, High: nan}}
		}
		b.Periods = append(b.Periods, p)
		b.First = append(b.First, probabilityOf(firsts[i], l.paths))
	}
	b.Ever = probabilityOf(evers, l.paths)
	return b
}

func (l lottery) difference(sc *model.Scenario, c, first columnsOf, own, base risk.ScenarioResult) risk.DifferenceResult {
	d := risk.DifferenceResult{Scenario: sc}
	for k, m := range lotteryMetrics {
		mr := risk.MetricResult{Metric: m}
		for i := range l.years {
			diff := make([]float64, l.paths)
			for p := range diff {
				diff[p] = c[m.Name][i][p] - first[m.Name][i][p]
			}
			mr.Periods = append(mr.Periods, distributionOf(diff))
			mr.Base = append(mr.Base, own.Metrics[k].Base[i]-base.Metrics[k].Base[i])
		}
		d.Metrics = append(d.Metrics, mr)
	}
	return d
}

// lotteries are the simulations that the charts are checked on.
func lotteries() map[string]lottery {
	with := func(l lottery, f func(*lottery)) lottery { f(&l); return l }
	return map[string]lottery{
		"one":       lotteryOf(1, 8),
		"two":       lotteryOf(2, 8),
		"three":     with(lotteryOf(3, 7), func(l *lottery) { l.limit = 4 }),
		"five":      with(lotteryOf(5, 9), func(l *lottery) { l.long = true }),
		"twelve":    with(lotteryOf(12, 30), func(l *lottery) { l.growth, l.spread = 1.04, 0.06 }),
		"limit":     with(lotteryOf(1, 6), func(l *lottery) { l.limit = 3 }),
		"one year":  with(lotteryOf(1, 1), func(l *lottery) { l.parts = false }),
		"two years": with(lotteryOf(2, 2), func(l *lottery) { l.parts = false }),
		"thirty":    with(lotteryOf(1, 30), func(l *lottery) { l.growth, l.spread = 1.06, 0.07 }),
		"wild":      with(lotteryOf(1, 8), func(l *lottery) { l.spread = 1.1 }),
		"few paths": with(lotteryOf(1, 6), func(l *lottery) { l.paths = 16 }),
		"safe":      with(lotteryOf(1, 6), func(l *lottery) { l.start, l.growth = 40, 1.3 }),
		"doomed":    with(lotteryOf(1, 6), func(l *lottery) { l.start, l.growth, l.spread = 2, 1, 0.1 }),
		"small":     with(lotteryOf(1, 6), func(l *lottery) { l.scale = 1e-6 }),
	}
}

func (l lottery) charts(t testing.TB) []*Chart {
	t.Helper()
	charts, _, err := l.simulation(t).charts(nil)
	if err != nil {
		t.Fatal(err)
	}
	return charts
}

// madeSimulations are the charts of two simulations, one of each kind: of one scenario, and of the differences of three.
func madeSimulations(t testing.TB) []*Chart {
	t.Helper()
	one, three := lotteryOf(1, 8), lotteryOf(3, 8)
	one.growth, three.growth = 1.1, 1.1
	charts, _, err := one.simulation(t).charts([]string{"fan-coverage", "fan-revenue", "fan-spend", "fan-cash-balance", "breach", "histogram-coverage", "histogram-gap"})
	if err != nil {
		t.Fatal(err)
	}
	more, _, err := three.simulation(t).charts([]string{"exceedance-coverage", "exceedance-gap", "difference-coverage", "difference-spend"})
	if err != nil {
		t.Fatal(err)
	}
	return append(charts, more...)
}
