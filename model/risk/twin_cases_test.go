package risk

import (
	"math"

	"commitcast/model"
	"commitcast/model/dist"
)

func triangular(least, mode, most float64) dist.Spec {
	d := spec(dist.Triangular)
	d.Min, d.Mode, d.Max = least, mode, most
	return d
}

func uniform(least, most float64) dist.Spec {
	d := spec(dist.Uniform)
	d.Min, d.Max = least, most
	return d
}

func normal(mean, sd, low, high float64) dist.Spec {
	d := spec(dist.Normal)
	d.Mean, d.SD, d.Low, d.High = mean, sd, low, high
	return d
}

func lognormal(p10, p90 float64) dist.Spec {
	d := spec(dist.Lognormal)
	d.Quantiles = []dist.Quantile{{P: 0.1, Value: p10}, {P: 0.9, Value: p90}}
	return d
}

func pert(least, mode, most float64) dist.Spec {
	d := triangular(least, mode, most)
	d.Kind = dist.PERT
	return d
}

func bernoulli(p float64) dist.Spec {
	d := spec(dist.Bernoulli)
	d.P = p
	return d
}

func discrete(outcomes ...dist.Outcome) dist.Spec {
	d := spec(dist.Discrete)
	d.Outcomes = outcomes
	return d
}

// level is a curve that runs at a rate a year and grows.
func level(rate float64, at model.Month, growth float64) model.Curve {
	return model.Curve{Kind: model.RunRate, Points: []model.Point{{At: at, Value: rate}}, Growth: model.Growth{Initial: growth, Terminal: growth}}
}

func annual(year int, values ...float64) model.Curve {
	k := model.Curve{Kind: model.Annual}
	for i, v := range values {
		k.Points = append(k.Points, model.Point{At: month(year+i, 1), Value: v})
	}
	return k
}

func line(id string, k model.Curve) model.RevenueLine {
	return model.RevenueLine{ID: id, Curve: k, Margin: 1}
}

// business is a scenario with revenue, a market and a catalogue, and no contract yet.
func business() *twinCase {
	s := empty()
	s.Catalog.Accelerators = []model.Accelerator{
		{ID: "b200", Name: "B200", KW: 1.9, PriceLow: math.NaN(), PriceHigh: math.NaN()},
		{ID: "h100", Name: "H100", KW: 1.1, PriceLow: math.NaN(), PriceHigh: math.NaN()},
	}
	s.Market = []model.MarketPrice{{Accelerator: "b200", Price: 2.5, At: month(2025, 10), Decline: 0.2}}
	s.Revenue = []model.RevenueLine{line("sales", level(6e9, month(2025, 3), 0.25))}
	return &twinCase{s: s}
}

// add adds contracts.
func (c *twinCase) add(all ...model.Contract) *twinCase {
	c.s.Contracts = append(c.s.Contracts, all...)
	return c
}

// late makes the delay of contract i uncertain.
func (c *twinCase) late(i int, d dist.Spec) {
	c.vary("contracts."+c.s.Contracts[i].ID+".delay", d, func(s *model.Scenario, v float64) { s.Contracts[i].Delay = model.Months(v) })
}

func floats(accelerator string, multiple float64) []model.Price {
	return []model.Price{{Amount: math.NaN(), Market: accelerator, Multiple: multiple}}
}

func fixed(amount float64) []model.Price { return []model.Price{{Amount: amount}} }

// twinCases are scenarios of many kinds, by name.
func twinCases() map[string]*twinCase {
	all := map[string]*twinCase{
		"a delay of each effect": delays(), "options that may be exercised": options(), "options of which perhaps none is exercised": eitherOption(),
		"a drawdown by years": drawdown(), "a drawdown by milestones": milestones(), "pools that are forfeited": pools(),
		"demand of its own": dispatched(), "demand of revenue": dispatchedByRevenue(), "tranches": tranches(),
		"prepayments": prepaid(), "costs and financing": financed(), "uncertain growth": growth(), "ramps": ramps(),
		"fleets, prices and power": fleets(), "noise of both kinds, correlated": noisy(), "inputs of every kind, correlated": kinds(),
		"exits, backstops and outages": clauses(), "minimums and terms": terms(), "what happened and on demand": past(),
		"figures of the whole": general(), "contract years": contractYears(),
	}
	return all
}

