package model

import (
	"math"
	"slices"

	"commitcast/model/internal/vector"
)

// Projector evaluates one valid scenario on one grid, as often as wanted. It owns every buffer, so that Run allocates
// nothing; use one Projector a worker, with a copy of the scenario for each.
//
// Run reads the scenario anew, so a caller may change any number of it between runs, and whether an option is exercised,
// as long as it stays valid and every contract, its tail and its payments end on the grid. What gives the buffers their
// size is fixed: the kinds of contracts, the lists of contracts, fleets, tranches, minimums, milestones, prepayments, lines and
// points, and the months of the points.
type Projector struct {
	s         *Scenario
	calendar  calendar
	contracts []contractEngine     // of every contract, counted or not
	all       []contractProjection // likewise
	counted   []contractProjection // where those that count are gathered when not all do
	market    []marketColumn
	demand    course
	sources   []int // the contracts that dispatch uses
	recalled  int   // the first row that the actual consumption of none of them covers
	offers    []offer
	revenue   []lineEngine
	costs     []lineEngine
	known     [summedColumns]bool // what some contract knows, counted or not, as the scenario stood at first
	paid      []float64           // to each revenue share so far
	needs     needs
	out       Projection
}

// prepayments is how many prepayments the contracts have.
func (s *Scenario) prepayments() int {
	n := 0
	for i := range s.Contracts {
		n += len(s.Contracts[i].Payment.Prepay)
	}
	return n
}

// The columns that are kept besides a scenario's and its contracts' own.
const (
	scratchColumns  = 1
	courseColumns   = 1
	lineColumns     = courseColumns + 1
	marketColumns   = 3
	engineColumns   = 9
	layerColumns    = 7
	payerColumns    = 4
	drawdownColumns = 3
)

// columns is how many columns a projector of the scenario has.
func (s *Scenario) columns() int {
	n := int(scenarioColumns) + scratchColumns + marketColumns*len(s.Market) + lineColumns*(len(s.Revenue)+len(s.Costs))
	if s.Demand != nil && s.Demand.Curve != nil {
		n += courseColumns
	}
	for i := range s.Contracts {
		c := &s.Contracts[i]
		n += int(contractColumns) + engineColumns + payerColumns + layerColumns*max(1, len(c.Tranches))
		if c.Consumption != nil {
			n += courseColumns
		}
		if c.Kind == Drawdown {
			n += drawdownColumns
			if c.Drawdown.Marketplace != nil {
				n += courseColumns
			}
		}
	}
	return n
}

// lineEngine evaluates one revenue or cost line.
type lineEngine struct {
	course
	flow []float64
}

// marketColumn is the market price of one accelerator, month by month.
type marketColumn struct {
	accelerator string
	wavering
	price    []float64
	inverse  []float64 // 1/price
	inverted bool      // inverse is that of the price
}

// fill works out the month's prices.
func (c *marketColumn) fill(m *MarketPrice, g Grid) {
	c.inverted = false
	if c.stale() {
		m.fill(c.base, g)
	}
	c.write(c.price)
}

// NewProjector prepares a scenario that Validate has passed; the grid must hold it (see GridOf).
func NewProjector(s *Scenario, g Grid) *Projector {
	return NewProjectorIn(s, g, make([]float64, ProjectorSize(s, g)))
}

// ProjectorSize is how many numbers the columns of a projector take.
func ProjectorSize(s *Scenario, g Grid) int { return s.columns() * g.N }

