package model_test

import (
	"math"
	"testing"
	"time"

	"commitcast/model"
)

// tenAMonth is a take-or-pay contract of 10 a month.
func tenAMonth(months int) model.Contract {
	c := workedContract(model.TakeOrPay, model.Months(months))
	c.Value = 10 * float64(months)
	return c
}

// A value of 90 is 5 a month for half a year and then 10. 30 are paid on the first day, and credited so, month by month:
//
//	pro rata          a third of what is due: 5/3, then 10/3
//	straight line     2.5 a month
//	first             5 a month until June
//	last              10 a month from October
//	pro rata, 3–9     of 45 due from April to September two thirds: 10/3, then 20/3
//	straight line to 3    10 a month are planned for January to March, but 5 due: the other 15 move on to June
//	last, 3–9         10 a month from July to September
//	first, from 10    10 in November and December; 10 are never applied and come back
func TestAPrepaymentIsCreditedAsItSays(t *testing.T) {
	forever := math.NaN()
	tests := map[string]struct {
		apply    model.Apply
		from, to float64
		credited []float64
		refund   float64
	}{
		"in proportion to spend":                {model.ProRata, 0, forever, joined(times(6, 5./3), times(6, 10./3)), 0},
		"evenly":                                {model.StraightLine, 0, forever, times(12, 2.5), 0},
		"first spend first":                     {model.ApplyFirst, 0, forever, joined(times(6, 5), times(6, 0)), 0},
		"last spend first":                      {model.ApplyLast, 0, forever, joined(times(9, 0), times(3, 10)), 0},
		"in proportion inside a window":         {model.ProRata, 3, 9, joined(times(3, 0), times(3, 10./3), times(3, 20./3), times(3, 0)), 0},
		"what a window cannot take moves on":    {model.StraightLine, 0, 3, joined(times(6, 5), times(6, 0)), 0},
		"last spend of a window first":          {model.ApplyLast, 3, 9, joined(times(6, 0), times(3, 10), times(3, 0)), 0},
		"what nothing can take is paid back":    {model.ApplyFirst, 10, forever, joined(times(10, 0), times(2, 10)), 10},
		"a window that ends moves what is left": {model.ProRata, 0, 2, joined(times(6, 5), times(6, 0)), 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := workedContract(model.TakeOrPay, 12)
			c.Value = 90
			c.Ramp = model.Ramp{Shape: model.Steps, Knots: []model.Knot{{At: 0, Share: 0.5}, {At: 6, Share: 1}}}
			item := ahead(model.Unknown(), 30, test.apply)
			item.From, item.To = model.Months(test.from), model.Months(test.to)
			c.Payment.Prepay = []model.Prepayment{item}
			s := workedScenario(c)
			want := joined(times(6, 5), times(6, 10))
			for m, v := range test.credited {
				want[m] -= v
			}
			want[0] += 30
			want[11] -= test.refund
			sameAmounts(t, "cash", workedMetric(t, s, model.ByMonth, "cash"), want)
		})
	}
}

// 10 a month, paid a month and a half later: half of it one month on, half two.
func TestALagOfAMonthAndAHalfIsSplit(t *testing.T) {
	c := tenAMonth(6)
	c.Payment.Lag = 1.5
	s := workedScenario(c)
	sameAmounts(t, "cash", workedMetric(t, s, model.ByMonth, "cash"), []float64{0, 5, 10, 10, 10, 10, 10, 5})
	sameAmounts(t, "payables", workedMetric(t, s, model.ByMonth, "payables"), []float64{10, 15, 15, 15, 15, 15, 5, 0})
}

