package model

import "slices"

// ofContract says what a quantity of one contract is worked out from.
func (e *explainer) ofContract(n *Node, q quantity) *Node {
	c := &e.p.all[q.at]
	switch q.col {
	case ColSpend:
		return e.spend(n, q, c)
	case ColExpense:
		if c.Kind == Drawdown {
			n.Formula = "consumption + what bought nothing"
			return e.addends(n, q, drawdownCost)
		}
		return e.same(n, q, ColSpend)
	case ColPricedSpend, ColPoweredSpend, ColMarketSpend:
		return e.same(n, q, ColSpend)
	case ColIdle:
		return e.idle(n, q, c)
	case ColConsumption:
		return e.consumption(n, q, c)
	case ColGPUs, ColGPUHours, ColCPUs, ColCPUHours, ColPowerIT:
		return e.capacity(n, q, c)
	case ColGPUHoursUsed:
		return e.used(n, q, c)
	case ColPower, ColEnergy, ColCarbon, ColWater:
		return e.power(n, q, c)
	case ColMarketValue:
		return e.marketValue(n, q, c)
	case ColCash:
		return e.cash(n, q, c)
	case ColRemaining:
		return e.remaining(n, q, c)
	case ColPrepayPaid:
		return e.prepaid(n, q, c)
	case ColYearsLeft, ColAggregateLeft, ColPrepaid, ColCredit, ColPayables:
		return e.balance(n, q, c)
	case ColRequired, ColCountedToDate, ColRunRate, ColCharges, ColContingent:
		return e.clauses(n, q, c)
	}
	return e.outcome(n, q, "what the clauses make of use and payments")
}

// same is a quantity that is another column.
func (e *explainer) same(n *Node, q quantity, col Column) *Node {
	q.col = col
	return n.of(opSame, "", func() []*Node { return []*Node{e.quantity(q)} })
}

// outcome is a quantity of a contract that comes out of a process; where it is nothing it is so.
func (e *explainer) outcome(n *Node, q quantity, how string) *Node {
	if q.how == Sum && !slices.ContainsFunc(e.p.all[q.at].columns[q.col][q.o.from:q.o.to], func(v float64) bool { return v != 0 }) {
		n.Op, n.Formula = Op{Name: "nothing"}, ""
		return n
	}
	return e.process(n, how, q.at, func(p *Projector) float64 { return e.valueOf(p, q) })
}

// spend is what a contract spends, by its kind.
func (e *explainer) spend(n *Node, q quantity, c *contractProjection) *Node {
	switch c.Kind {
	case Drawdown:
		n.Formula = "consumption + charges + forfeits − credit used"
		return e.addends(n, q, drawdownSpend)
	case OnDemand:
		return e.same(n, q, ColConsumption)
	}
	en := &e.p.contracts[q.at]
	if !en.interrupted {
		return e.agreed(n, q, c, en)
	}
	if q.o.to-q.o.from > 1 {
		return e.split(n, q, en.rows)
	}
	m := q.o.from
	switch {
	case m < en.rows.from || m >= en.rows.to:
		n.Op, n.Formula = Op{Name: "nothing"}, "outside of the contract's life"
		return n
	case c.feeRow == m, c.exits() && c.feeRow >= 0 && m > c.feeRow, c.lost != 0 && m >= en.ends:
		return e.outcome(n, q, "up to the end of service, and the fee of the exit in its month")
	}
	return n.of(opProduct, "what is agreed, less what outages are credited with", func() []*Node {
		agreed := &Node{Label: "Agreed of " + c.ID + " " + e.during(q.o), Unit: Currency, Value: en.agreedIn(c, over{m, m + 1})}
		credit := func(o *Outage) (string, float64) { return "credit", o.Credit }
		return []*Node{e.agreed(agreed, q, c, en), e.kept(c, m, "left of the fee", credit, m < en.past.upTo)}
	})
}

// agreedIn is what is agreed to be spent over some rows. Of a contract that is cancelled as a whole the engine's own column may be what it
// would have been, so that only what is past counts.
func (en *contractEngine) agreedIn(c *contractProjection, o over) float64 {
	if len(c.Tranches) == 0 && en.layers[0].cancelled {
		return en.past.sum(o.from, o.to)
	}
	return sum(en.agreed[o.from:o.to])
}

// kept is the share that outages leave of a month: the product over them of 1 − share · covered.
func (e *explainer) kept(c *contractProjection, m int, label string, of func(*Outage) (key string, share float64), past bool) *Node {
	n := &Node{Label: "Share " + label + " " + e.during(over{m, m + 1}), Unit: Share, Value: 1}
	var all []*Node
	for i := range c.Outages {
		o := &c.Outages[i]
		begin := o.From.Position()
		at := float64(e.out.month(m))
		covered := min(begin+float64(o.For), at+1) - max(begin, at)
		if covered <= 0 || past {
			continue
		}
		key, share := of(o)
		left := &Node{Label: "Left by outage " + o.Name, Unit: Share, Value: 1 - share*covered}
		n.Value *= left.Value
		all = append(all, left.of(Op{"1 − product", func(of []float64) float64 { return 1 - product(of) }}, "1 − "+key+" · months covered",
			nodes(e.given(key, share, Share, "contracts."+c.ID+".outages."+o.Name+"."+key), fact("months covered", covered, Duration))))
	}
	return n.of(opProduct, "", nodes(all...))
}

