package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/model/analysis"
	"commitcast/plots"
	"commitcast/scenarios"
)

func (p *program) sweepCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var charts chartFlags
	var metrics targets
	cmd := &cobra.Command{
		Use:   "sweep FILE PATH=RANGE [PATH=RANGE]",
		Short: "Show numbers over the values of one path, or of every pair of two",
		Long: "Show numbers over the values of one path, or of every pair of two. A RANGE is 20%..80%/7 for seven evenly spaced values\n" +
			"with both ends, 20%..80% for nine, or a list: 0mo,6mo,12mo. Words, months and dates come in lists. Of two paths the first\n" +
			"goes across and the second down, in a table for each metric. All else is as the file says, and what is discounted is\n" +
			"discounted to the file's own valuation date, unless that is swept.",
		Example: "  commitcast sweep openai-portfolio contracts.oracle.delay=0mo..18mo/7 --metric coverage.revenue@2028 --metric funding_gap\n" +
			"  commitcast sweep openai-portfolio contracts.oracle.delay=0mo..18mo/4 revenue.total.margin=50%..80%/4 --metric funding_gap\n" +
			"  commitcast sweep openai-aws contracts.aws.start=2025-11,2026-03,2026-07 --metric min_coverage --charts charts",
		Args: sweepArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := charts.check(cmd); err != nil {
				return err
			}
			if len(metrics.all) == 0 {
				_, err := metrics.one(cmd)
				return err
			}
			out.infer(cmd)
			return p.sweep(cmd.Context(), args, &in, metrics.all, &out, &charts)
		},
	}
	p.addHelp(cmd, targetsHelp)
	in.add(cmd)
	cmd.ValidArgsFunction = in.completeRanges
	metrics.add(cmd, &in, "`number` to show, such as coverage.revenue@2028; may be repeated")
	out.addForm(cmd)
	charts.add(cmd, "", "write charts and their data to this `folder`", sweepCharts())
	return cmd
}

// targetsHelp says how a number is named.
func targetsHelp() string {
	return "A number is METRIC@PERIOD, CONTRACT:METRIC@PERIOD, METRIC for its total or FIGURE: coverage.revenue@2028,\n" +
		"aws:spend@2027-Q3, spend, funding_gap.\n\n" + simulatedHelp()
}

func sweepArgs(cmd *cobra.Command, given []string) error {
	if len(given) < 2 || len(given) > 3 {
		return args(2, 3, "one FILE and one or two PATH=RANGE")(cmd, given)
	}
	return nil
}

// mostSweepCharts is how many metrics of a sweep have a chart that can be chosen by name.
const mostSweepCharts = 9

// sweepCharts are the names of the charts of a sweep: sweep, and sweep-2 and so on for further metrics.
func sweepCharts() []string {
	names := []string{sweepChart(0)}
	for i := 1; i < mostSweepCharts; i++ {
		names = append(names, sweepChart(i))
	}
	return names
}

func sweepChart(i int) string {
	if i == 0 {
		return "sweep"
	}
	return fmt.Sprintf("sweep-%d", i+1)
}

func (p *program) sweep(ctx context.Context, given []string, in *inputFlags, metrics []model.Target, out *outputFlags, charts *chartFlags) error {
	l, err := p.readOne(ctx, given[0], in)
	if err != nil {
		return err
	}
	if err := checkPlaces(l.Files, charts.dir, out.outFile); err != nil {
		return err
	}
	w := &sweeper{loaded: l}
	for _, arg := range given[1:] {
		if err := w.add(arg); err != nil {
			return err
		}
	}
	meter := p.progressOf("sweeping", "cells", in.quiet)
	sw, err := analysis.NewSweep(ctx, w.spec(metrics), analysis.Options{Progress: meter.tell})
	meter.clear()
	if err != nil {
		return w.explain(err)
	}
	return p.deliverCharted(ctx, func(f report.Format, o report.Options) []byte { return report.Sweep(sw, f, o) }, l.Files, in, out, charts,
		chartsOfSweep(sw))
}

