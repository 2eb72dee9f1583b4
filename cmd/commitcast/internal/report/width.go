package report

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// wide measures text by the Unicode tables, whatever the locale says, so that the same result is the same text everywhere.
var wide = &runewidth.Condition{StrictEmojiNeutral: true}

// width is how many columns of a terminal clean text takes. The tables take milliseconds to build, so they are asked only
// for letters that could take other than one column.
func width(s string) int {
	n := 0
	for _, r := range s {
		if !narrow(r) {
			return wide.StringWidth(s)
		}
		n++
	}
	return n
}

// narrow reports whether r surely takes one column: the letters of Western languages, Greek, and the signs used here.
func narrow(r rune) bool {
	switch {
	case r >= ' ' && r <= '~', r > 0xa0 && r < 0x180 && r != 0xad:
		return true
	case r >= 'Α' && r <= 'ω' && r != 0x3a2, r >= '‐' && r <= '…' && r < 0x2027:
		return true
	}
	return r == '€' || r == '→' || r == '−' || r == '─'
}

// shorten is s in at most most columns; what is cut off is told by an ellipsis.
func shorten(s string, most int) string {
	if width(s) <= most {
		return s
	}
	return wide.Truncate(s, most, "…")
}

func padRight(s string, to int) string { return s + spaces(to-width(s)) }

func padLeft(s string, to int) string { return spaces(to-width(s)) + s }

func spaces(n int) string { return strings.Repeat(" ", max(0, n)) }
