package model

import (
	"math"
	"strconv"
	"strings"
)

// discount is the factor (1+r)^{−days/365} that brings an amount due at the end of row m to the date (spreadsheet XNPV).
func (p *Projection) discount(m int, date Date) float64 {
	days := float64(p.month(m).Last() - date)
	return math.Pow(1+p.Scenario.Valuation.Rate, -days/365)
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

// averageLife is Σ flow·days/365 / Σ flow over the flows presentValue discounts, in years.
func (p *Projection) averageLife(flow []float64) float64 {
	date, weighted, total := p.valuationDate(), 0.0, 0.0
	for m, v := range flow {
		if last := p.month(m).Last(); last >= date {
			weighted += v * float64(last-date) / 365
			total += v
		}
	}
	return divide(weighted, total)
}

// lifeCoverage is Σ CFADS·DF / Σ cash·DF over the rows from first to the last commitment month. A common factor of both
// sums does not matter, so every date shares the discounting to the valuation date.
func (p *Projection) lifeCoverage(first int) float64 {
	if !Known(p.Scenario.Valuation.Rate) {
		return Unknown()
	}
	date, cfads, cash := p.valuationDate(), 0.0, 0.0
	for m := max(first, 0); m <= p.index(p.life.To); m++ {
		df := p.discount(m, date)
		cfads += p.columns[ColCFADS][m] * df
		cash += p.columns[ColCash][m] * df
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

// breakevenGrowth returns the yearly growth of revenue, from the base year on, that would just meet the target in a full
// year. It is not defined unless there is revenue in every month of the base year.
func (p *Projection) breakevenGrowth(by By) func(Period) float64 {
	if by != ByYear && by != ByFiscal {
		return func(Period) float64 { return Unknown() }
	}
	b := p.baseYear(by)
	to := MonthOf(b, 12)
	if by == ByFiscal {
		to = MonthOf(b, p.Scenario.FiscalYearEnd)
	}
	months := p.columns[ColRevenue][p.index(to)-11 : p.index(to)+1]
	base := sum(months)
	for _, v := range months {
		if !(v > 0) {
			base = Unknown()
		}
	}
	return func(q Period) float64 {
		year, err := strconv.Atoi(strings.TrimPrefix(q.Label, "FY"))
		needed := sum(p.columns[ColBreakeven][p.over(q).from:p.over(q).to])
		if err != nil || q.Partial || year <= b || !Known(base) || needed == 0 {
			return Unknown()
		}
		return math.Pow(needed/base, 1/float64(year-b)) - 1
	}
}

// spendShares are the providers' shares of a period's spend; none when nothing is spent.
func (p *Projection) spendShares(q Period) []float64 {
	o := p.over(q)
	total := sum(p.columns[ColSpend][o.from:o.to])
	if total == 0 {
		return nil
	}
	var providers []string
	var shares []float64
	for i := range p.contracts {
		c := &p.contracts[i]
		part := sum(c.columns[ColSpend][o.from:o.to]) / total
		if at := indexOf(providers, c.Provider); at >= 0 {
			shares[at] += part
			continue
		}
		providers, shares = append(providers, c.Provider), append(shares, part)
	}
	return shares
}

func indexOf(all []string, s string) int {
	for i, v := range all {
		if v == s {
			return i
		}
	}
	return -1
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

// vendorFunded is what was received from vendors to date over what was spent with them to date; provider "" stands for
// all providers. It is not defined before anything is spent, nor where no vendor's financing is stated.
func (p *Projection) vendorFunded(provider string) func(Period) float64 {
	if !p.Scenario.hasVendorFinancing() {
		return func(Period) float64 { return Unknown() }
	}
	return func(q Period) float64 {
		to := p.index(q.To) + 1
		spent, received := 0.0, 0.0
		for i := range p.contracts {
			if c := &p.contracts[i]; provider == "" || c.Provider == provider {
				spent += sum(c.columns[ColSpend][:to])
			}
		}
		for i := range p.Scenario.Financing {
			f := &p.Scenario.Financing[i]
			if f.Status.Firm() && p.index(f.Date.Month()) < to && p.Scenario.providedBy(f.Vendor, provider) {
				received += f.Amount
			}
		}
		return divide(received, spent)
	}
}

// hasVendorFinancing reports whether the scenario states any financing from a vendor, firm or not.
func (s *Scenario) hasVendorFinancing() bool {
	for i := range s.Financing {
		if s.Financing[i].Vendor != "" {
			return true
		}
	}
	return false
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

// ownRule is how a metric with a rule of its own is computed for a period of the scenario.
func (p *Projection) ownRule(name string, by By) func(Period) float64 {
	switch name {
	case "coverage.net_of_vendor":
		return p.netOfVendor
	case "coverage.life":
		return p.lifeCoverageAfter
	case "breakeven.cagr":
		return p.breakevenGrowth(by)
	case "concentration":
		return p.concentration
	case "concentration.effective":
		return p.effectiveProviders
	case "concentration.largest":
		return p.largestShare
	case "vendor_funded_share":
		return p.vendorFunded("")
	}
	panic("model: no rule for metric " + name)
}
