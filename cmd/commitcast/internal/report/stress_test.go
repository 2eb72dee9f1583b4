package report

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/analysis"
)

func aBreak() *analysis.Stress {
	return &analysis.Stress{
		Scenario: announced().Scenario, Limit: analysis.Limit{Target: model.Target{Name: "coverage.revenue", Period: "2028"}, Min: 1, Max: nan},
		Base: 1.5, Median: 1.4, Found: true, Distance: 2.5, Probability: 0.0062097, At: 0.9999999, Reach: 6,
		Inputs: []analysis.StressedInput{
			{Path: "revenue.total.margin", Base: 0.7, Median: 0.69, At: 0.5, Score: -2, Importance: 0.64, BaseText: "70%", MedianText: "69%", AtText: "50%"},
			{Path: "contracts.aws.delay", Median: 3, At: 9, Score: 1.5, Importance: 0.36, BaseText: "0mo", MedianText: "3mo", AtText: "9mo"},
			{Path: "contracts.azure.delay", Median: 3, At: 4, Score: 0.6, BaseText: "0mo", MedianText: "3mo", AtText: "4mo"},
		},
		Warnings: []model.Warning{{Path: "uncertainty.noise", Message: "left out"}},
	}
}

func TestAReverseStressTellsWhereItBreaks(t *testing.T) {
	text := string(Stress(aBreak(), Table, Options{Width: 300}))
	for _, want := range []string{"coverage.revenue@2028 at least 1.00×", "1.50×", "1.40×", "2.50 standard deviations", "about 0.62%", "−2.00",
		"64%", "50%",
		"moved along by a correlation, or hardly: contracts.azure.delay", "uncertainty.noise: left out"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}

func TestAReverseStressWithoutABreakSaysSo(t *testing.T) {
	r := aBreak()
	r.Found, r.Inputs, r.Distance, r.Probability, r.At = false, nil, nan, nan, nan
	if text := string(Stress(r, Table, Options{Width: 300})); !strings.Contains(text, "none was found within 6 standard deviations") ||
		strings.Contains(text, "moved by") {
		t.Error(text)
	}
	r = aBreak()
	r.Broken, r.Median, r.Distance, r.Probability = true, 0.9, 0, nan
	text := string(Stress(r, Table, Options{Width: 300}))
	if !strings.Contains(text, "broken at the medians already") || !strings.Contains(text, "coverage.revenue@2028 below 1.00×") ||
		strings.Contains(text, "moved by") {
		t.Error(text)
	}
}

func TestNoiseIsTheFactorOfTheMonthsThatCount(t *testing.T) {
	tests := map[string][2]model.Month{
		"by in 2028, where it counts":                 {model.MonthOf(2028, 1), model.MonthOf(2028, 12)},
		"by from 2028 to 2030, where it counts":       {model.MonthOf(2028, 1), model.MonthOf(2030, 12)},
		"by in 2028-12, where it counts":              {model.MonthOf(2028, 12), model.MonthOf(2028, 12)},
		"by from 2028-01 to 2030-11, where it counts": {model.MonthOf(2028, 1), model.MonthOf(2030, 11)},
	}
	r := aBreak()
	noise := analysis.StressedInput{Path: "noise.revenue.total", Base: 1, Median: 0.95, At: 0.71, Score: -1.2, Noise: true, AtText: "0.71×"}
	r.Scenario.Uncertainty.Noise = []model.Noise{{Path: "revenue.total", Volatility: 0.2}}
	for want, months := range tests {
		noise.From, noise.To = months[0], months[1]
		r.Inputs = []analysis.StressedInput{noise}
		if text := string(Stress(r, Table, Options{Width: 300})); !strings.Contains(text, want) || strings.Contains(text, "without the monthly noise") {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if data := string(Stress(r, JSON, Options{})); !strings.Contains(data, `"from": "20`) || !strings.Contains(data, `"to": "20`) {
		t.Error(data)
	}
	if r.Noiseless = true; !strings.Contains(string(Stress(r, Table, Options{Width: 300})), "without the monthly noise") {
		t.Error("that noise is left out of the probability is not said")
	}
}

func TestADistanceHasTwoDigitsOfProbability(t *testing.T) {
	tests := map[float64]string{0.0062097: "about 0.62%", 0.158655: "about 16%", 0.4: "about 40%", 0.0227: "about 2.3%", 9.8659e-10: "about 0.000000099%"}
	for p, want := range tests {
		if got := firstOrder(p); got != want {
			t.Errorf("%v is %s, want %s", p, got, want)
		}
	}
}

func TestTheDataOfAReverseStressIsLongForm(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(string(Stress(aBreak(), CSV, Options{})))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+9+3*5 {
		t.Errorf("%d rows", len(rows))
	}
	if last := strings.Join(rows[len(rows)-2][2:], ","); last != "contracts.azure.delay,score,0.6" {
		t.Errorf("a row is %s", last)
	}
	var got struct {
		Schema      string
		Distance    float64
		Max         *float64
		Combination []struct {
			Path  string
			Score float64
		}
	}
	if err := json.Unmarshal(Stress(aBreak(), JSON, Options{}), &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != "commitcast.stress/1" || got.Distance != 2.5 || got.Max != nil || len(got.Combination) != 3 || got.Combination[1].Score != 1.5 {
		t.Errorf("%+v", got)
	}
}
