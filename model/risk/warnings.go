package risk

import (
	"fmt"

	"commitcast/model"
	"commitcast/model/stat"
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
	if n := p.options.Paths / r.Replicates; n < fewest() {
		tell("paths", "%d paths are too few for an interval of P5 and P95, which takes %d", p.options.Paths, fewest()*r.Replicates)
	}
	if r.Bounded {
		tell("paths", "quantiles are from summaries, each within 0.0062%% of the exact one, for the samples would take more memory than allowed")
	}
	for i := range r.Scenarios {
		p.undefined(&r.Scenarios[i], tell)
	}
	return all
}

// fewest is the least number of independent draws that bound P5.
func fewest() int {
	n := 1
	for {
		if _, _, ok := stat.RankInterval(n, Probabilities[0], Confidence); ok {
			return n
		}
		n++
	}
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
