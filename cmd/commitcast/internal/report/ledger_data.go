package report

import (
	"math"

	"commitcast/model"
)

// ledgerSchema names the shape of JSON that tells the books of one contract.
const ledgerSchema = "commitcast.ledger/1"

// ledgerHeader names the columns of the long form of a ledger: one value or note a row.
const ledgerHeader = "scenario,contract,book,line,unit,period,value,note\r\n"

// Books of the long form that are none of the model's.
const (
	yearsBook = "years"
	notesBook = "notes"
)

// ledgerCSV writes every value of every book as RFC 4180 rows, at full precision. What a line takes off is negative, so that
// the rows of a period from its opening on add up to its closing. Commitment years stand in the book "years" with the year as
// period; the notes in the book "notes" with the clause as line and no value.
func ledgerCSV(l *model.Ledger) []byte {
	rows := &ledgerRows{Ledger: l, b: []byte(ledgerHeader), start: csvRow(l.Scenario.Name, l.Contract.ID)}
	for i := range l.Books {
		rows.book(&l.Books[i])
	}
	rows.years()
	for p, notes := range l.Notes {
		for _, n := range notes {
			rows.add(notesBook, n.Clause, "", l.Periods[p].Label, model.Unknown(), n.Month.String()+": "+n.Text)
		}
	}
	return rows.b
}

// ledgerRows collects the rows of the long form.
type ledgerRows struct {
	*model.Ledger
	b, start []byte
}

func (r *ledgerRows) add(book, line, unit, period string, v float64, note string) {
	r.b = append(r.b, r.start...)
	r.b = append(r.b, csvRow(book, line, unit, period)...)
	r.b = appendNumber(r.b, v, "")
	r.b = append(r.b, ","+csvText(Clean(note))+"\r\n"...)
}

func (r *ledgerRows) book(b *model.Book) {
	currency, size := r.Scenario.Currency, peak(bookRows(b)...)
	line := func(name string, sign float64, values []float64) {
		for p, v := range values {
			r.add(b.Name, name, currency, r.Periods[p].Label, sign*tidy(v, size), "")
		}
	}
	line(openingLine, 1, b.Opening)
	for _, m := range b.Lines {
		sign := 1.0
		if m.Reduces {
			sign = -1
		}
		line(m.Name, sign, m.Values)
		r.add(b.Name, m.Name, currency, "total", sign*tidy(m.Total, size), "")
	}
	line(closingLine, 1, b.Closing)
}

func (r *ledgerRows) years() {
	values, _ := yearValues(r.Years)
	size := peak(values...)
	for i := range r.Years {
		y := &r.Years[i]
		for _, f := range yearFields {
			r.add(yearsBook, f.key, r.Scenario.Currency, y.Label, tidy(f.of(y), size), "")
		}
		if y.MetOn != 0 {
			r.add(yearsBook, "met_on", "", y.Label, model.Unknown(), y.MetOn.String())
		}
	}
}

// tidy is v without what floating point leaves of amounts of up to size: the nearest cent, where no more lies between.
func tidy(v, size float64) float64 {
	const left = 1e-13 // of size
	if cent := math.Round(v*100) / 100; math.Abs(cent-v) <= left*size {
		return cent
	}
	return v
}

// csvRow is the beginning of a row: cells, each with the comma that ends it.
func csvRow(cells ...string) []byte {
	var b []byte
	for _, c := range cells {
		b = append(b, csvText(Clean(c))+","...)
	}
	return b
}

func ledgerJSON(l *model.Ledger) []byte {
	w := &jsonWriter{}
	w.object(func() {
		w.scenario(ledgerSchema, l.Scenario, l.Contract.ID)
		w.text("provider", l.Contract.Provider)
		w.text("by", string(l.By))
		w.key("periods")
		w.list(len(l.Periods), func(i int) { w.period(l.Periods[i]) })
		w.key("books")
		w.list(len(l.Books), func(i int) { w.book(&l.Books[i]) })
		w.years(l.Years)
		w.notes(l)
		w.origin(l.Scenario, l.Warnings)
	})
	return append(w.b, '\n')
}

// book writes one book to the cent, so that it closes.
func (w *jsonWriter) book(b *model.Book) {
	footed := footBook(b, b.Lines, cents)
	w.text("name", b.Name)
	w.text("label", b.Label)
	w.moneys("opening", footed.opening)
	w.key("lines")
	w.list(len(b.Lines), func(k int) {
		l := &b.Lines[k]
		w.text("name", l.Name)
		w.text("label", l.Label)
		w.key("reduces")
		w.bool(l.Reduces)
		w.moneys("values", footed.lines[k])
		w.money("total", footed.totals[k])
	})
	w.moneys("closing", footed.closing)
}

func (w *jsonWriter) years(years []model.CommitmentYear) {
	footed := footYears(years, cents)
	w.key("years")
	w.list(len(years), func(i int) {
		y := &years[i]
		w.text("label", y.Label)
		w.text("from", y.From.String())
		w.text("to", y.To.String())
		for k, f := range yearFields {
			w.money(f.key, footed[i][k])
		}
		w.optional("met_on", monthText(y.MetOn))
	})
}

// notes writes the notes of all periods in one list.
func (w *jsonWriter) notes(l *model.Ledger) {
	type placed struct {
		period string
		model.Note
	}
	var all []placed
	for p, notes := range l.Notes {
		for _, n := range notes {
			all = append(all, placed{l.Periods[p].Label, n})
		}
	}
	w.key("notes")
	w.list(len(all), func(i int) {
		w.text("period", all[i].period)
		w.text("month", all[i].Month.String())
		w.text("clause", all[i].Clause)
		w.text("text", all[i].Text)
	})
}
