package risk

import (
	"math"

	"commitcast/model"
	"commitcast/model/dist"
)

func tranches() *twinCase {
	c := business()
	k := contract("campus", math.NaN(), month(2026, 1), 48)
	nan := math.NaN()
	piece := func(name string, start model.Month) model.Tranche {
		return model.Tranche{Name: name, Start: start.First(), Delay: model.Months(nan), Value: nan, Fee: nan, Ramp: model.Ramp{Shape: model.Linear, Full: 6}}
	}
	one, two, three := piece("one", month(2026, 1)), piece("two", month(2026, 8)), piece("three", month(2027, 3))
	one.Value, two.Fee, two.Term, two.Delay = 1.2e9, 4e7, 30, 2
	three.Fleet, three.Prices = []model.Batch{{Accelerator: "b200", Count: 1.5e4}}, floats("b200", 0.8)
	k.Tranches, k.Delay, k.CancelIfLate, k.CancelGrace = []model.Tranche{one, two, three}, 1, true, 8
	c.add(k)
	c.late(0, triangular(0, 1, 10))
	c.vary("contracts.campus.tranches.two.delay", triangular(0, 3, 12), func(s *model.Scenario, v float64) { s.Contracts[0].Tranches[1].Delay = model.Months(v) })
	c.vary("contracts.campus.tranches.one.value", uniform(8e8, 2e9), func(s *model.Scenario, v float64) { s.Contracts[0].Tranches[0].Value = v })
	c.vary("contracts.campus.tranches.two.fee", uniform(1e7, 6e7), func(s *model.Scenario, v float64) { s.Contracts[0].Tranches[1].Fee = v })
	c.vary("contracts.campus.tranches.three.ramp.full", uniform(1, 14), func(s *model.Scenario, v float64) { s.Contracts[0].Tranches[2].Ramp.Full = model.Months(v) })
	c.noise("market.b200", 0.3, 0)
	return c
}

func prepaid() *twinCase {
	c := business()
	k := contract("ahead", 3e9, month(2026, 3), 36)
	nan := math.NaN()
	k.Payment = model.Payment{Lag: 1.5, Prepay: []model.Prepayment{
		{Name: "deposit", Share: 0.2, Amount: nan, BeforeStart: 3, Apply: model.StraightLine, To: model.Months(nan)},
		{Name: "top-up", Share: nan, Amount: 2e8, At: model.DateOf(2026, 11, 17), Apply: model.ApplyLast, From: 6, To: 30},
	}}
	other := contract("advance", 1e9, month(2026, 6), 24)
	other.Payment = model.Payment{Timing: model.Advance, Prepay: []model.Prepayment{{Name: "first", Share: 0.5, Amount: nan, Apply: model.ApplyFirst, To: model.Months(nan)}}}
	c.add(k, other)
	c.late(0, triangular(0, 2, 9))
	c.vary("contracts.ahead.payment.lag", uniform(0, 3), func(s *model.Scenario, v float64) { s.Contracts[0].Payment.Lag = model.Months(v) })
	c.vary("contracts.ahead.payment.prepay.deposit.share", uniform(0, 0.5), func(s *model.Scenario, v float64) { s.Contracts[0].Payment.Prepay[0].Share = v })
	c.vary("contracts.ahead.payment.prepay.top-up.amount", uniform(0, 5e8), func(s *model.Scenario, v float64) { s.Contracts[0].Payment.Prepay[1].Amount = v })
	before := discrete(dist.Outcome{Value: 0, P: 0.3}, dist.Outcome{Value: 2, P: 0.5}, dist.Outcome{Value: 5, P: 0.2})
	c.vary("contracts.advance.payment.prepay.first.before_start", before, func(s *model.Scenario, v float64) {
		s.Contracts[1].Payment.Prepay[0].BeforeStart = model.Months(v)
	})
	return c
}

