package model

// figure is the node of a figure that is defined.
func (e *explainer) figure(g *Gauge) *Node {
	f, p := g.figure, e.out
	n := &Node{Label: f.Label, Unit: f.Unit, Value: g.Value()}
	if !Known(n.Value) {
		return unknownLike(n)
	}
	y := fullYearsOf(p.Scenario, p.Grid, g.by, e.shown)
	whole := over{0, p.N}
	switch f.Name {
	case "commitment":
		return n.of(opSum, f.Formula, e.commitments)
	case "present_value":
		return n.of(opSum, f.Formula, func() []*Node { return e.discounted(whole, true) })
	case "weighted_average_life_years":
		return e.averageLife(n, f.Formula)
	case "coverage_life":
		return e.lifeCoverage(n, f.Formula, over{p.firstFlow(), p.index(p.life.To) + 1})
	case "funding_gap":
		return e.fundingGap(n, f.Formula)
	case "mark_to_market":
		return e.addends(n, quantity{at: wholeScenario, how: Sum, o: over{p.firstFlow(), p.N}}, marketGains).of(opSum, f.Formula, n.operands)
	case "mark_to_market_pv":
		return n.of(opSum, f.Formula, func() []*Node { return e.discountedGains(over{p.firstFlow(), p.N}) })
	case "price_implied":
		return n.of(opRatio, f.Formula, func() []*Node { return e.both(ColPricedSpend, ColGPUHours, wholeScenario, whole) })
	case "price_effective":
		return n.of(opRatio, f.Formula, func() []*Node { return e.both(ColPricedSpend, ColGPUHoursUsed, wholeScenario, whole) })
	}
	return e.overYears(n, f, y)
}

// overYears are the figures over full years.
func (e *explainer) overYears(n *Node, f *Figure, y *fullYears) *Node {
	p := e.out
	switch f.Name {
	case "peak_spend":
		life := over{p.index(p.life.From), p.index(p.life.To) + 1}
		op := Op{"max, to the cent", func(of []float64) float64 { return fold(of, func(v, most float64) bool { return !(v <= most+cent) }) }}
		return n.of(op, f.Formula, func() []*Node {
			return e.eachYear(y.grid, func(q *fullYear) *Node {
				if q.over.from < life.from || q.over.to > life.to {
					return nil
				}
				return e.quantity(quantity{ColSpend, wholeScenario, Sum, q.over})
			})
		})
	case "min_coverage":
		return n.of(opMin, f.Formula, func() []*Node { return e.coverages(y) })
	case "first_covered_year":
		return e.firstCovered(n, f.Formula, y)
	}
	b := p.baseYear(y.by)
	return n.of(opMax, f.Formula, func() []*Node {
		return e.eachYear(y.list, func(q *fullYear) *Node {
			growth := &Node{Label: "Break-even growth in " + q.label, Unit: Rate}
			if growth.Value = breakevenGrowth(p, y.by, nil)(p.yearPeriod(q)); q.year <= b || !Known(growth.Value) {
				return nil
			}
			return e.breakeven(growth, "(target · spend / revenue of "+itoa(b)+")^(1/years) − 1", y.by, q.over)
		})
	})
}

// yearPeriod is a full year as a period.
func (p *Projection) yearPeriod(q *fullYear) Period {
	return Period{Label: q.label, From: p.month(q.over.from), To: p.month(q.over.to - 1)}
}

// eachYear are the nodes of the full years with something spent in every month; a nil node is left out.
func (e *explainer) eachYear(years []fullYear, of func(*fullYear) *Node) []*Node {
	var all []*Node
	for i := range years {
		if q := &years[i]; e.out.whole(q.over) {
			if n := of(q); n != nil {
				all = append(all, n)
			}
		}
	}
	return all
}

// coverages are the revenue coverages of full years.
func (e *explainer) coverages(y *fullYears) []*Node {
	return e.eachYear(y.list, func(q *fullYear) *Node {
		v := divide(plainSum(e.out.columns[ColRevenue], q.over), plainSum(e.out.columns[ColSpend], q.over))
		if !Known(v) {
			return nil
		}
		n := &Node{Label: "Revenue coverage in " + q.label, Unit: Multiple, Value: v, Address: "coverage.revenue@" + q.label}
		return n.of(opRatio, "revenue / spend", func() []*Node { return e.both(ColRevenue, ColSpend, wholeScenario, q.over) })
	})
}

