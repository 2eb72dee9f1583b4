package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"commitcast/model"
)

// columns are stacked columns at 0, 1, 2 …, first series at the bottom. An unknown value leaves its part out.
type columns struct {
	p       *panel
	stacks  [][]float64 // by series, then period
	fills   []color.RGBA
	partial []bool  // periods drawn lighter and hatched
	hatched []bool  // series drawn so; nil for none
	side    float64 // of columns in pairs: -1 for the left one, 1 for the right
}

// A column takes this share of the pitch, up to a width that still looks like a column where there are one or two.
const (
	columnShare = 0.7
	mostColumn  = 72.0 // points
)

// halfColumn is half the width of a column, in periods.
func (p *panel) halfColumn() float64 {
	pitch := float64(p.x(1) - p.x(0))
	return min(columnShare/2, mostColumn/2/pitch)
}

// Plot implements plot.Plotter.
func (b columns) Plot(draw.Canvas, *plot.Plot) {
	for i := range b.partial {
		up, down := 0.0, 0.0
		for k, values := range b.stacks {
			v := values[i]
			if !model.Known(v) || v == 0 {
				continue
			}
			from := &up
			if v < 0 {
				from = &down
			}
			b.bar(i, *from, *from+v, b.fills[k], b.partial[i] || b.hatched != nil && b.hatched[k])
			*from += v
		}
	}
}

func (b columns) bar(i int, from, to float64, c color.RGBA, hatched bool) {
	at, half := float64(i), b.p.halfColumn()
	if b.side != 0 {
		half /= 2
		at += b.side * half
	}
	r := vg.Rectangle{Min: b.p.at(at-half, math.Min(from, to)), Max: b.p.at(at+half, math.Max(from, to))}
	if len(b.stacks) > 1 && r.Max.Y-r.Min.Y > 1.5 {
		r.Min.Y += 0.35 // a hair of paper between the parts of a stack
		r.Max.Y -= 0.35
	}
	if hatched {
		b.p.fill(mix(b.p.paper, c, 0.3), r)
		b.p.hatch(c, r)
		b.p.note(Mark{Kind: Data, Box: r})
	} else {
		b.p.bar(c, r)
	}
	if edge := b.p.edge(c); edge != c && r.Max.Y-r.Min.Y > 1 {
		b.p.outline(edge, r)
	}
}

// outline draws a thin line just inside a box.
func (s *sheet) outline(c color.RGBA, r vg.Rectangle) {
	s.SetLineStyle(draw.LineStyle{Color: c, Width: 0.6})
	s.Stroke(grow(r, -0.3).Path())
}

// point is a place in a panel, in data units; an unknown y is a gap.
type point struct{ x, y float64 }

// curve is a line through points.
type curve struct {
	p     *panel
	pts   []point
	style draw.LineStyle
	dots  bool
	shape shape
	kind  MarkKind
	owner int  // to tell the marks of one line from those of others
	clip  bool // what is above the panel is left out
}

// Plot implements plot.Plotter.
func (c curve) Plot(draw.Canvas, *plot.Plot) {
	for _, run := range runs(c.pts) {
		pts := make([]vg.Point, len(run))
		for i, pt := range run {
			pts[i] = c.p.at(pt.x, pt.y)
		}
		c.stroke(pts)
		if c.dots || len(pts) == 1 {
			c.mark(pts)
		}
	}
}

func (c curve) stroke(pts []vg.Point) {
	if len(pts) < 2 {
		return
	}
	lines := [][]vg.Point{straighten(pts)}
	if c.clip {
		lines = c.p.area.ClipLinesY(lines...)
	}
	for _, l := range lines {
		c.p.StrokeLines(c.style, l)
		c.p.note(Mark{Kind: c.kind, Line: l, Width: c.style.Width, owner: c.owner})
	}
}

func (c curve) mark(pts []vg.Point) {
	fill := rgba(c.style.Color)
	for _, pt := range pts {
		if !c.clip || c.p.area.ContainsY(pt.Y) {
			c.p.dot(c.shape, pt, c.style.Width*0.75+1, fill, c.p.paper)
		}
	}
}

