package model

// billed is the weight spend follows: as if on time when a delay is to be paid for.
func (e *contractEngine) billed(c *Contract) []float64 {
	if c.OnDelay == Pay {
		return e.onTime
	}
	return e.weight
}

// spreadValue lays the value out by weight. A delay that leaves no delivery inside a compressed term puts it all in the
// last month; a forgiving one divides by the weights on time, so that the undelivered share falls away.
func (e *contractEngine) spreadValue(out *contractProjection, r rows) {
	w, spend := e.billed(out.Contract), out.columns[ColSpend]
	base := w
	if out.OnDelay == Forgive {
		base = e.onTime
	}
	total := 0.0
	for m := r.from; m < r.to; m++ {
		total += base[m] * e.rise[m]
	}
	if total <= 0 {
		out.lastMonthOnly = true
		spend[r.to-1] = out.Value
		return
	}
	scale := out.Value / total
	for m := r.from; m < r.to; m++ {
		spend[m] = scale * w[m] * e.rise[m]
	}
}

// spreadMinimums lays each year's minimum out inside its year by weight, or by the share of the month where the year has
// no weight. A forgiving delay lowers each year by the share of it that is not delivered.
func (e *contractEngine) spreadMinimums(out *contractProjection, r rows) {
	w, spend := e.billed(out.Contract), out.columns[ColSpend]
	for i := range out.Minimums {
		minimum := &out.Minimums[i]
		var weight, onTime, share float64
		for m := r.from; m < r.to; m++ {
			if e.minimumYear(out, m-r.from) == minimum.Year {
				weight += w[m] * e.rise[m]
				onTime += e.onTime[m] * e.rise[m]
				share += e.share[m]
			}
		}
		amount := minimum.Amount
		if out.OnDelay == Forgive && onTime > 0 {
			amount *= weight / onTime
		}
		for m := r.from; m < r.to; m++ {
			if e.minimumYear(out, m-r.from) != minimum.Year {
				continue
			}
			if weight > rounding {
				spend[m] = amount * (w[m] * e.rise[m] / weight)
			} else {
				spend[m] = amount * (e.share[m] / share)
			}
		}
	}
}

// minimumYear is the year, in the contract's own counting, whose minimum month i of the life belongs to. When a delay
// extends the term, a list by contract year counts from as many whole months after the start; months before that belong
// to no year.
func (e *contractEngine) minimumYear(out *contractProjection, i int) int {
	switch out.MinimumsBy {
	case CalendarYears:
		return (out.life.first + Month(i)).Year()
	case FiscalYears:
		return fiscalYear(out.life.first+Month(i), e.fiscalYearEnd)
	}
	if out.OnDelay == Extend {
		i -= int(out.Delay)
	}
	if i < 0 {
		return 0
	}
	return 1 + e.undelayed.year(i)
}

// runFee bills the monthly fee by the plan.
func (e *contractEngine) runFee(out *contractProjection, r rows) {
	w, spend := e.billed(out.Contract), out.columns[ColSpend]
	for m := r.from; m < r.to; m++ {
		spend[m] = out.Fee * w[m] * e.rise[m]
	}
}

// runOnDemand spends the consumption curve inside the term, after the delay.
func (e *contractEngine) runOnDemand(out *contractProjection, r rows) {
	w, spend := e.billed(out.Contract), out.columns[ColSpend]
	e.usage.fill(spend, out.Consumption)
	clear(spend[:r.from])
	clear(spend[r.to:])
	for m := r.from; m < r.to; m++ {
		spend[m] *= w[m]
	}
}

// runPriced bills the fleet's hours at their prices: all capacity online, or on demand the used share of what is
// available.
func (e *contractEngine) runPriced(p *Projector, out *contractProjection, r rows) {
	w, spend := e.billed(out.Contract), out.columns[ColSpend]
	if out.Kind == OnDemand {
		e.addUse(p, out, spend, w, r)
		return
	}
	for i := range e.prices {
		b := &e.prices[i]
		market := p.marketPrice(b.price.Market)
		for m := r.from; m < r.to; m++ {
			hours := p.calendar.hours[m]
			if out.HoursMonth > 0 {
				hours = out.HoursMonth
			}
			spend[m] += b.count * w[m] * hours * e.price(b, market, m)
		}
	}
}

// addUse adds used hours at their prices, with online the share of full capacity.
func (e *contractEngine) addUse(p *Projector, out *contractProjection, dst, online []float64, r rows) {
	for i := range e.prices {
		b := &e.prices[i]
		market := p.marketPrice(b.price.Market)
		for m := r.from; m < r.to; m++ {
			used := b.count * online[m] * p.calendar.hours[m] * out.Availability * out.Utilisation
			dst[m] += used * e.price(b, market, m)
		}
	}
}

// runConsumption fills what is used, in money: on demand it is spend; else the consumption curve inside the term and after
// the delay, or the used hours at their price. It reads C from ColGPUs.
func (e *contractEngine) runConsumption(p *Projector, out *contractProjection, r rows) {
	use, spend := out.columns[ColConsumption], out.columns[ColSpend]
	switch {
	case !e.known.consumption:
	case out.Kind == OnDemand:
		copy(use[r.from:r.to], spend[r.from:r.to])
	case out.Consumption != nil:
		e.usage.fill(use, out.Consumption)
		clear(use[:r.from])
		clear(use[r.to:])
		for i := range r.to - r.from {
			use[r.from+i] *= max(0, out.life.to(i)-max(out.life.from(i), float64(out.Delay)))
		}
	case len(out.Fleet) == 0:
		for m := r.from; m < r.to; m++ {
			use[m] = spend[m] * out.Utilisation
		}
	default:
		e.addUse(p, out, use, out.columns[ColGPUs], r)
	}
}

// price is what a GPU-hour of the batch costs in the month of row m.
func (e *contractEngine) price(b *pricedBatch, market []float64, m int) float64 {
	if b.price.Market != "" {
		return b.price.Multiple * market[m]
	}
	return b.price.Amount * e.rise[m]
}
