package plots

import (
	"fmt"
	"math"
	"sort"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"commitcast/model"
	"commitcast/model/analysis"
)

// SweepChart is one of the targets of a sweep, counted from 0: a line over the values of one path that are numbers, bars over others,
// and a heat map over two paths.
func SweepChart(sw *analysis.Sweep, which int) (*Chart, error) {
	name := "sweep"
	if which > 0 {
		name += "-" + itoa(which+1)
	}
	return made(name, sw, func(sw *analysis.Sweep) (*Chart, error) { return sweepChart(sw, which) })
}

// sweep is one target of a sweep to draw.
type sweep struct {
	asked
	*analysis.Sweep
	of    analysis.Swept
	limit float64 // that the number is to keep: a target of coverage; Unknown for none
}

func sweepChart(sw *analysis.Sweep, which int) (*Chart, error) {
	if err := checkSweep(sw, which); err != nil {
		return nil, err
	}
	of := sw.Results[which]
	values := []float64{of.Base}
	for _, row := range of.Values {
		values = append(values, row...)
	}
	a, err := newAsked(sw.Scenario, of.Target, values...)
	if err != nil {
		return nil, err
	}
	if _, _, n := bounded(values[1:]); n == 0 {
		return nil, &NotDrawn{Reason: of.Target.String() + " is not known or defined at any of the values"}
	}
	w := sweep{a, sw, of, a.limit()}
	if sw.Y != nil {
		return w.heatChart(), nil
	}
	return w.lineChart(), nil
}

// checkSweep says what is wrong with a sweep.
func checkSweep(sw *analysis.Sweep, which int) error {
	if sw == nil || which < 0 || which >= len(sw.Results) {
		return fmt.Errorf("a sweep has no result %d", which+1)
	}
	rows := 1
	if sw.Y != nil {
		rows = len(sw.Y.Values)
	}
	of := sw.Results[which]
	if len(of.Values) != rows || len(sw.X.Values) == 0 || len(sw.X.Texts) != len(sw.X.Values) || sw.Y != nil && len(sw.Y.Texts) != rows {
		return fmt.Errorf("a sweep has %d rows of values for %d", len(of.Values), rows)
	}
	for _, row := range of.Values {
		if len(row) != len(sw.X.Values) {
			return fmt.Errorf("a row of a sweep has %d values, not %d", len(row), len(sw.X.Values))
		}
	}
	return nil
}

func (w *sweep) lineChart() *Chart {
	c := &Chart{Title: w.title(), Subtitle: w.what + w.unitWords() + ", by " + w.X.Path, Note: w.note(), data: w.rows()}
	kind := "Line"
	if !w.lined() {
		kind = "Bar"
	}
	c.Alt = fmt.Sprintf("%s chart of %s over %s of %s, %s to %s. %s.", kind, lower(w.what), counted(len(w.X.Values), "value", "values"),
		w.X.Path, w.X.Texts[0], w.X.Texts[len(w.X.Texts)-1], c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) {
		if w.lined() {
			w.drawLine(s, room)
		} else {
			w.drawBars(s, room)
		}
	}
	return w.finish(c, "")
}

// lined reports whether a line joins the values: several numbers.
func (w *sweep) lined() bool { return w.X.Number && len(w.X.Values) > 1 }

// values are those of the only row.
func (w *sweep) values() []float64 { return w.of.Values[0] }

// note says where the scenario itself stands, and what is missing.
func (w *sweep) note() string {
	own := ""
	if model.Known(w.of.Base) {
		own = "The scenario itself: " + w.figure(w.of.Base)
		if w.X.Own != "" {
			own += " at " + short(w.X.Own, 30)
		}
		own += "."
	}
	return notes(own, w.gaps())
}

// gaps says that the number is not defined everywhere.
func (w *sweep) gaps() string {
	n, all := 0, 0
	for _, row := range w.of.Values {
		for _, v := range row {
			n, all = n+btoi(!model.Known(v)), all+1
		}
	}
	if n == 0 {
		return ""
	}
	return "Not defined at " + thousands(itoa(n)) + " of " + thousands(itoa(all)) + plural(w.cells(), " values.", " combinations.")
}

// cells is 1 for one path and 2 for two.
func (w *sweep) cells() int { return 1 + btoi(w.Y != nil) }

func (w *sweep) rows() []Row {
	rows := []Row{w.row("scenario", w.of.Base)}
	for k, row := range w.of.Values {
		y := ""
		if w.Y != nil {
			y = ", " + w.Y.Path + "=" + w.Y.Texts[k]
		}
		for i, v := range row {
			rows = append(rows, w.row(w.X.Path+"="+w.X.Texts[i]+y, v))
		}
	}
	return rows
}

// xs are the places of the values on the axis: the numbers themselves where they differ.
func (w *sweep) xs() []float64 {
	lo, hi, _ := bounded(w.X.Values)
	out := make([]float64, len(w.X.Values))
	for i, v := range w.X.Values {
		if out[i] = float64(i); w.X.Number && hi > lo {
			out[i] = v
		}
	}
	return out
}

