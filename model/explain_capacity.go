package model

import "slices"

// capacity is what is online: machines, their hours and their power.
func (e *explainer) capacity(n *Node, q quantity, c *contractProjection) *Node {
	en := &e.p.contracts[q.at]
	switch {
	case q.o.to-q.o.from > 1:
		return e.split(n, q, c.touched)
	case q.o.from < en.rows.from || q.o.from >= en.rows.to:
		n.Op, n.Formula = Op{Name: "nothing"}, "outside of the contract's life"
		return n
	case q.col == ColGPUHours && en.unitPriced(c) && c.Kind != TakeOrPay:
		return e.hoursOfUse(n, q, c, en)
	}
	return n.of(opSum, n.Formula, func() []*Node {
		var all []*Node
		for i := range en.layers {
			l := &en.layers[i]
			if m := q.o.from; m < l.rows.from || m >= l.rows.to || l.cancelled {
				continue
			}
			for k := range l.terms.Fleet {
				all = append(all, e.batch(q, &l.terms.Fleet[k], c, l, en)...)
			}
			if len(l.terms.Fleet) == 0 && len(l.prices) > 0 && q.col == ColGPUHours && c.Kind == TakeOrPay {
				all = append(all, e.hoursBought(q, c, l, en))
			}
		}
		return all
	})
}

// batch is what one batch of a piece's fleet adds to a column in a month; nothing where it has no such machines.
func (e *explainer) batch(q quantity, b *Batch, c *contractProjection, l *layer, en *contractEngine) []*Node {
	a, _ := e.p.s.Catalog.Accelerator(b.Accelerator)
	if gpus := q.col == ColGPUs || q.col == ColGPUHours; gpus && a.CPU || !gpus && q.col != ColPowerIT && !a.CPU {
		return nil
	}
	m := q.o.from
	n := &Node{Label: b.Accelerator + " of " + c.ID + " " + e.during(q.o), Unit: e.unitOf(q.col)}
	of := []*Node{e.given(b.Accelerator, b.Count, Count, e.paths(c, l, "fleet."+b.Accelerator)...), e.online(m, c, l, en)}
	op, words := opProduct, "count · share online"
	switch q.col {
	case ColGPUHours, ColCPUHours:
		of = append(of, e.hours(m), e.given("availability", c.Availability, Share, e.contractPaths(c, "availability")...))
		words += " · hours · availability"
	case ColPowerIT:
		of = append(of, e.given("power", a.KW, Kilowatts, "catalog."+b.Accelerator+".power"))
		op, words = scaled("product / 1000", 1.0/1000), words+" · kW / 1000"
	}
	if n.Value = op.apply(valuesOf(of)); n.Value == 0 {
		return nil
	}
	return []*Node{n.of(op, words, nodes(of...))}
}

// hours are the hours of a month.
func (e *explainer) hours(m int) *Node {
	return fact("hours of the month", e.p.calendar.hours[m], "hours")
}

// unitOf is the unit of a column.
func (e *explainer) unitOf(col Column) Unit {
	if m := e.metrics[col]; m != nil {
		return m.Unit
	}
	return innerNames[col].unit
}

// online is the share of capacity that is there in a month: the ramp's, less what outages and an exit take.
func (e *explainer) online(m int, c *contractProjection, l *layer, en *contractEngine) *Node {
	o := over{m, m + 1}
	share := e.weight(o, c, l, onlineWeight)
	if !en.interrupted {
		return share
	}
	if !l.empty {
		dst := make([]float64, e.out.N)
		l.weigh(dst, &l.terms.Ramp, float64(l.terms.Delay))
		share.Value = dst[m]
	}
	n := &Node{Label: "Share online of " + c.ID + " " + e.during(o), Unit: Share, Value: l.online[m]}
	if c.exits() && en.served[m] != 1 || c.lost != 0 && m >= en.ends {
		kept := &Node{Label: "Left by outages and the end of service", Unit: Share, Value: en.kept[m]}
		return n.of(opProduct, "share online · left", nodes(share, e.keptByProcess(kept, m, c)))
	}
	kept := e.kept(c, m, "left of capacity", func(o *Outage) (string, float64) { return "share", o.Share }, false)
	return n.of(opProduct, "share online · left by outages", nodes(share, kept))
}

// keptByProcess is what outages and the end of service leave of a month.
func (e *explainer) keptByProcess(n *Node, m int, c *contractProjection) *Node {
	at := slices.IndexFunc(e.p.all, func(o contractProjection) bool { return o.Contract == c.Contract })
	return e.process(n, "outages, and service up to its last day", at, func(p *Projector) float64 { return p.contracts[at].kept[m] })
}

// hoursBought is the hours that a piece's spend buys at its price.
func (e *explainer) hoursBought(q quantity, c *contractProjection, l *layer, en *contractEngine) *Node {
	m := q.o.from
	spend := &Node{Label: "Spend on hours of " + c.ID + " " + e.during(q.o), Unit: Currency, Value: e.spent(q.o, l, en)}
	if len(c.Tranches) == 0 {
		spend.Value = en.agreedIn(c, over{m, m + 1})
		e.agreed(spend, q, c, en)
	} else {
		e.layer(spend, q.o, c, l, en)
	}
	if en.interrupted {
		kept := e.keptByProcess(&Node{Label: "Left by outages and the end of service", Unit: Share, Value: en.kept[m]}, m, c)
		left := &Node{Label: "Spend on hours that are there", Unit: Currency, Value: spend.Value * kept.Value}
		spend = left.of(opProduct, "", nodes(spend, kept))
	}
	price := e.price(l.prices[0].price, m, c, l)
	n := &Node{Label: "GPU-hours bought by " + c.ID + " " + e.during(q.o), Unit: GPUHours, Value: spend.Value / price.Value}
	return n.of(opRatio, "spend / price", nodes(spend, price))
}