// firstCovered is the first full year from which coverage stays at the target or above.
func (e *explainer) firstCovered(n *Node, formula string, y *fullYears) *Node {
	var years []int
	for i := range y.list {
		q := &y.list[i]
		if e.out.whole(q.over) && plainSum(e.out.columns[ColSpend], q.over) != 0 {
			years = append(years, q.year)
		}
	}
	op := Op{"first year from which all are at the target", func(of []float64) float64 {
		first := 0
		for i, v := range of[1:] {
			switch {
			case !(v >= of[0]*(1-rounding)):
				first = 0
			case first == 0:
				first = years[i]
			}
		}
		return yearOrUnknown(first)
	}}
	return n.of(op, formula, func() []*Node {
		return append([]*Node{e.given("target", e.p.s.Target, Multiple, "target")}, e.coverages(y)...)
	})
}

// commitments are what the contracts that count commit to.
func (e *explainer) commitments() []*Node {
	var all []*Node
	for i := range e.p.all {
		if c := &e.p.all[i]; c.Counts() && c.committed != 0 {
			all = append(all, e.commitment(i))
		}
	}
	return all
}

// commitment is what a contract commits to over its life: its spend, or of a drawdown the greater of its years and its aggregate.
func (e *explainer) commitment(i int) *Node {
	c := &e.p.all[i]
	n := &Node{Label: "Commitment of " + c.ID, Unit: Currency, Value: c.committed}
	if c.Kind != Drawdown {
		return n.of(opSame, "spend over its life", func() []*Node { return []*Node{e.quantity(quantity{ColSpend, i, Sum, over{0, e.out.N}})} })
	}
	return n.of(opMax, "the greater of what its years and its aggregate require", func() []*Node {
		years := &Node{Label: "Required by year", Unit: Currency, Value: c.byYear}
		years.of(opSum, "Σ minimums of the commitment years", func() []*Node {
			var all []*Node
			for k := range c.years {
				all = append(all, e.minimumOf(i, k))
			}
			return all
		})
		if c.aggregate == 0 {
			return []*Node{years}
		}
		return []*Node{years, e.aggregateOf(i)}
	})
}

// fundingGap is what the least cash balance falls short of the minimum by.
func (e *explainer) fundingGap(n *Node, formula string) *Node {
	v, at := e.out.lowestCash()
	op := Op{"max(0, difference)", func(of []float64) float64 {
		if gap := sum(of); gap >= cent {
			return gap
		}
		return 0
	}}
	return n.of(op, formula, func() []*Node {
		least := &Node{Label: "Lowest cash balance, at the end of " + e.out.month(at).String(), Unit: Currency, Value: v}
		least.of(opMin, "the least of the month ends from the valuation to the last commitment month", func() []*Node {
			return e.balances(over{e.out.firstFlow(), e.out.index(e.out.life.To) + 1})
		})
		return []*Node{e.given("min_cash", e.p.s.MinCash, Currency, "min_cash"), least.minus()}
	})
}

// balances are the least month-end balances of the years.
func (e *explainer) balances(o over) []*Node {
	var all []*Node
	for _, year := range e.pieces(o, false) {
		if year.to-year.from == 1 {
			all = append(all, e.quantity(quantity{ColCashBalance, wholeScenario, Sum, year}))
			continue
		}
		var months []*Node
		for m := year.from; m < year.to; m++ {
			months = append(months, e.quantity(quantity{ColCashBalance, wholeScenario, Sum, over{m, m + 1}}))
		}
		n := &Node{Label: "Lowest cash balance " + e.during(year), Unit: Currency, Value: opMin.apply(valuesOf(months))}
		all = append(all, n.of(opMin, "the least of the month ends", nodes(months...)))
	}
	return all
}

func valuesOf(all []*Node) []float64 {
	values := make([]float64, len(all))
	for i, n := range all {
		values[i] = n.Value
	}
	return values
}
