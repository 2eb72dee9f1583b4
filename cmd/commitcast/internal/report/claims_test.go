package report

import (
	"encoding/json"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/analysis"
)

// claimed is a scenario with three claims: one as modelled, one that is out and one that is not judged.
func claimed() *analysis.Claims {
	s := &model.Scenario{Title: "Deal", Name: "deal", File: "deal.yaml", Currency: "USD", InputSHA256: strings.Repeat("a", 64),
		Sources: []model.Source{{ID: "paper", Publisher: "Paper"}, {ID: "other", Publisher: "Other"}}}
	report := func(commitment float64) *model.Report {
		return &model.Report{Scenario: s, Summary: model.Summary{Commitment: commitment, PeakSpend: commitment / 2, MinCoverage: 0.75}}
	}
	price := func(v float64, inside bool) []analysis.Judgement {
		return []analysis.Judgement{{Contract: "a", Measure: "price.implied", Unit: model.CurrencyPerHour, Value: v, Low: 2, High: 9, Inside: inside, Amount: 4e9 * v}}
	}
	return &analysis.Claims{Scenario: s, Report: report(16e9), Own: price(4, true), All: []analysis.Claim{
		{Path: "contracts.a.value", Name: "paper", Text: "$16B", Grade: model.PressOnly, Source: "paper", Scenario: s, Contract: "a", Base: true,
			Report: report(16e9), PeakSpend: 8e9, Judgements: price(4, true), Survives: true, Judged: true, Instead: model.Unknown()},
		{Path: "contracts.a.value", Name: "slip", Text: "$1.6B", Grade: model.Assumed, Scenario: s, Contract: "a", Note: "A slip.",
			Report: report(1.6e9), PeakSpend: 0.8e9, Judgements: price(0.4, false), Judged: true, Factor: 10, Instead: 16e9, InsteadText: "$16B"},
		{Path: "revenue.r.margin", Name: "lower", Text: "60%", Grade: model.Assumed, Scenario: s, Report: report(16e9), PeakSpend: 8e9, Unjudged: "it has no band", Instead: model.Unknown()},
	}}
}

func TestClaimsAreToldPathByPath(t *testing.T) {
	text := squeezed(string(Claims(claimed(), Table, Options{Width: 200})))
	for _, want := range []string{
		"Deal: claims\nUSD · deal.yaml · 3 claims · 2 held against plausible bands, 1 inside\n",
		"\ncontracts.a.value\n", "plausible 2.00–9.00\n",
		"paper = $16B reported $8.00B 4.00 survives\n", "slip $1.6B assumed $800.00M 0.40* out\n",
		"slip ($1.6B) is out: $0.40/GPU-hour is below the plausible $2.00–$9.00. Ten times as much would be inside: $16B\n",
		"\nrevenue.r.margin\n", "lower 60% assumed $8.00B not judged\n", "\nnot judged (lower): it has no band\n",
		"contracts.a.value, slip: $1.6B A slip.\n", "[paper] Paper\n", "= says what the scenario says\n", "* outside the plausible band\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "[other]") {
		t.Error("a source that no claim names is listed")
	}
}

func TestClaimsThatSurviveAreCompared(t *testing.T) {
	text := squeezed(string(Claims(claimed(), Table, Options{Width: 200})))
	if strings.Contains(text, "contracts.a.value: what the claims that survive come to") {
		t.Error("there is nothing to compare with the scenario's own value")
	}
	if strings.Contains(text, "revenue.r.margin: what the claims that survive come to") {
		t.Error("what is not judged does not survive")
	}
	c := claimed()
	c.All[2].Judged, c.All[2].Survives = true, true
	text = squeezed(string(Claims(c, Table, Options{Width: 200})))
	if want := "revenue.r.margin: what the claims that survive come to\nas modelled lower\n─"; !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
	if want := "Commitment $16.00B $16.00B\n"; !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
}

