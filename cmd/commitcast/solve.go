package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model/analysis"
	"commitcast/plots"
	"commitcast/scenarios"
)

// solveFlags say what is sought, and where.
type solveFlags struct {
	metrics targets
	searchFlags
}

// searchFlags say what number is sought, what it is to bring about and where it is looked for; each may be given once.
type searchFlags struct {
	vary, wanted, between once
}

// once is a flag for one text; check refuses a second.
type once struct{ all []string }

func (o *once) String() string { return strings.Join(o.all, ",") }

func (o *once) Type() string { return "string" }

func (o *once) Set(text string) error {
	o.all = append(o.all, text)
	return nil
}

// text is what is given; "" for nothing.
func (o *once) text() string {
	if len(o.all) == 0 {
		return ""
	}
	return o.all[0]
}

// add adds the flags; usage says what is sought, and what for.
func (f *searchFlags) add(cmd *cobra.Command, in *inputFlags, vary, wanted string) {
	fs := cmd.Flags()
	fs.Var(&f.wanted, "target", wanted)
	fs.Var(&f.vary, "vary", vary)
	completeBy(cmd, "vary", in.completeNumbers)
	fs.Var(&f.between, "between", "`range` to search: 0mo..24mo, 20%..80%")
}

// single refuses a flag that is given twice.
func (f *searchFlags) single(cmd *cobra.Command) error {
	for _, flag := range []struct {
		name  string
		given once
	}{{"vary", f.vary}, {"target", f.wanted}, {"between", f.between}} {
		if n := len(flag.given.all); n > 1 {
			return usagef("%s takes one --%s, not %d", cmd.Name(), flag.name, n)
		}
	}
	return nil
}

func (p *program) solveCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var charts chartFlags
	var flags solveFlags
	cmd := &cobra.Command{
		Use:   "solve FILE --vary PATH --metric METRIC --target VALUE",
		Short: "Find what a number must be for another to reach a value",
		Long: "Find what a number of the scenario must be for a metric or figure to reach a value, all else as the file says: every\n" +
			"solution in the range searched, where a target jumps over the value, or what is nearest where there is none.\n\n" +
			searchedHelp,
		Example: "  commitcast solve openai-portfolio --vary revenue.total.annual.2027 --metric coverage.revenue@2027 --target 1.0\n" +
			"  commitcast solve openai-portfolio --vary contracts.oracle.delay --metric funding_gap --target 80B --between 0mo..24mo",
		Args: args(1, 1, "one FILE"),
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := errors.Join(charts.check(cmd), flags.check(cmd)); err != nil {
				return err
			}
			out.infer(cmd)
			return p.solve(cmd.Context(), files[0], &in, &flags, &out, &charts)
		},
	}
	p.addHelp(cmd, targetsHelp)
	in.add(cmd)
	flags.metrics.add(cmd, &in, "`number` that is to reach the value, such as coverage.revenue@2028")
	flags.add(cmd, &in, "`path` of the number to find", "the `value` it is to reach, in its unit: 1.2x, 5B, 80%, 2028, 3y")
	out.addForm(cmd)
	charts.add(cmd, "", "write the chart and its data to this `folder`", []string{solveChart})
	return cmd
}

// solveChart is the name of the chart of a search.
const solveChart = "solve"

// searchedHelp says where a search looks.
const searchedHelp = "Without --between the search goes over shares from 0% to 100%, rates a year from -50% to 300%, lengths from 0 to 120\n" +
	"months or 365 days and multiples from 0 to 10, each to ten times their own where that is more, and amounts and counts\n" +
	"from 0 to ten times their own: over as much of that as the scenario may have."

