package plots

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// panels cuts the room for panels side by side, in the shares given; on a page that is not wide, one above the other.
func panels(room vg.Rectangle, shares ...vg.Length) []vg.Rectangle {
	const beside, above = 20, 12
	out := make([]vg.Rectangle, len(shares))
	gaps := vg.Length(len(shares) - 1)
	width, height := room.Max.X-room.Min.X, room.Max.Y-room.Min.Y
	at := room.Min.X
	for i, share := range shares {
		out[i] = room
		if width > 1.3*height {
			out[i].Min.X = at
			out[i].Max.X = at + share*(width-beside*gaps)
			at = out[i].Max.X + beside
			continue
		}
		each := (height - above*gaps) / vg.Length(len(shares))
		out[i].Max.Y = room.Max.Y - vg.Length(i)*(each+above)
		out[i].Min.Y = out[i].Max.Y - each
	}
	return out
}

// headline writes what a panel shows above it, the first of the texts that fits, and returns the room that is left.
func (s *sheet) headline(room vg.Rectangle, texts ...string) vg.Rectangle {
	width := room.Max.X - room.Min.X
	text := s.fit(texts[len(texts)-1], labelSize, true, width)
	for _, t := range texts {
		if s.width(t, labelSize, true) <= width {
			text = t
			break
		}
	}
	s.write(label{text: text, size: labelSize, bold: true, colour: s.ink}, room.Min.X, room.Max.Y-capHeight*labelSize)
	room.Max.Y -= 12
	return room
}

// key is a coloured word that names a series above its panel.
type key struct {
	name   string
	colour color.RGBA
	shape  shape
}

// keyHead writes the names of a panel's series above it, then their unit, and returns the room that is left.
func (s *sheet) keyHead(room vg.Rectangle, unit string, keys ...key) vg.Rectangle {
	if !legibleText(unit) { // a sign alone stands at the axis too
		unit = ""
	}
	x, base := room.Min.X, room.Max.Y-capHeight*labelSize
	for i, k := range keys {
		text := k.name
		if i == len(keys)-1 && unit != "" {
			text += ","
		}
		s.swatch(k.shape, vg.Point{X: x + 3, Y: base + capHeight/2*labelSize}, k.colour)
		box := s.write(label{text: text, size: labelSize, bold: true, colour: s.word(k.colour)}, x+swatchRoom, base)
		if x = box.Max.X + 10; i == len(keys)-1 {
			x = box.Max.X + 3
		}
	}
	if unit != "" {
		s.write(label{text: s.fit(unit, labelSize, false, room.Max.X-x), size: labelSize, colour: s.muted}, x, base)
	}
	room.Max.Y -= 12
	return room
}

// signed is the area between a line and zero, in one tint above it and another below.
type signed struct {
	p            *panel
	pts          []point
	above, below color.RGBA
}

// Plot implements plot.Plotter.
func (g signed) Plot(c draw.Canvas, plt *plot.Plot) {
	up, down := band{p: g.p, fill: g.above, quiet: true}, band{p: g.p, fill: g.below, quiet: true}
	for i, pt := range g.pts {
		if i > 0 && g.pts[i-1].y*pt.y < 0 { // the line crosses zero
			q := g.pts[i-1]
			x := q.x + (pt.x-q.x)*q.y/(q.y-pt.y)
			up.add(x, 0)
			down.add(x, 0)
		}
		up.add(pt.x, max(pt.y, 0))
		down.add(pt.x, min(pt.y, 0))
	}
	up.Plot(c, plt)
	down.Plot(c, plt)
}

// add adds a point to the band's edge.
func (b *band) add(x, y float64) { b.x, b.to = append(b.x, x), append(b.to, y) }

// callout marks a point of a line and writes a text above it, or below, where there is room.
func (p *panel) callout(at point, text string, c color.RGBA, below bool) {
	if !p.tryCallout(at, text, c, below) {
		p.dot(disc, p.at(at.x, at.y), 2.8, c, p.paper)
	}
}

// tryCallout is callout where there is room for the text; without it, nothing is marked.
func (p *panel) tryCallout(at point, text string, c color.RGBA, below bool) bool {
	pt := p.at(at.x, at.y)
	l := label{text: text, size: labelSize, bold: true, colour: p.word(c), clear: true}
	dy := vg.Length(5.5)
	if below {
		dy = -5.5 - capHeight*labelSize
	}
	for _, n := range []nudge{
		{0.5, 0, dy}, {0, 2, dy}, {1, -2, dy}, {0, 6, -2}, {1, -6, -2}, {0, 6, dy}, {1, -6, dy}, {1, -6, -12}, {0, 6, -12},
		{0, 8, -4}, {0, 12, -3},
	} {
		l.align = n.align
		box := p.box(l, pt.X+n.dx, pt.Y+n.dy)
		if p.free(box) && box.Max.X <= p.area.Max.X+2 && box.Min.X >= p.area.Min.X && box.Min.Y > p.area.Min.Y+1 {
			p.dot(disc, pt, 2.8, c, p.paper)
			p.write(l, pt.X+n.dx, pt.Y+n.dy)
			return true
		}
	}
	return false
}
