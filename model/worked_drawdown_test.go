package model_test

import (
	"testing"

	"commitcast/model"
)

// 80 a year for four years, and 350 in all. At 60 a year every year is 20 short and charged, and 350−240−80 = 30 are trued up
// at the end. At 100/100/100/50 the last year is 30 short; 350 used and 30 charged are more than the aggregate.
func TestAnAggregateIsTruedUpOnce(t *testing.T) {
	for name, test := range map[string]struct {
		use, charged []float64
		trueUp       float64
	}{
		"short every year and in all": {overYears(60, 60, 60, 60), []float64{20, 20, 20, 20}, 30},
		"short in the last year only": {overYears(100, 100, 100, 50), []float64{0, 0, 0, 30}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			c := workedDrawdown([]float64{80, 80, 80, 80}, test.use)
			c.Drawdown.AggregateMinimum = 350
			l := workedLedger(t, workedScenario(c), model.ByYear)
			sameAmounts(t, "charged", commitmentYears(l, func(y *model.CommitmentYear) float64 { return y.Charged }), test.charged)
			sameAmounts(t, "true-up", commitmentYears(l, func(y *model.CommitmentYear) float64 { return y.TrueUp }), []float64{0, 0, 0, test.trueUp})
			billed := workedMetric(t, l.Scenario, model.ByYear, "charges")
			sameAmount(t, "billed in the last year", billed[3], test.charged[3]+test.trueUp)
		})
	}
}

// 200 a year, up to 30 charged first, the rest deferred without limit: 120 leaves 80, of which 30 are paid and 50 are required
// next year; 180 leaves 20, which are paid.
func TestWhatIsChargedFirstIsCapped(t *testing.T) {
	for _, test := range []struct{ use, charged, deferred float64 }{{120, 30, 50}, {180, 20, 0}, {200, 0, 0}} {
		c := workedDrawdown([]float64{200, 200}, overYears(test.use, 300))
		c.Drawdown.Shortfall = model.ShortfallTerms{Order: model.ChargeFirst, ChargeCap: []model.Money{30}, DeferCap: model.DeferCap{Unlimited: true}}
		years := workedLedger(t, workedScenario(c), model.ByYear).Years
		sameAmount(t, "charged", years[0].Charged, test.charged)
		sameAmount(t, "deferred", years[0].Deferred, test.deferred)
		sameAmount(t, "required next", years[1].Required, 200+test.deferred)
	}
}

// Minimums 100/10/5/50, and half a minimum of excess carries for two years.
//
//	Y1  150 used: 50 above, 50 allowed                          born Y1: 50, for Y2 and Y3
//	Y2  10−10 carried = 0 required; 8 used: 8 above, 5 allowed  left of Y1: 40; born Y2: 5, for Y3 and Y4
//	Y3  5−5 carried (the oldest) = 0 required; nothing used     left of Y1: 35
//	Y4  the 35 of Y1 have expired; 50−5 of Y2 = 45 required, 30 used: 15 charged
func TestExcessCarriesOldestFirstAndExpires(t *testing.T) {
	c := workedDrawdown([]float64{100, 10, 5, 50}, overYears(150, 8, 0, 30))
	c.Drawdown.Rollover = model.Rollover{Excess: 0.5, Years: 2, ShortfallYears: 1}
	l := workedLedger(t, workedScenario(c), model.ByYear)
	for what, row := range map[string]struct {
		of   func(*model.CommitmentYear) float64
		want []float64
	}{
		"required":    {func(y *model.CommitmentYear) float64 { return y.Required }, []float64{100, 0, 0, 45}},
		"carried in":  {func(y *model.CommitmentYear) float64 { return y.CarriedIn }, []float64{0, 10, 5, 5}},
		"excess":      {func(y *model.CommitmentYear) float64 { return y.Excess }, []float64{50, 8, 0, 0}},
		"carried out": {func(y *model.CommitmentYear) float64 { return y.CarriedOut }, []float64{50, 5, 0, 0}},
		"charged":     {func(y *model.CommitmentYear) float64 { return y.Charged }, []float64{0, 0, 0, 15}},
	} {
		sameAmounts(t, what, commitmentYears(l, row.of), row.want)
	}
	// What remains shows the carry as soon as the year before has closed: 165; 0+5+50 after Y1 (10 of 10 carried); 50; 45; 0.
	sameAmounts(t, "remaining", workedMetric(t, l.Scenario, model.ByYear, "remaining"), []float64{55, 50, 45, 0})
}

// 100 a year, used 40/50/5/250, deferred without limit. What is used meets the oldest requirement first.
//
//	one year   Y1 60 short: deferred. Y2 160 required, 110 short: 10 of Y1 have moved before and are charged, 100 deferred.
//	           Y3 200 required, 195 short: 95 of Y2 are charged, 100 deferred. Y4 200 required: met, 50 above.
//	two years  Y2 110 short: all deferred (10 of Y1, 100 of Y2). Y3 210 required, 205 short: 5 of Y1 are charged, 200
//	           deferred. Y4 300 required, 50 short: charged.
func TestADeferralMovesForSoManyYears(t *testing.T) {
	for years, want := range map[int]struct{ deferred, charged []float64 }{
		1: {[]float64{60, 100, 100, 0}, []float64{0, 10, 95, 0}},
		2: {[]float64{60, 110, 200, 0}, []float64{0, 0, 5, 50}},
	} {
		c := workedDrawdown([]float64{100, 100, 100, 100}, overYears(40, 50, 5, 250))
		c.Drawdown.Shortfall.DeferCap.Unlimited = true
		c.Drawdown.Rollover.ShortfallYears = years
		l := workedLedger(t, workedScenario(c), model.ByYear)
		sameAmounts(t, "deferred", commitmentYears(l, func(y *model.CommitmentYear) float64 { return y.Deferred }), want.deferred)
		sameAmounts(t, "charged", commitmentYears(l, func(y *model.CommitmentYear) float64 { return y.Charged }), want.charged)
	}
}

