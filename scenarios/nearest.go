package scenarios

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const longestGuess = 64 // bytes of a word that is compared with others

// Nearest is the known word closest to word by edit distance, the first of equals; "" when none is close. Words of up to
// five letters may differ in one, longer ones in a third of their letters. A number is never taken for another.
func Nearest(word string, known []string) string {
	if len(word) > longestGuess || strings.Trim(word, "0123456789") == "" {
		return ""
	}
	best, least := "", max(1, utf8.RuneCountInString(word)/3)+1
	for _, k := range known {
		if d := distance(fold(word), fold(k)); d < least && d < utf8.RuneCountInString(k) {
			best, least = k, d
		}
	}
	return best
}

// distance is the least number of letters added, taken away, changed or swapped with the next that makes b of a.
func distance(a, b []rune) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := range a {
		before, above, row := rows[(i+2)%3], rows[i%3], rows[(i+1)%3]
		row[0] = i + 1
		for j := range b {
			change := above[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}

// fold makes the differences that are rarely meant vanish: case, and hyphen or blank for underscore.
func fold(s string) []rune {
	out := []rune(s)
	for i, r := range out {
		switch {
		case r >= 'A' && r <= 'Z':
			out[i] = r + 'a' - 'A'
		case r == '-' || r == ' ':
			out[i] = '_'
		}
	}
	return out
}

func didYouMean(word string) string {
	if word == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %s?", word)
}

// listed names the words there are, up to twelve of them: "keys: a, b, c".
func listed(what string, words []string) string {
	const most = 12
	switch {
	case len(words) == 0:
		return ""
	case len(words) > most:
		return what + strings.Join(words[:most], ", ") + ", …"
	}
	return what + strings.Join(words, ", ")
}