// NewProjectorIn is NewProjector with its columns in memory of the caller's: at least ProjectorSize numbers, all 0, of which it uses the
// first. It panics when there are fewer.
func NewProjectorIn(s *Scenario, g Grid, memory []float64) *Projector {
	size := ProjectorSize(s, g)
	if len(memory) < size {
		panic("model: too little memory for a projector")
	}
	r := &room{g.N, memory[:size:size]}
	p := &Projector{s: s, calendar: newCalendar(g), paid: make([]float64, len(s.RevenueShares)), needs: everything()}
	p.out = Projection{Grid: g, Scenario: s, columns: r.table(scenarioColumns)}
	for _, m := range s.Market {
		columns := r.table(marketColumns)
		p.market = append(p.market, marketColumn{accelerator: m.Accelerator, wavering: wavering{base: columns[1]}, price: columns[0], inverse: columns[2]})
	}
	var providers []string
	for i := range s.Contracts {
		c := &s.Contracts[i]
		p.all = append(p.all, contractProjection{Contract: c, columns: r.table(contractColumns),
			dated: make([]datedCash, 0, len(c.Payment.Prepay))})
		p.contracts = append(p.contracts, newContractEngine(c, s, g, r))
		at := slices.Index(providers, c.Provider)
		if at < 0 {
			at, providers = len(providers), append(providers, c.Provider)
		}
		p.all[i].vendor = at
	}
	p.out.scratch, p.out.shares = r.column(), make([]float64, len(providers))
	p.shareNeeds()
	for i := range p.all {
		e := &p.contracts[i]
		e.prepare(p.all[i].Contract, s, g)
		p.all[i].known = e.known
		for col := range summedColumns {
			p.known[col] = p.known[col] || p.all[i].knows(col)
		}
	}
	p.counted = make([]contractProjection, 0, len(p.all))
	p.offers, p.sources = make([]offer, 0, len(p.all)), make([]int, 0, len(p.all))
	p.out.dated = make([]datedCash, 0, s.prepayments())
	if s.Demand != nil && s.Demand.Curve != nil {
		p.demand = newCourse(s.Demand.Curve, g, r)
	}
	for i := range s.Revenue {
		p.revenue = append(p.revenue, lineEngine{newCourse(&s.Revenue[i].Curve, g, r), r.column()})
	}
	for i := range s.Costs {
		p.costs = append(p.costs, lineEngine{newCourse(&s.Costs[i].Curve, g, r), r.column()})
	}
	return p
}

// Run evaluates the scenario. The result is valid until the next Run; equal scenarios give equal bits.
func (p *Projector) Run() *Projection {
	for i := range p.market {
		p.market[i].fill(&p.s.Market[i], p.out.Grid)
	}
	p.runRevenue()
	p.eachCounted(func(e *contractEngine, c *contractProjection) {
		if !e.held || !e.settled {
			e.lay(p, c)
		}
	})
	p.runDemand()
	p.out.dated = p.out.dated[:0]
	counted := 0
	p.eachCounted(func(e *contractEngine, c *contractProjection) {
		if !e.held || !e.settled {
			e.settle(p, c)
			e.settled = true
		}
		p.out.dated = append(p.out.dated, c.dated...)
		counted++
	})
	p.gather(counted)
	p.addContracts()
	if p.needs.column[ColCash] {
		p.out.setLife()
	}
	p.runCosts()
	p.runFinancing()
	p.runToDate()
	return &p.out
}

// gather puts the counted contracts, which are so many, beside each other.
func (p *Projector) gather(counted int) {
	if counted == len(p.all) {
		p.out.contracts = p.all
		return
	}
	p.out.contracts = p.counted[:0]
	p.eachCounted(func(_ *contractEngine, c *contractProjection) { p.out.contracts = append(p.out.contracts, *c) })
}

// eachCounted calls do for every contract that counts, in file order.
func (p *Projector) eachCounted(do func(*contractEngine, *contractProjection)) {
	for i := range p.contracts {
		if p.all[i].Counts() {
			do(&p.contracts[i], &p.all[i])
		}
	}
}

// fill writes the market price of every month: Price up to At, then falling by Decline a year.
func (m *MarketPrice) fill(dst []float64, g Grid) {
	monthly := math.Log1p(-m.Decline) / 12
	for i := range dst {
		dst[i] = m.Price
		if months := g.month(i) - m.At; months > 0 {
			dst[i] *= math.Exp(monthly * float64(months))
		}
	}
}

// marketPrice is the market price column of an accelerator; nil when the scenario gives none.
func (p *Projector) marketPrice(accelerator string) []float64 {
	for i := range p.market {
		if p.market[i].accelerator == accelerator {
			return p.market[i].price
		}
	}
	return nil
}

