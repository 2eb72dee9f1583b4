package stat_test

import (
	"fmt"
	"math"
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
