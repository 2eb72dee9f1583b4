package plots

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"commitcast/model"
)

var nan = model.Unknown()

// report is a report by calendar year from 2025 on; a label with an asterisk is a part-year.
func report(metrics map[string][]float64, partial ...int) *model.Report {
	n := 0
	for _, vs := range metrics {
		n = len(vs)
	}
	r := &model.Report{By: model.ByYear, Scenario: &model.Scenario{Title: "Base", Currency: "USD", Target: 1}}
	for i := range n {
		r.Periods = append(r.Periods, model.Period{
			Label: fmt.Sprint(2025 + i), From: model.MonthOf(2025+i, time.January), To: model.MonthOf(2025+i, time.December),
		})
	}
	for _, i := range partial {
		r.Periods[i].Partial = true
	}
	for name, vs := range metrics {
		r.Metrics = append(r.Metrics, series(name, model.Sum, vs))
	}
	return r
}

// by adds contracts with the given spend.
func by(r *model.Report, spends map[string][]float64) *model.Report {
	for _, name := range []string{"Oracle", "Azure", "A provider with a rather long name indeed"} {
		if vs, ok := spends[name]; ok {
			r.Contracts = append(r.Contracts, model.ContractReport{ID: strings.ToLower(name), Provider: name, Metrics: []model.Series{series("spend", model.Sum, vs)}})
		}
	}
	return r
}

func billions(vs ...float64) []float64 {
	out := make([]float64, len(vs))
	for i, v := range vs {
		out[i] = v * 1e9
	}
	return out
}

func TestSpendTitleSaysWhatTheNumbersSay(t *testing.T) {
	tests := map[string]struct {
		spends  map[string][]float64
		partial []int
		want    string
	}{
		"a peak":                         {map[string][]float64{"Oracle": billions(1, 5, 3)}, nil, "Compute spend peaks at $5B in 2026"},
		"a plateau":                      {map[string][]float64{"Oracle": billions(1, 5.922, 5.922, 5.922, 4)}, nil, "Compute spend peaks at $5.9B a year in 2026–2028"},
		"a plateau that is not quite so": {map[string][]float64{"Oracle": billions(1, 5.96, 5.94, 2)}, nil, "Compute spend peaks at about $6B a year in 2026–2027"},
		"two peaks apart":                {map[string][]float64{"Oracle": billions(5, 1, 5)}, nil, "Compute spend peaks at $5B, in 2 of 3 full years"},
		"level":                          {map[string][]float64{"Oracle": billions(4, 4, 4)}, nil, "Compute spend is level at $4B in every full year"},
		"rising":                         {map[string][]float64{"Oracle": billions(1, 2, 4)}, nil, "Compute spend rises every full year, to $4B in 2027"},
		"falling":                        {map[string][]float64{"Oracle": billions(4, 2, 1)}, nil, "Compute spend falls every full year, from $4B in 2025"},
		"one year":                       {map[string][]float64{"Oracle": billions(4)}, nil, "Compute spend is $4B in 2025"},
		"one year, of which a part":      {map[string][]float64{"Oracle": billions(0.07)}, []int{0}, "Compute spend is $70M in the part of 2025 shown"},
		"part-years only":                {map[string][]float64{"Oracle": billions(1, 2)}, []int{0, 1}, "Compute spend is $3B over part-years only"},
		"one full year between parts":    {map[string][]float64{"Oracle": billions(0.1, 4, 3)}, []int{0, 2}, "Compute spend is $4B in 2026, the only full year"},
		"a part-year does not count":     {map[string][]float64{"Oracle": billions(0.1, 4, 3, 1)}, []int{0}, "Compute spend falls every full year, from $4B in 2026"},
		"a part-year that is higher": {map[string][]float64{"Oracle": billions(1, 4, 3, 9)}, []int{3},
			"Compute spend in a full year is highest in 2026, at $4B"},
		"the largest contract is named": {map[string][]float64{"Oracle": billions(1, 5, 3), "Azure": billions(1, 1, 1)}, nil,
			"Compute spend peaks at $6B in 2026; Oracle has 75% of the total"},
		"not when two are alike": {map[string][]float64{"Oracle": billions(1, 5, 3), "Azure": billions(3, 5, 1)}, nil,
			"Compute spend peaks at $10B in 2026"},
		"and not by a name that is too long": {map[string][]float64{"A provider with a rather long name indeed": billions(1, 5, 3), "Azure": billions(1, 1, 1)}, nil,
			"Compute spend peaks at $6B in 2026; the largest contract has 75% of the total"},
		"unknown years are no years": {map[string][]float64{"Oracle": {nan, 5e9, nan}}, nil, "Compute spend is $5B in 2026"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			total := make([]float64, 0)
			for _, vs := range tt.spends {
				for i, v := range vs {
					if i == len(total) {
						total = append(total, 0)
					}
					total[i] += v
				}
			}
			r := by(report(map[string][]float64{"spend": total}, tt.partial...), tt.spends)
			c, err := Spend(Input{Year: []*model.Report{r}})
			if err != nil {
				t.Fatal(err)
			}
			if c.Title != tt.want {
				t.Errorf("got  %q\nwant %q", c.Title, tt.want)
			}
		})
	}
}

