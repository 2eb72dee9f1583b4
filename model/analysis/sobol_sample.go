package analysis

import (
	"context"
	"fmt"
	"slices"

	"commitcast/model"
	"commitcast/model/draw"
	"commitcast/model/stat"
)

// Sampling says how numbers are sampled.
type Sampling struct {
	Samples int    // trajectories, base samples or paths
	Seed    uint64 // the same seed gives the same numbers
}

// The defaults of Sampling.Samples.
const (
	DefaultTrajectories = 50
	DefaultSamples      = 4096
	DefaultPaths        = 10_000
)

// mostEvaluations bounds an analysis by samples.
const mostEvaluations = 100_000_000

// SampleError is an error of a number of samples.
type SampleError struct{ message string }

func (e *SampleError) Error() string { return e.message }

// check refuses fewer samples than least, and more than can be evaluated where each takes so many evaluations.
func (s Sampling) check(what string, least, evaluations int) error {
	switch most := mostEvaluations / evaluations; {
	case s.Samples < least:
		return &SampleError{fmt.Sprintf("%s must be at least %d, is %d", what, least, s.Samples)}
	case s.Samples > most:
		each := ""
		if evaluations > 1 {
			each = fmt.Sprintf(" with %d evaluations each", evaluations)
		}
		return &SampleError{fmt.Sprintf("%s must be at most %d%s, is %d", what, most, each, s.Samples)}
	}
	return nil
}

// chunk is how many points are held at once.
const chunk = 1 << 14

// sample gives a target's values at n points. point writes the i-th; it is called for one after the other.
func (v *Variables) sample(ctx context.Context, s *model.Scenario, t model.Target, n int, o Options,
	point func(dst []float64, i int)) ([]float64, error) {
	of, all := v.subject(s, t), make([]float64, 0, n)
	points := make([][]float64, min(n, chunk))
	for i := range points {
		points[i] = make([]float64, len(v.All))
	}
	progress := o.Progress
	for len(all) < n {
		done, size := len(all), min(chunk, n-len(all))
		for i := range size {
			point(points[i], done+i)
		}
		if progress != nil {
			o.Progress = func(part, _ int) { progress(done+part, n) }
		}
		values, err := Evaluate(ctx, of, points[:size], o)
		if err != nil {
			return nil, err
		}
		all = append(all, values[0]...)
	}
	return all, nil
}

// resamples is how many resamples a bootstrap takes.
const resamples = 1000

// pick is which of n is drawn j-th for resample b.
func pick(key draw.Key, b, j, n int) int {
	const most = 1 << 32 // draws a resample
	return int(key.Uniform(uint64(b)*most+uint64(j)) * float64(n))
}

// middle are the ends of the middle 95% of values, quantiles of type 7; the values are sorted.
func middle(values []float64) (low, high float64) {
	slices.Sort(values)
	at := func(p float64) float64 {
		lo, hi, weight := stat.Type7(len(values), p)
		return values[lo] + weight*(values[hi]-values[lo])
	}
	return at(0.025), at(0.975)
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
