package model

import "math"

// drawdown checks that a commitment is given and can be drawn down, and the terms of what falls short or goes beyond.
func (c *checker) drawdown(k *Contract, at string, sound bool) {
	t := &k.Drawdown
	c.committed(k, at, sound)
	if !c.consumes(k, sound) {
		c.add(at, "a drawdown has nothing that draws it down")
		c.hint("give consumption, a fleet with a price, or a price and demand")
	}
	c.in(at+".rollover.excess", t.Rollover.Excess, bounds{high: 1, percent: true})
	c.within(at+".rollover.years", float64(t.Rollover.Years), 1, 100)
	c.within(at+".rollover.shortfall_years", float64(t.Rollover.ShortfallYears), 1, 100)
	c.shortfall(k, at, sound)
	c.credit(&t.Credit, at+".shortfall_credit")
	c.above(at+".overage_price", t.OveragePrice, 0, 1000)
	c.share(at+".counts.marketplace.weight", t.Counts.MarketplaceWeight)
	if Known(t.Counts.MarketplaceCap) {
		c.share(at+".counts.marketplace.cap", t.Counts.MarketplaceCap)
	}
	if t.Marketplace != nil {
		c.curve(t.Marketplace, at+".marketplace")
	}
	word(c, at+".forfeit", t.Forfeit, AnnualPools, MonthlyPools)
	c.length(at+".tail", t.Tail, false, MaxMonths)
	if t.Forfeit != NoForfeit {
		c.pools(k, at)
	}
}

// committed checks the amounts of the commitment: minimums, milestones, an aggregate, or the pools of a schedule.
func (c *checker) committed(k *Contract, at string, sound bool) {
	t := &k.Drawdown
	pools := t.Forfeit != NoForfeit
	valued := Known(k.Value) || Known(t.AggregateMinimum) || len(k.Minimums) > 0 || len(t.Milestones) > 0
	switch {
	case valued && Known(k.Fee):
		c.add(at+".fee", "stands beside other minimums, but only one of them sets the commitment")
	case Known(k.Fee) && !pools:
		c.add(at+".fee", "is no minimum of a drawdown")
		c.hint("give minimums, or forfeit: monthly where the fee buys a month's pool")
	case !valued && !(pools && (Known(k.Fee) || k.priced(c.s))):
		c.add(at, "a drawdown does not say what is committed")
		c.hint("give minimums, milestones, aggregate_minimum or value")
	}
	if own := k.Schedule.Kind == Even || k.Schedule.Kind == BySteps; own && !pools && !k.setByPrice() {
		c.add(at+".schedule", "lays out spend, but a drawdown is spent as it is consumed")
		c.hint("leave it out, or give the pools by forfeit")
	}
	c.optional(at+".value", k.Value, 0, MaxMoney)
	c.optional(at+".fee", k.Fee, 0, MaxMoney)
	c.optional(at+".aggregate_minimum", t.AggregateMinimum, 0, MaxMoney)
	if sound {
		c.minimums(k, at)
		c.milestones(k, at)
		if pools {
			c.laidOut(k, at)
		}
	}
	c.aggregate(k, at)
}

// milestones checks that milestones lie in the term, in order, and grow where each counts those before it.
func (c *checker) milestones(k *Contract, at string) {
	t, life := &k.Drawdown, k.billed()
	if len(t.Milestones) > 0 && len(k.Minimums) > 0 {
		c.add(at+".milestones", "cannot stand beside minimums")
	}
	for i, m := range t.Milestones {
		path := at + ".milestones." + m.At.String()
		c.within(path, m.Amount, 0, MaxMoney)
		switch {
		case m.At < life.first:
			c.add(path, "is before the start of the contract, in %s", life.first)
		case m.At > life.last():
			c.add(path, "is after the end of the contract, in %s", life.last())
		case i == 0:
		case m.At <= t.Milestones[i-1].At:
			c.add(path, "must come after %s", t.Milestones[i-1].At)
		case !t.Increments && m.Amount <= t.Milestones[i-1].Amount:
			c.add(path, "is %s, no more than %s by %s: milestones are cumulative", exact(m.Amount), exact(t.Milestones[i-1].Amount), t.Milestones[i-1].At)
			c.hint("write milestones_are: increments where each stands for itself")
		}
	}
	if t.Rollover.Excess > 0 && len(t.Milestones) > 0 && !t.Increments {
		c.add(at+".rollover.excess", "has no place beside cumulative milestones: all that is above one counts towards the next")
		c.hint("write milestones_are: increments where each stands for itself")
	}
}

