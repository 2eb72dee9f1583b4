package plots

import (
	"math"
	"sort"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// lineChart is a panel of lines, one a scenario, with their names.
type lineChart struct {
	lines  []line
	sc     scale
	x0, x1 float64
	dots   bool
	all    bool // quiet lines are named too
	silent bool // no names: another panel beside it has them
	labelX func(p *panel)
	digits func(v float64) string // how a value is written beside a name; nil for none
	peak   func(p *panel, l line) // marks the highest value of a line that stands alone
}

// draw draws the lines; the names stand beside the lines where they have room, else in a column on the right.
func (lc lineChart) draw(s *sheet, room vg.Rectangle) {
	if len(lc.lines) == 1 {
		p := lc.open(s, room)
		lc.peak(p, lc.lines[0])
		return
	}
	if lc.silent {
		lc.open(s, room)
		return
	}
	if !lc.dots {
		if trial := lc.open(s.scratch(), room); trial.beside(trial.drawn(lc.lines)) {
			p := lc.open(s, room)
			p.beside(p.drawn(lc.lines))
			return
		}
	}
	lc.column(s, room)
}

// column draws the lines with their names in a column on the right.
func (lc lineChart) column(s *sheet, room vg.Rectangle) {
	col := room
	room.Max.X -= s.sideWidth(lc.labels(nil, s), 0.26, room.Max.Y-room.Min.Y)
	col.Min.X = room.Max.X
	col.Min.Y += xLabelRoom - 8
	p := lc.open(s, room)
	ls := lc.labels(p, s)
	s.sideLabels(col, ls)
}

// open draws the panel without names.
func (lc lineChart) open(s *sheet, room vg.Rectangle) *panel {
	room.Max.Y -= headroom
	y0, y1, ticks := lc.sc.axis(0, highest(lc.lines), s.steps(room))
	p := s.panel(room, axes{lc.x0, lc.x1, y0, y1, ticks})
	var ps []plot.Plotter
	if len(lc.lines) == 1 {
		ps = append(ps, tintBelow(p, lc.lines[0]))
	}
	p.render(append(ps, p.curves(lc.lines, lc.dots)...)...)
	lc.labelX(p)
	return p
}

func tintBelow(p *panel, l line) plot.Plotter {
	b := band{p: p, fill: p.tint(p.series[0]), quiet: true}
	for _, pt := range l.pts {
		b.x, b.to = append(b.x, pt.x), append(b.to, pt.y)
	}
	return b
}

// labels are the names at the ends of the lines, from the bottom up. Where all lines end at one height, they stand in the
// order of their sums instead.
func (lc lineChart) labels(p *panel, s *sheet) []sideLabel {
	var out []sideLabel
	var low, high vg.Length
	for i, l := range lc.lines {
		if l.quiet && !lc.all {
			continue
		}
		lab := lc.endName(p, s, l)
		if i == 0 {
			low, high = lab.want, lab.want
		}
		low, high = min(low, lab.want), max(high, lab.want)
		out = append(out, lab)
	}
	if p != nil && high-low < 6 && len(out) > 1 {
		bySum(out, lc.lines, low)
	}
	sortLabels(out)
	return out
}

// bySum has labels stand around one height in the order of their lines' sums, without leaders.
func bySum(out []sideLabel, lines []line, at vg.Length) {
	sums := map[string]float64{}
	for _, l := range lines {
		sums[l.text()] = sumOf(l)
	}
	sort.SliceStable(out, func(i, j int) bool { return sums[out[i].name] < sums[out[j].name] })
	for i := range out {
		out[i].want, out[i].from = at+vg.Length(i)/100, nil
	}
}

func (lc lineChart) endName(p *panel, s *sheet, l line) sideLabel {
	c, style := s.look(l)
	lab := sideLabel{name: l.text(), colour: c, shape: l.shape()}
	if !lc.dots {
		lab.stroke = &style
	}
	end, _ := lastKnown(l.pts)
	if lc.digits != nil {
		lab.detail = lc.digits(end.y)
	}
	if p != nil {
		from := p.at(end.x, min(end.y, p.plot.Y.Max))
		from.X += 4.5
		lab.want = from.Y
		if end.y <= p.plot.Y.Max {
			lab.from = &from
		}
	}
	return lab
}

// scratch is a page of the same size that draws nothing, to try a layout on.
func (s *sheet) scratch() *sheet {
	t := *s
	t.Canvas.Canvas = blank{}
	t.out.Texts = append([]TextBox(nil), s.out.Texts...)
	t.out.Marks = append([]Mark(nil), s.out.Marks...)
	return &t
}

// monthLine is a metric by month as a line. Averages and flows stand at the middle of their month, stocks at its end.
func monthLine(name string, r *model.Report, metric string, atEnd bool) line {
	l := line{name: name}
	shift := 0.5
	if atEnd {
		shift = 1
	}
	vs := values(r, metric)
	for i, v := range vs {
		l.pts = append(l.pts, point{float64(r.Periods[i].From) + shift, v})
	}
	return l
}

// monthLines are a metric by month of every report.
func monthLines(rs []*model.Report, metric string, atEnd bool) []line {
	var out []line
	for i, name := range labels(rs) {
		out = append(out, monthLine(name, rs[i], metric, atEnd))
	}
	return coloured(merge(out), true)
}

// manyNote says what the grey lines are.
func manyNote(ls []line) string {
	n := 0
	for _, l := range ls {
		n += btoi(l.quiet)
	}
	if n == 0 {
		return ""
	}
	return "Named: the first scenario, the highest and the lowest; grey: the other " + itoa(n) + "."
}

// monthChart is a line chart over the months of the reports.
func monthChart(rs []*model.Report, lines []line, sc scale) lineChart {
	ps := rs[0].Periods
	from, to := ps[0].From, ps[len(ps)-1].To
	return lineChart{
		lines: lines, sc: sc, x0: float64(from), x1: float64(to + 1),
		labelX: func(p *panel) {
			p.yearTicks(from, to)
			p.xLabels(p.roomy(yearPlaces(from, to)))
		},
		peak: func(p *panel, l line) { p.markPeak(l, sc.figure) },
	}
}

// markPeak puts a point and its value at the highest place of a line, the first where there are several.
func (p *panel) markPeak(l line, write func(float64) string) {
	best := -1
	for i, pt := range l.pts {
		if model.Known(pt.y) && (best < 0 || pt.y > l.pts[best].y*(1+1e-6)) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	at := p.at(l.pts[best].x, l.pts[best].y)
	p.dot(disc, at, 2.8, p.series[0], p.paper)
	lab := label{text: write(l.pts[best].y), size: labelSize, bold: true, colour: p.word(p.series[0]), clear: true}
	for _, c := range []struct {
		align  float64
		dx, dy vg.Length
	}{{0.5, 0, 5.5}, {0, 2, 5.5}, {1, -2, 5.5}, {0, 6, -2}, {1, -6, -2}} {
		lab.align = c.align
		box := p.box(lab, at.X+c.dx, at.Y+c.dy)
		if p.free(box) && box.Max.X <= p.area.Max.X+2 && box.Min.X >= p.area.Min.X {
			p.write(lab, at.X+c.dx, at.Y+c.dy)
			return
		}
	}
}

// moment is when a monthly series is at its highest: the first month, and whether it stays there in the next.
type moment struct {
	month model.Month
	stays bool
}

// String reads "in January 2028", or "from January 2028" where the series stays at its peak: an average is at it from the
// first month that is wholly so.
func (m moment) String() string {
	if m.stays {
		return "from " + monthName(m.month)
	}
	return "in " + monthName(m.month)
}

// peakMonth is the highest value of a monthly series and when it is reached.
func peakMonth(r *model.Report, vs []float64) (top float64, when moment) {
	top, at := math.Inf(-1), 0
	for i, v := range vs {
		if model.Known(v) && v > top*(1+1e-9) {
			top, at = v, i
		}
	}
	when.month = r.Periods[at].From
	when.stays = at+1 < len(vs) && vs[at+1] >= top*(1-tie)
	return top, when
}
