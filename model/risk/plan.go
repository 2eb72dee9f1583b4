package risk

import (
	"fmt"

	"commitcast/model"
	"commitcast/model/dist"
	"commitcast/model/draw"
)

// plan is everything of a simulation that is settled before the first path.
type plan struct {
	options   Options
	grid      model.Grid
	shown     model.Horizon
	periods   []model.Period
	years     []model.Period // calendar years, by which metrics are checked
	valuation model.Month
	metrics   []model.Metric
	figures   []model.Figure
	scenarios []scenarioPlan
	design    *draw.Design // nil for the plain sampler
	layout    layout
	memory    pool
}

// scenarioPlan is what is settled of one scenario.
type scenarioPlan struct {
	s           *model.Scenario
	inputs      []inputPlan
	copula      *draw.Factor // between the inputs in linked; nil for none
	linked      []int
	processes   []process
	innovations *draw.Factor // between the innovations of the processes in moved; nil for none
	moved       []int
	varied      []string // addresses of what changes between paths
	breach      bool     // revenue coverage is known
	checks      []checkPlan
	base        base
}

// inputPlan is one uncertain number: what it is drawn from.
type inputPlan struct {
	model.UncertainInput
	dist *dist.Dist
	key  draw.Key
	dim  int // of the design; −1 for the stream
}

// newPlan settles a simulation of valid scenarios.
func newPlan(ss []*model.Scenario, o Options) (*plan, error) {
	o, err := o.filled()
	if err != nil {
		return nil, err
	}
	if ss, err = model.Aligned(ss, o.By); err != nil {
		return nil, err
	}
	p := &plan{options: o}
	for _, s := range ss {
		sp, err := newScenarioPlan(s, o.Seed)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
		p.scenarios = append(p.scenarios, *sp)
	}
	if err := p.extend(); err != nil {
		return nil, err
	}
	p.choose()
	p.lay()
	return p, p.fits()
}

func newScenarioPlan(s *model.Scenario, seed uint64) (*scenarioPlan, error) {
	sp := &scenarioPlan{s: s, breach: len(s.Revenue) > 0}
	for _, in := range s.Uncertainty.Inputs {
		d, err := dist.New(in.Dist)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", in.Path, err)
		}
		if _, err := s.Scalar(in.Path); err != nil {
			return nil, err
		}
		sp.inputs = append(sp.inputs, inputPlan{in, d, draw.KeyOf(seed, in.Path), -1})
		sp.varied = append(sp.varied, in.Path)
	}
	for _, n := range s.Uncertainty.Noise {
		sp.processes = append(sp.processes, newProcess(n))
	}
	for i := range s.Checks {
		c, err := newCheckPlan(&s.Checks[i])
		if err != nil {
			return nil, err
		}
		sp.checks = append(sp.checks, c)
	}
	return sp, sp.correlate()
}

// correlate factors the matrices of correlation between inputs and between innovations.
func (sp *scenarioPlan) correlate() (err error) {
	inputs, noise := make([]string, len(sp.inputs)), make([]string, len(sp.processes))
	for i := range sp.inputs {
		inputs[i] = sp.inputs[i].Path
	}
	for i := range sp.processes {
		noise[i] = sp.processes[i].Path
	}
	if sp.copula, sp.linked, err = factor(inputs, sp.s.Uncertainty.Correlations); err != nil {
		return err
	}
	sp.innovations, sp.moved, err = factor(noise, sp.s.Uncertainty.Correlations)
	return err
}

// factor factors the matrix of the correlations among some names, and tells which of them are in it; it is nil for none.
func factor(names []string, all []model.Correlation) (*draw.Factor, []int, error) {
	place := make(map[string]int)
	for i, name := range names {
		place[name] = i
	}
	var linked []int
	at := make(map[int]int) // place in linked
	join := func(i int) int {
		if _, known := at[i]; !known {
			at[i] = len(linked)
			linked = append(linked, i)
		}
		return at[i]
	}
	type entry struct {
		i, j int
		rho  float64
	}
	var entries []entry
	for _, c := range all {
		a, first := place[c.Between[0]]
		b, second := place[c.Between[1]]
		if first && second {
			entries = append(entries, entry{join(a), join(b), c.Rho})
		}
	}
	if len(linked) == 0 {
		return nil, nil, nil
	}
	rho := make([][]float64, len(linked))
	for i := range rho {
		rho[i] = make([]float64, len(linked))
		rho[i][i] = 1
	}
	for _, e := range entries {
		rho[e.i][e.j], rho[e.j][e.i] = e.rho, e.rho
	}
	f, err := draw.NewFactor(rho)
	return f, linked, err
}

// choose settles what is reported, reads the base cases, and places the design's dimensions.
func (p *plan) choose() {
	asked := len(p.options.Metrics) > 0
	if !asked {
		p.options.Metrics = defaultMetrics
	}
	p.metrics, p.figures = p.options.chosen()
	p.layMemory()
	p.readBases()
	if !asked {
		p.dropUnknown()
	}
	p.placeDimensions()
}

// dropUnknown leaves out the default metrics and figures that no scenario knows on its own values.
func (p *plan) dropUnknown() {
	n := len(p.periods)
	var metrics []model.Metric
	var figures []model.Figure
	var names []string
	for k, m := range p.metrics {
		if p.someKnow(func(b *base) []float64 { return b.metrics[k*n : (k+1)*n] }) {
			metrics, names = append(metrics, m), append(names, m.Name)
		}
	}
	for k, f := range p.figures {
		if p.someKnow(func(b *base) []float64 { return b.figures[k : k+1] }) {
			figures, names = append(figures, f), append(names, f.Name)
		}
	}
	p.metrics, p.figures, p.options.Metrics = metrics, figures, names
	p.readBases()
}

// readBases reads the base cases, one after the other in the same memory.
func (p *plan) readBases() {
	memory := p.takeMemory()
	for i := range p.scenarios {
		sp := &p.scenarios[i]
		part := memory[:model.ProjectorSize(sp.s, p.grid)]
		sp.base = p.readBase(sp, part)
		clear(part)
	}
	p.giveMemory(memory)
}

// someKnow reports whether some scenario knows one of some values on its own.
func (p *plan) someKnow(values func(*base) []float64) bool {
	for i := range p.scenarios {
		for _, v := range values(&p.scenarios[i].base) {
			if model.Known(v) {
				return true
			}
		}
	}
	return false
}
