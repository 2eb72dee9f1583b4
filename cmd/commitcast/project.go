package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/plots"
)

func (p *program) projectCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var charts chartFlags
	var lost losses
	var inputs bool
	cmd := &cobra.Command{
		Use:     "project FILE",
		Short:   "Show what one scenario costs, buys and needs by period",
		Long:    "Show what one scenario costs, buys and needs by period.",
		Example: "  commitcast project openai-aws\n  commitcast project openai-aws --by quarter --set contracts.aws.delay=9mo",
		Args:    args(1, 1, "one FILE"),
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := charts.check(cmd); err != nil {
				return err
			}
			out.infer(cmd)
			return p.project(cmd.Context(), files, &in, lost, &out, &charts, inputs)
		},
	}
	p.addHelp(cmd, metricsHelp)
	in.add(cmd)
	in.addContract(cmd)
	lost.add(cmd, &in, loseUsage)
	out.add(cmd)
	charts.add(cmd, "", "write charts and their data to this `folder`", plots.Names())
	cmd.Flags().BoolVar(&inputs, "inputs", false, "list every input with its grade and source")
	return cmd
}

func (p *program) project(ctx context.Context, files []string, in *inputFlags, lost losses, out *outputFlags, charts *chartFlags, inputs bool) error {
	read, err := p.load(ctx, files, in)
	if err != nil {
		return err
	}
	if err := p.loseAll(read.scenarios, lost, in); err != nil {
		return err
	}
	reports, err := model.Analyse(read.scenarios, out.by)
	if err != nil {
		return byError(err, in, out)
	}
	o := p.options(out)
	o.Contract, o.Inputs = in.contract, inputs
	d, err := charts.drawn(ctx, chartsOf(read.scenarios, out.by))
	if err != nil {
		return err
	}
	o.Charts = d.list
	return p.deliverDrawn(ctx, report.Project(reports[0], out.format, o), read.files, in, out, d)
}

// byError is what is wrong with the periods asked for; contract years are those of one contract.
func byError(err error, in *inputFlags, out *outputFlags) error {
	hint := ""
	if out.by == model.ByContract && in.contract == "" {
		hint = "--contract chooses one contract"
	}
	return &usageError{err.Error(), hint}
}

// options are those of the report for where it goes: only a terminal gets colours, and sets the width.
func (p *program) options(out *outputFlags) report.Options {
	o := report.Options{Metrics: out.metrics, Width: defaultWidth}
	f, isFile := p.stdout.(*os.File)
	if isFile && term.IsTerminal(int(f.Fd())) && !out.toFile() {
		o.Colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			o.Width = width
		}
	}
	if width, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && width > 0 {
		o.Width = width
	}
	return o
}

// defaultWidth is the width of a table that goes to no terminal.
const defaultWidth = 100

// infer takes the form a file's ending asks for, when the command line asks for none.
func (f *outputFlags) infer(cmd *cobra.Command) {
	if cmd.Flags().Changed("format") {
		return
	}
	switch strings.ToLower(filepath.Ext(f.outFile)) {
	case ".csv":
		f.format = report.CSV
	case ".json":
		f.format = report.JSON
	case ".md":
		f.format = report.Markdown
	}
}

// toFile reports whether the result goes to a file.
func (f *outputFlags) toFile() bool { return f.outFile != "" && f.outFile != "-" }

// deliverDrawn delivers a result with its charts, and tells on standard error what the result does not: the charts where
// its form has no place for them, and those that could not be drawn.
func (p *program) deliverDrawn(ctx context.Context, result []byte, read []string, in *inputFlags, out *outputFlags, d *drawing) error {
	if err := p.deliver(ctx, result, out, read, d); err != nil || in.quiet {
		return err
	}
	chatter := d.omissions()
	if !out.format.Tabular() {
		chatter = append(d.lines(), chatter...)
	}
	return p.print(ctx, p.stderr, chatter)
}

// deliverCharted draws an analysis where charts are asked for, renders it with their list, and delivers both.
func (p *program) deliverCharted(ctx context.Context, render func(report.Format, report.Options) []byte, read []string,
	in *inputFlags, out *outputFlags, charts *chartFlags, make chartMaker) error {
	d, err := charts.drawn(ctx, make)
	if err != nil {
		return err
	}
	o := p.options(out)
	o.Charts = d.list
	return p.deliverDrawn(ctx, render(out.format, o), read, in, out, d)
}

// deliver writes the charts, and the result to its file or then to standard output.
func (p *program) deliver(ctx context.Context, result []byte, out *outputFlags, read []string, d *drawing) error {
	files := append(slices.Clip(d.files), d.beside...)
	if out.toFile() {
		files = append(files, output{path: out.outFile, data: result})
	}
	if err := checkTargets(files, read); err != nil {
		return err
	}
	if err := d.makeFolder(); err != nil {
		return err
	}
	if err := p.disk.writeAll(ctx, files); err != nil {
		return err
	}
	if out.toFile() {
		return nil
	}
	return p.print(ctx, p.stdout, result)
}

// print writes text, unless the command was interrupted.
func (p *program) print(ctx context.Context, w io.Writer, text []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := w.Write(text)
	return err
}
