package report

import (
	"strings"

	"commitcast/model"
)

// Ledger renders the books of one contract.
func Ledger(l *model.Ledger, f Format, o Options) []byte {
	switch f {
	case CSV:
		return ledgerCSV(l)
	case JSON:
		return ledgerJSON(l)
	}
	return ledgerDocument(l, o).render(f, o)
}

// The lines every book has besides its own.
const (
	openingLine = "opening"
	closingLine = "closing"
)

func ledgerDocument(l *model.Ledger, o Options) *document {
	cols := columnsOf(l.Periods, l.Scenario.Currency)
	cols.total = true
	money := moneyScale(booksRows(l)...)
	d := &document{title: Clean(l.Scenario.Title), subtitle: ledgerSubtitle(l)}
	var empty []string
	for i := range l.Books {
		b := &l.Books[i]
		if emptyBook(b) {
			empty = append(empty, lowerFirst(Clean(b.Label)))
			continue
		}
		sc := money.fit(peak(bookRows(b)...))
		d.sections = append(d.sections, section{heading: withUnit(Clean(b.Label), sc, cols.currency), table: bookTable(b, cols, sc)})
	}
	if t := yearsTable(l, cols, money); t != nil {
		d.sections = append(d.sections, section{heading: withUnit("Commitment years", money, cols.currency), table: t})
	}
	if facts := noteFacts(l); len(facts) > 0 {
		d.sections = append(d.sections, section{heading: "What the clauses did", facts: facts})
	}
	if o.Inputs {
		inputLists(d, l.Scenario)
	}
	d.list("Notes", append(ledgerNotes(cols, empty), warningLines(l.Warnings, "")...))
	d.list("Charts", chartLines(o.Charts))
	d.list("", []string{provenance(l.Scenario)})
	return d
}

func ledgerSubtitle(l *model.Ledger) string {
	parts := []string{"books of " + contractName(l.Contract.ID, l.Contract.Provider), byWords[l.By], Clean(l.Scenario.Currency)}
	if l.Scenario.File != "" {
		parts = append(parts, sourceName(l.Scenario))
	}
	return strings.Join(parts, " · ")
}

// contractName is a contract's id, and its provider where that says more.
func contractName(id, provider string) string {
	if provider == "" || provider == id {
		return Clean(id)
	}
	return Clean(id) + " (" + Clean(provider) + ")"
}

// booksRows are all rows of the books.
func booksRows(l *model.Ledger) [][]float64 {
	var rows [][]float64
	for i := range l.Books {
		rows = append(rows, bookRows(&l.Books[i])...)
	}
	return rows
}

func bookRows(b *model.Book) [][]float64 {
	rows := [][]float64{b.Opening, b.Closing}
	for _, l := range b.Lines {
		rows = append(rows, l.Values)
	}
	return rows
}

// emptyBook reports whether nothing ever happens in the book.
func emptyBook(b *model.Book) bool { return zero(bookRows(b)...) }

// lowerFirst is s with a small first letter, to stand inside a sentence; an abbreviation stays as it is.
func lowerFirst(s string) string {
	first := firstRune(s)
	rest := s[len(first):]
	if second := firstRune(rest); second != strings.ToLower(second) {
		return s
	}
	return strings.ToLower(first) + rest
}

// bookTable lays a book out with a column a period. In the column of totals stand the first opening and the last closing, so
// that it closes as the others do. Lines in which nothing happens are left out.
func bookTable(b *model.Book, cols *columns, sc scale) *table {
	t := &table{heads: cols.heads()}
	var lines []model.BookLine
	for _, l := range b.Lines {
		if !zero(l.Values) {
			lines = append(lines, l)
		}
	}
	if sc.scientific {
		return cols.unfooted(t, b, lines, sc)
	}
	footed := footBook(b, lines, sc.places())
	last := len(footed.closing) - 1
	t.add(plainRow, "Opening", cols.figures(with(footed.opening, footed.opening[0]), sc))
	for k, l := range lines {
		t.add(plainRow, lineLabel(l), cols.figures(with(footed.lines[k], footed.totals[k]), sc))
	}
	t.add(plainRow, "Closing", cols.figures(with(footed.closing, footed.closing[last]), sc))
	return t
}

// unfooted fills in a book in powers of ten, which do not add up.
func (c *columns) unfooted(t *table, b *model.Book, lines []model.BookLine, sc scale) *table {
	row := func(label string, values []float64, total float64) {
		var cells []string
		for _, v := range with(values, total) {
			cells = append(cells, sc.write(v, false))
		}
		t.add(plainRow, label, cells)
	}
	row("Opening", b.Opening, b.Opening[0])
	for _, l := range lines {
		row(lineLabel(l), l.Values, l.Total)
	}
	row("Closing", b.Closing, b.Closing[len(b.Closing)-1])
	return t
}

func lineLabel(l model.BookLine) string {
	if l.Reduces {
		return minusSign + " " + lowerFirst(Clean(l.Label))
	}
	return "+ " + lowerFirst(Clean(l.Label))
}

// figures writes figures as cells.
func (c *columns) figures(fs []figure, sc scale) []string {
	cells := make([]string, len(fs))
	for i, f := range fs {
		cells[i] = c.number(f, sc, false)
	}
	return cells
}

// noteFacts tell what the clauses did, a line a note, under the period they did it in.
func noteFacts(l *model.Ledger) []fact {
	var facts []fact
	for p, notes := range l.Notes {
		label := Clean(l.Periods[p].Label)
		for i, n := range notes {
			f := fact{label: label, text: noteText(n, l.Periods[p], "contracts."+l.Contract.ID+".")}
			if i > 0 {
				f.label = ""
			}
			facts = append(facts, f)
		}
	}
	return facts
}

// noteText is a note with its month, where the period does not tell it, and its clause, whose path begins with of.
func noteText(n model.Note, p model.Period, of string) string {
	text := Clean(n.Text)
	if clause := strings.TrimPrefix(n.Clause, of); clause != "" {
		text = Clean(clause) + ": " + text
	}
	if p.From != p.To {
		text = n.Month.String() + " " + text
	}
	return text
}

// ledgerNotes explain the marks of the tables and name the books that are left out.
func ledgerNotes(cols *columns, empty []string) []string {
	var notes []string
	if cols.anyPartial() {
		notes = append(notes, "* partial period: the months shown cover less than all of it")
	}
	if cols.adjusted {
		notes = append(notes, "~ a last digit away from its own rounding, so that rows and columns add up")
	}
	if len(empty) > 0 {
		notes = append(notes, "left out, as nothing happens there: "+strings.Join(empty, ", "))
	}
	return notes
}
