package dist

import "math"

// fitMetalog returns the metalog of as many terms that passes through the quantiles, whose values lie between the bounds; false
// when they do not determine one.
func fitMetalog(quantiles []Quantile, low, high float64) (*metalogLaw, bool) {
	m := &metalogLaw{low: low, high: high}
	n := len(quantiles)
	rows := make([][]float64, n)
	for i, q := range quantiles {
		rows[i] = append(terms(q.P, n), m.unbound(q.Value))
	}
	spread := rows[n-1][n] - rows[0][n]
	if !eliminate(rows) {
		return nil, false
	}
	for k, row := range rows {
		m.set(k, row[n], spread)
	}
	for _, q := range quantiles {
		miss := m.curve(q.P-0.5, math.Log(q.P/(1-q.P))) - m.unbound(q.Value)
		if !(math.Abs(miss) <= 1e-9*spread) {
			return nil, false
		}
	}
	return m, true
}

// set sets the coefficient of the k-th term. What is only rounding beside the spread of the quantiles is 0: far out in a tail
// it would count.
func (m *metalogLaw) set(k int, value, spread float64) {
	if k > 0 && math.Abs(value) <= 1e-12*spread {
		value = 0
	}
	power, ofOdds := term(k)
	if ofOdds {
		m.odds[power] = value
	} else {
		m.plain[power] = value
	}
}

// term tells the power of w of the k-th term, from 0, and whether the log odds L multiply it: 1, L, wL, w, w², w²L, w³, w³L …
func term(k int) (power int, ofOdds bool) {
	switch {
	case k < 2:
		return 0, k == 1
	case k < 4:
		return 1, k == 2
	}
	return k / 2, k%2 == 1
}

// terms are the first n at probability p.
func terms(p float64, n int) []float64 {
	w, l := p-0.5, math.Log(p/(1-p))
	row := make([]float64, n, n+1)
	for k := range row {
		power, ofOdds := term(k)
		row[k] = math.Pow(w, float64(power))
		if ofOdds {
			row[k] *= l
		}
	}
	return row
}

// eliminate solves a square system in place: the last entry of row k becomes the k-th unknown. It reports false when the
// system is singular.
func eliminate(rows [][]float64) bool {
	n := len(rows)
	for k := range rows {
		best := k
		for i := k + 1; i < n; i++ {
			if math.Abs(rows[i][k]) > math.Abs(rows[best][k]) {
				best = i
			}
		}
		rows[k], rows[best] = rows[best], rows[k]
		if !(math.Abs(rows[k][k]) > 1e-14) {
			return false
		}
		for i := range rows {
			if i != k {
				reduce(rows[i], rows[k], k)
			}
		}
	}
	for k, row := range rows {
		row[n] /= row[k]
	}
	return true
}

// reduce takes so much of pivot from row that column k of row becomes 0.
func reduce(row, pivot []float64, k int) {
	share := row[k] / pivot[k]
	for j := k; j < len(row); j++ {
		row[j] -= share * pivot[j]
	}
}
