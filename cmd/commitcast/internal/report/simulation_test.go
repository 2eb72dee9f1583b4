package report

import (
	"encoding/csv"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/dist"
	"commitcast/model/risk"
)

func TestSimulationTableTellsPercentilesChancesAndChecks(t *testing.T) {
	out := string(Simulate(simulation(100_000, false), Table, Options{Width: 100}))
	for _, want := range []string{
		"OpenAI–AWS, as announced: simulation",
		"by calendar year · USD · openai-aws.yaml · 100,000 paths · plain random sampling · seed 7",
		"            Base    Mean      P5           P10     P25     P50           P75     P90     P95",
		"Revenue, $B",
		"  2026     19.40   19.84   13.69 ±0.05   14.78   16.81   19.40 ±0.04   22.38   25.46   27.50 ±0.08",
		"Revenue coverage, ×",
		"  2025*†  185.3   188.0   140.1  ±0.4   149.0   165.2   185.3  ±0.3   207.8   230.4   245.1  ±0.6",
		"GPU-hours available, M: the same on every path",
		"Lowest revenue coverage, ×",
		"Revenue coverage below 1.00×",
		"         P(below)  95% interval  P(first time)  95% interval",
		"  2025*         –             –              –             –",
		"  2027       1.5%      1.4–1.7%          0.77%    0.71–0.82%",
		"  ever      38.6%    38.3–39.0%",
		"  Time to first breach  P5 2.92 ±0.02, P50 4.40 ±0.02, P95 6.64 ±0.04 years from the valuation date",
		"covered: coverage.revenue at least 1.00×",
		"  from 2028  62.0%    61.6–62.4%       80%      holds  NOT MET",
		"gap: funding_gap at most $5.00B",
		"  life       75.1%    74.8–75.4%       75%      holds      met",
		"  inputs (--inputs tells what they imply): contracts.aws.delay, revenue.api.growth.initial",
		"  noise: revenue.api, market.gb200",
		"  * partial period",
		"  † not defined on some paths, which are left out: coverage.revenue in 2025 (42.9%)",
		"  too close to call on so few paths: gap",
		"input 0123456789ab · commitcast " + model.Version,
	} {
		lineOf(t, out, want)
	}
	for line := range strings.SplitSeq(out, "\n") {
		if width(line) > 100 {
			t.Errorf("a line takes %d columns: %s", width(line), line)
		}
	}
}

// Of a metric that no path changes, only the base case is told.
func TestWhatIsTheSameOnEveryPathIsToldOnce(t *testing.T) {
	out := string(Simulate(simulation(100_000, false), Table, Options{Width: 100}))
	_, after, _ := strings.Cut(out, "GPU-hours available, M: the same on every path\n")
	if line, _, _ := strings.Cut(after, "\n"); line != "  2025*       21" {
		t.Errorf("the first row is %q", line)
	}
}

func TestSimulationOfSeveralScenariosTellsEachAndTheDifferences(t *testing.T) {
	out := string(Simulate(simulation(10_000, true), Table, Options{Width: 100}))
	for _, want := range []string{
		"openai-aws, openai-aws-late: simulation",
		"by calendar year · USD · 10,000 paths",
		"openai-aws\n",
		"openai-aws: Revenue coverage below 1.00×",
		"openai-aws-late\n",
		"openai-aws-late: Checks",
		"openai-aws-late less openai-aws, path by path",
		"  2025*  −600.0  −599.9  −616.2 ±0.5",
		"  2026   +100.0  +100.5   +45.5 ±1.4",
		"  2027      0      +0.7   −60.9 ±1.6",
		"  differences are taken path by path",
		"  too close to call on so few paths: openai-aws: gap, openai-aws-late: gap",
		"openai-aws input 0123456789ab · openai-aws-late input 0123456789ab",
	} {
		if !strings.Contains("\n"+out, "\n"+want) {
			t.Errorf("no line begins with %q in\n%s", want, out)
		}
	}
}

