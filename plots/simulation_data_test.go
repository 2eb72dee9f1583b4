package plots

import (
	"math"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/risk"
)

func TestEstimatesArePrintedToTheDigitsTheirIntervalBears(t *testing.T) {
	money := newMeasure("spend", "Spend", model.Currency, "USD", 40e9)
	times := newMeasure("coverage.revenue", "Coverage", model.Multiple, "USD", 2)
	delta := times
	delta.signed = true
	within := func(v, half float64) risk.Estimate { return risk.Estimate{Value: v, Low: v - half, High: v + half} }
	tests := map[string]struct {
		m    measure
		e    risk.Estimate
		want string
	}{
		"all digits where it is sure":                   {money, within(38.24e9, 0), "$38.2B"},
		"a digit worth a tenth of the half-width stays": {money, within(38.24e9, 1e9), "$38.2B"},
		"a digit worth less goes":                       {money, within(38.24e9, 1.1e9), "$38B"},
		"whole digits go too":                           {money, within(383.6e9, 20e9), "$380B"},
		"no interval leaves the usual digits":           {money, risk.Estimate{Value: 38.24e9, Low: nan, High: nan}, "$38.2B"},
		"what is small has a scale of its own":          {money, within(45.6e6, 0), "$45.6M"},
		"unless the digits it bears are none there":     {money, within(-0.97e9, 1e9), "−$1B"},
		"zero has no unit":                              {money, within(0, 0), "$0"},
		"a loss":                                        {money, within(-7.04e9, 1e9), "−$7B"},
		"a ratio":                                       {times, within(1.234, 0.05), "1.23×"},
		"a ratio that is less sure":                     {times, within(1.234, 0.2), "1.2×"},
		"a rise":                                        {delta, within(0.5, 0.05), "+0.50×"},
		"a fall":                                        {delta, within(-0.5, 0.05), "−0.50×"},
		"no change":                                     {delta, within(0, 0), "0×"},
		"a change lost in its interval":                 {delta, within(0.04, 2), "0×"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tt.m.write(tt.e); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSampleSharesAndQuantiles(t *testing.T) {
	s := newSample([]float32{96, 12, float32(math.NaN()), 1, 14, 111, 3})
	if s.undefined != 1 || len(s.sorted) != 6 {
		t.Fatalf("%d undefined, %d known", s.undefined, len(s.sorted))
	}
	for p, want := range map[float64]float64{0: 1, 0.25: 5.25, 0.5: 13, 0.75: 75.5, 1: 111} {
		if got := s.quantile(p); got != want {
			t.Errorf("quantile %g: got %g, want %g", p, got, want)
		}
	}
	if s.below(12) != 2 || s.above(12) != 3 || s.below(0) != 0 || s.above(111) != 0 {
		t.Errorf("below 12: %d, above: %d; below 0: %d, above 111: %d", s.below(12), s.above(12), s.below(0), s.above(111))
	}
	// 0.9 is no float32: a value stored as 0.9 does not lie below it
	if tenths := newSample([]float32{0.9, 0.9}); tenths.below(0.9) != 0 || tenths.above(0.9) != 0 {
		t.Errorf("0.9 lies below or above itself")
	}
}

func TestBinsHoldEveryPathOnce(t *testing.T) {
	coverages := []float64{0.2, 0.99, 1, 1, 1.01, 1.5, 2, 3}
	gaps := []float64{0, 0, 0, 0.5e9, 1e9, 2e9, 2.01e9, 4e9}
	for name, tt := range map[string]struct {
		figure       string
		limit        float64
		values       []float64
		wrong, drawn int // paths on the wrong side of the limit; paths with a column
	}{
		"a value at the target does not miss it":          {"min_coverage", 0, coverages, 2, 8},
		"an amount at the limit does not exceed it":       {"funding_gap", 2e9, gaps, 2, 5},
		"without a limit there is no wrong side of a gap": {"funding_gap", 0, gaps, 0, 5},
	} {
		t.Run(name, func(t *testing.T) {
			s := figured(t, tt.figure, tt.limit, tt.values)
			sh, err := s.quantity(Quantity{Name: tt.figure})
			if err != nil {
				t.Fatal(err)
			}
			h := histogram{exceedance: s.newExceedance(sh)}
			if err := h.count(); err != nil {
				t.Fatal(err)
			}
			wrong, drawn := 0, 0
			for k, n := range h.counts[0] {
				drawn += n
				if x := h.from + (float64(k)+0.5)*h.width; h.colour(Light.palette(), x) == Light.palette().series[5] {
					wrong += n
				}
			}
			if wrong != tt.wrong || drawn != tt.drawn || h.none[0] != len(tt.values)-tt.drawn || len(h.counts[0]) > mostBins+2 {
				t.Errorf("%d wrong, %d drawn, %d without, %d bins", wrong, drawn, h.none[0], len(h.counts[0]))
			}
		})
	}
}

func TestCurvesRunOneWayAndThroughTheirMarks(t *testing.T) {
	for name, l := range lotteries() {
		s := l.simulation(t)
		for _, figure := range []string{"min_coverage", "funding_gap"} {
			sh, err := s.quantity(Quantity{Name: figure})
			if err != nil {
				continue // the same on every path
			}
			e := s.newExceedance(sh)
			for i := range e.samples {
				pts := e.points(&e.samples[i])
				for k := 1; k < len(pts); k++ {
					up := pts[k].y - pts[k-1].y
					if !e.below {
						up = -up
					}
					// type-7 quantiles lie up to a path beside the shares that the ends are
					if slack := 1.5 / float64(l.paths); pts[k].x < pts[k-1].x || up < -slack {
						t.Fatalf("%s, %s: %v after %v", name, figure, pts[k], pts[k-1])
					}
				}
				if i < len(e.chance) {
					if got, want := heightAt(pts, zeroIfUnknown(e.limit)), e.chance[i].share; math.Abs(got-want) > 0.0125+1.5/float64(l.paths) {
						t.Errorf("%s, %s: the curve is at %g where %g is marked", name, figure, got, want)
					}
				}
			}
		}
	}
}

// heightAt is the height of a curve at x, the right of a step.
func heightAt(pts []point, x float64) float64 {
	y := pts[0].y
	for k := 1; k < len(pts); k++ {
		a, b := pts[k-1], pts[k]
		switch {
		case b.x <= x:
			y = b.y
		case a.x <= x:
			return a.y + (b.y-a.y)*(x-a.x)/(b.x-a.x)
		}
	}
	return y
}

func TestChancesAreNotToldMoreSurelyThanTheyAre(t *testing.T) {
	// Wilson's 95% interval of 40 of 100 is 30.9% to 49.8%; of 4,000 of 10,000, 39.0% to 41.0%
	for name, tt := range map[string]struct {
		n, replicates int
		want          string
	}{
		"a hundred paths":      {100, 1, "The chance is known to ±9 percentage points (95% interval)."},
		"ten thousand":         {10000, 1, "The chance is known to ±1 percentage point (95% interval)."},
		"a million":            {1000000, 1, "The chance is known to ±0.1 percentage points (95% interval)."},
		"paths that are bound": {100, 16, ""},
	} {
		s := figured(t, "min_coverage", 0, ladder(tt.n, 0.6, 1/float64(tt.n)))
		s.Replicates = tt.replicates
		v := &s.kept[Quantity{Name: "min_coverage"}][0]
		if got := plain(sureShares([]chance{s.chance(v, tt.n*2/5)})); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

func TestSimulationDataIsWhatIsDrawn(t *testing.T) {
	r := told("coverage.revenue", []float64{0.7, 0.2}, []float64{0.8, 1.4})
	of := func(c *Chart, err error) map[string]float64 {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]float64{}
		for _, row := range c.data {
			out[strings.Join(filled([]string{row.Series, row.Metric, row.Period}), " ")] = row.Value
		}
		return out
	}
	fan := of(Fan(r, "coverage.revenue"))
	for key, want := range map[string]float64{
		"base coverage.revenue 2025": 0.8, "p5 coverage.revenue 2026": 0.7, "p50 coverage.revenue 2026": 1.4, "p95 coverage.revenue 2026": 2.8,
	} {
		if got := fan[key]; math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: got %g, want %g", key, got, want)
		}
	}
	strip := of(Breach(r))
	for key, want := range map[string]float64{
		"P(coverage.revenue < 1) 2025": 0.7, "P(coverage.revenue < 1) 2026": 0.2, "ever P(coverage.revenue < 1)": 0.7,
		"P(first coverage.revenue < 1) 2026": 0, "P(coverage.revenue < 1 by period end) 2026": 0.7,
	} {
		if got, ok := strip[key]; !ok || math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: got %g, want %g", key, got, want)
		}
	}
	s := figured(t, "min_coverage", 0, ladder(101, 0.5, 0.01))
	curve := of(s.exceedanceChart(Quantity{Name: "min_coverage"}))
	columns := of(s.histogramChart(Quantity{Name: "min_coverage"}))
	if got := curve["below 1 min_coverage"]; math.Abs(got-50.0/101) > 1e-12 {
		t.Errorf("below the target: got %g, want 50 of 101", got)
	}
	if a, b := curve["p50 min_coverage"], columns["p50 min_coverage"]; a != 1 || b != 1 {
		t.Errorf("medians %g and %g, want 1", a, b)
	}
	total := 0.0
	for key, v := range columns {
		if strings.Contains(key, " to ") {
			total += v
		}
	}
	if math.Abs(total-1) > 1e-12 {
		t.Errorf("the columns hold %g of the paths", total)
	}
}

func TestSourceSaysHowThePathsWereDrawn(t *testing.T) {
	r := told("revenue", nil, billions(1, 2))
	for sampler, want := range samplers {
		r.Options.Sampler, r.Options.Paths, r.Options.Seed = sampler, 131072, 42
		c, err := Fan(r, "revenue")
		if err != nil {
			t.Fatal(err)
		}
		if text := plain(c.Source); !strings.Contains(text, "131,072 paths"+want+", seed 42. commitcast "+model.Version) ||
			!strings.Contains(text, "not a forecast") {
			t.Errorf("%s: %s", sampler, text)
		}
	}
}
