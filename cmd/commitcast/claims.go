package main

import (
	"context"
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model/analysis"
	"commitcast/plots"
	"commitcast/scenarios"
)

func (p *program) claimsCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var charts chartFlags
	cmd := &cobra.Command{
		Use:   "claims FILE",
		Short: "Hold competing reports of a deal against what is plausible",
		Long: "Hold competing reports of a deal, the claims of a scenario, against what is plausible. Each is projected with the\n" +
			"rest of the scenario as it is: what a GPU-hour and a MW-year would then cost and how many GPUs it pays for, against\n" +
			"the bands of the catalogue. A factor of ten that would bring a claim inside is named.",
		Example: "  commitcast claims openai-aws\n" +
			"  commitcast claims openai-aws --set contracts.aws.fleet.gb200=20000 --format markdown",
		Args: args(1, 1, "one FILE"),
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := charts.check(cmd); err != nil {
				return err
			}
			out.infer(cmd)
			return p.claims(cmd.Context(), files, &in, &out, &charts)
		},
	}
	in.add(cmd)
	out.addForm(cmd)
	charts.add(cmd, "", "write the chart and its data to this `folder`", []string{"claims"})
	return cmd
}

func (p *program) claims(ctx context.Context, files []string, in *inputFlags, out *outputFlags, charts *chartFlags) error {
	l, err := p.readOne(ctx, files[0], in)
	if err != nil {
		return err
	}
	switch {
	case len(l.Claims) == 0 && len(l.Unfit) > 0:
		return &usageError{l.Scenario.Name + " has no claim that fits it", l.Unfit[0].Path + " " + l.Unfit[0].Message}
	case len(l.Claims) == 0:
		return &usageError{l.Scenario.Name + " has no claims", "write them by path, each with a name: " +
			"claims: {contracts.aws.value: {paper: {value: 38B, source: paper-2025, grade: reported}}}"}
	}
	c, err := judgedClaims(ctx, l)
	if err != nil {
		return err
	}
	return p.deliverCharted(ctx, func(f report.Format, o report.Options) []byte { return report.Claims(c, f, o) }, l.Files, in, out, charts,
		soleChart(func() (*plots.Chart, error) { return plots.ClaimsChart(c) }))
}

// judgedClaims holds the claims of a scenario against the bands.
func judgedClaims(ctx context.Context, l *scenarios.Loaded) (*analysis.Claims, error) {
	var all []analysis.Claim
	for _, c := range l.Claims {
		all = append(all, analysis.Claim{Path: c.Path, Name: c.Name, Text: c.Text, Grade: c.Grade, Source: c.Source, Note: c.Note,
			Origin: c.Origin, Scenario: c.Scenario})
	}
	out, err := analysis.NewClaims(ctx, l.Scenario, all)
	if err != nil {
		return nil, interruptedOr(err)
	}
	out.Warnings = l.Unfit
	for i := range out.All {
		if one := &out.All[i]; one.Factor != 0 {
			one.InsteadText = insteadText(l, one)
		}
	}
	return out, nil
}

// insteadText writes the number that a claim would have to be. A path that only the claim fills is read as the claim would fill it.
func insteadText(l *scenarios.Loaded, c *analysis.Claim) string {
	number := strconv.FormatFloat(c.Instead, 'f', -1, 64)
	q, err := l.Quantity(c.Path)
	if err != nil {
		with, err := l.With(c.Path + "=" + number)
		if err != nil {
			return number
		}
		if q, err = with.Quantity(c.Path); err != nil {
			return number
		}
	}
	return q.Format(c.Instead)
}

// interruptedOr leaves an interruption as it is, and makes any other error the user's to mend.
func interruptedOr(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return &usageError{err.Error(), ""}
}
