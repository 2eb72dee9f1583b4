package analysis

import (
	"context"
	"errors"
	"math"
	"testing"

	"commitcast/model"
)

// screen gives the effects of a plain function.
func screen(v *Variables, f func(x []float64) float64, how Sampling) []Effect {
	w, k := newWalk(v, how.Seed), len(v.All)
	all := make([][]float64, k)
	for r := range how.Samples {
		points := w.trajectory(r)
		values := make([]float64, len(points))
		for m, x := range points {
			values[m] = f(x)
		}
		v.effects(all, points, values)
	}
	var out []Effect
	for i := range v.All {
		out = append(out, effectOf(v.All[i].Range, all[i], how.Seed))
	}
	return out
}

// gridEffects are μ, μ* and σ of a variable by the definition: its effects from every point of the grid of 4 levels, the upward moves.
func gridEffects(v *Variables, f func(x []float64) float64, of int) (mu, muStar, sigma float64) {
	k := len(v.All)
	var all []float64
	for cell := range int(math.Pow(4, float64(k))) {
		x, rest := make([]float64, k), cell
		for i := range x {
			x[i], rest = v.All[i].along(float64(rest%4)/3), rest/4
		}
		width := v.All[of].High - v.All[of].Low
		if at := (x[of] - v.All[of].Low) / width; at > 0.5 {
			continue
		}
		up := with(x, of, x[of]+width*2/3)
		all = append(all, (f(up)-f(x))/(2.0/3))
	}
	for _, e := range all {
		mu, muStar = mu+e/float64(len(all)), muStar+math.Abs(e)/float64(len(all))
	}
	for _, e := range all {
		sigma += (e - mu) * (e - mu) / float64(len(all))
	}
	return mu, muStar, math.Sqrt(sigma)
}

func TestEffectsOfPublishedFunctionsAreThoseOfTheWholeGrid(t *testing.T) {
	for name, c := range testFunctions() {
		const r = 4000
		for i, e := range screen(c.v, c.f, Sampling{r, 1}) {
			mu, muStar, sigma := gridEffects(c.v, c.f, i)
			error4 := 4 * sigma / math.Sqrt(r) // four standard errors of the mean
			if math.Abs(e.Mu-mu) > error4+1e-9 || math.Abs(e.MuStar-muStar) > error4+1e-9 || math.Abs(e.Sigma-sigma) > 0.05*sigma+1e-9 {
				t.Errorf("%s, x%d: μ %.4f, μ* %.4f, σ %.4f, of the grid %.4f, %.4f, %.4f", name, i+1, e.Mu, e.MuStar, e.Sigma, mu, muStar, sigma)
			}
		}
	}
}

func TestEffectsOfALinearFunctionAreItsSlopesOverTheRange(t *testing.T) {
	v := evenly(3, 10, 20)
	for i, e := range screen(v, func(x []float64) float64 { return 7 + x[0] - 2*x[1] }, Sampling{10, 3}) {
		want := []float64{10, -20, 0}[i]
		if math.Abs(e.Mu-want) > 1e-9 || math.Abs(e.MuStar-math.Abs(want)) > 1e-9 || e.Sigma > 1e-9 || math.Abs(e.MuStarHigh-e.MuStarLow) > 1e-9 {
			t.Errorf("x%d: %+v, want %v", i+1, e, want)
		}
	}
}

func TestASwitchMovesFromNoToYes(t *testing.T) {
	v := evenly(2, 0, 1)
	v.All[0].Switch = true
	for _, e := range screen(v, func(x []float64) float64 { return 5 * x[0] }, Sampling{10, 3})[:1] {
		if e.Mu != 5 || e.Sigma != 0 {
			t.Errorf("%+v, want an effect of 5", e)
		}
	}
}

func TestANewVariableLeavesTheStartsOfTheOthersAlone(t *testing.T) {
	two, three := newWalk(evenly(2, 0, 1), 9), newWalk(evenly(3, 0, 1), 9)
	for r := range 50 {
		a, b := two.trajectory(r)[0], three.trajectory(r)[0]
		if a[0] != b[0] || a[1] != b[1] {
			t.Fatalf("trajectory %d starts at %v and %v", r, a, b)
		}
	}
}

func TestTheIntervalOfMuStarHoldsTheGridsAsOftenAsIsSaid(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("200 screenings")
	}
	c := testFunctions()["Ishigami"]
	inside := 0
	_, want, _ := gridEffects(c.v, c.f, 0)
	for seed := range uint64(200) {
		if e := screen(c.v, c.f, Sampling{100, seed})[0]; e.MuStarLow <= want && want <= e.MuStarHigh {
			inside++
		}
	}
	if inside < 180 || inside == 200 { // 190 of 200, with a standard deviation of 3
		t.Errorf("inside for %d of 200 seeds", inside)
	}
}

func TestAScreeningCountsWhatItEvaluates(t *testing.T) {
	s := uncertain()
	told := 0
	got, err := Screen(context.Background(), s, target(t, "spend@2026"), variables(t, s), Sampling{30, 1},
		Options{Progress: func(done, total int) { told = total }})
	if err != nil {
		t.Fatal(err)
	}
	if got.Evaluations != 91 || told != 91 || !alike(got.Base, 120) {
		t.Errorf("%d evaluations, told %d, base %v", got.Evaluations, told, got.Base)
	}
	// Spend is a fifth of the value, over a range of 530 to 770.
	if e := got.Effects[0]; e.Path != "contracts.a.value" || !alike(e.Mu, 48) || e.Sigma > 1e-9 {
		t.Errorf("%+v, want an effect of 48", e)
	}
}

func TestNumbersOfSamplesThatCannotBeAreRefused(t *testing.T) {
	s := uncertain()
	v, of, ctx := variables(t, s), target(t, "spend@2026"), context.Background()
	for name, run := range map[string]func() error{
		"one trajectory":           func() error { _, err := Screen(ctx, s, of, v, Sampling{1, 1}, Options{}); return err },
		"too many trajectories":    func() error { _, err := Screen(ctx, s, of, v, Sampling{1 << 30, 1}, Options{}); return err },
		"too few base samples":     func() error { _, err := Decompose(ctx, s, of, v, Sampling{16, 1}, Options{}); return err },
		"base samples of no power": func() error { _, err := Decompose(ctx, s, of, v, Sampling{5000, 1}, Options{}); return err },
		"three paths":              func() error { _, err := Rank(ctx, s, of, v, Sampling{3, 1}, Options{}); return err },
	} {
		var refused *SampleError
		if err := run(); !errors.As(err, &refused) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestEffectsThatAreNotDefinedAreLeftOutAndCounted(t *testing.T) {
	v := evenly(1, 0, 1)
	all := make([][]float64, 1)
	v.effects(all, [][]float64{{0}, {2.0 / 3}}, []float64{1, model.Unknown()})
	v.effects(all, [][]float64{{1}, {1.0 / 3}}, []float64{4, 2})
	e := effectOf(v.All[0].Range, all[0], 1)
	if e.Undefined != 1 || math.Abs(e.Mu-3) > 1e-12 || math.Abs(e.MuStar-3) > 1e-12 { // 2 lost on a move of 2/3
		t.Errorf("%+v", e)
	}
	still := effectOf(v.All[0].Range, []float64{0, model.Unknown()}, 1)
	if still.Idle(1) {
		t.Error("a number is idle though nobody knows what it does in some places")
	}
	if still.Undefined = 0; !still.Idle(1) {
		t.Error("a number that does nothing is not idle")
	}
}
