package dist

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// truth is a distribution whose facts are known without this package: closed forms, worked by hand.
type truth struct {
	spec     Spec
	cdf      func(x float64) float64 // nil for outcomes
	mean, sd float64
}

// with returns a Spec of the kind with what set gives.
func with(k Kind, set func(s *Spec)) Spec {
	s := Blank(k)
	set(&s)
	return s
}

func must(t testing.TB, s Spec) *Dist {
	t.Helper()
	d, err := New(s)
	if err != nil {
		t.Fatalf("%+v: %v", s, err)
	}
	return d
}

func phi(z float64) float64 { return (1 + math.Erf(z/math.Sqrt2)) / 2 }

func normalAt(mean, sd float64) func(float64) float64 {
	return func(x float64) float64 { return phi((x - mean) / sd) }
}

func logNormalAt(mu, sigma float64) func(float64) float64 {
	return func(x float64) float64 { return phi((math.Log(x) - mu) / sigma) }
}

// on states f, a CDF on 0 to 1, for a to b.
func on(a, b float64, f func(y float64) float64) func(float64) float64 {
	return func(x float64) float64 { return f((x - a) / (b - a)) }
}

// triangleAt: the areas of the two triangles on either side of the mode.
func triangleAt(a, c, b float64) func(float64) float64 {
	return func(x float64) float64 {
		if x < c {
			return (x - a) * (x - a) / ((b - a) * (c - a))
		}
		return 1 - (b-x)*(b-x)/((b-a)*(b-c))
	}
}

func identity(y float64) float64 { return y }

// sinc is the mean of a log-logistic distribution of scale 1 whose log odds have the slope 1/s.
func sinc(s float64) float64 { return math.Pi * s / math.Sin(math.Pi*s) }

// keelinCDF inverts the published quantile function 9 + 3.5217·L + 3.1152·wL by halving.
func keelinCDF(x float64) float64 {
	a2, a3 := keelin()
	low, high := 0.0, 1.0
	for range 60 {
		u := (low + high) / 2
		if l := math.Log(u / (1 - u)); 9+a2*l+a3*(u-0.5)*l < x {
			low = u
		} else {
			high = u
		}
	}
	return low
}

// keelin solves the two equations that the quantiles (0.1, 4) and (0.85, 17) leave when the median is 9, by Cramer's rule.
func keelin() (a2, a3 float64) {
	l, m := math.Log(0.1/0.9), math.Log(0.85/0.15)
	det := l*(0.35*m) - (-0.4*l)*m
	return (-5*0.35*m - 8*-0.4*l) / det, (l*8 - m*-5) / det
}

const (
	ln9 = 2.1972245773362196
	z90 = 1.2815515655446004 // the standard normal's P90
)

func truths() map[string]truth {
	all := map[string]truth{}
	for _, some := range []map[string]truth{normalTruths(), flatTruths(), betaTruths(), metalogTruths(), outcomeTruths(), cutTruths()} {
		for name, t := range some {
			all[name] = t
		}
	}
	return all
}

func normalTruths() map[string]truth {
	variance := math.Log(1.16) // of the logarithm: 1 + (20/50)²
	mu, sigma := math.Log(20), math.Log(4)/(2*z90)
	mean := 20 * math.Exp(sigma*sigma/2)
	return map[string]truth{
		"normal":              {with(Normal, func(s *Spec) { s.Mean, s.SD = 100, 15 }), normalAt(100, 15), 100, 15},
		"normal by quantiles": {with(Normal, func(s *Spec) { s.Quantiles = []Quantile{{0.1, 0.2}, {0.9, 0.9}} }), normalAt(0.55, 0.35/z90), 0.55, 0.35 / z90},
		"lognormal": {with(Lognormal, func(s *Spec) { s.Mean, s.SD = 50, 20 }),
			logNormalAt(math.Log(50)-variance/2, math.Sqrt(variance)), 50, 20},
		"lognormal by quantiles": {with(Lognormal, func(s *Spec) { s.Quantiles = []Quantile{{0.1, 10}, {0.9, 40}} }),
			logNormalAt(mu, sigma), mean, mean * math.Sqrt(math.Exp(sigma*sigma)-1)},
	}
}

