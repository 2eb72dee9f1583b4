package model

// clauses are the columns of a drawdown's commitment years, and what a backstop comes to.
func (e *explainer) clauses(n *Node, q quantity, c *contractProjection) *Node {
	if q.col == ColContingent {
		return e.contingent(n, q, c)
	}
	if c.Kind != Drawdown || c.lost != 0 {
		return e.outcome(n, q, "what the clauses make of use and payments")
	}
	if q.col == ColCharges {
		return e.charges(n, q, c)
	}
	k := c.yearAt(q.o.from)
	if k < 0 || n.Value == 0 {
		return e.outcome(n, q, "")
	}
	switch q.col {
	case ColRequired:
		return e.required(n, q.at, k)
	case ColCountedToDate:
		return n.of(opSum, "Σ counted in the commitment year to date", func() []*Node {
			return []*Node{e.quantity(quantity{ColCounted, q.at, Sum, over{c.years[k].rows.from, q.o.to}})}
		})
	}
	left := &Node{Label: "Still required of " + c.ID, Unit: Currency, Value: c.columns[ColRunRate][q.o.from] * float64(c.years[k].rows.to-q.o.to)}
	return n.of(opRatio, n.Formula, func() []*Node {
		required := quantity{ColRequired, q.at, Sum, q.o}
		counted := quantity{ColCountedToDate, q.at, Sum, q.o}
		left.of(opShort, "required − counted", nodes(e.quantity(required), e.quantity(counted)))
		return []*Node{left, fact("months left in the commitment year", float64(c.years[k].rows.to-q.o.to), Duration)}
	})
}

// opShort is what is missing of what is required; what rounding leaves is nothing.
var opShort = Op{"max(0, difference)", func(of []float64) float64 {
	short := max(0, of[0]-of[1])
	if short <= rounding*of[0] {
		return 0
	}
	return short
}}

// yearAt is the place of the commitment year that a row lies in; −1 for none.
func (c *contractProjection) yearAt(m int) int {
	for i := range c.years {
		if r := c.years[i].rows; m >= r.from && m < r.to {
			return i
		}
	}
	return -1
}

// yearName is what a commitment year is called.
func (e *explainer) yearName(at, k int) string {
	return e.p.all[at].yearLabel(e.out, &e.p.all[at].years[k])
}

// required is what a commitment year requires: its minimum, with what earlier years left owed and over.
func (e *explainer) required(n *Node, at, k int) *Node {
	y := &e.p.all[at].years[k]
	return n.of(opSum, "minimum + shortfall deferred in − excess carried in", func() []*Node {
		all := []*Node{e.minimumOf(at, k)}
		if y.deferredIn != 0 {
			all = append(all, e.yearOutcome("Shortfall deferred into ", at, k, func(y *commitmentYear) float64 { return y.deferredIn }))
		}
		if y.carriedIn != 0 {
			all = append(all, e.yearOutcome("Excess carried into ", at, k, func(y *commitmentYear) float64 { return y.carriedIn }).minus())
		}
		return all
	})
}

// yearOutcome is a number of a commitment year that comes out of the book.
func (e *explainer) yearOutcome(label string, at, k int, of func(*commitmentYear) float64) *Node {
	n := &Node{Label: label + e.yearName(at, k), Unit: Currency, Value: of(&e.p.all[at].years[k])}
	return e.process(n, "what the clauses make of use", at, func(p *Projector) float64 { return of(&p.all[at].years[k]) })
}

// charges are what the commitment years that close in some rows are billed for falling short.
func (e *explainer) charges(n *Node, q quantity, c *contractProjection) *Node {
	return n.of(opSum, n.Formula, func() []*Node {
		var all []*Node
		for k := range c.years {
			y := &c.years[k]
			if y.rows.to <= q.o.from || y.rows.to > q.o.to {
				continue
			}
			if y.charged != 0 {
				all = append(all, e.charged(q.at, k))
			}
			if y.due != 0 {
				all = append(all, e.yearOutcome("True-up of the aggregate at the end of ", q.at, k, func(y *commitmentYear) float64 { return y.due }))
			}
		}
		return all
	})
}

// charged is what a commitment year is billed: its shortfall less what is deferred.
func (e *explainer) charged(at, k int) *Node {
	y := &e.p.all[at].years[k]
	n := &Node{Label: "Charged for " + e.yearName(at, k), Unit: Currency, Value: y.charged}
	return n.of(opSum, "shortfall − what is deferred", func() []*Node {
		all := []*Node{e.shortfall(at, k)}
		if y.deferred != 0 {
			all = append(all, e.yearOutcome("Deferred of ", at, k, func(y *commitmentYear) float64 { return y.deferred }).minus())
		}
		return all
	})
}