func chartsOfSweep(sw *analysis.Sweep) chartMaker {
	return func(names ...string) ([]*plots.Chart, []*plots.NotDrawn, error) {
		for _, name := range names {
			if !slices.Contains(sweepCharts()[:min(mostSweepCharts, len(sw.Results))], name) {
				return nil, nil, fmt.Errorf("there is no chart %s of %d metrics", name, len(sw.Results))
			}
		}
		var drawn []*plots.Chart
		var skipped []*plots.NotDrawn
		for i := range sw.Results {
			if len(names) > 0 && !slices.Contains(names, sweepChart(i)) {
				continue
			}
			c, err := plots.SweepChart(sw, i)
			var not *plots.NotDrawn
			switch {
			case errors.As(err, &not):
				skipped = append(skipped, &plots.NotDrawn{Name: sweepChart(i), Reason: not.Reason})
			case err != nil:
				return nil, nil, err
			default:
				c.Name = sweepChart(i)
				drawn = append(drawn, c)
			}
		}
		return drawn, skipped, nil
	}
}

// sweeper makes the axes of a sweep of what the user wrote.
type sweeper struct {
	loaded     *scenarios.Loaded
	axes       []analysis.Axis
	quantities []*scenarios.Quantity // of each axis; nil for words, months and dates
}

// add makes an axis of PATH=RANGE.
func (w *sweeper) add(arg string) error {
	path, text, ok := strings.Cut(arg, "=")
	switch {
	case !ok || path == "":
		return &usageError{fmt.Sprintf("%q is no PATH=RANGE", arg), "contracts.aws.delay=0mo..18mo/7 is one"}
	case strings.TrimSpace(text) == "":
		return &usageError{path + " has no range", path + "=A..B or a list of values gives it one"}
	case slices.ContainsFunc(w.axes, func(a analysis.Axis) bool { return a.Path == path }):
		return usagef("%s is swept twice", path)
	}
	q, err := w.loaded.Quantity(path)
	if err != nil {
		return w.addWords(path, text, err)
	}
	a := analysis.Axis{Path: path, Number: q.Unit != model.Switch, Own: q.Text, Base: -1}
	if a.Values, a.Texts, err = q.Range(text); err != nil {
		return analysisError(err)
	}
	x, err := w.loaded.Scenario.Scalar(path)
	if err != nil {
		return analysisError(err)
	}
	own := x.Get()
	if model.Known(own) && (a.Own == "" || !a.Number) {
		a.Own = q.Format(own)
	}
	if !a.Number {
		a.Base = slices.Index(a.Values, own)
	}
	w.axes, w.quantities = append(w.axes, a), append(w.quantities, &q)
	return nil
}

// addWords makes an axis of values that are no numbers. problem says why they are not, for a path that takes nothing else either.
func (w *sweeper) addWords(path, text string, problem error) error {
	all := scenarios.Paths(w.loaded)
	i := slices.IndexFunc(all, func(p scenarios.Path) bool { return p.Path == path })
	if i < 0 {
		return analysisError(problem)
	}
	a := analysis.Axis{Path: path, Own: all[i].Value, Base: -1}
	for word := range strings.SplitSeq(text, ",") {
		word = strings.TrimSpace(word)
		switch {
		case strings.Contains(word, ".."):
			return &usageError{path + " is no number that has values between two others", "a list such as 2026-01,2026-07 gives each value"}
		case word == "":
			return usagef("%s: %q has no value at one place", path, text)
		case slices.Contains(a.Texts, word):
			return usagef("%s: %s is given twice", path, word)
		}
		a.Values, a.Texts = append(a.Values, float64(len(a.Texts))), append(a.Texts, word)
	}
	if n := len(a.Texts); n < 2 || n > mostWords {
		return &usageError{fmt.Sprintf("%s: a list has 2 to %d values, not %d", path, mostWords, n), ""}
	}
	if err := w.own(&a); err != nil {
		return err
	}
	w.axes, w.quantities = append(w.axes, a), append(w.quantities, nil)
	return nil
}

