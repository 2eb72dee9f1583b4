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
