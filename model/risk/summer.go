package risk

import (
	"math"
	"slices"

	"commitcast/model/stat"
)

// summer sums up columns. It owns its scratch space; one a worker.
type summer struct {
	p        *plan
	s        *store
	selector stat.Selector
	ranks    []int
	values   []float32
	gathered []float32 // of one replicate
}

func newSummer(p *plan, s *store) *summer { return &summer{p: p, s: s} }

// column is the distribution of one column.
func (u *summer) column(c int) Distribution {
	var m stat.Moments
	for r := range u.p.options.replicates() {
		m.Merge(u.moments(c, r))
	}
	d := Distribution{Paths: m.N, Undefined: u.p.options.Paths - m.N, Quantiles: make([]Estimate, len(Probabilities)),
		Mean: unknown(), SD: unknown(), Min: math.NaN(), Max: math.NaN()}
	for i := range d.Quantiles {
		d.Quantiles[i] = unknown()
	}
	if m.N == 0 {
		return d
	}
	d.Mean.Value, d.SD.Value, d.Min, d.Max = m.Mean, m.SD(), m.Min, m.Max
	d.Mean.Low, d.Mean.High = m.MeanInterval(Confidence)
	u.quantiles(d.Quantiles, u.orderOf(c, 0, 1), m.N)
	if n := u.p.options.replicates(); n > 1 {
		u.replicate(&d, c, n)
	}
	return d
}

func unknown() Estimate { return Estimate{math.NaN(), math.NaN(), math.NaN()} }

// order gives the values of ascending ranks.
type order func(ranks []int) []float32

// orderOf is the order of a column's paths from one on, so many apart.
func (u *summer) orderOf(c, from, step int) order {
	if u.s.samples == nil {
		return u.sketched(c, from, step)
	}
	values := u.s.samples[c]
	if step > 1 {
		u.gathered = u.gathered[:0]
		for i := from; i < len(values); i += step {
			u.gathered = append(u.gathered, values[i])
		}
		values = u.gathered
	}
	return func(ranks []int) []float32 {
		u.values = slices.Grow(u.values[:0], len(ranks))[:len(ranks)]
		u.selector.Select(values, ranks, u.values)
		return u.values
	}
}

// sketched is the order of a column's summary: of one replicate, or of all of them.
func (u *summer) sketched(c, from, step int) order {
	sketch := &u.s.sketches[from][c]
	if step == 1 && len(u.s.sketches) > 1 {
		var all stat.Sketch
		for r := range u.s.sketches {
			all.Merge(&u.s.sketches[r][c])
		}
		sketch = &all
	}
	return func(ranks []int) []float32 {
		u.values = u.values[:0]
		for _, r := range ranks {
			u.values = append(u.values, float32(sketch.Value(r)))
		}
		return u.values
	}
}

// quantiles are those at Probabilities of n independent values, with the ranks that bound them.
func (u *summer) quantiles(dst []Estimate, at order, n int) {
	u.ranks = u.ranks[:0]
	for _, p := range Probabilities {
		lo, hi, _ := stat.Type7(n, p)
		low, high, _ := stat.RankInterval(n, p, Confidence)
		u.ranks = append(u.ranks, lo, hi, low, high)
	}
	sorted := slices.Clone(u.ranks)
	slices.Sort(sorted)
	values := at(sorted)
	of := func(rank int) float64 {
		i, _ := slices.BinarySearch(sorted, rank)
		return float64(values[i])
	}
	for i, p := range Probabilities {
		lo, hi, weight := stat.Type7(n, p)
		dst[i].Value = between(of(lo), of(hi), weight)
		if low, high, ok := stat.RankInterval(n, p, Confidence); ok {
			dst[i].Low, dst[i].High = of(low), of(high)
		}
	}
}

// between is a share of the way from a to b.
func between(a, b, share float64) float64 {
	if share == 0 {
		return a
	}
	return a + share*(b-a)
}

// replicate replaces the intervals by those of the replicates' spread.
func (u *summer) replicate(d *Distribution, c, n int) {
	means := make([]float64, n)
	each := make([][]Estimate, n)
	for r := range n {
		m := u.moments(c, r)
		each[r] = make([]Estimate, len(Probabilities))
		if means[r] = m.Mean; m.N == 0 {
			means[r] = math.NaN()
			for i := range each[r] {
				each[r][i] = unknown()
			}
			continue
		}
		u.quantiles(each[r], u.orderOf(c, r, n), m.N)
	}
	reach := reachOf(means)
	d.Mean.Low, d.Mean.High = d.Mean.Value-reach, d.Mean.Value+reach
	estimates := make([]float64, n)
	for i := range d.Quantiles {
		for r := range n {
			estimates[r] = each[r][i].Value
		}
		reach := reachOf(estimates)
		d.Quantiles[i].Low, d.Quantiles[i].High = d.Quantiles[i].Value-reach, d.Quantiles[i].Value+reach
	}
}

// moments are those of a column on the paths of one replicate.
func (u *summer) moments(c, replicate int) stat.Moments {
	var m stat.Moments
	for _, t := range u.s.tallies {
		m.Merge(t.moments[replicate*u.p.layout.columns+c])
	}
	return m
}
