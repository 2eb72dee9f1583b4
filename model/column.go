package model

import "commitcast/model/internal/vector"

// Column names one quantity of a projection, a value a month.
type Column int

// The columns a contract and a scenario both have. A scenario's is the sum over its counted contracts, as far as known.
const (
	ColSpend Column = iota
	ColCash         // paid for compute
	ColExpense
	ColConsumption // what is used, at what it costs
	ColRemaining   // commitment not yet recognised, at month end
	ColPrepaid     // paid ahead of spend, at month end
	ColPayables    // spent and not yet paid, at month end
	ColCredit      // shortfall credit not yet used, at month end
	ColCharges     // for shortfalls
	ColForfeits    // pools and prepayments that were lost
	ColContingent  // spend under a backstop
	ColIdle        // committed spend that bought nothing used
	ColGPUs
	ColGPUHours
	ColGPUHoursUsed
	ColCPUs
	ColCPUHours
	ColPowerIT
	ColPower
	ColEnergy
	ColCarbon
	ColWater
	ColPricedSpend   // spend where available GPU-hours are known
	ColPoweredSpend  // spend where IT power is known
	ColMarketValue   // available GPU-hours at market price
	ColMarketSpend   // spend where the market value is known
	ColCashFirst     // of cash, what is dated the first of the month
	ColRequired      // of a drawdown: what its commitment year requires
	ColCountedToDate // of a drawdown: what has counted in its commitment year, at month end
	ColRunRate       // of a drawdown: what is still required, a month of those left in its commitment year
	summedColumns    // their number
)

// The columns only a contract has: the movements between its books.
const (
	ColCounted          Column = iota + summedColumns // towards the commitment
	ColCarried                                        // excess of the years before, applied when a commitment year opens
	ColMet                                            // of what counted, what the commitment year still required
	ColWaived                                         // by year, when the provider is lost
	ColYearsLeft                                      // still required by year, later years included, at month end
	ColAggregateLeft                                  // of the aggregate, at month end
	ColAggregateMet                                   // of what counted, what the aggregate still required
	ColAggregateCharged                               // of the aggregate, what charges and the true-up settled
	ColAggregateMoved                                 // of the aggregate, what the tail still owes by year, or is waived
	ColPaidAhead                                      // of the prepaid balance, what is not a prepayment: pools, and actual cash ahead
	ColMarketplace                                    // consumption through the marketplace
	ColPremium                                        // of consumption, what overage costs above contract rates
	ColCreditGranted
	ColCreditUsed
	ColCreditExpired
	ColPrepayPaid
	ColPrepayApplied
	ColPrepayRefunded
	contractColumns
)

// The columns only a scenario has.
const (
	ColRevenue Column = iota + contractColumns
	ColContribution
	ColReceipts     // contribution when it is received
	ColRevenueShare // owed to partners
	ColCosts
	ColCFADS
	ColFinancing      // received in cash
	ColVendorCredits  // rebates and warrants received from vendors
	ColVendorFunding  // everything received from vendors
	ColCashBalance    // at month end; Unknown before the valuation month
	ColBreakeven      // revenue that would just meet the target
	ColRevenueToDate  // from the first commitment month on, at month end
	ColNetSpendToDate // spend less vendor credits, likewise
	ColDemand         // GPU-hours wanted
	ColUnserved       // GPU-hours no source serves
	scenarioColumns   // the number of all columns
)

// addend is one column of a sum of columns, with its sign.
type addend struct {
	column Column
	sign   float64
}

// What some columns are the sum of, row by row. The engine fills them by these lists, and an explanation takes them apart by them.
var (
	drawdownSpend = []addend{{ColConsumption, 1}, {ColCharges, 1}, {ColForfeits, 1}, {ColCreditUsed, -1}}
	drawdownIdle  = []addend{{ColCharges, 1}, {ColCreditGranted, -1}, {ColForfeits, 1}, {ColCreditExpired, 1}}
	drawdownCost  = []addend{{ColConsumption, 1}, {ColIdle, 1}} // its expense
	cashForDebt   = []addend{{ColReceipts, 1}, {ColRevenueShare, -1}, {ColCosts, -1}}
	costsAlone    = []addend{{ColCosts, -1}}
	cashMoves     = []addend{{ColFinancing, 1}, {ColCash, -1}} // of the balance, beside cash available for debt service
	marketGains   = []addend{{ColMarketValue, 1}, {ColMarketSpend, -1}}
)

// cfads is what the scenario's cash available for debt service is the sum of: where no revenue is stated, but costs are, of these alone.
func (s *Scenario) cfads() []addend {
	if len(s.Revenue) == 0 && len(s.Costs) > 0 {
		return costsAlone
	}
	return cashForDebt
}

