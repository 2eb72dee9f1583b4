package analysis

import (
	"cmp"
	"context"
	"math"
	"slices"

	"commitcast/model"
)

// NewTornado moves each variable to its low and its high end, the others at the scenario's own values, and then all of them at once.
// Correlations play no part. The errors are those of Evaluate.
func NewTornado(ctx context.Context, s *model.Scenario, t model.Target, v *Variables, o Options) (*Tornado, error) {
	base := v.base()
	points := [][]float64{base}
	for i := range v.All {
		points = append(points, with(base, i, v.All[i].Low), with(base, i, v.All[i].High))
	}
	values, err := v.evaluate(ctx, s, t, points, o)
	if err != nil {
		return nil, err
	}
	out := &Tornado{Scenario: s, Target: t, Base: values[0]}
	for i := range v.All {
		out.Bars = append(out.Bars, Bar{v.All[i].Range, values[1+2*i], values[2+2*i]})
	}
	extremes := [][]float64{slices.Clone(base), slices.Clone(base)}
	for i, b := range out.Bars {
		extremes[0][i], extremes[1][i] = b.lowering(out.Base), b.raising(out.Base)
	}
	o.Progress = nil // it is two more
	if values, err = v.evaluate(ctx, s, t, extremes, o); err != nil {
		return nil, err
	}
	out.All.AtLow, out.All.AtHigh = values[0], values[1]
	widest(out.Bars, func(b Bar) float64 { return firstIf(b.Undefined(), b.Span(out.Base)) })
	return out, nil
}

// evaluate gives a target's values at points of the variables.
func (v *Variables) evaluate(ctx context.Context, s *model.Scenario, t model.Target, points [][]float64, o Options) ([]float64, error) {
	values, err := Evaluate(ctx, v.subject(s, t), points, o)
	if err != nil {
		return nil, err
	}
	return values[0], nil
}

// with is a copy of a point with one of its numbers changed.
func with(point []float64, i int, v float64) []float64 {
	out := slices.Clone(point)
	out[i] = v
	return out
}

// lowering is the end of the bar's range at which the target is lowest: the number's own value where no end lowers it.
func (b *Bar) lowering(base float64) float64 {
	return b.end(base, func(x, than float64) bool { return x < than })
}

// raising is the end at which it is highest.
func (b *Bar) raising(base float64) float64 {
	return b.end(base, func(x, than float64) bool { return x > than })
}

// end is the end of the range, or the number's own value, whose target goes before the others'. What is not defined goes before none.
func (b *Bar) end(base float64, before func(x, than float64) bool) float64 {
	at, best := b.Base, base
	if before(b.AtLow, best) || !model.Known(best) && model.Known(b.AtLow) {
		at, best = b.Low, b.AtLow
	}
	if before(b.AtHigh, best) || !model.Known(best) && model.Known(b.AtHigh) {
		at = b.High
	}
	return at
}

// OneSided reports whether both ends lie on the same side of the base, beyond rounding: the target turns within the range, or the number's
// own value is outside of it.
func (b *Bar) OneSided(base float64) bool {
	far := rounding * math.Abs(base)
	return b.AtLow > base+far && b.AtHigh > base+far || b.AtLow < base-far && b.AtHigh < base-far
}

// Idle reports whether the number does nothing to the target, beyond rounding.
func (b *Bar) Idle(base float64) bool { return b.Span(base) <= rounding*math.Abs(base) }

// Undefined reports whether there is no number of the target at an end.
func (b *Bar) Undefined() bool { return !model.Known(b.AtLow) || !model.Known(b.AtHigh) }

// Span is the distance from the lowest to the highest of the base and the two ends; Unknown where an end is not defined, and, without a
// base, that of the ends.
func (b *Bar) Span(base float64) float64 {
	if b.Undefined() {
		return model.Unknown()
	}
	return spread(base, b.AtLow, b.AtHigh)
}

// LeftOut are the paths of the numbers of which an end has no part in all at once, for the target is not defined there.
func (t *Tornado) LeftOut() []string {
	var paths []string
	for i := range t.Bars {
		if t.Bars[i].Undefined() {
			paths = append(paths, t.Bars[i].Path)
		}
	}
	return paths
}

// Outside reports whether a range does not hold the scenario's own value.
func (r *Range) Outside() bool { return r.Base < r.Low || r.Base > r.High }

// spread is the distance from the lowest to the highest of the values that are known.
func spread(values ...float64) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if model.Known(v) {
			low, high = min(low, v), max(high, v)
		}
	}
	return max(0, high-low)
}

// firstIf is a size that comes before all others where nobody knows how great it is.
func firstIf(undefined bool, size float64) float64 {
	if undefined {
		return math.Inf(1)
	}
	return size
}

// widest puts those of the greatest size first; equals and what is not known stay in their order, the latter last.
func widest[T any](all []T, size func(T) float64) {
	key := func(x T) float64 {
		if v := size(x); model.Known(v) {
			return v
		}
		return math.Inf(-1)
	}
	slices.SortStableFunc(all, func(a, b T) int { return cmp.Compare(key(b), key(a)) })
}
