package model

import (
	"math"
	"strings"
)

// layer says what a piece's schedule comes to over some rows that are not past: by value, minimums, fee, or hours at their price.
func (e *explainer) layer(n *Node, o over, c *contractProjection, l *layer, en *contractEngine) *Node {
	o = over{max(o.from, l.rows.from), min(o.to, l.rows.to)}
	t := l.terms
	switch {
	case o.to <= o.from:
		n.Op, n.Formula = Op{Name: "nothing"}, "outside of its life"
		return n
	case l.cancelled:
		return e.cancelled(n, c, l)
	case len(t.Minimums) > 0:
		return e.minimums(n, o, c, l, en)
	case Known(t.Value):
		return e.spread(n, o, c, l, e.given("value", t.Value, Currency, e.paths(c, l, "value")...), &en.past)
	case Known(t.Fee):
		return n.of(opProduct, "fee · months at full", func() []*Node {
			return []*Node{e.given("fee", t.Fee, CurrencyPerMonth, e.paths(c, l, "fee")...), e.weights(o, c, l, billedWeight)}
		})
	}
	return e.priced(n, o, c, l, en)
}

// paths are where a number of a piece may be written: on its tranche, or where the tranche does not say on the contract, or among the
// defaults. A tranche's ramp may stand on either.
func (e *explainer) paths(c *contractProjection, l *layer, key string) []string {
	all := e.contractPaths(c, key)
	k := l.place(c, e)
	if k < 0 {
		return all
	}
	own, name, t := all[:0:0], key, &c.Tranches[k]
	if i := strings.IndexByte(key, '.'); i > 0 {
		name = key[:i]
	}
	stated := map[string]bool{"start": t.Start != 0, "term": t.Term != 0, "delay": Known(float64(t.Delay)), "price": len(t.Prices) > 0,
		"value": true, "fee": true, "fleet": true, "ramp": true}
	if stated[name] {
		own = append(own, "contracts."+c.ID+".tranches."+t.Name+"."+key)
	}
	if !stated[name] || name == "ramp" {
		own = append(own, all...)
	}
	return own
}

// place is the layer's tranche among the contract's; −1 for a contract of one piece.
func (l *layer) place(c *contractProjection, e *explainer) int {
	if len(c.Tranches) == 0 {
		return -1
	}
	for i := range e.p.all {
		if e.p.all[i].Contract != c.Contract {
			continue
		}
		for k := range e.p.contracts[i].layers {
			if &e.p.contracts[i].layers[k] == l {
				return k
			}
		}
	}
	return -1
}

// cancelled is a piece that is late beyond its grace, and spends nothing.
func (e *explainer) cancelled(n *Node, c *contractProjection, l *layer) *Node {
	op := Op{"cancelled", func(of []float64) float64 {
		if of[0] > of[1] {
			return 0
		}
		return Unknown()
	}}
	terms := *c.Contract // the layer's own may be those of what it would have been
	if k := l.place(c, e); k >= 0 {
		c.laid(k, &terms)
	}
	return n.of(op, "cancelled, as the delay is longer than the grace", func() []*Node {
		return []*Node{e.given("delay", float64(terms.Delay), Duration, e.paths(c, l, "delay")...),
			e.given("grace", float64(l.terms.CancelGrace), Duration, "contracts."+c.ID+".cancel_if_late.grace")}
	})
}

// laid is spread as a node of its own.
func (e *explainer) laid(o over, c *contractProjection, l *layer, of *Node, a *past) *Node {
	dst := make([]float64, e.out.N)
	l.spread(of.Value, dst, a)
	n := &Node{Label: "Laid out of " + c.ID + " " + e.during(o), Unit: Currency, Value: plainSum(dst, o)}
	return e.spread(n, o, c, l, of, a)
}

