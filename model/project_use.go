package model

import "commitcast/model/internal/vector"

// fillUnitHours fills the GPU-hours of what has a price and no fleet: what its spend buys. Under a drawdown, or on demand,
// hours are those used, and come with use.
func (e *contractEngine) fillUnitHours(p *Projector, out *contractProjection) {
	for i := range e.layers {
		l := &e.layers[i]
		if len(l.terms.Fleet) > 0 || len(l.prices) == 0 {
			continue
		}
		if e.needs.use {
			e.fillRate(p, l)
		}
		if out.Kind == TakeOrPay {
			e.buyHours(p, out, l)
		}
	}
}

// fillRate fills what a GPU-hour costs.
func (e *contractEngine) fillRate(p *Projector, l *layer) {
	b := &l.prices[0]
	market := p.marketPrice(b.price.Market)
	for m := l.rows.from; m < l.rows.to; m++ {
		e.rate[m] = l.price(b, market, m)
	}
}

// buyHours adds the hours a layer's spend buys.
func (e *contractEngine) buyHours(p *Projector, out *contractProjection, l *layer) {
	r := l.rows
	kept := l.spend[r.from:r.to]
	if len(out.Tranches) == 0 {
		kept = e.agreed[r.from:r.to]
	}
	if e.interrupted {
		vector.Multiply(l.credited[r.from:r.to], kept, e.kept[r.from:r.to], 1) // a scratch column until payments are credited
		kept = l.credited[r.from:r.to]
	}
	if e.needs.use {
		vector.AddScaled(e.work[r.from:r.to], kept, 1)
	}
	hours, price := out.columns[ColGPUHours][r.from:r.to], l.prices[0].price
	if price.Market == "" {
		rise := l.rise[r.from:r.to]
		for i, v := range kept {
			hours[i] += v / (price.Amount * rise[i])
		}
		return
	}
	vector.AddProduct(hours, kept, p.marketInverse(price.Market)[r.from:r.to], 1/price.Multiple)
}

// unitPriced reports whether the contract is of one piece and has a price and no fleet.
func (e *contractEngine) unitPriced(out *contractProjection) bool {
	return len(out.Tranches) == 0 && len(out.Fleet) == 0 && len(e.layers[0].prices) > 0
}

// consume fills what is used: the consumption curve inside the term and after the delay, or the used share of the hours.
// Actual consumption stands in place of either.
func (e *contractEngine) consume(p *Projector, out *contractProjection, r rows) {
	if e.known.consumption {
		e.fillUse(out, r, p.out.Grid)
		e.recallUse(out, p.out.Grid)
	}
	available, used := out.columns[ColGPUHours], out.columns[ColGPUHoursUsed]
	if e.unitPriced(out) && out.Kind != TakeOrPay {
		for m := r.from; m < r.to; m++ {
			available[m] = e.use[m] / e.rate[m]
		}
	}
	for m := r.from; m < r.to; m++ {
		used[m] = available[m] * out.Utilisation
	}
	if out.Kind == Drawdown {
		e.draw(p, out)
	} else {
		copy(out.columns[ColConsumption][r.from:r.to], e.use[r.from:r.to])
	}
}

// fillUse fills consumption at contract rates.
func (e *contractEngine) fillUse(out *contractProjection, r rows, g Grid) {
	clear(e.use)
	if len(out.Tranches) == 0 && e.layers[0].cancelled {
		return
	}
	if out.Consumption == nil {
		for m := r.from; m < e.ends; m++ {
			e.use[m] = (e.work[m] + e.cores[m]) * out.Utilisation
		}
		return
	}
	e.usage.fill(e.use, out.Consumption)
	clear(e.use[:r.from])
	onTime := out.Kind == OnDemand && out.OnDelay == Pay
	for i := range r.to - r.from {
		from := out.life.from(i)
		if !onTime {
			from = max(from, float64(out.Delay))
		}
		e.use[r.from+i] *= max(0, out.life.to(i)-from)
		if e.interrupted {
			e.use[r.from+i] *= e.served[r.from+i]
		}
	}
	e.cutTail(out, r)
	if out.lost != 0 {
		clear(e.use[max(r.from, min(g.index(out.lost), len(e.use))):])
	}
}

// cutTail keeps of the consumption after the end what lies in the contract's tail.
func (e *contractEngine) cutTail(out *contractProjection, r rows) {
	if out.Kind != Drawdown || out.Drawdown.Tail <= 0 {
		clear(e.use[r.to:])
		return
	}
	left := float64(out.Drawdown.Tail)
	for m := r.to; m < len(e.use); m++ {
		e.use[m] *= max(0, min(1, left))
		left--
	}
}

// recallUse lays actual consumption over the months that are past.
func (e *contractEngine) recallUse(out *contractProjection, g Grid) {
	if e.recalled > e.rows.from {
		past := rows{e.rows.from, e.recalled}
		clear(e.use[past.from:past.to])
		out.layActuals(e.use, out.Actuals.Consumption, past, g)
	}
}

// draw holds the months' use against the commitment.
func (e *contractEngine) draw(p *Projector, out *contractProjection) {
	for m := e.book.rows.from; m < e.book.rows.to; m++ {
		e.book.step(out, m, e.use[m])
	}
}
