package plots

import (
	"errors"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

func names(charts []*Chart) string {
	var out []string
	for _, c := range charts {
		out = append(out, c.Name)
	}
	return strings.Join(out, " ")
}

func reasons(skipped []*NotDrawn) string {
	var out []string
	for _, s := range skipped {
		out = append(out, s.Error())
	}
	return strings.Join(out, "\n")
}

func TestChartsThatApplyAreMadeInReadingOrder(t *testing.T) {
	without := func(f func(*setup)) setup { su := usual(2, 1, 4); f(&su); return su }
	tests := map[string]struct {
		setup   setup
		want    string
		skipped []string
	}{
		"one scenario of which all is known": {usual(2, 1, 4), "spend revenue-vs-spend coverage gpus remaining power", nil},
		"two scenarios":                      {usual(2, 2, 4), "spend revenue-vs-spend coverage gpus remaining power compare headline", nil},
		"terms that part cash from expense, and use that is known": {usual(2, 1, 4).withTerms(true),
			"spend revenue-vs-spend coverage gpus utilisation remaining cash-vs-expense power", nil},
		"no revenue": {without(func(su *setup) { su.revenue = 0 }), "spend gpus remaining power",
			[]string{"revenue-vs-spend is not drawn: the scenario has no revenue", "coverage is not drawn: no scenario has revenue"}},
		"no fleet": {without(func(su *setup) { su.fleet = false }), "spend revenue-vs-spend coverage remaining",
			[]string{"gpus is not drawn: no contract has a fleet", "power is not drawn: no contract has a fleet"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			charts, skipped, err := Charts(tt.setup.input(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := names(charts); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			for _, want := range tt.skipped {
				if !strings.Contains(reasons(skipped), want) {
					t.Errorf("%s\ndoes not say %q", reasons(skipped), want)
				}
			}
			drawn, told, err := Charts(tt.setup.input(t), Names()...)
			if err != nil || names(drawn) != tt.want || len(drawn)+len(told) != len(Names()) {
				t.Errorf("asked for all: got %s and %d reasons, %v; there are %d", names(drawn), len(told), err, len(Names()))
			}
		})
	}
}

func TestChartsCanBeChosen(t *testing.T) {
	in := usual(2, 2, 4).input(t)
	charts, skipped, err := Charts(in, "coverage", "spend", "coverage ")
	if err != nil || len(skipped) != 0 || names(charts) != "spend coverage" {
		t.Errorf("got %s, %v, %v", names(charts), skipped, err)
	}
	_, _, err = Charts(in, "spend", "pie")
	if err == nil || !strings.Contains(err.Error(), `"pie"`) || !strings.Contains(err.Error(), "spend, revenue-vs-spend, coverage") {
		t.Errorf("got %v", err)
	}
}

func TestReportsThatDoNotFitAreRefused(t *testing.T) {
	tests := map[string]struct {
		change func(in *Input)
		say    string
	}{
		"none":                 {func(in *Input) { in.Year = nil }, "at least one report"},
		"too many":             {func(in *Input) { in.Year = append(usual(1, 12, 2).input(t).Year, in.Year...) }, "at most 12"},
		"months of fewer":      {func(in *Input) { in.Month = in.Month[:1] }, "there are 1 and 2"},
		"without a scenario":   {func(in *Input) { in.Year[1].Scenario = nil }, "a scenario in every report"},
		"over other periods":   {func(in *Input) { in.Year[1].Periods = in.Year[1].Periods[1:] }, "the same periods"},
		"over later periods":   {func(in *Input) { in.Year[1].Periods[0].From++ }, "the same periods"},
		"with a value too few": {func(in *Input) { in.Year[1].Metrics[0].Values = in.Year[1].Metrics[0].Values[1:] }, "values for"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in := usual(2, 2, 3).input(t)
			tt.change(&in)
			_, _, err := Charts(in)
			if err == nil || !strings.Contains(err.Error(), tt.say) {
				t.Errorf("got %v, want %q", err, tt.say)
			}
		})
	}
}

func TestChartsOfSeveralAreMissedOnlyWhereAskedFor(t *testing.T) {
	charts, skipped, err := Charts(usual(2, 1, 4).input(t), "compare", "spend")
	if err != nil || names(charts) != "spend" || reasons(skipped) != "chart compare is not drawn: there is only one scenario" {
		t.Errorf("got %s, %s, %v", names(charts), reasons(skipped), err)
	}
}

func TestANumberTooLargeCostsOnlyItsOwnCharts(t *testing.T) {
	set := func(s []model.Series, metric string, v float64) {
		for _, k := range s {
			if k.Name == metric {
				k.Values[1] = v
			}
		}
	}
	tests := map[string]struct {
		change func(in *Input)
		lost   string
	}{
		"infinite GPUs in a month":     {func(in *Input) { set(in.Month[1].Metrics, "gpus", math.Inf(1)) }, "gpus"},
		"the largest float as revenue": {func(in *Input) { set(in.Year[0].Metrics, "revenue", math.MaxFloat64) }, "revenue-vs-spend"},
		"infinite spend of a contract": {func(in *Input) { set(in.Year[0].Contracts[0].Metrics, "spend", math.Inf(-1)) },
			"spend revenue-vs-spend compare"},
		"the second scenario's spend is no concern of the first": {func(in *Input) { set(in.Year[1].Metrics, "spend", 1e19) }, "compare"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in := usual(2, 2, 3).withTerms(true).input(t)
			tt.change(&in)
			charts, skipped, err := Charts(in)
			if err != nil {
				t.Fatal(err)
			}
			var lost []string
			for _, s := range skipped {
				if lost = append(lost, s.Name); !strings.Contains(s.Reason, "too large to draw") {
					t.Errorf("%s: %s", s.Name, s.Reason)
				}
			}
			if got := strings.Join(lost, " "); got != tt.lost {
				t.Errorf("%s are skipped, want %s", got, tt.lost)
			}
			for _, c := range charts {
				if _, err := c.Layout(DefaultStyle()); err != nil {
					t.Errorf("%s: %v", c.Name, err)
				}
			}
		})
	}
}

func TestReasonsAreTrue(t *testing.T) {
	none := func(r *model.Report, metric string) {
		for _, s := range r.Metrics {
			if s.Name == metric {
				clear(s.Values)
			}
		}
	}
	all := func(in Input) []*model.Report { return append(append([]*model.Report(nil), in.Year...), in.Month...) }
	fleet := func(in Input) {
		for _, r := range in.Month {
			for _, c := range r.Contracts {
				r.Scenario.Contracts = append(r.Scenario.Contracts, model.Contract{ID: c.ID, Fleet: make([]model.Batch, 1)})
			}
		}
	}
	tests := map[string]struct {
		setup  func(*setup)
		change func(in Input)
		chart  string
		want   string
	}{
		"a fleet that is not online in the months shown": {nil, func(in Input) { fleet(in); none(in.Month[0], "power_mw") }, "power",
			"no machines draw power in the months shown"},
		"a fleet of unknown power": {func(su *setup) { su.fleet = false }, fleet, "power", "the power of the fleets is not known"},
		"no fleet":                 {func(su *setup) { su.fleet = false }, nil, "power", "no contract has a fleet, so its power is not known"},
		"no GPU in the periods shown": {nil, func(in Input) {
			for _, r := range all(in) {
				none(r, "gpus")
				none(r, "gpu_hours.available")
			}
		}, "gpus", "no GPUs are online in the periods shown"},
		"all spent in the only month": {nil, func(in Input) { none(in.Month[0], "remaining") }, "remaining",
			"nothing is left to spend at the end of any month shown"},
		"no commitment": {nil, func(in Input) { none(in.Month[0], "remaining"); in.Month[0].Summary.Commitment = 0 }, "remaining",
			"nothing is committed"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			su := usual(2, 1, 3)
			if tt.setup != nil {
				tt.setup(&su)
			}
			in := su.input(t)
			if tt.change != nil {
				tt.change(in)
			}
			_, skipped, err := Charts(in, tt.chart)
			if err != nil || len(skipped) != 1 || skipped[0].Reason != tt.want {
				t.Errorf("got %s, %v, want %q", reasons(skipped), err, tt.want)
			}
		})
	}
}

