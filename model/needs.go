package model

import (
	"slices"
	"strings"
)

// needs says which columns of a scenario somebody reads, with those they rest on. The others are left as they are.
type needs struct {
	column [scenarioColumns]bool
	summed []Column // of a contract and the scenario
	// Of a take-or-pay contract without dispatch:
	use, capacity, power, idle bool
}

// basis is what each column rests on. Of a contract that is not taken or paid for, and under a demand, every column is worked
// out, for there each rests on nearly every other.
var basis = map[Column][]Column{
	ColCash:           {ColSpend, ColCashFirst},
	ColExpense:        {ColSpend},
	ColRemaining:      {ColSpend},
	ColPrepaid:        {ColCash},
	ColPayables:       {ColCash},
	ColCashFirst:      {ColCash},
	ColIdle:           {ColSpend, ColGPUHours, ColGPUHoursUsed},
	ColConsumption:    {ColGPUHours},
	ColGPUHours:       {ColSpend},
	ColGPUHoursUsed:   {ColGPUHours},
	ColPower:          {ColPowerIT},
	ColEnergy:         {ColPowerIT},
	ColCarbon:         {ColPowerIT},
	ColWater:          {ColPowerIT},
	ColPricedSpend:    {ColSpend},
	ColPoweredSpend:   {ColSpend},
	ColMarketSpend:    {ColSpend},
	ColMarketValue:    {ColGPUHours},
	ColContingent:     {ColSpend},
	ColCFADS:          {ColReceipts, ColRevenueShare, ColCosts},
	ColCashBalance:    {ColCFADS, ColCash, ColFinancing},
	ColBreakeven:      {ColSpend},
	ColRevenueToDate:  {ColRevenue, ColCash},
	ColNetSpendToDate: {ColSpend, ColCash, ColVendorCredits},
	ColDemand:         {ColRevenue, ColGPUHoursUsed},
	ColUnserved:       {ColDemand},
}

// needsOf is what the columns need.
func needsOf(columns []Column) needs {
	var n needs
	var take func(Column)
	take = func(c Column) {
		if n.column[c] {
			return
		}
		n.column[c] = true
		for _, b := range basis[c] {
			take(b)
		}
	}
	for _, c := range columns {
		take(c)
	}
	for c := range summedColumns {
		if n.column[c] {
			n.summed = append(n.summed, c)
		}
	}
	n.idle = n.column[ColIdle]
	n.use = n.any(ColConsumption, ColGPUHoursUsed)
	n.power = n.any(ColPower, ColEnergy, ColCarbon, ColWater)
	n.capacity = n.use || n.any(ColGPUs, ColGPUHours, ColCPUs, ColCPUHours, ColPowerIT)
	return n
}

func (n *needs) any(columns ...Column) bool {
	return slices.ContainsFunc(columns, func(c Column) bool { return n.column[c] })
}

// everything is the needs of somebody who reads all.
func everything() needs {
	all := make([]Column, scenarioColumns)
	for i := range all {
		all[i] = Column(i)
	}
	return needsOf(all)
}

// Only tells the projector what will be read of the runs to come, and which of the scenario's numbers will change between them, by
// their addresses. It then works out no more than it must: other columns, and everything of a report, are stale. The columns it
// keeps are to the last bit those of a projector that was not told. What is noisy need not be named, but Noise comes before Only.
// Telling it again starts afresh.
func (p *Projector) Only(metrics []Metric, figures []Figure, varied []string) {
	columns := []Column{ColSpend} // a period without spend is partial
	for i := range metrics {
		columns = append(columns, metrics[i].columns()...)
	}
	for i := range figures {
		columns = append(columns, figures[i].from...)
	}
	if p.s.Demand != nil {
		columns = append(columns, ColDemand)
	}
	p.needs = needsOf(columns)
	p.shareNeeds()
	under := func(prefixes ...string) bool {
		return slices.ContainsFunc(varied, func(path string) bool {
			return slices.ContainsFunc(prefixes, func(prefix string) bool { return path == prefix || strings.HasPrefix(path, prefix+".") })
		})
	}
	for i := range p.revenue {
		p.revenue[i].hold(!under("revenue." + p.s.Revenue[i].ID))
	}
	for i := range p.costs {
		p.costs[i].hold(!under("costs." + p.s.Costs[i].ID))
	}
	for i := range p.market {
		p.market[i].hold(!under("market." + p.market[i].accelerator))
	}
	p.demand.hold(!under("demand"))
	for i := range p.contracts {
		e, id := &p.contracts[i], "contracts."+p.all[i].ID
		e.settled = false
		e.usage.hold(!under(id + ".consumption"))
		e.marketplace.hold(!under(id + ".marketplace"))
		e.sure = !under(id+".fleet", id+".tranches", "catalog") && !p.all[i].CancelIfLate && len(p.all[i].Actuals.Consumption) == 0
		e.held = p.s.Demand == nil && !under(id, "catalog", "plausibility") && e.usage.factor == nil && e.marketplace.factor == nil &&
			!p.floats(p.all[i].Contract)
	}
}

// shareNeeds tells the contracts what is needed of them.
func (p *Projector) shareNeeds() {
	all := everything()
	for i := range p.contracts {
		if p.contracts[i].needs = &p.needs; p.all[i].Kind != TakeOrPay || p.s.Demand != nil {
			p.contracts[i].needs = &all
		}
	}
}

// floats reports whether the contract rests on a market price that changes between runs: by a price that follows it, or by what
// its hours are worth.
func (p *Projector) floats(c *Contract) bool {
	return slices.ContainsFunc(p.market, func(m marketColumn) bool { return !m.held || m.factor != nil }) &&
		(len(c.Fleet) > 0 || len(c.Tranches) > 0 || len(c.Prices) > 0)
}

// columns are those a metric is worked out from.
func (m *Metric) columns() []Column {
	switch m.Aggregation {
	case Ratio:
		return []Column{m.numerator, m.denominator}
	case Own:
		return m.from
	}
	return []Column{m.column}
}
