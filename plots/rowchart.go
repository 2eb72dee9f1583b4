package plots

import (
	"image/color"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// rowChart lays out rows below each other, from the top, each with its name on the left, a mark along a common axis of numbers, and
// a text on the right.
type rowChart struct {
	names    []string
	details  []string  // below the names, where rows are high enough; nil for none
	right    []string  // at the right edge; nil for none
	head     string    // above them
	lo, hi   float64   // of the marks
	before   vg.Length // room for texts left of lo
	after    vg.Length // and right of hi
	axis     measure   // of the numbers below
	places   []place   // instead of round numbers; nil for those
	unlisted string    // a last line about rows that are not drawn; empty for none
	above    vg.Length // room for what stands above the rows
	bare     bool      // without names: a chart beside it has them
	width    vg.Length // of the names; 0 for what they need
}

// The rows of a chart, in points.
const (
	mostRows   = 12   // rows of a chart, but for sums
	leastPitch = 8.4  // from row to row
	mostPitch  = 52.0 // likewise
	barShare   = 0.62 // of the pitch
)

// rowPanel is a panel of rows: the i-th from the top is at −i.
type rowPanel struct {
	*panel
	n     int
	pitch vg.Length
	size  vg.Length // of the rows' type
}

// rowsShown is how many of n rows are drawn in a room, with others kept for rows that are always there. Where not all are, a
// line tells how many more there are.
func (s *sheet) rowsShown(room vg.Rectangle, above vg.Length, n, others int) int {
	fit := int((room.Max.Y-room.Min.Y-xLabelRoom-above)/leastPitch) - others
	if n <= min(mostRows, fit) {
		return n
	}
	return max(min(mostRows, fit-1), 1)
}

// open draws names, texts, gridlines and numbers, and returns the panel for the marks.
func (rc rowChart) open(s *sheet, room vg.Rectangle) *rowPanel {
	n := len(rc.names) + btoi(rc.unlisted != "")
	area := room
	area.Max.Y -= rc.above
	area.Min.Y += xLabelRoom
	pitch := min((area.Max.Y-area.Min.Y)/vg.Length(n), mostPitch)
	size := vg.Length(labelSize)
	if pitch < 1.3*labelSize {
		size = noteSize
	}
	width := rc.width
	switch {
	case rc.bare:
		width = 0
	case width == 0:
		width = min(rc.nameWidth(s, room), 0.36*(room.Max.X-room.Min.X))
	}
	area.Min.X += width
	if rc.right != nil {
		area.Max.X -= max(s.widest(rc.right, size, true), s.width(rc.head, tickSize, false)) + 8
	}
	area.Min.Y = area.Max.Y - pitch*vg.Length(len(rc.names))
	p := &rowPanel{s.panelIn(area, rc.axes(area)), len(rc.names), pitch, size}
	p.reach = 20
	p.grid(rc)
	rc.write(p, room, width-10)
	return p
}

// nameWidth is the width that the names take in a room.
func (rc rowChart) nameWidth(s *sheet, room vg.Rectangle) vg.Length {
	size := vg.Length(labelSize)
	if n := vg.Length(len(rc.names)); (room.Max.Y-room.Min.Y-rc.above-xLabelRoom)/n < 1.3*labelSize {
		size = noteSize
	}
	return max(s.widest(rc.names, size, false), s.widest(rc.details, noteSize, false)) + 10
}

// axes are the ranges of the panel, with room for the texts beside the marks.
func (rc rowChart) axes(area vg.Rectangle) axes {
	room := max(area.Max.X-area.Min.X-rc.before-rc.after, 20)
	each := (rc.hi - rc.lo) / float64(room)
	n := float64(len(rc.names))
	return axes{x0: rc.lo - each*float64(rc.before), x1: rc.hi + each*float64(rc.after), y0: 0.5 - n, y1: 0.5}
}

// grid draws upright lines at round numbers, with the numbers below.
func (p *rowPanel) grid(rc rowChart) {
	places := rc.places
	if places == nil {
		places = p.numberPlaces(rc.axis, rc.lo, rc.hi)
	}
	for _, c := range places {
		if c.at != 0 || rc.places != nil {
			p.vertical(p.palette.grid, 0.7, p.x(c.at), p.area.Min.Y, p.area.Max.Y)
		}
	}
	if rc.places == nil && p.plot.X.Min <= 0 && p.plot.X.Max >= 0 {
		p.vertical(p.palette.axis, 0.9, p.x(0), p.area.Min.Y, p.area.Max.Y)
	}
	p.xLabels(places)
}

// write writes the texts beside the rows.
func (rc rowChart) write(p *rowPanel, room vg.Rectangle, width vg.Length) {
	two := rc.details != nil && p.pitch >= 2.45*labelSize
	var names []string
	if !rc.bare {
		names = p.fitPaths(rc.names, p.size, width)
	}
	for i, name := range names {
		y := p.row(i)
		if two && rc.details[i] != "" {
			detail := p.fit(rc.details[i], noteSize, false, width)
			p.sheet.write(label{text: detail, size: noteSize, colour: p.muted}, room.Min.X, middle(y-5.5, noteSize))
			y += 4.5
		}
		p.sheet.write(label{text: name, size: p.size, colour: p.ink}, room.Min.X, middle(y, p.size))
		if rc.right != nil {
			p.sheet.write(label{text: rc.right[i], size: p.size, bold: true, colour: p.muted, align: 1}, room.Max.X, middle(p.row(i), p.size))
		}
	}
	if rc.unlisted != "" && !rc.bare {
		p.sheet.write(label{text: p.fit(rc.unlisted, noteSize, false, width), size: noteSize, colour: p.muted}, room.Min.X, middle(p.row(p.n), noteSize))
	}
	if rc.head != "" {
		p.sheet.write(label{text: rc.head, size: tickSize, colour: p.muted, align: 1}, room.Max.X, p.area.Max.Y+3)
	}
}

// fitPaths shortens names in their middle, for the end of a path says most, and keeps them apart.
func (s *sheet) fitPaths(names []string, size, width vg.Length) []string {
	middle := func(t string) string { return s.fitMiddle(t, size, false, width) }
	return tellApart(names, middle, middle)
}

// listed is how many of the first n of all rows are drawn: not those that do not move, but one at least. The text tells of the others.
func listed(n, all, moving int) (drawn int, unlisted string) {
	drawn = max(min(n, moving), 1)
	switch rest := all - drawn; {
	case rest == 0:
		return drawn, ""
	case moving <= drawn:
		return drawn, "and " + itoa(rest) + plural(rest, " that does not move it", " that do not move it")
	default:
		return drawn, "and " + itoa(rest) + " more, each smaller"
	}
}

// moving is how many of n rows, from the first, move by more than rounding against the first.
func moving(n int, size func(i int) float64) int {
	for i := range n {
		if size(i) <= 1e-9*size(0) {
			return i
		}
	}
	return n
}

// row is the height of the middle of a row.
func (p *rowPanel) row(i int) vg.Length { return p.area.Max.Y - p.pitch*(vg.Length(i)+0.5) }

// slot is the box of a bar from one value to another, or of the part of its height between two shares of it from its foot.
func (p *rowPanel) slot(i int, from, to, foot, top float64) vg.Rectangle {
	half := barShare / 2 * p.pitch
	y := func(share float64) vg.Length { return p.row(i) - half + 2*half*vg.Length(share) }
	return vg.Rectangle{Min: vg.Point{X: p.x(min(from, to)), Y: y(foot)}, Max: vg.Point{X: p.x(max(from, to)), Y: y(top)}}
}

// rowBar draws a bar in a row; one too short to be seen is as wide as a line.
func (p *rowPanel) rowBar(i int, from, to float64, c color.RGBA) {
	p.partBar(p.slot(i, from, to, 0, 1), c)
}

func (p *rowPanel) partBar(r vg.Rectangle, c color.RGBA) {
	if r.Max.X-r.Min.X < 0.8 {
		mid := (r.Min.X + r.Max.X) / 2
		r.Min.X, r.Max.X = mid-0.4, mid+0.4
	}
	p.bar(c, r)
	if edge := p.edge(c); edge != c && r.Max.X-r.Min.X > 1 {
		p.outline(edge, r)
	}
}

// whisker draws an interval across the middle of a row, or at a share of its bar's height.
func (p *rowPanel) whisker(i int, lo, hi, height float64) {
	y := p.slot(i, lo, hi, height, height).Min.Y
	cap := min(0.16*p.pitch, 3)
	sty := solid(p.ink, 1)
	p.stroke(Data, sty, vg.Point{X: p.x(lo), Y: y}, vg.Point{X: p.x(hi), Y: y})
	for _, v := range []float64{lo, hi} {
		p.stroke(Data, sty, vg.Point{X: p.x(v), Y: y - cap}, vg.Point{X: p.x(v), Y: y + cap})
	}
}

// besideMark writes a text right of a value in a row, or left of it.
func (p *rowPanel) besideMark(i int, at float64, text string, c color.RGBA, bold, left bool) {
	l := label{text: text, size: p.size, bold: bold, colour: c, clear: true}
	x := p.x(at) + markGap
	if left {
		l.align, x = 1, p.x(at)-markGap
	}
	p.write(l, x, middle(p.row(i), p.size))
}

// markGap is between a mark and its text, in points.
const markGap = 4.0

// inset is the room that the widest of the texts takes beside a mark.
func (s *sheet) inset(bold bool, texts ...string) vg.Length {
	w := s.widest(texts, labelSize, bold)
	if w == 0 {
		return 2
	}
	return w + markGap + 2
}

// interval draws a bar from 0 between two shares of a row's bar, with its interval; what is not known is left out.
func (p *rowPanel) interval(i int, v, lo, hi, foot, top float64, c color.RGBA) {
	if !model.Known(v) {
		return
	}
	if v != 0 {
		p.partBar(p.slot(i, 0, v, foot, top), c)
	}
	if model.Known(lo + hi) {
		p.whisker(i, lo, hi, (foot+top)/2)
	}
}
