package analysis

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"commitcast/model"
	"commitcast/model/risk"
)

// Options say how an analysis is carried out. No result depends on them.
type Options struct {
	Workers  int                   // 0 for one a processor
	Progress func(done, total int) // told how many evaluations are done, of a total that is 0 where it is not known; calls do not overlap; may be nil
}

// InvalidPoint is numbers a scenario may not have.
type InvalidPoint struct {
	Paths   []string
	Values  []float64
	Problem error // the first of what Validate says
}

func (e *InvalidPoint) Error() string { return e.Problem.Error() }

func (e *InvalidPoint) Unwrap() error { return e.Problem }

// Subject is a scenario of which some numbers change, and what is read of it.
type Subject struct {
	Scenario *model.Scenario // valid
	Targets  []model.Target
	Paths    []string // addresses of the numbers that change; see model.Scenario.Scalar
	Trusted  bool     // the points are known to be valid, as those of the scenario's own distributions are
}

// Evaluate projects the subject at points, each with a number a path, and gives the targets' values by target and point. Each is what a
// report of that scenario alone would show, but that all are valued at the subject's own valuation date. Unknown stands where a target
// is not known or not defined, also where nothing counts any more.
//
// The error is an *InvalidPoint for the first point that makes the scenario invalid, what Target.Exists or Scenario.Scalar say, or
// that of ctx.
func Evaluate(ctx context.Context, of Subject, points [][]float64, o Options) ([][]float64, error) {
	e, err := newEvaluator(of)
	if err != nil {
		return nil, err
	}
	if err := e.reach(points); err != nil {
		return nil, err
	}
	out := make([][]float64, len(of.Targets))
	for i := range out {
		out[i] = make([]float64, len(points))
	}
	err = o.each(ctx, len(points), func() func(int) error {
		w := e.worker()
		return func(i int) error {
			for k, v := range w.at(points[i]) {
				out[k][i] = v
			}
			return nil
		}
	})
	return out, err
}

// evaluator is what the workers of one subject share.
type evaluator struct {
	Subject
	grid  model.Grid
	noise *risk.Noises // points then have innovations after their numbers, as risk.Waves.Set takes them; nil for none
}

// newEvaluator prepares a subject; its grid holds the scenario's own values.
func newEvaluator(of Subject) (*evaluator, error) {
	for _, t := range of.Targets {
		if err := t.Exists(of.Scenario); err != nil {
			return nil, err
		}
	}
	ss, err := model.Aligned([]*model.Scenario{of.Scenario}, model.ByYear)
	if err != nil {
		return nil, err
	}
	of.Scenario = withoutUncertainty(ss[0])
	for _, path := range of.Paths {
		if _, err := of.Scenario.Scalar(path); err != nil {
			return nil, err
		}
	}
	return &evaluator{Subject: of, grid: model.GridOf(of.Scenario)}, nil
}

// withoutUncertainty is a copy of a scenario without what no projection reads, which would only be validated again at every point: that
// takes a hundred times as long as the rest.
func withoutUncertainty(s *model.Scenario) *model.Scenario {
	bare := *s
	bare.Uncertainty, bare.Checks = model.Uncertainty{}, nil
	return &bare
}

// reach makes the grid hold all points, and refuses those that are not valid.
func (e *evaluator) reach(points [][]float64) error {
	s := e.Scenario.Clone()
	scalars := e.scalars(s)
	for _, point := range points {
		set(scalars, point)
		if !e.Trusted {
			if problems := s.Validate(); len(problems) > 0 {
				return &InvalidPoint{e.Paths, point, problems[0]}
			}
		}
		e.grid = e.grid.With(model.GridOf(s))
	}
	return nil
}

// scalars are the numbers that change, in a scenario that is the subject's or a copy of it.
func (e *evaluator) scalars(s *model.Scenario) []model.Scalar {
	all := make([]model.Scalar, len(e.Paths))
	for i, path := range e.Paths {
		x, err := s.Scalar(path)
		if err != nil {
			panic("analysis: a path that could be found before is lost: " + err.Error())
		}
		all[i] = x
	}
	return all
}

