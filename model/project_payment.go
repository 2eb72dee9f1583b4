package model

import "math"

// payer turns a contract's spend into cash. Its columns are by row of the grid.
type payer struct {
	first []float64 // falls due on the first of the month, less what prepayments pay
	end   []float64 // falls due at month end, likewise
	due   []float64 // both, before prepayments are credited
	base  []float64 // what a prepayment is credited in proportion to
	paid  rows      // where there may be cash, or a balance between it and spend
}

func newPayer(r *room) payer {
	columns := r.table(payerColumns)
	return payer{first: columns[0], end: columns[1], due: columns[2], base: columns[3]}
}

// pay fills cash and the balances between it and spend.
func (y *payer) pay(e *contractEngine, p *Projector, out *contractProjection) {
	out.dated = out.dated[:0]
	pools := out.Kind == Drawdown && out.Drawdown.Forfeit != NoForfeit && out.Payment.Timing != Arrears
	out.paidAsSpent = out.Payment.plain() && !pools && out.Actuals.Cash == nil
	if out.paidAsSpent {
		t := out.touched
		copy(out.columns[ColCash][t.from:t.to], out.columns[ColSpend][t.from:t.to])
		return
	}
	lag := int(math.Ceil(float64(out.Payment.Lag)))
	y.paid = rows{out.touched.from, out.touched.to + lag}
	if y.paid.to > p.out.N {
		panic("model: payments of contract " + out.ID + " run beyond the grid of its projector")
	}
	y.fallDue(e, out, pools)
	for i := range out.Payment.Prepay {
		y.prepay(e, p, out, &out.Payment.Prepay[i])
	}
	y.settle(out)
	if out.Actuals.Cash != nil {
		y.recall(p, out)
	}
	y.balance(out)
	out.touched = y.paid
}

// plain reports whether spend is paid at month end, without a lag or anything ahead.
func (p *Payment) plain() bool { return p.Timing != Advance && p.Lag == 0 && len(p.Prepay) == 0 }

// fallDue splits spend into what falls due on the first of the month and at its end. A pool falls due when it opens, use
// beyond it like all else. What prepayments have paid already does not fall due.
func (y *payer) fallDue(e *contractEngine, out *contractProjection, pools bool) {
	clear(y.first)
	clear(y.end)
	dst, spend := y.end, out.columns[ColSpend]
	if out.Payment.Timing == Advance {
		dst = y.first
	}
	if pools {
		spend = e.book.late
		for i := range e.book.years {
			year := &e.book.years[i]
			y.first[year.rows.from] += year.minimum
		}
	}
	applied := out.columns[ColPrepayApplied]
	for m := out.touched.from; m < out.touched.to; m++ {
		dst[m] += spend[m] - applied[m]
	}
	if out.Payment.Timing == Advance && out.fee > 0 { // due when service ends, not before
		y.first[out.feeRow] -= out.fee
		y.end[out.feeRow] += out.fee
	}
	for m := range y.due {
		y.due[m] = y.first[m] + y.end[m]
	}
	for i := range e.layers {
		clear(e.layers[i].credited)
	}
}

// prepay pays one prepayment and credits it against what falls due. A cancelled tranche's is refunded when the grace ends;
// a drawdown's that counts when it is paid was applied by the book.
func (y *payer) prepay(e *contractEngine, p *Projector, out *contractProjection, item *Prepayment) {
	var l *layer // what it is credited against; nil for a contract in tranches as a whole
	if k := out.place(item.Tranche); k >= 0 || len(out.Tranches) == 0 {
		l = &e.layers[max(0, k)]
	}
	date := out.prepayDate(item)
	row := p.out.index(date.Month())
	if out.over(row, date, p.out.Grid) {
		return
	}
	if l != nil && l.cancelled {
		amount := item.of(l.wouldBe(p, &e.past))
		y.payAhead(out, date, row, amount)
		y.refund(out, max(row, p.out.index(l.own.graceEnds())), amount)
		return
	}
	total := y.layBase(e, out, l)
	if out.Kind == Drawdown {
		total = out.committed
	}
	amount := item.of(total)
	y.payAhead(out, date, row, amount)
	if !out.countsWhenPaid() {
		y.apply(e, out, l, item, row, amount)
	}
}

// over reports whether a payment would fall after an exercised exit, or the loss of the provider.
func (c *contractProjection) over(row int, date Date, g Grid) bool {
	return c.feeRow >= 0 && date > c.serviceEnds() || c.lost != 0 && row >= g.index(c.lost)
}

// place is where the tranche of that name stands; −1 for none.
func (c *Contract) place(tranche string) int {
	for i := range c.Tranches {
		if tranche != "" && c.Tranches[i].Name == tranche {
			return i
		}
	}
	return -1
}

