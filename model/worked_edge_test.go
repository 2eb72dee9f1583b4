package model_test

import (
	"testing"

	"commitcast/model"
)

// The smallest cases of what drawn scenarios have found.

// 12 a year used at 1 a month, 6 of it paid in December 2025, which counts from the first month on: at the end of December 2025
// 12 are committed, at the end of January 6 remain.
func TestABookClosesWhereCashComesBeforeTheTerm(t *testing.T) {
	c := workedDrawdown([]float64{12}, times(12, 1))
	item := ahead(model.Unknown(), 6, model.ApplyFirst)
	item.At = model.DateOf(2025, 12, 31)
	c.Payment.Prepay = []model.Prepayment{item}
	l := workedLedger(t, workedScenario(c), model.ByMonth)
	for _, b := range l.Books {
		if b.Name == "drawdown" {
			sameAmounts(t, "minimums remaining from 2025-12", b.Closing[:3], []float64{12, 6, 6})
		}
	}
}

// What is bought through a marketplace has no place in a pool: it would be paid with the pool, and again by itself.
func TestAMarketplaceBesidePoolsIsRefused(t *testing.T) {
	c := workedDrawdown(nil, times(12, 8./12))
	c.Value, c.Drawdown.Forfeit, c.Drawdown.Marketplace = 12, model.AnnualPools, annualCurve(3)
	if problems := workedScenario(c).Validate(); len(problems) == 0 {
		t.Error("it passes")
	}
}

// A milestone of 5 in June of an aggregate of 20, nothing used: at the end of March 20 are owed, 5 in June, and at the end 15.
func TestAnAggregateAboveMilestonesIsOwed(t *testing.T) {
	c := workedDrawdown(nil, times(12, 0))
	c.Drawdown.AggregateMinimum = 20
	c.Drawdown.Milestones = []model.Milestone{{At: model.MonthOf(2026, 6), Amount: 5}}
	s := workedScenario(c)
	row := workedObligations(t, s, model.DateOf(2026, 3, 31), model.RemainingBasis).Rows[0]
	sameAmount(t, "remaining", row.Remaining, 20)
	sameAmounts(t, "years", row.Years.Total, []float64{20, 0, 0, 0, 0, 0})
	sameAmounts(t, "remaining by month", workedMetric(t, s, model.ByMonth, "remaining"), joined(times(5, 20), times(6, 15), []float64{0}))
	sameAmounts(t, "charges", workedMetric(t, s, model.ByMonth, "charges"), joined(times(5, 0), []float64{5}, times(5, 0), []float64{15}))
}

// 1 by March and 100 by April, at least 110 in all, delivered a month late on half capacity first: 1.5 of 2.5 by March and all of
// April, so that 0.6 + 99 are owed by milestones, and 110·2.5/3.5 = 78.6 in all. The greater of them is what is committed, and what
// remains before the start is the same in the table and in the projection.
func TestForgivenMilestonesAboveTheAggregateAreOwed(t *testing.T) {
	c := workedContract(model.Drawdown, 4)
	c.Consumption, c.Delay, c.OnDelay = monthlyCurve(0), 1, model.Forgive
	c.Ramp = model.Ramp{Shape: model.Steps, Knots: []model.Knot{{At: 0, Share: 0.5}, {At: 1, Share: 1}}}
	c.Drawdown.Milestones = []model.Milestone{{At: model.MonthOf(2026, 3), Amount: 1}, {At: model.MonthOf(2026, 4), Amount: 100}}
	c.Drawdown.AggregateMinimum = 110
	s := workedScenario(c)
	row := workedObligations(t, s, model.DateOf(2025, 12, 31), model.RemainingBasis).Rows[0]
	sameAmount(t, "remaining in the table", row.Remaining, 99.6)
	sameAmounts(t, "remaining", workedMetric(t, s, model.ByMonth, "remaining"), []float64{99.6, 99.6, 99, 0})
}

