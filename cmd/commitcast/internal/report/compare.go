package report

import (
	"path/filepath"
	"slices"
	"strings"

	"commitcast/model"
)

// compareMetrics are the blocks of a comparison when none are asked for.
var compareMetrics = []string{"spend", "charges", "gpu_hours.available", "unserved", "revenue", "coverage.revenue"}

// comparedByDefault are the metrics of the blocks that tell something: charges and unserved demand only where there are any.
func comparedByDefault(c *model.Comparison) []string {
	return slices.DeleteFunc(slices.Clone(compareMetrics), func(name string) bool {
		if name != "charges" && name != "unserved" {
			return false
		}
		return !slices.ContainsFunc(c.Reports, func(r *model.Report) bool {
			s, _ := r.Series(name)
			return !zero(cellsOf(s))
		})
	})
}

func compareDocument(c *model.Comparison, o Options) *document {
	base := c.Reports[0]
	names := o.Metrics
	if len(names) == 0 {
		names = comparedByDefault(c)
	}
	var lists [][]model.Series
	for _, r := range c.Reports {
		lists = append(lists, chosen(r.Metrics, names))
	}
	cols := columnsOf(base.Periods, base.Scenario.Currency, lists...)
	for _, r := range c.Reports {
		for i, p := range r.Periods {
			cols.partial[i] = cols.partial[i] || p.Partial
		}
	}
	t, money := &table{heads: cols.heads()}, moneyScale(moneyRows(lists...)...)
	for _, name := range names {
		compareRows(t, cols, c, name, money)
	}
	d := &document{title: compareTitle(c), subtitle: compareSubtitle(c, o), sections: []section{{table: t}}}
	d.sections = append(d.sections, section{heading: "Summary", table: summaryTable(c)})
	d.list("Scenarios", scenarioLines(c))
	notes := append(cols.notes(" of one scenario at least"), "Δ is taken before rounding")
	for _, r := range c.Reports {
		name := Clean(r.Scenario.Name) + ": "
		for _, line := range uncountedLines(r.Uncounted, r.Scenario.Currency) {
			notes = append(notes, name+"not counted as committed: "+line)
		}
		notes = append(notes, warningLines(r.Warnings, name)...)
	}
	d.list("Notes", notes)
	d.list("Charts", chartLines(o.Charts))
	d.list("", []string{"commitcast " + model.Version})
	return d
}

func compareTitle(c *model.Comparison) string {
	var names []string
	for _, r := range c.Reports[1:] {
		names = append(names, Clean(r.Scenario.Name))
	}
	return Clean(c.Reports[0].Scenario.Name) + " compared with " + strings.Join(names, ", ")
}

func compareSubtitle(c *model.Comparison, o Options) string {
	base := c.Reports[0]
	parts := []string{byWords[base.By], Clean(base.Scenario.Currency), "Δ against " + Clean(base.Scenario.Name)}
	if o.Contract != "" {
		parts = append(parts, "contract "+Clean(o.Contract)+" only")
	}
	return strings.Join(parts, " · ")
}

func scenarioLines(c *model.Comparison) []string {
	var lines []string
	for _, r := range c.Reports {
		lines = append(lines, Clean(r.Scenario.Name)+": "+Clean(r.Scenario.Title)+" ("+inputHash(r.Scenario)+")")
	}
	return lines
}

// compareRows adds a metric's block: a row a scenario, then the difference of each from the first.
func compareRows(t *table, cols *columns, c *model.Comparison, name string, money scale) {
	all := make([]model.Series, len(c.Reports))
	metric, found := model.Metric{}, false
	for i, r := range c.Reports {
		s, ok := r.Series(name)
		if ok {
			metric, found = s.Metric, true
		} else {
			s.Total = model.Unknown()
		}
		all[i] = s
	}
	if !found {
		return
	}
	sc := rowScale(metric.Unit, money, all...)
	t.heading(labelled(metric, sc, cols.currency))
	for i, r := range c.Reports {
		all[i].Metric = metric
		t.add(innerRow, Clean(r.Scenario.Name), cols.cells(all[i], sc, false))
	}
	for i, d := range c.Deltas {
		amount, percent := deltaSeries(d, name, all[0], all[i+1])
		name := Clean(d.Report.Scenario.Name)
		t.add(deltaRow, "Δ "+name, cols.cells(amount, sc, true))
		if differs(percent) {
			t.add(deltaRow, "Δ% "+name, cols.cells(percent, percentScale.fit(peak(percent.Values, []float64{percent.Total})), true))
		}
	}
}

