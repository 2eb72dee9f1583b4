package report

import (
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"

	"commitcast/model"
)

// books is a drawdown over two years with a third of a prepayment used in the first. Minimums are 200, of a shortfall up to 30
// is charged and the rest deferred: use of 120 leaves 80, of which 30 is charged and 50 deferred; use of 260 in the second
// year meets 200 + 50 and leaves 10 over.
func books() *model.Ledger {
	const million = 1e6
	contract := model.Contract{ID: "azure", Provider: "Microsoft Azure", Kind: model.Drawdown}
	scale := func(b *model.Book, name, label string) model.Book {
		b.Name, b.Label = name, label
		for _, vs := range bookRows(b) {
			for i := range vs {
				vs[i] *= million
			}
		}
		for i := range b.Lines {
			b.Lines[i].Total *= million
			b.Lines[i].Name = strings.ToLower(b.Lines[i].Label)
		}
		return *b
	}
	return &model.Ledger{
		Scenario: &model.Scenario{Title: "A consumption commitment", Name: "macc", File: "macc.yaml", Currency: "USD",
			Contracts: []model.Contract{contract}, InputSHA256: "0123456789abcdef"},
		Contract: &contract,
		By:       model.ByYear,
		Periods:  years(2026, "2026", "2027*"),
		Books: []model.Book{
			scale(book(0, added("Minimum", 200, 200), takes("Counted", 120, 250), takes("Charged", 30, 0), takes("Forfeited", 0, 0)), "drawdown", "Drawdown of the commitment"),
			scale(book(0, added("Paid ahead", 100, 0), takes("Applied", 100.0/3, 200.0/3)), "prepaid", "Prepaid balance"),
			scale(book(0, added("Charged", 0, 0)), "credit", "Shortfall credit"),
		},
		Years: []model.CommitmentYear{
			{Label: "Y1", From: model.MonthOf(2026, 1), To: model.MonthOf(2026, 12), Minimum: 200 * million, Required: 200 * million,
				Counted: 120 * million, Shortfall: 80 * million, Charged: 30 * million, Deferred: 50 * million},
			{Label: "Y2", From: model.MonthOf(2027, 1), To: model.MonthOf(2027, 12), Minimum: 200 * million, DeferredIn: 50 * million,
				Required: 250 * million, Counted: 260 * million, Excess: 10 * million, MetOn: model.MonthOf(2027, 11)},
		},
		Notes: [][]model.Note{
			{{Month: model.MonthOf(2026, 12), Clause: "contracts.azure.shortfall", Text: "$30.00M is charged, $50.00M deferred"}},
			{{Month: model.MonthOf(2027, 11), Clause: "contracts.azure.minimums", Text: "the minimum of Y2 is met"},
				{Month: model.MonthOf(2027, 12), Clause: "contracts.azure.rollover", Text: "$10.00M above it expires"}},
		},
		Warnings: []model.Warning{{Path: "contracts.azure.forfeit", Message: "floors are monthly"}},
	}
}

func TestLedgerTable(t *testing.T) {
	out := string(Ledger(books(), Table, Options{Width: 100, Charts: []Chart{{"out/drawdown.png", "Met in 2027"}}}))
	for _, want := range []string{
		"A consumption commitment",
		"books of azure (Microsoft Azure) · by calendar year · USD · macc.yaml",
		"Drawdown of the commitment, $M",
		"             2026    2027*   Total",
		"Opening      0.00   50.00     0.00",
		"+ minimum  200.00  200.00   400.00",
		"− counted  120.00  250.00   370.00",
		"− charged   30.00    0.00    30.00",
		"Closing     50.00    0.00     0.00",
		"Prepaid balance, $M",
		"− applied      33.33  66.67   100.00",
		"Commitment years, $M",
		"                        Minimum  Deferred in  Required  Counted  Excess",
		"Y1, 2026-01 to 2026-12   200.00         0.00    200.00   120.00    0.00",
		"Y2, 2027-01 to 2027-12   200.00        50.00    250.00   260.00   10.00",
		"                        Shortfall  Charged  Deferred   Met in",
		"Y1, 2026-01 to 2026-12      80.00    30.00     50.00        –",
		"Y2, 2027-01 to 2027-12       0.00     0.00      0.00  2027-11",
		"What the clauses did",
		"  2026  2026-12 shortfall: $30.00M is charged, $50.00M deferred",
		"  2027  2027-11 minimums: the minimum of Y2 is met",
		"        2027-12 rollover: $10.00M above it expires",
		"  * partial period: the months shown cover less than all of it",
		"  left out, as nothing happens there: shortfall credit",
		"  contracts.azure.forfeit: floors are monthly",
		"  out/drawdown.png  Met in 2027",
		"input 0123456789ab · commitcast " + model.Version,
	} {
		lineOf(t, out, want)
	}
	for _, no := range []string{"forfeited", "Carried in", "~", "True-up", "before"} {
		if strings.Contains(out, no) {
			t.Errorf("%q does not belong in\n%s", no, out)
		}
	}
}

