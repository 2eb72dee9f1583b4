package report

import (
	"fmt"
	"slices"
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
	"commitcast/model/risk"
)

// JUnit is the form of checks that builds read: XML, a test suite a scenario.
const JUnit Format = "junit"

// CheckFormats lists the forms of checks.
var CheckFormats = append(slices.Clip(slices.Clone(Formats)), JUnit)

// Check renders how scenarios keep their limits.
func Check(all []*analysis.Checked, f Format, o Options) []byte {
	switch f {
	case CSV:
		return checkCSV(all)
	case JSON:
		return checkJSON(all)
	case JUnit:
		return checkJUnit(all)
	}
	return checkDocument(all).render(f, o)
}

func checkDocument(all []*analysis.Checked) *document {
	d := &document{title: checkTitle(all), subtitle: checkSubtitle(all)}
	var notes []string
	for _, c := range all {
		heading, of := "", ""
		if len(all) > 1 {
			heading = Clean(c.Scenario.Name)
			of = heading + ": "
		}
		if len(c.Results) > 0 {
			d.sections = append(d.sections, section{heading: heading, table: checkedTable(c)})
		} else {
			d.sections = append(d.sections, section{heading: heading, lines: []string{"no checks"}})
		}
		notes = append(append(notes, closeChecks(c, of)...), warningLines(append(slices.Clone(c.Warnings), c.Scenario.Notes...), of)...)
	}
	d.list("", []string{checkSummary(all)})
	d.list("Notes", notes)
	d.list("", []string{checkProvenance(all)})
	return d
}

func checkTitle(all []*analysis.Checked) string {
	if len(all) == 1 {
		return Clean(all[0].Scenario.Title) + ": checks"
	}
	var names []string
	for _, c := range all {
		names = append(names, Clean(c.Scenario.Name))
	}
	return strings.Join(names, ", ") + ": checks"
}

func checkSubtitle(all []*analysis.Checked) string {
	var parts []string
	if s := all[0].Scenario; len(all) == 1 {
		parts = append(parts, Clean(s.Currency))
		if s.File != "" {
			parts = append(parts, sourceName(s))
		}
	}
	for _, c := range all {
		if c.Paths > 0 {
			parts = append(parts, counted(c.Paths, "path"), fmt.Sprintf("seed %d", c.Seed))
			break
		}
	}
	return strings.Join(parts, " · ")
}

// checkedTable has a row a check, below what it demands.
func checkedTable(c *analysis.Checked) *table {
	t := &table{heads: []string{"own value", "in"}}
	if c.Paths > 0 {
		t.heads = append(t.heads, "holds on", fmt.Sprintf("%.0f%% interval", 100*risk.Confidence), "demanded")
	}
	t.heads = append(t.heads, "result")
	for i := range c.Results {
		r := &c.Results[i]
		t.heading(checkHeading(r, c.Scenario.Currency))
		cells := []string{amount(r.Value, r.Limit.Target.Unit(), c.Scenario.Currency), Clean(r.Period)}
		if c.Paths > 0 {
			cells = append(cells, heldCells(r)...)
		}
		t.add(innerRow, checkedLabel(r), append(cells, checkVerdict(r)))
	}
	return t
}

// checkedLabel says what of the metric is held against the limit.
func checkedLabel(r *analysis.CheckResult) string {
	switch {
	case r.Label != "":
		return r.Label
	case r.Limit.Target.Period != "":
		return Clean(r.Limit.Target.Period)
	}
	return wholeLife
}

// checkHeading is a check's name and what it demands; one that is named as it is written says so itself.
func checkHeading(r *analysis.CheckResult, currency string) string {
	if strings.ContainsAny(r.Name, "<>=≥≤") {
		return Clean(r.Name)
	}
	return Clean(r.Name) + ": " + limitText(r.Limit, currency)
}

// limitText is what a limit demands: coverage.revenue@2028 at least 1.00×.
func limitText(l analysis.Limit, currency string) string {
	u := l.Target.Unit()
	least, most := "at least ", "at most "
	if l.Strict {
		least, most = "above ", "below "
	}
	var limits []string
	switch {
	case l.Min == l.Max:
		limits = []string{"equal to " + amount(l.Min, u, currency)}
	default:
		if model.Known(l.Min) {
			limits = append(limits, least+amount(l.Min, u, currency))
		}
		if model.Known(l.Max) {
			limits = append(limits, most+amount(l.Max, u, currency))
		}
	}
	return Clean(l.Target.String()) + " " + strings.Join(limits, " and ")
}

func heldCells(r *analysis.CheckResult) []string {
	if !model.Known(r.Probability) {
		return []string{"", "", ""}
	}
	holds, interval := chance(heldOn(r))
	return []string{holds, interval, percentText(r.Probability)}
}

func heldOn(r *analysis.CheckResult) risk.Probability {
	return risk.Probability{Estimate: risk.Estimate{Value: r.Held, Low: r.HeldLow, High: r.HeldHigh}, Paths: r.Paths}
}

func checkVerdict(r *analysis.CheckResult) string {
	switch {
	case r.Outcome == analysis.Holds:
		return string(r.Outcome)
	case r.Broken():
		return strings.ToUpper(string(r.Outcome))
	}
	return string(r.Outcome) + " (warning)"
}

// closeChecks names the checks whose demanded probability lies within the interval of what was simulated.
func closeChecks(c *analysis.Checked, of string) []string {
	var names []string
	for i := range c.Results {
		if r := &c.Results[i]; r.HeldLow < r.Probability && r.Probability < r.HeldHigh {
			names = append(names, Clean(r.Name))
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{of + "the probability demanded lies within the interval, so that more paths could decide otherwise: " + strings.Join(names, ", ")}
}

// checkSummary counts how the checks came out: 5 checks: 3 hold, 1 does not (error), 1 does not (warning).
func checkSummary(all []*analysis.Checked) string {
	var total, holds, broken, warned int
	for _, c := range all {
		for i := range c.Results {
			total++
			switch r := &c.Results[i]; {
			case r.Outcome == analysis.Holds:
				holds++
			case r.Broken():
				broken++
			default:
				warned++
			}
		}
	}
	parts := []string{fmt.Sprintf("%d %s", holds, plural(holds, "holds", "hold"))}
	if broken > 0 {
		parts = append(parts, fmt.Sprintf("%d %s not (error)", broken, plural(broken, "does", "do")))
	}
	if warned > 0 {
		parts = append(parts, fmt.Sprintf("%d %s not (warning)", warned, plural(warned, "does", "do")))
	}
	return counted(total, "check") + ": " + strings.Join(parts, ", ")
}

func plural(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}

func checkProvenance(all []*analysis.Checked) string {
	var parts []string
	for _, c := range all {
		hash := inputHash(c.Scenario)
		if len(all) > 1 {
			hash = Clean(c.Scenario.Name) + " " + hash
		}
		parts = append(parts, hash)
	}
	return strings.Join(append(parts, "commitcast "+model.Version), " · ")
}
