package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/model/analysis"
	"commitcast/scenarios"
)

// breakevenFlags say what is aimed at, and by which number.
type breakevenFlags struct{ searchFlags }

func (p *program) breakevenCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var charts chartFlags
	var flags breakevenFlags
	cmd := &cobra.Command{
		Use:   "breakeven FILE",
		Short: "Show the revenue growth that covers the spend of every full year",
		Long: "Show the revenue that each year needs for its spend to be covered, and the yearly growth that gives it, counted from the\n" +
			"last full year before the commitments; the largest growth of the full years covers them all. Then the scenario's own\n" +
			"growth is solved for: that of its largest line of revenue, or the number of --vary.\n\n" + searchedHelp,
		Example: "  commitcast breakeven openai-portfolio\n" +
			"  commitcast breakeven openai-portfolio --target 1.2x --vary revenue.total.annual.2027",
		Args: args(1, 1, "one FILE"),
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := errors.Join(charts.check(cmd), flags.single(cmd)); err != nil {
				return err
			}
			out.infer(cmd)
			return p.breakeven(cmd.Context(), files[0], &in, &flags, &out, &charts)
		},
	}
	in.add(cmd)
	flags.add(cmd, &in, "`path` of the number to find (default: the growth of the largest line of revenue)",
		"revenue `coverage` of every full year: 1.0x (default: the scenario's target)")
	out.addForm(cmd)
	charts.add(cmd, "", "write the chart and its data to this `folder`", []string{solveChart})
	return cmd
}

func (p *program) breakeven(ctx context.Context, file string, in *inputFlags, flags *breakevenFlags, out *outputFlags,
	charts *chartFlags) error {
	l, err := p.readOne(ctx, file, in)
	if err != nil {
		return err
	}
	spec, s, err := flags.spec(l)
	if err != nil {
		return err
	}
	found, err := analysis.NewBreakeven(ctx, spec, analysis.Options{})
	if err != nil {
		return breakevenError(s, err)
	}
	if found.Solution != nil {
		s.name(ctx, found.Solution)
	}
	return p.deliverCharted(ctx, func(f report.Format, o report.Options) []byte { return report.Breakeven(found, f, o) }, l.Files, in, out, charts,
		chartOfSolution(found.Solution))
}

// spec is what is aimed at, and where to search; without revenue, and without a number to vary, there is no search.
func (f *breakevenFlags) spec(l *scenarios.Loaded) (analysis.BreakevenSpec, *search, error) {
	spec := analysis.BreakevenSpec{Scenario: l.Scenario, Wanted: l.Scenario.Target, Path: f.vary.text(), Given: f.between.text() != ""}
	coverage := model.Target{Name: "min_coverage"}
	if err := coverage.Check(l.Scenario); err != nil {
		return spec, nil, analysisError(err)
	}
	if f.wanted.text() != "" {
		wanted, err := analysis.ParseWanted(f.wanted.text(), coverage, l.Scenario)
		if err != nil {
			return spec, nil, flagged("--target", err)
		}
		spec.Wanted = wanted
	}
	if !(spec.Wanted > 0) {
		return spec, nil, usagef("--target must be more than 0, is %s", f.wanted.text())
	}
	if spec.Path == "" {
		spec.Path = analysis.GrowthPath(l.Scenario)
	}
	if spec.Path == "" {
		return spec, nil, nil
	}
	s, err := newSearch(l, spec.Path, f.between.text())
	if err != nil {
		return spec, nil, err
	}
	spec.Low, spec.High = s.low, s.high
	return spec, s, nil
}

// breakevenError is what is wrong with the scenario or with where to search.
func breakevenError(s *search, err error) error {
	if s != nil {
		return s.explain(err)
	}
	return analysisError(err)
}
