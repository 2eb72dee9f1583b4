package risk

import (
	"cmp"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"commitcast/model"
	"commitcast/model/dist"
	"commitcast/model/draw"
)

// dated is a process on a grid of so many months after the valuation month, as a simulation has it.
func dated(n model.Noise, months int) *process {
	p := newProcess(n)
	p.date(model.Grid{From: month(2025, 1), N: months + 10}, month(2025, 10), 20261122)
	return &p
}

// At every month the mean of the factor is 1 and the variance of its logarithm that of the process, within four standard errors at a
// million paths: the moments of a geometric Brownian motion and of an Ornstein–Uhlenbeck process.
func TestProcessesHaveTheirMoments(t *testing.T) {
	if testing.Short() {
		t.Skip("a million paths")
	}
	const paths, months = 1_000_000, 18
	for what, n := range map[string]model.Noise{
		"a random walk":      {Path: "revenue.x", Volatility: 0.25},
		"a wild random walk": {Path: "revenue.y", Volatility: 0.8},
		"a walk pulled back": {Path: "market.z", Volatility: 0.4, HalfLife: 9},
	} {
		p := dated(n, months)
		sums := momentsOf(p, paths, months)
		for m, s := range sums {
			v := n.Volatility * n.Volatility * float64(m+1) / 12
			if n.HalfLife > 0 {
				κ := math.Ln2 / (float64(n.HalfLife) / 12)
				v = n.Volatility * n.Volatility * (1 - math.Exp(-2*κ*float64(m+1)/12)) / (2 * κ)
			}
			mean, log := s[0]/paths, s[1]/paths
			variance := (s[2] - s[1]*log) / (paths - 1)
			if se := math.Sqrt(math.Expm1(v) / paths); math.Abs(mean-1) > 4*se {
				t.Errorf("%s, month %d: mean %v, %v standard errors from 1", what, m+1, mean, (mean-1)/se)
			}
			if se := math.Sqrt(v / paths); math.Abs(log+v/2) > 4*se {
				t.Errorf("%s, month %d: mean of the logarithm %v, not %v", what, m+1, log, -v/2)
			}
			if se := v * math.Sqrt(2./paths); math.Abs(variance-v) > 4*se {
				t.Errorf("%s, month %d: variance of the logarithm %v, not %v, by %v standard errors", what, m+1, variance, v, (variance-v)/se)
			}
		}
	}
}

// momentsOf sums by month the factors, their logarithms and the squares of these, half of the paths at a time.
func momentsOf(p *process, paths, months int) [][3]float64 {
	halves := make([][][3]float64, 2)
	var group sync.WaitGroup
	for h := range halves {
		group.Go(func() {
			sums := make([][3]float64, months)
			z, factors := make([]float64, len(p.keys)), make([]float64, p.from+len(p.keys))
			for i := h * paths / 2; i < (h+1)*paths/2; i++ {
				draw.Normals(z, p.keys, uint64(i))
				p.fill(factors, z)
				for m, f := range factors[p.from:] {
					x := math.Log(f)
					sums[m][0] += f
					sums[m][1] += x
					sums[m][2] += x * x
				}
			}
			halves[h] = sums
		})
	}
	group.Wait()
	for m := range halves[0] {
		for k := range halves[0][m] {
			halves[0][m][k] += halves[1][m][k]
		}
	}
	return halves[0]
}

// Factors are those of the formulas, by every way they are worked out.
func TestFactorsFollowTheFormulas(t *testing.T) {
	for _, n := range []model.Noise{{Path: "a", Volatility: 0.2}, {Path: "a", Volatility: 0.27}, {Path: "a", Volatility: 0.9}, {Path: "a", Volatility: 5},
		{Path: "a", Volatility: 0.3, HalfLife: 24}, {Path: "a", Volatility: 2, HalfLife: 0.5}, {Path: "a"}} {
		p := dated(n, 120)
		z, factors := make([]float64, len(p.keys)), make([]float64, p.from+len(p.keys))
		for path := range uint64(300) {
			draw.Normals(z, p.keys, path)
			p.fill(factors, z)
			for m, want := range naiveFactors(n, z) {
				if got := factors[p.from+m]; math.Abs(got-want) > 2e-12*want {
					t.Fatalf("%+v, path %d, month %d: %v, by the formulas %v", n, path, m+1, got, want)
				}
			}
		}
	}
}

// Up to and including the valuation month nothing is uncertain.
func TestNoiseBeginsAfterTheValuationMonth(t *testing.T) {
	c := business().add(contract("a", 1e9, month(2025, 1), 24))
	c.noise("revenue.sales", 0.5, 0)
	r := simulate(t, Options{Paths: 50, Seed: 1, By: model.ByMonth, Metrics: []string{"revenue"}}, c.s)
	m := r.Scenarios[0].Metrics[0]
	for i, q := range r.Periods {
		moved := 0
		for _, v := range m.Samples(i) {
			if v != float32(m.Base[i]) {
				moved++
			}
		}
		if known := q.From <= month(2025, 10); known && moved > 0 || !known && moved < 50 {
			t.Errorf("%s: on %d of 50 paths revenue is not the base", q.Label, moved)
		}
	}
}

