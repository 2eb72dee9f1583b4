package plots

import (
	"bytes"
	"encoding/csv"
	"errors"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/analysis"
)

// titles holds a chart's title to what its numbers say.
func titles[T any](t *testing.T, make func(T) (*Chart, error), tests map[string]struct {
	of   T
	want string
}) {
	t.Helper()
	for name, tt := range tests {
		c := must(t, tt.of, make)
		if got := plain(c.Title); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", name, got, tt.want)
		}
	}
}

func TestWaterfallTitleSaysWhatTheNumbersSay(t *testing.T) {
	long := bridgeOf(coverageTarget(), 1.4, -0.4, -0.1)
	long.Parts[0].Paths = []string{"contracts.a-provider-with-a-name-that-goes-on-without-any-dot"}
	several := bridgeOf(coverageTarget(), 1.4, -0.4)
	several.Parts[0].Paths = []string{"contracts.aws.ramp.shape", "contracts.aws.ramp.full"}
	titles(t, Waterfall, map[string]struct {
		of   *analysis.Bridge
		want string
	}{
		"a part of more than half":          {bridgeOf(gapTarget(), 12e9, 9e9, -2e9, 1e9), "Funding gap rises from $12B to $20B, mostly by contracts.aws.delay (+$9B)"},
		"the largest of many":               {bridgeOf(gapTarget(), 12e9, 3e9, 2e9, 2e9), "Funding gap rises from $12B to $19B, most of all by contracts.aws.delay (+$3B)"},
		"the largest goes the other way":    {bridgeOf(gapTarget(), 12e9, 3e9, -2e9, -2e9), "Funding gap falls from $12B to $11B in spite of contracts.aws.delay (+$3B)"},
		"one change":                        {bridgeOf(coverageTarget(), 1.4, -0.5), "Revenue coverage in 2028 falls from 1.40× to 0.90× by contracts.aws.delay"},
		"a change at several paths":         {several, "Revenue coverage in 2028 falls from 1.40× to 1.00× by contracts.aws.ramp (2 paths)"},
		"changes that cancel":               {bridgeOf(coverageTarget(), 1, 0.4, -0.4), "Revenue coverage in 2028 stays at 1.00×; the changes cancel out"},
		"a change too small to be read":     {bridgeOf(coverageTarget(), 1, 0.001), "Revenue coverage in 2028 stays at about 1.00× in spite of all that differs"},
		"a path too long for a title":       {long, "Revenue coverage in 2028 falls from 1.40× to 0.90×"},
		"a number that is not of one thing": {bridgeOf(model.Target{Name: "gpus", Period: "2028"}, 1e5, 1e5), "GPUs online in 2028 rise from 100k to 200k by contracts.aws.delay"},
		"a year":                            {bridgeOf(model.Target{Name: "first_covered_year"}, 2027, 2), "First covered year rises from 2027 to 2029 by contracts.aws.delay"},
		"a total over the life":             {bridgeOf(model.Target{Name: "spend"}, 38e9, -8e9), "Spend over the life falls from $38B to $30B by contracts.aws.delay"},
	})
}

func TestTornadoTitleSaysWhatTheNumbersSay(t *testing.T) {
	titles(t, TornadoChart, map[string]struct {
		of   *analysis.Tornado
		want string
	}{
		"more than twice the next":  {tornadoOf(coverageTarget(), 1.15, [2]float64{1.3, 0.8}, [2]float64{1.1, 1.2}), "contracts.aws.delay moves revenue coverage in 2028 most by far: 0.80× to 1.30×"},
		"more than the next":        {tornadoOf(coverageTarget(), 1.15, [2]float64{1.3, 0.8}, [2]float64{1, 1.4}), "contracts.aws.delay moves revenue coverage in 2028 most: 0.80× to 1.30×"},
		"two alike":                 {tornadoOf(coverageTarget(), 1.15, [2]float64{1.3, 1}, [2]float64{1, 1.3}), "Two inputs or more move revenue coverage in 2028 alike: 1.00× to 1.30×"},
		"both ends on one side":     {tornadoOf(gapTarget(), 1e9, [2]float64{3e9, 2e9}, [2]float64{1e9, 1.2e9}), "contracts.aws.delay moves funding gap most by far: $1B to $3B"},
		"one input":                 {tornadoOf(gapTarget(), 1e9, [2]float64{0, 2e9}), "contracts.aws.delay takes funding gap from $0 to $2B"},
		"none":                      {tornadoOf(gapTarget(), 1e9, [2]float64{1e9, 1e9}), "No input moves funding gap within its range"},
		"an end that is undefined":  {tornadoOf(gapTarget(), 1e9, [2]float64{nan, 2e9}), "Funding gap is not defined at an end of the range of contracts.aws.delay"},
		"two of three undefined":    {tornadoOf(gapTarget(), 1e9, [2]float64{nan, 2e9}, [2]float64{0, nan}, [2]float64{0, 9e9}), "Funding gap is not defined at an end of the range of 2 inputs"},
		"too little to be read out": {tornadoOf(coverageTarget(), 1.15, [2]float64{1.151, 1.149}, [2]float64{1.15, 1.1501}), "No input moves revenue coverage in 2028 much; contracts.aws.delay most"},
	})
}

