package model

// Figure is one number told of a whole scenario, such as its funding gap.
type Figure struct {
	Name    string // as users write it: funding_gap
	Label   string // in words: Funding gap
	Unit    Unit
	Formula string // in words

	at   func(*Projection, *fullYears) float64
	from []Column // what it is worked out from
}

// Years is the unit of lengths and dates in years.
const Years Unit = "years"

// CalendarYear is the unit of a year's number.
const CalendarYear Unit = "year"

// Figures lists the figures in the order of reports. They are the headline figures of a Summary, under the same names.
func Figures() []Figure {
	cash := []Column{ColCash, ColCashFirst}
	return []Figure{
		{"commitment", "Commitment", Currency, "Σ commitments of the counted contracts over their lives",
			func(p *Projection, _ *fullYears) float64 { return p.commitment() }, []Column{ColRemaining}},
		{"present_value", "Present value of cash", Currency, "Σ cash · DF from the valuation date on",
			func(p *Projection, _ *fullYears) float64 { return p.cashValue() }, cash},
		{"weighted_average_life_years", "Weighted average life", Years, "Σ cash · years from the valuation date / Σ cash",
			func(p *Projection, _ *fullYears) float64 { return p.averageLife() }, cash},
		{"peak_spend", "Peak spend", Currency, "the largest spend of a full year of the life",
			func(p *Projection, y *fullYears) float64 { v, _ := p.peakSpend(y); return v }, []Column{ColSpend, ColCash}},
		{"min_coverage", "Lowest revenue coverage", Multiple, "the smallest coverage.revenue of a full year",
			func(p *Projection, y *fullYears) float64 { v, _ := p.minCoverage(y); return v }, []Column{ColSpend, ColRevenue}},
		{"first_covered_year", "First covered year", CalendarYear, "first full year from which coverage stays at the target or above",
			func(p *Projection, y *fullYears) float64 { return yearOrUnknown(p.firstCoveredYear(y)) }, []Column{ColSpend, ColRevenue}},
		{"coverage_life", "Coverage over the life", Multiple, "Σ cfads · DF / Σ cash · DF from the valuation date on",
			func(p *Projection, _ *fullYears) float64 { return p.lifeCoverage(p.firstFlow()) }, append(cash, ColCFADS, ColSpend)},
		{"breakeven_cagr_all", "Revenue growth needed", Rate, "the largest growth to break even of a full year",
			func(p *Projection, y *fullYears) float64 { return p.breakevenCAGRAll(y) }, []Column{ColBreakeven, ColRevenue, ColCash}},
		{"funding_gap", "Funding gap", Currency, "max(0, min_cash − the lowest month-end cash balance)",
			func(p *Projection, _ *fullYears) float64 { v, _ := p.lowestCash(); return p.fundingGap(v) }, []Column{ColCashBalance}},
		{"mark_to_market", "Mark to market", Currency, "Σ GPU-hours available · (market − implied price) from the valuation date on",
			func(p *Projection, _ *fullYears) float64 { return sum(p.marketGain()) }, []Column{ColMarketValue, ColMarketSpend, ColCash}},
		{"mark_to_market_pv", "Mark to market, present value", Currency, "the same, discounted",
			func(p *Projection, _ *fullYears) float64 { return p.presentValue(p.marketGain()) }, []Column{ColMarketValue, ColMarketSpend, ColCash}},
		{"price_implied", "Implied price", CurrencyPerHour, "spend / gpu_hours.available over the life",
			func(p *Projection, _ *fullYears) float64 { return p.lifeRatio(ColPricedSpend, ColGPUHours) }, []Column{ColPricedSpend, ColGPUHours}},
		{"price_effective", "Effective price", CurrencyPerHour, "spend / gpu_hours.used over the life",
			func(p *Projection, _ *fullYears) float64 { return p.lifeRatio(ColPricedSpend, ColGPUHoursUsed) },
			[]Column{ColPricedSpend, ColGPUHoursUsed}},
	}
}

// yearOrUnknown is a year's number; Unknown for 0.
func yearOrUnknown(y int) float64 {
	if y == 0 {
		return Unknown()
	}
	return float64(y)
}

// Measure is a scenario's metric of that name, or else the figure; both are nil where there is none.
func Measure(name string) (*Metric, *Figure) {
	for _, m := range registry() {
		if m.Name == name && m.Scenario {
			return &m, nil
		}
	}
	for _, f := range Figures() {
		if f.Name == name {
			return nil, &f
		}
	}
	return nil, nil
}

// MeasureUnit is the unit of a scenario's metric or figure; ok is false where there is none of that name.
func MeasureUnit(name string) (u Unit, ok bool) {
	switch m, f := Measure(name); {
	case m != nil:
		return m.Unit, true
	case f != nil:
		return f.Unit, true
	}
	return "", false
}

// MeasureNames are the names of a scenario's metrics, and then of the figures.
func MeasureNames() []string {
	var names []string
	for _, m := range Metrics() {
		if m.Scenario {
			names = append(names, m.Name)
		}
	}
	for _, f := range Figures() {
		names = append(names, f.Name)
	}
	return names
}
