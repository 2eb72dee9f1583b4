package model

import (
	"fmt"
	"slices"
	"strings"
)

// NewLedger works out the books of a valid scenario's counted contract over all months in which anything moves, whatever the
// horizon shows. It fails when no counted contract has that id; an empty id stands for the only one.
func NewLedger(s *Scenario, contract string, by By) (*Ledger, error) {
	counted := s.counted()
	if contract == "" && len(counted) == 1 {
		contract = counted[0].ID
	}
	i := slices.IndexFunc(counted, func(c *Contract) bool { return c.ID == contract })
	if i < 0 {
		return nil, fmt.Errorf("%s: %s", s.Name, noSuchContract(counted, contract))
	}
	p := NewProjector(s, GridOf(s)).Run()
	return p.ledger(&p.contracts[i], by), nil
}

// noSuchContract says which contracts there are.
func noSuchContract(counted []*Contract, contract string) string {
	ids := make([]string, len(counted))
	for i, c := range counted {
		ids[i] = c.ID
	}
	if contract == "" {
		return "choose one of the contracts " + strings.Join(ids, ", ")
	}
	return fmt.Sprintf("%q is none of the contracts that count: %s", contract, strings.Join(ids, ", "))
}

func (p *Projection) ledger(c *contractProjection, by By) *Ledger {
	t := c.moving()
	l := &Ledger{Scenario: p.Scenario, Contract: c.Contract, By: by}
	l.Periods = p.wholePeriods(c, by, Horizon{p.month(t.from), p.month(t.to - 1)})
	k := bookkeeper{p, c, l.Periods}
	if c.knows(ColConsumption) {
		l.Books = append(l.Books, k.consumption())
	}
	switch c.Kind {
	case TakeOrPay:
		l.Books = append(l.Books, k.recognition())
	case Drawdown:
		l.Books = append(l.Books, k.commitment()...)
		l.Counted = k.line("counted", "counted", false, ColCounted).Values
	}
	l.Books = append(l.Books, k.cash(), k.expense(), k.prepaid(), k.credit())
	if slices.ContainsFunc(c.columns[ColPayables], func(v float64) bool { return v != 0 }) {
		l.Books = append(l.Books, k.payables())
	}
	for i := range c.years {
		l.Years = append(l.Years, p.commitmentYear(c, i))
	}
	l.Notes = k.byPeriod(p.notes(c))
	for _, w := range append(slices.Clone(p.Scenario.Notes), p.warnings()...) {
		if at := "contracts." + c.ID; w.Path == at || strings.HasPrefix(w.Path, at+".") {
			l.Warnings = append(l.Warnings, w)
		}
	}
	return l
}

// moving is the rows up to the last in which something moves, and to the last commitment year.
func (c *contractProjection) moving() rows {
	t := c.touched
	still := func(m int) bool {
		for _, col := range []Column{ColSpend, ColCash, ColExpense, ColConsumption, ColPrepaid, ColPayables, ColCredit} {
			if c.columns[col][m] != 0 {
				return false
			}
		}
		return c.Kind != Drawdown
	}
	for t.to > t.from+1 && still(t.to-1) {
		t.to--
	}
	return t
}

// wholePeriods cuts months into periods; one is partial when not all of it lies in them.
func (p *Projection) wholePeriods(c *contractProjection, by By, h Horizon) []Period {
	var out []Period
	for m := h.From; m <= h.To; {
		full := spanOf(m, by, p.Scenario, c.Contract)
		q := Period{Label: full.label, From: m, To: min(full.to, h.To)}
		q.Partial = q.From != full.from || q.To != full.to
		out = append(out, q)
		m = q.To + 1
	}
	return out
}

// bookkeeper writes one contract's books by period.
type bookkeeper struct {
	p       *Projection
	c       *contractProjection
	periods []Period
}

// line is a movement that sums columns over each period.
func (k *bookkeeper) line(name, label string, reduces bool, cols ...Column) BookLine {
	return k.lineOf(name, label, reduces, func(m int) float64 {
		v := 0.0
		for _, col := range cols {
			v += k.c.columns[col][m]
		}
		return v
	})
}

// lineOf is a movement given month by month.
func (k *bookkeeper) lineOf(name, label string, reduces bool, of func(m int) float64) BookLine {
	b := BookLine{Name: name, Label: label, Reduces: reduces, Values: make([]float64, len(k.periods))}
	months := make([]float64, 0, 12)
	for i, q := range k.periods {
		o := k.p.over(q)
		months = months[:0]
		for m := o.from; m < o.to; m++ {
			months = append(months, of(m))
		}
		b.Values[i] = sum(months)
	}
	b.Total = sum(b.Values)
	return b
}