// hoursOfUse is the hours of what is paid by use and has no fleet: what is used.
func (e *explainer) hoursOfUse(n *Node, q quantity, c *contractProjection, en *contractEngine) *Node {
	if en.dispatched {
		return e.dispatch(n, q)
	}
	return n.of(opRatio, "use / price", func() []*Node {
		return []*Node{e.use(q, c, en), e.price(en.layers[0].prices[0].price, q.o.from, c, &en.layers[0])}
	})
}

// used is the hours that are used: so much of those available, or what dispatch gives.
func (e *explainer) used(n *Node, q quantity, c *contractProjection) *Node {
	if e.p.contracts[q.at].dispatched {
		return e.dispatch(n, q)
	}
	return n.of(opProduct, n.Formula, func() []*Node {
		available := q
		available.col = ColGPUHours
		return []*Node{e.quantity(available), e.given("utilisation", c.Utilisation, Share, e.contractPaths(c, "utilisation")...)}
	})
}

// dispatch is what comes out of serving the demand.
func (e *explainer) dispatch(n *Node, q quantity) *Node {
	return e.process(n, "the demand, served from the contracts in order of marginal price", wholeScenario,
		func(p *Projector) float64 { return e.valueOf(p, q) })
}

// contractPaths are where a number of a contract may be written.
func (e *explainer) contractPaths(c *contractProjection, key string) []string {
	return []string{"contracts." + c.ID + "." + key, "defaults." + key}
}

// power is facility power, energy, carbon and water, from the power of the machines.
func (e *explainer) power(n *Node, q quantity, c *contractProjection) *Node {
	if q.col != ColPower && q.o.to-q.o.from > 1 {
		return e.split(n, q, c.touched)
	}
	return n.of(e.powerOp(q.col), n.Formula, func() []*Node {
		it := q
		it.col = ColPowerIT
		given := func(key string, v float64, u Unit) *Node { return e.given(key, v, u, e.contractPaths(c, key)...) }
		all := []*Node{e.quantity(it)}
		if q.col != ColWater {
			all = append(all, given("pue", c.PUE, ""))
		}
		if q.col == ColPower {
			return all
		}
		all = append(all, e.hours(q.o.from), given("load_factor", c.LoadFactor, Share))
		switch q.col {
		case ColCarbon:
			all = append(all, given("grid_intensity", c.GridIntensity, "kg/kWh"))
		case ColWater:
			all = append(all, given("wue", c.WUE, "l/kWh"))
		}
		return all
	})
}

func (e *explainer) powerOp(col Column) Op {
	if col == ColWater {
		return scaled("product / 1000", 1.0/1000)
	}
	return opProduct
}

// marketValue is the available hours at the market's prices.
func (e *explainer) marketValue(n *Node, q quantity, c *contractProjection) *Node {
	en := &e.p.contracts[q.at]
	switch {
	case q.o.to-q.o.from > 1:
		return e.split(n, q, c.touched)
	case en.unitPriced(c):
		return n.of(opProduct, "GPU-hours available · market price", func() []*Node {
			hours := q
			hours.col = ColGPUHours
			return []*Node{e.quantity(hours), e.marketPrice(en.layers[0].prices[0].price.Market, q.o.from)}
		})
	case slices.ContainsFunc(en.layers, func(l layer) bool { return len(l.terms.Fleet) == 0 }):
		return e.outcome(n, q, "the hours that spend buys, at the market price it follows")
	}
	return n.of(opSum, "Σ GPU-hours available · market price", func() []*Node { return e.batchesAtMarket(q, c, en) })
}

func (e *explainer) batchesAtMarket(q quantity, c *contractProjection, en *contractEngine) []*Node {
	var all []*Node
	hours := q
	hours.col = ColGPUHours
	for i := range en.layers {
		l := &en.layers[i]
		if m := q.o.from; l.cancelled || m < l.rows.from || m >= l.rows.to {
			continue
		}
		for k := range l.terms.Fleet {
			b := &l.terms.Fleet[k]
			for _, available := range e.batch(hours, b, c, l, en) {
				price := e.marketPrice(b.Accelerator, q.o.from)
				n := &Node{Label: b.Accelerator + " at the market price " + e.during(q.o), Unit: Currency, Value: available.Value * price.Value}
				all = append(all, n.of(opProduct, "GPU-hours available · market price", nodes(available, price)))
			}
		}
	}
	return all
}

// idle is the committed spend that bought nothing used.
func (e *explainer) idle(n *Node, q quantity, c *contractProjection) *Node {
	switch {
	case c.Kind == Drawdown:
		n.Formula = "charges − credit granted + forfeits + credit expired"
		return e.addends(n, q, drawdownIdle)
	case c.Kind == OnDemand:
		return e.outcome(n, q, "")
	case q.o.to-q.o.from > 1:
		return e.split(n, q, c.touched)
	case q.o.from == c.feeRow:
		return e.outcome(n, q, "the fee of the exit, and the spend for hours that are not used")
	}
	month := func(col Column) *Node { return e.quantity(quantity{col, q.at, Sum, q.o}) }
	available := month(ColGPUHours)
	if !(available.Value > 0) {
		return e.same(n, q, ColSpend)
	}
	return n.of(opProduct, n.Formula, func() []*Node {
		used := month(ColGPUHoursUsed)
		unused := &Node{Label: "Share of hours not used " + e.during(q.o), Unit: Share, Value: max(0, 1-used.Value/available.Value)}
		return []*Node{month(ColSpend), unused.of(opUnused, "1 − used / available", nodes(used, available))}
	})
}
