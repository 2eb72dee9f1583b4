package model_test

import (
	"math"

	"commitcast/model"
)

// close is the end of a month, after its use: the end of a period, of the term, of credits, of the tail.
func (d *twinDrawdown) close(m model.Month) {
	y := d.periods[d.now]
	if left := float64(y.To - m); left > 0 {
		d.perMonth[m] = d.required / left
	}
	if m == y.To {
		d.closePeriod(m, y)
	}
	if m == d.k.term.last() {
		d.trueUp(m, y)
	}
	d.expire(m)
	if m == d.periods[len(d.periods)-1].To && d.prepaid > 0 { // nothing is left to use it for
		d.applied[m] += d.prepaid
		d.forfeits[m] += d.prepaid
		d.prepaid = 0
	}
	d.credit[m] = sumVintages(d.credits)
	d.spend[m] = d.consumed[m] + d.charges[m] + d.forfeits[m] - d.used[m]
	if math.Abs(d.spend[m]) <= dust {
		d.spend[m] = 0
	}
	d.expense[m] = d.spend[m] - d.granted[m] + d.used[m] + d.expired[m]
	if m == y.To && d.now+1 < len(d.periods) {
		d.now++
		d.begin()
	}
	d.left[m] = d.remainingNow(m)
	d.states[m] = twinState{d.now, d.required, d.met, d.charged}
}

// closePeriod settles the shortfall of a period, and carries excess forward.
func (d *twinDrawdown) closePeriod(m model.Month, y *twinPeriod) {
	y.Shortfall = d.required
	y.Excess = max(0, y.Counted-y.Required)
	switch final := d.now == len(d.periods)-1; {
	case d.pools():
		y.Forfeited = y.Shortfall
		d.forfeits[m] += y.Forfeited
		d.drawn[m] += y.Forfeited
	case final:
		y.Charged = y.Shortfall
	default:
		y.Deferred = d.deferral(y)
		y.Charged = y.Shortfall - y.Deferred
	}
	d.charge(m, y.Charged)
	d.required = 0
	if y.last || y.tail {
		return
	}
	years := d.now + max(1, d.terms.Rollover.Years)
	y.CarriedOut = min(y.Excess, d.terms.Rollover.Excess*y.Minimum)
	if model.Known(d.target) {
		y.CarriedOut, years = y.Excess, len(d.periods)
	}
	if y.CarriedOut > dust {
		d.excess = append(d.excess, twinVintage{amount: y.CarriedOut, until: years})
	}
}

// deferral is what of the shortfall moves on. Consumption has met the oldest of what was owed first, so the shortfall is made
// of the newest; what has been deferred as often as is allowed stays, and charges take the oldest first.
func (d *twinDrawdown) deferral(y *twinPeriod) float64 {
	parts := append([]twinVintage{}, y.deferrals...)
	parts = append(parts, twinVintage{amount: y.Minimum})
	takeFromOldest(parts, sumVintages(parts)-y.Shortfall)
	most := max(1, d.terms.Rollover.ShortfallYears)
	deferrable := 0.0
	for _, v := range parts {
		if v.age < most {
			deferrable += v.amount
		}
	}
	terms := d.terms.Shortfall
	allowed := terms.DeferCap.Share*y.Minimum + terms.DeferCap.Amount
	if terms.DeferCap.Unlimited {
		allowed = y.Shortfall
	}
	rest := y.Shortfall
	if terms.Order == model.ChargeFirst {
		rest -= min(rest, d.chargeCap(y))
	}
	deferred := min(rest, allowed, deferrable)
	takeFromOldest(parts, y.Shortfall-deferred)
	d.owed = nil
	for _, v := range parts {
		if v.amount > dust {
			d.owed = append(d.owed, twinVintage{amount: v.amount, age: v.age + 1})
		}
	}
	return deferred
}

// chargeCap is the most that is charged first in the open period; the last of the list holds on.
func (d *twinDrawdown) chargeCap(y *twinPeriod) float64 {
	caps := d.terms.Shortfall.ChargeCap
	if len(caps) == 0 {
		return y.Shortfall
	}
	return caps[min(d.now, len(caps)-1)]
}

// charge is spent at once; as credit it may be used from the next month on.
func (d *twinDrawdown) charge(m model.Month, amount float64) {
	d.charges[m] += amount
	d.charged += amount
	if d.terms.Credit.Kind == model.NoCredit || amount <= dust {
		return
	}
	end := d.periods[len(d.periods)-1].To
	until := end
	if d.terms.Credit.For > 0 {
		until = min(end, m+model.Month(d.terms.Credit.For))
	}
	d.credits = append(d.credits, twinVintage{amount: amount, until: int(until)})
	d.granted[m] += amount
}

// trueUp charges what the aggregate still lacks at the end of the term.
func (d *twinDrawdown) trueUp(m model.Month, y *twinPeriod) {
	if model.Known(d.aggregate) {
		y.TrueUp = max(0, d.aggregate-d.met-d.charged-sumVintages(d.owed))
		d.charge(m, y.TrueUp)
	}
}

// expire ends the credits that were last usable in month m.
func (d *twinDrawdown) expire(m model.Month) {
	for i := range d.credits {
		if d.credits[i].until == int(m) {
			d.expired[m] += d.credits[i].amount
			d.credits[i].amount = 0
		}
	}
}

// remainingNow is the greater of what is still required by period and in aggregate.
func (d *twinDrawdown) remainingNow(m model.Month) float64 {
	if m >= d.periods[len(d.periods)-1].To {
		return 0
	}
	left := d.required
	if model.Known(d.target) {
		left = max(0, d.target-d.met-d.charged)
	} else {
		for _, y := range d.periods[d.now+1:] {
			left += y.Minimum
		}
	}
	if model.Known(d.aggregate) {
		left = max(left, d.aggregate-d.met-d.charged)
	}
	return left
}

// remainingAt is the remaining commitment at the end of any month.
func (d *twinDrawdown) remainingAt(m model.Month) float64 {
	switch {
	case m < d.k.term.first():
		return d.commitment()
	case m >= d.periods[len(d.periods)-1].To:
		return 0
	}
	return d.left[m]
}

// run steps through a month that the contract lives in.
func (d *twinDrawdown) run(m model.Month, use float64) {
	if d.periods[d.now].tail {
		use = d.inTail(m)
	}
	d.step(m, use)
	d.close(m)
}

// lives reports whether the contract, or its tail, has months at m.
func (d *twinDrawdown) lives(m model.Month) bool {
	return d.k.term.first() <= m && m <= d.periods[len(d.periods)-1].To
}