// spread is an amount laid out by weight: what is left of it over the weight that is left, times the weight of the rows.
func (e *explainer) spread(n *Node, o over, c *contractProjection, l *layer, of *Node, a *past) *Node {
	r, began := rows{max(l.rows.from, a.upTo), l.rows.to}, a.upTo > l.rows.from
	o = over{max(o.from, r.from), min(o.to, r.to)}
	which := billedWeight
	if l.terms.OnDelay == Forgive && !began {
		which = onTimeWeight
	}
	whole := l.weightOf(l.column(which), r, began)
	left := e.left(of, c, l, a)
	switch {
	case o.to <= o.from:
		n.Op, n.Formula = Op{Name: "nothing"}, ""
		return n
	case whole <= 0 && began:
		return e.evenly(n, o, r, l, left)
	case whole <= 0 && o.to < r.to:
		n.Op, n.Formula = Op{Name: "nothing"}, "all of it falls in the last month, as the delay leaves no delivery inside the term"
		return n
	case whole <= 0:
		return n.of(opSame, "all of it in the last month, as the delay leaves no delivery inside the term", nodes(left))
	}
	return n.of(opProduct, "spend a month at full · months at full", func() []*Node {
		rate := &Node{Label: "Spend of " + c.ID + " a month at full", Unit: CurrencyPerMonth, Value: left.Value / whole}
		rate.of(opRatio, "what is to be spent / months at full over the term", func() []*Node {
			return []*Node{left, e.weights(over(r), c, l, which).valued(whole)}
		})
		return []*Node{rate, e.weights(o, c, l, billedWeight)}
	})
}

// valued is a node with the engine's own value.
func (n *Node) valued(v float64) *Node {
	n.Value = v
	return n
}

// labelled is a node under another name.
func (n *Node) labelled(label string) *Node {
	n.Label = label
	return n
}

// left is what of an amount is still to be spent: of one that has begun, less what was spent of it.
func (e *explainer) left(of *Node, c *contractProjection, l *layer, a *past) *Node {
	if a.upTo <= l.rows.from {
		return of
	}
	spent := e.spentSoFar(c, a, over{l.rows.from, min(a.upTo, l.rows.to)})
	n, amount := &Node{Label: "Left to be spent of " + c.ID, Unit: Currency}, of.Value
	if share := l.delivered(l.rows); l.terms.OnDelay == Forgive {
		amount *= share
		due := &Node{Label: "Due after what is forgiven", Unit: Currency, Value: amount}
		of = due.of(opProduct, "value · share delivered", nodes(of, e.delivered(c, l, over{l.rows.from, l.rows.to}, share)))
	}
	n.Value = max(0, amount-spent.Value)
	return n.of(opLeft, "value − actual spend", nodes(of, spent.minus()))
}

// spentSoFar is what was actually spent in rows that are past.
func (e *explainer) spentSoFar(c *contractProjection, a *past, o over) *Node {
	n := &Node{Label: "Actual spend of " + c.ID + " " + e.during(o), Unit: Currency, Value: a.sum(o.from, o.to)}
	return n.of(opSum, "", func() []*Node {
		var all []*Node
		for m := o.from; m < o.to; m++ {
			month := &Node{Label: "Actual spend of " + c.ID + " " + e.during(over{m, m + 1}), Unit: Currency, Value: a.spend[m]}
			if a.spend[m] != 0 {
				all = append(all, e.actual(month, c, c.Actuals.Spend, "spend", m))
			}
		}
		return all
	})
}

// delivered is the share of the weight on time that a forgiving delay leaves of some rows.
func (e *explainer) delivered(c *contractProjection, l *layer, o over, share float64) *Node {
	n := &Node{Label: "Share delivered " + e.during(o), Unit: Share, Value: share}
	onTime := e.weights(o, c, l, onTimeWeight)
	if onTime.Value <= 0 {
		n.Op, n.Formula = Op{Name: "calendar"}, "nothing was to be delivered"
		return n
	}
	return n.of(opRatio, "months at full / those without the delay", nodes(e.weights(o, c, l, lateWeight), onTime))
}

