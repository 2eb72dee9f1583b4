package plots

import (
	"strings"

	"gonum.org/v1/plot/vg"
)

// wrap breaks a text into lines no wider than width. Lines are evened out, so that no word is left alone on the last one.
// What does not fit into the most lines allowed ends in an ellipsis. A no-break space (U+00A0) does not break.
func (s *sheet) wrap(t string, size vg.Length, bold bool, width vg.Length, most int) []string {
	return s.wrapWith(t, size, bold, width, most, s.fit)
}

// cutter shortens a text to a width.
type cutter func(t string, size vg.Length, bold bool, width vg.Length) string

// wrapWith is wrap with a way of its own to shorten the last line.
func (s *sheet) wrapWith(t string, size vg.Length, bold bool, width vg.Length, most int, cut cutter) []string {
	words := s.words(t, size, bold, width)
	if len(words) == 0 {
		return nil
	}
	lines := s.breakAt(words, size, bold, width)
	if len(lines) > most {
		lines = append(lines[:most-1], cut(strings.Join(lines[most-1:], " "), size, bold, width))
		return lines
	}
	lo, hi := width/2, width // the narrowest measure that needs no more lines
	for hi-lo > 1 {
		mid := (lo + hi) / 2
		if try := s.breakAt(words, size, bold, mid); len(try) > len(lines) || s.widest(try, size, bold) > mid {
			lo = mid
		} else {
			hi = mid
		}
	}
	return s.breakAt(words, size, bold, hi)
}

// words splits a text at its spaces, and any word that is wider than the measure where it must be.
func (s *sheet) words(t string, size vg.Length, bold bool, width vg.Length) []string {
	var words []string
	for _, w := range strings.FieldsFunc(t, func(r rune) bool { return r == ' ' }) {
		for s.width(w, size, bold) > width {
			n := s.fitting([]rune(w), size, bold, width)
			words = append(words, string([]rune(w)[:n]))
			w = string([]rune(w)[n:])
		}
		words = append(words, w)
	}
	return words
}

// fitting is how many characters of r fit into the width, at least one.
func (s *sheet) fitting(r []rune, size vg.Length, bold bool, width vg.Length) int {
	lo, hi := 1, len(r)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if s.width(string(r[:mid]), size, bold) <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return lo
}

func (s *sheet) breakAt(words []string, size vg.Length, bold bool, width vg.Length) []string {
	var lines []string
	line := words[0]
	for _, w := range words[1:] {
		if longer := line + " " + w; s.width(longer, size, bold) <= width {
			line = longer
			continue
		}
		lines = append(lines, line)
		line = w
	}
	return append(lines, line)
}

// fit shortens a text to the width, with an ellipsis where something goes.
func (s *sheet) fit(t string, size vg.Length, bold bool, width vg.Length) string {
	if s.width(t, size, bold) <= width {
		return t
	}
	r := []rune(t)
	n := s.fitting(r, size, bold, width-s.width("…", size, bold))
	cut := string(r[:n])
	if i := strings.LastIndex(cut, " "); i > len(cut)*2/3 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–—-(\u00a0") + "…"
}

// widest is the width of the widest line.
func (s *sheet) widest(lines []string, size vg.Length, bold bool) vg.Length {
	var w vg.Length
	for _, l := range lines {
		w = max(w, s.width(l, size, bold))
	}
	return w
}
