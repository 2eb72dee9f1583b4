package model_test

import (
	"math"

	"commitcast/model"
)

// twinPaid is one amount of cash on its day.
type twinPaid struct {
	on     model.Date
	amount float64
}

// twinBooks are a contract's cash and what it leaves on the balance sheet at each month end.
type twinBooks struct {
	paid              []twinPaid
	cash              flow
	early             flow // of it, what is invoiced for the first of the month
	prepaid, payables flow
	least             float64 // less is rounding
}

// dustOf is what rounding leaves of nothing where so much money passes.
func dustOf(money float64) float64 { return dust + 1e-12*money }

// twinItem is a prepayment being worked out.
type twinItem struct {
	model.Prepayment
	amount float64
	on     model.Date
	credit flow
}

// payday is when a prepayment is paid: on its day, or so long before the first of its pieces starts, delay and all,
// as far as that falls in its life.
func (k *twinContract) payday(item model.Prepayment) model.Date {
	if item.At != 0 {
		return item.At
	}
	first := model.Month(math.MaxInt32)
	for _, p := range k.pieces {
		switch {
		case item.Tranche != "" && p.tranche != item.Tranche, item.Tranche == "" && p.cancelled && k.alive():
		case p.c.OnDelay == model.Pay: // which is billed from its start
			first = min(first, p.onTime.first())
		default:
			first = min(first, p.onTime.first()+model.Month(math.Floor(float64(p.c.Delay))), p.term().last())
		}
	}
	m := first - model.Month(math.Floor(float64(item.BeforeStart)))
	return m.First()
}

func (k *twinContract) piece(tranche string) *twinPiece {
	for _, p := range k.pieces {
		if p.tranche == tranche {
			return p
		}
	}
	return nil
}

// prepayment is a prepayment's amount: what is stated, or a share of the commitment.
func (k *twinContract) prepayment(item model.Prepayment) float64 {
	switch {
	case model.Known(item.Amount):
		return item.Amount
	case k.c.Kind == model.Drawdown:
		return item.Share * k.draw.commitment()
	}
	return item.Share * sumFlow(k.would(item))
}

// would is the spend a prepayment is for, before outage credits and an exit: a cancelled piece's as it was signed.
func (k *twinContract) would(item model.Prepayment) flow {
	p := k.piece(item.Tranche)
	switch {
	case p == nil || item.Tranche == "" && !p.cancelled:
		return k.base
	case !p.cancelled:
		return k.after(p)
	}
	signed := *p.c
	signed.Delay = 0
	onTime := newTwinPiece(k.s, &signed, p.tranche)
	all := onTime.schedule()
	if k.c.Backstop.Value > 0 {
		for m, v := range onTime.byValue(k.c.Backstop.Value) {
			all[m] += v * (1 - k.resold(m))
		}
	}
	return all
}

func sumFlow(x flow) float64 {
	sum := 0.0
	for _, m := range x.months() {
		sum += x[m]
	}
	return sum
}

// twinDue is what falls due in a month: on the first of it, and at its end.
type twinDue struct{ first, end flow }

// due is what is invoiced.
func (k *twinContract) due() twinDue {
	d := twinDue{flow{}, flow{}}
	timing := k.c.Payment.Timing
	pools := k.draw != nil && k.draw.pools() && timing != model.Arrears
	for m, v := range k.spend {
		if pools {
			v -= k.draw.drawn[m]
		}
		if timing == model.Advance {
			d.first[m] += v - k.exitFee[m]
			d.end[m] += k.exitFee[m]
		} else {
			d.end[m] += v
		}
	}
	if pools {
		for _, y := range k.draw.periods {
			d.first[y.From] += y.Minimum
		}
	}
	return d
}