func set(scalars []model.Scalar, point []float64) {
	for i, x := range scalars {
		x.Set(point[i])
	}
}

// worker projects one point after the other.
type worker struct {
	scalars   []model.Scalar
	projector *model.Projector
	waves     *risk.Waves // nil without noise
	gauges    []*model.Gauge
	values    []float64
}

func (e *evaluator) worker() *worker {
	s := e.Scenario.Clone()
	w := &worker{scalars: e.scalars(s), projector: model.NewProjector(s, e.grid), values: make([]float64, len(e.Targets))}
	if e.noise != nil {
		w.waves = e.noise.Waves(w.projector, e.grid)
	}
	var metrics []model.Metric
	var figures []model.Figure
	some := true
	for _, t := range e.Targets {
		g, err := w.projector.Gauge(t, model.Horizon{})
		if err != nil {
			panic("analysis: a target that could be read before cannot: " + err.Error())
		}
		w.gauges = append(w.gauges, g)
		ms, fs, only := t.Needs()
		metrics, figures, some = append(metrics, ms...), append(figures, fs...), some && only
	}
	if some {
		w.projector.Only(metrics, figures, e.Paths)
	}
	return w
}

// at projects a point and gives the targets' values, which hold until the next.
func (w *worker) at(point []float64) []float64 {
	set(w.scalars, point)
	if w.waves != nil {
		w.waves.Set(point[len(w.scalars):])
	}
	w.projector.Run()
	for i, g := range w.gauges {
		w.values[i] = g.Value()
	}
	return w.values
}

// batch is how many evaluations a worker takes at once.
const batch = 16

// each calls a worker's function for 0 to n−1 on all workers, each with a function of its own that start makes. It returns the error of the
// lowest number that failed among those tried, or that of ctx.
func (o *Options) each(ctx context.Context, n int, start func() func(int) error) error {
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	q := &queue{n: n, progress: o.Progress, failedAt: n}
	var group sync.WaitGroup
	for range min(workers, (n+batch-1)/batch) {
		group.Go(func() { q.work(ctx, start) })
	}
	group.Wait()
	if q.fault != nil {
		return q.fault
	}
	if q.err != nil {
		return q.err
	}
	return ctx.Err()
}

// queue hands numbers out to workers.
type queue struct {
	lock     sync.Mutex
	n, next  int
	done     int
	progress func(done, total int)
	failedAt int
	err      error
	fault    error
}

// work takes batches until there are none, one has failed, or ctx is done.
func (q *queue) work(ctx context.Context, start func() func(int) error) {
	defer func() {
		if r := recover(); r != nil {
			q.lock.Lock()
			q.fault, q.next = fmt.Errorf("the program is at fault, a variant cannot be projected: %v", r), q.n
			q.lock.Unlock()
		}
	}()
	call := start()
	for ctx.Err() == nil {
		from, to := q.take()
		if from >= to {
			return
		}
		for i := from; i < to && ctx.Err() == nil; i++ {
			if err := call(i); err != nil {
				q.fail(i, err)
				break
			}
		}
		q.tell(to - from)
	}
}

func (q *queue) take() (from, to int) {
	q.lock.Lock()
	defer q.lock.Unlock()
	from = q.next
	q.next = min(q.n, from+batch)
	return from, q.next
}

// fail keeps the error of the lowest number, and hands out no more.
func (q *queue) fail(i int, err error) {
	q.lock.Lock()
	defer q.lock.Unlock()
	if q.next = q.n; i < q.failedAt {
		q.failedAt, q.err = i, err
	}
}

func (q *queue) tell(n int) {
	q.lock.Lock()
	defer q.lock.Unlock()
	if q.done += n; q.progress != nil {
		q.progress(q.done, q.n)
	}
}
