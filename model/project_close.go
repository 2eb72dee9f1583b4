package model

import "math"

// close settles the open commitment year in its last row: what falls short is forfeited, deferred or charged, what is above
// may carry forward; at the end of the term the aggregate is trued up. Then the next year opens.
func (b *drawdownBook) close(out *contractProjection, m int) {
	y := &b.years[b.at]
	last := m == b.life.to-1 && m == b.rows.to-1 || y.tail
	y.shortfall = b.left
	switch {
	case b.terms.Forfeit != NoForfeit:
		y.forfeited = y.shortfall
		out.columns[ColForfeits][m] += y.forfeited
		b.deferrals = b.deferrals[:0]
	case last:
		y.charged = y.shortfall
		b.deferrals = b.deferrals[:0]
	default:
		b.settle(y)
	}
	settled := min(b.aggregateLeft, y.charged+y.forfeited)
	b.aggregateLeft -= settled
	if m == b.life.to-1 {
		y.due = max(0, b.aggregateLeft-y.deferred)
		if y.due <= rounding*b.aggregate {
			y.due = 0
		}
		settled += y.due
		out.columns[ColAggregateMoved][m] += b.aggregateLeft - y.due
		b.aggregateLeft = 0
	}
	out.columns[ColAggregateCharged][m] = settled
	b.charge(out.columns, m, y.charged+y.due)
	b.carry(y, last)
	b.left = 0
	if b.at < len(b.years)-1 {
		b.at++
		b.begin()
		out.columns[ColCarried][m] = b.years[b.at].carriedIn
	}
}

// settle splits a shortfall into what is charged and what is deferred. Consumption has met the oldest requirement first, so
// that what is missing is the year's own minimum and then the youngest deferrals. What has been deferred as long as it may
// be is charged, beyond any cap.
func (b *drawdownBook) settle(y *commitmentYear) {
	rest := max(0, y.shortfall-y.minimum)
	open := y.shortfall - rest // of the year's own minimum
	free := open               // what may be deferred
	for i := len(b.deferrals) - 1; i >= 0; i-- {
		v := &b.deferrals[i]
		v.amount = min(v.amount, rest)
		rest -= v.amount
		if b.at-v.born < b.terms.Rollover.ShortfallYears {
			free += v.amount
		}
	}
	s := &b.terms.Shortfall
	if s.Order == ChargeFirst {
		charged := min(y.shortfall, s.chargeCap(b.at))
		y.deferred = min(y.shortfall-charged, s.DeferCap.most(y.minimum), free)
	} else {
		y.deferred = min(free, s.DeferCap.most(y.minimum))
	}
	y.charged = y.shortfall - y.deferred
	switch { // what rounding leaves is neither
	case y.charged <= rounding*y.shortfall:
		y.charged, y.deferred = 0, y.shortfall
	case y.deferred <= rounding*y.shortfall:
		y.charged, y.deferred = y.shortfall, 0
	}
	b.postpone(y.deferred, open)
}

// postpone keeps the youngest deferrals that make up an amount, of which open is the year's own.
func (b *drawdownBook) postpone(amount, open float64) {
	own := min(amount, open)
	amount -= own
	for i := len(b.deferrals) - 1; i >= 0; i-- {
		v := &b.deferrals[i]
		v.amount = min(v.amount, amount)
		amount -= v.amount
	}
	kept := b.deferrals[:0]
	for _, v := range b.deferrals {
		if v.amount > 0 {
			kept = append(kept, v)
		}
	}
	b.deferrals = kept
	if own > 0 {
		b.deferrals = append(b.deferrals, vintage{amount: own, born: b.at})
	}
}

// chargeCap is the most that is charged first at the close of commitment year i, from 0.
func (s *ShortfallTerms) chargeCap(i int) float64 {
	if n := len(s.ChargeCap); n > 0 {
		return s.ChargeCap[min(i, n-1)]
	}
	return math.Inf(1)
}

// most is the most that may be deferred of a year with the given minimum.
func (d *DeferCap) most(minimum float64) float64 {
	if d.Unlimited {
		return math.Inf(1)
	}
	return d.Share*minimum + d.Amount
}

// charge bills an amount in row m, which comes back as credit where the contract says so.
func (b *drawdownBook) charge(cols table, m int, amount float64) {
	if amount <= 0 {
		return
	}
	cols[ColCharges][m] += amount
	if k := b.terms.Credit.Kind; k != UsableCredit && k != PrepaymentCredit {
		return
	}
	until := b.rows.to - 1
	if b.terms.Credit.For > 0 {
		until = min(until, m+int(math.Ceil(float64(b.terms.Credit.For))))
	}
	cols[ColCreditGranted][m] += amount
	b.credits = append(b.credits, vintage{amount, m, until})
}

// carry moves what the year counted above its requirement forward, as far as the contract allows.
func (b *drawdownBook) carry(y *commitmentYear, last bool) {
	y.excess = max(0, y.counted-y.required)
	if y.excess <= rounding*y.required {
		y.excess = 0
	}
	if last || y.rows.to == b.life.to {
		return
	}
	y.carriedOut = y.excess
	if !b.cumulative {
		y.carriedOut = min(y.excess, b.terms.Rollover.Excess*y.minimum)
	}
	if y.carriedOut > 0 {
		b.excess = append(b.excess, vintage{amount: y.carriedOut, born: b.at})
	}
}