func newTwinBooks(k *twinContract) twinBooks {
	b := twinBooks{least: dustOf(sumFlow(k.spend)), cash: flow{}, early: flow{}, prepaid: flow{}, payables: flow{}}
	due := k.due()
	var items []*twinItem
	for _, p := range k.c.Payment.Prepay {
		if k.exit != 0 && k.payday(p) > k.exit {
			continue // what is to be paid after an exit is not paid
		}
		item := &twinItem{Prepayment: p, amount: k.prepayment(p), on: k.payday(p), credit: flow{}}
		items = append(items, item)
		b.pay(item.on, item.amount)
	}
	onBalance := flow{} // prepayments paid, less what was applied and refunded
	for _, item := range items {
		onBalance[item.on.Month()] += item.amount
	}
	if k.draw != nil && k.draw.onAccount() {
		k.settle(&due, k.draw.applied, onBalance)
	} else {
		for _, item := range items {
			k.apply(&b, item, &due, items, onBalance)
		}
	}
	k.invoice(&b, due)
	k.takeActualCash(&b)
	b.balance(k, onBalance)
	return b
}

func (b *twinBooks) pay(on model.Date, amount float64) {
	if math.Abs(amount) > b.least {
		b.paid = append(b.paid, twinPaid{on, amount})
		b.cash[on.Month()] += amount
	}
}

// settle takes credits off what is due, what falls due first first.
func (k *twinContract) settle(due *twinDue, credit, onBalance flow) {
	for m, v := range credit {
		onBalance[m] -= v
		part := min(v, due.first[m])
		due.first[m] -= part
		due.end[m] -= v - part
	}
}

// apply credits one prepayment against what is due, and refunds what cannot be applied.
func (k *twinContract) apply(b *twinBooks, item *twinItem, due *twinDue, items []*twinItem, onBalance flow) {
	payment := item.on.Month()
	if p := k.piece(item.Tranche); p != nil && p.cancelled {
		refund := max(payment, p.c.Start.AddMonths(int(p.c.CancelGrace)).Month())
		b.pay(refund.Last(), -item.amount)
		onBalance[refund] -= item.amount
		return
	}
	payable := k.payable(item, due, items)
	last := k.lastSpend()
	plan := k.plan(item, payable)
	left, backlog := item.amount, 0.0
	for m := min(payment, k.term.first()); m <= max(last, payment); m++ {
		backlog += plan[m]
		if m == k.exit.Month() && k.exit != 0 { // what is not earned goes against the fee
			backlog = left
		}
		if m < payment {
			continue
		}
		part := max(0, min(backlog, left, payable[m]))
		item.credit[m] += part
		backlog, left = backlog-part, left-part
	}
	k.settle(due, item.credit, onBalance)
	if left > 0 {
		refund := max(last, payment)
		b.pay(refund.Last(), -left)
		onBalance[refund] -= left
	}
}

// lastSpend is the last month with spend; the first of the life when there is none.
func (k *twinContract) lastSpend() model.Month {
	last := k.term.first()
	for m, v := range k.spend {
		if v > 1e-9 {
			last = max(last, m)
		}
	}
	return last
}

// payable is what is left to pay in each month, of what the prepayment is for.
func (k *twinContract) payable(item *twinItem, due *twinDue, items []*twinItem) flow {
	out := flow{}
	for m := range k.spend {
		out[m] = due.first[m] + due.end[m]
	}
	for m := range due.first {
		out[m] = due.first[m] + due.end[m]
	}
	if item.Tranche == "" {
		return out
	}
	p := k.piece(item.Tranche)
	own := k.after(p)
	for m := range out {
		mine := own[m] * k.stays(p, m) * k.outage(m, creditOf)
		for _, other := range items {
			if other.Tranche == item.Tranche {
				mine -= other.credit[m]
			}
		}
		out[m] = min(out[m], max(0, mine))
	}
	return out
}

