package main

import (
	"context"
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/plots"
)

func (p *program) compareCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var charts chartFlags
	var lost losses
	cmd := &cobra.Command{
		Use:   "compare FILE [FILE...]",
		Short: "Show several scenarios side by side, and each one's difference from the first",
		Long:  "Show several scenarios side by side, and each one's difference from the first.",
		Example: "  commitcast compare openai-aws openai-aws-late openai-aws-expanded\n" +
			"  commitcast compare --charts charts openai-aws openai-aws-late\n" +
			"  commitcast compare openai-portfolio --lose Oracle@2028-01",
		Args: compareArgs,
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := charts.check(cmd); err != nil {
				return err
			}
			out.infer(cmd)
			return p.compare(cmd.Context(), files, &in, lost, &out, &charts)
		},
	}
	p.addHelp(cmd, metricsHelp)
	in.add(cmd)
	in.addContract(cmd)
	lost.add(cmd, &in, "compare also with the first scenario without this `provider`, from the first month on, or from that of PROVIDER@2028-01; may be repeated")
	out.add(cmd)
	charts.add(cmd, "", "write charts and their data to this `folder`", plots.Names())
	return cmd
}

func compareArgs(cmd *cobra.Command, files []string) error {
	lost := cmd.Flags().Changed("lose")
	if len(files) == 1 && !lost {
		return &usageError{"compare takes two or more FILEs, not 1", "commitcast project shows a single scenario"}
	}
	if lost {
		return args(1, math.MaxInt, "one FILE or more")(cmd, files)
	}
	return args(2, math.MaxInt, "two or more FILEs")(cmd, files)
}

func (p *program) compare(ctx context.Context, files []string, in *inputFlags, lost losses, out *outputFlags, charts *chartFlags) error {
	read, err := p.load(ctx, files, in)
	if err != nil {
		return err
	}
	ss, err := p.loseEach(read.scenarios, lost, in)
	if err != nil {
		return err
	}
	if err := sameCurrency(ss); err != nil {
		return err
	}
	c, err := model.Compare(ss, out.by)
	if err != nil {
		return &usageError{err.Error(), ""}
	}
	o := p.options(out)
	o.Contract = in.contract
	d, err := charts.drawn(ctx, chartsOf(ss, out.by))
	if err != nil {
		return err
	}
	o.Charts = d.list
	return p.deliverDrawn(ctx, report.Compare(c, out.format, o), read.files, in, out, d)
}

// sameCurrency refuses to take differences of amounts in different currencies.
func sameCurrency(ss []*model.Scenario) error {
	for _, s := range ss[1:] {
		if s.Currency != ss[0].Currency {
			return &usageError{fmt.Sprintf("%s is in %s, %s in %s: amounts in different currencies are not compared",
				ss[0].Name, ss[0].Currency, s.Name, s.Currency), ""}
		}
	}
	return nil
}
