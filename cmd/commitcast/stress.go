package main

import (
	"context"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/model/analysis"
	"commitcast/plots"
	"commitcast/scenarios"
)

// defaultReach is how far a reverse stress searches where nothing else is asked for, in standard deviations.
const defaultReach = 6

// stressFlags say which limit is to be broken, and how far to search.
type stressFlags struct {
	tests     expressions
	stressing analysis.Stressing
	charts    chartFlags
}

func (p *program) stressCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var flags stressFlags
	cmd := &cobra.Command{
		Use:   "stress FILE --check CHECK",
		Short: "Find the least implausible combination of uncertain inputs that breaks a limit",
		Long: "Find the least implausible combination of uncertain inputs that breaks a limit: the one nearest to the medians of\n" +
			"all, in standard deviations of the inputs' normal scores, correlated as the file says. An input of few values, such\n" +
			"as a yes/no, counts with the score at which its value begins. Of monthly noise each month's innovation is such a\n" +
			"score; a process stands in the result with the mean of its factor over the months that count.\n\n" +
			"The distance gives a probability to first order, as if the limit were straight there. The search is local, from many\n" +
			"directions. The combination that is shown has been projected, and breaks the limit.\n\n" +
			"  commitcast check --help tells how a check is written; here it has one limit, in one period.",
		Example: "  commitcast stress openai-portfolio-uncertain --check 'coverage.revenue@2030 >= 1.0'\n" +
			"  commitcast stress openai-aws-uncertain --check price_effective≤6 --format json",
		Args: args(1, 1, "one FILE"),
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := flags.charts.check(cmd); err != nil {
				return err
			}
			out.infer(cmd)
			return p.stress(cmd.Context(), files, &in, &out, &flags)
		},
	}
	in.add(cmd)
	flags.tests.add(cmd, &in, "check", model.LevelError, "break this `check`, such as 'coverage.revenue@2028 >= 1.0'")
	cmd.Flags().Float64Var(&flags.stressing.Reach, "reach", defaultReach, "search within this many standard `deviations`, up to 8")
	cmd.Flags().BoolVar(&flags.stressing.WithoutNoise, "without-noise", false, "leave the monthly noise at its base path")
	out.addForm(cmd)
	flags.charts.add(cmd, "", "write the chart and its data to this `folder`", []string{"stress"})
	return cmd
}

// limit is the one limit that is to be broken, once the flags are right.
func (f *stressFlags) limit() (analysis.Test, error) {
	if reach := f.stressing.Reach; !(reach > 0 && reach <= analysis.MostReach) {
		return analysis.Test{}, usagef("--reach must be above 0 and at most %d standard deviations, is %v", analysis.MostReach, reach)
	}
	if len(f.tests.all) != 1 {
		if len(f.tests.all) == 0 {
			return analysis.Test{}, &usageError{"stress needs a limit to break: --check", "--check 'coverage.revenue@2028 >= 1.0' is one"}
		}
		return analysis.Test{}, usagef("stress takes one --check, not %d", len(f.tests.all))
	}
	t := f.tests.all[0]
	switch name := t.Limit.Target.Name; {
	case t.Years:
		return t, &usageError{t.Name + " is a limit on several years, and stress breaks it in one", "name one, such as " + name + "@2028"}
	case model.Known(t.Probability):
		return t, &usageError{t.Name + " is a limit on a chance, and stress breaks one on a number", "leave P( ) and its probability out"}
	}
	return t, nil
}

func (p *program) stress(ctx context.Context, files []string, in *inputFlags, out *outputFlags, flags *stressFlags) error {
	test, err := flags.limit()
	if err != nil {
		return err
	}
	l, err := p.readOne(ctx, files[0], in)
	if err != nil {
		return err
	}
	if err := checkPlaces(l.Files, flags.charts.dir, out.outFile); err != nil {
		return err
	}
	progress := p.progressOf("searching", "variants", in.quiet)
	result, err := stressed(ctx, l.Scenario, test, flags.stressing, progress)
	progress.clear()
	if err != nil {
		return err
	}
	if err := writeInputs(l, result.Inputs); err != nil {
		return err
	}
	return p.deliverCharted(ctx, func(f report.Format, o report.Options) []byte { return report.Stress(result, f, o) }, l.Files, in, out, &flags.charts,
		soleChart(func() (*plots.Chart, error) { return plots.StressChart(result) }))
}

func stressed(ctx context.Context, s *model.Scenario, test analysis.Test, how analysis.Stressing, progress *meter) (*analysis.Stress, error) {
	if _, counts := s.Reach(); !counts {
		return nil, usagef("%s has no contract that counts", s.Name)
	}
	if err := test.Exists(s); err != nil {
		return nil, checkError(err)
	}
	result, err := analysis.ReverseStress(ctx, s, test.Limit, how, analysis.Options{Progress: progress.tell})
	return result, checkError(err)
}

// writeInputs writes the inputs' values as the file would have them.
func writeInputs(l *scenarios.Loaded, inputs []analysis.StressedInput) error {
	for i := range inputs {
		in := &inputs[i]
		if in.Noise {
			in.BaseText, in.MedianText, in.AtText = factorText(in.Base), factorText(in.Median), factorText(in.At)
			continue
		}
		q, err := l.Quantity(in.Path)
		if err != nil {
			return analysisError(err)
		}
		in.BaseText, in.MedianText, in.AtText = q.Format(in.Base), likely(q, in.Median), likely(q, in.At)
	}
	return nil
}

// factorText writes what a process multiplies its base path by: 0.71×.
func factorText(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) + "×" }

// likely writes a number of what is only likely with four digits that count, but for whole numbers: more would say more than is known.
func likely(q scenarios.Quantity, v float64) string {
	if v == math.Trunc(v) {
		return q.Format(v)
	}
	return q.FormatTo(v, 4)
}
