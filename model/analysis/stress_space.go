package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"commitcast/model"
	"commitcast/model/dist"
	"commitcast/model/draw"
)

// scoreSpace is the space of independent standard normals u that a scenario's uncertain inputs and the monthly innovations of its noise are
// drawn from: z = Lu are their normal scores, correlated as the scenario says, and each input is its distribution's quantile at Φ(z). Inputs of
// few values come first, so that moving the u of the others leaves their scores alone; innovations come last, by process and month.
type scoreSpace struct {
	inputs []scoredInput
	few    int         // inputs of few values
	root   [][]float64 // L of the inputs, lower triangular
	shown  []int       // by place in the scenario, the place here
	noise  *noiseSpace // nil for none
}

// scoredInput is one uncertain input.
type scoredInput struct {
	model.UncertainInput
	dist     *dist.Dist
	place    int           // in the scenario
	outcomes []outcomeBand // of an input of few values, ascending
}

// outcomeBand is one value with the normal scores that give it.
type outcomeBand struct{ value, low, high float64 }

// size is how many dimensions the space has.
func (sp *scoreSpace) size() int { return len(sp.inputs) + sp.noise.size() }

// newScoreSpace is the space of a valid scenario's inputs, without noise.
func newScoreSpace(s *model.Scenario) (*scoreSpace, error) {
	sp := &scoreSpace{shown: make([]int, len(s.Uncertainty.Inputs))}
	for i, in := range s.Uncertainty.Inputs {
		d, err := dist.New(in.Dist)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", in.Path, err)
		}
		sp.inputs = append(sp.inputs, scoredInput{in, d, i, bandsOf(in.Dist, d)})
	}
	slices.SortStableFunc(sp.inputs, func(a, b scoredInput) int { return cmp.Compare(oneIfMany(a), oneIfMany(b)) })
	var paths []string
	for k, in := range sp.inputs {
		sp.shown[in.place], paths = k, append(paths, in.Path)
		if in.outcomes != nil {
			sp.few++
		}
	}
	var err error
	sp.root, err = rootOf(paths, s.Uncertainty.Correlations)
	return sp, err
}

func oneIfMany(in scoredInput) int {
	if in.outcomes == nil {
		return 1
	}
	return 0
}

// bandsOf are the values of a distribution that has few; nil for one that has many.
func bandsOf(s dist.Spec, d *dist.Dist) []outcomeBand {
	var values []float64
	switch s.Kind {
	case dist.Bernoulli:
		values = []float64{0, 1}
	case dist.Discrete:
		for _, o := range s.Outcomes {
			values = append(values, o.Value)
		}
		slices.Sort(values)
	}
	var bands []outcomeBand
	below := 0.0
	for _, v := range values {
		if upTo := d.CDF(v); upTo > below {
			bands = append(bands, outcomeBand{v, draw.NormalQuantile(below), draw.NormalQuantile(upTo)})
			below = upTo
		}
	}
	return bands
}

// rootOf is L of the correlations among some paths, LLᵀ = R.
func rootOf(paths []string, all []model.Correlation) ([][]float64, error) {
	n := len(paths)
	rho := square(n)
	for _, c := range all {
		if a, b := slices.Index(paths, c.Between[0]), slices.Index(paths, c.Between[1]); a >= 0 && b >= 0 {
			rho[a][b], rho[b][a] = c.Rho, c.Rho
		}
	}
	if n == 0 {
		return rho, nil
	}
	factor, err := draw.NewFactor(rho)
	if err != nil {
		return nil, err
	}
	root := square(n)
	for j := range n { // the columns of L are what it makes of the unit vectors
		column := make([]float64, n)
		column[j] = 1
		factor.Apply(column)
		for i, v := range column {
			root[i][j] = v
		}
	}
	return root, nil
}

// square is the unit matrix of n rows.
func square(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
		m[i][i] = 1
	}
	return m
}

// each calls do with every set of dimensions that are correlated among themselves: their root, the first of them, and how far apart they are.
func (sp *scoreSpace) each(do func(root [][]float64, first, stride int)) {
	do(sp.root, 0, 1)
	for m := range sp.noise.monthCount() {
		do(sp.noise.root, len(sp.inputs)+m, sp.noise.monthCount())
	}
}