// points are the values in the order of the axis.
func (w *sweep) points() []point {
	var pts []point
	for i, x := range w.xs() {
		pts = append(pts, point{x, w.values()[i]})
	}
	sort.SliceStable(pts, func(i, j int) bool { return pts[i].x < pts[j].x })
	return pts
}

// drawLine draws the line, the limit where it is near, and the scenario's own place.
func (w *sweep) drawLine(s *sheet, room vg.Rectangle) {
	room.Max.X -= 14
	room.Max.Y -= headroom
	pts := w.points()
	lo, hi, _ := bounded(append(w.values(), w.of.Base))
	limited := model.Known(w.limit) && w.limit > lo-(hi-lo) && w.limit < hi+(hi-lo)
	if limited {
		lo, hi = math.Min(lo, w.limit), math.Max(hi, w.limit)
	}
	y0, y1, ticks := w.sc.window(lo, hi, s.steps(room))
	x0, x1 := pts[0].x, pts[len(pts)-1].x
	if x0 == x1 {
		x0, x1 = x0-1, x1+1
	}
	p := s.panel(room, axes{x0, x1, y0, y1, ticks})
	p.reach = 12
	var ps []plot.Plotter
	if limited {
		ps = append(ps, level{p, w.limit, draw.LineStyle{Color: p.target, Width: 1.2, Dashes: []vg.Length{4, 2.5}}})
	}
	p.render(append(ps, curve{p: p, pts: pts, style: solid(p.series[0], 2.4), dots: len(pts) <= 15})...)
	p.textPlaces(w.xs(), w.X.Texts)
	if limited {
		p.nameLevel(w.limit, "Target "+targetText(w.limit))
	}
	if i := w.X.Base; i >= 0 && i < len(w.values()) && model.Known(w.values()[i]) {
		p.callout(point{w.xs()[i], w.values()[i]}, "Base "+w.figure(w.values()[i]), p.ink, false)
	}
	w.markEnds(p, pts)
}

// markEnds writes the values at both ends of the line, where there is room.
func (w *sweep) markEnds(p *panel, pts []point) {
	for _, i := range []int{0, len(pts) - 1} {
		if model.Known(pts[i].y) && len(pts) > 1 {
			p.tryCallout(pts[i], w.figure(pts[i].y), p.series[0], false)
		}
	}
}

// textPlaces writes the texts of values below the axis, those that fit.
func (p *panel) textPlaces(at []float64, texts []string) {
	var places []place
	for i, x := range at {
		places = append(places, place{at: x, text: short(texts[i], 24)})
	}
	sort.SliceStable(places, func(i, j int) bool { return places[i].at < places[j].at })
	if p.area.Max.X-p.area.Min.X >= 4*vg.Length(len(at)) {
		p.xTicks(at...)
	}
	p.xLabels(places)
}

// nameLevel writes the name of a level line above it or below, where there is room, from the right.
func (p *panel) nameLevel(at float64, text string) {
	l := label{text: text, size: labelSize, bold: true, colour: p.target, align: 1, clear: true}
	for x := p.area.Max.X - 2; x > p.area.Min.X+p.width(text, l.size, true); x -= 12 {
		for _, dy := range []vg.Length{4, -4 - capHeight*labelSize} {
			if box := p.box(l, x, p.y(at)+dy); p.free(grow(box, 1)) && inside(box, grow(p.area.Rectangle, 3)) {
				p.write(l, x, p.y(at)+dy)
				return
			}
		}
	}
}

// drawBars draws a bar a word, in the order given.
func (w *sweep) drawBars(s *sheet, room vg.Rectangle) {
	const above = 4
	n := s.rowsShown(room, above, len(w.X.Texts), 0)
	rc := rowChart{above: above, axis: w.measure, names: w.X.Texts[:n:n]}
	if more := len(w.X.Texts) - n; more > 0 {
		rc.unlisted = itoa(more) + " more in the data"
	}
	lo, hi, _ := bounded(append([]float64{0}, w.values()[:n]...))
	if rc.lo, rc.hi = lo, hi; lo == hi {
		rc.hi = w.sc.div
	}
	for _, v := range w.values()[:n] {
		if v < 0 {
			rc.before = max(rc.before, s.inset(true, w.cell(v)))
		}
		rc.after = max(rc.after, s.inset(true, w.cell(v)))
	}
	p := rc.open(s, room)
	for i, v := range w.values()[:n] {
		c := p.other
		if i == w.X.Base {
			c = p.series[0]
		}
		if model.Known(v) && v != 0 {
			p.rowBar(i, 0, v, c)
		}
		p.besideMark(i, zeroIfUnknown(v), w.cell(v), p.ink, i == w.X.Base, v < 0)
	}
}

// cell writes a value, or that it is not known.
func (w *sweep) cell(v float64) string {
	if !model.Known(v) {
		return unknownText
	}
	return w.figure(v)
}
