package analysis

import "math"

// halfSpace are the points u with a·u ≤ most; a may end before u does, with zeros.
type halfSpace struct {
	a    []float64
	most float64
}

// Of the search for the nearest point: how often it goes round, and what of the distances it may leave.
const (
	mostRounds = 20_000
	leastMove  = 1e-15
	violation  = 1e-9
)

// nearest is the point of all half-spaces that is nearest to the origin of n dimensions, by Hildreth's method (1957): each in turn takes its
// part of the way until none needs any more. It is false where they have no point in common.
func nearest(all []halfSpace, n int) ([]float64, bool) {
	u, pull := make([]float64, n), make([]float64, len(all))
	for range mostRounds {
		moved := 0.0
		for i, h := range all {
			size := dot(h.a, h.a)
			if size == 0 {
				continue
			}
			step := max(-pull[i], (dot(h.a, u)-h.most)/size)
			pull[i] += step
			for j, a := range h.a {
				u[j] -= step * a
			}
			moved = max(moved, math.Abs(step)*math.Sqrt(size))
		}
		if moved <= leastMove*(1+norm(u)) {
			break
		}
	}
	for _, h := range all {
		if size := norm(h.a); !(dot(h.a, u)-h.most <= violation*max(size, math.Abs(h.most))) {
			return nil, false
		}
	}
	return u, true
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

func norm(a []float64) float64 { return math.Sqrt(dot(a, a)) }

func scaled(a []float64, by float64) []float64 {
	out := make([]float64, len(a))
	for i, v := range a {
		out[i] = by * v
	}
	return out
}

// along is a + t·d.
func along(a []float64, t float64, d []float64) []float64 {
	out := make([]float64, len(a))
	for i, v := range a {
		out[i] = v + t*d[i]
	}
	return out
}
