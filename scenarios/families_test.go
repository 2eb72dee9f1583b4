package scenarios

import (
	"slices"
	"testing"

	"commitcast/model"
)

// One example of each family of contracts. The figures are worked by hand; the files say how.

func TestPrivatePricingChargesWhatAYearIsShort(t *testing.T) {
	market := func(weight, most string) []string { // a first year of 2.0, and purchases of 1.2, 0.3 and 0.3
		return []string{"contracts.aws.consumption.annual.2026=2.0M", "contracts.aws.marketplace.annual.2026=1.2M",
			"contracts.aws.marketplace.annual.2027=0.3M", "contracts.aws.marketplace.annual.2028=0.3M",
			"contracts.aws.counts.marketplace.weight=" + weight, "contracts.aws.counts.marketplace.cap=" + most}
	}
	const carry, move = "contracts.aws.rollover.excess=10%", "contracts.aws.shortfall.defer_cap=15%"
	for _, c := range []struct {
		about string
		sets  []string
		want  string
	}{
		{"without relief", nil, "0.40 0.00 0.50"},
		{"with a tenth carried forward", []string{carry}, "0.40 0.00 0.10"},
		{"with 15% moved on", []string{move}, "0.00 0.00 0.50"},
		{"with both, the second year's excess goes to what was moved", []string{carry, move}, "0.00 0.00 0.50"},
		{"with the marketplace counted up to a quarter", market("100%", "25%"), "0.25 0.00 0.20"},
		{"with half of the marketplace counted", market("50%", "100%"), "0.40 0.00 0.35"},
	} {
		t.Run(c.about, func(t *testing.T) {
			years := ledger(t, loaded(t, "families/aws-private-pricing", c.sets...), "aws").Years
			if got := printed(charged(years), 1e6, 2); got != c.want {
				t.Errorf("charged are %s, want %s", got, c.want)
			}
		})
	}
}

// The cash of 12.0 is the use of 10.2 and the last charge, 1.8, which nothing is left to use.
func TestAPrepaymentCreditMakesLaterShortfallsLarger(t *testing.T) {
	s := loaded(t, "families/azure-macc")
	if got := printed(charged(ledger(t, s, "azure").Years), 1e6, 2); got != "0.60 1.00 1.80" {
		t.Errorf("charged are %s, want 0.60 1.00 1.80", got)
	}
	r := report(t, s, model.ByYear)
	if got := printed(totals(t, r, "consumption", "cash", "expense"), 1e6, 2); got != "10.20 12.00 12.00" {
		t.Errorf("use, cash and expense are %s, want 10.20 12.00 12.00", got)
	}
	// 2.4 and 0.6; 3.6 and 1.0 less the 0.6; 4.2 and 1.8 less the 1.0.
	if got := printed(series(t, r, "spend"), 1e6, 2); got != "3.00 4.00 5.00" {
		t.Errorf("spend is %s, want 3.00 4.00 5.00", got)
	}
}

func TestAGoogleCommitMovesAShortfallOn(t *testing.T) {
	years := ledger(t, loaded(t, "families/google-commit"), "google").Years
	var moved []model.Money
	for _, y := range years {
		moved = append(moved, y.Deferred)
	}
	if got := printed(append(moved, charged(years)...), 1e6, 2); got != "0.60 0.40 0.00 0.00 0.00 0.00" {
		t.Errorf("moved and charged are %s, want 0.60 0.40 0.00, then nothing", got)
	}
	kept := ledger(t, loaded(t, "families/google-commit", "contracts.google.shortfall.defer_cap=0%"), "google").Years
	if got := printed(charged(kept), 1e6, 2); got != "0.60 0.00 0.00" {
		t.Errorf("without moving %s are charged, want 0.60 0.00 0.00", got)
	}
}

func TestAPoolOfCreditsIsUsedOrLost(t *testing.T) {
	const q1, q2 = "contracts.oci.actuals.consumption.2026-Q1=2.4M", "contracts.oci.actuals.consumption.2026-Q2=2.4M"
	const q3, q4 = "contracts.oci.actuals.consumption.2026-Q3=4.5M", "contracts.oci.actuals.consumption.2026-Q4=4.5M"
	const dearer, monthly = "contracts.oci.overage_price=1.1", "contracts.oci.forfeit=monthly"
	for _, c := range []struct {
		about string
		sets  []string
		want  string // lost, spend
	}{
		{"six months at 0.5 and six at 1.2", nil, "1.80 12.00"},
		{"six at 0.8 and six at 1.5 go 1.8 beyond it", []string{q1, q2, q3, q4}, "0.00 13.80"},
		{"which costs 1.98 at 1.1", []string{q1, q2, q3, q4, dearer}, "0.00 13.98"},
		{"by the month 0.5 loses half and 1.2 goes beyond", []string{monthly}, "3.00 13.20"},
		{"by the month 0.8 and 1.2 lose and cost 1.2, though they are 12 together", []string{q1, q2, monthly}, "1.20 13.20"},
	} {
		t.Run(c.about, func(t *testing.T) {
			s := loaded(t, "families/oracle-universal-credits", c.sets...)
			if got := printed(totals(t, report(t, s, model.ByYear), "forfeits", "spend"), 1e6, 2); got != c.want {
				t.Errorf("lost and spent are %s, want %s", got, c.want)
			}
		})
	}
}