// Paid on the first of each month, nothing is prepaid at a month's end, but 16 of January's 31 days are after the 15th. The
// lag splits the payments of the first just so. At 10% a year, the flows of 1 January and 1 February, 31 days apart, are worth
// 10 + 10/1.1^(31/365) on the first.
func TestInAdvanceIsPaidOnTheFirst(t *testing.T) {
	c := tenAMonth(2)
	c.Payment.Timing = model.Advance
	s := workedScenario(c)
	s.Valuation.Rate = 0.1
	sameAmounts(t, "cash", workedMetric(t, s, model.ByMonth, "cash"), []float64{10, 10})
	sameAmounts(t, "prepaid", workedMetric(t, s, model.ByMonth, "prepaid"), []float64{0, 0})
	sameAmount(t, "present value", analyse(t, s, model.ByYear).Summary.PresentValue, 10+10*math.Pow(1.1, -31./365))
	row := workedObligations(t, s, model.DateOf(2026, 1, 15), model.ObligationBasis).Rows[0]
	sameAmount(t, "prepaid in mid-January", row.Prepaid, 10*16./31)
	sameAmount(t, "remaining in mid-January", row.Remaining, 10*16./31+10)
	sameAmount(t, "unpaid in mid-January", row.Unpaid, 10)
	s.Contracts[0].Payment.Lag = 0.5
	sameAmounts(t, "cash half a month later", workedMetric(t, s, model.ByMonth, "cash"), []float64{5, 10, 5})
}

// 24 over two months, 6 of it on 15 December 2025 and credited first: 6 on 31 January, 12 on 28 February. From 1 December these
// are 14, 61 and 89 days: Σ v·1.1^(−days/365), and (6·14 + 6·61 + 12·89)/24/365 = 1518/24/365 years on average.
func TestAPrepaymentIsDiscountedFromItsDay(t *testing.T) {
	c := workedContract(model.TakeOrPay, 2)
	c.Value = 24
	item := ahead(model.Unknown(), 6, model.ApplyFirst)
	item.At = model.DateOf(2025, 12, 15)
	c.Payment.Prepay = []model.Prepayment{item}
	s := workedScenario(c)
	s.Valuation = model.Valuation{Date: model.DateOf(2025, 12, 1), Rate: 0.1}
	sum := analyse(t, s, model.ByYear).Summary
	want := 6*math.Pow(1.1, -14./365) + 6*math.Pow(1.1, -61./365) + 12*math.Pow(1.1, -89./365)
	sameAmount(t, "present value", sum.PresentValue, want)
	sameAmount(t, "weighted average life", sum.WALYears, 1518./24/365)
}

// 10 a month over 2026 on 8 GPUs, 24 of it paid on 1 January and credited 2 a month. Notice on 15 June ends it that day: June
// keeps 15 of its 30 days, 5; 5 + 6·10 = 65 then remain, and half of it is the fee, 32.5. Spend is 50 + 37.5 = 87.5. By the end
// of May 10 of the prepayment are earned; the other 14 go against June's 37.5, or come back: 23.5 either way.
func TestAnExitInMidMonthIsPaidNetOfThePrepayment(t *testing.T) {
	c := tenAMonth(12)
	c.Fleet = []model.Batch{{Accelerator: "gb200", Count: 8}}
	c.Payment.Prepay = []model.Prepayment{ahead(0.2, model.Unknown(), model.ProRata)}
	c.Exit = model.ExitRight{By: model.Buyer, Fee: model.ExitFee{Share: 0.5}, Exercise: model.DateOf(2026, 6, 15)}
	s := workedScenario(c)
	sameAmounts(t, "spend", workedMetric(t, s, model.ByMonth, "spend"), []float64{10, 10, 10, 10, 10, 37.5})
	sameAmounts(t, "cash", workedMetric(t, s, model.ByMonth, "cash"), []float64{32, 8, 8, 8, 8, 23.5})
	sameAmounts(t, "prepaid", workedMetric(t, s, model.ByMonth, "prepaid"), []float64{22, 20, 18, 16, 14, 0})
	sameAmounts(t, "GPUs", workedMetric(t, s, model.ByMonth, "gpus"), []float64{8, 8, 8, 8, 8, 4})
	// A fee of two months is the rest of June, July, and half of August: 20. With an amount of 3 beside it, 23.
	s.Contracts[0].Exit.Fee = model.ExitFee{Amount: 3, Months: 2}
	sameAmount(t, "spend in June", workedMetric(t, s, model.ByMonth, "spend")[5], 5+23)
	// After 30 days' notice, on 15 July, a half of July, 31 days long, is 15/31.
	s.Contracts[0].Exit.Notice, s.Contracts[0].Exit.Fee = model.Span{Days: 30}, model.ExitFee{}
	sameAmounts(t, "spend with notice", workedMetric(t, s, model.ByMonth, "spend"), joined(times(6, 10), []float64{150. / 31}))
}

