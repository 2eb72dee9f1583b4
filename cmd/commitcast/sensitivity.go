package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/model/analysis"
	"commitcast/plots"
	"commitcast/scenarios"
)

// The methods of a sensitivity.
const (
	byTornado = "tornado"
	bySpider  = "spider"
	byMorris  = "morris"
	bySobol   = "sobol"
	byRank    = "rank"
)

var sensitivityMethods = []string{byTornado, bySpider, byMorris, bySobol, byRank}

// sensitivityFlags say what is moved, how far, and by which methods.
type sensitivityFlags struct {
	asked        targets
	methods      []string
	varied       []string
	swing        float64 // Unknown where it is not asked for
	samples      int
	trajectories int
	paths        int
	seed         uint64
	workers      int
	charts       chartFlags
}

func (p *program) sensitivityCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	flags := sensitivityFlags{swing: model.Unknown()}
	cmd := &cobra.Command{
		Use:   "sensitivity FILE --metric METRIC@PERIOD",
		Short: "Show which numbers matter most to a result",
		Long: "Show which numbers of a scenario matter most to one of its results. What is moved are the numbers of the file's\n" +
			"uncertainty, from their 10th to their 90th percentile; without any, every number that the file states, by 10% of\n" +
			"itself up and down.\n\n" +
			"  tornado  each number at its low and its high, the others as they are, and all at once\n" +
			"  spider   the result along the range of each number\n" +
			"  morris   elementary effects from many places: which numbers matter, and which depend on others\n" +
			"  sobol    shares of the variance, alone and with the others; correlated numbers move as one\n" +
			"  rank     rank correlations over the paths of a simulation",
		Example: "  commitcast sensitivity openai-portfolio-uncertain --metric coverage.revenue@2029\n" +
			"  commitcast sensitivity openai-portfolio --metric funding_gap --swing 20%\n" +
			"  commitcast sensitivity openai-aws --metric price_implied --vary contracts.aws.ramp.full=14mo..24mo\n" +
			"  commitcast sensitivity openai-portfolio-uncertain --metric min_coverage --method all --charts charts",
		Args: args(1, 1, "one FILE"),
		RunE: func(cmd *cobra.Command, files []string) error {
			t, err := flags.asked.one(cmd)
			if err != nil {
				return err
			}
			if err := flags.check(cmd); err != nil {
				return err
			}
			out.infer(cmd)
			return p.sensitivity(cmd.Context(), files, t, &in, &out, &flags)
		},
	}
	in.add(cmd)
	flags.add(cmd, &in)
	out.addForm(cmd)
	return cmd
}

func (f *sensitivityFlags) add(cmd *cobra.Command, in *inputFlags) {
	f.asked.add(cmd, in, "the result that is looked at: `metric@period`, contract:metric@period or a figure")
	fs := cmd.Flags()
	fs.Var(nameList{&f.methods, sensitivityMethods, "method"}, "method", "analyse by these `methods`: "+strings.Join(sensitivityMethods, ", ")+
		", or all (default tornado)")
	complete(cmd, "method", append(slices.Clone(sensitivityMethods), "all"))
	fs.StringArrayVar(&f.varied, "vary", nil, "move also this number, or move it so far: `path=low..high`; may be repeated")
	completeBy(cmd, "vary", in.completeSets)
	fs.Var(share{&f.swing}, "swing", "move every number that the file states by this `share` of itself, in place of its uncertainty")
	f.samples, f.trajectories, f.paths = analysis.DefaultSamples, analysis.DefaultTrajectories, analysis.DefaultPaths
	fs.Var(number{&f.samples}, "samples", "`number` of base samples for sobol, a power of two")
	fs.Var(number{&f.trajectories}, "trajectories", "`number` of trajectories for morris")
	fs.VarP(number{&f.paths}, "paths", "n", "`number` of simulated paths for rank")
	fs.Uint64Var(&f.seed, "seed", 1, "`seed` of what is drawn: the same seed gives the same numbers")
	fs.IntVar(&f.workers, "workers", 0, "`number` of workers (default: one a processor); results do not depend on it")
	f.charts.add(cmd, "", "write charts and their data to this `folder`", sensitivityCharts())
}

// check refuses flags that do not go together, and fills in the default method.
func (f *sensitivityFlags) check(cmd *cobra.Command) error {
	if f.workers < 0 {
		return usagef("--workers must not be below 0, is %d", f.workers)
	}
	if len(f.methods) == 0 {
		f.methods = []string{byTornado}
	}
	for _, only := range []struct{ flag, method string }{{"samples", bySobol}, {"trajectories", byMorris}, {"paths", byRank}} {
		if cmd.Flags().Changed(only.flag) && !f.by(only.method) {
			return &usageError{"--" + only.flag + " is for " + only.method + ", which is not asked for", "--method " + only.method + " asks for it"}
		}
	}
	return f.charts.check(cmd)
}

// by reports whether a method is asked for.
func (f *sensitivityFlags) by(method string) bool { return slices.Contains(f.methods, method) }

func (p *program) sensitivity(ctx context.Context, files []string, t model.Target, in *inputFlags, out *outputFlags, flags *sensitivityFlags) error {
	l, err := p.readOne(ctx, files[0], in)
	if err != nil {
		return err
	}
	if err := checkPlaces(l.Files, flags.charts.dir, out.outFile); err != nil {
		return err
	}
	r, err := p.sensitivityOf(ctx, l, t, in, flags)
	if err != nil {
		return sensitivityError(l, err)
	}
	return p.deliverCharted(ctx, func(f report.Format, o report.Options) []byte { return report.Sensitivity(r, f, o) }, l.Files, in, out, &flags.charts,
		chartsOfSensitivity(r))
}

