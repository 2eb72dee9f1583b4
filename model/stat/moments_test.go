package stat_test

import (
	"math"
	"testing"

	"commitcast/model/stat"

	"pgregory.net/rapid"
)

func TestMoments(t *testing.T) {
	values := []float32{2, 4, nan, 4, 4, 5, 5, 7, 9}
	var added stat.Moments
	for _, v := range values {
		added.Add(float64(v))
	}
	for name, m := range map[string]stat.Moments{"one by one": added, "at once": stat.MomentsOf(values)} {
		if m.N != 8 || m.Mean != 5 || math.Abs(m.M2-32) > 1e-12 || m.Min != 2 || m.Max != 9 {
			t.Errorf("%s: %+v", name, m)
		}
		if got := m.SD(); math.Abs(got-2.1380899) > 1e-7 { // √(32/7)
			t.Errorf("%s: sd %v", name, got)
		}
		// 5 ± 2.364624 × 2.138090/√8
		if low, high := m.MeanInterval(0.95); math.Abs(low-3.212513) > 1e-6 || math.Abs(high-6.787487) > 1e-6 {
			t.Errorf("%s: %v to %v", name, low, high)
		}
	}
}

func TestMomentsOfTooFew(t *testing.T) {
	if got := stat.MomentsOf([]float32{nan, nan}); got != (stat.Moments{}) {
		t.Errorf("of none known: %+v", got)
	}
	one := stat.MomentsOf([]float32{nan, 3})
	if one != (stat.Moments{N: 1, Mean: 3, Min: 3, Max: 3}) {
		t.Errorf("of one: %+v", one)
	}
	low, high := one.MeanInterval(0.95)
	for name, v := range map[string]float64{"sd": one.SD(), "low": low, "high": high} {
		if !math.IsNaN(v) {
			t.Errorf("of one, %s: %v", name, v)
		}
	}
}

// A spread far smaller than the mean is not lost: amounts of 10⁹ that differ by 64, which float32 still tells apart.
func TestMomentsOfASmallSpread(t *testing.T) {
	values := make([]float32, 10_000)
	for i := range values {
		values[i] = 1_000_000_000 + 64*float32(i%2)
	}
	m := stat.MomentsOf(values)
	if m.Mean != 1_000_000_032 || math.Abs(m.M2/(10_000*32*32)-1) > 1e-9 {
		t.Errorf("%+v", m)
	}
}

// Sums over the whole sample, in two passes, are the twin of the running ones, however the sample is cut before merging.
func TestMomentsAgreeWithTwoPasses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := drawSample(t, 3000)
		for i, v := range values {
			if math.Abs(float64(v)) > 1e15 {
				values[i] = nan
			}
		}
		cut := rapid.IntRange(0, len(values)).Draw(t, "cut")
		var added stat.Moments
		for _, v := range values {
			added.Add(float64(v))
		}
		merged := stat.MomentsOf(values[:cut])
		merged.Merge(stat.MomentsOf(values[cut:]))
		want := twoPasses(values)
		for name, got := range map[string]stat.Moments{"added": added, "at once": stat.MomentsOf(values), "merged": merged} {
			if got.N != want.N || got.N > 0 && (got.Min != want.Min || got.Max != want.Max) {
				t.Fatalf("%s: %+v, want %+v", name, got, want)
			}
			reach := max(math.Abs(want.Min), math.Abs(want.Max))
			size := math.Sqrt(want.M2)
			if math.Abs(got.Mean-want.Mean) > 1e-12*reach || math.Abs(math.Sqrt(got.M2)-size) > 1e-9*size+1e-12*reach {
				t.Fatalf("%s: %+v, want %+v", name, got, want)
			}
		}
		if got := stat.CountKnown(values); got != want.N {
			t.Fatalf("%d known, want %d", got, want.N)
		}
	})
}

func twoPasses(values []float32) stat.Moments {
	known := ascending(values)
	if len(known) == 0 {
		return stat.Moments{}
	}
	m := stat.Moments{N: len(known), Min: float64(known[0]), Max: float64(known[len(known)-1])}
	for _, v := range known {
		m.Mean += float64(v) / float64(m.N)
	}
	for _, v := range known {
		m.M2 += (float64(v) - m.Mean) * (float64(v) - m.Mean)
	}
	return m
}

// Nothing changes no bit, from either side.
func TestMergingNothing(t *testing.T) {
	m := stat.MomentsOf(sample(shapes[0], 1000, 1))
	was := m
	m.Merge(stat.Moments{})
	var none stat.Moments
	none.Merge(was)
	if m != was || none != was {
		t.Errorf("%+v and %+v, want %+v", m, none, was)
	}
}
