package stat_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"commitcast/model/stat"

	"pgregory.net/rapid"
)

// The examples of Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
func TestWilson(t *testing.T) {
	tests := []struct {
		successes, n int
		low, high    float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
		{29, 29, 0.8830, 1}, // by hand: 29/(29+1.959964²)
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("%d of %d", test.successes, test.n), func(t *testing.T) {
			low, high := stat.Wilson(test.successes, test.n, 0.95)
			if math.Abs(low-test.low) > 5e-5 || math.Abs(high-test.high) > 5e-5 {
				t.Errorf("%.4f to %.4f, want %.4f to %.4f", low, high, test.low, test.high)
			}
		})
	}
}

func TestWilsonHoldsTheShareAndMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 1_000_000_000).Draw(t, "n")
		successes := rapid.IntRange(0, n).Draw(t, "successes")
		low, high := stat.Wilson(successes, n, 0.95)
		share := float64(successes) / float64(n)
		if low < 0 || low > share || high < share || high > 1 {
			t.Fatalf("%v to %v about %v", low, high, share)
		}
		below, above := stat.Wilson(n-successes, n, 0.95)
		if math.Abs(below+high-1) > 1e-12 || math.Abs(above+low-1) > 1e-12 {
			t.Fatalf("%v to %v, and of the failures %v to %v", low, high, below, above)
		}
	})
	if low, high := stat.Wilson(0, 1000, 0.95); low != 0 || high <= 0 {
		t.Errorf("of no success in 1,000: %v to %v", low, high)
	}
	if low, high := stat.Wilson(0, 0, 0.95); !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("of no trials: %v to %v", low, high)
	}
}

// Student's t at 97.5% from printed tables. Estimates −1 and 1 repeated have a mean of 0, so that the end over the standard error
// is t.
func TestStudent(t *testing.T) {
	for freedom, want := range map[int]float64{1: 12.706, 3: 3.182, 9: 2.262, 15: 2.131, 29: 2.045, 119: 1.980, 9_999: 1.960} {
		n := freedom + 1
		estimates := make([]float64, n)
		for i := range estimates {
			estimates[i] = float64(2*(i%2) - 1)
		}
		mean, low, high := stat.Student(estimates, 0.95)
		scale := math.Sqrt(float64(n) / float64(n-1) / float64(n)) // standard error of the mean
		if math.Abs(mean) > 1e-12 || math.Abs(high/scale-want) > 6e-4 || math.Abs(low+high) > 1e-12 {
			t.Errorf("%d degrees of freedom: mean %v, %v to %v, t %.4f, want %v", freedom, mean, low, high, high/scale, want)
		}
	}
	mean, low, high := stat.Student([]float64{1, 2, 3, 4}, 0.95) // 2.5 ± 3.182446 × 1.290994/2
	if mean != 2.5 || math.Abs(low-0.445739) > 1e-6 || math.Abs(high-4.554261) > 1e-6 {
		t.Errorf("of 1 to 4: %v, %v to %v", mean, low, high)
	}
}

func TestStudentOfTooFewOrUnknown(t *testing.T) {
	bad := math.NaN()
	tests := map[string]struct {
		estimates []float64
		mean      float64
	}{
		"none":                           {nil, bad},
		"of one the mean is known":       {[]float64{3}, 3},
		"one unknown makes all unknown":  {[]float64{1, bad, 2}, bad},
		"even when it is the only other": {[]float64{bad, 2}, bad},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			mean, low, high := stat.Student(test.estimates, 0.95)
			if !math.IsNaN(low) || !math.IsNaN(high) || mean != test.mean && !(math.IsNaN(mean) && math.IsNaN(test.mean)) {
				t.Errorf("%v, %v to %v", mean, low, high)
			}
		})
	}
}

