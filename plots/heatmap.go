package plots

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"commitcast/model"
)

// heat says how the values of a map are coloured: by how far they lie from a middle, on either side of it, or from the lowest on.
type heat struct {
	lo, hi float64
	middle float64 // Unknown for none
}

func (w *sweep) heatChart() *Chart {
	h := w.heat()
	c := &Chart{Title: w.heatTitle(h), Subtitle: w.heatSubtitle(), Note: w.heatNote(h), data: w.rows()}
	c.Alt = fmt.Sprintf("Heat map of %s over %d values of %s and %d of %s. %s.", lower(w.what), len(w.X.Values), w.X.Path,
		len(w.Y.Values), w.Y.Path, c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { w.drawHeat(s, room, h) }
	return w.finish(c, "")
}

// heat has the limit as its middle, or zero where the values lie on both sides of it.
func (w *sweep) heat() heat {
	var all []float64
	for _, row := range w.of.Values {
		all = append(all, row...)
	}
	h := heat{middle: w.limit}
	h.lo, h.hi, _ = bounded(all)
	if !model.Known(w.limit) && h.lo < 0 && h.hi > 0 {
		h.middle = 0
	}
	return h
}

func (w *sweep) heatSubtitle() string {
	unit := w.unitWords()
	if unit == "" && legibleText(w.sc.words) {
		unit = ", " + w.sc.words
	}
	return w.what + unit + ": across " + w.X.Path + ", down " + w.Y.Path
}

// heatNote says what the colours and the outline mean.
func (w *sweep) heatNote(h heat) string {
	var out []string
	switch {
	case !w.anyBad(h):
	case model.Known(w.limit):
		out = append(out, "Orange: below the "+targetText(w.limit)+" target.")
	case model.Known(h.middle):
		out = append(out, "Orange: below zero.")
	}
	switch own := w.X.Own != "" && w.Y.Own != "" && model.Known(w.of.Base); {
	case w.X.Base >= 0 && w.Y.Base >= 0:
		out = append(out, "Outlined: the scenario itself.")
	case own:
		out = append(out, "The scenario itself: "+w.figure(w.of.Base)+" at "+short(w.X.Own, 24)+" and "+short(w.Y.Own, 24)+".")
	}
	return notes(append(out, w.gaps())...)
}

// heatTitle says in how many combinations the number is on the right side of the middle, or between what it lies.
func (w *sweep) heatTitle(h heat) string {
	good, known := 0, 0
	for _, row := range w.of.Values {
		for _, v := range row {
			known += btoi(model.Known(v))
			good += btoi(model.Known(v) && !w.bad(h, v))
		}
	}
	neutral := w.what + " over two inputs"
	all := thousands(itoa(known)) + " combinations"
	of := " in " + thousands(itoa(good)) + " of " + all
	switch good {
	case known:
		of = " in all " + all
	case 0:
		of = " in none of " + all
	}
	switch {
	case known == 1:
		return finding(w.what+w.verb(" is ", " are ")+w.figure(h.lo)+" in the only combination", neutral)
	case model.Known(w.limit):
		return finding(w.what+w.verb(" meets", " meet")+" the "+targetText(w.limit)+" target"+of, neutral)
	case model.Known(h.middle):
		return finding(w.what+w.verb(" is", " are")+" not below zero"+of, neutral)
	case w.calm(h.lo, h.hi):
		return finding(w.what+w.verb(" is ", " are ")+w.figure(h.lo)+" in every combination", neutral)
	}
	return finding(w.what+w.verb(" runs", " run")+" from "+w.figure(h.lo)+" to "+w.figure(h.hi)+" over "+all, neutral)
}

// bad reports whether a value lies below the middle, rounding apart.
func (w *sweep) bad(h heat, v float64) bool {
	if model.Known(w.limit) {
		return w.missed(v)
	}
	return v < h.middle // false without a middle
}

// anyBad reports whether any value lies below the middle.
func (w *sweep) anyBad(h heat) bool {
	for _, row := range w.of.Values {
		for _, v := range row {
			if model.Known(v) && w.bad(h, v) {
				return true
			}
		}
	}
	return false
}

// shade is the colour of a value.
func (w *sweep) shade(p palette, h heat, v float64) color.RGBA {
	tone := func(c color.RGBA, share float64) color.RGBA { return mix(p.paper, c, 0.07+0.83*share) }
	if !model.Known(h.middle) {
		if h.hi <= h.lo {
			return tone(p.series[0], 0.3)
		}
		return tone(p.series[0], (v-h.lo)/(h.hi-h.lo))
	}
	most := math.Max(math.Abs(h.hi-h.middle), math.Abs(h.lo-h.middle))
	share := 0.1
	if most > 0 {
		share += 0.9 * math.Abs(v-h.middle) / most
	}
	if w.bad(h, v) {
		return tone(p.series[5], share)
	}
	return tone(p.series[0], share)
}

// cells are the boxes of a map.
type cells struct {
	grid       vg.Rectangle
	cols, rows int
}

// at is the box of a cell; small ones have a smaller gap.
func (c cells) at(col, row int) vg.Rectangle {
	w, h := c.size()
	gap := min(cellGap, 0.15*min(w, h))
	x, top := c.grid.Min.X+w*vg.Length(col), c.grid.Max.Y-h*vg.Length(row)
	return vg.Rectangle{Min: vg.Point{X: x, Y: top - h + gap}, Max: vg.Point{X: x + w - gap, Y: top}}
}

func (c cells) size() (w, h vg.Length) {
	return (c.grid.Max.X - c.grid.Min.X) / vg.Length(c.cols), (c.grid.Max.Y - c.grid.Min.Y) / vg.Length(c.rows)
}

// drawHeat draws the cells with their values where these fit, else with a key, and the values of the paths beside them.
func (w *sweep) drawHeat(s *sheet, room vg.Rectangle, h heat) {
	texts, widest := w.cellTexts(s)
	names := w.Y.Texts
	width := min(max(s.widest(names, tickSize, false), 1)+8, 0.25*(room.Max.X-room.Min.X))
	grid := room
	grid.Min.X += width
	grid.Min.Y += xLabelRoom
	c := cells{grid, len(w.X.Values), len(w.Y.Values)}
	if spare := grid.Max.Y - grid.Min.Y - mostCell*vg.Length(c.rows); spare > 0 {
		c.grid.Min.Y += spare
	}
	cw, ch := c.size()
	written := cw-cellGap >= s.width(widest, noteSize, true)+3 && ch-cellGap >= noteSize+1.5
	if !written {
		c.grid.Max.Y -= 16
		s.heatKey(vg.Point{X: grid.Min.X, Y: c.grid.Max.Y + 6}, w.figure(h.lo), w.figure(h.hi),
			func(share float64) color.RGBA { return w.shade(s.palette, h, h.lo+share*(h.hi-h.lo)) })
	}
	for k, row := range w.of.Values {
		for i, v := range row {
			w.drawCell(s, c.at(i, k), h, v, texts[k][i], widest, written)
		}
	}
	if w.X.Base >= 0 && w.Y.Base >= 0 && w.X.Base < c.cols && w.Y.Base < c.rows {
		s.SetLineStyle(draw.LineStyle{Color: s.ink, Width: 1.6})
		s.Stroke(grow(c.at(w.X.Base, w.Y.Base), 0.2).Path())
	}
	w.heatLabels(s, c, room.Min.X, width)
}

// drawCell draws one cell; what is not known is hatched, or a dash where values are written.
func (w *sweep) drawCell(s *sheet, box vg.Rectangle, h heat, v float64, text, widest string, written bool) {
	switch {
	case model.Known(v):
		fill := w.shade(s.palette, h, v)
		s.bar(fill, box)
		if written {
			s.cellText(box, fill, text, widest, w.bad(h, v))
		}
	case written:
		s.outline(s.grid, box)
		s.cellText(box, s.paper, unknownText, widest, false)
	default:
		s.hatch(s.grid, box)
		s.note(Mark{Kind: Leader, Box: box})
	}
}

// cellTexts writes all values with the same decimals, and gives the widest of them.
func (w *sweep) cellTexts(s *sheet) (texts [][]string, widest string) {
	h := w.heat()
	decimals := labelDecimals(math.Max(math.Abs(h.lo), math.Abs(h.hi)) / w.sc.div)
	switch {
	case w.multiple:
		decimals = timesDecimals(math.Max(math.Abs(h.lo), math.Abs(h.hi)))
	case w.sc.ungrouped || w.unit == string(model.Share):
		decimals = 0
	}
	for _, row := range w.of.Values {
		var out []string
		for _, v := range row {
			text := unknownText
			if model.Known(v) {
				text = w.sc.bare(v, decimals)
			}
			out = append(out, text)
			if s.width(text, labelSize, true) > s.width(widest, labelSize, true) {
				widest = text
			}
		}
		texts = append(texts, out)
	}
	return texts, widest
}

// heatLabels writes the paths' values left of the rows and below the columns, those that fit.
func (w *sweep) heatLabels(s *sheet, c cells, left, width vg.Length) {
	_, h := c.size()
	every := 1
	for _, n := range []int{1, 2, 5, 10, 20, 50, 100} {
		if every = n; h*vg.Length(n) >= tickSize+1 {
			break
		}
	}
	for i, n := range s.fitAll(w.Y.Texts, tickSize, false, width-6) {
		if i%every == 0 {
			box := c.at(0, i)
			s.write(label{text: n, size: tickSize, colour: s.muted, align: 1}, left+width-5, middle((box.Min.Y+box.Max.Y)/2, tickSize))
		}
	}
	p := s.panelIn(c.grid, axes{x0: -0.5, x1: float64(c.cols) - 0.5, y0: 0, y1: 1})
	var places []place
	for i, t := range w.X.Texts {
		places = append(places, place{at: float64(i), text: short(t, 24)})
	}
	p.xLabels(places)
}
