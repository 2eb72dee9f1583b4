package plots

import (
	"image/color"
	"math"
	"slices"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"commitcast/model"
)

// draw draws the build-up by commitment year, and towards the aggregate where there is one.
func (b *buildUp) draw(s *sheet, room vg.Rectangle, sc scale) {
	names := b.names(nil, s)
	col := room
	room.Max.X -= s.sideWidth(names, 0.24, room.Max.Y-room.Min.Y)
	col.Min.X, col.Min.Y = room.Max.X, col.Min.Y+xLabelRoom-8
	var p *panel
	switch {
	case b.byYear() && b.aggregate > 0:
		rooms := panels(room, 0.6, 0.4)
		one, _ := b.steps()
		b.panel(s, s.headline(rooms[0], "By "+one), sc, b.rungs)
		p = b.panel(s, s.headline(rooms[1], "Towards the aggregate", "Aggregate"), sc, []rung{b.whole})
	case b.byYear():
		p = b.panel(s, room, sc, b.rungs)
	default:
		p = b.panel(s, room, sc, []rung{b.whole})
	}
	s.sideLabels(col, b.names(p, s))
}

// panel draws a row of rungs.
func (b *buildUp) panel(s *sheet, room vg.Rectangle, sc scale, rungs []rung) *panel {
	room.Max.Y -= headroom
	top := 0.0
	for _, r := range rungs {
		top = math.Max(top, math.Max(r.level, r.end()))
	}
	from, to := rungs[0].From, rungs[len(rungs)-1].To
	y0, y1, ticks := sc.axis(0, top, s.steps(room))
	p := s.panel(room, axes{float64(from), float64(to + 1), y0, y1, ticks})
	var ps []plot.Plotter
	for _, r := range rungs {
		ps = append(ps, p.rung(r, len(rungs) == 1 || !b.finest())...)
	}
	ps = append(ps, required{p, rungs})
	p.render(ps...)
	if len(rungs) > 1 || b.byYear() && b.aggregate == 0 {
		b.rungTicks(p, rungs)
	} else {
		p.yearTicks(from, to)
		p.xLabels(p.roomy(yearPlaces(from, to)))
	}
	for _, r := range rungs {
		if at, ok := r.met(); ok && !b.finest() {
			p.dot(disc, p.at(at.x, at.y), 2.2, p.ink, p.paper)
		}
	}
	p.missing(rungs, sc)
	return p
}

// rung draws one build-up and what is missing at its close.
func (p *panel) rung(r rung, line bool) []plot.Plotter {
	blue := p.series[0]
	if !line { // a column for a month
		return []plot.Plotter{bars{p, r, blue}}
	}
	b := band{p: p, fill: p.tint(blue), quiet: true}
	for _, pt := range r.pts {
		b.add(pt.x, pt.y)
	}
	return []plot.Plotter{b, bars{p: p, r: r}, curve{p: p, pts: r.pts, style: solid(blue, 2), owner: 1}}
}

// bars are what is missing at the close of a rung: what is charged or lost, and on it what is deferred. With a fill they stand
// on a column of what counted.
type bars struct {
	p    *panel
	r    rung
	fill color.RGBA
}

// Plot implements plot.Plotter.
func (b bars) Plot(draw.Canvas, *plot.Plot) {
	p, r := b.p, b.r
	right := p.x(float64(r.To + 1))
	width := right - p.x(float64(r.From))
	left := right - min(max(0.14*width, 3), 13, width)
	if b.fill != (color.RGBA{}) {
		gap := min(width*0.12, 2)
		left, right = right-width+gap, right-gap
		p.bar(b.fill, vg.Rectangle{Min: vg.Point{X: left, Y: p.y(r.base)}, Max: vg.Point{X: right, Y: p.y(r.end())}})
	}
	at := r.end()
	for k, v := range []float64{r.Charged + r.Forfeited, r.Deferred} {
		if v <= 0 {
			continue
		}
		box := vg.Rectangle{Min: vg.Point{X: left, Y: p.y(at)}, Max: vg.Point{X: right, Y: p.y(at + v)}}
		if k == 0 {
			p.bar(p.charged(), box)
		} else {
			p.fill(mix(p.paper, p.deferred(), 0.3), box)
			p.hatch(p.deferred(), box)
			p.note(Mark{Kind: Data, Box: box})
			p.outline(p.edge(p.deferred()), box)
		}
		at += v
	}
}

// The colours of what is missing.
func (p palette) charged() color.RGBA  { return p.series[5] }
func (p palette) deferred() color.RGBA { return p.series[1] }

// required are the steps of what is required, and the minimums where earlier years have changed them.
type required struct {
	p     *panel
	rungs []rung
}

// Plot implements plot.Plotter.
func (q required) Plot(draw.Canvas, *plot.Plot) {
	p := q.p
	for i, r := range q.rungs {
		from, to := float64(r.From), float64(r.To+1)
		if r.moved() && r.Minimum > 0 && r.base == 0 && r.level != r.Minimum {
			dashed := draw.LineStyle{Color: p.muted, Width: 0.9, Dashes: []vg.Length{2.5, 2}}
			p.stroke(Data, dashed, p.at(from, r.Minimum), p.at(to, r.Minimum))
		}
		if r.level <= 0 {
			continue
		}
		pts := []vg.Point{p.at(from, r.level), p.at(to, r.level)}
		if i+1 < len(q.rungs) && q.rungs[i+1].level > 0 {
			pts = append(pts, p.at(to, q.rungs[i+1].level))
		}
		p.stroke(Data, solid(p.target, 1.4), pts...)
	}
}