// prepayDate is the day a prepayment is paid.
func (c *Contract) prepayDate(i *Prepayment) Date {
	if i.At != 0 {
		return i.At
	}
	return (c.beginning(i.Tranche) - Month(i.BeforeStart)).First() // no later than the last month
}

// beginning is the month the tranche of that name is billed from, or with "" the contract, delays included.
func (c *Contract) beginning(tranche string) Month {
	if len(c.Tranches) == 0 {
		if c.OnDelay == Pay {
			return c.Start.Month()
		}
		return min(c.Start.Month()+Month(c.Delay), c.billed().last())
	}
	var first Month
	var piece Contract
	for i := range c.Tranches {
		if tranche != "" && c.Tranches[i].Name != tranche {
			continue
		}
		c.laid(i, &piece)
		if piece.cancelled() && tranche == "" && !c.allCancelled() {
			continue
		}
		if m := piece.beginning(""); first == 0 || m < first {
			first = m
		}
	}
	return first
}

// of is the amount of a prepayment on a total.
func (i *Prepayment) of(total float64) float64 {
	if Known(i.Amount) {
		return i.Amount
	}
	return i.Share * total
}

// wouldBe is what a cancelled layer would have come to, on time.
func (l *layer) wouldBe(p *Projector, a *past) float64 {
	l.own = *l.terms
	l.own.Delay = 0
	l.prepare(&l.own, p.s, p.out.Grid)
	l.integrate(false)
	l.schedule(p, a)
	l.cancelled = true
	return sum(l.spend[l.rows.from:l.rows.to])
}

func (y *payer) payAhead(out *contractProjection, date Date, row int, amount float64) {
	out.dated = append(out.dated, datedCash{date: date, amount: amount})
	out.columns[ColPrepayPaid][row] += amount
	out.columns[ColCash][row] += amount
	y.paid = rows{min(y.paid.from, row), max(y.paid.to, row+1)}
}

func (y *payer) refund(out *contractProjection, row int, amount float64) {
	out.columns[ColPrepayRefunded][row] += amount
	out.columns[ColCash][row] -= amount
	y.paid.to = max(y.paid.to, row+1)
}

// layBase fills what a prepayment is credited in proportion to, and returns its sum: the spend agreed, before outage credits
// and an exit; of pools what falls due; otherwise spend.
func (y *payer) layBase(e *contractEngine, out *contractProjection, l *layer) float64 {
	clear(y.base)
	switch {
	case out.Kind == TakeOrPay && l != nil && len(out.Tranches) > 0:
		copy(y.base[l.rows.from:l.rows.to], l.spend[l.rows.from:l.rows.to])
	case out.Kind == TakeOrPay:
		copy(y.base[out.touched.from:out.touched.to], e.agreed[out.touched.from:out.touched.to])
	default:
		copy(y.base, y.due)
	}
	return sum(y.base)
}

// apply credits a prepayment against what falls due in its window, each month as far as there is something to pay. What
// cannot be applied moves on, and what is left at the end is refunded.
func (y *payer) apply(e *contractEngine, out *contractProjection, l *layer, item *Prepayment, row int, amount float64) {
	w := out.window(l, item, row)
	left := amount
	if item.Apply == ApplyLast {
		for m := w.to - 1; m >= w.from; m-- {
			left -= y.credit(e, out, l, m, left)
		}
	}
	whole := 0.0
	for m := w.from; m < w.to; m++ {
		whole += y.part(out, l, item, m)
	}
	ready := 0.0 // what may be applied by now
	begin := max(w.from, out.touched.from)
	if out.feeRow >= row {
		begin = min(begin, out.feeRow)
	}
	for m := begin; m < out.touched.to; m++ {
		switch {
		case m == out.feeRow: // what is not yet earned goes against the fee
			ready = left
		case m >= w.to-1 && item.Apply != ApplyLast, m >= w.to, item.Apply == ApplyFirst:
			ready = left
		case item.Apply == ApplyLast:
			continue
		case whole > 0:
			ready += amount * (y.part(out, l, item, m) / whole)
		}
		c := y.credit(e, out, l, m, min(ready, left))
		ready -= c
		left -= c
	}
	if left > rounding*amount {
		y.refund(out, max(row, out.lastSpend()), left)
	}
}

// lastSpend is the last row with spend; the first of the contract's where there is none.
func (c *contractProjection) lastSpend() int {
	for m := c.touched.to - 1; m > c.touched.from; m-- {
		if c.columns[ColSpend][m] > 0 {
			return m
		}
	}
	return c.touched.from
}

// part is the weight of row m in a prepayment's window.
func (y *payer) part(out *contractProjection, l *layer, item *Prepayment, m int) float64 {
	switch {
	case item.Apply != StraightLine:
		return y.base[m]
	case l != nil && m < l.rows.to:
		return l.share[m]
	}
	return out.life.share(m - out.touched.from)
}

