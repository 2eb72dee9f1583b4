package model

import (
	"errors"
	"math"
	"slices"
	"strings"

	"commitcast/model/dist"
)

// uncertainty checks what is said to be uncertain, and the checks. What can be drawn is held against what the scenario accepts
// only where the scenario is sound by itself.
func (c *checker) uncertainty() {
	u := &c.s.Uncertainty
	t := &trial{at: make(map[any]string)}
	if len(c.problems) == 0 && len(u.Inputs) > 0 {
		t.probe = c.s.Clone()
		t.probe.Uncertainty, t.probe.Checks = Uncertainty{}, nil
	}
	for i := range u.Inputs {
		c.uncertain(&u.Inputs[i], t)
	}
	if t.probe != nil && len(c.problems) == 0 {
		c.drawnTogether(t)
	}
	seen := make(map[string]bool)
	for i := range u.Noise {
		c.noise(&u.Noise[i], seen)
	}
	c.correlations()
	c.checks()
}

// trial is what the check of the inputs goes by.
type trial struct {
	at     map[any]string // paths seen so far, by what they lead to
	probe  *Scenario      // a copy of the scenario to try draws in; nil where there is nothing sound to try them in
	inputs []tried
}

// tried is an input in the probe, and what can be drawn of it.
type tried struct {
	path      string
	x         Scalar
	low, high float64
}

// uncertain checks one input.
func (c *checker) uncertain(in *UncertainInput, t *trial) {
	path := "uncertainty." + in.Path
	x, err := c.s.Scalar(in.Path)
	if err != nil {
		c.unfound(path, err)
		return
	}
	if other, twice := t.at[x.place()]; twice {
		c.add(path, "is the same number as %s, which has a distribution already", other)
		return
	}
	t.at[x.place()] = in.Path
	d, err := dist.New(in.Dist)
	switch {
	case err != nil:
		c.misstated(path, in.Dist.Kind, err)
	case !Known(x.Get()):
		c.add(path, "has no base value: the scenario does not give %s", in.Path)
		c.hint("give it the value it has where nothing is uncertain")
	case c.fits(path, in, x) && t.probe != nil:
		c.tryDraws(path, in, d, t)
	}
}

// unfound adds the problem of a path that is no scalar.
func (c *checker) unfound(path string, err error) {
	var p Problem
	if errors.As(err, &p) {
		c.problems = append(c.problems, Problem{Path: path, Message: p.Message, Hint: p.Hint})
	}
}

// misstated adds the problems of a distribution's parameters.
func (c *checker) misstated(path string, kind dist.Kind, err error) {
	var all dist.Problems
	if !errors.As(err, &all) {
		c.add(path, "%v", err)
		return
	}
	for _, p := range all {
		at := path + "." + string(kind)
		if kind == "" {
			at = path
		}
		switch p.Field {
		case "low":
			at = path + ".min"
		case "high":
			at = path + ".max"
		case "", "p", "outcomes", "quantiles":
		default:
			at += "." + strings.ReplaceAll(p.Field, ".", "_") // p97_5
		}
		message := p.Message
		if p.Field == "outcomes" || p.Field == "quantiles" {
			message = p.Field + " " + message
		}
		c.problems = append(c.problems, Problem{Path: at, Message: message, Hint: p.Hint})
	}
}

// fits checks that a distribution is of a kind that suits the scalar.
func (c *checker) fits(path string, in *UncertainInput, x Scalar) bool {
	outside := func(ok func(v float64) bool) bool {
		return in.Dist.Kind != dist.Discrete || slices.ContainsFunc(in.Dist.Outcomes, func(o dist.Outcome) bool { return !ok(o.Value) })
	}
	keys := strings.Split(in.Path, ".")
	switch {
	case keys[0] == "plausibility" || keys[0] == "catalog" && keys[2] == "price":
		c.add(path, "is a band that results are held against, and changes none of them")
	case keys[0] == "target":
		c.add(path, "is what coverage is held against, and must be certain")
	case x.Switch() && in.Dist.Kind != dist.Bernoulli && outside(func(v float64) bool { return v == 0 || v == 1 }):
		c.add(path, "is a yes or no, which is drawn as 1 or 0 only")
		c.hint("write {bernoulli: 60%%}")
	case !x.Switch() && in.Dist.Kind == dist.Bernoulli:
		c.add(path, "is a number, and a bernoulli is for a yes or no such as exercised")
		c.hint("write discrete for one of several values")
	case x.Whole() && !x.Switch() && outside(func(v float64) bool { return v == math.Trunc(v) }):
		c.add(path, "is a whole number, and fractions can be drawn")
		c.hint("write discrete with whole numbers, such as {discrete: {1: 40%%, 2: 60%%}}")
	default:
		return true
	}
	return false
}

