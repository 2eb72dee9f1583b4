package analysis

import (
	"math"

	"commitcast/model"
)

// Of refining a point: the half-width of the differences in normal scores, the shares of the way to the nearest point of the tangent that are
// tried, the first and the last size of the trial steps, and what of the distance must be gained to go on.
const (
	probe      = 1e-3
	firstTrial = 0.25
	lastTrial  = 1e-5
	leastGain  = 1e-10
	mostSteps  = 200

	slopesAtOnce = 256
)

var shares = []float64{1, 0.5, 0.25, 0.1, 0.02}

// refine moves along the limit to where it is nearest. Each step takes the nearest point of the limit's tangent (the step of Hasofer and Lind
// 1974 and of Rackwitz and Fiessler 1978), within what leaves the inputs of few values as they are, and points on the way there; and since a limit
// may have edges and flat parts, the nearest point within the last tangents as well, small steps along each axis, and the noise a year earlier or
// later. All are drawn out from the centre to where they break the limit, and the nearest is kept. So the distance never rises. It
// ends early where it comes to what was found before.
func (s *search) refine(r *ray, before []spot) (*ray, error) {
	trial, moved := firstTrial, true
	var tangents []halfSpace
	for range mostSteps {
		if err := s.ctx.Err(); err != nil {
			return nil, err
		}
		here := r.at(r.high)
		if here.among(before) {
			break
		}
		trials := s.steps(here, trial)
		if moved {
			tangent, some, err := s.tangent(here)
			if err != nil {
				return nil, err
			}
			if some {
				tangents = lastTangents(tangents, tangent)
				trials = append(s.towards(here, tangents), trials...)
			}
		}
		better, err := s.shortest(trials, norm(here.u))
		if err != nil {
			return nil, err
		}
		gain := 0.0
		if better != nil {
			gain = norm(here.u) - better.size()
		}
		if moved = gain > 0; moved {
			r = better
		}
		if gain <= leastGain*norm(here.u) {
			if trial /= 4; trial < lastTrial {
				break
			}
		}
	}
	return r, nil
}

// sameSpot is how near to another a spot counts as the same, as a share of its distance.
const sameSpot = 0.02

// among reports whether a spot comes to one of others.
func (p *spot) among(others []spot) bool {
	for _, o := range others {
		if p.of == o.of && norm(along(p.u, -1, o.u)) <= sameSpot*norm(p.u) {
			return true
		}
	}
	return false
}

// Of the tangents that are kept: how many, and the cosine between two from which on they count as one.
const (
	mostTangents = 6
	sameTangent  = 0.99
)

// lastTangents are a tangent and those of the ones before it that lean another way, from the latest.
func lastTangents(before []halfSpace, tangent halfSpace) []halfSpace {
	kept := []halfSpace{tangent}
	for _, h := range before {
		if len(kept) < mostTangents && dot(h.a, tangent.a) < sameTangent {
			kept = append(kept, h)
		}
	}
	return kept
}

// towards are the spots on the way from a spot to the nearest point of the first tangent, and of all of them.
func (s *search) towards(here spot, tangents []halfSpace) []spot {
	var all []spot
	for n := 1; n <= len(tangents); n += max(1, len(tangents)-1) {
		to, some := nearest(append(s.space.walls(here.of), tangents[:n]...), len(here.u))
		if !some && n > 1 {
			break
		}
		step := along(to, -1, here.u)
		for _, share := range shares {
			all = append(all, spot{here.of, along(here.u, share, step)})
		}
	}
	return all
}

// steps are the spots a step along each axis from a spot, both ways, and a year in the noise; size is a share of the spot's distance.
func (s *search) steps(here spot, size float64) []spot {
	all := s.shifted(here)
	reach := size * norm(here.u)
	for _, axis := range s.axes {
		for _, by := range []float64{reach, -reach} {
			all = append(all, spot{here.of, along(here.u, by, axis)})
		}
	}
	return all
}

// Of the ways down from a centre: how many centres, how many steps at most, and the cosine of two steps that lead the same way.
const (
	mostDescents = 4
	mostDescent  = 12
	sameWay      = 1 - 1e-4
)