func TestRevenueTitleSaysWhatTheNumbersSay(t *testing.T) {
	tests := map[string]struct {
		revenue, spend []float64
		partial        []int
		want           string
	}{
		"covered always": {billions(4, 9, 9), billions(2, 3, 4), nil, "Revenue covers compute spend in every full year; coverage is lowest in 2025 (2.00×)"},
		"never":          {billions(1, 2, 3), billions(2, 5, 4), nil, "Revenue falls short of compute spend in every full year, by most in 2026 ($3B)"},
		"from a year on": {billions(1, 5, 9), billions(2, 5, 4), nil, "Revenue covers compute spend from 2026; before, it falls short, by $1B"},
		"until a year":   {billions(3, 5, 1), billions(2, 5, 4), nil, "Revenue falls short of compute spend from 2027, by $3B"},
		"but for some":   {billions(3, 5, 1, 9), billions(2, 6, 4, 4), nil, "Revenue falls short of compute spend in 2026–2027, by most in 2027 ($3B)"},
		"now and then":   {billions(1, 5, 1, 9), billions(2, 4, 4, 4), nil, "Revenue falls short of compute spend in 2 of 4 full years"},
		"one year":       {billions(3), billions(2), nil, "Revenue of $3B covers compute spend of $2B in 2025"},
		"one short year": {billions(1), billions(2), nil, "Revenue of $1B is below compute spend of $2B in 2025"},
		"part-years":     {billions(1), billions(2), []int{0}, "Revenue and compute spend by year"},
		"a short part-year does not count": {billions(0, 5, 6), billions(1, 2, 3), []int{0},
			"Revenue covers compute spend in every full year; coverage is lowest in 2027 (2.00×)"},
		"years without revenue data are left out": {[]float64{nan, 5e9}, billions(1, 2), nil, "Revenue of $5B covers compute spend of $2B in 2026"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := report(map[string][]float64{"revenue": tt.revenue, "spend": tt.spend}, tt.partial...)
			c, err := RevenueVsSpend(Input{Year: []*model.Report{r}})
			if err != nil {
				t.Fatal(err)
			}
			if c.Title != tt.want {
				t.Errorf("got  %q\nwant %q", c.Title, tt.want)
			}
		})
	}
}