func TestSweepTitleSaysWhatTheNumbersSay(t *testing.T) {
	x, y := monthsAxis("contracts.aws.delay", 5), monthsAxis("contracts.oracle.ramp.full", 2)
	line := func(t model.Target, vs ...float64) *analysis.Sweep {
		return sweepOf(t, x, nil, func(a, _ float64) float64 { return vs[int(a/3)] })
	}
	words := x
	words.Number = false
	titles(t, func(sw *analysis.Sweep) (*Chart, error) { return SweepChart(sw, 0) }, map[string]struct {
		of   *analysis.Sweep
		want string
	}{
		"misses from a value on":   {line(coverageTarget(), 1.4, 1.2, 1, 0.9, 0.8), "Revenue coverage in 2028 misses the 1.0× target once contracts.aws.delay is 9mo or more"},
		"meets from a value on":    {line(coverageTarget(), 0.8, 0.9, 1, 1.1, 1.2), "Revenue coverage in 2028 meets the 1.0× target only once contracts.aws.delay is 6mo or more"},
		"now and then":             {line(coverageTarget(), 0.8, 1.1, 0.8, 1.1, 1.2), "Revenue coverage in 2028 meets the 1.0× target at 3 of 5 values of contracts.aws.delay"},
		"always":                   {line(coverageTarget(), 1.4, 1.3, 1.2, 1.1, 1), "Revenue coverage in 2028 meets the 1.0× target at every value of contracts.aws.delay"},
		"rising":                   {line(gapTarget(), 1e9, 2e9, 3e9, 4e9, 5e9), "Funding gap rises from $1B to $5B over the range of contracts.aws.delay"},
		"a peak inside":            {line(gapTarget(), 1e9, 2e9, 9e9, 4e9, 5e9), "Funding gap is highest at contracts.aws.delay = 6mo, at $9B"},
		"a trough inside":          {line(gapTarget(), 5e9, 2e9, 1e9, 4e9, 5e9), "Funding gap is lowest at contracts.aws.delay = 6mo, at $1B"},
		"the same everywhere":      {line(gapTarget(), 2e9, 2e9, 2e9, 2e9, 2e9), "Funding gap does not depend on contracts.aws.delay"},
		"nearly the same":          {line(gapTarget(), 2e9, 2e9, 2e9, 2e9, 2.001e9), "Funding gap hardly changes with contracts.aws.delay"},
		"a gap says nothing":       {line(gapTarget(), 1e9, nan, 3e9, 4e9, 5e9), "Funding gap by contracts.aws.delay"},
		"words":                    {sweepOf(gapTarget(), words, nil, func(a, _ float64) float64 { return 1e9 * (1 + a) }), "Funding gap runs from $1B to $13B by contracts.aws.delay"},
		"a map with a limit":       {sweepOf(coverageTarget(), x, &y, func(a, b float64) float64 { return 1.2 - a/10 + b/30 }), "Revenue coverage in 2028 meets the 1.0× target in 3 of 10 combinations"},
		"a map that always meets":  {sweepOf(coverageTarget(), x, &y, func(a, b float64) float64 { return 2 }), "Revenue coverage in 2028 meets the 1.0× target in all 10 combinations"},
		"a map that never meets":   {sweepOf(coverageTarget(), x, &y, func(a, b float64) float64 { return 0.2 }), "Revenue coverage in 2028 meets the 1.0× target in none of 10 combinations"},
		"a map of amounts":         {sweepOf(gapTarget(), x, &y, func(a, b float64) float64 { return 1e9 * (1 + a + b) }), "Funding gap runs from $1B to $16B over 10 combinations"},
		"a map that crosses zero":  {sweepOf(model.Target{Name: "cash_balance", Period: "2028"}, x, &y, func(a, b float64) float64 { return 1e9 * (3 - a) }), "Cash balance in 2028 is not below zero in 4 of 10 combinations"},
		"a map of what is unknown": {sweepOf(coverageTarget(), x, &y, func(a, b float64) float64 { return map[bool]float64{true: nan, false: 1.5}[a > 3] }), "Revenue coverage in 2028 meets the 1.0× target in all 4 combinations"},
	})
}