func TestInputsTellWhatDistributionsImply(t *testing.T) {
	out := string(Simulate(simulation(1000, false), Table, Options{Width: 100, Inputs: true}))
	for _, want := range []string{
		"Uncertain inputs",
		"  contracts.aws.delay, months    triangular     0   7.0   3.9   0.7   16.4       0%         0%",
		"  revenue.api.growth.initial, %      normal  50.0  55.3  27.0  −8.0  118.0     2.1%      0.27%",
		"  revenue.api: 15% a year, a random walk",
		"  market.gb200: 30% a year, pulled back to the base path with a half-life of 2 years",
		"  revenue.api with market.gb200: −0.30",
	} {
		lineOf(t, out, want)
	}
	s := &simulation(1000, false).Scenarios[0]
	want := "revenue.api.growth.initial, %: normal, mean 55.3, sd 27.0, P1 −8.0, P99 118.0, below 0 2.1%, cut below 0.27%"
	if got := Implied(s.Scenario, s.Inputs[1].UncertainInput, s.Inputs[1].Implied); got != want {
		t.Errorf("implied is %q", got)
	}
}

func TestSimulationMarkdownTellsEveryMargin(t *testing.T) {
	out := string(Simulate(simulation(100_000, false), Markdown, Options{}))
	for _, want := range []string{
		"# OpenAI–AWS, as announced: simulation",
		"| | Base | Mean | P5 | P10 | P25 | P50 | P75 | P90 | P95 |",
		"| **Revenue, $B** |",
		"| 2026 | 19.40 | 19.84 ±0.03 | 13.69 ±0.05 | 14.78 ±0.04 | 16.81 ±0.04 | 19.40 ±0.04 | 22.38 ±0.05 | 25.46 ±0.06 | 27.50 ±0.08 |",
	} {
		lineOf(t, out, want)
	}
}

func TestFewPathsAreToldByTheirWarnings(t *testing.T) {
	r := simulation(1000, false)
	for i := range r.Scenarios[0].Metrics[0].Periods {
		d := &r.Scenarios[0].Metrics[0].Periods[i]
		d.Quantiles[0].Low, d.Quantiles[0].High = nan, nan
	}
	r.Warnings = []model.Warning{{Path: "paths", Message: "too few of them"},
		{Path: "coverage.revenue", Message: "is not defined on some, which its mark tells"}}
	out := string(Simulate(r, Table, Options{Width: 100}))
	lineOf(t, out, "  2027      5.92    5.93    5.6  ±–")
	lineOf(t, out, "  paths: too few of them")
	if strings.Contains(out, "its mark tells") {
		t.Errorf("what is not defined is told twice:\n%s", out)
	}
}

func TestSimulationCSVIsTidy(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(string(Simulate(simulation(1000, true), CSV, Options{})))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if head := strings.Join(rows[0], ","); head != "scenario,against,metric,unit,period,statistic,value,low,high" {
		t.Fatalf("head is %s", head)
	}
	seen := make(map[string]bool)
	for _, r := range rows[1:] {
		key := strings.Join(r[:6], ",")
		if seen[key] {
			t.Errorf("%s stands there twice", key)
		}
		seen[key] = true
		value, err := strconv.ParseFloat(r[6], 64)
		if err != nil && r[5] != "base" {
			t.Errorf("%v has no value", r)
		}
		if r[7] != "" {
			low, errLow := strconv.ParseFloat(r[7], 64)
			high, errHigh := strconv.ParseFloat(r[8], 64)
			if errLow != nil || errHigh != nil || low > value || value > high {
				t.Errorf("%v lies outside its interval", r)
			}
		}
	}
	for _, want := range []string{
		"openai-aws,,spend,USD,2027,p97.5", "openai-aws,,coverage.revenue,x,2025,min", "openai-aws,,funding_gap,USD,life,p90",
		"openai-aws,,coverage.revenue,share,2027,p_below_target", "openai-aws,,coverage.revenue,share,life,p_below_target",
		"openai-aws,,coverage.revenue,share,2027,p_first_below_target", "openai-aws-late,,breach_time,years,life,p50",
		"openai-aws,,check.covered,share,life,p_holds", "openai-aws,,check.covered,share,life,met",
		"openai-aws-late,openai-aws,funding_gap,USD,life,mean",
	} {
		if told := !strings.Contains(want, "p97.5"); seen[want] != told {
			t.Errorf("%s is told: %v", want, seen[want])
		}
	}
}

