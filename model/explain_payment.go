package model

// cash is what is paid for compute: prepayments, and what falls due, so many months later.
func (e *explainer) cash(n *Node, q quantity, c *contractProjection) *Node {
	pools := c.Kind == Drawdown && c.Drawdown.Forfeit != NoForfeit && c.Payment.Timing != Arrears
	switch {
	case c.paidAsSpent:
		return e.same(n, q, ColSpend)
	case c.Actuals.Cash != nil:
		return e.outcome(n, q, "what was really paid, then what is still open, and what falls due after")
	case pools:
		return e.outcome(n, q, "pools when they open, and use beyond them when it is spent, less what prepayments paid")
	}
	return n.of(opSum, "paid for spend + prepayments − refunds", func() []*Node {
		all := []*Node{e.paidForSpend(q, c)}
		for _, a := range []addend{{ColPrepayPaid, 1}, {ColPrepayRefunded, -1}} {
			part := q
			part.col = a.column
			if v := e.valueOf(e.p, part); v != 0 {
				child := e.quantity(part)
				child.Subtracted = a.sign < 0
				all = append(all, child)
			}
		}
		return all
	})
}

// paidForSpend is what falls due, paid after the lag: a fraction of a month is split between two.
func (e *explainer) paidForSpend(q quantity, c *contractProjection) *Node {
	t := c.columns
	n := &Node{Label: "Paid for spend of " + c.ID + " " + e.during(q.o), Unit: Currency, Value: sum(t[ColCash][q.o.from:q.o.to]) -
		sum(t[ColPrepayPaid][q.o.from:q.o.to]) + sum(t[ColPrepayRefunded][q.o.from:q.o.to])}
	if c.Payment.Lag == 0 {
		return e.due(q, 0, c).valued(n.Value).labelled(n.Label)
	}
	whole := int(c.Payment.Lag)
	op := Op{"lag", func(of []float64) float64 {
		late := of[2] - float64(int(of[2]))
		return (1-late)*of[0] + late*of[1]
	}}
	return n.of(op, "what fell due so many months before, a fraction of a month split between two", func() []*Node {
		return []*Node{e.due(q, whole, c), e.due(q, whole+1, c),
			e.given("lag", float64(c.Payment.Lag), Duration, "contracts."+c.ID+".payment.lag")}
	})
}

// due is what falls due some months before: spend less what prepayments have paid of it.
func (e *explainer) due(q quantity, before int, c *contractProjection) *Node {
	o := over{max(0, q.o.from-before), max(0, q.o.to-before)}
	t := c.columns
	n := &Node{Label: "Due of " + c.ID + " " + e.during(o), Unit: Currency}
	if o.to <= o.from {
		n.Op = Op{Name: "nothing"}
		return n
	}
	n.Value = sum(t[ColSpend][o.from:o.to]) - sum(t[ColPrepayApplied][o.from:o.to])
	return n.of(opSum, "spend − what prepayments paid of it", func() []*Node {
		all := []*Node{e.quantity(quantity{ColSpend, q.at, Sum, o})}
		if sum(t[ColPrepayApplied][o.from:o.to]) != 0 {
			all = append(all, e.quantity(quantity{ColPrepayApplied, q.at, Sum, o}).minus())
		}
		return all
	})
}

// prepaid is what is paid ahead in some rows: the prepayments dated in them.
func (e *explainer) prepaid(n *Node, q quantity, c *contractProjection) *Node {
	en := &e.p.contracts[q.at]
	for i := range c.Payment.Prepay {
		item := &c.Payment.Prepay[i]
		k := c.place(item.Tranche)
		if c.Kind == OnDemand && !Known(item.Amount) || k >= 0 && en.layers[k].cancelled || len(c.Tranches) == 0 && en.layers[0].cancelled {
			return e.outcome(n, q, "the prepayments dated then")
		}
	}
	return n.of(opSum, "the prepayments dated then", func() []*Node {
		var all []*Node
		for i := range c.Payment.Prepay {
			item := &c.Payment.Prepay[i]
			date := c.prepayDate(item)
			if m := e.out.index(date.Month()); m >= q.o.from && m < q.o.to && !c.over(m, date, e.out.Grid) {
				all = append(all, e.prepayment(item, q.at, c, en))
			}
		}
		return all
	})
}

