package report

import (
	"fmt"
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
)

// Breakeven renders the revenue, and its growth, that cover the spend of every full year.
func Breakeven(b *analysis.Breakeven, f Format, o Options) []byte {
	switch f {
	case CSV:
		return breakevenCSV(b)
	case JSON:
		return breakevenJSON(b)
	}
	return breakevenDocument(b, o).render(f, o)
}

// breakevenMetrics are the rows of a break-even.
var breakevenMetrics = []string{"spend", "revenue", "coverage.revenue", "breakeven.revenue", "breakeven.cagr"}

func breakevenDocument(b *analysis.Breakeven, o Options) *document {
	r := b.Report
	metrics := chosen(r.Metrics, breakevenMetrics)
	cols := columnsOf(r.Periods, r.Scenario.Currency, metrics)
	t, money := &table{heads: cols.heads()}, moneyScale(moneyRows(metrics)...)
	for _, s := range metrics {
		sc := rowScale(s.Unit, money, s)
		t.add(plainRow, labelled(s.Metric, sc, cols.currency), cols.cells(s, sc, false))
	}
	d := &document{title: Clean(b.Scenario.Title) + ": break-even", subtitle: breakevenSubtitle(b), sections: []section{{table: t}}}
	d.sections = append(d.sections, section{heading: "Growth needed", facts: breakevenFacts(b)})
	if s := b.Solution; s != nil {
		d.list("By the scenario's own "+Clean(s.Path), ownGrowthLines(b))
	}
	d.list("Notes", append(cols.notes(""), warningLines(b.Scenario.Notes, "")...))
	d.list("Charts", chartLines(o.Charts))
	d.list("", []string{provenance(b.Scenario)})
	return d
}

func breakevenSubtitle(b *analysis.Breakeven) string {
	return "revenue coverage of " + amount(b.Wanted, model.Multiple, "") + " in every full year · " + subtitle(b.Report, Options{})
}

func breakevenFacts(b *analysis.Breakeven) []fact {
	sum := &b.Report.Summary
	lowest := fieldNamed("min_coverage").words(b.Report)
	if lowest == "" {
		lowest = "not known in any full year"
	}
	facts := []fact{{"Lowest revenue coverage", lowest}}
	if model.Known(b.BaseRevenue) {
		facts = append(facts, fact{fmt.Sprintf("Revenue of %d", sum.BreakevenBase), money(b.BaseRevenue, b.Scenario.Currency)})
	}
	if model.Known(sum.BreakevenCAGRAll) {
		text := amount(sum.BreakevenCAGRAll, model.Rate, "")
		if year := hardestYear(b); year != "" {
			text += ", to cover " + Clean(year)
		}
		facts = append(facts, fact{fmt.Sprintf("Growth from %d to cover every full year", sum.BreakevenBase), text})
	} else {
		facts = append(facts, fact{"Growth to cover every full year",
			fmt.Sprintf("not known: not every month of %d has revenue", sum.BreakevenBase)})
	}
	if model.Known(b.Scale) {
		facts = append(facts, fact{"Or revenue of every year times", round(b.Scale, 2).text(2, false)})
	}
	return facts
}

// hardestYear is the full year that needs the most growth.
func hardestYear(b *analysis.Breakeven) string {
	year, most := "", model.Unknown()
	growth, _ := b.Report.Series("breakeven.cagr")
	for i, g := range growth.Values {
		if q := b.Report.Periods[i]; model.Known(g) && !q.Partial && !(g <= most) {
			year, most = q.Label, g
		}
	}
	return year
}

// ownGrowthLines tell what the scenario's own growth would have to be.
func ownGrowthLines(b *analysis.Breakeven) []string {
	s := b.Solution
	lines := solutionLines(s)
	if len(s.Roots) > 0 {
		return append(lines, "it is "+ownGrowth(s)+" and gives "+SolvedFor(s, s.From))
	}
	if s.Course == analysis.Stays && b.StuckYear != "" {
		lines = append(lines, "the revenue of "+Clean(b.StuckYear)+" does not depend on it: --vary names another number")
	} else if b.StuckYear != "" {
		lines = append(lines, "the lowest coverage is then that of "+Clean(b.StuckYear)+": --vary names another number")
	}
	return lines
}

func ownGrowth(s *analysis.Solution) string {
	if s.BaseText == "" {
		return "not set"
	}
	return Clean(s.BaseText)
}

// breakevenSchema names the shape of JSON that tells a break-even.
const breakevenSchema = "commitcast.breakeven/1"

// breakevenCSV writes the years as a projection's rows, and then the figures with the period "life". The scenario's own growth that covers
// every full year is the metric of its path, in its base unit, with the period "solution".
func breakevenCSV(b *analysis.Breakeven) []byte {
	r := *b.Report
	r.Contracts = nil
	out := csvOf([]*model.Report{&r}, Options{Metrics: breakevenMetrics})
	row := func(metric, unit, period string, v float64) {
		cells := []string{CSVText(b.Scenario.Name), "", CSVText(metric), CSVText(unit), period}
		out = append(append(out, strings.Join(cells, ",")...), ',')
		out = append(appendNumber(out, v, ""), "\r\n"...)
	}
	row("min_coverage", string(model.Multiple), wholeLife, r.Summary.MinCoverage)
	row("breakeven_cagr_all", string(model.Rate), wholeLife, r.Summary.BreakevenCAGRAll)
	row("revenue_times", string(model.Multiple), wholeLife, b.Scale)
	if b.Solution != nil {
		for _, root := range b.Solution.Roots {
			row(b.Solution.Path, "", "solution", root.Value)
		}
	}
	return out
}

func breakevenJSON(b *analysis.Breakeven) []byte {
	w, r := &jsonWriter{}, b.Report
	w.object(func() {
		w.scenario(breakevenSchema, b.Scenario, "")
		w.number("wanted", b.Wanted)
		w.number("base_year", orUnknown(float64(r.Summary.BreakevenBase)))
		w.number("base_revenue", b.BaseRevenue)
		w.number("breakeven_cagr_all", r.Summary.BreakevenCAGRAll)
		w.optional("hardest_year", hardestYear(b))
		w.number("min_coverage", r.Summary.MinCoverage)
		w.optional("min_coverage_period", r.Summary.MinCoveragePeriod)
		w.number("revenue_times", b.Scale)
		w.key("periods")
		w.list(len(r.Periods), func(i int) { w.period(r.Periods[i]) })
		w.metrics(chosen(r.Metrics, breakevenMetrics), r.Scenario.Currency)
		w.key("solution")
		if b.Solution == nil {
			w.b = append(w.b, "null"...)
		} else {
			w.object(func() { w.solution(b.Solution) })
		}
		w.optional("stuck_year", b.StuckYear)
		w.provenance(r)
	})
	return append(w.b, '\n')
}
