package risk

import (
	"commitcast/model"
)

// corners calls see with a copy of the scenario at every corner that can reach furthest: its own values, all inputs at one end of
// what can be drawn, and all but one. A delay that would cancel what it delays is tried at the longest that does not, too. The copy is
// the callee's until the next call.
func (sp *scenarioPlan) corners(see func(*model.Scenario)) {
	see(sp.s.Clone())
	if len(sp.inputs) == 0 {
		return
	}
	c := sp.s.Clone()
	scalars := make([]model.Scalar, len(sp.inputs))
	for i := range sp.inputs {
		scalars[i], _ = c.Scalar(sp.inputs[i].Path)
	}
	set := func(i int, high bool) {
		low, end := sp.inputs[i].dist.Drawable()
		if !high {
			end = low
		}
		scalars[i].Set(end)
	}
	for _, high := range []bool{false, true} {
		for odd := -1; odd < len(sp.inputs); odd++ {
			for i := range sp.inputs {
				set(i, high != (i == odd))
			}
			see(c)
			if kept := justInTime(c); kept != nil {
				see(kept)
			}
		}
	}
}

// justInTime is a copy in which what would be cancelled for its delay comes in just before; nil where nothing would.
func justInTime(s *model.Scenario) *model.Scenario {
	var kept *model.Scenario
	shorten := func(i int, d func(*model.Contract) *model.Months) {
		if c := &s.Contracts[i]; c.CancelIfLate && *d(c) > c.CancelGrace {
			if kept == nil {
				kept = s.Clone()
			}
			*d(&kept.Contracts[i]) = c.CancelGrace
		}
	}
	for i := range s.Contracts {
		shorten(i, func(c *model.Contract) *model.Months { return &c.Delay })
		for k := range s.Contracts[i].Tranches {
			shorten(i, func(c *model.Contract) *model.Months { return &c.Tranches[k].Delay })
		}
	}
	return kept
}

// extend finds a grid and a horizon that hold every path.
func (p *plan) extend() error {
	p.grid = model.GridOf(p.scenarios[0].s)
	p.shown, _ = p.scenarios[0].s.Reach() // something of it counts
	for i := range p.scenarios {
		p.scenarios[i].corners(func(s *model.Scenario) {
			p.grid = p.grid.With(model.GridOf(s))
			if h, counts := s.Reach(); counts {
				p.shown = model.Union(p.shown, h)
			}
		})
	}
	if err := p.shown.Check(); err != nil {
		return err
	}
	first := p.scenarios[0].s
	p.periods, p.years = first.Cut(p.options.By, p.shown), first.Cut(model.ByYear, p.shown)
	p.valuation = first.Valuation.Date.Month() // Aligned has set it
	for i := range p.scenarios {
		for k := range p.scenarios[i].processes {
			p.scenarios[i].processes[k].date(p.grid, p.valuation, p.options.Seed)
		}
	}
	return nil
}
