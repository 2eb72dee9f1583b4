package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"commitcast/model"
	"commitcast/model/draw"
)

// swaying is the lease with noise on its revenue. It is valued in January 2026, so that 35 innovations lead to December 2028.
func swaying(volatility float64, halfLife model.Months) *model.Scenario {
	s := lease()
	s.Uncertainty.Noise = []model.Noise{{Path: "revenue.sales", Volatility: volatility, HalfLife: halfLife}}
	return s
}

const stepsTo2028End = 35

// monthStep is φ and s of a month, as the documentation of model.Noise has them.
func monthStep(n model.Noise) (fade, step float64) {
	if n.HalfLife == 0 {
		return 1, n.Volatility / math.Sqrt(12)
	}
	kappa := math.Ln2 / (float64(n.HalfLife) / 12)
	fade = math.Exp(-kappa / 12)
	return fade, math.Sqrt(n.Volatility * n.Volatility * (1 - fade*fade) / (2 * kappa))
}

// covariance is that of the log levels of two processes after some steps, with innovations of a correlation rho: s₁s₂ρ(1 + φ₁φ₂ + …).
func covariance(a, b model.Noise, rho float64) float64 {
	fadeA, stepA := monthStep(a)
	fadeB, stepB := monthStep(b)
	sum := 0.0
	for i := range stepsTo2028End {
		sum += math.Pow(fadeA*fadeB, float64(i))
	}
	return rho * stepA * stepB * sum
}

