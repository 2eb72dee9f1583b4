package scenarios

import (
	"fmt"
	"unicode/utf8"
)

const longestGuess = 64 // bytes of a word that is compared with others

// Nearest is the known word closest to word by edit distance, the first of equals; "" when none is close: more than a
// third of the letters, and more than two, would have to change.
func Nearest(word string, known []string) string {
	if len(word) > longestGuess {
		return ""
	}
	best, least := "", max(2, utf8.RuneCountInString(word)/3)+1
	for _, k := range known {
		if d := distance(fold(word), fold(k)); d < least && d < utf8.RuneCountInString(k) {
			best, least = k, d
		}
	}
	return best
}

// distance is Levenshtein's: the least number of letters added, taken away or changed that makes b of a.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, ra := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, rb := range b {
			change := diagonal
			if ra != rb {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
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
