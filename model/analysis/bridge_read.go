package analysis

import (
	"context"
	"errors"
	"sync"

	"commitcast/model"
)

// bridgeReader projects the scenarios between base and variant, each twice where they show different months: what all of them together
// show is only known when each has been projected.
type bridgeReader struct {
	Between
	game    *game
	numbers []string        // the paths of the changes that are only of numbers
	shape   []bool          // by change: it is of more than numbers
	shown   []model.Horizon // by state
	lock    sync.Mutex
	grid    model.Grid // holds all states so far; zero at first
	fixing  bool       // all is known of grid and horizon
	union   model.Horizon
}

// read fills the worth of the game's states.
func (r *bridgeReader) read(ctx context.Context, o Options) error {
	n := len(r.game.states)
	r.shown = make([]model.Horizon, n)
	r.sortChanges()
	if err := o.each(ctx, n, r.worker); err != nil {
		return err
	}
	r.union = model.Union(r.shown...)
	if err := r.union.Check(); err != nil {
		return &BridgeError{Scenario: r.Variant, Err: err, Target: r.Target}
	}
	if err := r.Target.Within(r.Base, r.union); err != nil {
		return err
	}
	if r.fixing = true; !r.alike() {
		o.Progress = nil
		if err := o.each(ctx, n, r.worker); err != nil {
			return err
		}
	}
	return r.defined()
}

// sortChanges tells the changes that are only of numbers from the others. Of a target in a contract's own year all are others, for they
// may move that year.
func (r *bridgeReader) sortChanges() {
	r.shape = make([]bool, len(r.Changes))
	for i, c := range r.Changes {
		r.shape[i] = r.Target.By() == model.ByContract
		for _, path := range c.Paths {
			_, inBase := r.Base.Scalar(path)
			_, inVariant := r.Variant.Scalar(path)
			r.shape[i] = r.shape[i] || inBase != nil || inVariant != nil
		}
		if !r.shape[i] {
			r.numbers = append(r.numbers, c.Paths...)
		}
	}
}

// alike reports whether every state shows what all of them show.
func (r *bridgeReader) alike() bool {
	for _, h := range r.shown {
		if h != r.union {
			return false
		}
	}
	return true
}

// worker projects states, on projectors that it keeps.
func (r *bridgeReader) worker() func(int) error {
	kept := map[string]*bridgeRig{}
	return func(i int) error {
		if r.fixing && r.shown[i] == r.union {
			return nil
		}
		if err := r.state(i, kept); err != nil {
			return r.blame(i, err)
		}
		return nil
	}
}

// state projects the i-th state: at first over what it shows itself, then over what all show.
func (r *bridgeReader) state(i int, kept map[string]*bridgeRig) error {
	s, err := r.Mix(r.game.states[i])
	if err != nil {
		return err
	}
	both, err := model.Aligned([]*model.Scenario{r.Base, s}, model.ByYear)
	if err != nil {
		return err
	}
	s = both[1]
	rig, err := r.rig(s, r.shapeOf(i), kept)
	if err != nil {
		return err
	}
	shown := model.Shown(rig.projector.Run())
	if !r.fixing {
		r.shown[i] = shown
	}
	r.game.values[i] = rig.gauge.Value()
	return nil
}

// shapeOf is which changes that are of more than numbers are made in a state.
func (r *bridgeReader) shapeOf(i int) string {
	taken := make([]bool, len(r.shape))
	for k, made := range r.game.states[i] {
		taken[k] = made && r.shape[k]
	}
	return keyOf(taken)
}

// bridgeRig is a projector of scenarios that differ only in numbers.
type bridgeRig struct {
	grid      model.Grid
	scalars   []model.Scalar
	projector *model.Projector
	gauge     *model.Gauge
}

// keptRigs is how many projectors a worker keeps at most.
const keptRigs = 32

// rig is a projector of a scenario of that shape: one that was kept, with the scenario's numbers, or a new one, which keeps the scenario.
func (r *bridgeReader) rig(s *model.Scenario, shape string, kept map[string]*bridgeRig) (*bridgeRig, error) {
	grid := r.reach(s)
	old := kept[shape]
	if old != nil && old.grid.With(grid) == old.grid && old.take(s, r.numbers) {
		return old, nil
	}
	if old != nil {
		grid = grid.With(old.grid)
	}
	p := model.NewProjector(s, grid)
	gauge, err := p.Gauge(r.Target, r.union)
	if err != nil {
		return nil, err
	}
	if metrics, figures, some := r.Target.Needs(); some {
		p.Only(metrics, figures, r.numbers)
	}
	rig := &bridgeRig{grid: grid, projector: p, gauge: gauge}
	for _, path := range r.numbers {
		x, err := s.Scalar(path)
		if err != nil {
			return rig, nil // it is good for this scenario alone
		}
		rig.scalars = append(rig.scalars, x)
	}
	if len(kept) < keptRigs || old != nil {
		kept[shape] = rig
	}
	return rig, nil
}

// take gives the rig's scenario the numbers of another of the same shape; it reports false where that does not have them.
func (rig *bridgeRig) take(s *model.Scenario, paths []string) bool {
	for i, path := range paths {
		x, err := s.Scalar(path)
		if err != nil {
			return false
		}
		rig.scalars[i].Set(x.Get())
	}
	return true
}

// reach is the grid a state needs: its own at first, then one that holds all.
func (r *bridgeReader) reach(s *model.Scenario) model.Grid {
	if r.fixing {
		return r.grid
	}
	g := model.GridOf(s)
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.grid == (model.Grid{}) {
		r.grid = g
	}
	r.grid = r.grid.With(g)
	return g
}

// defined refuses a number that is not known: in the base or the variant, or else in the state with the fewest changes.
func (r *bridgeReader) defined() error {
	for i, v := range r.game.values {
		if !model.Known(v) {
			return r.blame(i, nil)
		}
	}
	return nil
}

// blame names the state that has no number, and why; nothing where the work was only stopped.
func (r *bridgeReader) blame(i int, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	e := &BridgeError{Err: err, Target: r.Target}
	switch i {
	case 0:
		e.Scenario = r.Base
	case 1:
		e.Scenario = r.Variant
	default:
		for k, taken := range r.game.states[i] {
			if taken {
				e.Paths = append(e.Paths, r.Changes[k].Paths...)
			}
		}
	}
	return e
}