func TestOtherTitlesOfAnalysesSayWhatTheNumbersSay(t *testing.T) {
	fall := func(v float64) float64 { return 1.4 - 0.03*v }
	titles(t, SolveChart, map[string]struct {
		of   *analysis.Solution
		want string
	}{
		"one root":   {solutionOf(coverageTarget(), 1, fall, 13.3), "Revenue coverage in 2028 is 1.00× where contracts.aws.delay is 13.3mo, against 3mo now"},
		"none":       {solutionOf(coverageTarget(), 2, fall), "Revenue coverage in 2028 is nowhere 2.00× with contracts.aws.delay from 0mo to 32mo"},
		"two":        {solutionOf(gapTarget(), 2e9, func(v float64) float64 { return 1e9 * v }, 3.2, 7), "Funding gap is $2B at 2 values of contracts.aws.delay, the lowest 3.2mo"},
		"a jump":     {solutions()["jump"], "Revenue coverage in 2028 jumps over 1.00× where contracts.aws.delay reaches 15.0mo"},
		"a stretch":  {solutions()["until"], "Revenue coverage in 2028 is 1.00× where contracts.aws.delay is 8.0mo to 20mo"},
		"as it is":   {solutions()["now"], "Revenue coverage in 2028 is 1.31× where contracts.aws.delay is 3.0mo"},
		"with a gap": {solutions()["holes"], "Funding gap is $9B where contracts.aws.delay is 25.0mo, against 3mo now"},
	})
	above := stressOf(4)
	above.Limit, above.At = analysis.Limit{Target: gapTarget(), Min: nan, Max: 5e9}, 5.01e9
	even := stressOf(4)
	for i := range even.Inputs {
		even.Inputs[i].Importance = 0.25
	}
	titles(t, StressChart, map[string]struct {
		of   *analysis.Stress
		want string
	}{
		"a floor":    {stressOf(4), "Revenue coverage in 2028 below 1.00× is 2.1 standard deviations away, mostly in contracts.aws.delay"},
		"a ceiling":  {above, "Funding gap above $5B is 2.1 standard deviations away, mostly in contracts.aws.delay"},
		"many alike": {even, "It takes 2.1 standard deviations to bring revenue coverage in 2028 below 1.00×"},
	})
	titles(t, ClaimsChart, map[string]struct {
		of   *analysis.Claims
		want string
	}{
		"a slip by ten": {claimsOf(38, 3.8), "$3.8B for contracts.aws.value lies outside the plausible bands; ten times it would not"},
		"all":           {claimsOf(38, 40), "All 2 claims lie within the plausible bands"},
		"some":          {claimsOf(38, 40, 3000, 0.1), "2 of 4 claims lie within the plausible bands"},
		"none":          {claimsOf(0.1, 3000), "None of 2 claims lies within the plausible bands"},
		"one":           {claimsOf(38), "The only claim lies within the plausible bands"},
	})
}

