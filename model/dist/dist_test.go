package dist

import (
	"math"
	"testing"

	"commitcast/model/draw"
)

// near reports whether two numbers agree to a share of the scale.
func near(got, want, tolerance, scale float64) bool {
	return math.Abs(got-want) <= tolerance*max(scale, math.Abs(want))
}

// ladder returns probabilities from the first to the last that is drawn, dense at both ends.
func ladder(n int) []float64 {
	us := make([]float64, 0, n+1)
	for i := 1; i < n; i++ {
		l := 36.6 * (2*float64(i)/float64(n) - 1)
		us = append(us, min(draw.MaxUniform, 1/(1+math.Exp(-l))))
	}
	us[0], us[len(us)-1] = draw.MinUniform, draw.MaxUniform
	return us
}

func TestTheCDFIsThePublishedOneAndInvertsTheQuantile(t *testing.T) {
	for name, truth := range truths() {
		if truth.cdf == nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			d := must(t, truth.spec)
			for _, u := range ladder(2000) {
				x := d.Quantile(u)
				if got := d.CDF(x); math.Abs(got-truth.cdf(x)) > 1e-9 {
					t.Errorf("CDF(%g) is %.12f, want %.12f", x, got, truth.cdf(x))
				}
				if got := truth.cdf(x); math.Abs(got-u) > 2e-7 {
					t.Errorf("the quantile at %g is %g, below which lies %.12f", u, x, got)
				}
			}
		})
	}
}

func TestTheMomentsAreThoseWorkedByHand(t *testing.T) {
	for name, truth := range truths() {
		d := must(t, truth.spec)
		if !near(d.Mean(), truth.mean, 1e-9, truth.sd) || !near(d.SD(), truth.sd, 1e-8, 0) {
			t.Errorf("%s: mean %.12g and sd %.12g, want %.12g and %.12g", name, d.Mean(), d.SD(), truth.mean, truth.sd)
		}
	}
}

func TestAQuantileRisesWithItsProbabilityAndStaysWithinWhatIsDrawable(t *testing.T) {
	for name, truth := range truths() {
		d := must(t, truth.spec)
		low, high := d.Drawable()
		if math.IsInf(low, 0) || math.IsInf(high, 0) || !(low <= high) {
			t.Fatalf("%s: drawable from %g to %g", name, low, high)
		}
		before := low
		for _, u := range ladder(20011) {
			x := d.Quantile(u)
			if x < before || x > high {
				t.Fatalf("%s: the quantile at %g is %.17g, after %.17g and at most %.17g", name, u, x, before, high)
			}
			before = x
		}
	}
}

func TestPublishedNumbers(t *testing.T) {
	tests := map[string]struct{ got, want, tolerance float64 }{
		"AS 241 at 0.25":                {draw.NormalQuantile(0.25), -0.6744897501960817, 1e-15},
		"AS 241 at 0.001":               {draw.NormalQuantile(0.001), -3.090232306167814, 1e-15},
		"AS 241 at 1e-20":               {draw.NormalQuantile(1e-20), -9.262340089798408, 1e-15},
		"AS 241 at 0.975":               {draw.NormalQuantile(0.975), 1.959963984540054, 1e-15},
		"the arcsine's lower quarter":   {must(t, truths()["beta"].spec).Quantile(0.25), (1 - math.Sqrt2/2) / 2, 1e-8},
		"the fourth root's lower tenth": {must(t, truths()["beta at both ends"].spec).Quantile(0.1), 1e-4, 1e-6},
	}
	for name, test := range tests {
		if !near(test.got, test.want, test.tolerance, 0) {
			t.Errorf("%s: %.17g, want %.17g", name, test.got, test.want)
		}
	}
	lognormal := must(t, truths()["lognormal by quantiles"].spec)
	fit := must(t, truths()["metalog"].spec).metalog
	for name, test := range map[string]struct{ got, want float64 }{
		"mu of the lognormal":           {lognormal.a, 2.995732},
		"sigma of the lognormal":        {lognormal.b, 0.540866},
		"mean of the lognormal":         {lognormal.Mean(), 23.150122},
		"first term of the metalog":     {fit.plain[0], 9},
		"second term, times L":          {fit.odds[0], 3.521685},
		"third term, times wL":          {fit.odds[1], 3.115218},
		"mean of PERT(10, 14, 30)":      {must(t, truths()["pert"].spec).Mean(), 16},
		"variance of PERT(10, 14, 30)":  {math.Pow(must(t, truths()["pert"].spec).SD(), 2), 12},
		"first shape of that PERT":      {must(t, truths()["pert"].spec).beta.lower.alpha, 1.8},
		"second shape of that PERT":     {must(t, truths()["pert"].spec).beta.lower.beta, 4.2},
		"median of triangular(0, 3,18)": {must(t, truths()["triangular"].spec).Quantile(0.5), 18 - math.Sqrt(135)},
	} {
		if math.Abs(test.got-test.want) > 1e-6 {
			t.Errorf("%s: %.9f, want %.6f", name, test.got, test.want)
		}
	}
}

