package model_test

import (
	"math"
	"testing"

	"commitcast/model"
)

// Sentences on clauses that are easily read past, each with a figure worked by hand.

// plain is a scenario of contracts made by hand, valued at 10% a year from 2026-01-01.
func plain(contracts ...model.Contract) *model.Scenario {
	return &model.Scenario{
		Title: "plain", Name: "plain", File: "plain.yaml", Currency: "USD", FiscalYearEnd: 12, Target: 1, Catalog: testCatalog(),
		Valuation: model.Valuation{Date: model.DateOf(2026, 1, 1), Rate: 0.1}, Contracts: contracts,
	}
}

// lasting is a bare contract from 2026-01 on for so many months.
func lasting(kind model.Commitment, term model.Months) model.Contract {
	c := bare("a", kind)
	c.Start, c.Term = model.DateOf(2026, 1, 1), term
	return c
}

// level is a flow of so much every month.
func level(monthly float64) *model.Curve {
	return &model.Curve{Kind: model.RunRate, Points: []model.Point{{At: model.MonthOf(2020, 1), Value: 12 * monthly}}}
}

// wantMonths compares a metric month by month, from the first month shown on.
func wantMonths(t *testing.T, s *model.Scenario, name string, want ...float64) {
	t.Helper()
	got := series(t, analyse(t, s, model.ByMonth), name).Values
	if len(got) != len(want) {
		t.Fatalf("%s: %d months shown, want %d: %v", name, len(got), len(want), got)
	}
	for i := range want {
		if !near(got[i], want[i], 1e-9, 1e-9) {
			t.Errorf("%s in month %d is %.9g, by hand %.9g", name, i+1, got[i], want[i])
		}
	}
}

func wantLife(t *testing.T, s *model.Scenario, name string, want float64) {
	t.Helper()
	if got := series(t, analyse(t, s, model.ByMonth), name).Total; !near(got, want, 1e-9, 1e-9) {
		t.Errorf("%s over the life is %.9g, by hand %.9g", name, got, want)
	}
}

// ahead is a prepayment credited pro rata.
func prepaid(name string, amount float64, at model.Date) model.Prepayment {
	unknown := model.Unknown()
	return model.Prepayment{Name: name, Share: unknown, Amount: amount, At: at, Apply: model.ProRata, To: model.Months(unknown)}
}

// A forgiving delay lowers the commitment itself: of 12 over 12 months, 3 months late, 9 are left to be met, by a value as by
// an aggregate or by yearly minimums.
func TestAForgivingDelayLowersWhatADrawdownCommitsTo(t *testing.T) {
	for name, commit := range map[string]func(*model.Contract){
		"a value":              func(c *model.Contract) { c.Value = 12 },
		"an aggregate minimum": func(c *model.Contract) { c.Drawdown.AggregateMinimum = 12 },
		"a yearly minimum":     func(c *model.Contract) { c.Minimums = []model.Minimum{{Year: 1, Amount: 12}} },
	} {
		t.Run(name, func(t *testing.T) {
			c := lasting(model.Drawdown, 12)
			c.Delay, c.OnDelay, c.Consumption = 3, model.Forgive, level(0)
			commit(&c)
			wantLife(t, plain(c), "charges", 9)
		})
	}
}

// A delay never shifts the contract year of a month. Of 18 over 18 months, one month late and extended by it, eleven are
// delivered in the first contract year and seven in the second; with nothing used each pool is lost at its end.
func TestADelayDoesNotShiftTheYearsOfPools(t *testing.T) {
	c := lasting(model.Drawdown, 18)
	c.Value, c.Delay, c.Consumption = 18, 1, level(0)
	c.Drawdown.Forfeit = model.AnnualPools
	s := plain(c)
	s.Horizon.To = model.MonthOf(2027, 12)
	got := series(t, analyse(t, s, model.ByYear), "forfeits").Values
	if !near(got[0], 11, 1e-9, 0) || !near(got[1], 7, 1e-9, 0) {
		t.Errorf("lost in the first year %.6g and in the second %.6g, by hand 11 and 7", got[0], got[1])
	}
}

// What rounding leaves of a spend of nothing is nothing, and shows no further month. 250,000 a month count at list, off which
// the contract takes a tenth; what 2 million lack after three months comes back as credit, which pays all that is used in the
// four months after.
func TestWhatRoundingLeavesIsNoSpend(t *testing.T) {
	c := lasting(model.Drawdown, 3)
	c.Minimums, c.Consumption, c.Discount = []model.Minimum{{Year: 1, Amount: 2e6}}, level(250_000), 0.1
	c.Drawdown.Counts.AtList = true
	c.Drawdown.Credit.Kind, c.Drawdown.Tail = model.UsableCredit, 6
	periods := analyse(t, plain(c), model.ByMonth).Periods
	if got := periods[len(periods)-1].To; got != model.MonthOf(2026, 3) {
		t.Errorf("shown until %v, the last spend is in 2026-03", got)
	}
}

