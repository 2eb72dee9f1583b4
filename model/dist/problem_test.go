package dist

import (
	"errors"
	"math"
	"strings"
	"testing"

	"commitcast/model/draw"
)

func TestWhatIsWrongWithASpec(t *testing.T) {
	inf := math.Inf(1)
	two := func(p, v, q, w float64) []Quantile { return []Quantile{{p, v}, {q, w}} }
	tests := map[string]struct {
		spec Spec
		want []string // field and the beginning of the message of each problem
	}{
		"a kind that does not exist":             {with("gamma", func(*Spec) {}), []string{`"gamma" is not a kind`}},
		"no kind":                                {with("", func(*Spec) {}), []string{`"" is not a kind`}},
		"nothing given":                          {with(Normal, func(*Spec) {}), []string{"needs mean and sd"}},
		"a parameter of another kind":            {with(Normal, func(s *Spec) { s.Mean, s.SD, s.Mode = 1, 1, 1 }), []string{"mode is not a parameter of normal"}},
		"two of them":                            {with(Bernoulli, func(s *Spec) { s.P, s.Min, s.Lambda = 1, 1, 4 }), []string{"min is not", "lambda is not"}},
		"quantiles of a kind without":            {with(PERT, func(s *Spec) { s.Min, s.Mode, s.Max, s.Quantiles = 0, 1, 2, two(0.1, 1, 0.9, 2) }), []string{"quantiles are not"}},
		"outcomes of a kind without":             {with(Uniform, func(s *Spec) { s.Min, s.Max, s.Outcomes = 0, 1, []Outcome{{1, 1}} }), []string{"outcomes are not"}},
		"an infinite mean":                       {with(Normal, func(s *Spec) { s.Mean, s.SD = inf, 1 }), []string{"mean is not a number"}},
		"an infinite limit":                      {with(Normal, func(s *Spec) { s.Mean, s.SD, s.Low = 0, 1, -inf }), []string{"low is not a number"}},
		"a number whose square is infinite":      {with(Uniform, func(s *Spec) { s.Min, s.Max = -1e300, 1e300 }), []string{"min is not a number", "max is not a number"}},
		"a mean without an sd":                   {with(Normal, func(s *Spec) { s.Mean = 1 }), []string{"needs mean and sd"}},
		"an sd of zero":                          {with(Normal, func(s *Spec) { s.Mean, s.SD = 1, 0 }), []string{"sd must be above 0"}},
		"a negative sd":                          {with(Lognormal, func(s *Spec) { s.Mean, s.SD = 1, -1 }), []string{"sd must be above 0"}},
		"an sd that vanishes beside the mean":    {with(Normal, func(s *Spec) { s.Mean, s.SD = 1e9, 1e-9 }), []string{"is so narrow"}},
		"quantiles beside the mean":              {with(Normal, func(s *Spec) { s.Mean, s.Quantiles = 1, two(0.1, 1, 0.9, 2) }), []string{"has quantiles and mean or sd"}},
		"one quantile":                           {with(Normal, func(s *Spec) { s.Quantiles = []Quantile{{0.5, 1}} }), []string{"quantiles are 1"}},
		"three quantiles of a normal":            {with(Normal, func(s *Spec) { s.Quantiles = []Quantile{{0.1, 1}, {0.5, 2}, {0.9, 3}} }), []string{"quantiles are 3"}},
		"quantiles out of order":                 {with(Normal, func(s *Spec) { s.Quantiles = two(0.1, 40, 0.9, 10) }), []string{"p90 must be above p10"}},
		"equal quantiles":                        {with(Uniform, func(s *Spec) { s.Quantiles = two(0.1, 4, 0.975, 4) }), []string{"p97.5 must be above p10"}},
		"one quantile twice":                     {with(Normal, func(s *Spec) { s.Quantiles = two(0.1, 1, 0.1, 2) }), []string{"p10 is given twice"}},
		"a quantile at 0%":                       {with(Normal, func(s *Spec) { s.Quantiles = two(0, 1, 0.9, 2) }), []string{"p0 must have a probability"}},
		"a quantile beyond 100%":                 {with(Normal, func(s *Spec) { s.Quantiles = two(0.1, 1, 90, 2) }), []string{"p9000 must have a probability"}},
		"a quantile that is no number":           {with(Normal, func(s *Spec) { s.Quantiles = two(0.1, math.NaN(), 0.9, 2) }), []string{"p10 is not a number"}},
		"a probability that is no number":        {with(Metalog, func(s *Spec) { s.Quantiles = two(math.NaN(), 1, 0.9, 2) }), []string{"pNaN must have a probability"}},
		"a lognormal with a negative mean":       {with(Lognormal, func(s *Spec) { s.Mean, s.SD = -1, 1 }), []string{"mean must be above 0"}},
		"a lognormal with a quantile of zero":    {with(Lognormal, func(s *Spec) { s.Quantiles = two(0.1, 0, 0.9, 2) }), []string{"p10 must be above 0"}},
		"a lognormal wider than any draw":        {with(Lognormal, func(s *Spec) { s.Quantiles = two(0.1, 1e-9, 0.9, 1e9) }), []string{"is so wide"}},
		"a uniform without width":                {with(Uniform, func(s *Spec) { s.Min, s.Max = 3, 3 }), []string{"min must be below max"}},
		"a uniform upside down":                  {with(Uniform, func(s *Spec) { s.Min, s.Max = 4, 3 }), []string{"min must be below max"}},
		"a triangle without width":               {with(Triangular, func(s *Spec) { s.Min, s.Mode, s.Max = 3, 3, 3 }), []string{"min must be below max"}},
		"a mode below the least":                 {with(Triangular, func(s *Spec) { s.Min, s.Mode, s.Max = 3, 2, 5 }), []string{"mode must not be below min"}},
		"a mode above the most":                  {with(PERT, func(s *Spec) { s.Min, s.Mode, s.Max = 3, 6, 5 }), []string{"mode must not be above max"}},
		"a pert without a mode":                  {with(PERT, func(s *Spec) { s.Min, s.Max = 3, 5 }), []string{"needs min, mode and max"}},
		"a mode of no weight":                    {with(PERT, func(s *Spec) { s.Min, s.Mode, s.Max, s.Lambda = 3, 4, 5, 0 }), []string{"lambda must be above 0"}},
		"a beta stated twice":                    {with(Beta, func(s *Spec) { s.Alpha, s.Beta, s.Mean = 1, 1, 0.5 }), []string{"has shapes and moments"}},
		"a beta with one shape":                  {with(Beta, func(s *Spec) { s.Alpha = 1 }), []string{"needs alpha and beta"}},
		"a shape of zero":                        {with(Beta, func(s *Spec) { s.Alpha, s.Beta = 1, 0 }), []string{"beta must be within 0.1"}},
		"a negative shape":                       {with(Beta, func(s *Spec) { s.Alpha, s.Beta = -1, 1 }), []string{"alpha must be within 0.1"}},
		"a mean outside the support":             {with(Beta, func(s *Spec) { s.Mean, s.SD = 1.5, 0.1 }), []string{"mean must be below max"}},
		"a spread that no beta has":              {with(Beta, func(s *Spec) { s.Mean, s.SD = 0.5, 0.5 }), []string{"sd is larger than that of any beta"}},
		"a spread that only outcomes have":       {with(Beta, func(s *Spec) { s.Mean, s.SD = 0.5, 0.49 }), []string{"sd makes a shape"}},
		"a beta upside down":                     {with(Beta, func(s *Spec) { s.Alpha, s.Beta, s.Min = 1, 1, 2 }), []string{"min must be below max"}},
		"a metalog of eleven quantiles":          {symmetric(11), []string{"quantiles are 11"}},
		"a metalog of one quantile":              {with(Metalog, func(s *Spec) { s.Quantiles = []Quantile{{0.5, 1}} }), []string{"quantiles are 1"}},
		"a metalog that bends too much":          {with(Metalog, func(s *Spec) { s.Quantiles = []Quantile{{0.1, 4}, {0.5, 5}, {0.9, 90}} }), []string{"quantiles bend too much"}},
		"seven symmetric quantiles":              {symmetric(7), []string{"quantiles do not determine"}},
		"a metalog below its bound":              {with(Metalog, func(s *Spec) { s.Quantiles, s.Min = two(0.1, 1, 0.9, 5), 1 }), []string{"p10 must be above min"}},
		"a metalog above its bound":              {with(Metalog, func(s *Spec) { s.Quantiles, s.Max = two(0.1, 1, 0.9, 5), 4 }), []string{"p90 must be below max"}},
		"a metalog without a mean":               {with(Metalog, func(s *Spec) { s.Quantiles, s.Min = two(0.1, 1, 0.9, 1000), 0 }), []string{"has a tail so heavy"}},
		"a probability beyond 100%":              {with(Bernoulli, func(s *Spec) { s.P = 60 }), []string{"p must be a probability"}},
		"no probability":                         {with(Bernoulli, func(*Spec) {}), []string{"needs a probability"}},
		"no outcomes":                            {with(Discrete, func(*Spec) {}), []string{"needs outcomes"}},
		"outcomes that do not add up":            {with(Discrete, func(s *Spec) { s.Outcomes = []Outcome{{0, 0.5}, {1, 0.4}} }), []string{"outcomes have probabilities that add up to 90%"}},
		"an outcome twice":                       {with(Discrete, func(s *Spec) { s.Outcomes = []Outcome{{1, 0.5}, {1, 0.5}} }), []string{"outcomes must differ"}},
		"a negative probability":                 {with(Discrete, func(s *Spec) { s.Outcomes = []Outcome{{0, -0.5}, {1, 1.5}} }), []string{"outcomes must each have a probability"}},
		"an outcome that is no number":           {with(Discrete, func(s *Spec) { s.Outcomes = []Outcome{{0, 0.5}, {math.NaN(), 0.5}} }), []string{"outcomes must be finite"}},
		"limits upside down":                     {with(Normal, func(s *Spec) { s.Mean, s.SD, s.Low, s.High = 0, 1, 2, 1 }), []string{"low must be below the other end of the truncation"}},
		"limits that leave nothing":              {with(Uniform, func(s *Spec) { s.Min, s.Max, s.Low = 0, 1, 2 }), []string{"low leaves no more than 0%"}},
		"limits far out in a tail":               {with(Normal, func(s *Spec) { s.Mean, s.SD, s.High = 0, 1, -6 }), []string{"high leaves no more than 9.9e-08%"}},
		"limits that leave none of the outcomes": {with(Discrete, func(s *Spec) { s.Outcomes, s.Low, s.High = []Outcome{{0, 0.5}, {9, 0.5}}, 1, 8 }), []string{"low leaves none of the outcomes"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d, err := New(test.spec)
			var problems Problems
			if d != nil || !errors.As(err, &problems) {
				t.Fatalf("%v and the error %v, want Problems", d, err)
			}
			if len(problems) != len(test.want) {
				t.Fatalf("%d problems, want %d: %v", len(problems), len(test.want), err)
			}
			for i, p := range problems {
				if !strings.HasPrefix(p.Error(), test.want[i]) {
					t.Errorf("%q, want it to begin with %q", p.Error(), test.want[i])
				}
			}
		})
	}
}

