package main

import (
	"context"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
)

// explainDepth is how many levels an explanation goes down where nothing else is asked for.
const explainDepth = 3

func (p *program) explainCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	depth := explainDepth
	cmd := &cobra.Command{
		Use:   "explain FILE METRIC@PERIOD",
		Short: "Show what one number is worked out from, down to the inputs and where they are written",
		Long: "Show what one number is worked out from: a tree of the numbers below it, each with its value and how it follows from those\n" +
			"below, down to the inputs with file, line and column, source and grade. The number is a metric in a period or over its\n" +
			"life, or a figure, of the scenario or of a contract: coverage.revenue@2028, aws:spend@2027-Q3, funding_gap.\n\n" +
			"A sum says + and −, a product ×, a ratio ÷ before what it is made of. What comes out of a run month by month, such as the\n" +
			"books of a drawdown or the dispatch of a demand, has no shorter formula: below it stands every input that bears on it.",
		Example: "  commitcast explain openai-aws coverage.revenue@2028\n  commitcast explain openai-aws aws:spend@2026-03 --depth 5\n" +
			"  commitcast explain openai-portfolio funding_gap --format markdown",
		Args: args(2, 2, "FILE and METRIC@PERIOD"),
		RunE: func(cmd *cobra.Command, words []string) error {
			target, err := parseTarget(words[1])
			if err != nil {
				return err
			}
			if depth < 0 {
				return usagef("--depth must be at least 0, is %d", depth)
			}
			out.infer(cmd)
			return p.explain(cmd.Context(), words[:1], target, depth, &in, &out)
		},
	}
	in.add(cmd)
	in.addContract(cmd)
	out.addForm(cmd)
	cmd.Flags().IntVar(&depth, "depth", depth, "go down this `number` of levels")
	cmd.ValidArgsFunction = in.completeExplained
	return cmd
}

func (p *program) explain(ctx context.Context, files []string, t model.Target, depth int, in *inputFlags, out *outputFlags) error {
	read, err := p.load(ctx, files, in)
	if err != nil {
		return err
	}
	x, err := model.Explain(read.scenarios[0], t, depth)
	if err != nil {
		return analysisError(err)
	}
	o := p.options(out)
	o.Contract = in.contract
	return p.deliverDrawn(ctx, report.Explanation(x, out.format, o), read.files, in, out, &drawing{})
}

// completeExplained offers the embedded scenarios, and then the numbers of the one that is named.
func (f *inputFlags) completeExplained(cmd *cobra.Command, words []string, prefix string) ([]string, cobra.ShellCompDirective) {
	switch len(words) {
	case 0:
		return completeFiles(cmd, words, prefix)
	case 1:
		return f.completeTargets(cmd, words, prefix)
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}