// completeNumbers offers the paths of the scenario's numbers.
func (f *inputFlags) completeNumbers(_ *cobra.Command, files []string, prefix string) ([]string, cobra.ShellCompDirective) {
	l := f.completed(files, nil)
	if l == nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, p := range scenarios.Paths(l) {
		if _, err := l.Scenario.Scalar(p.Path); err == nil && strings.HasPrefix(p.Path, prefix) {
			out = append(out, p.Path+"\t"+report.Clean(p.Value))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// check refuses a search that does not say what it is for.
func (f *solveFlags) check(cmd *cobra.Command) error {
	if _, err := f.metrics.one(cmd); err != nil {
		return err
	}
	if err := f.single(cmd); err != nil {
		return err
	}
	switch {
	case f.vary.text() == "":
		return &usageError{"solve needs to know which number may change: --vary", "--vary contracts.aws.delay is one"}
	case f.wanted.text() == "":
		return &usageError{"solve needs the value to reach: --target", "--target 1.0 is one"}
	}
	return nil
}

func (p *program) solve(ctx context.Context, file string, in *inputFlags, flags *solveFlags, out *outputFlags,
	charts *chartFlags) error {
	l, err := p.readOne(ctx, file, in)
	if err != nil {
		return err
	}
	target := flags.metrics.all[0]
	if err := target.Exists(l.Scenario); err != nil {
		return analysisError(err)
	}
	wanted, err := analysis.ParseWanted(flags.wanted.text(), target, l.Scenario)
	if err != nil {
		return flagged("--target", err)
	}
	s, err := newSearch(l, flags.vary.text(), flags.between.text())
	if err != nil {
		return err
	}
	found, err := analysis.Solve(ctx, analysis.SolveSpec{Scenario: l.Scenario, Target: target, Path: flags.vary.text(), Wanted: wanted,
		Low: s.low, High: s.high, Whole: wholeOnly(&s.quantity), Given: flags.between.text() != ""}, analysis.Options{})
	if err != nil {
		return s.explain(err)
	}
	s.name(ctx, found)
	return p.deliverCharted(ctx, func(f report.Format, o report.Options) []byte { return report.Solve(found, f, o) }, l.Files, in, out, charts,
		chartOfSolution(found))
}

// flagged names the flag that an expression was given for.
func flagged(flag string, err error) error {
	var wrong *analysis.ExpressionError
	if errors.As(err, &wrong) {
		return &usageError{flag + ": " + wrong.Message, wrong.Hint}
	}
	return analysisError(err)
}

func chartOfSolution(s *analysis.Solution) chartMaker {
	return soleChart(func() (*plots.Chart, error) {
		if s == nil {
			return nil, &plots.NotDrawn{Name: solveChart, Reason: "nothing was searched"}
		}
		return plots.SolveChart(s)
	})
}

// search is where a number is looked for.
type search struct {
	quantity  scenarios.Quantity
	own       float64
	low, high float64
}

// newSearch finds the number at a path, and reads where to look; without that it is where such a number can be.
func newSearch(l *scenarios.Loaded, path, between string) (*search, error) {
	q, err := l.Quantity(path)
	if err != nil {
		return nil, analysisError(err)
	}
	x, err := l.Scenario.Scalar(path)
	if err != nil {
		return nil, analysisError(err)
	}
	s := &search{quantity: q, own: x.Get()}
	if between == "" {
		if s.low, s.high = analysis.SearchRange(q.Unit, s.own); s.low == s.high {
			return nil, &usageError{path + " gives nothing to go by, so that the search needs a range", "--between A..B gives it"}
		}
		return s, nil
	}
	if !strings.Contains(between, "..") || strings.Contains(between, "/") {
		return nil, &usageError{"--between " + between + " is no range from one value to another", "--between 0mo..24mo is one"}
	}
	values, _, err := q.Range(between)
	if err != nil {
		return nil, analysisError(err)
	}
	first, last := values[0], values[len(values)-1]
	s.low, s.high = min(first, last), max(first, last)
	return s, nil
}

// explain names the value that the scenario may not have as the user would write it.
func (s *search) explain(err error) error {
	var invalid *analysis.InvalidPoint
	if errors.As(err, &invalid) {
		return notValid(s.quantity.Path+"="+s.quantity.Format(invalid.Values[0]), invalid)
	}
	return analysisError(err)
}