// aggregate checks that what is committed in all is the same wherever it is said.
func (c *checker) aggregate(k *Contract, at string) {
	const cent = 0.005
	whole, total := k.Drawdown.AggregateMinimum, k.total()
	key := ".minimums"
	if len(k.Drawdown.Milestones) > 0 {
		key = ".milestones"
	}
	switch {
	case total > MaxMoney: // which is told of its parts
	case Known(whole) && Known(k.Value) && math.Abs(whole-k.Value) > cent:
		c.add(at+".aggregate_minimum", "is %s, but value is %s: a difference of %s", exact(whole), exact(k.Value), exact(whole-k.Value))
	case Known(whole) && total-whole > cent:
		c.add(at+key, "come to %s, more than aggregate_minimum, %s", exact(total), exact(whole))
	case key == ".milestones" && !Known(whole) && math.Abs(total-k.Value) > cent:
		c.add(at+key, "come to %s, but value is %s: a difference of %s", exact(total), exact(k.Value), exact(total-k.Value))
	}
}

// shortfall checks the terms of what falls short.
func (c *checker) shortfall(k *Contract, at string, sound bool) {
	t := &k.Drawdown.Shortfall
	word(c, at+".shortfall.order", t.Order, DeferFirst, ChargeFirst)
	capAt := at + ".shortfall.charge_cap"
	if len(t.ChargeCap) > 0 && t.Order != ChargeFirst {
		c.add(capAt, "caps what is charged first, but all that is not deferred is charged")
		c.hint("write order: charge_first beside it")
	}
	for i, v := range t.ChargeCap {
		path := capAt
		if len(t.ChargeCap) > 1 {
			path += ".Y" + itoa(i+1)
		}
		c.within(path, v, 0, MaxMoney)
	}
	if sound {
		if n := k.commitmentPeriods(c.s); len(t.ChargeCap) > n {
			c.add(capAt, "has %d years, but there are minimums of %d", len(t.ChargeCap), n)
		}
	}
	c.share(at+".shortfall.defer_cap", t.DeferCap.Share)
	c.within(at+".shortfall.defer_cap", t.DeferCap.Amount, 0, MaxMoney)
}

// commitmentPeriods is how many periods consumption is held against a minimum in.
func (k *Contract) commitmentPeriods(s *Scenario) int {
	switch t := &k.Drawdown; {
	case len(t.Milestones) > 0:
		return len(t.Milestones)
	case len(k.Minimums) > 0:
		first, last := k.minimumYears(s)
		return last - first + 1
	}
	return 1
}

func (c *checker) credit(t *ShortfallCredit, at string) {
	word(c, at+".kind", t.Kind, NoCredit, UsableCredit, PrepaymentCredit)
	if t.For > 0 && t.Kind != UsableCredit && t.Kind != PrepaymentCredit {
		c.add(at+".for", "says how long a credit holds, but there is none")
		c.hint("write kind: usable or kind: prepayment beside it")
	}
	c.length(at+".for", t.For, false, MaxMonths)
}

// pools refuses what has no meaning where all that is not used of a pool is lost.
func (c *checker) pools(k *Contract, at string) {
	t := &k.Drawdown
	short := &t.Shortfall
	for _, clause := range []struct {
		key   string
		given bool
	}{
		{"aggregate_minimum", Known(t.AggregateMinimum)},
		{"milestones", len(t.Milestones) > 0},
		{"rollover", t.Rollover.Excess > 0 || t.Rollover.Years > 1 || t.Rollover.ShortfallYears > 1},
		{"shortfall", short.Order == ChargeFirst || len(short.ChargeCap) > 0 || short.DeferCap != DeferCap{}},
		{"shortfall_credit", t.Credit.Kind == UsableCredit || t.Credit.Kind == PrepaymentCredit},
		{"tail", t.Tail > 0},
	} {
		if clause.given {
			c.add(at+"."+clause.key, "has no place beside forfeit: what a pool does not use is lost")
		}
	}
	if t.Marketplace != nil {
		c.add(at+".marketplace", "has no place beside forfeit: a pool is drawn by consumption at contract rates")
	}
	if t.Counts.AtList {
		c.add(at+".counts.discount", "must be net beside forfeit: a pool is drawn at contract rates")
	}
}
