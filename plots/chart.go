package plots

import (
	"bytes"
	"fmt"
	"html"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Chart is one picture, ready to be drawn in any style. Its texts may be changed before it is drawn; a changed title is the
// caller's word, the one given here follows from the numbers.
type Chart struct {
	Name     string // a file's stem: spend, coverage
	Title    string // the finding, at most 15 words
	Subtitle string // measure, unit, period, scope
	Note     string // what a reader must know; may be empty
	Source   string // scenario, grades, publishers, hash, version
	Alt      string // for those who cannot see it: kind of chart, what it shows, main figures
	Hash     string // input_sha256 of the scenarios, in order, joined by spaces

	data []Row
	draw func(s *sheet, room vg.Rectangle)
}

// PNG draws the chart as a PNG that carries its density, title, alt text and hash. The bytes are the same at every call.
func (c *Chart) PNG(st Style) (png []byte, err error) {
	defer c.rescue(&err)
	if err := st.Validate(); err != nil {
		return nil, fmt.Errorf("chart %s: %w", c.Name, err)
	}
	img := vgimg.NewWith(
		vgimg.UseWH(vg.Length(st.Width)*vg.Inch, vg.Length(st.Height)*vg.Inch),
		vgimg.UseDPI(st.DPI), vgimg.UseBackgroundColor(st.Theme.palette().paper))
	if _, err := c.on(img, st); err != nil {
		return nil, err
	}
	return encodePNG(img.Image(), st.DPI, c.texts())
}

// SVG draws the chart as an SVG with title and description. Its text is set in Liberation Sans or, where that is missing, in
// a typeface of the same widths.
func (c *Chart) SVG(st Style) (svg []byte, err error) {
	defer c.rescue(&err)
	if err := st.Validate(); err != nil {
		return nil, fmt.Errorf("chart %s: %w", c.Name, err)
	}
	canvas := vgsvg.New(vg.Length(st.Width)*vg.Inch, vg.Length(st.Height)*vg.Inch)
	s, err := c.on(canvas, st)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	if _, err := canvas.WriteTo(&buf); err != nil {
		return nil, fmt.Errorf("chart %s: %w", c.Name, err)
	}
	return c.finishSVG(buf.Bytes(), s.fonts), nil
}

// finishSVG adds what vgsvg leaves out: the role and texts that readers of the screen need, and typefaces to fall back on.
func (c *Chart) finishSVG(svg []byte, t *typesetter) []byte {
	const open, family = `xmlns:xlink="http://www.w3.org/1999/xlink">`, "font-family:Liberation Sans;font-variant"
	head := fmt.Sprintf("xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"img\">\n<title>%s</title>\n<desc>%s</desc>",
		html.EscapeString(t.clean(c.Title)), html.EscapeString(t.clean(c.Alt)))
	svg = bytes.Replace(svg, []byte(open), []byte(head), 1)
	svg = bytes.ReplaceAll(svg, []byte(nbsp), []byte(" ")) // for those who copy or search the text
	return bytes.ReplaceAll(svg, []byte(family),
		[]byte("font-family:'Liberation Sans',Arimo,Arial,Helvetica,sans-serif;font-variant"))
}

// Layout says where the chart's texts and marks come to lie, without drawing them.
func (c *Chart) Layout(st Style) (l Layout, err error) {
	defer c.rescue(&err)
	if err := st.Validate(); err != nil {
		return Layout{}, fmt.Errorf("chart %s: %w", c.Name, err)
	}
	s, err := c.on(blank{}, st)
	if err != nil {
		return Layout{}, err
	}
	return s.out, nil
}

// on draws the chart on a canvas.
func (c *Chart) on(canvas vg.Canvas, st Style) (*sheet, error) {
	fonts, err := newTypesetter()
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", c.Name, err)
	}
	s := newSheet(canvas, st, fonts)
	_, s.whole = canvas.(*vgsvg.Canvas)
	s.fill(s.paper, s.Rectangle)
	room := s.frame(c.cleaned(fonts))
	c.draw(s, room)
	return s, nil
}

// cleaned is the chart with its texts fit to print.
func (c *Chart) cleaned(t *typesetter) *Chart {
	d := *c
	for _, p := range []*string{&d.Title, &d.Subtitle, &d.Note, &d.Source} {
		*p = t.clean(*p)
	}
	return &d
}

// rescue turns a panic of the drawing library into an error: one chart that cannot be drawn must not end the program.
func (c *Chart) rescue(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("chart %s cannot be drawn: %v", c.Name, r)
	}
}
