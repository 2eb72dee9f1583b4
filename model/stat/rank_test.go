package stat_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"commitcast/model/stat"

	"gonum.org/v1/gonum/mathext"
	"pgregory.net/rapid"
)

func TestType7(t *testing.T) {
	sorted := []float64{1, 3, 12, 14, 96, 111}
	tests := map[string]struct {
		p, want float64
	}{
		"the first quartile lies a quarter of the way from the second to the third": {0.25, 5.25},
		"the median of an even number is the middle of the two middle ones":         {0.50, 13},
		"the third quartile lies three quarters of the way":                         {0.75, 75.5},
		"the least":    {0, 1},
		"the greatest": {1, 111},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			lo, hi, weight := stat.Type7(len(sorted), test.p)
			if got := sorted[lo] + weight*(sorted[hi]-sorted[lo]); got != test.want {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}

// Of evenly spaced values from 0 to 1 the p-quantile is p.
func TestType7OfEvenlySpacedValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 2_000_000).Draw(t, "n")
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		lo, hi, weight := stat.Type7(n, p)
		if lo < 0 || hi < lo || hi > lo+1 || hi >= n || weight < 0 || weight >= 1 {
			t.Fatalf("ranks %d and %d, weight %v", lo, hi, weight)
		}
		if got := (float64(lo) + weight*float64(hi-lo)) / float64(max(n-1, 1)); n > 1 && math.Abs(got-p) > 1e-12 {
			t.Fatalf("%v, want %v", got, p)
		}
	})
}

// Ranks counted from 1, as tables of the sign test give them for the median.
func TestRankInterval(t *testing.T) {
	tests := []struct {
		n        int
		p        float64
		low, top int // 0 and 0: none
	}{
		{1000, 0.95, 936, 964},
		{1000, 0.05, 37, 65},
		{5, 0.5, 0, 0}, // 2 × 0.5⁵ = 6.25%
		{6, 0.5, 1, 6}, // 2 × 0.5⁶ = 3.1%
		{10, 0.5, 2, 9},
		{20, 0.5, 6, 15},
		{71, 0.95, 0, 0}, // 0.95⁷¹ = 2.6%
		{72, 0.95, 64, 72},
		{72, 0.05, 1, 9},
		{0, 0.5, 0, 0},
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("P%g of %d", 100*test.p, test.n), func(t *testing.T) {
			lo, hi, ok := stat.RankInterval(test.n, test.p, 0.95)
			if ok {
				lo, hi = lo+1, hi+1
			}
			if ok != (test.low > 0) || lo != test.low || hi != test.top {
				t.Errorf("ranks %d and %d (%v), want %d and %d", lo, hi, ok, test.low, test.top)
			}
		})
	}
}

// The interval is the narrowest whose tails are each within half of what the confidence leaves: the probabilities of the number of
// draws below the quantile are built up draw by draw.
func TestRankIntervalIsTheNarrowest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 400).Draw(t, "n")
		p := rapid.Float64Range(0.005, 0.995).Draw(t, "p")
		confidence := rapid.SampledFrom([]float64{0.5, 0.9, 0.95, 0.99}).Draw(t, "confidence")
		chance := make([]float64, n+1) // of k of the draws so far below the quantile
		chance[0] = 1
		for range n {
			for k := n; k > 0; k-- {
				chance[k] = chance[k]*(1-p) + chance[k-1]*p
			}
			chance[0] *= 1 - p
		}
		tail := (1 - confidence) / 2
		lo, above := -1, -1 // most draws that may be below, or above, with at most that tail
		for sum := chance[0]; sum <= tail; sum += chance[lo+1] {
			lo++
		}
		for sum := chance[n]; sum <= tail; sum += chance[n-above-1] {
			above++
		}
		gotLo, gotHi, ok := stat.RankInterval(n, p, confidence)
		if ok != (lo >= 0 && above >= 0) || ok && (gotLo != lo || gotHi != n-1-above) {
			t.Fatalf("ranks %d and %d (%v), want %d and %d", gotLo, gotHi, ok, lo, n-1-above)
		}
	})
}

// Of many draws it still is the narrowest: the tails are those of the regularised incomplete beta function.
func TestRankIntervalOfManyDraws(t *testing.T) {
	const close = 1e-7 // of that function, and of the normal approximation
	for _, n := range []int{20_000, 41_000, 100_000, 131_072, 1_000_000, 10_000_000} {
		for _, p := range []float64{0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99} {
			lo, hi, ok := stat.RankInterval(n, p, 0.95)
			if !ok {
				t.Fatalf("P%g of %d: none", 100*p, n)
			}
			under := func(k int) float64 { return mathext.RegIncBeta(float64(n-k), float64(k+1), 1-p) } // k or fewer
			if tail, wider := under(lo), under(lo+1); tail > 0.025+close || wider < 0.025-close {
				t.Errorf("P%g of %d: a lower tail of %.7f, of one rank more %.7f", 100*p, n, tail, wider)
			}
			if tail, wider := 1-under(hi), 1-under(hi-1); tail > 0.025+close || wider < 0.025-close {
				t.Errorf("P%g of %d: an upper tail of %.7f, of one rank more %.7f", 100*p, n, tail, wider)
			}
		}
	}
}

func TestRankIntervalTakesNoNonsense(t *testing.T) {
	for _, p := range []float64{-1, 0, 1, 2, math.NaN()} {
		if lo, hi, ok := stat.RankInterval(1000, p, 0.95); ok || lo != 0 || hi != 0 {
			t.Errorf("an interval of the %v-quantile: %d and %d", p, lo, hi)
		}
	}
}

// The interval of a quantile holds its own type-7 estimate whenever there is one.
func TestRankIntervalHoldsTheEstimate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 3_000_000).Draw(t, "n")
		p := rapid.SampledFrom([]float64{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95}).Draw(t, "p")
		lo, hi, _ := stat.Type7(n, p)
		low, high, ok := stat.RankInterval(n, p, 0.95)
		if ok && !slices.IsSorted([]int{0, low, lo, hi, high, n - 1}) {
			t.Fatalf("estimate between ranks %d and %d, interval %d to %d", lo, hi, low, high)
		}
	})
}
