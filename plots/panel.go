package plots

import (
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"commitcast/model"
)

// Room around a panel, in points.
const (
	gutterGap  = 5.0  // between the numbers of the y axis and the gridlines
	xLabelRoom = 14.0 // below the x axis
	headroom   = 12.0 // above the top of the y axis, for labels on the data
)

// panel is a plot with its axes: gonum's plot holds the ranges and draws the plotters, the numbers beside it are ours.
type panel struct {
	*sheet
	plot  *plot.Plot
	area  draw.Canvas
	ticks []tick
	small vg.Length // size of the axis' numbers
	reach vg.Length // how far labels may stand out beside the plot
}

// axes are the ranges of a panel.
type axes struct {
	x0, x1, y0, y1 float64
	ticks          []tick // of the y axis
}

// panel opens a panel in the room, keeping the gutter for the numbers of the y axis on its left and the x labels below.
func (s *sheet) panel(room vg.Rectangle, a axes) *panel {
	room.Min.X += s.gutter(a.ticks, tickSize)
	room.Min.Y += xLabelRoom
	return s.panelIn(room, a)
}

// panelIn opens a panel whose plot fills the room.
func (s *sheet) panelIn(room vg.Rectangle, a axes) *panel {
	p := plot.New()
	p.HideAxes()
	p.BackgroundColor = nil
	p.X.Padding, p.Y.Padding = 0, 0
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = a.x0, a.x1, a.y0, a.y1
	area := draw.Canvas{Canvas: s.Canvas.Canvas, Rectangle: room}
	return &panel{sheet: s, plot: p, area: area, ticks: a.ticks, small: tickSize, reach: 8}
}

// gutter is the room that the numbers of the y axis take.
func (s *sheet) gutter(ticks []tick, size vg.Length) vg.Length {
	var w vg.Length
	for _, t := range ticks {
		w = max(w, s.width(t.text, size, false))
	}
	return w + gutterGap
}

func (p *panel) x(v float64) vg.Length { return p.area.X(p.plot.X.Norm(v)) }
func (p *panel) y(v float64) vg.Length { return p.area.Y(p.plot.Y.Norm(v)) }

// at is a point of data on the page.
func (p *panel) at(x, y float64) vg.Point { return vg.Point{X: p.x(x), Y: p.y(y)} }

// render draws the gridlines, the plotters in their order, the zero line and the numbers of the y axis.
func (p *panel) render(ps ...plot.Plotter) {
	p.renderBare(ps...)
	for _, t := range p.ticks {
		l := label{text: t.text, size: p.small, colour: p.muted, align: 1}
		p.write(l, p.area.Min.X-gutterGap, middle(p.y(t.at), p.small))
	}
}

// renderBare is render without the numbers, for a panel beside one that has them.
func (p *panel) renderBare(ps ...plot.Plotter) {
	p.plot.Add(gridlines{p})
	p.plot.Add(ps...)
	p.plot.Add(zeroLine{p})
	p.plot.Draw(p.area)
}

// gridlines draws a line at every tick but zero.
type gridlines struct{ p *panel }

// Plot implements plot.Plotter.
func (g gridlines) Plot(c draw.Canvas, _ *plot.Plot) {
	for _, t := range g.p.ticks {
		if t.at == 0 {
			continue
		}
		y := g.p.y(t.at)
		g.p.stroke(Grid, draw.LineStyle{Color: g.p.grid, Width: 0.7}, vg.Point{X: c.Min.X, Y: y}, vg.Point{X: c.Max.X, Y: y})
	}
}

// zeroLine draws the axis at zero over the data's feet, where the panel reaches to zero.
type zeroLine struct{ p *panel }

// Plot implements plot.Plotter.
func (z zeroLine) Plot(c draw.Canvas, _ *plot.Plot) {
	if z.p.plot.Y.Min > 0 || z.p.plot.Y.Max < 0 {
		return
	}
	y := z.p.y(0)
	z.p.stroke(Grid, draw.LineStyle{Color: z.p.axis, Width: 0.9}, vg.Point{X: c.Min.X, Y: y}, vg.Point{X: c.Max.X, Y: y})
}

