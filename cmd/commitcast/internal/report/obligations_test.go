package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"commitcast/model"
	"pgregory.net/rapid"
)

// summed fills in what follows from the firm and contingent amounts of a maturity.
func summed(firm, contingent []float64) model.Maturity {
	m := model.Maturity{Firm: firm, Contingent: contingent, Total: make([]float64, len(firm))}
	for i := range firm {
		m.Total[i] = firm[i] + contingent[i]
		m.SumFirm += firm[i]
		m.SumContingent += contingent[i]
	}
	m.Sum = m.SumFirm + m.SumContingent
	return m
}

// plus is the maturity of two contracts together.
func plus(a, b model.Maturity) model.Maturity {
	firm, contingent := make([]float64, len(a.Firm)), make([]float64, len(a.Firm))
	for i := range firm {
		firm[i], contingent[i] = a.Firm[i]+b.Firm[i], a.Contingent[i]+b.Contingent[i]
	}
	return summed(firm, contingent)
}

// obliged is two contracts at the end of 2026. The first owes $9.70B of capacity, of which 20% was paid at signing, in two
// equal years and a half; the second a fee of $1.25B a month to May 2029, 29 months, of which 3 months' notice is firm.
func obliged() *model.Obligations {
	const billion = 1e9
	scale := func(vs ...float64) []float64 {
		out := make([]float64, 5)
		for i, v := range vs {
			out[i] = v * billion
		}
		return out
	}
	asOf := model.DateOf(2026, 12, 31)
	o := &model.Obligations{
		Scenario: &model.Scenario{Title: "Two contracts", Name: "two", File: "two.yaml", Currency: "USD", InputSHA256: "0123456789abcdef",
			Valuation: model.Valuation{Rate: 0.09},
			Contracts: []model.Contract{{ID: "gpus", Status: model.Signed}, {ID: "fee", Status: model.Signed},
				{ID: "more", Provider: "Someone", Status: model.Option, Value: 5 * billion}}},
		Options:  model.ObligationOptions{AsOf: asOf, Basis: model.ObligationBasis, DebtEquivalent: model.Unknown()},
		Horizons: []int{12, 24, 36, 60},
	}
	for y := 2027; y <= 2031; y++ {
		o.Years = append(o.Years, model.Bucket{Label: fmt.Sprint("FY", y), From: model.DateOf(y-1, 12, 31), To: model.DateOf(y, 12, 31)})
	}
	o.Years[4] = model.Bucket{Label: "Thereafter", From: model.DateOf(2030, 12, 31)}
	for i, label := range []string{"up to 1 year", "1 to 3 years", "3 to 5 years", "more than 5 years"} {
		o.Bands = append(o.Bands, model.Bucket{Label: label, From: asOf + model.Date(i), To: asOf + model.Date(i) + 1})
	}
	gpus := model.Obligation{ID: "gpus", Provider: "IREN", Remaining: 9.7 * billion, Prepaid: 1.94 * billion, Unpaid: 7.76 * billion, Payables: 0.125 * billion,
		Years:  summed(scale(7.76/2.5, 7.76/2.5, 7.76/5), scale()),
		Bands:  summed(scale(7.76/2.5, 7.76*1.5/2.5)[:4], scale()[:4]),
		Within: []float64{0.4, 0.8, 1, 1}, PresentValue: 6.5 * billion, DebtEquivalent: 3.25 * billion}
	fee := model.Obligation{ID: "fee", Provider: "fee", Remaining: 36.25 * billion, Unpaid: 36.25 * billion,
		Years:  summed(scale(3.75), scale(11.25, 15, 6.25)),
		Bands:  summed(scale(3.75)[:4], scale(11.25, 21.25)[:4]),
		Within: []float64{12.0 / 29, 24.0 / 29, 1, 1}, PresentValue: 3.7 * billion, DebtEquivalent: 1.85 * billion}
	o.Rows = []model.Obligation{gpus, fee}
	o.Total = model.Obligation{Remaining: 45.95 * billion, Prepaid: 1.94 * billion, Unpaid: 44.01 * billion, Payables: 0.125 * billion,
		Years: plus(gpus.Years, fee.Years), Bands: plus(gpus.Bands, fee.Bands),
		Within:       []float64{(3.88 + 15) / 45.95, (7.76 + 30) / 45.95, 1, 1},
		PresentValue: 10.2 * billion, DebtEquivalent: 5.1 * billion}
	o.Warnings = []model.Warning{{Path: "contracts.fee.exit_right", Message: "notice is the buyer's"}, {Path: "contracts.gpus.value", Message: "low"}}
	return o
}