// Pro rata is in proportion to what falls due, whatever other prepayments have taken of it: 10 on demand in each of four
// months; 12 paid ahead and credited first take all of January and 2 of February; another 8 are 2 a month all the same, of
// which January's find nothing left and move on to February.
func TestProRataIsByWhatFallsDueNotByWhatIsLeftOfIt(t *testing.T) {
	c := lasting(model.OnDemand, 4)
	c.Consumption = level(10)
	first := prepaid("first", 12, model.DateOf(2026, 1, 1))
	first.Apply = model.ApplyFirst
	c.Payment.Prepay = []model.Prepayment{first, prepaid("then", 8, model.DateOf(2026, 1, 1))}
	wantMonths(t, plain(c), "cash", 20, 4, 8, 8)
}

// A prepayment that no spend is left for stays with the seller until the last month with spend: of 3 in January to March,
// with a credit of all of March, nothing is left to credit it against from April on; it comes back at the end of February.
func TestAPrepaymentThatFindsNoSpendIsRefundedAfterTheLast(t *testing.T) {
	c := lasting(model.TakeOrPay, 3)
	c.Value = 30
	late := prepaid("late", 5, model.DateOf(2026, 1, 1))
	late.From = 2
	c.Payment.Prepay = []model.Prepayment{late}
	c.Outages = []model.Outage{{Name: "march", From: model.DateOf(2026, 3, 1), For: 1, Share: 1, Credit: 1}}
	s := plain(c)
	s.Horizon.To = model.MonthOf(2026, 3)
	wantMonths(t, s, "cash", 15, 5, 0)
	wantMonths(t, s, "prepaid", 5, 0, 0)
}

// Exercised, everything after the notice is replaced by the fee: what would have been consumed too.
func TestNothingIsConsumedAfterAnExit(t *testing.T) {
	c := lasting(model.TakeOrPay, 4)
	c.Value, c.Consumption = 40, level(8)
	c.Exit = model.ExitRight{By: model.Buyer, Exercise: model.DateOf(2026, 2, 28), Fee: model.ExitFee{Amount: 5}}
	s := plain(c)
	s.Horizon.To = model.MonthOf(2026, 4)
	wantMonths(t, s, "consumption", 8, 8, 0, 0)
	wantMonths(t, s, "spend", 10, 15, 0, 0)
}

// 12 over 12 months, 3 months late and forgiven, are 9 over the last 9. By June 3 of them are spent, as planned: 6 are left
// over 6 months.
func TestWhatIsForgivenDoesNotComeBackAfterActuals(t *testing.T) {
	c := lasting(model.TakeOrPay, 12)
	c.Value, c.Delay, c.OnDelay = 12, 3, model.Forgive
	c.Actuals = model.Actuals{Through: model.MonthOf(2026, 6), Spend: []model.Actual{
		{From: model.MonthOf(2026, 1), To: model.MonthOf(2026, 3)}, {From: model.MonthOf(2026, 4), To: model.MonthOf(2026, 6), Amount: 3},
	}}
	wantMonths(t, plain(c), "spend", 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1)
}

// A contract is the sum of its tranches. An exit on 20 March cuts the tranche that runs on to 20 of its 31 days, and leaves
// the one that ended on 15 March alone: 15/31 of 31 for it, 20/31 of 31 for the other.
func TestAnExitCutsEachTrancheByItsOwnDays(t *testing.T) {
	c := lasting(model.TakeOrPay, 12)
	tranche := func(name string, days float64) model.Tranche {
		unknown := model.Unknown()
		return model.Tranche{
			Name: name, Term: 2 + model.Months(days/31), Ramp: model.Ramp{Shape: model.Immediate}, Delay: model.Months(unknown),
			Value: unknown, Fee: 31, Fleet: []model.Batch{{Accelerator: "h100", Count: 31}},
		}
	}
	c.Tranches = []model.Tranche{tranche("short", 15), tranche("long", 31)}
	c.Exit = model.ExitRight{By: model.Buyer, Exercise: model.DateOf(2026, 3, 20)}
	wantMonths(t, plain(c), "spend", 62, 62, 35)
	wantMonths(t, plain(c), "gpus", 62, 62, 35)
}

