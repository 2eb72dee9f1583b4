package scenarios

import (
	"cmp"
	"slices"
	"strings"

	"commitcast/model"
	"commitcast/model/dist"
)

// maxUncertain is how many inputs, processes and correlations a scenario may have of each.
const maxUncertain = 500

// uncertainty reads what is not known of a scenario.
func (d *decoder) uncertainty(n *node) model.Uncertainty {
	var u model.Uncertainty
	n.children(func(key string, child *node) {
		if key != noiseKey && key != correlationKey {
			d.inputsOf(child, key, &u)
		}
	})
	d.noiseOf(n.get(noiseKey), "", &u)
	d.correlations(n.get(correlationKey), &u)
	if d.tooMany(n, &u) {
		return model.Uncertainty{}
	}
	return u
}

// tooMany reports more than there may be of each.
func (d *decoder) tooMany(n *node, u *model.Uncertainty) bool {
	many := false
	for _, part := range []struct {
		path  string
		count int
	}{{"uncertainty", len(u.Inputs)}, {"uncertainty.noise", len(u.Noise)}, {"uncertainty.correlation", len(u.Correlations)}} {
		if part.count > maxUncertain {
			d.c.add(n.whole(), part.path, "", "has %d entries: a scenario can have at most %d", part.count, maxUncertain)
			many = true
		}
	}
	return many
}

// inputsOf finds the distributions below a path of the scenario.
func (d *decoder) inputsOf(n *node, path string, u *model.Uncertainty) {
	if n.spec.measures == nil {
		n.children(func(key string, child *node) { d.inputsOf(child, join(path, key), u) })
		return
	}
	at := join("uncertainty", path)
	d.units(n, path)
	u.Inputs = append(u.Inputs, model.UncertainInput{Path: path, Dist: d.distribution(n, at)})
}

// distribution reads one distribution. What does not go together in it model.Validate says.
func (d *decoder) distribution(n *node, path string) dist.Spec {
	s := dist.Blank(dist.Kind(distributionKind(n, nil)))
	s.Low, s.High = n.get("min").number(), n.get("max").number()
	switch of := n.get(string(s.Kind)); {
	case of == nil:
		d.c.add(n.whole(), path, "write "+strings.TrimPrefix(n.spec.says, "a distribution such as "),
			"says no distribution: one of %s is needed", kindsOf(n.spec))
	case s.Kind == dist.Bernoulli:
		s.P = of.number()
	case s.Kind == dist.Discrete:
		of.children(func(key string, v *node) {
			at, _ := of.spec.keys.parse(key) // checked
			s.Outcomes = append(s.Outcomes, dist.Outcome{Value: at.number, P: v.number()})
		})
		slices.SortStableFunc(s.Outcomes, func(a, b dist.Outcome) int { return cmp.Compare(a.Value, b.Value) })
	case of.spec.keys != nil:
		quantiles(of, &s)
	default:
		s.Mean, s.SD = of.get("mean").number(), of.get("sd").number()
		s.Min, s.Mode, s.Max = of.get("min").number(), of.get("mode").number(), of.get("max").number()
		s.Lambda, s.Alpha, s.Beta = of.get("lambda").number(), of.get("alpha").number(), of.get("beta").number()
	}
	return s
}

// quantiles reads a distribution that is given by percentiles, of a metalog with its bounds.
func quantiles(n *node, s *dist.Spec) {
	n.children(func(key string, v *node) {
		switch key {
		case "min":
			s.Min = v.number()
		case "max":
			s.Max = v.number()
		default:
			p, _ := percentile.parse(key) // checked
			s.Quantiles = append(s.Quantiles, dist.Quantile{P: p.number, Value: v.number()})
		}
	})
	slices.SortFunc(s.Quantiles, func(a, b dist.Quantile) int { return cmp.Compare(a.P, b.P) })
}

// kindsOf are the kinds of distributions that may stand in a spec.
func kindsOf(s *spec) string {
	var all []string
	for _, k := range dist.Kinds {
		if f := s.field(string(k)); f != nil && f.refused == nil {
			all = append(all, f.key)
		}
	}
	return strings.Join(all, ", ")
}

