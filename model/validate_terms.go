package model

import "slices"

// terms checks the clauses that stand beside what is committed. The contract's months can be counted where it is sound.
func (c *checker) terms(k *Contract, at string, sound bool) {
	if !(k.Discount >= 0 && k.Discount < 1) {
		b := bounds{percent: true}
		c.add(at+".discount", "must be at least 0%% and below 100%%, is %s", b.write(k.Discount))
	}
	c.takeOrPayOnly(k, at)
	if k.CancelIfLate {
		c.length(at+".cancel_if_late.grace", k.CancelGrace, false, MaxMonths)
	}
	c.backstop(k, at+".backstop")
	c.exitRight(k, at+".exit_right", sound)
	c.outages(k, at+".outages", sound)
	c.actuals(k, at+".actuals", sound)
	c.payment(k, at+".payment", sound)
}

// takeOrPayOnly refuses what only a take-or-pay contract can have.
func (c *checker) takeOrPayOnly(k *Contract, at string) {
	if k.Kind == TakeOrPay {
		return
	}
	for _, clause := range []struct {
		key   string
		given bool
	}{
		{"tranches", len(k.Tranches) > 0},
		{"cancel_if_late", k.CancelIfLate},
		{"backstop", k.Backstop.Value != 0},
		{"exit_right", k.Exit.Given()},
		{"actuals.spend", len(k.Actuals.Spend) > 0},
	} {
		if clause.given {
			c.add(at+"."+clause.key, "needs commitment: take_or_pay, but commitment is %s", k.Kind)
		}
	}
	for _, o := range k.Outages {
		if o.Credit != 0 {
			c.add(at+".outages."+o.Name+".credit", "is taken off a schedule of spend, and a contract of kind %s has none", k.Kind)
			c.hint("leave it out, or use commitment: take_or_pay")
		}
	}
}

// tranches checks each piece of a contract, and that the contract itself is nothing but their sum.
func (c *checker) tranches(k *Contract, at string) bool {
	for _, own := range []struct {
		key   string
		given bool
	}{
		{"value", Known(k.Value)}, {"minimums", len(k.Minimums) > 0}, {"fee", Known(k.Fee)}, {"fleet", len(k.Fleet) > 0},
		{"consumption", k.Consumption != nil},
	} {
		if own.given {
			c.add(at+"."+own.key, "cannot stand beside tranches: the contract is their sum")
			c.hint("give it to a tranche, or leave the tranches out")
		}
	}
	if k.Schedule.Kind == BySteps {
		c.add(at+".schedule", "has steps of its own, which cannot stand beside tranches")
		c.hint("give each tranche a ramp with steps")
	}
	if k.Schedule.Kind == Even && !slices.ContainsFunc(k.Tranches, func(t Tranche) bool { return Known(t.Value) || Known(t.Fee) }) {
		c.add(at+".schedule", "lays out a value or a fee, and no tranche has one")
	}
	if k.Kind != TakeOrPay {
		return false
	}
	sound := true
	seen := make(map[string]bool)
	var fleet []Batch
	for i := range k.Tranches {
		t := &k.Tranches[i]
		path := at + ".tranches." + t.Name
		c.unique(seen, path)
		c.pricedInFleet(t.Prices, t.Fleet, path)
		fleet = append(fleet, t.Fleet...)
		sound = c.tranche(k, i, path) && sound
	}
	c.pricedInFleet(k.Prices, fleet, at)
	return sound
}

// tranche checks a tranche as the contract it is.
func (c *checker) tranche(k *Contract, i int, at string) bool {
	var piece Contract
	k.laid(i, &piece)
	piece.Minimums, piece.Consumption = nil, nil // refused with the contract
	if piece.Schedule.Kind == BySteps {
		piece.Schedule.Kind = ByRamp
	}
	c.spent(&piece, at, "value, fee")
	return c.piece(&piece, at)
}

func (c *checker) backstop(k *Contract, at string) {
	b := &k.Backstop
	c.within(at+".value", b.Value, 0, MaxMoney)
	if b.Value != 0 && len(k.Tranches) > 0 {
		c.add(at, "cannot stand beside tranches: it is laid out as the contract's own value would be")
	}
	for i, r := range b.Resold {
		path := at + ".resold." + r.From.String()
		c.share(path, r.Share)
		c.year(path, r.From)
		if i > 0 && r.From <= b.Resold[i-1].From {
			c.add(path, "must come after %s", b.Resold[i-1].From)
		}
	}
}

func (c *checker) exitRight(k *Contract, at string, sound bool) {
	e := &k.Exit
	if !e.Given() {
		return
	}
	word(c, at+".by", e.By, Buyer, Seller, Either)
	c.length(at+".notice", e.Notice.Months, false, maxLag)
	c.within(at+".notice", float64(e.Notice.Days), 0, 3660)
	c.share(at+".fee.share", e.Fee.Share)
	c.within(at+".fee.amount", e.Fee.Amount, 0, MaxMoney)
	c.length(at+".fee.months", e.Fee.Months, false, MaxMonths)
	for _, day := range []struct {
		key string
		at  Date
	}{{"from", e.From}, {"exercise", e.Exercise}} {
		if day.at != 0 {
			sound = c.year(at+"."+day.key, day.at.Month()) && sound
		}
	}
	if e.Exercise != 0 && e.Exercise < e.From {
		c.add(at+".exercise", "is %s, but notice may be given from %s on", e.Exercise, e.From)
	} else if sound {
		c.exitDates(k, at)
	}
}

// exitDates checks that an exit falls into the term, and not into what has happened already.
func (c *checker) exitDates(k *Contract, at string) {
	e, life := &k.Exit, k.billed()
	begins, ends := life.first, life.last()
	switch {
	case e.From != 0 && e.From.Month() > ends:
		c.add(at+".from", "is after the end of the contract, in %s", ends)
	case e.Exercise == 0:
	case e.Exercise.Position() < float64(begins)+life.offset-rounding:
		c.add(at+".exercise", "is before the start of the contract, in %s", begins)
	case e.Exercise.Month() > ends:
		c.add(at+".exercise", "is after the end of the contract, in %s", ends)
	case len(k.Actuals.Spend) > 0 && e.Notice.After(e.Exercise).Month() <= k.Actuals.Through:
		c.add(at+".exercise", "ends the contract on %s, but actual spend is given through %s", e.Notice.After(e.Exercise), k.Actuals.Through)
		c.hint("end the term then, and give the fee with the actual spend")
	}
}

func (c *checker) outages(k *Contract, at string, sound bool) {
	seen := make(map[string]bool)
	for _, o := range k.Outages {
		path := at + "." + o.Name
		c.unique(seen, path)
		c.share(path+".share", o.Share)
		c.share(path+".credit", o.Credit)
		whole := c.length(path+".for", o.For, true, MaxMonths)
		if !c.year(path+".from", o.From.Month()) || !whole || !sound {
			continue
		}
		life, from := k.billed(), o.From.Position()
		if from >= life.end()-rounding || from+float64(o.For) <= float64(life.first)+life.offset+rounding {
			c.add(path+".from", "the outage lies outside the term, %s to %s", life.first, life.last())
		}
	}
}
