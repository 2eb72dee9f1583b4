package model

import (
	"math"
	"slices"
	"time"
)

// contractEngine holds what a contract's months need beside the contract itself: buffers, and what prepare works out anew
// at every run.
type contractEngine struct {
	undelayed timeline
	known     knowledge
	fleet     fleet
	prices    []pricedBatch
	usage     curveFiller

	fiscalYearEnd time.Month
	plan          Ramp      // by which spend is laid out: the ramp itself, an even schedule or its own steps
	weight        []float64 // scratch: the plan's integral over the month, delayed
	onTime        []float64 // scratch: the same without the delay
	rise          []float64 // scratch: the escalator's factor
	share         []float64 // scratch: the share of the month inside the term
}

// fleet is what a contract's accelerators add up to at full capacity.
type fleet struct {
	gpus, cpus float64
	megawatts  float64 // of IT power
}

// pricedBatch is a batch with the price it is billed at. A contract with a price and no fleet has one with count 0.
type pricedBatch struct {
	count float64
	price Price
}

func newContractEngine(c *Contract, g Grid) contractEngine {
	e := contractEngine{
		prices: make([]pricedBatch, 0, max(1, len(c.Fleet))),
		weight: make([]float64, g.N),
		onTime: make([]float64, g.N),
		rise:   make([]float64, g.N),
		share:  make([]float64, g.N),
	}
	if c.Consumption != nil {
		e.usage = newCurveFiller(c.Consumption, g)
	}
	return e
}

// prepare works out what follows from the contract's scalars as they stand now.
func (e *contractEngine) prepare(c *Contract, s *Scenario) {
	e.undelayed, e.plan, e.fiscalYearEnd = c.timeline(), c.plan(), s.FiscalYearEnd
	e.fleet, e.prices = fleet{}, e.prices[:0]
	for _, b := range c.Fleet {
		a, _ := s.Catalog.Accelerator(b.Accelerator)
		e.fleet.megawatts += b.Count * a.KW / 1000
		if a.CPU {
			e.fleet.cpus += b.Count
		} else {
			e.fleet.gpus += b.Count
		}
		if price, ok := c.priceOf(a); ok {
			e.prices = append(e.prices, pricedBatch{b.Count, price})
		}
	}
	if price, ok := c.priceOf(Accelerator{}); ok && len(c.Fleet) == 0 {
		e.prices = append(e.prices, pricedBatch{0, price})
	}
	e.known = c.knowledge(e.fleet, s)
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

// knowledge says which of the contract's quantities the scenario states.
func (c *Contract) knowledge(f fleet, s *Scenario) knowledge {
	noFleet := len(c.Fleet) == 0
	unitPrice := noFleet && len(c.Prices) > 0
	k := knowledge{
		consumption: c.Kind == OnDemand || c.Consumption != nil || unitPrice || c.priced(s),
		gpus:        f.gpus > 0,
		gpuHours:    f.gpus > 0 || unitPrice,
		cpus:        f.cpus > 0,
		power:       !noFleet,
		facility:    !noFleet && Known(c.PUE),
		water:       !noFleet && Known(c.WUE),
	}
	k.carbon = k.facility && Known(c.GridIntensity)
	k.market = k.gpuHours && c.marketed(s)
	return k
}

// marketed reports whether a market price is given for every accelerator behind the contract's GPU-hours.
func (c *Contract) marketed(s *Scenario) bool {
	if len(c.Fleet) == 0 {
		price, ok := c.priceOf(Accelerator{})
		return ok && s.hasMarket(price.Market)
	}
	for _, b := range c.Fleet {
		if a, _ := s.Catalog.Accelerator(b.Accelerator); !a.CPU && !s.hasMarket(b.Accelerator) {
			return false
		}
	}
	return true
}

func (s *Scenario) hasMarket(accelerator string) bool {
	return slices.ContainsFunc(s.Market, func(m MarketPrice) bool { return m.Accelerator == accelerator })
}

// run fills the contract's columns.
func (e *contractEngine) run(p *Projector, out *contractProjection) {
	c := out.Contract
	e.prepare(c, p.s)
	out.life, out.known, out.lastMonthOnly = e.undelayed, e.known, false
	if c.OnDelay == Extend {
		out.life = out.life.longer(float64(c.Delay))
	}
	for i := range out.columns {
		clear(out.columns[i])
	}
	from := p.out.index(out.life.first)
	r := rows{from, from + out.life.months()}
	if r.from < 0 || r.to > p.out.N {
		panic("model: contract " + c.ID + " runs beyond the grid of its projector")
	}
	e.runCapacity(out, r)
	switch {
	case c.Kind == OnDemand && c.Consumption != nil:
		e.runOnDemand(out, r)
	case len(c.Minimums) > 0:
		e.spreadMinimums(out, r)
	case Known(c.Value):
		e.spreadValue(out, r)
	case Known(c.Fee):
		e.runFee(out, r)
	default:
		e.runPriced(p, out, r)
	}
	e.runConsumption(p, out, r)
	e.runHours(p, out, r)
	e.runPower(p, out, r)
	e.runRest(out, r)
}

// rows is the range of grid rows of a contract's life, the last excluded.
type rows struct{ from, to int }

// runCapacity integrates ramp and plan over each month, exactly. It leaves the share of full capacity online, C, in
// ColGPUs, to be scaled by runHours.
func (e *contractEngine) runCapacity(out *contractProjection, r rows) {
	c, d := out.Contract, float64(out.Delay)
	online := out.columns[ColGPUs]
	own := e.plan.Shape != c.Ramp.Shape || c.Schedule.Kind == BySteps // the plan is not the ramp
	var capacity, weight, onTime float64                              // integrals up to the month
	late := d > 0 && (c.OnDelay == Pay || c.OnDelay == Forgive)       // the weights on time are other ones, and matter
	rise, year := 1.0, 0
	for i := range r.to - r.from {
		m, from, to := r.from+i, out.life.from(i), out.life.to(i)
		e.share[m] = to - from
		if y := int(from / 12); y != year {
			year, rise = y, math.Pow(1+c.Escalator, float64(y))
		}
		e.rise[m] = rise

		next := c.Ramp.Integral(to - d)
		online[m], capacity = next-capacity, next
		if own {
			next = e.plan.Integral(to - d)
		}
		e.weight[m], weight = next-weight, next
		if late {
			next = e.plan.Integral(min(to, e.undelayed.length))
		}
		e.onTime[m], onTime = next-onTime, next
	}
	if c.undelivered(e.undelayed) {
		clear(online[r.from:r.to])
		clear(e.weight[r.from:r.to])
	}
}

// undelivered reports whether a delay leaves no delivery inside a term that does not move.
func (c *Contract) undelivered(t timeline) bool {
	return c.OnDelay != Extend && (c.Delay >= c.Term || float64(c.Delay) >= t.length)
}
