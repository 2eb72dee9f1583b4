package analysis

import (
	"math"
	"slices"

	"commitcast/model"
)

// How closely a search looks, relative to the greater of the value and the range: at values, at what is one value, at what is next to
// another, and at where the target comes nearest; and of targets, what is the wanted value by rounding, and what is as near to it as a
// target that does not jump can be.
const (
	closeness = 1e-12
	oneValue  = 1e-9
	nextTo    = 1e-6
	lowPoint  = 1e-9
	rounded   = 1e-12
	reached   = 1e-7
)

// size is what a value's closeness is relative to.
func (s *seeker) size(x float64) float64 { return max(math.Abs(x), s.High-s.Low) }

// met reports whether a target is the wanted value but for rounding.
func (s *seeker) met(f float64) bool {
	size := math.Abs(s.Wanted)
	if model.Known(s.from) {
		size = max(size, math.Abs(s.from))
	}
	return math.Abs(f-s.Wanted) <= rounded*size
}

// halve is the middle of a and b; some is false where there is none worth looking at.
func (s *seeker) halve(a, b float64) (middle float64, some bool) {
	if middle = a + (b-a)/2; s.whole {
		middle = math.Floor(middle)
		return middle, middle != min(a, b)
	}
	return middle, math.Abs(b-a) > closeness*s.size(a) && middle != a && middle != b
}

// edge closes in on where what holds at a no longer holds on the way to b, and returns the last trial on a's side and the first beyond.
func (s *seeker) edge(a, b trial, holds func(f float64) bool) (inside, outside trial) {
	for s.err == nil {
		x, some := s.halve(a.x, b.x)
		if !some {
			break
		}
		if t := (trial{x, s.at(x)}); holds(t.f) {
			a = t
		} else {
			b = t
		}
	}
	return a, b
}

// border adds trials at the borders of where the target is known, so that what it passes just inside of them is found.
func (s *seeker) border() {
	tried := slices.Clone(s.tried)
	for i := range len(tried) - 1 {
		a, b := tried[i], tried[i+1]
		if model.Known(a.f) == model.Known(b.f) {
			continue
		}
		if model.Known(b.f) {
			a, b = b, a
		}
		inside, _ := s.edge(a, b, model.Known)
		s.add(inside)
	}
}

// dips adds trials where the target comes nearest to the wanted value between its neighbours, and does not pass it there.
func (s *seeker) dips() {
	if s.whole {
		return
	}
	tried := slices.Clone(s.tried)
	for i := 1; i < len(tried)-1; i++ {
		a, b, c := tried[i-1], tried[i], tried[i+1]
		off := s.side(b)
		closest := off*(b.f-s.Wanted) < off*(a.f-s.Wanted) && off*(b.f-s.Wanted) < off*(c.f-s.Wanted)
		if closest && !s.met(b.f) && s.side(a) == off && s.side(c) == off {
			s.add(s.lowest(a.x, b, c.x, off))
		}
	}
}

// side is on which side of the wanted value a trial is: 1 above, −1 below; 0 where it is not known.
func (s *seeker) side(t trial) float64 {
	switch {
	case t.f > s.Wanted:
		return 1
	case t.f < s.Wanted:
		return -1
	}
	return 0
}

// lowest is where the target comes nearest to the wanted value between low and high, by golden section from the trial between them; or
// the first trial on the other side. off is the side that they are on.
func (s *seeker) lowest(low float64, middle trial, high, off float64) trial {
	const golden = 0.381966011250105 // 2 − φ
	for s.err == nil && high-low > lowPoint*s.size(middle.x) {
		x := middle.x + golden*(high-middle.x)
		if middle.x-low > high-middle.x {
			x = middle.x - golden*(middle.x-low)
		}
		t := trial{x, s.at(x)}
		switch nearer := off*(t.f-s.Wanted) < off*(middle.f-s.Wanted); {
		case s.side(t) != off && model.Known(t.f):
			return t
		case nearer && x > middle.x:
			low, middle = middle.x, t
		case nearer:
			high, middle = middle.x, t
		case x > middle.x:
			high = x
		default:
			low = x
		}
	}
	return middle
}

