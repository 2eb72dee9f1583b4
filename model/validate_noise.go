package model

import (
	"errors"
	"math"
	"slices"
	"strings"

	"commitcast/model/draw"
)

const (
	maxVolatility = 5  // a year
	maxCorrelated = 30 // inputs or processes of one correlated group
)

// noise checks one monthly process. seen are the paths of those before.
func (c *checker) noise(n *Noise, seen map[string]bool) {
	path := "uncertainty.noise." + n.Path
	if seen[n.Path] {
		c.add(path, "is given twice")
		return
	}
	seen[n.Path] = true
	if p := c.s.wavers(n.Path); p != nil {
		c.problems = append(c.problems, Problem{Path: path, Message: p.Message, Hint: p.Hint})
		return
	}
	c.in(path+".volatility", n.Volatility, bounds{low: 0, high: maxVolatility, percent: true})
	c.length(path+".reversion", n.HalfLife, false, MaxMonths)
}

// wavers is nil where a path is a curve or a market price, which noise can multiply, or else why it is not.
func (s *Scenario) wavers(path string) *Problem {
	a := &address{s: s, path: path, rest: strings.Split(path, ".")}
	ok := true
	switch key := a.next(); key {
	case "revenue":
		_, ok = a.item("line of revenue", len(s.Revenue), func(i int) string { return s.Revenue[i].ID })
	case "costs":
		_, ok = a.item("line of costs", len(s.Costs), func(i int) string { return s.Costs[i].ID })
	case "market":
		_, ok = a.item("market price", len(s.Market), func(i int) string { return s.Market[i].Accelerator })
	case "demand":
		if ok = s.Demand != nil && s.Demand.Curve != nil; !ok {
			a.fail("noise of revenue moves demand by intensity too", "is no curve")
		}
	case "contracts":
		ok = a.wavering()
	default:
		ok = false
		a.fail("noise is on revenue, costs, consumption, marketplace, demand or a market price", "is no curve and no market price")
	}
	if ok && len(a.rest) > 0 {
		ok = a.fail("noise is on all of "+a.so(), "is only a part of a curve or a market price")
	}
	if ok {
		return nil
	}
	return &a.problem
}

// wavering follows the path of a contract's curve.
func (a *address) wavering() bool {
	all := a.s.Contracts
	i, ok := a.item("contract", len(all), func(i int) string { return all[i].ID })
	if !ok {
		return false
	}
	var k *Curve
	switch a.next() {
	case "consumption":
		k = all[i].Consumption
	case "marketplace":
		k = all[i].Drawdown.Marketplace
	default:
		return a.fail("of a contract, consumption and marketplace are", "is no curve")
	}
	return k != nil || a.fail("", "is not given in the scenario")
}

// correlations checks each pair, then that each group of paths that hang together can be correlated so.
func (c *checker) correlations() {
	u := &c.s.Uncertainty
	sound := true
	seen := make(map[[2]string]bool)
	for i := range u.Correlations {
		sound = c.pair(i, seen) && sound
	}
	if !sound {
		return
	}
	for _, group := range u.groups() {
		if len(group) > maxCorrelated {
			c.add("uncertainty.correlation", "ties %d paths together: at most %d", len(group), maxCorrelated)
			continue
		}
		c.possible(group)
	}
}

// pair checks one correlation by itself.
func (c *checker) pair(i int, seen map[[2]string]bool) bool {
	u := &c.s.Uncertainty
	pair, at := u.Correlations[i].Between, "uncertainty.correlation."+itoa(i+1)
	inputs, noises := 0, 0
	for _, path := range pair {
		switch {
		case slices.ContainsFunc(u.Inputs, func(in UncertainInput) bool { return in.Path == path }):
			inputs++
		case slices.ContainsFunc(u.Noise, func(n Noise) bool { return n.Path == path }):
			noises++
		default:
			c.add(at+".between", "%q has no distribution and no noise", path)
			return false
		}
	}
	before := len(c.problems)
	if inputs == 1 && noises == 1 {
		c.add(at+".between", "is between an input, drawn once, and noise, drawn every month")
		c.hint("correlate inputs with inputs and noise with noise")
	}
	if pair[0] > pair[1] {
		pair[0], pair[1] = pair[1], pair[0]
	}
	switch {
	case pair[0] == pair[1]:
		c.add(at+".between", "names %s twice", pair[0])
	case seen[pair]:
		c.add(at+".between", "is a pair that stands above already")
	}
	seen[pair] = true
	if rho := u.Correlations[i].Rho; !(math.Abs(rho) < 1) {
		c.add(at+".rho", "must be above −1 and below 1, is %s", plain(rho))
	}
	return len(c.problems) == before
}

// groups are the paths that correlations tie together, directly or through others, in the order in which they are named.
func (u *Uncertainty) groups() [][]string {
	var all [][]string
	for _, k := range u.Correlations {
		joined := []string{k.Between[0], k.Between[1]}
		all = slices.DeleteFunc(all, func(g []string) bool {
			touches := slices.Contains(g, k.Between[0]) || slices.Contains(g, k.Between[1])
			if touches {
				joined = append(slices.Clone(g), joined...)
			}
			return touches
		})
		all = append(all, distinct(joined))
	}
	return all
}

// distinct keeps the first of equals.
func distinct(paths []string) []string {
	var out []string
	for _, p := range paths {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// matrix is the correlation of the paths of a group with each other; 0 where it is not given.
func (u *Uncertainty) matrix(group []string) [][]float64 {
	m := make([][]float64, len(group))
	for i := range m {
		m[i] = make([]float64, len(group))
		m[i][i] = 1
	}
	for _, k := range u.Correlations {
		i, j := slices.Index(group, k.Between[0]), slices.Index(group, k.Between[1])
		if i >= 0 && j >= 0 {
			m[i][j], m[j][i] = k.Rho, k.Rho
		}
	}
	return m
}

// possible checks that there are numbers with the correlations of a group, and else names the nearest correlations of which
// there are.
func (c *checker) possible(group []string) {
	m := c.s.Uncertainty.matrix(group)
	_, err := draw.NewFactor(m)
	var not *draw.NotPositiveDefinite
	switch {
	case err == nil:
		return
	case !errors.As(err, &not):
		c.add("uncertainty.correlation", "%v", err)
		return
	}
	near := not.Nearest
	var given, nearest []string
	for i := range group {
		for j := range i {
			between := group[j] + " and " + group[i]
			if m[i][j] != 0 {
				given = append(given, between)
			}
			if m[i][j] != 0 || near[i][j] != 0 {
				nearest = append(nearest, between+" "+plain(near[i][j]))
			}
		}
	}
	c.add("uncertainty.correlation", "cannot all hold together: %s", strings.Join(upTo(given, 10), ", "))
	c.hint("the nearest that can: %s", strings.Join(upTo(nearest, 30), ", "))
}

// upTo cuts a list that is too long to read.
func upTo(all []string, most int) []string {
	if len(all) <= most {
		return all
	}
	return append(slices.Clone(all[:most]), "…")
}
