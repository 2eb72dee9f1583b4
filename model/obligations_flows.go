package model

import (
	"cmp"
	"math"
	"slices"
)

// recognisedAfter is the commitment still to be recognised after a day, month by month, at month end and on that day of it: of
// a take-or-pay contract its spend, of a drawdown what it requires by itself, evenly over what is left of each commitment
// year, and at the end of the term what the aggregate requires beyond.
func (p *Projection) recognisedAfter(c *contractProjection, at Date) []datedCash {
	if c.Kind == Drawdown {
		return p.requiredAfter(c, at)
	}
	row, share := c.life.endedAfter(at, p.Grid)
	var out []datedCash
	for m := max(row, c.touched.from); m < c.touched.to; m++ {
		v, end := c.columns[ColSpend][m], p.month(m).Last()
		day := min(end, p.month(m).First()+(at-at.Month().First()))
		switch {
		case m == row:
			v *= 1 - share
		case day < end: // in two parts, so that whole years from the day on are whole
			_, part := c.life.endedAfter(day, p.Grid)
			out = append(out, datedCash{date: day, amount: part * v})
			v *= 1 - part
		}
		if v != 0 {
			out = append(out, datedCash{date: end, amount: v})
		}
	}
	return out
}

// requiredAfter is what a drawdown still requires after a day.
func (p *Projection) requiredAfter(c *contractProjection, at Date) []datedCash {
	row, share := c.life.endedAfter(at, p.Grid)
	amounts, left := c.requiredByYear(row, share)
	owed := make([]float64, p.N) // by row
	for i, amount := range amounts {
		y := &c.years[i]
		c.spreadOwed(owed, amount, rows{max(y.rows.from, row), y.rows.to}, row, share)
	}
	owed[c.lastOfTerm()] += left
	var out []datedCash
	for m, v := range owed {
		if v > 0 {
			out = append(out, datedCash{date: p.month(m).Last(), amount: v})
		}
	}
	return out
}

// requiredByYear is what each commitment year still requires, so far into the month of a row, and what the aggregate requires
// beyond them all. What has counted ahead of cumulative milestones is taken off the next of them; in the tail it is the
// years that are owed.
func (c *contractProjection) requiredByYear(row int, share float64) (amounts []float64, beyond float64) {
	byYear, aggregate := c.requiredAt(row, share)
	amounts = make([]float64, len(c.years))
	later := 0.0
	for i := len(c.years) - 1; i >= 0; i-- {
		y := &c.years[i]
		switch {
		case y.rows.to <= row || y.rows.to == row+1 && share == 1:
			continue // closed
		case y.rows.from <= row || y.rows.from == row+1 && share == 1:
			amounts[i] = max(0, byYear-later)
		default:
			amounts[i] = y.minimum
		}
		later += amounts[i]
	}
	if last := c.lastOfTerm(); c.cumulative() && (row < last || row == last && share < 1) {
		over := max(0, later-aggregate)
		for i := range amounts {
			cut := min(amounts[i], over)
			amounts[i] -= cut
			over -= cut
		}
	}
	return amounts, max(0, aggregate-later)
}

// cumulative reports whether the contract's milestones are cumulative.
func (c *Contract) cumulative() bool {
	return c.Kind == Drawdown && len(c.Drawdown.Milestones) > 0 && !c.Drawdown.Increments
}

// lastOfTerm is the last row before the tail.
func (c *contractProjection) lastOfTerm() int {
	n := len(c.years)
	if n > 1 && c.years[n-1].tail {
		n--
	}
	return c.years[n-1].rows.to - 1
}

// requiredAt is what is still required by year and in aggregate, so far into the month of a row.
func (c *contractProjection) requiredAt(row int, share float64) (byYear, aggregate float64) {
	from, to := c.years[0].rows.from, c.years[len(c.years)-1].rows.to
	byYear, aggregate = c.byYear, c.aggregate
	if row >= to {
		return 0, 0
	}
	if row < from {
		return byYear, aggregate
	}
	years, whole := c.columns[ColYearsLeft], c.columns[ColAggregateLeft]
	if share == 1 {
		return years[row], whole[row]
	}
	if row > from {
		byYear, aggregate = years[row-1], whole[row-1]
	}
	return byYear - share*c.columns[ColMet][row], aggregate - share*c.columns[ColAggregateMet][row]
}

// spreadOwed lays an amount evenly over the months of a commitment year that are left.
func (c *contractProjection) spreadOwed(owed []float64, amount float64, r rows, row int, share float64) {
	part := func(m int) float64 {
		f := 1.0
		if i := m - c.years[0].rows.from; m < c.lastOfTerm()+1 {
			f = c.life.share(i)
		}
		if m == row {
			f *= 1 - share
		}
		return f
	}
	whole := 0.0
	for m := r.from; m < r.to; m++ {
		whole += part(m)
	}
	for m := r.from; m < r.to && whole > 0; m++ {
		owed[m] += amount * (part(m) / whole)
	}
}