// evenly is an amount laid out by the share of each month inside the term.
func (e *explainer) evenly(n *Node, o over, r rows, l *layer, left *Node) *Node {
	months := func(o over) *Node { return fact("months of the term "+e.during(o), plainSum(l.share, o), Duration) }
	share := &Node{Label: "Share of the months left", Unit: Share, Value: plainSum(l.share, o) / plainSum(l.share, over(r))}
	return n.of(opProduct, "evenly over the months left", nodes(left, share.of(opRatio, "", nodes(months(o), months(over(r))))))
}

// minimums are the yearly minimums, each laid out in its year.
func (e *explainer) minimums(n *Node, o over, c *contractProjection, l *layer, en *contractEngine) *Node {
	return n.of(opSum, "each year's minimum, laid out in the year by weight", func() []*Node {
		var all []*Node
		for i := range l.terms.Minimums {
			year := e.yearRows(l, l.terms.Minimums[i].Year)
			part := over{max(o.from, year.from), min(o.to, year.to)}
			if part.from < part.to {
				all = append(all, e.minimum(i, part, year, c, l, en))
			}
		}
		return all
	})
}

// yearRows are the rows of a year of minimums.
func (e *explainer) yearRows(l *layer, year int) over {
	o := over{l.rows.to, l.rows.to}
	for m := l.rows.from; m < l.rows.to; m++ {
		if l.minimumYear(m-l.rows.from) == year {
			o = over{min(o.from, m), m + 1}
		}
	}
	return o
}

// minimum is what a year's minimum comes to in some rows of its year that are not past.
func (e *explainer) minimum(i int, o, year over, c *contractProjection, l *layer, en *contractEngine) *Node {
	n := &Node{Label: "Minimum of " + l.terms.Minimums[i].label(l.terms.MinimumsBy) + " " + e.during(o), Unit: Currency, Value: e.spent(o, l, en)}
	left := e.owed(i, year, c, l)
	if begun := min(en.past.upTo, year.to); begun > year.from {
		spent := e.spentSoFar(c, &en.past, over{year.from, begun})
		rest := &Node{Label: "Left of the minimum", Unit: Currency, Value: max(0, left.Value-spent.Value)}
		left, year.from = rest.of(opLeft, "minimum − actual spend", nodes(left, spent.minus())), begun
	}
	if o == year {
		return n.of(opSame, "", nodes(left))
	}
	weight := 0.0
	for m := year.from; m < year.to; m++ {
		weight += l.billed()[m] * l.rise[m]
	}
	if weight <= rounding {
		return e.evenly(n, o, rows(year), l, left)
	}
	part := e.weights(o, c, l, billedWeight)
	share := &Node{Label: "Share of the year's weight " + e.during(o), Unit: Share, Value: part.Value / weight}
	share.of(opRatio, "months at full / those of the year", nodes(part, e.weights(year, c, l, billedWeight)))
	return n.of(opProduct, "minimum · share of the year's weight", nodes(left, share))
}

// owed is a year's minimum, less what a forgiving delay takes off it.
func (e *explainer) owed(i int, year over, c *contractProjection, l *layer) *Node {
	m := &l.terms.Minimums[i]
	label := m.label(l.terms.MinimumsBy)
	stated := e.given("minimum of "+label, m.Amount, Currency, "contracts."+c.ID+".minimums."+label)
	if l.terms.OnDelay != Forgive {
		return stated
	}
	n := &Node{Label: "Minimum of " + label + " after what is forgiven", Unit: Currency, Value: l.owed(m)}
	return n.of(opProduct, "minimum · share delivered", nodes(stated, e.delivered(c, l, year, l.delivered(rows(year)))))
}

// priced is the hours of all capacity online at their prices.
func (e *explainer) priced(n *Node, o over, c *contractProjection, l *layer, en *contractEngine) *Node {
	if o.to-o.from > 1 {
		return n.of(opSum, e.piecewise(o, false), func() []*Node {
			var all []*Node
			for _, piece := range e.pieces(o, false) {
				part := &Node{Label: "Spend of " + c.ID + " " + e.during(piece), Unit: Currency, Value: e.spent(piece, l, en)}
				all = append(all, e.priced(part, piece, c, l, en))
			}
			return all
		})
	}
	return n.of(opSum, "Σ count · share online · hours · price", func() []*Node {
		var all []*Node
		for k := range l.prices {
			all = append(all, e.batchSpend(k, o.from, c, l))
		}
		return all
	})
}

