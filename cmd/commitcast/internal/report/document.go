package report

// document is what is shown to people, before it is laid out for a terminal or as Markdown. Its text is clean.
type document struct {
	title    string
	subtitle string
	sections []section
}

// section is one part of a document under a heading: a table, a list of facts or a list of lines.
type section struct {
	heading string
	table   *table
	facts   []fact
	lines   []string
}

// fact is one headline figure in words.
type fact struct{ label, text string }

// table is rows of cells under column heads; a row has a cell for every head, or none when it is a heading.
type table struct {
	heads []string
	rows  []row
}

// row is one line of a table.
type row struct {
	label string
	cells []string
	kind  rowKind
}

// rowKind says how a row stands out.
type rowKind int

const (
	plainRow rowKind = iota
	headRow          // names the rows below it; has no cells
	innerRow         // below a headRow
	deltaRow         // a difference, below a headRow
)

// heading adds a row that names the rows below it.
func (t *table) heading(label string) {
	t.rows = append(t.rows, row{label: label, kind: headRow})
}

// add adds a row with a cell under every head.
func (t *table) add(kind rowKind, label string, cells []string) {
	t.rows = append(t.rows, row{label: label, cells: cells, kind: kind})
}

// list adds a section of lines; without lines it adds nothing.
func (d *document) list(heading string, lines []string) {
	if len(lines) > 0 {
		d.sections = append(d.sections, section{heading: heading, lines: lines})
	}
}

// render lays the document out.
func (d *document) render(f Format, o Options) []byte {
	if f == Markdown {
		return d.markdown()
	}
	return d.text(o)
}
