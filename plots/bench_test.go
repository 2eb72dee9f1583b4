package plots

import "testing"

func BenchmarkPNG(b *testing.B) {
	charts, _, err := Charts(usual(6, 3, 8).withTerms(true).input(b))
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range charts {
		b.Run("chart="+c.Name+"/size=1600x900", func(b *testing.B) {
			var n int
			for b.Loop() {
				png, err := c.PNG(DefaultStyle())
				if err != nil {
					b.Fatal(err)
				}
				n = len(png)
			}
			b.ReportMetric(float64(n), "bytes")
		})
	}
}

func BenchmarkSimulationCharts(b *testing.B) {
	l := lotteryOf(1, 8)
	l.paths = 100_000
	r := l.simulation(b)
	b.Run("make/paths=100000", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := r.charts(nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkLayout(b *testing.B) {
	charts, _, err := Charts(usual(12, 12, 30).withTerms(true).input(b))
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range charts {
		b.Run("chart="+c.Name+"/scenarios=12/years=30", func(b *testing.B) {
			for b.Loop() {
				if _, err := c.Layout(DefaultStyle()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