func TestCoverageTitleSaysWhatTheNumbersSay(t *testing.T) {
	tests := map[string]struct {
		scenarios [][]float64
		target    float64
		partial   []int
		want      string
	}{
		"above always":         {[][]float64{{3, 2, 4}}, 1, nil, "Coverage meets the 1.0× target in every full year; it is lowest in 2026 (2.00×)"},
		"below always":         {[][]float64{{0.3, 0.2, 0.4}}, 1, nil, "Coverage stays below the 1.0× target in all 3 full years"},
		"reached":              {[][]float64{{0.3, 1.3, 1.4}}, 1.25, nil, "Coverage reaches the 1.25× target in 2026 and stays at or above it"},
		"exactly reached":      {[][]float64{{0.3, 1, 1}}, 1, nil, "Coverage reaches the 1.0× target in 2026 and stays at or above it"},
		"lost":                 {[][]float64{{1.3, 1.1, 0.4}}, 1, nil, "Coverage falls below the 1.0× target from 2027"},
		"now and then":         {[][]float64{{0.3, 1.1, 0.4, 2}}, 1, nil, "Coverage is below the 1.0× target in 2 of 4 full years"},
		"one full year":        {[][]float64{{100, 1.5}}, 1, []int{0}, "Revenue is 1.50× compute spend in 2026, the only full year"},
		"all scenarios above":  {[][]float64{{3, 2}, {4, 1.2}}, 1, nil, "Both scenarios meet the 1.0× target in every full year; the lowest is 1.20×"},
		"all below throughout": {[][]float64{{0.3, 0.2}, {0.4, 0.5}}, 1, nil, "Neither scenario reaches the 1.0× target in a full year"},
		"all below at times":   {[][]float64{{0.3, 2}, {0.4, 2}}, 1, nil, "Both scenarios miss the 1.0× target at times; the lowest is 0.30×"},
		"one of three":         {[][]float64{{1, 2}, {0.4, 2}, {3, 3}}, 1, nil, "1 of 3 scenarios misses the 1.0× target at times; the lowest is 0.40×"},
		"all of three above":   {[][]float64{{1, 2}, {4, 2}, {3, 3}}, 1, nil, "All 3 scenarios meet the 1.0× target in every full year; the lowest is 1.00×"},
		"two known of three":   {[][]float64{{1, 2}, {0.4, 2}, {nan, nan}}, 1, nil, "1 of 2 scenarios with full-year coverage misses the 1.0× target at times"},
		"one without revenue":  {[][]float64{{1, 2}, {nan, nan}}, 1, nil, "The one scenario with full-year coverage meets the 1.0× target in every full year"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var in Input
			for i, vs := range tt.scenarios {
				r := report(map[string][]float64{"coverage.revenue": vs}, tt.partial...)
				r.Scenario.Title, r.Scenario.Target = string(rune('A'+i)), tt.target
				in.Year = append(in.Year, r)
			}
			c, err := Coverage(in)
			if err != nil {
				t.Fatal(err)
			}
			if c.Title != tt.want {
				t.Errorf("got  %q\nwant %q", c.Title, tt.want)
			}
		})
	}
}

func TestHeadlineTitleSaysWhatTheNumbersSay(t *testing.T) {
	tests := map[string]struct {
		base, other model.Summary
		want        string
	}{
		"a change":               {model.Summary{Commitment: 38e9}, model.Summary{Commitment: 45.6e9}, "Commitment is $38B in the first scenario, $45.6B in the second"},
		"a large one":            {model.Summary{Commitment: 38e9}, model.Summary{Commitment: 138e9}, "Commitment is $38B in the first scenario, $138B in the second"},
		"a fall":                 {model.Summary{Commitment: 38e9}, model.Summary{Commitment: 3.8e9}, "Commitment is $38B in the first scenario, $3.8B in the second"},
		"none":                   {model.Summary{Commitment: 38e9}, model.Summary{Commitment: 38e9}, "The headline figures are alike in every scenario"},
		"nothing to be share of": {model.Summary{Commitment: 38e9}, model.Summary{Commitment: 38e9, FundingGap: 1e9}, "The funding gap is $0 in the first scenario, $1B in the second"},
		"the first to change by a tenth": {model.Summary{Commitment: 38e9, PresentValue: 30e9, MinCoverage: 1},
			model.Summary{Commitment: 38e9, PresentValue: 24e9, MinCoverage: 9}, "Present value is $30B in the first scenario, $24B in the second"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var in Input
			for i, s := range []model.Summary{tt.base, tt.other} {
				r := report(map[string][]float64{"spend": {1}})
				r.Scenario.Title, r.Summary = string(rune('A'+i)), s
				in.Year = append(in.Year, r)
			}
			c, err := Headline(in)
			if err != nil {
				t.Fatal(err)
			}
			if c.Title != tt.want {
				t.Errorf("got  %q\nwant %q", c.Title, tt.want)
			}
		})
	}
}

