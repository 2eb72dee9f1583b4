package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"commitcast/model"
)

// binned are the columns of a histogram.
type binned struct {
	p *panel
	h *histogram
	i int
}

// Plot implements plot.Plotter.
func (b binned) Plot(draw.Canvas, *plot.Plot) {
	for k := range b.h.counts[b.i] {
		v := b.h.share(b.i, k)
		if v == 0 {
			continue
		}
		x := b.h.from + float64(k)*b.h.width
		r := vg.Rectangle{Min: b.p.at(x, 0), Max: b.p.at(x+b.h.width, v)}
		if r.Max.X-r.Min.X > 3 {
			r.Min.X, r.Max.X = r.Min.X+0.4, r.Max.X-0.4
		}
		c := b.h.colour(b.p.palette, x+b.h.width/2)
		if b.h.hatchedEnd(b.i, k) {
			b.p.fill(mix(b.p.paper, c, 0.3), r)
			b.p.hatch(c, r)
			b.p.note(Mark{Kind: Data, Box: r})
			continue
		}
		b.p.bar(c, r)
	}
}

// colour is that of a column about x: orange on the wrong side of the limit.
func (h *histogram) colour(p palette, x float64) color.RGBA {
	if model.Known(h.limit) && h.below == (x < h.limit) {
		return p.series[5]
	}
	return p.series[0]
}

// highestShare is the highest column of all.
func (h *histogram) highestShare() float64 {
	top := 0.0
	for i := range h.counts {
		for k := range h.counts[i] {
			top = math.Max(top, h.share(i, k))
		}
	}
	return top
}

// draw draws one histogram with its quantiles marked, or a panel a scenario.
func (h *histogram) draw(s *sheet, room vg.Rectangle) {
	if len(h.samples) > 1 {
		h.drawPanels(s, room)
		return
	}
	room.Max.X -= 12
	room.Max.Y -= headroom + 11
	y0, y1, ticks := percentScale().axis(0, h.highestShare(), min(s.steps(room), 5))
	p := s.panel(room, axes{h.lo, h.hi, y0, y1, ticks})
	p.render(h.plotters(p, 0)...)
	p.numberAxis(h.measure, h.lo, h.hi)
	h.markQuantiles(p)
	if h.none[0] > 0 {
		h.tellNone(p)
	}
}

// plotters are the columns of a sample and the limit over them.
func (h *histogram) plotters(p *panel, i int) []plot.Plotter {
	ps := []plot.Plotter{binned{p, h, i}}
	if model.Known(h.limit) && h.limit > h.lo && h.limit < h.hi {
		ps = append(ps, upright{p, h.limit, solid(p.target, 1.3)})
	}
	return ps
}

// markQuantiles draws the marked quantiles as lines with their values above, and names the limit.
func (h *histogram) markQuantiles(p *panel) {
	if model.Known(h.limit) && h.limit > h.lo && h.limit < h.hi {
		p.StrokeLines(solid(p.target, 1.3), []vg.Point{p.at(h.limit, p.plot.Y.Max), {X: p.x(h.limit), Y: p.area.Max.Y + 12}})
		p.inHeadroom(h.limit, 14.5, h.called, p.target, true)
	}
	v := &h.samples[0]
	for _, q := range []struct {
		p    float64
		name string
	}{{0.5, "Median "}, {0.05, "P5 "}, {0.95, "P95 "}} {
		x := v.quantile(q.p)
		if x < h.lo || x > h.hi || h.none[0] > 0 && x <= 0 {
			continue
		}
		p.stroke(Leader, draw.LineStyle{Color: p.muted, Width: 0.9, Dashes: []vg.Length{2.5, 2}}, p.at(x, 0), p.at(x, p.plot.Y.Max))
		p.inHeadroom(x, 3.5, q.name+h.quantileText(v, q.p), p.ink, q.p == 0.5)
	}
	if x := v.base; model.Known(x) && x >= h.lo && x <= h.hi {
		p.dot(diamond, p.at(x, 0), 3, p.ink, p.paper)
	}
}

// inHeadroom writes a text above the panel at a value of the x axis, where there is room for it.
func (p *panel) inHeadroom(x float64, dy vg.Length, text string, c color.RGBA, bold bool) {
	l := label{text: text, size: tickSize, bold: bold, colour: c}
	half := p.width(text, l.size, bold) / 2
	for _, n := range []nudge{{0.5, 0, dy}, {0, -3, dy}, {1, 3, dy}} {
		l.align = n.align
		at := p.x(x) + n.dx
		if n.align == 0.5 {
			at = min(max(at, p.area.Min.X+half), p.area.Max.X+10-half)
		}
		if box := p.box(l, at, p.area.Max.Y+dy); p.free(grow(box, 1)) && box.Max.X <= p.area.Max.X+11 && box.Min.X >= p.area.Min.X-8 {
			p.write(l, at, p.area.Max.Y+dy)
			return
		}
	}
}

// tellNone says in the panel how many paths have no column.
func (h *histogram) tellNone(p *panel) {
	l := label{text: percent(h.samples[0].share(h.none[0])) + " of paths: no gap", size: labelSize, bold: true, colour: p.word(p.series[0]), clear: true, align: 1}
	for dy := vg.Length(12); dy < p.area.Max.Y-p.area.Min.Y; dy += 6 {
		if box := p.box(l, p.area.Max.X-2, p.area.Max.Y-dy); p.free(grow(box, 1)) {
			p.write(l, p.area.Max.X-2, p.area.Max.Y-dy)
			return
		}
	}
}

// drawPanels draws a small histogram a scenario.
func (h *histogram) drawPanels(s *sheet, room vg.Rectangle) {
	sp := smallPanels{
		above: 26,
		axes: func(height vg.Length) axes {
			y0, y1, ticks := percentScale().axis(0, h.highestShare(), max(min(int(height/28), 4), 2))
			return axes{h.lo, h.hi, y0, y1, ticks}
		},
		plotters: h.plotters,
		labels:   func(p *panel) { p.numberAxis(h.measure, h.lo, h.hi) },
	}
	for i := range h.samples {
		v := &h.samples[i]
		mid, lo, hi := h.quantileText(v, 0.5), h.quantileText(v, 0.05), h.quantileText(v, 0.95)
		sp.names = append(sp.names, v.name)
		texts := []string{"median " + mid + ", 90% in " + lo + " to " + hi, lo + " to " + hi, mid}
		if h.none[i] > 0 {
			none := percent(v.share(h.none[i])) + " no gap"
			texts = []string{none + ", median " + mid + ", P95 " + hi, none + ", P95 " + hi, none}
		}
		sp.details = append(sp.details, texts)
	}
	sp.draw(s, room)
}
