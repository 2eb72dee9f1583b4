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
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	err := writeNew(file, scenarios.Starter())
	if errors.Is(err, fs.ErrExist) {
		return &usageError{file + " exists already and is left as it is", "commitcast init FILE takes another name"}
	}
	if err != nil || quiet {
		return err
	}
	_, err = fmt.Fprintf(p.stderr, "wrote %s; next: commitcast project %s\n", file, file)
	return err
}

// writeNew writes a file that must not exist yet, whole or not at all.
func writeNew(path string, data []byte) error {
	if _, err := os.Lstat(path); err == nil {
		return fs.ErrExist
	}
	temp, err := writeTemp(path, data)
	if err != nil {
		return err
	}
	linked := os.Link(temp, path) // unlike a rename, a link never replaces a file
	if linked != nil && !errors.Is(linked, fs.ErrExist) {
		return os.Rename(temp, path) // where the file system has no links
	}
	return errors.Join(linked, removed(temp))
}
