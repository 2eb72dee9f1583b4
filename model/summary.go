package model

// summary works out the headline figures. Years are fiscal when the report is, else calendar.
func (p *Projection) summary(by By, h Horizon) Summary {
	years := ByYear
	if by == ByFiscal {
		years = ByFiscal
	}
	s := Summary{
		Commitment:       p.commitment(),
		ValuationDate:    p.valuationDate(),
		PresentValue:     p.cashValue(),
		WALYears:         p.averageLife(),
		CoverageLife:     p.lifeCoverage(p.firstFlow()),
		BreakevenCAGRAll: Unknown(),
		MinCoverage:      Unknown(),
		PeakSpend:        Unknown(),
		BreakevenBase:    p.baseYear(years),
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
	p.addPeak(&s, years)
	p.addYears(&s, years, h)
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

// addPeak fills the largest spend of a full year of the life. Years that are equal to the cent are one peak, the first.
func (p *Projection) addPeak(s *Summary, by By) {
	for _, q := range p.periods(by, p.life) {
		o := p.over(q)
		spend := sum(p.columns[ColSpend][o.from:o.to])
		if !q.Partial && !(spend <= s.PeakSpend+cent) {
			s.PeakSpend, s.PeakSpendPeriod = spend, q.Label
		}
	}
}

// addYears fills what is told by full years shown: least coverage, the first covered year, growth to break even.
func (p *Projection) addYears(s *Summary, by By, h Horizon) {
	growth := breakevenGrowth(p, by, nil)
	for _, q := range p.periods(by, h) {
		if q.Partial {
			continue
		}
		o := p.over(q)
		spend := sum(p.columns[ColSpend][o.from:o.to])
		coverage := divide(sum(p.columns[ColRevenue][o.from:o.to]), spend)
		if Known(coverage) && !(coverage >= s.MinCoverage) {
			s.MinCoverage, s.MinCoveragePeriod = coverage, q.Label
		}
		switch {
		case spend == 0: // nothing to cover
		case !(coverage >= p.Scenario.Target*(1-rounding)):
			s.FirstCoveredYear = 0
		case s.FirstCoveredYear == 0:
			s.FirstCoveredYear = yearOf(q, p.Scenario, by)
		}
		if g := growth(q); Known(g) && !(g <= s.BreakevenCAGRAll) {
			s.BreakevenCAGRAll = g
		}
	}
}

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
	balance := p.columns[ColCashBalance]
	lowest, at := Unknown(), 0
	for m := p.firstFlow(); m <= p.index(p.life.To); m++ {
		if v := balance[m]; Known(v) && !(v >= lowest) {
			lowest, at = v, m
		}
		if s.RunwayMonth == 0 && balance[m] < p.Scenario.MinCash-cent {
			s.RunwayMonth = p.month(m)
		}
	}
	s.FundingGap = Unknown()
	if Known(lowest) {
		s.FundingGap = max(0, p.Scenario.MinCash-lowest)
	}
	if s.FundingGap < cent {
		s.FundingGap = 0
	} else if Known(s.FundingGap) {
		s.FundingGapMonth = p.month(at)
	}
}

// addMarket marks the contracts to market, forward from the valuation date: Σ available·(market − implied), of the
// contracts whose accelerators all have a market price. Positive is a contract below the market.
func (p *Projection) addMarket(s *Summary) {
	gain := make([]float64, p.N)
	for m := range gain {
		if m >= p.firstFlow() {
			gain[m] = p.columns[ColMarketValue][m] - p.columns[ColMarketSpend][m]
		}
	}
	s.MarkToMarket = sum(gain)
	s.MarkToMarketPV = p.presentValue(gain)
	if !Known(s.MarkToMarket) {
		s.MarkToMarketPV = Unknown()
	}
}