// scores are z = Lu.
func (sp *scoreSpace) scores(u []float64) []float64 {
	z := make([]float64, len(u))
	sp.each(func(root [][]float64, first, stride int) {
		for i, row := range root {
			for j, c := range row[:i+1] {
				z[first+i*stride] += c * u[first+j*stride]
			}
		}
	})
	return z
}

// transposed is Lᵀv.
func (sp *scoreSpace) transposed(v []float64) []float64 {
	w := make([]float64, len(v))
	sp.each(func(root [][]float64, first, stride int) {
		for i, row := range root {
			for j, c := range row[:i+1] {
				w[first+j*stride] += c * v[first+i*stride]
			}
		}
	})
	return w
}

// shares are z·R⁻¹z by dimension, over their sum u·u: what each score adds to the squared distance, with what it is correlated with. At
// the nearest point of a smooth limit it is the dimension's share of the first-order change that leads there.
func (sp *scoreSpace) shares(u []float64) []float64 {
	w := slices.Clone(u) // becomes R⁻¹z = L⁻ᵀu
	sp.each(func(root [][]float64, first, stride int) {
		for i := len(root) - 1; i >= 0; i-- {
			at := first + i*stride
			for j := i + 1; j < len(root); j++ {
				w[at] -= root[j][i] * w[first+j*stride]
			}
			w[at] /= root[i][i]
		}
	})
	z, total := sp.scores(u), dot(u, u)
	for i := range w {
		w[i] *= z[i]
		if total > 0 {
			w[i] /= total
		}
	}
	return w
}

// point is the inputs' values at scores z, in the scenario's order, and then the innovations. Inputs of few values have those of the
// combination.
func (sp *scoreSpace) point(z []float64, c *combination) []float64 {
	x := slices.Clone(z)
	for k, in := range sp.inputs {
		if k < sp.few {
			x[in.place] = c.bands[k].value
			continue
		}
		u := max(draw.MinUniform, min(draw.MaxUniform, draw.NormalCDF(z[k])))
		x[in.place] = in.dist.Quantile(u)
	}
	return x
}

// combination is one value of each input that has few, and where the others can go on from.
type combination struct {
	bands  []outcomeBand
	centre []float64 // the nearest point to the middle of all at which the inputs have these values
	size   float64   // its distance
}

// mostCombinations is how many combinations are looked at: the most plausible ones.
const mostCombinations = 64

// combinations are those within reach, from the nearest; all reports whether none had to be left out.
func (sp *scoreSpace) combinations(reach float64) (list []combination, all bool) {
	type partial struct {
		bands []outcomeBand
		size  float64 // were they independent
	}
	some, all := []partial{{}}, true
	for _, in := range sp.inputs[:sp.few] {
		var next []partial
		for _, p := range some {
			for _, b := range in.outcomes {
				next = append(next, partial{append(slices.Clip(p.bands), b), math.Hypot(p.size, nearestScore(b))})
			}
		}
		slices.SortStableFunc(next, func(a, b partial) int { return cmp.Compare(a.size, b.size) })
		all = all && len(next) <= mostCombinations
		some = next[:min(len(next), mostCombinations)]
	}
	for _, p := range some {
		c := combination{bands: p.bands}
		if u, ok := nearest(sp.walls(&c), sp.size()); ok && norm(u) <= reach {
			c.centre, c.size = u, norm(u)
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b combination) int { return cmp.Compare(a.size, b.size) })
	return list, all
}

// nearestScore is how far the nearest score that gives a value is from the median.
func nearestScore(b outcomeBand) float64 { return max(0, b.low, -b.high) }

// walls are the half-spaces in which the inputs have the combination's values. They do not go through the noise, so that their a end before it.
func (sp *scoreSpace) walls(c *combination) []halfSpace {
	var all []halfSpace
	for k, b := range c.bands {
		if !math.IsInf(b.high, 0) {
			all = append(all, halfSpace{sp.root[k], b.high})
		}
		if !math.IsInf(b.low, 0) {
			all = append(all, halfSpace{scaled(sp.root[k], -1), -b.low})
		}
	}
	return all
}
