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
	const n = 150_000
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

// A sample whose sampled places mislead: the values that a stride meets lie far from all others.
func TestSelectWhereTheSampleMisleads(t *testing.T) {
	values := sample(shapes[0], 100_000, 1)
	for stride := 1; stride <= 400; stride++ {
		if stride < 190 || stride > 200 {
			continue
		}
		for _, odd := range []float32{0, -1e30, 1e30, nan, inf, -inf, 1.3} {
			misled := slices.Clone(values)
			for i := 0; i < len(misled); i += stride {
				misled[i] = odd
			}
			checkSelect(t, new(stat.Selector), misled, reported(len(misled)))
		}
	}
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
