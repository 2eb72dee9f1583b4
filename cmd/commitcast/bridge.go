package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/model/analysis"
	"commitcast/plots"
	"commitcast/scenarios"
)

// bridgeFlags say what is attributed, and how.
type bridgeFlags struct {
	metric targets
	groups []string
	by     analysis.ShapleyOptions
	charts chartFlags
}

func (p *program) bridgeCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var flags bridgeFlags
	cmd := &cobra.Command{
		Use:   "bridge BASE [VARIANT]",
		Short: "Attribute the difference of one number between two scenarios to what differs between them",
		Long: "Attribute the difference of one number between two scenarios to what differs between them: to each changed path, or\n" +
			"to a group of paths that move as one. A part is the mean effect of its change over all orders in which the changes\n" +
			"can be made (Shapley value), so that the parts add up to the difference. Up to 8 changes it is exact; beyond, orders\n" +
			"are drawn, and each part comes with its 95% interval.\n\n" +
			"Without a VARIANT it is BASE with what --set changes.",
		Example: "  commitcast bridge openai-aws openai-aws-late --metric coverage.revenue@2027\n" +
			"  commitcast bridge openai-aws --set contracts.aws.delay=6mo --set contracts.aws.term=8y --metric present_value\n" +
			"  commitcast bridge openai-aws openai-portfolio --metric coverage.revenue@2028 --group 'contracts.*' --charts charts",
		Args: args(1, 2, "BASE and VARIANT, or BASE and --set"),
		RunE: func(cmd *cobra.Command, files []string) error {
			target, err := flags.check(cmd, files, &in)
			if err != nil {
				return err
			}
			out.infer(cmd)
			return p.bridge(cmd.Context(), files, target, &in, &out, &flags)
		},
	}
	in.add(cmd)
	flags.add(cmd, &in)
	out.addForm(cmd)
	return cmd
}

func (f *bridgeFlags) add(cmd *cobra.Command, in *inputFlags) {
	f.metric.add(cmd, in, "the number whose difference is attributed, such as coverage.revenue@2028, aws:spend@2027 or funding_gap")
	fs := cmd.Flags()
	fs.StringArrayVar(&f.groups, "group", nil,
		"move the changes that these `paths` match as one, such as 'contracts.aws.*,revenue.*'; may be repeated")
	fs.IntVar(&f.by.Exact, "exact", analysis.ExactPlayers, "take all orders up to this `number` of changes, from 1 to 16")
	fs.IntVar(&f.by.Orders, "orders", analysis.DefaultOrders, "`number` of orders drawn beyond that, even, from 20 to 20000")
	fs.Uint64Var(&f.by.Seed, "seed", 1, "`seed` of the orders: the same seed gives the same numbers")
	f.charts.add(cmd, "", "write the chart and its data to this `folder`", []string{"bridge"})
}

// check refuses flags that do not fit, and tells which number is bridged.
func (f *bridgeFlags) check(cmd *cobra.Command, files []string, in *inputFlags) (model.Target, error) {
	target, err := f.metric.one(cmd)
	if err != nil {
		return target, err
	}
	if len(files) == 1 && len(in.sets) == 0 {
		return target, &usageError{"bridge of a single FILE needs something to change", "name a second FILE, or --set contracts.aws.delay=6mo"}
	}
	switch changed := cmd.Flags().Changed; {
	case changed("exact") && (f.by.Exact < 1 || f.by.Exact > analysis.MostExact):
		return target, usagef("--exact must be from 1 to %d, is %d", analysis.MostExact, f.by.Exact)
	case changed("orders") && (f.by.Orders < analysis.LeastOrders || f.by.Orders > analysis.MostOrders || f.by.Orders%2 != 0):
		return target, usagef("--orders must be an even number from %d to %d, is %d", analysis.LeastOrders, analysis.MostOrders, f.by.Orders)
	}
	return target, f.charts.check(cmd)
}

