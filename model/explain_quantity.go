package model

import "fmt"

// quantity is a column over some rows: of the scenario, or of the contract at a place among all.
type quantity struct {
	col Column
	at  int // −1 for the scenario
	how Aggregation
	o   over
}

const wholeScenario = -1

// named is how a column is called where no metric is made of it alone.
type named struct {
	label string
	unit  Unit
}

// innerNames are the names of the columns that no metric shows by itself.
var innerNames = map[Column]named{
	ColPricedSpend:      {"Spend for known GPU-hours", Currency},
	ColPoweredSpend:     {"Spend for known power", Currency},
	ColMarketValue:      {"GPU-hours available at market prices", Currency},
	ColMarketSpend:      {"Spend with a market price", Currency},
	ColCashFirst:        {"Cash paid on the first", Currency},
	ColRequired:         {"Required in the commitment year", Currency},
	ColCountedToDate:    {"Counted in the commitment year to date", Currency},
	ColCreditGranted:    {"Shortfall credit granted", Currency},
	ColCreditUsed:       {"Shortfall credit used", Currency},
	ColCreditExpired:    {"Shortfall credit expired", Currency},
	ColMarketplace:      {"Bought through the marketplace", Currency},
	ColPremium:          {"Overage above contract rates", Currency},
	ColPrepayPaid:       {"Prepayments paid", Currency},
	ColPrepayRefunded:   {"Prepayments refunded", Currency},
	ColPrepayApplied:    {"Prepayments applied", Currency},
	ColCounted:          {"Counted", Currency},
	ColYearsLeft:        {"Minimums remaining", Currency},
	ColAggregateLeft:    {"Aggregate remaining", Currency},
	ColReceipts:         {"Contribution received", Currency},
	ColRevenueShare:     {"Revenue share", Currency},
	ColCosts:            {"Costs", Currency},
	ColFinancing:        {"Financing received in cash", Currency},
	ColVendorCredits:    {"Vendor rebates and warrants", Currency},
	ColVendorFunding:    {"Financing from vendors", Currency},
	ColRevenueToDate:    {"Revenue to date", Currency},
	ColNetSpendToDate:   {"Spend less vendor credits to date", Currency},
	ColAggregateMet:     {"Counted towards the aggregate", Currency},
	ColMet:              {"Counted towards the minimums", Currency},
	ColCarried:          {"Excess carried in", Currency},
	ColWaived:           {"Waived", Currency},
	ColAggregateCharged: {"Charged of the aggregate", Currency},
	ColAggregateMoved:   {"Waived of the aggregate", Currency},
	ColPaidAhead:        {"Paid ahead beside prepayments", Currency},
}

// metricsByColumn are the metrics that are a column by themselves.
func metricsByColumn() map[Column]*Metric {
	all := map[Column]*Metric{}
	for _, m := range Metrics() {
		if m.Aggregation != Ratio && m.Aggregation != Own && all[m.column] == nil {
			all[m.column] = &m
		}
	}
	return all
}

// start is the node of a quantity, with its name and value and nothing below.
func (e *explainer) start(q quantity) *Node {
	m := e.metrics[q.col]
	n := &Node{Value: e.valueOf(e.p, q)}
	if m != nil {
		n.Label, n.Unit, n.Formula = m.Label, m.Unit, m.Formula
		if q.how == Sum && m.Aggregation == Mean && q.o.to-q.o.from > 1 {
			n.Unit += "-months"
		}
	} else {
		name := innerNames[q.col]
		n.Label, n.Unit = name.label, name.unit
	}
	if q.at != wholeScenario {
		n.Label += " of " + e.p.all[q.at].ID
	}
	n.Label += " " + e.during(q.o)
	n.Address = e.address(m, q)
	return n
}

// valueOf is a quantity on the last run of a projector with the same scenario.
func (e *explainer) valueOf(p *Projector, q quantity) float64 {
	t := p.out.columns
	if q.at != wholeScenario {
		c := &p.all[q.at]
		if !c.knows(q.col) {
			return Unknown()
		}
		t = c.columns
	}
	m := Metric{Aggregation: q.how, column: q.col}
	return m.aggregate(t, q.o)
}

