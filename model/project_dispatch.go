package model

import (
	"cmp"
	"math"
	"slices"

	"commitcast/model/internal/vector"
)

// offer is GPU-hours that a contract can give in a month at a marginal price above 0.
type offer struct {
	contract int // its place among all contracts
	price    float64
	hours    float64 // +Inf for no limit
}

// runDemand fills demand and dispatches it. Without a demand both are not known, and use is as the contracts say.
func (p *Projector) runDemand() {
	demand, unserved := p.out.columns[ColDemand], p.out.columns[ColUnserved]
	if p.s.Demand == nil && !p.needs.column[ColDemand] && !p.needs.column[ColUnserved] {
		return
	}
	if p.s.Demand == nil {
		vector.Fill(demand, Unknown())
		vector.Fill(unserved, Unknown())
		return
	}
	p.fillDemand(demand)
	p.sources, p.recalled = p.sources[:0], 0
	for i := range p.contracts {
		if e := &p.contracts[i]; p.all[i].Counts() && e.dispatched {
			p.sources = append(p.sources, i)
			clear(e.use)
			e.recallUse(&p.all[i], p.out.Grid)
			if e.recalled > e.rows.from {
				p.recalled = max(p.recalled, e.recalled)
			}
		}
	}
	for m := range demand {
		unserved[m] = p.dispatch(m, demand[m])
	}
}

// fillDemand fills the GPU-hours wanted: the curve, or so many per unit of revenue, fewer as efficiency grows.
func (p *Projector) fillDemand(dst []float64) {
	d := p.s.Demand
	if d.Curve != nil {
		p.demand.fill(dst, d.Curve)
		return
	}
	at := d.At
	if at == 0 {
		at = p.s.life().From
	}
	monthly := math.Log1p(-d.Efficiency) / 12
	for m, revenue := range p.out.columns[ColRevenue] {
		dst[m] = revenue * d.Intensity
		if months := p.out.month(m) - at; months > 0 {
			dst[m] *= math.Exp(monthly * float64(months))
		}
	}
	if p.demand.factor != nil {
		vector.Multiply(dst, dst, p.demand.factor, 1)
	}
}

// dispatch serves the demand of the month of row m from the contracts in order of marginal price, ties in file order, and
// returns what is not served. A drawdown's hours cost nothing more until its commitment is reached. What actual consumption
// stands for is served first.
func (p *Projector) dispatch(m int, demand float64) float64 {
	if m < p.recalled {
		for _, i := range p.sources {
			if e := &p.contracts[i]; m >= e.rows.from && m < e.recalled {
				demand -= e.usePast(&p.all[i], m)
			}
		}
		demand = max(0, demand)
	}
	nothing := rounding * demand // is what rounding leaves of it
	p.offers = p.offers[:0]
	for _, i := range p.sources {
		if e := &p.contracts[i]; m >= e.recalled && m < e.ends {
			if demand -= p.useFree(i, m, demand); demand <= nothing {
				demand = 0
			}
		}
	}
	slices.SortStableFunc(p.offers, func(a, b offer) int { return cmp.Compare(math.Round(a.price*1e9), math.Round(b.price*1e9)) })
	for _, o := range p.offers {
		used := min(demand, o.hours)
		p.all[o.contract].columns[ColGPUHoursUsed][m] += used
		if demand -= used; demand <= nothing {
			demand = 0
		}
	}
	for _, i := range p.sources {
		p.contracts[i].take(&p.all[i], m)
	}
	return demand
}

// hourly is what a GPU-hour costs at contract rates in row m, averaged over the fleet; 0 when there is none to be had.
func (e *contractEngine) hourly(out *contractProjection, m int) float64 {
	if e.unitPriced(out) {
		return e.rate[m]
	}
	return divideOr0(e.work[m], out.columns[ColGPUHours][m])
}

// divideOr0 is a/b, 0 for b = 0.
func divideOr0(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// usePast is the hours that actual consumption stands for.
func (e *contractEngine) usePast(out *contractProjection, m int) float64 {
	hours := divideOr0(e.use[m], e.hourly(out, m))
	out.columns[ColGPUHoursUsed][m] = hours
	return hours
}

// useFree serves up to a demand from the hours of contract i that cost nothing more in row m, and returns how much. What it can
// give at a price joins the offers.
func (p *Projector) useFree(i, m int, demand float64) float64 {
	e, c := &p.contracts[i], &p.all[i]
	hours, free := c.columns[ColGPUHours][m]*c.Utilisation, 0.0
	if c.Kind != TakeOrPay && e.unitPriced(c) {
		hours = e.unlimited(c, m, p.out.columns[ColDemand][m])
	}
	switch {
	case hours <= 0:
		return 0
	case c.Kind == TakeOrPay:
		free = hours
	case c.Kind == OnDemand:
		p.offers = append(p.offers, offer{i, e.hourly(c, m), hours})
	default:
		rate := e.hourly(c, m)
		free = min(hours, divideOr0(e.book.paidFor(m), rate))
		p.offers = append(p.offers, offer{i, rate * c.Drawdown.OveragePrice, hours - free})
	}
	used := min(demand, free)
	c.columns[ColGPUHoursUsed][m] = used
	return used
}

// unlimited is the hours a contract without a fleet gives in row m: as many as are wanted, but only in the part of the month that
// its term, its delay and outages leave.
func (e *contractEngine) unlimited(c *contractProjection, m int, demand float64) float64 {
	i := m - e.rows.from
	share := c.life.to(i) - max(c.life.from(i), float64(c.Delay))
	if e.interrupted {
		share *= e.kept[m]
	}
	switch {
	case share <= 0:
		return 0
	case share < 1-rounding:
		return share * demand
	}
	return math.Inf(1)
}

// take is the contract's use in row m, at what dispatch gave it. CPU cores are used as the contract says.
func (e *contractEngine) take(out *contractProjection, m int) {
	if m >= e.rows.from && m < e.rows.to {
		if m >= e.recalled {
			e.use[m] = out.columns[ColGPUHoursUsed][m]*e.hourly(out, m) + e.cores[m]*out.Utilisation
		}
		if out.Kind != TakeOrPay && e.unitPriced(out) {
			out.columns[ColGPUHours][m] = out.columns[ColGPUHoursUsed][m]
		}
	}
	switch {
	case out.Kind != Drawdown:
		out.columns[ColConsumption][m] = e.use[m]
	case m >= e.book.rows.from && m < e.book.rows.to:
		e.book.step(out, m, e.use[m])
	}
}