// symmetric is a metalog through n quantiles of a logistic distribution. Of its first seven terms three are even and four odd in
// w, but seven symmetric quantiles make four equations for the even ones.
func symmetric(n int) Spec {
	s := Blank(Metalog)
	for i := range n {
		p := (float64(i) + 0.5) / float64(n)
		s.Quantiles = append(s.Quantiles, Quantile{p, math.Log(p / (1 - p))})
	}
	return s
}

// Keelin (2016): a metalog of three terms has a density when |a3|/a2 is less than 1.66711.
func TestAMetalogOfThreeTermsIsFeasibleUpToThePublishedLimit(t *testing.T) {
	for _, test := range []struct {
		ratio    float64
		feasible bool
	}{{0, true}, {1.6665, true}, {-1.6665, true}, {1.6677, false}, {-1.6677, false}, {1.9, false}, {5, false}} {
		s := Blank(Metalog)
		for _, p := range []float64{0.1, 0.5, 0.9} {
			l := math.Log(p / (1 - p))
			s.Quantiles = append(s.Quantiles, Quantile{p, l + test.ratio*(p-0.5)*l})
		}
		if _, err := New(s); (err == nil) != test.feasible {
			t.Errorf("a3/a2 = %g: %v, want feasible %t", test.ratio, err, test.feasible)
		}
	}
}