func TestHeadlineTitleGivesTheRangeOfSeveral(t *testing.T) {
	gap := func(vs ...float64) []model.Summary {
		out := make([]model.Summary, len(vs))
		for i, v := range vs {
			out[i] = model.Summary{Commitment: 38e9, FundingGap: v}
		}
		return out
	}
	of := func(f func(s *model.Summary, v float64), vs ...float64) []model.Summary {
		out := make([]model.Summary, len(vs))
		for i, v := range vs {
			f(&out[i], v)
		}
		return out
	}
	price := func(s *model.Summary, v float64) { s.PriceImplied = v }
	hours := func(s *model.Summary, v float64) { s.GPUHours = v }
	commitment := func(s *model.Summary, v float64) { s.Commitment = v }
	tests := map[string]struct {
		in   []model.Summary
		want string
	}{
		"the first is the least":      {of(commitment, 38e9, 38e9, 138e9), "Commitment runs from $38B to $138B across the 3 scenarios"},
		"the first is in the middle":  {of(commitment, 38e9, 20e9, 138e9, 40e9), "Commitment runs from $20B to $138B across the 4 scenarios"},
		"one is not known":            {of(price, 3.38, nan, 1.66), "The price of a GPU-hour runs from $1.66 to $3.38 where it is known"},
		"all alike but one not known": {of(commitment, 38e9, nan, 38e9), "Headline figures of the scenarios against the first"},
		"alike to the figures shown":  {of(commitment, 1.00e9, 1.04e9, 1.03e9), "Commitment differs by up to 4% from the first scenario's"},
		"several words":               {of(hours, 1e9, 2e9, 83e9), "GPU-hours run from 1B to 83B across the 3 scenarios"},
		"nothing in the first":        {gap(0, 2e9, 1e9), "The funding gap runs from $0 to $2B across the 3 scenarios"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var in Input
			for _, s := range tt.in {
				r := report(map[string][]float64{"spend": {1}})
				r.Summary = s
				in.Year = append(in.Year, r)
			}
			c, err := Headline(in)
			if err != nil {
				t.Fatal(err)
			}
			if c.Title != tt.want {
				t.Errorf("got  %q\nwant %q", c.Title, tt.want)
			}
		})
	}
}

func TestCompareTitleGivesTheRangeOfPeaks(t *testing.T) {
	tests := map[string]struct {
		spends [][]float64
		want   string
	}{
		"two peaks":     {[][]float64{billions(1, 5.9, 3), billions(2, 20.2, 4)}, "Peak annual spend runs from $5.9B to $20.2B across the 2 scenarios"},
		"the same":      {[][]float64{billions(1, 5), billions(5, 1)}, "Spend in the highest full year is alike in every scenario: $5B"},
		"one of none":   {[][]float64{billions(1, 5), billions(0, 0)}, "Peak annual spend runs from $0 to $5B across the 2 scenarios"},
		"not all known": {[][]float64{billions(1, 5), {nan, nan}}, "Annual compute spend by scenario"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var in Input
			for _, vs := range tt.spends {
				in.Year = append(in.Year, report(map[string][]float64{"spend": vs}))
			}
			c, err := Compare(in)
			if err != nil {
				t.Fatal(err)
			}
			if c.Title != tt.want {
				t.Errorf("got  %q\nwant %q", c.Title, tt.want)
			}
		})
	}
}

