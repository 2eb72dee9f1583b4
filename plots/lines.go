package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"commitcast/model"
)

// line is one scenario in a chart of lines.
type line struct {
	name  string
	pts   []point
	twins int  // further scenarios with the very same line
	rank  int  // its colour in the palette; 0 for the base
	quiet bool // one of many: grey and thin
}

// text is what the line is called.
func (l line) text() string {
	switch l.twins {
	case 0:
		return l.name
	case 1:
		return l.name + " (and 1 the same)"
	}
	return l.name + " (and " + itoa(l.twins) + " the same)"
}

// merge joins lines that lie on each other all the way: only the first would be seen. Lines without a known point go.
func merge(ls []line) []line {
	var out []line
next:
	for _, l := range ls {
		if len(runs(l.pts)) == 0 {
			continue
		}
		for i := range out {
			if same(out[i].pts, l.pts) {
				out[i].twins++
				continue next
			}
		}
		out = append(out, l)
	}
	return out
}

func same(a, b []point) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, y := a[i].y, b[i].y
		if model.Known(x) != model.Known(y) || math.Abs(x-y) > 1e-9*math.Max(math.Abs(x), math.Abs(y)) {
			return false
		}
	}
	return true
}

// drawnLine is a line on the page.
type drawnLine struct {
	name   string
	colour color.RGBA
	page   []vg.Point
	owner  int
	quiet  bool // it goes without a name
}

// coloured gives lines their looks. Up to six have a colour each. Of more, the base has one and the rest is grey; with
// extremes, the ones with the largest and smallest sums have one too.
func coloured(ls []line, extremes bool) []line {
	many := len(ls) > mostParts
	for i := range ls {
		ls[i].rank, ls[i].quiet = i, many && i > 0
	}
	if !many || !extremes {
		return ls
	}
	hi, lo := 0, 0
	for i := range ls {
		if sumOf(ls[i]) > sumOf(ls[hi]) {
			hi = i
		}
		if sumOf(ls[i]) < sumOf(ls[lo]) {
			lo = i
		}
	}
	for rank, i := range []int{hi, lo} {
		if i > 0 {
			ls[i].quiet, ls[i].rank = false, []int{5, 2}[rank]
		}
	}
	return ls
}

func sumOf(l line) float64 {
	t := 0.0
	for _, pt := range l.pts {
		t += zeroIfUnknown(pt.y)
	}
	return t
}

// look is how a line is drawn: c is the colour of its name.
func (s *sheet) look(l line) (c color.RGBA, style draw.LineStyle) {
	dashes := [][]vg.Length{nil, {7, 2}, {3, 1.6}, {8, 2, 2, 2}, {5, 3}, {10, 2}}
	switch {
	case l.quiet:
		return s.other, solid(s.sibling, 1)
	case l.rank == 0:
		return s.series[0], solid(s.series[0], 2.6)
	}
	c = s.series[l.rank]
	return c, draw.LineStyle{Color: c, Width: 2, Dashes: dashes[l.rank]}
}

// curves turns lines into plotters, the quiet ones first and the base last so that it lies on top.
func (p *panel) curves(ls []line, dots bool) []plot.Plotter {
	var quiet, loud []plot.Plotter
	for i := len(ls) - 1; i >= 0; i-- {
		_, style := p.look(ls[i])
		if dots {
			style.Dashes = nil // the shape of the dots tells them apart
		}
		c := curve{p: p, pts: ls[i].pts, style: style, dots: dots, shape: ls[i].shape(), owner: i + 1}
		if ls[i].quiet {
			quiet = append(quiet, c)
		} else {
			loud = append(loud, c)
		}
	}
	return append(quiet, loud...)
}

// shape is the form of the line's points.
func (l line) shape() shape {
	if l.quiet {
		return disc
	}
	return shape(l.rank % 4)
}

// drawn are the lines as they lie on the page.
func (p *panel) drawn(ls []line) []drawnLine {
	out := make([]drawnLine, len(ls))
	for i, l := range ls {
		c, _ := p.look(l)
		out[i] = drawnLine{name: l.text(), colour: c, owner: i + 1, quiet: l.quiet}
		for _, pt := range l.pts {
			if model.Known(pt.y) {
				out[i].page = append(out[i].page, p.at(pt.x, pt.y))
			}
		}
	}
	return out
}

// lastKnown is the last point with a value.
func lastKnown(pts []point) (point, bool) {
	for i := len(pts) - 1; i >= 0; i-- {
		if model.Known(pts[i].y) {
			return pts[i], true
		}
	}
	return point{}, false
}

// highest is the largest known value of all lines; 0 when there is none.
func highest(ls []line) float64 {
	top := 0.0
	for _, l := range ls {
		for _, pt := range l.pts {
			if model.Known(pt.y) {
				top = math.Max(top, pt.y)
			}
		}
	}
	return top
}