// prepayment is one prepayment: an amount, or a share of the commitment or of the tranche's.
func (e *explainer) prepayment(item *Prepayment, at int, c *contractProjection, en *contractEngine) *Node {
	path := "contracts." + c.ID + ".payment.prepay." + item.Name + "."
	if Known(item.Amount) {
		return e.given(item.Name, item.Amount, Currency, path+"amount")
	}
	var of *Node
	k := c.place(item.Tranche)
	switch {
	case c.Kind == Drawdown:
		of = e.commitment(at)
	case k >= 0:
		l, whole := &en.layers[k], over{0, e.out.N}
		of = e.layer(&Node{Label: e.pieceName(c, k), Unit: Currency, Value: e.spent(whole, l, en)}, whole, c, l, en)
	default:
		of = &Node{Label: "Agreed of " + c.ID, Unit: Currency, Value: en.agreedIn(c, over(en.rows))}
		of = e.agreed(of, quantity{ColSpend, at, Sum, over{en.rows.from, en.rows.to}}, c, en)
	}
	n := &Node{Label: "Prepayment " + item.Name, Unit: Currency, Value: item.Share * of.Value}
	return n.of(opProduct, "share · what it is a share of", nodes(e.given("share", item.Share, Share, path+"share"), of))
}

// remaining is what is still committed at the end of a month.
func (e *explainer) remaining(n *Node, q quantity, c *contractProjection) *Node {
	m := q.o.from
	en := &e.p.contracts[q.at]
	switch {
	case c.Kind == OnDemand || n.Value == 0 && (!c.Status.Firm() || m >= en.rows.to):
		return e.outcome(n, q, "")
	case c.Kind == TakeOrPay:
		return n.of(opSum, "commitment − spend to date", func() []*Node {
			return []*Node{e.commitment(q.at), e.quantity(quantity{ColSpend, q.at, Sum, over{0, m + 1}}).minus()}
		})
	}
	b := &en.book
	month := func(col Column) *Node { return e.quantity(quantity{col, q.at, Sum, q.o}) }
	switch {
	case m >= b.rows.to-1:
		return e.outcome(n, q, "")
	case b.cumulative && m < b.life.to-1:
		return n.of(opSame, "of cumulative milestones, what is left of all", func() []*Node { return []*Node{month(ColAggregateLeft)} })
	}
	return n.of(opMax, "the greater of what is still required by year and in aggregate", func() []*Node {
		return []*Node{month(ColYearsLeft), month(ColAggregateLeft)}
	})
}

// balance is a book's closing: what its movements up to the end of a month come to.
func (e *explainer) balance(n *Node, q quantity, c *contractProjection) *Node {
	m := q.o.from
	if n.Value == 0 || m < c.touched.from || q.o.to-q.o.from > 1 {
		return e.outcome(n, q, "")
	}
	lines := func(p *Projector) []BookLine { return bookOf(p, q).Lines }
	return n.of(opSum, "Σ movements to date", func() []*Node {
		var all []*Node
		for i, l := range lines(e.p) {
			if l.Total == 0 {
				continue
			}
			child := &Node{Label: l.Label + ", to date", Unit: Currency, Value: l.Total, Subtracted: l.Reduces}
			all = append(all, e.process(child, "a movement of the contract's books", q.at, func(p *Projector) float64 {
				return lines(p)[i].Total
			}))
		}
		return all
	})
}

// bookOf is the book whose closing a column is, in one period up to the end of a month.
func bookOf(p *Projector, q quantity) Book {
	k := &bookkeeper{&p.out, &p.all[q.at], []Period{{From: p.out.From, To: p.out.month(q.o.from)}}}
	switch q.col {
	case ColYearsLeft:
		return k.drawdown()
	case ColAggregateLeft:
		return k.aggregate("", "")
	case ColCredit:
		return k.credit()
	case ColPayables:
		return k.payables()
	}
	return k.prepaid()
}
