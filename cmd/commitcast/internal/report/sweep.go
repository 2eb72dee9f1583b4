package report

import (
	"cmp"
	"slices"
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
)

// Sweep renders numbers over the values of one path, or of two.
func Sweep(sw *analysis.Sweep, f Format, o Options) []byte {
	switch f {
	case CSV:
		return sweepCSV(sw)
	case JSON:
		return sweepJSON(sw)
	}
	return sweepDocument(sw, o).render(f, o)
}

func sweepDocument(sw *analysis.Sweep, o Options) *document {
	d := &document{title: Clean(sw.Scenario.Title) + ": sweep", subtitle: sweepSubtitle(sw)}
	if sw.Y == nil {
		d.sections = append(d.sections, section{table: sweepTable(sw)})
	} else {
		for i := range sw.Results {
			d.sections = append(d.sections, section{heading: sweptLabel(sw, i), table: pairTable(sw, i)})
		}
		d.sections = append(d.sections, section{heading: "As the scenario stands", facts: ownFacts(sw)})
	}
	d.list("Notes", sweepNotes(sw))
	d.list("Charts", chartLines(o.Charts))
	d.list("", []string{provenance(sw.Scenario)})
	return d
}

func sweepSubtitle(sw *analysis.Sweep) string {
	parts := []string{Clean(sw.X.Path)}
	if sw.Y != nil {
		parts = []string{"columns " + Clean(sw.X.Path), "rows " + Clean(sw.Y.Path)}
	}
	parts = append(parts, Clean(sw.Scenario.Currency))
	if sw.Scenario.File != "" {
		parts = append(parts, sourceName(sw.Scenario))
	}
	return strings.Join(parts, " · ")
}

// sweptScale is the one scale of a target over a sweep.
func sweptScale(sw *analysis.Sweep, i int) scale {
	r := &sw.Results[i]
	return scaleFor(r.Target.Unit(), max(peak(r.Values...), peak([]float64{r.Base})))
}

// sweptLabel is what a target's numbers are, with their unit.
func sweptLabel(sw *analysis.Sweep, i int) string {
	t := sw.Results[i].Target
	label := Clean(t.Label())
	if unit := sweptScale(sw, i).unitLabel(t.Unit(), sw.Scenario.Currency); unit != "" {
		label += ", " + unit
	}
	return label
}

// ownMark follows the scenario's own value among the values of an axis.
const ownMark = "*"

// axisText is the value at a place of an axis, marked where it is the scenario's own.
func axisText(a *analysis.Axis, i int) string {
	text := Clean(a.Texts[i])
	if i == a.Base {
		text += ownMark
	}
	return text
}

// sweepTable has a row a value and a column a target. Where the scenario's own value is not among them it has a row of its own: at its place
// in the order of numbers, else the first.
func sweepTable(sw *analysis.Sweep) *table {
	t := &table{}
	for i := range sw.Results {
		t.heads = append(t.heads, sweptLabel(sw, i))
	}
	row := func(label string, value func(r *analysis.Swept) float64) {
		var cells []string
		for i := range sw.Results {
			r := &sw.Results[i]
			cells = append(cells, sweptCell(sw, i, value(r)))
		}
		t.add(plainRow, label, cells)
	}
	own := func() { row(ownText(&sw.X)+ownMark, func(r *analysis.Swept) float64 { return r.Base }) }
	place := ownPlace(&sw.X)
	for k := range sw.X.Texts {
		if k == place {
			own()
		}
		row(axisText(&sw.X, k), func(r *analysis.Swept) float64 { return r.Values[0][k] })
	}
	if place == len(sw.X.Texts) {
		own()
	}
	return t
}

// ownPlace is the value of an axis before which the scenario's own comes: among numbers in rising or falling order by its size, else the
// first. It is −1 where the own value is one of them.
func ownPlace(a *analysis.Axis) int {
	if a.Base >= 0 {
		return -1
	}
	falling := slices.IsSortedFunc(a.Values, func(x, y float64) int { return cmp.Compare(y, x) })
	if !a.Number || !model.Known(a.OwnAt) || !falling && !slices.IsSorted(a.Values) {
		return 0
	}
	for i, v := range a.Values {
		if falling && v < a.OwnAt || !falling && v > a.OwnAt {
			return i
		}
	}
	return len(a.Values)
}

// ownText is the scenario's own value of an axis.
func ownText(a *analysis.Axis) string {
	if a.Own == "" {
		return "not set"
	}
	return Clean(a.Own)
}

func sweptCell(sw *analysis.Sweep, i int, v float64) string {
	return sweptScale(sw, i).writeOf(sw.Results[i].Target.Unit(), v)
}

// pairTable has a column for each value of the first path and a row for each of the second.
func pairTable(sw *analysis.Sweep, i int) *table {
	t := &table{}
	for x := range sw.X.Texts {
		t.heads = append(t.heads, axisText(&sw.X, x))
	}
	for y := range sw.Y.Texts {
		var cells []string
		for _, v := range sw.Results[i].Values[y] {
			cells = append(cells, sweptCell(sw, i, v))
		}
		t.add(plainRow, axisText(sw.Y, y), cells)
	}
	return t
}

// ownFacts are the scenario's own values and numbers.
func ownFacts(sw *analysis.Sweep) []fact {
	facts := []fact{{Clean(sw.X.Path), ownText(&sw.X)}, {Clean(sw.Y.Path), ownText(sw.Y)}}
	for i := range sw.Results {
		r := &sw.Results[i]
		facts = append(facts, fact{Clean(r.Target.Label()), amount(r.Base, r.Target.Unit(), sw.Scenario.Currency)})
	}
	return facts
}

func sweepNotes(sw *analysis.Sweep) []string {
	var notes []string
	if sw.Y == nil || sw.X.Base >= 0 || sw.Y.Base >= 0 {
		notes = append(notes, ownMark+" the scenario's own value")
	}
	unknown := false
	for i := range sw.Results {
		for _, row := range sw.Results[i].Values {
			for _, v := range row {
				unknown = unknown || !model.Known(v)
			}
		}
	}
	if unknown {
		notes = append(notes, notKnown+" not known or not defined there, or outside of what is shown")
	}
	return append(notes, warningLines(sw.Scenario.Notes, "")...)
}
