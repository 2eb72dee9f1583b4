package model

import "commitcast/model/internal/vector"

// outstanding is how much of what counts is still committed: beyond it, use costs what overage does.
func (b *drawdownBook) outstanding() float64 { return max(b.left, b.aggregateLeft) }

// count holds what counts in row m against the open year and the aggregate.
func (b *drawdownBook) count(cols table, m int, amount float64) {
	y := &b.years[b.at]
	y.counted += amount
	cols[ColMet][m] += min(b.left, amount)
	cols[ColAggregateMet][m] += min(b.aggregateLeft, amount)
	b.left = max(0, b.left-amount)
	b.aggregateLeft = max(0, b.aggregateLeft-amount)
	if b.left <= rounding*y.required {
		b.left = 0
		if y.metOn < 0 {
			y.metOn = m
		}
	}
}

// step takes the use of the month of row m, at contract rates, and closes the commitment year that ends with it.
func (b *drawdownBook) step(out *contractProjection, m int, use float64) {
	if b.lost(m) {
		b.waive(out.columns, m)
	}
	y, cols := &b.years[b.at], out.columns
	if y.tail {
		use = min(use, b.usable())
	}
	before := y.counted
	if bought := b.bought[m]; bought > 0 {
		b.prepaid += bought
		b.count(cols, m, bought)
	}
	rest := b.payFirst(cols, m, use)
	if b.market[m] > 0 {
		b.countMarketplace(cols, m)
	}
	beyond := max(0, rest*b.perDollar-b.outstanding()) / b.perDollar
	premium := (b.terms.OveragePrice - 1) * beyond
	if b.terms.Credit.Kind == UsableCredit && b.balance > 0 {
		rest -= b.payAbove(cols, m, rest, beyond)
	}
	b.count(cols, m, rest*b.perDollar)

	cols[ColConsumption][m] = use + premium + b.market[m]
	cols[ColMarketplace][m], cols[ColPremium][m] = b.market[m], premium
	b.late[m] = beyond + premium + b.market[m]
	cols[ColCounted][m], cols[ColCountedToDate][m], cols[ColRequired][m] = y.counted-before, y.counted, y.required
	if months := y.rows.to - 1 - m; months > 0 {
		cols[ColRunRate][m] = b.left / float64(months)
	} else {
		b.close(out, m)
	}
	b.expire(cols, m)
	b.finishMonth(cols, m)
}

// lost reports whether the provider is lost in row m.
func (b *drawdownBook) lost(m int) bool { return m == b.ends && b.ends < b.life.to }

// waive lets go what is not yet due when the provider is lost, in row m. A pool that is paid for is lost when it closes.
func (b *drawdownBook) waive(cols table, m int) {
	for i := b.at + 1; i < len(b.years); i++ {
		b.years[i].minimum = 0
	}
	waived := b.later
	b.later = 0
	if y := &b.years[b.at]; b.terms.Forfeit == NoForfeit || y.rows.from == m {
		waived += b.left
		b.left, b.deferrals = 0, b.deferrals[:0]
		if b.terms.Forfeit != NoForfeit {
			y.minimum, y.required = 0, 0 // the pool does not open
		}
	}
	cols[ColWaived][m], cols[ColAggregateMoved][m] = waived, b.aggregateLeft
	b.aggregateLeft = 0
}

// payFirst pays use in row m out of prepayment credit, and then out of prepayments that have counted already. It returns the
// use that is left.
func (b *drawdownBook) payFirst(cols table, m int, use float64) float64 {
	if b.terms.Credit.Kind == PrepaymentCredit {
		paid := b.useCredit(use)
		cols[ColCreditUsed][m] = paid
		use -= paid
	}
	applied := min(use, b.prepaid)
	cols[ColPrepayApplied][m] = applied
	b.prepaid -= applied
	return use - applied
}

// paid is the use, at contract rates, that prepayments and credit pay.
func (b *drawdownBook) paid() float64 {
	if b.terms.Credit.Kind == UsableCredit {
		return b.prepaid + b.balance/b.terms.OveragePrice
	}
	return b.prepaid + b.balance
}

// usable is the most that may be used in a month of the tail: what is still owed, and what is paid already.
func (b *drawdownBook) usable() float64 { return b.left/b.perDollar + b.paid() }