func flatTruths() map[string]truth {
	return map[string]truth{
		"uniform":              {with(Uniform, func(s *Spec) { s.Min, s.Max = -2, 6 }), on(-2, 6, identity), 2, 8 / math.Sqrt(12)},
		"uniform by quantiles": {with(Uniform, func(s *Spec) { s.Quantiles = []Quantile{{0.1, 2}, {0.9, 10}} }), on(1, 11, identity), 6, 10 / math.Sqrt(12)},
		"triangular":           {with(Triangular, func(s *Spec) { s.Min, s.Mode, s.Max = 0, 3, 18 }), triangleAt(0, 3, 18), 7, math.Sqrt(15.5)},
		"triangular falling": {with(Triangular, func(s *Spec) { s.Min, s.Mode, s.Max = 0, 0, 6 }),
			on(0, 6, func(y float64) float64 { return 1 - (1-y)*(1-y) }), 2, math.Sqrt2},
		"triangular rising": {with(Triangular, func(s *Spec) { s.Min, s.Mode, s.Max = -6, 0, 0 }),
			on(-6, 0, func(y float64) float64 { return y * y }), -2, math.Sqrt2},
	}
}

func betaTruths() map[string]truth {
	symmetric := func(y float64) float64 { return y * y * (3 - 2*y) }                                    // shapes 2 and 2
	atLeastTwo := func(y float64) float64 { return 1 - math.Pow(1-y, 5) - 5*y*math.Pow(1-y, 4) }         // 2 and 4: of 5 tries
	arcsine := func(y float64) float64 { return 2 / math.Pi * math.Atan2(math.Sqrt(y), math.Sqrt(1-y)) } // ½ and ½
	return map[string]truth{
		"pert": {with(PERT, func(s *Spec) { s.Min, s.Mode, s.Max = 10, 14, 30 }),
			on(10, 30, func(y float64) float64 { return mathext.RegIncBeta(1.8, 4.2, y) }), 16, math.Sqrt(12)},
		"pert of whole shapes": {with(PERT, func(s *Spec) { s.Min, s.Mode, s.Max = 0, 1, 4 }), on(0, 4, atLeastTwo), 4. / 3, math.Sqrt(128. / 252)},
		"pert of lambda 2":     {with(PERT, func(s *Spec) { s.Min, s.Mode, s.Max, s.Lambda = 0, 1, 2, 2 }), on(0, 2, symmetric), 1, math.Sqrt(0.2)},
		"beta":                 {with(Beta, func(s *Spec) { s.Alpha, s.Beta = 0.5, 0.5 }), arcsine, 0.5, math.Sqrt(0.125)},
		"beta by moments":      {with(Beta, func(s *Spec) { s.Mean, s.SD = 0.5, math.Sqrt(0.05) }), symmetric, 0.5, math.Sqrt(0.05)},
		"beta on 2 to 5": {with(Beta, func(s *Spec) { s.Alpha, s.Beta, s.Min, s.Max = 1, 3, 2, 5 }),
			on(2, 5, func(y float64) float64 { return 1 - math.Pow(1-y, 3) }), 2.75, math.Sqrt(27. / 80)},
		"beta near its end": {with(Beta, func(s *Spec) { s.Alpha, s.Beta = 100, 2 }),
			func(y float64) float64 { return math.Pow(y, 100) * (101 - 100*y) }, 100. / 102, math.Sqrt(200./103) / 102},
		"beta at both ends": {with(Beta, func(s *Spec) { s.Alpha, s.Beta = 0.25, 1 }),
			func(y float64) float64 { return math.Pow(y, 0.25) }, 0.2, math.Sqrt(0.25/2.25) / 1.25},
	}
}

func metalogTruths() map[string]truth {
	a2, a3 := keelin()
	var even []Quantile // on a straight line from 3 to 7
	for _, p := range []float64{0.2, 0.4, 0.6, 0.8} {
		even = append(even, Quantile{p, 3 + 4*p})
	}
	odds := func(s float64) []Quantile { return []Quantile{{0.1, math.Exp(-s * ln9)}, {0.9, math.Exp(s * ln9)}} }
	return map[string]truth{
		"metalog": {with(Metalog, func(s *Spec) { s.Quantiles = []Quantile{{0.1, 4}, {0.5, 9}, {0.85, 17}} }), keelinCDF,
			9 + a3/2, math.Sqrt(math.Pi*math.Pi/3*a2*a2 + a3*a3*(1./12+math.Pi*math.Pi/36))},
		"metalog that is logistic": {with(Metalog, func(s *Spec) { s.Quantiles = []Quantile{{0.1, 5 - 2*ln9}, {0.9, 5 + 2*ln9}} }),
			func(x float64) float64 { return 1 / (1 + math.Exp((5-x)/2)) }, 5, 2 * math.Pi / math.Sqrt(3)},
		"metalog that is uniform": {with(Metalog, func(s *Spec) { s.Quantiles = even }), on(3, 7, identity), 5, 4 / math.Sqrt(12)},
		"metalog bounded below": {with(Metalog, func(s *Spec) { s.Quantiles, s.Min = odds(0.25), 0 }),
			func(x float64) float64 { return 1 / (1 + math.Pow(x, -4)) }, sinc(0.25), math.Sqrt(sinc(0.5) - sinc(0.25)*sinc(0.25))},
		"metalog bounded above": {with(Metalog, func(s *Spec) {
			s.Quantiles, s.Max = []Quantile{{0.1, 1 - math.Exp(0.25*ln9)}, {0.9, 1 - math.Exp(-0.25*ln9)}}, 1
		}), func(x float64) float64 { return 1 - 1/(1+math.Pow(1-x, -4)) }, 1 - sinc(0.25), math.Sqrt(sinc(0.5) - sinc(0.25)*sinc(0.25))},
		"metalog bounded on both sides": {with(Metalog, func(s *Spec) { s.Quantiles, s.Min, s.Max = []Quantile{{0.1, 0.1}, {0.9, 0.9}}, 0, 1 }),
			identity, 0.5, 1 / math.Sqrt(12)},
	}
}