// batchSpend is what one batch of a fleet costs in a month.
func (e *explainer) batchSpend(k, m int, c *contractProjection, l *layer) *Node {
	b := &l.prices[k]
	hours := e.hours(m)
	if l.terms.HoursMonth > 0 {
		hours = e.given("hours billed a month", l.terms.HoursMonth, "hours", "contracts."+c.ID+".hours")
	}
	price := e.price(b.price, m, c, l)
	online := e.weight(over{m, m + 1}, c, l, billedWeight)
	n := &Node{Label: "Spend for " + e.batchName(l, k), Unit: Currency, Value: b.count * l.billed()[m] * hours.Value * price.Value}
	return n.of(opProduct, "count · share online · hours · price", nodes(e.count(l, k, c), online, hours, price))
}

// unitOf is the unit of the fleet that a priced batch stands for.
func (l *layer) unitOf(k int) int {
	for i, u := range l.units {
		if u.price < 0 {
			continue
		}
		if k == 0 {
			return i
		}
		k--
	}
	return -1
}

func (e *explainer) batchName(l *layer, k int) string {
	if i := l.unitOf(k); i >= 0 && l.units[i].accelerator >= 0 {
		return l.terms.Fleet[i].Accelerator
	}
	return "hours"
}

// count is the number of a priced batch; there is none where a price has no fleet.
func (e *explainer) count(l *layer, k int, c *contractProjection) *Node {
	i := l.unitOf(k)
	if i < 0 || l.units[i].accelerator < 0 {
		return none("count", "a price without a fleet", Count)
	}
	b := l.terms.Fleet[i]
	return e.given(b.Accelerator, b.Count, Count, e.paths(c, l, "fleet."+b.Accelerator)...)
}

// price is what an accelerator-hour costs in a month: fixed and rising by the escalator, or a multiple of the market's.
func (e *explainer) price(p *Price, m int, c *contractProjection, l *layer) *Node {
	n := &Node{Label: "Price " + e.during(over{m, m + 1}), Unit: CurrencyPerHour}
	keys := []string{"price." + p.Accelerator, "price"}
	if p.Accelerator == "" {
		keys = keys[1:]
	}
	var paths, multiples []string
	for _, key := range keys {
		for _, path := range e.paths(c, l, key) {
			paths, multiples = append(paths, path), append(multiples, path+".multiple")
		}
	}
	if p.Market == "" {
		n.Value = p.Amount * l.rise[m]
		stated := e.given("price", p.Amount, CurrencyPerHour, paths...)
		if !l.risen {
			return stated
		}
		return n.of(opProduct, "price · escalator", nodes(stated, e.rise(m, c, l)))
	}
	market := e.marketPrice(p.Market, m)
	n.Value = p.Multiple * market.Value
	return n.of(opProduct, "multiple · market price", nodes(e.given("multiple", p.Multiple, "", multiples...), market))
}

// marketPrice is the market's price in a month.
func (e *explainer) marketPrice(accelerator string, m int) *Node {
	n := &Node{Label: "Market price of " + accelerator + " " + e.during(over{m, m + 1}), Unit: CurrencyPerHour}
	n.Value = e.p.marketPrice(accelerator)[m]
	for i := range e.p.s.Market {
		k := &e.p.s.Market[i]
		if k.Accelerator != accelerator {
			continue
		}
		months := float64(max(0, e.out.month(m)-k.At))
		op := Op{"price · (1 − decline)^years", func(of []float64) float64 { return of[0] * math.Exp(math.Log1p(-of[1])*of[2]/12) }}
		return n.of(op, "", nodes(e.given("price", k.Price, CurrencyPerHour, "market."+accelerator+".price"),
			e.given("decline", k.Decline, Rate, "market."+accelerator+".decline"), fact("months since "+k.At.String(), months, Duration)))
	}
	return n
}