func TestSimulationJSONHasTheShapeOthersRelyOn(t *testing.T) {
	type interval struct{ Value, Low, High *float64 }
	type lists struct{ Value, Low, High, Paths []*float64 }
	type distribution struct {
		Unit             string
		Base             []*float64
		Paths, Undefined []int
		Mean, P5, P95    lists
		SD               lists
	}
	type figure struct {
		Unit string
		Base float64
		P90  interval
	}
	type scenario struct {
		Name    string
		Metrics map[string]distribution
		Figures map[string]figure
		Breach  struct {
			Target             float64
			Below, First_below lists
			Ever_below         interval
			Years_to_first     figure
		}
		Checks []struct {
			Name          string
			To, Demanded  *float64
			Holds         interval
			Met           bool
			Holds_in_base bool
		}
		Uncertainty struct {
			Inputs []struct {
				Path, Kind, Unit string
				Mean, Cut_below  float64
			}
			Noise []struct{ Half_life_years *float64 }
		}
		Input_sha256 string
	}
	type result struct {
		Schema, By, Sampler, Version string
		Paths, Seed, Replicates      int
		Confidence                   float64
		Periods                      []struct{ Label string }
		Scenarios                    []scenario
		Differences                  []struct {
			Name, Against string
			Metrics       map[string]distribution
		}
		Warnings []model.Warning
	}
	got := parsed[result](t, Simulate(simulation(1000, true), JSON, Options{}))
	if got.Schema != "commitcast.simulation/1" || got.By != "year" || got.Sampler != "random" || got.Paths != 1000 || got.Seed != 7 ||
		got.Replicates != 1 || got.Confidence != 0.95 || got.Version != model.Version || len(got.Periods) != 8 || len(got.Scenarios) != 2 {
		t.Errorf("head is %+v", got)
	}
	s := got.Scenarios[0]
	coverage := s.Metrics["coverage.revenue"]
	if coverage.Unit != "x" || coverage.Undefined[0] != 428 || coverage.Paths[0] != 572 || len(coverage.P5.Low) != 8 || *coverage.Base[1] != 4.86 {
		t.Errorf("coverage is %+v", coverage)
	}
	if s.Breach.Below.Value[0] != nil || *s.Breach.Below.Paths[0] != 0 || *s.Breach.Below.Value[2] != 0.0153 || *s.Breach.Ever_below.Value != 0.3861 {
		t.Errorf("breach is %+v", s.Breach)
	}
	if c := s.Checks[0]; c.To != nil || *c.Demanded != 0.8 || c.Met || !c.Holds_in_base || *c.Holds.Value != 0.62 {
		t.Errorf("check is %+v", c)
	}
	in := s.Uncertainty.Inputs
	if in[0].Unit != "months" || in[1].Unit != "share" || in[1].Cut_below != 0.0027 || s.Uncertainty.Noise[0].Half_life_years != nil ||
		*s.Uncertainty.Noise[1].Half_life_years != 2 {
		t.Errorf("uncertainty is %+v", s.Uncertainty)
	}
	if d := got.Differences[0]; d.Name != "openai-aws-late" || d.Against != "openai-aws" || *d.Metrics["spend"].Base[0] != -0.6e9 {
		t.Errorf("difference is %+v", d)
	}
}

// Without coverage, checks and uncertainty there are no sections of them, and JSON says null and nothing.
func TestASimulationMayTellOfOneMetricAlone(t *testing.T) {
	r := simulation(1000, false)
	s := &r.Scenarios[0]
	*s = risk.ScenarioResult{Scenario: s.Scenario, Periods: s.Periods, Metrics: s.Metrics[:1]}
	s.Scenario.Uncertainty = model.Uncertainty{}
	out := string(Simulate(r, Table, Options{Width: 100, Inputs: true}))
	for _, no := range []string{"below", "Checks", "uncertain", "Noise", "Correlations", "†"} {
		if strings.Contains(out, no) {
			t.Errorf("%q does not belong in\n%s", no, out)
		}
	}
	if text := string(Simulate(r, JSON, Options{})); !strings.Contains(text, `"breach": null`) || !strings.Contains(text, `"differences": []`) {
		t.Errorf("JSON is %s", text)
	}
}

