package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/scenarios"
)

// The exit codes.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitCheck       = 3 // checks do not hold
	exitInterrupted = 130
)

// usageError is a mistake in the command line or a scenario: the user's to mend.
type usageError struct {
	message string
	hint    string // may be empty
}

func (e *usageError) Error() string { return e.message }

func usagef(format string, args ...any) error {
	return &usageError{message: fmt.Sprintf(format, args...)}
}

// program is what every subcommand needs of its surroundings.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	disk           disk
	helpErr        error // of writing the help
}

// command carries out one command line until ctx is done.
func command(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	p := &program{stdin: stdin, stdout: stdout, stderr: stderr, disk: systemDisk()}
	return p.execute(ctx, args)
}

// execute carries out one command line, tells what went wrong and returns the exit code.
func (p *program) execute(ctx context.Context, args []string) int {
	root := p.root(args...)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		err = p.helpErr
	}
	printError(p.stderr, err)
	return exitCode(err)
}

// subcommand makes the command of that name.
type subcommand struct {
	name string
	make func() *cobra.Command
}

// subcommands are those that a scenario is worked with, in the order of the help.
func (p *program) subcommands() []subcommand {
	return []subcommand{
		{"project", p.projectCommand}, {"compare", p.compareCommand}, {"ledger", p.ledgerCommand}, {"obligations", p.obligationsCommand},
		{"plot", p.plotCommand}, {"simulate", p.simulateCommand}, {"merge", p.mergeCommand}, {"bridge", p.bridgeCommand},
		{"explain", p.explainCommand}, {"sweep", p.sweepCommand}, {"solve", p.solveCommand}, {"breakeven", p.breakevenCommand},
		{"sensitivity", p.sensitivityCommand}, {"stress", p.stressCommand}, {"claims", p.claimsCommand}, {"check", p.checkCommand},
		{"validate", p.validateCommand}, {"list", p.listCommand}, {"init", p.initCommand}, {"version", p.versionCommand},
	}
}

// root is the program as a command. Of a command line that begins with a subcommand's name it has that one alone: to make the flags and
// the help of all takes longer than to project a scenario.
func (p *program) root(args ...string) *cobra.Command {
	root := &cobra.Command{
		Use:   "commitcast",
		Short: "Model large commitments to buy compute",
		Long: "Commitcast models large commitments to buy compute: what a contract costs by year, the GPU-hours it buys,\n" +
			"what of it is owed when, and the revenue that covers it. A FILE is a scenario in YAML, \"-\" for standard input,\n" +
			"or the name of a scenario of the embedded library.",
		Args:          rootArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       model.Version,
	}
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.SetVersionTemplate("commitcast {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(p.help)
	root.SetHelpCommand(p.helpCommand())
	all := p.subcommands()
	if i := slices.IndexFunc(all, func(c subcommand) bool { return len(args) > 0 && c.name == args[0] }); i >= 0 {
		all = all[i : i+1]
	}
	for _, c := range all {
		root.AddCommand(c.make())
	}
	root.AddCommand(p.completionCommand())
	return root
}

// rootArgs refuses a word that is no subcommand.
func rootArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return unknownCommand(cmd, args[0])
}

// exitCode says who is to blame: nobody, the user, or what could not be run; or that checks do not hold.
func exitCode(err error) int {
	var usage *usageError
	var problems scenarios.Problems
	var broken *brokenError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &broken):
		return exitCheck
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &usage), errors.As(err, &problems):
		return exitUsage
	}
	return exitFailed
}

// printError writes what went wrong, a line a problem and a line a hint. A reader that has gone away needs no telling.
func printError(w io.Writer, err error) {
	if err == nil || errors.Is(err, syscall.EPIPE) || errors.Is(err, context.Canceled) {
		return
	}
	for _, line := range errorLines(err) {
		fmt.Fprintln(w, "commitcast: "+report.Clean(line))
	}
}

func errorLines(err error) []string {
	var usage *usageError
	var problems scenarios.Problems
	switch {
	case errors.As(err, &problems):
		return problemLines(problems)
	case errors.As(err, &usage):
		lines := strings.Split(usage.message, "\n")
		if usage.hint != "" {
			lines = append(lines, "hint: "+usage.hint)
		}
		return lines
	}
	return strings.Split(err.Error(), "\n")
}

// problemLines are the problems of scenarios, each hint on a line of its own.
func problemLines(problems scenarios.Problems) []string {
	var lines []string
	for _, p := range problems {
		hint := p.Hint
		p.Hint = ""
		lines = append(lines, p.Error())
		if hint != "" {
			lines = append(lines, "hint: "+hint)
		}
	}
	return lines
}
