package analysis

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"commitcast/model"
	"commitcast/model/dist"
	"commitcast/model/draw"
)

// Variable is one number that a sensitivity analysis moves: over a range, or as its distribution spreads it.
type Variable struct {
	Range
	dist  *dist.Dist // nil: evenly from Low to High, of a switch no and yes alike
	whole bool       // a fraction of it means nothing
}

// Variables are the numbers that a sensitivity analysis moves, in a fixed order.
type Variables struct {
	All []Variable

	own    bool         // they are the scenario's own uncertainty
	copula *draw.Factor // of the correlated ones; nil for none
	linked []int        // the places in All of its rows
	groups [][]int      // of places in All, ascending: each alone, or with those it is correlated with
}

// NewRange is a number of a scenario that is moved between two ends, given in any order. The error says why a path is no number, or
// that its range is empty.
func NewRange(s *model.Scenario, path string, from, to float64, why string) (Range, error) {
	x, err := s.Scalar(path)
	if err != nil {
		return Range{}, err
	}
	r := Range{Path: path, Base: x.Get(), Low: min(from, to), High: max(from, to), Why: why, Switch: x.Switch()}
	if x.Whole() {
		r.Low, r.High = math.Round(r.Low), math.Round(r.High)
	}
	if !(r.Low < r.High) {
		return r, model.Problem{Path: path, Message: "has an empty range", Hint: "its low and its high end must differ"}
	}
	return r, nil
}

// The quantiles that are the low and the high end of an uncertain number.
const (
	lowQuantile  = 0.10
	highQuantile = 0.90
)

// Uncertain are the numbers of a scenario's uncertainty, with their distributions and correlations, each with a range from its 10th
// to its 90th percentile. Of a distribution whose two percentiles are one value the range is all that can be drawn, and of a yes/no it
// is both.
func Uncertain(s *model.Scenario) (*Variables, error) {
	v := &Variables{own: true}
	for _, in := range s.Uncertainty.Inputs {
		x, err := s.Scalar(in.Path)
		if err != nil {
			return nil, err
		}
		d, err := dist.New(in.Dist)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", in.Path, err)
		}
		r := Range{Path: in.Path, Base: x.Get(), Low: d.Quantile(lowQuantile), High: d.Quantile(highQuantile), Why: "P10 to P90", Switch: x.Switch()}
		switch {
		case r.Switch:
			r.Low, r.High, r.Why = 0, 1, "no and yes"
		case r.Low == r.High:
			r.Low, r.High = d.Drawable()
			r.Why = "all that can be drawn"
		}
		r.Low, r.High = atBase(r.Low, r.Base), atBase(r.High, r.Base)
		v.All = append(v.All, Variable{r, d, x.Whole()})
	}
	return v, v.correlate(s.Uncertainty.Correlations)
}

// rounding is the share of a number that may be nothing but rounding.
const rounding = model.Tolerance

// atBase is the end of a range, or the scenario's own value where only rounding lies between.
func atBase(end, base float64) float64 {
	if math.Abs(end-base) <= rounding*math.Abs(base) {
		return base
	}
	return end
}

// With are the variables with further ranges: one of a path that is there takes its place, and the others follow. Correlations stay.
func (v *Variables) With(s *model.Scenario, ranges ...Range) (*Variables, error) {
	if len(ranges) == 0 {
		return v, nil
	}
	out := &Variables{copula: v.copula, linked: v.linked}
	out.All = append(out.All, v.All...)
	out.groups = append(out.groups, v.groups...)
	for _, r := range ranges {
		x, err := s.Scalar(r.Path)
		if err != nil {
			return nil, err
		}
		n := Variable{Range: r, whole: x.Whole()}
		if i := out.place(r.Path); i >= 0 {
			out.All[i] = n
			continue
		}
		out.groups = append(out.groups, []int{len(out.All)})
		out.All = append(out.All, n)
	}
	return out, nil
}

// place is where the variable of a path stands; −1 where there is none.
func (v *Variables) place(path string) int {
	for i := range v.All {
		if v.All[i].Path == path {
			return i
		}
	}
	return -1
}

// Swing are all numbers that a scenario states and that are not 0, each moved by a share of itself in both directions. Left out are what
// changes no result, such as bands, and, with the reason, numbers that cannot be moved alone: a margin of 100% has no room above it.
func Swing(s *model.Scenario, share float64) (v *Variables, left []model.Warning) {
	v = &Variables{}
	probe := withoutUncertainty(s).Clone()
	why := "±" + strconv.FormatFloat(math.Round(share*1e6)/1e4, 'f', -1, 64) + "%"
	for _, in := range s.Inputs {
		x, err := probe.Scalar(in.Path)
		if err != nil || x.Switch() || !swings(in.Path) || v.place(in.Path) >= 0 {
			continue
		}
		base := x.Get()
		r, err := NewRange(s, in.Path, base*(1-share), base*(1+share), why)
		if err != nil || base == 0 { // a whole number may have no other within the share
			continue
		}
		if problem := refused(probe, x, r); problem != nil {
			left = append(left, model.Warning{Path: in.Path, Message: "is left out: " + problem.Error()})
			continue
		}
		v.groups = append(v.groups, []int{len(v.All)})
		v.All = append(v.All, Variable{Range: r, whole: x.Whole()})
	}
	return v, left
}

// swings reports whether a path can change a result: a band, a target and the catalogue's prices are only held against it.
func swings(path string) bool {
	keys := strings.Split(path, ".")
	switch {
	case keys[0] == "plausibility", keys[0] == "target", keys[0] == "uncertainty":
		return false
	case keys[0] == "catalog" && len(keys) > 2 && keys[2] == "price":
		return false
	}
	return true
}

// refused is the first problem that a scenario has with a number of it at one of its ends; nil for none. The number is put back.
func refused(s *model.Scenario, x model.Scalar, r Range) error {
	defer x.Set(r.Base)
	for _, v := range []float64{r.Low, r.High} {
		x.Set(v)
		if problems := s.Validate(); len(problems) > 0 {
			return problems[0]
		}
	}
	return nil
}

// subject is what Evaluate is given to move the variables.
func (v *Variables) subject(s *model.Scenario, t model.Target) Subject {
	of := Subject{Scenario: s, Targets: []model.Target{t}, Trusted: v.own}
	for i := range v.All {
		of.Paths = append(of.Paths, v.All[i].Path)
	}
	return of
}

// base are the scenario's own values.
func (v *Variables) base() []float64 {
	point := make([]float64, len(v.All))
	for i := range v.All {
		point[i] = v.All[i].Base
	}
	return point
}

// along is the value at a share of the way from Low to High.
func (x *Variable) along(share float64) float64 {
	switch {
	case x.Switch && share < 0.5:
		return 0
	case x.Switch:
		return 1
	case share == 1: // without rounding
		return x.High
	}
	at := x.Low + share*(x.High-x.Low)
	if x.whole {
		return math.Round(at)
	}
	return at
}

// quantile is the value that is not exceeded with probability u.
func (x *Variable) quantile(u float64) float64 {
	if x.dist == nil {
		return x.along(u)
	}
	return x.dist.Quantile(u)
}