// place is a label on the x axis: centred at, over the span it names.
type place struct {
	at   float64
	text string
	year int     // 0 when it names none
	span float64 // how much of the axis it names; 0 where that does not matter
}

// periodPlaces are the labels of periods at 0, 1, 2 …; those that are only partly there have an asterisk.
func periodPlaces(ps []model.Period, partial []bool) []place {
	out := make([]place, len(ps))
	for i, p := range ps {
		out[i] = place{at: float64(i), text: p.Label, year: labelYear(p.Label)}
		if partial[i] {
			out[i].text += "*"
		}
	}
	return out
}

// labelYear is the number a label ends in: 2026 of 2026 and FY2026, 3 of Y3.
func labelYear(l string) int {
	i := len(l)
	for i > 0 && l[i-1] >= '0' && l[i-1] <= '9' {
		i--
	}
	n, _ := strconv.Atoi(l[i:])
	return n
}

// yearPlaces are the labels of the calendar years between two months, in the middle of what is shown of each.
func yearPlaces(from, to model.Month) []place {
	var out []place
	for y := from.Year(); y <= to.Year(); y++ {
		a, b := max(model.MonthOf(y, 1), from), min(model.MonthOf(y+1, 1), to+1)
		out = append(out, place{float64(a+b) / 2, strconv.Itoa(y), y, float64(b - a)})
	}
	return out
}

// roomy leaves out labels at the ends that are wider than what they name: a year of which a month or two are shown.
func (p *panel) roomy(all []place) []place {
	narrow := func(c place) bool {
		return c.span > 0 && c.span < 12 && p.x(c.span)-p.x(0) < p.width(c.text, p.small, false)+2
	}
	if n := len(all); n > 1 && narrow(all[n-1]) {
		all = all[:n-1]
	}
	if len(all) > 1 && narrow(all[0]) {
		all = all[1:]
	}
	return all
}

// xLabels writes those labels that fit side by side, every one, or every second, fifth, … year.
func (p *panel) xLabels(all []place) {
	base := p.area.Min.Y - 4 - capHeight*p.small - 1
	for _, every := range []int{1, 2, 5, 10, 20, 50} {
		chosen := everyNth(all, every)
		if p.apart(chosen) {
			for _, c := range chosen {
				p.write(label{text: c.text, size: p.small, colour: p.muted, align: 0.5}, p.within(c), base)
			}
			return
		}
	}
}

func everyNth(all []place, n int) []place {
	var out []place
	for i, c := range all {
		if c.year%n == 0 && (c.year != 0 || i%n == 0) {
			out = append(out, c)
		}
	}
	if len(out) == 0 && len(all) > 0 {
		out = all[:1]
	}
	return out
}

// within is where a label is centred so that it does not leave the page, or stand too far out.
func (p *panel) within(c place) vg.Length {
	half := p.width(c.text, p.small, false) / 2
	left := max(p.sheet.Min.X+p.margin(), p.area.Min.X-p.reach)
	right := min(p.sheet.Max.X-p.margin(), p.area.Max.X+p.reach)
	return min(max(p.x(c.at), left+half), right-half)
}

func (p *panel) apart(cs []place) bool {
	for i := 1; i < len(cs); i++ {
		w := p.width(cs[i-1].text, p.small, false) + p.width(cs[i].text, p.small, false)
		if p.within(cs[i])-p.within(cs[i-1]) < w/2+4 {
			return false
		}
	}
	return true
}

// xTicks draws small strokes below the axis.
func (p *panel) xTicks(at ...float64) {
	for _, v := range at {
		x := p.x(v)
		p.fill(p.axis, vg.Rectangle{Min: vg.Point{X: x - 0.35, Y: p.area.Min.Y - 3}, Max: vg.Point{X: x + 0.35, Y: p.area.Min.Y}})
	}
}

// yearTicks draws a stroke where a year begins, unless they crowd.
func (p *panel) yearTicks(from, to model.Month) {
	if p.x(12)-p.x(0) < 5 {
		return
	}
	for y := from.Year(); y <= to.Year()+1; y++ {
		if m := model.MonthOf(y, 1); m >= from && m <= to+1 {
			p.xTicks(float64(m))
		}
	}
}
