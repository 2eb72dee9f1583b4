package main

import (
	"context"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/plots"
)

func (p *program) ledgerCommand() *cobra.Command {
	var in inputFlags
	var out outputFlags
	var charts chartFlags
	var contract string
	var inputs bool
	cmd := &cobra.Command{
		Use:   "ledger FILE",
		Short: "Show one contract's books by period: use, drawdown, cash, expense and the balances between them",
		Long: "Show one contract's books by period: what is used, what that does to the commitment, what is paid and what is\n" +
			"expensed, then the balances between them. Every book closes: opening + additions − reductions = closing. Commitment\n" +
			"years come next, then what each clause did and when.",
		Example: "  commitcast ledger openai-aws\n  commitcast ledger openai-portfolio --contract oracle --by fiscal",
		Args:    args(1, 1, "one FILE"),
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := charts.check(cmd); err != nil {
				return err
			}
			out.infer(cmd)
			return p.ledger(cmd.Context(), files, &in, contract, inputs, &out, &charts)
		},
	}
	in.add(cmd)
	in.addContractAs(cmd, &contract, "`id` of the contract; needed where several count")
	out.addBy(cmd)
	out.addForm(cmd)
	charts.add(cmd, "", "write charts and their data to this `folder`", plots.LedgerNames())
	cmd.Flags().BoolVar(&inputs, "inputs", false, "list every input with its grade and source")
	return cmd
}

func (p *program) ledger(ctx context.Context, files []string, in *inputFlags, contract string, inputs bool, out *outputFlags, charts *chartFlags) error {
	read, err := p.load(ctx, files, in)
	if err != nil {
		return err
	}
	s := read.scenarios[0]
	id, err := oneContract(s, contract)
	if err != nil {
		return err
	}
	result, err := model.NewLedger(s, id, out.by)
	if err != nil {
		return &usageError{err.Error(), ""}
	}
	d, err := charts.drawn(ctx, byMonth(s, id))
	if err != nil {
		return err
	}
	o := p.options(out)
	o.Inputs, o.Charts = inputs, d.list
	return p.deliverDrawn(ctx, report.Ledger(result, out.format, o), read.files, in, out, d)
}

// byMonth makes the charts of a contract's books; they show months, whatever the tables do.
func byMonth(s *model.Scenario, id string) chartMaker {
	return func(names ...string) ([]*plots.Chart, []*plots.NotDrawn, error) {
		months, err := model.NewLedger(s, id, model.ByMonth)
		if err != nil {
			return nil, nil, err
		}
		return plots.LedgerCharts(months, names...)
	}
}
