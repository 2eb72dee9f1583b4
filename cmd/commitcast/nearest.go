package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"commitcast/scenarios"
)

// didYouMean is a hint naming the known word nearest to word, or otherwise when none is near.
func didYouMean(word string, known []string, otherwise string) string {
	if near := scenarios.Nearest(word, known); near != "" {
		return "did you mean " + near + "?"
	}
	return otherwise
}

// flagError makes pflag's complaint a usage error that names the flag, and for an unknown one the nearest.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return &usageError{err.Error(), nearestFlag(cmd, unknown)}
	case errors.As(err, &invalid):
		return invalidValue(invalid)
	}
	return &usageError{err.Error(), ""}
}

// nearestFlag is the hint for a flag that does not exist. A group of letters after one dash may be a whole name.
func nearestFlag(cmd *cobra.Command, unknown *pflag.NotExistError) string {
	word := unknown.GetSpecifiedName()
	if group := unknown.GetSpecifiedShortnames(); group != "" {
		word = group
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := scenarios.Nearest(word, names); near != "" && len(word) > 1 {
		return "did you mean --" + near + "?"
	}
	return cmd.CommandPath() + " --help lists the flags"
}

// invalidValue tells what a flag takes: its own words for flags of ours, and for the others the words of their type.
func invalidValue(invalid *pflag.InvalidValueError) error {
	flag := invalid.GetFlag()
	var own *usageError
	switch {
	case errors.As(invalid, &own):
		return &usageError{"--" + flag.Name + ": " + own.message, own.hint}
	case flag.Value.Type() == "int":
		return usagef("--%s must be a whole number, is %q", flag.Name, invalid.GetValue())
	case flag.Value.Type() == "bool":
		return usagef("--%s must be true or false, is %q", flag.Name, invalid.GetValue())
	}
	return &usageError{fmt.Sprintf("--%s cannot be %q", flag.Name, invalid.GetValue()), ""}
}