// sum fills rows of a column with a sum of others.
func (t table) sum(col Column, r rows, of []addend) { t.sumTo(t[col], r, of) }

// sumTo fills rows of what is none of the table's with a sum of its columns.
func (t table) sumTo(dst []float64, r rows, of []addend) {
	dst = dst[r.from:r.to]
	for i, a := range of {
		if i == 0 {
			vector.SetScaled(dst, t[a.column][r.from:r.to], a.sign)
			continue
		}
		vector.AddScaled(dst, t[a.column][r.from:r.to], a.sign)
	}
}

// at is the sum in row m.
func (t table) at(m int, of []addend) float64 {
	total := 0.0
	for _, a := range of {
		total += a.sign * t[a.column][m]
	}
	return total
}

// table is a set of equally long columns cut from one slice.
type table [][]float64

// room is what columns of so many months are cut from.
type room struct {
	months int
	free   []float64
}

// table cuts so many columns, all 0.
func (r *room) table(columns Column) table {
	t := make(table, columns)
	for i := range t {
		t[i] = r.column()
	}
	return t
}

func (r *room) column() []float64 {
	column := r.free[:r.months:r.months]
	r.free = r.free[r.months:]
	return column
}

// Projection holds what a scenario comes to month by month: one column a quantity, one row a month of the grid. It is
// overwritten by the next Run of the Projector it came from.
type Projection struct {
	Grid
	Scenario  *Scenario
	columns   table
	contracts []contractProjection
	dated     []datedCash // the contracts' prepayments, each on its day
	scratch   []float64   // a row a month
	shares    []float64   // one a provider, counted or not
	life      Horizon     // from the earliest counted contract's first month to the last month with spend or cash
}

// contractProjection is the part of one counted contract.
type contractProjection struct {
	*Contract
	columns table
	vendor  int // place of the provider among the scenario's
	known   knowledge
	life    timeline // as billed, tranches and delays included
	touched rows     // where any column but what remains may differ from 0
	// committed is what the contract commits to over its life; on demand 0.
	committed float64
	fee       float64 // of an exercised exit, spent in feeRow
	feeRow    int
	byYear    float64 // of it, what a drawdown's commitment years come to
	aggregate float64 // of it, what a drawdown commits to over the term as a whole; 0 for none
	// dated are the prepayments, in the order of the contract's.
	dated []datedCash
	// paidAsSpent marks a contract that is paid in the month it is spent in, at its end.
	paidAsSpent bool
	// lastMonthOnly marks a compressing delay that leaves no delivery inside the term.
	lastMonthOnly bool
	// years are how the commitment years of a drawdown came out.
	years []commitmentYear
}

// rows is a range of rows of the grid, the last excluded.
type rows struct{ from, to int }

// datedCash is a payment on its day.
type datedCash struct {
	date     Date
	amount   float64
	replaced bool // actual cash stands in its place
}

// Column is the scenario's column c; the caller must not change it.
func (p *Projection) Column(c Column) []float64 { return p.columns[c] }

// ContractColumn is column c of the counted contract with the given id, or nil when there is none.
func (p *Projection) ContractColumn(id string, c Column) []float64 {
	for i := range p.contracts {
		if p.contracts[i].ID == id {
			return p.contracts[i].columns[c]
		}
	}
	return nil
}

// knowledge says which of a contract's quantities follow from what the file states; what does not is Unknown, never 0.
type knowledge struct {
	consumption, gpus, gpuHours, cpus, power, facility, carbon, water, market bool
	drawdown, idle                                                            bool
}

// knows reports whether column c of the contract is known.
func (p *contractProjection) knows(c Column) bool {
	k := p.known
	switch c {
	case ColConsumption:
		return k.consumption
	case ColGPUs:
		return k.gpus
	case ColGPUHours, ColGPUHoursUsed, ColPricedSpend:
		return k.gpuHours
	case ColCPUs, ColCPUHours:
		return k.cpus
	case ColPowerIT, ColPoweredSpend:
		return k.power
	case ColPower, ColEnergy:
		return k.facility
	case ColCarbon:
		return k.carbon
	case ColWater:
		return k.water
	case ColMarketValue, ColMarketSpend:
		return k.market
	case ColIdle:
		return k.idle
	case ColRequired, ColCountedToDate, ColRunRate:
		return k.drawdown
	}
	return true
}

// still reports whether column c of the contract is 0 throughout, by what the contract is.
func (p *contractProjection) still(c Column) bool {
	switch c {
	case ColCredit, ColCharges, ColForfeits:
		return p.Kind != Drawdown
	case ColContingent:
		return p.Backstop.Value == 0
	case ColPrepaid, ColPayables, ColCashFirst:
		return p.paidAsSpent
	}
	return false
}