func bestOf(t *testing.T, s *model.Scenario, text string) (*search, *spot) {
	t.Helper()
	search, err := newSearch(context.Background(), s, limitOf(t, text), Stressing{Reach: 6}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	best, _, err := search.nearest(false)
	if err != nil || best == nil {
		t.Fatalf("%s: %v, %v", text, best, err)
	}
	return search, best
}

// The revenue of a month is lognormal: b·exp(X − V/2) with X of variance V, which falls below a limit L where X/√V is below
// (ln(L/b) + V/2)/√V. The nearest innovations that do so are in proportion to what is left of them in that month: φ^(n−j).
func TestTheDistanceOfNoiseAloneIsThatOfALognormal(t *testing.T) {
	for _, halfLife := range []model.Months{0, 9} {
		s := swaying(0.25, halfLife)
		r := stressed(t, s, "revenue@2028-12 >= 5")
		process := s.Uncertainty.Noise[0]
		v := covariance(process, process, 1)
		limit := 5 - model.Slack(5, model.Currency)
		want := -(math.Log(limit/r.Base) + v/2) / math.Sqrt(v)
		in := r.input(t, "noise.revenue.sales")
		if !r.Found || math.Abs(r.Distance-want) > 1e-6 || !about(r.Probability, draw.NormalCDF(-r.Distance)) {
			t.Errorf("half-life %v: distance %v, want %v", halfLife, r.Distance, want)
		}
		if !about(in.Score, -r.Distance) || !about(in.Importance, 1) || !about(in.At, limit/r.Base) || !about(in.Median, math.Exp(-v/2)) || in.Base != 1 {
			t.Errorf("half-life %v: %+v", halfLife, in)
		}
		if december := model.MonthOf(2028, 12); in.From != december || in.To != december || !about(r.Base, 100./12) {
			t.Errorf("half-life %v: from %s to %s, base %v", halfLife, in.From, in.To, r.Base)
		}
		_, best := bestOf(t, s, "revenue@2028-12 >= 5")
		fade, step := monthStep(process)
		for j, u := range best.u {
			part := 0.0
			if left := stepsTo2028End - 1 - j; left >= 0 {
				part = -want * step * math.Pow(fade, float64(left)) / math.Sqrt(v)
			}
			if math.Abs(u-part) > 1e-3 {
				t.Errorf("half-life %v: innovation %d is %v, want %v", halfLife, j, u, part)
			}
		}
	}
}

// Noise enters the month's coverage b·exp(√V·a − V/2)/value by one normal a. The twin goes through the scores z of the value; the a that breaks
// the limit follows.
func TestNoiseAndAnInputShareTheWay(t *testing.T) {
	s := swaying(0.2, 24)
	s.Uncertainty.Inputs = []model.UncertainInput{{Path: "contracts.a.value", Dist: standard(500, 50)}}
	r := stressed(t, s, "coverage.revenue@2028-12 >= 0.7")
	v := covariance(s.Uncertainty.Noise[0], s.Uncertainty.Noise[0], 1)
	least, value, level := math.Inf(1), 0.0, 0.0
	for z := -6.0; z <= 6; z += 1e-4 {
		spend := (500 + 50*z) / 60
		a := (math.Log(0.7*spend/(100./12)) + v/2) / math.Sqrt(v)
		if d := math.Hypot(a, z); d < least {
			least, value, level = d, z, a
		}
	}
	if math.Abs(r.Distance-least) > 1e-6 {
		t.Errorf("distance %v, want %v", r.Distance, least)
	}
	in, noise := r.input(t, "contracts.a.value"), r.input(t, "noise.revenue.sales")
	if math.Abs(in.Score-value) > 1e-3 || math.Abs(noise.Score-level) > 1e-3 || math.Abs(in.Importance+noise.Importance-1) > 1e-9 {
		t.Errorf("the value is moved by %v and the noise by %v, want %v and %v", in.Score, noise.Score, value, level)
	}
}

// The revenue of a month rests on two correlated processes by their log levels in that month, which are normal together: the distance is the
// least Mahalanobis distance of two levels that break the limit. One level is gone through; the other follows.
func TestTwoCorrelatedProcessesMoveTogether(t *testing.T) {
	for _, rho := range []float64{0, 0.6, -0.5} {
		s := swaying(0.3, 0)
		second := s.Revenue[0]
		second.ID = "ads"
		s.Revenue = append(s.Revenue, second)
		s.Uncertainty.Noise = append(s.Uncertainty.Noise, model.Noise{Path: "revenue.ads", Volatility: 0.4, HalfLife: 12})
		if rho != 0 {
			s.Uncertainty.Correlations = []model.Correlation{{Between: [2]string{"revenue.sales", "revenue.ads"}, Rho: rho}}
		}
		a, b := s.Uncertainty.Noise[0], s.Uncertainty.Noise[1]
		va, vb, c := covariance(a, a, 1), covariance(b, b, 1), covariance(a, b, rho)
		r := stressed(t, s, "revenue@2028-12 >= 9")
		limit := 9 - model.Slack(9, model.Currency)
		least, factorA, factorB := math.Inf(1), 0.0, 0.0
		for x := -3.0; x <= 3; x += 1e-4 {
			left := limit/(100./12) - math.Exp(x-va/2)
			if left <= 0 {
				break
			}
			y := math.Log(left) + vb/2
			if d := math.Sqrt((vb*x*x - 2*c*x*y + va*y*y) / (va*vb - c*c)); d < least {
				least, factorA, factorB = d, math.Exp(x-va/2), math.Exp(y-vb/2)
			}
		}
		sales, ads := r.input(t, "noise.revenue.sales"), r.input(t, "noise.revenue.ads")
		if math.Abs(r.Distance-least) > 1e-5 {
			t.Errorf("rho %v: distance %v, want %v", rho, r.Distance, least)
		}
		if math.Abs(sales.At-factorA) > 2e-3 || math.Abs(ads.At-factorB) > 2e-3 || math.Abs(sales.Importance+ads.Importance-1) > 1e-9 {
			t.Errorf("rho %v: factors %v and %v, want %v and %v", rho, sales.At, ads.At, factorA, factorB)
		}
	}
}

// The least coverage of five years is above a limit where all years are: years that only just are share an edge there. At the nearest point the
// way there is made of the slopes of such years, each pulling outwards (Karush, Kuhn and Tucker).
func TestNoiseIsFoundAtAnEdge(t *testing.T) {
	s := swaying(0.2, 6)
	search, best := bestOf(t, s, "min_coverage < 0.87")
	var edges []halfSpace
	for _, year := range []string{"2026", "2027", "2028", "2029", "2030"} {
		text := "coverage.revenue@" + year + " < 0.87"
		one, err := newSearch(context.Background(), s, limitOf(t, text), Stressing{Reach: 6}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		edge, some, err := one.tangent(*best)
		if err != nil || !some {
			t.Fatal(year, err)
		}
		edges = append(edges, edge)
	}
	u, some := nearest(edges, search.space.size()) // of all the years' tangents
	if !some || math.Abs(norm(u)-norm(best.u)) > 1e-3*norm(u) {
		t.Errorf("found at %v, and the tangents meet at %v", norm(best.u), norm(u))
	}
}

// Revenue grows away from a commitment while its noise widens: a year in the middle is the nearest to break a limit on the worst of all.
func TestNoiseIsFoundInTheYearThatIsNearest(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("slow")
	}
	s := swaying(0.2, 0)
	s.Contracts[0].Term, s.Contracts[0].Value = 180, 1500
	s.Revenue[0].Curve.Growth = model.Growth{Initial: 0.07, Terminal: 0.07}
	second := s.Revenue[0]
	second.ID = "ads"
	s.Revenue = append(s.Revenue, second)
	s.Uncertainty.Noise = append(s.Uncertainty.Noise, model.Noise{Path: "revenue.ads", Volatility: 0.4, HalfLife: 12})
	least, at := math.Inf(1), 0
	for year := 2028; year <= 2034; year++ {
		r := stressed(t, s, fmt.Sprintf("coverage.revenue@%d >= 1", year))
		if !r.Found {
			t.Fatalf("no break in %d", year)
		}
		if r.Distance < least {
			least, at = r.Distance, year
		}
	}
	r := stressed(t, s, "min_coverage >= 1")
	if !(r.Distance <= least+1e-5) || at == 2028 || at == 2034 || r.Inputs[0].From.Year() != at {
		t.Errorf("found at %v from %s, and in %d at %v", r.Distance, r.Inputs[0].From, at, least)
	}
}

func TestNoiseCanBeLeftOut(t *testing.T) {
	s := uncertain()
	limit := limitOf(t, "coverage.revenue@2027 >= 0.5")
	want, err := ReverseStress(context.Background(), s, limit, Stressing{Reach: 6}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Uncertainty.Noise = []model.Noise{{Path: "revenue.sales", Volatility: 0.2}}
	without, err := ReverseStress(context.Background(), s, limit, Stressing{Reach: 6, WithoutNoise: true}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if without.Distance != want.Distance || len(without.Inputs) != len(want.Inputs) || !without.Noiseless || len(without.Warnings) != len(want.Warnings)+1 {
		t.Errorf("%+v, without any noise %+v", without, want)
	}
	if with := stressed(t, s, "coverage.revenue@2027 >= 0.5"); with.Distance >= want.Distance || with.Noiseless || with.Base != want.Base {
		t.Errorf("%+v, without noise %+v", with, want)
	}
	var refused *ExpressionError
	if _, err := ReverseStress(context.Background(), swaying(0.2, 0), limit, Stressing{Reach: 6, WithoutNoise: true}, Options{}); !errors.As(err, &refused) {
		t.Errorf("nothing but noise, and that left out: %v", err)
	}
}

func TestNoiseIsTheSameOnAnyNumberOfWorkers(t *testing.T) {
	s := uncertain()
	s.Uncertainty.Noise = []model.Noise{{Path: "revenue.sales", Volatility: 0.2}}
	limit := limitOf(t, "min_coverage >= 0.5")
	var first *Stress
	for _, workers := range []int{1, 2, 5} {
		r, err := ReverseStress(context.Background(), s, limit, Stressing{Reach: 6}, Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = r
		}
		if r.Distance != first.Distance || r.At != first.At || r.Inputs[0] != first.Inputs[0] || r.Evaluations != first.Evaluations {
			t.Errorf("%d workers: %+v, with one %+v", workers, r, first)
		}
	}
}

// What is broken at the medians moves nothing; a process that does not bear on the target stays where it is.
func TestNoiseThatNeedNotMoveStays(t *testing.T) {
	s := swaying(0.2, 0)
	r := stressed(t, s, "revenue@2028-12 >= 8.3") // 8.33 on its own, and less at the median
	v := covariance(s.Uncertainty.Noise[0], s.Uncertainty.Noise[0], 1)
	if in := r.Inputs[0]; !r.Broken || r.Distance != 0 || in.Score != 0 || !about(r.Median, 100./12*math.Exp(-v/2)) || in.At != in.Median || !about(in.At, math.Exp(-v/2)) {
		t.Errorf("%+v", r)
	}
	s.Uncertainty.Inputs = []model.UncertainInput{{Path: "contracts.a.value", Dist: standard(600, 60)}}
	r = stressed(t, s, "spend@2026 <= 150")
	if in := r.input(t, "noise.revenue.sales"); math.Abs(in.Score) > 1e-6 || !about(r.Distance, (750.025-600)/60) {
		t.Errorf("%v: %+v", r.Distance, in)
	}
}