// descents are the directions from a combination's centre in which the nearest points of tangents lie, each tangent that at the point before.
func (s *search) descents(c *combination) (ways [][]float64, err error) {
	here := spot{c, c.centre}
	for range mostDescent {
		tangent, some, err := s.tangent(here)
		if err != nil || !some {
			return ways, err
		}
		to, some := nearest(append(s.space.walls(c), tangent), len(here.u))
		way := along(to, -1, c.centre)
		size := norm(way)
		if !some || size == 0 || norm(to) > 2*s.reach {
			return ways, nil
		}
		way = scaled(way, 1/size)
		if n := len(ways); n > 0 && dot(ways[n-1], way) > sameWay {
			return append(ways[:n-1], way), nil
		}
		ways, here = append(ways, way), spot{c, to}
	}
	return ways, nil
}

// slope is how the limit's room changes with the normal scores at a spot, and the room there. What cannot be told is 0.
func (s *search) slope(here spot) (slope []float64, room float64, err error) {
	sp := s.space
	z := sp.scores(here.u)
	v, err := s.values([]spot{here})
	if err != nil {
		return nil, 0, err
	}
	slope = make([]float64, len(z))
	for from := sp.few; from < len(z); from += slopesAtOnce {
		to := min(from+slopesAtOnce, len(z))
		if err := s.slopes(slope, z, here.of, from, to); err != nil {
			return nil, 0, err
		}
	}
	return slope, s.limit.Room(v[0]), nil
}

// slopes puts in slope how the room changes with some of the scores, by central differences.
func (s *search) slopes(slope, z []float64, of *combination, from, to int) error {
	var points [][]float64
	for k := from; k < to; k++ {
		at := z[k]
		for _, by := range []float64{probe, -probe} {
			z[k] = at + by
			points = append(points, s.space.point(z, of))
		}
		z[k] = at
	}
	v, err := s.evaluate(points)
	if err != nil {
		return err
	}
	for k := from; k < to; k++ {
		up, down := v[2*(k-from)], v[2*(k-from)+1]
		if d := (s.limit.Room(up) - s.limit.Room(down)) / (2 * probe); model.Known(d) {
			slope[k] = d
		}
	}
	return nil
}

// tangent is what lies beyond the limit's tangent at a spot; some is false where the target does not change there.
func (s *search) tangent(here spot) (beyond halfSpace, some bool, err error) {
	slope, room, err := s.slope(here)
	if err != nil {
		return halfSpace{}, false, err
	}
	slope = s.space.transposed(slope)
	size := norm(slope)
	if size == 0 || !model.Known(room) {
		return halfSpace{}, false, nil
	}
	return halfSpace{scaled(slope, 1/size), (dot(slope, here.u) - room) / size}, true, nil
}

// shortest draws spots out from their centres to a distance, and returns the nearest place at which the limit is broken on the way there; nil
// where it is broken on none.
func (s *search) shortest(trials []spot, distance float64) (*ray, error) {
	var ends []spot
	for _, t := range trials {
		if u := s.drawn(t, distance); u != nil {
			ends = append(ends, spot{t.of, u})
		}
	}
	values, err := s.values(ends)
	if err != nil {
		return nil, err
	}
	var rays []*ray
	for i, v := range values {
		if s.breaks(v) {
			rays = append(rays, &ray{to: ends[i], high: 1, lowRoom: math.NaN(), highRoom: s.limit.Room(v)})
		}
	}
	if err := s.narrow(rays); err != nil {
		return nil, err
	}
	var best *ray
	for _, r := range rays {
		if best == nil || r.size() < best.size() {
			best = r
		}
	}
	return best, nil
}

// drawn is the place on the ray from the centre through a spot that is at a distance, or as far as the walls let it go; nil for the centre
// itself.
func (s *search) drawn(t spot, distance float64) []float64 {
	c := t.of.centre
	d := along(t.u, -1, c)
	a, b, e := dot(d, d), 2*dot(c, d), dot(c, c)-distance*distance
	if a == 0 {
		return nil
	}
	share := (-b + math.Sqrt(max(0, b*b-4*a*e))) / (2 * a)
	for _, w := range s.space.walls(t.of) {
		if slope := dot(w.a, d); slope > violation {
			share = min(share, (w.most-dot(w.a, c))/slope)
		}
	}
	return along(c, share, d)
}
