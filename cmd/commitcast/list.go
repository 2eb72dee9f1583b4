package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"commitcast/scenarios"
)

func (p *program) listCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the scenarios of the embedded library",
		Args:  args(0, 0, "no FILE"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			library, err := scenarios.List()
			if err != nil {
				return err
			}
			return p.print(cmd.Context(), p.stdout, cleanLines(libraryLines(library)))
		},
	}
}

// libraryLines tell name and title, and which files hold no contracts and are there to be extended.
func libraryLines(library []scenarios.Entry) []string {
	width := 0
	for _, s := range library {
		width = max(width, len(s.Name))
	}
	var lines []string
	for _, s := range library {
		line := fmt.Sprintf("%-*s  %s", width, s.Name, s.Title)
		if !s.Contracts {
			line += " (to be extended)"
		}
		lines = append(lines, line)
	}
	return lines
}
