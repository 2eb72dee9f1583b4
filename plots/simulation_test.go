package plots

import (
	"errors"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/risk"
)

func TestNoChartOfASimulationHasAFault(t *testing.T) {
	n := 0
	for name, l := range lotteries() {
		if n++; raceDetector && n%5 != 0 {
			continue
		}
		charts := l.charts(t)
		if len(charts) < 4 {
			t.Errorf("%s: %d charts", name, len(charts))
		}
		checkLayouts(t, name, charts)
	}
}

func TestNoOddSimulationGivesAFault(t *testing.T) {
	for seed := range uint64(30) {
		if raceDetector && seed%6 != 0 {
			continue
		}
		rng := rand.New(rand.NewPCG(5, seed))
		l := lotteryOf(1+rng.IntN(8), 1+rng.IntN(14))
		l.paths = []int{1, 2, 30, 600}[rng.IntN(4)]
		l.start, l.growth = math.Pow(10, 3*rng.Float64()-1), 0.8+rng.Float64()
		l.spread, l.cash = []float64{0, 0.05, 0.3, 2}[rng.IntN(4)], []float64{0, 5, 500}[rng.IntN(3)]
		l.scale, l.long, l.parts = math.Pow(10, 9*rng.Float64()-7), rng.IntN(2) == 0, rng.IntN(2) == 0
		l.limit = []float64{0, 0, 1e-3, 5}[rng.IntN(4)]
		checkLayouts(t, "seed "+strconv.FormatUint(seed, 10), l.charts(t))
	}
}

// spreadOf makes estimates around medians, with quantiles at shares of them and no doubt about either.
func spreadOf(medians []float64, shares [7]float64) []risk.Distribution {
	out := make([]risk.Distribution, len(medians))
	for i, m := range medians {
		if !model.Known(m) {
			out[i].Undefined = 1000
			continue
		}
		out[i].Paths = 1000
		for k, s := range shares {
			if m < 0 {
				s = shares[len(shares)-1-k]
			}
			out[i].Quantiles = append(out[i].Quantiles, risk.Estimate{Value: m * s, Low: m * s, High: m * s})
		}
	}
	return out
}

var wide = [7]float64{0.5, 0.6, 0.8, 1, 1.25, 1.6, 2}

// told is a result of one metric a scenario by calendar year from 2025 on.
func told(metric string, missed []float64, medians ...[]float64) *risk.Result {
	m := model.Metric{Name: metric, Label: map[string]string{"coverage.revenue": "Revenue coverage", "revenue": "Revenue", "cash_balance": "Cash balance"}[metric],
		Unit: model.Currency, Aggregation: model.Sum}
	if metric == "coverage.revenue" {
		m.Unit, m.Aggregation = model.Multiple, model.Ratio
	} else if metric == "cash_balance" {
		m.Aggregation = model.End
	}
	r := &risk.Result{Options: risk.Options{Paths: 1000, Seed: 7, Sampler: "random", By: model.ByYear}, Replicates: 1}
	r.Periods = report(map[string][]float64{metric: medians[0]}).Periods
	for j, vs := range medians {
		sc := &model.Scenario{Title: []string{"Base", "Late", "A scenario with a rather long name indeed"}[j], Currency: "USD", Target: 1}
		res := risk.ScenarioResult{Scenario: sc, Periods: r.Periods, Metrics: []risk.MetricResult{{Metric: m, Base: vs, Periods: spreadOf(vs, wide)}}}
		if missed != nil {
			res.Breach = breachOf(missed, float64(j)/10)
		}
		r.Scenarios = append(r.Scenarios, res)
		if j == 0 {
			continue
		}
		var diff []float64
		for i := range vs {
			diff = append(diff, vs[i]-medians[0][i])
		}
		r.Differences = append(r.Differences, risk.DifferenceResult{Scenario: sc,
			Metrics: []risk.MetricResult{{Metric: m, Base: diff, Periods: spreadOf(diff, [7]float64{0.9, 0.92, 0.95, 1, 1.05, 1.1, 1.2})}}})
	}
	return r
}

