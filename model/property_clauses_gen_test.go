package model_test

import (
	"fmt"
	"time"

	"commitcast/model"

	"pgregory.net/rapid"
)

// clauseDraw draws scenarios over all clauses: contracts of every kind, with or without a demand that is dispatched. What does
// not pass Validate is drawn again.
type clauseDraw struct{ *rapid.T }

// drawClauses draws a valid scenario of up to as many contracts, each accepted by itself.
func drawClauses(t *rapid.T, contracts int, accept func(*model.Contract) bool) *model.Scenario {
	return rapid.Custom(func(t *rapid.T) *model.Scenario { return clauseDraw{t}.scenario(contracts) }).Filter(func(s *model.Scenario) bool {
		for i := range s.Contracts {
			if !accept(&s.Contracts[i]) {
				return false
			}
		}
		return len(s.Validate()) == 0
	}).Draw(t, "scenario")
}

func anyContract(*model.Contract) bool { return true }

func ofKind(kind model.Commitment) func(*model.Contract) bool {
	return func(c *model.Contract) bool { return c.Kind == kind }
}

func (d clauseDraw) scenario(contracts int) *model.Scenario {
	s := &model.Scenario{
		Title: "clauses", Name: "clauses", Currency: "USD", Target: 1, Catalog: testCatalog(),
		FiscalYearEnd: pick(d, "fiscalYearEnd", testMonths[:]...), Valuation: model.Valuation{Rate: 0.09},
		Market: []model.MarketPrice{{Accelerator: "gb200", Price: 4.5, At: model.MonthOf(2026, 3), Decline: 0.25}},
	}
	if d.one("demand", 3) {
		s.Demand = &model.Demand{Curve: d.curve("demand", 2e4)}
	}
	for i := range d.upTo("contracts", 1, contracts) {
		s.Contracts = append(s.Contracts, d.contract(i, s))
	}
	return s
}

// testMonths are the ends of fiscal years.
var testMonths = [...]time.Month{12, 12, 6, 3, 1}

// pick draws one of some values.
func pick[T any](d clauseDraw, name string, values ...T) T {
	return rapid.SampledFrom(values).Draw(d.T, name)
}

// one draws true once in n times.
func (d clauseDraw) one(name string, n int) bool { return rapid.IntRange(1, n).Draw(d.T, name) == n }

func (d clauseDraw) upTo(name string, from, to int) int {
	return rapid.IntRange(from, max(from, to)).Draw(d.T, name)
}

// amount draws money around a size.
func (d clauseDraw) amount(name string, size float64) float64 {
	return size * float64(d.upTo(name, 0, 40)) / 16
}

// months draws a length, sometimes with a fraction.
func (d clauseDraw) months(name string, from, to int) model.Months {
	return model.Months(d.upTo(name, from, to)) + pick(d, name+"Fraction", model.Months(0), 0, 0, 0.5, 37./128)
}

// curve draws a flow of so much a month.
func (d clauseDraw) curve(name string, monthly float64) *model.Curve {
	c := &model.Curve{Kind: pick(d, name+"Kind", model.Annual, model.RunRate)}
	for y := range d.upTo(name+"Points", 1, 5) {
		at := model.MonthOf(2025+y, 1)
		if c.Kind == model.RunRate {
			at += model.Month(d.upTo(name+"Month", 0, 11))
		}
		c.Points = append(c.Points, model.Point{At: at, Value: 12 * d.amount(name+"Value", monthly)})
	}
	return c
}

func (d clauseDraw) contract(i int, s *model.Scenario) model.Contract {
	unknown := model.Unknown()
	c := model.Contract{
		ID: fmt.Sprintf("c%d", i), Provider: pick(d, "provider", "alpha", "beta"), Status: model.Signed,
		Kind:    pick(d, "kind", model.TakeOrPay, model.Drawdown, model.TakeOrPay, model.Drawdown, model.OnDemand),
		Start:   (model.MonthOf(2025, 1) + model.Month(d.upTo("start", 0, 20))).First() + model.Date(pick(d, "startDay", 0, 0, 0, 14, 27)),
		OnDelay: pick(d, "onDelay", model.Extend, model.Extend, model.Compress, model.Forgive, model.Pay),
		Value:   unknown, Fee: unknown,
		MinimumsBy: pick(d, "minimumsBy", model.ContractYears, model.CalendarYears, model.FiscalYears),
		Schedule:   model.Schedule{Kind: model.ByRamp}, Escalator: pick(d, "escalator", 0, 0, 0.03),
		Availability: pick(d, "availability", 1, 0.95), Utilisation: pick(d, "utilisation", 1, 0.6, 0),
		PUE: unknown, LoadFactor: 1, GridIntensity: unknown, WUE: unknown, Discount: pick(d, "discount", 0, 0, 0.25),
	}
	c.Term = max(1, d.months("term", 1, 48))
	c.Ramp = d.ramp("ramp", c.Term)
	if d.one("delayed", 3) {
		c.Delay = d.months("delay", 0, 9)
	}
	if d.one("option", 8) {
		c.Status, c.Exercised = model.Option, true
	}
	switch c.Kind {
	case model.TakeOrPay:
		d.takeOrPay(&c)
	case model.OnDemand:
		d.onDemand(&c, s)
	case model.Drawdown:
		d.drawdown(&c, s)
	}
	d.outages(&c)
	d.actuals(&c)
	d.payment(&c)
	return c
}