func TestRanksTitleSaysWhatTheNumbersSay(t *testing.T) {
	against := ranksOf(2)
	against.All[0].Rho, against.All[0].Low, against.All[0].High = -0.8, -0.82, -0.78
	chance := ranksOf(2)
	chance.All[0].Rho, chance.All[0].Low, chance.All[0].High = 0.01, -0.01, 0.03
	titles(t, RanksChart, map[string]struct {
		of   *analysis.RankCorrelations
		want string
	}{
		"with":    {ranksOf(3), "Revenue coverage in 2028 follows contracts.aws.delay most closely (rank correlation +0.70)"},
		"against": {against, "Revenue coverage in 2028 runs most closely against contracts.aws.delay (rank correlation −0.80)"},
		"chance":  {chance, "No input ranks with revenue coverage in 2028 beyond chance"},
	})
}

func TestTitlesOfSensitivitiesSayWhatTheNumbersSay(t *testing.T) {
	together, marked, near := indicesOf(2), indicesOf(2), screeningOf(3)
	together.Indices[0].First, together.Indices[0].FirstLow, together.Indices[0].FirstHigh = 0.3, 0.28, 0.32
	marked.Indices[0].First = 0.9
	grouped := indicesOf(2)
	grouped.Indices[0].Paths = grouped.Indices[1].Paths
	near.Effects[1].MuStarHigh = 0.5
	endless := spiderOf(coverageTarget(), 1.15, -0.4)
	endless.Lines[0].Values[8] = nan
	titles(t, IndicesChart, map[string]struct {
		of   *analysis.Decomposition
		want string
	}{
		"the largest alone":     {indicesOf(3), "contracts.aws.delay alone explains 60% of the variance of revenue coverage in 2028"},
		"together":              {together, "Inputs act together: alone they explain 60% of the variance of revenue coverage in 2028"},
		"outside its interval":  {marked, "What explains the variance of revenue coverage in 2028"},
		"one that is all there": {indicesOf(1), "contracts.aws.delay alone explains 60% of the variance of revenue coverage in 2028"},
		"several as one":        {grouped, "3 correlated inputs alone explain 60% of the variance of revenue coverage in 2028"},
	})
	titles(t, ScreeningChart, map[string]struct {
		of   *analysis.Screening
		want string
	}{
		"the largest":        {screeningOf(3), "contracts.aws.delay moves revenue coverage in 2028 most, by 0.40× on average"},
		"intervals that lap": {near, "contracts.aws.delay seems to move revenue coverage in 2028 most, by 0.40× on average"},
	})
	titles(t, SpiderChart, map[string]struct {
		of   *analysis.Spider
		want string
	}{
		// 1.15 + 0.4 · 3/9 − 0.12 · 9/81, and 1.15 − 0.4 · 6/9 − 0.12 · 36/81
		"straight":  {spiderOf(coverageTarget(), 1.15, -0.4), "Along contracts.aws.delay, revenue coverage in 2028 goes from 1.27× to 0.83×"},
		"a bend":    {spiders()["bent"], "Revenue coverage in 2028 is highest within the range of contracts.aws.delay, at 1.35×"},
		"no effect": {spiders()["flat"], "No input moves revenue coverage in 2028 within its range"},
		"no end":    {endless, "Revenue coverage in 2028 is not defined all along contracts.aws.delay"},
	})
}

