package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"commitcast/scenarios"
)

// didYouMean is a hint naming the known word nearest to word, or otherwise when none is near.
func didYouMean(word string, known []string, otherwise string) string {
	if near := scenarios.Nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return otherwise
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
