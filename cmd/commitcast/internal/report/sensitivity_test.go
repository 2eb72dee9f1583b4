package report

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/analysis"
)

// sensitive is a sensitivity of a coverage of 1.20× to so many numbers, the i-th of which moves it by ±1/i.
func sensitive(t *testing.T, numbers int) *analysis.Sensitivity {
	t.Helper()
	of, err := model.ParseTarget("coverage.revenue@2029")
	if err != nil {
		t.Fatal(err)
	}
	s := &model.Scenario{Title: "Deal", Name: "deal", Currency: "USD", InputSHA256: "abc"}
	r := &analysis.Tornado{Scenario: s, Target: of, Base: 1.2}
	for i := range numbers {
		step := 1 / float64(i+1)
		r.Bars = append(r.Bars, analysis.Bar{AtLow: 1.2 - step, AtHigh: 1.2 + step, Range: analysis.Range{Path: fmt.Sprintf("contracts.a%d.value", i),
			Base: 2, Low: 1, High: 3, Why: "±50%", BaseText: "$2", LowText: "$1", HighText: "$3"}})
	}
	r.All.AtLow, r.All.AtHigh = 0.1, 2.3
	return &analysis.Sensitivity{Scenario: s, Target: of, Base: 1.2, Tornado: r}
}

// line is the first line that begins so.
func line(text, start string) string {
	for l := range strings.Lines(text) {
		if strings.HasPrefix(l, start) {
			return strings.Join(strings.Fields(l), " ")
		}
	}
	return ""
}

