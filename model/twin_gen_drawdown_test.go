package model_test

import (
	"math"
	"slices"
	"time"

	"commitcast/model"

	"pgregory.net/rapid"
)

// scenarioOf is a scenario of the given contracts, fit for every clause: with a market and a fiscal year of its own.
func scenarioOf(t *rapid.T, contracts ...model.Contract) *model.Scenario {
	s := &model.Scenario{
		Title: "drawn", Name: "drawn", File: "drawn.yaml", Currency: "USD", Target: 1, Catalog: testCatalog(),
		FiscalYearEnd: time.Month(rapid.SampledFrom([]int{12, 6, 1}).Draw(t, "fiscalYearEnd")),
		Valuation:     model.Valuation{Rate: rapid.SampledFrom([]float64{0.09, 0, 0.2}).Draw(t, "rate")},
		Market: []model.MarketPrice{
			{Accelerator: "gb200", Price: 4.5, At: model.MonthOf(2026, 3), Decline: 0.25},
			{Accelerator: "h100", Price: 2, At: model.MonthOf(2024, 1)},
		},
		Contracts: contracts,
	}
	if rapid.IntRange(0, 3).Draw(t, "valued") == 0 {
		first := contracts[0].Start
		s.Valuation.Date = first + model.Date(rapid.IntRange(-100, 500).Draw(t, "valuationDay"))
	}
	return s
}

// bare is a contract with every figure that needs a default, and nothing else.
func bare(id string, kind model.Commitment) model.Contract {
	unknown := model.Unknown()
	c := model.Contract{
		ID: id, Provider: id, Status: model.Signed, Kind: kind, Start: model.DateOf(2026, 1, 1), Term: 36,
		Ramp: model.Ramp{Shape: model.Immediate}, OnDelay: model.Extend, Value: unknown, Fee: unknown,
		MinimumsBy: model.ContractYears, Schedule: model.Schedule{Kind: model.ByRamp},
		Availability: 1, Utilisation: 1, PUE: unknown, LoadFactor: 1, GridIntensity: unknown, WUE: unknown,
		Drawdown: model.DrawdownTerms{
			AggregateMinimum: unknown, Rollover: model.Rollover{Years: 1, ShortfallYears: 1},
			Shortfall: model.ShortfallTerms{Order: model.DeferFirst}, Credit: model.ShortfallCredit{Kind: model.NoCredit},
			OveragePrice: 1, Counts: model.Counts{MarketplaceWeight: 1, MarketplaceCap: unknown},
		},
	}
	return c
}

// drawLife draws when a contract starts, how long it lasts, and how late it is.
func drawLife(t *rapid.T, c *model.Contract, most int) {
	c.Start = (model.MonthOf(2025, 7) + model.Month(rapid.IntRange(0, 20).Draw(t, "startMonth"))).First()
	c.Term = model.Months(rapid.IntRange(3, most).Draw(t, "term"))
	if rapid.IntRange(0, 3).Draw(t, "odd") == 0 {
		c.Start, c.Term = drawStart(t), drawMonths(t, 3, most, "term")
	}
	c.Escalator = rapid.SampledFrom([]float64{0, 0, 0.03}).Draw(t, "escalator")
	c.Ramp = drawRamp(t, int(c.Term), rapid.SampledFrom([]model.Shape{model.Immediate, model.Linear, model.Steps}).Draw(t, "shape"))
	if rapid.IntRange(0, 2).Draw(t, "delayed") == 0 {
		c.Delay = drawMonths(t, 1, 8, "delay")
		c.OnDelay = rapid.SampledFrom([]model.DelayEffect{model.Extend, model.Compress, model.Forgive, model.Pay}).Draw(t, "onDelay")
		c.Delay = clearOfTheEnd(c.Delay, c.Term, &c.Ramp)
	}
}

// clearOfTheEnd moves a delay that would have something delivered at the very end of the term, where the last bit decides.
func clearOfTheEnd(delay, term model.Months, r *model.Ramp) model.Months {
	ends := []model.Months{0}
	for _, knot := range r.Knots {
		ends = append(ends, knot.At)
	}
	for _, at := range ends {
		if math.Abs(float64(delay+at-term)) < 0.01 {
			return delay + 0.3
		}
	}
	return delay
}