// The quantiles are those of sinh(0.3·L), which is no metalog, so that every term is at work.
func TestAMetalogPassesThroughItsQuantiles(t *testing.T) {
	none := math.NaN()
	bounds := map[string]struct {
		min, max float64
		of       func(z float64) float64
	}{
		"unbounded":     {none, none, func(z float64) float64 { return z }},
		"bounded below": {2, none, func(z float64) float64 { return 2 + math.Exp(z) }},
		"bounded above": {none, 9, func(z float64) float64 { return 9 - math.Exp(-z) }},
		"both":          {2, 9, func(z float64) float64 { return 2 + 7/(1+math.Exp(-z)) }},
	}
	for name, test := range bounds {
		for n := 2; n <= MaxTerms; n++ {
			s := with(Metalog, func(s *Spec) { s.Min, s.Max = test.min, test.max })
			for i := range n {
				p := (float64(i) + 0.45) / float64(n)
				s.Quantiles = append(s.Quantiles, Quantile{p, test.of(math.Sinh(0.3 * math.Log(p/(1-p))))})
			}
			d := must(t, s)
			for _, q := range s.Quantiles {
				if got := d.Quantile(q.P); !near(got, q.Value, 1e-10, 0) {
					t.Errorf("%s, %d terms: %s is %.12f, want %.12f", name, n, q.name(), got, q.Value)
				}
			}
		}
	}
}

func TestQuantilesMayBeGivenInAnyOrder(t *testing.T) {
	s := with(Normal, func(s *Spec) { s.Quantiles = []Quantile{{0.9, 40}, {0.1, 10}} })
	if d := must(t, s); !near(d.Mean(), 25, 1e-12, 0) {
		t.Errorf("the mean is %g, want 25", d.Mean())
	}
	if s.Quantiles[0].P != 0.9 {
		t.Error("the caller's quantiles were sorted")
	}
}

func TestImpliedFacts(t *testing.T) {
	tests := map[string]struct {
		spec Spec
		want Implied
	}{
		"a standard normal": {with(Normal, func(s *Spec) { s.Mean, s.SD = 0, 1 }),
			Implied{0, 1, -2.3263478740408408, 2.3263478740408408, 0.5, 0, 0}},
		"one of which the lower half is cut off": {truths()["half normal"].spec, // P1 is the P50.5, P99 the P99.5
			Implied{math.Sqrt(2 / math.Pi), math.Sqrt(1 - 2/math.Pi), 0.012533469508069276, 2.5758293035489004, 0, 0.5, 0}},
		"a uniform cut at both ends": {truths()["uniform, cut"].spec, Implied{2, 4 / math.Sqrt(12), 0.04, 3.96, 0, 0.25, 0.25}},
		"limits beyond the support cut nothing": {with(Uniform, func(s *Spec) { s.Min, s.Max, s.Low, s.High = -1, 1, -5, 5 }),
			Implied{0, 1 / math.Sqrt(3), -0.98, 0.98, 0.5, 0, 0}},
		"an outcome of zero is not below zero": {truths()["bernoulli"].spec, Implied{0.6, math.Sqrt(0.24), 0, 1, 0, 0, 0}},
		"outcomes below zero": {with(Discrete, func(s *Spec) { s.Outcomes = []Outcome{{-1, 0.25}, {0, 0.5}, {1, 0.25}} }),
			Implied{0, math.Sqrt(0.5), -1, 1, 0.25, 0, 0}},
		"an outcome that is cut off": {truths()["discrete, cut to two"].spec, Implied{3.6, math.Sqrt(8.64), 0, 6, 0, 0, 0.5}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := must(t, test.spec).Implied()
			g := []float64{got.Mean, got.SD, got.P1, got.P99, got.BelowZero, got.CutBelow, got.CutAbove}
			w := []float64{test.want.Mean, test.want.SD, test.want.P1, test.want.P99, test.want.BelowZero, test.want.CutBelow, test.want.CutAbove}
			for i := range g {
				if !near(g[i], w[i], 1e-10, 1) {
					t.Errorf("%+v, want %+v", got, test.want)
					break
				}
			}
		})
	}
}

