package risk

import (
	"context"
	"fmt"

	"commitcast/model"
)

// Progress is told how many paths are done; calls do not overlap.
type Progress func(done, total int)

// Simulate draws and projects all paths of valid scenarios, which share their draws. It fails when the options make no sense for
// the scenarios, and when ctx is done.
func Simulate(ctx context.Context, ss []*model.Scenario, o Options, progress Progress) (*Result, error) {
	p, err := newPlan(ss, o)
	if err != nil {
		return nil, err
	}
	s := newStore(p, 0, p.options.blocks())
	if err := s.simulate(ctx, p, progress); err != nil {
		return nil, err
	}
	return p.result(s), nil
}

// Memory is how many bytes the samples of a simulation take, and whether that is more than it may keep.
func Memory(ss []*model.Scenario, o Options) (bytes int64, bounded bool, err error) {
	p, err := newPlan(ss, o)
	if err != nil {
		return 0, false, err
	}
	return p.sampleBytes(), p.bounded(), nil
}

// Part simulates part k of n of a run, k from 1: as many whole blocks as every other part, but for rounding.
func Part(ctx context.Context, ss []*model.Scenario, o Options, k, n int, progress Progress) (*Summary, error) {
	p, err := newPlan(ss, o)
	if err != nil {
		return nil, err
	}
	if blocks := p.options.blocks(); n < 1 || k < 1 || k > n || n > blocks {
		return nil, fmt.Errorf("part %d of %d: %d paths are %d blocks of %d, so there are parts 1 to at most %d", k, n, p.options.Paths,
			blocks, p.options.blockPaths(), blocks)
	}
	from, to := part(p.options.blocks(), k, n)
	s := newStore(p, from, to)
	if err := s.simulate(ctx, p, progress); err != nil {
		return nil, err
	}
	return &Summary{header: p.header(k, n), store: s}, nil
}

// part is the blocks of part k of n.
func part(blocks, k, n int) (from, to int) { return blocks * (k - 1) / n, blocks * k / n }

// Inputs are the values of a scenario's uncertain inputs on a path, in their order. They are written to dst, which is returned; it
// is made anew when it is too short.
func (r *Result) Inputs(scenario, path int, dst []float64) []float64 {
	p := r.plan
	sp := &p.scenarios[scenario]
	if len(dst) < len(sp.inputs) {
		dst = make([]float64, len(sp.inputs))
	}
	if r.drawer == nil {
		r.drawer = newWorker(p)
	}
	if p.design != nil {
		p.design.Point(r.drawer.point, path)
	}
	run := &r.drawer.runs[scenario]
	run.drawInputs(r.drawer.point, path)
	for i, x := range run.scalars {
		dst[i] = x.Get()
	}
	return dst[:len(sp.inputs)]
}