// 100 a year, used 60/120/120, and a charge comes back as usable credit for 12 months. 2026: 40 charged. 2027: ten months of 10
// meet the 100, the credit pays November and December, and its other 20 expire. Nothing the credit pays counts.
//
//	spend    60+40, 120−20, 120 = 320     expense  60, 100+20+20 expired, 120 = 320
func TestUsableCreditPaysAboveTheMinimumUntilItExpires(t *testing.T) {
	c := workedDrawdown([]float64{100, 100, 100}, overYears(60, 120, 120))
	c.Drawdown.Credit = model.ShortfallCredit{Kind: model.UsableCredit, For: 12}
	s := workedScenario(c)
	sameAmounts(t, "spend", workedMetric(t, s, model.ByYear, "spend"), []float64{100, 100, 120})
	sameAmounts(t, "expense", workedMetric(t, s, model.ByYear, "expense"), []float64{60, 140, 120})
	sameAmounts(t, "idle", workedMetric(t, s, model.ByYear, "idle"), []float64{0, 20, 0})
	credit := workedMetric(t, s, model.ByMonth, "credit")
	sameAmounts(t, "credit from 2027-10", credit[21:25], []float64{40, 30, 0, 0})
	sameAmounts(t, "counted", workedLedger(t, s, model.ByYear).Counted, []float64{60, 100, 120})
}

// 130 in a year, used at 8 a month: 96 count and 34 are short. In a tail of three months 24 more count and 10 are charged at
// its end; in one of two and a half 8+8+4 = 20 count and 14 are charged. Where the 34 are charged at once and come back as
// prepayment, three months use 24 of it, and 10 expire.
func TestTheTailTakesWhatIsStillOwed(t *testing.T) {
	tests := map[string]struct {
		tail           model.Months
		edit           func(*model.DrawdownTerms)
		spend, expense []float64 // from December on
	}{
		"a deferral is used up":    {3, func(d *model.DrawdownTerms) { d.Shortfall.DeferCap.Unlimited = true }, []float64{8, 8, 8, 18}, []float64{8, 8, 8, 18}},
		"a tail may end mid-month": {2.5, func(d *model.DrawdownTerms) { d.Shortfall.DeferCap.Unlimited = true }, []float64{8, 8, 8, 18}, []float64{8, 8, 8, 18}},
		"credit is used up":        {3, func(d *model.DrawdownTerms) { d.Credit.Kind = model.PrepaymentCredit }, []float64{42, 0, 0, 0}, []float64{8, 8, 8, 18}},
		"without one it is due":    {0, func(*model.DrawdownTerms) {}, []float64{42}, []float64{42}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := workedContract(model.Drawdown, 12)
			c.Minimums, c.Consumption = []model.Minimum{{Year: 1, Amount: 130}}, monthlyCurve(8)
			c.Drawdown.Tail = test.tail
			test.edit(&c.Drawdown)
			s := workedScenario(c)
			s.Horizon.To = model.MonthOf(2026, 12) + model.Month(len(test.spend)-1)
			sameAmounts(t, "spend", workedMetric(t, s, model.ByMonth, "spend")[11:], test.spend)
			sameAmounts(t, "expense", workedMetric(t, s, model.ByMonth, "expense")[11:], test.expense)
			sameAmount(t, "spend in all", sumOf(workedMetric(t, s, model.ByYear, "spend")), 130)
		})
	}
}

// $100 at list and a discount of 20%: of $6 a month at contract rates $7.50 count, so that 12 months count 90 and 10 are
// charged. Above the 60 that 8 months of 7.5 make, overage at 1.5 takes what is beyond in contract dollars.
func TestUseCountsAtListWhereTheContractSaysSo(t *testing.T) {
	c := workedDrawdown([]float64{100}, times(12, 6))
	c.Discount, c.Drawdown.Counts.AtList = 0.2, true
	s := workedScenario(c)
	sameAmounts(t, "counted", workedLedger(t, s, model.ByYear).Counted, []float64{90})
	sameAmounts(t, "charges", workedMetric(t, s, model.ByYear, "charges"), []float64{10})
	s.Contracts[0].Minimums[0].Amount, s.Contracts[0].Drawdown.OveragePrice = 60, 1.5
	sameAmounts(t, "spend", workedMetric(t, s, model.ByMonth, "spend"), joined(times(8, 6), times(4, 9)))
}

// A prepayment of 30 on minimums of 100 counts when it is paid: 30 in the first month. It pays the first 30 of use, three
// months of 10, which then do not count again; the nine after it count 90, which is 20 above.
func TestAPrepaymentThatCountsIsNotCountedAgain(t *testing.T) {
	c := workedDrawdown([]float64{100}, times(12, 10))
	c.Payment.Prepay = []model.Prepayment{ahead(model.Unknown(), 30, model.ApplyFirst)}
	s := workedScenario(c)
	counted := workedLedger(t, s, model.ByMonth).Counted
	sameAmounts(t, "counted", counted, joined([]float64{30, 0, 0}, times(9, 10)))
	sameAmounts(t, "cash", workedMetric(t, s, model.ByMonth, "cash"), joined([]float64{30, 0, 0}, times(9, 10)))
	sameAmounts(t, "prepaid", workedMetric(t, s, model.ByMonth, "prepaid"), joined([]float64{20, 10}, times(10, 0)))
	sameAmounts(t, "remaining", workedMetric(t, s, model.ByMonth, "remaining"), []float64{70, 70, 70, 60, 50, 40, 30, 20, 10, 0, 0, 0})
}
