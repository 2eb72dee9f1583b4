package analysis

import (
	"context"
	"math"
	"slices"
	"testing"

	"commitcast/model"
	"commitcast/model/draw"
)

func TestEqualsShareTheMeanOfTheirRanks(t *testing.T) {
	if got := ranksOf([]float64{3, 1, 3, 2}); !slices.Equal(got, []float64{2.5, 0, 2.5, 1}) {
		t.Errorf("got %v", got)
	}
}

func TestRankCorrelationIsSpearmans(t *testing.T) {
	// 1 − 6Σd²/(n(n²−1)) with Σd² = 4 of five pairs is 0.8. A pair that is not known is left out.
	r := rankable([]float64{1, 20, 300, model.Unknown(), 301, 1e9})
	if rho, n := r.with([]float64{2, 1, 4, 99, 3, 5}); n != 5 || math.Abs(rho-0.8) > 1e-15 {
		t.Errorf("rho %v of %d pairs", rho, n)
	}
	if rho, _ := r.with([]float64{7, 7, 7, 1, 7, 7}); model.Known(rho) {
		t.Errorf("rho with what does not vary is %v", rho)
	}
}

func TestTheIntervalOfARankCorrelation(t *testing.T) {
	// Of 103 pairs without correlation: tanh(1.96/√100) = 0.19352.
	if low, high := rankInterval(0, 103); math.Abs(high-0.19352) > 1e-5 || low != -high {
		t.Errorf("got %v to %v", low, high)
	}
	if low, _ := rankInterval(0.5, 3); model.Known(low) {
		t.Error("three pairs have an interval")
	}
	if low, high := rankInterval(1, 10); low != 1 || high != 1 {
		t.Errorf("of a perfect correlation: %v to %v", low, high)
	}
}

func TestTheIntervalOfARankCorrelationHoldsItAsOftenAsIsSaid(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("1,000 samples of 200 pairs")
	}
	// Spearman's correlation of normals with correlation r is 6/π·asin(r/2) (Pearson 1907).
	const r, runs, pairs = 0.7, 1000, 200
	want, inside := 6/math.Pi*math.Asin(r/2), 0
	for run := range uint64(runs) {
		a, b := draw.KeyOf(run, "a"), draw.KeyOf(run, "b")
		var xs, ys []float64
		for i := range uint64(pairs) {
			x := a.Normal(i)
			xs, ys = append(xs, x), append(ys, r*x+math.Sqrt(1-r*r)*b.Normal(i))
		}
		rho, n := rankable(ys).with(xs)
		if low, high := rankInterval(rho, n); low <= want && want <= high {
			inside++
		}
	}
	if inside < 925 || inside > 975 { // 950, with a standard deviation of 7
		t.Errorf("inside for %d of %d", inside, runs)
	}
}

func TestRankCorrelationsOfAScenario(t *testing.T) {
	s := uncertain()
	ctx, v, how := context.Background(), variables(t, s), Sampling{2000, 1}
	got, err := Rank(ctx, s, target(t, "coverage.revenue@2026"), v, how, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got.All[0].Path != "contracts.a.value" || got.All[0].Rho > -0.5 || got.All[1].Rho < 0.3 || got.All[0].Pairs != 2000 {
		t.Errorf("got %+v", got.All)
	}
	// The same draws projected one by one give the same but for the rounding of what a simulation keeps.
	apart := *v
	apart.own = false
	twin, err := Rank(ctx, s, target(t, "coverage.revenue@2026"), &apart, how, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range got.All {
		if math.Abs(got.All[i].Rho-twin.All[i].Rho) > 1e-6 {
			t.Errorf("%s: %v by simulation, %v one by one", got.All[i].Path, got.All[i].Rho, twin.All[i].Rho)
		}
	}
	// A contract's number is not simulated, and spend follows from the value alone.
	of, err := Rank(ctx, s, target(t, "a:spend@2026"), v, how, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if x := of.All[0]; x.Path != "contracts.a.value" || x.Rho != 1 || math.Abs(of.All[1].Rho) > 0.1 {
		t.Errorf("got %+v", of.All)
	}
}
