package report

import (
	"math"
	"strconv"
	"strings"

	"commitcast/model"
	"commitcast/model/risk"
)

// The marks of a period's row.
const (
	partialMark   = "*"
	undefinedMark = "†"
)

// wholeLife is the row of what has no period.
const wholeLife = "life"

// simulationBlocks collects the rows of a table of distributions: a block a metric, in it a row a period.
type simulationBlocks struct {
	periods  []model.Period
	currency string
	signed   bool // differences
	notes    *simulationNotes
	rows     []simulationRow
}

// simulationRow is the base case, the mean and the quantiles of one figure, or without figures a heading.
type simulationRow struct {
	label   string
	figures []rounded
}

func (b *simulationBlocks) metrics(all []risk.MetricResult) {
	for i := range all {
		m := &all[i]
		if !anyPath(m.Periods) {
			b.notes.nowhere(m.Name)
			continue
		}
		s := b.heading(m.Label, m.Unit, m.Base, m.Periods)
		same := sameOnEveryPath(m.Base, m.Periods)
		for p := range m.Periods {
			label := Clean(b.periods[p].Label)
			if b.periods[p].Partial {
				label += partialMark
				b.notes.partial = true
			}
			if same {
				b.same(label, s, m.Base[p])
				continue
			}
			b.add(label, s, m.Base[p], &m.Periods[p], m.Name+" in "+Clean(b.periods[p].Label))
		}
	}
}

func (b *simulationBlocks) figures(all []risk.FigureResult) {
	for i := range all {
		f := &all[i]
		if f.Paths == 0 {
			b.notes.nowhere(f.Name)
			continue
		}
		s := b.heading(f.Label, f.Unit, []float64{f.Base}, []risk.Distribution{f.Distribution})
		if sameOnEveryPath([]float64{f.Base}, []risk.Distribution{f.Distribution}) {
			b.same(wholeLife, s, f.Base)
			continue
		}
		b.add(wholeLife, s, f.Base, &f.Distribution, f.Name)
	}
}

// anyPath reports whether a metric is defined on some path in some period.
func anyPath(all []risk.Distribution) bool {
	for i := range all {
		if all[i].Paths > 0 {
			return true
		}
	}
	return false
}

// heading begins a block and returns the one scale of its rows: that of the full periods, for a ratio can be anything in a
// partial one. What is far beyond the scale is written in powers of ten.
func (b *simulationBlocks) heading(label string, u model.Unit, base []float64, all []risk.Distribution) scale {
	var full, values []float64
	for i := range all {
		row := []float64{base[i], all[i].Mean.Value}
		for _, q := range all[i].Quantiles {
			row = append(row, q.Value)
		}
		values = append(values, row...)
		if len(all) == 1 || !b.periods[i].Partial {
			full = append(full, row...)
		}
	}
	s := scaleFor(u, peak(full))
	if peak(full) == 0 {
		s = scaleFor(u, peak(values))
	}
	text := labelled(model.Metric{Label: label, Unit: u}, s, b.currency)
	if sameOnEveryPath(base, all) {
		text += ": the same on every path"
	}
	b.rows = append(b.rows, simulationRow{label: text})
	return s
}

// sameOnEveryPath reports whether no path differs from the base case in any period, but for the rounding of stored samples.
func sameOnEveryPath(base []float64, all []risk.Distribution) bool {
	for i := range all {
		d := &all[i]
		if d.Paths == 0 && !model.Known(base[i]) { // defined nowhere, in the base case neither
			continue
		}
		if d.Undefined > 0 || d.Min != d.Max || float32(d.Min) != float32(base[i]) {
			return false
		}
	}
	return true
}

// same adds a row of which there is nothing to tell but the base case.
func (b *simulationBlocks) same(label string, s scale, base float64) {
	figures := make([]rounded, 2+len(risk.Probabilities))
	figures[0] = s.exactly(base, b.signed)
	b.rows = append(b.rows, simulationRow{label, figures})
}

func (b *simulationBlocks) add(label string, s scale, base float64, d *risk.Distribution, what string) {
	if d.Undefined > 0 {
		label += undefinedMark
		b.notes.undefined(what, d)
	}
	figures := []rounded{s.exactly(base, b.signed), s.estimate(d.Mean, b.signed)}
	for _, q := range d.Quantiles {
		figures = append(figures, s.estimate(q, b.signed))
	}
	for _, f := range figures {
		b.notes.margins = b.notes.margins || f.margin != ""
	}
	b.rows = append(b.rows, simulationRow{label, figures})
}

// table lays the rows out. A terminal has room for the margins of the outermost quantiles and the median; Markdown has all.
func (b *simulationBlocks) table(f Format) *table {
	b.tighten()
	t := &table{heads: []string{"Base", "Mean"}}
	margins := make([]int, len(t.heads)+len(risk.Probabilities))
	for i, p := range risk.Probabilities {
		t.heads = append(t.heads, percentile(p))
		if f != Markdown && (i == 0 || p == 0.5 || i == len(risk.Probabilities)-1) {
			at := len(t.heads) - 1
			margins[at] = b.marginWidth(at)
		}
	}
	for i, w := range margins {
		t.heads[i] += room(w)
	}
	for _, r := range b.rows {
		if r.figures == nil {
			t.heading(r.label)
			continue
		}
		cells := make([]string, len(r.figures))
		for i, figure := range r.figures {
			switch {
			case f == Markdown:
				cells[i] = figure.inMarkdown()
			case margins[i] > 0:
				cells[i] = figure.text + " " + padRight(figure.margin, margins[i])
			default:
				cells[i] = figure.text
			}
		}
		t.add(innerRow, r.label, cells)
	}
	return t
}

// tighten takes away the room for decimals that no figure of a column has.
func (b *simulationBlocks) tighten() {
	for i := range 2 + len(risk.Probabilities) {
		spare := math.MaxInt
		for _, r := range b.rows {
			if r.figures != nil && r.figures[i].text != "" {
				text := r.figures[i].text
				spare = min(spare, len(text)-len(strings.TrimRight(text, " ")))
			}
		}
		for _, r := range b.rows {
			if r.figures != nil && r.figures[i].text != "" {
				text := &r.figures[i].text
				*text = (*text)[:len(*text)-spare]
			}
		}
	}
}

// marginWidth is the room that the margins of column i take; 0 without any.
func (b *simulationBlocks) marginWidth(i int) int {
	widest := 0
	for _, r := range b.rows {
		if r.figures != nil {
			widest = max(widest, width(r.figures[i].margin))
		}
	}
	return widest
}

// room is the gap before a margin and the margin.
func room(margin int) string {
	if margin == 0 {
		return ""
	}
	return spaces(1 + margin)
}

// percentile is the name of a quantile: P5, P97.5.
func percentile(p float64) string {
	return "P" + strconv.FormatFloat(math.Round(p*1e6)/1e4, 'f', -1, 64)
}
