package analysis

import (
	"context"
	"math"
	"slices"

	"commitcast/model"
)

// spiderSteps is how many evenly spaced values of each number are tried, besides the scenario's own.
const spiderSteps = 9

// NewSpider moves each variable along its range in even steps, the others at the scenario's own values. A scenario's own value that lies
// outside of the range is tried too. The errors are those of Evaluate.
func NewSpider(ctx context.Context, s *model.Scenario, t model.Target, v *Variables, o Options) (*Spider, error) {
	base := v.base()
	points := [][]float64{base}
	lines := make([]SpiderLine, len(v.All))
	for i := range v.All {
		lines[i] = SpiderLine{Range: v.All[i].Range, At: v.All[i].steps()}
		for _, at := range lines[i].At {
			points = append(points, with(base, i, at))
		}
	}
	values, err := v.evaluate(ctx, s, t, points, o)
	if err != nil {
		return nil, err
	}
	out := &Spider{Scenario: s, Target: t, Base: values[0], Lines: lines}
	rest := values[1:]
	for i := range lines {
		n := len(lines[i].At)
		lines[i].Values, rest = slices.Clone(rest[:n]), rest[n:]
	}
	widest(out.Lines, func(l SpiderLine) float64 { return firstIf(l.Undefined(), spread(l.Values...)) })
	return out, nil
}

// Span is the distance from the lowest to the highest of all that is known of the target.
func (s *Spider) Span() float64 {
	all := []float64{s.Base}
	for _, l := range s.Lines {
		all = append(all, l.Values...)
	}
	return spread(all...)
}

// steps are the values of a line, ascending and each once.
func (x *Variable) steps() []float64 {
	var at []float64
	for k := range spiderSteps {
		at = append(at, x.along(float64(k)/(spiderSteps-1)))
	}
	if model.Known(x.Base) {
		at = append(at, x.Base)
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// Idle reports whether the number does nothing to the target, beyond rounding.
func (l *SpiderLine) Idle(base float64) bool {
	return !l.Undefined() && spread(l.Values...) <= rounding*math.Abs(base)
}

// Undefined reports whether there is no number of the target somewhere along the line.
func (l *SpiderLine) Undefined() bool {
	return slices.ContainsFunc(l.Values, func(v float64) bool { return !model.Known(v) })
}