// units reports parameters that are another sort of quantity than the value they stand beside, where it may be of several.
func (d *decoder) units(n *node, path string) {
	switch n.spec.measures {
	case exitFee, deferCap, span:
	default:
		return
	}
	keys := strings.Split(path, ".")
	parent, _ := d.root.find(keys[:len(keys)-1])
	base := parent.given(keys[len(keys)-1])
	if base == nil || base.form != scalarForm {
		return // which model.Validate reports
	}
	hold := func(u unit, text string, at place, where string) {
		if u != "" && u != base.value.unit {
			d.c.add(at, where, "give both in the same unit", "%s is not in the unit of %s, which is %s", short(text), path, short(base.text))
		}
	}
	var walk func(n *node, at string)
	walk = func(n *node, at string) {
		hold(n.value.unit, n.text, n.at, at)
		n.children(func(key string, child *node) {
			if n.spec.keys != nil && !n.spec.keys.text { // the outcomes of a discrete
				v, _ := n.spec.keys.parse(key) // checked
				hold(v.unit, key, child.whole(), join(at, key))
			}
			walk(child, join(at, key))
		})
	}
	walk(n, join("uncertainty", path))
}

// noiseOf finds the processes below a path of the scenario.
func (d *decoder) noiseOf(n *node, path string, u *model.Uncertainty) {
	if n != nil && n.spec.process {
		u.Noise = append(u.Noise, model.Noise{Path: path, Volatility: n.get("volatility").number(), HalfLife: months(n.get("reversion"))})
		d.some(n.get("reversion"), "uncertainty.noise."+path+".reversion")
		return
	}
	n.children(func(key string, child *node) { d.noiseOf(child, join(path, key), u) })
}

// correlations reads the pairs; each names two inputs or two processes.
func (d *decoder) correlations(n *node, u *model.Uncertainty) {
	var known []string
	for i := range u.Inputs {
		known = append(known, u.Inputs[i].Path)
	}
	for i := range u.Noise {
		known = append(known, u.Noise[i].Path)
	}
	n.children(func(key string, pair *node) {
		at := join("uncertainty.correlation", key)
		c := model.Correlation{Rho: pair.get("rho").number()}
		between := pair.get("between")
		if between != nil && len(between.items) != len(c.Between) {
			d.c.add(between.whole(), join(at, "between"), "write between: [contracts.aws.delay, contracts.oci.delay]",
				"must name two paths, names %d", len(between.items))
			return
		}
		between.children(func(i string, path *node) {
			if !slices.Contains(known, path.text) {
				d.c.add(path.at, join(join(at, "between"), i), d.c.offer(path.text, "what is uncertain: ", known),
					"%q has no distribution and no noise", short(path.text))
			}
		})
		if between != nil {
			for i, path := range between.items {
				c.Between[i] = path.text
			}
		}
		u.Correlations = append(u.Correlations, c)
	})
}

// checks reads the limits a scenario is held against.
func (d *decoder) checks(n *node) []model.Check {
	var all []model.Check
	n.children(func(name string, c *node) {
		at := join("checks", name)
		unit, known := model.MeasureUnit(c.get("metric").str(""))
		limit := func(key string) float64 {
			v := c.get(key)
			if v != nil && known {
				if bad := misfit(v.value, v.text, c.get("metric").text, unit); bad != nil {
					d.c.add(v.at, join(at, key), bad.hint, "%s", bad.message)
				}
			}
			return v.number()
		}
		all = append(all, model.Check{Name: name, Metric: c.get("metric").str(""), From: yearOf(c.get("from")), To: yearOf(c.get("to")),
			Min: limit("min"), Max: limit("max"), Probability: c.get("probability").number(), Level: model.CheckLevel(c.given("level").text)})
	})
	return all
}

// yearOf is a year's number; 0 for one that is not given.
func yearOf(n *node) int {
	if n == nil {
		return 0
	}
	return int(n.number())
}