func rgba(c color.Color) color.RGBA { return color.RGBAModel.Convert(c).(color.RGBA) }

// runs cuts a line at its gaps.
func runs(pts []point) [][]point {
	var out [][]point
	from := 0
	for i := 0; i <= len(pts); i++ {
		if i < len(pts) && model.Known(pts[i].y) {
			continue
		}
		if i > from {
			out = append(out, pts[from:i])
		}
		from = i + 1
	}
	return out
}

// straighten leaves out points that lie on the line between their neighbours, to a twentieth of a point.
func straighten(pts []vg.Point) []vg.Point {
	out := pts[:1:1]
	from := 0
	for i := 2; i < len(pts); i++ {
		for j := from + 1; j < i; j++ {
			if offLine(pts[from], pts[i], pts[j]) > 0.05 {
				out = append(out, pts[i-1])
				from = i - 1
				break
			}
		}
	}
	return append(out, pts[len(pts)-1])
}

// offLine is the distance of p from the line through a and b.
func offLine(a, b, p vg.Point) vg.Length {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	length := math.Hypot(dx, dy)
	if length == 0 {
		return vg.Length(math.Hypot(float64(p.X-a.X), float64(p.Y-a.Y)))
	}
	return vg.Length(math.Abs(dx*float64(p.Y-a.Y)-dy*float64(p.X-a.X)) / length)
}

// band is a filled area between two lines over the same points; from nil is zero.
type band struct {
	p        *panel
	x        []float64
	from, to []float64
	fill     color.RGBA
	quiet    bool // a tint below a line, which labels may stand on
}

// Plot implements plot.Plotter.
func (b band) Plot(draw.Canvas, *plot.Plot) {
	from := 0
	for i := 0; i <= len(b.x); i++ {
		if i < len(b.x) && model.Known(b.to[i]) {
			continue
		}
		if i-from > 1 {
			b.polygon(from, i)
		}
		from = i + 1
	}
}

func (b band) low(i int) float64 {
	if b.from == nil {
		return 0
	}
	return b.from[i]
}

func (b band) polygon(lo, hi int) {
	var upper, lower []vg.Point
	for i := lo; i < hi; i++ {
		upper = append(upper, b.p.at(b.x[i], b.to[i]))
		lower = append(lower, b.p.at(b.x[i], b.low(i)))
	}
	var path vg.Path
	path.Move(upper[0])
	for _, pt := range upper[1:] {
		path.Line(pt)
	}
	for i := len(lower) - 1; i >= 0; i-- {
		path.Line(lower[i])
	}
	path.Close()
	b.p.SetColor(b.fill)
	b.p.Fill(path)
	if b.quiet {
		return
	}
	for i := 1; i < len(upper); i++ {
		top, foot := max(upper[i-1].Y, upper[i].Y), min(lower[i-1].Y, lower[i].Y)
		b.p.note(Mark{Kind: Data, Box: vg.Rectangle{Min: vg.Point{X: upper[i-1].X, Y: foot}, Max: vg.Point{X: upper[i].X, Y: top}}})
	}
}

// ringMarks are open points: values of part-periods, which no line joins.
type ringMarks struct {
	p      *panel
	pts    []point
	colour color.RGBA
}

// ringSize is the radius of a ring, in points.
const ringSize = 2.2

// Plot implements plot.Plotter.
func (m ringMarks) Plot(draw.Canvas, *plot.Plot) {
	for _, pt := range m.pts {
		m.p.dot(disc, m.p.at(pt.x, pt.y), ringSize, m.p.paper, m.colour)
	}
}

// solid is an unbroken line.
func solid(c color.RGBA, width vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: c, Width: width}
}

// hairline is a thin line that carries no data: the joint between two areas.
type hairline struct {
	p      *panel
	pts    []point
	colour color.RGBA
}

// Plot implements plot.Plotter.
func (h hairline) Plot(draw.Canvas, *plot.Plot) {
	pts := make([]vg.Point, len(h.pts))
	for i, pt := range h.pts {
		pts[i] = h.p.at(pt.x, pt.y)
	}
	h.p.StrokeLines(solid(h.colour, 0.8), straighten(pts))
}