func (d clauseDraw) ramp(name string, term model.Months) model.Ramp {
	switch r := (model.Ramp{Shape: pick(d, name, model.Immediate, model.Immediate, model.Linear, model.Steps)}); r.Shape {
	case model.Linear:
		r.Full, r.Initial = 1+d.months(name+"Full", 0, 11), pick(d, name+"Initial", 0, 0.25)
		return r
	case model.Steps:
		r.Knots = []model.Knot{{At: 0, Share: pick(d, name+"First", 0.5, 0, 1)}, {At: model.Months(d.upTo(name+"Second", 1, max(1, int(term)-1))), Share: 1}}
		return r
	default:
		return r
	}
}

func (d clauseDraw) fleet() []model.Batch {
	return []model.Batch{{Accelerator: pick(d, "accelerator", "gb200", "h100"), Count: float64(d.upTo("gpus", 1, 40))}}
}

func (d clauseDraw) price() []model.Price {
	if d.one("floating", 5) {
		return []model.Price{{Amount: model.Unknown(), Market: "gb200", Multiple: 0.5}}
	}
	return []model.Price{{Amount: float64(d.upTo("price", 2, 12)) / 4}}
}

// lay gives a contract what a schedule lays out.
func (d clauseDraw) lay(c *model.Contract) {
	switch pick(d, "spent", "value", "value", "minimums", "fee", "price") {
	case "value":
		c.Value = d.amount("value", 1e6)
		c.Schedule.Kind = pick(d, "schedule", model.ByRamp, model.Even)
	case "minimums":
		d.minimums(c)
	case "fee":
		c.Fee = d.amount("fee", 1e4)
		c.Schedule.Kind = pick(d, "schedule", model.ByRamp, model.Even)
	case "price":
		c.Fleet, c.Prices = d.fleet(), d.price()
		c.HoursMonth = pick(d, "hours", 0, 730.)
	}
}

// minimums draws what is owed by year; years outside the term are told by Validate.
func (d clauseDraw) minimums(c *model.Contract) {
	first, years := 1, int(c.Term+11)/12
	if c.MinimumsBy != model.ContractYears {
		first, years = c.Start.Month().Year(), (c.Start.Month()+model.Month(c.Term-1)).Year()-c.Start.Month().Year()+1
	}
	for y := range years {
		if y == 0 || !d.one("skipped", 6) {
			c.Minimums = append(c.Minimums, model.Minimum{Year: first + y, Amount: d.amount("minimum", 1e5)})
		}
	}
}

func (d clauseDraw) takeOrPay(c *model.Contract) {
	c.CancelIfLate, c.CancelGrace = d.one("cancelled", 6), model.Months(d.upTo("grace", 0, 6))
	if d.one("tranches", 4) {
		d.tranches(c)
	} else {
		d.lay(c)
		if len(c.Fleet) == 0 && d.one("hasFleet", 2) {
			c.Fleet = d.fleet()
		} else if len(c.Fleet) == 0 && d.one("unitPriced", 3) {
			c.Prices = d.price()
		}
		if d.one("backstopped", 5) {
			c.Backstop.Value = d.amount("backstop", 5e5)
			for k := range d.upTo("resold", 0, 2) {
				c.Backstop.Resold = append(c.Backstop.Resold, model.Resold{From: model.MonthOf(2025+k, 1) + model.Month(d.upTo("resoldMonth", 0, 11)), Share: pick(d, "resoldShare", 0.4, 1, 0)})
			}
		}
		if d.one("consumes", 6) {
			c.Consumption = d.curve("consumption", 1e4)
		}
	}
	if d.one("exit", 4) {
		x := &c.Exit
		x.By = pick(d, "by", model.Buyer, model.Seller, model.Either)
		x.Notice = model.Span{Months: pick(d, "notice", model.Months(0), 3, 1.5), Days: pick(d, "noticeDays", 0, 90)}
		x.Fee = model.ExitFee{Share: pick(d, "feeShare", 0, 0.5, 1), Amount: d.amount("feeAmount", 1e4), Months: d.months("feeMonths", 0, 6)}
		if d.one("from", 3) {
			x.From = c.Start + model.Date(d.upTo("fromDay", -30, 400))
		}
		if d.one("exercised", 2) {
			x.Exercise = max(x.From, c.Start+model.Date(d.upTo("exercise", 0, 30*int(c.Term))))
		}
	}
}

