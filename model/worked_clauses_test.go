package model_test

import (
	"fmt"
	"testing"

	"commitcast/model"
)

// The worked numbers of how commitments bill. Every contract here starts with 2026, and its use is given exactly, month by
// month, as what actually happened. Amounts are in whatever unit the case speaks of.

// workedContract is a contract of a kind from 2026-01 on, with every clause at its default.
func workedContract(kind model.Commitment, term model.Months) model.Contract {
	unknown := model.Unknown()
	c := model.Contract{
		ID: "a", Provider: "A", Status: model.Signed, Kind: kind, Start: model.DateOf(2026, 1, 1), Term: term,
		Ramp: model.Ramp{Shape: model.Immediate}, OnDelay: model.Extend, Value: unknown, Fee: unknown,
		MinimumsBy: model.ContractYears, Schedule: model.Schedule{Kind: model.ByRamp},
		Availability: 1, Utilisation: 1, PUE: unknown, LoadFactor: 1, GridIntensity: unknown, WUE: unknown,
	}
	if kind == model.Drawdown {
		c.Drawdown = model.DrawdownTerms{
			AggregateMinimum: unknown, Rollover: model.Rollover{Years: 1, ShortfallYears: 1}, OveragePrice: 1,
			Counts: model.Counts{MarketplaceWeight: 1, MarketplaceCap: unknown},
		}
	}
	return c
}

// workedDrawdown is a drawdown of minimums by contract year, with the given use in each month of its life.
func workedDrawdown(minimums []float64, use []float64) model.Contract {
	c := workedContract(model.Drawdown, model.Months(len(use)))
	for i, amount := range minimums {
		c.Minimums = append(c.Minimums, model.Minimum{Year: i + 1, Amount: amount})
	}
	used(&c, use)
	return c
}

// used gives a contract its use in each month of its life.
func used(c *model.Contract, use []float64) {
	jan := model.MonthOf(2026, 1)
	c.Actuals.Through = jan + model.Month(len(use)-1)
	for i, amount := range use {
		m := jan + model.Month(i)
		c.Actuals.Consumption = append(c.Actuals.Consumption, model.Actual{From: m, To: m, Amount: amount})
	}
}

// overYears is use by year, a twelfth of it each month.
func overYears(years ...float64) []float64 {
	var use []float64
	for _, amount := range years {
		use = append(use, times(12, amount/12)...)
	}
	return use
}