// A milestone of 12 at the end of the term, of which 6 are used and 6 deferred into a tail: at the end of the term they are owed.
func TestWhatAMilestoneDefersIntoTheTailIsOwed(t *testing.T) {
	c := workedContract(model.Drawdown, 12)
	c.Consumption = monthlyCurve(0.5)
	c.Drawdown.Milestones = []model.Milestone{{At: model.MonthOf(2026, 12), Amount: 12}}
	c.Drawdown.Tail, c.Drawdown.Shortfall.DeferCap.Unlimited = 3, true
	s := workedScenario(c)
	sameAmounts(t, "remaining", workedMetric(t, s, model.ByYear, "remaining"), []float64{6, 0})
	row := workedObligations(t, s, model.DateOf(2026, 12, 31), model.RemainingBasis).Rows[0]
	sameAmount(t, "remaining in the table", row.Remaining, 6)
	sameAmounts(t, "years", row.Years.Total, []float64{6, 0, 0, 0, 0, 0})
}

// 12 a year, of which 6 are used; the other 6 are deferred into a tail of three months, at whose beginning the provider is lost:
// nothing is used in it, and the 6 are charged at its end.
func TestALostProviderIsNotUsedInTheTail(t *testing.T) {
	c := workedContract(model.Drawdown, 12)
	c.Minimums, c.Consumption = []model.Minimum{{Year: 1, Amount: 12}}, monthlyCurve(0.5)
	c.Drawdown.Tail, c.Drawdown.Shortfall.DeferCap.Unlimited = 3, true
	lost := without(t, workedScenario(c), "A", model.MonthOf(2027, 1))
	sameAmounts(t, "consumption", lost("consumption", model.ByYear), []float64{6, 0})
	sameAmounts(t, "charges", lost("charges", model.ByYear), []float64{0, 6})
}

// A minimum of 12, used at 2 a month, and 24 paid in January: at the end of May 2 remain and 14 are prepaid, at the end of June
// nothing remains and 12 are prepaid. Both times 12 more are paid than is owed, and the table says so.
func TestMoreIsPrepaidThanRemains(t *testing.T) {
	c := workedDrawdown([]float64{12}, times(12, 2))
	c.Actuals.Cash = []model.Actual{{From: model.MonthOf(2026, 1), To: model.MonthOf(2026, 1), Amount: 24}}
	s := workedScenario(c)
	for _, date := range []model.Date{model.DateOf(2026, 5, 31), model.DateOf(2026, 6, 30)} {
		row := workedObligations(t, s, date, model.ObligationBasis).Rows[0]
		sameAmount(t, "table", row.Years.Sum, row.Unpaid)
	}
}

// A tranche that is cancelled may have a fleet that no market prices: the rest is marked to market without it.
func TestACancelledTrancheNeedsNoMarket(t *testing.T) {
	c := workedContract(model.TakeOrPay, 12)
	c.CancelIfLate = true
	unknown := model.Unknown()
	piece := func(name, accelerator string, delay model.Months) model.Tranche {
		return model.Tranche{Name: name, Ramp: model.Ramp{Shape: model.Immediate}, Delay: delay, Value: 12, Fee: unknown,
			Fleet: []model.Batch{{Accelerator: accelerator, Count: 1}}}
	}
	c.Tranches = []model.Tranche{piece("runs", "h100", 0), piece("late", "gb200", 1)}
	s := workedScenario(c)
	s.Catalog = testCatalog()
	s.Market = []model.MarketPrice{{Accelerator: "h100", Price: 2, At: model.MonthOf(2026, 1)}}
	reports, err := model.Analyse([]*model.Scenario{s}, model.ByYear)
	if err != nil {
		t.Fatal(err)
	}
	sameAmount(t, "mark to market", reports[0].Summary.MarkToMarket, 8760*2-12) // one GPU for 2026 at $2, less what it costs
}
