package model

// discountOf is the factor that brings what is due on a day to the valuation date.
func (e *explainer) discountOf(due Date) *Node {
	date := e.out.valuationDate()
	n := &Node{Label: "Discount factor of " + due.String(), Value: e.out.factor(due, date)}
	return n.of(opDiscount, "", func() []*Node {
		return []*Node{e.given("discount rate", e.p.s.Valuation.Rate, Rate, "valuation.discount_rate"),
			fact("days after "+date.String(), float64(due-date), Days)}
	})
}

// payment is what is paid for compute on a day, and its amount.
type payment struct {
	due    Date
	amount *Node
}

// payments are those of a row, as they are discounted.
func (e *explainer) payments(m int) []payment {
	var all []payment
	month := over{m, m + 1}
	cash := e.quantity(quantity{ColCash, wholeScenario, Sum, month})
	split := []*Node{cash}
	e.out.eachCash(m, func(due Date, amount float64) {
		if due == e.out.month(m).Last() || amount == 0 {
			return
		}
		part := e.datedPart(m, due, amount)
		all = append(all, payment{due, part})
		split = append(split, e.datedPart(m, due, amount).minus())
	})
	last := e.out.month(m).Last()
	if len(split) == 1 {
		return append(all, payment{last, cash})
	}
	end := &Node{Label: "Cash paid at the end of " + e.out.month(m).String(), Unit: Currency}
	e.out.eachCash(m, func(due Date, amount float64) {
		if due == last {
			end.Value += amount
		}
	})
	return append(all, payment{last, end.of(opSum, "cash − what is paid before the month ends", nodes(split...))})
}

// datedPart is a payment on a day of its own, or on the first.
func (e *explainer) datedPart(m int, due Date, amount float64) *Node {
	n := &Node{Label: "Cash paid on " + due.String(), Unit: Currency, Value: amount}
	for i := range e.out.dated {
		d := &e.out.dated[i]
		if !d.replaced && d.date == due && d.amount == amount {
			return e.process(n, "a prepayment", wholeScenario, func(p *Projector) float64 { return p.out.dated[i].amount })
		}
	}
	return n.of(opSame, "", func() []*Node { return []*Node{e.quantity(quantity{ColCashFirst, wholeScenario, Sum, over{m, m + 1}})} })
}

// worth is a payment brought to the valuation date.
func (e *explainer) worth(x payment, kind string) *Node {
	factor := e.discountOf(x.due)
	n := &Node{Label: kind + " due " + x.due.String() + ", discounted", Unit: Currency, Value: x.amount.Value * factor.Value}
	return n.of(opProduct, "amount · discount factor", nodes(x.amount, factor))
}

// byYear groups nodes of months by calendar year, where there is more than one year.
func (e *explainer) byYear(label string, o over, months func(m int) []*Node) []*Node {
	var all []*Node
	years := e.pieces(o, false)
	if len(years) > 0 && years[0].to-years[0].from == 1 && len(years) > 1 { // not more than thirteen months
		years = []over{o}
	}
	for _, year := range years {
		n := &Node{Label: label + " " + e.during(year), Unit: Currency}
		var parts []*Node
		for m := year.from; m < year.to; m++ {
			for _, part := range months(m) {
				if part.Value != 0 {
					parts = append(parts, part)
					n.Value += part.Value
				}
			}
		}
		if len(parts) > 0 {
			all = append(all, n.of(opSum, overMonths, nodes(parts...)))
		}
	}
	return all
}

// discounted is the cash paid for compute, discounted; forward leaves out what is due before the valuation date.
func (e *explainer) discounted(o over, forward bool) []*Node {
	return e.byYear("Discounted cash", o, func(m int) []*Node {
		var all []*Node
		for _, x := range e.payments(m) {
			if x.amount.Value != 0 && (!forward || x.due >= e.out.valuationDate()) {
				all = append(all, e.worth(x, "Cash"))
			}
		}
		return all
	})
}

// discountedGains is the difference from the market, discounted.
func (e *explainer) discountedGains(o over) []*Node {
	return e.byYear("Discounted gain", o, func(m int) []*Node {
		due := e.out.month(m).Last()
		if due < e.out.valuationDate() {
			return nil
		}
		q := quantity{at: wholeScenario, how: Sum, o: over{m, m + 1}}
		gain := &Node{Label: "Gain " + e.during(q.o), Unit: Currency, Value: e.out.columns.at(m, marketGains)}
		if gain.Value == 0 {
			return nil
		}
		return []*Node{e.worth(payment{due, e.addends(gain, q, marketGains)}, "Gain")}
	})
}

// lifeCoverage is Σ cfads · DF / Σ cash · DF over some rows.
func (e *explainer) lifeCoverage(n *Node, formula string, o over) *Node {
	return n.of(opRatio, formula, func() []*Node {
		cfads := e.byYear("Discounted CFADS", o, func(m int) []*Node {
			flow := e.quantity(quantity{ColCFADS, wholeScenario, Sum, over{m, m + 1}})
			return []*Node{e.worth(payment{e.out.month(m).Last(), flow}, "CFADS")}
		})
		return []*Node{totalOf("Discounted CFADS", "Σ cfads · DF", cfads), totalOf("Discounted cash", "Σ cash · DF", e.discounted(o, false))}
	})
}

// totalOf is the sum of nodes that are there.
func totalOf(label, formula string, of []*Node) *Node {
	return (&Node{Label: label, Unit: Currency, Value: sum(valuesOf(of))}).of(opSum, formula, nodes(of...))
}

// averageLife is Σ cash · years / Σ cash.
func (e *explainer) averageLife(n *Node, formula string) *Node {
	date := e.out.valuationDate()
	each := func(of func(payment) *Node) func(m int) []*Node {
		return func(m int) []*Node {
			var all []*Node
			for _, x := range e.payments(m) {
				if x.due >= date {
					all = append(all, of(x))
				}
			}
			return all
		}
	}
	weighted := func(x payment) *Node {
		days := float64(x.due - date)
		n := &Node{Label: "Cash due " + x.due.String() + " · years", Unit: Currency, Value: x.amount.Value * days / 365}
		return n.of(scaled("product / 365", 1.0/365), "amount · days / 365", nodes(x.amount, fact("days after "+date.String(), days, Days)))
	}
	return n.of(opRatio, formula, func() []*Node {
		whole := over{0, e.out.N}
		a := e.byYear("Cash · years", whole, each(weighted))
		b := e.byYear("Cash", whole, each(func(x payment) *Node { return x.amount }))
		return []*Node{totalOf("Cash · years", "Σ cash · years", a), totalOf("Cash from the valuation date on", "Σ cash", b)}
	})
}
