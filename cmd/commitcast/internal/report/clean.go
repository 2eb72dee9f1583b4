package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes a user's text safe to show on one line of a terminal or page: escape sequences are dropped whole, control,
// bidirectional and invisible characters are dropped, white space becomes a space, and bytes that are not UTF-8 become
// the replacement character.
func Clean(s string) string {
	if plainASCII(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		if n := escapeLength(s); n > 0 {
			s = s[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		switch {
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// intro is the length of ESC and a letter, and of a C1 control in UTF-8.
const intro = 2

// escapeLength is the length of the terminal escape sequence s begins with; 0 when it begins with none.
func escapeLength(s string) int {
	switch {
	case strings.HasPrefix(s, "\x1b["), strings.HasPrefix(s, "\u009b"):
		return intro + csiLength(s[intro:])
	case strings.HasPrefix(s, "\x1b") && len(s) > 1 && strings.ContainsRune("]PX^_", rune(s[1])),
		strings.HasPrefix(s, "\u009d"), strings.HasPrefix(s, "\u0090"):
		return intro + stringLength(s[intro:])
	case strings.HasPrefix(s, "\x1b") && len(s) > 1 && s[1] < utf8.RuneSelf:
		return 2
	}
	return 0
}

// csiLength counts parameters up to and including the final byte of a control sequence.
func csiLength(s string) int {
	for i := range len(s) {
		if s[i] >= '@' && s[i] <= '~' {
			return i + 1
		}
		if s[i] < ' ' || s[i] > '~' {
			return i
		}
	}
	return len(s)
}

// stringLength counts up to and including BEL or the string terminator; all of s when there is none.
func stringLength(s string) int {
	for i := range len(s) {
		switch {
		case s[i] == '\a':
			return i + 1
		case strings.HasPrefix(s[i:], "\x1b\\"), strings.HasPrefix(s[i:], "\u009c"):
			return i + 2
		}
	}
	return len(s)
}
