package model

import (
	"math"
	"time"
)

func (a *address) inContracts() (Scalar, bool) {
	all := a.s.Contracts
	i, ok := a.item("contract", len(all), func(i int) string { return all[i].ID })
	if !ok {
		return Scalar{}, false
	}
	c, key := &all[i], a.next()
	if x, ok := c.number(key); ok {
		switch list := a.atList(c); {
		case list && key == "discount":
			x.list = &c.Drawdown.OveragePrice
		case list && key == "overage_price":
			return Scalar{}, a.fail("give a number such as 1.1", "is list, which is no number")
		}
		return x, true
	}
	switch key {
	case "price":
		return a.inPrices(c.Prices)
	case "fleet":
		return a.inFleet(c.Fleet)
	case "ramp":
		if len(c.Tranches) > 0 {
			return Scalar{}, a.fail("name a tranche: contracts."+c.ID+".tranches."+c.Tranches[0].Name+".ramp",
				"is each tranche's own, counted from its own start")
		}
		return a.inRamp(&c.Ramp, c.Start)
	case "schedule":
		if c.Schedule.Kind != BySteps || a.peek() == "" {
			return a.unknown(key)
		}
		return a.inRamp(&c.Schedule.Steps, c.Start)
	case "consumption":
		if c.Consumption == nil {
			return a.absent("give consumption")
		}
		return a.inCurve(c.Consumption)
	case "minimums":
		return a.inMinimums(c)
	case "tranches":
		return a.inTranches(c)
	}
	return a.inClauses(c, key)
}

// number is one of the contract's own numbers.
func (c *Contract) number(key string) (Scalar, bool) {
	switch key {
	case "exercised":
		return Scalar{yes: &c.Exercised}, true
	case "value":
		return scalarOf(&c.Value), true
	case "term":
		return scalarOfMonths(&c.Term), true
	case "delay":
		return scalarOfMonths(&c.Delay), true
	case "escalator":
		return scalarOf(&c.Escalator), true
	case "fee":
		return scalarOf(&c.Fee), true
	case "availability":
		return scalarOf(&c.Availability), true
	case "utilisation":
		return scalarOf(&c.Utilisation), true
	case "pue":
		return scalarOf(&c.PUE), true
	case "load_factor":
		return scalarOf(&c.LoadFactor), true
	case "grid_intensity":
		return scalarOf(&c.GridIntensity), true
	case "wue":
		return scalarOf(&c.WUE), true
	case "discount":
		return scalarOf(&c.Discount), true
	case "aggregate_minimum":
		return scalarOf(&c.Drawdown.AggregateMinimum), true
	case "overage_price":
		return scalarOf(&c.Drawdown.OveragePrice), true
	case "tail":
		return scalarOfMonths(&c.Drawdown.Tail), true
	}
	return Scalar{}, false
}

// atList reports whether the contract's overage is written as list prices, which follow from the discount.
func (a *address) atList(c *Contract) bool {
	for i := range a.s.Inputs {
		if in := &a.s.Inputs[i]; in.Text == "list" && in.Path == "contracts."+c.ID+".overage_price" {
			return true
		}
	}
	return false
}

// inClauses are the maps and lists of a contract that say how it is paid, left and held to what it commits.
func (a *address) inClauses(c *Contract, key string) (Scalar, bool) {
	switch key {
	case "payment":
		return a.inPayment(c)
	case "cancel_if_late":
		if !c.CancelIfLate {
			return a.absent("give cancel_if_late")
		}
		return a.one("grace", scalarOfMonths(&c.CancelGrace))
	case "backstop":
		if a.peek() == "resold" {
			a.next()
			return a.inResold(c)
		}
		return a.one("value", scalarOf(&c.Backstop.Value))
	case "exit_right":
		return a.inExit(&c.Exit)
	case "outages":
		i, ok := a.item("outage", len(c.Outages), func(i int) string { return c.Outages[i].Name })
		if !ok {
			return Scalar{}, false
		}
		o := &c.Outages[i]
		return a.fields(numbers{"for": scalarOfMonths(&o.For), "share": scalarOf(&o.Share), "credit": scalarOf(&o.Credit)})
	case "actuals":
		return a.inActuals(&c.Actuals)
	}
	return a.inDrawdown(c, key)
}

