package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"commitcast/model"
)

// key says what the bands and lines are.
func (f *fanChart) key(own bool) string {
	bands := "Bands hold 50% and 90% of the paths in each " + each(f.r.By) + "; dashed: the median"
	switch {
	case !own:
		return bands + "; solid: the base cases."
	case len(f.fans) > 1 && model.Known(f.target):
		return bands + "; solid: the base case; level line: the " + targetText(f.target) + " target."
	case len(f.fans) > 1:
		return bands + "; solid: the base case."
	}
	return bands + "."
}

// stops says that the scale ends early.
func (f *fanChart) stops() string {
	if f.capped && len(f.fans) > 1 {
		return "The scale stops at " + timesScale().figure(f.top) + "."
	}
	return capNote(f.top, f.capped)
}

// sure says how far the outer edges are known.
func (f *fanChart) sure() string {
	low, high := f.halfWidth(p5), f.halfWidth(p95)
	switch lo, hi := f.extremes(); {
	case !model.Known(low + high):
		return "Too few paths for intervals of P5 and P95."
	case math.Max(low, high) < 1e-5*math.Max(hi, -lo):
		return ""
	}
	return "95% intervals at their widest: P5" + nbsp + f.plusMinus(low) + ", P95" + nbsp + f.plusMinus(high) + "."
}

// halfWidth is the largest half-width of a quantile's interval; Unknown where one is.
func (f *fanChart) halfWidth(k int) float64 {
	half := 0.0
	for _, g := range f.fans {
		for _, i := range g.shown() {
			e := g.bands[k][i]
			half = math.Max(half, (e.High-e.Low)/2) // a NaN stays
		}
	}
	return half
}

// left says how many paths are left out for want of a value.
func (f *fanChart) left(s *simulation) string {
	most, at, rare := 0.0, 0, false
	for _, g := range f.fans {
		rare = rare || g.rare
		for i, v := range g.lacks {
			if v > most {
				most, at = v, i
			}
		}
	}
	text := ""
	if most > 0 {
		text = "Paths without a value are left out: at most " + percent(most) + ", in " + f.r.Periods[at].Label + "."
	}
	if rare {
		text = notes(text, "So are "+each(f.r.By)+"s in which most paths have none.")
	}
	return text
}

// parts says that part-years are left out.
func (f *fanChart) parts(s *simulation) string {
	if f.level {
		return ""
	}
	return fullOnly(s.reports[:1])
}

// colours of a fan: the tints of its bands, the median and the base case.
func (s *sheet) fanTints() (outer, inner color.RGBA) {
	return mix(s.paper, s.series[0], 0.2), mix(s.paper, s.series[0], 0.42)
}

func (s *sheet) baseColour() color.RGBA { return s.series[5] }

var medianDashes = []vg.Length{5, 2.5}

// draw draws one fan with its values at the right, or a panel a scenario.
func (f *fanChart) draw(s *sheet, room vg.Rectangle) {
	if len(f.fans) > 1 {
		f.drawPanels(s, room)
		return
	}
	g := &f.fans[0]
	col := room
	room.Max.Y -= headroom + 6*vg.Length(btoi(f.capped))
	a := f.axes(s, room)
	room.Max.X -= s.sideWidth(f.endLabels(nil, s, g), 0.26, room.Max.Y-room.Min.Y)
	col.Min.X, col.Min.Y = room.Max.X, col.Min.Y+xLabelRoom-8
	p := s.panel(room, a)
	p.render(f.plotters(p, g, true)...)
	p.xLabels(f.places())
	if f.capped {
		p.offScale(f.r, f.lines(), f.top)
	}
	s.sideLabels(col, f.endLabels(p, s, g))
}

// axes are the ranges of a panel in the room.
func (f *fanChart) axes(s *sheet, room vg.Rectangle) axes {
	lo, hi := f.extremes()
	if model.Known(f.target) {
		hi = math.Max(f.top, f.target)
	}
	y0, y1, ticks := f.sc.axis(lo, hi, s.steps(room))
	if f.capped {
		y1, ticks = f.top, thinned(cappedTicks(f.top), room.Max.Y-room.Min.Y-xLabelRoom)
	}
	first, last := f.extent()
	return axes{first, last, y0, y1, f.signs(ticks)}
}

// thinned leaves the first and the last of ticks that would not stand clear of each other over a height.
func thinned(ticks []tick, height vg.Length) []tick {
	if n := len(ticks); n > 2 && height/vg.Length(n-1) < 1.3*tickSize {
		return []tick{ticks[0], ticks[n-1]}
	}
	return ticks
}

// signs writes a plus before the ticks of a difference that are above zero.
func (f *fanChart) signs(ticks []tick) []tick {
	if !f.signed {
		return ticks
	}
	out := append([]tick(nil), ticks...)
	for i := range out {
		if out[i].at > 0 {
			out[i].text = "+" + out[i].text
		}
	}
	return out
}

// extent is the range of the periods' axis.
func (f *fanChart) extent() (first, last float64) {
	first, last = math.Inf(1), math.Inf(-1)
	for i := range f.fans {
		at := f.fans[i].shown()
		first, last = math.Min(first, float64(at[0])), math.Max(last, float64(at[len(at)-1]))
	}
	return first - 0.5, last + 0.5
}