func TestGPUsThatAnAmountPaysForAreTold(t *testing.T) {
	j := analysis.Judgement{Measure: "gpus_per_million", Amount: 3.8e9, Value: 52.631578947368425, Low: 2, High: 8}
	if got, want := paidText(j, "USD"), "$3.80B pays for 7,600 to 30,400 GPUs at plausible prices, not for 200,000"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

func TestABandThatAClaimMovesStandsBelowIt(t *testing.T) {
	c := claimed()
	c.All[1].Judgements[0].High = 8
	text := squeezed(string(Claims(c, Table, Options{Width: 200})))
	if want := "slip $1.6B assumed $800.00M 0.40* out\nits own band 2.00–8.00\n"; !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
	if strings.Count(text, "its own band") != 1 {
		t.Errorf("a band that stands above is repeated in\n%s", text)
	}
}

func TestALongNameOfAClaimKeepsItsEndAndItsTableItsWidth(t *testing.T) {
	c := claimed()
	c.All[1].Name = "a-magazine-with-a-long-name-of-2025-11"
	lines := strings.Split(string(Claims(c, Table, Options{Width: 100})), "\n")
	row := -1
	for i, line := range lines {
		if width(line) > 100 {
			t.Errorf("%d columns: %s", width(line), line)
		}
		if strings.HasPrefix(line, "a-magaz…-2025-11  ") {
			row = i
		}
	}
	if row < 0 {
		t.Errorf("no row of the name in\n%s", strings.Join(lines, "\n"))
	}
	c.All[0].Base, c.All[0].Name = false, "a-magazine-with-another-name-of-2025-11"
	if names := claimNames(c.All[:2]); names[0] != "a-magaz…-2025-11" || names[1] != c.All[1].Name {
		t.Errorf("names that are shortened alike are %q", names)
	}
}

func TestClaimsThatAreOutAreAListInMarkdown(t *testing.T) {
	c := claimed()
	c.All = append(c.All[:2:2], c.All[1])
	text := string(Claims(c, Markdown, Options{}))
	if n := strings.Count(text, "\n- slip ($1.6B) is out: "); n != 2 {
		t.Errorf("%d of 2 items in\n%s", n, text)
	}
}

func TestClaimsInJSONAndCSV(t *testing.T) {
	var got struct {
		Schema string
		Claims []struct {
			Path, Name, Verdict string
			Survives            *bool
			Factor, Instead     *float64
		}
	}
	if err := json.Unmarshal(Claims(claimed(), JSON, Options{}), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Claims) != 3 || got.Schema != "commitcast.claims/1" {
		t.Fatalf("it says %+v", got)
	}
	if slip := got.Claims[1]; slip.Verdict != "out" || *slip.Survives || *slip.Factor != 10 || *slip.Instead != 16e9 {
		t.Errorf("the slip is %+v", slip)
	}
	if lower := got.Claims[2]; lower.Verdict != "not judged" || lower.Survives != nil || lower.Factor != nil {
		t.Errorf("what is not judged is %+v", lower)
	}
	csv := string(Claims(claimed(), CSV, Options{}))
	want := "contracts.a.value,slip,$1.6B,assumed,,false,out,a,price.implied,USD/GPU-hour,0.4,2,9,false\r\n"
	if !strings.HasPrefix(csv, claimsHeader) || !strings.Contains(csv, want) {
		t.Errorf("no %q in\n%s", want, csv)
	}
}

// Of 100 to 400 GPUs a million, $2M pays for 200 to 800; where prices from 0 on are plausible, for any more.
func TestGPUsThatAnAmountPaysForMayHaveNoMost(t *testing.T) {
	j := analysis.Judgement{Measure: "gpus_per_million", Value: 50, Low: 100, High: 400, Amount: 2e6}
	if got, want := paidText(j, "USD"), "$2.00M pays for 200 to 800 GPUs at plausible prices, not for 100"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if j.Value = 49.99999999999999; !strings.HasSuffix(paidText(j, "USD"), "not for 100") {
		t.Errorf("a fleet of 100 is %q", paidText(j, "USD"))
	}
	j.High = model.Unknown()
	if got, want := paidText(j, "USD"), "$2.00M pays for at least 200 GPUs at plausible prices, not for 100"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
