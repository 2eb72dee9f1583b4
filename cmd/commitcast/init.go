package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"commitcast/scenarios"
)

// starterFile is where init writes when no file is named.
const starterFile = "scenario.yaml"

func (p *program) initCommand() *cobra.Command {
	var quiet bool
	cmd := &cobra.Command{
		Use:     "init [FILE]",
		Short:   "Write a commented scenario to start from, never over an existing file",
		Example: "  commitcast init\n  commitcast init deals/mine.yaml",
		Args:    args(0, 1, "at most one FILE"),
		RunE: func(cmd *cobra.Command, files []string) error {
			return p.init(append(files, starterFile)[0], quiet)
		},
	}
	cmd.Flags().BoolVarP(&quiet, "quiet", "q", false, "write nothing but errors")
	return cmd
}

func (p *program) init(file string, quiet bool) error {
	if file == "" || file == "-" || os.IsPathSeparator(file[len(file)-1]) {
		return &usageError{fmt.Sprintf("init writes a file, and %q names none", file), "without a name it writes " + starterFile}
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return mistaken("", err)
	}
	err := p.disk.writeNew(file, scenarios.Starter())
	if errors.Is(err, fs.ErrExist) {
		return &usageError{file + " exists already and is left as it is", "commitcast init FILE takes another name"}
	}
	if err != nil || quiet {
		return mistaken("", err)
	}
	_, err = fmt.Fprintf(p.stderr, "wrote %s; next: commitcast project %s\n", file, file)
	return err
}