// sensitivityError makes what an analysis refuses the user's to mend.
func sensitivityError(l *scenarios.Loaded, err error) error {
	var samples *analysis.SampleError
	var invalid *analysis.InvalidPoint
	switch {
	case errors.As(err, &samples):
		return &usageError{"--" + err.Error(), ""} // it begins with what is wrong: samples, trajectories or paths
	case errors.As(err, &invalid):
		return notValid(movedTo(l, invalid), invalid)
	}
	return analysisError(err)
}

// sensitivityOf carries out the methods that are asked for.
func (p *program) sensitivityOf(ctx context.Context, l *scenarios.Loaded, t model.Target, in *inputFlags,
	flags *sensitivityFlags) (*analysis.Sensitivity, error) {
	r := &analysis.Sensitivity{Scenario: l.Scenario, Target: t}
	if err := readBase(ctx, r); err != nil {
		return nil, err
	}
	v, err := flags.variables(l, r)
	if err != nil {
		return nil, err
	}
	if alone := flags.by(byTornado) || flags.by(bySpider) || flags.by(byMorris); alone && len(v.Correlated()) > 0 {
		r.Warnings = append(r.Warnings, model.Warning{Path: "uncertainty.correlation",
			Message: "plays no part in tornado, spider and morris, which move each number by itself"})
	}
	for _, method := range sensitivityMethods {
		if !flags.by(method) {
			continue
		}
		m := p.progressOf("analysing by "+method, "variants", in.quiet)
		err := flags.run(ctx, method, r, v, analysis.Options{Workers: flags.workers, Progress: m.tell})
		if m.clear(); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// readBase reads the target off the scenario as it stands, where it must be defined.
func readBase(ctx context.Context, r *analysis.Sensitivity) error {
	if err := r.Target.Check(r.Scenario); err != nil {
		return err
	}
	of := analysis.Subject{Scenario: r.Scenario, Targets: []model.Target{r.Target}, Trusted: true}
	values, err := analysis.Evaluate(ctx, of, [][]float64{nil}, analysis.Options{})
	if err != nil {
		return err
	}
	if r.Base = values[0][0]; !model.Known(r.Base) {
		return &usageError{r.Target.String() + " is not defined in " + r.Scenario.Name, "commitcast project shows in which periods it is"}
	}
	return nil
}

// run carries out one method.
func (f *sensitivityFlags) run(ctx context.Context, method string, r *analysis.Sensitivity, v *analysis.Variables, o analysis.Options) (err error) {
	s, t := r.Scenario, r.Target
	switch method {
	case byTornado:
		r.Tornado, err = analysis.NewTornado(ctx, s, t, v, o)
	case bySpider:
		r.Spider, err = analysis.NewSpider(ctx, s, t, v, o)
	case byMorris:
		r.Screening, err = analysis.Screen(ctx, s, t, v, analysis.Sampling{Samples: f.trajectories, Seed: f.seed}, o)
	case bySobol:
		if r.Decomposition, err = analysis.Decompose(ctx, s, t, v, analysis.Sampling{Samples: f.samples, Seed: f.seed}, o); err == nil {
			r.Warnings = append(r.Warnings, r.Decomposition.Warnings...)
		}
	case byRank:
		if r.Ranks, err = analysis.Rank(ctx, s, t, v, analysis.Sampling{Samples: f.paths, Seed: f.seed}, o); err == nil {
			r.Warnings = append(r.Warnings, r.Ranks.Warnings...)
		}
	}
	return err
}

// sensitivityCharts are the names of the charts, in the order of the methods they belong to.
func sensitivityCharts() []string {
	return []string{"tornado", "spider", "screening", "indices", "ranks"}
}

// chartsOfSensitivity makes the charts of the methods that were carried out.
func chartsOfSensitivity(r *analysis.Sensitivity) chartMaker {
	all := []struct {
		done bool
		draw func() (*plots.Chart, error)
	}{
		{r.Tornado != nil, func() (*plots.Chart, error) { return plots.TornadoChart(r.Tornado) }},
		{r.Spider != nil, func() (*plots.Chart, error) { return plots.SpiderChart(r.Spider) }},
		{r.Screening != nil, func() (*plots.Chart, error) { return plots.ScreeningChart(r.Screening) }},
		{r.Decomposition != nil, func() (*plots.Chart, error) { return plots.IndicesChart(r.Decomposition) }},
		{r.Ranks != nil, func() (*plots.Chart, error) { return plots.RanksChart(r.Ranks) }},
	}
	return func(names ...string) (charts []*plots.Chart, skipped []*plots.NotDrawn, err error) {
		for i, name := range sensitivityCharts() {
			asked := slices.Contains(names, name)
			if !asked && len(names) > 0 || !asked && !all[i].done {
				continue
			}
			if !all[i].done {
				skipped = append(skipped, &plots.NotDrawn{Name: name, Reason: "it shows --method " + sensitivityMethods[i] + ", which is not asked for"})
				continue
			}
			c, no, err := soleChart(all[i].draw)()
			if err != nil {
				return nil, nil, err
			}
			charts, skipped = append(charts, c...), append(skipped, no...)
		}
		return charts, skipped, nil
	}
}