// The fee is a share of what then remains, net of prepayment: the unearned prepayment is credited against it. 10 a month
// for 6 months, paid two months later, with 12 paid ahead, 2 a month. An exit at the end of March leaves 6 of them
// unearned, against a fee of half of 30: what March bills is 10 + 15 less 2 and 6.
func TestAnUnearnedPrepaymentGoesAgainstTheFee(t *testing.T) {
	c := lasting(model.TakeOrPay, 6)
	c.Value = 60
	c.Payment = model.Payment{Lag: 2, Prepay: []model.Prepayment{prepaid("ahead", 12, model.DateOf(2026, 1, 1))}}
	c.Exit = model.ExitRight{By: model.Buyer, Exercise: model.DateOf(2026, 3, 31), Fee: model.ExitFee{Share: 0.5}}
	s := plain(c)
	wantMonths(t, s, "spend", 10, 10, 25, 0, 0)
	wantMonths(t, s, "cash", 12, 0, 8, 8, 17)
	wantMonths(t, s, "prepaid", 10, 8, 0, 0, 0)
	wantMonths(t, s, "payables", 8, 16, 25, 17, 0)
}

// Paid in advance, a month's fee is due on its first day; what an exit costs is not due before the exit.
func TestAnExitFeeIsDueAtTheEndOfItsMonth(t *testing.T) {
	c := lasting(model.TakeOrPay, 2)
	c.Value, c.Payment.Timing = 20, model.Advance
	c.Exit = model.ExitRight{By: model.Buyer, Exercise: model.DateOf(2026, 1, 31), Fee: model.ExitFee{Amount: 5}}
	want := 10 + 5*math.Pow(1.1, -30.0/365)
	if got := analyse(t, plain(c), model.ByMonth).Summary.PresentValue; !near(got, want, 1e-12, 0) {
		t.Errorf("present value %.9g, by hand %.9g", got, want)
	}
}

// Equal marginal prices are served in file order: an average over GPUs of one price is that price, whatever the rounding.
func TestEqualPricesAreServedInFileOrder(t *testing.T) {
	for _, price := range []float64{2.1, 3.679669200485083, 0.9 * 4.5} {
		open, fleet := bare("open", model.OnDemand), bare("fleet", model.OnDemand)
		open.Prices, fleet.Prices = []model.Price{{Amount: price}}, []model.Price{{Amount: price}}
		fleet.Fleet = []model.Batch{{Accelerator: "h100", Count: 301}, {Accelerator: "gb200", Count: 77}}
		fleet.Ramp = model.Ramp{Shape: model.Linear, Full: 7}
		s := plain(open, fleet)
		s.Demand = &model.Demand{Curve: level(10_000)}
		r := analyse(t, s, model.ByMonth)
		for i, v := range contractSeries(t, r, "fleet", "gpu_hours.used").Values {
			if v != 0 {
				t.Errorf("at %v: %s: %g GPU-hours from the second in the file", price, r.Periods[i].Label, v)
			}
		}
	}
}

func contractSeries(t fataler, r *model.Report, id, name string) model.Series {
	t.Helper()
	for i := range r.Contracts {
		if r.Contracts[i].ID == id {
			if s, ok := r.Contracts[i].Series(name); ok {
				return s
			}
		}
	}
	t.Fatalf("%s has no metric %s", id, name)
	return model.Series{}
}

// Over a life cash is spend, also for pools that count at list or that a marketplace draws down; where that has no meaning
// the file is refused.
func TestPoolsThatAreDrawnAtOtherRatesArePaidInFull(t *testing.T) {
	for name, edit := range map[string]func(*model.Contract){
		"at list":                 func(c *model.Contract) { c.Drawdown.Counts.AtList, c.Discount = true, 0.2 },
		"through a marketplace":   func(c *model.Contract) { c.Drawdown.Marketplace = level(2) },
		"half of a marketplace's": func(c *model.Contract) { c.Drawdown.Marketplace, c.Drawdown.Counts.MarketplaceWeight = level(2), 0.5 },
	} {
		t.Run(name, func(t *testing.T) {
			c := lasting(model.Drawdown, 12)
			c.Value, c.Consumption, c.Drawdown.Forfeit = 120, level(4), model.AnnualPools
			edit(&c)
			s := plain(c)
			if len(s.Validate()) > 0 {
				return
			}
			r := analyse(t, s, model.ByMonth)
			cash, spend := series(t, r, "cash").Total, series(t, r, "spend").Total
			if !near(cash, spend, 1e-9, 0) {
				t.Errorf("cash %.9g, spend %.9g", cash, spend)
			}
		})
	}
}

