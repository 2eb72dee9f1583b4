package model

// target is the node of what a gauge reads.
func (e *explainer) target(g *Gauge) *Node {
	n := e.measured(g)
	n.Address, n.Label = g.target.String(), g.target.Label()
	if v := g.Value(); !Known(v) {
		return unknownLike(n)
	}
	return n
}

// unknownLike is a node's number where it is not known or not defined.
func unknownLike(n *Node) *Node {
	n.Value, n.Op, n.operands = Unknown(), Op{Name: "unknown"}, nil
	return n
}

func (e *explainer) measured(g *Gauge) *Node {
	if g.figure != nil {
		return e.figure(g)
	}
	m, at := g.metric, wholeScenario
	if g.target.Contract != "" {
		for i := range e.p.all {
			if e.p.all[i].ID == g.target.Contract {
				at = i
			}
		}
	}
	q, some := g.period(e.shown)
	if g.target.Period == "" {
		q, some = Period{From: e.shown.From, To: e.shown.To}, true
	}
	if !some {
		return unknown(m.Label, "outside of the months shown", m.Unit)
	}
	o := e.out.over(q)
	if g.target.Period == "" {
		var apart bool
		if o, apart = e.life(m, o); apart {
			return e.apart(m, o, e.out.over(q), g.Value())
		}
	}
	switch m.Aggregation {
	case Own:
		return e.own(m, q, at, g.Value())
	case Ratio:
		return e.ratio(m, o, at, g.Value())
	}
	n := e.quantity(quantity{m.column, at, m.Aggregation, o})
	n.Unit = m.Unit
	return n
}

// life is the rows a total is taken over: all of them, and of what rests on a curve the life of the contracts, of a flow with what is
// shown; apart reports whether these two do not meet, and then it is the life.
func (e *explainer) life(m *Metric, shown over) (o over, apart bool) {
	if !m.curve {
		return over{0, e.out.N}, false
	}
	life := over{e.out.index(e.out.life.From), e.out.index(e.out.life.To) + 1}
	switch {
	case m.Aggregation == Ratio:
		return life, false
	case shown.from > life.to || shown.to < life.from:
		return life, true
	}
	return over{min(life.from, shown.from), max(life.to, shown.to)}, false
}

// apart is the total of a flow whose life and months shown do not meet.
func (e *explainer) apart(m *Metric, life, shown over, v float64) *Node {
	n := &Node{Label: m.Label, Unit: m.Unit, Value: v}
	return n.of(opSum, "over the life of the contracts, and over the months shown", func() []*Node {
		return []*Node{e.quantity(quantity{m.column, wholeScenario, Sum, life}), e.quantity(quantity{m.column, wholeScenario, Sum, shown})}
	})
}

// ratio is a metric that is a ratio of two sums.
func (e *explainer) ratio(m *Metric, o over, at int, v float64) *Node {
	n := &Node{Label: m.Label, Unit: m.Unit, Value: v}
	op := opRatio
	if m.scale != 1 {
		op = scaledRatio(itoa(int(m.scale))+" · ratio", m.scale)
	}
	return n.of(op, m.Formula, func() []*Node {
		return []*Node{e.quantity(quantity{m.numerator, at, Sum, o}), e.quantity(quantity{m.denominator, at, Sum, o})}
	})
}

// own is a metric of a rule of its own.
func (e *explainer) own(m *Metric, q Period, at int, v float64) *Node {
	n := &Node{Label: m.Label, Unit: m.Unit, Value: v}
	o := e.out.over(q)
	ends := over{o.to - 1, o.to}
	switch m.Name {
	case "commitment.utilisation":
		return n.of(opRatio, m.Formula, func() []*Node { return e.both(ColCountedToDate, ColRequired, at, ends) })
	case "coverage.net_of_vendor":
		return n.of(opRatio, m.Formula, func() []*Node { return e.both(ColRevenueToDate, ColNetSpendToDate, at, ends) })
	case "coverage.life":
		return e.lifeCoverage(n, m.Formula, over{max(0, o.to), e.out.index(e.out.life.To) + 1})
	case "breakeven.cagr":
		return e.breakeven(n, m.Formula, e.by, o)
	case "vendor_funded_share":
		return e.vendorFunded(n, m.Formula, at, o)
	}
	return e.concentrated(n, m, o)
}

