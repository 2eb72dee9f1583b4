package plots

import (
	"image/color"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"commitcast/model"
)

// drawDumbbells draws a row a figure, as many as fit: the first scenario at 100%, one or two others at their share of it.
func drawDumbbells(s *sheet, room vg.Rectangle, names []string, figs []figure) {
	room.Max.Y = s.nameLine(room, names) - 6
	most := int((room.Max.Y - room.Min.Y - xLabelRoom) / (9*vg.Length(len(names)-1) + 3))
	figs = figs[:min(len(figs), max(most, 1))]
	d := s.dumbbells(room, figs)
	row := (room.Max.Y - d.foot) / vg.Length(len(figs))
	s.vertical(s.series[0], 1.2, d.x(1), d.foot, room.Max.Y)
	for i, f := range figs {
		y := room.Max.Y - row*(vg.Length(i)+0.5)
		s.write(label{text: f.name, size: labelSize, colour: s.ink}, room.Min.X, middle(y, labelSize))
		s.write(label{text: f.write(f.values[0]), size: labelSize, bold: true, colour: s.word(s.series[0]), align: 1},
			d.left, middle(y, labelSize))
		n := len(f.values) - 1
		for k := 1; k <= n; k++ {
			apart := min(row/vg.Length(n+1)*1.25, 13)
			d.one(f, k, y-apart*(vg.Length(k)-vg.Length(n+1)/2))
		}
	}
}

// nameLine writes the scenarios' names with their signs side by side, and returns its foot.
func (s *sheet) nameLine(room vg.Rectangle, names []string) vg.Length {
	x, base := room.Min.X, room.Max.Y-capHeight*labelSize
	each := (room.Max.X-room.Min.X)/vg.Length(len(names)) - 18
	names = slices.Clone(names)
	names[0] += " (100%)"
	for i, n := range s.fitAll(names, labelSize, true, each) {
		c := s.series[[3]int{0, 5, 2}[i]]
		s.swatch(shape(i), vg.Point{X: x + 3, Y: base + capHeight/2*labelSize}, c)
		box := s.write(label{text: n, size: labelSize, bold: true, colour: s.word(c)}, x+swatchRoom, base)
		x = box.Max.X + 16
	}
	return base - 3
}

// dumbbells is the plot of shares.
type dumbbells struct {
	s           *sheet
	x           func(q float64) vg.Length
	foot        vg.Length // of the rows
	left, right vg.Length // where the first's values end, and the page
}

// dumbbells lays out the columns and draws the scale.
func (s *sheet) dumbbells(room vg.Rectangle, figs []figure) dumbbells {
	var nameWidth, baseWidth, valueWidth vg.Length
	for _, f := range figs {
		nameWidth = max(nameWidth, s.width(f.name, labelSize, false))
		baseWidth = max(baseWidth, s.width(f.write(f.values[0]), labelSize, true))
		for i := range f.values {
			valueWidth = max(valueWidth, s.width(changeText(f, i), labelSize, false))
		}
	}
	d := dumbbells{s: s, foot: room.Min.Y + xLabelRoom, left: room.Min.X + nameWidth + 10 + baseWidth, right: room.Max.X}
	lo, hi := ratioRange(figs)
	from, to := d.left+12+valueWidth+10, room.Max.X-valueWidth-10
	if lo == 1 {
		from = d.left + 20
	}
	if hi == 1 {
		to = room.Max.X - 12
	}
	d.x = func(q float64) vg.Length { return from + vg.Length((q-lo)/(hi-lo))*(to-from) }
	for _, t := range shareTicks(lo, hi, min(5, int((to-from)/42))) {
		if t.at != 1 {
			s.vertical(s.grid, 0.7, d.x(t.at), d.foot, room.Max.Y)
		}
		s.write(label{text: t.text, size: tickSize, colour: s.muted, align: 0.5}, d.x(t.at), d.foot-4-capHeight*tickSize)
	}
	return d
}

// vertical draws an upright line.
func (s *sheet) vertical(c color.RGBA, width, x, y0, y1 vg.Length) {
	s.stroke(Grid, solid(c, width), vg.Point{X: x, Y: y0}, vg.Point{X: x, Y: y1})
}

// one draws the k-th scenario's value of a figure, with what it is and by how much it differs.
func (d dumbbells) one(f figure, k int, y vg.Length) {
	s, c := d.s, d.s.series[[3]int{0, 5, 2}[k]]
	text, q := changeText(f, k), f.ratio(k)
	l := label{text: text, size: labelSize, colour: s.ink, clear: true}
	if !model.Known(q) {
		l.colour = s.word(c)
		s.write(l, d.x(1)+8, middle(y, labelSize))
		return
	}
	x, base := d.x(min(q, mostRatio)), d.x(1)
	s.stroke(Data, draw.LineStyle{Color: mix(s.paper, c, 0.55), Width: 2.6}, vg.Point{X: base, Y: y}, vg.Point{X: x, Y: y})
	s.dot(disc, vg.Point{X: base, Y: y}, 3, s.series[0], s.paper)
	if q > mostRatio {
		s.breakMark(vg.Point{X: x - 14, Y: y})
	}
	s.dot(shape(k), vg.Point{X: x, Y: y}, 3.4, c, s.paper)
	if q < 1 && difference(q) != "same" {
		l.align, x = 1, min(x, base)-7
	} else {
		x += 7
	}
	s.write(l, x, middle(y, labelSize))
}

