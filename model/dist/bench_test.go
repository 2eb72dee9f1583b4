package dist

import (
	"math/rand/v2"
	"testing"
)

var sink float64

func BenchmarkQuantile(b *testing.B) {
	us := make([]float64, 4096)
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range us {
		us[i] = (float64(rng.Uint64()>>12) + 0.5) / (1 << 52)
	}
	for _, name := range []string{"normal", "lognormal", "uniform", "triangular", "pert", "beta", "metalog", "metalog bounded on both sides",
		"bernoulli", "discrete", "half normal"} {
		d := must(b, truths()[name].spec)
		b.Run("kind="+name, func(b *testing.B) {
			for i := range b.N {
				sink += d.Quantile(us[i&4095])
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for _, name := range []string{"normal", "triangular", "pert", "metalog", "half normal"} {
		spec := truths()[name].spec
		b.Run("kind="+name, func(b *testing.B) {
			for range b.N {
				must(b, spec)
			}
		})
	}
}
