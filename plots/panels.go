package plots

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// smallPanels are panels of one scale, one a scenario, each with its name and a line of figures or a mark above it. Only the
// first of a row has the numbers of the y axis, only the last of a column those of x.
type smallPanels struct {
	names    []string
	above    vg.Length  // room for what stands above a panel, in points
	details  [][]string // of each, the longest first: the first that fits is written; nil for none
	axes     func(height vg.Length) axes
	plotters func(p *panel, i int) []plot.Plotter
	labels   func(p *panel)        // of the x axis
	mark     func(p *panel, i int) // on what is drawn; nil for none
}

// draw draws the panels in the room.
func (sp smallPanels) draw(s *sheet, room vg.Rectangle) {
	const padX, padY = 14.0, 9.0
	n := len(sp.names)
	cols, rows := grid(n, room)
	room.Min.Y += xLabelRoom
	a := sp.axes((room.Max.Y-room.Min.Y-padY*vg.Length(rows-1))/vg.Length(rows) - sp.above)
	room.Min.X += s.gutter(a.ticks, tickSize)
	tiles := draw.Tiles{Cols: cols, Rows: rows, PadX: padX, PadY: padY}
	names := s.panelNames(sp.names, (room.Max.X-room.Min.X-padX*vg.Length(cols-1))/vg.Length(cols))
	for i := range n {
		tile := tiles.At(draw.Canvas{Canvas: s.Canvas.Canvas, Rectangle: room}, i%cols, i/cols).Rectangle
		names[i].colour = s.ink
		s.write(names[i], tile.Min.X, tile.Max.Y-capHeight*labelSize)
		if sp.details != nil {
			s.panelDetail(tile, sp.details[i])
		}
		tile.Max.Y -= sp.above
		p := s.panelIn(tile, a)
		p.reach = 5
		if ps := sp.plotters(p, i); i%cols == 0 {
			p.render(ps...)
		} else {
			p.renderBare(ps...)
		}
		if i+cols >= n {
			sp.labels(p)
		}
		if sp.mark != nil {
			sp.mark(p, i)
		}
	}
}

// panelDetail writes the first of the texts that fits below a panel's name.
func (s *sheet) panelDetail(tile vg.Rectangle, texts []string) {
	for _, t := range texts {
		if s.width(t, noteSize, false) <= tile.Max.X-tile.Min.X {
			s.write(label{text: t, size: noteSize, colour: s.muted}, tile.Min.X, tile.Max.Y-capHeight*labelSize-10)
			return
		}
	}
}
