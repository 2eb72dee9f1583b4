package model

import (
	"fmt"
	"time"
)

// fiscalYear is the fiscal year month m lies in, named after the calendar year it ends in.
func fiscalYear(m Month, end time.Month) int {
	if m.Calendar() > end {
		return m.Year() + 1
	}
	return m.Year()
}

// span is one period in full, whatever the horizon shows of it.
type span struct {
	label    string
	from, to Month
}

// spanOf is the full period month m belongs to. The contract is needed by contract year only.
func spanOf(m Month, by By, s *Scenario, c *Contract) span {
	switch by {
	case ByMonth:
		return span{m.String(), m, m}
	case ByQuarter:
		from := m - m%3
		return span{fmt.Sprintf("%04d-Q%d", m.Year(), int(m)%12/3+1), from, from + 2}
	case ByFiscal:
		y := fiscalYear(m, s.FiscalYearEnd)
		to := MonthOf(y, s.FiscalYearEnd)
		return span{fmt.Sprintf("FY%d", y), to - 11, to}
	case ByContract:
		return contractSpan(m, c.timeline())
	}
	from := MonthOf(m.Year(), time.January)
	return span{fmt.Sprintf("%d", m.Year()), from, from + 11}
}

// contractSpan is the contract year whose months begin in it: u_m from 12k up to 12(k+1).
func contractSpan(m Month, t timeline) span {
	i := int(m - t.first)
	if i < 0 {
		return span{"before", m, t.first - 1}
	}
	y := t.year(i)
	from, to := m, m
	for from > t.first && t.year(int(from-1-t.first)) == y {
		from--
	}
	for t.year(int(to+1-t.first)) == y {
		to++
	}
	return span{fmt.Sprintf("Y%d", y+1), from, to}
}

// Cut cuts a horizon into periods of the scenario; contract years are those of its only contract that counts. A period is partial
// when the horizon covers less than all of it.
func (s *Scenario) Cut(by By, h Horizon) []Period {
	var c *Contract
	if by == ByContract {
		c = s.counted()[0]
	}
	var out []Period
	for m := h.From; m <= h.To; {
		full := spanOf(m, by, s, c)
		period := Period{Label: full.label, From: m, To: min(full.to, h.To)}
		period.Partial = period.From != full.from || period.To != full.to
		out = append(out, period)
		m = period.To + 1
	}
	return out
}

// periods cuts the horizon into periods of the scenario. A period is partial when the horizon, or the months with spend,
// cover less than all of it.
func (p *Projection) periods(by By, h Horizon) []Period {
	out := p.Scenario.Cut(by, h)
	for i := range out {
		out[i].Partial = out[i].Partial || !p.whole(p.over(out[i]))
	}
	return out
}
