package stat_test

import (
	"math"
	"testing"

	"commitcast/model/stat"

	"pgregory.net/rapid"
)

func momentsOf(values []float32) stat.Moments {
	var m stat.Moments
	for _, v := range values {
		m.Add(float64(v))
	}
	return m
}

func TestMoments(t *testing.T) {
	m := momentsOf([]float32{2, 4, nan, 4, 4, 5, 5, 7, 9})
	// Deviations −3 −1 −1 −1 0 0 2 4: squares 32, cubes −27−3+8+64 = 42, fourths 81+3+16+256 = 356.
	if m.N != 8 || m.Mean != 5 || math.Abs(m.M2-32) > 1e-12 || math.Abs(m.M3-42) > 1e-11 || math.Abs(m.M4-356) > 1e-11 || m.Min != 2 || m.Max != 9 {
		t.Errorf("%+v", m)
	}
	if got := m.SD(); math.Abs(got-2.1380899) > 1e-7 { // √(32/7)
		t.Errorf("sd %v", got)
	}
	// 5 ± 2.364624 × 2.138090/√8
	if low, high := m.MeanInterval(0.95); math.Abs(low-3.212513) > 1e-6 || math.Abs(high-6.787487) > 1e-6 {
		t.Errorf("mean %v to %v", low, high)
	}
	// κ = 8·356/32² = 2.78125; 2.138090 ∓ 2.364624 × 2.138090 × √(1.78125/32)
	if low, high := m.SDInterval(0.95); math.Abs(low-0.945273) > 1e-5 || math.Abs(high-3.330907) > 1e-5 {
		t.Errorf("sd %v to %v", low, high)
	}
}

func TestMomentsOfTooFew(t *testing.T) {
	if got := momentsOf([]float32{nan, nan}); got != (stat.Moments{}) {
		t.Errorf("of none known: %+v", got)
	}
	one := momentsOf([]float32{nan, 3})
	if one != (stat.Moments{N: 1, Mean: 3, Min: 3, Max: 3}) {
		t.Errorf("of one: %+v", one)
	}
	low, high := one.MeanInterval(0.95)
	least, most := one.SDInterval(0.95)
	for name, v := range map[string]float64{"sd": one.SD(), "low": low, "high": high, "least": least, "most": most} {
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
	m := momentsOf(values)
	if math.Abs(m.Mean-1_000_000_032) > 1e-3 || math.Abs(m.M2/(10_000*32*32)-1) > 1e-9 || math.Abs(m.M4/(10_000*32*32*32*32)-1) > 1e-6 {
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
		merged := momentsOf(values[:cut])
		merged.Merge(momentsOf(values[cut:]))
		want := twoPasses(values)
		for name, got := range map[string]stat.Moments{"added": momentsOf(values), "merged": merged} {
			if got.N != want.N || got.N > 0 && (got.Min != want.Min || got.Max != want.Max) {
				t.Fatalf("%s: %+v, want %+v", name, got, want)
			}
			reach := max(math.Abs(want.Min), math.Abs(want.Max))
			near := func(got, want, power float64) bool {
				a, b := math.Pow(math.Abs(got), 1/power), math.Pow(math.Abs(want), 1/power)
				return math.Abs(a-b) <= 1e-9*b+1e-4*reach || math.Abs(got-want) <= 1e-9*math.Abs(want)
			}
			size := math.Sqrt(want.M2)
			if math.Abs(got.Mean-want.Mean) > 1e-12*reach || math.Abs(math.Sqrt(got.M2)-size) > 1e-9*size+1e-12*reach ||
				!near(got.M3, want.M3, 3) || !near(got.M4, want.M4, 4) {
				t.Fatalf("%s: %+v, want %+v", name, got, want)
			}
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
		d := float64(v) - m.Mean
		m.M2 += d * d
		m.M3 += d * d * d
		m.M4 += d * d * d * d
	}
	return m
}

// Nothing changes no bit, from either side.
func TestMergingNothing(t *testing.T) {
	m := momentsOf(sample(shapes[0], 1000, 1))
	was := m
	m.Merge(stat.Moments{})
	var none stat.Moments
	none.Merge(was)
	if m != was || none != was {
		t.Errorf("%+v and %+v, want %+v", m, none, was)
	}
}
