package plots

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"commitcast/model"
)

// points is the curve of a sample between the ends of the axis.
func (e *exceedance) points(v *sample) []point {
	if len(v.sorted) <= len(curveAt()) {
		return e.steps(v)
	}
	pts := []point{{e.lo, e.at(v, e.lo)}}
	for _, p := range curveAt() {
		if x := v.quantile(p); x > e.lo && x < e.hi {
			y := 1 - p
			if e.below {
				y = p
			}
			pts = append(pts, point{x, y})
		}
	}
	return append(pts, point{e.hi, e.at(v, e.hi)})
}

// steps is the curve of few values: a step at each.
func (e *exceedance) steps(v *sample) []point {
	pts := []point{{e.lo, e.at(v, e.lo)}}
	for _, f := range v.sorted {
		x := float64(f)
		if x < e.lo || x > e.hi {
			continue
		}
		after := e.at(v, x)
		if e.below {
			after = v.share(len(v.sorted) - v.above(x))
		}
		pts = append(pts, point{x, pts[len(pts)-1].y}, point{x, after})
	}
	return append(pts, point{e.hi, pts[len(pts)-1].y})
}

// at is the share of the paths beyond x.
func (e *exceedance) at(v *sample, x float64) float64 {
	if e.below {
		return v.share(v.below(x))
	}
	return v.share(v.above(x))
}

// draw draws a curve a scenario, with the names of several in a column on the right.
func (e *exceedance) draw(s *sheet, room vg.Rectangle) {
	col := room
	names := e.names(s)
	if len(names) > 1 {
		room.Max.X -= s.sideWidth(names, 0.3, room.Max.Y-room.Min.Y) - leaderRoom + 4
		col.Min.X, col.Min.Y = room.Max.X-leaderRoom+4, col.Min.Y+xLabelRoom-8
	} else {
		room.Max.X -= 12
	}
	room.Max.Y -= headroom + 3
	y0, y1, ticks := percentScale().axis(0, e.top(), min(s.steps(room), 5))
	p := s.panel(room, axes{e.lo, e.hi, y0, y1, ticks})
	ps := []plot.Plotter{}
	if model.Known(e.limit) {
		ps = append(ps, upright{p, e.limit, solid(p.target, 1.3)})
	} else {
		ps = append(ps, level{p, tail, draw.LineStyle{Color: p.muted, Width: 0.8, Dashes: []vg.Length{2, 2}}})
	}
	p.render(append(ps, p.curves(e.lines(), false)...)...)
	p.numberAxis(e.measure, e.lo, e.hi)
	if model.Known(e.limit) {
		p.aboveLine(e.limit, e.called)
	}
	e.marks(p)
	if len(names) > 1 {
		s.sideLabels(col, names)
	}
}

// top is the highest chance drawn; all of it where that is most.
func (e *exceedance) top() float64 {
	top := 0.0
	for i := range e.samples {
		for _, pt := range e.points(&e.samples[i]) {
			top = math.Max(top, pt.y)
		}
	}
	if top > 0.7 {
		return 1
	}
	return top
}

// lines are the curves, in the looks of their scenarios.
func (e *exceedance) lines() []line {
	var out []line
	for i := range e.samples {
		out = append(out, line{name: e.samples[i].name, pts: e.points(&e.samples[i])})
	}
	return coloured(out, false)
}

// marks puts points where the curves meet the limit, or the tail, and on the only curve its median and tail too.
func (e *exceedance) marks(p *panel) {
	lines := e.lines()
	for i, c := range e.chance {
		colour, _ := p.look(lines[i])
		switch x := zeroIfUnknown(e.limit); {
		case x < e.lo || lines[i].quiet:
		case len(lines) == 1:
			p.callout(point{x, c.share}, percent(c.share), colour, e.below)
		case !e.any:
			p.dot(disc, p.at(x, c.share), 2.8, colour, p.paper) // its value stands with the name
		}
	}
	for i := range e.samples {
		colour, _ := p.look(lines[i])
		v := &e.samples[i]
		q := func(share float64) float64 {
			if e.below {
				return v.quantile(share)
			}
			return v.quantile(1 - share)
		}
		switch x := q(tail); {
		case lines[i].quiet || x > e.hi:
		case len(e.samples) == 1 && len(v.sorted) <= len(curveAt()): // a quantile lies between the steps
		case len(e.samples) == 1:
			p.tryCallout(point{x, tail}, "5% "+e.side()+" "+e.quantileText(v, tailOf(e.below)), colour, false)
			if mid := q(0.5); mid > e.lo {
				p.tryCallout(point{mid, 0.5}, "half "+e.side()+" "+e.quantileText(v, 0.5), colour, false)
			}
		case !model.Known(e.limit):
			p.dot(lines[i].shape(), p.at(x, tail), 2.8, colour, p.paper)
		}
	}
}

