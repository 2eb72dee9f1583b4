package stat_test

import (
	"math"
	"slices"
	"testing"

	"commitcast/model/stat"

	"pgregory.net/rapid"
)

// Selecting gives what sorting gives, whatever the sample, and leaves the sample as it is. One Selector serves all, so that what it
// remembers would show.
func TestSelectAgreesWithSorting(t *testing.T) {
	var s stat.Selector
	rapid.Check(t, func(t *rapid.T) {
		values := drawSample(t, 3000)
		ranks := rapid.SliceOfN(rapid.IntRange(0, len(values)+2), 0, 40).Draw(t, "ranks")
		slices.Sort(ranks)
		checkSelect(t, &s, values, ranks)
	})
}

func TestSelectOfManyValuesAgreesWithSorting(t *testing.T) {
	if testing.Short() {
		t.Skip("sorts millions of values")
	}
	const n = 60_000
	var s stat.Selector
	for i, shape := range shapes {
		values := sample(shape, n, uint64(i))
		ranks := append(reported(n), 0, 1, n/3, n-2, n-1)
		slices.Sort(ranks)
		checkSelect(t, &s, values, ranks)
		slices.Sort(values)
		checkSelect(t, &s, values, ranks)
	}
}

func TestSelectGivesEveryRank(t *testing.T) {
	var s stat.Selector
	for i, shape := range shapes {
		values := sample(shape, 5000, uint64(i))
		ranks := make([]int, len(values))
		for i := range ranks {
			ranks[i] = i
		}
		checkSelect(t, &s, values, ranks)
	}
}

// The places that the first look meets lie far from all others, or tell nothing. It meets every 39th of 20,000 values.
func TestSelectWhereTheFirstLookMisleads(t *testing.T) {
	values := sample(shapes[0], 20_000, 1)
	var s stat.Selector
	for _, stride := range []int{13, 39, 78} {
		for _, odd := range []float32{0, -1e30, 1e30, nan, inf, -inf, 1.3} {
			misled := slices.Clone(values)
			for i := 0; i < len(misled); i += stride {
				misled[i] = odd
			}
			checkSelect(t, &s, misled, reported(len(misled)))
		}
	}
}

// Zeros of both signs at the edge of a grid of positive values, after a sample that leaves other values in the scratch memory.
func TestSelectAmongZerosOfBothSigns(t *testing.T) {
	values := sample(shapes[0], 2000, 1)
	var s stat.Selector
	checkSelect(t, &s, values, reported(len(values)))
	values[0] = 0
	for i := 1; i <= 60; i++ {
		values[13*i] = float32(math.Copysign(0, -1))
	}
	checkSelect(t, &s, values, []int{0, 1, 59, 60, 61, 62})
}

// NaN that no sampled place shows, and a grid whose last cell would reach from the greatest values over Inf to NaN.
func TestSelectBelowInfinityWithUnknownValues(t *testing.T) {
	values := make([]float32, 120)
	for i := range values {
		values[i] = float32(i+1) * 2.5e36
		if i%3 == 0 {
			values[i] = -values[i]
		}
	}
	values[1], values[2], values[100] = nan, -nan, nan
	ranks := make([]int, len(values))
	for i := range ranks {
		ranks[i] = i
	}
	checkSelect(t, new(stat.Selector), values, ranks)
	values[0] = inf
	checkSelect(t, new(stat.Selector), values, ranks)
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func checkSelect(t fataler, s *stat.Selector, values []float32, ranks []int) {
	t.Helper()
	before := slices.Clone(values)
	dst := make([]float32, len(ranks))
	s.Select(values, ranks, dst)
	if !slices.EqualFunc(values, before, func(a, b float32) bool { return math.Float32bits(a) == math.Float32bits(b) }) {
		t.Fatalf("the sample was changed")
	}
	sorted := ascending(values)
	for i, rank := range ranks {
		want := nan
		if rank < len(sorted) {
			want = sorted[rank]
		}
		if !same(dst[i], want) {
			t.Fatalf("rank %d of %d known values (%d in all): %v, want %v", rank, len(sorted), len(values), dst[i], want)
		}
		if dst[i] == 0 && math.Signbit(float64(dst[i])) {
			t.Fatalf("rank %d: a zero with a sign", rank)
		}
	}
}

func TestSelectRefusesRanksThatMakeNoSense(t *testing.T) {
	tests := map[string]struct {
		ranks []int
		dst   int
	}{
		"descending":        {[]int{2, 1}, 2},
		"negative":          {[]int{-1}, 1},
		"no place for each": {[]int{0, 1}, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			new(stat.Selector).Select([]float32{1, 2, 3}, test.ranks, make([]float32, test.dst))
		})
	}
}

func TestSelectAllocatesNothingWhenUsedAgain(t *testing.T) {
	values := sample(shapes[1], 20_000, 1)
	ranks := reported(len(values))
	dst := make([]float32, len(ranks))
	var s stat.Selector
	s.Select(values, ranks, dst)
	if n := testing.AllocsPerRun(20, func() { s.Select(values, ranks, dst) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// reported are the ranks that the quantiles of a simulation and their intervals take.
func reported(n int) []int {
	var ranks []int
	for _, p := range []float64{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95} {
		lo, hi, _ := stat.Type7(n, p)
		low, high, _ := stat.RankInterval(n, p, 0.95)
		ranks = append(ranks, lo, hi, low, high)
	}
	slices.Sort(ranks)
	return ranks
}
