package plots

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// sheet is a page being drawn on. Everything a chart draws goes through it and is noted in out.
type sheet struct {
	draw.Canvas
	palette
	fonts  *typesetter
	widths map[widthKey]vg.Length
	whole  bool // texts are drawn in one piece, for canvases that set type themselves
	out    Layout
}

type widthKey struct {
	text string
	bold bool
}

func newSheet(c vg.Canvas, st Style, t *typesetter) *sheet {
	w, h := vg.Length(st.Width)*vg.Inch, vg.Length(st.Height)*vg.Inch
	return &sheet{
		Canvas: draw.NewCanvas(c, w, h), palette: st.Theme.palette(), fonts: t,
		widths: map[widthKey]vg.Length{}, out: Layout{Width: w, Height: h},
	}
}

// label is a line of text with its looks.
type label struct {
	text   string
	size   vg.Length // points
	bold   bool
	colour color.RGBA
	align  float64     // share of the width left of x: 0, 0.5 or 1
	on     *color.RGBA // the fill it stands on; nil for the paper
	clear  bool        // clear the gridlines behind it
	patch  bool        // with clear: the columns too
}

// width is the width of the text in the given type.
func (s *sheet) width(t string, size vg.Length, bold bool) vg.Length {
	k := widthKey{t, bold}
	w, ok := s.widths[k]
	if !ok {
		for _, part := range s.chunks(t) {
			w += s.fonts.width(part, bold)
		}
		s.widths[k] = w
	}
	return w * size
}

// chunks cuts a text where the font's kerning is too tight: it would make figures with 11 in them narrower than others, and
// run words into an A.
func (s *sheet) chunks(t string) []string {
	var out []string
	from := 0
	for i := 1; i < len(t) && !s.whole; i++ {
		if t[i-1] == '1' && t[i] == '1' || t[i-1] == ' ' && t[i] == 'A' {
			out = append(out, t[from:i])
			from = i
		}
	}
	return append(out, t[from:])
}

// box is where the label comes to lie when written at x with the given baseline.
func (s *sheet) box(l label, x, baseline vg.Length) vg.Rectangle {
	w := s.width(l.text, l.size, l.bold)
	left := x - vg.Length(l.align)*w
	return vg.Rectangle{
		Min: vg.Point{X: left, Y: baseline - descent*l.size},
		Max: vg.Point{X: left + w, Y: baseline + capHeight*l.size},
	}
}

// write puts the label on the page: the only way text gets there.
func (s *sheet) write(l label, x, baseline vg.Length) vg.Rectangle {
	if l.text == "" {
		return vg.Rectangle{}
	}
	box, paper := s.box(l, x, baseline), s.paper
	if l.on != nil {
		paper = *l.on
	}
	if l.clear {
		s.fill(s.paper, grow(box, 0.8))
	}
	s.SetColor(l.colour)
	x = box.Min.X
	for _, part := range s.chunks(l.text) {
		s.FillString(s.fonts.face(l.size, l.bold), vg.Point{X: x, Y: baseline}, part)
		x += s.fonts.width(part, l.bold) * l.size
	}
	s.out.Texts = append(s.out.Texts, TextBox{
		Text: l.text, Box: box, Size: l.size, Bold: l.bold, Colour: l.colour, Background: paper,
		OnFill: l.on != nil, Knockout: l.clear, Patch: l.clear && l.patch,
	})
	return box
}

// middle is the baseline that centres capitals and digits on y.
func middle(y, size vg.Length) vg.Length { return y - capHeight/2*size }

// free reports whether a box clears all that is on the page so far, but for gridlines.
func (s *sheet) free(box vg.Rectangle) bool {
	for i := range s.out.Texts {
		if overlap(box, grow(s.out.Texts[i].Box, 1)) {
			return false
		}
	}
	return s.clearOfData(box)
}

// clearOfData reports whether a box clears the data and leaders drawn so far.
func (s *sheet) clearOfData(box vg.Rectangle) bool {
	for i := range s.out.Marks {
		if m := &s.out.Marks[i]; m.Kind != Grid && m.hits(box) {
			return false
		}
	}
	return true
}

// fill paints a box and notes nothing.
func (s *sheet) fill(c color.RGBA, r vg.Rectangle) {
	if r.Max.X <= r.Min.X || r.Max.Y <= r.Min.Y {
		return
	}
	s.SetColor(c)
	s.Fill(r.Path())
}

