package model

import (
	"fmt"
	"math"
	"slices"
)

// tableYears is how many fiscal years a maturity table shows one by one.
const tableYears = 5

// NewObligations makes the maturity tables of a valid scenario's counted commitments at a date. What is firm is found by
// projecting the scenario twice more: with nothing of a backstop coming due, and besides with every exit the buyer may choose
// exercised at that date. On demand nothing is committed, so that such contracts have no row.
func NewObligations(s *Scenario, o ObligationOptions) (*Obligations, error) {
	if o.Basis == "" {
		o.Basis = ObligationBasis
	}
	if o.Basis != ObligationBasis && o.Basis != RemainingBasis {
		return nil, fmt.Errorf("the basis must be obligation or remaining, is %q", o.Basis)
	}
	if len(s.counted()) == 0 {
		return nil, fmt.Errorf("%s: none of the contracts counts", s.Name)
	}
	out := &Obligations{Scenario: s, Options: o, Horizons: []int{12, 24, 36, 60}}
	out.Years, out.Bands = fiscalBuckets(o.AsOf, s), bandBuckets(o.AsOf)
	stay, leave := s.atLeast(o.AsOf, false), s.atLeast(o.AsOf, true)
	grid := GridOf(s, stay, leave)
	p, resold, left := NewProjector(s, grid).Run(), NewProjector(stay, grid).Run(), NewProjector(leave, grid).Run()
	for i := range p.contracts {
		if p.contracts[i].Kind != OnDemand {
			out.Rows = append(out.Rows, p.obligation(&p.contracts[i], &resold.contracts[i], &left.contracts[i], out))
		}
	}
	out.Total = out.total()
	for i := range p.contracts {
		out.Warnings = append(out.Warnings, p.contracts[i].termWarnings(p)...)
	}
	out.Warnings = append(out.Warnings, p.countedAhead(o.AsOf)...)
	return out, nil
}

// countedAhead says of which contracts a prepaid balance is off what remains already.
func (p *Projection) countedAhead(at Date) []Warning {
	var out []Warning
	for i := range p.contracts {
		c := &p.contracts[i]
		row := p.index(at.Month())
		if c.countsWhenPaid() && row >= 0 && row < p.N && c.columns[ColPrepaid][row] > cent {
			out = append(out, Warning{"contracts." + c.ID + ".payment.prepay",
				"counted towards the commitment when it was paid: it is off what remains, and not taken off again"})
		}
	}
	return out
}

// atLeast is the scenario in which backstops are resold from a date on, and every exit that is the buyer's is taken at once if
// it leaves.
func (s *Scenario) atLeast(date Date, leaves bool) *Scenario {
	least := *s
	least.Contracts = slices.Clone(s.Contracts)
	for i := range least.Contracts {
		c := &least.Contracts[i]
		if x := &c.Exit; leaves && x.Exercise == 0 && (x.By == Buyer || x.By == Either) {
			x.Exercise = max(date, x.From)
		}
		if x := &s.Contracts[i].Exit; x.Exercise != 0 && x.Notice.After(x.Exercise) <= date {
			continue // it has ended, at a fee that stands
		}
		c.Backstop.Resold = []Resold{{From: date.Month() + 1, Share: 1}}
		for _, r := range s.Contracts[i].Backstop.Resold {
			if r.From <= date.Month() {
				c.Backstop.Resold = slices.Insert(c.Backstop.Resold, len(c.Backstop.Resold)-1, r)
			}
		}
	}
	return &least
}

// fiscalBuckets are five fiscal years and what follows. At an interim date the first is the remainder of the current one.
func fiscalBuckets(asOf Date, s *Scenario) []Bucket {
	name := func(year int) string {
		if s.FiscalYearEnd == 12 {
			return itoa(year)
		}
		return "FY" + itoa(year)
	}
	year := fiscalYear((asOf + 1).Month(), s.FiscalYearEnd)
	begins := (MonthOf(year, s.FiscalYearEnd) - 11).First()
	var out []Bucket
	from := asOf
	for i := range tableYears {
		b := Bucket{Label: name(year + i), From: from, To: MonthOf(year+i, s.FiscalYearEnd).Last()}
		if i == 0 && begins <= asOf {
			b.Label = "Remainder of " + b.Label
		}
		out = append(out, b)
		from = b.To
	}
	return append(out, Bucket{Label: "Thereafter", From: from})
}

func bandBuckets(asOf Date) []Bucket {
	at := func(years int) Date { return monthsLater(asOf, 12*years) }
	return []Bucket{
		{"Up to 1 year", asOf, at(1)}, {"1 to 3 years", at(1), at(3)}, {"3 to 5 years", at(3), at(5)}, {"More than 5 years", at(5), 0},
	}
}

// monthsLater is the same day n months later; the last day of a month stays the last.
func monthsLater(d Date, n int) Date {
	if d == d.Month().Last() {
		return (d.Month() + Month(n)).Last()
	}
	return d.AddMonths(n)
}

// holds reports whether a day falls in the bucket.
func (b Bucket) holds(d Date) bool { return d > b.From && (b.To == 0 || d <= b.To) }

