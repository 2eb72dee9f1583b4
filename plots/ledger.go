package plots

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"commitcast/model"
)

// one is a chart made of one result.
type one[T any] struct {
	name string
	make func(T) (*Chart, error)
}

func ledgerMakers() []one[*model.Ledger] {
	return []one[*model.Ledger]{{"drawdown", Drawdown}, {"prepaid", Prepaid}}
}

func obligationMakers() []one[*model.Obligations] {
	return []one[*model.Obligations]{{"maturity", Maturity}}
}

// LedgerNames are the charts of one contract's books, in reading order.
func LedgerNames() []string { return namesOf(ledgerMakers()) }

// ObligationNames are the charts of a maturity table, in reading order.
func ObligationNames() []string { return namesOf(obligationMakers()) }

func namesOf[T any](makers []one[T]) []string {
	var names []string
	for _, m := range makers {
		names = append(names, m.name)
	}
	return names
}

// LedgerCharts makes the charts of one contract's books by month that apply, in reading order: all of them, or only those named.
// What cannot be drawn is listed in skipped with the reason.
func LedgerCharts(l *model.Ledger, names ...string) (charts []*Chart, skipped []*NotDrawn, err error) {
	return gather(ledgerMakers(), l, names)
}

// ObligationCharts makes the charts of a maturity table likewise.
func ObligationCharts(o *model.Obligations, names ...string) (charts []*Chart, skipped []*NotDrawn, err error) {
	return gather(obligationMakers(), o, names)
}

func gather[T any](makers []one[T], of T, names []string) ([]*Chart, []*NotDrawn, error) {
	var g gathered
	for _, m := range makers {
		if len(names) > 0 && !slices.Contains(names, m.name) {
			continue
		}
		c, err := m.make(of)
		if err := g.take(c, err, false); err != nil {
			return nil, nil, err
		}
	}
	return g.charts, g.skipped, nil
}

// gathered are the charts that apply, and why the others do not.
type gathered struct {
	charts  []*Chart
	skipped []*NotDrawn
}

// take adds a chart, or the reason why it is not drawn unless that is to stay untold. Any other error is returned.
func (g *gathered) take(c *Chart, err error, untold bool) error {
	var not *NotDrawn
	switch {
	case errors.As(err, &not):
		if !untold {
			g.skipped = append(g.skipped, not)
		}
	case err != nil:
		return err
	default:
		g.charts = append(g.charts, c)
	}
	return nil
}

// made makes a chart of the name, or says why it is not drawn.
func made[T any](name string, of T, make func(T) (*Chart, error)) (*Chart, error) {
	c, err := make(of)
	var not *NotDrawn
	switch {
	case errors.As(err, &not):
		not.Name = name
		return nil, not
	case err != nil:
		return nil, fmt.Errorf("chart %s: %w", name, err)
	}
	c.Name, c.Alt = name, strings.ReplaceAll(c.Alt, nbsp, " ")
	return c, nil
}

// checkLedger says what is wrong with a ledger.
func checkLedger(l *model.Ledger) error {
	if l == nil || l.Scenario == nil || l.Contract == nil || len(l.Periods) == 0 {
		return errors.New("a chart of a ledger needs a scenario, a contract and periods")
	}
	for _, b := range l.Books {
		columns := [][]float64{b.Opening, b.Closing}
		for _, line := range b.Lines {
			columns = append(columns, line.Values)
		}
		for _, vs := range columns {
			if len(vs) != len(l.Periods) {
				return fmt.Errorf("book %s has %d values for %d periods", b.Name, len(vs), len(l.Periods))
			}
			for i, v := range vs {
				if math.Abs(v) > limit {
					return &NotDrawn{Reason: fmt.Sprintf("%s in %s is too large to draw: %g", b.Name, l.Periods[i].Label, v)}
				}
			}
		}
	}
	if l.By != model.ByMonth {
		return &NotDrawn{Reason: "the books are not by month"}
	}
	return nil
}

// ledgerReport is a report that has no more than the ledger's scenario and periods.
func ledgerReport(l *model.Ledger) *model.Report {
	return &model.Report{Scenario: l.Scenario, By: l.By, Periods: l.Periods}
}

// bookOf is the book of a name; nil when the ledger has none.
func bookOf(l *model.Ledger, name string) *model.Book {
	for i := range l.Books {
		if l.Books[i].Name == name {
			return &l.Books[i]
		}
	}
	return nil
}

// lineOf is the line of a name in a book; nil when there is none.
func lineOf(b *model.Book, name string) []float64 {
	for i := range b.Lines {
		if b.Lines[i].Name == name {
			return b.Lines[i].Values
		}
	}
	return nil
}

// supplier is who a ledger's contract is with.
func supplier(l *model.Ledger) string {
	return readable(l.Contract.Provider, l.Contract.ID, "the contract")
}
