package report

import "strings"

// markdown writes the document as Markdown with pipe tables; it shows the rows that the text shows.
func (d *document) markdown() []byte {
	var b strings.Builder
	b.WriteString("# " + escapeMarkdown(d.title) + "\n")
	if d.subtitle != "" {
		b.WriteString("\n" + escapeMarkdown(d.subtitle) + "\n")
	}
	for _, s := range d.sections {
		if s.heading != "" {
			b.WriteString("\n## " + escapeMarkdown(s.heading) + "\n")
		}
		if s.table != nil {
			s.table.markdown(&b)
		}
		if len(s.facts) > 0 {
			b.WriteString("\n| | |\n|:--|:--|\n")
			for _, f := range s.facts {
				b.WriteString("| " + escapeMarkdown(f.label) + " | " + escapeMarkdown(f.text) + " |\n")
			}
		}
		if len(s.lines) > 0 {
			b.WriteByte('\n')
		}
		for _, l := range s.lines {
			if s.heading != "" || len(s.lines) > 1 {
				b.WriteString("- ")
			}
			b.WriteString(escapeMarkdown(l) + "\n")
		}
	}
	return []byte(b.String())
}

func (t *table) markdown(b *strings.Builder) {
	b.WriteString("\n| |")
	for _, h := range t.heads {
		b.WriteString(" " + escapeMarkdown(h) + " |")
	}
	b.WriteString("\n|:--|" + strings.Repeat("--:|", len(t.heads)) + "\n")
	for _, r := range t.rows {
		if r.kind == headRow {
			b.WriteString("| **" + escapeMarkdown(r.label) + "** |" + strings.Repeat(" |", len(t.heads)) + "\n")
			continue
		}
		b.WriteString("| " + escapeMarkdown(r.label) + " |")
		for _, c := range r.cells {
			b.WriteString(" " + escapeMarkdown(c) + " |")
		}
		b.WriteByte('\n')
	}
}

// markdownSyntax are the characters that mean something inside a line of Markdown.
const markdownSyntax = "\\`*_[]<>|&~#!"

// escapeMarkdown makes text stand for itself in a cell or a paragraph. The first character of a line that is a number
// with a point, or a dash, is only ever after "- " or "| ", where it begins no list.
func escapeMarkdown(s string) string {
	if !strings.ContainsAny(s, markdownSyntax) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(markdownSyntax, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
