package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/scenarios"
)

func (p *program) listCommand() *cobra.Command {
	format := report.Table
	cmd := &cobra.Command{
		Use:     "list [NAME]",
		Short:   "List the scenarios of the embedded library, or print one to copy and edit",
		Example: "  commitcast list\n  commitcast list --format json\n  commitcast list openai-aws",
		Args:    args(0, 1, "at most one NAME"),
		RunE: func(cmd *cobra.Command, name []string) error {
			text, err := libraryText(name, format)
			if err != nil {
				return err
			}
			if len(name) > 0 && cmd.Flags().Changed("format") {
				return usagef("--format is for the list, and one scenario is printed as it was written")
			}
			return p.print(cmd.Context(), p.stdout, text)
		},
	}
	addChoice(cmd, &format, "format", "f", report.LibraryFormats, "form of the list")
	cmd.ValidArgsFunction = completeFiles
	return cmd
}

// libraryText is the list of the library, or the file of the scenario that is named.
func libraryText(name []string, format report.Format) ([]byte, error) {
	if len(name) > 0 {
		if text, ok := scenarios.Text(name[0]); ok {
			return text, nil
		}
	}
	library, err := scenarios.List()
	if err != nil || len(name) == 0 {
		return report.Library(library, format), err
	}
	var names []string
	for _, s := range library {
		names = append(names, s.Name)
	}
	return nil, &usageError{fmt.Sprintf("there is no embedded scenario %q", name[0]), didYouMean(name[0], names, "commitcast list tells their names")}
}