// shortfall is what a commitment year falls short of what it requires.
func (e *explainer) shortfall(at, k int) *Node {
	c := &e.p.all[at]
	y := &c.years[k]
	n := &Node{Label: "Shortfall of " + e.yearName(at, k), Unit: Currency, Value: y.shortfall}
	return n.of(opShort, "required − counted", func() []*Node {
		required := &Node{Label: "Required in " + e.yearName(at, k), Unit: Currency, Value: y.required}
		return []*Node{e.required(required, at, k), e.quantity(quantity{ColCounted, at, Sum, over(y.rows)})}
	})
}

// minimumOf is what a commitment year requires by itself: a minimum, a milestone since the one before, or a pool.
func (e *explainer) minimumOf(at, k int) *Node {
	c, en := &e.p.all[at], &e.p.contracts[at]
	y, l := &c.years[k], &en.layers[0]
	n := &Node{Label: "Minimum of " + e.yearName(at, k), Unit: Currency, Value: y.minimum}
	switch {
	case y.tail || y.minimum == 0:
		n.Op, n.Formula = Op{Name: "nothing"}, "no minimum of its own"
		return n
	case c.lost != 0:
		return e.yearOutcome("Minimum of ", at, k, func(y *commitmentYear) float64 { return y.minimum })
	case en.book.pooled(c):
		return e.agreed(n, quantity{ColSpend, at, Sum, over(y.rows)}, c, en)
	case len(c.Drawdown.Milestones) > 0:
		return e.milestone(n, y, c, l)
	}
	for i := range c.Minimums {
		if c.Minimums[i].Year == y.year {
			return n.of(opSame, "", func() []*Node { return []*Node{e.owed(i, e.yearRows(l, y.year), c, l)} })
		}
	}
	n.Op = Op{Name: "nothing"}
	return n
}

// milestone is what is due at a milestone since the one before, less what a forgiving delay takes off it.
func (e *explainer) milestone(n *Node, y *commitmentYear, c *contractProjection, l *layer) *Node {
	all := c.Drawdown.Milestones
	due := func(i int) *Node {
		return e.given("due by "+all[i].At.String(), all[i].Amount, Currency, "contracts."+c.ID+".milestones."+all[i].At.String())
	}
	stated := []*Node{due(y.year)}
	amount := all[y.year].Amount
	if !c.Drawdown.Increments && y.year > 0 {
		stated = append(stated, due(y.year-1).minus())
		amount -= all[y.year-1].Amount
	}
	if c.OnDelay != Forgive {
		return n.of(opSum, "what is due since the milestone before", nodes(stated...))
	}
	since := &Node{Label: "Due since the milestone before", Unit: Currency, Value: amount}
	since.of(opSum, "", nodes(stated...))
	return n.of(opProduct, "what is due since the milestone before · share delivered",
		nodes(since, e.delivered(c, l, over(y.rows), l.delivered(y.rows))))
}

// aggregateOf is what a drawdown commits to over its term as a whole.
func (e *explainer) aggregateOf(at int) *Node {
	c, en := &e.p.all[at], &e.p.contracts[at]
	n := &Node{Label: "Required over the term", Unit: Currency, Value: c.aggregate}
	if en.book.cumulative || c.lost != 0 {
		return e.process(n, "what the milestones come to, or the aggregate where that is more", at,
			func(p *Projector) float64 { return p.all[at].aggregate })
	}
	stated := e.given("value", c.Value, Currency, "contracts."+c.ID+".value")
	if Known(c.Drawdown.AggregateMinimum) {
		stated = e.given("aggregate minimum", c.Drawdown.AggregateMinimum, Currency, "contracts."+c.ID+".aggregate_minimum")
	}
	if c.OnDelay != Forgive {
		return n.of(opSame, "", nodes(stated))
	}
	l := &en.layers[0]
	return n.of(opProduct, "amount · share delivered", nodes(stated, e.delivered(c, l, over(en.rows), l.delivered(en.rows))))
}

// contingent is what a backstop comes to, in rows that are not past.
func (e *explainer) contingent(n *Node, q quantity, c *contractProjection) *Node {
	en := &e.p.contracts[q.at]
	if c.Backstop.Value == 0 || en.interrupted || en.layers[0].cancelled {
		return e.outcome(n, q, "the backstop's schedule, less what outages are credited with, up to the end of service")
	}
	q.o.from = max(q.o.from, en.past.upTo, en.rows.from)
	q.o.to = min(q.o.to, en.rows.to)
	if q.o.to <= q.o.from {
		n.Op = Op{Name: "nothing"}
		return n
	}
	return n.of(opSum, n.Formula, func() []*Node { return e.backstop(q, c, en) })
}
