package risk

import (
	"cmp"
	"slices"
	"strconv"

	"commitcast/model/draw"
)

// leastShare is how much of the variance of all noise a component must carry to be placed by a design.
const leastShare = 1e-3

// component is one principal component of a process, a candidate for a place in the design.
type component struct {
	path  string
	index int
	share float64 // of the variance of all noise, where σ² is a process's own
}

// placeDimensions gives the dimensions of a design to what carries most variance: first the inputs, in file order, then the leading
// components of the processes by their share of the variance of all noise. What is left keeps its streams. Inputs and processes of
// the same path share their dimensions between scenarios.
func (p *plan) placeDimensions() {
	if p.options.Sampler == draw.Random {
		return
	}
	var names []string
	for i := range p.scenarios {
		for k := range p.scenarios[i].inputs {
			in := &p.scenarios[i].inputs[k]
			at := slices.Index(names, in.Path)
			if at < 0 && len(names) < draw.MaxDims {
				at, names = len(names), append(names, in.Path)
			}
			in.dim = at
		}
	}
	for _, c := range p.candidates() {
		if len(names) == draw.MaxDims || c.share < leastShare {
			break
		}
		p.placeComponent(c, len(names))
		names = append(names, componentName(c))
	}
	p.design = draw.NewDesign(p.options.Sampler, p.options.Seed, p.options.Paths, names)
}

// componentName is the name of a component's dimension.
func componentName(c component) string { return "noise." + c.path + "#" + strconv.Itoa(c.index) }

// candidates are the components of all processes by descending share; each path once, from the first scenario that has it.
func (p *plan) candidates() []component {
	var all []component
	total := 0.0
	var seen []string
	for i := range p.scenarios {
		for k := range p.scenarios[i].processes {
			n := &p.scenarios[i].processes[k]
			if slices.Contains(seen, n.Path) || len(n.keys) == 0 {
				continue
			}
			seen = append(seen, n.Path)
			total += n.Volatility * n.Volatility
			for j := range min(draw.MaxDims, len(n.keys)) {
				all = append(all, component{n.Path, j, n.Volatility * n.Volatility * draw.ComponentShare(len(n.keys), j)})
			}
		}
	}
	for i := range all {
		if total > 0 {
			all[i].share /= total
		}
	}
	slices.SortStableFunc(all, func(a, b component) int { return cmp.Compare(b.share, a.share) })
	return all
}

// placeComponent gives a component of the processes of its path a dimension.
func (p *plan) placeComponent(c component, dim int) {
	for i := range p.scenarios {
		for k := range p.scenarios[i].processes {
			if n := &p.scenarios[i].processes[k]; n.Path == c.path {
				n.dims = append(n.dims, dim)
				n.components = draw.Components(len(n.keys), len(n.dims))
			}
		}
	}
}
