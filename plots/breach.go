package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
	"commitcast/model/risk"
)

// breaches are the chances of missing the coverage target: of one scenario in a period, for the first time in it, and by its
// end; of several a row each, with the chance of ever missing it.
type breaches struct {
	r      *model.Report
	target float64
	from   int // the first period shown
	labels []string
	rows   []breachRow
	ever   bool // a last column has the chance of ever missing it
}

// breachRow is a row of chances by period; those of no paths are unknown.
type breachRow struct {
	name   string
	of     *model.Report
	metric string
	values []chance
	ever   chance
}

func (s *simulation) breachChart() (*Chart, error) {
	b, err := s.newBreaches()
	if err != nil {
		return nil, err
	}
	c := &Chart{
		Title:    b.title(),
		Subtitle: b.subtitle(),
		Note:     notes(b.bold(), b.sure(), fullOnly(s.reports[:1]), b.without(s)),
		data:     b.data(),
	}
	c.Alt = fmt.Sprintf("Heat strip of the probability that revenue coverage is below %s, %s %s to %s. %s.",
		targetText(b.target), years(b.r), b.labels[0], b.labels[len(b.labels)-1], c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { b.draw(s, room) }
	return c, nil
}

func (s *simulation) newBreaches() (*breaches, error) {
	b := &breaches{r: s.reports[0], target: targetOf(s.reports[0]), ever: s.several()}
	names := labels(s.reports)
	first, last := len(s.Periods), -1
	for i := range s.Scenarios {
		br := s.Scenarios[i].Breach
		if br == nil || targetOf(s.reports[i]) != b.target {
			continue
		}
		for k, p := range br.Periods {
			if p.Paths > 0 {
				first, last = min(first, k), max(last, k)
			}
		}
		b.rows = append(b.rows, breachRow{names[i], s.reports[i], "P(coverage.revenue < " + number(b.target) + ")", chances(br.Periods), chanceOf(br.Ever)})
		if !s.several() {
			b.rows = append(b.rows, firstRows(s.reports[i], br, b.target)...)
		}
	}
	switch {
	case len(b.rows) == 0:
		return nil, absent("coverage is not known, so neither is a breach")
	case last < 0:
		return nil, &NotDrawn{Reason: "no path has a full " + each(b.r.By) + " with a coverage"}
	}
	if !s.several() {
		b.rows[0].name = "In the " + each(b.r.By)
	}
	b.from = first
	for i := range b.rows {
		b.rows[i].values = b.rows[i].values[first : last+1]
	}
	for _, p := range s.Periods[first : last+1] {
		b.labels = append(b.labels, p.Label)
	}
	return b, nil
}

// firstRows are the chances of a first breach in a period, and of one by its end.
func firstRows(r *model.Report, br *risk.Breach, target float64) []breachRow {
	first := breachRow{name: "For the first time", of: r, metric: "P(first coverage.revenue < " + number(target) + ")", values: chances(br.First)}
	by := breachRow{name: "By " + each(r.By) + " end", of: r, metric: "P(coverage.revenue < " + number(target) + " by period end)"}
	total := 0.0
	for _, c := range first.values {
		total += zeroIfUnknown(c.share)
		by.values = append(by.values, chance{share: math.Min(total, 1), half: model.Unknown()})
	}
	return []breachRow{first, by}
}

func chances(ps []risk.Probability) []chance {
	var out []chance
	for _, p := range ps {
		c := chanceOf(p)
		c.rare = rare(p, ps)
		out = append(out, c)
	}
	return out
}

func chanceOf(p risk.Probability) chance {
	if p.Paths == 0 {
		return chance{share: model.Unknown(), half: model.Unknown()}
	}
	return chance{share: p.Value, half: (p.High - p.Low) / 2}
}

// subtitle says what the cells are.
func (b *breaches) subtitle() string {
	text := "Probability that revenue coverage misses the " + targetText(b.target) + " target, " + years(b.r)
	if b.ever {
		text += ", by scenario"
	}
	return text
}

// bold says what bold figures are, if there are any.
func (b *breaches) bold() string {
	for _, r := range b.rows {
		for _, c := range append(slices.Clone(r.values), r.ever) {
			if c.share > 0.5 && len(b.labels) <= mostWritten {
				return "Bold: more likely than not."
			}
		}
	}
	return ""
}

// sure says how far the chances are known.
func (b *breaches) sure() string {
	var all []chance
	for _, r := range b.rows {
		for _, c := range r.values {
			if model.Known(c.half) {
				all = append(all, c)
			}
		}
	}
	return strings.Replace(sureShares(all), "The chance is", "Chances are", 1)
}

// without names the scenarios that are not shown.
func (b *breaches) without(s *simulation) string {
	var missing []string
	names := labels(s.reports)
	for i, r := range s.reports {
		if s.Scenarios[i].Breach == nil || targetOf(r) != b.target {
			missing = append(missing, short(names[i], 30))
		}
	}
	if len(missing) == 0 {
		return ""
	}
	return "Without " + list(missing) + ", of whom it is not known or the target is another."
}

// title says when a miss is likeliest and how likely one is at all, or between which chances the scenarios lie.
func (b *breaches) title() string {
	goal := "the " + targetText(b.target) + " target"
	neutral := "The chance of missing " + goal + ", by " + each(b.r.By)
	ever := b.rows[0].ever
	if len(b.rows) > 1 && b.ever {
		var shares []float64
		for _, r := range b.rows {
			shares = append(shares, r.ever.share)
		}
		lo, hi, n := bounded(shares)
		main := "The chance of ever missing " + goal
		switch {
		case n < len(b.rows):
			return neutral
		case percent(lo) == percent(hi):
			return main + " is " + percent(lo) + " in every scenario"
		}
		return finding(main+" runs from "+percent(lo)+" to "+percent(hi)+across(n), main+" runs from "+percent(lo)+" to "+percent(hi))
	}
	at, most := b.rows[0].peak()
	switch {
	case !model.Known(ever.share):
		return neutral
	case ever.share == 0:
		return "No path misses " + goal + " in a full " + each(b.r.By)
	case ever.share < 0.005:
		return "Fewer than 1% of paths miss " + goal + " in any full " + each(b.r.By)
	case len(b.labels) == 1:
		return "The chance of missing " + goal + " in " + b.labels[0] + " is " + percent(most)
	}
	main := "Missing " + goal + " is likeliest in " + b.labels[at] + " (" + percent(most) + ")"
	return finding(main+"; "+percent(ever.share)+" miss it at some time", main)
}

// peak is the period of the highest chance.
func (r *breachRow) peak() (at int, most float64) {
	for i, c := range r.values {
		if !c.rare && c.share > most*(1+1e-9) {
			at, most = i, c.share
		}
	}
	return at, most
}

func (b *breaches) data() []Row {
	var rows []Row
	for _, r := range b.rows {
		for i, c := range r.values {
			rows = append(rows, Row{title(r.of), "", r.metric, string(model.Share), b.labels[i], c.share, b.r.Periods[b.from+i].Partial})
		}
		if model.Known(r.ever.share) && r.ever != (chance{}) {
			rows = append(rows, Row{title(r.of), "ever", r.metric, string(model.Share), "", r.ever.share, false})
		}
	}
	return rows
}

// mostWritten is how many periods have their chances written on any page.
const mostWritten = 20

// The cells of a strip, in points.
const (
	cellGap  = 1.5
	everGap  = 8.0
	mostCell = 80.0 // its height
)

// draw draws the cells, with the names of the rows on the left and the periods below.
func (b *breaches) draw(s *sheet, room vg.Rectangle) {
	names := make([]string, len(b.rows))
	width := vg.Length(0)
	for i, r := range b.rows {
		names[i] = r.name
		width = max(width, s.width(r.name, labelSize, false))
	}
	width = min(width+8, 0.28*(room.Max.X-room.Min.X))
	grid := room
	grid.Min.X += width
	grid.Min.Y += xLabelRoom
	if !b.written(s, b.cell(grid)) {
		grid.Max.Y -= 16
		s.heatKey(vg.Point{X: grid.Min.X, Y: grid.Max.Y + 6}, "0%", "100%", s.heat)
	}
	cell := b.cell(grid)
	if spare := grid.Max.Y - grid.Min.Y - cell.Y*vg.Length(len(b.rows)); spare > 0 {
		grid.Min.Y += spare // the cells stand at the top
	}
	size := vg.Length(labelSize)
	if cell.Y < 1.15*size {
		size = noteSize
	}
	for i, n := range s.fitAll(names, size, false, width-6) {
		y := grid.Max.Y - (vg.Length(i)+0.5)*cell.Y
		s.write(label{text: n, size: size, colour: s.ink}, room.Min.X, middle(y, size))
	}
	b.drawCells(s, grid, cell)
	b.drawLabels(s, grid, cell)
}

// cell is the size of one.
func (b *breaches) cell(grid vg.Rectangle) vg.Point {
	width, n := grid.Max.X-grid.Min.X, vg.Length(len(b.labels))
	if b.ever {
		width, n = width-everGap, n+1
	}
	return vg.Point{X: width / n, Y: min((grid.Max.Y-grid.Min.Y)/vg.Length(len(b.rows)), mostCell)}
}

// at is the box of a cell; that of ever is the last.
func (b *breaches) at(grid vg.Rectangle, cell vg.Point, row, col int) vg.Rectangle {
	x := grid.Min.X + vg.Length(col)*cell.X
	if col == len(b.labels) {
		x += everGap
	}
	top := grid.Max.Y - vg.Length(row)*cell.Y
	return vg.Rectangle{Min: vg.Point{X: x, Y: top - cell.Y + cellGap}, Max: vg.Point{X: x + cell.X - cellGap, Y: top}}
}

func (b *breaches) drawCells(s *sheet, grid vg.Rectangle, cell vg.Point) {
	write := b.written(s, cell)
	for i, r := range b.rows {
		cells := slices.Clone(r.values)
		if b.ever {
			cells = append(cells, r.ever)
		}
		for k, c := range cells {
			box := b.at(grid, cell, i, k)
			if !model.Known(c.share) {
				s.hatch(s.grid, box)
				s.note(Mark{Kind: Leader, Box: box})
				continue
			}
			fill := s.heat(c.share)
			s.bar(fill, box)
			if write {
				s.cellText(box, fill, percent(c.share), "100%", c.share > 0.5)
			}
		}
	}
}

// written reports whether shares fit into the cells.
func (b *breaches) written(s *sheet, cell vg.Point) bool {
	return len(b.labels) <= mostWritten && cell.X-cellGap >= s.width("100%", noteSize, true)+2 && cell.Y-cellGap >= noteSize+2
}

// cellText writes a text in its cell, in the ink that reads best on it, and as large as the widest text of all cells allows.
func (s *sheet) cellText(box vg.Rectangle, fill color.RGBA, text, widest string, bold bool) {
	l := label{text: text, size: labelSize, bold: bold, colour: s.inkOn(fill), on: &fill, align: 0.5}
	if s.width(widest, l.size, true)+2 > box.Max.X-box.Min.X || box.Max.Y-box.Min.Y < labelSize+1 {
		l.size = noteSize
	}
	s.write(l, (box.Min.X+box.Max.X)/2, middle((box.Min.Y+box.Max.Y)/2, l.size))
}

// inkOn is the colour of text on a fill: the page's ink or paper where one is legible, else black or white.
func (p palette) inkOn(fill color.RGBA) color.RGBA {
	for _, c := range []color.RGBA{p.ink, p.paper} {
		if contrast(c, fill) >= textContrast {
			return c
		}
	}
	if black := rgb(0); contrast(black, fill) > contrast(rgb(0xFFFFFF), fill) {
		return black
	}
	return rgb(0xFFFFFF)
}

// heat is the colour of a share: one hue, stronger where it is larger.
func (p palette) heat(share float64) color.RGBA {
	return mix(p.paper, p.series[5], 0.07+0.88*share)
}

// drawLabels writes the periods below the cells, those that fit.
func (b *breaches) drawLabels(s *sheet, grid vg.Rectangle, cell vg.Point) {
	area := grid
	area.Max.X = grid.Min.X + cell.X*vg.Length(len(b.labels))
	p := s.panelIn(area, axes{x0: -0.5, x1: float64(len(b.labels)) - 0.5, y0: 0, y1: 1})
	p.area.Min.Y = grid.Max.Y - cell.Y*vg.Length(len(b.rows)) + cellGap
	p.xLabels(periodPlaces(b.r.Periods[b.from:b.from+len(b.labels)], make([]bool, len(b.labels))))
	if b.ever {
		box := b.at(grid, cell, 0, len(b.labels))
		l := label{text: "Ever", size: tickSize, bold: true, colour: s.ink, align: 0.5}
		s.write(l, (box.Min.X+box.Max.X)/2, p.area.Min.Y-5-capHeight*tickSize)
	}
}

// heatKey draws what the colours mean from one value to another, where no values are written.
func (s *sheet) heatKey(at vg.Point, low, high string, heat func(share float64) color.RGBA) {
	box := s.write(label{text: low, size: tickSize, colour: s.muted}, at.X, at.Y+1)
	x := box.Max.X + 4
	for i := range 10 {
		s.bar(heat(float64(i)/10+0.05), vg.Rectangle{Min: vg.Point{X: x, Y: at.Y}, Max: vg.Point{X: x + 12, Y: at.Y + 7}})
		x += 12
	}
	s.write(label{text: high, size: tickSize, colour: s.muted}, x+4, at.Y+1)
}