// drawDrawdown draws a drawdown over all that its terms can say. Amounts are in millions a year, so that use and minimums
// meet.
func drawDrawdown(t *rapid.T, s *model.Scenario, id string) model.Contract {
	c := bare(id, model.Drawdown)
	drawLife(t, &c, 48)
	c.Discount = rapid.SampledFrom([]float64{0, 0.1, 0.28}).Draw(t, "discount")
	drawUse(t, &c)
	drawCommitment(t, s, &c)
	d := &c.Drawdown
	d.OveragePrice = rapid.SampledFrom([]float64{1, 1, 1.1, 1.5}).Draw(t, "overage")
	d.Counts.Prepaid = rapid.Bool().Draw(t, "countsPrepaid")
	if d.Forfeit != model.NoForfeit {
		return c
	}
	d.Counts.AtList = rapid.IntRange(0, 2).Draw(t, "atList") == 0
	if rapid.IntRange(0, 2).Draw(t, "marketplace") == 0 {
		curve := drawYearly(t)
		d.Marketplace = &curve
		d.Counts.MarketplaceWeight = rapid.SampledFrom([]float64{1, 0.5}).Draw(t, "weight")
		d.Counts.MarketplaceCap = rapid.SampledFrom([]float64{model.Unknown(), 0.25}).Draw(t, "marketplaceCap")
	}
	drawRelief(t, s, &c)
	return c
}

// drawYearly is a curve of a few millions a year.
func drawYearly(t *rapid.T) model.Curve {
	c := model.Curve{Kind: model.Annual}
	for y := 2024; y < 2024+rapid.IntRange(1, 6).Draw(t, "years"); y++ {
		c.Points = append(c.Points, model.Point{At: model.MonthOf(y, 1), Value: 1e6 * float64(rapid.IntRange(0, 40).Draw(t, "use"))})
	}
	return c
}

// drawUse draws what is used: a curve, or a fleet with a price.
func drawUse(t *rapid.T, c *model.Contract) {
	switch rapid.IntRange(0, 4).Draw(t, "useForm") {
	case 0: // 300 GPUs at 3 an hour are 8 million a year
		c.Fleet = []model.Batch{{Accelerator: "h100", Count: float64(100 * rapid.IntRange(1, 12).Draw(t, "gpus"))}}
		c.Prices = []model.Price{{Amount: 3}}
		c.Utilisation = rapid.SampledFrom([]float64{1, 0.7}).Draw(t, "utilisation")
	case 1:
		c.Prices = []model.Price{{Amount: 3}}
		fallthrough
	default:
		curve := drawYearly(t)
		c.Consumption = &curve
	}
}

func drawCommitment(t *rapid.T, s *model.Scenario, c *model.Contract) {
	d := &c.Drawdown
	million := func(most int) float64 { return 1e6 * float64(rapid.IntRange(1, most).Draw(t, "millions")) }
	switch rapid.IntRange(0, 7).Draw(t, "commitment") {
	case 0, 1:
		drawYears(t, s, c)
	case 2:
		drawYears(t, s, c)
		d.AggregateMinimum = million(30)
		for _, m := range c.Minimums {
			d.AggregateMinimum += m.Amount
		}
	case 3:
		c.Value = million(120)
	case 4, 5:
		drawMilestones(t, s, c)
	case 6:
		d.Forfeit = model.AnnualPools
		drawPools(t, s, c)
	case 7:
		d.Forfeit = model.MonthlyPools
		drawPools(t, s, c)
	}
}

func drawYears(t *rapid.T, s *model.Scenario, c *model.Contract) {
	drawMinimums(t, c, s.FiscalYearEnd)
	c.Schedule.Kind = model.ByRamp
	for i := range c.Minimums {
		c.Minimums[i].Amount = 1e6 * float64(rapid.IntRange(0, 30).Draw(t, "millions"))
	}
}

func drawPools(t *rapid.T, s *model.Scenario, c *model.Contract) {
	switch rapid.IntRange(0, 3).Draw(t, "pools") {
	case 0:
		drawYears(t, s, c)
	case 1:
		c.Value = 1e6 * float64(rapid.IntRange(1, 90).Draw(t, "millions"))
		c.Schedule.Kind = rapid.SampledFrom([]model.ScheduleKind{model.ByRamp, model.Even}).Draw(t, "schedule")
	case 2:
		c.Fee = 1e5 * float64(rapid.IntRange(1, 30).Draw(t, "fee"))
	case 3:
		c.Fleet = []model.Batch{{Accelerator: "h100", Count: 700}}
		c.Prices = []model.Price{{Amount: 3}}
	}
}

