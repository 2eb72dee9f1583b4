package report

import (
	"fmt"
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
)

// Solve renders what a number must be for a target to reach a wanted value.
func Solve(s *analysis.Solution, f Format, o Options) []byte {
	switch f {
	case CSV:
		return solveCSV(s)
	case JSON:
		return solveJSON(s)
	}
	return solveDocument(s, o).render(f, o)
}

func solveDocument(s *analysis.Solution, o Options) *document {
	d := &document{title: Clean(s.Scenario.Title) + ": solve", subtitle: solveSubtitle(s)}
	d.sections = append(d.sections, section{facts: solveFacts(s)})
	d.list(solutionHeading(s), solutionLines(s))
	d.list("Notes", append(solveNotes(s), warningLines(s.Scenario.Notes, "")...))
	d.list("Charts", chartLines(o.Charts))
	d.list("", []string{provenance(s.Scenario)})
	return d
}

func solveSubtitle(s *analysis.Solution) string {
	parts := []string{Clean(s.Target.String()), Clean(s.Path), Clean(s.Scenario.Currency)}
	if s.Scenario.File != "" {
		parts = append(parts, sourceName(s.Scenario))
	}
	return strings.Join(parts, " · ")
}

// SolvedFor writes one of the target's numbers as the report of a solution does.
func SolvedFor(s *analysis.Solution, v float64) string {
	return amount(v, s.Target.Unit(), s.Scenario.Currency)
}

// mostApart is how many further decimals are given to a number that must not look like another.
const mostApart = 12

// apart writes one of the target's numbers with the decimals it takes to tell it from another.
func apart(s *analysis.Solution, v, from float64) string {
	unit, currency := s.Target.Unit(), s.Scenario.Currency
	for more := range mostApart {
		if text := amountTo(v, unit, currency, more); text != amountTo(from, unit, currency, more) {
			return text
		}
	}
	return SolvedFor(s, v)
}

// searchedText says between which values solutions were looked for.
func searchedText(s *analysis.Solution) string {
	low, high := Clean(s.LowText), Clean(s.HighText)
	if s.LowOpen {
		low = "above " + low
	}
	if s.HighOpen {
		high = "below " + high
	}
	return low + " to " + high
}

func solveFacts(s *analysis.Solution) []fact {
	base := Clean(s.BaseText)
	if base == "" {
		base = "not set"
	}
	wanted := SolvedFor(s, s.Wanted)
	if len(s.Roots) == 0 {
		wanted = apart(s, s.Wanted, s.Nearest.Target)
	}
	return []fact{
		{"Wanted", Clean(s.Target.Label()) + " of " + wanted},
		{"As the scenario stands", SolvedFor(s, s.From) + ", with " + Clean(s.Path) + " " + base},
		{"Searched", searchedText(s)},
	}
}

func solutionHeading(s *analysis.Solution) string {
	switch len(s.Roots) {
	case 0:
		return "No solution"
	case 1:
		return "Solution"
	}
	return "Solutions"
}

// solutionLines tell each solution on a line, or what is nearest where there is none.
func solutionLines(s *analysis.Solution) []string {
	if len(s.Roots) == 0 {
		return []string{noSolution(s)}
	}
	var lines []string
	for _, r := range s.Roots {
		lines = append(lines, rootText(s, r))
	}
	return lines
}

func rootText(s *analysis.Solution, r analysis.Root) string {
	path, at, value := Clean(s.Path), Clean(r.Text), SolvedFor(s, r.Target)
	switch {
	case r.Jump:
		return fmt.Sprintf("%s = %s gives %s, the first beyond %s: what lies between is jumped over", path, at, apart(s, r.Target, s.Wanted),
			SolvedFor(s, s.Wanted))
	case model.Known(r.Until):
		return fmt.Sprintf("%s from %s to %s gives %s", path, at, Clean(r.UntilText), value)
	}
	return fmt.Sprintf("%s = %s gives %s", path, at, value)
}

// noSolution says what is nearest, and on which side of what is wanted it is.
func noSolution(s *analysis.Solution) string {
	label := Clean(s.Target.Label()) + ": "
	switch {
	case !model.Known(s.Nearest.Value):
		return label + "not known or not defined at any value tried"
	case s.Course == analysis.Stays:
		return label + SolvedFor(s, s.Nearest.Target) + " throughout, for " + Clean(s.Path) + " does not move it there"
	}
	side := "at most "
	if s.Nearest.Target > s.Wanted {
		side = "at least "
	}
	return label + side + apart(s, s.Nearest.Target, s.Wanted) + ", at " + Clean(s.Path) + " = " + Clean(s.Nearest.Text)
}

func solveNotes(s *analysis.Solution) []string {
	var notes []string
	switch some := len(s.Roots) > 0; {
	case some && (s.Course == analysis.Rises || s.Course == analysis.Falls):
		notes = append(notes, fmt.Sprintf("the number only %s with %s over all %d values tried, so that no other solution is to be expected "+
			"between the ends", s.Course, Clean(s.Path), len(s.Scanned)))
	case some && s.Course == analysis.Stays:
		notes = append(notes, Clean(s.Path)+" does not move the number there")
	case s.Course == analysis.Turns:
		notes = append(notes, fmt.Sprintf("the number goes both ways: a solution that comes and goes between two of the %d values tried can be missed",
			len(s.Scanned)))
	}
	if len(s.Roots) == 0 && s.Course != analysis.Stays {
		notes = append(notes, "--between searches elsewhere")
	}
	if s.Whole {
		notes = append(notes, "only whole numbers were tried")
	}
	return notes
}
