package report

import (
	"fmt"
	"strconv"
	"strings"

	"commitcast/model"
	"commitcast/model/risk"
)

// breachTable tells how likely it is that coverage is below the target, by period.
func breachTable(periods []model.Period, b *risk.Breach, notes *simulationNotes) *table {
	interval := fmt.Sprintf("%.0f%% interval", 100*risk.Confidence)
	t := &table{heads: []string{"P(below)", interval, "P(first time)", interval}}
	for i, p := range periods {
		label := Clean(p.Label)
		if p.Partial {
			label += partialMark
			notes.partial = true
		}
		if n := b.Periods[i].Paths; n > 0 && n < b.Ever.Paths {
			label += undefinedMark
			notes.undefineds = append(notes.undefineds, fmt.Sprintf("%sP(below) in %s (full on %s of paths)", notes.of, Clean(p.Label),
				percentText(float64(n)/float64(b.Ever.Paths))))
		}
		below, belowInterval := chance(b.Periods[i])
		first, firstInterval := chance(b.First[i])
		t.add(innerRow, label, []string{below, belowInterval, first, firstInterval})
	}
	ever, everInterval := chance(b.Ever)
	t.add(innerRow, "ever", []string{ever, everInterval, "", ""})
	return t
}

// breachFacts tell when the first breach is, where there is one.
func breachFacts(b *risk.Breach) []fact {
	if b.Time.Paths == 0 {
		return nil
	}
	s := scaleFor(unitYears, b.Time.Max)
	var parts []string
	for i, p := range risk.Probabilities {
		if i == 0 || p == 0.5 || i == len(risk.Probabilities)-1 {
			parts = append(parts, percentile(p)+" "+s.estimate(b.Time.Quantiles[i], false).inMarkdown())
		}
	}
	share, _ := chance(b.Ever)
	text := strings.Join(parts, ", ") + " years from the valuation date to the end of the period, on the " + share + " of paths with a breach"
	return []fact{{"Time to first breach", text}}
}

// checkTable tells how often each check holds.
func checkTable(s *risk.ScenarioResult, notes *simulationNotes) *table {
	t := &table{heads: []string{"holds", fmt.Sprintf("%.0f%% interval", 100*risk.Confidence), "demanded", "base case", "result"}}
	for i := range s.Checks {
		c := &s.Checks[i]
		holds, interval := chance(c.Holds)
		base, demanded := "fails", ""
		switch {
		case !c.BaseDefined:
			base = notKnown
		case c.Base:
			base = "holds"
		}
		if model.Known(c.Probability) {
			demanded = percentText(c.Probability)
			if c.Holds.Low < c.Probability && c.Probability < c.Holds.High {
				notes.close = append(notes.close, notes.of+Clean(c.Name))
			}
		}
		t.heading(Clean(c.Name) + ": " + checkText(&c.Check, s.Scenario.Currency))
		t.add(innerRow, checkYears(&c.Check), []string{holds, interval, demanded, base, verdict(c)})
	}
	return t
}

// verdict is how a check came out.
func verdict(c *risk.CheckResult) string {
	switch {
	case !c.Judged:
		return notKnown
	case c.Met:
		return "met"
	case c.Level == model.LevelWarning:
		return "not met (warning)"
	}
	return "NOT MET"
}

// checkText is what a check demands: coverage.revenue at least 1.00×.
func checkText(c *model.Check, currency string) string {
	u, _ := model.MeasureUnit(c.Metric)
	var limits []string
	if model.Known(c.Min) {
		limits = append(limits, "at least "+amount(c.Min, u, currency))
	}
	if model.Known(c.Max) {
		limits = append(limits, "at most "+amount(c.Max, u, currency))
	}
	return Clean(c.Metric) + " " + strings.Join(limits, " and ")
}

// checkYears are the years a check is for.
func checkYears(c *model.Check) string {
	_, figure := model.Measure(c.Metric)
	switch {
	case figure != nil:
		return wholeLife
	case c.From == 0 && c.To == 0:
		return "every full year"
	case c.To == 0:
		return "from " + strconv.Itoa(c.From)
	case c.From == 0:
		return "to " + strconv.Itoa(c.To)
	case c.From == c.To:
		return strconv.Itoa(c.From)
	}
	return fmt.Sprintf("%d to %d", c.From, c.To)
}
