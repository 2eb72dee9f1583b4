package report

import (
	"fmt"
	"strings"

	"commitcast/model"
)

// projectMetrics are the rows of a table of one scenario when none are asked for.
var projectMetrics = []string{"spend", "consumption", "charges", "forfeits", "cash", "gpus", "gpu_hours.available", "unserved", "power_mw", "power_it_mw", "revenue",
	"coverage.revenue", "coverage.contribution", "remaining"}

func projectDocument(r *model.Report, o Options) *document {
	metrics, ofContracts := projectRows(r, o)
	lists := [][]model.Series{metrics}
	for _, c := range r.Contracts {
		lists = append(lists, chosen(c.Metrics, ofContracts))
	}
	cols := columnsOf(r.Periods, r.Scenario.Currency, lists...)
	t, money := &table{heads: cols.heads()}, moneyScale(moneyRows(metrics)...)
	for _, s := range metrics {
		sc := rowScale(s.Unit, money, s)
		t.add(plainRow, labelled(s.Metric, sc, cols.currency), cols.cells(s, sc, false))
	}
	if len(r.Contracts) > 1 {
		for _, name := range ofContracts {
			contractRows(t, cols, r, name, money)
		}
	}
	d := &document{title: Clean(r.Scenario.Title), subtitle: subtitle(r, o), sections: []section{{table: t}}}
	d.sections = append(d.sections, section{heading: "Summary", facts: summaryFacts(r)})
	d.list("Not counted as committed", uncountedLines(r.Uncounted, r.Scenario.Currency))
	if o.Inputs {
		inputLists(d, r.Scenario)
	}
	d.list("Notes", append(cols.notes(""), warningLines(r.Warnings, "")...))
	d.list("Charts", chartLines(o.Charts))
	d.list("", []string{provenance(r.Scenario)})
	return d
}

// projectRows are the series of the scenario to show, and the metrics to show for each contract.
func projectRows(r *model.Report, o Options) (metrics []model.Series, ofContracts []string) {
	if len(o.Metrics) > 0 {
		metrics = chosen(r.Metrics, o.Metrics)
		for _, name := range o.Metrics {
			if inContracts(r, name) {
				ofContracts = append(ofContracts, name)
			}
		}
		return metrics, ofContracts
	}
	for _, s := range chosen(r.Metrics, projectMetrics) {
		if !redundant(r, s) {
			metrics = append(metrics, s)
		}
	}
	return metrics, []string{"spend"}
}

func inContracts(r *model.Report, name string) bool {
	for i := range r.Contracts {
		if _, ok := r.Contracts[i].Series(name); ok {
			return true
		}
	}
	return false
}

// redundant reports whether a default row tells nothing: cash that is spend, consumption that no minimum is held against, charges
// and unserved demand where there are none, capacity that is not known, IT power where the power of the site is known.
func redundant(r *model.Report, s model.Series) bool {
	switch s.Name {
	case "cash":
		spend, _ := r.Series("spend")
		return sameValues(spend, s)
	case "consumption":
		return !drawsDown(r.Scenario) || !anyKnown(s)
	case "charges", "forfeits", "unserved":
		return zero(s.Values, []float64{s.Before, s.After})
	case "gpus", "power_mw", "coverage.contribution":
		return !anyKnown(s)
	case "power_it_mw":
		site, _ := r.Series("power_mw")
		return !anyKnown(s) || anyKnown(site)
	}
	return false
}

// drawsDown reports whether a commitment is held against consumption.
func drawsDown(s *model.Scenario) bool {
	for i := range s.Contracts {
		if c := &s.Contracts[i]; c.Kind == model.Drawdown && c.Counts() {
			return true
		}
	}
	return false
}

func anyKnown(s model.Series) bool {
	for _, v := range s.Values {
		if model.Known(v) {
			return true
		}
	}
	return false
}

// sameValues reports whether two series agree to the cent.
func sameValues(a, b model.Series) bool {
	if len(a.Values) != len(b.Values) {
		return false
	}
	for i := range a.Values {
		if d := round(a.Values[i], 2).minus(round(b.Values[i], 2)); !d.known() || d.digits.Sign() != 0 {
			return false
		}
	}
	return true
}