func (d clauseDraw) tranches(c *model.Contract) {
	for k := range d.upTo("pieces", 1, 3) {
		piece := *c
		piece.Minimums = nil
		for piece.Value, piece.Fee = model.Unknown(), model.Unknown(); ; piece.Minimums = nil {
			if d.lay(&piece); len(piece.Minimums) == 0 {
				break
			}
		}
		c.HoursMonth = piece.HoursMonth
		tranche := model.Tranche{
			Name: fmt.Sprintf("t%d", k), Start: c.Start.AddMonths(d.upTo("later", 0, 14)), Delay: model.Months(model.Unknown()),
			Value: piece.Value, Fee: piece.Fee, Prices: piece.Prices, Fleet: piece.Fleet,
		}
		if d.one("ownTerm", 2) {
			tranche.Term = max(1, d.months("trancheTerm", 1, 30))
		}
		if d.one("ownDelay", 3) {
			tranche.Delay = d.months("trancheDelay", 0, 8)
		}
		tranche.Ramp = d.ramp("trancheRamp", c.Term)
		c.Tranches = append(c.Tranches, tranche)
	}
}

// draws gives a contract what it consumes.
func (d clauseDraw) draws(c *model.Contract, s *model.Scenario) {
	ways := []string{"curve", "curve", "fleet"}
	if s.Demand != nil {
		ways = append(ways, "fleet", "price")
	}
	switch pick(d, "draws", ways...) {
	case "curve":
		c.Consumption = d.curve("use", 1e4)
	case "fleet":
		c.Fleet, c.Prices = d.fleet(), d.price()
	case "price":
		c.Prices = d.price()
	}
}

func (d clauseDraw) onDemand(c *model.Contract, s *model.Scenario) { d.draws(c, s) }

func (d clauseDraw) drawdown(c *model.Contract, s *model.Scenario) {
	k := &c.Drawdown
	k.AggregateMinimum, k.Rollover, k.OveragePrice = model.Unknown(), model.Rollover{Years: 1, ShortfallYears: 1}, pick(d, "overage", 1, 1.25, 0.9)
	k.Counts = model.Counts{AtList: d.one("atList", 4), MarketplaceWeight: pick(d, "weight", 1, 0.5), MarketplaceCap: pick(d, "marketCap", model.Unknown(), 0.25), Prepaid: d.one("prepaid", 2)}
	if d.one("marketplace", 4) {
		k.Marketplace = d.curve("market", 3e3)
	}
	d.draws(c, s)
	if d.one("pools", 4) {
		k.Forfeit = pick(d, "forfeit", model.AnnualPools, model.MonthlyPools)
		fleet, prices := c.Fleet, c.Prices
		if d.lay(c); len(prices) > 0 {
			c.Fleet, c.Prices = fleet, prices
		}
		return
	}
	switch pick(d, "committed", "minimums", "minimums", "minimums", "milestones", "milestones", "value") {
	case "minimums":
		d.minimums(c)
	case "milestones":
		d.milestones(c)
	case "value":
		c.Value = d.amount("value", 3e5)
	}
	if !model.Known(c.Value) && d.one("aggregate", 4) {
		k.AggregateMinimum = d.amount("aggregateMinimum", 5e5)
	}
	d.relief(k)
}

func (d clauseDraw) milestones(c *model.Contract) {
	k := &c.Drawdown
	k.Increments = d.one("increments", 2)
	at, amount := c.Start.Month()-1, 0.0
	for range d.upTo("milestones", 1, 4) {
		at += model.Month(d.upTo("gap", 1, 14))
		amount = d.amount("milestone", 1e5) + 1
		if n := len(k.Milestones); n > 0 && !k.Increments {
			amount += k.Milestones[n-1].Amount
		}
		if at < c.Start.Month()+model.Month(c.Term) {
			k.Milestones = append(k.Milestones, model.Milestone{At: at, Amount: amount})
		}
	}
}

