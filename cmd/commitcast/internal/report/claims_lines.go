package report

import (
	"math"
	"slices"
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
)

// outLines tell of each claim that does not survive, why, and what would; then of those that are not judged, why.
func outLines(c *analysis.Claims, all []analysis.Claim) []string {
	var lines, reasons []string
	for i := range all {
		switch one := &all[i]; {
		case one.Judged && !one.Survives:
			lines = append(lines, outLine(one, c.Scenario.Currency))
		case !one.Judged && !slices.Contains(reasons, one.Unjudged):
			reasons = append(reasons, one.Unjudged)
		}
	}
	for _, reason := range reasons {
		lines = append(lines, unjudgedLine(all, reason))
	}
	return lines
}

// unjudgedLine names the claims that are not judged for one reason.
func unjudgedLine(all []analysis.Claim, reason string) string {
	var names []string
	for i := range all {
		if !all[i].Judged && all[i].Unjudged == reason {
			names = append(names, Clean(all[i].Name))
		}
	}
	return "not judged (" + strings.Join(names, ", ") + "): " + Clean(reason)
}

func outLine(c *analysis.Claim, currency string) string {
	var why []string
	for _, j := range c.Judgements {
		if j.Inside {
			continue
		}
		what := Clean(j.Contract) + ": "
		if c.Contract != "" {
			what = ""
		}
		if j.Measure == "gpus_per_million" {
			why = append(why, what+paidText(j, currency))
			continue
		}
		side := "below"
		if j.Value > j.High {
			side = "above"
		}
		why = append(why, what+amount(j.Value, j.Unit, currency)+" is "+side+" the plausible "+bandAmounts(j, currency))
	}
	line := Clean(c.Name) + " (" + Clean(c.Text) + ") is out: " + strings.Join(why, "; ")
	switch c.Factor {
	case 10:
		line += ". Ten times as much would be inside: " + Clean(c.InsteadText)
	case 0.1:
		line += ". A tenth of it would be inside: " + Clean(c.InsteadText)
	}
	return line
}

// bandAmounts is a band in amounts: $2.20–$9.45; only its one end where it is open.
func bandAmounts(j analysis.Judgement, currency string) string {
	var ends []string
	for _, v := range []float64{j.Low, j.High} {
		if model.Known(v) {
			ends = append(ends, amount(v, model.Currency, currency))
		}
	}
	return strings.Join(ends, "–")
}

// paidText says how many GPUs an amount pays for at the two ends of the price band, and how many are stated. A band of prices from 0 on has
// no most.
func paidText(j analysis.Judgement, currency string) string {
	const million = 1e6
	gpus := func(each float64) string { return wholeNumber(int(math.Round(each * j.Amount / million))) }
	several := gpus(j.Low) + " to " + gpus(j.High)
	switch {
	case !model.Known(j.High):
		several = "at least " + gpus(j.Low)
	case !model.Known(j.Low):
		several = "at most " + gpus(j.High)
	}
	return money(j.Amount, currency) + " pays for " + several + " GPUs at plausible prices, not for " + gpus(j.Value)
}

// survivorFigures are the headline figures in which claims are compared.
var survivorFigures = []string{"commitment", "peak_spend", "min_coverage", "first_covered_year"}

// survivorsTable compares the headline figures under the claims of one path that survive; nil where there is nothing to compare.
func survivorsTable(c *analysis.Claims, all []analysis.Claim) *table {
	var reports []*model.Report
	t := &table{}
	add := func(name string, r *model.Report) {
		t.heads, reports = append(t.heads, name), append(reports, r)
	}
	add("as modelled", c.Report)
	names := claimNames(all)
	for i := range all {
		if one := &all[i]; one.Judged && one.Survives && !one.Base {
			add(names[i], one.Report)
		}
	}
	if len(reports) < 2 {
		return nil
	}
	for _, key := range survivorFigures {
		f := fieldNamed(key)
		var cells []string
		for _, r := range reports {
			cells = append(cells, amount(f.number(&r.Summary), f.unit, c.Scenario.Currency))
		}
		t.add(plainRow, f.label, cells)
	}
	return t
}

// claimLines tell what each claim says, in full, and by which source.
func claimLines(c *analysis.Claims) []string {
	var lines []string
	for i := range c.All {
		one := &c.All[i]
		line := Clean(one.Path) + ", " + Clean(one.Name) + ": " + Clean(one.Text)
		if one.Source != "" {
			line += " [" + Clean(one.Source) + "]"
		}
		if one.Note != "" {
			line += " " + Clean(one.Note)
		}
		lines = append(lines, line)
	}
	return lines
}

// claimSources are the sources that claims name, in the order of the file.
func claimSources(c *analysis.Claims) []string {
	named := &model.Scenario{}
	for i := range c.All {
		one := &c.All[i]
		for _, src := range one.Scenario.Sources {
			if src.ID == one.Source && !slices.ContainsFunc(named.Sources, func(s model.Source) bool { return s.ID == src.ID }) {
				named.Sources = append(named.Sources, src)
			}
		}
	}
	return sourceLines(named)
}

// claimsNotes explain the table.
func claimsNotes(c *analysis.Claims) []string {
	notes := []string{"each claim is projected with the rest of the scenario as it is, and held against the catalogue's bands"}
	outside, modelled := false, false
	for i := range c.All {
		modelled = modelled || c.All[i].Base
		outside = outside || c.All[i].Judged && !c.All[i].Survives
	}
	if modelled {
		notes = append(notes, strings.TrimSpace(modelledMark)+" says what the scenario says")
	}
	if outside {
		notes = append(notes, beyondBand+" outside the plausible band")
	}
	return notes
}