func (a *address) inDrawdown(c *Contract, key string) (Scalar, bool) {
	t := &c.Drawdown
	switch key {
	case "milestones":
		i, ok := a.item("milestone", len(t.Milestones), func(i int) string { return t.Milestones[i].At.String() })
		if !ok {
			return Scalar{}, false
		}
		return scalarOf(&t.Milestones[i].Amount), true
	case "rollover":
		return a.fields(numbers{"excess": scalarOf(&t.Rollover.Excess), "years": {whole: &t.Rollover.Years},
			"shortfall_years": {whole: &t.Rollover.ShortfallYears}})
	case "shortfall":
		return a.inShortfall(&t.Shortfall)
	case "shortfall_credit":
		return a.one("for", Scalar{number: (*float64)(&t.Credit.For), positive: true})
	case "counts":
		if a.peek() == "marketplace" {
			a.next()
			return a.fields(numbers{"weight": scalarOf(&t.Counts.MarketplaceWeight), "cap": scalarOf(&t.Counts.MarketplaceCap)})
		}
		return a.one("prepaid", Scalar{yes: &t.Counts.Prepaid})
	case "marketplace":
		if t.Marketplace == nil {
			return a.absent("give marketplace")
		}
		return a.inCurve(t.Marketplace)
	}
	return a.unknown(key)
}

func (a *address) inShortfall(t *ShortfallTerms) (Scalar, bool) {
	switch key := a.next(); key {
	case "charge_cap":
		if a.peek() == "" && len(t.ChargeCap) == 1 {
			return scalarOf(&t.ChargeCap[0]), true
		}
		i, ok := a.item("contract year", len(t.ChargeCap), func(i int) string { return "Y" + itoa(i+1) })
		if !ok {
			return Scalar{}, false
		}
		return scalarOf(&t.ChargeCap[i]), true
	case "defer_cap":
		switch {
		case t.DeferCap.Unlimited:
			return Scalar{}, a.fail("give a share or an amount", "is unlimited, which is no number")
		case t.DeferCap.Amount != 0:
			return scalarOf(&t.DeferCap.Amount), true
		}
		return scalarOf(&t.DeferCap.Share), true
	default:
		return a.unknown(key)
	}
}

func (a *address) inPayment(c *Contract) (Scalar, bool) {
	all := c.Payment.Prepay
	switch key := a.next(); key {
	case "lag":
		return scalarOfMonths(&c.Payment.Lag), true
	case "prepay":
		i, ok := a.item("prepayment", len(all), func(i int) string { return all[i].Name })
		if !ok {
			return Scalar{}, false
		}
		return a.inPrepayment(&all[i])
	default:
		return a.unknown(key)
	}
}

func (a *address) inPrepayment(p *Prepayment) (Scalar, bool) {
	all := numbers{"share": scalarOf(&p.Share), "amount": scalarOf(&p.Amount), "from": scalarOfMonths(&p.From), "to": scalarOfMonths(&p.To)}
	if p.At == 0 {
		all["before_start"] = Scalar{number: (*float64)(&p.BeforeStart), integral: true}
	}
	return a.fields(all)
}

func (a *address) inExit(e *ExitRight) (Scalar, bool) {
	if !e.Given() {
		return a.absent("give exit_right")
	}
	switch key := a.next(); {
	case key == "notice" && e.Notice.Days != 0:
		return Scalar{whole: &e.Notice.Days}, true
	case key == "notice":
		return scalarOfMonths(&e.Notice.Months), true
	case key != "fee":
		return a.unknown(key)
	}
	f := &e.Fee
	switch {
	case a.peek() != "":
		return a.fields(numbers{"share": scalarOf(&f.Share), "amount": scalarOf(&f.Amount), "months": scalarOfMonths(&f.Months)})
	case f.Share != 0 && f.Amount == 0 && f.Months == 0:
		return scalarOf(&f.Share), true
	case f.Amount != 0 && f.Share == 0 && f.Months == 0:
		return scalarOf(&f.Amount), true
	case f.Months != 0 && f.Share == 0 && f.Amount == 0:
		return scalarOfMonths(&f.Months), true
	}
	return Scalar{}, a.fail("go on with share, amount or months", "is not one amount")
}

// inResold finds a share by the month or the year it holds from; with one share no month is needed.
func (a *address) inResold(c *Contract) (Scalar, bool) {
	all := c.Backstop.Resold
	if a.peek() == "" && len(all) == 1 {
		return scalarOf(&all[0].Share), true
	}
	byYear := len(a.peek()) == len("2028") // which stands for its January
	i, ok := a.item("share resold", len(all), func(i int) string {
		if from := all[i].From; byYear && from.Calendar() == time.January {
			return itoa(from.Year())
		}
		return all[i].From.String()
	})
	if !ok {
		return Scalar{}, false
	}
	return scalarOf(&all[i].Share), true
}

