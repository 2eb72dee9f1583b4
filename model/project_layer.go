package model

import (
	"math"
	"slices"
	"time"

	"commitcast/model/internal/vector"
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

	units         []unit // the terms' fleet
	fleet         fleet
	prices        []pricedBatch
	fiscalYearEnd time.Month
	plan          *Ramp // by which spend is laid out: the ramp itself, an even schedule or its own steps
	empty         bool  // nothing is delivered inside the term
	risen         bool  // the escalator's factor is not 1 throughout
	dated         dating

	online   []float64 // the share of full capacity, integrated over the month
	weight   []float64 // the plan's integral over the month, delayed
	onTime   []float64 // the same without the delay
	rise     []float64 // the escalator's factor
	share    []float64 // the share of the month inside the term
	spend    []float64 // as agreed
	credited []float64 // of spend, what prepayments for the tranche have paid
}

// dating is what the dates and the share and rise columns of a layer were worked out from.
type dating struct {
	start     Date
	term      Months
	life      timeline
	escalator float64
}

// unit is one batch of a fleet: where its accelerator stands in the catalogue, and its price among the terms'; −1 for none.
type unit struct{ accelerator, price int }

// fleet is what a piece's accelerators add up to at full capacity.
type fleet struct {
	gpus, cpus float64
	megawatts  float64 // of IT power
}

// pricedBatch is a batch with the price it is billed at. A contract with a price and no fleet has one with count 0.
type pricedBatch struct {
	count float64
	cpu   bool
	price *Price
}

// newLayer makes the layer of a piece, whose fleet and prices are those of the terms.
func newLayer(c *Contract, s *Scenario, r *room) layer {
	columns := r.table(layerColumns)
	l := layer{
		prices: make([]pricedBatch, 0, max(1, len(c.Fleet))),
		online: columns[0], weight: columns[1], onTime: columns[2], rise: columns[3], share: columns[4], spend: columns[5],
		credited: columns[6],
	}
	for _, b := range c.Fleet {
		at := slices.IndexFunc(s.Catalog.Accelerators, func(a Accelerator) bool { return a.ID == b.Accelerator })
		if at < 0 {
			panic("model: contract " + c.ID + " has an accelerator that the catalogue lacks")
		}
		l.units = append(l.units, unit{at, c.priceAt(s.Catalog.Accelerators[at])})
	}
	if price := c.priceAt(Accelerator{}); len(c.Fleet) == 0 && price >= 0 {
		l.units = append(l.units, unit{-1, price})
	}
	return l
}

// prepare works out what follows from the terms as they stand now.
func (l *layer) prepare(c *Contract, s *Scenario, g Grid) {
	if c.Start != l.dated.start || c.Term != l.dated.term {
		l.dated.start, l.dated.term = c.Start, c.Term
		l.undelayed = timelineOf(c.Start, c.Term)
	}
	l.terms, l.cancelled = c, c.cancelled()
	l.life = c.lengthened(l.undelayed)
	l.plan, l.fiscalYearEnd = c.plan(), s.FiscalYearEnd
	from := g.index(l.life.first)
	l.rows = rows{from, from + l.life.months()}
	if l.rows.from < 0 || l.rows.to > g.N {
		panic("model: contract " + c.ID + " runs beyond the grid of its projector")
	}
	l.fleet, l.prices = fleet{}, l.prices[:0]
	for i, u := range l.units {
		var a Accelerator
		count := 0.0
		if u.accelerator >= 0 {
			a, count = s.Catalog.Accelerators[u.accelerator], c.Fleet[i].Count
		}
		l.fleet.megawatts += count * a.KW / 1000
		if a.CPU {
			l.fleet.cpus += count
		} else {
			l.fleet.gpus += count
		}
		if u.price >= 0 {
			l.prices = append(l.prices, pricedBatch{count, a.CPU, &c.Prices[u.price]})
		}
	}
}

// atOnce is the ramp of what is all there from the start.
var atOnce = Ramp{Shape: Immediate}

// plan is the course by which the contract's spend is laid out over its term. It must not be changed.
func (c *Contract) plan() *Ramp {
	switch {
	case c.Kind == OnDemand && c.Consumption != nil:
		return &atOnce
	case c.setByPrice():
		return &c.Ramp
	case c.Schedule.Kind == Even:
		return &atOnce
	case c.Schedule.Kind == BySteps:
		return &c.Schedule.Steps
	}
	return &c.Ramp
}

