package main

import (
	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/scenarios"
)

func (p *program) listCommand() *cobra.Command {
	format := report.Table
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the scenarios of the embedded library",
		Example: "  commitcast list\n  commitcast list --format json",
		Args:    args(0, 0, "no FILE"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			library, err := scenarios.List()
			if err != nil {
				return err
			}
			return p.print(cmd.Context(), p.stdout, report.Library(library, format))
		},
	}
	addChoice(cmd, &format, "format", "f", report.LibraryFormats, "form of the result")
	return cmd
}