// A figure that no path has is named in a footnote, and has no rows.
func TestWhatNoPathHasIsNamed(t *testing.T) {
	r := simulation(1000, false)
	f := &r.Scenarios[0].Figures[1]
	f.Distribution = risk.Distribution{Undefined: 1000}
	out := string(Simulate(r, Table, Options{Width: 100}))
	lineOf(t, out, "  not defined on any path: funding_gap")
	if strings.Contains(out, "Funding gap, $") {
		t.Errorf("funding gap has rows in\n%s", out)
	}
	for _, form := range []Format{CSV, JSON} {
		if text := string(Simulate(r, form, Options{})); strings.Contains(text, "NaN") {
			t.Errorf("%s has a NaN", form)
		}
	}
}

// Whatever a user calls things, no escape reaches a terminal, and no formula a spreadsheet.
func TestNamesInASimulationAreCleaned(t *testing.T) {
	r := simulation(1000, true)
	const evil = "=1+1\x1b[31m\u202e"
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		s.Scenario.Title, s.Scenario.Name, s.Scenario.File = evil, evil, evil
		s.Checks[0].Name, s.Inputs[0].Path, s.Noise[0].Path = evil, evil, evil
		s.Warnings = []model.Warning{{Path: evil, Message: evil}}
	}
	r.Periods = slices.Clone(r.Periods)
	r.Periods[0].Label = evil
	for _, form := range Formats {
		text := string(Simulate(r, form, Options{Width: 100, Inputs: true}))
		if strings.ContainsAny(text, "\x1b\u202e") {
			t.Errorf("%s holds an escape", form)
		}
		if form == CSV && regexp.MustCompile(`(^|[,\n])=`).MatchString(text) {
			t.Errorf("%s holds a formula", form)
		}
	}
}

// The unit of an input is the one its value or its distribution is stated in.
func TestImpliedFiguresHaveTheUnitTheScenarioStates(t *testing.T) {
	tests := map[string]struct {
		path, text string // of what the scenario states
		kind       dist.Kind
		implied    dist.Implied
		want       string
	}{
		"a length":                    {"a.x", "3mo", dist.Uniform, dist.Implied{Mean: 6, SD: 2, P1: 1, P99: 11}, "a.x, months: uniform, mean 6.0, sd 2.0, P1 1.0, P99 11.0"},
		"money":                       {"uncertainty.a.x.normal.mean", "$3M", dist.Normal, dist.Implied{Mean: 3e6, SD: 1e6, P1: 1e6, P99: 5e6}, "a.x, $M: normal, mean 3.00, sd 1.00, P1 1.00, P99 5.00"},
		"an outcome, not its chance":  {"uncertainty.a.x.discrete.6mo", "50%", dist.Discrete, dist.Implied{Mean: 3, SD: 3, P1: 0, P99: 6}, "a.x, months: discrete, mean 3.0, sd 3.0, P1 0, P99 6.0"},
		"a yes or no":                 {"uncertainty.a.x.bernoulli", "60%", dist.Bernoulli, dist.Implied{Mean: 0.6, SD: 0.49, P1: 0, P99: 1}, "a.x, yes/no: bernoulli, mean 60.0%"},
		"a count":                     {"a.x", "200", dist.Normal, dist.Implied{Mean: 200, SD: 20, P1: 153.5, P99: 246.5, CutAbove: 0.5}, "a.x: normal, mean 200, sd 20, P1 154, P99 247, cut above 50.0%"},
		"a tail too heavy for a mean": {"a.x", "10%", dist.Metalog, dist.Implied{Mean: 0.2, SD: math.Inf(1), P1: 0.01, P99: 1}, "a.x, %: metalog, mean 20.0, sd ∞, P1 1.0, P99 100.0"},
	}
	for name, test := range tests {
		s := &model.Scenario{Currency: "USD", Inputs: model.Inputs{{Path: "a.xx", Text: "1y"}, {Path: test.path, Text: test.text}}}
		in := model.UncertainInput{Path: "a.x", Dist: dist.Spec{Kind: test.kind}}
		if got := Implied(s, in, test.implied); got != test.want {
			t.Errorf("%s: is told as %q, want %q", name, got, test.want)
		}
	}
}