// plan is how much of a prepayment is to be credited in each month.
func (k *twinContract) plan(item *twinItem, payable flow) flow {
	t, base := &k.term, k.would(item.Prepayment)
	if item.Tranche != "" {
		t = k.piece(item.Tranche).term()
	}
	if k.c.Kind != model.TakeOrPay {
		d := k.due()
		base = flow{}
		for _, x := range []flow{d.first, d.end} {
			for m, v := range x {
				base[m] += v
			}
		}
	}
	var window []model.Month
	for _, m := range t.months {
		inside := t.u[m] >= float64(item.From) && (!model.Known(float64(item.To)) || t.u[m] < float64(item.To))
		if inside && m >= item.on.Month() {
			window = append(window, m)
		}
	}
	if len(window) == 0 {
		return flow{max(item.on.Month(), t.first()): item.amount}
	}
	weight := flow{}
	switch item.Apply {
	case model.ApplyFirst:
		return flow{window[0]: item.amount}
	case model.ApplyLast:
		out, left := flow{}, item.amount
		for i := len(window) - 1; i >= 0; i-- {
			m := window[i]
			out[m] = min(left, payable[m])
			left -= out[m]
		}
		out[window[len(window)-1]] += left // what the window has no room for comes after it
		return out
	case model.StraightLine:
		for _, m := range window {
			weight[m] = t.f[m]
		}
	default:
		for _, m := range window {
			weight[m] = base[m]
		}
	}
	whole := sumFlow(weight)
	if whole == 0 { // nothing falls due in it
		return flow{window[0]: item.amount}
	}
	out := flow{}
	for _, m := range window {
		out[m] = item.amount * weight[m] / whole
	}
	return out
}

// invoice pays what is due, late by the lag.
func (k *twinContract) invoice(b *twinBooks, due twinDue) {
	whole := math.Floor(float64(k.c.Payment.Lag))
	part := float64(k.c.Payment.Lag) - whole
	for _, m := range due.first.months() {
		at, v := m+model.Month(whole), due.first[m]
		b.pay(at.First(), v*(1-part))
		b.pay((at + 1).First(), v*part)
		b.early[at] += v * (1 - part)
		b.early[at+1] += v * part
	}
	for _, m := range due.end.months() {
		at, v := m+model.Month(whole), due.end[m]
		b.pay(at.Last(), v*(1-part))
		b.pay((at + 1).Last(), v*part)
	}
}

// takeActualCash puts what was really paid in place of the months up to `through`; the difference is settled after them.
func (k *twinContract) takeActualCash(b *twinBooks) {
	a := &k.c.Actuals
	if a.Cash == nil {
		return
	}
	modelled, last := b.paid, a.Through+1
	b.paid, b.cash = nil, flow{}
	open := 0.0 // modelled to date − actual to date
	for _, p := range modelled {
		if p.on.Month() <= a.Through {
			open += p.amount
		} else {
			b.pay(p.on, p.amount)
		}
	}
	for m, v := range b.cash {
		if v > dust {
			last = max(last, m)
		}
	}
	for _, e := range a.Cash {
		lie := k.actually([]model.Actual{e})
		for m := e.From; m <= e.To && e.To < k.term.first(); m++ { // paid ahead of the life
			lie[m] = e.Amount / float64(e.To-e.From+1)
		}
		for _, m := range lie.months() {
			b.pay(m.Last(), lie[m])
			open -= lie[m]
		}
	}
	if open >= 0 {
		b.pay((a.Through + 1).Last(), open)
		return
	}
	for m := a.Through + 1; m <= last; m++ {
		part := min(-open, max(0, b.cash[m]))
		early := min(part, b.early[m])
		b.pay(m.First(), -early)
		b.pay(m.Last(), early-part)
		open += part
	}
	b.pay(last.Last(), open)
}

// balance fills prepaid balance and payables: prepayments not yet applied, and beside them whatever else cash and spend
// differ by, one way or the other.
func (b *twinBooks) balance(k *twinContract, onBalance flow) {
	lo, hi := extent(k.term.first(), k.term.last(), b.cash, onBalance, k.spend)
	var cash, spend, items float64
	for m := lo; m <= hi; m++ {
		cash, spend, items = cash+b.cash[m], spend+k.spend[m], items+onBalance[m]
		rest := cash - spend - items
		b.prepaid[m] = items + max(0, rest)
		b.payables[m] = max(0, -rest)
	}
}

// extent widens from..to to hold all that is in the flows.
func extent(from, to model.Month, flows ...flow) (model.Month, model.Month) {
	for _, x := range flows {
		for m, v := range x {
			if v != 0 {
				from, to = min(from, m), max(to, m)
			}
		}
	}
	return from, to
}
