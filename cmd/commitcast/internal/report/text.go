package report

import "strings"

// Layout of text: least width of a terminal, gap between columns, indentation of rows below a heading.
const (
	minWidth = 30
	gap      = 2
	indent   = "  "
)

// page collects the lines of a text for a terminal of a given width.
type page struct {
	strings.Builder
	width  int
	colour bool
}

// text lays the document out for a terminal; columns that do not fit go on in further panels below.
func (d *document) text(o Options) []byte {
	p := &page{width: max(o.Width, minWidth), colour: o.Colour}
	if d.title != "" {
		p.wrapped(d.title, "", "", bold)
	}
	if d.subtitle != "" {
		p.wrapped(d.subtitle, "", "", dim)
	}
	for _, s := range d.sections {
		p.WriteByte('\n')
		if s.heading != "" {
			p.line(s.heading, bold)
		}
		if s.table != nil {
			p.table(s.table)
		}
		p.facts(s.facts)
		for _, l := range s.lines {
			first := indent
			if s.heading == "" {
				first = ""
			}
			p.wrapped(l, first, first+indent, plain)
		}
	}
	return []byte(p.String())
}

// style is how text stands out.
type style string

const (
	plain style = ""
	bold  style = "\x1b[1m"
	dim   style = "\x1b[2m"
	reset style = "\x1b[0m"
)

// line writes one line without white space at its end.
func (p *page) line(s string, st style) {
	s = strings.TrimRight(s, " ")
	if p.colour && st != plain && s != "" {
		s = string(st) + s + string(reset)
	}
	p.WriteString(s)
	p.WriteByte('\n')
}

// wrapped writes s in lines that fit, the first after first and the others after rest. Words longer than a line stay
// whole.
func (p *page) wrapped(s, first, rest string, st style) {
	line, empty := first, true
	for _, word := range strings.Split(s, " ") {
		if !empty && width(line)+1+width(word) > p.width {
			p.line(line, st)
			line, empty = rest, true
		}
		if !empty {
			line += " "
		}
		line += word
		empty = false
	}
	p.line(line, st)
}

func (p *page) facts(facts []fact) {
	label := 0
	for _, f := range facts {
		label = max(label, width(f.label))
	}
	for _, f := range facts {
		first := indent + padRight(f.label, label) + indent
		p.wrapped(f.text, first, strings.Repeat(" ", min(width(first), p.width/2)), plain)
	}
}
