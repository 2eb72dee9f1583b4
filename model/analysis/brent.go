package analysis

import "math"

// crossing is the narrowest interval known to hold a zero of a function, and what the function is at its ends.
type crossing struct {
	x, fx         float64 // the end nearer to zero
	other, fOther float64 // the end on the other side; x itself where the function is zero there
}

// brent finds a zero of f between a and b, where f has the values fa and fb of opposite signs, to within tolerance relative to its size or
// to the width of a to b, whichever is less demanding: by inverse quadratic interpolation and secants, and by bisection wherever these
// do not close in fast enough (Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4). Where f jumps over zero it finds
// the jump. ok is false where f is not defined on the way.
func brent(f func(float64) float64, a, b, fa, fb, tolerance float64) (c crossing, ok bool) {
	const most = 200 // bisection alone takes 52 steps for each factor of two that it must halve
	s := secant{a: a, b: b, c: a, fa: fa, fb: fb, fc: fa, step: b - a, before: b - a, least: tolerance * math.Abs(b-a)}
	for range most {
		s.order()
		half := (s.c - s.b) / 2
		least := 2*unitRoundoff*math.Abs(s.b) + max(s.least, tolerance*math.Abs(s.b))/2
		if math.Abs(half) <= least || s.fb == 0 {
			break
		}
		s.move(half, least)
		if s.fb = f(s.b); math.IsNaN(s.fb) {
			return crossing{}, false
		}
	}
	if s.order(); s.fb == 0 {
		return crossing{s.b, 0, s.b, 0}, true
	}
	return crossing{s.b, s.fb, s.c, s.fc}, true
}

// unitRoundoff is half the distance from 1 to the next number.
const unitRoundoff = 0x1p-53

// secant is the state of Brent's method: b is the best point so far, a the one before, c the last on the other side of zero.
type secant struct {
	a, b, c      float64
	fa, fb, fc   float64
	step, before float64 // the last two moves
	least        float64
}

// order makes c lie across zero from b, and b be the nearer to it.
func (s *secant) order() {
	if (s.fb > 0) == (s.fc > 0) {
		s.c, s.fc = s.a, s.fa
		s.step = s.b - s.a
		s.before = s.step
	}
	if math.Abs(s.fc) < math.Abs(s.fb) {
		s.a, s.b, s.c = s.b, s.c, s.b
		s.fa, s.fb, s.fc = s.fb, s.fc, s.fb
	}
}

// move takes b one step, at least least far: by interpolation where that stays inside and shrinks fast enough, else half way to c.
func (s *secant) move(half, least float64) {
	step, good := s.interpolated(half, least)
	if good {
		s.before, s.step = s.step, step
	} else {
		s.before, s.step = half, half
	}
	s.a, s.fa = s.b, s.fb
	if math.Abs(s.step) > least {
		s.b += s.step
	} else {
		s.b += math.Copysign(least, half)
	}
}

// interpolated is the step to where a curve through the points is zero; good says whether it may be taken.
func (s *secant) interpolated(half, least float64) (step float64, good bool) {
	if math.Abs(s.before) < least || math.Abs(s.fa) <= math.Abs(s.fb) {
		return 0, false
	}
	var p, q float64
	ratio := s.fb / s.fa
	if s.a == s.c {
		p, q = 2*half*ratio, 1-ratio
	} else {
		toC, across := s.fa/s.fc, s.fb/s.fc
		p = ratio * (2*half*toC*(toC-across) - (s.b-s.a)*(across-1))
		q = (toC - 1) * (across - 1) * (ratio - 1)
	}
	if p > 0 {
		q = -q
	}
	p = math.Abs(p)
	return p / q, 2*p < min(3*half*q-math.Abs(least*q), math.Abs(s.before*q))
}
