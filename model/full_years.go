package model

import (
	"math"
	"slices"
)

// fullYear is a calendar or fiscal year that a horizon shows whole.
type fullYear struct {
	label string
	year  int
	over  over
}

// fullYears are the years a horizon shows whole, which need not have spend in every month.
type fullYears struct {
	by   By // ByYear or ByFiscal
	list []fullYear
	grid []fullYear // those the whole grid holds
}

// yearsOf is the basis of figures over years: fiscal when a report is, else calendar.
func yearsOf(by By) By {
	if by == ByFiscal {
		return ByFiscal
	}
	return ByYear
}

// fullYearsOf are the years of a horizon that lies on the grid.
func fullYearsOf(s *Scenario, g Grid, by By, h Horizon) *fullYears {
	y := &fullYears{by: yearsOf(by)}
	y.list = y.within(s, g, h)
	y.grid = y.within(s, g, Horizon{g.From, g.month(g.N - 1)})
	return y
}

func (y *fullYears) within(s *Scenario, g Grid, h Horizon) []fullYear {
	var list []fullYear
	for m := h.From; m <= h.To; {
		full := spanOf(m, y.by, s, nil)
		if full.from >= h.From && full.to <= h.To {
			q := Period{From: full.from, To: full.to}
			list = append(list, fullYear{full.label, yearOf(q, s, y.by), over{g.index(full.from), g.index(full.to) + 1}})
		}
		m = full.to + 1
	}
	return list
}

// whole reports whether every row is covered: something is spent, or used under a drawdown.
func (p *Projection) whole(o over) bool {
	spend := p.columns[ColSpend]
	for m := o.from; m < o.to; m++ {
		if !(spend[m] > 0) && !p.covered(m) {
			return false
		}
	}
	return true
}

// covered reports whether something is spent in a row, or used under a drawdown, where credit may pay for it.
func (p *Projection) covered(row int) bool {
	if row < 0 || row >= p.N {
		return false
	}
	return p.columns[ColSpend][row] > 0 || slices.ContainsFunc(p.contracts, func(c contractProjection) bool {
		return c.Kind == Drawdown && c.columns[ColConsumption][row] > 0
	})
}

// peakSpend is the largest spend of a full year of the life, shown or not, and the year's label. Years that are equal to the cent are one peak, the first.
func (p *Projection) peakSpend(y *fullYears) (float64, string) {
	peak, label := Unknown(), ""
	life := over{p.index(p.life.From), p.index(p.life.To) + 1}
	for i := range y.grid {
		q := &y.grid[i]
		if q.over.from < life.from || q.over.to > life.to {
			continue
		}
		if spend := plainSum(p.columns[ColSpend], q.over); !(spend <= peak+cent) && p.whole(q.over) {
			peak, label = spend, q.label
		}
	}
	return peak, label
}

// minCoverage is the smallest revenue coverage of a full year, and the year's label.
func (p *Projection) minCoverage(y *fullYears) (float64, string) {
	least, label := Unknown(), ""
	for i := range y.list {
		q := &y.list[i]
		c := divide(plainSum(p.columns[ColRevenue], q.over), plainSum(p.columns[ColSpend], q.over))
		if Known(c) && !(c >= least) && p.whole(q.over) {
			least, label = c, q.label
		}
	}
	return least, label
}

// firstCoveredYear is the first full year from which coverage stays at the target or above; 0 for none.
func (p *Projection) firstCoveredYear(y *fullYears) int {
	first := 0
	for i := range y.list {
		q := &y.list[i]
		if !p.whole(q.over) {
			continue
		}
		spend := plainSum(p.columns[ColSpend], q.over)
		coverage := divide(plainSum(p.columns[ColRevenue], q.over), spend)
		switch {
		case spend == 0: // nothing to cover
		case !(coverage >= p.Scenario.Target*(1-rounding)):
			first = 0
		case first == 0:
			first = q.year
		}
	}
	return first
}

// breakevenCAGRAll is the largest growth to break even of a full year.
func (p *Projection) breakevenCAGRAll(y *fullYears) float64 {
	most, base, b := Unknown(), p.baseRevenue(y.by), p.baseYear(y.by)
	for i := range y.list {
		q := &y.list[i]
		needed := plainSum(p.columns[ColBreakeven], q.over)
		if q.year <= b || !Known(base) || needed == 0 || !p.whole(q.over) {
			continue
		}
		if g := math.Pow(needed/base, 1/float64(q.year-b)) - 1; !(g <= most) {
			most = g
		}
	}
	return most
}

// plainSum is the sum of some rows of a column.
func plainSum(column []float64, o over) float64 {
	total := 0.0
	for _, v := range column[o.from:o.to] {
		total += v
	}
	return total
}