func (d clauseDraw) relief(k *model.DrawdownTerms) {
	if d.one("rollover", 2) {
		k.Rollover = model.Rollover{Excess: pick(d, "excess", 0.1, 0.5, 1), Years: d.upTo("years", 1, 3), ShortfallYears: d.upTo("shortfallYears", 1, 3)}
	}
	if len(k.Milestones) > 0 && !k.Increments {
		k.Rollover.Excess = 0
	}
	k.Shortfall.DeferCap = pick(d, "defer", model.DeferCap{}, model.DeferCap{Share: 0.15}, model.DeferCap{Amount: 2e4}, model.DeferCap{Unlimited: true}, model.DeferCap{Unlimited: true})
	if d.one("chargeFirst", 3) {
		k.Shortfall.Order = model.ChargeFirst
		if d.one("chargeCapped", 2) {
			k.Shortfall.ChargeCap = []model.Money{d.amount("chargeCap", 1e4)}
		}
	}
	k.Credit.Kind = pick(d, "credit", model.NoCredit, model.UsableCredit, model.PrepaymentCredit)
	if k.Credit.Kind != model.NoCredit && d.one("expires", 2) {
		k.Credit.For = max(1, d.months("creditFor", 1, 18))
	}
	if d.one("tail", 3) {
		k.Tail = d.months("tail", 0, 14)
	}
}

func (d clauseDraw) outages(c *model.Contract) {
	for k := range d.upTo("outages", -2, 2) {
		o := model.Outage{Name: fmt.Sprintf("o%d", k), From: c.Start + model.Date(d.upTo("outageDay", -20, 30*int(c.Term))), For: max(0.5, d.months("outageFor", 0, 5)), Share: pick(d, "outageShare", 0.5, 1)}
		if c.Kind == model.TakeOrPay {
			o.Credit = pick(d, "outageCredit", 0, 0.1, 1)
		}
		c.Outages = append(c.Outages, o)
	}
}

// actuals are monthly, with now and then a longer entry first.
func (d clauseDraw) actuals(c *model.Contract) {
	if !d.one("past", 4) {
		return
	}
	first, n := c.Start.Month(), d.upTo("pastMonths", 1, max(1, int(c.Term)-1))
	if len(c.Tranches) > 0 {
		first = c.Tranches[0].Start.Month()
	}
	for i := range c.Tranches {
		first = min(first, c.Tranches[i].Start.Month())
	}
	c.Actuals.Through = first + model.Month(n-1)
	entries := func(name string, size float64) []model.Actual {
		var out []model.Actual
		for m := first; m <= c.Actuals.Through; {
			to := min(m+model.Month(pick(d, name+"Length", 0, 0, 2)), c.Actuals.Through)
			out = append(out, model.Actual{From: m, To: to, Amount: d.amount(name, size)})
			m = to + 1
		}
		return out
	}
	kinds := d.upTo("pastOf", 1, 7)
	if kinds&1 > 0 && c.Kind == model.TakeOrPay {
		c.Actuals.Spend = entries("pastSpend", 1e4)
	}
	if kinds&2 > 0 && len(c.Tranches) == 0 {
		c.Actuals.Consumption = entries("pastUse", 1e4)
	}
	if kinds&4 > 0 {
		c.Actuals.Cash = entries("pastCash", 1e4)
	}
	if c.Actuals.Spend == nil && c.Actuals.Consumption == nil && c.Actuals.Cash == nil {
		c.Actuals = model.Actuals{}
	}
}

func (d clauseDraw) payment(c *model.Contract) {
	p := &c.Payment
	p.Timing = pick(d, "timing", model.TimingDefault, model.TimingDefault, model.Arrears, model.Advance)
	p.Lag = pick(d, "lag", model.Months(0), 0, 1, 1.5)
	counts := c.Kind == model.Drawdown && !c.Drawdown.Counts.Prepaid && c.Drawdown.Forfeit == model.NoForfeit
	for k := range d.upTo("prepayments", -1, 2) {
		item := model.Prepayment{Name: fmt.Sprintf("p%d", k), Share: pick(d, "prepaidShare", 0.2, 0.5, 0), Amount: model.Unknown(), Apply: model.ApplyFirst, To: model.Months(model.Unknown())}
		if c.Kind == model.OnDemand {
			item.Share, item.Amount = model.Unknown(), d.amount("prepaidAmount", 1e4)
		}
		if d.one("dated", 2) {
			item.At = c.Start + model.Date(d.upTo("prepaidDay", -200, 300))
		} else {
			item.BeforeStart = d.months("beforeStart", 0, 4)
		}
		if len(c.Tranches) > 0 && d.one("ofTranche", 2) {
			item.Tranche = c.Tranches[d.upTo("whichTranche", 0, len(c.Tranches)-1)].Name
		}
		if !counts {
			item.Apply = pick(d, "apply", model.ProRata, model.StraightLine, model.ApplyFirst, model.ApplyLast)
			if d.one("window", 3) {
				item.From = d.months("windowFrom", 0, 6)
				item.To = item.From + 1 + d.months("windowTo", 0, 12)
			}
		}
		p.Prepay = append(p.Prepay, item)
	}
}