// closed makes a book of its movements and of its closing balance at each month end. It opens at nothing.
func (k *bookkeeper) closed(name, label string, closing func(m int) float64, lines ...BookLine) Book {
	b := Book{Name: name, Label: label, Lines: lines}
	before := 0.0
	for _, q := range k.periods {
		at := closing(k.p.over(q).to - 1)
		b.Opening, b.Closing = append(b.Opening, before), append(b.Closing, at)
		before = at
	}
	return b
}

// toDate is the sum of a column up to the end of a month.
func (k *bookkeeper) toDate(col Column) func(m int) float64 {
	return func(m int) float64 { return sum(k.c.columns[col][:m+1]) }
}

func (k *bookkeeper) at(col Column) func(m int) float64 {
	return func(m int) float64 { return k.c.columns[col][m] }
}

// once is an amount in the first month that the contract is committed to.
func (k *bookkeeper) once(amount float64) func(m int) float64 {
	first := k.c.touched.from
	if !k.c.Status.Firm() {
		first = k.p.index(k.c.life.first)
	}
	return func(m int) float64 {
		if m == first {
			return amount
		}
		return 0
	}
}

func (k *bookkeeper) consumption() Book {
	cols := k.c.columns
	return k.closed("consumption", "Consumption to date", k.toDate(ColConsumption),
		k.lineOf("used", "used, at contract rates", false, func(m int) float64 {
			return cols[ColConsumption][m] - cols[ColMarketplace][m] - cols[ColPremium][m]
		}),
		k.line("overage", "overage, above contract rates", false, ColPremium),
		k.line("marketplace", "bought through the marketplace", false, ColMarketplace))
}

func (k *bookkeeper) recognition() Book {
	return k.closed("drawdown", "Commitment remaining", k.at(ColRemaining),
		k.lineOf("committed", "committed", false, k.once(k.c.committed)),
		k.line("recognised", "recognised", true, ColSpend))
}

// commitment is what a drawdown is still committed to: by year, and in aggregate where the contract has one. Of cumulative
// milestones the aggregate is all there is.
func (k *bookkeeper) commitment() []Book {
	switch {
	case k.c.cumulative():
		return []Book{k.aggregate("drawdown", "Commitment remaining")}
	case k.c.aggregate > 0 && len(k.c.Minimums)+len(k.c.Drawdown.Milestones) == 0:
		return []Book{k.aggregate("drawdown", "Commitment remaining")}
	case k.c.aggregate > 0:
		return []Book{k.drawdown(), k.aggregate("aggregate", "Aggregate remaining")}
	}
	return []Book{k.drawdown()}
}

func (k *bookkeeper) drawdown() Book {
	return k.closed("drawdown", "Minimums remaining", k.at(ColYearsLeft),
		k.lineOf("committed", "committed", false, k.once(k.c.byYear)),
		k.line("counted", "counted", true, ColMet),
		k.lineOf("charged", "shortfall charged", true, k.atClose(func(y *commitmentYear) float64 { return y.charged })),
		k.lineOf("forfeited", "forfeited", true, k.atClose(func(y *commitmentYear) float64 { return y.forfeited })),
		k.line("carried", "excess carried in", true, ColCarried),
		k.line("waived", "waived, the provider lost", true, ColWaived))
}

// atClose dates a figure of each commitment year in the month it closes.
func (k *bookkeeper) atClose(of func(*commitmentYear) float64) func(m int) float64 {
	months := make([]float64, k.p.N)
	for i := range k.c.years {
		y := &k.c.years[i]
		months[y.rows.to-1] += of(y)
	}
	return func(m int) float64 { return months[m] }
}

func (k *bookkeeper) aggregate(name, label string) Book {
	return k.closed(name, label, k.at(ColAggregateLeft),
		k.lineOf("committed", "committed", false, k.once(k.c.aggregate)),
		k.line("counted", "counted", true, ColAggregateMet),
		k.line("charged", "charged, true-up included", true, ColAggregateCharged),
		k.line("moved", "waived, or owed in the tail", true, ColAggregateMoved))
}

func (k *bookkeeper) cash() Book {
	cols := k.c.columns
	return k.closed("cash", "Cash paid to date", k.toDate(ColCash),
		k.lineOf("paid", "paid for spend", false, func(m int) float64 {
			return cols[ColCash][m] - cols[ColPrepayPaid][m] + cols[ColPrepayRefunded][m]
		}),
		k.line("prepaid", "prepayments", false, ColPrepayPaid),
		k.line("refunded", "prepayments refunded", true, ColPrepayRefunded))
}

