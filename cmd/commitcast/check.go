package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/model/analysis"
	"commitcast/model/risk"
)

// checkedPaths is how many paths a check's probability is taken from where nothing else is asked for.
const checkedPaths = 10_000

// checkFlags say what is checked besides the file's own checks, and how chances are simulated.
type checkFlags struct {
	tests expressions
	paths int // 0 for checkedPaths
	seed  uint64
}

func (p *program) checkCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check FILE...",
		Short: "Hold scenarios against their limits, and fail when one is broken",
		Long: "Hold scenarios against the checks in their files and on the command line. All checks are shown first. The exit code\n" +
			"is 3 when a check of the level error does not hold, or its number is not defined; warnings never fail.\n\n" +
			checkHelp + "\n" +
			"A check with a probability is simulated, and holds when the share of paths that keep its limit is at least as large.\n" +
			"The check of a year, or of a number without a period, is of what is shown of it. Checks of several years, and of a\n" +
			"chance, look at full years only. A chance is that of calendar years.",
		Example: "  commitcast check openai-aws-uncertain\n" +
			"  commitcast check openai-aws --check 'coverage.revenue@2028 >= 1.0' --warn 'aws:spend@2027 < 6B'\n" +
			"  commitcast check openai-portfolio-uncertain --check 'P(funding_gap <= 100B) >= 50%' --paths 20k\n" +
			"  commitcast check openai-aws --check 'coverage.revenue@2027.. >= 1.0' --format junit --out-file checks.xml",
		Args: args(1, math.MaxInt, "one or more FILEs"),
		RunE: func(cmd *cobra.Command, files []string) error {
			out.infer(cmd)
			if strings.EqualFold(filepath.Ext(out.outFile), ".xml") && !cmd.Flags().Changed("format") {
				out.format = report.JUnit
			}
			return p.check(cmd.Context(), files, &in, &out, &flags)
		},
	}
	in.add(cmd)
	flags.add(cmd, &in)
	out.format = report.Table
	addChoice(cmd, &out.format, "format", "f", report.CheckFormats, "form of the result")
	cmd.Flags().StringVarP(&out.outFile, "out-file", "o", "",
		"write the result to this `file`, whole or not at all; .csv, .json, .md and .xml choose the format")
	return cmd
}

// checkHelp tells how a check is written.
const checkHelp = "A check is a number, one of >= <= > < ==, and a limit in the number's unit:\n" +
	"  coverage.revenue@2028 >= 1.0             a metric in a period: 2028, 2028-Q1, 2028-03, FY2028, of a contract Y3\n" +
	"  aws:spend@2027 < 6B                      that of a contract\n" +
	"  funding_gap <= 5B                        a figure, or a metric's total over its life\n" +
	"  coverage.revenue@2029.. >= 1.0           a metric in every full year from 2029; also ..2030, 2029..2030 and ..\n" +
	"  coverage.revenue@FY2029.. >= 1.0         that in every full fiscal year; also ..FY2030, FY2029..FY2030 and FY..\n" +
	"  P(coverage.revenue@2028 >= 1.0) >= 80%   with a probability\n"

func (f *checkFlags) add(cmd *cobra.Command, in *inputFlags) {
	f.tests.add(cmd, in, "check", model.LevelError, "hold this `check` too; may be repeated")
	f.tests.add(cmd, in, "warn", model.LevelWarning, "hold this `check` too, as a warning; may be repeated")
	cmd.Flags().VarP(number{&f.paths}, "paths", "n", "`number` of paths for checks with a probability (default 10k)")
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "`seed` of the draws: the same seed gives the same numbers")
}

// expressions is a pair of flags that take checks as they are written, in the order of the command line.
type expressions struct{ all []analysis.Test }

// add adds a flag whose checks have a level.
func (e *expressions) add(cmd *cobra.Command, in *inputFlags, name string, level model.CheckLevel, usage string) {
	cmd.Flags().Var(&expressionFlag{e, level}, name, usage)
	completeBy(cmd, name, in.completeTargets)
}

// expressionFlag is a flag that takes checks of one level.
type expressionFlag struct {
	to    *expressions
	level model.CheckLevel
}

func (f *expressionFlag) String() string { return "" }

func (f *expressionFlag) Type() string { return "check" }

func (f *expressionFlag) Set(s string) error {
	t, err := analysis.ParseTest(s)
	if err != nil {
		return checkError(err)
	}
	t.Level = f.level
	f.to.all = append(f.to.all, t)
	return nil
}

// checkError makes what is wrong with a check the user's to mend.
func checkError(err error) error {
	var expression *analysis.ExpressionError
	if errors.As(err, &expression) {
		return &usageError{expression.Message, expression.Hint}
	}
	return analysisError(err)
}

func (p *program) check(ctx context.Context, files []string, in *inputFlags, out *outputFlags, flags *checkFlags) error {
	read, err := p.load(ctx, files, in)
	if err != nil {
		return err
	}
	if err := checkPlaces(read.files, "", out.outFile); err != nil {
		return err
	}
	var all []*analysis.Checked
	total, broken := 0, 0
	for _, s := range read.scenarios {
		c, err := p.checkOne(ctx, s, in, flags)
		if err != nil {
			return inScenario(err, s, len(read.scenarios) > 1)
		}
		all = append(all, c)
		total += len(c.Results)
		for i := range c.Results {
			if c.Results[i].Broken() {
				broken++
			}
		}
	}
	if total == 0 {
		return &usageError{"there is nothing to check: " + strings.Join(namesOf(read.scenarios), ", ") + " has no checks",
			"--check 'coverage.revenue@2028 >= 1.0' is one; files have them under checks"}
	}
	if err := p.deliverDrawn(ctx, report.Check(all, out.format, p.options(out)), read.files, in, out, &drawing{}); err != nil {
		return err
	}
	if broken > 0 {
		return &brokenError{broken, total}
	}
	return nil
}

// checkOne holds one scenario against its checks and those of the command line.
func (p *program) checkOne(ctx context.Context, s *model.Scenario, in *inputFlags, flags *checkFlags) (*analysis.Checked, error) {
	var tests []analysis.Test
	for _, c := range s.Checks {
		tests = append(tests, analysis.TestOf(c))
	}
	tests = append(tests, flags.tests.all...)
	if len(tests) == 0 {
		return &analysis.Checked{Scenario: s}, nil
	}
	paths := flags.paths
	if paths == 0 {
		paths = checkedPaths
	}
	progress := p.progress(in.quiet)
	defer progress.clear()
	c, err := analysis.CheckAll(ctx, s, tests, risk.Options{Paths: paths, Seed: flags.seed}, progress.tell)
	if err = checkError(err); err != nil {
		return nil, simulationError(err)
	}
	return c, nil
}

// inScenario names the scenario in what is wrong with a check of it, where there are several.
func inScenario(err error, s *model.Scenario, several bool) error {
	var usage *usageError
	if !several || !errors.As(err, &usage) {
		return err
	}
	return &usageError{s.Name + ": " + usage.message, usage.hint}
}

func namesOf(ss []*model.Scenario) []string {
	var names []string
	for _, s := range ss {
		names = append(names, s.Name)
	}
	return names
}

// brokenError is that checks do not hold, which is no one's mistake.
type brokenError struct{ broken, total int }

func (e *brokenError) Error() string {
	does := "do"
	if e.broken == 1 {
		does = "does"
	}
	return fmt.Sprintf("%d of %d checks %s not hold, warnings apart", e.broken, e.total, does)
}
