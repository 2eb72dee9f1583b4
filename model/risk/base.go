package risk

import (
	"slices"

	"commitcast/model"
)

// base is what the scenario's own values give.
type base struct {
	metrics, figures []float64
	checks           []verdict
	periods          []model.Period
}

// readBase reads the scenario's own values, with columns in memory that is all 0.
func (p *plan) readBase(sp *scenarioPlan, memory []float64) base {
	r := newRunner(p, sp, sp.s, memory)
	run := r.run()
	b := base{metrics: slices.Clone(r.metrics), figures: slices.Clone(r.figures), periods: run.Periods(p.options.By, p.shown)}
	for i := range sp.checks {
		b.checks = append(b.checks, r.verdict(i))
	}
	return b
}

// runner projects one scenario and reads what is reported. One a worker.
type runner struct {
	sp        *scenarioPlan
	s         *model.Scenario
	projector *model.Projector
	reading   *model.Reading
	checks    []*model.Reading

	metrics, figures []float64 // of the last run
	covers           []float64 // revenue coverage by period; nil where it is not known
	full             []bool    // likewise: the periods that are full
	values           []float64 // metrics and covers
	checked          []checked
}

// checked is what one check looks at.
type checked struct {
	values []float64
	full   []bool
}

// newRunner makes a runner of a scenario, which it may change, with columns in memory that is all 0.
func newRunner(p *plan, sp *scenarioPlan, s *model.Scenario, memory []float64) *runner {
	r := &runner{sp: sp, s: s, projector: model.NewProjectorIn(s, p.grid, memory)}
	for i := range sp.processes {
		r.projector.Noise(sp.processes[i].Path)
	}
	read := slices.Clone(p.metrics)
	if sp.breach {
		coverage, _ := model.Measure("coverage.revenue")
		read = append(read, *coverage)
	}
	all, figures := slices.Clone(read), slices.Clone(p.figures)
	for i := range sp.checks {
		if c := &sp.checks[i]; c.metric != nil {
			all = append(all, *c.metric)
		} else {
			figures = append(figures, *c.figure)
		}
	}
	r.projector.Only(all, figures, sp.varied)
	r.reading = r.projector.Read(read, p.figures, p.options.By, p.periods, p.shown)
	n := len(p.periods)
	r.values, r.figures = make([]float64, len(read)*n), make([]float64, len(p.figures))
	r.metrics = r.values[:len(p.metrics)*n]
	if sp.breach {
		r.covers, r.full = r.values[len(p.metrics)*n:], make([]bool, n)
	}
	for i := range sp.checks {
		r.readCheck(p, &sp.checks[i])
	}
	return r
}

// run projects the scenario as it stands and reads it. The projection is valid until the next run.
func (r *runner) run() *model.Projection {
	run := r.projector.Run()
	r.reading.Metrics(r.values)
	r.reading.Figures(r.figures)
	if r.covers != nil {
		r.reading.Full(r.full)
	}
	for i, c := range r.checks {
		if r.sp.checks[i].figure != nil {
			c.Figures(r.checked[i].values)
			continue
		}
		c.Metrics(r.checked[i].values)
		c.Full(r.checked[i].full)
	}
	return run
}
