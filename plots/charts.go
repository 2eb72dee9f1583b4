package plots

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"commitcast/model"
)

// maker is one chart: how it is called and made, and what it draws.
type maker struct {
	name    string
	make    func(Input) (*Chart, error)
	several bool // it takes several scenarios
	reports func(Input) []*model.Report
	metrics []string
	special bool // most deals have nothing for it to show
}

// makers are the charts in reading order. A new chart is one more line here; see the package's doc.
func makers() []maker {
	return []maker{
		{"spend", spend, false, firstByYear, []string{"spend"}, false},
		{"revenue-vs-spend", revenueVsSpend, false, firstByYear, []string{"revenue", "spend"}, false},
		{"coverage", coverage, false, allByYear, []string{"coverage.revenue"}, false},
		{"gpus", gpus, false, byBoth, []string{"gpus", "gpu_hours.available"}, false},
		{"utilisation", utilisation, false, firstByYear, []string{"utilisation", "idle", "unserved"}, true},
		{"remaining", remaining, false, allByMonth, []string{"remaining"}, false},
		{"cash-vs-expense", cashVsExpense, false, byBoth, []string{"cash", "expense"}, true},
		{"power", power, false, allByMonth, []string{"power_mw", "power_it_mw"}, false},
		{"compare", compare, true, allByYear, []string{"spend"}, false},
		{"headline", headline, true, allByYear, nil, false},
	}
}

func firstByYear(in Input) []*model.Report { return in.Year[:1] }
func allByYear(in Input) []*model.Report   { return in.Year }
func allByMonth(in Input) []*model.Report  { return in.Month }
func byBoth(in Input) []*model.Report      { return slices.Concat(in.Year, in.Month) }

// Names are the charts there are, in reading order.
func Names() []string {
	var names []string
	for _, m := range makers() {
		names = append(names, m.name)
	}
	return names
}

// Charts makes the charts that apply, in reading order: all of them, or only those named. What cannot be drawn, for want of
// data or because a number is too large, is listed in skipped with the reason; charts that need several scenarios, or what
// most deals do not have, are listed only where they are asked for by name. A name that does not exist is an error that
// lists those that do.
func Charts(in Input, names ...string) (charts []*Chart, skipped []*NotDrawn, err error) {
	chosen, err := choose(names)
	if err != nil {
		return nil, nil, err
	}
	var g gathered
	for _, m := range chosen {
		if m.several && len(in.Year) == 1 && len(names) == 0 {
			continue
		}
		c, err := m.build(in)
		if err := g.take(c, err, m.special && len(names) == 0); err != nil {
			return nil, nil, err
		}
	}
	return g.charts, g.skipped, nil
}

// build makes the chart of the name, which is one of those there are.
func build(in Input, name string) (*Chart, error) {
	for _, m := range makers() {
		if m.name == name {
			return m.build(in)
		}
	}
	return nil, fmt.Errorf("there is no chart %q", name)
}

// build makes one chart. A chart that is not drawn is a *NotDrawn error.
func (m maker) build(in Input) (*Chart, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	if reason := tooLarge(m.reports(in), m.metrics); reason != "" {
		return nil, &NotDrawn{Name: m.name, Reason: reason}
	}
	c, err := m.make(in)
	var not *NotDrawn
	if errors.As(err, &not) {
		not.Name = m.name
		return nil, not
	}
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", m.name, err)
	}
	c.Name, c.Hash, c.Alt = m.name, hashes(in.Year), strings.ReplaceAll(c.Alt, nbsp, " ")
	return c, nil
}

// choose finds makers by name, in reading order, each once.
func choose(names []string) ([]maker, error) {
	if len(names) == 0 {
		return makers(), nil
	}
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[strings.TrimSpace(n)] = true
	}
	var out []maker
	for _, m := range makers() {
		if wanted[m.name] {
			out = append(out, m)
			delete(wanted, m.name)
		}
	}
	for _, n := range names {
		if n = strings.TrimSpace(n); wanted[n] {
			return nil, fmt.Errorf("there is no chart %q; there are %s", short(n, 40), strings.Join(Names(), ", "))
		}
	}
	return out, nil
}