// obligation is one contract's row, with what is firm taken from the projections in which its backstop is resold, and in which
// the buyer leaves besides.
func (p *Projection) obligation(c, resold, left *contractProjection, o *Obligations) Obligation {
	at := o.Options.AsOf
	row := Obligation{ID: c.ID, Provider: c.Provider, PresentValue: Unknown(), DebtEquivalent: Unknown()}
	var recognised, unpaid []datedCash
	absent := !c.Status.Firm() && at < c.life.first.First() // an option that is not yet there
	if !absent {
		recognised = p.recognisedAfter(c, at)
		row.Prepaid, row.Payables = p.balances(c, at)
		unpaid = p.unpaidAfter(c, at, recognised, row.Prepaid, row.Payables)
	}
	row.Remaining = total(recognised)
	row.Unpaid = row.Remaining - row.Prepaid
	stay, leave := recognised, recognised
	stayUnpaid, leaveUnpaid := unpaid, unpaid
	if !absent && c.Kind == TakeOrPay {
		stay, leave = p.recognisedAfter(resold, at), p.leaving(p.recognisedAfter(left, at), c, left, at)
		stayUnpaid, leaveUnpaid = p.unpaidAs(c, resold, at, row.Payables), p.unpaidAs(c, left, at, row.Payables)
	}
	due, firm := unpaid, [2][]datedCash{stayUnpaid, leaveUnpaid}
	if o.Options.Basis == RemainingBasis {
		due, firm = recognised, [2][]datedCash{stay, leave}
	}
	row.Years, row.Bands = spreadOver(o.Years, due, firm), spreadOver(o.Bands, due, firm)
	for _, months := range o.Horizons {
		within := total(slices.DeleteFunc(slices.Clone(recognised), func(d datedCash) bool { return d.date > monthsLater(at, months) }))
		row.Within = append(row.Within, divide(within, row.Remaining))
	}
	if Known(p.Scenario.Valuation.Rate) {
		row.PresentValue = 0
		if total(leaveUnpaid) < total(stayUnpaid) {
			stayUnpaid = leaveUnpaid
		}
		for _, d := range stayUnpaid {
			row.PresentValue += d.amount * p.factor(d.date, at)
		}
		row.DebtEquivalent = o.Options.DebtEquivalent * row.PresentValue
	}
	return row
}

// total sums dated amounts.
func total(all []datedCash) float64 {
	values := make([]float64, len(all))
	for i := range all {
		values[i] = all[i].amount
	}
	return sum(values)
}

// spreadOver brings dated amounts into buckets. Firm is what is due by the end of a bucket whether the buyer stays or leaves, which
// are the two ways of firm; what is not firm is contingent.
func spreadOver(buckets []Bucket, due []datedCash, firm [2][]datedCash) Maturity {
	m := Maturity{Firm: make([]Money, len(buckets)), Contingent: make([]Money, len(buckets)), Total: make([]Money, len(buckets))}
	add := func(dst []Money, flows []datedCash) {
		for _, d := range flows {
			for i, b := range buckets {
				if b.holds(d.date) {
					dst[i] += d.amount
				}
			}
		}
	}
	add(m.Total, due)
	var ways [2][]Money
	for w := range ways {
		ways[w] = make([]Money, len(buckets))
		add(ways[w], firm[w])
	}
	staying, leaving, counted := 0.0, 0.0, 0.0
	for i := range buckets {
		staying, leaving = staying+ways[0][i], leaving+ways[1][i]
		m.Firm[i] = min(staying, leaving) - counted
		counted += m.Firm[i]
		if m.Contingent[i] = m.Total[i] - m.Firm[i]; math.Abs(m.Contingent[i]) < cent {
			m.Contingent[i], m.Firm[i] = 0, m.Total[i]
		}
	}
	m.SumFirm, m.SumContingent, m.Sum = sum(m.Firm), sum(m.Contingent), sum(m.Total)
	return m
}

// total is the sum of the rows.
func (o *Obligations) total() Obligation {
	t := Obligation{ID: "total", Years: spreadOver(o.Years, nil, [2][]datedCash{}), Bands: spreadOver(o.Bands, nil, [2][]datedCash{}), Within: make([]float64, len(o.Horizons))}
	for i := range o.Rows {
		r := &o.Rows[i]
		t.Remaining += r.Remaining
		t.Prepaid += r.Prepaid
		t.Payables += r.Payables
		t.Unpaid += r.Unpaid
		t.PresentValue += r.PresentValue
		t.DebtEquivalent += r.DebtEquivalent
		t.Years.add(&r.Years)
		t.Bands.add(&r.Bands)
		for k, share := range r.Within {
			if Known(share) {
				t.Within[k] += share * r.Remaining
			}
		}
	}
	for k := range t.Within {
		t.Within[k] = divide(t.Within[k], t.Remaining)
	}
	return t
}

// add adds another row.
func (m *Maturity) add(other *Maturity) {
	for i := range other.Total {
		m.Firm[i] += other.Firm[i]
		m.Contingent[i] += other.Contingent[i]
		m.Total[i] += other.Total[i]
	}
	m.SumFirm += other.SumFirm
	m.SumContingent += other.SumContingent
	m.Sum += other.Sum
}
