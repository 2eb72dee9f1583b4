package plots

import (
	"fmt"
	"math"
	"sort"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"commitcast/model"
)

// Coverage is revenue over compute spend by full year, a line a scenario, with the target.
func Coverage(in Input) (*Chart, error) { return build(in, "coverage") }

func coverage(in Input) (*Chart, error) {
	lines, without := coverageLines(in.Year)
	if len(lines) == 0 {
		return nil, &NotDrawn{Reason: "no scenario has revenue and spend in a full year"}
	}
	r := in.Year[0]
	target := targetOf(r)
	top, capped := coverageTop(lines, target)
	c := &Chart{
		Title:    coverageTitle(in.Year, target),
		Subtitle: "Revenue as a multiple of compute spend, " + years(r) + byScenario(in),
		Note:     notes(capNote(top, capped), fullOnly(in.Year), without),
		Source:   source(in.Year, true),
	}
	for _, q := range in.Year {
		if vs := values(q, "coverage.revenue"); vs != nil {
			c.data = append(c.data, seriesRows(q, "coverage.revenue", string(model.Multiple), vs)...)
		}
	}
	c.Alt = fmt.Sprintf("Line chart of revenue over compute spend by full year, %s, against a target of %s. %s.", period(r),
		targetText(target), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { drawCoverage(s, room, r, lines, target, top, capped) }
	return c, nil
}

func byScenario(in Input) string {
	if len(in.Year) > 1 {
		return ", by scenario"
	}
	return ""
}

func targetOf(r *model.Report) float64 {
	if t := r.Scenario.Target; t > 0 && t < limit {
		return t
	}
	return 1
}

// targetText writes a target with a decimal, or two where it has two: 1.0×, 1.25×.
func targetText(v float64) string {
	if one := math.Round(v*10) / 10; math.Abs(v-one) < 1e-9 {
		return timesScale().fixed(v, 1)
	}
	return timesScale().fixed(v, 2)
}

// coverageLines are the full periods of every scenario; without names those of which nothing is known.
func coverageLines(rs []*model.Report) (lines []line, without string) {
	var missing, parts []string
	names := labels(rs)
	brief := shortAll(names, 30)
	for i, name := range names {
		vs := values(rs[i], "coverage.revenue")
		if vs == nil {
			missing = append(missing, brief[i])
			continue
		}
		if len(full(rs[i], vs)) == 0 {
			parts = append(parts, brief[i])
		}
		whole, _ := splitPartial(rs[i], vs)
		lines = append(lines, line{name: name, pts: whole})
	}
	if len(missing) > 0 {
		without = "Not known for " + list(missing) + "."
	}
	if len(parts) > 0 {
		without = notes(without, "No full year for "+list(parts)+".")
	}
	return coloured(merge(lines), false), without
}

// fullOnly says that part-years are left out, if there are any.
func fullOnly(rs []*model.Report) string {
	for _, r := range rs {
		for _, p := range r.Periods {
			if p.Partial {
				return "Part-years are left out."
			}
		}
	}
	return ""
}

// coverageTop is where the scale ends. It ends early when a few values are so high that the rest would lie flat at the foot.
func coverageTop(lines []line, target float64) (top float64, capped bool) {
	var vs []float64
	for _, l := range lines {
		for _, pt := range l.pts {
			if model.Known(pt.y) {
				vs = append(vs, pt.y)
			}
		}
	}
	sort.Float64s(vs)
	most := math.Max(vs[len(vs)-1], target)
	base := math.Max(1.6*vs[(len(vs)-1)*2/3], 2.5*target)
	if most <= 2*base {
		return most, false
	}
	base = math.Max(vs[sort.SearchFloat64s(vs, 2*base)-1], 1.5*target)
	step := niceStep(base, 5)
	return math.Ceil(base/step) * step, true
}

// cappedTicks are those of a scale that coverageTop has cut: three to five steps.
func cappedTicks(top float64) []tick {
	_, _, ticks := timesScale().axis(0, top, 5)
	return ticks
}

func capNote(top float64, capped bool) string {
	if !capped {
		return ""
	}
	return "The scale stops at " + timesScale().figure(top) + "; triangles give what lies above it."
}

func drawCoverage(s *sheet, room vg.Rectangle, r *model.Report, lines []line, target, top float64, capped bool) {
	col := room
	lc := lineChart{lines: lines, dots: true, all: true, digits: func(v float64) string { return times(v) }}
	room.Max.Y -= headroom + 6*vg.Length(btoi(capped))
	y0, y1, ticks := timesScale().axis(0, math.Max(top, target), s.steps(room))
	if capped {
		y1, ticks = top, cappedTicks(top)
	}
	names := coverageNames(lc, nil, s, lines, target)
	room.Max.X -= s.sideWidth(names, 0.26, room.Max.Y-room.Min.Y)
	col.Min.X, col.Min.Y = room.Max.X, col.Min.Y+xLabelRoom-8
	first, last := extent(lines)
	p := s.panel(room, axes{float64(first) - 0.5, float64(last) + 0.5, y0, y1, ticks})
	ps := p.curves(lines, true)
	for i := range ps {
		c := ps[i].(curve)
		c.clip = true
		ps[i] = c
	}
	p.render(append([]plot.Plotter{targetLine{p, target}}, ps...)...)
	p.xLabels(periodPlaces(r.Periods, make([]bool, len(r.Periods)))[first : last+1])
	if capped {
		p.offScale(r, lines, top)
	}
	if len(lines) == 1 {
		p.pointLabels(lines[0], y1)
	}
	s.sideLabels(col, coverageNames(lc, p, s, lines, target))
}

// coverageNames are the names of the lines and of the target.
func coverageNames(lc lineChart, p *panel, s *sheet, lines []line, target float64) []sideLabel {
	goal := sideLabel{name: "Target " + targetText(target), colour: s.target, plain: true}
	if p != nil {
		from := vg.Point{X: p.area.Max.X, Y: p.y(target)}
		goal.want, goal.from = from.Y, &from
	}
	out := []sideLabel{goal}
	if len(lines) > 1 {
		out = append(out, lc.labels(p, s)...)
	}
	sortLabels(out)
	return out
}

// pointLabels writes the value at each point of a line that has room for it.
func (p *panel) pointLabels(l line, top float64) {
	vs := make([]float64, len(l.pts))
	for i, pt := range l.pts {
		if vs[i] = pt.y; pt.y > top {
			vs[i] = model.Unknown()
		}
	}
	p.ratioLabels(vs, p.word(p.series[0]))
}

// extent is the first and the last period in which a line has a value.
func extent(lines []line) (first, last int) {
	first = len(lines[0].pts)
	for _, l := range lines {
		for i, pt := range l.pts {
			if model.Known(pt.y) {
				first, last = min(first, i), max(last, i)
			}
		}
	}
	return first, last
}

// targetLine is what the lines are held against.
type targetLine struct {
	p  *panel
	at float64
}

// Plot implements plot.Plotter.
func (t targetLine) Plot(c draw.Canvas, _ *plot.Plot) {
	y := t.p.y(t.at)
	t.p.stroke(Data, solid(t.p.target, 1.3), vg.Point{X: c.Min.X, Y: y}, vg.Point{X: c.Max.X, Y: y})
}

// offScale marks the end of the scale and gives the values above it: one label for neighbouring periods.
func (p *panel) offScale(r *model.Report, lines []line, top float64) {
	edge, n := p.area.Max.Y, len(r.Periods)
	p.StrokeLines(draw.LineStyle{Color: p.muted, Width: 0.8, Dashes: []vg.Length{2, 2}},
		[]vg.Point{{X: p.area.Min.X, Y: edge}, {X: p.area.Max.X, Y: edge}})
	for i := range n {
		if _, count := above(lines, i, top); count > 0 {
			p.dot(triangle, vg.Point{X: p.x(float64(i)), Y: edge + 4}, 2.4, p.muted, p.paper)
		}
	}
	for i := 0; i < n; i++ {
		from, most, count := i, 0.0, 0
		for ; i < n; i++ {
			m, k := above(lines, i, top)
			if k == 0 {
				break
			}
			most, count = math.Max(most, m), count+k
		}
		if count > 0 {
			p.offScaleLabel(float64(from+i-1)/2, times(most), count > 1)
		}
	}
}

// offScaleLabel writes a value, or the most of several, above the triangles where there is room.
func (p *panel) offScaleLabel(at float64, text string, several bool) {
	if several {
		text = "up to " + text
	}
	l := label{text: text, size: tickSize, colour: p.ink, align: 0.5}
	x, base := p.within(place{at: at, text: text}), p.area.Max.Y+9
	if p.free(p.box(l, x, base)) {
		p.write(l, x, base)
	}
}

// above is the largest value over the top in a period, and how many lines have one.
func above(lines []line, i int, top float64) (most float64, count int) {
	for _, l := range lines {
		if y := l.pts[i].y; model.Known(y) && y > top {
			most, count = math.Max(most, y), count+1
		}
	}
	return most, count
}
