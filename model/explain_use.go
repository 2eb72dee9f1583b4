package model

// consumption is what is used, at what it costs: of a drawdown with overage and what is bought through the marketplace.
func (e *explainer) consumption(n *Node, q quantity, c *contractProjection) *Node {
	en := &e.p.contracts[q.at]
	if c.Kind != Drawdown {
		if q.o.to-q.o.from > 1 && !en.dispatched {
			return e.split(n, q, c.touched)
		}
		return e.useOf(n, q, c, en)
	}
	return n.of(opSum, "use at contract rates + overage + marketplace", func() []*Node {
		all := []*Node{e.use(q, c, en)}
		for _, col := range []Column{ColPremium, ColMarketplace} {
			part := q
			if part.col = col; e.valueOf(e.p, part) != 0 {
				all = append(all, e.quantity(part))
			}
		}
		return all
	})
}

// use is what is used at contract rates, over some rows.
func (e *explainer) use(q quantity, c *contractProjection, en *contractEngine) *Node {
	t := c.columns
	n := &Node{Label: "Use of " + c.ID + " at contract rates " + e.during(q.o), Unit: Currency,
		Value: sum(t[ColConsumption][q.o.from:q.o.to]) - sum(t[ColPremium][q.o.from:q.o.to]) - sum(t[ColMarketplace][q.o.from:q.o.to])}
	if q.o.to-q.o.from == 1 || en.dispatched {
		return e.useOf(n, q, c, en)
	}
	o := over{max(q.o.from, c.touched.from), min(q.o.to, c.touched.to)}
	return n.of(opSum, e.piecewise(o, false), func() []*Node {
		var all []*Node
		for _, piece := range e.pieces(o, false) {
			part := q
			part.o = piece
			if child := e.use(part, c, en); child.Value != 0 {
				all = append(all, child)
			}
		}
		return all
	})
}

// useOf says where the use of a month comes from: what really happened, dispatch, the consumption curve, or the used share of the hours.
func (e *explainer) useOf(n *Node, q quantity, c *contractProjection, en *contractEngine) *Node {
	m := q.o.from
	read := func(p *Projector) float64 {
		t := p.all[q.at].columns
		return sum(t[ColConsumption][q.o.from:q.o.to]) - sum(t[ColPremium][q.o.from:q.o.to]) - sum(t[ColMarketplace][q.o.from:q.o.to])
	}
	switch {
	case n.Value == 0:
		n.Op, n.Formula = Op{Name: "nothing"}, ""
		return n
	case en.dispatched:
		return e.process(n, "the demand, served from the contracts in order of marginal price", wholeScenario, read)
	case m < en.recalled:
		return e.actual(n, c, c.Actuals.Consumption, "consumption", m)
	case m >= en.rows.to || en.interrupted:
		return e.process(n, "use in the tail, or what outages and the end of service leave of it", q.at, read)
	case c.Consumption != nil:
		return e.useOfCurve(n, q, c, en)
	}
	return n.of(opProduct, "cost of all hours · utilisation", func() []*Node {
		return []*Node{e.work(q, c, en), e.given("utilisation", c.Utilisation, Share, e.contractPaths(c, "utilisation")...)}
	})
}

// useOfCurve is a month of the consumption curve, as far as the term and a delay leave it.
func (e *explainer) useOfCurve(n *Node, q quantity, c *contractProjection, en *contractEngine) *Node {
	m := q.o.from
	flow := e.curve("Consumption of "+c.ID, Currency, "contracts."+c.ID+".consumption", c.Consumption, en.usage.base, q.o)
	share := e.served(m, c)
	if share.Value == 1 {
		return n.of(opSame, "the consumption curve", nodes(flow))
	}
	return n.of(opProduct, "consumption · share of the month in the term, after the delay", nodes(flow, share))
}

// served is the share of a month inside the term and after the delay.
func (e *explainer) served(m int, c *contractProjection) *Node {
	i := m - e.out.index(c.life.first)
	terms, onTime := *c.Contract, c.Kind == OnDemand && c.OnDelay == Pay
	left := func(t timeline, delay Months) float64 {
		if onTime {
			delay = 0
		}
		return max(0, t.to(i)-max(t.from(i), float64(delay)))
	}
	n := &Node{Label: "Share of " + e.out.month(m).String() + " in the term", Unit: Share, Value: left(c.life, c.Delay)}
	if len(c.Tranches) > 0 {
		n.Op = Op{Name: "calendar"}
		return n
	}
	return n.of(Op{"calendar of the term", func(of []float64) float64 {
		other := terms
		other.Start, other.Term, other.Delay = Date(of[0]), Months(of[1]), Months(of[2])
		return left(other.lengthened(timelineOf(other.Start, other.Term)), other.Delay)
	}}, "", func() []*Node {
		return []*Node{e.given("start", float64(c.Start), "date", e.contractPaths(c, "start")...),
			e.given("term", float64(c.Term), Duration, e.contractPaths(c, "term")...),
			e.given("delay", float64(c.Delay), Duration, e.contractPaths(c, "delay")...)}
	})
}

// work is what all available hours of a month cost at contract rates.
func (e *explainer) work(q quantity, c *contractProjection, en *contractEngine) *Node {
	m := q.o.from
	n := &Node{Label: "Cost of all hours of " + c.ID + " " + e.during(q.o), Unit: Currency, Value: en.work[m] + en.cores[m]}
	return n.of(opSum, "Σ count · share online · hours · availability · price", func() []*Node {
		var all []*Node
		for i := range en.layers {
			l := &en.layers[i]
			if m < l.rows.from || m >= l.rows.to || l.cancelled {
				continue
			}
			if len(l.terms.Fleet) == 0 && c.Kind == TakeOrPay {
				all = append(all, e.agreedOf(q, c, l, en))
				continue
			}
			for k := range l.prices {
				all = append(all, e.batchWork(k, m, c, l))
			}
		}
		return all
	})
}

// agreedOf is the spend agreed of a piece that has a price and no fleet.
func (e *explainer) agreedOf(q quantity, c *contractProjection, l *layer, en *contractEngine) *Node {
	n := &Node{Label: "Agreed of " + c.ID + " " + e.during(q.o), Unit: Currency}
	if len(c.Tranches) == 0 {
		return e.agreed(n.valued(en.agreedIn(c, q.o)), q, c, en)
	}
	return e.layer(n.valued(e.spent(q.o, l, en)), q.o, c, l, en)
}

// batchWork is what the hours of one batch cost.
func (e *explainer) batchWork(k, m int, c *contractProjection, l *layer) *Node {
	which := onlineWeight
	if c.Kind == OnDemand {
		which = billedWeight
	}
	count, online := e.count(l, k, c), e.weight(over{m, m + 1}, c, l, which)
	price := e.price(l.prices[k].price, m, c, l)
	n := &Node{Label: "Cost of the hours of " + e.batchName(l, k), Unit: Currency}
	all := []*Node{count, online, e.hours(m),
		e.given("availability", c.Availability, Share, e.contractPaths(c, "availability")...), price}
	n.Value = product(valuesOf(all))
	return n.of(opProduct, "count · share online · hours · availability · price", nodes(all...))
}
