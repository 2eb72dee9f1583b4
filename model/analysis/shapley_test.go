package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"
)

// worths is a game given by its worths, by bitmask.
type worths []float64

func (w worths) value(take []bool) (float64, error) {
	mask := 0
	for i, taken := range take {
		if taken {
			mask |= 1 << i
		}
	}
	return w[mask], nil
}

// ofSets makes a game's worths of a function of the set of players.
func ofSets(n int, value func(has func(i int) bool) float64) worths {
	w := make(worths, 1<<n)
	for mask := range w {
		w[mask] = value(func(i int) bool { return mask>>i&1 == 1 })
	}
	return w
}

func shapley(t failer, n int, w worths, of ShapleyOptions) *Attribution {
	t.Helper()
	a, err := Shapley(context.Background(), n, w.value, of, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

type failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func isAbout(t failer, what string, got, want, scale float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*scale {
		t.Fatalf("%s is %v, want %v", what, got, want)
	}
}

// slowShapley is the mean effect over every order, one by one.
func slowShapley(n int, w worths) []float64 {
	parts, orders := make([]float64, n), 0
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	var permute func(k int)
	permute = func(k int) {
		if k == n {
			mask := 0
			for _, i := range order {
				parts[i] += w[mask|1<<i] - w[mask]
				mask |= 1 << i
			}
			orders++
			return
		}
		for j := k; j < n; j++ {
			order[k], order[j] = order[j], order[k]
			permute(k + 1)
			order[k], order[j] = order[j], order[k]
		}
	}
	permute(0)
	for i := range parts {
		parts[i] /= float64(orders)
	}
	return parts
}

func drawnGame(t *rapid.T, least, most int) (int, worths) {
	n := rapid.IntRange(least, most).Draw(t, "n")
	w := make(worths, 1<<n)
	for mask := range w {
		w[mask] = rapid.Float64Range(-1e3, 1e3).Draw(t, "worth")
	}
	return n, w
}

func TestPartsAreTheMeanOverEveryOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, w := drawnGame(t, 1, 6)
		a := shapley(t, n, w, ShapleyOptions{})
		for i, want := range slowShapley(n, w) {
			isAbout(t, fmt.Sprintf("part %d", i), a.Parts[i], want, 1e3)
		}
	})
}

// The glove game: one left glove and two right ones, a pair is worth 1. Its value is 2/3, 1/6, 1/6 (Osborne and Rubinstein, 1994).
func TestTheGloveGameHasItsValue(t *testing.T) {
	w := ofSets(3, func(has func(int) bool) float64 {
		if has(0) && (has(1) || has(2)) {
			return 1
		}
		return 0
	})
	a := shapley(t, 3, w, ShapleyOptions{})
	for i, want := range []float64{2. / 3, 1. / 6, 1. / 6} {
		isAbout(t, "part", a.Parts[i], want, 1)
	}
	if !a.Exact || a.States != 8 || a.Orders != 0 {
		t.Errorf("exact %v of %d states and %d orders, want exact of 8 and none", a.Exact, a.States, a.Orders)
	}
}

// The runway game: runways of length 1, 2, 3 cost as much as the longest that is needed. Each length is shared by those who need it: 1/3,
// 1/3 + 1/2, 1/3 + 1/2 + 1 (Littlechild and Owen 1973).
func TestTheRunwayGameHasItsValue(t *testing.T) {
	w := ofSets(3, func(has func(int) bool) float64 {
		for i := 2; i >= 0; i-- {
			if has(i) {
				return float64(i + 1)
			}
		}
		return 0
	})
	a := shapley(t, 3, w, ShapleyOptions{})
	for i, want := range []float64{1. / 3, 5. / 6, 11. / 6} {
		isAbout(t, "part", a.Parts[i], want, 1)
	}
}

func TestPartsAddUpToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, w := drawnGame(t, 0, 6)
		exact := rapid.IntRange(1, 6).Draw(t, "exact") // with few, some games are sampled
		a := shapley(t, n, w, ShapleyOptions{Exact: exact, Orders: 20, Seed: rapid.Uint64().Draw(t, "seed")})
		sum := 0.0
		for _, part := range a.Parts {
			sum += part
		}
		if n == 0 {
			isAbout(t, "the whole of no player", a.Whole, a.Empty, 1)
		}
		isAbout(t, "the sum", sum, w[len(w)-1]-w[0], math.Abs(w[len(w)-1]-w[0])+1)
	})
}

func TestPlayersThatDoTheSameGetTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, w := drawnGame(t, 2, 6)
		swapped := func(mask int) int { // players 0 and 1 in each other's place
			return mask&^3 | mask&1<<1 | mask>>1&1
		}
		alike := make(worths, len(w))
		for mask := range w {
			alike[mask] = w[mask] + w[swapped(mask)]
		}
		a := shapley(t, n, alike, ShapleyOptions{})
		isAbout(t, "the first's part", a.Parts[0], a.Parts[1], 1e3)
	})
}

func TestAPlayerWhoAddsTheSameToEverySetGetsThat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, w := drawnGame(t, 1, 5)
		adds := rapid.SampledFrom([]float64{0, 1, -250.5}).Draw(t, "adds")
		with := make(worths, 2*len(w)) // of one more player
		for mask, v := range w {
			with[mask], with[mask|len(w)] = v, v+adds
		}
		for _, exact := range []int{8, 1} {
			a := shapley(t, n+1, with, ShapleyOptions{Exact: exact, Orders: 20})
			isAbout(t, "the dummy's part", a.Parts[n], adds, 1e3)
			if a.Margins[n] > 1e-9 {
				t.Fatalf("its margin is %v, want none", a.Margins[n])
			}
		}
	})
}