// rungTicks names the rungs below the axis: with their last month where there is room, pools of a month by calendar year.
func (b *buildUp) rungTicks(p *panel, rungs []rung) {
	from, to := rungs[0].From, rungs[len(rungs)-1].To
	if b.finest() && len(rungs) > 6 {
		p.yearTicks(from, to)
		p.xLabels(p.roomy(yearPlaces(from, to)))
		return
	}
	var long, brief []place
	var ticks []float64
	for _, r := range rungs {
		at := float64(r.From+r.To+1) / 2
		ticks = append(ticks, float64(r.From))
		text, more := r.Label, ""
		switch {
		case r.Label == r.To.String():
			text = "to " + monthBrief(r.To)
		case r.Label != itoa(r.To.Year()):
			more = ", to " + monthBrief(r.To)
		}
		brief = append(brief, place{at: at, text: text})
		long = append(long, place{at: at, text: text + more + "  "}) // spaces keep long labels apart
	}
	p.xTicks(append(ticks, float64(to+1))...)
	if p.apart(long) {
		brief = long
	}
	p.xLabels(brief)
}

// monthBrief writes a month as Oct 2026.
func monthBrief(m model.Month) string {
	return time.Month(m.Calendar()).String()[:3] + nbsp + itoa(m.Year())
}

// missing writes what is charged, lost or deferred above the step it falls short of: in words where all have room for them,
// else in numbers, and where not even those have room only the largest.
func (p *panel) missing(rungs []rung, sc scale) {
	words, numbers := p.missingLabels(rungs, sc, true), p.missingLabels(rungs, sc, false)
	switch {
	case len(words) == 0:
		return
	case haveRoom(words):
		numbers = words
	case !haveRoom(numbers):
		most := 0
		for i := range words {
			if words[i].value > words[most].value {
				most = i
			}
		}
		words[most].align, words[most].x = 0.5, words[most].x-words[most].room/2
		numbers = words[most : most+1]
	}
	for _, l := range numbers {
		p.place(l)
	}
}

// missingLabel is a label above the end of a rung.
type missingLabel struct {
	label
	value             float64
	x, y, width, room vg.Length
}

// missingLabels are the labels of what is missing, all with the same decimals.
func (p *panel) missingLabels(rungs []rung, sc scale, words bool) []missingLabel {
	var out []missingLabel
	for _, r := range rungs {
		y := p.y(math.Max(r.level, r.end()))
		for k, v := range []float64{r.Charged, r.Forfeited, r.Deferred} {
			if v <= 0 {
				continue
			}
			c := p.charged()
			if k == 2 {
				c = p.deferred()
			}
			l := label{text: [3]string{"charged", "lost", "deferred"}[k], size: tickSize, bold: true, colour: p.word(c), align: 1,
				clear: true}
			x := p.x(float64(r.To + 1))
			out = append(out, missingLabel{label: l, value: v, x: x, y: y, room: x - p.x(float64(r.From))})
			y += 9.5
		}
	}
	vs := make([]float64, len(out))
	for i, l := range out {
		vs[i] = l.value
	}
	if !words {
		sc = scale{div: sc.div}
	}
	texts := sc.together(vs)
	for i := range out {
		if words {
			texts[i] += nbsp + out[i].text
		}
		out[i].text = texts[i]
		out[i].width = p.width(texts[i], tickSize, true)
	}
	return out
}

// haveRoom reports whether every label is narrower than its rung.
func haveRoom(ls []missingLabel) bool {
	return !slices.ContainsFunc(ls, func(l missingLabel) bool { return l.width > l.room-3 })
}

// place writes a label above the end of its rung, where it is free.
func (p *panel) place(l missingLabel) {
	for _, dy := range []vg.Length{3.5, 13, 22, 34, -4 - capHeight*tickSize} {
		for _, dx := range []vg.Length{0, -3, -8, 20, -20} {
			box := p.box(l.label, l.x+dx, l.y+dy)
			if p.free(grow(box, 0.5)) && box.Min.X > p.area.Min.X-2 && box.Max.X < p.area.Max.X+2 {
				p.write(l.label, l.x+dx, l.y+dy)
				return
			}
		}
	}
}

// names are those of the line, of the steps and of what is missing, with their sums.
func (b *buildUp) names(p *panel, s *sheet) []sideLabel {
	last := b.rungs[len(b.rungs)-1]
	if !b.byYear() || b.aggregate > 0 {
		last = b.whole
	}
	line := solid(s.series[0], 2)
	step := solid(s.target, 1.4)
	out := []sideLabel{
		{name: "Counted", detail: b.money(b.counted) + " in all", colour: s.series[0], stroke: &line},
		{name: "Required", colour: s.target, stroke: &step},
	}
	if b.finest() {
		out[0].stroke, out[0].shape = nil, square
	}
	if b.l.Contract.Drawdown.Forfeit != model.NoForfeit {
		out[1].name = "Pool"
	}
	if p != nil {
		out[0].want, out[1].want = p.y(last.end()), p.y(last.level)
	}
	missing := []struct {
		name    string
		value   float64
		colour  color.RGBA
		hatched bool
	}{
		{"Charged", b.charged + b.trued, s.charged(), false}, {"Lost", b.lost, s.charged(), false},
		{"Deferred", b.deferred, s.deferred(), true},
	}
	for _, m := range missing {
		if m.value > 0 {
			l := sideLabel{name: m.name, detail: b.money(m.value) + " in all", colour: m.colour, shape: square,
				hatched: m.hatched}
			if p != nil {
				l.want = p.y((last.end() + last.level) / 2)
			}
			out = append(out, l)
		}
	}
	sortLabels(out)
	return out
}
