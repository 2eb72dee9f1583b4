package plots

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/analysis"
)

func TestNoChartOfAnAnalysisHasAFault(t *testing.T) {
	n := 0
	for name, charts := range analysisCharts(t) {
		if n++; raceDetector && n%6 != 0 {
			continue
		}
		checkLayouts(t, name, charts)
	}
}

// oddAnalyses are analyses with numbers of any size, gaps and any number of inputs.
func oddAnalyses(rng *rand.Rand) map[string]func() (*Chart, error) {
	target := []model.Target{coverageTarget(), gapTarget(), {Name: "cash_balance", Period: "2028"}, {Name: "first_covered_year"},
		{Name: "breakeven_cagr_all"}, {Name: "weighted_average_life_years"}, {Name: "price.implied", Period: "2028"}, {Name: "gpus", Period: "2029"}}[rng.IntN(8)]
	size := math.Pow(10, rng.Float64()*14-3)
	value := func() float64 {
		return size * []float64{rng.NormFloat64(), rng.Float64(), 0, nan, 1, 40, -1e-3}[rng.IntN(7)]
	}
	n := 1 + rng.IntN(30)
	bridge, tornado, spider := bridgeOf(target, value()), tornadoOf(target, value()), spiderOf(target, value())
	for i := range n {
		bridge.Parts = append(bridge.Parts, bridgeOf(target, 0, make([]float64, n)...).Parts[i])
		bridge.Parts[i].Value = zeroIfUnknown(value())
		bridge.To += bridge.Parts[i].Value
		tornado.Bars = append(tornado.Bars, analysis.Bar{Range: rangeOf(i), AtLow: value(), AtHigh: value()})
		l := analysis.SpiderLine{Range: rangeOf(i)}
		for k := range 5 {
			l.At, l.Values = append(l.At, l.Low+float64(k)), append(l.Values, value())
		}
		spider.Lines = append(spider.Lines, l)
	}
	tornado.All = analysis.Bar{AtLow: value(), AtHigh: value()}
	x, y := monthsAxis(inputPath(rng.IntN(14)), 1+rng.IntN(60)), monthsAxis(inputPath(rng.IntN(14)), 1+rng.IntN(60))
	x.Number = rng.IntN(3) > 0
	line, heat := sweepOf(target, x, nil, func(a, b float64) float64 { return value() }), sweepOf(target, x, &y, func(a, b float64) float64 { return value() })
	solution := solutionOf(target, zeroIfUnknown(value()), func(float64) float64 { return value() }, 3, 3.1, 20)
	claims := claimsOf(math.Abs(zeroIfUnknown(value()))/size+1e-3, 38, rng.Float64()*1e3)
	first := func(sw *analysis.Sweep) func() (*Chart, error) {
		return func() (*Chart, error) { return SweepChart(sw, 0) }
	}
	return map[string]func() (*Chart, error){
		"bridge": func() (*Chart, error) { return Waterfall(bridge) }, "tornado": func() (*Chart, error) { return TornadoChart(tornado) },
		"spider": func() (*Chart, error) { return SpiderChart(spider) }, "line": first(line), "heat": first(heat),
		"solve": func() (*Chart, error) { return SolveChart(solution) }, "claims": func() (*Chart, error) { return ClaimsChart(claims) },
	}
}

func TestNoOddAnalysisGivesAFault(t *testing.T) {
	pages := bookPages()
	for seed := range uint64(60) {
		if raceDetector && seed%10 != 0 {
			continue
		}
		rng := rand.New(rand.NewPCG(8, seed))
		for name, make := range oddAnalyses(rng) {
			c, err := make()
			var not *NotDrawn
			switch {
			case errors.As(err, &not):
				continue
			case err != nil:
				t.Fatalf("seed %d, %s: %v", seed, name, err)
			}
			for _, page := range []string{"smallest", "report", "tall"} {
				l, err := c.Layout(pages[page])
				if err != nil {
					t.Fatalf("seed %d, %s: %v", seed, name, err)
				}
				for _, f := range l.Faults() {
					t.Errorf("seed %d, %s, %s: %s", seed, page, name, f)
				}
			}
			if n := wordCount(c.Title); n > mostWords || strings.Contains(c.Title+c.Note+c.Alt+c.Subtitle, "NaN") {
				t.Errorf("seed %d, %s: %d words: %s | %s | %s", seed, name, n, c.Title, c.Note, c.Subtitle)
			}
		}
	}
}

func TestAnalysisSamplesAreWrittenWhenAskedFor(t *testing.T) {
	if *samples == "" {
		t.Skip("no -samples folder")
	}
	for name, charts := range analysisCharts(t) {
		for _, c := range charts {
			for _, size := range []string{"report", "a4", "square", "5x3.4in"} {
				for _, theme := range Themes {
					if theme == Dark && size != "report" {
						continue
					}
					stem := strings.ReplaceAll(name, " ", "-")
					writeSample(t, c, fmt.Sprintf("%s-%s-%s.png", stem, size, theme), size, theme)
				}
			}
		}
	}
}
