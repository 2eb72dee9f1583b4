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

// replicate replaces the intervals by those of the replicates' spread: of the mean and the standard deviation from their jackknife, and
// of a quantile from how many values of each replicate do not exceed it.
func (u *summer) replicate(d *Distribution, c, n int) {
	parts := make([]stat.Moments, n)
	for r := range parts {
		parts[r] = u.moments(c, r)
	}
	jackknife(&d.Mean, parts, func(m stat.Moments) float64 { return m.Mean })
	jackknife(&d.SD, parts, func(m stat.Moments) float64 { return math.Sqrt(m.M2 / float64(m.N)) })
	d.SD.Low = max(0, d.SD.Low)
	u.bound(d, c, parts)
}

// jackknife gives a figure of all values the interval of its pseudo-values, one a replicate: the figure, and as often as there are other
// replicates what it loses without this one (Miller, The jackknife: a review, 1974). They stand for independent estimates and have next
// to no bias. A figure that has more is within the interval all the same. NaN where a replicate has no values.
func jackknife(e *Estimate, parts []stat.Moments, figure func(stat.Moments) float64) {
	whole := figure(merged(parts, -1))
	pseudo := make([]float64, len(parts))
	for r, m := range parts {
		pseudo[r] = whole + float64(len(parts)-1)*(whole-figure(merged(parts, r)))
		if m.N == 0 {
			pseudo[r] = math.NaN()
		}
	}
	low, high := stat.ReplicateInterval(pseudo, Confidence)
	e.Low, e.High = min(low, e.Value), max(high, e.Value)
}

// merged are the moments of all replicates but one.
func merged(parts []stat.Moments, but int) stat.Moments {
	var m stat.Moments
	for r, part := range parts {
		if r != but {
			m.Merge(part)
		}
	}
	return m
}

// bound gives the quantiles their intervals, whose ends lie between the values of neighbouring ranks.
func (u *summer) bound(d *Distribution, c int, parts []stat.Moments) {
	ends := u.endRanks(d, c, parts)
	u.ranks = u.ranks[:0]
	for _, rank := range ends {
		u.ranks = append(u.ranks, int(math.Floor(rank)), int(math.Ceil(rank)))
	}
	of := u.valuesOf(u.orderOf(c))
	at := func(rank float64) float64 {
		if rank < 0 {
			return math.NaN()
		}
		below := math.Floor(rank)
		return between(of(int(below)), of(int(math.Ceil(rank))), rank-below)
	}
	for i := range d.Quantiles {
		d.Quantiles[i].Low, d.Quantiles[i].High = at(ends[2*i]), at(ends[2*i+1])
	}
}

// endRanks are the ranks of the low and the high end of each quantile's interval, with fractions; −1 where there are too few paths.
func (u *summer) endRanks(d *Distribution, c int, parts []stat.Moments) []float64 {
	sizes := make([]int, len(parts))
	for r, m := range parts {
		sizes[r] = m.N
	}
	var ends []float64
	for i, counts := range u.countsNotAbove(d.Quantiles, c, len(parts)) {
		p := Probabilities[i]
		rank, reach := p*float64(d.Paths)-0.5, stat.CountReach(counts, sizes, p, Confidence)
		low, high := rank-reach, rank+reach
		if !(low >= 0 && high <= float64(d.Paths-1)) {
			low, high = -1, -1
		}
		ends = append(ends, low, high)
	}
	return ends
}

// countsNotAbove is, for each quantile, how many values of each replicate do not exceed it.
func (u *summer) countsNotAbove(quantiles []Estimate, c, replicates int) [][]int {
	counts := make([][]int, len(quantiles))
	for i, q := range quantiles {
		counts[i] = make([]int, replicates)
		if u.s.samples == nil {
			for r := range replicates {
				counts[i][r] = u.s.sketches[r][c].NotAbove(float32(q.Value))
			}
		}
	}
	if u.s.samples == nil {
		return counts
	}
	for k, v := range u.s.samples[c] {
		for i := range quantiles {
			if float64(v) <= quantiles[i].Value {
				counts[i][k%replicates]++
			}
		}
	}
	return counts
}

// moments are those of a column on the paths of one replicate.
func (u *summer) moments(c, replicate int) stat.Moments {
	var m stat.Moments
	for _, t := range u.s.tallies {
		m.Merge(t.moments[replicate*u.p.layout.columns+c])
	}
	return m
}
