package plots

import (
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/analysis"
)

func TestWhatCannotBeReliedOnIsNotClaimed(t *testing.T) {
	wild, second, gaps, over := indicesOf(2), indicesOf(3), indicesOf(2), indicesOf(1)
	wild.Indices[0].First, wild.Indices[0].FirstHigh, wild.Indices[0].TotalHigh = 1.96, 2.5, 71
	second.Indices[1].FirstHigh = 1.4
	gaps.Undefined = 14
	over.Indices[0].First, over.Indices[0].FirstHigh, over.Indices[0].Total, over.Indices[0].TotalHigh = 1.02, 1.05, 1.01, 1.04
	titles(t, IndicesChart, map[string]struct {
		of   *analysis.Decomposition
		want string
	}{
		"an index above 1":        {wild, "What explains the variance of revenue coverage in 2028"},
		"the second is uncertain": {second, "What explains the variance of revenue coverage in 2028"},
		"some not defined":        {gaps, "contracts.aws.delay alone seems to explain 60% of the variance of revenue coverage in 2028"},
		"a little above 1":        {over, "contracts.aws.delay alone explains nearly all of the variance of revenue coverage in 2028"},
	})
	left, nowhere := screeningOf(3), screeningOf(2)
	left.Undefined = 5
	e := &nowhere.Effects[0]
	e.Mu, e.MuStar, e.Sigma, e.MuStarLow, e.MuStarHigh, e.Undefined, nowhere.Undefined = nan, nan, nan, nan, nan, 50, 50
	titles(t, ScreeningChart, map[string]struct {
		of   *analysis.Screening
		want string
	}{
		"some effects left out": {left, "contracts.aws.delay seems to move revenue coverage in 2028 most, by 0.40× on average"},
		"one nowhere defined":   {nowhere, "How much each input moves revenue coverage in 2028 on average"},
	})
}

func TestABarThatIsNotDefinedIsNeverCountedAsIdle(t *testing.T) {
	tn := tornadoOf(coverageTarget(), 1.15, [2]float64{nan, 1.15}, [2]float64{1, 1.3}, [2]float64{1.15, 1.15})
	w := tornado{Tornado: tn}
	w.asked, _ = newAsked(tn.Scenario, tn.Target, 1.15)
	if n := w.movingBars(); n != 2 || w.gap(w.swing(tn.Bars[0])) != unknownText {
		t.Errorf("%d bars move, the first by %s", n, w.gap(w.swing(tn.Bars[0])))
	}
	if !strings.Contains(w.note(), "where it is defined there") {
		t.Errorf("the note is %s", w.note())
	}
}

func TestTheDistanceOfTwoYearsIsALength(t *testing.T) {
	year := model.Target{Name: "first_covered_year"}
	a, err := newAsked(subject(0), year, 2028)
	if err != nil {
		t.Fatal(err)
	}
	for v, want := range map[float64]string{0.43: "0.43 years", 1: "1 year", -2: "2 years", nan: unknownText} {
		if got := plain(a.gap(v)); got != want {
			t.Errorf("%g is %q, want %q", v, got, want)
		}
	}
	d := indicesOf(2)
	d.Target, d.Mean, d.SD = year, 2026.28, 0.801
	if got := plain(must(t, d, IndicesChart).Subtitle); !strings.HasSuffix(got, "; mean 2026.3, standard deviation 0.80 years") {
		t.Error(got)
	}
}

func TestASpiderNamesOnlyLinesThatMove(t *testing.T) {
	sp := spiderOf(coverageTarget(), 1.15, -0.4, 0.2, 0, 0)
	w := spider{Spider: sp}
	w.asked, _ = newAsked(sp.Scenario, sp.Target, 1.15)
	for i, l := range w.lines() {
		if l.quiet != (i >= 2) {
			t.Errorf("line %d is quiet: %v", i, l.quiet)
		}
	}
	if note := w.note(); !strings.HasSuffix(note, " Grey: 2 that do not move it.") {
		t.Error(note)
	}
}

func TestAMapTellsOfOrangeOnlyWhereThereIsSome(t *testing.T) {
	x, y := monthsAxis("contracts.aws.delay", 5), monthsAxis("contracts.oracle.ramp.full", 2)
	for v, want := range map[float64]bool{2: false, 0.2: true} {
		c := must(t, sweepOf(coverageTarget(), x, &y, func(_, _ float64) float64 { return v }), func(sw *analysis.Sweep) (*Chart, error) { return SweepChart(sw, 0) })
		if strings.Contains(c.Note, "Orange") != want {
			t.Errorf("at %g throughout: %s", v, c.Note)
		}
	}
}

func TestAWaterfallOfChangesAloneSaysSoAboveItsAxis(t *testing.T) {
	for name, tt := range map[string]struct {
		of   *analysis.Bridge
		want bool
	}{
		"changes that are large": {bridgeOf(gapTarget(), 12e9, 9e9, -4e9), false},
		"changes that are small": {bridgeOf(gapTarget(), 12e9, 0.2e9, -0.1e9), true},
	} {
		if drawn := drawnText(t, must(t, tt.of, Waterfall)); strings.Contains(drawn, "Change from ") != tt.want {
			t.Errorf("%s: it says %q", name, drawn)
		}
	}
	small := drawnText(t, must(t, bridgeOf(gapTarget(), 12e9, 0.03e9), Waterfall))
	if !strings.Contains(small, "$12B (+$30M)") {
		t.Errorf("the variant comes without its change: %q", small)
	}
}

func TestAClaimThatIsNotJudgedIsDrawnAsSuch(t *testing.T) {
	c := claimsOf(38, 40)
	c.All[1].Judged, c.All[1].Survives, c.All[1].Judgements = false, false, nil
	drawn := drawnText(t, must(t, c, ClaimsChart))
	if strings.Count(drawn, ": not judged") != 1 || !strings.Contains(drawn, "contracts.aws.value: not judged") {
		t.Errorf("it says %q", drawn)
	}
}

// drawnText is all that a chart writes, with plain spaces.
func drawnText(t *testing.T, c *Chart) string {
	t.Helper()
	b, err := c.SVG(DefaultStyle())
	if err != nil {
		t.Fatal(err)
	}
	_, _, drawn := svgText(t, b)
	return plain(drawn)
}