func delays() *twinCase {
	c := business()
	for i, effect := range []model.DelayEffect{model.Extend, model.Compress, model.Forgive, model.Pay} {
		k := contract(string(effect), 2e9+1e8*float64(i), month(2026, 1+2*i), 30)
		k.Ramp, k.OnDelay = model.Ramp{Shape: model.Linear, Full: 5}, effect
		if i%2 == 1 {
			k.Prices = floats("b200", 0.9)
		}
		c.add(k)
		c.late(i, triangular(0, 2, 14))
	}
	c.noise("revenue.sales", 0.2, 0)
	c.s.Checks = []model.Check{
		{Name: "covered", Metric: "coverage.revenue", From: 2027, To: 2028, Min: 1.9, Max: math.NaN(), Probability: 0.5, Level: model.LevelError},
		{Name: "small", Metric: "peak_spend", Min: math.NaN(), Max: 3.6e9, Probability: math.NaN(), Level: model.LevelWarning},
		{Name: "never", Metric: "spend", From: 2090, Min: 0, Max: math.NaN(), Probability: 0.5, Level: model.LevelError},
	}
	c.s.Target = 2.2
	return c
}

func options() *twinCase {
	c := business().add(contract("firm", 3e9, month(2026, 1), 36), contract("option", 4e9, month(2026, 7), 48), contract("letter", 1e9, month(2027, 1), 24))
	c.s.Contracts[1].Status, c.s.Contracts[2].Status, c.s.Contracts[2].Exercised = model.Option, model.LetterOfIntent, true
	c.s.Contracts[1].Prices, c.s.Contracts[0].Fleet = fixed(2.2), []model.Batch{{Accelerator: "b200", Count: 3e4}}
	c.vary("contracts.option.exercised", bernoulli(0.6), func(s *model.Scenario, v float64) { s.Contracts[1].Exercised = v == 1 })
	c.vary("contracts.letter.exercised", bernoulli(0.3), func(s *model.Scenario, v float64) { s.Contracts[2].Exercised = v != 0 })
	c.s.Target = 3
	c.vary("min_cash", uniform(2e7, 4e7), func(s *model.Scenario, v float64) { s.MinCash = v })
	c.s.Target = 3
	return c
}

// eitherOption is two options of which on some paths neither is exercised, so that no contract counts.
func eitherOption() *twinCase {
	c := business().add(contract("one", 4e9, month(2026, 1), 36), contract("two", 3e9, month(2026, 4), 24))
	for i := range c.s.Contracts {
		k := &c.s.Contracts[i]
		k.Status, k.Exercised = model.Option, true
		c.vary("contracts."+k.ID+".exercised", bernoulli(0.4), func(s *model.Scenario, v float64) { s.Contracts[i].Exercised = v == 1 })
	}
	c.noise("revenue.sales", 0.3, 0)
	c.s.Target = 4
	return c
}

func drawdown() *twinCase {
	c := business()
	k := contract("draw", math.NaN(), month(2026, 1), 48)
	k.Kind, k.Discount = model.Drawdown, 0.1
	for y, amount := range []float64{3e8, 5e8, 7e8, 9e8} {
		k.Minimums = append(k.Minimums, model.Minimum{Year: y + 1, Amount: amount})
	}
	use, market := level(4e8, month(2025, 12), 0.3), level(5e7, month(2025, 12), 0.1)
	k.Consumption = &use
	d := &k.Drawdown
	d.Rollover = model.Rollover{Excess: 0.5, Years: 2, ShortfallYears: 2}
	d.Shortfall = model.ShortfallTerms{Order: model.ChargeFirst, ChargeCap: []model.Money{5e7}, DeferCap: model.DeferCap{Share: 0.15}}
	d.Credit, d.OveragePrice, d.Tail = model.ShortfallCredit{Kind: model.UsableCredit, For: 14}, 1.2, 6
	d.Counts, d.Marketplace = model.Counts{AtList: true, MarketplaceWeight: 0.5, MarketplaceCap: 0.25, Prepaid: true}, &market
	k.Payment.Prepay = []model.Prepayment{{Name: "ahead", Share: 0.1, Amount: math.NaN(), BeforeStart: 1, Apply: model.ProRata, To: model.Months(math.NaN())}}
	c.add(k)
	c.late(0, triangular(0, 1, 9))
	c.vary("contracts.draw.minimums.Y2", uniform(3e8, 8e8), func(s *model.Scenario, v float64) { s.Contracts[0].Minimums[1].Amount = v })
	c.vary("contracts.draw.overage_price", uniform(1, 1.5), func(s *model.Scenario, v float64) { s.Contracts[0].Drawdown.OveragePrice = v })
	c.vary("contracts.draw.discount", uniform(0, 0.3), func(s *model.Scenario, v float64) { s.Contracts[0].Discount = v })
	c.noise("contracts.draw.consumption", 0.4, 18)
	c.noise("contracts.draw.marketplace", 0.3, 0)
	return c
}

