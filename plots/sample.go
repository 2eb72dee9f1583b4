package plots

import (
	"math"
	"slices"
	"sort"

	"commitcast/model"
	"commitcast/model/risk"
	"commitcast/model/stat"
)

// sample is the values of one quantity on the paths of a scenario.
type sample struct {
	name      string        // of the scenario
	of        *model.Report // likewise
	index     int           // likewise, in the result
	base      float64
	sorted    []float32 // ascending, known ones only
	undefined int
	dist      risk.Distribution
}

// newSample sorts a copy of the values that are known.
func newSample(values []float32) sample {
	var s sample
	s.sorted = make([]float32, 0, len(values))
	for _, v := range values {
		if v == v {
			s.sorted = append(s.sorted, v)
		}
	}
	s.undefined = len(values) - len(s.sorted)
	slices.Sort(s.sorted)
	return s
}

// below is how many of the values lie below x, held against it in their own precision.
func (s *sample) below(x float64) int {
	y := float32(x)
	return sort.Search(len(s.sorted), func(i int) bool { return s.sorted[i] >= y })
}

// above is how many of the values lie above x.
func (s *sample) above(x float64) int {
	y := float32(x)
	return len(s.sorted) - sort.Search(len(s.sorted), func(i int) bool { return s.sorted[i] > y })
}

func (s *sample) share(n int) float64 { return float64(n) / float64(len(s.sorted)) }

// quantile is that of probability p, type 7.
func (s *sample) quantile(p float64) float64 {
	lo, hi, weight := stat.Type7(len(s.sorted), p)
	a, b := float64(s.sorted[lo]), float64(s.sorted[hi])
	return a + weight*(b-a)
}

// shared are the samples of a quantity, one a scenario that has it, with the measure that suits them.
type shared struct {
	measure
	samples []sample
	when    string // " in 2030" for a metric in a period
}

// quantity gathers the samples of a quantity.
func (s *simulation) quantity(q Quantity) (shared, error) {
	period := slices.IndexFunc(s.Periods, func(p model.Period) bool { return q.Period != "" && p.Label == q.Period })
	if q.Period != "" && period < 0 {
		return shared{}, &NotDrawn{Reason: "there is no period " + short(q.Period, 40)}
	}
	var out shared
	var of pathValues
	found := false
	for i := range s.Scenarios {
		if v, ok := valuesOf(&s.Scenarios[i], q.Name, period); ok {
			of, found = v, true
		}
	}
	if !found {
		return out, absent("%s was not simulated", q.Name)
	}
	samples, err := s.samples(q, period)
	if err != nil {
		return out, err
	}
	if out.samples = samples; q.Period != "" {
		out.when = " in " + q.Period
	}
	return out, s.fit(&out, q.Name, of.label, of.unit)
}

// samples are those of a quantity, which are sorted once.
func (s *simulation) samples(q Quantity, period int) ([]sample, error) {
	if kept, ok := s.kept[q]; ok {
		return kept, nil
	}
	var out []sample
	names := labels(s.reports)
	for i := range s.Scenarios {
		v, ok := valuesOf(&s.Scenarios[i], q.Name, period)
		if !ok || v.dist.Paths == 0 {
			continue
		}
		if v.samples == nil {
			return nil, &NotDrawn{Reason: "the values of the paths were not kept"}
		}
		one := newSample(v.samples)
		one.name, one.of, one.index, one.base, one.dist = names[i], s.reports[i], i, v.base, v.dist
		out = append(out, one)
	}
	s.kept[q] = out
	return out, nil
}

// fit chooses the scale of samples, or says why they cannot be drawn.
func (s *simulation) fit(out *shared, name, label string, unit model.Unit) error {
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range out.samples {
		v := &out.samples[i]
		lo, hi = math.Min(lo, float64(v.sorted[0])), math.Max(hi, float64(v.sorted[len(v.sorted)-1]))
	}
	largest := math.Max(math.Abs(lo), math.Abs(hi))
	switch {
	case len(out.samples) == 0:
		return &NotDrawn{Reason: name + " is not known on any path"}
	case unit == model.Currency && !oneCurrency(s.reports):
		return &NotDrawn{Reason: "the scenarios are in different currencies"}
	case largest > limit:
		return &NotDrawn{Reason: name + " is too large to draw"}
	case hi-lo <= 1e-5*largest:
		return &NotDrawn{Reason: name + " is the same on every path"}
	}
	if name == "min_coverage" {
		label = "Lowest coverage"
	}
	out.measure = newMeasure(name, label, unit, s.currency(), math.Max(math.Abs(out.far(0.05)), math.Abs(out.far(0.95))))
	return nil
}

// far is the outermost of the samples' quantiles: the lowest for a probability below a half, else the highest.
func (sh *shared) far(p float64) float64 {
	out := sh.samples[0].quantile(p)
	for i := range sh.samples {
		if q := sh.samples[i].quantile(p); p < 0.5 == (q < out) {
			out = q
		}
	}
	return out
}

// pathValues are the values of a figure, or of a metric in a period.
type pathValues struct {
	label   string
	unit    model.Unit
	base    float64
	dist    risk.Distribution
	samples []float32
}

// valuesOf finds a figure, or a metric in a period.
func valuesOf(sc *risk.ScenarioResult, name string, period int) (pathValues, bool) {
	if period < 0 {
		for i := range sc.Figures {
			if f := &sc.Figures[i]; f.Name == name {
				return pathValues{f.Label, f.Unit, f.Base, f.Distribution, f.Samples()}, true
			}
		}
		return pathValues{}, false
	}
	m := metricOf(sc.Metrics, name)
	if m == nil {
		return pathValues{}, false
	}
	return pathValues{m.Label, m.Unit, m.Base[period], m.Periods[period], m.Samples(period)}, true
}

// chance is a probability with the half-width of its interval; Unknown where that is not known.
type chance struct {
	share, half float64
	rare        bool // it rests on few of the paths
}

// chance is the share n of a sample's values, with Wilson's interval where paths are independent.
func (s *simulation) chance(v *sample, n int) chance {
	c := chance{share: v.share(n), half: model.Unknown()}
	if s.Replicates <= 1 {
		low, high := stat.Wilson(n, len(v.sorted), risk.Confidence)
		c.half = (high - low) / 2
	}
	return c
}