func drawMilestones(t *rapid.T, s *model.Scenario, c *model.Contract) {
	d := &c.Drawdown
	d.Increments = rapid.Bool().Draw(t, "increments")
	life := newTwinPiece(s, c, "").delayed
	var at []model.Month
	for range rapid.IntRange(1, 4).Draw(t, "milestones") {
		at = append(at, life.first()+model.Month(rapid.IntRange(0, len(life.months)-1).Draw(t, "milestone")))
	}
	slices.Sort(at)
	sum := 0.0
	for _, m := range slices.Compact(at) {
		amount := 1e6 * float64(rapid.IntRange(1, 30).Draw(t, "millions"))
		sum += amount
		if !d.Increments {
			amount = sum
		}
		d.Milestones = append(d.Milestones, model.Milestone{At: m, Amount: amount})
	}
	if rapid.IntRange(0, 2).Draw(t, "aggregate") == 0 {
		d.AggregateMinimum = sum + 1e6*float64(rapid.IntRange(0, 20).Draw(t, "floating"))
	}
}

// drawRelief draws what happens to a shortfall and to an excess.
func drawRelief(t *rapid.T, s *model.Scenario, c *model.Contract) {
	d := &c.Drawdown
	if len(d.Milestones) == 0 || d.Increments {
		d.Rollover.Excess = rapid.SampledFrom([]float64{0, 0.1, 0.5, 1}).Draw(t, "carry")
	}
	d.Rollover.Years = rapid.IntRange(1, 3).Draw(t, "carryYears")
	d.Rollover.ShortfallYears = rapid.IntRange(1, 3).Draw(t, "deferYears")
	switch rapid.IntRange(0, 3).Draw(t, "deferCap") {
	case 1:
		d.Shortfall.DeferCap.Share = rapid.SampledFrom([]float64{0.15, 0.5}).Draw(t, "deferShare")
	case 2:
		d.Shortfall.DeferCap.Amount = 1e6 * float64(rapid.IntRange(1, 15).Draw(t, "deferAmount"))
	case 3:
		d.Shortfall.DeferCap.Unlimited = true
	}
	if rapid.Bool().Draw(t, "chargeFirst") {
		d.Shortfall.Order = model.ChargeFirst
		for range rapid.IntRange(0, min(2, max(1, len(c.Minimums), len(d.Milestones)))).Draw(t, "chargeCaps") {
			d.Shortfall.ChargeCap = append(d.Shortfall.ChargeCap, 1e6*float64(rapid.IntRange(0, 10).Draw(t, "chargeCap")))
		}
	}
	d.Credit.Kind = rapid.SampledFrom([]model.CreditKind{model.NoCredit, model.UsableCredit, model.PrepaymentCredit}).Draw(t, "credit")
	if d.Credit.Kind != model.NoCredit {
		d.Credit.For = model.Months(rapid.SampledFrom([]int{0, 1, 12, 18}).Draw(t, "creditFor"))
	}
	d.Tail = model.Months(rapid.SampledFrom([]float64{0, 0, 6, 12, 3.5}).Draw(t, "tail"))
}

// drawActualUse gives what was really used up to a month inside the life.
func drawActualUse(t *rapid.T, s *model.Scenario, c *model.Contract) {
	life := newTwinContract(s, c).term
	n := rapid.IntRange(1, min(30, len(life.months))).Draw(t, "actualMonths")
	c.Actuals.Through = life.first() + model.Month(n) - 1
	c.Actuals.Consumption = drawActuals(t, life.first(), c.Actuals.Through, 1e5)
}

// drawActuals are amounts of months and of longer periods without a gap.
func drawActuals(t *rapid.T, from, through model.Month, unit float64) []model.Actual {
	var out []model.Actual
	for m := from; m <= through; {
		to := min(through, m+model.Month(rapid.SampledFrom([]int{0, 0, 2, 11}).Draw(t, "actualPeriod")))
		out = append(out, model.Actual{From: m, To: to, Amount: unit * float64(rapid.IntRange(0, 40).Draw(t, "actual"))})
		m = to + 1
	}
	return out
}
