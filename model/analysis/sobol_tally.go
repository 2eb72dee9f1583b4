package analysis

import (
	"math"

	"commitcast/model"
	"commitcast/model/draw"
)

// tally holds the sums of which indices are made, by replicate: for each group the terms of its first-order and its total index, then the
// values at A and B together, and their squares.
type tally struct {
	groups, width int
	rows          int
	parts         []tallyPart // by replicate, those with rows
	centre        float64     // the mean of A and B, taken off every value
	undefined     int
}

// tallyPart is the sums over the rows of one replicate.
type tallyPart struct {
	rows int
	sums []float64
}

// newTally takes the values of all base samples that are known throughout.
func newTally(values []float64, groups int) *tally {
	t := &tally{groups: groups, width: 2*groups + 2, centre: model.Unknown()}
	per := groups + 2
	var whole [draw.Replicates][][]float64
	sum := 0.0
	for at := 0; at < len(values); at += per {
		row, unknown := values[at:at+per], 0
		for _, v := range row {
			if !model.Known(v) {
				unknown++
			}
		}
		if t.undefined += unknown; unknown == 0 {
			replicate := &whole[at/per%draw.Replicates]
			*replicate = append(*replicate, row)
			t.rows++
			sum += row[0] + row[1]
		}
	}
	t.centre = sum / float64(2*t.rows) // not a number where there are none
	for _, rows := range whole {
		if len(rows) > 0 {
			t.parts = append(t.parts, t.partOf(rows))
		}
	}
	return t
}

func (t *tally) partOf(rows [][]float64) tallyPart {
	p := tallyPart{len(rows), make([]float64, t.width)}
	for _, row := range rows {
		a, b := row[0]-t.centre, row[1]-t.centre
		for i, v := range row[2:] {
			c := v - t.centre
			p.sums[2*i] += b * (c - a)
			p.sums[2*i+1] += (a - c) * (a - c) / 2
		}
		p.sums[t.width-2] += a + b
		p.sums[t.width-1] += a*a + b*b
	}
	return p
}

// variance is that of the values at A and B, of so many rows.
func (t *tally) variance(sums []float64, rows int) float64 {
	n := float64(2 * rows)
	mean := sums[t.width-2] / n
	return max(0, sums[t.width-1]/n-mean*mean)
}

// indices are those of group i.
func (t *tally) indices(sums []float64, rows, i int) (first, total float64) {
	scale := float64(rows) * t.variance(sums, rows)
	return sums[2*i] / scale, sums[2*i+1] / scale
}

// intervals are those of 1,000 resamples of the replicates. Rows of one replicate belong to one set of points and are not independent;
// replicates are. The middle 95% of resamples of so few units are too narrow: they are stretched about the estimate as Student's
// quantile and the spread of a small sample ask for (Hesterberg 2014, the expanded percentile interval).
//
// They are Unknown where a replicate has no rows at all.
func (t *tally) intervals(to []Index, seed uint64) {
	if len(t.parts) < draw.Replicates {
		for i := range to {
			x := &to[i]
			x.FirstLow, x.FirstHigh, x.TotalLow, x.TotalHigh = model.Unknown(), model.Unknown(), model.Unknown(), model.Unknown()
		}
		return
	}
	firsts, totals := make([][]float64, t.groups), make([][]float64, t.groups)
	key, n := draw.KeyOf(seed, "sobol resample"), len(t.parts)
	sums := make([]float64, t.width)
	for b := range resamples {
		clear(sums)
		rows := 0
		for j := range n {
			part := &t.parts[pick(key, b, j, n)]
			rows += part.rows
			for m, v := range part.sums {
				sums[m] += v
			}
		}
		for i := range to {
			first, total := t.indices(sums, rows, i)
			firsts[i], totals[i] = append(firsts[i], first), append(totals[i], total)
		}
	}
	for i := range to {
		x := &to[i]
		x.FirstLow, x.FirstHigh = expanded(firsts[i], x.First)
		x.TotalLow, x.TotalHigh = expanded(totals[i], x.Total)
	}
}

// expanded is the interval about an estimate that its resamples give, of draw.Replicates units.
func expanded(resampled []float64, estimate float64) (low, high float64) {
	const (
		n       = draw.Replicates
		student = 2.131449545559323 // of 15 degrees of freedom at 97.5%
		normal  = 1.959963984540054
	)
	stretch := student / normal * math.Sqrt(float64(n)/(n-1))
	low, high = middle(resampled)
	return estimate - stretch*(estimate-low), estimate + stretch*(high-estimate)
}