// agreed is what is agreed to be spent over some rows: what is past as it was, then the schedule of each piece, and a backstop.
func (e *explainer) agreed(n *Node, q quantity, c *contractProjection, en *contractEngine) *Node {
	past := en.past.upTo > en.rows.from && q.o.from < en.past.upTo
	switch {
	case past && q.o.to-q.o.from > 1:
		return e.split(n, q, en.rows)
	case past:
		return e.actual(n, c, c.Actuals.Spend, "spend", q.o.from)
	case len(en.layers) == 1 && c.Backstop.Value == 0:
		return e.layer(n, q.o, c, &en.layers[0], en)
	}
	return n.of(opSum, "Σ tranches, and what a backstop comes to", func() []*Node {
		var all []*Node
		for k := range en.layers {
			l := &en.layers[k]
			part := &Node{Label: e.pieceName(c, k) + " " + e.during(q.o), Unit: Currency, Value: e.spent(q.o, l, en)}
			if part.Value != 0 {
				all = append(all, e.layer(part, q.o, c, l, en))
			}
		}
		if c.Backstop.Value != 0 && !en.layers[0].cancelled {
			all = append(all, e.backstop(q, c, en)...)
		}
		return all
	})
}

// pieceName is what a piece of a contract is called.
func (e *explainer) pieceName(c *contractProjection, k int) string {
	if len(c.Tranches) == 0 {
		return "Schedule of " + c.ID
	}
	return "Tranche " + c.Tranches[k].Name + " of " + c.ID
}

// spent is what a piece's schedule comes to over some rows, by itself: without a backstop, and without what is past.
func (e *explainer) spent(o over, l *layer, en *contractEngine) float64 {
	o = over{max(o.from, l.rows.from), min(o.to, l.rows.to)}
	if l.cancelled || o.to <= o.from {
		return 0
	}
	if e.schedules[l] == nil {
		alone := *l
		alone.spend = make([]float64, e.out.N)
		alone.schedule(e.p, &en.past)
		e.schedules[l] = alone.spend
	}
	return sum(e.schedules[l][o.from:o.to])
}

// actual is what really happened in a month: the amount of its period by the share of the month in it.
func (e *explainer) actual(n *Node, c *contractProjection, all []Actual, what string, m int) *Node {
	month := e.out.month(m)
	for _, a := range all {
		if month < a.From || month > a.To {
			continue
		}
		path := "contracts." + c.ID + ".actuals." + what + "." + a.label()
		amount := e.given("actual "+what, a.Amount, Currency, path)
		if a.From == a.To || a.Amount == 0 {
			return n.of(opSame, "what really happened", nodes(amount))
		}
		return n.of(opProduct, "what really happened, by the share of the month in its period", nodes(amount, e.actualShare(c, a, m)))
	}
	n.Op, n.Formula = Op{Name: "nothing"}, "nothing really happened"
	return n
}

// actualShare is the share of a month in the period of an actual amount, by the days inside the term.
func (e *explainer) actualShare(c *contractProjection, a Actual, m int) *Node {
	start := e.out.index(c.life.first)
	inside := func(m int) float64 { return max(0, c.life.share(m-start)) }
	from, to := max(e.out.index(a.From), start), min(e.out.index(a.To)+1, start+c.life.months())
	all := 0.0
	for k := from; k < to; k++ {
		all += inside(k)
	}
	return fact("share of the month in "+a.label(), inside(m)/all, Share)
}

// backstop is what the seller cannot resell.
func (e *explainer) backstop(q quantity, c *contractProjection, en *contractEngine) []*Node {
	var all []*Node
	for _, o := range e.pieces(over{max(q.o.from, en.rows.from), min(q.o.to, en.rows.to)}, true) {
		stated := e.given("backstop", c.Backstop.Value, Currency, "contracts."+c.ID+".backstop.value")
		laid := e.laid(o, c, &en.layers[0], stated, &past{upTo: en.layers[0].rows.from})
		unsold := &Node{Label: "Share not resold " + e.during(o), Unit: Share, Value: 1 - c.Backstop.resold(e.out.month(o.from))}
		unsold.of(Op{"1 − x", func(of []float64) float64 { return 1 - of[0] }}, "1 − resold", nodes(e.resold(c, e.out.month(o.from))))
		part := &Node{Label: "Backstop of " + c.ID + " " + e.during(o), Unit: Currency, Value: laid.Value * unsold.Value}
		if part.of(opProduct, "backstop schedule · (1 − resold)", nodes(laid, unsold)); part.Value != 0 {
			all = append(all, part)
		}
	}
	return all
}

// resold is the share of a backstop that is sold in a month, where it is written.
func (e *explainer) resold(c *contractProjection, m Month) *Node {
	at := "contracts." + c.ID + ".backstop.resold"
	n := none("resold", "nothing is resold yet", Share)
	for _, r := range c.Backstop.Resold {
		if r.From <= m {
			n = e.given("resold", r.Share, Share, at+"."+r.From.String(), at+"."+itoa(r.From.Year()), at)
		}
	}
	return n
}
