package dist

import (
	"math"
	"slices"
)

// step is an outcome with the probability of it and all below it.
type step struct{ value, upTo float64 }

// step returns the smallest outcome whose steps reach u.
func (d *Dist) step(u float64) float64 {
	low, high := 0, len(d.steps)-1
	for low < high {
		middle := (low + high) / 2
		if d.steps[middle].upTo < u {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return d.steps[low].value
}

func (d *Dist) stepCDF(x float64) float64 {
	reached := 0.0
	for _, s := range d.steps {
		if s.value > x {
			break
		}
		reached = s.upTo
	}
	return reached
}

// discrete makes the distribution of outcomes that ascend and add up to 1, without those outside low to high; nil when none
// are left.
func discrete(outcomes []Outcome, low, high float64) *Dist {
	d := &Dist{span: 1}
	var kept []Outcome
	sum := 0.0
	for _, o := range outcomes {
		switch {
		case o.Value < low:
			d.cutBelow += o.P
		case o.Value > high:
			d.cutAbove += o.P
		case o.P > 0:
			kept = append(kept, o)
			sum += o.P
		}
	}
	if len(kept) == 0 {
		return nil
	}
	d.stack(kept, sum)
	return d
}

// stack fills the steps and the moments from outcomes whose probabilities add up to sum.
func (d *Dist) stack(kept []Outcome, sum float64) {
	last := len(kept) - 1
	d.least, d.most = kept[0].Value, kept[last].Value
	below := 0.0
	for _, o := range kept {
		below += o.P / sum
		d.mean += o.P / sum * o.Value
		d.steps = append(d.steps, step{o.Value, below})
	}
	d.steps[last].upTo = 1
	variance := 0.0
	for _, o := range kept {
		variance += o.P / sum * (o.Value - d.mean) * (o.Value - d.mean)
	}
	d.sd = math.Sqrt(variance)
	d.form = many
	if last == 1 {
		d.form, d.a, d.b, d.peak = two, d.least, d.most, d.steps[0].upTo
	}
}

// ascending returns a sorted copy.
func ascending(outcomes []Outcome) []Outcome {
	sorted := slices.Clone(outcomes)
	slices.SortFunc(sorted, func(a, b Outcome) int {
		if a.Value < b.Value {
			return -1
		}
		return 1
	})
	return sorted
}