func TestGPUTitleSaysWhatTheNumbersSay(t *testing.T) {
	const peak = "GPUs online peak at 200k from February 2026"
	tests := map[string]struct {
		gpus  []float64   // by month, of the first
		hours [][]float64 // by year and scenario
		want  string
	}{
		"one":               {[]float64{1e5, 2e5, 2e5}, [][]float64{billions(1, 1.8, 1.2)}, peak + "; GPU-hours at 1.8 billion a year"},
		"one with a year":   {[]float64{1e5, 2e5, 2e5}, [][]float64{billions(1.8)}, peak + ", with 1.8 billion GPU-hours in 2025"},
		"one month at peak": {[]float64{1e5, 2e5, 1e5}, [][]float64{billions(1.8)}, "GPUs online peak at 200k in February 2026, with 1.8 billion GPU-hours in 2025"},
		"several": {[]float64{1e5, 2e5}, [][]float64{billions(5, 6.3), billions(50, 33.1)},
			"GPU-hours over 2025–2026 range from 11.3 to 83.1 billion across the scenarios"},
		"of other sizes": {[]float64{1e5, 2e5}, [][]float64{{5e6, 0}, billions(50, 33)},
			"GPU-hours over 2025–2026 range from 5 million to 83 billion across the scenarios"},
		"alike":         {[]float64{1e5, 2e5}, [][]float64{billions(5, 3), billions(3, 5)}, "GPU-hours over 2025–2026 are alike in the scenarios, up to 8 billion"},
		"known of one":  {[]float64{1e5, 2e5}, [][]float64{billions(5, 3), {nan, nan}}, "GPU-hours over 2025–2026 are 8 billion in the one scenario where known"},
		"known of two":  {[]float64{1e5, 2e5}, [][]float64{billions(5, 3), {nan, nan}, billions(1, 1)}, "GPU-hours over 2025–2026 range from 2 to 8 billion where known"},
		"known of none": {[]float64{1e5, 2e5}, [][]float64{{nan}, {nan}}, "GPUs online peak at 200k in every scenario"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var in Input
			for _, vs := range tt.hours {
				in.Year = append(in.Year, report(map[string][]float64{"gpu_hours.available": vs}))
				in.Month = append(in.Month, monthReport(map[string][]float64{"gpus": tt.gpus}))
			}
			c, err := GPUs(in)
			if err != nil {
				t.Fatal(err)
			}
			if plain(c.Title) != tt.want {
				t.Errorf("got  %q\nwant %q", c.Title, tt.want)
			}
		})
	}
}

// monthReport is a report by month from January 2026 on.
func monthReport(metrics map[string][]float64) *model.Report {
	r := report(metrics)
	r.By = model.ByMonth
	for i := range r.Periods {
		m := model.MonthOf(2026, time.January) + model.Month(i)
		r.Periods[i] = model.Period{Label: m.String(), From: m, To: m}
	}
	return r
}

