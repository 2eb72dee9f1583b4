package risk

import (
	"fmt"

	"commitcast/model"
)

// warnings are what a reader should know about the simulation itself.
func (p *plan) warnings(r *Result) []model.Warning {
	var all []model.Warning
	tell := func(path, format string, args ...any) {
		all = append(all, model.Warning{Path: path, Message: fmt.Sprintf(format, args...)})
	}
	for i := range p.scenarios {
		if s := p.scenarios[i].s; s.Uncertainty.None() {
			tell("uncertainty", "%s states no uncertainty: every path is its own values", s.Name)
		}
	}
	if r.tooFew() {
		tell("paths", "%d paths are too few for an interval of P5 and P95", p.options.Paths)
	}
	if r.Bounded {
		tell("paths", "quantiles are from summaries, each within 0.0062%% of the exact one, for the samples would take more memory than allowed")
	}
	for i := range r.Scenarios {
		p.undefined(&r.Scenarios[i], tell)
		for _, c := range r.Scenarios[i].Checks {
			if !c.Judged {
				tell("checks."+c.Name, "%s: the check %q has nothing to look at: %s is defined in no full year it names",
					r.Scenarios[i].Scenario.Name, c.Name, c.Metric)
			}
		}
	}
	return all
}

// tooFew reports whether a figure that every path has lacks an interval of its P5 or P95.
func (r *Result) tooFew() bool {
	few := func(d *Distribution) bool {
		last := len(d.Quantiles) - 1
		return d.Paths > 0 && d.Undefined == 0 && !(model.Known(d.Quantiles[0].Low) && model.Known(d.Quantiles[last].Low))
	}
	for i := range r.Scenarios {
		for k := range r.Scenarios[i].Metrics {
			for p := range r.Scenarios[i].Metrics[k].Periods {
				if few(&r.Scenarios[i].Metrics[k].Periods[p]) {
					return true
				}
			}
		}
		for k := range r.Scenarios[i].Figures {
			if few(&r.Scenarios[i].Figures[k].Distribution) {
				return true
			}
		}
	}
	return false
}

// undefined tells of figures that some paths lack and others have.
func (p *plan) undefined(s *ScenarioResult, tell func(path, format string, args ...any)) {
	for _, m := range s.Metrics {
		for i, d := range m.Periods {
			if d.Paths > 0 && d.Undefined > 0 {
				tell(m.Name, "%s: %s is not defined on %d of %d paths in %s, which are left out", s.Scenario.Name, m.Name, d.Undefined,
					d.Paths+d.Undefined, p.periods[i].Label)
			}
		}
	}
	for _, f := range s.Figures {
		if f.Paths > 0 && f.Undefined > 0 {
			tell(f.Name, "%s: %s is not defined on %d of %d paths, which are left out", s.Scenario.Name, f.Name, f.Undefined,
				f.Paths+f.Undefined)
		}
	}
}
