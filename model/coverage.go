package model

import (
	"math"
	"slices"
	"time"
)

// discount is the factor (1+r)^{−days/365} that brings an amount due at the end of row m to the date (spreadsheet XNPV).
func (p *Projection) discount(m int, date Date) float64 { return p.factor(p.month(m).Last(), date) }

// factor is the same for an amount due on a day.
func (p *Projection) factor(due, date Date) float64 {
	return math.Pow(1+p.Scenario.Valuation.Rate, -float64(due-date)/365)
}

// presentValue discounts a column's month-end flows to the valuation date; earlier flows are left out. It is Unknown
// without a discount rate.
func (p *Projection) presentValue(flow []float64) float64 {
	if !Known(p.Scenario.Valuation.Rate) {
		return Unknown()
	}
	date, pv := p.valuationDate(), 0.0
	for m, v := range flow {
		if v != 0 && p.month(m).Last() >= date {
			pv += v * p.discount(m, date)
		}
	}
	return pv
}

// eachCash calls do for the cash paid for compute in row m: what is paid on the first, at month end, and on a day of its own.
func (p *Projection) eachCash(m int, do func(due Date, amount float64)) {
	p.columns.eachPayment(m, p.month(m), p.dated, do)
}

// eachPayment calls do for the payments of row m: on their days the dated ones, then what the columns have on the first and at
// month end.
func (t table) eachPayment(m int, month Month, dated []datedCash, do func(due Date, amount float64)) {
	first := t[ColCashFirst][m]
	end := t[ColCash][m] - first
	for _, d := range dated {
		if d.date.Month() == month && !d.replaced {
			end -= d.amount
			do(d.date, d.amount)
		}
	}
	if first != 0 {
		do(month.First(), first)
	}
	do(month.Last(), end)
}

// cashValue discounts the cash paid for compute to the valuation date, each payment from its own date; earlier ones are left
// out. It is Unknown without a discount rate.
func (p *Projection) cashValue() float64 {
	if !Known(p.Scenario.Valuation.Rate) {
		return Unknown()
	}
	date, pv := p.valuationDate(), 0.0
	for m := range p.N {
		p.eachCash(m, func(due Date, amount float64) {
			if amount != 0 && due >= date {
				pv += amount * p.factor(due, date)
			}
		})
	}
	return pv
}

// averageLife is Σ cash·days/365 / Σ cash over the payments cashValue discounts, in years.
func (p *Projection) averageLife() float64 {
	date, weighted, total, moved := p.valuationDate(), 0.0, 0.0, 0.0
	for m := range p.N {
		p.eachCash(m, func(due Date, amount float64) {
			if due >= date {
				weighted += amount * float64(due-date) / 365
				total += amount
				moved += math.Abs(amount)
			}
		})
	}
	if math.Abs(total) <= rounding*moved { // all of it comes back
		return Unknown()
	}
	return weighted / total
}

// lifeCoverage is Σ CFADS·DF / Σ cash·DF over the rows from first to the last commitment month. A common factor of both
// sums does not matter, so every date shares the discounting to the valuation date.
func (p *Projection) lifeCoverage(first int) float64 {
	if !Known(p.Scenario.Valuation.Rate) {
		return Unknown()
	}
	date, cfads, cash := p.valuationDate(), 0.0, 0.0
	for m := max(first, 0); m <= p.index(p.life.To); m++ {
		cfads += p.columns[ColCFADS][m] * p.discount(m, date)
		p.eachCash(m, func(due Date, amount float64) { cash += amount * p.factor(due, date) })
	}
	return divide(cfads, cash)
}

// lifeCoverageAfter is lifeCoverage after the end of a period.
func (p *Projection) lifeCoverageAfter(q Period) float64 { return p.lifeCoverage(p.index(q.To) + 1) }

// netOfVendor is revenue over spend less vendor rebates and warrants, both to date. It is not defined before the first
// commitment month, nor while as much has been received as spent.
func (p *Projection) netOfVendor(q Period) float64 {
	m := p.index(q.To)
	if net := p.columns[ColNetSpendToDate][m]; q.To >= p.life.From && net > 0 {
		return p.columns[ColRevenueToDate][m] / net
	}
	return Unknown()
}

// baseYear is the last full year before the first commitment month: the year growth to break even is counted from.
func (p *Projection) baseYear(by By) int {
	first := p.life.From
	if by == ByFiscal {
		return fiscalYear(first, p.Scenario.FiscalYearEnd) - 1
	}
	return first.Year() - 1
}