func outcomeTruths() map[string]truth {
	return map[string]truth{
		"bernoulli": {with(Bernoulli, func(s *Spec) { s.P = 0.6 }), nil, 0.6, math.Sqrt(0.24)},
		"discrete":  {with(Discrete, func(s *Spec) { s.Outcomes = []Outcome{{12, 0.2}, {0, 0.5}, {6, 0.3}} }), nil, 4.2, math.Sqrt(21.96)},
		"discrete of two": {with(Discrete, func(s *Spec) { s.Outcomes = []Outcome{{0, 0.25}, {8, 0.75}} }), nil,
			6, math.Sqrt(12)},
		"discrete, cut to two": {with(Discrete, func(s *Spec) { s.Outcomes, s.High = []Outcome{{0, 0.2}, {6, 0.3}, {12, 0.5}}, 6 }), nil,
			3.6, math.Sqrt(8.64)},
	}
}

// cutTruths are truncated: the half normal, and integrals of straight lines.
func cutTruths() map[string]truth {
	mu, sigma := 0.0, 0.5
	e := func(k float64) float64 { return math.Exp(k*mu+k*k*sigma*sigma/2) * (1 - phi(-k*sigma)) / 0.5 } // moment k above the median 1
	kept := 1 - 36./270                                                                                  // of the triangle, below 12
	first, second := (1./3+4.8)/kept, (0.75+37.35)/kept
	return map[string]truth{
		"half normal": {with(Normal, func(s *Spec) { s.Mean, s.SD, s.Low = 0, 1, 0 }),
			func(x float64) float64 { return math.Erf(x / math.Sqrt2) }, math.Sqrt(2 / math.Pi), math.Sqrt(1 - 2/math.Pi)},
		"uniform, cut": {with(Uniform, func(s *Spec) { s.Min, s.Max, s.Low, s.High = -2, 6, 0, 4 }), on(0, 4, identity), 2, 4 / math.Sqrt(12)},
		"triangular, cut": {with(Triangular, func(s *Spec) { s.Min, s.Mode, s.Max, s.High = 0, 3, 18, 12 }),
			func(x float64) float64 { return triangleAt(0, 3, 18)(x) / kept }, first, math.Sqrt(second - first*first)},
		"lognormal, cut": {with(Lognormal, func(s *Spec) {
			s.Quantiles, s.Low = []Quantile{{0.1, math.Exp(-sigma * z90)}, {0.9, math.Exp(sigma * z90)}}, 1
		}), func(x float64) float64 { return 2*logNormalAt(mu, sigma)(x) - 1 }, e(1), math.Sqrt(e(2) - e(1)*e(1))},
		"beta, cut": {with(Beta, func(s *Spec) { s.Alpha, s.Beta, s.Low, s.High = 1, 2, 0.25, 0.75 }),
			func(y float64) float64 { return (0.5625 - (1-y)*(1-y)) / 0.5 }, 11. / 24, math.Sqrt(11./48 - 121./576)},
		"logistic metalog, cut": {with(Metalog, func(s *Spec) { s.Quantiles, s.Low = []Quantile{{0.1, -ln9}, {0.9, ln9}}, 0 }),
			func(x float64) float64 { return 2/(1+math.Exp(-x)) - 1 }, 2 * math.Ln2, math.Sqrt(math.Pi*math.Pi/3 - 4*math.Ln2*math.Ln2)},
	}
}
