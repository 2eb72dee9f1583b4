package draw

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"
)

func names(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("contracts.c%d.delay", i)
	}
	return names
}

// points gives all points of a design, by path.
func points(d *Design, paths int) [][]float64 {
	p := make([][]float64, paths)
	for i := range p {
		p[i] = make([]float64, d.Dims())
		d.Point(p[i], i)
	}
	return p
}

func TestRandomPointsAreTheStreamsOfTheirNames(t *testing.T) {
	few, many := points(NewDesign(Random, 3, 10, names(2)), 10), points(NewDesign(Random, 3, 20, names(5)), 20)
	for i, p := range few {
		for d, name := range names(2) {
			if want := KeyOf(3, name).Uniform(uint64(i)); p[d] != want || many[i][d] != want {
				t.Fatalf("path %d of %s is %v and %v, not %v", i, name, p[d], many[i][d], want)
			}
		}
	}
}

func TestEachReplicateOfLHSHasOnePathInEachStratum(t *testing.T) {
	for _, size := range []int{2, 3, 7, 16, 100, 6250} {
		all := points(NewDesign(LHS, 1, size*Replicates, names(5)), size*Replicates)
		for r := range Replicates {
			for d := range 5 {
				taken := make([]bool, size)
				for i := r; i < len(all); i += Replicates {
					taken[int(all[i][d]*float64(size))] = true
				}
				if slices.Contains(taken, false) {
					t.Fatalf("of %d strata of dimension %d one is empty in replicate %d", size, d, r)
				}
			}
		}
	}
}

// Within its stratum a point has a place as fine as a float64 allows, however few strata there are.
func TestPlacesWithinAStratumAreFine(t *testing.T) {
	seen := map[float64]bool{}
	for seed := range uint64(1000) {
		for _, p := range points(NewDesign(LHS, seed, 2*Replicates, names(1)), 2*Replicates) {
			if seen[p[0]] {
				t.Fatalf("%v is drawn twice", p[0])
			}
			seen[p[0]] = true
		}
	}
}

// All orders of three are equally likely, over keys; of two too.
func TestPermutationsOfFewAreUniform(t *testing.T) {
	const keys = 60_000
	for n, orders := range map[int]int{2: 2, 3: 6, 4: 24} {
		p, counts := newPermutation(n), map[string]int{}
		for k := range uint64(keys) {
			order := ""
			for x := range uint32(n) {
				order += fmt.Sprint(p.at(Key(mix(k)), x))
			}
			counts[order]++
		}
		if len(counts) != orders {
			t.Fatalf("%d of %d orders of %d: %v", len(counts), orders, n, counts)
		}
		chi, want := 0.0, float64(keys)/float64(orders)
		for _, c := range counts {
			chi += (float64(c) - want) * (float64(c) - want) / want
		}
		if freedom := float64(orders - 1); chi > freedom+4*math.Sqrt(2*freedom) {
			t.Errorf("orders of %d: chi squared %.1f, expected about %v", n, chi, freedom)
		}
	}
}

func TestPermutationsArePermutations(t *testing.T) {
	for _, n := range []int{1, 2, 5, 24, 25, 26, 1000, 65_535} {
		p, seen := newPermutation(n), make([]bool, n)
		for x := range uint32(n) {
			seen[p.at(99, x)] = true
		}
		if slices.Contains(seen, false) {
			t.Errorf("of %d numbers one is nobody's image", n)
		}
	}
}

func TestDimensionsOfADesignAreUncorrelated(t *testing.T) {
	const paths, dims = 65_536, 6
	for _, s := range Samplers {
		all := points(NewDesign(s, 1, paths, names(dims)), paths)
		for a := range dims {
			for b := range a {
				off := correlation(paths, func(i uint64) float64 { return (all[i][a] - 0.5) * math.Sqrt(12) },
					func(i uint64) float64 { return (all[i][b] - 0.5) * math.Sqrt(12) })
				if math.Abs(off) > 4 {
					t.Errorf("%s: dimensions %d and %d are correlated: %.1f standard errors", s, a, b, off)
				}
			}
		}
	}
}

// Over seeds, the estimates of two replicates are independent, although their points with one index are not.
func TestEstimatesOfReplicatesAreUncorrelated(t *testing.T) {
	const seeds, size = 1500, 4
	for _, s := range []Sampler{LHS, Sobol} {
		var estimates [Replicates][seeds]float64
		for seed := range seeds {
			d, p := NewDesign(s, uint64(seed), size*Replicates, names(2)), make([]float64, 2)
			for i := range size * Replicates {
				d.Point(p, i)
				estimates[i%Replicates][seed] += math.Exp(p[0]) * (p[1] - 0.5)
			}
		}
		for r := range estimates {
			standardise(estimates[r][:])
			for o := range r {
				off := correlation(seeds, func(i uint64) float64 { return estimates[r][i] },
					func(i uint64) float64 { return estimates[o][i] })
				if math.Abs(off) > 4 {
					t.Errorf("%s: estimates of replicates %d and %d are correlated: %.1f standard errors", s, r, o, off)
				}
			}
		}
	}
}

