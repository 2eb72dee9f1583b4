package model_test

import (
	"testing"

	"commitcast/model"
)

// Sentences of the model that are easily read past, each with a figure worked by hand.

// Spend is Σ over all accelerators of count·C·hours·price. 2028 is a leap year at full: 8,784 hours, 100,000
// GPUs at $3 and 20M cores at $0.01 are (300,000 + 200,000)·8,784.
func TestEveryPricedAcceleratorOfAFleetIsBilled(t *testing.T) {
	s := announced()
	c := &s.Contracts[0]
	c.Value = model.Unknown()
	c.Fleet = []model.Batch{{Accelerator: "gb200", Count: 1e5}, {Accelerator: "cpu", Count: 20e6}}
	c.Prices = []model.Price{{Accelerator: "gb200", Amount: 3}, {Accelerator: "cpu", Amount: 0.01}}
	if got, want := yearly(t, s, "spend")[2028], 500_000*8_784.0; !near(got, want, 1e-9, 0) {
		t.Errorf("2028: spend %.2f, by hand %.2f", got, want)
	}
}

// Consumption is used GPU-hours × price, whatever the kind of commitment: half of 100,000·8,784 hours at $3.
func TestTakeOrPayCapacityIsConsumedAtItsPrice(t *testing.T) {
	s := announced()
	c := &s.Contracts[0]
	c.Value, c.Utilisation = model.Unknown(), 0.5
	c.Fleet = []model.Batch{{Accelerator: "gb200", Count: 1e5}}
	c.Prices = []model.Price{{Amount: 3}}
	if got, want := yearly(t, s, "consumption")[2028], 0.5*1e5*8_784*3; !near(got, want, 1e-9, 0) {
		t.Errorf("2028: consumption %.2f, by hand %.2f", got, want)
	}
}

// By default what is shown ends with the last month that has spend. The term runs to the end of 2025-02, but
// what is owed for 2024 is all that is ever spent.
func TestTheDefaultHorizonEndsWithTheLastSpend(t *testing.T) {
	s := announced()
	c := &s.Contracts[0]
	c.Start, c.Term, c.Delay, c.Value = model.DateOf(2024, 9, 1), 4, 2, model.Unknown()
	c.Ramp = model.Ramp{Shape: model.Immediate}
	c.MinimumsBy, c.Minimums = model.CalendarYears, []model.Minimum{{Year: 2024, Amount: 1e9}}
	periods := analyse(t, s, model.ByMonth).Periods
	if got, want := periods[len(periods)-1].To, model.MonthOf(2024, 12); got != want {
		t.Errorf("shown until %v, last spend in %v", got, want)
	}
}

// A delay that moves the end of a term to the end of a month reaches no month after it, whatever day of the month
// the term began on: 24 months, and then the share of the month that is missing.
func TestATermThatEndsWithAMonthTouchesNoMonthAfterIt(t *testing.T) {
	for day := model.DateOf(2024, 1, 2); day < model.DateOf(2026, 1, 1); day++ {
		s := announced()
		c := &s.Contracts[0]
		end := day.AddMonths(24)
		missing := float64(end.Month().Last()+1-end) / float64(end.Month().Days())
		c.Start, c.Term, c.Delay, c.Ramp = day, 24, model.Months(missing), model.Ramp{Shape: model.Immediate}
		periods := analyse(t, s, model.ByMonth).Periods
		if got := periods[len(periods)-1].To; got != end.Month() {
			t.Fatalf("from %v: shown until %v, the extended term ends with %v", day, got, end.Month())
		}
	}
}

// Coverage net of vendor is cumulative to date from the first commitment; before it there is nothing to cover.
func TestCoverageNetOfVendorIsNotDefinedBeforeTheFirstCommitment(t *testing.T) {
	s := announced()
	s.Horizon = model.Horizon{From: model.MonthOf(2024, 1), To: model.MonthOf(2025, 12)}
	s.Financing = []model.Financing{{
		Name: "warrants", Amount: 1e9, Date: model.DateOf(2024, 5, 1), Vendor: "aws", Kind: model.Warrant, Status: model.Signed,
	}}
	if got := yearly(t, s, "coverage.net_of_vendor")[2024]; model.Known(got) {
		t.Errorf("2024: %g, want it not defined", got)
	}
}
