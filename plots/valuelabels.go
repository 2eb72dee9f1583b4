package plots

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// valueLabels are values to be written at their data: all where they fit, else those of the highest, the last and the first,
// and of the named periods.
type valueLabels struct {
	values []float64
	texts  []string // one a value; those without a text have no label
	ink    color.RGBA
	to     []nudge     // places about the point, the best first
	fill   *color.RGBA // of columns: where something stands above one, its value goes inside its top
	patch  bool        // where columns stand in the way, values go on a patch of paper
	named  []int       // periods
	few    bool        // not all, even where each has room above its period
}

// nudge is where a label stands from its point: which share of it is left of the point, and how far it is moved.
type nudge struct {
	align  float64
	dx, dy vg.Length
}

// columnLabels writes values above columns. Where something stands above a column of one fill, the value goes inside its top.
func (p *panel) columnLabels(vs []float64, sc scale, ink color.RGBA, fill *color.RGBA) {
	p.labelValues(valueLabels{values: vs, texts: valueTexts(vs, sc), ink: ink, fill: fill, to: []nudge{{0.5, 0, 3.8}}})
}

// besideLine are the places about a point of a line.
var besideLine = []nudge{{0.5, 0, 5.5}, {1, 1.5, 6.2}, {0, -1.5, 6.2}, {0.5, 0, -12}, {1, -5, 1}, {0, 5, -7}}

// ratioLabels writes ratios at the points of a line: with the decimals of the tables where they fit, else with fewer.
func (p *panel) ratioLabels(vs []float64, ink color.RGBA) {
	texts := make([]string, len(vs))
	for i, v := range vs {
		if model.Known(v) && v >= 0.005 {
			texts[i] = timesScale().bare(v, timesDecimals(v))
		}
	}
	if !p.fits(texts) {
		texts = valueTexts(vs, timesScale())
	}
	p.labelValues(valueLabels{values: vs, texts: texts, ink: ink, to: besideLine})
}

// valueTexts writes values with the decimals that suit the largest; zero and unknown are empty.
func valueTexts(vs []float64, sc scale) []string {
	decimals := labelDecimals(biggest(vs) / sc.div)
	least := sc.div * pow10(-decimals)
	out := make([]string, len(vs))
	for i, v := range vs {
		switch {
		case !model.Known(v) || v == 0:
		case v < least/2:
			out[i] = "<" + sc.bare(least, decimals)
		default:
			out[i] = sc.bare(v, decimals)
		}
	}
	return out
}

// fits reports whether every text has room above its period.
func (p *panel) fits(texts []string) bool {
	pitch := p.x(1) - p.x(0)
	return !slices.ContainsFunc(texts, func(t string) bool { return p.width(t, tickSize, false) >= pitch-2 })
}

// labelValues writes the labels that find a place.
func (p *panel) labelValues(ls valueLabels) {
	for _, i := range labelOrder(ls.values, ls.named, !ls.few && p.fits(ls.texts)) {
		l := label{text: ls.texts[i], size: tickSize, colour: ls.ink, clear: true}
		switch {
		case p.valueLabel(i, ls.values[i], l, ls.to):
		case ls.fill != nil:
			p.inside(i, ls.values[i], l, *ls.fill)
		case ls.patch:
			p.onPatch(i, ls.values[i], l)
		}
	}
}

// onPatch writes a value on a patch of paper near its point, within a column if it can be, clear of lines, points and texts.
func (p *panel) onPatch(i int, v float64, l label) {
	l.patch = true
	at := p.at(float64(i), v)
	for _, within := range []bool{true, false} {
		for _, dy := range []vg.Length{-13, 7, -16, 10, -20, 14, -25, 19} {
			for _, align := range []float64{0.5, 0.2, 0.8, 0, 1} {
				l.align = align
				box := grow(p.box(l, at.X, at.Y+dy), 1.2)
				if inside(box, p.area.Rectangle) && box.Min.Y > p.area.Min.Y+1 && p.overColumns(box, within) {
					p.write(l, at.X, at.Y+dy)
					return
				}
			}
		}
	}
}

// overColumns reports whether a box clears all but columns; if within, it must lie wholly in one of them.
func (p *panel) overColumns(box vg.Rectangle, within bool) bool {
	if within {
		return p.plainFill(box)
	}
	for i := range p.out.Texts {
		if overlap(box, p.out.Texts[i].Box) {
			return false
		}
	}
	for i := range p.out.Marks {
		if m := &p.out.Marks[i]; m.Kind != Grid && !m.solid && m.hits(box) {
			return false
		}
	}
	return true
}

// inside writes a value inside the top of its column, where nothing else lies over it.
func (p *panel) inside(i int, v float64, l label, fill color.RGBA) {
	l.colour, l.clear, l.on, l.align = p.paper, false, &fill, 0.5
	if contrast(p.ink, fill) > contrast(p.paper, fill) {
		l.colour = p.ink
	}
	base := p.y(v) - 4 - capHeight*l.size
	box := p.box(l, p.x(float64(i)), base)
	if contrast(l.colour, fill) >= textContrast && base > p.area.Min.Y+4 && p.plainFill(box) {
		p.write(l, p.x(float64(i)), base)
	}
}

// plainFill reports whether a box lies wholly in one column and clears all else.
func (p *panel) plainFill(box vg.Rectangle) bool {
	for i := range p.out.Texts {
		if overlap(box, p.out.Texts[i].Box) {
			return false
		}
	}
	within := false
	for i := range p.out.Marks {
		switch m := &p.out.Marks[i]; {
		case m.solid && inside(box, m.Box):
			within = true
		case m.Kind != Grid && m.hits(box):
			return false
		}
	}
	return within
}

// valueLabel writes a value at the first of the places that is free, and reports whether there was one.
func (p *panel) valueLabel(i int, v float64, l label, to []nudge) bool {
	for _, c := range to {
		l.align = c.align
		x := p.x(float64(i)) + c.dx
		if c.align == 0.5 {
			x = p.within(place{at: float64(i), text: l.text})
		}
		box := p.box(l, x, p.y(v)+c.dy)
		if p.free(grow(box, 0.5)) && box.Min.X > p.area.Min.X-2 && box.Min.Y > p.area.Min.Y+1 {
			p.write(l, x, p.y(v)+c.dy)
			return true
		}
	}
	return l.text == ""
}

// labelOrder lists the periods to label, the most important first, each once: all, or the highest, the last, the first and
// the named ones.
func labelOrder(vs []float64, named []int, all bool) []int {
	top, first, last := -1, -1, -1
	var out []int
	for i, v := range vs {
		if !model.Known(v) || v == 0 {
			continue
		}
		if out = append(out, i); first < 0 {
			first = i
		}
		if last = i; top < 0 || v > vs[top]*(1+tie) {
			top = i
		}
	}
	if all || top < 0 {
		return out
	}
	out = []int{top}
	for _, i := range append([]int{last, first}, named...) {
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// labelDecimals is how many decimals suit values up to top.
func labelDecimals(top float64) int {
	switch {
	case top >= 99.95:
		return 0
	case top < 0.995:
		return 2
	}
	return 1
}

func pow10(n int) float64 {
	v := 1.0
	for ; n < 0; n++ {
		v /= 10
	}
	return v
}
