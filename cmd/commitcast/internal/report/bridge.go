package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
)

// Bridge renders the difference of a number between two scenarios, part by part.
func Bridge(b *analysis.Bridge, f Format, o Options) []byte {
	switch f {
	case CSV:
		return bridgeCSV(b)
	case JSON:
		return bridgeJSON(b)
	}
	return bridgeDocument(b, o).render(f, o)
}

func bridgeDocument(b *analysis.Bridge, o Options) *document {
	d := &document{title: "From " + Clean(b.Base.Name) + " to " + Clean(b.Variant.Name), subtitle: bridgeSubtitle(b)}
	sc := bridgeScale(b)
	rows := footBridge(b, sc)
	d.sections = append(d.sections, section{table: bridgeTable(b, sc, rows)})
	d.list("Changes in full", longChanges(b))
	d.list("Scenarios", []string{scenarioLine(b.Base), scenarioLine(b.Variant)})
	d.list("Notes", append(bridgeNotes(b, rows), append(warningLines(b.Base.Notes, ""), warningLines(b.Variant.Notes, "")...)...))
	d.list("Charts", chartLines(o.Charts))
	d.list("", []string{"commitcast " + model.Version})
	return d
}

func scenarioLine(s *model.Scenario) string {
	return Clean(s.Name) + ": " + Clean(s.Title) + " (" + inputHash(s) + ")"
}

func bridgeSubtitle(b *analysis.Bridge) string {
	parts := []string{Clean(b.Target.Label()), Clean(b.Target.String())}
	if u := b.Target.Unit(); strings.HasPrefix(string(u), string(model.Currency)) {
		parts = append(parts, Clean(u.In(b.Base.Currency)))
	}
	switch {
	case len(b.Parts) == 0:
	case b.Exact:
		parts = append(parts, "over all orders of "+counted(len(b.Parts), "change"))
	default:
		parts = append(parts, fmt.Sprintf("over %s of the orders of %s, seed %d", wholeNumber(b.Orders), counted(len(b.Parts), "change"), b.Seed))
	}
	return strings.Join(parts, " · ")
}

// counted is a number of things: 1 change, 3 changes.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return wholeNumber(n) + " " + thing + "s"
}

// bridgeScale is the one scale of a bridge: that of its ends, with so many decimals that the largest part has two digits.
func bridgeScale(b *analysis.Bridge) scale {
	sc := scaleFor(b.Target.Unit(), math.Max(math.Abs(b.From), math.Abs(b.To)))
	largest := 0.0
	for _, p := range b.Parts {
		largest = math.Max(largest, math.Abs(p.Value))
	}
	for largest > 0 && sc.decimals < maxDecimals && shift(largest, sc.places()) < 10 {
		sc.decimals++
	}
	return sc
}

// footedBridge is a bridge as it is printed: from + Σ parts = to, and Σ parts = difference.
type footedBridge struct {
	from, to, difference figure
	parts                []figure
	shares               []figure // of the difference, in tenths of a percent; not known where there is none
}

// footBridge rounds a bridge so that it adds up in print. Where it does not add up itself, each figure is rounded by itself.
func footBridge(b *analysis.Bridge, sc scale) footedBridge {
	const outside, sum, end = 0, 1, 2
	n := newNetwork(3, sc.places())
	from := n.add(outside, end, b.From, ofSum)
	to := n.add(end, outside, b.To, ofSum)
	difference := n.add(sum, end, bridgeDifference(b), ofColumn)
	var parts []int
	shares := make([]float64, len(b.Parts))
	for i, p := range b.Parts {
		parts = append(parts, n.add(outside, sum, p.Value, ofCell))
		shares[i] = bridgeShare(b, p.Value)
	}
	n.settle()
	f := footedBridge{from: n.figure(from), to: n.figure(to), difference: n.figure(difference), parts: n.figures(parts)}
	f.shares, _ = foot(shares, 1, tenths)
	return f
}

// tenths is the number of decimals of a share that is told in tenths of a percent.
const tenths = 3

// bridgeDifference is what the parts come to: To − From, without what floating point loses of it.
func bridgeDifference(b *analysis.Bridge) float64 {
	var parts []float64
	for _, p := range b.Parts {
		parts = append(parts, p.Value)
	}
	return sum(parts)
}

// bridgeShare is what a part is of the difference; not known where there is no difference.
func bridgeShare(b *analysis.Bridge, part float64) float64 {
	if d := bridgeDifference(b); math.Abs(d) <= noise*math.Max(math.Abs(b.From), math.Abs(b.To)) {
		return model.Unknown()
	}
	return part / (b.To - b.From)
}

