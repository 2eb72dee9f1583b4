package model

// runMarket values the available GPU-hours at market prices. What has a price and no fleet follows the market by its price.
func (e *contractEngine) runMarket(p *Projector, out *contractProjection, r rows) {
	if e.unitPriced(out) {
		market := p.marketPrice(e.layers[0].prices[0].price.Market)
		for m := r.from; m < r.to; m++ {
			out.columns[ColMarketValue][m] = out.columns[ColGPUHours][m] * market[m]
		}
		return
	}
	for i := range e.layers {
		l := &e.layers[i]
		if l.cancelled {
			continue
		}
		for k := range l.terms.Fleet {
			e.addMarket(p, out, l, &l.terms.Fleet[k])
		}
		if len(l.terms.Fleet) == 0 {
			e.addMarketOfSpend(p, out, l)
		}
	}
}

// addMarketOfSpend adds what the hours bought at a multiple of the market price are worth at that price.
func (e *contractEngine) addMarketOfSpend(p *Projector, out *contractProjection, l *layer) {
	if len(l.prices) == 0 {
		return
	}
	for m := l.rows.from; m < l.rows.to; m++ {
		worth := l.spend[m] / l.prices[0].price.Multiple
		if e.interrupted {
			worth *= e.kept[m]
		}
		out.columns[ColMarketValue][m] += worth
	}
}

// addMarket adds one batch's available GPU-hours at market prices.
func (e *contractEngine) addMarket(p *Projector, out *contractProjection, l *layer, b *Batch) {
	if a, _ := p.s.Catalog.Accelerator(b.Accelerator); a.CPU {
		return
	}
	value, market := out.columns[ColMarketValue], p.marketPrice(b.Accelerator)
	for m := l.rows.from; m < l.rows.to; m++ {
		value[m] += b.Count * l.online[m] * p.calendar.hours[m] * out.Availability * market[m]
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
