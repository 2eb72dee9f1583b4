package report

import (
	"math/big"

	"commitcast/model"
)

// printedObligations are obligations as they are printed: the bridge closes, buckets and contracts add up, firm and contingent
// make the total, and a sum told in two tables is told alike.
type printedObligations struct {
	rows  []printedObligation // one a contract, in order
	total printedObligation
}

// printedObligation is one contract's row of every table, or the total's.
type printedObligation struct {
	remaining, prepaid, unpaid, payables figure
	firm, contingent, due                figure // the sums of both tables by bucket
	years, bands                         kinds
	value, debt                          figure // of what is firm
}

// kinds are the rows of one table by bucket.
type kinds struct{ firm, contingent, total []figure }

// printed rounds obligations to places. The bridge comes first, then what of each contract is firm; the buckets hold to both.
func printed(o *model.Obligations, places int) printedObligations {
	p := printedObligations{rows: make([]printedObligation, len(o.Rows))}
	p.addBridge(o, places)
	p.addDue(o, places)
	p.addBuckets(o, places, func(r *model.Obligation) *model.Maturity { return &r.Years },
		func(r *printedObligation) *kinds { return &r.years })
	p.addBuckets(o, places, func(r *model.Obligation) *model.Maturity { return &r.Bands },
		func(r *printedObligation) *kinds { return &r.bands })
	p.addColumn(o, places, func(r *model.Obligation) float64 { return r.Payables },
		func(r *printedObligation) *figure { return &r.payables })
	p.addColumn(o, places, func(r *model.Obligation) float64 { return r.PresentValue },
		func(r *printedObligation) *figure { return &r.value })
	p.addColumn(o, places, func(r *model.Obligation) float64 { return r.DebtEquivalent },
		func(r *printedObligation) *figure { return &r.debt })
	return p
}

// each calls do for every contract's row, and for the total with −1.
func (p *printedObligations) each(do func(i int, r *printedObligation)) {
	for i := range p.rows {
		do(i, &p.rows[i])
	}
	do(-1, &p.total)
}

// addColumn rounds a column that only has to add up to its own total.
func (p *printedObligations) addColumn(o *model.Obligations, places int, of func(*model.Obligation) float64, to func(*printedObligation) *figure) {
	parts := make([]float64, len(o.Rows))
	for i := range o.Rows {
		parts[i] = of(&o.Rows[i])
	}
	figures, all := foot(parts, of(&o.Total), places)
	p.each(func(i int, r *printedObligation) {
		*to(r) = all
		if i >= 0 {
			*to(r) = figures[i]
		}
	})
}

// addBridge rounds what leads from the remaining commitment to the obligation.
func (p *printedObligations) addBridge(o *model.Obligations, places int) {
	t := &o.Total
	a := amounts{columns: []float64{t.Prepaid, t.Unpaid}, grand: t.Remaining}
	for i := range o.Rows {
		r := &o.Rows[i]
		a.rows, a.cells = append(a.rows, r.Remaining), append(a.cells, []float64{r.Prepaid, r.Unpaid})
	}
	g := footGrid(a, places, nil)
	p.each(func(i int, r *printedObligation) {
		cells := g.row(i)
		r.remaining, r.prepaid, r.unpaid = g.sum(i), cells[0], cells[1]
	})
}

// addDue parts what the bridge comes to, on the basis asked for, into firm and contingent.
func (p *printedObligations) addDue(o *model.Obligations, places int) {
	t := &o.Total.Years
	a := amounts{columns: []float64{t.SumFirm, t.SumContingent}, grand: t.Sum}
	for i := range o.Rows {
		m := &o.Rows[i].Years
		a.rows, a.cells = append(a.rows, m.Sum), append(a.cells, []float64{m.SumFirm, m.SumContingent})
	}
	g := footGrid(a, places, p.held(func(r *printedObligation) figure {
		if o.Options.Basis == model.RemainingBasis {
			return r.remaining
		}
		return r.unpaid
	}))
	p.each(func(i int, r *printedObligation) {
		cells := g.row(i)
		r.firm, r.contingent, r.due = cells[0], cells[1], g.sum(i)
	})
}

// held are sums that are printed already.
func (p *printedObligations) held(of func(*printedObligation) figure) *grid {
	g := &grid{grand: of(&p.total)}
	for i := range p.rows {
		g.rows = append(g.rows, of(&p.rows[i]))
	}
	return g
}

// addBuckets rounds one table by bucket to the sums that are printed already.
func (p *printedObligations) addBuckets(o *model.Obligations, places int, of func(*model.Obligation) *model.Maturity,
	to func(*printedObligation) *kinds) {
	all := of(&o.Total)
	firm, contingent := amounts{columns: all.Firm, grand: all.SumFirm}, amounts{columns: all.Contingent, grand: all.SumContingent}
	for i := range o.Rows {
		m := of(&o.Rows[i])
		firm.rows, firm.cells = append(firm.rows, m.SumFirm), append(firm.cells, m.Firm)
		contingent.rows, contingent.cells = append(contingent.rows, m.SumContingent), append(contingent.cells, m.Contingent)
	}
	f := footGrid(firm, places, p.held(func(r *printedObligation) figure { return r.firm }))
	c := footGrid(contingent, places, p.held(func(r *printedObligation) figure { return r.contingent }))
	p.each(func(i int, r *printedObligation) {
		m := all
		if i >= 0 {
			m = of(&o.Rows[i])
		}
		*to(r) = kinds{f.row(i), c.row(i), together(f.row(i), c.row(i), m.Total, places)}
	})
}

// together are the sums of two lists of figures, which stand for the numbers vs.
func together(a, b []figure, vs []float64, places int) []figure {
	out := make([]figure, len(a))
	for i := range a {
		if a[i].known() && b[i].known() {
			sum := new(big.Int).Add(a[i].digits, b[i].digits)
			out[i] = figure{digits: sum, off: farFrom(sum, vs[i], places)}
		}
	}
	return out
}

// farFrom reports whether digits are more than half a last digit away from v.
func farFrom(digits *big.Int, v float64, places int) bool {
	whole, part := split(v, places)
	if whole == nil {
		return false
	}
	away, _ := new(big.Float).SetInt(new(big.Int).Sub(digits, whole)).Float64()
	away -= part
	return away > 0.5+tie || away < -0.5-tie
}