// setByPrice reports whether spend is the fleet's hours at their price: neither value, minimums nor fee sets it.
func (c *Contract) setByPrice() bool {
	return !Known(c.Value) && len(c.Minimums) == 0 && !Known(c.Fee)
}

// priceAt is where the price of an accelerator under the contract stands: its own, or the one that holds for all GPUs; −1 where
// there is none. A price for all is one of GPU-hours, so CPU cores need their own.
func (c *Contract) priceAt(a Accelerator) int {
	all := -1
	for i, p := range c.Prices {
		switch {
		case p.Accelerator == a.ID:
			return i
		case p.Accelerator == "" && !a.CPU:
			all = i
		}
	}
	return all
}

// priceOf is that price.
func (c *Contract) priceOf(a Accelerator) (Price, bool) {
	if i := c.priceAt(a); i >= 0 {
		return c.Prices[i], true
	}
	return Price{}, false
}

// integrate takes the integrals of the plan, and where capacity is wanted of the ramp, over each month, exactly.
func (l *layer) integrate(capacity bool) {
	c, d := l.terms, float64(l.terms.Delay)
	l.fillShares()
	l.weigh(l.weight, l.plan, d)
	if c.OnDelay == Pay || c.OnDelay == Forgive { // the weights on time are other ones, and matter
		l.weigh(l.onTime, l.plan, 0)
	}
	if l.empty = l.cancelled || c.undelivered(l.undelayed); l.empty {
		clear(l.weight[l.rows.from:l.rows.to])
	}
	switch {
	case !capacity:
	case l.empty:
		clear(l.online[l.rows.from:l.rows.to])
	case l.plan != &c.Ramp:
		l.weigh(l.online, &c.Ramp, d)
	default:
		copy(l.online[l.rows.from:l.rows.to], l.weight[l.rows.from:l.rows.to])
	}
}

// fillShares fills the share of each month inside the term, and the escalator's factor, unless they stand from the run before.
func (l *layer) fillShares() {
	rate := l.terms.Escalator
	if l.dated.life == l.life && l.dated.escalator == rate {
		return
	}
	l.dated.life, l.dated.escalator, l.risen = l.life, rate, rate != 0
	rise, year := 1.0, 0
	for i := range l.rows.to - l.rows.from {
		m, from := l.rows.from+i, l.life.from(i)
		l.share[m] = l.life.to(i) - from
		if y := int(from / 12); y != year {
			year, rise = y, math.Pow(1+rate, float64(y))
		}
		l.rise[m] = rise
	}
}

// sliver is a weight, in months, below which it is what rounding leaves of none.
const sliver = 1e-13

// weigh writes the integral of a ramp that begins d months late over each month of the life.
func (l *layer) weigh(dst []float64, r *Ramp, d float64) {
	n := l.rows.to - l.rows.from
	dst = dst[l.rows.from:l.rows.to]
	late := d + l.life.offset
	begin := min(n, int(late)) // the month in which the ramp begins
	full := n                  // the first month that is full throughout
	if end := late + r.fullAfter(); end < float64(n) {
		full = max(begin, int(math.Ceil(end)))
	}
	clear(dst[:begin])
	whole := begin // months of the rise that are whole end before it
	if r.Shape == Linear && begin < full {
		whole = l.weighRise(dst, r, late, begin+1, min(full, n)-1)
	}
	before := 0.0
	for i := begin; i < full; i++ {
		if i == begin+1 && i < whole {
			i = whole
			before = r.Integral(l.life.from(i) - d)
		}
		next := r.Integral(l.life.to(i) - d)
		if dst[i] = next - before; dst[i] < sliver {
			dst[i] = 0
		}
		before = next
	}
	if full == n {
		return
	}
	vector.Fill(dst[full:], 1)
	if full == 0 {
		dst[0] = l.life.share(0)
	}
	dst[n-1] = l.life.share(n - 1)
}

// weighRise writes the months from..to−1 of a linear rise that are whole, each what is online at its middle, and returns where they
// end.
func (l *layer) weighRise(dst []float64, r *Ramp, late float64, from, to int) int {
	to = max(from, min(to, int(late+float64(r.Full)))) // the rise lasts to the end of the last
	slope := (1 - r.Initial) / float64(r.Full)
	first := r.Initial + slope*(float64(from)+0.5-late)
	for i := range dst[from:to] {
		dst[from+i] = first + slope*float64(i)
	}
	return to
}

// whole is the integral of the plan, begun d months late, over the life.
func (l *layer) whole(d float64) float64 { return l.plan.Integral(l.life.length - d) }

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