// breachOf has chances of a miss, a first miss in the first period alone, and the highest chance as that of ever missing.
func breachOf(missed []float64, more float64) *risk.Breach {
	b := &risk.Breach{Target: 1}
	for i, v := range missed {
		p := risk.Probability{Estimate: risk.Estimate{Value: v + more, Low: v + more, High: v + more}, Paths: 1000}
		if !model.Known(v) {
			p = risk.Probability{}
		}
		b.Periods, b.First = append(b.Periods, p), append(b.First, risk.Probability{Paths: 1000})
		if i == 0 {
			b.First[0] = p
		}
		if p.Value > b.Ever.Value {
			b.Ever = p
		}
	}
	b.Ever.Paths = 1000
	return b
}

func TestFanTitleSaysWhatTheNumbersSay(t *testing.T) {
	const coverage = "coverage.revenue"
	tests := map[string]struct {
		metric  string
		missed  []float64
		medians [][]float64
		want    string
	}{
		"the tail meets it":        {coverage, []float64{0, 0}, [][]float64{{2, 3}}, "In every full year, 95% of paths or more meet the 1.0× target"},
		"the other tail misses it": {coverage, []float64{1, 1}, [][]float64{{0.4, 0.3}}, "In every full year, 95% of paths or more miss the 1.0× target"},
		"the median meets it":      {coverage, []float64{0.4, 0.2}, [][]float64{{1.2, 1.5}}, "Missing the 1.0× target is likeliest in 2025, at 40%; the median always meets it"},
		"the median misses it":     {coverage, []float64{0.75, 0.62}, [][]float64{{0.7, 0.8}}, "In every full year the chance of missing the 1.0× target is 62% or more"},
		"it is reached":            {coverage, []float64{0.7, 0.5, 0.23}, [][]float64{{0.8, 1, 1.4}}, "Median coverage reaches 1.0× in 2026; 23% of paths still miss it in 2027"},
		"it is lost":               {coverage, []float64{0.3, 0.6, 0.7}, [][]float64{{1.3, 0.9, 0.8}}, "Median coverage falls below 1.0× from 2026; 70% of paths miss it in 2027"},
		"to and fro":               {coverage, []float64{0.3, 0.6, 0.3, 0.7}, [][]float64{{1.3, 0.9, 1.2, 0.8}}, "Median coverage is below the 1.0× target in 2 of 4 full years"},
		"a dip":                    {coverage, []float64{0.3, 0.8, 0.2}, [][]float64{{1.3, 0.7, 1.5}}, "Median coverage is below 1.0× only in 2026; 80% of paths miss it then"},
		"no breach is told of":     {coverage, nil, [][]float64{{0.8, 1.1}}, "Median coverage reaches 1.0× in 2026"},
		"a year that is not known": {coverage, []float64{nan, 0.6, 0.2}, [][]float64{{nan, 0.8, 1.4}}, "Median coverage reaches 1.0× in 2027; 20% of paths still miss it in 2027"},
		"several coverages":        {coverage, []float64{0.4, 0.2}, [][]float64{{1.2, 1.5}, {1.1, 1.2}}, "The chance of missing 1.0× in 2026 runs from 20% to 30% by scenario"},
		"revenue in its widest year": {"revenue", nil, [][]float64{billions(10, 30, 20)},
			"Revenue in 2026 is between $15B and $60B on 90% of paths; median $30B"},
		"a balance":        {"cash_balance", nil, [][]float64{billions(1, 30)}, "Cash balance at the end of 2026: 90% of paths lie between $15B and $60B"},
		"several revenues": {"revenue", nil, [][]float64{billions(10, 30, 20), billions(12, 30, 26)}, "Median revenue in 2027 runs from $20B to $26B across the 2 scenarios"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := Fan(told(tt.metric, tt.missed, tt.medians...), tt.metric)
			if err != nil {
				t.Fatal(err)
			}
			if got := plain(c.Title); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestDifferenceTitleNamesTheLargestMedian(t *testing.T) {
	tests := map[string]struct {
		metric  string
		medians [][]float64
		want    string
	}{
		"two, higher": {"coverage.revenue", [][]float64{{1, 2}, {1.1, 2.5}}, "Revenue coverage in 2026 is 0.50× higher at the median than in the first scenario"},
		"two, lower":  {"revenue", [][]float64{billions(10, 20), billions(6, 19)}, "Revenue in 2025 is $4B lower at the median than in the first scenario"},
		"three": {"revenue", [][]float64{billions(10, 20), billions(6, 19), billions(10, 21)},
			"Revenue in 2025 is $4B lower at the median of “Late”"},
		"three, by a name too long for a title": {"revenue", [][]float64{billions(10, 20), billions(9, 20), billions(10, 25)},
			"Revenue in 2026 is $5B higher at the median of one scenario"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := Difference(told(tt.metric, nil, tt.medians...), tt.metric)
			if err != nil {
				t.Fatal(err)
			}
			if got := plain(c.Title); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestBreachTitleSaysWhatTheNumbersSay(t *testing.T) {
	tests := map[string]struct {
		missed    []float64
		scenarios int
		want      string
	}{
		"a peak":          {[]float64{0.1, 0.32, 0.2}, 1, "Missing the 1.0× target is likeliest in 2026 (32%); 32% miss it at some time"},
		"never":           {[]float64{0, 0}, 1, "No path misses the 1.0× target in a full year"},
		"next to never":   {[]float64{0, 0.004}, 1, "Fewer than 1% of paths miss the 1.0× target in any full year"},
		"one period":      {[]float64{nan, 0.4}, 1, "The chance of missing the 1.0× target in 2026 is 40%"},
		"two scenarios":   {[]float64{0.1, 0.3}, 2, "The chance of ever missing the 1.0× target runs from 30% to 40%"},
		"three scenarios": {[]float64{0, 0.05}, 3, "The chance of ever missing the 1.0× target runs from 5% to 25%"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var medians [][]float64
			for range tt.scenarios {
				medians = append(medians, tt.missed)
			}
			c, err := Breach(told("coverage.revenue", tt.missed, medians...))
			if err != nil {
				t.Fatal(err)
			}
			if got := plain(c.Title); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// figured is a simulation with the values of one figure, one list a scenario.
func figured(t *testing.T, name string, limit float64, lists ...[]float64) *simulation {
	t.Helper()
	f := model.Figure{Name: name, Label: "Funding gap", Unit: model.Currency}
	if name == "min_coverage" {
		f.Label, f.Unit = "Lowest revenue coverage", model.Multiple
	}
	var columns [][]float64
	for range lists {
		columns = append(columns, []float64{1, 2})
	}
	r := told("revenue", nil, columns...)
	kept := map[Quantity][]sample{}
	q := Quantity{Name: name}
	for j, vs := range lists {
		sc := &r.Scenarios[j]
		if limit > 0 {
			sc.Scenario.Checks = []model.Check{{Metric: name, Min: nan, Max: limit}}
		}
		d := distributionOf(vs)
		for i, e := range d.Quantiles {
			d.Quantiles[i] = risk.Estimate{Value: e.Value, Low: e.Value, High: e.Value}
		}
		sc.Figures = []risk.FigureResult{{Figure: f, Base: vs[0], Distribution: d}}
		kept[q] = append(kept[q], madeSample(vs, vs[0], d, j))
	}
	s, err := newSimulation(SimulationInput{Result: r})
	if err != nil {
		t.Fatal(err)
	}
	for j := range kept[q] {
		kept[q][j].name, kept[q][j].of = labels(s.reports)[j], s.reports[j]
	}
	s.kept = kept
	return s
}

// ladder is n values from 0 on, up by a step each.
func ladder(n int, from, step float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = from + step*float64(i)
	}
	return out
}

func TestExceedanceTitleSaysWhatTheNumbersSay(t *testing.T) {
	gaps := append(make([]float64, 60), ladder(41, 0.5e9, 0.5e9)...) // 60 of 101 have none; 95% is the 96th: 0.5·36 = 18
	tests := map[string]struct {
		figure string
		limit  float64
		lists  [][]float64
		want   string
	}{
		"a coverage": {"min_coverage", 0, [][]float64{ladder(100, 0.51, 0.01)}, "Coverage misses the 1.0× target in some full year on 49% of paths"},
		"never":      {"min_coverage", 0, [][]float64{ladder(100, 1, 0.01)}, "Coverage meets the 1.0× target in every full year on every path"},
		"always":     {"min_coverage", 0, [][]float64{ladder(49, 0.5, 0.01)}, "Coverage misses the 1.0× target in some full year on every path"},
		"two":        {"min_coverage", 0, [][]float64{ladder(100, 0.51, 0.01), ladder(100, 0.91, 0.01)}, "The chance of a full year below the 1.0× target runs from 9% to 49%"},
		"a gap":      {"funding_gap", 0, [][]float64{gaps}, "41% of paths have a funding gap; 1 in 20 needs more than $18B"},
		"always a gap": {"funding_gap", 0, [][]float64{ladder(101, 1e9, 1e9)},
			"Every path has a funding gap; 1 in 20 needs more than $96B"},
		"a gap with a limit": {"funding_gap", 9e9, [][]float64{ladder(100, 0, 0.1e9)}, "The funding gap exceeds the limit of $9B on 9% of paths"},
		"two gaps":           {"funding_gap", 0, [][]float64{gaps, ladder(101, 1e9, 1e9)}, "The chance of a funding gap runs from 41% to 100% across the 2 scenarios"},
		"two gaps with a limit": {"funding_gap", 9e9, [][]float64{ladder(100, 0, 0.1e9), ladder(100, 5e9, 0.1e9)},
			"The chance of a funding gap above $9B runs from 9% to 59%"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := figured(t, tt.figure, tt.limit, tt.lists...).exceedanceChart(Quantity{Name: tt.figure})
			if err != nil {
				t.Fatal(err)
			}
			if got := plain(c.Title); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestHistogramTitleSaysWhatTheNumbersSay(t *testing.T) {
	tests := map[string]struct {
		figure string
		lists  [][]float64
		want   string
	}{
		"a coverage":    {"min_coverage", [][]float64{ladder(101, 0.5, 0.01)}, "Lowest coverage is 0.55× to 1.45× on 90% of paths; median 1.00×"},
		"two":           {"min_coverage", [][]float64{ladder(101, 0.5, 0.01), ladder(101, 0.75, 0.01)}, "Median lowest coverage runs from 1.00× to 1.25× across the 2 scenarios"},
		"gaps":          {"funding_gap", [][]float64{append(make([]float64, 51), ladder(50, 1e9, 1e9)...)}, "50% of paths have a funding gap; 90% of all stay below $40B"},
		"a gap always":  {"funding_gap", [][]float64{ladder(101, 1e9, 1e9)}, "Funding gap is $6B to $96B on 90% of paths; median $51B"},
		"two with gaps": {"funding_gap", [][]float64{append(make([]float64, 50), ladder(50, 1e9, 1e9)...), ladder(100, 1e9, 1e9)}, "The chance of a funding gap runs from 50% to 100% across the 2 scenarios"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := figured(t, tt.figure, 0, tt.lists...).histogramChart(Quantity{Name: tt.figure})
			if err != nil {
				t.Fatal(err)
			}
			if got := plain(c.Title); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestSimulationChartsAreNotDrawnForAReason(t *testing.T) {
	one := told("revenue", nil, billions(1, 2))
	level := told("revenue", nil, billions(1, 2))
	level.Scenarios[0].Metrics[0].Periods = spreadOf(billions(1, 2), [7]float64{1, 1, 1, 1, 1, 1, 1})
	abroad := told("revenue", nil, billions(1, 2), billions(1, 3))
	abroad.Scenarios[1].Scenario.Currency = "EUR"
	huge := told("revenue", nil, []float64{1e19, 2e19})
	rare := told("coverage.revenue", nil, []float64{1, 2})
	for i := range rare.Scenarios[0].Metrics[0].Periods {
		rare.Scenarios[0].Metrics[0].Periods[i].Undefined = 1001
	}
	unkept := told("revenue", nil, billions(1, 2))
	unkept.Scenarios[0].Figures = []risk.FigureResult{{Figure: model.Figure{Name: "funding_gap", Unit: model.Currency}, Distribution: spreadOf([]float64{1}, wide)[0]}}
	tests := map[string]struct {
		draw func() (*Chart, error)
		want string
	}{
		"not simulated":          {func() (*Chart, error) { return Fan(one, "spend") }, "spend was not simulated"},
		"the same on every path": {func() (*Chart, error) { return Fan(level, "revenue") }, "revenue is the same on every path"},
		"other currencies":       {func() (*Chart, error) { return Fan(abroad, "revenue") }, "different currencies"},
		"too large":              {func() (*Chart, error) { return Fan(huge, "revenue") }, "too large to draw"},
		"mostly undefined":       {func() (*Chart, error) { return Fan(rare, "coverage.revenue") }, "half of the paths"},
		"one scenario":           {func() (*Chart, error) { return Difference(one, "revenue") }, "only one scenario"},
		"no coverage":            {func() (*Chart, error) { return Breach(one) }, "coverage is not known"},
		"no full period":         {func() (*Chart, error) { return Breach(told("revenue", []float64{nan, nan}, billions(1, 2))) }, "no path has a full year"},
		"no such figure":         {func() (*Chart, error) { return Exceedance(one, Quantity{Name: "funding_gap"}) }, "funding_gap was not simulated"},
		"no such period":         {func() (*Chart, error) { return Histogram(one, Quantity{"revenue", "2099"}) }, "no period 2099"},
		"paths not kept":         {func() (*Chart, error) { return Exceedance(unkept, Quantity{Name: "funding_gap"}) }, "not kept"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := tt.draw()
			var not *NotDrawn
			if !errors.As(err, &not) || !strings.Contains(not.Reason, tt.want) || not.Name == "" {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestWhatWasNotSimulatedIsToldOnlyWhenAskedFor(t *testing.T) {
	in := SimulationInput{Result: told("revenue", nil, billions(1, 2))}
	charts, skipped, err := SimulationCharts(in)
	if err != nil || len(charts) != 1 || charts[0].Name != "fan-revenue" || len(skipped) != 0 {
		t.Errorf("got %d charts, skipped %v, %v", len(charts), skipped, err)
	}
	charts, skipped, err = SimulationCharts(in, "fan-spend", "fan-revenue")
	if err != nil || len(charts) != 1 || len(skipped) != 1 || skipped[0].Name != "fan-spend" {
		t.Errorf("got %d charts, skipped %v, %v", len(charts), skipped, err)
	}
}

func TestResultsThatMakeNoSenseAreRefused(t *testing.T) {
	short := told("revenue", nil, billions(1, 2))
	short.Scenarios[0].Metrics[0].Base = billions(1)
	few := told("revenue", nil, billions(1, 2))
	few.Scenarios[0].Metrics[0].Periods[0].Quantiles = nil
	nameless := told("revenue", nil, billions(1, 2))
	nameless.Scenarios[0].Scenario = nil
	many := told("revenue", nil, billions(1, 2))
	for range mostScenarios {
		many.Scenarios = append(many.Scenarios, many.Scenarios[0])
	}
	for want, r := range map[string]*risk.Result{
		"need a scenario and periods": nil, "1 and 2 values for 2 periods": short, "0 quantiles, not 7": few,
		"a scenario in every result": nameless, "at most 12 scenarios": many,
	} {
		if _, _, err := SimulationCharts(SimulationInput{Result: r}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
