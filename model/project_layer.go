package model

import (
	"math"
	"time"
)

// layer is one piece of a contract, with a start and a ramp of its own: a tranche, or the whole of a contract without
// tranches. Its columns are scratch by row of the grid, meaningful inside its rows only.
type layer struct {
	terms     *Contract // as they hold for the piece
	own       Contract  // of a tranche: where they are laid out
	undelayed timeline
	life      timeline
	rows      rows
	cancelled bool // late beyond the grace: it never is

	fleet         fleet
	prices        []pricedBatch
	fiscalYearEnd time.Month
	plan          Ramp // by which spend is laid out: the ramp itself, an even schedule or its own steps

	online   []float64 // the share of full capacity, integrated over the month
	weight   []float64 // the plan's integral over the month, delayed
	onTime   []float64 // the same without the delay
	rise     []float64 // the escalator's factor
	share    []float64 // the share of the month inside the term
	spend    []float64 // as agreed
	credited []float64 // of spend, what prepayments for the tranche have paid
}

// fleet is what a piece's accelerators add up to at full capacity.
type fleet struct {
	gpus, cpus float64
	megawatts  float64 // of IT power
}

// pricedBatch is a batch with the price it is billed at. A contract with a price and no fleet has one with count 0.
type pricedBatch struct {
	count float64
	cpu   bool
	price Price
}

func newLayer(fleet int, g Grid) layer {
	columns := newTable(7, g.N)
	return layer{
		prices: make([]pricedBatch, 0, max(1, fleet)),
		online: columns[0], weight: columns[1], onTime: columns[2], rise: columns[3], share: columns[4], spend: columns[5],
		credited: columns[6],
	}
}

// prepare works out what follows from the terms as they stand now.
func (l *layer) prepare(c *Contract, s *Scenario, g Grid) {
	l.terms, l.undelayed, l.cancelled = c, timelineOf(c.Start, c.Term), c.cancelled()
	l.life = c.lengthened(l.undelayed)
	l.plan, l.fiscalYearEnd = c.plan(), s.FiscalYearEnd
	from := g.index(l.life.first)
	l.rows = rows{from, from + l.life.months()}
	if l.rows.from < 0 || l.rows.to > g.N {
		panic("model: contract " + c.ID + " runs beyond the grid of its projector")
	}
	l.fleet, l.prices = fleet{}, l.prices[:0]
	for _, b := range c.Fleet {
		a, _ := s.Catalog.Accelerator(b.Accelerator)
		l.fleet.megawatts += b.Count * a.KW / 1000
		if a.CPU {
			l.fleet.cpus += b.Count
		} else {
			l.fleet.gpus += b.Count
		}
		if price, ok := c.priceOf(a); ok {
			l.prices = append(l.prices, pricedBatch{b.Count, a.CPU, price})
		}
	}
	if price, ok := c.priceOf(Accelerator{}); ok && len(c.Fleet) == 0 {
		l.prices = append(l.prices, pricedBatch{0, false, price})
	}
}

// plan is the course by which the contract's spend is laid out over its term.
func (c *Contract) plan() Ramp {
	switch {
	case c.Kind == OnDemand && c.Consumption != nil:
		return Ramp{Shape: Immediate}
	case c.setByPrice():
		return c.Ramp
	case c.Schedule.Kind == Even:
		return Ramp{Shape: Immediate}
	case c.Schedule.Kind == BySteps:
		return c.Schedule.Steps
	}
	return c.Ramp
}

// setByPrice reports whether spend is the fleet's hours at their price: neither value, minimums nor fee sets it.
func (c *Contract) setByPrice() bool {
	return !Known(c.Value) && len(c.Minimums) == 0 && !Known(c.Fee)
}

// priceOf is the price of an accelerator under the contract: its own, or the one that holds for all GPUs. A price for all
// is one of GPU-hours, so CPU cores need their own.
func (c *Contract) priceOf(a Accelerator) (Price, bool) {
	var all Price
	found := false
	for _, p := range c.Prices {
		switch {
		case p.Accelerator == a.ID:
			return p, true
		case p.Accelerator == "" && !a.CPU:
			all, found = p, true
		}
	}
	return all, found
}

// integrate takes the integrals of ramp and plan over each month, exactly.
func (l *layer) integrate() {
	c, d := l.terms, float64(l.terms.Delay)
	own := l.plan.Shape != c.Ramp.Shape || c.Schedule.Kind == BySteps // the plan is not the ramp
	var capacity, weight, onTime float64                              // integrals up to the month
	late := d > 0 && (c.OnDelay == Pay || c.OnDelay == Forgive)       // the weights on time are other ones, and matter
	rise, year := 1.0, 0
	for i := range l.rows.to - l.rows.from {
		m, from, to := l.rows.from+i, l.life.from(i), l.life.to(i)
		l.share[m] = to - from
		if y := int(from / 12); y != year {
			year, rise = y, math.Pow(1+c.Escalator, float64(y))
		}
		l.rise[m] = rise

		next := c.Ramp.Integral(to - d)
		l.online[m], capacity = next-capacity, next
		if own {
			next = l.plan.Integral(to - d)
		}
		l.weight[m], weight = next-weight, next
		if late {
			next = l.plan.Integral(min(to, l.undelayed.length))
		}
		l.onTime[m], onTime = next-onTime, next
	}
	if l.cancelled || c.undelivered(l.undelayed) {
		clear(l.online[l.rows.from:l.rows.to])
		clear(l.weight[l.rows.from:l.rows.to])
	}
}

// undelivered reports whether a delay leaves no delivery inside a term that does not move.
func (c *Contract) undelivered(t timeline) bool {
	return c.OnDelay != Extend && (c.Delay >= c.Term || float64(c.Delay) >= t.length)
}

// price is what an accelerator-hour of the batch costs in the month of row m.
func (l *layer) price(b *pricedBatch, market []float64, m int) float64 {
	if b.price.Market != "" {
		return b.price.Multiple * market[m]
	}
	return b.price.Amount * l.rise[m]
}

// billed is the weight spend follows: as if on time when a delay is to be paid for.
func (l *layer) billed() []float64 {
	if l.terms.OnDelay == Pay {
		return l.onTime
	}
	return l.weight
}