// roots closes in on all places where the trials pass the wanted value or stay there.
func (s *seeker) roots() []Root {
	var all []Root
	for i := 0; i < len(s.tried); i++ {
		t := s.tried[i]
		if s.met(t.f) {
			last := i
			for last+1 < len(s.tried) && s.met(s.tried[last+1].f) {
				last++
			}
			all = append(all, s.stretch(i, last))
			i = last
		}
		if i+1 < len(s.tried) && s.side(s.tried[i])*s.side(s.tried[i+1]) < 0 && !s.met(s.tried[i].f) && !s.met(s.tried[i+1].f) {
			if r := s.passed(s.tried[i], s.tried[i+1]); model.Known(r.Target) { // else the target is not defined on the way
				all = append(all, r)
			}
		}
	}
	return all
}

// stretch is the root that the trials from first to last are all of.
func (s *seeker) stretch(first, last int) Root {
	from, to := s.tried[first], s.tried[last]
	if first > 0 {
		from = s.closeIn(from, s.tried[first-1])
	}
	if last+1 < len(s.tried) {
		to = s.closeIn(to, s.tried[last+1])
	}
	if first == last && to.x-from.x <= oneValue*s.size(to.x) {
		return s.single(s.tried[first])
	}
	return Root{Value: from.x, Target: from.f, Until: to.x}
}

// closeIn is the last trial on the way to b at which the target is the wanted value, as it is at a: to the last bit, where it is so at a
// and that is no matter of rounding.
func (s *seeker) closeIn(a, b trial) trial {
	inside, outside := s.edge(a, b, s.met)
	if a.f == s.Wanted && inside.f != s.Wanted {
		exact, beyond := s.edge(a, inside, func(f float64) bool { return f == s.Wanted })
		if math.Abs(exact.x-inside.x) <= nextTo*s.size(exact.x) {
			inside, outside = exact, beyond
		}
	}
	s.closed = append(s.closed, inside, outside)
	return inside
}

func (s *seeker) single(t trial) Root { return Root{Value: t.x, Target: t.f, Until: model.Unknown()} }

// passed is the root between two trials on different sides of the wanted value.
func (s *seeker) passed(a, b trial) Root {
	if s.whole {
		side := s.side(a)
		before, beyond := s.edge(a, b, func(f float64) bool { return s.side(trial{f: f}) == side })
		s.closed = append(s.closed, before, beyond)
		return Root{Value: beyond.x, Target: beyond.f, Jump: !s.met(beyond.f), Until: model.Unknown()}
	}
	c, ok := brent(func(x float64) float64 { return s.at(x) - s.Wanted }, a.x, b.x, a.f-s.Wanted, b.f-s.Wanted, closeness)
	if !ok {
		return Root{Value: model.Unknown(), Target: model.Unknown(), Jump: true, Until: model.Unknown()}
	}
	found, across := trial{c.x, c.fx + s.Wanted}, trial{c.other, c.fOther + s.Wanted}
	if math.Abs(c.fx) > reached*max(math.Abs(s.Wanted), math.Abs(a.f), math.Abs(b.f)) {
		s.closed = append(s.closed, found, across)
		if across.x > found.x {
			found = across
		}
		return Root{Value: found.x, Target: found.f, Jump: true, Until: model.Unknown()}
	}
	return s.level(a, found, b)
}

// level is a root that was found between two trials, with the range over which the target stays there, if it does.
func (s *seeker) level(a, found, b trial) Root {
	const aside = 1e-6
	step := aside * (b.x - a.x)
	before, after := trial{found.x - step, s.at(found.x - step)}, trial{found.x + step, s.at(found.x + step)}
	from, to := found, found
	if s.met(before.f) {
		if from = s.closeIn(before, a); !s.met(found.f) {
			to = s.closeIn(before, found)
		}
	}
	if s.met(after.f) {
		to = s.closeIn(after, b)
		if !s.met(from.f) {
			from = s.closeIn(after, found)
		}
	}
	s.closed = append(s.closed, found)
	if from == to {
		return s.single(found)
	}
	return Root{Value: from.x, Target: from.f, Until: to.x}
}