func TestATornadoTellsTheEndsAndWhatTheyDo(t *testing.T) {
	text := string(Sensitivity(sensitive(t, 2), Table, Options{Width: 100}))
	for start, want := range map[string]string{
		"Revenue coverage in 2029": "Revenue coverage in 2029 · coverage.revenue@2029 · 1.20× as the scenario stands",
		"contracts.a1.value":       "contracts.a1.value $2 $1 → $3 0.70 1.70 1.00",
		"all at once ":             "all at once 0.10 2.30 2.20",
		"  ranges":                 "ranges: ±50% (2 numbers)",
	} {
		if got := line(text, start); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestABarWithBothEndsOnOneSideIsMarked(t *testing.T) {
	s := sensitive(t, 2)
	turning, outside := &s.Tornado.Bars[0], &s.Tornado.Bars[1]
	turning.AtLow, turning.AtHigh = 1.3, 1.4
	outside.Base, outside.AtLow, outside.AtHigh = 9, 1.0, 1.1
	text := string(Sensitivity(s, Table, Options{Width: 200}))
	for _, want := range []string{"contracts.a0.value†", "contracts.a1.value*", "† both ends lie on one side of the base, for the result turns",
		"* both ends lie on one side of the base, for the number's own value is outside"} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
}

func TestABarThatIsNotDefinedAtAnEndIsMarkedAndToldToBeLeftOut(t *testing.T) {
	s := sensitive(t, 2)
	s.Tornado.Bars[0].AtLow, s.Tornado.Bars[0].AtHigh = model.Unknown(), 1.2
	text := string(Sensitivity(s, Table, Options{Width: 200}))
	if got, want := line(text, "contracts.a0.value"), "contracts.a0.value§ $2 $1 → $3 – 1.20 –"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, want := range []string{"§ the result is not defined at an end", "all at once leaves out the ends at which the result is not defined, of contracts.a0.value\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "without effect") {
		t.Errorf("it is told to do nothing:\n%s", text)
	}
	if got := string(Sensitivity(s, JSON, Options{})); !strings.Contains(got, `"left_out": ["contracts.a0.value"]`) {
		t.Errorf("the data do not tell what is left out:\n%s", got)
	}
}

func TestTheSpreadOfYearsIsALength(t *testing.T) {
	s := sensitive(t, 1)
	of, err := model.ParseTarget("first_covered_year")
	if err != nil {
		t.Fatal(err)
	}
	d := &analysis.Decomposition{Scenario: s.Scenario, Target: of, Samples: 64, Evaluations: 192, Mean: 2026.28, SD: 0.801, Undefined: 3,
		Indices: []analysis.Index{{Paths: []string{"a"}, First: 1.96, FirstLow: 1.5, FirstHigh: 2, Total: 1.25, TotalLow: -0.106, TotalHigh: 71}}}
	text := string(Sensitivity(&analysis.Sensitivity{Scenario: s.Scenario, Target: of, Base: 2026, Decomposition: d}, Table, Options{Width: 200}))
	for _, want := range []string{"a mean of 2026.3 and a standard deviation of 0.80 years;",
		"‡ a: the first-order index is above 1 beyond its interval, so that it cannot be trusted; choose ranges within which the result is defined, or"} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
}

func TestATableShowsTheTwentyLargestAndTheDataAll(t *testing.T) {
	s := sensitive(t, 23)
	s.Tornado.Bars[22].AtLow, s.Tornado.Bars[22].AtHigh = 1.2, 1.2
	text := string(Sensitivity(s, Table, Options{Width: 100}))
	if n := strings.Count(text, "$1 → $3"); n != mostShown {
		t.Errorf("%d rows, want %d", n, mostShown)
	}
	for _, want := range []string{"2 smaller effects not shown", "without effect by tornado: contracts.a22.value"} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
	if n := strings.Count(string(Sensitivity(s, CSV, Options{})), ",at_high,3,"); n != 23 {
		t.Errorf("the data tell of %d numbers, want 23", n)
	}
}

func TestAnIndexThatCannotBeRightIsMarkedAndNotMoved(t *testing.T) {
	s := sensitive(t, 1)
	s.Tornado = nil
	s.Decomposition = &analysis.Decomposition{Scenario: s.Scenario, Target: s.Target, Samples: 64, Evaluations: 256, Mean: 1, SD: 0.2, Indices: []analysis.Index{
		{Paths: []string{"a", "b"}, First: 0.9, FirstLow: 0.8, FirstHigh: 1.1, Total: 1, TotalLow: 0.9, TotalHigh: 1.1},
		{Paths: []string{"c"}, First: -0.05, FirstLow: -0.07, FirstHigh: -0.03, Total: 0.01, TotalLow: 0, TotalHigh: 0.02},
	}}
	text := string(Sensitivity(s, Table, Options{Width: 120}))
	for start, want := range map[string]string{
		"a ":     "a 0.900 0.800 to 1.100 1.000 0.900 to 1.100",
		"and b":  "and b",
		"c‡":     "c‡ −0.050 −0.070 to −0.030 0.010 0.000 to 0.020",
		"  ‡ c:": "‡ c: the first-order index is below 0 beyond its interval, so that it cannot be trusted; more --samples or a narrower",
	} {
		if got := line(text, start); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestTheJSONOfASensitivityHoldsWhatWasAskedFor(t *testing.T) {
	s := sensitive(t, 2)
	s.Ranks = &analysis.RankCorrelations{Scenario: s.Scenario, Target: s.Target, Seed: 5, Paths: 100,
		All: []analysis.RankCorrelation{{Path: "contracts.a0.value", Rho: 0.5, Low: 0.4, High: model.Unknown(), Pairs: 99}}}
	var got struct {
		Schema, Target string
		Base           float64
		Tornado        struct {
			Bars []struct {
				Path     string
				Low      float64
				LowText  string  `json:"low_text"`
				AtHigh   float64 `json:"at_high"`
				OneSided bool    `json:"one_sided"`
			}
		}
		Sobol *struct{}
		Rank  struct {
			Seed         int
			Correlations []struct {
				Rho  float64
				High *float64
			}
		}
	}
	if err := json.Unmarshal(Sensitivity(s, JSON, Options{}), &got); err != nil {
		t.Fatal(err)
	}
	bar := got.Tornado.Bars[1]
	if got.Schema != "commitcast.sensitivity/1" || got.Target != "coverage.revenue@2029" || got.Base != 1.2 || bar.LowText != "$1" || bar.AtHigh != 1.7 ||
		bar.OneSided || got.Sobol != nil || got.Rank.Seed != 5 || got.Rank.Correlations[0].Rho != 0.5 || got.Rank.Correlations[0].High != nil {
		t.Errorf("got %+v", got)
	}
}