// breakMark cuts a line with two slanted strokes: what follows is not to scale.
func (s *sheet) breakMark(at vg.Point) {
	for _, dx := range []vg.Length{-1.5, 1.5} {
		s.StrokeLine2(solid(s.paper, 1.6), at.X+dx-1.6, at.Y-4, at.X+dx+1.6, at.Y+4)
	}
	for _, dx := range []vg.Length{-2.6, 2.6} {
		s.StrokeLine2(solid(s.muted, 0.7), at.X+dx-1.4, at.Y-3.4, at.X+dx+1.4, at.Y+3.4)
	}
}

// changeText is a value and its difference from the first.
func changeText(f figure, i int) string {
	v := f.values[i]
	if !model.Known(v) {
		return "not known"
	}
	q := f.ratio(i)
	if !model.Known(q) {
		return f.write(v)
	}
	return f.write(v) + " (" + difference(q) + ")"
}

// difference writes a share as what it is more or less than the whole: +263%, −0.3%, same.
func difference(q float64) string {
	text, sign := "", "+"
	d := q - 1
	if d < 0 {
		sign, d = "−", -d
	}
	switch {
	case d < 0.0005:
		return "same"
	case q >= 9.995:
		return figureDigits(q) + "×"
	case d < 0.00995:
		text = strconv.FormatFloat(d*100, 'f', 1, 64)
	default:
		text = strconv.FormatFloat(d*100, 'f', 0, 64)
	}
	return sign + text + "%"
}

// headerRoom is the height of the figures' names above the matrix.
const headerRoom = 24.0

// drawMatrix draws a row a scenario and a column a figure: the value, and where it stands to the first's.
func drawMatrix(s *sheet, room vg.Rectangle, names []string, figs []figure) {
	most := 6
	if s.narrow() {
		most = 4
	}
	figs = figs[:min(len(figs), most)]
	size := vg.Length(labelSize)
	row := (room.Max.Y - room.Min.Y - headerRoom) / vg.Length(len(names))
	if row < 11 {
		size = min(7.5, row*0.85)
	}
	nameWidth := min(s.widest(names, size, true)+8, 0.27*(room.Max.X-room.Min.X))
	each := (room.Max.X - room.Min.X - nameWidth) / vg.Length(len(figs))
	for i, n := range s.fitAll(names, size, true, nameWidth-8) {
		y := room.Max.Y - headerRoom - row*(vg.Length(i)+0.5)
		s.fill(s.grid, vg.Rectangle{Min: vg.Point{X: room.Min.X, Y: y + row/2}, Max: vg.Point{X: room.Max.X, Y: y + row/2 + 0.5}})
		l := label{text: n, size: size, bold: i == 0, colour: s.ink}
		if i == 0 {
			l.colour = s.word(s.series[0])
		}
		s.write(l, room.Min.X, middle(y, size))
	}
	for c, f := range figs {
		left := room.Min.X + nameWidth + each*vg.Length(c)
		s.matrixColumn(f, size, vg.Rectangle{Min: vg.Point{X: left, Y: room.Min.Y}, Max: vg.Point{X: left + each - 10, Y: room.Max.Y}}, row, figs)
	}
}

// matrixColumn draws one figure of every scenario.
func (s *sheet) matrixColumn(f figure, size vg.Length, room vg.Rectangle, row vg.Length, figs []figure) {
	lines := s.wrap(f.name, tickSize, true, room.Max.X-room.Min.X, 2)
	for k, l := range lines {
		y := room.Max.Y - headerRoom + 5 + 1.15*tickSize*vg.Length(len(lines)-1-k)
		s.write(label{text: l, size: tickSize, bold: true, colour: s.ink}, room.Min.X, y)
	}
	var valueWidth vg.Length
	for _, v := range f.values {
		valueWidth = max(valueWidth, s.width(known1(f, v), size, true))
	}
	lo, hi := ratioRange(figs)
	from, to := room.Min.X+valueWidth+9, room.Max.X-5
	at := func(q float64) vg.Length { return from + vg.Length((min(q, mostRatio)-lo)/(hi-lo))*(to-from) }
	if f.values[0] != 0 {
		s.vertical(s.series[0], 0.9, at(1), room.Min.Y, room.Max.Y-headerRoom-1)
	}
	for i, v := range f.values {
		y := room.Max.Y - headerRoom - row*(vg.Length(i)+0.5)
		ink := s.ink
		if i == 0 {
			ink = s.word(s.series[0])
		}
		s.write(label{text: known1(f, v), size: size, bold: i == 0, colour: ink, align: 1}, room.Min.X+valueWidth, middle(y, size))
		s.matrixMark(f, i, y, at)
	}
}

// unknownText stands in a table for what is not known.
const unknownText = "–"

func known1(f figure, v float64) string {
	if !model.Known(v) {
		return unknownText
	}
	return f.write(v)
}

// matrixMark draws a value as a point, joined to the base.
func (s *sheet) matrixMark(f figure, i int, y vg.Length, at func(float64) vg.Length) {
	q := f.ratio(i)
	if !model.Known(q) {
		return
	}
	p := vg.Point{X: at(q), Y: y}
	if i == 0 {
		s.dot(disc, p, 2.6, s.series[0], s.paper)
		return
	}
	c := s.series[5]
	s.stroke(Data, draw.LineStyle{Color: mix(s.paper, c, 0.55), Width: 2}, vg.Point{X: at(1), Y: y}, p)
	if q > mostRatio {
		s.breakMark(vg.Point{X: p.X - 7, Y: y})
	}
	s.dot(square, p, 2.6, c, s.paper)
}
