package model

import (
	"slices"

	"commitcast/model/internal/vector"
)

// contractEngine holds what a contract's months need beside the contract itself: its layers, its books, and buffers. What
// follows from the scenario's numbers is worked out anew at every run.
type contractEngine struct {
	layers      []layer
	known       knowledge
	sure        bool // known rests on nothing that changes between runs
	usage       course
	marketplace course
	book        drawdownBook
	payer       payer
	past        past
	rows        rows // of the contract's life
	recalled    int  // the first row that actual consumption does not cover
	ends        int  // the first row without the contract: the end of its life, or the loss of its provider

	// By row of the grid, meaningful inside the contract's rows only.
	agreed      []float64 // spend before outage credits and an exit
	kept        []float64 // share of capacity that outages and an exit leave
	credited    []float64 // share of the agreed spend that outage credits leave
	served      []float64 // share of the month up to an exit
	work        []float64 // what the available GPU-hours cost at contract rates
	cores       []float64 // likewise the available CPU-core-hours
	rate        []float64 // of a GPU-hour, averaged over the fleet
	use         []float64 // consumption at contract rates, before what overage costs
	interrupted bool      // by outages or an exit: kept and credited matter
	dispatched  bool      // its use is what dispatch gives

	needs   *needs // what somebody reads of the contract
	held    bool   // nothing it rests on changes between runs
	settled bool   // it has run for these needs
}

func newContractEngine(c *Contract, s *Scenario, g Grid, r *room) contractEngine {
	columns := r.table(engineColumns)
	e := contractEngine{
		agreed: columns[0], kept: columns[1], credited: columns[2], work: columns[3], cores: columns[4], rate: columns[5],
		use: columns[6], past: past{spend: columns[7]}, served: columns[8],
	}
	var piece Contract
	for i := range c.Tranches {
		c.laid(i, &piece)
		e.layers = append(e.layers, newLayer(&piece, s, r))
	}
	if len(c.Tranches) == 0 {
		e.layers = []layer{newLayer(c, s, r)}
		e.layers[0].spend = e.agreed // what is agreed of the one piece is what is agreed
	}
	if c.Consumption != nil {
		e.usage = newCourse(c.Consumption, g, r)
	}
	if c.Kind == Drawdown {
		e.book = newDrawdownBook(c, g, r)
		if c.Drawdown.Marketplace != nil {
			e.marketplace = newCourse(c.Drawdown.Marketplace, g, r)
		}
	}
	e.payer = newPayer(r)
	return e
}

// prepare works out the layers from the contract's scalars as they stand now.
func (e *contractEngine) prepare(c *Contract, s *Scenario, g Grid) {
	if len(c.Tranches) == 0 {
		e.layers[0].prepare(c, s, g)
	}
	for i := range c.Tranches {
		l := &e.layers[i]
		c.laid(i, &l.own)
		l.prepare(&l.own, s, g)
	}
	e.dispatched = s.Demand != nil && c.Consumption == nil
	if !e.sure || !e.settled {
		e.known = c.knowledge(e.layers, s)
	}
	e.dispatched = e.dispatched && (e.known.gpuHours || len(c.Prices) > 0)
}

// knowledge says which of the contract's quantities the scenario states. Of tranches every one that is not cancelled must, but
// for CPU cores.
func (c *Contract) knowledge(layers []layer, s *Scenario) knowledge {
	k := layers[0].knowledge(s)
	some := !layers[0].cancelled
	for i := range layers[1:] {
		switch l := &layers[1+i]; {
		case l.cancelled:
		case some:
			k = k.and(l.knowledge(s))
		default:
			k, some = l.knowledge(s), true
		}
	}
	return k
}

func (k knowledge) and(o knowledge) knowledge {
	return knowledge{
		consumption: k.consumption && o.consumption, gpus: k.gpus && o.gpus, gpuHours: k.gpuHours && o.gpuHours, cpus: k.cpus || o.cpus,
		power: k.power && o.power, facility: k.facility && o.facility, carbon: k.carbon && o.carbon, water: k.water && o.water,
		market: k.market && o.market, drawdown: k.drawdown && o.drawdown, idle: k.idle && o.idle,
	}
}

