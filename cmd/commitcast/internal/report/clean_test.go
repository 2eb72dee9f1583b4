package report

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"plain text stays":                    {"OpenAI–AWS, $38B", "OpenAI–AWS, $38B"},
		"wide letters stay":                   {"東京 — é", "東京 — é"},
		"colours are dropped":                 {"a\x1b[1;31mb\x1b[0m", "ab"},
		"a window title is dropped":           {"a\x1b]0;owned\ab", "ab"},
		"a link is dropped":                   {"\x1b]8;;http://x\x1b\\text\x1b]8;;\x1b\\", "text"},
		"an unfinished escape takes its rest": {"a\x1b]0;rest", "a"},
		"a C1 control sequence is dropped":    {"a\u009b31mb", "ab"},
		"a lone escape is dropped":            {"a\x1b", "a"},
		"right-to-left overrides are dropped": {"a\u202eb\u2066c\u200fd", "abcd"},
		"zero-width characters are dropped":   {"a\u200bb\ufeffc", "abc"},
		"lines become one":                    {"a\nb\tc\u2028d", "a b c d"},
		"bad bytes are replaced":              {"a\xffb", "a\ufffdb"},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			if got := Clean(c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"\x1b[", "\x1b]", "\u009d", "\x1bP", "é\x1b", "\x1b\u009b1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		bad := func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }
		if strings.IndexFunc(got, bad) >= 0 || !utf8.ValidString(got) {
			t.Errorf("%q is cleaned to %q", s, got)
		}
		if Clean(got) != got {
			t.Errorf("%q is cleaned to %q, which is not clean", s, got)
		}
	})
}