func financed() *twinCase {
	c := business().add(contract("aws", 5e9, month(2026, 1), 36))
	s := c.s
	s.Revenue = []model.RevenueLine{line("api", level(8e8, month(2025, 6), 0.5)), line("seats", annual(2025, 4e8, 7e8, 1.2e9))}
	s.Revenue[0].Margin, s.Revenue[0].Lag = 0.7, 1.25
	s.RevenueShares = []model.RevenueShare{{Name: "partner", To: "partner", Rate: 0.2, Until: month(2028, 6), Cap: 6e8}}
	s.Costs = []model.CostLine{{ID: "staff", Curve: level(3e8, month(2025, 6), 0.1)}, {ID: "rent", Curve: annual(2025, 1e8, 1e8)}}
	s.Financing = []model.Financing{
		{Name: "a", Amount: 2e9, Date: model.DateOf(2026, 2, 3), Kind: model.Equity, Status: model.Signed},
		{Name: "rebate", Amount: 4e8, Date: model.DateOf(2026, 9, 3), Kind: model.Rebate, Vendor: "aws", Status: model.Reported},
	}
	s.OpeningCash, s.MinCash = 3e9, 2e8
	c.late(0, triangular(0, 1, 8))
	c.vary("revenue.api.margin", uniform(0.5, 0.9), func(s *model.Scenario, v float64) { s.Revenue[0].Margin = v })
	c.vary("revenue.api.lag", uniform(0, 4), func(s *model.Scenario, v float64) { s.Revenue[0].Lag = model.Months(v) })
	c.vary("revenue_share.partner.rate", uniform(0.1, 0.3), func(s *model.Scenario, v float64) { s.RevenueShares[0].Rate = v })
	c.vary("revenue_share.partner.cap", uniform(1e8, 1e9), func(s *model.Scenario, v float64) { s.RevenueShares[0].Cap = v })
	c.vary("costs.rent.annual.2026", uniform(5e7, 3e8), func(s *model.Scenario, v float64) { s.Costs[1].Curve.Points[1].Value = v })
	c.vary("financing.rebate.amount", uniform(0, 8e8), func(s *model.Scenario, v float64) { s.Financing[1].Amount = v })
	c.vary("opening_cash", normal(3e9, 5e8, 0, math.NaN()), func(s *model.Scenario, v float64) { s.OpeningCash = v })
	c.noise("costs.staff", 0.1, 12)
	c.noise("revenue.seats", 0.2, 0)
	s.Checks = []model.Check{
		{Name: "funded", Metric: "funding_gap", Min: math.NaN(), Max: 1e9, Probability: 0.9, Level: model.LevelError},
		{Name: "cash", Metric: "cash_balance", From: 2027, Min: -5e8, Max: 1e10, Probability: 0.2, Level: model.LevelWarning},
	}
	return c
}

func growth() *twinCase {
	c := business().add(contract("aws", 6e9, month(2026, 5), 60))
	s := c.s
	s.Revenue = []model.RevenueLine{line("fading", level(1e9, month(2025, 9), 0)), line("flat", level(5e8, month(2024, 9), 0.1)), line("years", annual(2024, 1e8, 2e8, 4e8))}
	s.Revenue[0].Curve.Growth = model.Growth{Initial: 0.6, Terminal: 0.05, HalfLife: 18}
	s.Revenue[2].Curve.Growth = model.Growth{Initial: math.NaN(), Terminal: 0.05, HalfLife: 12}
	c.vary("revenue.fading.growth.initial", normal(0.6, 0.2, -0.2, math.NaN()), func(s *model.Scenario, v float64) { s.Revenue[0].Curve.Growth.Initial = v })
	c.vary("revenue.fading.growth.terminal", uniform(0, 0.1), func(s *model.Scenario, v float64) { s.Revenue[0].Curve.Growth.Terminal = v })
	c.vary("revenue.fading.growth.half_life", uniform(6, 36), func(s *model.Scenario, v float64) { s.Revenue[0].Curve.Growth.HalfLife = model.Months(v) })
	c.vary("revenue.flat.growth", uniform(-0.1, 0.4), func(s *model.Scenario, v float64) {
		s.Revenue[1].Curve.Growth.Initial, s.Revenue[1].Curve.Growth.Terminal = v, v
	})
	c.vary("revenue.years.annual.2026", uniform(3e8, 6e8), func(s *model.Scenario, v float64) { s.Revenue[2].Curve.Points[2].Value = v })
	c.noise("revenue.fading", 0.15, 24)
	return c
}

