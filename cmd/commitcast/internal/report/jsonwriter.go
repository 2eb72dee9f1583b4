package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonWriter writes indented JSON with keys in the order they are given. Lists of numbers stand on one line.
type jsonWriter struct {
	b     []byte
	depth int
	first bool // nothing stands yet in the innermost object or list
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// next begins a line for a member of the innermost object or list.
func (w *jsonWriter) next() {
	if !w.first {
		w.b = append(w.b, ',')
	}
	w.first = false
	w.newline()
}

func (w *jsonWriter) newline() {
	w.b = append(w.b, '\n')
	w.b = append(w.b, strings.Repeat("  ", w.depth)...)
}

// nest writes what fill writes between two brackets.
func (w *jsonWriter) nest(open, end byte, fill func()) {
	w.b = append(w.b, open)
	w.depth++
	w.first = true
	fill()
	w.depth--
	if !w.first {
		w.newline()
	}
	w.first = false
	w.b = append(w.b, end)
}

func (w *jsonWriter) object(fill func()) { w.nest('{', '}', fill) }

// list writes a list of objects, n of them.
func (w *jsonWriter) list(n int, object func(i int)) {
	w.nest('[', ']', func() {
		for i := range n {
			w.next()
			w.object(func() { object(i) })
		}
	})
}

// key begins a member; its value is written next.
func (w *jsonWriter) key(name string) {
	w.next()
	w.quoted(name)
	w.b = append(w.b, ": "...)
}

func (w *jsonWriter) quoted(s string) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a string can always be written
	}
	w.b = append(w.b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...)
}

// text writes a member that is a user's text.
func (w *jsonWriter) text(name, value string) {
	w.key(name)
	w.quoted(Clean(value))
}

// exact writes a member that is a name to be used again: nothing is dropped, and what a terminal would obey or not show is
// escaped. Only bytes that are not UTF-8, which JSON cannot hold, become the replacement character.
func (w *jsonWriter) exact(name, value string) {
	w.key(name)
	start := len(w.b)
	w.quoted(value)
	quoted := string(w.b[start:])
	w.b = w.b[:start]
	for _, r := range quoted {
		if !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) {
			w.b = utf8.AppendRune(w.b, r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			w.b = fmt.Appendf(w.b, `\u%04x`, unit)
		}
	}
}

// optional writes a member that is null when the text is empty.
func (w *jsonWriter) optional(name, value string) {
	w.key(name)
	if value == "" {
		w.b = append(w.b, "null"...)
		return
	}
	w.quoted(Clean(value))
}

func (w *jsonWriter) number(name string, v float64) {
	w.key(name)
	w.b = appendNumber(w.b, v, "null")
}

// whole writes the value of a member that is a whole number.
func (w *jsonWriter) whole(n uint64) { w.b = strconv.AppendUint(w.b, n, 10) }

// numbers writes a list of numbers on one line.
func (w *jsonWriter) numbers(name string, vs []float64) {
	w.key(name)
	w.row(vs)
}

// row writes the value of a member, or an item, that is a list of numbers on one line.
func (w *jsonWriter) row(vs []float64) {
	w.b = append(w.b, '[')
	for i, v := range vs {
		if i > 0 {
			w.b = append(w.b, ", "...)
		}
		w.b = appendNumber(w.b, v, "null")
	}
	w.b = append(w.b, ']')
}

// cents is the number of decimals of money in JSON.
const cents = 2

func (w *jsonWriter) money(name string, f figure) {
	w.key(name)
	w.figure(f)
}

func (w *jsonWriter) figure(f figure) {
	if !f.known() {
		w.b = append(w.b, "null"...)
		return
	}
	w.b = append(w.b, f.plain(cents, true)...)
}

func (w *jsonWriter) moneys(name string, fs []figure) {
	w.key(name)
	w.b = append(w.b, '[')
	for i, f := range fs {
		if i > 0 {
			w.b = append(w.b, ", "...)
		}
		w.figure(f)
	}
	w.b = append(w.b, ']')
}
