package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"math"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/model/draw"
	"commitcast/model/risk"
	"commitcast/plots"
)

// simulateFlags say how to simulate, and what is written besides the result.
type simulateFlags struct {
	risk.Options
	blocks     portion
	summaryOut string
	shown      simulationFlags
}

func (p *program) simulateCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var flags simulateFlags
	cmd := &cobra.Command{
		Use:   "simulate FILE...",
		Short: "Show how what is uncertain spreads the results: percentiles, chances and differences",
		Long: "Show how what is uncertain spreads the results of one scenario: the percentiles of each metric by period, how\n" +
			"likely coverage is to miss its target, and how often each check holds. Every draw depends on the seed, the path's\n" +
			"number and the name of what is drawn alone, so several scenarios share their draws: the differences of the others\n" +
			"from the first are taken path by path.\n\n" +
			"random draws independent paths. lhs and sobol spread the most important draws evenly; their intervals rest on\n" +
			"16 independent replicates.",
		Example: "  commitcast simulate openai-portfolio-uncertain --paths 10k\n" +
			"  commitcast simulate openai-portfolio openai-portfolio-uncertain --paths 10k --metrics spend,funding_gap\n" +
			"  commitcast simulate openai-portfolio-uncertain --paths 10k --charts charts\n" +
			"  commitcast simulate openai-portfolio-uncertain --paths 10k --paths-out paths.parquet --format json -o result.json",
		Args: args(1, math.MaxInt, "one or more FILEs"),
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := flags.check(cmd); err != nil {
				return err
			}
			out.infer(cmd)
			return p.simulate(cmd.Context(), files, &in, &out, &flags)
		},
	}
	p.addHelp(cmd, simulatedHelp)
	in.add(cmd)
	flags.add(cmd)
	out.addForm(cmd)
	flags.shown.add(cmd)
	return cmd
}

// simulatedBys are the periods a simulation can be told by; contract years are those of one contract.
var simulatedBys = []model.By{model.ByMonth, model.ByQuarter, model.ByYear, model.ByFiscal}

func (f *simulateFlags) add(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.VarP(number{&f.Paths}, "paths", "n", "`number` of paths: 10k, 100k, 1M (default 100k, with sobol 131072)")
	fs.Uint64Var(&f.Seed, "seed", 1, "`seed` of the draws: the same seed gives the same numbers")
	f.Sampler = draw.Random
	addChoice(cmd, &f.Sampler, "sampler", "", draw.Samplers, "how paths are drawn")
	f.By = model.ByYear
	addChoice(cmd, &f.By, "by", "", simulatedBys, "length of a period")
	names := model.MeasureNames()
	fs.Var(nameList{&f.Metrics, names, "metric or figure"}, "metrics", "show the metrics and figures of these `names`, in this order, or all; see above")
	complete(cmd, "metrics", append(names, "all"))
	f.MaxMemory = risk.DefaultMaxMemory
	fs.Var(size{&f.MaxMemory}, "max-memory", "most memory for `samples`: 500MB, 2GiB; where they take more, percentiles come from summaries")
	fs.BoolVar(&f.Summarise, "summaries", false, "keep summaries in place of samples: percentiles within 0.0062%, and small parts")
	fs.IntVar(&f.Workers, "workers", 0, "`number` of workers (default: one a processor); results do not depend on it")
	fs.Var(&f.blocks, "blocks", "simulate only this `part` of the paths, such as 3/16, for merge to put together")
	fs.StringVar(&f.summaryOut, "summary-out", "", "write what the part gives to this `file`")
}

// check refuses flags that do not go together.
func (f *simulateFlags) check(cmd *cobra.Command) error {
	changed := cmd.Flags().Changed
	switch {
	case f.Summarise && f.shown.pathsOut != "":
		return &usageError{"--paths-out needs all samples, and --summaries keeps none", ""}
	case f.Workers < 0:
		return usagef("--workers must not be below 0, is %d", f.Workers)
	case changed("blocks") && f.summaryOut == "":
		return &usageError{"--blocks needs a file for what the part gives", "--summary-out FILE names it"}
	case changed("summary-out") && !changed("blocks"):
		return &usageError{"--summary-out is for a part of the paths", "--blocks 3/16 says which part"}
	case changed("blocks"):
		for _, name := range []string{"format", "out-file", "paths-out", "charts", "inputs"} {
			if changed(name) {
				return &usageError{"--" + name + " is for results, and a part gives none", "merge puts parts together and takes --" + name}
			}
		}
	}
	return f.shown.check(cmd)
}