// The polynomial of small steps keeps to its stated error and one rounding, against an exponential worked out in 200 bits.
func TestSmallStepsKeepToTheirError(t *testing.T) {
	const rounding = 0x1p-52
	random := rand.New(rand.NewPCG(5, 5))
	p := process{step: 1}
	factor := make([]float64, 1)
	for _, reach := range []struct{ x, stated float64 }{{0.25, 2e-16}, {smallest, 1e-12}} {
		worst, at := 0.0, 0.0
		for i := range 2000 {
			x := reach.x * (2*random.Float64() - 1)
			if i < 100 {
				x = reach.x * (1 - 1e-4*float64(i/2)) * float64(1-2*(i%2)) // the ends
			}
			p.walk(factor, []float64{x})
			exact := bigExp(x)
			diff := new(big.Float).SetPrec(200).Sub(big.NewFloat(factor[0]), exact)
			if e, _ := diff.Quo(diff, exact).Float64(); math.Abs(e) > worst {
				worst, at = math.Abs(e), x
			}
		}
		if worst > reach.stated+rounding {
			t.Errorf("at %v the error is %.2g of the value, %.2g is stated", at, worst, reach.stated)
		}
	}
}

// bigExp is e^x by its series.
func bigExp(x float64) *big.Float {
	sum, term := big.NewFloat(1).SetPrec(200), big.NewFloat(1).SetPrec(200)
	factor := new(big.Float).SetPrec(200).SetFloat64(x)
	for k := int64(1); k < 60; k++ {
		term.Mul(term, factor)
		term.Quo(term, new(big.Float).SetPrec(200).SetInt64(k))
		sum.Add(sum, term)
	}
	return sum
}

// ranks are the ranks of some values, from 0.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	out := make([]float64, len(values))
	for rank, i := range order {
		out[i] = float64(rank)
	}
	return out
}

// correlation is Pearson's.
func correlation(a, b []float64) float64 {
	n := float64(len(a))
	var sa, sb, saa, sbb, sab float64
	for i := range a {
		sa, sb = sa+a[i], sb+b[i]
	}
	for i := range a {
		x, y := a[i]-sa/n, b[i]-sb/n
		saa, sbb, sab = saa+x*x, sbb+y*y, sab+x*y
	}
	return sab / math.Sqrt(saa*sbb)
}

// nearRank fails where a rank correlation is more than four standard errors (Bonett and Wright, 2000) from that of normal scores of a correlation.
func nearRank(t *testing.T, what string, got, rho float64, n int) {
	t.Helper()
	want := 6 / math.Pi * math.Asin(rho/2)
	se := math.Sqrt((1 + want*want/2) / float64(n-3))
	if off := (math.Atanh(got) - math.Atanh(want)) / se; math.Abs(off) > 4 {
		t.Errorf("%s: rank correlation %.4f, not %.4f, by %.1f standard errors", what, got, want, off)
	}
}

func TestInputsAreCorrelatedByTheirRanks(t *testing.T) {
	paths := 40_000
	if testing.Short() {
		paths = 4000
	}
	c := business()
	for i, id := range []string{"a", "b", "c", "d"} {
		c.add(contract(id, 1e9, month(2026, 1), 24))
		c.vary("contracts."+id+".value", []dist.Spec{uniform(1e9, 2e9), triangular(1e9, 2e9, 4e9), pert(1e9, 2e9, 4e9), normal(1e9, 1e8, 0, math.NaN())}[i], nil)
	}
	c.correlate("contracts.c.value", "contracts.a.value", 0.7)
	c.correlate("contracts.a.value", "contracts.b.value", -0.4)
	r := simulate(t, Options{Paths: 32, Seed: 6, Metrics: []string{"spend"}}, c.s)
	all := drawnInputs(r, paths)
	for pair, rho := range map[string]float64{"ca": 0.7, "ab": -0.4, "cb": 0, "ad": 0} {
		a, b := all["contracts."+pair[:1]+".value"], all["contracts."+pair[1:]+".value"]
		nearRank(t, pair, correlation(ranks(a), ranks(b)), rho, paths)
	}
}

func TestInnovationsAreCorrelatedMonthByMonth(t *testing.T) {
	paths := 40_000
	if testing.Short() {
		paths = 4000
	}
	c := noisy()
	p, err := newPlan([]*model.Scenario{c.s}, Options{Paths: paths, Seed: 8})
	if err != nil {
		t.Fatal(err)
	}
	w := newWorker(p)
	const months = 3
	z := make([][months + 1][]float64, 4)
	for path := range paths {
		w.runs[0].drawNoise(nil, path)
		for k := range z {
			for m := range z[k] {
				z[k][m] = append(z[k][m], w.runs[0].innovations[k][m*11])
			}
		}
	}
	between := map[[2]int]float64{{3, 0}: 0.5, {0, 1}: -0.3, {1, 3}: 0.2, {0, 2}: 0, {2, 3}: 0} // by the order of the noise
	for m := range months {
		for pair, rho := range between {
			nearRank(t, "of one month", correlation(ranks(z[pair[0]][m]), ranks(z[pair[1]][m])), rho, paths)
			nearRank(t, "of two months", correlation(ranks(z[pair[0]][m]), ranks(z[pair[1]][m+1])), 0, paths)
		}
	}
}