// window is the rows a prepayment is credited in: those whose contract time begins in it, from its payment on.
func (c *contractProjection) window(l *layer, item *Prepayment, paid int) rows {
	life, from, to := c.life, c.touched.from, c.touched.to
	if l != nil {
		life, from, to = l.life, l.rows.from, l.rows.to
	}
	w := rows{to, to}
	for m := from; m < to; m++ {
		u := life.from(m - from)
		ends := Known(float64(item.To)) && u >= float64(item.To)
		if m < paid || u < float64(item.From) || ends {
			continue
		}
		w.from, w.to = min(w.from, m), m+1
	}
	if w.from == to { // none: at the first occasion
		w.from, w.to = max(from, min(paid, to)), max(from, min(paid, to))
	}
	return w
}

// credit applies up to an amount against what falls due in row m, and returns how much.
func (y *payer) credit(e *contractEngine, out *contractProjection, l *layer, m int, amount float64) float64 {
	limit := max(0, y.first[m]+y.end[m])
	if l != nil && len(out.Tranches) > 0 {
		limit = min(limit, e.due(l, m)-l.credited[m])
	}
	c := max(0, min(amount, limit))
	if l != nil {
		l.credited[m] += c
	}
	out.columns[ColPrepayApplied][m] += c
	first := min(c, y.first[m])
	y.first[m] -= first
	y.end[m] -= c - first
	return c
}

// due is a tranche's spend in row m after outage credits and an exit.
func (e *contractEngine) due(l *layer, m int) float64 {
	switch {
	case m < l.rows.from || m >= l.rows.to:
		return 0
	case e.interrupted:
		return l.spend[m] * e.credited[m] * e.served[m]
	}
	return l.spend[m]
}

// settle dates what falls due: so many months later, a fraction of a month split between two.
func (y *payer) settle(out *contractProjection) {
	lag := float64(out.Payment.Lag)
	whole := int(lag)
	late := lag - float64(whole)
	cash, first := out.columns[ColCash], out.columns[ColCashFirst]
	pay := func(m int, share float64) {
		for k := out.touched.from; share > 0 && k < out.touched.to; k++ {
			cash[k+m] += share * (y.first[k] + y.end[k])
			first[k+m] += share * y.first[k]
		}
	}
	pay(whole, 1-late)
	pay(whole+1, late)
}

// recall puts actual cash in place of the months that are past. What was paid less than the model would have is paid in the
// month after; what was paid more is taken off the payments that follow.
func (y *payer) recall(p *Projector, out *contractProjection) {
	upTo := min(p.out.index(out.Actuals.Through)+1, p.out.N)
	cash, first := out.columns[ColCash], out.columns[ColCashFirst]
	modelled := sum(cash[:upTo])
	clear(cash[:upTo])
	clear(first[:upTo])
	for i := range out.dated {
		if out.dated[i].date.Month() <= out.Actuals.Through {
			out.dated[i].replaced = true
		}
	}
	out.layActuals(cash, out.Actuals.Cash, rows{0, upTo}, p.out.Grid)
	y.paid.from = min(y.paid.from, p.out.index(out.Actuals.Cash[0].From))
	y.paid.to = max(y.paid.to, min(upTo+1, p.out.N))
	open := modelled - sum(cash[:upTo])
	if open >= 0 {
		cash[upTo] += open
		return
	}
	last := upTo
	nothing := rounding * 1e-3 * largest(cash) // is what rounding leaves of it
	for m := upTo; m < y.paid.to; m++ {
		if cash[m] <= nothing {
			continue
		}
		last = m
		cut := min(-open, cash[m])
		cash[m] -= cut
		first[m] = min(first[m], cash[m])
		open += cut
	}
	cash[last] += open
}

// balance fills what is paid ahead of spend, and what is spent and not yet paid.
func (y *payer) balance(out *contractProjection) {
	cols := out.columns
	var cash, spend, items, applied float64 // to date
	for m := y.paid.from; m < y.paid.to; m++ {
		cash += cols[ColCash][m]
		spend += cols[ColSpend][m]
		applied += cols[ColPrepayApplied][m]
		items += cols[ColPrepayPaid][m] - cols[ColPrepayRefunded][m]
		ahead := cash - items - (spend - applied)
		if math.Abs(ahead) <= rounding*1e-2*max(math.Abs(cash), spend) {
			ahead = 0
		}
		held := items - applied
		if math.Abs(held) <= rounding*1e-2*items {
			held = 0
		}
		cols[ColPaidAhead][m] = max(0, ahead)
		cols[ColPrepaid][m] = held + max(0, ahead)
		cols[ColPayables][m] = max(0, -ahead)
	}
}