// Three times 20,000 · $2.60 · 730 · 60 months is $6.8328B. A fifth is paid a month ahead and taken off each bill.
func TestTranchesOfGPUsArePaidWhetherUsedOrNot(t *testing.T) {
	r := report(t, loaded(t, "families/gpu-take-or-pay"), model.ByMonth)
	if got := printed(totals(t, r, "spend", "cash"), 1e6, 2); got != "6832.80 6832.80" {
		t.Errorf("spend and cash are %s, want 6832.80 6832.80", got)
	}
	spend, cash, prepaid := series(t, r, "spend"), series(t, r, "cash"), series(t, r, "prepaid")
	at := func(month string) int {
		return slices.IndexFunc(r.Periods, func(p model.Period) bool { return p.Label == month })
	}
	for _, c := range []struct {
		month string
		want  string // spend, cash, prepaid
	}{
		{"2025-12", "0.000 1366.560 1366.560"},
		{"2026-01", "37.960 30.368 1358.968"},
		{"2026-05", "75.920 60.736 1321.008"}, // 1358.968 − 3 · 7.592 − 15.184
		{"2026-10", "113.880 91.104 1229.904"},
		{"2031-08", "37.960 30.368 0.000"},
	} {
		i := at(c.month)
		if i < 0 {
			t.Fatalf("there is no %s", c.month)
		}
		if got := printed([]model.Money{spend[i], cash[i], prepaid[i]}, 1e6, 3); got != c.want {
			t.Errorf("%s: spend, cash and prepaid are %s, want %s", c.month, got, c.want)
		}
	}
	if n := at("2031-08") - at("2026-01") + 1; n != 68 || len(r.Periods) != 69 {
		t.Errorf("%d months of use among %d, want 68 among 69", n, len(r.Periods))
	}
}

// By quarter of 2,190 hours. At $8.00 an hour 4.24 of 10 are lost, at $10.00 2.80; at $16.00 1.52 beyond the plan cost
// 1.52 / 0.72 at list, 12.111 an hour in all.
func TestASavingsPlanIsAFloorWithListPricesAboveIt(t *testing.T) {
	r := report(t, loaded(t, "families/savings-plan"), model.ByQuarter)
	if got := printed(series(t, r, "forfeits"), 1, 2); got != "9285.60 6132.00 0.00 0.00" {
		t.Errorf("lost are %s, want 9285.60 6132.00 0.00 0.00", got)
	}
	if got := printed(series(t, r, "spend"), 2190, 3); got != "10.000 10.000 10.000 12.111" {
		t.Errorf("an hour costs %s, want 10.000 10.000 10.000 12.111", got)
	}
}

func TestCommittedUseIsPaidByTheMachineOrByTheFloor(t *testing.T) {
	r := report(t, loaded(t, "families/google-cud"), model.ByQuarter)
	machines, floor := &r.Contracts[0], &r.Contracts[1]
	// 64 · 730 · 3 · $2.50, of which a fifth is not used.
	for name, want := range map[string]string{"spend": "350400 350400 350400 350400", "idle": "70080 70080 70080 70080"} {
		if got := printed(series(t, machines, name), 1, 0); got != want {
			t.Errorf("%s of the machines is %s, want %s", name, got, want)
		}
	}
	for name, want := range map[string]string{"spend": "10.00 10.00 12.50 10.00", "forfeits": "2.00 0.00 0.00 2.00"} {
		if got := printed(series(t, floor, name), 2190, 2); got != want {
			t.Errorf("%s of the floor is %s an hour, want %s", name, got, want)
		}
	}
}

func TestDemandIsServedUpToWhatThereIs(t *testing.T) {
	r := report(t, loaded(t, "families/demand-dispatch"), model.ByYear)
	demand, used, unserved := series(t, r, "demand"), series(t, r, "gpu_hours.used"), series(t, r, "unserved")
	if got := printed(demand, 1e6, 0); got != "80 140 210" {
		t.Errorf("demand is %s, want 80 140 210", got)
	}
	for y := range demand {
		if missing := demand[y] - used[y] - unserved[y]; missing > 1 || missing < -1 {
			t.Errorf("%s: %g used and %g unserved are not the demand of %g", r.Periods[y].Label, used[y], unserved[y], demand[y])
		}
	}
	months := report(t, loaded(t, "families/demand-dispatch"), model.ByMonth)
	last := series(t, months, "gpu_hours.used")[35]
	// All four fleets give 0.9 · 18,000 + 5,000 GPUs, which in the 744 hours of the last month are 15.773M.
	if got := printed([]model.Money{last}, 1e6, 3); unserved[0] != 0 || unserved[2] <= 0 || got != "15.773" {
		t.Errorf("%g are unserved at first, %g at last, when %sM are used in a month; want none, some, 15.773M",
			unserved[0], unserved[2], got)
	}
}

func charged(years []model.CommitmentYear) []model.Money {
	var all []model.Money
	for _, y := range years {
		all = append(all, y.Charged)
	}
	return all
}

// measured is a report, or a contract's part of one.
type measured interface {
	Series(name string) (model.Series, bool)
}

func series(t *testing.T, r measured, name string) []float64 {
	t.Helper()
	s, ok := r.Series(name)
	if !ok {
		t.Fatalf("there is no %s", name)
	}
	return s.Values
}

// totals are the sums of flows over the life.
func totals(t *testing.T, r measured, names ...string) []model.Money {
	t.Helper()
	var all []model.Money
	for _, name := range names {
		s, ok := r.Series(name)
		if !ok {
			t.Fatalf("there is no %s", name)
		}
		all = append(all, s.Total)
	}
	return all
}