// The number of each kind that is out of proportion: it is accepted and sound, or refused; it never panics.
func FuzzWhateverIsAcceptedCanBeDrawn(f *testing.F) {
	for k := range Kinds {
		f.Add(uint8(k), uint16(0xffff), 0.5, 0.1, 0.0, 0.3, 1.0, 4.0, 0.1, 0.2, 0.9, 0.8, -1.0, 2.0)
		f.Add(uint8(k), uint16(0x0003), 1e50, 1e-50, -1e99, 1e-300, 1e99, 1e5, 0.5, 0.2, 0.500001, 0.3, 0.0, 1e-9)
	}
	f.Fuzz(func(t *testing.T, kind uint8, mask uint16, a, b, c, d, e, g, p, v, q, w, low, high float64) {
		k := Kinds[int(kind)%len(Kinds)]
		taken, _ := takes(k)
		s := Blank(k)
		for i, field := range []struct {
			name string
			to   *float64
			v    float64
		}{{"mean", &s.Mean, a}, {"sd", &s.SD, b}, {"min", &s.Min, c}, {"mode", &s.Mode, d}, {"max", &s.Max, e}, {"lambda", &s.Lambda, g},
			{"alpha", &s.Alpha, a}, {"beta", &s.Beta, b}, {"p", &s.P, p}} {
			if mask>>i&1 == 1 && contains(taken, field.name) {
				*field.to = field.v
			}
		}
		if mask>>9&1 == 1 && contains(taken, "quantiles") {
			s.Quantiles = []Quantile{{p, v}, {q, w}, {(p + q) / 2, (v + w) / 2}}[:2+mask>>10&1]
		}
		if k == Discrete {
			s.Outcomes = []Outcome{{v, p}, {w, 1 - p}}
		}
		if mask>>11&1 == 1 {
			s.Low = low
		}
		if mask>>12&1 == 1 {
			s.High = high
		}
		if dist, err := New(s); err == nil {
			sound(t, s, dist)
		}
	})
}

func contains(list []string, name string) bool {
	for _, s := range list {
		if s == name {
			return true
		}
	}
	return false
}

// sound fails when a distribution draws what it must not.
func sound(t *testing.T, s Spec, d *Dist) {
	first, last := d.Drawable()
	before, rounding := first, 1e-12*(math.Abs(d.quantile(draw.MinUniform))+math.Abs(d.quantile(draw.MaxUniform))) // of the whole, where it is cut
	for _, u := range ladder(50) {
		x := d.Quantile(u)
		p := d.CDF(x)
		if x < before-rounding || math.IsNaN(x) || math.IsInf(x, 0) || x < s.Low || x > s.High || !(p >= 0 && p <= 1) {
			t.Fatalf("%+v: the draw of %g is %g after %g, with probability %g", s, u, x, before, p)
		}
		before = x
	}
	slack := 1e-6 * (math.Abs(first) + math.Abs(last) + d.SD())
	if math.IsNaN(d.Mean()) || math.IsInf(d.Mean(), 0) || math.IsNaN(d.SD()) || d.Mean() < s.Low-slack || d.Mean() > s.High+slack {
		t.Fatalf("%+v: mean %g and sd %g, draws from %g to %g", s, d.Mean(), d.SD(), first, last)
	}
}