// A prepaid balance is never negative: nothing is applied before it is paid, also where a delay has the payment fall after
// the end of the term.
func TestNoPrepaymentIsUsedBeforeItIsPaid(t *testing.T) {
	c := lasting(model.Drawdown, 3)
	c.Value, c.Consumption, c.Delay, c.OnDelay = 100, level(10), 4, model.Compress
	late := prepaid("late", 20, 0)
	late.Apply = model.ApplyFirst
	c.Payment.Prepay = []model.Prepayment{late}
	s := plain(c)
	if len(s.Validate()) > 0 {
		return
	}
	for i, v := range series(t, analyse(t, s, model.ByMonth), "prepaid").Values {
		if v < -1e-9 {
			t.Errorf("prepaid balance of %g in month %d", v, i+1)
		}
	}
}

// Coverage stays at the target through a year in which credit pays for everything: there is nothing to cover. 36 are short
// and charged in 2026, and pay 3 a month over 2027; 2028 costs 36 again. Revenue of 60 a year covers every year that costs.
func TestAYearThatCreditPaysForBreaksNoCover(t *testing.T) {
	c := lasting(model.Drawdown, 36)
	c.Minimums = []model.Minimum{{Year: 1, Amount: 36}, {Year: 2}, {Year: 3}}
	c.Drawdown.Credit.Kind = model.UsableCredit
	c.Consumption = &model.Curve{Kind: model.RunRate, Points: []model.Point{
		{At: model.MonthOf(2026, 12)}, {At: model.MonthOf(2027, 1), Value: 36},
	}}
	first := lasting(model.TakeOrPay, 12)
	first.ID, first.Value = "first", 12
	s := plain(c, first)
	s.Revenue = []model.RevenueLine{{ID: "sales", Margin: 1, Curve: *level(5)}}
	r := analyse(t, s, model.ByYear)
	spend := series(t, r, "spend").Values
	if !near(spend[0], 48, 1e-9, 0) || !near(spend[1], 0, 0, 1) || !(spend[2] > 30) {
		t.Fatalf("spend by year is %v", spend)
	}
	if got := r.Summary.FirstCoveredYear; got != 2026 {
		t.Errorf("covered from %d on, by hand from 2026", got)
	}
}

// What is firm is the least the buyer can come to owe. Of 12 over a year and a backstop of 12 more, 11 and 11 are left after
// January. To leave costs 15: it is cheaper to stay, and 11 are firm, for others may take the backstop.
func TestABuyerStaysWhereLeavingIsDearer(t *testing.T) {
	c := lasting(model.TakeOrPay, 12)
	c.Value, c.Backstop.Value = 12, 12
	c.Exit = model.ExitRight{By: model.Buyer, Notice: model.Span{Days: 1}, Fee: model.ExitFee{Amount: 15}}
	o, err := model.NewObligations(plain(c), model.ObligationOptions{
		AsOf: model.DateOf(2026, 1, 31), Basis: model.RemainingBasis, DebtEquivalent: model.Unknown(),
	})
	if err != nil {
		t.Fatal(err)
	}
	if row := o.Rows[0].Years; !near(row.SumFirm, 11, 1e-9, 0) || !near(row.SumContingent, 11, 1e-9, 0) {
		t.Errorf("firm %.6g and contingent %.6g, by hand 11 and 11", row.SumFirm, row.SumContingent)
	}
}

// After an exit nothing remains, and nothing is firm or contingent. 12 over a year and a backstop of 12, left at the end of
// January for the price of three months more: 2 and 6 are spent in January, and that is all.
func TestNothingIsOwedAfterAnExit(t *testing.T) {
	c := lasting(model.TakeOrPay, 12)
	c.Value, c.Backstop.Value = 12, 12
	c.Exit = model.ExitRight{By: model.Buyer, Exercise: model.DateOf(2026, 1, 31), Fee: model.ExitFee{Months: 3}}
	wantLife(t, plain(c), "spend", 8)
	o, err := model.NewObligations(plain(c), model.ObligationOptions{
		AsOf: model.DateOf(2026, 1, 31), Basis: model.RemainingBasis, DebtEquivalent: model.Unknown(),
	})
	if err != nil {
		t.Fatal(err)
	}
	row := o.Rows[0].Years
	for i := range row.Total {
		if !near(row.Firm[i], 0, 0, 1e-9) || !near(row.Contingent[i], 0, 0, 1e-9) {
			t.Errorf("%s: firm %.6g, contingent %.6g", o.Years[i].Label, row.Firm[i], row.Contingent[i])
		}
	}
}