func bridgeTable(b *analysis.Bridge, sc scale, rows footedBridge) *table {
	t := &table{heads: []string{"old → new", bridgeUnit(b, sc)}}
	if !b.Exact {
		t.heads = append(t.heads, "95% interval")
	}
	t.heads = append(t.heads, "share")
	add := func(kind rowKind, label, change, number, margin, share string) {
		cells := []string{change, number}
		if !b.Exact {
			cells = append(cells, margin)
		}
		t.add(kind, label, append(cells, share))
	}
	add(plainRow, Clean(b.Base.Name), "", sc.cell(b.From, rows.from, false), "", "")
	for i, p := range b.Parts {
		add(innerRow, Clean(p.Name()), changeText(p.Change), sc.cell(p.Value, rows.parts[i], true),
			sc.bridgeMargin(p.Margin), shareText(rows.shares[i]))
		for _, member := range p.Of {
			add(deltaRow, indent+Clean(member.Name()), changeText(member), "", "", "")
		}
	}
	whole := ""
	if model.Known(bridgeShare(b, 0)) {
		whole = "100.0%"
	}
	add(plainRow, "difference", "", sc.cell(bridgeDifference(b), rows.difference, true), "", whole)
	add(plainRow, Clean(b.Variant.Name), "", sc.cell(b.To, rows.to, false), "", "")
	return t
}

// bridgeUnit heads the column of numbers.
func bridgeUnit(b *analysis.Bridge, sc scale) string {
	switch u := b.Target.Unit(); {
	case u == unitYear:
		return "year"
	case sc.unitLabel(u, b.Base.Currency) == "":
		return "number"
	default:
		return strings.TrimSpace(sc.unitLabel(u, b.Base.Currency))
	}
}

// bridgeMargin writes a margin; nothing where it does not show in the digits of its part.
func (s scale) bridgeMargin(margin float64) string {
	if shift(margin, s.places()) < 0.5 {
		return ""
	}
	return marginMark + s.write(margin, false)
}

// cell writes a number as it was footed, with a mark where that is not its own rounding.
func (s scale) cell(v float64, f figure, signed bool) string {
	if s.scientific {
		return s.write(v, signed)
	}
	text := f.text(s.decimals, signed)
	if s.ungrouped {
		text = strings.ReplaceAll(text, ",", "")
	}
	if f.off {
		text += adjustMark
	}
	return text
}

func shareText(f figure) string {
	text := f.text(1, false)
	if text == notKnown {
		return text
	}
	return text + "%"
}

// longestChange is how many columns what stands before and after a change takes at most.
const longestChange = 17

// changeText is what a change makes of what: 0mo → 9mo. Of a group, and of several paths with much to tell, it is how many there are.
func changeText(c analysis.Change) string {
	old, now := sideText(c.Old), sideText(c.New)
	switch {
	case c.Group != "":
		return counted(len(c.Of), "change")
	case comes(c.Old, c.New):
		return "added"
	case comes(c.New, c.Old):
		return "removed"
	case len(c.Paths) > 1 && tooLong(c):
		return counted(len(c.Paths), "path")
	}
	return shorten(old, longestChange) + " → " + shorten(now, longestChange)
}

// comes reports whether a whole item or list stands where nothing stood.
func comes(before, after string) bool {
	return (before == "" || before == notSet) && (strings.HasPrefix(after, "{") || strings.HasPrefix(after, "["))
}

// notSet stands for what a scenario does not give.
const notSet = "not set"

// sideText is what stands at a path before or after a change.
func sideText(text string) string {
	if text == "" {
		return notSet
	}
	return Clean(text)
}

// tooLong reports whether the table has no room for what a change makes of what.
func tooLong(c analysis.Change) bool {
	return max(width(sideText(c.Old)), width(sideText(c.New))) > longestChange
}

// longChanges tell the changes that the table has no room for.
func longChanges(b *analysis.Bridge) []string {
	var lines []string
	for _, p := range b.Parts {
		for _, c := range append([]analysis.Change{p.Change}, p.Of...) {
			if c.Group == "" && tooLong(c) && !comes(c.Old, c.New) && !comes(c.New, c.Old) {
				lines = append(lines, Clean(c.Name())+": "+sideText(c.Old)+" → "+sideText(c.New))
			}
		}
	}
	return lines
}

// changesValuation reports whether the valuation date is one of the changes.
func changesValuation(b *analysis.Bridge) bool {
	return slices.ContainsFunc(b.Parts, func(p analysis.Part) bool {
		return slices.ContainsFunc(p.Paths, func(path string) bool {
			return path == "valuation.date" || path == "valuation" && b.Base.Valuation.Date != b.Variant.Valuation.Date
		})
	})
}

func bridgeNotes(b *analysis.Bridge, rows footedBridge) []string {
	if len(b.Parts) == 0 {
		return []string{"nothing that bears on a number differs between the two scenarios"}
	}
	notes := []string{"a part is what its change adds on average over the orders in which the changes can be made (Shapley value)"}
	if !b.Exact {
		notes = append(notes, marginMark+" is the 95% interval from drawing orders, where it shows; more --orders narrow it")
	}
	switch noise := noise * math.Max(math.Abs(b.From), math.Abs(b.To)); {
	case model.Known(bridgeShare(b, 0)):
	case math.Abs(b.Parts[0].Value) <= noise:
		notes = append(notes, "none of the changes bears on this number")
	default:
		notes = append(notes, "the changes cancel out: there is no difference to be a share of")
	}
	if changesValuation(b) {
		notes = append(notes, "the change of valuation.date is left out: every scenario here is valued at the base's date")
	}
	off := rows.from.off || rows.to.off || rows.difference.off
	for _, f := range rows.parts {
		off = off || f.off
	}
	if off {
		notes = append(notes, adjustMark+" a last digit away from its own rounding, so that the parts add up")
	}
	return notes
}
