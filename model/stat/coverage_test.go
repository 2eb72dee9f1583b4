package stat_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"commitcast/model/stat"

	"gonum.org/v1/gonum/mathext"
)

// runs is how often each closed-form case is repeated. Of an interval that covers 95% or 96% of the time the share that is
// measured is then within 93% and 97% but for less than one case in 200 (its standard deviation is 0.5%).
const runs = 2000

// covered checks that the intervals of repeated runs hold the truth 93% to 97% of the time. Seeds are fixed; there is no retry.
func covered(t *testing.T, name string, truth float64, run func(r *rand.Rand) (low, high float64)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		r := rand.New(rand.NewPCG(20261122, uint64(len(name))))
		held := 0
		for range runs {
			if low, high := run(r); low <= truth && truth <= high {
				held++
			}
		}
		if share := float64(held) / runs; share < 0.93 || share > 0.97 {
			t.Errorf("%.1f%% of %d intervals hold %v", 100*share, runs, truth)
		}
	})
}

func TestRankIntervalsCover(t *testing.T) {
	if testing.Short() {
		t.Skip("draws millions of values")
	}
	lognormal := func(r *rand.Rand) float32 { return float32(math.Exp(0.5 * r.NormFloat64())) }
	quantile := func(p float64) float64 { return math.Exp(0.5 * mathext.NormalQuantile(p)) }
	for _, test := range []struct {
		n int
		p float64
	}{{200, 0.50}, {200, 0.10}, {1000, 0.05}, {1000, 0.95}, {1000, 0.25}} {
		var s stat.Selector
		values := make([]float32, test.n)
		covered(t, fmt.Sprintf("P%g of %d lognormal draws", 100*test.p, test.n), quantile(test.p), func(r *rand.Rand) (float64, float64) {
			for i := range values {
				values[i] = lognormal(r)
			}
			lo, hi, ok := stat.RankInterval(test.n, test.p, 0.95)
			if !ok {
				t.Fatal("no interval")
			}
			var ends [2]float32
			s.Select(values, []int{lo, hi}, ends[:])
			return float64(ends[0]), float64(ends[1])
		})
	}
}

func TestWilsonIntervalsCover(t *testing.T) {
	if testing.Short() {
		t.Skip("draws millions of values")
	}
	for _, test := range []struct {
		n int
		p float64
	}{{200, 0.5}, {1000, 0.1}, {1000, 0.02}, {1000, 0.89}} {
		covered(t, fmt.Sprintf("a chance of %g in %d trials", test.p, test.n), test.p, func(r *rand.Rand) (float64, float64) {
			successes := 0
			for range test.n {
				if r.Float64() < test.p {
					successes++
				}
			}
			return stat.Wilson(successes, test.n, 0.95)
		})
	}
}

func TestMeanIntervalsCover(t *testing.T) {
	if testing.Short() {
		t.Skip("draws millions of values")
	}
	values := make([]float32, 500)
	covered(t, "the mean of 500 exponential draws", 1, func(r *rand.Rand) (float64, float64) {
		for i := range values {
			values[i] = float32(r.ExpFloat64())
		}
		return momentsOf(values).MeanInterval(0.95)
	})
	covered(t, "the mean of 500 lognormal draws", math.Exp(0.125), func(r *rand.Rand) (float64, float64) {
		for i := range values {
			values[i] = float32(math.Exp(0.5 * r.NormFloat64()))
		}
		return momentsOf(values).MeanInterval(0.95)
	})
	estimates := make([]float64, 16)
	covered(t, "16 replicates", 3, func(r *rand.Rand) (float64, float64) {
		for i := range estimates {
			estimates[i] = 3 + 0.01*r.NormFloat64()
		}
		_, low, high := stat.Student(estimates, 0.95)
		return low, high
	})
}
