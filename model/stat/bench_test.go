package stat_test

import (
	"fmt"
	"slices"
	"testing"

	"commitcast/model/stat"
)

// Seven quantiles with their intervals of one sample.
func BenchmarkSelect(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		for i, shape := range shapes {
			values := sample(shape, n, uint64(i))
			known := len(ascending(values))
			if known == 0 || n < 1_000_000 && i > 0 {
				continue
			}
			ranks := reported(known)
			dst := make([]float32, len(ranks))
			b.Run(fmt.Sprintf("values=%d/ranks=%d/%s", n, len(ranks), shape.name), func(b *testing.B) {
				var s stat.Selector
				b.ReportAllocs()
				for b.Loop() {
					s.Select(values, ranks, dst)
				}
			})
		}
	}
}

// What Select saves.
func BenchmarkSort(b *testing.B) {
	values := sample(shapes[0], 1_000_000, 0)
	scratch := make([]float32, len(values))
	b.Run("values=1000000", func(b *testing.B) {
		for b.Loop() {
			copy(scratch, values)
			slices.Sort(scratch)
		}
	})
}

func BenchmarkSketch(b *testing.B) {
	values := sample(shapes[0], 1_000_000, 0)
	ranks := reported(len(values))
	dst := make([]float32, len(ranks))
	var s, sum stat.Sketch
	s.AddAll(values)
	sum.AddAll(values[:1])
	b.Run("add/values=1000000", func(b *testing.B) {
		for b.Loop() {
			new(stat.Sketch).AddAll(values)
		}
	})
	b.Run("select/ranks=28", func(b *testing.B) {
		for b.Loop() {
			s.Select(ranks, dst)
		}
	})
	b.Run("bytes/values=1000000", func(b *testing.B) {
		data, _ := s.MarshalBinary()
		b.ReportMetric(float64(len(data)), "bytes")
		for b.Loop() {
			data, _ = s.AppendBinary(data[:0])
		}
	})
}

func BenchmarkRankInterval(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("values=%d", n), func(b *testing.B) {
			for b.Loop() {
				stat.RankInterval(n, 0.5, 0.95)
			}
		})
	}
}
