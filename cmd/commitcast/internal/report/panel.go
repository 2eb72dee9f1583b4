package report

import "strings"

// slot is the room of one column. Cells stand on its right edge, so that rows of one unit, which have equally many
// decimals, stand on their decimal points; a mark hangs to the right of them.
type slot struct{ width, mark int }

// marks are what may follow a figure or a head.
const marks = adjustMark + "*"

// table writes the rows of t, panel below panel.
func (p *page) table(t *table) {
	slots := make([]slot, len(t.heads))
	for i := range slots {
		slots[i] = t.slot(i)
	}
	label := p.labelWidth(t)
	for i, panel := range panels(slots, p.width-label) {
		if i > 0 {
			p.WriteByte('\n')
		}
		p.panel(t, slots, label, panel[0], panel[1])
	}
}

// labelWidth is the width of the labels' column: what the longest label takes, at most half the page.
func (p *page) labelWidth(t *table) int {
	longest := 0
	for _, r := range t.rows {
		if r.kind != headRow {
			longest = max(longest, width(r.text()))
		}
	}
	return min(longest, p.width/2)
}

// text is the row's label, indented below a heading.
func (r row) text() string {
	if r.kind == innerRow || r.kind == deltaRow {
		return indent + r.label
	}
	return r.label
}

// slot measures column i.
func (t *table) slot(i int) slot {
	var s slot
	s.hold(t.heads[i])
	for _, r := range t.rows {
		if r.kind != headRow {
			s.hold(r.cells[i])
		}
	}
	return s
}

// hold widens the slot to hold text.
func (s *slot) hold(text string) {
	body, mark := splitMark(text)
	s.width = max(s.width, width(body))
	s.mark = max(s.mark, len(mark))
}

// splitMark parts a text from the mark that ends it.
func splitMark(text string) (body, mark string) {
	body = strings.TrimRight(text, marks)
	return body, text[len(body):]
}

// panels parts the columns into runs [from, to) that fit into room, as equally long as can be; a run has at least one
// column.
func panels(slots []slot, room int) [][2]int {
	fit := func(most int) [][2]int {
		var runs [][2]int
		for from := 0; from < len(slots); {
			to, used := from, 0
			for to < len(slots) && to-from < most && (to == from || used+gap+slots[to].size() <= room) {
				used += gap + slots[to].size()
				to++
			}
			runs = append(runs, [2]int{from, to})
			from = to
		}
		return runs
	}
	best := fit(len(slots))
	for most := len(slots) - 1; most > 0; most-- {
		runs := fit(most)
		if len(runs) > len(best) {
			break
		}
		best = runs
	}
	return best
}

// panel writes the columns [from, to) of every row.
func (p *page) panel(t *table, slots []slot, label, from, to int) {
	head, total := spaces(label), label
	for i := from; i < to; i++ {
		head += spaces(gap) + slots[i].place(t.heads[i])
		total += gap + slots[i].size()
	}
	p.line(head, bold)
	p.line(strings.Repeat("─", total), dim)
	for _, r := range t.rows {
		if r.kind == headRow {
			p.line(shorten(r.label, p.width), bold)
			continue
		}
		line := padRight(shorten(r.text(), label), label)
		for i := from; i < to; i++ {
			line += spaces(gap) + slots[i].place(r.cells[i])
		}
		st := plain
		if r.kind == deltaRow {
			st = dim
		}
		p.line(line, st)
	}
}

func (s slot) size() int { return s.width + s.mark }

// place writes text in the slot.
func (s slot) place(text string) string {
	body, mark := splitMark(text)
	return padLeft(body, s.width) + padRight(mark, s.mark)
}