// mostWords is how many values a list of words has at most, as that of numbers.
const mostWords = 200

// own finds the scenario's own value among the words of an axis, by what they make of the scenario.
func (w *sweeper) own(a *analysis.Axis) error {
	for i := range a.Texts {
		l, err := w.with(a, i)
		if err != nil {
			return err
		}
		if a.Texts[i] == a.Own || l.Scenario.InputSHA256 == w.loaded.Scenario.InputSHA256 {
			a.Base = i
		}
	}
	return nil
}

// with is the scenario with one value of an axis.
func (w *sweeper) with(a *analysis.Axis, i int) (*scenarios.Loaded, error) {
	l, err := w.loaded.With(a.Path + "=" + a.Texts[i])
	return l, notAllowed(a.Path+"="+a.Texts[i], err)
}

// notAllowed names the values that make a scenario one that cannot be.
func notAllowed(values string, err error) error {
	var problems scenarios.Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		return err
	}
	return notAllowedAs(values, problems[0].Problem)
}

// notAllowedAs says what is wrong with values, and where, if that is not at the path of a single one.
func notAllowedAs(values string, problem model.Problem) error {
	if path, _, _ := strings.Cut(values, "="); path != problem.Path || strings.Contains(values, " ") {
		values += ": " + problem.Path
	}
	return &usageError{values + ": " + problem.Message, problem.Hint}
}

func (w *sweeper) spec(metrics []model.Target) analysis.SweepSpec {
	spec := analysis.SweepSpec{Scenario: w.loaded.Scenario, Targets: metrics, X: w.axes[0], Variant: w.variant}
	if len(w.axes) > 1 {
		spec.Y = &w.axes[1]
	}
	return spec
}

// variant is the scenario with the values at a place of each axis that is not of numbers.
func (w *sweeper) variant(x, y int) (*model.Scenario, error) {
	var sets []string
	for i, place := range []int{x, y} {
		if place >= 0 {
			sets = append(sets, w.setting(i, place))
		}
	}
	l, err := w.loaded.With(sets...)
	if err != nil {
		return nil, notAllowed(strings.Join(sets, " "), err)
	}
	return l.Scenario, nil
}

// setting is the value at a place of an axis as a file has it; a yes/no may be told as yes and no, and is true or false there.
func (w *sweeper) setting(i, place int) string {
	a := &w.axes[i]
	switch {
	case w.quantities[i] == nil:
		return a.Path + "=" + a.Texts[place]
	case a.Values[place] != 0:
		return a.Path + "=true"
	}
	return a.Path + "=false"
}

// explain names the values that the scenario may not have as the user would write them.
func (w *sweeper) explain(err error) error {
	var invalid *analysis.InvalidPoint
	if !errors.As(err, &invalid) {
		return analysisError(err)
	}
	var values []string
	for i, path := range invalid.Paths {
		k := slices.IndexFunc(w.axes, func(a analysis.Axis) bool { return a.Path == path })
		values = append(values, path+"="+w.quantities[k].Format(invalid.Values[i]))
	}
	return notValid(strings.Join(values, " "), invalid)
}

// notValid says what is wrong with numbers that a scenario may not have.
func notValid(values string, invalid *analysis.InvalidPoint) error {
	var problem model.Problem
	if !errors.As(invalid.Problem, &problem) {
		return usagef("%s: %s", values, invalid)
	}
	return notAllowedAs(values, problem)
}

// completeRanges offers scenarios for the first argument, and then the paths that a range can be given of.
func (f *inputFlags) completeRanges(cmd *cobra.Command, given []string, prefix string) ([]string, cobra.ShellCompDirective) {
	switch len(given) {
	case 0:
		return completeFiles(cmd, given, prefix)
	case 1, 2:
		return f.completeSets(cmd, given, prefix)
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// wholeOnly reports whether a quantity is counted in whole numbers, so that a half of it cannot be written.
func wholeOnly(q *scenarios.Quantity) bool {
	_, err := q.Parse("0.5")
	return q.Unit == model.Count && err != nil
}
