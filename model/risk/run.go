package risk

import (
	"context"
	"fmt"

	"commitcast/model"
)

// Progress is told how many paths are done; calls do not overlap.
type Progress func(done, total int)

// Run is a simulation that is settled and can be carried out.
type Run struct{ plan *plan }

// New settles a simulation of valid scenarios, which share their draws. It fails when the options make no sense for the scenarios, and
// with a *MemoryError when neither the samples nor summaries of them fit into Options.MaxMemory.
func New(ss []*model.Scenario, o Options) (*Run, error) {
	p, err := newPlan(ss, o)
	if err != nil {
		return nil, err
	}
	return &Run{p}, nil
}

// Simulate is New and the run's Simulate.
func Simulate(ctx context.Context, ss []*model.Scenario, o Options, progress Progress) (*Result, error) {
	r, err := New(ss, o)
	if err != nil {
		return nil, err
	}
	return r.Simulate(ctx, progress)
}

// Memory is how many bytes the samples of the whole run take, and about how many are kept of it: the samples, or summaries in their
// place, and the moments of its blocks.
func (r *Run) Memory() (samples, kept int64) { return r.plan.sampleBytes(), r.plan.keptBytes() }

// Simulate draws and projects all paths. It fails when ctx is done, and with a *MemoryError when summaries of figures that spread
// over uncommonly many powers of two would take more than Options.MaxMemory.
func (r *Run) Simulate(ctx context.Context, progress Progress) (*Result, error) {
	s := newStore(r.plan, 0, r.plan.options.blocks())
	if err := s.simulate(ctx, r.plan, progress); err != nil {
		return nil, err
	}
	return r.plan.result(s), nil
}

// Part simulates part k of n of a run, k from 1: as many whole blocks as every other part, but for rounding.
func (r *Run) Part(ctx context.Context, k, n int, progress Progress) (*Summary, error) {
	p := r.plan
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
// is made anew when it is too short. One goroutine at a time may ask.
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