// percentScale is that of relative differences.
var percentScale = scaleFor(model.Share, 1)

// differs reports whether a relative difference is known and not zero somewhere; another needs no row.
func differs(percent model.Series) bool {
	for _, v := range append([]float64{percent.Total}, percent.Values...) {
		if model.Known(v) && v != 0 {
			return true
		}
	}
	return false
}

// deltaSeries are the differences of one metric as series, so that they are rounded and footed as the others are.
func deltaSeries(d model.Delta, name string, base, other model.Series) (amount, percent model.Series) {
	amount.Metric = base.Metric
	amount.Total, percent.Total = model.Unknown(), model.Unknown()
	percent.Aggregation = model.Own
	if base.Aggregation == model.Sum || base.Aggregation == model.Ratio {
		percent.Aggregation = model.Ratio
	}
	for _, s := range d.Metrics {
		if s.Name == name {
			amount.Values, amount.Total = s.Values, s.Total
			percent.Values, percent.Total = s.Percent, s.TotalPercent
		}
	}
	amount.Before, amount.After = other.Before-base.Before, other.After-base.After
	return amount, percent
}

// summaryTable compares the headline figures: a column a scenario, followed by its difference from the first.
func summaryTable(c *model.Comparison) *table {
	t := &table{}
	for i, r := range c.Reports {
		t.heads = append(t.heads, Clean(r.Scenario.Name))
		if i > 0 {
			t.heads = append(t.heads, "Δ")
		}
	}
	for _, f := range summaryFields {
		if f.key == "breakeven_base_year" && !told(c, "breakeven_cagr_all") {
			continue
		}
		if f.number == nil {
			textRow(t, c, f)
		} else {
			numberRow(t, c, f)
		}
	}
	return t
}

// told reports whether a number of the summary is known in some scenario.
func told(c *model.Comparison, key string) bool {
	f := fieldNamed(key)
	for _, r := range c.Reports {
		if model.Known(f.number(&r.Summary)) {
			return true
		}
	}
	return false
}

func textRow(t *table, c *model.Comparison, f field) {
	var cells []string
	some := false
	for i, r := range c.Reports {
		text := Clean(f.text(&r.Summary))
		some = some || text != ""
		if text == "" {
			text = notKnown
		}
		cells = append(cells, text)
		if i > 0 {
			cells = append(cells, "")
		}
	}
	if some {
		t.add(plainRow, f.label, cells)
	}
}

func numberRow(t *table, c *model.Comparison, f field) {
	values := make([]float64, len(c.Reports))
	for i, r := range c.Reports {
		values[i] = f.number(&r.Summary)
	}
	size := peak(values)
	if f.something && zero(values) || size == 0 && !f.always && !model.Known(values[0]) {
		return
	}
	sc, label := scaleFor(f.unit, size), f.label
	if f.unit == unitYear {
		sc = scale{}
	} else if unit := sc.unitLabel(f.unit, c.Reports[0].Scenario.Currency); unit != "" {
		label += ", " + unit
	}
	var cells []string
	for i, v := range values {
		cells = append(cells, f.cell(v, sc, false))
		if i > 0 {
			cells = append(cells, f.cell(v-values[0], sc, true))
		}
	}
	t.add(plainRow, label, cells)
}

// cell writes a figure of the summary; years have no thousands separator.
func (f field) cell(v float64, sc scale, signed bool) string {
	if signed {
		return sc.write(v, true)
	}
	return sc.writeOf(f.unit, v)
}

// sourceName is the scenario's file in words.
func sourceName(s *model.Scenario) string {
	if s.File == "-" {
		return "standard input"
	}
	return Clean(fileName(s))
}

// fileName is the base name of the scenario's file.
func fileName(s *model.Scenario) string { return filepath.Base(s.File) }