func TestMonthlyTitlesSayWhatTheNumbersSay(t *testing.T) {
	tests := map[string]struct {
		metric    string
		scenarios [][]float64
		draw      func(Input) (*Chart, error)
		want      string
	}{
		"remaining halves": {"remaining", [][]float64{billions(10, 8, 5, 1, 0)}, Remaining,
			"Remaining commitment falls from $10B in January 2026 to half by March 2026"},
		"remaining does not halve": {"remaining", [][]float64{billions(10, 8, 6)}, Remaining,
			"Remaining commitment falls from $10B in January 2026 to $6B in March 2026"},
		"remaining never changes": {"remaining", [][]float64{billions(10, 10)}, Remaining,
			"Remaining commitment is $10B throughout the months shown"},
		"remaining of one month": {"remaining", [][]float64{billions(5)}, Remaining, "Remaining commitment is $5B at the end of January 2026"},
		"remaining rises first": {"remaining", [][]float64{billions(9, 12, 5, 0)}, Remaining,
			"Remaining commitment peaks at $12B in February 2026 and is spent by April 2026"},
		"remaining rises first and is not spent": {"remaining", [][]float64{billions(9, 12, 5, 4)}, Remaining,
			"Remaining commitment peaks at $12B in February 2026 and falls to half by March 2026"},
		"remaining rises last": {"remaining", [][]float64{billions(9, 8, 12, 10)}, Remaining,
			"Remaining commitment peaks at $12B in March 2026; $10B remains at the end"},
		"remaining dips before it rises": {"remaining", [][]float64{billions(10, 4, 9, 0)}, Remaining,
			"Remaining commitment peaks at $10B in January 2026 and is spent by April 2026"},
		"one lasts longest": {"remaining", [][]float64{billions(10, 5, 0, 0), billions(9, 6, 3, 0)}, Remaining,
			"Commitments run out between March 2026 and April 2026 across the scenarios"},
		"both end at once":              {"remaining", [][]float64{billions(10, 5, 0), billions(9, 6, 0)}, Remaining, "All commitments are spent by March 2026"},
		"one does not end":              {"remaining", [][]float64{billions(10, 5, 0), billions(9, 6, 2)}, Remaining, "Up to $2B of commitment remains at the end of March 2026"},
		"power":                         {"power_mw", [][]float64{{1, 280, 288, 288, 2}}, Power, "Facility power peaks at 288 MW from March 2026"},
		"power of the machines":         {"power_it_mw", [][]float64{{1, 4500}}, Power, "IT power peaks at 4.5 GW in February 2026"},
		"power of two":                  {"power_mw", [][]float64{{1, 280}, {1, 300}}, Power, "Facility power peaks between 280 and 300 MW across the scenarios"},
		"power of two sizes":            {"power_mw", [][]float64{{418}, {2400}, {nan}}, Power, "Facility power peaks between 0.42 and 2.4 GW where it is known"},
		"power of very small and large": {"power_mw", [][]float64{{40}, {2400}}, Power, "Facility power peaks between 40 MW and 2.4 GW across the scenarios"},
		"power of one and none":         {"power_mw", [][]float64{{0, 0}, {0, 300}}, Power, "Facility power peaks at up to 300 MW across the scenarios"},
		"power of two the same":         {"power_mw", [][]float64{{1, 300}, {300, 1}}, Power, "Facility power peaks at 300 MW in every scenario"},
		"power only of the last":        {"power_mw", [][]float64{{nan, nan}, {300, 1}}, Power, "Facility power peaks at 300 MW in the one scenario where it is known"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var in Input
			for i, vs := range tt.scenarios {
				m := monthReport(map[string][]float64{tt.metric: vs})
				m.Scenario.Title = string(rune('A' + i))
				in.Month = append(in.Month, m)
				in.Year = append(in.Year, report(map[string][]float64{"spend": {1}}))
			}
			c, err := tt.draw(in)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.ReplaceAll(c.Title, nbsp, " "); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestTitlesAreShort(t *testing.T) {
	for name, su := range cases() {
		charts, _, err := Charts(su.input(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range charts {
			if n := len(strings.Fields(c.Title)); n > 15 || n < 3 {
				t.Errorf("%s, %s: %d words: %s", name, c.Name, n, c.Title)
			}
			if strings.Contains(c.Title, "NaN") || strings.Contains(c.Alt, "NaN") || strings.Contains(c.Note+c.Source, "NaN") {
				t.Errorf("%s, %s: %s %s", name, c.Name, c.Title, c.Alt)
			}
		}
	}
}

func TestAnUnknownTargetIsOne(t *testing.T) {
	for _, v := range []float64{0, -1, nan, math.Inf(1)} {
		if got := targetOf(&model.Report{Scenario: &model.Scenario{Target: v}}); got != 1 {
			t.Errorf("target %v is taken as %v", v, got)
		}
	}
}