func (a *address) inActuals(k *Actuals) (Scalar, bool) {
	var all []Actual
	switch key := a.next(); key {
	case "spend":
		all = k.Spend
	case "consumption":
		all = k.Consumption
	case "cash":
		all = k.Cash
	default:
		return a.unknown(key)
	}
	i, ok := a.item("period", len(all), func(i int) string { return all[i].label() })
	if !ok {
		return Scalar{}, false
	}
	return scalarOf(&all[i].Amount), true
}

func (a *address) inMinimums(c *Contract) (Scalar, bool) {
	i, ok := a.item("minimum", len(c.Minimums), func(i int) string { return c.Minimums[i].label(c.MinimumsBy) })
	if !ok {
		return Scalar{}, false
	}
	return scalarOf(&c.Minimums[i].Amount), true
}

// inTranches finds a number of one tranche. Its ramp is its own even where it is written on the contract.
func (a *address) inTranches(c *Contract) (Scalar, bool) {
	i, ok := a.item("tranche", len(c.Tranches), func(i int) string { return c.Tranches[i].Name })
	if !ok {
		return Scalar{}, false
	}
	t, start := &c.Tranches[i], c.Tranches[i].Start
	if start == 0 {
		start = c.Start
	}
	switch key := a.next(); key {
	case "value":
		return scalarOf(&t.Value), true
	case "fee":
		return scalarOf(&t.Fee), true
	case "delay":
		return Scalar{number: (*float64)(&t.Delay), fallback: (*float64)(&c.Delay)}, true
	case "term":
		if t.Term == 0 {
			return Scalar{}, a.fail("name contracts."+c.ID+".term, or give the tranche one", "is the contract's")
		}
		return Scalar{number: (*float64)(&t.Term), positive: true}, true
	case "fleet":
		return a.inFleet(t.Fleet)
	case "price":
		if len(t.Prices) == 0 {
			return Scalar{}, a.fail("name contracts."+c.ID+".price, or give the tranche one", "is the contract's")
		}
		return a.inPrices(t.Prices)
	case "ramp":
		return a.inRamp(&t.Ramp, start)
	default:
		return a.unknown(key)
	}
}

// inRamp finds a number of a ramp that counts from a start.
func (a *address) inRamp(r *Ramp, start Date) (Scalar, bool) {
	switch key := a.next(); {
	case key == "initial" && r.Shape != Immediate:
		return scalarOf(&r.Initial), true
	case key == "full" && r.Full != 0:
		return scalarOfMonths(&r.Full), true
	case key == "steepness" && r.Steepness != 0:
		return scalarOf(&r.Steepness), true
	case key == "initial" || key == "full" || key == "steepness":
		return Scalar{}, a.fail("", "is not part of a ramp of shape %s", r.Shape)
	case key != string(r.Shape) || r.Shape != Steps && r.Shape != Points:
		return a.unknown(key)
	}
	end := Month(0)
	if r.Shape == Points {
		end = 1 // a point holds by the end of its month
	}
	i, ok := a.item("month", len(r.Knots), func(i int) string {
		return (Month(math.Round(float64(r.Knots[i].At)+start.Position())) - end).String()
	})
	if !ok {
		return Scalar{}, false
	}
	return scalarOf(&r.Knots[i].Share), true
}

func (a *address) inFleet(fleet []Batch) (Scalar, bool) {
	i, ok := a.item("accelerator here", len(fleet), func(i int) string { return fleet[i].Accelerator })
	if !ok {
		return Scalar{}, false
	}
	return scalarOf(&fleet[i].Count), true
}

// inPrices finds a price, or the multiple of one that follows the market.
func (a *address) inPrices(prices []Price) (Scalar, bool) {
	one := len(prices) == 1 && prices[0].Accelerator == ""
	i, ok := 0, true
	switch {
	case len(prices) == 0:
		return a.absent("give a price")
	case !one:
		i, ok = a.item("price of", len(prices), func(i int) string { return prices[i].Accelerator })
	}
	if !ok {
		return Scalar{}, false
	}
	p, floats := &prices[i], prices[i].Market != ""
	switch {
	case a.peek() == "" && floats:
		return Scalar{}, a.fail("name market."+p.Market+".price, or the multiple below it", "follows the market's")
	case a.peek() == "":
		return scalarOf(&p.Amount), true
	case !floats:
		return Scalar{}, a.fail("", "goes on below %s, which is a single value", a.so())
	}
	return a.one("multiple", scalarOf(&p.Multiple))
}
