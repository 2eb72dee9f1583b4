package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"

	"github.com/spf13/cobra"

	"commitcast/model/risk"
)

func (p *program) mergeCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var shown simulationFlags
	var files []string
	cmd := &cobra.Command{
		Use:   "merge --scenario FILE PART...",
		Short: "Put the parts of a simulation together",
		Long: "Put together the parts of one simulation, as simulate --blocks wrote them, in any order. The result is that of the\n" +
			"whole simulation to the last byte. The scenarios, and --set, are those the parts were simulated with.",
		Example: "  commitcast merge --scenario openai-portfolio-uncertain part1 part2",
		Args:    args(1, math.MaxInt, "one or more PARTs"),
		RunE: func(cmd *cobra.Command, parts []string) error {
			if err := shown.check(cmd); err != nil {
				return err
			}
			if len(files) == 0 {
				return &usageError{"merge needs the scenario that was simulated", "--scenario FILE names it; repeat it for several, in their order"}
			}
			out.infer(cmd)
			return p.merge(cmd.Context(), files, parts, &in, &out, &shown)
		},
	}
	in.add(cmd)
	cmd.Flags().StringArrayVar(&files, "scenario", nil, "the `file` of a scenario that was simulated; may be repeated")
	completeBy(cmd, "scenario", completeFiles)
	cmd.ValidArgsFunction = nil // parts are files
	out.addForm(cmd)
	shown.add(cmd)
	return cmd
}

func (p *program) merge(ctx context.Context, files, parts []string, in *inputFlags, out *outputFlags, shown *simulationFlags) error {
	read, err := p.load(ctx, files, in)
	if err != nil {
		return err
	}
	if err := sameCurrency(read.scenarios); err != nil {
		return err
	}
	inputs := append(read.files, parts...)
	if err := checkPlaces(inputs, shown.charts.dir, out.outFile, shown.pathsOut); err != nil {
		return err
	}
	result, err := risk.Merge(read.scenarios, func(yield func(*risk.Summary, error) bool) {
		for _, part := range parts {
			if s, err := readSummary(ctx, part); !yield(s, err) || err != nil {
				return
			}
		}
	})
	if err != nil {
		return simulationError(err)
	}
	if shown.pathsOut != "" && result.Bounded {
		return &usageError{"--paths-out needs all samples, and the parts hold only summaries of them", "simulate the parts with a larger --max-memory"}
	}
	return p.deliverSimulation(ctx, result, inputs, in, out, shown)
}

// readSummary reads one part of a simulation.
func readSummary(ctx context.Context, path string) (*risk.Summary, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, usagef("%s: there is no such file", path)
		}
		return nil, err
	}
	defer f.Close()
	s, err := risk.ReadSummary(f)
	if err != nil {
		return nil, &usageError{fmt.Sprintf("%s: %v", path, err), ""}
	}
	return s, nil
}