func TestWhatAnAnalysisCannotShowIsNotDrawn(t *testing.T) {
	unknown, broken, far := tornadoOf(coverageTarget(), nan, [2]float64{1, 2}), stressOf(2), stressOf(2)
	broken.Broken, far.Found = true, false
	huge, none := bridgeOf(gapTarget(), 1e19, 1e18), claimsOf(38)
	none.Own, none.All[0].Judgements = nil, nil
	x := monthsAxis("contracts.aws.delay", 3)
	tests := map[string]struct {
		make func() (*Chart, error)
		want string
	}{
		"a bridge of nothing":    {func() (*Chart, error) { return Waterfall(bridgeOf(gapTarget(), 1e9)) }, "chart bridge is not drawn: nothing differs between the scenarios"},
		"a bridge without moves": {func() (*Chart, error) { return Waterfall(bridgeOf(gapTarget(), 1e9, 0)) }, "chart bridge is not drawn: no difference between the scenarios moves funding_gap"},
		"a bridge to nowhere":    {func() (*Chart, error) { return Waterfall(bridgeOf(gapTarget(), 1e9, nan)) }, "chart bridge is not drawn: funding_gap is not known or defined in both scenarios"},
		"a bridge out of sight":  {func() (*Chart, error) { return Waterfall(huge) }, "chart bridge is not drawn: funding_gap is too large to draw: 1.1e+19"},
		"a tornado of nothing":   {func() (*Chart, error) { return TornadoChart(tornadoOf(gapTarget(), 1)) }, "chart tornado is not drawn: there is no number to move"},
		"a tornado without base": {func() (*Chart, error) { return TornadoChart(unknown) }, "chart tornado is not drawn: coverage.revenue@2028 is not known or defined in the scenario itself"},
		"a stress that is there": {func() (*Chart, error) { return StressChart(broken) }, "chart stress is not drawn: the limit is broken with every input at its median already"},
		"a stress out of reach":  {func() (*Chart, error) { return StressChart(far) }, "chart stress is not drawn: no combination within 6 standard deviations breaks the limit"},
		"claims without a band":  {func() (*Chart, error) { return ClaimsChart(none) }, "chart claims is not drawn: no plausible band applies to any claim"},
		"a sweep of nothing": {func() (*Chart, error) {
			return SweepChart(sweepOf(coverageTarget(), x, nil, func(_, _ float64) float64 { return nan }), 0)
		}, "chart sweep is not drawn: coverage.revenue@2028 is nowhere known or defined"},
	}
	for name, tt := range tests {
		_, err := tt.make()
		var not *NotDrawn
		if !errors.As(err, &not) || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
}

func TestASweepOfNoSuchResultIsAnError(t *testing.T) {
	sw := sweeps()["line"]
	for _, which := range []int{-1, 1} {
		if c, err := SweepChart(sw, which); err == nil {
			t.Errorf("result %d: chart %s", which, c.Name)
		}
	}
	sw.Results = append(sw.Results, sw.Results[0])
	if c, err := SweepChart(sw, 1); err != nil || c.Name != "sweep-2" {
		t.Errorf("second result: %v", err)
	}
}

// column are the numbers of a chart's data by series and metric.
func column(t *testing.T, c *Chart) map[string]float64 {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(c.CSV())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, r := range rows[1:] {
		v, err := strconv.ParseFloat(r[6], 64)
		if err != nil && r[6] != "" {
			t.Fatal(err)
		}
		out[r[2]+"|"+r[3]] = v
	}
	return out
}

func TestDataOfABridgeAddUp(t *testing.T) {
	for name, b := range bridges() {
		got := column(t, must(t, b, Waterfall))
		total := 0.0
		for key, v := range got {
			if !strings.HasPrefix(key, "base|") && !strings.HasPrefix(key, "variant|") && !strings.HasSuffix(key, " margin") {
				total += v
			}
		}
		metric := b.Target
		metric.Period = ""
		from, to := got["base|"+metric.String()], got["variant|"+metric.String()]
		if from != b.From || to != b.To || math.Abs(from+total-to) > 1e-9*math.Max(math.Abs(from), math.Abs(to))+1e-12 {
			t.Errorf("%s: %g and %g are not %g", name, from, total, to)
		}
	}
}

func TestWaterfallsBarsRunFromBaseToVariant(t *testing.T) {
	for name, b := range bridges() {
		w := bridge{Bridge: b, moving: len(b.Parts)}
		w.asked, _ = newAsked(b.Base, b.Target, b.From, b.To)
		for shown := 1; shown <= len(b.Parts); shown++ {
			at := b.From
			for _, st := range w.steps(shown) {
				if st.from != at {
					t.Errorf("%s, %d shown: a step begins at %g, not at %g", name, shown, st.from, at)
				}
				at = st.to
			}
			if math.Abs(at-b.To) > 1e-9*(1e-3+math.Abs(b.To)) {
				t.Errorf("%s, %d shown: the steps end at %g, not at %g", name, shown, at, b.To)
			}
		}
	}
}

func TestDataOfOtherAnalysesAreThoseDrawn(t *testing.T) {
	sweep := column(t, must(t, sweeps()["heat"], func(sw *analysis.Sweep) (*Chart, error) { return SweepChart(sw, 0) }))
	tests := []struct {
		chart *Chart
		key   string
		want  float64
	}{
		{must(t, tornados()["usual"], TornadoChart), "contracts.aws.delay|coverage.revenue at high", 0.82},
		{must(t, tornados()["usual"], TornadoChart), "contracts.aws.delay|high", 9},
		{must(t, screeningOf(2), ScreeningChart), "contracts.azure.ramp.full|mu_star", 0.2},
		{must(t, indicesOf(2), IndicesChart), "contracts.aws.delay|total", 0.65},
		{must(t, ranksOf(2), RanksChart), "contracts.azure.ramp.full|rho", -0.35},
		{must(t, solutions()["one"], SolveChart), "root 1|contracts.aws.delay", 13.333},
		{must(t, stressOf(2), StressChart), "contracts.aws.delay|score", 1.9},
		{must(t, claimsOf(38, 3.8), ClaimsChart), "contracts.aws.value nishadil|price.implied", 0.338},
	}
	for _, tt := range tests {
		if got := column(t, tt.chart)[tt.key]; math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s: %s is %g, want %g", tt.chart.Name, tt.key, got, tt.want)
		}
	}
	// 1.4 − 0.03 · 6 − 0.02 · 9
	if got := sweep["contracts.aws.delay=6mo, contracts.oracle.ramp.full=9mo|coverage.revenue"]; math.Abs(got-1.04) > 1e-9 {
		t.Errorf("a cell of the map is %g, want 1.04", got)
	}
}

