package scenarios

import (
	"fmt"
	"strings"
	"testing"

	"commitcast/model"
)

// The tables of the filings, each held to the digit it was printed with.

func TestTheTablesOfFilingsComeBackByYear(t *testing.T) {
	const million, billion = 1e6, 1e9
	for _, c := range []struct {
		about, file, asOf string
		sets              []string
		unit              float64
		digits            int
		want              string // five years and thereafter
	}{
		{"Snap owes AWS five rising years as agreed", "disclosed/snap-aws", "2016-12-31", nil,
			million, 0, "50 125 200 275 350 0"},
		{"Snap has met 2017 at the end of it", "disclosed/snap-aws", "2017-12-31", nil,
			million, 0, "125 200 275 350 0 0"},
		{"Snap's amended table at the end of 2019", "disclosed/snap-aws-amended", "2019-12-31", nil,
			million, 0, "215 280 349 0 0 0"},
		{"a payment for 2018 takes nothing off later years", "disclosed/snap-aws-amended", "2019-12-31",
			[]string{"contracts.aws.consumption.annual.2018=40M"}, million, 0, "215 280 349 0 0 0"},
		{"Oracle's outlook by fiscal year", "disclosed/oracle-oci-ramp", "2025-05-31", nil,
			billion, 0, "18 32 73 114 144 0"},
	} {
		t.Run(c.about, func(t *testing.T) {
			o := obligations(t, loaded(t, c.file, c.sets...), c.asOf)
			if got := printed(o.Total.Years.Total, c.unit, c.digits); got != c.want {
				t.Errorf("the table is %s, want %s", got, c.want)
			}
		})
	}
}

// 10% of $455B within twelve months, 25% in months 13 to 36, 34% in months 37 to 60, 31% later; so 35% within 36 months and
// 69% within 60.
func TestOraclesBacklogComesBackInItsBands(t *testing.T) {
	o := obligations(t, loaded(t, "disclosed/oracle-rpo-2025-08"), "2025-08-31").Total
	if got := printed([]model.Money{o.Remaining}, 1e9, 0); got != "455" {
		t.Errorf("%s remains, want 455", got)
	}
	if got := printed(o.Bands.Total, o.Remaining/100, 0); got != "10 25 34 31" {
		t.Errorf("the bands are %s per cent, want 10 25 34 31", got)
	}
	if got := printed(o.Bands.Total, 1e9, 2); got != "45.50 113.75 154.70 141.05" {
		t.Errorf("the bands are %s, want 45.50 113.75 154.70 141.05", got)
	}
	if got := printed([]model.Money{o.Within[0], o.Within[2], o.Within[3]}, 0.01, 0); got != "10 35 69" {
		t.Errorf("%s per cent are within 12, 36 and 60 months, want 10 35 69", got)
	}
}

// What a contract commits to in all, what of it is firm, and what is still to be paid.
func TestPrepaymentsExitsAndBackstopsComeOffTheHeadline(t *testing.T) {
	for _, c := range []struct {
		about, file, asOf string
		sets              []string
		want              string // remaining, unpaid, firm, contingent
	}{
		{"a fifth of Microsoft–IREN is prepaid", "disclosed/microsoft-iren", "2025-12-31", nil, "9.70 7.76 7.76 0.00"},
		// January 2027 to May 2029 are 29 months at 1.25; 90 days from the end of 2026 lead to 31 March 2027.
		{"three months of Anthropic–SpaceX are firm", "disclosed/anthropic-spacex", "2026-12-31", nil,
			"36.25 36.25 3.75 32.50"},
		{"Meta stands behind 15 that nobody else takes", "disclosed/meta-nebius", "2026-12-31", nil,
			"27.00 27.00 12.00 15.00"},
		{"40% of it is sold to others", "disclosed/meta-nebius", "2026-12-31",
			[]string{"contracts.nebius.backstop.resold=40%"}, "21.00 21.00 12.00 9.00"},
		{"all of it is sold to others", "disclosed/meta-nebius", "2026-12-31",
			[]string{"contracts.nebius.backstop.resold=100%"}, "12.00 12.00 12.00 0.00"},
		{"both of Nebius's tranches are on time", "disclosed/meta-nebius-tranches", "2025-11-30", nil, "2.90 2.90 2.90 0.00"},
		{"the second is late within its grace", "disclosed/meta-nebius-tranches", "2025-11-30",
			[]string{"contracts.nebius.tranches.february.delay=3mo"}, "2.90 2.90 2.90 0.00"},
		{"the second is late beyond it", "disclosed/meta-nebius-tranches", "2025-11-30",
			[]string{"contracts.nebius.tranches.february.delay=4mo"}, "1.45 1.45 1.45 0.00"},
	} {
		t.Run(c.about, func(t *testing.T) {
			o := obligations(t, loaded(t, c.file, c.sets...), c.asOf).Total
			got := printed([]model.Money{o.Remaining, o.Unpaid, o.Years.SumFirm, o.Years.SumContingent}, 1e9, 2)
			if got != c.want {
				t.Errorf("remaining, unpaid, firm and contingent are %s, want %s", got, c.want)
			}
		})
	}
}