// stroke draws a line and notes it.
func (s *sheet) stroke(kind MarkKind, sty draw.LineStyle, pts ...vg.Point) {
	s.StrokeLines(sty, pts)
	s.note(Mark{Kind: kind, Line: pts, Width: sty.Width})
}

// bar paints a box of data and notes it.
func (s *sheet) bar(c color.RGBA, r vg.Rectangle) {
	s.fill(c, r)
	s.note(Mark{Kind: Data, Box: r, solid: true})
}

func (s *sheet) note(m Mark) {
	if len(m.Line) > 0 {
		m.Box = bounds(m.Line)
	}
	s.out.Marks = append(s.out.Marks, m)
}

func bounds(pts []vg.Point) vg.Rectangle {
	r := vg.Rectangle{Min: pts[0], Max: pts[0]}
	for _, p := range pts[1:] {
		r.Min.X, r.Max.X = min(r.Min.X, p.X), max(r.Max.X, p.X)
		r.Min.Y, r.Max.Y = min(r.Min.Y, p.Y), max(r.Max.Y, p.Y)
	}
	return r
}

// shape is the form of a point.
type shape int

const (
	disc shape = iota
	square
	triangle
	diamond
)

// dot draws a filled point in a rim of paper, or of another colour, and notes it.
func (s *sheet) dot(sh shape, at vg.Point, radius vg.Length, fill, rim color.RGBA) {
	s.SetColor(rim)
	s.Fill(sh.path(at, radius+0.9))
	s.SetColor(fill)
	s.Fill(sh.path(at, radius))
	s.note(Mark{Kind: Data, Box: grow(vg.Rectangle{Min: at, Max: at}, radius)})
}

func (sh shape) path(at vg.Point, r vg.Length) vg.Path {
	var p vg.Path
	corners := map[shape][]vg.Point{
		square:   {{X: -.88, Y: -.88}, {X: .88, Y: -.88}, {X: .88, Y: .88}, {X: -.88, Y: .88}},
		triangle: {{X: -1.1, Y: -.8}, {X: 1.1, Y: -.8}, {X: 0, Y: 1.15}},
		diamond:  {{X: -1.2}, {Y: -1.2}, {X: 1.2}, {Y: 1.2}},
	}[sh]
	if corners == nil {
		p.Move(vg.Point{X: at.X + r, Y: at.Y})
		p.Arc(at, r, 0, 2*math.Pi)
	}
	for i, c := range corners {
		pt := vg.Point{X: at.X + c.X*r, Y: at.Y + c.Y*r}
		if i == 0 {
			p.Move(pt)
		} else {
			p.Line(pt)
		}
	}
	p.Close()
	return p
}

// hatch draws 45° lines clipped to the box.
func (s *sheet) hatch(c color.RGBA, r vg.Rectangle) {
	const pitch, width = 3.4, 0.8
	s.SetLineStyle(draw.LineStyle{Color: c, Width: width})
	h := r.Max.Y - r.Min.Y
	first := math.Floor(float64((r.Min.X-h-r.Min.Y)/pitch)) * pitch
	for d := vg.Length(first); d < r.Max.X-r.Min.Y; d += pitch {
		// the line x − y = d, inside the box
		x0, x1 := max(r.Min.X, d+r.Min.Y), min(r.Max.X, d+r.Max.Y)
		if x1-x0 < 0.2 {
			continue
		}
		var p vg.Path
		p.Move(vg.Point{X: x0, Y: x0 - d})
		p.Line(vg.Point{X: x1, Y: x1 - d})
		s.Stroke(p)
	}
}

// blank is a canvas that draws nothing, for layouts.
type blank struct{}

func (blank) SetLineWidth(vg.Length)                 {}
func (blank) SetLineDash([]vg.Length, vg.Length)     {}
func (blank) SetColor(color.Color)                   {}
func (blank) Rotate(float64)                         {}
func (blank) Translate(vg.Point)                     {}
func (blank) Scale(float64, float64)                 {}
func (blank) Push()                                  {}
func (blank) Pop()                                   {}
func (blank) Stroke(vg.Path)                         {}
func (blank) Fill(vg.Path)                           {}
func (blank) FillString(font.Face, vg.Point, string) {}
func (blank) DrawImage(vg.Rectangle, image.Image)    {}
