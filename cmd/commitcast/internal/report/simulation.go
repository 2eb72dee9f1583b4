package report

import (
	"fmt"
	"slices"
	"strings"

	"commitcast/model"
	"commitcast/model/draw"
	"commitcast/model/risk"
)

// Simulate renders a simulation of one scenario or several.
func Simulate(r *risk.Result, f Format, o Options) []byte {
	switch f {
	case CSV:
		return simulationCSV(r)
	case JSON:
		return simulationJSON(r)
	}
	return simulationDocument(r, f, o).render(f, o)
}

// simulationDocument tells of each scenario under its name, and then how each differs from the first.
func simulationDocument(r *risk.Result, f Format, o Options) *document {
	d := &document{title: simulationTitle(r), subtitle: simulationSubtitle(r)}
	notes := &simulationNotes{form: f}
	for i := range r.Scenarios {
		scenarioSections(d, r, &r.Scenarios[i], o, notes)
	}
	for i := range r.Differences {
		x := &r.Differences[i]
		notes.of = Clean(x.Scenario.Name) + " less the first: "
		heading := Clean(x.Scenario.Name) + " less " + Clean(r.Scenarios[0].Scenario.Name) + ", path by path"
		b := &simulationBlocks{periods: r.Periods, currency: x.Scenario.Currency, signed: true, notes: notes}
		b.metrics(x.Metrics)
		b.figures(x.Figures)
		d.sections = append(d.sections, section{heading: heading, table: b.table(f)})
	}
	d.list("Notes", append(notes.lines(r), simulationWarnings(r)...))
	d.list("Charts", chartLines(o.Charts))
	d.list("", []string{simulationProvenance(r)})
	return d
}

// scenarioSections adds what is told of one scenario. Its name stands in the headings where there are several.
func scenarioSections(d *document, r *risk.Result, s *risk.ScenarioResult, o Options, notes *simulationNotes) {
	name, of := "", ""
	if len(r.Scenarios) > 1 {
		name = Clean(s.Scenario.Name)
		of = name + ": "
	}
	notes.of = of
	add := func(heading string, t *table, facts []fact) {
		d.sections = append(d.sections, section{heading: heading, table: t, facts: facts})
	}
	b := &simulationBlocks{periods: s.Periods, currency: s.Scenario.Currency, notes: notes}
	b.metrics(s.Metrics)
	b.figures(s.Figures)
	add(name, b.table(notes.form), nil)
	if s.Breach != nil {
		heading := of + "Revenue coverage below " + amount(s.Breach.Target, model.Multiple, "")
		add(heading, breachTable(s.Periods, s.Breach, notes), breachFacts(s.Breach))
	}
	if len(s.Checks) > 0 {
		add(of+"Checks", checkTable(s, notes), nil)
	}
	if o.Inputs {
		uncertainSections(d, of, s)
	} else {
		d.list(of+"What is uncertain", uncertainLines(s))
	}
}

func simulationTitle(r *risk.Result) string {
	if len(r.Scenarios) == 1 {
		return Clean(r.Scenarios[0].Scenario.Title) + ": simulation"
	}
	var names []string
	for i := range r.Scenarios {
		names = append(names, Clean(r.Scenarios[i].Scenario.Name))
	}
	return strings.Join(names, ", ") + ": simulation"
}

var samplerWords = map[draw.Sampler]string{
	draw.Random: "plain random sampling", draw.LHS: "Latin hypercube sampling", draw.Sobol: "scrambled Sobol points",
}

func simulationSubtitle(r *risk.Result) string {
	first := r.Scenarios[0].Scenario
	parts := []string{byWords[r.Options.By], Clean(first.Currency)}
	if len(r.Scenarios) == 1 && first.File != "" {
		parts = append(parts, sourceName(first))
	}
	paths := counted(r.Options.Paths, "path")
	if r.Replicates > 1 {
		paths += fmt.Sprintf(" in %d replicates", r.Replicates)
	}
	parts = append(parts, paths, samplerWords[r.Options.Sampler], fmt.Sprintf("seed %d", r.Options.Seed))
	return strings.Join(parts, " · ")
}

func wholeNumber(n int) string { return round(float64(n), 0).text(0, false) }

// simulationWarnings are those of the simulation, and those of each scenario. That a figure is not defined on some paths is told
// by its mark.
func simulationWarnings(r *risk.Result) []string {
	own := slices.DeleteFunc(slices.Clone(r.Warnings), func(w model.Warning) bool {
		_, reported := model.MeasureUnit(w.Path)
		return reported
	})
	lines := warningLines(own, "")
	for i := range r.Scenarios {
		prefix := ""
		if len(r.Scenarios) > 1 {
			prefix = Clean(r.Scenarios[i].Scenario.Name) + ": "
		}
		lines = append(lines, warningLines(r.Scenarios[i].Warnings, prefix)...)
	}
	return lines
}

// simulationProvenance says which inputs and program made the result.
func simulationProvenance(r *risk.Result) string {
	var parts []string
	for i := range r.Scenarios {
		s := r.Scenarios[i].Scenario
		if len(r.Scenarios) > 1 {
			parts = append(parts, Clean(s.Name)+" "+inputHash(s))
		} else {
			parts = append(parts, inputHash(s))
		}
	}
	return strings.Join(append(parts, "commitcast "+model.Version), " · ")
}