// The long side of skewed estimates ends where Hall's transformation of Student's ratio, T + aT²/3 + a²T³/27 + a/6, is −t; the short
// side is Student's. Mirrored estimates have the mirrored interval.
func TestReplicateIntervalOfSkewedEstimates(t *testing.T) {
	const quantile = 2.364624 // Student's, of 7 degrees of freedom
	estimates := []float64{0, 0.1, 0.2, 0.3, 0.5, 0.8, 1.5, 4}
	mean, least, most := stat.Student(estimates, 0.95)
	low, high := stat.ReplicateInterval(estimates, 0.95)
	m2, m3 := 0.0, 0.0
	for _, e := range estimates {
		m2 += math.Pow(e-mean, 2) / 8
		m3 += math.Pow(e-mean, 3) / 8
	}
	a := m3 / math.Pow(m2, 1.5) * math.Sqrt(56) / 6 / math.Sqrt(8)
	ratio := (mean - high) / math.Sqrt(m2/7)
	if got := ratio + a*ratio*ratio/3 + a*a*ratio*ratio*ratio/27 + a/6; math.Abs(got+quantile) > 1e-5 || high <= most {
		t.Errorf("up to %v, Student's to %v: the transformed ratio is %v, want −%v", high, most, got, quantile)
	}
	if low != least {
		t.Errorf("from %v, want Student's %v", low, least)
	}
	for i := range estimates {
		estimates[i] = -estimates[i]
	}
	if l, h := stat.ReplicateInterval(estimates, 0.95); math.Abs(l+high) > 1e-12 || math.Abs(h+low) > 1e-12 {
		t.Errorf("mirrored %v to %v, want %v to %v", l, h, -high, -low)
	}
}

func TestReplicateIntervalHoldsStudents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		estimates := rapid.SliceOfN(rapid.Float64Range(-1e9, 1e9), 2, 20).Draw(t, "estimates")
		_, least, most := stat.Student(estimates, 0.95)
		low, high := stat.ReplicateInterval(estimates, 0.95)
		if !(low <= least && high >= most) || math.IsInf(low, 0) || math.IsInf(high, 0) {
			t.Fatalf("%v to %v, Student's %v to %v", low, high, least, most)
		}
	})
	if low, high := stat.ReplicateInterval([]float64{7, 7, 7}, 0.95); low != 7 || high != 7 {
		t.Errorf("of equal estimates: %v to %v", low, high)
	}
	for _, estimates := range [][]float64{nil, {3}, {1, math.NaN(), 2}} {
		if low, high := stat.ReplicateInterval(estimates, 0.95); !math.IsNaN(low) || !math.IsNaN(high) {
			t.Errorf("of %v: %v to %v", estimates, low, high)
		}
	}
}

// Of sixteen exponential estimates Student's intervals hold the mean too seldom.
func TestReplicateIntervalsCover(t *testing.T) {
	estimates := make([]float64, 16)
	for name, next := range map[string]func(r *rand.Rand) float64{
		"exponential replicates": func(r *rand.Rand) float64 { return r.ExpFloat64() - 1 },
		"normal replicates":      func(r *rand.Rand) float64 { return r.NormFloat64() },
		"uniform replicates":     func(r *rand.Rand) float64 { return r.Float64() - 0.5 },
	} {
		covered(t, name, 0, func(r *rand.Rand) (float64, float64) {
			for i := range estimates {
				estimates[i] = next(r)
			}
			return stat.ReplicateInterval(estimates, 0.95)
		})
	}
}

func TestCountReach(t *testing.T) {
	const normal, student = 1.959964, 3.182446 // at 97.5%, Student's of 3 degrees of freedom
	tests := map[string]struct {
		counts, sizes []int
		p, want       float64
	}{
		"counts that are as expected move by a path":  {[]int{2, 2, 2, 2}, []int{40, 40, 40, 40}, 0.05, normal * math.Sqrt(1+1.0/12)},
		"of half a path, each is Bernoulli's":         {[]int{5, 6, 5, 6}, []int{11, 11, 11, 11}, 0.5, normal * math.Sqrt(1+1.0/12)},
		"which may be more than a path in all":        {slices.Repeat([]int{5, 6}, 4), slices.Repeat([]int{11}, 8), 0.5, normal * math.Sqrt(2+1.0/12)},
		"counts one off are estimates":                {[]int{4, 6, 5, 5}, []int{10, 10, 10, 10}, 0.5, student * math.Sqrt(4*2.0/3+1.0/12)},
		"counts are as expected of unequal sizes too": {[]int{5, 6, 4, 5}, []int{10, 12, 8, 10}, 0.5, normal * math.Sqrt(1+1.0/12)},
		"equal counts far off are ties":               {[]int{9, 9, 9, 9}, []int{10, 10, 10, 10}, 0.5, student * math.Sqrt(1+1.0/12)},
		"a replicate of nothing tells nothing":        {[]int{5, 0, 5, 5}, []int{10, 0, 10, 10}, 0.5, math.NaN()},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := stat.CountReach(test.counts, test.sizes, test.p, 0.95)
			if math.Abs(got-test.want) > 1e-5 || math.IsNaN(got) != math.IsNaN(test.want) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}
