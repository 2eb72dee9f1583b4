package analysis

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"commitcast/model"
	"commitcast/model/dist"
	"commitcast/model/draw"
)

// limitOf is the limit of a check as it is written.
func limitOf(t *testing.T, text string) Limit {
	t.Helper()
	test, err := ParseTest(text)
	if err != nil {
		t.Fatal(err)
	}
	return test.Limit
}

func stressed(t *testing.T, s *model.Scenario, text string) *Stress {
	t.Helper()
	if problems := s.Validate(); len(problems) > 0 {
		t.Fatal(problems)
	}
	r, err := ReverseStress(context.Background(), s, limitOf(t, text), Stressing{Reach: 6}, Options{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// leases are two contracts of 600 and 300 over the same five years: spend is a fifth of their sum a year, revenue 100.
func leases() *model.Scenario {
	s := lease()
	second := s.Contracts[0]
	second.ID, second.Provider, second.Value = "b", "B", 300
	s.Contracts = append(s.Contracts, second)
	return s
}

func (r *Stress) input(t *testing.T, path string) StressedInput {
	t.Helper()
	for _, in := range r.Inputs {
		if in.Path == path {
			return in
		}
	}
	t.Fatalf("%s is not among the inputs", path)
	return StressedInput{}
}

func about(got, want float64) bool { return math.Abs(got-want) <= 1e-6*max(1, math.Abs(want)) }

// A sum of normals is normal: the distance to a limit is (limit − mean)/sd, and each goes its share of the variance.
func TestTheDistanceOfALimitOnASumOfNormalsIsItsStandardScore(t *testing.T) {
	for _, rho := range []float64{0, 0.5, -0.6} {
		s := leases()
		s.Uncertainty.Inputs = []model.UncertainInput{
			{Path: "contracts.a.value", Dist: standard(600, 60)}, {Path: "contracts.b.value", Dist: standard(300, 30)}}
		if rho != 0 {
			s.Uncertainty.Correlations = []model.Correlation{{Between: [2]string{"contracts.a.value", "contracts.b.value"}, Rho: rho}}
		}
		r := stressed(t, s, "spend@2026 <= 230") // the values add up to 1150 there
		sd := math.Sqrt(60*60 + 30*30 + 2*rho*60*30)
		// Half a cent of rounding on the limit is 0.025 of the values' sum.
		want := (1150 + 0.025 - 900) / sd
		if !r.Found || r.Broken || !about(r.Distance, want) {
			t.Errorf("rho %v: distance %v, want %v", rho, r.Distance, want)
		}
		if !about(r.Probability, draw.NormalCDF(-want)) {
			t.Errorf("rho %v: probability %v", rho, r.Probability)
		}
		// E[a | sum] = mean + cov(a, sum)/var(sum)·(sum − mean).
		a := r.input(t, "contracts.a.value")
		share := (60*60 + rho*60*30) / (sd * sd)
		if math.Abs(a.At-(600+share*250.025)) > 1e-3 || math.Abs(a.Importance-share) > 1e-5 {
			t.Errorf("rho %v: a is %v with share %v, want %v with %v", rho, a.At, a.Importance, 600+share*250, share)
		}
		if r.Median != 180 || r.Base != 180 || r.At <= 230 || r.At > 230.006 {
			t.Errorf("rho %v: base %v, median %v, at %v", rho, r.Base, r.Median, r.At)
		}
	}
}

func lognormal(median, sigma float64) dist.Spec {
	s := standard(math.NaN(), math.NaN())
	s.Kind = dist.Lognormal
	z := draw.NormalQuantile(0.9)
	s.Quantiles = []dist.Quantile{{P: 0.1, Value: median * math.Exp(-sigma*z)}, {P: 0.9, Value: median * math.Exp(sigma*z)}}
	return s
}

// The logarithm of a ratio of lognormals is normal.
func TestTheDistanceOfALimitOnARatioOfLognormalsIsThatOfItsLogarithm(t *testing.T) {
	s := lease()
	s.Uncertainty.Inputs = []model.UncertainInput{
		{Path: "contracts.a.value", Dist: lognormal(400, 0.2)}, {Path: "revenue.sales.annual.2025", Dist: lognormal(100, 0.1)}}
	r := stressed(t, s, "coverage.revenue@2027 >= 0.7") // 100·5/400 = 1.25 at the medians
	want := math.Log(1.25/0.7) / math.Hypot(0.2, 0.1)
	if !about(r.Distance, want) {
		t.Errorf("distance %v, want %v", r.Distance, want)
	}
	value := r.input(t, "contracts.a.value")
	if !about(value.Score, want*0.2/math.Hypot(0.2, 0.1)) || !about(value.Importance, 0.8) || !about(value.At, 400*math.Exp(0.2*value.Score)) {
		t.Errorf("the value is at %v, score %v, share %v", value.At, value.Score, value.Importance)
	}
	if r.Inputs[0].Path != "contracts.a.value" {
		t.Errorf("the furthest moved is %s", r.Inputs[0].Path)
	}
}

func outcomes(values ...float64) dist.Spec { // value, probability, …
	s := standard(math.NaN(), math.NaN())
	s.Kind = dist.Discrete
	for i := 0; i < len(values); i += 2 {
		s.Outcomes = append(s.Outcomes, dist.Outcome{Value: values[i], P: values[i+1]})
	}
	return s
}

// Revenue is 100 or, with 30%, 80, which takes a score of at most Φ⁻¹(0.3); the value is normal. Coverage 5·revenue/value falls below 0.7
// at a value of 5·revenue/0.7. The nearer of both ways is the answer.
func TestAnInputOfFewValuesCountsWithItsNearestScore(t *testing.T) {
	for _, sd := range []float64{60, 20} {
		s := lease()
		s.Uncertainty.Inputs = []model.UncertainInput{
			{Path: "contracts.a.value", Dist: standard(500, sd)}, {Path: "revenue.sales.annual.2025", Dist: outcomes(80, 0.3, 100, 0.7)}}
		r := stressed(t, s, "coverage.revenue@2027 >= 0.7")
		edge := draw.NormalQuantile(0.3)
		want := math.Min((500/0.7-500)/sd, math.Hypot(edge, (400/0.7-500)/sd))
		if !about(r.Distance, want) {
			t.Errorf("sd %v: distance %v, want %v", sd, r.Distance, want)
		}
		if revenue := r.input(t, "revenue.sales.annual.2025"); want < (500/0.7-500)/sd && (revenue.At != 80 || !about(revenue.Score, edge)) {
			t.Errorf("sd %v: revenue is %v at %v", sd, revenue.At, revenue.Score)
		}
	}
}

// The twin goes through a fine grid of independent normals u of two correlated inputs, one of few values.
func TestACorrelatedInputOfFewValuesMovesWithTheOthers(t *testing.T) {
	const rho, sd = 0.7, 60.0
	s := lease()
	s.Uncertainty.Inputs = []model.UncertainInput{
		{Path: "contracts.a.value", Dist: standard(500, sd)}, {Path: "revenue.sales.annual.2025", Dist: outcomes(80, 0.1, 100, 0.9)}}
	s.Uncertainty.Correlations = []model.Correlation{{Between: [2]string{"contracts.a.value", "revenue.sales.annual.2025"}, Rho: rho}}
	least := math.Inf(1)
	const step = 0.004
	for a := -4.0; a <= 4; a += step {
		for b := -4.0; b <= 4; b += step {
			za, zb := a, rho*a+math.Sqrt(1-rho*rho)*b
			revenue := 100.0
			if draw.NormalCDF(zb) <= 0.1 {
				revenue = 80
			}
			if 5*revenue/(500+sd*za) < 0.7 {
				least = min(least, math.Hypot(a, b))
			}
		}
	}
	if r := stressed(t, s, "coverage.revenue@2027 >= 0.7"); math.Abs(r.Distance-least) > 2*step {
		t.Errorf("distance %v, on the grid %v", r.Distance, least)
	}
}

// The peak of two years is below a limit where both are: the nearest such point is the corner where both limits meet, and there the peak has
// no slope.
func TestALimitWithAnEdgeIsBrokenAtTheEdge(t *testing.T) {
	s := leases()
	for i, value := range []float64{130, 120} {
		c := &s.Contracts[i]
		c.Start, c.Term, c.Value = model.DateOf(2026+i, 1, 1), 12, value
	}
	s.Uncertainty.Inputs = []model.UncertainInput{
		{Path: "contracts.a.value", Dist: standard(130, 12)}, {Path: "contracts.b.value", Dist: standard(120, 12)}}
	r := stressed(t, s, "peak_spend >= 100")
	// Half a cent of rounding is below the limit in the first year; the second may exceed the first by half a cent and is no new peak.
	if want := math.Hypot(30.005/12, 20.0/12); math.Abs(r.Distance-want) > 1e-4 {
		t.Errorf("distance %v, want %v", r.Distance, want)
	}
}

// No point nearer than the one that is found breaks the limit, wherever it is drawn.
func TestNothingNearerBreaksALimit(t *testing.T) {
	for _, text := range []string{"funding_gap <= 250", "min_coverage >= 0.6", "coverage.contribution@2029 >= 0.5"} {
		s := leases()
		s.OpeningCash, s.MinCash = 50, 0
		s.Contracts[1].Start = model.DateOf(2027, 6, 1)
		triangle := even(0, 18)
		triangle.Kind, triangle.Mode = dist.Triangular, 3
		share := even(0.4, 1)
		s.Uncertainty.Inputs = []model.UncertainInput{
			{Path: "contracts.a.value", Dist: lognormal(500, 0.15)}, {Path: "contracts.b.delay", Dist: triangle},
			{Path: "revenue.sales.annual.2025", Dist: outcomes(95, 0.2, 130, 0.5, 150, 0.3)}, {Path: "revenue.sales.margin", Dist: share},
		}
		s.Uncertainty.Correlations = []model.Correlation{
			{Between: [2]string{"contracts.a.value", "revenue.sales.annual.2025"}, Rho: -0.4},
			{Between: [2]string{"contracts.a.value", "contracts.b.delay"}, Rho: 0.3}}
		r := stressed(t, s, text)
		if !r.Found || r.Broken {
			t.Fatalf("%s: %+v", text, r)
		}
		search, err := newSearch(context.Background(), s, limitOf(t, text), Stressing{Reach: 6}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if near := nearestDrawn(t, search, r.Distance, 4000); near < 0.999*r.Distance {
			t.Errorf("%s: found at %v, and drawn at %v", text, r.Distance, near)
		}
	}
}

// nearestDrawn is the least distance, of many points drawn evenly over a ball, at which the limit is broken; +Inf for none.
func nearestDrawn(t *testing.T, s *search, radius float64, n int) float64 {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	var spots []spot
	for range n {
		u := make([]float64, len(s.space.inputs))
		for i := range u {
			u[i] = random.NormFloat64()
		}
		u = scaled(u, radius*math.Pow(random.Float64(), 1/float64(len(u)))/norm(u))
		c := &combination{}
		z := s.space.scores(u)
		for k := range s.space.few {
			for _, b := range s.space.inputs[k].outcomes {
				if z[k] > b.low && z[k] <= b.high {
					c.bands = append(c.bands, b)
				}
			}
		}
		spots = append(spots, spot{c, u})
	}
	values, err := s.values(spots)
	if err != nil {
		t.Fatal(err)
	}
	least := math.Inf(1)
	for i, v := range values {
		if s.breaks(v) {
			least = min(least, norm(spots[i].u))
		}
	}
	return least
}

func TestAFundingGapIsReachedAcrossWhereItIsFlat(t *testing.T) {
	s := lease()
	s.OpeningCash, s.MinCash = 0, 0
	s.Contracts[0].Value = 400 // 80 a year against 100 of revenue: there is no gap at the medians
	s.Uncertainty.Inputs = []model.UncertainInput{{Path: "revenue.sales.annual.2025", Dist: standard(100, 8)}}
	// The gap is 5·(80 − revenue) at the end of five years where revenue is below 80: 50 at a revenue of 70.
	r := stressed(t, s, "funding_gap <= 50")
	if want := (100 - 70 + 0.001) / 8; r.Median != 0 || !about(r.Distance, want) {
		t.Errorf("median %v, distance %v, want %v", r.Median, r.Distance, want)
	}
}

func TestWhatIsBrokenAtTheMediansOrNotWithinReachIsSaid(t *testing.T) {
	s := lease()
	s.Uncertainty.Inputs = []model.UncertainInput{{Path: "contracts.a.value", Dist: even(500, 800)}}
	if r := stressed(t, s, "spend@2026 <= 120"); !r.Broken || !r.Found || r.Distance != 0 || model.Known(r.Probability) || r.At != 130 {
		t.Errorf("130 at the median above a limit of 120 gives %+v", r)
	}
	if r := stressed(t, s, "spend@2026 <= 161"); r.Found || r.Broken || model.Known(r.Distance) || len(r.Inputs) != 0 {
		t.Errorf("spend can be 160 at most, and a break of 161 is %+v", r)
	}
	// Within reach it is: Φ(z) = (795 − 500)/300.
	r := stressed(t, s, "spend@2026 <= 159")
	if want := draw.NormalQuantile((795.025 - 500) / 300); !about(r.Distance, want) {
		t.Errorf("distance %v, want %v", r.Distance, want)
	}
}

func TestWhatCannotBeStressedIsRefused(t *testing.T) {
	s := uncertain()
	ctx := context.Background()
	var refused *ExpressionError
	for _, text := range []string{"spend@2026 == 5"} {
		if _, err := ReverseStress(ctx, s, limitOf(t, text), Stressing{Reach: 6}, Options{}); !errors.As(err, &refused) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, reach := range []float64{0, -1, 9, math.NaN()} {
		if _, err := ReverseStress(ctx, s, limitOf(t, "spend@2026 <= 5"), Stressing{Reach: reach}, Options{}); !errors.As(err, &refused) {
			t.Errorf("reach %v: %v", reach, err)
		}
	}
	if _, err := ReverseStress(ctx, lease(), limitOf(t, "spend@2026 <= 5"), Stressing{Reach: 6}, Options{}); !errors.As(err, &refused) {
		t.Errorf("without uncertainty: %v", err)
	}
	var name *model.UnknownName
	var outside *model.TargetError
	if _, err := ReverseStress(ctx, s, limitOf(t, "spend@2050 <= 5"), Stressing{Reach: 6}, Options{}); !errors.As(err, &outside) {
		t.Errorf("a year that is not shown: %v", err)
	}
	if _, err := ReverseStress(ctx, s, limitOf(t, "c:spend@2026 <= 5"), Stressing{Reach: 6}, Options{}); !errors.As(err, &name) {
		t.Errorf("a contract that is not there: %v", err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := ReverseStress(stopped, s, limitOf(t, "spend@2026 <= 200"), Stressing{Reach: 6}, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestAReverseStressIsTheSameOnAnyNumberOfWorkers(t *testing.T) {
	s := uncertain()
	var first *Stress
	for _, workers := range []int{1, 2, 5} {
		r, err := ReverseStress(context.Background(), s, limitOf(t, "coverage.revenue@2027 >= 0.5"), Stressing{Reach: 6}, Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = r
		}
		if r.Distance != first.Distance || r.At != first.At || r.Inputs[0] != first.Inputs[0] || r.Evaluations != first.Evaluations {
			t.Errorf("%d workers: %v, with one %v", workers, r, first)
		}
	}
}

func TestTheNearestPointOfHalfSpacesIsFound(t *testing.T) {
	tests := map[string]struct {
		walls []halfSpace
		want  []float64
	}{
		"none":                            {nil, []float64{0, 0}},
		"one that holds the origin":       {[]halfSpace{{[]float64{1, 0}, 2}}, []float64{0, 0}},
		"one that does not":               {[]halfSpace{{[]float64{-1, -1}, -2}}, []float64{1, 1}},
		"two that meet in a corner":       {[]halfSpace{{[]float64{-1, 0}, -1}, {[]float64{0, -1}, -2}}, []float64{1, 2}},
		"a slope against a wall":          {[]halfSpace{{[]float64{-1, -1}, -2}, {[]float64{1, 0}, 0.5}}, []float64{0.5, 1.5}},
		"a wall that the slope satisfies": {[]halfSpace{{[]float64{-1, -1}, -2}, {[]float64{1, 0}, 5}}, []float64{1, 1}},
	}
	for name, test := range tests {
		got, ok := nearest(test.walls, 2)
		if !ok || math.Abs(got[0]-test.want[0]) > 1e-9 || math.Abs(got[1]-test.want[1]) > 1e-9 {
			t.Errorf("%s: %v (%v), want %v", name, got, ok, test.want)
		}
	}
	if u, ok := nearest([]halfSpace{{[]float64{1, 0}, -1}, {[]float64{-1, 0}, -1}}, 2); ok {
		t.Errorf("two that do not meet meet in %v", u)
	}
}