func (l *layer) knowledge(s *Scenario) knowledge {
	c := l.terms
	noFleet := len(c.Fleet) == 0
	unitPrice := noFleet && len(c.Prices) > 0
	k := knowledge{
		consumption: c.Kind != TakeOrPay || c.Consumption != nil || unitPrice || c.priced(s) ||
			len(c.Actuals.Consumption) > 0 && c.Actuals.Through >= l.life.last(),
		gpus:     l.fleet.gpus > 0,
		gpuHours: l.fleet.gpus > 0 || unitPrice,
		cpus:     l.fleet.cpus > 0,
		power:    !noFleet,
		facility: !noFleet && Known(c.PUE),
		water:    !noFleet && Known(c.WUE),
		drawdown: c.Kind == Drawdown,
	}
	k.carbon = k.facility && Known(c.GridIntensity)
	k.market = k.gpuHours && c.marketed(s)
	k.idle = k.gpuHours || c.Kind != TakeOrPay
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

// lay fills what does not depend on use: capacity, the spend agreed and what becomes of it, and the books' opening.
func (e *contractEngine) lay(p *Projector, out *contractProjection) {
	c := out.Contract
	e.prepare(c, p.s, p.out.Grid)
	if out.life = e.layers[0].life; len(c.Tranches) > 0 {
		out.life = c.billed()
	}
	out.known, out.lastMonthOnly = e.known, false
	out.fee, out.feeRow = 0, -1
	from := p.out.index(out.life.first)
	r := rows{from, from + out.life.months()}
	e.clear(out, r)
	out.touched, e.rows, e.recalled, e.ends = r, r, r.from, r.to
	if c.lost != 0 {
		e.ends = max(r.from, min(r.to, p.out.index(c.lost)))
	}
	if len(c.Actuals.Consumption) > 0 {
		e.recalled = min(p.out.index(c.Actuals.Through)+1, r.to)
	}
	e.recall(out, r, p.out.Grid)
	e.agree(p, out, r)
	e.interrupt(p, out, r)
	if e.needs.capacity {
		e.addCapacity(p, out, r)
	}
	switch c.Kind {
	case TakeOrPay:
		e.bill(p, out, r)
	case Drawdown:
		e.book.open(e, p, out, r)
	}
	if e.needs.capacity {
		e.fillUnitHours(p, out)
	}
	if e.needs.power {
		e.runPower(p, out, r)
	}
}

// clear empties the columns that are needed where the run before may have written them, and all where no run was for these needs.
func (e *contractEngine) clear(out *contractProjection, r rows) {
	if !e.settled {
		for _, column := range out.columns {
			clear(column)
		}
		return
	}
	for _, i := range e.needs.summed {
		if i == ColRemaining { // is not 0 before the contract either
			clear(out.columns[i])
		}
		if t := out.touched; i == ColSpend && out.Kind == TakeOrPay && r.from <= t.from && t.to <= r.to {
			continue // is written over wholly
		}
		clear(out.columns[i][out.touched.from:out.touched.to])
	}
	if out.Kind == Drawdown || e.needs.column[ColCash] && !out.paidAsSpent { // nothing else writes the others
		for i := summedColumns; i < contractColumns; i++ {
			clear(out.columns[i])
		}
	}
}

// settle fills what follows from use, which dispatch has given where the scenario has a demand.
func (e *contractEngine) settle(p *Projector, out *contractProjection) {
	r := e.rows
	if !e.dispatched && e.needs.use {
		e.consume(p, out, r)
	}
	switch out.Kind {
	case OnDemand:
		copy(out.columns[ColSpend][r.from:r.to], out.columns[ColConsumption][r.from:r.to])
		copy(out.columns[ColExpense][r.from:r.to], out.columns[ColSpend][r.from:r.to])
		out.committed = 0
	case Drawdown:
		e.book.finish(out)
	case TakeOrPay:
		e.copySpend(out, r, ColExpense)
		e.runRemaining(out, r)
		e.runIdle(out, r)
	}
	if e.known.market && e.needs.column[ColMarketValue] {
		e.runMarket(p, out, r)
	}
	if e.needs.column[ColCash] {
		e.payer.pay(e, p, out)
	}
	e.copySpend(out, out.touched, ColPricedSpend)
	e.copySpend(out, out.touched, ColPoweredSpend)
	e.copySpend(out, out.touched, ColMarketSpend)
}

// copySpend fills a column with spend, if it is needed.
func (e *contractEngine) copySpend(out *contractProjection, r rows, col Column) {
	if e.needs.column[col] {
		copy(out.columns[col][r.from:r.to], out.columns[ColSpend][r.from:r.to])
	}
}

// recall lays actual spend over the months that are past.
func (e *contractEngine) recall(out *contractProjection, r rows, g Grid) {
	e.past.upTo = r.from
	if len(out.Actuals.Spend) == 0 {
		return
	}
	e.past.upTo = min(g.index(out.Actuals.Through)+1, r.to)
	clear(e.past.spend)
	out.layActuals(e.past.spend, out.Actuals.Spend, rows{r.from, e.past.upTo}, g)
}

// layActuals writes actual amounts, each over its months as far as they lie in the rows: evenly by the share of each inside the term,
// or month by month where it lies outside.
func (c *contractProjection) layActuals(dst []float64, actuals []Actual, r rows, g Grid) {
	start := g.index(c.life.first)
	for _, a := range actuals {
		from, to := max(g.index(a.From), r.from), min(g.index(a.To)+1, r.to)
		share := 0.0
		for m := from; m < to; m++ {
			share += max(0, c.life.share(m-start))
		}
		for m := from; m < to; m++ {
			if share > 0 {
				dst[m] = a.Amount * (max(0, c.life.share(m-start)) / share)
			} else {
				dst[m] = a.Amount / float64(to-from)
			}
		}
	}
}

// share is f, the share of month i inside the term.
func (t timeline) share(i int) float64 { return t.to(i) - t.from(i) }

// agree sums the layers' schedules, the backstop and what is past.
func (e *contractEngine) agree(p *Projector, out *contractProjection, r rows) {
	if len(out.Tranches) > 0 || out.Kind != TakeOrPay {
		clear(e.agreed[r.from:r.to])
	}
	for i := range e.layers {
		l := &e.layers[i]
		l.integrate(e.needs.capacity && len(l.terms.Fleet) > 0)
		if out.Kind == OnDemand || out.Kind == Drawdown && out.Drawdown.Forfeit == NoForfeit {
			continue
		}
		if l.schedule(p, &e.past) {
			out.lastMonthOnly = true
		}
		if len(out.Tranches) > 0 {
			vector.AddScaled(e.agreed[l.rows.from:l.rows.to], l.spend[l.rows.from:l.rows.to], 1)
		}
	}
	if out.Backstop.Value > 0 {
		e.backstop(p, out)
	}
	copy(e.agreed[r.from:max(r.from, e.past.upTo)], e.past.spend[r.from:max(r.from, e.past.upTo)])
}

// backstop adds what the seller cannot resell, laid out as a value of the contract would be.
func (e *contractEngine) backstop(p *Projector, out *contractProjection) {
	l, contingent := &e.layers[0], out.columns[ColContingent]
	if l.cancelled {
		return
	}
	l.spread(out.Backstop.Value, contingent, &past{upTo: l.rows.from})
	for m := l.rows.from; m < l.rows.to; m++ {
		contingent[m] *= 1 - out.Backstop.resold(p.out.month(m))
		if m < e.past.upTo {
			contingent[m] = 0
		}
		e.agreed[m] += contingent[m]
	}
}

// resold is the share sold to others in a month.
func (b *Backstop) resold(m Month) float64 {
	share := 0.0
	for _, r := range b.Resold {
		if r.From <= m {
			share = r.Share
		}
	}
	return share
}

// addCapacity fills GPUs, GPU-hours, CPU cores and IT power, and what the hours cost at contract rates.
func (e *contractEngine) addCapacity(p *Projector, out *contractProjection, r rows) {
	cols, hours := out.columns, p.calendar.hours
	if e.needs.use {
		clear(e.work[r.from:r.to])
		clear(e.cores[r.from:r.to])
		clear(e.rate[r.from:r.to])
	}
	for i := range e.layers {
		l := &e.layers[i]
		if e.needs.use && (e.known.consumption || e.dispatched) {
			e.addWork(p, out, l)
		}
		if len(l.terms.Fleet) == 0 {
			continue
		}
		for m := l.rows.from; m < l.rows.to; m++ {
			c := l.online[m]
			cols[ColGPUs][m] += c * l.fleet.gpus
			cols[ColGPUHours][m] += c * l.fleet.gpus * hours[m] * out.Availability
			cols[ColCPUs][m] += c * l.fleet.cpus
			cols[ColCPUHours][m] += c * l.fleet.cpus * hours[m] * out.Availability
			cols[ColPowerIT][m] += c * l.fleet.megawatts
		}
	}
}

// addWork adds what the layer's available hours cost at contract rates. On demand, a delay that is to be paid for is spent as
// if on time.
func (e *contractEngine) addWork(p *Projector, out *contractProjection, l *layer) {
	online := l.online
	late := out.Kind == OnDemand // and then the weights bill, which are whole
	if late {
		online = l.billed()
	}
	for i := range l.prices {
		b := &l.prices[i]
		market := p.marketPrice(b.price.Market)
		dst := e.work
		if b.cpu {
			dst = e.cores
		}
		for m := l.rows.from; m < l.rows.to; m++ {
			c := online[m]
			if late && e.interrupted {
				c *= e.kept[m]
			}
			dst[m] += b.count * c * p.calendar.hours[m] * out.Availability * l.price(b, market, m)
		}
	}
}

// bill fills spend from what was agreed: less outage credits, and up to an exit.
func (e *contractEngine) bill(p *Projector, out *contractProjection, r rows) {
	spend := out.columns[ColSpend]
	copy(spend[r.from:r.to], e.agreed[r.from:r.to])
	if e.interrupted {
		for m := r.from; m < r.to; m++ {
			spend[m] *= e.credited[m]
			out.columns[ColContingent][m] *= e.credited[m]
		}
		e.leave(p, out, r)
	}
}

// runRemaining adds spend up from the end, so that what remains ends at 0 exactly. Before its start a firm contract
// remains whole; an exercised option or letter of intent is not yet there.
func (e *contractEngine) runRemaining(out *contractProjection, r rows) {
	if !e.needs.column[ColRemaining] && len(out.Payment.Prepay) == 0 {
		return
	}
	remaining, left := out.columns[ColRemaining], 0.0
	for m := r.to - 1; m >= r.from; m-- {
		remaining[m] = left
		left += out.columns[ColSpend][m]
	}
	out.committed = sum(out.columns[ColSpend][r.from:r.to])
	if out.Status.Firm() {
		vector.Fill(remaining[:r.from], left)
	}
}

// runIdle is the spend for available hours that are not used, or for none.
func (e *contractEngine) runIdle(out *contractProjection, r rows) {
	if !e.known.idle || !e.needs.idle {
		return
	}
	idle, spend := out.columns[ColIdle], out.columns[ColSpend]
	available, used := out.columns[ColGPUHours], out.columns[ColGPUHoursUsed]
	for m := r.from; m < r.to; m++ {
		fee := 0.0 // of an exit buys nothing
		if m == out.feeRow {
			fee = out.fee
		}
		idle[m] = spend[m]
		if available[m] > 0 {
			idle[m] = fee + (spend[m]-fee)*max(0, 1-used[m]/available[m])
		}
	}
}