// Of a book with a third of a dollar in it, every period's rows add up in CSV, and nothing is left where nothing is.
func TestLedgerCSVAddsUpPeriodByPeriod(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(string(Ledger(books(), CSV, Options{})))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if head := strings.Join(rows[0], ","); head != "scenario,contract,book,line,unit,period,value,note" {
		t.Fatalf("head is %s", head)
	}
	sums, closings := map[string]float64{}, map[string]float64{}
	var told []string
	for _, r := range rows[1:] {
		at := r[2] + " " + r[5]
		v, err := strconv.ParseFloat(r[6], 64)
		switch {
		case r[2] == notesBook || r[3] == "met_on":
			told = append(told, strings.Join(r, ","))
		case err != nil:
			t.Errorf("%v has no value", r)
		case r[3] == closingLine:
			closings[at] = v
		default:
			sums[at] += v
		}
	}
	if len(closings) != 6 { // three books in two periods
		t.Errorf("%d closings", len(closings))
	}
	for at, v := range closings {
		if math.Abs(sums[at]-v) > 1e-6 {
			t.Errorf("%s comes to %v and closes at %v", at, sums[at], v)
		}
	}
	if v := closings["prepaid 2027"]; v != 0 {
		t.Errorf("the prepaid balance ends at %v", v)
	}
	want := []string{
		"macc,azure,years,met_on,,Y2,,2027-11",
		"macc,azure,notes,contracts.azure.shortfall,,2026,,2026-12: $30.00M is charged, $50.00M deferred",
		"macc,azure,notes,contracts.azure.minimums,,2027,,2027-11: the minimum of Y2 is met",
		"macc,azure,notes,contracts.azure.rollover,,2027,,2027-12: $10.00M above it expires",
	}
	if strings.Join(told, "\n") != strings.Join(want, "\n") {
		t.Errorf("told is\n%s", strings.Join(told, "\n"))
	}
}

func TestLedgerJSONHasTheShapeOthersRelyOn(t *testing.T) {
	type line struct {
		Name    string
		Reduces bool
		Values  []float64
		Total   float64
	}
	type ledger struct {
		Schema, Contract, Provider, By, Version string
		Periods                                 []struct{ Label string }
		Books                                   []struct {
			Name             string
			Opening, Closing []float64
			Lines            []line
		}
		Years []map[string]any
		Notes []struct{ Period, Month, Clause, Text string }
	}
	got := parsed[ledger](t, Ledger(books(), JSON, Options{}))
	if got.Schema != "commitcast.ledger/1" || got.Contract != "azure" || got.Provider != "Microsoft Azure" || got.By != "year" ||
		got.Version != model.Version || len(got.Periods) != 2 || len(got.Books) != 3 {
		t.Errorf("head is %+v", got)
	}
	prepaid := got.Books[1]
	if a := prepaid.Lines[1]; !a.Reduces || a.Values[0] != 33333333.33 || a.Values[1] != 66666666.67 || a.Total != 100e6 {
		t.Errorf("applied is %+v", a)
	}
	if prepaid.Opening[1] != 66666666.67 || prepaid.Closing[1] != 0 {
		t.Errorf("prepaid is %+v", prepaid)
	}
	if y := got.Years[1]; y["deferred_in"] != 50e6 || y["required"] != 250e6 || y["met_on"] != "2027-11" || y["from"] != "2027-01" {
		t.Errorf("second year is %v", y)
	}
	if y := got.Years[0]; y["met_on"] != nil || len(y) != 3+12+1 {
		t.Errorf("first year is %v", y)
	}
	if n := got.Notes[2]; n.Period != "2027" || n.Month != "2027-12" || n.Clause != "contracts.azure.rollover" {
		t.Errorf("notes are %+v", got.Notes)
	}
}

// What a year defers and what the next has deferred in are one figure, and a year's sums hold in print.
func TestCommitmentYearsAddUpInPrint(t *testing.T) {
	third := 1.0 / 3
	years := []model.CommitmentYear{
		{Minimum: 1, Required: 1, Counted: third, Shortfall: 2 * third, Charged: third, Deferred: third},
		{Minimum: 1, DeferredIn: third, CarriedIn: 0.125, Required: 1 + third - 0.125, Counted: 2, Excess: 2 - (1 + third - 0.125), CarriedOut: 0.005},
	}
	got := footYears(years, 2)
	at := func(i int, key string) int64 {
		for k, f := range yearFields {
			if f.key == key {
				return got[i][k].digits.Int64()
			}
		}
		t.Fatalf("no field %s", key)
		return 0
	}
	for i := range years {
		if at(i, "minimum")+at(i, "deferred_in")-at(i, "carried_in") != at(i, "required") {
			t.Errorf("year %d: the parts of what is required do not add up", i)
		}
		if at(i, "required")+at(i, "excess") != at(i, "counted")+at(i, "shortfall") {
			t.Errorf("year %d: what is required and how it is met differ", i)
		}
		if at(i, "shortfall") != at(i, "charged")+at(i, "deferred")+at(i, "forfeited") {
			t.Errorf("year %d: the parts of the shortfall do not add up", i)
		}
	}
	if at(0, "deferred") != at(1, "deferred_in") {
		t.Errorf("%d is deferred, %d is deferred in", at(0, "deferred"), at(1, "deferred_in"))
	}
	if at(1, "carried_out") != 1 || at(0, "minimum") != 100 {
		t.Errorf("figures bound by no sum are %d and %d", at(1, "carried_out"), at(0, "minimum"))
	}
}