func (p *program) bridge(ctx context.Context, files []string, target model.Target,
	in *inputFlags, out *outputFlags, flags *bridgeFlags) error {
	base, variant, err := p.pair(ctx, files, in)
	if err != nil {
		return err
	}
	between, err := flags.between(base, variant, target)
	if err != nil {
		return err
	}
	progress := p.progressOf("attributing", "scenarios", in.quiet)
	b, err := analysis.NewBridge(ctx, between, flags.by, analysis.Options{Progress: progress.tell})
	progress.clear()
	if err != nil {
		return bridgeError(err)
	}
	read := append(append([]string(nil), base.Files...), variant.Files...)
	return p.deliverCharted(ctx, func(f report.Format, o report.Options) []byte { return report.Bridge(b, f, o) }, read, in, out, &flags.charts,
		soleChart(func() (*plots.Chart, error) { return plots.Waterfall(b) }))
}

// pair reads base and variant; of a single file the variant is that file with the settings.
func (p *program) pair(ctx context.Context, files []string, in *inputFlags) (base, variant *scenarios.Loaded, err error) {
	if len(files) == 1 {
		return p.pairOfSets(ctx, files[0], in)
	}
	if err := in.check(files); err != nil {
		return nil, nil, err
	}
	var both [2]*scenarios.Loaded
	var problems scenarios.Problems
	for i, file := range files {
		l, found, err := p.read(ctx, file, in, true)
		if err != nil {
			return nil, nil, err
		}
		both[i], problems = l, append(problems, found...)
	}
	if len(problems) > 0 {
		return nil, nil, problems
	}
	ss := []*model.Scenario{both[0].Scenario, both[1].Scenario}
	distinguish(ss)
	return both[0], both[1], sameCurrency(ss)
}

// pairOfSets is a scenario, and the same with the settings.
func (p *program) pairOfSets(ctx context.Context, file string, in *inputFlags) (base, variant *scenarios.Loaded, err error) {
	without := *in
	without.sets = nil
	base, err = p.readOne(ctx, file, &without)
	if err != nil {
		return nil, nil, err
	}
	variant, err = base.With(in.sets...)
	if variant != nil && !in.quiet {
		p.echo(variant.Changes, file, false)
	}
	var found scenarios.Problems
	if errors.As(err, &found) {
		err = placed(found, file)
	}
	if err != nil {
		return nil, nil, err
	}
	variant.Scenario.Name += " as set"
	return base, variant, nil
}

// between is what differs between two scenarios, in groups.
func (f *bridgeFlags) between(base, variant *scenarios.Loaded, target model.Target) (analysis.Between, error) {
	none := analysis.Between{}
	differences, err := scenarios.Differences(base, variant)
	if err != nil {
		return none, err
	}
	var all []analysis.Change
	for _, d := range differences {
		all = append(all, analysis.Change{Paths: d.Paths, Old: d.Old, New: d.New})
	}
	changes, members, err := analysis.Grouped(all, f.groups)
	if err != nil {
		return none, groupError(err)
	}
	return analysis.Between{
		Target: target, Base: base.Scenario, Variant: variant.Scenario, Changes: changes,
		Mix: func(take []bool) (*model.Scenario, error) {
			return scenarios.Mix(base, variant, differences, analysis.Expanded(take, members, len(all)))
		},
	}, nil
}

// groupError makes what is wrong with a group the user's to mend.
func groupError(err error) error {
	var name *model.UnknownName
	if !errors.As(err, &name) {
		return &usageError{"--group: " + err.Error(), ""}
	}
	if len(name.Known) == 0 {
		return &usageError{"--group " + name.Name + ": nothing differs between the scenarios", ""}
	}
	return &usageError{"--group: " + name.Error(), didYouMean(name.Name, name.Known, offered(name))}
}

// bridgeError makes a scenario that has no such number the user's to mend. Changes that only make sense together can be a group.
func bridgeError(err error) error {
	var state *analysis.BridgeError
	if !errors.As(err, &state) {
		return analysisError(err)
	}
	if state.Scenario == nil {
		return &usageError{err.Error(), "--group '" + strings.Join(state.Paths, ",") + ",…' moves changes as one that only make sense together"}
	}
	hint := ""
	var name *model.UnknownName
	if errors.As(err, &name) {
		hint = didYouMean(name.Name, name.Known, offered(name))
	}
	return &usageError{err.Error(), hint}
}