// both are two columns, one over the other.
func (e *explainer) both(numerator, denominator Column, at int, o over) []*Node {
	return []*Node{e.quantity(quantity{numerator, at, Sum, o}), e.quantity(quantity{denominator, at, Sum, o})}
}

// breakeven is the yearly growth, from the base year on, that would just meet the target in a year.
func (e *explainer) breakeven(n *Node, formula string, by By, o over) *Node {
	b := e.out.baseYear(by)
	last := MonthOf(b, 12)
	if by == ByFiscal {
		last = MonthOf(b, e.p.s.FiscalYearEnd)
	}
	base := over{e.out.index(last) - 11, e.out.index(last) + 1}
	years := float64(yearOf(Period{From: e.out.month(o.from)}, e.p.s, by) - b)
	return n.of(opGrowth, formula, func() []*Node {
		return []*Node{e.quantity(quantity{ColBreakeven, wholeScenario, Sum, o}), e.quantity(quantity{ColRevenue, wholeScenario, Sum, base}),
			fact("years since "+itoa(b), years, Years)}
	})
}

// vendorFunded is what vendors have given over what is spent with them, both to date.
func (e *explainer) vendorFunded(n *Node, formula string, at int, o over) *Node {
	toDate := over{0, o.to}
	if at == wholeScenario {
		return n.of(opRatio, formula, func() []*Node { return e.both(ColVendorFunding, ColSpend, at, toDate) })
	}
	provider := e.p.all[at].Provider
	return n.of(opRatio, formula, func() []*Node {
		given := &Node{Label: "Financing from " + provider + " to date", Unit: Currency}
		var all []*Node
		for i := range e.p.s.Financing {
			f := &e.p.s.Financing[i]
			if f.Status.Firm() && e.p.s.providedBy(f.Vendor, provider) && e.out.index(f.Date.Month()) < o.to {
				all = append(all, e.financing(f))
				given.Value += f.Amount
			}
		}
		return []*Node{given.of(opSum, "firm financing dated by then", nodes(all...)), e.spendWith(provider, toDate)}
	})
}

// spendWith is what is spent with a provider.
func (e *explainer) spendWith(provider string, o over) *Node {
	n := &Node{Label: "Spend with " + provider + " " + e.during(o), Unit: Currency}
	var all []*Node
	for i := range e.p.all {
		if c := &e.p.all[i]; c.Counts() && c.Provider == provider {
			part := e.quantity(quantity{ColSpend, i, Sum, o})
			all = append(all, part)
			n.Value += part.Value
		}
	}
	return n.of(opSum, "Σ contracts with the provider", nodes(all...))
}

// concentrated are the metrics of how spend is spread over providers.
func (e *explainer) concentrated(n *Node, m *Metric, o over) *Node {
	shares := func() []*Node {
		var all []*Node
		for _, provider := range e.p.s.Providers() {
			spend := e.spendWith(provider, o)
			total := e.quantity(quantity{ColSpend, wholeScenario, Sum, o})
			share := &Node{Label: "Share of " + provider, Unit: Share, Value: spend.Value / total.Value}
			all = append(all, share.of(opRatio, "its spend / spend", nodes(spend, total)))
		}
		return all
	}
	switch m.Name {
	case "concentration":
		return n.of(opSquares, m.Formula, shares)
	case "concentration.effective":
		return n.of(opInverse, m.Formula, func() []*Node {
			index := &Node{Label: "Provider concentration (HHI)", Unit: Index, Value: 1 / n.Value}
			return []*Node{index.of(opSquares, "Σ over providers of (share of spend)²", shares)}
		})
	}
	return n.of(opMax, m.Formula, shares)
}