func TestObligationsTable(t *testing.T) {
	out := string(Obligations(obliged(), Table, Options{Width: 100}))
	for _, want := range []string{
		"Two contracts",
		"unpaid obligations at 2026-12-31 · USD · two.yaml",
		"Due by fiscal year, $B",
		"              FY2027   FY2028  FY2029  FY2030  Thereafter  Total",
		// 3.104, 3.104 and 1.552 rounded add up to 7.75; the missing digit goes to the first
		"gpus            3.11~    3.10    1.55    0.00        0.00   7.76",
		"fee",
		"  Firm          3.75     0.00    0.00    0.00        0.00   3.75",
		"  Contingent   11.25    15.00    6.25    0.00        0.00  32.50",
		"  Total        15.00    15.00    6.25    0.00        0.00  36.25",
		"  Firm          6.86~    3.10    1.55    0.00        0.00  11.51",
		"  Total        18.11~   18.10    7.80    0.00        0.00  44.01",
		"Due by length of time, $B",
		"gpus                  3.10          4.66          0.00               0.00   7.76",
		"From remaining commitment to obligation, $B",
		"       Remaining commitment  − prepaid balance  = obligation  Payables",
		"gpus                   9.70               1.94          7.76      0.13",
		"Total                 45.95               1.94         44.01      0.13",
		"Recognised within: the seller's remaining performance obligation",
		"  gpus        40.0       80.0      100.0      100.0",
		"  fee        15.00      30.00      36.25      36.25",
		"  Total      18.88      37.76      45.95      45.95",
		"  more (Someone): option, $5.00B",
		"  firm is owed after any exit the buyer may choose; contingent is the rest",
		"  ~ a last digit away from its own rounding, so that rows and columns add up",
		"  contracts.fee.exit_right: notice is the buyer's",
		"input 0123456789ab · commitcast " + model.Version,
	} {
		lineOf(t, out, want)
	}
	for _, no := range []string{"Present value", "Debt-equivalent", "contract gpus only"} {
		if strings.Contains(out, no) {
			t.Errorf("%q does not belong in\n%s", no, out)
		}
	}
}

func TestObligationsTellPresentValueAndDebtWhenAsked(t *testing.T) {
	o := obliged()
	o.Options.DebtEquivalent, o.Options.Basis = 0.5, model.RemainingBasis
	out := string(Obligations(o, Markdown, Options{}))
	for _, want := range []string{
		"remaining commitment at 2026-12-31 · USD · two.yaml",
		"## Value of the firm obligation, $B",
		"| | Present value at 9% | Debt-equivalent, 50% of it |",
		"| gpus | 6.50 | 3.25 |",
		"| Total | 10.20 | 5.10 |",
	} {
		lineOf(t, out, want)
	}
}

func TestObligationsOfOneContractHaveNoTotalRow(t *testing.T) {
	out := string(Obligations(OneContract(obliged(), "gpus"), Table, Options{Width: 100, Contract: "gpus"}))
	lineOf(t, out, "unpaid obligations at 2026-12-31 · USD · two.yaml · contract gpus only")
	lineOf(t, out, "  contracts.gpus.value: low")
	for _, no := range []string{"\nTotal", "  Total ", "fee", "contingent"} {
		if strings.Contains(out, no) {
			t.Errorf("%q does not belong in\n%s", no, out)
		}
	}
}

