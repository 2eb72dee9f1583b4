package model

import (
	"slices"
	"sync"
)

// Aggregation says how a metric's months become a period.
type Aggregation string

// The aggregations.
const (
	Sum   Aggregation = "sum"           // a flow
	Mean  Aggregation = "mean"          // a stock as the average of its months
	End   Aggregation = "end"           // a stock at period end
	Ratio Aggregation = "ratio of sums" // over the months of the period inside the horizon
	Own   Aggregation = "own rule"      // as Formula says
)

// Metric describes one figure of a report: how it is called, counted and defined.
type Metric struct {
	Name        string // as users write it: coverage.revenue
	Label       string // in words: Revenue coverage
	Unit        Unit
	Aggregation Aggregation
	Formula     string // in words
	Scenario    bool   // stands among a report's own metrics
	Contract    bool   // stands among its contracts' metrics

	column      Column // of a sum, mean or end
	numerator   Column // of a ratio
	denominator Column
	scale       float64  // of a ratio: its factor
	curve       bool     // rests on a curve, which has no end: totals are over the contracts' life
	rule        rule     // of an own rule
	from        []Column // of an own rule: what it is worked out from
}

func stock(name, label string, unit Unit, how Aggregation, col Column, formula string) Metric {
	return Metric{Name: name, Label: label, Unit: unit, Aggregation: how, Formula: formula, column: col, Scenario: true, Contract: true}
}

func flow(name, label string, unit Unit, col Column, formula string) Metric {
	return stock(name, label, unit, Sum, col, formula)
}

func ratio(name, label string, unit Unit, num, den Column, formula string) Metric {
	return Metric{Name: name, Label: label, Unit: unit, Aggregation: Ratio, Formula: formula,
		numerator: num, denominator: den, scale: 1, Scenario: true, Contract: true}
}

// rule prepares the value of a metric by period; the contract is nil for the whole scenario.
type rule func(p *Projection, by By, c *contractProjection) func(Period) float64

func own(name, label string, unit Unit, r rule, formula string) Metric {
	return Metric{Name: name, Label: label, Unit: unit, Aggregation: Own, Formula: formula, rule: r, Scenario: true}
}

// ofPeriod is a rule that needs nothing but the period.
func ofPeriod(at func(*Projection, Period) float64) rule {
	return func(p *Projection, _ By, _ *contractProjection) func(Period) float64 {
		return func(q Period) float64 { return at(p, q) }
	}
}

// whole marks a metric as one of the whole scenario, resting on its curves.
func (m Metric) whole() Metric {
	m.Contract, m.curve = false, true
	return m
}

// of names the columns a rule of its own is worked out from.
func (m Metric) of(columns ...Column) Metric {
	m.from = columns
	return m
}

// ofContracts marks a metric of a rule of its own as one that contracts have too.
func (m Metric) ofContracts() Metric {
	m.Contract = true
	return m
}

func (m Metric) times(factor float64) Metric {
	m.scale = factor
	return m
}

// Metrics lists every metric in the order of reports and of the documentation.
func Metrics() []Metric { return slices.Clone(registry()) }

// registry is made once: to find one metric is asked for far more often than all of them.
var registry = sync.OnceValue(func() []Metric { return slices.Concat(moneyMetrics(), capacityMetrics(), coverageMetrics()) })

func moneyMetrics() []Metric {
	return []Metric{
		flow("spend", "Spend", Currency, ColSpend,
			"take or pay: the schedule; on demand: consumption; drawdown: consumption + charges + forfeits − credit used"),
		flow("cash", "Cash paid for compute", Currency, ColCash, "spend when paid: in arrears at month end, or as payment says"),
		flow("expense", "Expense", Currency, ColExpense, "spend − shortfall credit granted + credit used or expired"),
		flow("consumption", "Consumption", Currency, ColConsumption, "what is used, at what it costs"),
		stock("remaining", "Remaining commitment", Currency, End, ColRemaining,
			"take or pay: commitment − spend recognised; drawdown: the greater of what is still required by year and in aggregate; at period end"),
		stock("prepaid", "Prepaid balance", Currency, End, ColPrepaid, "paid ahead of spend, at period end"),
		stock("payables", "Payables", Currency, End, ColPayables, "spent and not yet paid, at period end"),
		stock("credit", "Shortfall credit", Currency, End, ColCredit, "charges that may still pay for consumption, at period end"),
		flow("charges", "Shortfall charges", Currency, ColCharges, "what a drawdown falls short of its minimums and is billed for, true-up included"),
		flow("forfeits", "Forfeits", Currency, ColForfeits, "pools and prepayments that were not used in time"),
		flow("contingent", "Contingent spend", Currency, ColContingent, "backstop schedule · (1 − resold)"),
		flow("idle", "Idle committed spend", Currency, ColIdle,
			"take or pay: spend · (1 − hours used / available); drawdown: expense − consumption"),
		own("commitment.utilisation", "Commitment utilisation", Share, commitmentUtilisation,
			"counted / required, of the drawdowns' commitment years open at period end, to date").ofContracts().of(ColRequired, ColCountedToDate),
		stock("required_run_rate", "Required run-rate", CurrencyPerMonth, End, ColRunRate,
			"still required in the commitment year / months left in it, at period end"),
		flow("revenue", "Revenue", Currency, ColRevenue, "Σ revenue lines").whole(),
		flow("contribution", "Contribution", Currency, ColContribution, "Σ revenue · margin").whole(),
		flow("cfads", "CFADS", Currency, ColCFADS, "Σ lagged revenue · margin − revenue share − costs").whole(),
		stock("cash_balance", "Cash balance", Currency, End, ColCashBalance,
			"opening cash + Σ (cfads − cash + financing) from the valuation month on, at period end").whole(),
	}
}