// places are the labels of the periods shown.
func (f *fanChart) places() []place {
	first, last := f.extent()
	return periodPlaces(f.r.Periods, make([]bool, len(f.r.Periods)))[int(first+0.5) : int(last-0.5)+1]
}

// plotters draw a fan: bands, target, median and the base case; with dots where there is room for them.
func (f *fanChart) plotters(p *panel, g *fan, dots bool) []plot.Plotter {
	outer, inner := p.fanTints()
	ps := []plot.Plotter{f.band(p, g, p5, p95, outer), f.band(p, g, p25, p75, inner)}
	if model.Known(f.target) {
		ps = append(ps, targetLine{p, f.target})
	}
	at := func(vs []float64) []point { return f.stretch(g, vs) }
	return append(ps,
		curve{p: p, pts: at(g.base), style: solid(p.baseColour(), 1.5), dots: dots && p.x(1)-p.x(0) > 9 && len(g.shown()) > 1, clip: true, owner: 1},
		curve{p: p, pts: at(g.values(median)), style: draw.LineStyle{Color: p.series[0], Width: 2.2, Dashes: medianDashes}, clip: true, owner: 2})
}

// stretch are the points of a series; of a single period, a short line across it.
func (f *fanChart) stretch(g *fan, vs []float64) []point {
	if at := g.shown(); len(at) == 1 {
		return []point{{float64(at[0]) - 0.3, vs[at[0]]}, {float64(at[0]) + 0.3, vs[at[0]]}}
	}
	return pointsOf(vs)
}

// band fills between two quantiles, up to the end of the scale.
func (f *fanChart) band(p *panel, g *fan, lo, hi int, fill color.RGBA) band {
	b := band{p: p, fill: fill}
	from, to := f.stretch(g, g.values(lo)), f.stretch(g, g.values(hi))
	steps := 1
	if f.capped {
		steps = max(1, 400/len(to))
	}
	add := func(x, y0, y1 float64) {
		b.x, b.from, b.to = append(b.x, x), append(b.from, math.Min(y0, p.plot.Y.Max)), append(b.to, math.Min(y1, p.plot.Y.Max))
	}
	for i := range to {
		for k := 1; k < steps && i > 0; k++ {
			t := float64(k) / float64(steps)
			between := func(pts []point) float64 { return pts[i-1].y + t*(pts[i].y-pts[i-1].y) }
			if model.Known(between(to)) { // no points in a gap
				add(to[i-1].x+t, between(from), between(to))
			}
		}
		add(to[i].x, from[i].y, to[i].y)
	}
	return b
}

// endLabels are the values at the end of a fan, from the bottom up.
func (f *fanChart) endLabels(p *panel, s *sheet, g *fan) []sideLabel {
	var out []sideLabel
	i := g.last()
	add := func(name, text string, v float64, c color.RGBA, light bool) {
		l := sideLabel{name: name + nbsp + text, colour: c, plain: true, light: light}
		if p != nil {
			from := p.at(p.plot.X.Max-0.5, math.Min(v, p.plot.Y.Max))
			from.X += 4
			if len(g.shown()) == 1 {
				from.X = p.x(float64(i)+0.3) + 3
			}
			if v == f.target {
				from.X = p.area.Max.X
			}
			if l.want = from.Y; v <= p.plot.Y.Max {
				l.from = &from
			}
		}
		out = append(out, l)
	}
	names := []string{"P5", "P25", "Median", "P75", "P95"}
	if f.write(g.bands[p5][i]) == f.write(g.bands[p95][i]) {
		names = []string{"", "", "P5–P95", "", ""}
	}
	for k, name := range names {
		if e := g.bands[k][i]; name != "" {
			add(name, f.write(e), e.Value, s.series[0], k != median)
		}
	}
	if model.Known(g.base[i]) {
		add("Base case", f.figure(g.base[i]), g.base[i], s.baseColour(), false)
	}
	if model.Known(f.target) {
		add("Target", targetText(f.target), f.target, s.target, false)
	}
	sortLabels(out)
	return out
}

// drawPanels draws a small fan a scenario.
func (f *fanChart) drawPanels(s *sheet, room vg.Rectangle) {
	sp := smallPanels{
		above:    26,
		axes:     func(height vg.Length) axes { return f.axes(s, vg.Rectangle{Max: vg.Point{Y: height + xLabelRoom}}) },
		plotters: func(p *panel, i int) []plot.Plotter { return f.plotters(p, &f.fans[i], false) },
		labels:   func(p *panel) { p.xLabels(f.places()) },
	}
	for i := range f.fans {
		sp.names = append(sp.names, f.fans[i].name)
		sp.details = append(sp.details, f.panelDetails(&f.fans[i]))
	}
	sp.draw(s, room)
}

// panelDetails are the figures above a small fan.
func (f *fanChart) panelDetails(g *fan) []string {
	i := g.last()
	if wide := g.widest(); g.spread(i) < 0.05*g.spread(wide) {
		i = wide
	}
	mid := f.write(g.bands[median][i])
	all := f.write(g.bands[p5][i]) + " to " + f.write(g.bands[p95][i])
	when := f.r.Periods[i].Label + ": "
	return []string{when + "median " + mid + ", 90% in " + all, when + mid + ", " + all, when + mid}
}
