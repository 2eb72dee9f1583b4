package model

// Column names one quantity of a projection, a value a month.
type Column int

// The columns a contract and a scenario both have. A scenario's is the sum over its counted contracts, as far as known.
const (
	ColSpend Column = iota
	ColCash         // paid for compute
	ColConsumption
	ColRemaining // commitment not yet recognised, at month end
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
	ColPricedSpend  // spend where available GPU-hours are known
	ColPoweredSpend // spend where IT power is known
	ColMarketValue  // available GPU-hours at market price
	ColMarketSpend  // spend where the market value is known
	contractColumns // their number
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
	scenarioColumns   // the number of all columns
)

// table is a set of equally long columns cut from one slice.
type table [][]float64

func newTable(columns Column, months int) table {
	all := make([]float64, int(columns)*months)
	t := make(table, columns)
	for i := range t {
		t[i] = all[i*months : (i+1)*months : (i+1)*months]
	}
	return t
}

// Projection holds what a scenario comes to month by month: one column a quantity, one row a month of the grid. It is
// overwritten by the next Run of the Projector it came from.
type Projection struct {
	Grid
	Scenario  *Scenario
	columns   table
	contracts []contractProjection
	life      Horizon // from the earliest counted contract's first month to the last month with spend or cash
}

// contractProjection is the part of one counted contract.
type contractProjection struct {
	*Contract
	columns table
	known   knowledge
	life    timeline // as billed
	// lastMonthOnly marks a compressing delay that leaves no delivery inside the term.
	lastMonthOnly bool
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
	}
	return true
}