// times is a value n times over.
func times(n int, v float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// joined is lists after one another.
func joined(lists ...[]float64) []float64 {
	var out []float64
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

func workedScenario(contracts ...model.Contract) *model.Scenario {
	return &model.Scenario{
		Title: "worked", Name: "worked", Currency: "USD", FiscalYearEnd: 12, Target: 1, Catalog: testCatalog(),
		Valuation: model.Valuation{Rate: model.Unknown()}, Contracts: contracts,
	}
}

// annualCurve is a curve of totals by calendar year from 2026 on, and nothing after.
func annualCurve(totals ...float64) *model.Curve {
	c := &model.Curve{Kind: model.Annual}
	for i, v := range append(totals, 0) {
		c.Points = append(c.Points, model.Point{At: model.MonthOf(2026+i, 1), Value: v})
	}
	return c
}

// monthlyCurve is the same amount every month from 2026-01 on.
func monthlyCurve(v float64) *model.Curve {
	return &model.Curve{Kind: model.RunRate, Points: []model.Point{{At: model.MonthOf(2026, 1), Value: 12 * v}}}
}

// workedMetric is a metric of the first contract by period.
func workedMetric(t *testing.T, s *model.Scenario, by model.By, name string) []float64 {
	t.Helper()
	series, ok := analyse(t, s, by).Contracts[0].Series(name)
	if !ok {
		t.Fatalf("no metric %s", name)
	}
	return series.Values
}

func workedLedger(t *testing.T, s *model.Scenario, by model.By) *model.Ledger {
	t.Helper()
	if problems := s.Validate(); len(problems) > 0 {
		t.Fatalf("not valid: %v", problems)
	}
	l, err := model.NewLedger(s, s.Contracts[0].ID, by)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// commitmentYears is one figure of each commitment year.
func commitmentYears(l *model.Ledger, of func(*model.CommitmentYear) float64) []float64 {
	var out []float64
	for i := range l.Years {
		out = append(out, of(&l.Years[i]))
	}
	return out
}

func sameAmounts(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, by hand %v", what, got, want)
		return
	}
	for i := range want {
		if !near(got[i], want[i], 1e-9, 1e-9) {
			t.Errorf("%s: %.6g, by hand %.6g (place %d)", what, got, want, i+1)
			return
		}
	}
}

func sameAmount(t *testing.T, what string, got, want float64) {
	t.Helper()
	sameAmounts(t, what, []float64{got}, []float64{want})
}

// An EDP of 3/5/7 with eligible use of 2.6/5.4/6.5. Gaps: 3−2.6 = 0.4; none, 0.4 above; 7−6.5 = 0.5.
//
//	excess 10%     of 5 is 0.5, so all 0.4 of year 2 carry: 7−0.4−6.5 = 0.1
//	defer 15%      of 3 is 0.45, so all 0.4 move to year 2: 5.4 required and used; the last year defers nothing
//	both           year 2's excess is taken by the deferral, and none is left to carry
//	marketplace    1.2/0.3/0.3 beside eligible use of 2.0 in year 1.
//	               weight 1, cap 25%: min(1.2, 0.75) = 0.75, 3−2.75 = 0.25; 5.7 of 5; 7−6.8 = 0.2
//	               weight ½, no cap: 0.6, 3−2.6 = 0.4; 5.55 of 5; 7−6.65 = 0.35
func TestAnEDPTruesUpByItsRelief(t *testing.T) {
	tests := map[string]struct {
		first       float64 // eligible use of year 1
		relief      model.DrawdownTerms
		marketplace *model.Curve
		weight, cap float64
		want        []float64
	}{
		"without relief every gap is charged":       {first: 2.6, want: []float64{0.4, 0, 0.5}},
		"excess carries":                            {first: 2.6, relief: model.DrawdownTerms{Rollover: model.Rollover{Excess: 0.10}}, want: []float64{0.4, 0, 0.1}},
		"a shortfall is deferred":                   {first: 2.6, relief: model.DrawdownTerms{Shortfall: model.ShortfallTerms{DeferCap: model.DeferCap{Share: 0.15}}}, want: []float64{0, 0, 0.5}},
		"the deferral takes the excess":             {first: 2.6, relief: model.DrawdownTerms{Rollover: model.Rollover{Excess: 0.10}, Shortfall: model.ShortfallTerms{DeferCap: model.DeferCap{Share: 0.15}}}, want: []float64{0, 0, 0.5}},
		"the marketplace counts in full to its cap": {first: 2.0, marketplace: annualCurve(1.2, 0.3, 0.3), weight: 1, cap: 0.25, want: []float64{0.25, 0, 0.2}},
		"the marketplace counts by half":            {first: 2.0, marketplace: annualCurve(1.2, 0.3, 0.3), weight: 0.5, cap: model.Unknown(), want: []float64{0.4, 0, 0.35}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			use := overYears(test.first, 5.4, 6.5)
			c := workedDrawdown([]float64{3, 5, 7}, use)
			d := &c.Drawdown
			d.Rollover.Excess, d.Shortfall = test.relief.Rollover.Excess, test.relief.Shortfall
			if bought := 0.0; test.marketplace != nil {
				d.Marketplace, d.Counts.MarketplaceWeight, d.Counts.MarketplaceCap = test.marketplace, test.weight, test.cap
				bought = 1.8
				use = append(use, bought)
			}
			s := workedScenario(c)
			sameAmounts(t, "true-ups", workedMetric(t, s, model.ByYear, "charges"), test.want)
			spend := sumOf(workedMetric(t, s, model.ByYear, "spend"))
			sameAmount(t, "what is paid in all", spend, sumOf(use)+sumOf(test.want))
		})
	}
}

// A MACC of 12 with cumulative milestones 3/7/12, used at 0.2/0.3/0.35 a month; what is charged comes back as prepayment.
//
//	2026  2.4 counts of 3: 0.6 charged, and 0.6 of credit
//	2027  3.6 used, 0.6 of it by credit (two months), so 3.0 counts; 2.4+0.6+3.0 = 6.0 of 7: 1.0 charged
//	2028  4.2 used, 1.0 by credit (0.35, 0.35, 0.30), 3.2 counts; 7+3.2 = 10.2 of 12: 1.8 charged, and its credit is stranded
//
// Cash is 10.2 of use − 1.6 paid by credit + 3.4 charged = 12.0; expense is 10.2 of use + 1.8 of credit that expires.
func TestAMACCChargesMoreThanTheRawGap(t *testing.T) {
	c := workedContract(model.Drawdown, 36)
	used(&c, joined(times(12, 0.2), times(12, 0.3), times(12, 0.35)))
	for i, target := range []float64{3, 7, 12} {
		c.Drawdown.Milestones = append(c.Drawdown.Milestones, model.Milestone{At: model.MonthOf(2026+i, 12), Amount: target})
	}
	c.Drawdown.Credit.Kind = model.PrepaymentCredit
	s := workedScenario(c)
	years := func(metric string) []float64 { return workedMetric(t, s, model.ByYear, metric) }
	sameAmounts(t, "shortfalls", years("charges"), []float64{0.6, 1.0, 1.8})
	sameAmounts(t, "consumption", years("consumption"), []float64{2.4, 3.6, 4.2})
	sameAmounts(t, "cash", years("cash"), []float64{2.4 + 0.6, 3.0 + 1.0, 3.2 + 1.8})
	sameAmounts(t, "expense", years("expense"), []float64{2.4, 3.6, 4.2 + 1.8})
	sameAmounts(t, "remaining", years("remaining"), []float64{12 - 3, 12 - 7, 0})
	credit := workedMetric(t, s, model.ByMonth, "credit")
	sameAmounts(t, "credit from 2026-12", credit[11:15], []float64{0.6, 0.3, 0, 0})
	sameAmounts(t, "credit from 2027-12", credit[23:27], []float64{1.0, 0.65, 0.30, 0})
	sameAmount(t, "credit at the end", credit[35], 0)
}

// Pools of 12 a year. 6·0.5 + 6·1.2 = 10.2 leaves 1.8 lost. 6·0.8 + 6·1.5 = 13.8 is 1.8 beyond: the pool ends in November
// (4.8 + 4·1.5 = 10.8, so 1.2 are in it and 0.3 beyond), and all 1.5 of December are beyond. At 1.1 that is 0.33 + 1.65.
// Pools of 1 a month: 6·0.8 + 6·1.2 lose 6·0.2 and are 6·0.2 beyond, although the year nets to nothing.
func TestPoolsForfeitAndOverrun(t *testing.T) {
	tests := map[string]struct {
		pools    model.Forfeit
		use      []float64
		overage  float64
		forfeits float64
		spend    float64
		cash     []float64 // a month
	}{
		"what a year does not use is lost": {model.AnnualPools, joined(times(6, 0.5), times(6, 1.2)), 1, 1.8, 12, joined([]float64{12}, times(11, 0))},
		"what is beyond it is paid":        {model.AnnualPools, joined(times(6, 0.8), times(6, 1.5)), 1, 0, 13.8, joined([]float64{12}, times(9, 0), []float64{0.3, 1.5})},
		"at a higher price":                {model.AnnualPools, joined(times(6, 0.8), times(6, 1.5)), 1.1, 0, 13.98, joined([]float64{12}, times(9, 0), []float64{0.33, 1.65})},
		"a month's is lost by itself":      {model.MonthlyPools, joined(times(6, 0.8), times(6, 1.2)), 1, 1.2, 13.2, joined(times(6, 1), times(6, 1.2))},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := workedDrawdown(nil, test.use)
			c.Value, c.Drawdown.Forfeit, c.Drawdown.OveragePrice = 12, test.pools, test.overage
			s := workedScenario(c)
			sameAmount(t, "forfeits", sumOf(workedMetric(t, s, model.ByMonth, "forfeits")), test.forfeits)
			sameAmount(t, "spend", sumOf(workedMetric(t, s, model.ByMonth, "spend")), test.spend)
			sameAmounts(t, "cash", workedMetric(t, s, model.ByMonth, "cash"), test.cash)
		})
	}
}