func TestObligationsCSVHasARowForEveryValue(t *testing.T) {
	o := obliged()
	o.Options.DebtEquivalent = 0.5
	rows, err := csv.NewReader(strings.NewReader(string(Obligations(o, CSV, Options{})))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	// header; of the total and two contracts: three kinds of five buckets, four bands and their sums, a bridge of four, four
	// horizons with share and amount, two values
	if want := 1 + 3*(3*(5+1)+3*(4+1)+4+8+2); len(rows) != want {
		t.Errorf("%d rows, want %d", len(rows), want)
	}
	for i, want := range map[int]string{
		0: "scenario,contract,table,bucket,kind,unit,value",
		1: "two,,years,FY2027,firm,USD,6854000000",
		2: "two,,years,FY2028,firm,USD,3104000000",
		6: "two,,years,total,firm,USD,11510000000",
	} {
		if got := strings.Join(rows[i], ","); got != want {
			t.Errorf("row %d is %s, want %s", i, got, want)
		}
	}
	out := string(Obligations(o, CSV, Options{}))
	for _, want := range []string{
		"two,fee,bands,total,contingent,USD,32500000000", "two,gpus,bridge,,obligation,USD,7760000000",
		"two,gpus,within,24 months,share,share,0.8", "two,gpus,within,24 months,amount,USD,7760000000",
		"two,,value,,debt_equivalent,USD,5100000000",
	} {
		if !strings.Contains(out, want+"\r\n") {
			t.Errorf("no row %s", want)
		}
	}
}

// due is the part of the JSON that tells what is due.
type due struct {
	Firm, Contingent, Total []json.Number
	SumFirm                 json.Number `json:"sum_firm"`
	SumContingent           json.Number `json:"sum_contingent"`
	Sum                     json.Number
}

type obligationShape struct {
	Remaining, Prepaid, Obligation, Payables json.Number
	Years, Bands                             due
	PresentValue                             *json.Number `json:"present_value"`
	DebtEquivalent                           *json.Number `json:"debt_equivalent"`
}

type obligationsShape struct {
	Schema, Basis string
	AsOf          string `json:"as_of"`
	Years, Bands  []struct {
		Label, After string
		To           *string
	}
	Contracts map[string]obligationShape
	Total     obligationShape
	Uncounted []struct{ ID string }
}

func TestObligationsJSONHasTheShapeOthersRelyOn(t *testing.T) {
	o := obliged()
	o.Total.DebtEquivalent = model.Unknown()
	got := parsed[obligationsShape](t, Obligations(o, JSON, Options{}))
	if got.Schema != "commitcast.obligations/1" || got.AsOf != "2026-12-31" || got.Basis != "obligation" || len(got.Contracts) != 2 {
		t.Errorf("head is %+v", got)
	}
	if y := got.Years; y[0].Label != "FY2027" || y[0].After != "2026-12-31" || *y[0].To != "2027-12-31" || y[4].To != nil {
		t.Errorf("years are %+v", y)
	}
	if c := got.Contracts["gpus"]; c.Remaining != "9700000000" || c.Prepaid != "1940000000" || c.Obligation != "7760000000" ||
		c.Years.Firm[2] != "1552000000" || c.Years.Sum != "7760000000" || *c.PresentValue != "6500000000" {
		t.Errorf("gpus is %+v", c)
	}
	if got.Total.DebtEquivalent != nil {
		t.Error("a debt-equivalent that is not known is not null")
	}
	if len(got.Uncounted) != 1 || got.Uncounted[0].ID != "more" {
		t.Errorf("uncounted are %+v", got.Uncounted)
	}
}

// Whatever the amounts, every row, every column and every kind of both tables adds up to the cent, to the same sums in both,
// and these are what the bridge comes to.
func TestObligationsInJSONAddUpToTheCent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyObligations(t)
		var got obligationsShape
		if err := json.Unmarshal(Obligations(o, JSON, Options{}), &got); err != nil {
			t.Fatal(err)
		}
		all := []obligationShape{got.Total}
		for _, r := range o.Rows {
			all = append(all, got.Contracts[r.ID])
		}
		for _, r := range all {
			unpaid := rat(r.Remaining).Sub(rat(r.Remaining), rat(r.Prepaid))
			same(t, "the bridge", unpaid, r.Obligation)
			for _, d := range []due{r.Years, r.Bands} {
				basis := r.Obligation
				if o.Options.Basis == model.RemainingBasis {
					basis = r.Remaining
				}
				same(t, "the basis", rat(basis), d.Sum)
				same(t, "firm", sumOf(d.Firm...), d.SumFirm)
				same(t, "contingent", sumOf(d.Contingent...), d.SumContingent)
				same(t, "total", sumOf(d.Total...), d.Sum)
				for i := range d.Total {
					same(t, "a bucket", sumOf(d.Firm[i], d.Contingent[i]), d.Total[i])
				}
			}
		}
		for i, sum := range got.Total.Years.Total {
			column := new(big.Rat)
			for _, r := range all[1:] {
				column.Add(column, rat(r.Years.Total[i]))
			}
			same(t, "a column", column, sum)
		}
	})
}