func TestGPUHoursAloneAreDrawnAlone(t *testing.T) {
	in := usual(2, 1, 4).input(t)
	for _, s := range in.Month[0].Metrics {
		if s.Name == "gpus" {
			clear(s.Values)
		}
	}
	c, err := GPUs(in)
	if err != nil || !strings.HasPrefix(c.Title, "GPU-hours available ") || strings.Contains(c.Subtitle, "online") {
		t.Errorf("got %v, %v", c, err)
	}
}

func TestScenariosInTwoCurrenciesAreNotComparedInMoney(t *testing.T) {
	in := usual(1, 2, 4).input(t)
	in.Year[1].Scenario.Currency, in.Month[1].Scenario.Currency = "EUR", "EUR"
	charts, skipped, err := Charts(in)
	if err != nil {
		t.Fatal(err)
	}
	if got := names(charts); got != "spend revenue-vs-spend coverage gpus power" {
		t.Errorf("got %s", got)
	}
	if got := strings.Count(reasons(skipped), "different currencies"); got != 3 {
		t.Errorf("%d charts are skipped for their currencies: %s", got, reasons(skipped))
	}
}

func TestUnknownIsAGapAndNeverZero(t *testing.T) {
	got := runs([]point{{0, 1}, {1, nan}, {2, 3}, {3, 4}, {4, nan}})
	if len(got) != 2 || len(got[0]) != 1 || len(got[1]) != 2 || got[1][0].x != 2 {
		t.Errorf("got %v", got)
	}
	r := report(map[string][]float64{"spend": billions(1, 1, 1), "coverage.revenue": {2, nan, 3}})
	c, err := Coverage(Input{Year: []*model.Report{r}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := c.Layout(DefaultStyle())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range l.Marks {
		if m.Kind == Data && m.owner == 1 && len(m.Line) > 0 {
			t.Errorf("a line is drawn over a year that is not known: %v", m.Line)
		}
	}
	if !strings.Contains(string(c.CSV()), "2026,,false") {
		t.Errorf("the unknown year is no empty cell:\n%s", c.CSV())
	}
}

func TestUnknownAndZeroInEveryMetricCanBeDrawn(t *testing.T) {
	for _, v := range []float64{nan, 0, 1e-9, 1e17, -1e9} {
		in := usual(3, 3, 5).input(t)
		for _, r := range append(append([]*model.Report(nil), in.Year...), in.Month...) {
			for _, s := range allSeries(r) {
				for i := range s.Values {
					if i%3 != 1 {
						s.Values[i] = v
					}
				}
			}
		}
		charts, _, err := Charts(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range charts {
			if _, err := c.Layout(DefaultStyle()); err != nil {
				t.Errorf("value %g: %v", v, err)
			}
		}
	}
}

func TestAPanicWhileDrawingIsAnError(t *testing.T) {
	c := &Chart{Name: "broken", draw: func(*sheet, vg.Rectangle) { panic("no") }}
	for name, draw := range map[string]func() error{
		"PNG":    func() error { _, err := c.PNG(DefaultStyle()); return err },
		"SVG":    func() error { _, err := c.SVG(DefaultStyle()); return err },
		"layout": func() error { _, err := c.Layout(DefaultStyle()); return err },
	} {
		if err := draw(); err == nil || !strings.Contains(err.Error(), "chart broken cannot be drawn: no") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestEachChartHasItsConstructor(t *testing.T) {
	in := usual(2, 2, 4).withTerms(true).input(t)
	for name, make := range map[string]func(Input) (*Chart, error){
		"spend": Spend, "revenue-vs-spend": RevenueVsSpend, "coverage": Coverage, "gpus": GPUs, "utilisation": Utilisation,
		"remaining": Remaining, "cash-vs-expense": CashVsExpense, "power": Power, "compare": Compare, "headline": Headline,
	} {
		c, err := make(in)
		if err != nil || c.Name != name {
			t.Errorf("%s: got %v, %v", name, c, err)
		}
		_, err = make(Input{})
		var not *NotDrawn
		if err == nil || errors.As(err, &not) {
			t.Errorf("%s: no reports at all: got %v", name, err)
		}
	}
}

func TestGonumsGlobalsAreLeftAlone(t *testing.T) {
	before := plot.DefaultFont
	charts, _, _ := Charts(usual(1, 1, 3).input(t))
	if _, err := charts[0].PNG(Style{Light, 8, 4.5, 72}); err != nil {
		t.Fatal(err)
	}
	if plot.DefaultFont != before || font.DefaultCache.Has(fontOf(0, false)) != font.DefaultCache.Has(fontOf(0, true)) {
		t.Error("a default of gonum's has changed")
	}
}

func TestSmallContractsAreGroupedIntoOthers(t *testing.T) {
	tests := map[int]struct {
		parts int
		last  string
	}{
		6:  {6, "Cerebras"},
		7:  {7, "Crusoe"},
		8:  {7, "Others (2)"},
		12: {7, "Others (6)"},
	}
	for n, tt := range tests {
		r := usual(n, 1, 4).input(t).Year[0]
		ps := parts(r, "spend", sum)
		if len(ps) != tt.parts || ps[len(ps)-1].name != tt.last {
			t.Errorf("%d contracts: %d parts, last %s", n, len(ps), ps[len(ps)-1].name)
		}
		got, want := sum(totals(ps, len(r.Periods))), 0.0
		for _, vs := range contractValues(r, "spend") {
			want += sum(vs)
		}
		if math.Abs(got-want) > 1e-9*want {
			t.Errorf("%d contracts: parts add up to %g, contracts to %g", n, got, want)
		}
	}
}

func TestContractsOfOneProviderAreToldApart(t *testing.T) {
	r := report(map[string][]float64{"spend": {1}})
	r.Contracts = []model.ContractReport{{ID: "a", Provider: "Oracle"}, {ID: "b", Provider: "Oracle"}, {ID: "c"}}
	if got := strings.Join(contractNames(r), "|"); got != "Oracle (a)|Oracle (b)|c" {
		t.Errorf("got %s", got)
	}
}

func TestTheCoverageScaleStaysUseful(t *testing.T) {
	of := func(vs ...float64) []line {
		var pts []point
		for i, v := range vs {
			pts = append(pts, point{float64(i), v})
		}
		return []line{{pts: pts}}
	}
	tests := map[string]struct {
		lines  []line
		top    float64
		capped bool
	}{
		"values of one order need no cap":     {of(0.5, 1.2, 2.2), 2.2, false},
		"the target is always on the scale":   {of(0.1, 0.2), 1, false},
		"one year of a hundred is cut off":    {of(104, 1.2, 0.9, 1.1, 1.4), 1.5, true},
		"steady growth is shown as it is":     {of(9, 10, 17, 28, 47, 59), 59, false},
		"all far above is no reason to cut":   {of(50, 60, 70), 70, false},
		"a single value is shown as it is":    {of(104), 104, false},
		"unknown years do not count":          {of(nan, 1.2, nan, 2), 2, false},
		"the higher of two is cut if far off": {of(1, 500), 1.5, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			top, capped := coverageTop(tt.lines, 1)
			if top != tt.top || capped != tt.capped {
				t.Errorf("got %g, %t, want %g, %t", top, capped, tt.top, tt.capped)
			}
		})
	}
}

func TestSourceSaysWhatTheNumbersRestOn(t *testing.T) {
	in := usual(1, 1, 3).input(t)
	r := in.Year[0]
	r.Scenario.Sources = []model.Source{{ID: "x", Publisher: "A blog"}, {ID: "y", Publisher: "The company"}, {ID: "z", Publisher: "The catalogue"}}
	r.Scenario.Inputs = model.Inputs{
		{Path: "contracts.c0.term", Source: "x", Grade: model.PressOnly}, {Path: "contracts.c0.start", Source: "x", Grade: model.PressOnly},
		{Path: "contracts.c0.value", Source: "y", Grade: model.Disclosed}, {Path: "catalog.gb200.kw", Source: "z", Grade: model.Disclosed},
	}
	want := "scenario “OpenAI–AWS, as announced” (openai-0.yaml, sha256 03f9c2a1); committed value 72% disclosed, 28% assumed; " +
		"figures from The company and A blog. commitcast " + model.Version + ". A projection of the terms as stated, not a forecast."
	if got := strings.ReplaceAll(source(in.Year, false), nbsp, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := source(in.Year, true); !strings.Contains(got, "revenue 20% disclosed, 45% reported, 35% assumed") {
		t.Errorf("got %s", got)
	}
}

func TestPartYearsAreNamedInTheNote(t *testing.T) {
	charts, _, err := Charts(usual(2, 1, 8).input(t), "spend", "coverage")
	if err != nil {
		t.Fatal(err)
	}
	if want := "* part-years, hatched: 2025 (Nov–Dec) and 2032 (Jan–Oct)."; !strings.HasPrefix(charts[0].Note, want) {
		t.Errorf("got %s", charts[0].Note)
	}
	if want := "Part-years are left out."; !strings.Contains(charts[1].Note, want) {
		t.Errorf("got %s", charts[1].Note)
	}
}

// One contract has one colour in every chart: the order of the parts is that of spend, also where what remains is alike.
func TestThePartsOfEveryChartAreInTheSameOrder(t *testing.T) {
	year := usual(5, 1, 7).input(t).Year[0]
	order := func(metric string, weigh func([]float64) float64) string {
		var names []string
		for _, p := range parts(year, metric, weigh) {
			names = append(names, p.name)
		}
		return strings.Join(names, ", ")
	}
	if spend, remaining := order("spend", sum), order("remaining", func(vs []float64) float64 { return -sum(vs) }); spend != remaining {
		t.Errorf("spend is stacked as %s, what remains as %s", spend, remaining)
	}
}