// tryDraws puts the extremes of what can be drawn, of a discrete its other outcomes too, in place of the base value, and tells
// the first problem the scenario then has. Inputs are tried one at a time.
func (c *checker) tryDraws(path string, in *UncertainInput, d *dist.Dist, t *trial) {
	x, _ := t.probe.Scalar(in.Path) // as in the scenario
	base := x.Get()
	defer x.Set(base)
	low, high := d.Drawable()
	t.inputs = append(t.inputs, tried{in.Path, x, low, high})
	for _, try := range tries(in.Dist, low, high, len(c.s.Uncertainty.Inputs)) {
		problem := x.refused(try, base, in.Path, t.probe)
		if problem == nil {
			continue
		}
		extreme, bound := "lowest", "min"
		if try > base {
			extreme, bound = "highest", "max"
		}
		c.add(path, "cannot have its %s draw: %s %s", extreme, problem.Path, problem.Message)
		if in.Dist.Kind == dist.Discrete || in.Dist.Kind == dist.Bernoulli {
			c.hint("leave that outcome out")
		} else {
			c.hint("truncate it with %s beside the %s", bound, in.Dist.Kind)
		}
		return
	}
}

// refused is the first problem that a scenario, sound with x at base, has with x at v; nil for none.
func (x Scalar) refused(v, base float64, path string, s *Scenario) *Problem {
	if x.positive && v <= 0 {
		return &Problem{Path: path, Message: "must be more than 0, is " + plain(outward(v, base))}
	}
	x.Set(v)
	problems := s.onAPath()
	if len(problems) == 0 {
		return nil
	}
	x.Set(outward(v, base)) // for a message without idle digits, where it says the same
	if again := s.onAPath(); len(again) > 0 {
		problems = again
	}
	return &problems[0]
}

// What a scenario may not be, but a path may: one on which no option is exercised.
const (
	noneCounts = "none of the contracts counts"
	noneServes = "no contract that counts can serve it"
)

// onAPath is what is wrong with a scenario that a path comes to.
func (s *Scenario) onAPath() []Problem {
	return slices.DeleteFunc(s.Validate(), func(p Problem) bool { return p.Message == noneCounts || p.Message == noneServes })
}

// drawnTogether checks that draws do not only fit one at a time: delays and terms add up, and so do shares and minimums. All are tried
// at the same end of what can be drawn, and of not too many inputs all but one.
func (c *checker) drawnTogether(t *trial) {
	const mostApart = 30 // inputs of which one at a time is tried at the other end
	for _, extreme := range []string{"lowest", "highest"} {
		for odd := -1; odd < len(t.inputs); odd++ {
			for i, in := range t.inputs {
				if in.x.Set(in.low); (extreme == "highest") != (i == odd) {
					in.x.Set(in.high)
				}
			}
			if problems := t.probe.onAPath(); len(problems) > 0 {
				which := "all its " + extreme + " draws"
				if odd >= 0 {
					which = "the other end of " + t.inputs[odd].path + " beside all other " + extreme + " draws"
				}
				c.add("uncertainty", "cannot have %s at once: %s %s", which, problems[0].Path, problems[0].Message)
				c.hint("truncate distributions with min or max beside the kind, so that their draws go together")
				return
			}
			if len(t.inputs) > mostApart {
				break
			}
		}
	}
}

// tries are the values to try of a distribution that is drawn between low and high: those two, and of a few inputs with a few
// outcomes the others too.
func tries(s dist.Spec, low, high float64, inputs int) []float64 {
	const most = 500 // outcomes tried in a scenario: each is a check of all of it
	all := []float64{low, high}
	if s.Kind == dist.Discrete && len(s.Outcomes)*inputs <= most {
		for _, o := range s.Outcomes {
			if o.Value > low && o.Value < high {
				all = append(all, o.Value)
			}
		}
	}
	return all
}

// outward is v to three digits, rounded away from base.
func outward(v, base float64) float64 {
	if v == 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return v
	}
	unit := math.Pow(10, math.Floor(math.Log10(math.Abs(v)))-2)
	if v < base {
		return math.Floor(v/unit) * unit
	}
	return math.Ceil(v/unit) * unit
}
