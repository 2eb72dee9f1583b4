package model

// runHours fills GPUs, GPU-hours and CPU-hours, and what the GPU-hours are worth at market.
func (e *contractEngine) runHours(p *Projector, out *contractProjection, r rows) {
	cols := out.columns
	online, hours := cols[ColGPUs], p.calendar.hours
	for m := r.from; m < r.to; m++ {
		c := online[m]
		cols[ColCPUs][m] = c * e.fleet.cpus
		cols[ColCPUHours][m] = c * e.fleet.cpus * hours[m] * out.Availability
		cols[ColPowerIT][m] = c * e.fleet.megawatts
		cols[ColGPUHours][m] = c * e.fleet.gpus * hours[m] * out.Availability
	}
	if len(out.Fleet) == 0 && len(e.prices) > 0 {
		b := &e.prices[0]
		market := p.marketPrice(b.price.Market)
		for m := r.from; m < r.to; m++ {
			cols[ColGPUHours][m] = cols[ColSpend][m] / e.price(b, market, m)
		}
	}
	if e.known.market {
		e.runMarket(p, out, r)
	}
	for m := r.from; m < r.to; m++ {
		cols[ColGPUHoursUsed][m] = cols[ColGPUHours][m] * out.Utilisation
		online[m] *= e.fleet.gpus
	}
}

// runMarket values the available GPU-hours at market prices; it reads C from ColGPUs.
func (e *contractEngine) runMarket(p *Projector, out *contractProjection, r rows) {
	value, online := out.columns[ColMarketValue], out.columns[ColGPUs]
	if len(out.Fleet) == 0 {
		market := p.marketPrice(e.prices[0].price.Market)
		for m := r.from; m < r.to; m++ {
			value[m] = out.columns[ColGPUHours][m] * market[m]
		}
		return
	}
	for i := range out.Fleet {
		b := &out.Fleet[i]
		market := p.marketPrice(b.Accelerator)
		if a, _ := p.s.Catalog.Accelerator(b.Accelerator); a.CPU {
			continue
		}
		for m := r.from; m < r.to; m++ {
			value[m] += b.Count * online[m] * p.calendar.hours[m] * out.Availability * market[m]
		}
	}
}

// runPower turns IT power into facility power, energy, carbon and water.
func (e *contractEngine) runPower(p *Projector, out *contractProjection, r rows) {
	cols := out.columns
	for m := r.from; m < r.to; m++ {
		it := cols[ColPowerIT][m]
		running := p.calendar.hours[m] * out.LoadFactor
		cols[ColPower][m] = it * out.PUE
		cols[ColEnergy][m] = it * out.PUE * running
		cols[ColCarbon][m] = it * out.PUE * running * out.GridIntensity // MWh × kg/kWh = t
		cols[ColWater][m] = it * running * out.WUE / 1000               // MWh × l/kWh = 1000 l
	}
}

// runRest fills what follows from spend: cash in arrears, what remains, and the spend that unit prices divide.
func (e *contractEngine) runRest(out *contractProjection, r rows) {
	cols := out.columns
	spend := cols[ColSpend]
	for _, col := range []Column{ColCash, ColPricedSpend, ColPoweredSpend, ColMarketSpend} {
		copy(cols[col][r.from:r.to], spend[r.from:r.to])
	}
	if out.Kind != OnDemand {
		e.runRemaining(out, r)
	}
}

// runRemaining adds spend up from the end, so that what remains ends at 0 exactly. Before its start a firm contract
// remains whole; an exercised option or letter of intent is not yet there.
func (e *contractEngine) runRemaining(out *contractProjection, r rows) {
	remaining, left := out.columns[ColRemaining], 0.0
	for m := r.to - 1; m >= r.from; m-- {
		remaining[m] = left
		left += out.columns[ColSpend][m]
	}
	if out.Status.Firm() {
		fill(remaining[:r.from], left)
	}
}