// marketInverse is one over the market price column of an accelerator that has one.
func (p *Projector) marketInverse(accelerator string) []float64 {
	for i := range p.market {
		c := &p.market[i]
		if c.accelerator != accelerator {
			continue
		}
		if !c.inverted {
			vector.Invert(c.inverse, c.price)
			c.inverted = true
		}
		return c.inverse
	}
	return nil
}

// addContracts sums the contracts' known columns into the scenario's; a column nobody knows is Unknown throughout.
func (p *Projector) addContracts() {
	for _, col := range p.needs.summed {
		total, known := p.out.columns[col], len(p.out.contracts) == 0 && p.known[col]
		clear(total)
		for i := range p.out.contracts {
			c := &p.out.contracts[i]
			if !c.knows(col) {
				continue
			}
			known = true
			if c.still(col) {
				continue
			}
			from, to := c.touched.from, c.touched.to
			if col == ColRemaining {
				from = 0 // a firm contract remains whole before it starts
			}
			vector.AddScaled(total[from:to], c.columns[col][from:to], 1)
		}
		if !known {
			vector.Fill(total, Unknown())
		}
	}
	if breakeven := p.out.columns[ColBreakeven]; p.needs.column[ColBreakeven] {
		for m, v := range p.out.columns[ColSpend] {
			breakeven[m] = p.s.Target * v
		}
	}
}

// runRevenue fills revenue, contribution, its receipts and what is shared with partners.
func (p *Projector) runRevenue() {
	cols, need := p.out.columns, &p.needs.column
	received := cols[ColRevenueShare] // gross revenue as received, until the shares are taken from it
	for _, col := range []Column{ColReceipts, ColRevenueShare} {
		if need[col] {
			clear(cols[col])
		}
	}
	for i := range p.revenue {
		line, e := &p.s.Revenue[i], &p.revenue[i]
		add := vector.AddScaled
		if i == 0 {
			add = vector.SetScaled
		}
		e.fill(e.flow, &line.Curve)
		if need[ColRevenue] {
			add(cols[ColRevenue], e.flow, 1)
		}
		if need[ColContribution] {
			add(cols[ColContribution], e.flow, line.Margin)
		}
		if need[ColReceipts] {
			addLagged(cols[ColReceipts], e.flow, line.Margin, float64(line.Lag))
		}
		if need[ColRevenueShare] {
			addLagged(received, e.flow, 1, float64(line.Lag))
		}
	}
	if need[ColRevenueShare] {
		p.takeShares(received)
	}
	if len(p.revenue) == 0 {
		for _, col := range []Column{ColRevenue, ColContribution, ColReceipts} {
			vector.Fill(cols[col], Unknown())
		}
	}
}

// addLagged adds scale·flow, received lag months later; a fraction of a month is split between two months.
func addLagged(dst, flow []float64, scale, lag float64) {
	if lag == 0 {
		vector.AddScaled(dst, flow, scale)
		return
	}
	whole := int(lag)
	late := lag - float64(whole)
	for m := range dst {
		if i := m - whole; i >= 0 {
			dst[m] += scale * (1 - late) * flow[i]
			if i > 0 {
				dst[m] += scale * late * flow[i-1]
			}
		}
	}
}

// takeShares replaces the revenue received by what is owed to partners: each share's rate, until its last month and up
// to its cap.
func (p *Projector) takeShares(received []float64) {
	clear(p.paid)
	for m, gross := range received {
		owed := 0.0
		for i := range p.s.RevenueShares {
			owed += p.s.RevenueShares[i].due(gross, p.out.month(m), &p.paid[i])
		}
		received[m] = owed
	}
}

// due is what the share takes of a month's receipts, given what it has paid before, to which it adds.
func (r *RevenueShare) due(gross float64, m Month, paid *float64) float64 {
	if r.Until != 0 && m > r.Until {
		return 0
	}
	due := r.Rate * gross
	if Known(r.Cap) {
		due = min(due, r.Cap-*paid)
	}
	*paid += due
	return due
}