func (k *bookkeeper) expense() Book {
	cols := k.c.columns
	if k.c.Kind != Drawdown {
		return k.closed("expense", "Expense to date", k.toDate(ColExpense), k.line("recognised", "recognised", false, ColSpend))
	}
	return k.closed("expense", "Expense to date", k.toDate(ColExpense),
		k.line("consumption", "consumption", false, ColConsumption),
		k.lineOf("charges", "shortfall charges without credit", false, func(m int) float64 {
			return cols[ColCharges][m] - cols[ColCreditGranted][m]
		}),
		k.line("forfeits", "forfeits", false, ColForfeits),
		k.line("expired", "credit expired", false, ColCreditExpired))
}

// ahead is what is paid ahead of spend in a month beside prepayments, and what of it spend takes: what is paid on the first is
// ahead of the month's own spend too.
func (k *bookkeeper) ahead(m int) (paid, used float64) {
	cols := k.c.columns
	grown := cols[ColPaidAhead][m]
	if m > 0 {
		grown -= cols[ColPaidAhead][m-1]
	}
	within := max(0, min(cols[ColCashFirst][m], cols[ColSpend][m]-cols[ColPrepayApplied][m]))
	return max(0, grown) + within, max(0, -grown) + within
}

func (k *bookkeeper) prepaid() Book {
	return k.closed("prepaid", "Prepaid balance", k.at(ColPrepaid),
		k.line("prepaid", "prepayments", false, ColPrepayPaid),
		k.lineOf("ahead", "paid in advance", false, func(m int) float64 {
			paid, _ := k.ahead(m)
			return paid
		}),
		k.lineOf("used", "spent of what is paid in advance", true, func(m int) float64 {
			_, used := k.ahead(m)
			return used
		}),
		k.line("applied", "prepayments applied", true, ColPrepayApplied),
		k.line("refunded", "prepayments refunded", true, ColPrepayRefunded))
}

func (k *bookkeeper) credit() Book {
	return k.closed("credit", "Shortfall credit", k.at(ColCredit),
		k.line("granted", "granted for charges", false, ColCreditGranted),
		k.line("used", "used", true, ColCreditUsed),
		k.line("expired", "expired", true, ColCreditExpired))
}

func (k *bookkeeper) payables() Book {
	cols := k.c.columns
	return k.closed("payables", "Payables", k.at(ColPayables),
		k.lineOf("spent", "spent, not paid ahead", false, func(m int) float64 {
			_, used := k.ahead(m)
			return cols[ColSpend][m] - cols[ColPrepayApplied][m] - used
		}),
		k.lineOf("paid", "paid", true, func(m int) float64 {
			paid, _ := k.ahead(m)
			return cols[ColCash][m] - cols[ColPrepayPaid][m] + cols[ColPrepayRefunded][m] - paid
		}))
}

// byPeriod sorts notes into the periods.
func (k *bookkeeper) byPeriod(notes []Note) [][]Note {
	out := make([][]Note, len(k.periods))
	slices.SortStableFunc(notes, func(a, b Note) int { return int(a.Month - b.Month) })
	for _, n := range notes {
		at := 0 // what is dated before the first period, or after the last, stands there
		for i, q := range k.periods {
			if n.Month >= q.From {
				at = i
			}
		}
		out[at] = append(out[at], n)
	}
	return out
}

// commitmentYear is one commitment year as it is told.
func (p *Projection) commitmentYear(c *contractProjection, i int) CommitmentYear {
	y := &c.years[i]
	out := CommitmentYear{
		Label: c.yearLabel(p, y), From: p.month(y.rows.from), To: p.month(y.rows.to - 1),
		Minimum: y.minimum, DeferredIn: y.deferredIn, CarriedIn: y.carriedIn, Required: y.required, Counted: y.counted,
		Excess: y.excess, CarriedOut: y.carriedOut, Shortfall: y.shortfall, Charged: y.charged, Deferred: y.deferred,
		Forfeited: y.forfeited, TrueUp: y.due,
	}
	if y.metOn >= 0 {
		out.MetOn = p.month(y.metOn)
	}
	return out
}

// yearLabel is what a commitment year is called.
func (c *contractProjection) yearLabel(p *Projection, y *commitmentYear) string {
	milestones := c.Drawdown.Milestones
	switch {
	case y.tail:
		return "tail"
	case c.Drawdown.Forfeit == MonthlyPools:
		return p.month(y.rows.from).String()
	case len(milestones) > 0 && y.year < len(milestones):
		return milestones[y.year].At.String()
	case len(milestones) > 0:
		return "end"
	case len(c.Minimums) == 0 && c.Drawdown.Forfeit == NoForfeit:
		return "term"
	case c.MinimumsBy == FiscalYears:
		return "FY" + itoa(y.year)
	case c.MinimumsBy == CalendarYears:
		return itoa(y.year)
	}
	return "Y" + itoa(y.year)
}
