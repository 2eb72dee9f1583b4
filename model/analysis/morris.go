package analysis

import (
	"cmp"
	"context"
	"math"
	"slices"

	"commitcast/model"
	"commitcast/model/draw"
	"commitcast/model/stat"
)

// Screen finds the elementary effects of the variables over their ranges (Morris 1991): each trajectory starts at a random point of a grid
// of 4 levels and moves every number once, in random order, by 2/3 of its range. Correlations play no part. The error is a *SampleError
// or one of Evaluate.
func Screen(ctx context.Context, s *model.Scenario, t model.Target, v *Variables, how Sampling, o Options) (*Screening, error) {
	k := len(v.All)
	if err := how.check("trajectories", 2, k+1); err != nil {
		return nil, err
	}
	walk := newWalk(v, how.Seed)
	values, err := v.sample(ctx, s, t, 1+how.Samples*(k+1), o, func(dst []float64, i int) {
		if i == 0 {
			copy(dst, v.base())
			return
		}
		copy(dst, walk.trajectory((i - 1) / (k + 1))[(i-1)%(k+1)])
	})
	if err != nil {
		return nil, err
	}
	out := &Screening{Scenario: s, Target: t, Base: values[0], Seed: how.Seed, Trajectories: how.Samples, Evaluations: len(values)}
	effects := make([][]float64, k) // by variable, of each trajectory
	for r := range how.Samples {
		v.effects(effects, walk.trajectory(r), values[1+r*(k+1):])
	}
	for i := range v.All {
		e := effectOf(v.All[i].Range, effects[i], how.Seed)
		out.Undefined += e.Undefined
		out.Effects = append(out.Effects, e)
	}
	widest(out.Effects, func(e Effect) float64 { return firstIf(e.Undefined > 0 && !model.Known(e.MuStar), e.MuStar) })
	return out, nil
}

// jump is how far a number is moved, as a share of its range: p/(2(p−1)) of p = 4 levels, with which all levels are equally likely.
const jump = 2.0 / 3

// walk makes trajectories. What is drawn for a number depends on its path and the trajectory alone.
type walk struct {
	v              *Variables
	starts, orders []draw.Key
	points         [][]float64 // of the trajectory made last: its start, and a point a number moved
	made           int         // which that is; −1 for none
}

func newWalk(v *Variables, seed uint64) *walk {
	w := &walk{v: v, made: -1}
	for i := range v.All {
		w.starts = append(w.starts, draw.KeyOf(seed, "morris start "+v.All[i].Path))
		w.orders = append(w.orders, draw.KeyOf(seed, "morris order "+v.All[i].Path))
		w.points = append(w.points, make([]float64, len(v.All)))
	}
	w.points = append(w.points, make([]float64, len(v.All)))
	return w
}

// trajectory is the r-th, from 0. It holds until the next.
func (w *walk) trajectory(r int) [][]float64 {
	if w.made == r {
		return w.points
	}
	w.made = r
	level, order := make([]float64, len(w.v.All)), make([]int, len(w.v.All))
	for i := range w.v.All {
		level[i], order[i] = float64(w.starts[i].Uint64(uint64(r))>>62)/3, i
		w.points[0][i] = w.v.All[i].along(level[i])
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(w.orders[a].Uint64(uint64(r)), w.orders[b].Uint64(uint64(r)))
	})
	for m, i := range order {
		to := level[i] + jump
		if level[i] > 0.5 {
			to = level[i] - jump
		}
		copy(w.points[m+1], w.points[m])
		w.points[m+1][i] = w.v.All[i].along(to)
	}
	return w.points
}

// effects adds the elementary effects of one trajectory, in the target's unit for a move over the whole range, to those of each
// variable. Those that are not defined are Unknown.
func (v *Variables) effects(of [][]float64, points [][]float64, values []float64) {
	for m := 1; m < len(points); m++ {
		for i := range v.All {
			moved := points[m][i] - points[m-1][i]
			if moved == 0 {
				continue
			}
			of[i] = append(of[i], (values[m]-values[m-1])/moved*(v.All[i].High-v.All[i].Low))
		}
	}
}

// Idle reports whether the number does nothing to the target, beyond rounding, at any of the places tried.
func (e *Effect) Idle(base float64) bool {
	return e.Undefined == 0 && e.MuStar <= rounding*math.Abs(base)
}

// effectOf sums up a number's elementary effects, of which those that are Unknown are left out and counted. The interval of μ* is the
// middle 95% of those of 1,000 resamples.
func effectOf(r Range, all []float64, seed uint64) Effect {
	e := Effect{Range: r, Mu: model.Unknown(), MuStar: model.Unknown(), Sigma: model.Unknown(), MuStarLow: model.Unknown(), MuStarHigh: model.Unknown()}
	var sizes []float64
	var m stat.Moments
	for _, x := range all {
		if !model.Known(x) {
			e.Undefined++
			continue
		}
		m.Add(x)
		sizes = append(sizes, math.Abs(x))
	}
	if len(sizes) == 0 {
		return e
	}
	e.Mu, e.MuStar = m.Mean, mean(sizes)
	if len(sizes) < 2 {
		return e
	}
	e.Sigma = math.Sqrt(m.M2 / float64(m.N-1))
	key := draw.KeyOf(seed, "morris resample "+r.Path)
	resampled := make([]float64, resamples)
	for b := range resampled {
		sum := 0.0
		for j := range sizes {
			sum += sizes[pick(key, b, j, len(sizes))]
		}
		resampled[b] = sum / float64(len(sizes))
	}
	e.MuStarLow, e.MuStarHigh = middle(resampled)
	return e
}
