package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/model/dist"
)

func (p *program) validateCommand() *cobra.Command {
	var in inputFlags
	var strict bool
	cmd := &cobra.Command{
		Use:     "validate FILE...",
		Short:   "Check scenarios: every problem and warning, and what each distribution implies",
		Example: "  commitcast validate scenario.yaml\n  commitcast validate --strict openai-aws",
		Args:    args(1, math.MaxInt, "one or more FILEs"),
		RunE: func(cmd *cobra.Command, files []string) error {
			return p.validate(cmd.Context(), files, &in, strict)
		},
	}
	in.add(cmd)
	cmd.Flags().BoolVar(&strict, "strict", false, "treat warnings as errors")
	return cmd
}

// validate tells of every file whether it is good; the problems of all of them make the error.
func (p *program) validate(ctx context.Context, files []string, in *inputFlags, strict bool) error {
	if err := in.check(files); err != nil {
		return err
	}
	var wrong []string
	for _, file := range files {
		implied, warnings, problems, err := p.examine(ctx, file, in, len(files) > 1)
		if err != nil {
			return err
		}
		if strict {
			problems, warnings = append(problems, warnings...), nil
		}
		wrong = append(wrong, problems...)
		if len(problems) > 0 {
			continue
		}
		if err := p.print(ctx, p.stdout, cleanLines(slices.Concat([]string{file + ": ok"}, implied, warnings))); err != nil {
			return err
		}
	}
	if len(wrong) > 0 {
		return &usageError{strings.Join(wrong, "\n"), ""}
	}
	return nil
}

// cleanLines writes one line each.
func cleanLines(lines []string) []byte {
	var b []byte
	for _, l := range lines {
		b = append(append(b, report.Clean(l)...), '\n')
	}
	return b
}

// examine loads one scenario and analyses it. What its distributions imply and what is wrong with it come as lines.
func (p *program) examine(ctx context.Context, file string, in *inputFlags, several bool) (implied, warnings, problems []string, err error) {
	l, found, err := p.read(ctx, file, in, several)
	if err != nil || len(found) > 0 {
		return nil, nil, problemLines(found), err
	}
	reports, err := model.Analyse([]*model.Scenario{l.Scenario}, model.ByYear)
	if err != nil {
		return nil, nil, []string{fmt.Sprintf("%s: %v", file, err)}, nil
	}
	for _, input := range l.Scenario.Uncertainty.Inputs {
		d, err := dist.New(input.Dist)
		if err != nil {
			return nil, nil, []string{fmt.Sprintf("%s: uncertainty.%s: %v", file, input.Path, err)}, nil
		}
		implied = append(implied, file+": "+report.Implied(l.Scenario, input, d.Implied()))
	}
	for _, w := range reports[0].Warnings {
		where := file + ": "
		if w.Path != "" {
			where += w.Path + ": "
		}
		warnings = append(warnings, where+"warning: "+w.Message)
	}
	return implied, warnings, nil, nil
}
