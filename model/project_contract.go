package model

import (
	"math"
	"time"
)

// contractEngine holds what a contract's months need beside the contract itself, prepared once.
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
	accelerator string
	count       float64
	cpu         bool
	price       Price
}

func newContractEngine(c *Contract, s *Scenario, g Grid) contractEngine {
	e := contractEngine{
		undelayed: c.timeline(),
		weight:    make([]float64, g.N),
		onTime:    make([]float64, g.N),
		rise:      make([]float64, g.N),
		share:     make([]float64, g.N),

		fiscalYearEnd: s.FiscalYearEnd,
	}
	for _, b := range c.Fleet {
		a, _ := s.Catalog.Accelerator(b.Accelerator)
		e.fleet.megawatts += b.Count * a.KW / 1000
		if a.CPU {
			e.fleet.cpus += b.Count
		} else {
			e.fleet.gpus += b.Count
		}
		if price, ok := c.priceOf(a); ok {
			e.prices = append(e.prices, pricedBatch{b.Accelerator, b.Count, a.CPU, price})
		}
	}
	if price, ok := c.priceOf(Accelerator{}); ok && len(c.Fleet) == 0 {
		e.prices = []pricedBatch{{price.Market, 0, false, price}}
	}
	if c.Consumption != nil {
		e.usage = newCurveFiller(c.Consumption, g)
	}
	e.known = c.knowledge(e.fleet, s)
	return e
}

// plan is the course by which the contract's spend is laid out over its term.
func (c *Contract) plan() Ramp {
	switch {
	case c.Kind == OnDemand && c.Consumption != nil:
		return Ramp{Shape: Immediate}
	case c.Schedule.Kind == Even:
		return Ramp{Shape: Immediate}
	case c.Schedule.Kind == BySteps:
		return c.Schedule.Steps
	}
	return c.Ramp
}

// priceOf is the price of an accelerator under the contract: its own, or the one that holds for all GPUs. A price for all
// is one of GPU-hours, so CPU cores need their own.
func (c *Contract) priceOf(a Accelerator) (Price, bool) {
	for _, p := range c.Prices {
		if p.Accelerator == a.ID || p.Accelerator == "" && !a.CPU {
			return p, true
		}
	}
	return Price{}, false
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
	k.market = k.gpuHours && len(c.marketed(s)) > 0
	return k
}

// marketed lists the accelerators whose market prices value the contract's GPU-hours; nil when one of them has none.
func (c *Contract) marketed(s *Scenario) []string {
	var ids []string
	for _, b := range c.Fleet {
		if a, _ := s.Catalog.Accelerator(b.Accelerator); !a.CPU {
			ids = append(ids, b.Accelerator)
		}
	}
	if price, ok := c.priceOf(Accelerator{}); ok && len(c.Fleet) == 0 {
		ids = append(ids, price.Market)
	}
	for _, id := range ids {
		if !s.hasMarket(id) {
			return nil
		}
	}
	return ids
}

func (s *Scenario) hasMarket(accelerator string) bool {
	for i := range s.Market {
		if s.Market[i].Accelerator == accelerator {
			return true
		}
	}
	return false
}

// run fills the contract's columns.
func (e *contractEngine) run(p *Projector, out *contractProjection) {
	c := out.Contract
	e.plan, out.life, out.known, out.lastMonthOnly = c.plan(), e.undelayed, e.known, false
	if c.OnDelay == Extend {
		out.life = out.life.longer(float64(c.Delay))
	}
	for i := range out.columns {
		clear(out.columns[i])
	}
	from := p.out.index(out.life.first)
	r := rows{from, from + out.life.months()}
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
		if d > 0 {
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
			if weight > 0 {
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
