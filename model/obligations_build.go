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
	out.Warnings = append(append(slices.Clone(s.Notes), p.countedAhead(o.AsOf)...), p.warnings()...)
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
	var recognised []datedCash
	absent := !c.Status.Firm() && at < c.life.first.First() // an option that is not yet there
	if !absent {
		recognised = p.recognisedAfter(c, at)
		row.Prepaid, row.Payables = p.balances(c, at)
	}
	row.Remaining = total(recognised)
	row.Unpaid = row.Remaining - row.Prepaid
	var unpaid []datedCash
	if !absent {
		unpaid = p.unpaidAfter(c, at, recognised, row.Prepaid, row.Payables)
	}
	stay, leave := recognised, recognised
	stayUnpaid, leaveUnpaid := unpaid, unpaid
	if !absent && c.Kind == TakeOrPay {
		stay, leave = p.recognisedAfter(resold, at), p.leaving(p.recognisedAfter(left, at), c, left, at)
		stayUnpaid, leaveUnpaid = p.leavingUnpaid(c, resold, at, row.Payables), p.leavingUnpaid(c, left, at, row.Payables)
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
	return less(out, payables, at)
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

// recognisedAfter is the commitment still to be recognised after a day, month by month, at month end and on that day of it: of a take-or-pay
// contract its spend, of a drawdown what it requires by itself, evenly over what is left of each commitment year, and at the end of the term
// what the aggregate requires beyond.
func (p *Projection) recognisedAfter(c *contractProjection, at Date) []datedCash {
	if c.Kind == Drawdown {
		return p.requiredAfter(c, at)
	}
	row, share := c.life.endedAfter(at, p.Grid)
	var out []datedCash
	for m := max(row, c.touched.from); m < c.touched.to; m++ {
		v, end := c.columns[ColSpend][m], p.month(m).Last()
		day := min(end, p.month(m).First()+(at-at.Month().First()))
		switch {
		case m == row:
			v *= 1 - share
		case day < end: // in two parts, so that whole years from the day on are whole
			_, part := c.life.endedAfter(day, p.Grid)
			out = append(out, datedCash{date: day, amount: part * v})
			v *= 1 - part
		}
		if v != 0 {
			out = append(out, datedCash{date: end, amount: v})
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
	} else if last := c.lastOfTerm(); c.cumulative() && (row < last || row == last && share < 1) {
		c.capOwed(owed, aggregate) // in the tail it is the years that are owed
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
	byYear, aggregate = c.byYear, c.aggregate
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
	if c.Kind == Drawdown {
		out := slices.Clone(recognised)
		for i := range out {
			out[i].date = (out[i].date.Month() + Month(c.Payment.Lag)).Last()
		}
		return less(out, prepaid, at)
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
	return less(out, payables, at)
}

// less takes an amount off the earliest payments after a day. What is more than all of them comes back.
func less(flows []datedCash, amount float64, at Date) []datedCash {
	for i := range flows {
		cut := min(max(0, flows[i].amount), max(0, amount))
		flows[i].amount -= cut
		amount -= cut
	}
	return dated(flows, at+1, -amount)
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
