package analysis

import (
	"cmp"
	"math"
	"slices"

	"commitcast/model"
)

// ranking is the ranks of the values that are known, with where they stand.
type ranking struct {
	at    []int // places of the known values
	ranks []float64
}

// rankable ranks the known values.
func rankable(values []float64) *ranking {
	r := &ranking{}
	var known []float64
	for i, v := range values {
		if model.Known(v) {
			r.at = append(r.at, i)
			known = append(known, v)
		}
	}
	r.ranks = ranksOf(known)
	return r
}

// with is Spearman's correlation of the ranked values with others of the same places, and of how many pairs it is: Pearson's of the
// ranks, where equals share the mean of theirs. It is Unknown where either does not vary.
func (r *ranking) with(others []float64) (rho float64, n int) {
	beside := make([]float64, len(r.at))
	for i, at := range r.at {
		beside[i] = others[at]
	}
	n = len(beside)
	middle := float64(n-1) / 2
	var xy, xx, yy float64
	for i, y := range ranksOf(beside) {
		x, y := r.ranks[i]-middle, y-middle
		xy, xx, yy = xy+x*y, xx+x*x, yy+y*y
	}
	if xx == 0 || yy == 0 {
		return model.Unknown(), n
	}
	return max(-1, min(1, xy/math.Sqrt(xx*yy))), n
}

// ranksOf are the ranks of values from 0; equals share the mean of theirs.
func ranksOf(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(values[a], values[b]), cmp.Compare(a, b)) })
	ranks := make([]float64, len(values))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = float64(from+to-1) / 2
		}
		from = to
	}
	return ranks
}

// rankInterval is the 95% interval of Spearman's correlation of n pairs: tanh(atanh ρ ± 1.96·√((1 + ρ²/2)/(n − 3))), Fisher's transformation
// with the variance of Bonett and Wright (2000). It is not known of fewer than four pairs, and where ρ is not.
func rankInterval(rho float64, n int) (low, high float64) {
	if n < 4 || !model.Known(rho) {
		return model.Unknown(), model.Unknown()
	}
	const z = 1.959963984540054 // of the normal distribution at 97.5%
	centre, reach := math.Atanh(rho), z*math.Sqrt((1+rho*rho/2)/float64(n-3))
	return math.Tanh(centre - reach), math.Tanh(centre + reach)
}
