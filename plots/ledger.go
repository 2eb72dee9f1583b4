package plots

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"commitcast/model"
)

// LedgerCharts makes the charts of one contract's books by month that apply, in reading order: drawdown and prepaid. For the
// reason why one is missing, make it by itself.
func LedgerCharts(l *model.Ledger) []Chart {
	return applying(l, Drawdown, Prepaid)
}

// ObligationCharts makes the charts of a maturity table that apply: maturity.
func ObligationCharts(o *model.Obligations) []Chart {
	return applying(o, Maturity)
}

// applying are the charts that can be made of a result.
func applying[T any](of T, makers ...func(T) (*Chart, error)) []Chart {
	var out []Chart
	for _, make := range makers {
		if c, err := make(of); err == nil {
			out = append(out, *c)
		}
	}
	return out
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
