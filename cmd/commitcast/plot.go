package main

import (
	"context"
	"math"

	"github.com/spf13/cobra"

	"commitcast/model"
	"commitcast/plots"
)

func (p *program) plotCommand() *cobra.Command {
	var in inputFlags
	var charts chartFlags
	var lost losses
	by := model.ByYear
	cmd := &cobra.Command{
		Use:   "plot FILE...",
		Short: "Draw the charts of one scenario, or of several side by side",
		Example: "  commitcast plot openai-aws\n" +
			"  commitcast plot openai-aws openai-aws-late --theme dark --image-format png,svg --charts late",
		Args: args(1, math.MaxInt, "one or more FILEs"),
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := charts.check(cmd); err != nil {
				return err
			}
			return p.plot(cmd.Context(), files, &in, lost, &charts, by)
		},
	}
	in.add(cmd)
	in.addContract(cmd)
	lost.add(cmd, &in, loseUsage)
	addChoice(cmd, &by, "by", "", []model.By{model.ByYear, model.ByFiscal}, "years of the charts")
	charts.add(cmd, "charts", "write charts and their data to this `folder`", plots.Names())
	return cmd
}

func (p *program) plot(ctx context.Context, files []string, in *inputFlags, lost losses, charts *chartFlags, by model.By) error {
	read, err := p.load(ctx, files, in)
	if err != nil {
		return err
	}
	if err := p.loseAll(read.scenarios, lost, in); err != nil {
		return err
	}
	d, err := charts.draw(ctx, chartsOf(read.scenarios, by))
	if err != nil {
		return err
	}
	if err := p.deliver(ctx, d.lines(), &outputFlags{}, read.files, d); err != nil || in.quiet {
		return err
	}
	return p.print(ctx, p.stderr, d.omissions())
}
