package report

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"commitcast/model"
	"pgregory.net/rapid"
)

// shape is the part of the JSON that other programs rely on.
type shape struct {
	Schema, Scenario, File, Currency, By string
	Periods                              []struct {
		Label, From, To string
		Partial         bool
	}
	Metrics   map[string]seriesShape
	Contracts map[string]map[string]seriesShape
	Summary   map[string]any
	Warnings  []struct{ Path, Message string }
	Inputs    []struct {
		Path, Value, Grade string
		Source             *string
	}
	Hash    string `json:"input_sha256"`
	Version string
}

type seriesShape struct {
	Unit                 string
	Values               []*json.Number
	Before, After, Total *json.Number
}

func parsed[T any](t testing.TB, b []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, b)
	}
	return v
}

func TestProjectionJSONHasTheShapeOthersRelyOn(t *testing.T) {
	out := Project(announced(), JSON, Options{})
	got := parsed[shape](t, out)
	if got.Schema != "commitcast.projection/1" || got.Scenario != "OpenAI–AWS, as announced" || got.File != "openai-aws.yaml" ||
		got.Currency != "USD" || got.By != "year" || got.Version != model.Version || got.Hash != "0123456789abcdef" {
		t.Errorf("head is %+v", got)
	}
	if p := got.Periods[0]; p.Label != "2025" || p.From != "2025-01" || p.To != "2025-12" || !p.Partial {
		t.Errorf("first period is %+v", p)
	}
	if s := got.Metrics["spend"]; s.Unit != "USD" || s.Values[0].String() != "70501000" || s.Total.String() != "38000001000" || s.Before != nil {
		t.Errorf("spend is %+v", s)
	}
	if s := got.Metrics["coverage.revenue"]; s.Values[0] != nil || s.Total != nil || s.Values[1].String() != "8.8653" {
		t.Errorf("coverage is %+v", s)
	}
	if _, ok := got.Contracts["aws"]["spend"]; !ok {
		t.Error("the contract's spend is missing")
	}
	if got.Inputs[0].Value != "$38B" || *got.Inputs[0].Source != "aws-2025-11-03" || got.Inputs[1].Source != nil {
		t.Errorf("inputs are %+v", got.Inputs)
	}
	if !strings.HasSuffix(string(out), "}\n") {
		t.Error("does not end in a new line")
	}
}

func TestSummaryJSONTellsEveryFieldAndNullForWhatIsNotKnown(t *testing.T) {
	summary := parsed[shape](t, Project(announced(), JSON, Options{})).Summary
	want := map[string]any{
		"commitment": 38e9, "present_value": 27692105600.41, "weighted_average_life_years": 3.822294, "peak_spend": 5.922078e9,
		"peak_spend_period": "2027", "min_coverage": 8.8653, "min_coverage_period": "2026", "first_covered_year": 2026.0,
		"coverage_life": nil, "breakeven_cagr_all": nil, "breakeven_base_year": nil, "funding_gap": nil, "funding_gap_month": nil,
		"runway_month": nil, "mark_to_market": nil, "mark_to_market_pv": nil, "gpu_hours": 11258385700.0, "price_implied": 3.3753,
		"price_effective": nil, "spend_per_mw_year": nil, "valuation_date": "2025-11-01",
		"contingent": 0.0, "charges": 0.0, "forfeits": 0.0, "idle": nil, "unserved": nil,
	}
	if len(summary) != len(want) {
		t.Errorf("%d fields, want %d", len(summary), len(want))
	}
	for key, v := range want {
		if got, ok := summary[key]; !ok || got != v {
			t.Errorf("%s is %v, want %v", key, got, v)
		}
	}
}

// Whatever the amounts, the cents of values, before and after add up to the cents of the total.
func TestMoneyInJSONAddsUpToTheCent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-1e12, 1e12), 8, 8).Draw(t, "values")
		s := flow("spend", "Spend", model.Currency, 0, values...)
		s.Before = rapid.Float64Range(-1e9, 1e9).Draw(t, "before")
		s.After = rapid.Float64Range(0, 1e9).Draw(t, "after")
		s.Total = s.Before + s.After
		for _, v := range values {
			s.Total += v
		}
		r := announced()
		r.Metrics = []model.Series{s}
		var got shape
		if err := json.Unmarshal(Project(r, JSON, Options{}), &got); err != nil {
			t.Fatal(err)
		}
		spend, sum := got.Metrics["spend"], new(big.Rat)
		for _, n := range append(spend.Values, spend.Before, spend.After) {
			if n != nil {
				v, _ := new(big.Rat).SetString(n.String())
				sum.Add(sum, v)
			}
		}
		if total, _ := new(big.Rat).SetString(spend.Total.String()); sum.Cmp(total) != 0 {
			t.Errorf("parts add up to %s, total is %s", sum.FloatString(3), spend.Total)
		}
	})
}

func TestJSONKeepsMarkupAsItIsAndDropsEscapes(t *testing.T) {
	r := announced()
	r.Scenario.Title = "a <b> & \"c\"\x1b[31m\u202e"
	out := Project(r, JSON, Options{})
	if got := parsed[shape](t, out).Scenario; got != `a <b> & "c"` {
		t.Errorf("title is %q", got)
	}
	if !strings.Contains(string(out), `a <b> & \"c\"`) {
		t.Error("markup is escaped as if for HTML")
	}
}

// The name of a file can be used again, whatever is in it, and a terminal that shows the JSON obeys nothing in it.
func TestJSONTellsTheTrueNameOfTheFile(t *testing.T) {
	for _, name := range []string{"plain.yaml", "a\tb\nc.yaml", "\x1b[31mred.yaml", "\u009b31m.yaml", "a\u202eb\U000e0001.yaml", "\x7f.yaml", `"q".yaml`} {
		r := announced()
		r.Scenario.File = "folder/" + name
		out := Project(r, JSON, Options{})
		if got := parsed[shape](t, out).File; got != name {
			t.Errorf("%q is told as %q", name, got)
		}
		if strings.ContainsAny(string(out), "\t\x1b\u009b\u202e\U000e0001\x7f") {
			t.Errorf("%q is not escaped in\n%q", name, out)
		}
	}
}

func TestComparisonJSONHasDeltasAgainstTheFirst(t *testing.T) {
	type comparison struct {
		Schema, By  string
		Projections []shape
		Deltas      []struct {
			Name    string
			Metrics map[string]struct {
				Values, Relative []*float64
				Total            *float64
			}
			Summary map[string]*float64
		}
	}
	got := parsed[comparison](t, Compare(against(announced(), dearer()), JSON, Options{}))
	if got.Schema != "commitcast.comparison/1" || got.By != "year" || len(got.Projections) != 2 || len(got.Deltas) != 1 {
		t.Fatalf("head is %s %s with %d projections", got.Schema, got.By, len(got.Projections))
	}
	d := got.Deltas[0]
	if spend := d.Metrics["spend"]; *spend.Values[0] != 7050100 || *spend.Total != 3800000100 || *spend.Relative[0] < 0.0999 || *spend.Relative[0] > 0.1001 {
		t.Errorf("delta of spend is %v, %v of %v", *spend.Values[0], *spend.Relative[0], *spend.Total)
	}
	if d.Metrics["coverage.revenue"].Values[0] != nil {
		t.Error("a delta that is not known is not null")
	}
	if *d.Summary["commitment"] != 3.8e9 || *d.Summary["first_covered_year"] != 2 || d.Summary["coverage_life"] != nil {
		t.Errorf("delta of the summary is %v", d.Summary)
	}
}
