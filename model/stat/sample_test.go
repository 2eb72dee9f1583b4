package stat_test

import (
	"math"
	"math/rand/v2"
	"slices"

	"pgregory.net/rapid"
)

var (
	nan = float32(math.NaN())
	inf = float32(math.Inf(1))
)

// shape is a kind of sample, a value at a time.
type shape struct {
	name string
	draw func(r *rand.Rand) float64
}

// Kinds of sample that a simulation gives, and kinds that are hard to select from.
var shapes = []shape{
	{"coverage", func(r *rand.Rand) float64 { return 1.3 * math.Exp(0.2*r.NormFloat64()) }},
	{"normal", func(r *rand.Rand) float64 { return r.NormFloat64() }},
	{"negative", func(r *rand.Rand) float64 { return -1e9 - 1e8*r.ExpFloat64() }},
	{"heavy", func(r *rand.Rand) float64 { return math.Exp(4 * r.NormFloat64()) }},
	{"heavy_both", func(r *rand.Rand) float64 { return r.NormFloat64() / r.Float64() / r.Float64() }},
	{"narrow", func(r *rand.Rand) float64 { return 1e9 + 1e4*r.NormFloat64() }},
	{"outliers", func(r *rand.Rand) float64 {
		if u := r.Float64(); u < 0.02 {
			return (u - 0.01) * 1e30
		}
		return 1.1 + 0.01*r.NormFloat64()
	}},
	{"atom", func(r *rand.Rand) float64 { return max(0, r.NormFloat64()) }},
	{"ties", func(r *rand.Rand) float64 { return float64(r.IntN(12)) }},
	{"constant", func(*rand.Rand) float64 { return 7 }},
	{"zeros", func(r *rand.Rand) float64 { return math.Copysign(0, r.Float64()-0.5) }},
	{"signed_atom", func(r *rand.Rand) float64 { return r.NormFloat64() * float64(r.IntN(2)) }},
	{"a_third_unknown", func(r *rand.Rand) float64 {
		if r.IntN(3) == 0 {
			return math.Copysign(math.NaN(), r.Float64()-0.5)
		}
		return 1.3 + 0.2*r.NormFloat64()
	}},
	{"few_unknown", func(r *rand.Rand) float64 {
		if r.IntN(100) == 0 {
			return math.Copysign(math.NaN(), r.Float64()-0.5)
		}
		return 1.3 + 0.2*r.NormFloat64()
	}},
	{"unknown", func(*rand.Rand) float64 { return math.NaN() }},
	{"infinite", func(r *rand.Rand) float64 { return 1 / float64(r.IntN(5)-2) }},
	{"any_bits", func(r *rand.Rand) float64 { return float64(math.Float32frombits(r.Uint32())) }},
	{"subnormal", func(r *rand.Rand) float64 { return float64(math.Float32frombits(r.Uint32N(5000) | r.Uint32N(2)<<31)) }},
}

// sample draws n values of a shape from a seed.
func sample(s shape, n int, seed uint64) []float32 {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	values := make([]float32, n)
	for i := range values {
		values[i] = float32(s.draw(r))
	}
	return values
}

// drawSample draws a sample of some shape, sorted or not, with another sample of another shape after it or not.
func drawSample(t *rapid.T, most int) []float32 {
	piece := func(label string) []float32 {
		n := rapid.IntRange(0, most).Draw(t, label)
		return sample(rapid.SampledFrom(shapes).Draw(t, label), n, rapid.Uint64().Draw(t, label))
	}
	values := piece("first")
	if rapid.Bool().Draw(t, "two pieces") {
		values = append(values, piece("second")...)
	}
	if rapid.Bool().Draw(t, "sorted") {
		slices.Sort(values)
	}
	return values
}

// ascending is a copy of the known values, sorted.
func ascending(values []float32) []float32 {
	known := make([]float32, 0, len(values))
	for _, v := range values {
		if v == v {
			known = append(known, v)
		}
	}
	slices.Sort(known)
	return known
}

// same reports whether two values are equal, NaN to NaN.
func same(a, b float32) bool { return a == b || a != a && b != b }