func milestones() *twinCase {
	c := business()
	k := contract("steps", math.NaN(), month(2026, 2), 40)
	k.Kind = model.Drawdown
	k.Drawdown.Milestones = []model.Milestone{{At: month(2026, 9), Amount: 1e8}, {At: month(2027, 9), Amount: 6e8}, {At: month(2029, 5), Amount: 1.4e9}}
	k.Drawdown.Rollover = model.Rollover{Years: 1, ShortfallYears: 1}
	k.Drawdown.Shortfall.DeferCap = model.DeferCap{Unlimited: true}
	k.Drawdown.Credit = model.ShortfallCredit{Kind: model.PrepaymentCredit}
	k.Fleet, k.Prices, k.Utilisation = []model.Batch{{Accelerator: "b200", Count: 2e4}}, fixed(2), 0.9
	c.add(k)
	c.vary("contracts.steps.milestones.2027-09", uniform(2e8, 1.2e9), func(s *model.Scenario, v float64) { s.Contracts[0].Drawdown.Milestones[1].Amount = v })
	c.vary("contracts.steps.utilisation", uniform(0.3, 1), func(s *model.Scenario, v float64) { s.Contracts[0].Utilisation = v })
	c.vary("contracts.steps.fleet.b200", lognormal(1e4, 4e4), func(s *model.Scenario, v float64) { s.Contracts[0].Fleet[0].Count = v })
	c.s.Uncertainty.Inputs[2].Dist.High = 1e6
	return c
}

func pools() *twinCase {
	c := business()
	k := contract("pool", 1.8e9, month(2026, 4), 36)
	k.Kind = model.Drawdown
	use := annual(2026, 3e8, 6e8, 7e8, 8e8)
	k.Consumption, k.Drawdown.Forfeit, k.Drawdown.Rollover = &use, model.AnnualPools, model.Rollover{Years: 1, ShortfallYears: 1}
	k.Drawdown.Counts.Prepaid = true
	c.add(k)
	c.vary("contracts.pool.value", uniform(1e9, 3e9), func(s *model.Scenario, v float64) { s.Contracts[0].Value = v })
	c.vary("contracts.pool.consumption.annual.2027", uniform(2e8, 9e8), func(s *model.Scenario, v float64) { s.Contracts[0].Consumption.Points[1].Value = v })
	c.noise("contracts.pool.consumption", 0.25, 12)
	return c
}

// sources are contracts that can serve a demand.
func sources(c *twinCase) *twinCase {
	firm := contract("firm", 2e9, month(2026, 1), 48)
	firm.Fleet, firm.Ramp, firm.OnDelay = []model.Batch{{Accelerator: "b200", Count: 2.5e4}}, model.Ramp{Shape: model.SCurve, Full: 12, Steepness: 10}, model.Pay
	draws := contract("draws", math.NaN(), month(2026, 6), 36)
	draws.Kind, draws.Prices, draws.Drawdown.Rollover = model.Drawdown, floats("b200", 1.1), model.Rollover{Years: 1, ShortfallYears: 1}
	draws.Minimums = []model.Minimum{{Year: 1, Amount: 1e8}, {Year: 2, Amount: 2e8}, {Year: 3, Amount: 2e8}}
	draws.Drawdown.Credit.Kind = model.UsableCredit
	spot := contract("spot", math.NaN(), month(2026, 1), 60)
	spot.Kind, spot.Fleet, spot.Prices = model.OnDemand, []model.Batch{{Accelerator: "h100", Count: 3e4}}, fixed(1.9)
	c.add(firm, draws, spot)
	c.late(0, triangular(0, 3, 12))
	c.late(1, triangular(0, 1, 6))
	c.noise("market.b200", 0.3, 24)
	return c
}

func dispatched() *twinCase {
	c := sources(business())
	k := level(4e8, month(2026, 1), 0.2)
	c.s.Demand = &model.Demand{Curve: &k}
	c.vary("demand.base", uniform(2e8, 6e8), func(s *model.Scenario, v float64) { s.Demand.Curve.Points[0].Value = v })
	c.noise("demand", 0.5, 6)
	return c
}

func dispatchedByRevenue() *twinCase {
	c := sources(business())
	c.s.Demand = &model.Demand{Intensity: 0.06, Efficiency: 0.1}
	c.vary("demand.efficiency", uniform(-0.1, 0.3), func(s *model.Scenario, v float64) { s.Demand.Efficiency = v })
	c.noise("revenue.sales", 0.3, 0)
	return c
}