// Half of 8 GPUs fail for half of March, and 10% of the fee of that time comes off: a quarter of the month's capacity,
// 8·744·0.75 = 4,464 hours, and a twentieth of its fee, 9.5.
func TestAnOutageTakesCapacityAndFee(t *testing.T) {
	c := tenAMonth(12)
	c.Fleet = []model.Batch{{Accelerator: "gb200", Count: 8}}
	c.Outages = []model.Outage{{Name: "fire", From: model.DateOf(2026, 3, 1), For: 0.5, Share: 0.5, Credit: 0.1}}
	s := workedScenario(c)
	sameAmounts(t, "spend", workedMetric(t, s, model.ByMonth, "spend"), joined(times(2, 10), []float64{9.5}, times(9, 10)))
	sameAmounts(t, "hours from February", workedMetric(t, s, model.ByMonth, "gpu_hours.available")[1:4], []float64{8 * 672, 4464, 8 * 720})
	// From 17 March, 16 of 31 days in, it covers the other 15 of March, and 0.5 − 15/31 = 1/62 of a month in April.
	s.Contracts[0].Outages[0].From = model.DateOf(2026, 3, 17)
	sameAmounts(t, "spend from March", workedMetric(t, s, model.ByMonth, "spend")[2:4], []float64{10 - 15./31, 10 - 1./62})
}

// Of 120, 4 and 6 were spent: the ten months left spread 110. By minimums of 120 and 240 the two months leave 110 for the rest
// of the first year, and nothing changes in the second.
func TestWhatIsSpentLeavesTheRestOfTheValue(t *testing.T) {
	jan := model.MonthOf(2026, 1)
	c := tenAMonth(12)
	c.Actuals = model.Actuals{Through: jan + 1, Spend: []model.Actual{{From: jan, To: jan, Amount: 4}, {From: jan + 1, To: jan + 1, Amount: 6}}}
	s := workedScenario(c)
	sameAmounts(t, "spend", workedMetric(t, s, model.ByMonth, "spend"), joined([]float64{4, 6}, times(10, 11)))
	k := &s.Contracts[0]
	k.Value, k.Term, k.Minimums = model.Unknown(), 24, []model.Minimum{{Year: 1, Amount: 120}, {Year: 2, Amount: 240}}
	sameAmounts(t, "spend by minimums", workedMetric(t, s, model.ByMonth, "spend"), joined([]float64{4, 6}, times(10, 11), times(12, 20)))
	k.Actuals = model.Actuals{Through: jan + 2, Spend: []model.Actual{{From: jan, To: jan + 2, Amount: 12}}}
	sameAmounts(t, "a quarter lies evenly", workedMetric(t, s, model.ByMonth, "spend")[:4], []float64{4, 4, 4, 12})
}

// 10 and 4 were paid by the end of February: the 6 left out are paid with March's 10. 10 and 25 are 15 ahead: March is paid
// by then, and half of April.
func TestActualCashCatchesUp(t *testing.T) {
	jan := model.MonthOf(2026, 1)
	for february, want := range map[float64]struct{ cash, prepaid, payables []float64 }{
		4:  {[]float64{10, 4, 16, 10, 10}, times(5, 0), []float64{0, 6, 0, 0, 0}},
		25: {[]float64{10, 25, 0, 5, 10}, []float64{0, 15, 5, 0, 0}, times(5, 0)},
	} {
		c := tenAMonth(12)
		c.Actuals = model.Actuals{Through: jan + 1, Cash: []model.Actual{{From: jan, To: jan, Amount: 10}, {From: jan + 1, To: jan + 1, Amount: february}}}
		s := workedScenario(c)
		sameAmounts(t, "cash", workedMetric(t, s, model.ByMonth, "cash")[:5], want.cash)
		sameAmounts(t, "prepaid", workedMetric(t, s, model.ByMonth, "prepaid")[:5], want.prepaid)
		sameAmounts(t, "payables", workedMetric(t, s, model.ByMonth, "payables")[:5], want.payables)
	}
}