func (p *Projector) runCosts() {
	if !p.needs.any(ColCosts, ColCFADS) {
		return
	}
	cols := p.out.columns
	costs := cols[ColCosts]
	clear(costs)
	for i := range p.costs {
		e := &p.costs[i]
		e.fill(e.flow, &p.s.Costs[i].Curve)
		for m, v := range e.flow {
			costs[m] += v
		}
	}
	cols.sum(ColCFADS, rows{0, p.out.N}, p.s.cfads())
}

// runFinancing dates what is received. Only firm financing counts; warrants are no cash.
func (p *Projector) runFinancing() {
	if !p.needs.any(ColFinancing, ColVendorCredits, ColVendorFunding) {
		return
	}
	cols := p.out.columns
	cash, credits, funding := cols[ColFinancing], cols[ColVendorCredits], cols[ColVendorFunding]
	clear(cash)
	clear(credits)
	clear(funding)
	for i := range p.s.Financing {
		f := &p.s.Financing[i]
		if !f.Status.Firm() {
			continue
		}
		m := p.out.index(f.Date.Month())
		if f.Kind != Warrant {
			cash[m] += f.Amount
		}
		if f.Vendor == "" {
			continue
		}
		funding[m] += f.Amount
		if f.Kind == Rebate || f.Kind == Warrant {
			credits[m] += f.Amount
		}
	}
}

// runToDate fills the columns that add up over time: the cash balance from the valuation month on, revenue and net spend
// from the first commitment month on.
func (p *Projector) runToDate() {
	if !p.needs.any(ColRevenueToDate, ColNetSpendToDate, ColCashBalance) {
		return
	}
	cols := p.out.columns
	start, valuation := p.out.index(p.out.life.From), p.out.index(p.out.valuationDate().Month())
	revenue, net, balance, moves := 0.0, 0.0, p.s.OpeningCash, p.out.scratch
	cols.sumTo(moves, rows{0, p.out.N}, cashMoves)
	for m := range p.out.N {
		net -= cols[ColVendorCredits][m]
		if m >= start {
			revenue += cols[ColRevenue][m]
			net += cols[ColSpend][m]
		}
		cols[ColRevenueToDate][m], cols[ColNetSpendToDate][m] = revenue, net
		cols[ColCashBalance][m] = Unknown()
		if m < valuation || !p.s.statesCash() {
			continue
		}
		balance += moves[m]
		if cfads := cols[ColCFADS][m]; Known(cfads) {
			balance += cfads
		}
		cols[ColCashBalance][m] = balance
	}
}

// setLife finds the first month of the earliest counted contract and the last month with spend or cash. Where nothing is
// ever spent, the life ends with the contracts.
func (p *Projection) setLife() {
	if len(p.contracts) == 0 { // nothing is committed: the life is the month of valuation, where one is given
		m := max(p.From, p.Scenario.Valuation.Date.Month())
		p.life = Horizon{m, m}
		return
	}
	h := Horizon{p.contracts[0].life.first, p.contracts[0].life.last()}
	to := p.index(h.To)
	for i := range p.contracts {
		c := &p.contracts[i]
		h.From, h.To = min(h.From, c.life.first), max(h.To, c.life.last())
		to = max(to, c.touched.to-1)
	}
	spend, cash := p.columns[ColSpend], p.columns[ColCash]
	nothing := rounding * 1e-3 * max(largest(spend), largest(cash)) // is what rounding leaves of it
	for m := to; m >= p.index(h.From); m-- {
		if math.Abs(spend[m]) > nothing || math.Abs(cash[m]) > nothing {
			h.To = p.month(m)
			break
		}
	}
	p.life = h
}

// largest is the largest amount of a flow, whatever its sign.
func largest(flow []float64) float64 {
	most := 0.0
	for _, v := range flow {
		most = max(most, math.Abs(v))
	}
	return most
}

// valuationDate is the date amounts are discounted to.
func (p *Projection) valuationDate() Date {
	if p.Scenario.Valuation.Date != 0 {
		return p.Scenario.Valuation.Date
	}
	return p.life.From.First()
}

// statesCash reports whether the scenario says anything about cash beside what compute costs.
func (s *Scenario) statesCash() bool {
	return len(s.Revenue) > 0 || len(s.Costs) > 0 || len(s.Financing) > 0 || s.OpeningCash != 0
}