func (p *program) simulate(ctx context.Context, files []string, in *inputFlags, out *outputFlags, flags *simulateFlags) error {
	read, err := p.load(ctx, files, in)
	if err != nil {
		return err
	}
	if err := sameCurrency(read.scenarios); err != nil {
		return err
	}
	if err := checkPlaces(read.files, flags.shown.charts.dir, out.outFile, flags.shown.pathsOut, flags.summaryOut); err != nil {
		return err
	}
	run, err := risk.New(read.scenarios, flags.Options)
	if err != nil {
		return simulationError(err)
	}
	if err := p.announce(ctx, run, in, flags); err != nil {
		return err
	}
	if flags.summaryOut != "" {
		return p.simulatePart(ctx, run, in, flags)
	}
	progress := p.progress(in.quiet)
	result, err := run.Simulate(ctx, progress.tell)
	progress.clear()
	if err != nil {
		return simulationError(err)
	}
	return p.deliverSimulation(ctx, result, read.files, in, out, &flags.shown)
}

// simulatePart writes what one part of the paths gives.
func (p *program) simulatePart(ctx context.Context, run *risk.Run, in *inputFlags, flags *simulateFlags) error {
	progress := p.progress(in.quiet)
	part, err := run.Part(ctx, flags.blocks.k, flags.blocks.n, progress.tell)
	progress.clear()
	if err != nil {
		return simulationError(err)
	}
	file := output{path: flags.summaryOut, stream: func(w io.Writer) error {
		_, err := part.WriteTo(w)
		return err
	}}
	return p.disk.writeAll(ctx, []output{file})
}

// announce tells on standard error what memory the samples take, before it is taken.
func (p *program) announce(ctx context.Context, run *risk.Run, in *inputFlags, flags *simulateFlags) error {
	bytes, kept := run.Memory()
	text := sizeText(kept) + " of samples, at most " + sizeText(flags.MaxMemory)
	switch bounded := bytes > flags.MaxMemory; {
	case bounded && flags.shown.pathsOut != "":
		return &usageError{"--paths-out needs all samples, which take " + sizeText(bytes) + ": more than " + sizeText(flags.MaxMemory),
			"--max-memory " + sizeFor(bytes) + " allows it"}
	case bounded:
		text = sizeText(bytes) + " of samples are more than " + sizeText(flags.MaxMemory) + ": percentiles come from summaries of about " +
			sizeText(kept) + " (--max-memory)"
	case flags.Summarise:
		text = "percentiles come from summaries of about " + sizeText(kept) + ", at most " + sizeText(flags.MaxMemory)
	}
	if in.quiet {
		return ctx.Err()
	}
	return p.print(ctx, p.stderr, []byte(text+"\n"))
}

// simulationError makes what a simulation refuses the user's to mend.
func simulationError(err error) error {
	var fault *risk.Fault
	var usage *usageError
	var path *fs.PathError
	var memory *risk.MemoryError
	switch {
	case errors.Is(err, context.Canceled), errors.As(err, &fault), errors.As(err, &usage), errors.As(err, &path):
		return err
	case errors.As(err, &memory):
		return &usageError{"the samples take " + sizeText(memory.Samples) + " and summaries of them about " + sizeText(memory.Summaries) + ", more than " +
			sizeText(memory.Most), "--max-memory " + sizeFor(min(memory.Samples, memory.Summaries)) + " allows it, as do fewer --metrics or longer periods"}
	}
	return &usageError{err.Error(), ""}
}

// simulatedHelp is a paragraph with the names of all that can be simulated.
func simulatedHelp() string {
	var figures []string
	for _, f := range model.Figures() {
		figures = append(figures, f.Name)
	}
	return metricsHelp() + "\n" + paragraph("Figures:", figures)
}

// simulationFlags say how a simulation's result is shown, and what is written besides.
type simulationFlags struct {
	charts   chartFlags
	pathsOut string
	inputs   bool
}

func (f *simulationFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.inputs, "inputs", false, "tell what each distribution implies, and how noise and correlations are")
	cmd.Flags().StringVar(&f.pathsOut, "paths-out", "", "write the draws and results of every path to this `file`: .csv or .parquet")
	f.charts.add(cmd, "", "write charts and their data to this `folder`", plots.SimulationNames())
}

func (f *simulationFlags) check(cmd *cobra.Command) error {
	if _, err := pathsFormat(f.pathsOut); err != nil {
		return err
	}
	return f.charts.check(cmd)
}

// deliverSimulation writes a simulation's result, its charts and its paths.
func (p *program) deliverSimulation(ctx context.Context, r *risk.Result, read []string, in *inputFlags, out *outputFlags, flags *simulationFlags) error {
	d, err := flags.charts.drawn(ctx, func(names ...string) ([]*plots.Chart, []*plots.NotDrawn, error) {
		return plots.SimulationCharts(plots.SimulationInput{Result: r}, names...)
	})
	if err != nil {
		return err
	}
	if flags.pathsOut != "" {
		file, err := pathsFile(ctx, r, flags.pathsOut)
		if err != nil {
			return err
		}
		d.beside = append(d.beside, file)
	}
	o := p.options(out)
	o.Inputs, o.Charts = flags.inputs, d.list
	return p.deliverDrawn(ctx, report.Simulate(r, out.format, o), read, in, out, d)
}