func ramps() *twinCase {
	c := business()
	shapes := []model.Ramp{{Shape: model.Linear, Full: 8, Initial: 0.1}, {Shape: model.SCurve, Full: 12, Steepness: 10},
		{Shape: model.Exponential, Full: 9, Steepness: 3}, {Shape: model.Steps, Knots: []model.Knot{{At: 0, Share: 0.2}, {At: 6, Share: 1}}}}
	for i, r := range shapes {
		k := contract(string(r.Shape), 2e9, month(2026, 1+i), 40)
		k.Ramp, k.Fleet = r, []model.Batch{{Accelerator: "b200", Count: 1e4}}
		c.add(k)
	}
	c.vary("contracts.linear.ramp.full", uniform(1, 20), func(s *model.Scenario, v float64) { s.Contracts[0].Ramp.Full = model.Months(v) })
	c.vary("contracts.linear.ramp.initial", uniform(0, 1), func(s *model.Scenario, v float64) { s.Contracts[0].Ramp.Initial = v })
	c.vary("contracts.s-curve.ramp.full", uniform(3, 30), func(s *model.Scenario, v float64) { s.Contracts[1].Ramp.Full = model.Months(v) })
	c.vary("contracts.s-curve.ramp.steepness", uniform(4, 16), func(s *model.Scenario, v float64) { s.Contracts[1].Ramp.Steepness = v })
	c.vary("contracts.exponential.ramp.steepness", uniform(1, 6), func(s *model.Scenario, v float64) { s.Contracts[2].Ramp.Steepness = v })
	c.vary("contracts.steps.ramp.steps.2026-10", uniform(0.5, 1), func(s *model.Scenario, v float64) { s.Contracts[3].Ramp.Knots[1].Share = v })
	c.late(1, triangular(0, 1, 7))
	return c
}

func fleets() *twinCase {
	c := business()
	k := contract("fleet", math.NaN(), month(2026, 1), 36)
	k.Fleet = []model.Batch{{Accelerator: "b200", Count: 2e4}, {Accelerator: "h100", Count: 1e4}}
	k.Prices = []model.Price{{Accelerator: "b200", Amount: math.NaN(), Market: "b200", Multiple: 1.1}, {Accelerator: "h100", Amount: 1.8}}
	k.PUE, k.GridIntensity, k.WUE, k.LoadFactor, k.HoursMonth = 1.2, 0.35, 1.8, 0.8, 730
	other := contract("value", 1e9, month(2026, 4), 24)
	other.Prices = floats("b200", 0.7)
	c.add(k, other)
	c.s.Market = append(c.s.Market, model.MarketPrice{Accelerator: "h100", Price: 1.9, At: month(2025, 10), Decline: 0.3})
	c.vary("contracts.fleet.fleet.b200", normal(2e4, 3e3, 1, math.NaN()), func(s *model.Scenario, v float64) { s.Contracts[0].Fleet[0].Count = v })
	c.vary("contracts.fleet.price.b200.multiple", uniform(0.9, 1.3), func(s *model.Scenario, v float64) { s.Contracts[0].Prices[0].Multiple = v })
	c.vary("contracts.fleet.price.h100", uniform(1.5, 2.5), func(s *model.Scenario, v float64) { s.Contracts[0].Prices[1].Amount = v })
	c.vary("contracts.fleet.availability", uniform(0.9, 1), func(s *model.Scenario, v float64) { s.Contracts[0].Availability = v })
	c.vary("contracts.fleet.utilisation", uniform(0.5, 1), func(s *model.Scenario, v float64) { s.Contracts[0].Utilisation = v })
	c.vary("contracts.fleet.pue", uniform(1.1, 1.5), func(s *model.Scenario, v float64) { s.Contracts[0].PUE = v })
	c.vary("catalog.b200.power", uniform(1.5, 2.1), func(s *model.Scenario, v float64) { s.Catalog.Accelerators[0].KW = v })
	c.vary("market.b200.decline", pert(0.1, 0.25, 0.45), func(s *model.Scenario, v float64) { s.Market[0].Decline = v })
	c.vary("market.h100.price", lognormal(1.2, 2.4), func(s *model.Scenario, v float64) { s.Market[1].Price = v })
	c.s.Uncertainty.Inputs[8].Dist.High = 50
	return c
}

