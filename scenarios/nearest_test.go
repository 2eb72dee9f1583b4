package scenarios

import (
	"strings"
	"testing"
)

func TestTheNearestKeyIsOfferedOnlyWhenItIsNear(t *testing.T) {
	known := []string{"provider", "status", "value", "term", "start", "on_delay", "delay"}
	for word, want := range map[string]string{
		"provder": "provider", "Provider": "provider", "valeu": "value", "on-delay": "on_delay", "dely": "delay", "terms": "term",
		"quantity": "", "x": "", "": "", "zzzz": "", "vlaue": "value", "tern": "term", "team": "term", "stop": "", "praviter": "provider",
		"pravitor": "", "trm": "term", "tm": "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}

func TestAWordOfAFewLettersIsNotTakenForAnother(t *testing.T) {
	for word, known := range map[string][]string{"foo": {"fee"}, "tcsh": {"bash", "fish"}, "731": {"730"}, "12": {"1", "120"}} {
		if got := Nearest(word, known); got != "" {
			t.Errorf("%q is taken for %q", word, got)
		}
	}
}

func TestDistanceCountsLetters(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{{"kitten", "sitting", 3}, {"", "abc", 3}, {"abc", "", 3}, {"flaw", "lawn", 2}, {"été", "ete", 2}, {"same", "same", 0}, {"asw", "aws", 1}, {"valeu", "value", 1}} {
		if got := distance([]rune(test.a), []rune(test.b)); got != test.want {
			t.Errorf("from %s to %s are %d letters, want %d", test.a, test.b, got, test.want)
		}
	}
}

func TestAMisspeltKeyIsNotAlsoMissing(t *testing.T) {
	_, err := read("contracts:\n  a: {value: $1B, trem: 1y, start: 2026-01}\n")
	if err == nil || strings.Contains(err.Error(), "missing") || !strings.Contains(err.Error(), "did you mean term?") {
		t.Errorf("trem for term: %v", err)
	}
	_, err = read("contracts:\n  a: {value: $1B, colour: 1y, start: 2026-01}\n")
	if err == nil || !strings.Contains(err.Error(), "contracts.a.term: is missing") {
		t.Errorf("another key for term: %v", err)
	}
}