// Use of 60 a year is 20 short each year, and the aggregate of 350 then lacks 350 − 240 − 80 = 30. Use of 100, 100, 100 and
// 50 meets the aggregate but for the 30 of the last year, which is charged once.
func TestLyftPaysForAYearAndForTheAggregateButNotTwice(t *testing.T) {
	for _, c := range []struct {
		about string
		sets  []string
		want  string // charged in each period, then for the aggregate
	}{
		{"60 a year", []string{"contracts.aws.consumption.base=60M"}, "20 20 20 20 30"},
		{"100, 100, 100 and 50", lyftUse(100, 100, 100, 50), "0 0 0 30 0"},
		{"at the pace of the first fourteen months", nil, "0 0 0 0 0"},
	} {
		t.Run(c.about, func(t *testing.T) {
			var charged []model.Money
			var aggregate model.Money
			for _, y := range ledger(t, loaded(t, "disclosed/lyft-aws", c.sets...), "aws").Years {
				charged, aggregate = append(charged, y.Charged), aggregate+y.TrueUp
			}
			if got := printed(append(charged, aggregate), 1e6, 0); got != c.want {
				t.Errorf("charged are %s, want %s", got, c.want)
			}
		})
	}
}

// lyftUse settles each month's use at a twelfth of its period's, in millions.
func lyftUse(years ...float64) []string {
	sets := []string{"contracts.aws.actuals.through=2026-01"}
	start := model.MonthOf(2022, 2)
	for i := range 12 * len(years) {
		sets = append(sets, fmt.Sprintf("contracts.aws.actuals.consumption.%v=%.6fM", start+model.Month(i), years[i/12]/12))
	}
	return sets
}

// Use of 340 is 60 short of 400 each year, and 60 may move to the next. From the second year on the 60 moved in is met
// first and 60 of the year itself moved on, so 60 stays short and is paid; in the last year nothing moves, so it pays both.
func TestSnapMovesFifteenPerCentOfAYearToTheNext(t *testing.T) {
	var deferred, charged []model.Money
	s := loaded(t, "disclosed/snap-google", "contracts.google.consumption.base=340M")
	for _, y := range ledger(t, s, "google").Years {
		deferred, charged = append(deferred, y.Deferred), append(charged, y.Charged)
	}
	if got := printed(deferred, 1e6, 0); got != "60 60 60 60 0" {
		t.Errorf("moved are %s, want 60 60 60 60 0", got)
	}
	if got := printed(charged, 1e6, 0); got != "0 60 60 60 120" {
		t.Errorf("charged are %s, want 0 60 60 60 120", got)
	}
}

// In 2018 the use of 40 is 50 short of 90. The 50 paid buys what is used above a later minimum: 2019 uses 180, 30 more than
// its 150, and pays for none of those.
func TestSnapUsesAPaidShortfallLaterWithoutCountingIt(t *testing.T) {
	const use = "contracts.aws.consumption.annual."
	s := loaded(t, "disclosed/snap-aws-amended", use+"2018=40M", use+"2019=180M")
	r := report(t, s, model.ByYear)
	if got := printed(series(t, r, "spend")[:2], 1e6, 0); got != "90 150" {
		t.Errorf("2018 and 2019 cost %s, want 90 150", got)
	}
	if got := printed(series(t, r, "credit")[:2], 1e6, 0); got != "50 20" {
		t.Errorf("the credit is %s at their ends, want 50 20", got)
	}
}

// loaded is an embedded scenario with settings laid over it.
func loaded(t *testing.T, name string, sets ...string) *model.Scenario {
	t.Helper()
	l, err := Load(name, Options{Sets: sets})
	if err != nil {
		t.Fatal(err)
	}
	return l.Scenario
}

func obligations(t *testing.T, s *model.Scenario, asOf string) *model.Obligations {
	t.Helper()
	day, err := model.ParseDate(asOf)
	if err != nil {
		t.Fatal(err)
	}
	o, err := model.NewObligations(s, model.ObligationOptions{
		AsOf: day, Basis: model.ObligationBasis, DebtEquivalent: model.Unknown()})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func ledger(t *testing.T, s *model.Scenario, contract string) *model.Ledger {
	t.Helper()
	l, err := model.NewLedger(s, contract, model.ByYear)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func report(t *testing.T, s *model.Scenario, by model.By) *model.Report {
	t.Helper()
	r, err := model.Analyse([]*model.Scenario{s}, by)
	if err != nil {
		t.Fatal(err)
	}
	return r[0]
}

// printed writes amounts in a unit, rounded to so many digits.
func printed(amounts []model.Money, unit float64, digits int) string {
	var all []string
	for _, m := range amounts {
		text := fmt.Sprintf("%.*f", digits, m/unit)
		if strings.Trim(text, "-0.") == "" {
			text = strings.TrimPrefix(text, "-")
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}