// unpaidAfter is what is still to be paid after a day for what is recognised after it: of a take-or-pay contract its payments,
// without those that settle what is payable already; of a drawdown what it requires, less what is prepaid, after the payment
// lag.
func (p *Projection) unpaidAfter(c *contractProjection, at Date, recognised []datedCash, prepaid, payables float64) []datedCash {
	if c.Kind == TakeOrPay {
		return p.unpaidAs(c, c, at, payables)
	}
	out := slices.Clone(recognised)
	for i := range out {
		out[i].date = (out[i].date.Month() + Month(c.Payment.Lag)).Last()
	}
	return less(out, prepaid, at)
}

// less takes an amount off the earliest payments after a day. What is more than all of them comes back.
func less(flows []datedCash, amount float64, at Date) []datedCash {
	for i := range flows {
		cut := min(max(0, flows[i].amount), max(0, amount))
		flows[i].amount -= cut
		amount -= cut
	}
	return dated(flows, at+1, -amount)
}

// eachCashOf is eachCash for one contract.
func (p *Projection) eachCashOf(c *contractProjection, m int, do func(due Date, amount float64)) {
	c.columns.eachPayment(m, p.month(m), c.dated, do)
}

// balances are what is prepaid and what is payable at the end of a day: what was paid up to it against what was spent. A
// prepayment that counted towards the commitment when it was paid is off what remains already, and not among what is prepaid.
func (p *Projection) balances(c *contractProjection, at Date) (prepaid, payables float64) {
	row, share := c.life.endedAfter(at, p.Grid)
	cols := c.columns
	var paid, items, spend, applied float64
	for m := range p.N {
		p.eachCashOf(c, m, func(due Date, amount float64) {
			if due <= at {
				paid += amount
			}
		})
		part := elapsed(m, row, share)
		spend += part * cols[ColSpend][m]
		applied += part * cols[ColPrepayApplied][m]
		if p.month(m).Last() <= at {
			items -= cols[ColPrepayRefunded][m]
		}
	}
	for _, d := range c.dated {
		if d.date <= at {
			items += d.amount
		}
	}
	ahead := paid - items - (spend - applied)
	held := items - applied
	if held < 0 { // a prepayment of later in the month, which the month's days have used in part
		ahead, held = ahead+held, 0
	}
	if c.countsWhenPaid() {
		held = 0
	}
	prepaid, payables = held+max(0, ahead), max(0, -ahead)
	if prepaid < cent {
		prepaid = 0
	}
	if payables < cent {
		payables = 0
	}
	return prepaid, payables
}

// elapsed is the share of row m that is over when so much of a row is.
func elapsed(m, row int, share float64) float64 {
	switch {
	case m < row:
		return 1
	case m == row:
		return share
	}
	return 0
}

// leaving is what is recognised after a day when the buyer leaves then: of the months after that day's as projected, and of its
// own month what is left of the whole beside what was recognised by that day, a fee that falls due at once included.
func (p *Projection) leaving(after []datedCash, c, least *contractProjection, at Date) []datedCash {
	row, share := c.life.endedAfter(at, p.Grid)
	whole := sum(least.columns[ColSpend])
	for m, v := range c.columns[ColSpend] {
		whole -= elapsed(m, row, share) * v
	}
	end := at.Month().Last()
	var out []datedCash
	for _, d := range after {
		if d.date > end {
			out = append(out, d)
			whole -= d.amount
		}
	}
	return dated(out, max(at+1, end), whole)
}

// unpaidAs is what is paid after a day when the contract goes on from then as in the least projection, without what settles
// payables. What that moves to the day itself counts as due on the next.
func (p *Projection) unpaidAs(c, least *contractProjection, at Date, payables float64) []datedCash {
	var out []datedCash
	before := 0.0
	for m := range p.N {
		p.eachCashOf(least, m, func(due Date, amount float64) {
			if due > at && amount != 0 {
				out = append(out, datedCash{date: due, amount: amount})
			} else {
				before += amount
			}
		})
		p.eachCashOf(c, m, func(due Date, amount float64) {
			if due <= at {
				before -= amount
			}
		})
	}
	out = dated(out, at+1, before)
	slices.SortStableFunc(out, func(a, b datedCash) int { return cmp.Compare(a.date, b.date) })
	return less(out, payables, at)
}

// dated adds an amount on a day, if it is one.
func dated(flows []datedCash, day Date, amount float64) []datedCash {
	if math.Abs(amount) > cent {
		flows = append(flows, datedCash{date: day, amount: amount})
	}
	return flows
}