// standardise gives the values the mean 0 and the variance 1.
func standardise(values []float64) {
	n, sum, squares := float64(len(values)), 0.0, 0.0
	for _, x := range values {
		sum += x
	}
	for i := range values {
		values[i] -= sum / n
		squares += values[i] * values[i]
	}
	for i := range values {
		values[i] /= math.Sqrt(squares / n)
	}
}

func TestASobolRunIsTheFirstHalfOfOneTwiceAsLong(t *testing.T) {
	half, whole := NewDesign(Sobol, 5, 4096, names(20)), NewDesign(Sobol, 5, 8192, names(20))
	long := points(whole, 4096)
	for i, p := range points(half, 4096) {
		if !slices.Equal(p, long[i]) {
			t.Fatalf("path %d differs", i)
		}
	}
}

func TestADesignsSeedsDiffer(t *testing.T) {
	for _, s := range Samplers {
		a, b := points(NewDesign(s, 1, 64, names(3)), 64), points(NewDesign(s, 2, 64, names(3)), 64)
		for i := range a {
			for d := range a[i] {
				if a[i][d] == b[i][d] {
					t.Errorf("%s: path %d is %v in dimension %d with both seeds", s, i, a[i][d], d)
				}
			}
		}
	}
}

func TestWorkersShareADesign(t *testing.T) {
	const paths = 2048
	for _, s := range Samplers {
		d := NewDesign(s, 1, paths, names(10))
		want := points(d, paths)
		var workers sync.WaitGroup
		for w := range 4 {
			workers.Go(func() {
				p := make([]float64, d.Dims())
				for i := paths - 1 - w; i >= 0; i -= 4 {
					if d.Point(p, i); !slices.Equal(p, want[i]) {
						t.Errorf("%s: path %d differs", s, i)
						return
					}
				}
			})
		}
		workers.Wait()
	}
}

func TestPointsAllocateNothing(t *testing.T) {
	for _, s := range Samplers {
		d, path := NewDesign(s, 1, 1024, names(MaxDims)), 0
		p := make([]float64, MaxDims)
		if n := testing.AllocsPerRun(100, func() { d.Point(p, path); path++ }); n != 0 {
			t.Errorf("%s: %v allocations", s, n)
		}
	}
}

// In each replicate the mean of a smooth function of eight dimensions has a variance many times smaller than of random points.
// The factor of LHS is that of the function's sum of one-dimensional parts; Sobol's at 4,096 points is far greater.
func TestSamplersReduceTheErrorOfASmoothMean(t *testing.T) {
	const size, dims = 4096, 8
	smooth := func(x []float64) float64 {
		y := 1.0
		for d, u := range x {
			y *= 1 + (u-0.5)/float64(d+1)
		}
		return y // of mean 1
	}
	variance := map[Sampler]float64{}
	for _, s := range Samplers {
		d := NewDesign(s, 1, size*Replicates, names(dims))
		p, sums := make([]float64, dims), make([]float64, Replicates)
		for i := range size * Replicates {
			d.Point(p, i)
			sums[i%Replicates] += smooth(p)
		}
		for _, sum := range sums {
			off := sum/size - 1
			variance[s] += off * off / Replicates
		}
	}
	// 16 replicates tell a variance within a factor of about 2 either way.
	if gain := variance[Random] / variance[LHS]; gain < 5 {
		t.Errorf("LHS has an error %.1f times smaller in variance", gain)
	}
	if gain := variance[Random] / variance[Sobol]; gain < 500 {
		t.Errorf("Sobol has an error %.1f times smaller in variance", gain)
	}
}

func TestNewDesignRefusesWhatNobodyChecked(t *testing.T) {
	tests := map[string]func(){
		"paths that are no multiple": func() { NewDesign(LHS, 1, 33, names(1)) },
		"too many dimensions":        func() { NewDesign(Random, 1, 33, names(MaxDims+1)) },
		"a path beyond the run":      func() { NewDesign(Sobol, 1, 32, names(1)).Point(make([]float64, 1), 32) },
	}
	for name, f := range tests {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s did not panic", name)
				}
			}()
			f()
		}()
	}
}
