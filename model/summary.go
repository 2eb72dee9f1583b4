package model

// summary works out the headline figures. Years are fiscal when the report is, else calendar.
func (p *Projection) summary(by By, h Horizon) Summary {
	years := yearsOf(by)
	shown := fullYearsOf(p.Scenario, p.Grid, by, h)
	s := Summary{
		Commitment:       p.commitment(),
		ValuationDate:    p.valuationDate(),
		PresentValue:     p.cashValue(),
		WALYears:         p.averageLife(),
		CoverageLife:     p.lifeCoverage(p.firstFlow()),
		BreakevenCAGRAll: p.breakevenCAGRAll(shown),
		BreakevenBase:    p.baseYear(years),
		FirstCoveredYear: p.firstCoveredYear(shown),
		Contingent:       sum(p.columns[ColContingent]),
		Charges:          sum(p.columns[ColCharges]),
		Forfeits:         sum(p.columns[ColForfeits]),
		Idle:             sum(p.columns[ColIdle]),
		Unserved:         sum(p.columns[ColUnserved][p.index(p.life.From) : p.index(p.life.To)+1]),
		GPUHours:         sum(p.columns[ColGPUHours]),
		PriceImplied:     p.lifeRatio(ColPricedSpend, ColGPUHours),
		PriceEffective:   p.lifeRatio(ColPricedSpend, ColGPUHoursUsed),
		SpendPerMWYear:   12 * p.lifeRatio(ColPoweredSpend, ColPowerIT),
	}
	s.PeakSpend, s.PeakSpendPeriod = p.peakSpend(shown)
	s.MinCoverage, s.MinCoveragePeriod = p.minCoverage(shown)
	p.addCash(&s)
	p.addMarket(&s)
	return s
}

// lifeRatio is the ratio of two columns' sums over the whole life.
func (p *Projection) lifeRatio(numerator, denominator Column) float64 {
	return divide(sum(p.columns[numerator]), sum(p.columns[denominator]))
}

// commitment is what the counted contracts commit to over their lives; on demand commits to nothing.
func (p *Projection) commitment() float64 {
	total := 0.0
	for i := range p.contracts {
		total += p.contracts[i].committed
	}
	return total
}

// firstFlow is the first row whose month-end flow falls on or after the valuation date.
func (p *Projection) firstFlow() int { return max(0, p.index(p.valuationDate().Month())) }

// yearOf is the number of a period that is a year.
func yearOf(q Period, s *Scenario, by By) int {
	if by == ByFiscal {
		return fiscalYear(q.From, s.FiscalYearEnd)
	}
	return q.From.Year()
}

// The tolerances of comparisons: what is equal but for the rounding of floats is equal.
const (
	cent     = 0.005 // of amounts
	rounding = 1e-9  // of ratios, relative; of weights, in months: less is what rounding leaves of nothing
)

// addCash fills funding gap and runway from the month-end balances between the valuation and the last commitment month.
func (p *Projection) addCash(s *Summary) {
	lowest, at := p.lowestCash()
	if s.FundingGap = p.fundingGap(lowest); s.FundingGap > 0 {
		s.FundingGapMonth = p.month(at)
	}
	balance := p.columns[ColCashBalance]
	for m := p.firstFlow(); m <= p.index(p.life.To) && s.RunwayMonth == 0; m++ {
		if balance[m] < p.Scenario.MinCash-cent {
			s.RunwayMonth = p.month(m)
		}
	}
}

// lowestCash is the least month-end balance between the valuation and the last commitment month, and its row.
func (p *Projection) lowestCash() (float64, int) {
	lowest, at := Unknown(), 0
	for m := p.firstFlow(); m <= p.index(p.life.To); m++ {
		if v := p.columns[ColCashBalance][m]; Known(v) && !(v >= lowest) {
			lowest, at = v, m
		}
	}
	return lowest, at
}

// fundingGap is what cash falls short of its minimum by where it is lowest; less than half a cent is none.
func (p *Projection) fundingGap(lowest float64) float64 {
	gap := p.Scenario.MinCash - lowest
	if gap < cent {
		return 0
	}
	return gap
}

// addMarket marks the contracts to market.
func (p *Projection) addMarket(s *Summary) {
	gain := p.marketGain()
	s.MarkToMarket = sum(gain)
	s.MarkToMarketPV = p.presentValue(gain)
	if !Known(s.MarkToMarket) {
		s.MarkToMarketPV = Unknown()
	}
}

// marketGain is available·(market − implied) by row, forward from the valuation date, of the contracts whose accelerators all
// have a market price. Positive is a contract below the market. It is valid until the next call.
func (p *Projection) marketGain() []float64 {
	gain := p.scratch
	clear(gain)
	p.columns.sumTo(gain, rows{min(p.firstFlow(), p.N), p.N}, marketGains)
	return gain
}
