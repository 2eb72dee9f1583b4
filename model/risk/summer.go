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
	sorted   []int // the ranks, ascending
	settled  int   // of how many values places are
	places   []place
	values   []float32
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
	d.SD.Low, d.SD.High = m.SDInterval(Confidence)
	u.quantiles(d.Quantiles, u.orderOf(c), m.N)
	if n := u.p.options.replicates(); n > 1 {
		u.replicate(&d, c, n)
	}
	return d
}

func unknown() Estimate { return Estimate{math.NaN(), math.NaN(), math.NaN()} }

// order gives the values of ascending ranks.
type order func(ranks []int) []float32

// orderOf is the order of a column.
func (u *summer) orderOf(c int) order {
	if u.s.samples == nil {
		return u.sketched(c)
	}
	return func(ranks []int) []float32 {
		u.values = slices.Grow(u.values[:0], len(ranks))[:len(ranks)]
		u.selector.Select(u.s.samples[c], ranks, u.values)
		return u.values
	}
}

// sketched is the order of a column's summaries.
func (u *summer) sketched(c int) order {
	sketch := &u.s.sketches[0][c]
	if len(u.s.sketches) > 1 {
		sketch = &stat.Sketch{}
		for r := range u.s.sketches {
			sketch.Merge(&u.s.sketches[r][c])
		}
	}
	return func(ranks []int) []float32 {
		u.values = slices.Grow(u.values[:0], len(ranks))[:len(ranks)]
		sketch.Select(ranks, u.values)
		return u.values
	}
}

// quantiles are those at Probabilities of n independent values, with the ranks that bound them.
func (u *summer) quantiles(dst []Estimate, at order, n int) {
	u.settle(n)
	u.ranks = u.ranks[:0]
	for _, q := range u.places {
		u.ranks = append(u.ranks, q.lo, q.hi, q.low, q.high)
	}
	of := u.valuesOf(at)
	for i, q := range u.places {
		dst[i].Value = between(of(q.lo), of(q.hi), q.weight)
		if q.bounded {
			dst[i].Low, dst[i].High = of(q.low), of(q.high)
		}
	}
}

// place is where a quantile lies among the ranks, and those that bound it.
type place struct {
	lo, hi    int
	weight    float64
	low, high int
	bounded   bool
}

// settle works out the places of the quantiles among n values; most columns have as many as the one before.
func (u *summer) settle(n int) {
	if u.settled == n {
		return
	}
	u.settled, u.places = n, u.places[:0]
	for _, p := range Probabilities {
		var q place
		q.lo, q.hi, q.weight = stat.Type7(n, p)
		q.low, q.high, q.bounded = stat.RankInterval(n, p, Confidence)
		u.places = append(u.places, q)
	}
}

// valuesOf looks the ranks up, as far as they are not below 0, and gives the value of each.
func (u *summer) valuesOf(at order) func(rank int) float64 {
	u.sorted = append(u.sorted[:0], u.ranks...)
	slices.Sort(u.sorted)
	first, _ := slices.BinarySearch(u.sorted, 0)
	ranks := u.sorted[first:]
	values := at(ranks)
	return func(rank int) float64 {
		i, _ := slices.BinarySearch(ranks, rank)
		return float64(values[i])
	}
}

// between is a share of the way from a to b.
func between(a, b, share float64) float64 {
	if share == 0 {
		return a
	}
	return a + share*(b-a)
}

// replicate replaces the intervals by those of the replicates' spread, but for that of the spread itself, which is as wide as that of
// independent draws: sixteen replicates tell too little of it where a figure is skewed. That of a quantile is from the shares of the replicates that do
// not exceed it, whose spread is how far off its probability is, carried over to the ranks of all paths.
func (u *summer) replicate(d *Distribution, c, n int) {
	means := make([]float64, n)
	for r := range n {
		m := u.moments(c, r)
		if means[r] = m.Mean; m.N == 0 {
			means[r] = math.NaN()
		}
	}
	reach := reachOf(means)
	d.Mean.Low, d.Mean.High = d.Mean.Value-reach, d.Mean.Value+reach
	shares := u.sharesBelow(d.Quantiles, c, n)
	u.ranks = u.ranks[:0]
	for i, p := range Probabilities {
		low, high := replicateRanks(p, shares[i], d.Paths)
		u.ranks = append(u.ranks, low, high)
	}
	of := u.valuesOf(u.orderOf(c))
	for i := range d.Quantiles {
		q := &d.Quantiles[i]
		if q.Low, q.High = math.NaN(), math.NaN(); u.ranks[2*i] >= 0 {
			q.Low, q.High = of(u.ranks[2*i]), of(u.ranks[2*i+1])
		}
	}
}

// replicateRanks are the ranks among all paths that bound the p-quantile, from the shares of the replicates that do not exceed it; −1
// where there are too few paths.
func replicateRanks(p float64, shares []float64, paths int) (int, int) {
	n, reach := float64(paths), reachOf(shares)
	low, high := math.Floor((p-reach)*n-0.5), math.Ceil((p+reach)*n-0.5)
	if !(low >= 0 && high <= n-1) {
		return -1, -1
	}
	return int(low), int(high)
}

// sharesBelow is, for each quantile, the share of each replicate's paths that do not exceed it; NaN of a replicate without any.
func (u *summer) sharesBelow(quantiles []Estimate, c, replicates int) [][]float64 {
	shares := make([][]float64, len(quantiles))
	for i := range shares {
		shares[i] = make([]float64, replicates)
	}
	if u.s.samples == nil {
		for i, q := range quantiles {
			for r := range replicates {
				sketch := &u.s.sketches[r][c]
				shares[i][r] = float64(sketch.NotAbove(float32(q.Value))) / float64(sketch.N())
			}
		}
		return shares
	}
	for k, v := range u.s.samples[c] {
		for i := range quantiles {
			if float64(v) <= quantiles[i].Value {
				shares[i][k%replicates]++
			}
		}
	}
	for r := range replicates {
		n := float64(u.moments(c, r).N)
		for i := range shares {
			shares[i][r] /= n
		}
	}
	return shares
}

// moments are those of a column on the paths of one replicate.
func (u *summer) moments(c, replicate int) stat.Moments {
	var m stat.Moments
	for _, t := range u.s.tallies {
		m.Merge(t.moments[replicate*u.p.layout.columns+c])
	}
	return m
}
