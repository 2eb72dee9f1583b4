package analysis

import (
	"strings"

	"commitcast/model"
	"commitcast/model/draw"
)

// correlate takes the correlations between variables: their normal scores are those of a Gaussian copula.
func (v *Variables) correlate(all []model.Correlation) (err error) {
	rho := make([][]float64, len(v.All))
	group := make([]int, len(v.All)) // the lowest place of those a variable is linked with, also by way of others
	for i := range rho {
		rho[i] = make([]float64, len(v.All))
		rho[i][i], group[i] = 1, i
	}
	for _, c := range all {
		i, j := v.place(c.Between[0]), v.place(c.Between[1])
		if i < 0 || j < 0 || c.Rho == 0 {
			continue
		}
		rho[i][j], rho[j][i] = c.Rho, c.Rho
		from, to := max(group[i], group[j]), min(group[i], group[j])
		for k := range group {
			if group[k] == from {
				group[k] = to
			}
		}
	}
	v.gather(group)
	return v.factor(rho)
}

// gather puts the variables of one group together, groups in the order of their first.
func (v *Variables) gather(group []int) {
	place := make(map[int]int)
	for i, g := range group {
		at, known := place[g]
		if !known {
			at = len(v.groups)
			place[g] = at
			v.groups = append(v.groups, nil)
		}
		v.groups[at] = append(v.groups[at], i)
	}
}

// factor factors the part of a matrix of correlations that belongs to groups of several.
func (v *Variables) factor(rho [][]float64) (err error) {
	for _, g := range v.groups {
		if len(g) > 1 {
			v.linked = append(v.linked, g...)
		}
	}
	if len(v.linked) == 0 {
		return nil
	}
	part := make([][]float64, len(v.linked))
	for a, i := range v.linked {
		for _, j := range v.linked {
			part[a] = append(part[a], rho[i][j])
		}
	}
	v.copula, err = draw.NewFactor(part)
	return err
}

// values puts the variables' values at independent uniform numbers into dst: correlated ones by way of their normal scores, of which
// scores is room.
func (v *Variables) values(dst, uniforms, scores []float64) {
	for i := range v.All {
		dst[i] = v.All[i].quantile(uniforms[i])
	}
	if v.copula == nil {
		return
	}
	for k, i := range v.linked {
		scores[k] = draw.NormalQuantile(uniforms[i])
	}
	v.copula.Apply(scores[:len(v.linked)])
	for k, i := range v.linked {
		u := max(draw.MinUniform, min(draw.MaxUniform, draw.NormalCDF(scores[k])))
		dst[i] = v.All[i].quantile(u)
	}
}

// names are the paths of a group.
func (v *Variables) names(group []int) []string {
	var names []string
	for _, i := range group {
		names = append(names, v.All[i].Path)
	}
	return names
}

// Correlated are the paths of the groups of correlated variables, those of one group together.
func (v *Variables) Correlated() [][]string {
	var all [][]string
	for _, g := range v.groups {
		if len(g) > 1 {
			all = append(all, v.names(g))
		}
	}
	return all
}

// noiseLeftOut warns of monthly noise that an analysis does not move.
func noiseLeftOut(s *model.Scenario) []model.Warning {
	var paths []string
	for _, n := range s.Uncertainty.Noise {
		paths = append(paths, n.Path)
	}
	if len(paths) == 0 {
		return nil
	}
	return []model.Warning{{Path: "uncertainty.noise", Message: "monthly noise of " + strings.Join(paths, ", ") +
		" is left out: what is told is of the inputs alone"}}
}
