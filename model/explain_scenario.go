package model

import "math"

// ofScenario says what a quantity of the whole scenario is worked out from.
func (e *explainer) ofScenario(n *Node, q quantity) *Node {
	s := e.p.s
	switch q.col {
	case ColCFADS:
		return e.addends(n, q, s.cfads())
	case ColBreakeven:
		return n.of(opProduct, n.Formula, func() []*Node {
			return []*Node{e.given("target", s.Target, Multiple, "target"), e.quantity(quantity{ColSpend, q.at, q.how, q.o})}
		})
	case ColRevenue, ColContribution, ColReceipts:
		return n.of(opSum, n.Formula, func() []*Node { return e.revenueLines(q) })
	case ColCosts:
		return n.of(opSum, "Σ cost lines", func() []*Node {
			var all []*Node
			for i := range s.Costs {
				l := &s.Costs[i]
				all = append(all, e.curve("Costs "+l.ID, Currency, "costs."+l.ID, &l.Curve, e.p.costs[i].flow, q.o))
			}
			return all
		})
	case ColRevenueShare:
		return n.of(opSum, "Σ rate · revenue received, up to each share's cap", func() []*Node { return e.revenueShares(q.o) })
	case ColFinancing, ColVendorCredits, ColVendorFunding:
		return n.of(opSum, n.Formula, func() []*Node { return e.financings(q) })
	case ColCashBalance:
		return e.cashBalance(n, q.o.from)
	case ColRevenueToDate, ColNetSpendToDate:
		return e.toDate(n, q)
	case ColDemand:
		return e.demand(n, q)
	case ColUnserved:
		return e.unserved(n, q)
	}
	return e.byContract(n, q)
}

// byContract takes a quantity apart into those of the contracts that count. Those with nothing are left out.
func (e *explainer) byContract(n *Node, q quantity) *Node {
	return n.of(opSum, "Σ contracts", func() []*Node {
		var all []*Node
		for i := range e.p.all {
			if c := &e.p.all[i]; !c.Counts() || !c.knows(q.col) {
				continue
			}
			if part := (quantity{q.col, i, q.how, q.o}); e.valueOf(e.p, part) != 0 {
				all = append(all, e.quantity(part))
			}
		}
		return all
	})
}

func (e *explainer) revenueLines(q quantity) []*Node {
	var all []*Node
	for i := range e.p.s.Revenue {
		switch l := &e.p.s.Revenue[i]; q.col {
		case ColRevenue:
			all = append(all, e.revenueLine(i, q.o))
		case ColContribution:
			all = append(all, e.contribution("Contribution of ", l, e.revenueLine(i, q.o), q.o))
		default:
			all = append(all, e.contribution("Contribution received of ", l, e.received(i, q.o), q.o))
		}
	}
	return all
}

// contribution is what the margin leaves of a line's revenue.
func (e *explainer) contribution(label string, l *RevenueLine, revenue *Node, o over) *Node {
	margin := e.given("margin", l.Margin, Share, "revenue."+l.ID+".margin")
	n := &Node{Label: label + l.ID + " " + e.during(o), Unit: Currency, Value: revenue.Value * l.Margin}
	return n.of(opProduct, "revenue · margin", nodes(revenue, margin))
}

func (e *explainer) revenueLine(i int, o over) *Node {
	l := &e.p.s.Revenue[i]
	return e.curve("Revenue "+l.ID, Currency, "revenue."+l.ID, &l.Curve, e.p.revenue[i].flow, o)
}

// received is a line's revenue when it is received: that of so many months before, a fraction of a month split between two.
func (e *explainer) received(i int, o over) *Node {
	l := &e.p.s.Revenue[i]
	if l.Lag == 0 {
		return e.revenueLine(i, o)
	}
	whole := int(l.Lag)
	late := float64(l.Lag) - float64(whole)
	back := func(by int) *Node { return e.revenueLine(i, over{max(0, o.from-by), max(0, o.to-by)}) }
	first, second := back(whole), back(whole+1)
	lag := e.given("lag", float64(l.Lag), Duration, "revenue."+l.ID+".lag")
	n := &Node{Label: "Revenue " + l.ID + " received " + e.during(o), Unit: Currency, Value: (1-late)*first.Value + late*second.Value}
	return n.of(Op{"lag", func(of []float64) float64 {
		part := of[2] - float64(int(of[2]))
		return (1-part)*of[0] + part*of[1]
	}}, "revenue of so many months before, a fraction of a month split between two", nodes(first, second, lag))
}

// gross is all revenue as it is received.
func (e *explainer) gross(o over) *Node {
	n := &Node{Label: "Revenue received " + e.during(o), Unit: Currency}
	var all []*Node
	for i := range e.p.s.Revenue {
		line := e.received(i, o)
		all = append(all, line)
		n.Value += line.Value
	}
	return n.of(opSum, "Σ revenue lines, when received", nodes(all...))
}

func (e *explainer) revenueShares(o over) []*Node {
	var all []*Node
	for i := range e.p.s.RevenueShares {
		all = append(all, e.revenueShare(&e.p.s.RevenueShares[i], o))
	}
	return all
}