// countMarketplace counts the month's purchases through the marketplace, as far as the year's cap allows.
func (b *drawdownBook) countMarketplace(cols table, m int) {
	counts := b.marketCounts(m)
	b.marketBought += b.market[m]
	b.marketCounted += counts
	b.count(cols, m, counts)
}

// marketCounts is what counts of the month's purchases through the marketplace.
func (b *drawdownBook) marketCounts(m int) float64 {
	c := &b.terms.Counts
	counts := c.MarketplaceWeight * (b.marketBought + b.market[m])
	if Known(c.MarketplaceCap) {
		counts = min(counts, c.MarketplaceCap*b.years[b.at].minimum)
	}
	return max(0, counts-b.marketCounted)
}

// paidFor is the use of row m, at contract rates, that costs nothing more: what prepayments and credit pay, and what still
// counts towards the commitment.
func (b *drawdownBook) paidFor(m int) float64 {
	counts := max(0, b.outstanding()-b.bought[m]-b.marketCounts(m))
	return b.paid() + b.bought[m] + counts/b.perDollar
}

// payAbove pays use in row m above what the year still requires out of usable credit, what lies beyond the commitment first.
// It returns the use paid.
func (b *drawdownBook) payAbove(cols table, m int, use, beyond float64) float64 {
	price := b.terms.OveragePrice
	over := min(beyond, b.balance/price)
	within := max(0, min(use-b.left/b.perDollar-beyond, b.balance-over*price))
	cols[ColCreditUsed][m] = b.useCredit(over*price + within)
	return over + within
}

// useCredit takes up to an amount from the credits, oldest first, and returns how much.
func (b *drawdownBook) useCredit(amount float64) float64 {
	used := 0.0
	for i := range b.credits {
		v := &b.credits[i]
		part := min(v.amount, amount-used)
		v.amount -= part
		used += part
	}
	b.balance = max(0, b.balance-used)
	return used
}

// expire takes out the credits that may not be used after row m.
func (b *drawdownBook) expire(cols table, m int) {
	kept, balance := b.credits[:0], 0.0
	for _, v := range b.credits {
		if v.until <= m || m == b.rows.to-1 {
			cols[ColCreditExpired][m] += v.amount
		} else if v.amount > 0 {
			kept = append(kept, v)
			balance += v.amount
		}
	}
	b.credits, b.balance = kept, balance
	cols[ColCredit][m] = balance
}

// finishMonth fills what is lost and what remains, when everything of the month is known.
func (b *drawdownBook) finishMonth(cols table, m int) {
	if over := m == b.rows.to-1 || b.lost(m); over && b.prepaid > 0 {
		cols[ColForfeits][m] += b.prepaid
		cols[ColPrepayApplied][m] += b.prepaid
		b.prepaid = 0
	}
	cols[ColAggregateLeft][m] = b.aggregateLeft
	cols[ColYearsLeft][m] = b.left + b.later
	cols[ColRemaining][m] = b.remaining(m)
}

// remaining is the greater of what is still required by year and in aggregate, after row m.
func (b *drawdownBook) remaining(m int) float64 {
	switch {
	case m >= b.rows.to-1:
		return 0
	case b.cumulative && m < b.life.to-1:
		return b.aggregateLeft
	}
	return max(b.left+b.later, b.aggregateLeft)
}

// finish fills spend and expense, and what concerns the contract as a whole.
func (b *drawdownBook) finish(out *contractProjection) {
	out.years = b.years
	cols := out.columns
	cols.sum(ColSpend, b.rows, drawdownSpend)
	for m, used := range cols[ColConsumption][b.rows.from:b.rows.to] {
		if spend := &cols[ColSpend][b.rows.from+m]; *spend <= rounding*used {
			*spend = 0 // all of it is paid by credit
		}
	}
	cols.sum(ColIdle, b.rows, drawdownIdle)
	cols.sum(ColExpense, b.rows, drawdownCost)
	if !out.Status.Firm() {
		return
	}
	for _, c := range []struct {
		column Column
		amount float64
	}{{ColRemaining, out.committed}, {ColYearsLeft, out.byYear}, {ColAggregateLeft, out.aggregate}} {
		vector.Fill(out.columns[c.column][:b.rows.from], c.amount)
	}
}
