package analysis

import (
	"math"
	"slices"
)

// end is an end of what is searched; of an open one the scenario may have what lies before it, but not the end itself.
type end struct {
	x    float64
	open bool
}

// shown says why the target's period is shown at none of the values tried.
func (s *seeker) shown() error {
	points := [][]float64{}
	for _, t := range s.tried {
		if s.problem(t.x) == nil {
			points = append(points, []float64{t.x})
		}
	}
	own, counts := s.Scenario.Reach()
	all, err := reachAt(s.Scenario, []string{s.Path}, points)
	if err != nil {
		return err
	}
	if counts {
		all = append(all, own)
	}
	return within(s.Target, s.Scenario, all)
}

// ends finds how far the scenario may have what was asked for, and tries the ends of that.
func (s *seeker) ends() {
	s.low, s.high = end{x: s.Low}, end{x: s.High}
	valid := func(t trial) bool { return s.problem(t.x) == nil }
	first := slices.IndexFunc(s.tried, valid)
	if s.Given || first < 0 {
		return // the ends have been checked, or there are none
	}
	last := len(s.tried) - 1
	for !valid(s.tried[last]) {
		last--
	}
	from, to := s.tried[first].x, s.tried[last].x
	if last < len(s.tried)-1 {
		s.high = s.limit(to, s.tried[last+1].x)
	}
	if first > 0 {
		s.low = s.limit(from, s.tried[first-1].x)
	}
}

// limit is where the scenario may no longer have a value on the way from one that it may have to one that it may not.
func (s *seeker) limit(valid, invalid float64) end {
	for s.err == nil {
		x, some := s.halve(valid, invalid)
		if !some {
			break
		}
		if s.problem(x) == nil {
			valid = x
		} else {
			invalid = x
		}
	}
	at := end{x: valid}
	if clean := s.clean(valid); clean != valid {
		at = end{x: clean, open: s.problem(clean) != nil}
	}
	if !at.open {
		valid = at.x
	}
	s.add(trial{valid, s.at(valid)})
	return at
}

// clean is a value without what the halving of an interval leaves: to nine digits of the size of what is searched.
func (s *seeker) clean(x float64) float64 {
	if s.whole {
		return x
	}
	const kept = 9
	places := kept - 1 - int(math.Floor(math.Log10(s.size(x))))
	if places < 0 {
		unit := math.Pow10(-places)
		return math.Round(x/unit) * unit
	}
	unit := math.Pow10(places)
	return math.Round(x*unit) / unit
}