// contractRows adds a block with a metric of every contract, in one scale.
func contractRows(t *table, cols *columns, r *model.Report, name string, money scale) {
	var all []model.Series
	var metric model.Metric
	for i := range r.Contracts {
		if s, ok := r.Contracts[i].Series(name); ok {
			all, metric = append(all, s), s.Metric
		}
	}
	if s, ok := r.Series(name); ok {
		all = append(all, s)
	}
	if metric.Name == "" {
		return
	}
	sc := rowScale(metric.Unit, money, all...)
	metric.Label += " by contract"
	t.heading(labelled(metric, sc, cols.currency))
	for i := range r.Contracts {
		s, ok := r.Contracts[i].Series(name)
		if !ok {
			s.Metric, s.Total = metric, model.Unknown()
		}
		t.add(innerRow, Clean(r.Contracts[i].ID), cols.cells(s, sc, false))
	}
}

var byWords = map[model.By]string{
	model.ByMonth: "by month", model.ByQuarter: "by quarter", model.ByYear: "by calendar year",
	model.ByFiscal: "by fiscal year", model.ByContract: "by contract year",
}

func subtitle(r *model.Report, o Options) string {
	parts := []string{byWords[r.By], Clean(r.Scenario.Currency)}
	if r.Scenario.File != "" {
		parts = append(parts, sourceName(r.Scenario))
	}
	if o.Contract != "" {
		parts = append(parts, "contract "+Clean(o.Contract)+" only")
	}
	return strings.Join(parts, " · ")
}

// uncountedLines tell what is listed but not counted.
func uncountedLines(all []model.Uncounted, currency string) []string {
	var lines []string
	for _, u := range all {
		status := strings.ReplaceAll(string(u.Status), "_", " ")
		line := fmt.Sprintf("%s (%s): %s", Clean(u.ID), Clean(u.Provider), status)
		if model.Known(u.Value) {
			line += ", " + money(u.Value, currency)
		}
		lines = append(lines, line)
	}
	return lines
}

// inputLists adds every input under its grade, and the sources they name.
func inputLists(d *document, s *model.Scenario) {
	for _, g := range model.Grades {
		var lines []string
		for _, in := range s.Inputs {
			if in.Grade != g {
				continue
			}
			line := Clean(in.Path) + " = " + Clean(in.Text)
			if in.Source != "" {
				line += " [" + Clean(in.Source) + "]"
			}
			lines = append(lines, line)
		}
		d.list("Inputs, "+string(g), lines)
	}
	d.list("Sources", sourceLines(s))
}

func sourceLines(s *model.Scenario) []string {
	var lines []string
	for _, src := range s.Sources {
		var parts []string
		for _, part := range []string{src.Publisher, src.Title, dateText(src.Date), src.URL} {
			if part = Clean(part); part != "" {
				parts = append(parts, part)
			}
		}
		lines = append(lines, "["+Clean(src.ID)+"] "+strings.Join(parts, ", "))
	}
	return lines
}

func dateText(d model.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// warningLines are warnings as footnotes, after prefix.
func warningLines(all []model.Warning, prefix string) []string {
	var lines []string
	for _, w := range all {
		line := Clean(w.Message)
		if w.Path != "" {
			line = Clean(w.Path) + ": " + line
		}
		lines = append(lines, prefix+line)
	}
	return lines
}

func chartLines(charts []Chart) []string {
	var lines []string
	for _, c := range charts {
		lines = append(lines, Clean(c.File)+"  "+Clean(c.Title))
	}
	return lines
}

// hashDigits is how much of an input's hash a table shows.
const hashDigits = 12

// provenance says which input and program made the result.
func provenance(s *model.Scenario) string { return inputHash(s) + " · commitcast " + model.Version }

func inputHash(s *model.Scenario) string {
	hash := s.InputSHA256
	return "input " + hash[:min(hashDigits, len(hash))]
}
