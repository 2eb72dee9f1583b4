package draw

import (
	"fmt"
	"testing"
)

func monthKeys(n int) []Key {
	k := KeyOf(1, "revenue.subscriptions")
	keys := make([]Key, n)
	for m := range keys {
		keys[m] = k.Month(int32(m))
	}
	return keys
}

func BenchmarkNormals(b *testing.B) {
	for _, n := range []int{8, 120, 240} {
		b.Run(fmt.Sprintf("values=%d", n), func(b *testing.B) {
			keys, dst := monthKeys(n), make([]float64, n)
			for i := 0; b.Loop(); i++ {
				Normals(dst, keys, uint64(i))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/value")
		})
	}
}

func BenchmarkNormalQuantile(b *testing.B) {
	k, sum := KeyOf(1, "contracts.aws.delay"), 0.0
	for i := 0; b.Loop(); i++ {
		sum += NormalQuantile(k.Uniform(uint64(i)))
	}
	_ = sum
}

func BenchmarkPoint(b *testing.B) {
	const dims = 20
	for _, s := range Samplers {
		b.Run(fmt.Sprintf("sampler=%s/dims=%d", s, dims), func(b *testing.B) {
			const paths = 1 << 17
			d, p := NewDesign(s, 1, paths, names(dims)), make([]float64, dims)
			for i := 0; b.Loop(); i++ {
				d.Point(p, i%paths)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/dims, "ns/value")
		})
	}
}

func BenchmarkApplyColumns(b *testing.B) {
	const months = 120
	f, err := NewFactor([][]float64{{1, -0.3}, {-0.3, 1}})
	if err != nil {
		b.Fatal(err)
	}
	z := [][]float64{make([]float64, months), make([]float64, months)}
	for b.Loop() {
		f.ApplyColumns(z)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/months/2, "ns/value")
}