// address is how users name a quantity; "" where they cannot.
func (e *explainer) address(m *Metric, q quantity) string {
	label, some := e.period(q.o)
	switch {
	case m == nil || !some, q.at == wholeScenario && !m.Scenario, q.at != wholeScenario && !m.Contract:
		return ""
	case q.how != m.Aggregation && q.o.to-q.o.from > 1:
		return ""
	case q.o.from < e.out.index(e.shown.From) || q.o.to > e.out.index(e.shown.To)+1:
		return ""
	}
	t := Target{Name: m.Name, Period: label}
	if q.at != wholeScenario {
		t.Contract = e.p.all[q.at].ID
	}
	return t.String()
}

// period is what users call some rows: a month, or a calendar year; some is false where they have no name.
func (e *explainer) period(o over) (label string, some bool) {
	if o.to <= o.from {
		return "", false
	}
	from, to := e.out.month(o.from), e.out.month(o.to-1)
	for _, by := range []By{ByMonth, ByQuarter, ByYear} {
		if full := spanOf(from, by, e.p.s, nil); full.from == from && full.to == to {
			return full.label, true
		}
	}
	return "", false
}

// during says when: in 2028, from 2026-01 to 2027-03.
func (e *explainer) during(o over) string {
	if label, some := e.period(o); some {
		return "in " + label
	}
	if o.to <= o.from {
		return "in no month"
	}
	return fmt.Sprintf("from %s to %s", e.out.month(o.from), e.out.month(o.to-1))
}

// quantity is the node of a quantity, with what it is worked out from.
func (e *explainer) quantity(q quantity) *Node {
	if q.how == End {
		q.o.from = q.o.to - 1
	}
	if q.o.to-q.o.from == 1 {
		q.how = Sum
	}
	n := e.start(q)
	switch {
	case !Known(n.Value):
		n.Op = Op{Name: "unknown"}
		return n
	case q.at == wholeScenario:
		return e.ofScenario(n, q)
	}
	return e.ofContract(n, q)
}

// split takes a quantity apart into years and these into months. Months outside of the rows are nothing.
func (e *explainer) split(n *Node, q quantity, inside rows) *Node {
	o := over{max(q.o.from, inside.from), min(q.o.to, inside.to)}
	if o.to <= o.from {
		n.Op, n.Formula = Op{Name: "nothing"}, "outside of the contract's life"
		return n
	}
	op := opSum
	if q.how == Mean {
		op = mean(q.o.to - q.o.from)
	}
	return n.of(op, e.piecewise(o, q.how == Mean), func() []*Node {
		var all []*Node
		for _, piece := range e.pieces(o, q.how == Mean) {
			all = append(all, e.quantity(quantity{q.col, q.at, Sum, piece}))
		}
		return all
	})
}

// mostMonths is how many months are not gathered into years.
const mostMonths = 13

// piecewise says what a quantity is split into.
func (e *explainer) piecewise(o over, months bool) string {
	switch {
	case months && o.to-o.from > 1:
		return "average of the months"
	case o.to-o.from <= mostMonths:
		return overMonths
	}
	return "Σ years"
}

// overMonths are the words of a sum over months.
const overMonths = "Σ months"

// pieces cuts rows into calendar years, or into months where there are few or only months will do.
func (e *explainer) pieces(o over, months bool) []over {
	months = months || o.to-o.from <= mostMonths
	var all []over
	for m := o.from; m < o.to; {
		to := m + 1
		if !months {
			to = min(o.to, m+12-int(e.out.month(m))%12)
		}
		all, m = append(all, over{m, to}), to
	}
	return all
}

// addends takes a quantity apart into the columns it is the sum of.
func (e *explainer) addends(n *Node, q quantity, of []addend) *Node {
	return n.of(opSum, n.Formula, func() []*Node {
		var all []*Node
		for _, a := range of {
			part := e.quantity(quantity{a.column, q.at, q.how, q.o})
			if part.Subtracted = a.sign < 0; part.Value != 0 {
				all = append(all, part)
			}
		}
		return all
	})
}