func TestThePartsOfASumOfGamesAreTheSumsOfTheirParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, v := drawnGame(t, 1, 5)
		w, both := make(worths, len(v)), make(worths, len(v))
		for mask := range w {
			w[mask] = rapid.Float64Range(-1e3, 1e3).Draw(t, "worth")
			both[mask] = v[mask] + w[mask]
		}
		of := ShapleyOptions{Exact: rapid.SampledFrom([]int{1, 8}).Draw(t, "exact"), Orders: 20, Seed: 7}
		a, b, sum := shapley(t, n, v, of), shapley(t, n, w, of), shapley(t, n, both, of)
		for i := range sum.Parts {
			isAbout(t, "part", sum.Parts[i], a.Parts[i]+b.Parts[i], 1e3)
		}
	})
}

// Of 100 seeds and 10 players, intervals of 95% hold the exact part about 950 times; parts of one run hang together, so that fewer than 900
// would be a wonder and more than 995 would mean that they are too wide.
func TestDrawnOrdersComeWithinTheirMarginOfTheExactValue(t *testing.T) {
	const n, seeds = 10, 100
	w := ofSets(n, func(has func(int) bool) float64 {
		sum, product := 0.0, 1.0
		for i := range n {
			if has(i) {
				sum += float64(i + 1)
				product *= 1 + 0.2*float64(i%4)
			}
		}
		return sum*product - math.Max(0, sum-20)*3
	})
	exact := shapley(t, n, w, ShapleyOptions{Exact: n})
	within := 0
	for seed := range uint64(seeds) {
		a := shapley(t, n, w, ShapleyOptions{Exact: 8, Orders: 100, Seed: seed})
		if a.Exact || a.Orders != 100 {
			t.Fatalf("exact %v, %d orders, want 100 drawn", a.Exact, a.Orders)
		}
		for i, part := range a.Parts {
			if math.Abs(part-exact.Parts[i]) <= a.Margins[i] {
				within++
			}
		}
	}
	if share := float64(within) / (n * seeds); share < 0.90 || share > 0.995 {
		t.Errorf("%.1f%% of the parts lie within their margin of the exact ones, want about 95%%", 100*share)
	}
}

func TestMoreOrdersNarrowTheMargins(t *testing.T) {
	w := ofSets(9, func(has func(int) bool) float64 {
		v := 1.0
		for i := range 9 {
			if has(i) {
				v *= 1 + float64(i+1)/10
			}
		}
		return v
	})
	few, many := shapley(t, 9, w, ShapleyOptions{Exact: 1, Orders: 100}), shapley(t, 9, w, ShapleyOptions{Exact: 1, Orders: 1600})
	for i := range few.Margins {
		if ratio := few.Margins[i] / many.Margins[i]; ratio < 2.5 || ratio > 6 { // about √16
			t.Errorf("part %d: sixteen times the orders narrow the margin by %v, want about 4", i, ratio)
		}
	}
}

func TestEachStateIsPlayedOnceAndWorkersDoNotMatter(t *testing.T) {
	w := ofSets(12, func(has func(int) bool) float64 {
		v := 0.1
		for i := range 12 {
			if has(i) {
				v = math.Sin(v*float64(i+2)) + v
			}
		}
		return v
	})
	for _, of := range []ShapleyOptions{{Exact: 12}, {Exact: 1, Orders: 40, Seed: 3}} {
		var first *Attribution
		for _, workers := range []int{1, 2, 7} {
			var calls atomic.Int64
			a, err := Shapley(context.Background(), 12, func(take []bool) (float64, error) {
				calls.Add(1)
				return w.value(take)
			}, of, Options{Workers: workers})
			if err != nil {
				t.Fatal(err)
			}
			if int(calls.Load()) != a.States || a.States > 4096 {
				t.Errorf("%d calls of %d states", calls.Load(), a.States)
			}
			if first == nil {
				first = a
			}
			if !slices.Equal(a.Parts, first.Parts) || !slices.Equal(a.Margins, first.Margins) {
				t.Errorf("%d workers give other parts", workers)
			}
		}
	}
}

func TestTheSmallestStateWithoutAWorthIsNamed(t *testing.T) {
	wrong := errors.New("no such thing")
	value := func(take []bool) (float64, error) {
		switch {
		case take[1] && take[3] && !take[0]:
			return 0, wrong
		case take[2] && take[4] && take[0] && !take[1]:
			return math.NaN(), nil
		}
		return 1, nil
	}
	_, err := Shapley(context.Background(), 5, value, ShapleyOptions{}, Options{})
	var state *StateError
	if !errors.As(err, &state) || !errors.Is(err, wrong) || !slices.Equal(state.Take, []bool{false, true, false, true, false}) {
		t.Errorf("the error is %v of %+v, want that of 1 and 3 alone", err, state)
	}
	_, err = Shapley(context.Background(), 2, func([]bool) (float64, error) { return math.Inf(1), nil }, ShapleyOptions{}, Options{})
	if !errors.As(err, &state) || state.Err != nil || !slices.Equal(state.Take, []bool{false, false}) {
		t.Errorf("the error of an infinite worth is %v", err)
	}
}

func TestAShapleyValueStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Shapley(ctx, 3, make(worths, 8).value, ShapleyOptions{}, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}

func TestOptionsOfAShapleyValueHaveBounds(t *testing.T) {
	for o, good := range map[ShapleyOptions]bool{
		{}: true, {Exact: 16, Orders: 20}: true, {Exact: 17}: false, {Exact: -1}: false, {Orders: 18}: false, {Orders: 21}: false, {Orders: 20_000}: true, {Orders: 20_002}: false, {Orders: -2}: false,
	} {
		if err := o.Check(); (err == nil) != good {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
