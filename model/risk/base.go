package risk

import "commitcast/model"

// base is what the scenario's own values give.
type base struct {
	metrics, figures []float64
	checks           []verdict
	periods          []model.Period
}

// readBase reads the scenario's own values.
func (p *plan) readBase(sp *scenarioPlan) base {
	r := newRunner(p, sp, sp.s)
	r.run()
	b := base{metrics: append([]float64(nil), r.metrics...), figures: append([]float64(nil), r.figures...),
		periods: r.projector.Run().Periods(p.options.By, p.shown)}
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

// newRunner makes a runner of a scenario, which it may change.
func newRunner(p *plan, sp *scenarioPlan, s *model.Scenario) *runner {
	r := &runner{sp: sp, s: s, projector: model.NewProjector(s, p.grid)}
	for i := range sp.processes {
		r.projector.Noise(sp.processes[i].Path)
	}
	metrics, figures := p.metrics, p.figures
	all, figs := metrics, figures
	if sp.breach {
		all = append(all[:len(all):len(all)], coverageRevenue())
	}
	for i := range sp.checks {
		if c := &sp.checks[i]; c.metric != nil {
			all = append(all[:len(all):len(all)], *c.metric)
		} else {
			figs = append(figs[:len(figs):len(figs)], *c.figure)
		}
	}
	r.projector.Only(all, figs, sp.varied)
	n := len(p.periods)
	read, values := metrics, make([]float64, (len(metrics)+1)*n)
	if sp.breach {
		read = append(read[:len(read):len(read)], coverageRevenue())
		r.covers, r.full = values[len(metrics)*n:], make([]bool, n)
	}
	r.reading = r.projector.Read(read, figures, p.options.By, p.periods, p.shown)
	r.metrics, r.figures, r.values = values[:len(metrics)*n], make([]float64, len(figures)), values[:len(read)*n]
	for i := range sp.checks {
		r.readCheck(p, &sp.checks[i])
	}
	return r
}

func coverageRevenue() model.Metric {
	m, _, _ := find("coverage.revenue")
	return *m
}

// run projects the scenario as it stands and reads it.
func (r *runner) run() {
	r.projector.Run()
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
}
