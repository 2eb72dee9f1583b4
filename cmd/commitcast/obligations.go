package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/plots"
)

// obligationFlags say which maturity table is made, and of what.
type obligationFlags struct {
	model.ObligationOptions
	contract string
	inputs   bool
}

func (f *obligationFlags) add(cmd *cobra.Command, in *inputFlags) {
	f.Basis, f.DebtEquivalent = model.ObligationBasis, model.Unknown()
	in.addContractAs(cmd, &f.contract, "show only the contract with this `id`")
	fs := cmd.Flags()
	fs.Var(day{&f.AsOf}, "as-of", "`date` of the table, that day excluded; a month stands for its end (default: the valuation date)")
	addChoice(cmd, &f.Basis, "basis", "", []model.Basis{model.ObligationBasis, model.RemainingBasis}, "what the table adds up to")
	fs.Var(share{&f.DebtEquivalent}, "debt-equivalent", "tell present value, and this `share` of it as debt: 50% or 0.5")
	fs.BoolVar(&f.inputs, "inputs", false, "list every input with its grade and source")
	complete(cmd, "as-of", nil)
	complete(cmd, "debt-equivalent", nil)
}

func (p *program) obligationsCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var charts chartFlags
	var flags obligationFlags
	cmd := &cobra.Command{
		Use:   "obligations FILE",
		Short: "Show what is committed at a date and when it falls due, as a filing's table",
		Long: "Show what is committed at a date and when it falls due: by the next five fiscal years and thereafter, and by up to\n" +
			"1, 1 to 3, 3 to 5 and more than 5 years; then how remaining commitment, prepaid balance, obligation and payables\n" +
			"hang together, and how much of it the seller recognises within 12, 24, 36 and 60 months.",
		Example: "  commitcast obligations openai-portfolio --as-of 2026-12-31\n" +
			"  commitcast obligations openai-portfolio --as-of 2026-12 --basis remaining --set valuation.discount_rate=9% --debt-equivalent 50%",
		Args: args(1, 1, "one FILE"),
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := charts.check(cmd); err != nil {
				return err
			}
			out.infer(cmd)
			return p.obligations(cmd.Context(), files, &in, &flags, &out, &charts)
		},
	}
	in.add(cmd)
	flags.add(cmd, &in)
	out.addForm(cmd)
	charts.add(cmd, "", "write charts and their data to this `folder`", plots.ObligationNames())
	return cmd
}

func (p *program) obligations(ctx context.Context, files []string, in *inputFlags, flags *obligationFlags, out *outputFlags, charts *chartFlags) error {
	read, err := p.load(ctx, files, in)
	if err != nil {
		return err
	}
	result, err := flags.obligations(read.scenarios[0])
	if err != nil {
		return err
	}
	d, err := charts.drawn(ctx, func(names ...string) ([]*plots.Chart, []*plots.NotDrawn, error) {
		return plots.ObligationCharts(result, names...)
	})
	if err != nil {
		return err
	}
	o := p.options(out)
	o.Contract, o.Inputs, o.Charts = flags.contract, flags.inputs, d.list
	return p.deliverDrawn(ctx, report.Obligations(result, out.format, o), read.files, in, out, d)
}

// obligations works out the tables of a scenario, at its valuation date where no other is asked for.
func (f *obligationFlags) obligations(s *model.Scenario) (*model.Obligations, error) {
	if f.contract != "" {
		if err := checkContract(s, f.contract); err != nil {
			return nil, err
		}
	}
	if model.Known(f.DebtEquivalent) && !model.Known(s.Valuation.Rate) {
		return nil, &usageError{"--debt-equivalent needs a discount rate, and " + s.Name + " has none", "--set valuation.discount_rate=9% gives one"}
	}
	options := f.ObligationOptions
	if options.AsOf == 0 {
		reports, err := model.Analyse([]*model.Scenario{s}, model.ByYear)
		if err != nil {
			return nil, &usageError{err.Error(), ""}
		}
		options.AsOf = reports[0].Summary.ValuationDate
	}
	result, err := model.NewObligations(s, options)
	if err != nil {
		return nil, &usageError{err.Error(), ""}
	}
	if f.contract == "" {
		return result, nil
	}
	if !slices.ContainsFunc(result.Rows, func(r model.Obligation) bool { return r.ID == f.contract }) {
		return nil, usagef("contract %s of %s is on demand and commits to nothing", f.contract, s.Name)
	}
	return report.OneContract(result, f.contract), nil
}