// breakevenGrowth is the yearly growth of revenue, from the base year on, that would just meet the target in a full year.
// It is not defined unless there is revenue in every month of the base year, nor by anything but years.
func breakevenGrowth(p *Projection, by By, _ *contractProjection) func(Period) float64 {
	b, base := p.baseYear(by), Unknown()
	if by == ByYear || by == ByFiscal {
		base = p.baseRevenue(by)
	}
	return func(q Period) float64 {
		o, year := p.over(q), yearOf(q, p.Scenario, by)
		needed := sum(p.columns[ColBreakeven][o.from:o.to])
		if q.Partial || year <= b || !Known(base) || needed == 0 {
			return Unknown()
		}
		return math.Pow(needed/base, 1/float64(year-b)) - 1
	}
}

// baseRevenue is the revenue of the base year; Unknown unless every month of it has some.
func (p *Projection) baseRevenue(by By) float64 {
	last := MonthOf(p.baseYear(by), time.December)
	if by == ByFiscal {
		last = MonthOf(p.baseYear(by), p.Scenario.FiscalYearEnd)
	}
	if p.index(last) < 11 { // the grid holds no such year
		return Unknown()
	}
	months := p.columns[ColRevenue][p.index(last)-11 : p.index(last)+1]
	for _, v := range months {
		if !(v > 0) {
			return Unknown()
		}
	}
	return sum(months)
}

// spendShares are the providers' shares of a period's spend; none when nothing is spent. They are valid until the next call.
func (p *Projection) spendShares(q Period) []float64 {
	o := p.over(q)
	total := sum(p.columns[ColSpend][o.from:o.to])
	if total == 0 {
		return nil
	}
	clear(p.shares)
	for i := range p.contracts {
		c := &p.contracts[i]
		p.shares[c.vendor] += sum(c.columns[ColSpend][o.from:o.to]) / total
	}
	return p.shares
}

// concentration is the Herfindahl index of a period's spend by provider, between 0 and 1.
func (p *Projection) concentration(q Period) float64 {
	shares := p.spendShares(q)
	if shares == nil {
		return Unknown()
	}
	h := 0.0
	for _, s := range shares {
		h += s * s
	}
	return h
}

func (p *Projection) effectiveProviders(q Period) float64 { return 1 / p.concentration(q) }

func (p *Projection) largestShare(q Period) float64 {
	largest := Unknown()
	for i, s := range p.spendShares(q) {
		if i == 0 || s > largest {
			largest = s
		}
	}
	return largest
}

// vendorFunded is what was received from vendors to date over what was spent with them to date. It is not defined before
// anything is spent, nor where no vendor's financing is stated.
func vendorFunded(p *Projection, _ By, c *contractProjection) func(Period) float64 {
	provider := "" // any
	if c != nil {
		provider = c.Provider
	}
	if !p.Scenario.hasVendorFinancing() {
		return func(Period) float64 { return Unknown() }
	}
	spent, received := p.spentWith(provider), p.receivedFrom(provider)
	return func(q Period) float64 { return divide(received[p.index(q.To)], spent[p.index(q.To)]) }
}

// spentWith is what has been spent with the provider by the end of each month.
func (p *Projection) spentWith(provider string) []float64 {
	toDate := make([]float64, p.N)
	for i := range p.contracts {
		if c := &p.contracts[i]; provider == "" || c.Provider == provider {
			for m, v := range c.columns[ColSpend] {
				toDate[m] += v
			}
		}
	}
	accumulate(toDate)
	return toDate
}

// receivedFrom is what the provider has given by the end of each month.
func (p *Projection) receivedFrom(provider string) []float64 {
	toDate := make([]float64, p.N)
	for i := range p.Scenario.Financing {
		if f := &p.Scenario.Financing[i]; f.Status.Firm() && p.Scenario.providedBy(f.Vendor, provider) {
			toDate[p.index(f.Date.Month())] += f.Amount
		}
	}
	accumulate(toDate)
	return toDate
}

// accumulate replaces each value by the sum up to it.
func accumulate(values []float64) {
	for i := 1; i < len(values); i++ {
		values[i] += values[i-1]
	}
}

// hasVendorFinancing reports whether the scenario states any financing from a vendor, firm or not.
func (s *Scenario) hasVendorFinancing() bool {
	return slices.ContainsFunc(s.Financing, func(f Financing) bool { return f.Vendor != "" })
}

// providedBy reports whether the contract with the given id is with the provider; provider "" stands for any.
func (s *Scenario) providedBy(id, provider string) bool {
	for i := range s.Contracts {
		if s.Contracts[i].ID == id {
			return provider == "" || s.Contracts[i].Provider == provider
		}
	}
	return false
}

// commitmentUtilisation is what has counted over what is required, both of the commitment years open at the end of the
// period. It is not defined where nothing is drawn down, nor in a year that requires nothing.
func commitmentUtilisation(p *Projection, _ By, c *contractProjection) func(Period) float64 {
	t := p.columns
	if c != nil {
		t = c.columns
	}
	return func(q Period) float64 {
		m := p.index(q.To)
		return divide(t[ColCountedToDate][m], t[ColRequired][m])
	}
}