// h = 10 at a discount of 28%: on-demand use of OD costs 0.72·OD at plan rates, of which 10 are covered; what is beyond is
// billed on demand, at 1/0.72 of the plan's rate.
//
//	OD 8   5.76 used, 4.24 unused, bill 10          OD 13.889 (10/0.72)   all used, none unused
//	OD 10  7.20 used, 2.80 unused, bill 10          OD 16   11.52: 1.52 beyond, /0.72 = 2.111 on demand, bill 12.111
func TestASavingsPlanBillsWhatIsNotUsed(t *testing.T) {
	var use []float64
	for _, onDemand := range []float64{8, 10, 10 / 0.72, 16} {
		use = append(use, 0.72*onDemand)
	}
	c := workedDrawdown(nil, use)
	c.Fee, c.Discount, c.Drawdown.Forfeit, c.Drawdown.OveragePrice = 10, 0.28, model.MonthlyPools, 1/0.72
	s := workedScenario(c)
	sameAmounts(t, "unused", workedMetric(t, s, model.ByMonth, "forfeits"), []float64{4.24, 2.8, 0, 0})
	sameAmounts(t, "bill", workedMetric(t, s, model.ByMonth, "spend"), []float64{10, 10, 10, 10 + 1.52/0.72})
}

// 3·20,000 GPUs at $2.60 for 730 hours a month: 37.96M a tranche, 113.88M when all three run. 60 months each are 6.8328B, 20%
// ahead are 1.36656B, and the plateau is paid at 80%: 91.104M. Starts 0, 4 and 8 months on make it 68 months long.
func TestTranchesOverlapToAPlateau(t *testing.T) {
	c := workedContract(model.TakeOrPay, 60)
	c.HoursMonth, c.Prices = 730, []model.Price{{Amount: 2.6}}
	for k := range 3 {
		c.Tranches = append(c.Tranches, model.Tranche{
			Name: fmt.Sprintf("t%d", k+1), Start: c.Start.AddMonths(4 * k), Ramp: model.Ramp{Shape: model.Immediate}, Delay: model.Months(model.Unknown()),
			Value: model.Unknown(), Fee: model.Unknown(), Fleet: []model.Batch{{Accelerator: "gb200", Count: 20_000}},
		})
	}
	c.Payment.Prepay = []model.Prepayment{ahead(0.2, model.Unknown(), model.ProRata)}
	s := workedScenario(c)
	const fee = 37.96e6
	want := joined(times(4, fee), times(4, 2*fee), times(52, 3*fee), times(4, 2*fee), times(4, fee))
	spend := workedMetric(t, s, model.ByMonth, "spend")
	sameAmounts(t, "spend", spend, want)
	sameAmount(t, "total contract value", sumOf(spend), 6.8328e9)
	cash := workedMetric(t, s, model.ByMonth, "cash")
	sameAmount(t, "first month's cash", cash[0], 1.36656e9+0.8*fee)
	sameAmount(t, "cash on the plateau", cash[20], 91.104e6)
	sameAmount(t, "cash over the life", sumOf(cash), 6.8328e9)
	prepaid := workedMetric(t, s, model.ByMonth, "prepaid")
	sameAmount(t, "prepaid after the first month", prepaid[0], 1.36656e9-0.2*fee)
	sameAmount(t, "prepaid at the end", prepaid[67], 0)
}

// ahead is a prepayment on the first day of the contract: a share, or an amount.
func ahead(share, amount float64, apply model.Apply) model.Prepayment {
	return model.Prepayment{Name: "ahead", Share: share, Amount: amount, Apply: apply, To: model.Months(model.Unknown())}
}