func TestATornadosBarIsColouredByItsInput(t *testing.T) {
	// The low input raises the number: its end, in the colour of low inputs, lies right of the base.
	tn := tornadoOf(coverageTarget(), 1.15, [2]float64{1.31, 0.82}, [2]float64{1.02, 1.25})
	w := tornado{Tornado: tn}
	for i, want := range [][2]string{{"9mo", "0mo"}, {"1mo", "10mo"}} {
		if left, right := w.endTexts(tn.Bars[i]); left != want[0] || right != want[1] {
			t.Errorf("bar %d has %s on its left and %s on its right, want %v", i+1, left, right, want)
		}
	}
	if left, right := w.endTexts(analysis.Bar{Range: rangeOf(0), AtLow: 1.3, AtHigh: 1.2}); left != "" || right != "0mo, 9mo" {
		t.Errorf("both ends above the base: %q and %q", left, right)
	}
}

func TestPathsThatMoveAsOneAreNamedByWhatTheyShare(t *testing.T) {
	tests := map[string]struct {
		paths []string
		want  string
	}{
		"one":                 {[]string{"contracts.aws.delay"}, "contracts.aws.delay"},
		"of one part":         {[]string{"contracts.aws.ramp.shape", "contracts.aws.ramp.full", "contracts.aws.ramp.initial"}, "contracts.aws.ramp (3 paths)"},
		"of one contract":     {[]string{"contracts.aws.value", "contracts.aws.minimums"}, "contracts.aws (2 paths)"},
		"of the whole":        {[]string{"contracts.aws.value", "contracts.azure.value"}, "contracts.aws.value and 1 more"},
		"of nothing":          {[]string{"contracts.aws.value", "revenue.total.margin", "market.gb200"}, "contracts.aws.value and 2 more"},
		"names alike in part": {[]string{"contracts.aws.value", "contracts.aws-expansion.value"}, "contracts.aws.value and 1 more"},
	}
	for name, tt := range tests {
		if got := plain(pathsName(tt.paths)); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}

func TestWindowShowsAllValuesBetweenItsTicks(t *testing.T) {
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(2, seed))
		size := math.Pow(10, rng.Float64()*16-4)
		lo := size * rng.NormFloat64()
		hi := lo + size*rng.Float64()*math.Pow(10, -4*rng.Float64())
		for _, sc := range []scale{timesScale(), percentScale(), moneyScale("USD", math.Max(math.Abs(lo), math.Abs(hi))), {div: 1, ungrouped: true}} {
			from, to, ticks := sc.window(lo, hi, 5)
			if slack := 1e-9 * size; from > lo+slack || to < hi-slack || len(ticks) < 2 && to-from > size {
				t.Errorf("seed %d: %g to %g does not hold %g to %g (%d ticks)", seed, from, to, lo, hi, len(ticks))
			}
		}
	}
}