func noisy() *twinCase {
	c := business().add(contract("a", 4e9, month(2026, 1), 48), contract("b", 3e9, month(2026, 7), 36))
	c.s.Contracts[0].Prices, c.s.Contracts[1].Fleet = floats("b200", 1), []model.Batch{{Accelerator: "b200", Count: 1e4}}
	c.s.Revenue = append(c.s.Revenue, line("other", level(2e9, month(2025, 6), 0.1)))
	c.s.Costs = []model.CostLine{{ID: "staff", Curve: level(5e8, month(2025, 6), 0.05)}}
	c.noise("revenue.sales", 0.25, 0)
	c.noise("market.b200", 0.4, 24)
	c.noise("revenue.other", 3, 0) // beyond the reach of a short polynomial
	c.noise("costs.staff", 0.3, 6)
	c.correlate("costs.staff", "revenue.sales", 0.5)
	c.correlate("revenue.sales", "market.b200", -0.3)
	c.correlate("market.b200", "costs.staff", 0.2)
	c.s.Target = 2
	return c
}

func kinds() *twinCase {
	c := business()
	names := []string{"normal", "lognormal", "uniform", "pert", "metalog", "beta", "discrete"}
	metalog := spec(dist.Metalog)
	metalog.Quantiles = []dist.Quantile{{P: 0.1, Value: 4e8}, {P: 0.5, Value: 9e8}, {P: 0.85, Value: 17e8}}
	metalog.Low, metalog.High = 0, 1e11
	beta := spec(dist.Beta)
	beta.Alpha, beta.Beta, beta.Min, beta.Max = 2, 3, 1e8, 2e9
	specs := []dist.Spec{normal(1e9, 2e8, 0, math.NaN()), lognormal(5e8, 2e9), uniform(5e8, 2e9), pert(1e8, 1e9, 3e9), metalog, beta,
		discrete(dist.Outcome{Value: 5e8, P: 0.25}, dist.Outcome{Value: 1e9, P: 0.75})}
	specs[1].High = 1e13
	for i, name := range names {
		c.add(contract(name, 1e9, month(2026, 1+i), 24))
		c.vary("contracts."+name+".value", specs[i], func(s *model.Scenario, v float64) { s.Contracts[i].Value = v })
	}
	c.correlate("contracts.pert.value", "contracts.normal.value", 0.7)
	c.correlate("contracts.normal.value", "contracts.lognormal.value", -0.4)
	c.correlate("contracts.beta.value", "contracts.discrete.value", 0.9)
	return c
}

func clauses() *twinCase {
	c := business()
	leaves := contract("leaves", 3e9, month(2026, 1), 48)
	leaves.Exit = model.ExitRight{By: model.Buyer, Notice: model.Span{Months: 3}, Fee: model.ExitFee{Share: 0.3}, Exercise: model.DateOf(2027, 6, 15)}
	backed := contract("backed", 2e9, month(2026, 3), 36)
	backed.Backstop = model.Backstop{Value: 8e8, Resold: []model.Resold{{From: month(2027, 1), Share: 0.5}}}
	out := contract("out", 2e9, month(2026, 2), 30)
	out.Fleet = []model.Batch{{Accelerator: "b200", Count: 2e4}}
	out.Outages = []model.Outage{{Name: "fire", From: model.DateOf(2026, 8, 10), For: 3, Share: 0.6, Credit: 0.5}}
	given := contract("given", 1e9, month(2026, 5), 24)
	given.CancelIfLate, given.CancelGrace, given.OnDelay = true, 6, model.Forgive
	c.add(leaves, backed, out, given)
	c.vary("contracts.leaves.exit_right.notice", uniform(1, 9), func(s *model.Scenario, v float64) { s.Contracts[0].Exit.Notice.Months = model.Months(v) })
	c.vary("contracts.leaves.exit_right.fee", uniform(0, 1), func(s *model.Scenario, v float64) { s.Contracts[0].Exit.Fee.Share = v })
	c.vary("contracts.backed.backstop.value", uniform(1e8, 1e9), func(s *model.Scenario, v float64) { s.Contracts[1].Backstop.Value = v })
	c.vary("contracts.backed.backstop.resold.2027", uniform(0, 1), func(s *model.Scenario, v float64) { s.Contracts[1].Backstop.Resold[0].Share = v })
	c.vary("contracts.out.outages.fire.for", uniform(0.5, 8), func(s *model.Scenario, v float64) { s.Contracts[2].Outages[0].For = model.Months(v) })
	c.vary("contracts.out.outages.fire.credit", uniform(0, 1), func(s *model.Scenario, v float64) { s.Contracts[2].Outages[0].Credit = v })
	c.late(3, uniform(0, 12))
	c.vary("contracts.given.cancel_if_late.grace", uniform(0, 10), func(s *model.Scenario, v float64) { s.Contracts[3].CancelGrace = model.Months(v) })
	return c
}