func capacityMetrics() []Metric {
	return []Metric{
		stock("gpus", "GPUs online", Count, Mean, ColGPUs, "count · share online, average of the months"),
		flow("gpu_hours.available", "GPU-hours available", GPUHours, ColGPUHours,
			"GPUs online · 24 · days · availability; without a fleet: spend / price"),
		flow("gpu_hours.used", "GPU-hours used", GPUHours, ColGPUHoursUsed, "gpu_hours.available · utilisation"),
		ratio("utilisation", "Utilisation", Share, ColGPUHoursUsed, ColGPUHours, "gpu_hours.used / gpu_hours.available"),
		flow("demand", "Demand", GPUHours, ColDemand, "GPU-hours wanted").whole(),
		flow("unserved", "Unserved demand", GPUHours, ColUnserved, "demand that no contract serves").whole(),
		stock("cpus", "CPU cores online", Count, Mean, ColCPUs, "cores · share online, average of the months"),
		flow("cpu_hours", "CPU-core-hours available", CPUHours, ColCPUHours, "CPU cores online · 24 · days · availability"),
		stock("power_it_mw", "IT power", Megawatts, Mean, ColPowerIT, "Σ count · share online · kW / 1000"),
		stock("power_mw", "Facility power", Megawatts, Mean, ColPower, "power_it_mw · pue"),
		flow("energy_mwh", "Energy", MegawattHours, ColEnergy, "power_mw · 24 · days · load_factor"),
		flow("carbon_t", "Carbon", Tonnes, ColCarbon, "energy_mwh · grid_intensity"),
		flow("water_ml", "Water", Megalitres, ColWater, "IT energy · wue / 1000"),
		ratio("price.implied", "Implied price", CurrencyPerHour, ColPricedSpend, ColGPUHours,
			"spend / gpu_hours.available, of the contracts whose hours are known"),
		ratio("price.effective", "Effective price", CurrencyPerHour, ColPricedSpend, ColGPUHoursUsed,
			"spend / gpu_hours.used, of the contracts whose hours are known"),
		ratio("spend_per_mw_year", "Spend per MW-year of IT", CurrencyPerMWYr, ColPoweredSpend, ColPowerIT,
			"spend / (Σ months power_it_mw / 12), of the contracts whose power is known").times(12),
	}
}

func coverageMetrics() []Metric {
	return []Metric{
		ratio("coverage.revenue", "Revenue coverage", Multiple, ColRevenue, ColSpend, "revenue / spend").whole(),
		ratio("coverage.contribution", "Contribution coverage", Multiple, ColContribution, ColSpend, "contribution / spend").whole(),
		ratio("coverage.cash", "Cash coverage", Multiple, ColCFADS, ColCash, "cfads / cash (a DSCR in form)").whole(),
		own("coverage.net_of_vendor", "Coverage net of vendor credits", Multiple, ofPeriod((*Projection).netOfVendor),
			"to date, from the first commitment month on: revenue / (spend − vendor rebates and warrants received)").of(ColRevenueToDate, ColNetSpendToDate),
		own("coverage.life", "Life coverage", Multiple, ofPeriod((*Projection).lifeCoverageAfter),
			"after the period's end: Σ cfads · DF / Σ cash · DF, to the last commitment month (an LLCR in form)").of(ColCFADS, ColCash, ColCashFirst),
		flow("breakeven.revenue", "Break-even revenue", Currency, ColBreakeven, "target · spend").whole(),
		own("breakeven.cagr", "Break-even growth", Rate, breakevenGrowth,
			"(target · spend_Y / revenue_b)^(1/(Y−b)) − 1, b the last full year before commitments; years only").of(ColBreakeven, ColRevenue, ColCash),
		own("concentration", "Provider concentration (HHI)", Index, ofPeriod((*Projection).concentration), "Σ over providers of (share of spend)²").of(ColSpend),
		own("concentration.effective", "Effective number of providers", Count, ofPeriod((*Projection).effectiveProviders), "1 / concentration").of(ColSpend),
		own("concentration.largest", "Largest provider's share", Share, ofPeriod((*Projection).largestShare), "the largest provider's spend / spend").of(ColSpend),
		{Name: "vendor_funded_share", Label: "Vendor-funded share", Unit: Share, Aggregation: Own, Scenario: true, Contract: true,
			rule: vendorFunded, from: []Column{ColSpend}, Formula: "financing from vendors to date / spend with them to date; of a contract: its provider's"},
	}
}
