package model

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// tableYears is how many fiscal years a maturity table shows one by one.
const tableYears = 5

// NewObligations makes the maturity tables of a valid scenario's counted commitments at a date. What is firm is found by
// projecting the scenario once more with every exit the buyer may choose exercised at that date, and nothing of a backstop
// coming due. On demand nothing is committed, so that such contracts have no row.
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
	firm := s.atLeast(o.AsOf)
	grid := GridOf(s, firm)
	p, q := NewProjector(s, grid).Run(), NewProjector(firm, grid).Run()
	for i := range p.contracts {
		if p.contracts[i].Kind != OnDemand {
			out.Rows = append(out.Rows, p.obligation(&p.contracts[i], &q.contracts[i], out))
		}
	}
	out.Total = out.total()
	out.Warnings = append(slices.Clone(s.Notes), p.warnings()...)
	return out, nil
}

// atLeast is the scenario in which the buyer owes the least from a date on: every exit that is the buyer's is taken at once,
// and backstops are resold.
func (s *Scenario) atLeast(date Date) *Scenario {
	least := *s
	least.Contracts = slices.Clone(s.Contracts)
	for i := range least.Contracts {
		c := &least.Contracts[i]
		if x := &c.Exit; x.Exercise == 0 && (x.By == Buyer || x.By == Either) {
			x.Exercise = max(date, x.From)
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

// obligation is one contract's row, with what is firm taken from the projection in which the buyer owes the least.
func (p *Projection) obligation(c, least *contractProjection, o *Obligations) Obligation {
	at := o.Options.AsOf
	row := Obligation{ID: c.ID, Provider: c.Provider, PresentValue: Unknown(), DebtEquivalent: Unknown()}
	recognised := p.recognisedAfter(c, at)
	if !c.Status.Firm() && at < c.life.first.First() {
		recognised = nil // an option that is not yet there
	} else {
		row.Prepaid, row.Payables = p.balances(c, at)
	}
	row.Remaining = total(recognised)
	row.Unpaid = row.Remaining - row.Prepaid
	unpaid := p.unpaidAfter(c, at, recognised, row.Prepaid, row.Payables)
	firm, firmUnpaid := recognised, unpaid
	if recognised != nil && c.Kind == TakeOrPay {
		left := p.recognisedAfter(least, at)
		firm = p.leaving(left, c, least, at)
		firmUnpaid = p.leavingUnpaid(c, least, at, row.Payables)
		if total(firm) > total(recognised) {
			firm, firmUnpaid = recognised, unpaid // leaving costs more than staying
		}
	}
	due, owed := unpaid, firmUnpaid
	if o.Options.Basis == RemainingBasis {
		due, owed = recognised, firm
	}
	row.Years, row.Bands = spreadOver(o.Years, due, owed), spreadOver(o.Bands, due, owed)
	for _, months := range o.Horizons {
		within := total(slices.DeleteFunc(slices.Clone(recognised), func(d datedCash) bool { return d.date > monthsLater(at, months) }))
		row.Within = append(row.Within, divide(within, row.Remaining))
	}
	if Known(p.Scenario.Valuation.Rate) {
		row.PresentValue = 0
		for _, d := range firmUnpaid {
			row.PresentValue += d.amount * p.factor(d.date, at)
		}
		row.DebtEquivalent = o.Options.DebtEquivalent * row.PresentValue
	}
	return row
}

// leaving is what is recognised after a day when the buyer leaves then: of the months after that day's as projected, and of its own
// month what is left of the whole beside what was recognised by that day, a fee that falls due at once included.
func (p *Projection) leaving(after []datedCash, c, least *contractProjection, at Date) []datedCash {
	row, share := c.life.endedAfter(at, p.Grid)
	whole := sum(least.columns[ColSpend])
	for m := 0; m <= min(row, p.N-1); m++ {
		part := 1.0
		if m == row {
			part = share
		}
		whole -= part * c.columns[ColSpend][m]
	}
	end := at.Month().Last()
	var out []datedCash
	for _, d := range after {
		if d.date > end {
			out = append(out, d)
			whole -= d.amount
		}
	}
	return dated(out, max(at+1, end), whole)
}

// leavingUnpaid is what is paid after a day when the buyer leaves then, without what settles payables. What the leaving moves to
// that day itself counts as due on the next.
func (p *Projection) leavingUnpaid(c, least *contractProjection, at Date, payables float64) []datedCash {
	var out []datedCash
	before := 0.0
	for m := range p.N {
		p.eachCashOf(least, m, func(due Date, amount float64) {
			if due > at && amount != 0 {
				out = append(out, datedCash{date: due, amount: amount})
			} else {
				before += amount
			}
		})
		p.eachCashOf(c, m, func(due Date, amount float64) {
			if due <= at {
				before -= amount
			}
		})
	}
	out = dated(out, at+1, before)
	slices.SortStableFunc(out, func(a, b datedCash) int { return cmp.Compare(a.date, b.date) })
	return less(out, payables)
}

// dated adds an amount on a day, if it is one.
func dated(flows []datedCash, day Date, amount float64) []datedCash {
	if math.Abs(amount) > cent {
		flows = append(flows, datedCash{date: day, amount: amount})
	}
	return flows
}

// total sums dated amounts.
func total(all []datedCash) float64 {
	values := make([]float64, len(all))
	for i := range all {
		values[i] = all[i].amount
	}
	return sum(values)
}

// spreadOver brings dated amounts into buckets. What is not firm is contingent.
func spreadOver(buckets []Bucket, due, firm []datedCash) Maturity {
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
	add(m.Firm, firm)
	for i := range buckets {
		if m.Contingent[i] = m.Total[i] - m.Firm[i]; math.Abs(m.Contingent[i]) < cent {
			m.Contingent[i], m.Firm[i] = 0, m.Total[i]
		}
	}
	m.SumFirm, m.SumContingent, m.Sum = sum(m.Firm), sum(m.Contingent), sum(m.Total)
	return m
}

// total is the sum of the rows.
func (o *Obligations) total() Obligation {
	t := Obligation{ID: "total", Years: spreadOver(o.Years, nil, nil), Bands: spreadOver(o.Bands, nil, nil), Within: make([]float64, len(o.Horizons))}
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

// recognisedAfter is the commitment still to be recognised after a day, month by month, each at its month end: of a take-or-pay
// contract its spend, of a drawdown what it requires by itself, evenly over what is left of each commitment year, and at the end of the term
// what the aggregate requires beyond.
func (p *Projection) recognisedAfter(c *contractProjection, at Date) []datedCash {
	if c.Kind == Drawdown {
		return p.requiredAfter(c, at)
	}
	row, share := c.life.endedAfter(at, p.Grid)
	var out []datedCash
	for m := max(row, c.touched.from); m < c.touched.to; m++ {
		v := c.columns[ColSpend][m]
		if m == row {
			v *= 1 - share
		}
		if v != 0 {
			out = append(out, datedCash{date: p.month(m).Last(), amount: v})
		}
	}
	return out
}

// requiredAfter is what a drawdown still requires after a day.
func (p *Projection) requiredAfter(c *contractProjection, at Date) []datedCash {
	row, share := c.life.endedAfter(at, p.Grid)
	byYear, aggregate := c.requiredAt(row, share)
	owed := make([]float64, p.N) // by row
	later := 0.0
	for i := len(c.years) - 1; i >= 0; i-- {
		y := &c.years[i]
		amount := y.minimum
		switch {
		case y.rows.to <= row || y.rows.to == row+1 && share == 1:
			continue // closed
		case y.rows.from <= row || y.rows.from == row+1 && share == 1:
			amount = max(0, byYear-later)
		}
		later += amount
		c.spreadOwed(owed, amount, rows{max(y.rows.from, row), y.rows.to}, row, share)
	}
	if floating := aggregate - later; floating > 0 {
		owed[c.lastOfTerm()] += floating
	} else if c.cumulative() {
		c.capOwed(owed, aggregate)
	}
	var out []datedCash
	for m, v := range owed {
		if v > 0 {
			out = append(out, datedCash{date: p.month(m).Last(), amount: v})
		}
	}
	return out
}

// cumulative reports whether the contract's milestones are cumulative.
func (c *Contract) cumulative() bool {
	return c.Kind == Drawdown && len(c.Drawdown.Milestones) > 0 && !c.Drawdown.Increments
}

// lastOfTerm is the last row before the tail.
func (c *contractProjection) lastOfTerm() int {
	n := len(c.years)
	if n > 1 && c.years[n-1].tail {
		n--
	}
	return c.years[n-1].rows.to - 1
}

// requiredAt is what is still required by year and in aggregate, so far into the month of a row.
func (c *contractProjection) requiredAt(row int, share float64) (byYear, aggregate float64) {
	from, to := c.years[0].rows.from, c.years[len(c.years)-1].rows.to
	for i := range c.years {
		byYear += c.years[i].minimum
	}
	aggregate = c.aggregate
	if row >= to {
		return 0, 0
	}
	if row < from {
		return byYear, aggregate
	}
	years, whole := c.columns[ColYearsLeft], c.columns[ColAggregateLeft]
	if share == 1 {
		return years[row], whole[row]
	}
	if row > from {
		byYear, aggregate = years[row-1], whole[row-1]
	}
	return byYear - share*c.columns[ColMet][row], aggregate - share*c.columns[ColAggregateMet][row]
}

// spreadOwed lays an amount evenly over the months of a commitment year that are left.
func (c *contractProjection) spreadOwed(owed []float64, amount float64, r rows, row int, share float64) {
	part := func(m int) float64 {
		f := 1.0
		if i := m - c.years[0].rows.from; m < c.lastOfTerm()+1 {
			f = c.life.share(i)
		}
		if m == row {
			f *= 1 - share
		}
		return f
	}
	whole := 0.0
	for m := r.from; m < r.to; m++ {
		whole += part(m)
	}
	for m := r.from; m < r.to && whole > 0; m++ {
		owed[m] += amount * (part(m) / whole)
	}
}

// capOwed takes what has counted ahead of cumulative milestones off the next of them.
func (c *contractProjection) capOwed(owed []float64, left float64) {
	over := -left
	for _, v := range owed {
		over += v
	}
	for m := range owed {
		cut := min(owed[m], max(0, over))
		owed[m] -= cut
		over -= cut
	}
}

// unpaidAfter is what is still to be paid after a day for what is recognised after it: of a take-or-pay contract its payments, without
// those that settle what is payable already; of a drawdown what it requires, less what is prepaid, after the payment lag.
func (p *Projection) unpaidAfter(c *contractProjection, at Date, recognised []datedCash, prepaid, payables float64) []datedCash {
	if recognised == nil {
		return nil
	}
	if c.Kind == Drawdown {
		out := slices.Clone(recognised)
		for i := range out {
			out[i].date = (out[i].date.Month() + Month(c.Payment.Lag)).Last()
		}
		return less(out, prepaid)
	}
	var out []datedCash
	for m := max(0, p.index(at.Month())); m < p.N; m++ {
		p.eachCashOf(c, m, func(due Date, amount float64) {
			if due > at && amount != 0 {
				out = append(out, datedCash{date: due, amount: amount})
			}
		})
	}
	slices.SortStableFunc(out, func(a, b datedCash) int { return cmp.Compare(a.date, b.date) })
	return less(out, payables)
}

// less takes an amount off the earliest payments.
func less(flows []datedCash, amount float64) []datedCash {
	for i := range flows {
		if flows[i].amount <= 0 {
			continue
		}
		cut := min(flows[i].amount, max(0, amount))
		flows[i].amount -= cut
		amount -= cut
	}
	if n := len(flows); n > 0 && amount > cent {
		flows[n-1].amount -= amount
	}
	return flows
}

// eachCashOf is eachCash for one contract.
func (p *Projection) eachCashOf(c *contractProjection, m int, do func(due Date, amount float64)) {
	first := c.columns[ColCashFirst][m]
	end := c.columns[ColCash][m] - first
	month := p.month(m)
	for _, d := range c.dated {
		if d.date.Month() == month && !d.replaced {
			end -= d.amount
			do(d.date, d.amount)
		}
	}
	do(month.First(), first)
	do(month.Last(), end)
}

// balances are what is prepaid and what is payable at the end of a day: what was paid up to it against what was spent. A
// prepayment that counted towards the commitment when it was paid is off what remains already, and not among what is prepaid.
func (p *Projection) balances(c *contractProjection, at Date) (prepaid, payables float64) {
	row, share := c.life.endedAfter(at, p.Grid)
	cols := c.columns
	var paid, items, spend, applied float64
	for m := range p.N {
		p.eachCashOf(c, m, func(due Date, amount float64) {
			if due <= at {
				paid += amount
			}
		})
		part := 1.0
		switch {
		case m == row:
			part = share
		case m > row:
			part = 0
		}
		spend += part * cols[ColSpend][m]
		applied += part * cols[ColPrepayApplied][m]
		if p.month(m).Last() <= at {
			items -= cols[ColPrepayRefunded][m]
		}
	}
	for _, d := range c.dated {
		if d.date <= at {
			items += d.amount
		}
	}
	ahead := paid - items - (spend - applied)
	held := items - applied
	if held < 0 { // a prepayment of later in the month, which the month's days have used in part
		ahead, held = ahead+held, 0
	}
	if c.countsWhenPaid() {
		held = 0
	}
	prepaid, payables = held+max(0, ahead), max(0, -ahead)
	if prepaid < cent {
		prepaid = 0
	}
	if payables < cent {
		payables = 0
	}
	return prepaid, payables
}