func terms() *twinCase {
	c := business()
	k := contract("years", math.NaN(), month(2026, 2), 36)
	for y, amount := range []float64{4e8, 6e8, 8e8} {
		k.Minimums = append(k.Minimums, model.Minimum{Year: y + 1, Amount: amount})
	}
	fee := contract("fee", math.NaN(), month(2026, 6), 30)
	fee.Fee, fee.Schedule.Kind, fee.Escalator = 5e7, model.Even, 0.03
	c.add(k, fee)
	c.vary("contracts.years.minimums.Y3", uniform(5e8, 1e9), func(s *model.Scenario, v float64) { s.Contracts[0].Minimums[2].Amount = v })
	c.vary("contracts.fee.fee", uniform(3e7, 8e7), func(s *model.Scenario, v float64) { s.Contracts[1].Fee = v })
	c.vary("contracts.fee.escalator", uniform(0, 0.1), func(s *model.Scenario, v float64) { s.Contracts[1].Escalator = v })
	c.vary("contracts.fee.term", uniform(20, 50), func(s *model.Scenario, v float64) { s.Contracts[1].Term = model.Months(v) })
	return c
}

func past() *twinCase {
	c := business()
	k := contract("aws", 3e9, month(2025, 6), 36)
	k.Actuals = model.Actuals{Through: month(2025, 9), Spend: []model.Actual{{From: month(2025, 6), To: month(2025, 8), Amount: 2e8}, {From: month(2025, 9), To: month(2025, 9), Amount: 9e7}}}
	spot := contract("spot", math.NaN(), month(2026, 1), 24)
	use := level(3e8, month(2025, 12), 0.4)
	spot.Kind, spot.Consumption, spot.Prices = model.OnDemand, &use, floats("b200", 1.2)
	c.add(k, spot)
	c.vary("contracts.aws.actuals.spend.2025-09", uniform(5e7, 2e8), func(s *model.Scenario, v float64) { s.Contracts[0].Actuals.Spend[1].Amount = v })
	c.vary("contracts.aws.value", uniform(2e9, 4e9), func(s *model.Scenario, v float64) { s.Contracts[0].Value = v })
	c.vary("contracts.spot.consumption.growth", uniform(0, 1), func(s *model.Scenario, v float64) {
		s.Contracts[1].Consumption.Growth.Initial, s.Contracts[1].Consumption.Growth.Terminal = v, v
	})
	c.noise("contracts.spot.consumption", 0.3, 0)
	c.noise("market.b200", 0.2, 0)
	return c
}

func general() *twinCase {
	c := business().add(contract("aws", 4e9, month(2026, 1), 48))
	c.s.Valuation.Date = 0 // the first day of the contract's first month
	c.s.FiscalYearEnd, c.s.MinCash = 6, 1e8
	c.vary("valuation.discount_rate", uniform(0.03, 0.2), func(s *model.Scenario, v float64) { s.Valuation.Rate = v })
	c.vary("min_cash", uniform(0, 1e9), func(s *model.Scenario, v float64) { s.MinCash = v })
	c.s.Target = 7
	c.late(0, triangular(0, 4, 30))
	c.noise("revenue.sales", 0.3, 0)
	return c
}

func contractYears() *twinCase {
	c := business().add(contract("aws", 4e9, month(2026, 4), 40))
	c.vary("contracts.aws.value", uniform(2e9, 6e9), func(s *model.Scenario, v float64) { s.Contracts[0].Value = v })
	c.noise("revenue.sales", 0.3, 0)
	return c
}