// anyObligations are those of one to five contracts with random amounts.
func anyObligations(t *rapid.T) *model.Obligations {
	o := obliged()
	o.Options.Basis = rapid.SampledFrom([]model.Basis{model.ObligationBasis, model.RemainingBasis}).Draw(t, "basis")
	amount := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(0, 1e3), rapid.Float64Range(0, 1e9))
	list := func(n int) []float64 { return rapid.SliceOfN(amount, n, n).Draw(t, "amounts") }
	o.Rows, o.Total = nil, model.Obligation{Within: []float64{1, 1, 1, 1}}
	o.Total.Years, o.Total.Bands = summed(make([]float64, 5), make([]float64, 5)), summed(make([]float64, 4), make([]float64, 4))
	for i := range rapid.IntRange(1, 5).Draw(t, "contracts") {
		r := model.Obligation{ID: fmt.Sprint("c", i), Within: []float64{0.1, 0.2, 0.3, 1}, Prepaid: amount.Draw(t, "prepaid")}
		r.Years = summed(list(5), list(5))
		y := r.Years
		r.Bands = summed([]float64{y.Firm[0], y.Firm[1] + y.Firm[2], y.Firm[3], y.Firm[4]}, []float64{y.Contingent[4], y.Contingent[0], y.Contingent[3],
			y.Contingent[2] + y.Contingent[1]})
		r.Unpaid = y.Sum
		if o.Options.Basis == model.RemainingBasis {
			r.Prepaid = min(r.Prepaid, y.Sum)
			r.Unpaid -= r.Prepaid
		}
		r.Remaining = r.Prepaid + r.Unpaid
		o.Rows = append(o.Rows, r)
		total := &o.Total
		total.Remaining, total.Prepaid, total.Unpaid = total.Remaining+r.Remaining, total.Prepaid+r.Prepaid, total.Unpaid+r.Unpaid
		total.Years, total.Bands = plus(total.Years, r.Years), plus(total.Bands, r.Bands)
	}
	return o
}

func rat(n json.Number) *big.Rat {
	v, ok := new(big.Rat).SetString(n.String())
	if !ok {
		panic("not a number: " + n)
	}
	return v
}

func sumOf(ns ...json.Number) *big.Rat {
	sum := new(big.Rat)
	for _, n := range ns {
		sum.Add(sum, rat(n))
	}
	return sum
}

func same(t *rapid.T, what string, got *big.Rat, want json.Number) {
	t.Helper()
	if got.Cmp(rat(want)) != 0 {
		t.Errorf("%s adds up to %s, not %s", what, got.FloatString(2), want)
	}
}