func TestASecondMomentThatIsInfiniteSaysSo(t *testing.T) {
	// Log odds of slope 0.75 beyond the bound: a tail of power 4/3, which has a mean and no variance.
	spec := with(Metalog, func(s *Spec) {
		s.Quantiles, s.Min = []Quantile{{0.1, math.Exp(-0.75 * ln9)}, {0.9, math.Exp(0.75 * ln9)}}, 0
	})
	if d := must(t, spec); !math.IsInf(d.SD(), 1) || !near(d.Mean(), sinc(0.75), 1e-6, 0) {
		t.Errorf("mean %g and sd %g, want %g and infinite", d.Mean(), d.SD(), sinc(0.75))
	}
	spec.High = 1e6
	if d := must(t, spec); math.IsInf(d.SD(), 1) || !(d.Mean() < sinc(0.75)) {
		t.Errorf("truncated: mean %g and sd %g, want both finite and a lower mean", d.Mean(), d.SD())
	}
}

func TestDrawsOfOutcomesFallOnTheirShareOfTheUnitInterval(t *testing.T) {
	d := must(t, truths()["discrete"].spec)
	for _, test := range []struct{ u, want float64 }{
		{draw.MinUniform, 0}, {0.5, 0}, {0.5000001, 6}, {0.7999999, 6}, {0.8000001, 12}, {draw.MaxUniform, 12},
	} {
		if got := d.Quantile(test.u); got != test.want {
			t.Errorf("the draw of %g is %g, want %g", test.u, got, test.want)
		}
	}
	for _, test := range []struct{ x, want float64 }{{-1, 0}, {0, 0.5}, {5.9, 0.5}, {6, 0.8}, {11, 0.8}, {12, 1}, {99, 1}} {
		if got := d.CDF(test.x); math.Abs(got-test.want) > 1e-15 {
			t.Errorf("the probability of at most %g is %g, want %g", test.x, got, test.want)
		}
	}
}

func TestACertainSwitchIsAlwaysOnOrAlwaysOff(t *testing.T) {
	for _, p := range []float64{0, 1} {
		d := must(t, with(Bernoulli, func(s *Spec) { s.P = p }))
		if low, high := d.Drawable(); low != p || high != p || d.Mean() != p || d.SD() != 0 {
			t.Errorf("probability %g: draws from %g to %g, mean %g, sd %g", p, low, high, d.Mean(), d.SD())
		}
	}
}

// Cut off above its median, a normal's last draw comes from a probability that rounds to 1.
func TestTheLastDrawOfATruncatedTailIsFinite(t *testing.T) {
	for _, low := range []float64{-1, 0, 1, 2, 3, 4} {
		d := must(t, with(Normal, func(s *Spec) { s.Mean, s.SD, s.Low = 0, 1, low }))
		first, last := d.Drawable()
		if first < low || !(last > 8 && last < 9) {
			t.Errorf("cut below %g: draws from %g to %g", low, first, last)
		}
	}
}

func TestDrawingAllocatesNothing(t *testing.T) {
	for name, truth := range truths() {
		d := must(t, truth.spec)
		if n := testing.AllocsPerRun(10, func() {
			for _, u := range [...]float64{draw.MinUniform, 1e-6, 0.01, 0.3, 0.5, 0.77, 0.999, draw.MaxUniform} {
				d.Quantile(u)
			}
			d.CDF(1)
		}); n != 0 {
			t.Errorf("%s: %g allocations", name, n)
		}
	}
}
