package plots

import (
	"math"

	"commitcast/model"
)

// rows are the month ends, and what comes in and is lost in between.
func (b *balance) rows(l *model.Ledger) []Row {
	var rows []Row
	add := func(metric string, i int, v float64) {
		rows = append(rows, Row{
			Scenario: title(ledgerReport(l)), Series: supplier(l), Metric: metric, Unit: l.Scenario.Currency,
			Period: b.periods[i].Label, Value: v,
		})
	}
	for i, v := range b.closing {
		add(b.metric, i, v)
	}
	for k, cs := range [][]change{b.added, b.gone} {
		for _, c := range cs {
			if c.amount > 0 {
				add(b.metric+[]string{"_added", "_lost"}[k], c.at, c.amount)
			}
		}
	}
	return rows
}

// change is an amount in a period.
type change struct {
	at     int
	amount float64
}

// balance is one balance by month.
type balance struct {
	metric, name string
	periods      []model.Period
	closing      []float64
	added, gone  []change // by month, those that stir
	pts          []point
	top          float64
	topAt        point
	lost         float64 // expired, forfeited
	refunded     float64
	mostLost     float64 // at once
	lostAt       point   // where that is lost
}

// balancesOf are the prepaid balance and the shortfall credit, those that there are, over the months in which either is.
func balancesOf(l *model.Ledger) []balance {
	var books []*model.Book
	var out []balance
	first, last := len(l.Periods), -1
	for _, k := range []struct{ book, name string }{{"prepaid", "Prepaid balance"}, {"credit", "Shortfall credit"}} {
		b := bookOf(l, k.book)
		if b == nil {
			continue
		}
		from, to := lively(b)
		if to < 0 {
			continue
		}
		first, last = min(first, from), max(last, to)
		books, out = append(books, b), append(out, balance{metric: k.book, name: k.name})
	}
	for i := range out {
		out[i].fill(l, books[i], first, last)
	}
	return out
}

// lively is the first and the last month in which a book has a balance or a movement; to is -1 when there is none.
func lively(b *model.Book) (from, to int) {
	from, to = len(b.Closing), -1
	nothing := roundingOf(b)
	for i := range b.Closing {
		if stirs(b, i) > nothing {
			from, to = min(from, i), i
		}
	}
	return from, to
}

// stirs is the largest of a month's balances and movements.
func stirs(b *model.Book, i int) float64 {
	in, out := movements(b, i)
	return math.Max(math.Max(b.Opening[i], b.Closing[i]), math.Max(in, out))
}

// roundingOf is what may be left of a book's balance by rounding.
func roundingOf(b *model.Book) float64 {
	return 1e-9 * math.Max(biggest(b.Opening), biggest(b.Closing))
}

// movements are what is added to a book in a month and what is taken off.
func movements(b *model.Book, i int) (in, out float64) {
	for _, line := range b.Lines {
		if v := zeroIfUnknown(line.Values[i]); line.Reduces == (v > 0) {
			out += math.Abs(v)
		} else {
			in += math.Abs(v)
		}
	}
	return in, out
}

// lost is what is lost of a balance in a month: credit that expires, pools and prepayments that are forfeited.
func lost(l *model.Ledger, book *model.Book, i int) float64 {
	lines := lineOf(book, "expired")
	if e := bookOf(l, "expense"); e != nil && book.Name == "prepaid" {
		lines = lineOf(e, "forfeits")
	}
	if lines == nil {
		return 0
	}
	_, out := movements(book, i)
	return math.Min(zeroIfUnknown(lines[i]), out)
}

// fill lays out the line. Prepayments come in at the beginning of a month, credits at its end, and what is lost or refunded
// goes at its end; both are used in between. A month without a balance or a movement is a gap.
func (b *balance) fill(l *model.Ledger, book *model.Book, first, last int) {
	b.periods, b.closing = l.Periods[first:last+1], book.Closing[first:last+1]
	refunds := lineOf(book, "refunded")
	nothing := roundingOf(book)
	for i := first; i <= last; i++ {
		from, to := float64(l.Periods[i].From), float64(l.Periods[i].To+1)
		in, _ := movements(book, i)
		opening, closing := book.Opening[i], book.Closing[i]
		if stirs(book, i) <= nothing {
			b.pts = append(b.pts, point{from, model.Unknown()})
			continue
		}
		gone, back := lost(l, book, i), 0.0
		b.added, b.gone = append(b.added, change{i - first, in}), append(b.gone, change{i - first, gone})
		if refunds != nil {
			back = zeroIfUnknown(refunds[i])
		}
		old := closing + gone + back // of what was there, at the month's end
		if b.metric == "prepaid" {
			b.move(from, opening, opening+in)
		} else {
			old = math.Max(0, old-in)
			b.move(from, opening)
		}
		switch at := b.move(to, old); {
		case b.metric == "prepaid" || gone <= old+nothing:
			b.lose(at, gone)
			b.move(to, old-gone)
		default: // what has just come in is lost too
			b.lose(b.move(to, old+in), gone)
		}
		b.move(to, closing)
		b.refunded += back
	}
	for _, pt := range b.pts {
		if pt.y > b.top*(1+1e-9) {
			b.top, b.topAt = pt.y, pt
		}
	}
}

// move takes the line to amounts at one place, and returns where it then is. It begins where there is an amount, or at the
// last place without.
func (b *balance) move(x float64, amounts ...float64) point {
	for _, y := range amounts {
		pt, n := point{x, y}, len(b.pts)
		switch {
		case n > 0 && b.pts[n-1] == pt:
			continue
		case n > 0 && b.pts[n-1].y == 0 && y == 0 && (n == 1 || !model.Known(b.pts[n-2].y)):
			b.pts[n-1] = pt
			continue
		}
		b.pts = append(b.pts, pt)
	}
	return b.pts[len(b.pts)-1]
}

// lose notes what is lost at a point.
func (b *balance) lose(at point, amount float64) {
	if b.lost += amount; amount > b.mostLost {
		b.mostLost, b.lostAt = amount, at
	}
}

// month is the month a point of the line lies in: what comes at the end of one is of that month.
func (b *balance) month(pt point) model.Month {
	if m := model.Month(pt.x); b.metric == "prepaid" && m <= b.periods[len(b.periods)-1].To {
		return m
	}
	return model.Month(pt.x) - 1
}

// loses is what happens to what is not used in time.
func (b *balance) loses() string {
	if b.metric == "credit" {
		return "expires"
	}
	return "is lost"
}

// spent is the month at whose end nothing is left for good; 0 when something is left at the end of the last.
func (b *balance) spent() model.Month {
	n := len(b.closing)
	for n > 0 && b.closing[n-1] <= 1e-9*b.top {
		n--
	}
	if n == len(b.closing) {
		return 0
	}
	return b.periods[n].From
}