// 12 are firm, and 15 are owed as far as they are not resold: 12 + 15·(1−resold).
func TestABackstopIsSpentAsFarAsItIsNotResold(t *testing.T) {
	for resold, want := range map[float64]float64{0: 27, 0.4: 21, 1: 12} {
		c := workedContract(model.TakeOrPay, 12)
		c.Value, c.Backstop.Value = 12, 15
		c.Backstop.Resold = []model.Resold{{From: model.MonthOf(2026, 1), Share: resold}}
		s := workedScenario(c)
		sameAmounts(t, "spend", workedMetric(t, s, model.ByYear, "spend"), []float64{want})
		sameAmounts(t, "contingent", workedMetric(t, s, model.ByYear, "contingent"), []float64{want - 12})
		years := workedObligations(t, s, model.DateOf(2025, 12, 31), model.RemainingBasis).Rows[0].Years
		sameAmount(t, "firm", years.SumFirm, 12)
		sameAmount(t, "not firm", years.SumContingent, want-12)
	}
}

func workedObligations(t *testing.T, s *model.Scenario, asOf model.Date, basis model.Basis) *model.Obligations {
	t.Helper()
	if problems := s.Validate(); len(problems) > 0 {
		t.Fatalf("not valid: %v", problems)
	}
	o, err := model.NewObligations(s, model.ObligationOptions{AsOf: asOf, Basis: basis, DebtEquivalent: model.Unknown()})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// $9.7B of which 20% were paid at signing, before it starts: 9.70 remain, and 9.70 − 1.94 = 7.76 are still to be paid.
func TestWhatIsPrepaidIsNoObligation(t *testing.T) {
	c := workedContract(model.TakeOrPay, 60)
	c.Value = 9.7
	item := ahead(0.2, model.Unknown(), model.ProRata)
	item.At = model.DateOf(2025, 11, 3)
	c.Payment.Prepay = []model.Prepayment{item}
	s := workedScenario(c)
	for date, prepaid := range map[model.Date]float64{model.DateOf(2025, 11, 2): 0, model.DateOf(2025, 11, 3): 1.94, model.DateOf(2025, 12, 31): 1.94} {
		row := workedObligations(t, s, date, model.ObligationBasis).Rows[0]
		sameAmount(t, "remaining", row.Remaining, 9.7)
		sameAmount(t, "unpaid", row.Unpaid, 9.7-prepaid)
		sameAmount(t, "table", row.Years.Sum, 9.7-prepaid)
		row = workedObligations(t, s, date, model.RemainingBasis).Rows[0]
		sameAmount(t, "table of what remains", row.Years.Sum, 9.7)
	}
}

// $1.25B a month until May 2029: at the end of 2026, 29 months are 36.25. With 90 days' notice (31+28+31) January to March are
// firm: 3.75. With a notice of two months and a half of what then remains, January, February and half of 27 months: 2.5+16.875.
func TestOnlyWhatNoticeCannotEndIsFirm(t *testing.T) {
	c := workedContract(model.TakeOrPay, 36)
	c.Start, c.Fee = model.DateOf(2026, 6, 1), 1.25
	c.Exit = model.ExitRight{By: model.Either, Notice: model.Span{Days: 90}}
	s := workedScenario(c)
	row := workedObligations(t, s, model.DateOf(2026, 12, 31), model.RemainingBasis).Rows[0]
	sameAmount(t, "total", row.Years.Sum, 36.25)
	sameAmount(t, "firm", row.Years.SumFirm, 3.75)
	sameAmount(t, "contingent", row.Years.SumContingent, 32.5)
	sameAmounts(t, "firm by year", row.Years.Firm, []float64{3.75, 0, 0, 0, 0, 0})
	s.Contracts[0].Exit.By = model.Seller
	sameAmount(t, "firm where only the seller may leave", workedObligations(t, s, model.DateOf(2026, 12, 31), model.RemainingBasis).Rows[0].Years.SumFirm, 36.25)
	s.Contracts[0].Exit = model.ExitRight{By: model.Buyer, Notice: model.Span{Months: 2}, Fee: model.ExitFee{Share: 0.5}}
	sameAmount(t, "firm with a fee", workedObligations(t, s, model.DateOf(2026, 12, 31), model.RemainingBasis).Rows[0].Years.SumFirm, 2.5+16.875)
}

// 10 a month over 2026 and 2027, paid at month end. On 30 June, June is paid: 60 in the remainder of 2026, 120 in 2027; 120
// within a year. In fiscal years to June the first is a whole one: 120, then 60. On 15 June, half of it is recognised and not
// yet paid: 185 remain, of which 65 this year, and 5 are payable. By 15 June 2027 120 of them are recognised.
func TestATableAtAnInterimDate(t *testing.T) {
	s := workedScenario(tenAMonth(24))
	o := workedObligations(t, s, model.DateOf(2026, 6, 30), model.ObligationBasis)
	if got := o.Years[0].Label; got != "Remainder of 2026" {
		t.Errorf("the first column is %q", got)
	}
	sameAmounts(t, "years", o.Rows[0].Years.Total, []float64{60, 120, 0, 0, 0, 0})
	sameAmounts(t, "bands", o.Rows[0].Bands.Total, []float64{120, 60, 0, 0})
	sameAmounts(t, "within", o.Rows[0].Within, []float64{120. / 180, 1, 1, 1})
	sameAmount(t, "payables", o.Rows[0].Payables, 0)
	s.FiscalYearEnd = time.June
	o = workedObligations(t, s, model.DateOf(2026, 6, 30), model.ObligationBasis)
	if got := o.Years[0].Label; got != "FY2027" {
		t.Errorf("the first fiscal column is %q", got)
	}
	sameAmounts(t, "fiscal years", o.Rows[0].Years.Total, []float64{120, 60, 0, 0, 0, 0})
	s.FiscalYearEnd = time.December
	for _, basis := range []model.Basis{model.ObligationBasis, model.RemainingBasis} {
		row := workedObligations(t, s, model.DateOf(2026, 6, 15), basis).Rows[0]
		sameAmount(t, "remaining in mid-June", row.Remaining, 185)
		sameAmount(t, "payables in mid-June", row.Payables, 5)
		sameAmounts(t, "years from mid-June", row.Years.Total, []float64{65, 120, 0, 0, 0, 0})
		sameAmount(t, "within twelve months of mid-June", row.Within[0], 120./185) // twelve whole months, half of June 2027 included
	}
}

// Minimums of 120 a year, used at 5 a month: at the end of June 90 of the first year are open, and 120 of the second; they
// fall in their years. An aggregate of 300 leaves 300−30 = 270: the 60 beyond float, and are due at the end.
func TestADrawdownIsOwedInItsYears(t *testing.T) {
	c := workedDrawdown([]float64{120, 120}, times(24, 5))
	s := workedScenario(c)
	row := workedObligations(t, s, model.DateOf(2026, 6, 30), model.ObligationBasis).Rows[0]
	sameAmounts(t, "by year", row.Years.Total, []float64{90, 120, 0, 0, 0, 0})
	s.Contracts[0].Drawdown.AggregateMinimum = 300
	row = workedObligations(t, s, model.DateOf(2026, 6, 30), model.ObligationBasis).Rows[0]
	sameAmounts(t, "with an aggregate", row.Years.Total, []float64{90, 180, 0, 0, 0, 0})
	sameAmount(t, "remaining", row.Remaining, 270)
}