// names are those of the scenarios with their chances, the highest at the top.
func (e *exceedance) names(s *sheet) []sideLabel {
	var out []sideLabel
	var merit []float64
	for i, l := range e.lines() {
		c, style := s.look(l)
		lab := sideLabel{name: l.text(), colour: c, stroke: &style}
		v, m := &e.samples[i], 0.0
		var texts []string
		if i < len(e.chance) {
			m = e.chance[i].share
			texts = append(texts, percent(m)+e.done())
		}
		if !model.Known(e.limit) {
			if !e.any {
				m = v.quantile(tailOf(e.below))
			}
			texts = append(texts, fmt.Sprintf("P%g ", math.Round(100*tailOf(e.below)))+e.quantileText(v, tailOf(e.below)))
		}
		lab.detail = strings.Join(texts, ", ")
		out, merit = append(out, lab), append(merit, m)
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return merit[order[a]] < merit[order[b]] })
	sorted := make([]sideLabel, len(out))
	for k, i := range order {
		sorted[k] = out[i]
		sorted[k].want = s.Max.Y // at the top
	}
	return sorted
}

// done says what the paths of a share do.
func (e *exceedance) done() string {
	switch {
	case e.any:
		return ""
	case e.name == "min_coverage":
		return " miss it"
	}
	return " " + e.side() + " it"
}

// upright is a line across a panel at a value of the x axis.
type upright struct {
	p     *panel
	at    float64
	style draw.LineStyle
}

// Plot implements plot.Plotter.
func (u upright) Plot(c draw.Canvas, _ *plot.Plot) {
	x := u.p.x(u.at)
	u.p.stroke(Data, u.style, vg.Point{X: x, Y: c.Min.Y}, vg.Point{X: x, Y: c.Max.Y})
}

// level is a line across a panel at a value of the y axis.
type level struct {
	p     *panel
	at    float64
	style draw.LineStyle
}

// Plot implements plot.Plotter.
func (l level) Plot(c draw.Canvas, _ *plot.Plot) {
	y := l.p.y(l.at)
	l.p.stroke(Data, l.style, vg.Point{X: c.Min.X, Y: y}, vg.Point{X: c.Max.X, Y: y})
}

// aboveLine names a vertical line at its top.
func (p *panel) aboveLine(at float64, text string) {
	l := label{text: text, size: labelSize, bold: true, colour: p.target, align: 0.5}
	half := p.width(text, labelSize, true) / 2
	x := min(max(p.x(at), p.area.Min.X+half), p.area.Max.X-half)
	p.write(l, x, p.area.Max.Y+6.5)
}

// numberAxis writes the numbers of an x axis that runs from lo to hi.
func (p *panel) numberAxis(m measure, lo, hi float64) {
	places := p.numberPlaces(m, lo, hi)
	for _, c := range places {
		p.xTicks(c.at)
	}
	p.xLabels(places)
}

// numberPlaces are round numbers from lo to hi, as many as fit side by side.
func (p *panel) numberPlaces(m measure, lo, hi float64) []place {
	widest := max(p.width(m.figure(lo), p.small, false), p.width(m.figure(hi), p.small, false))
	n := max(int((p.x(hi)-p.x(lo))/(1.7*widest+8)), 2)
	step := niceStep((hi-lo)/m.sc.div, min(n, 8)) * m.sc.div
	if m.sc.ungrouped { // years are whole
		step = math.Max(math.Round(step), 1)
	}
	decimals := stepDecimals(step / m.sc.div)
	var places []place
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+1e-9*math.Abs(hi); i++ {
		text := m.sc.fixed(i*step, decimals)
		switch {
		case i == 0 && !m.sc.ungrouped:
			text = "0"
		case i > 0 && m.signed:
			text = "+" + text
		}
		places = append(places, place{at: i * step, text: text})
	}
	return places
}