// revenueShare is what a share takes: its rate of what is received up to its last month; where it has a cap, what that leaves.
func (e *explainer) revenueShare(r *RevenueShare, o over) *Node {
	at := "revenue_share." + r.Name
	if r.Until != 0 {
		o.to = max(0, min(o.to, e.out.index(r.Until)+1))
		o.from = min(o.from, o.to)
	}
	n := &Node{Label: "Share " + r.Name + " " + e.during(o), Unit: Currency}
	rate := e.given("rate", r.Rate, Share, at+".rate")
	if !Known(r.Cap) {
		gross := e.gross(o)
		n.Value = r.Rate * gross.Value
		return n.of(opProduct, "rate · revenue received", nodes(gross, rate))
	}
	before, through := e.gross(over{0, o.from}), e.gross(over{0, o.to})
	limit := e.given("cap", r.Cap, Currency, at+".cap")
	op := Op{"share up to a cap", func(of []float64) float64 { return min(of[3], of[2]*of[1]) - min(of[3], of[2]*of[0]) }}
	n.Value = op.apply([]float64{before.Value, through.Value, r.Rate, r.Cap})
	return n.of(op, "min(cap, rate · received by the end) − min(cap, rate · received before)", nodes(before, through, rate, limit))
}

// financings are the firm financings that a column counts, dated in the rows.
func (e *explainer) financings(q quantity) []*Node {
	var all []*Node
	for i := range e.p.s.Financing {
		f := &e.p.s.Financing[i]
		m := e.out.index(f.Date.Month())
		counts := f.Kind != Warrant
		switch q.col {
		case ColVendorCredits:
			counts = f.Vendor != "" && (f.Kind == Rebate || f.Kind == Warrant)
		case ColVendorFunding:
			counts = f.Vendor != ""
		}
		if f.Status.Firm() && counts && m >= q.o.from && m < q.o.to {
			all = append(all, e.financing(f))
		}
	}
	return all
}

func (e *explainer) financing(f *Financing) *Node {
	return e.given(f.Name+", "+f.Date.String(), f.Amount, Currency, "financing."+f.Name+".amount")
}

// cashBalance is the opening cash with what has moved from the valuation month on.
func (e *explainer) cashBalance(n *Node, m int) *Node {
	s, o := e.p.s, over{e.out.index(e.out.valuationDate().Month()), m + 1}
	return n.of(opSum, n.Formula, func() []*Node {
		all := []*Node{e.given("opening cash", s.OpeningCash, Currency, "opening_cash")}
		if cfads := e.quantity(quantity{ColCFADS, wholeScenario, Sum, o}); Known(cfads.Value) {
			all = append(all, cfads)
		}
		for _, a := range cashMoves {
			part := e.quantity(quantity{a.column, wholeScenario, Sum, o})
			part.Subtracted = a.sign < 0
			all = append(all, part)
		}
		return all
	})
}

// toDate is revenue, or spend less what vendors gave, from the first commitment month to the end of a month.
func (e *explainer) toDate(n *Node, q quantity) *Node {
	start := e.out.index(e.out.life.From)
	o := over{min(start, q.o.to), q.o.to}
	if q.col == ColRevenueToDate {
		return n.of(opSame, "from the first commitment month on", func() []*Node { return []*Node{e.quantity(quantity{ColRevenue, q.at, Sum, o})} })
	}
	return n.of(opSum, "spend − vendor rebates and warrants received", func() []*Node {
		return []*Node{e.quantity(quantity{ColSpend, q.at, Sum, o}),
			e.quantity(quantity{ColVendorCredits, q.at, Sum, over{0, q.o.to}}).minus()}
	})
}

// unserved is what the contracts that serve the demand leave of it. Where use is past, it may be more than the demand.
func (e *explainer) unserved(n *Node, q quantity) *Node {
	if e.p.recalled > 0 {
		return e.process(n, "what the contracts that serve the demand leave of it, in order of marginal price", wholeScenario,
			func(p *Projector) float64 { return e.valueOf(p, q) })
	}
	return n.of(opSum, "demand − GPU-hours used of the contracts that serve it", func() []*Node {
		all := []*Node{e.quantity(quantity{ColDemand, wholeScenario, Sum, q.o})}
		for _, i := range e.p.sources {
			if used := (quantity{ColGPUHoursUsed, i, Sum, q.o}); e.valueOf(e.p, used) != 0 {
				all = append(all, e.quantity(used).minus())
			}
		}
		return all
	})
}

// demand is the hours wanted: a curve, or so many per unit of revenue.
func (e *explainer) demand(n *Node, q quantity) *Node {
	d := e.p.s.Demand
	if d.Curve != nil {
		c := e.curve("Demand", GPUHours, "demand", d.Curve, e.out.columns[ColDemand], q.o)
		return n.of(c.Op, c.Formula, c.operands)
	}
	if q.o.to-q.o.from > 1 {
		return e.split(n, q, rows{0, e.out.N})
	}
	at := d.At
	if at == 0 {
		at = e.p.s.life().From
	}
	years := float64(max(0, e.out.month(q.o.from)-at)) / 12
	op := Op{"demand", func(of []float64) float64 { return of[0] * of[1] * math.Pow(1-of[2], years) }}
	return n.of(op, "revenue · intensity · (1 − efficiency)^years", func() []*Node {
		return []*Node{e.quantity(quantity{ColRevenue, q.at, Sum, q.o}), e.given("intensity", d.Intensity, "", "demand.intensity"),
			e.given("efficiency", d.Efficiency, Rate, "demand.efficiency")}
	})
}
