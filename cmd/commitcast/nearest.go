package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// didYouMean is a hint naming the known word nearest to word, or otherwise when none is near.
func didYouMean(word string, known []string, otherwise string) string {
	if near := nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return otherwise
}

// nearest is the known word that takes the fewest letters added, taken away or changed; "" when that is more than a
// third of the word's letters and more than two.
func nearest(word string, known []string) string {
	best, least := "", max(2, len(word)/3)+1
	for _, k := range known {
		if d := editDistance(strings.ToLower(word), k); d < least && d < len(k) {
			best, least = k, d
		}
	}
	return best
}

// editDistance is Levenshtein's, in bytes.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// flagError makes pflag's complaint a usage error; an unknown flag gets the nearest known one as a hint.
func flagError(cmd *cobra.Command, err error) error {
	message := err.Error()
	word, unknown := strings.CutPrefix(message, "unknown flag: --")
	if !unknown {
		return &usageError{message: message, hint: ""}
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return &usageError{message, didYouMean("--"+word, names, fmt.Sprintf("%s --help lists the flags", cmd.CommandPath()))}
}
