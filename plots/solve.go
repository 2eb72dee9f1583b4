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

// SolveChart is the target over the values that were tried, with the wanted value and where it is reached.
func SolveChart(so *analysis.Solution) (*Chart, error) { return made("solve", so, solveChart) }

// solved is a solution to draw.
type solved struct {
	asked
	*analysis.Solution
	cap float64 // the axis ends here; Unknown where it holds all
}

func solveChart(so *analysis.Solution) (*Chart, error) {
	if so == nil {
		return nil, fmt.Errorf("a chart of a solution needs one")
	}
	known := 0
	values := []float64{so.Wanted, so.From}
	for _, r := range so.Scanned {
		values = append(values, r.Target)
		known += btoi(model.Known(r.Target))
	}
	a, err := newAsked(so.Scenario, so.Target, values...)
	switch {
	case err != nil:
		return nil, err
	case known < 2 || !(so.High > so.Low):
		return nil, &NotDrawn{Reason: so.Target.String() + " is known at fewer than two of the values tried"}
	}
	w := solved{a, so, model.Unknown()}
	_, hi, _ := bounded(values[1:])
	if most := 6 * math.Max(math.Abs(so.Wanted), math.Abs(zeroIfUnknown(so.From))); hi > most && most > 0 {
		w.cap = most
	}
	c := &Chart{Title: w.title(), Subtitle: w.what + w.unitWords() + ", by " + so.Path, Note: w.note(), data: w.rows()}
	c.Alt = fmt.Sprintf("Line chart of %s over %s of %s, with the wanted %s. %s.", lower(a.what), counted(len(so.Scanned), "value", "values"),
		so.Path, a.figure(so.Wanted), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { w.draw(s, room) }
	return a.finish(c, ""), nil
}

// note says what the scenario itself has, and where the axis ends.
func (w *solved) note() string {
	own, jump, most := "", "", ""
	if model.Known(w.From) && w.BaseText != "" {
		own = "The scenario itself: " + w.figure(w.From) + " at " + short(w.BaseText, 30) + "."
	}
	for _, r := range w.Roots {
		if r.Jump {
			jump = "Square: the number jumps over the wanted one; the first value beyond the jump."
		}
	}
	if model.Known(w.cap) {
		most = "The scale stops at " + w.figure(w.cap) + "."
	}
	return notes(own, jump, most)
}

// title says where the wanted value is reached, and what the scenario has; or that it is nowhere.
func (w *solved) title() string {
	path, wanted := titledPath(w.Path), w.figure(w.Wanted)
	neutral := "Where " + lower(w.what) + w.verb(" is ", " are ") + wanted
	if path == "" {
		path = "the input"
	}
	switch n := len(w.Roots); {
	case n == 0:
		main := w.what + w.verb(" is", " are") + " nowhere " + wanted
		return finding(main+" with "+path+" from "+short(w.LowText, 14)+" to "+short(w.HighText, 14), main+" in the range searched", neutral)
	case n > 1:
		main := w.what + w.verb(" is ", " are ") + wanted + " at " + itoa(n) + " values of " + path
		return finding(main+", the lowest "+w.rootText(0), main, neutral)
	case w.Roots[0].Jump:
		return finding(w.what+w.verb(" jumps", " jump")+" over "+wanted+" where "+path+" reaches "+w.rootText(0), neutral)
	}
	main := w.what + w.verb(" is ", " are ") + wanted + " where " + path + " is " + w.rootText(0)
	if w.Roots[0].UntilText != "" {
		return finding(main+" to "+short(w.Roots[0].UntilText, 14), main, neutral)
	}
	if w.BaseText != "" && !w.atRoot() {
		return finding(main+", against "+short(w.BaseText, 14)+" now", main, neutral)
	}
	return finding(main, neutral)
}

// rootText is how the i-th root is written.
func (w *solved) rootText(i int) string {
	if t := w.Roots[i].Text; t != "" {
		return short(t, 18)
	}
	return number(w.Roots[i].Value)
}

func (w *solved) rows() []Row {
	rows := []Row{w.row("wanted", w.Wanted), w.row("scenario: "+w.Path+"="+number(w.Base), w.From)}
	for i, r := range w.Roots {
		rows = append(rows, w.other("root "+itoa(i+1), w.Path, "", r.Value))
	}
	for _, r := range w.Scanned {
		rows = append(rows, w.row(w.Path+"="+number(r.Value), r.Target))
	}
	return rows
}

func (w *solved) draw(s *sheet, room vg.Rectangle) {
	room.Max.X -= 14
	room.Max.Y -= headroom
	pts := w.points()
	vs := []float64{w.Wanted, w.From}
	for _, pt := range pts {
		vs = append(vs, pt.y)
	}
	lo, hi, _ := bounded(vs)
	if model.Known(w.cap) {
		hi = w.cap
	}
	y0, y1, ticks := w.sc.window(lo, hi, s.steps(room))
	p := s.panel(room, axes{w.Low, w.High, y0, y1, ticks})
	p.reach = 14
	p.render([]plot.Plotter{
		level{p, w.Wanted, draw.LineStyle{Color: p.target, Width: 1.2, Dashes: []vg.Length{4, 2.5}}},
		curve{p: p, pts: pts, style: solid(p.series[0], 2.4), clip: true},
	}...)
	w.drawAxis(p)
	w.drawRoots(p)
	p.nameLevel(w.Wanted, "Wanted "+w.figure(w.Wanted))
	if model.Known(w.From+w.Base) && w.From <= y1 && w.Base >= w.Low && w.Base <= w.High && !w.atRoot() {
		p.callout(point{w.Base, w.From}, "Now "+w.figure(w.From), p.ink, false)
	}
}

// points are the values tried, and the roots among them, ascending.
func (w *solved) points() []point {
	var pts []point
	for _, r := range w.Scanned {
		pts = append(pts, point{r.Value, r.Target})
	}
	for _, r := range w.Roots {
		if !r.Jump && model.Known(r.Target) {
			pts = append(pts, point{r.Value, r.Target})
		}
	}
	sort.SliceStable(pts, func(i, j int) bool { return pts[i].x < pts[j].x })
	return pts
}

// atRoot reports whether the scenario itself has the wanted value.
func (w *solved) atRoot() bool { return math.Abs(w.From-w.Wanted) <= 1e-9*math.Abs(w.Wanted) }

// drawAxis writes the ends of what was searched and the scenario's own value below the axis, where there is room for all.
func (w *solved) drawAxis(p *panel) {
	places := []place{{at: w.Low, text: short(w.LowText, 20)}, {at: w.High, text: short(w.HighText, 20)}}
	with := []place{places[0], {at: w.Base, text: short(w.BaseText, 20)}, places[1]}
	if w.Base > w.Low && w.Base < w.High && w.BaseText != "" && p.apart(with) {
		places = with
	}
	for _, c := range places {
		p.xTicks(c.at)
	}
	if p.apart(places) {
		for _, c := range places {
			p.write(label{text: c.text, size: p.small, colour: p.muted, align: 0.5}, p.within(c), p.area.Min.Y-5-capHeight*p.small)
		}
	}
}

// drawRoots marks where the wanted value is reached.
func (w *solved) drawRoots(p *panel) {
	for i, r := range w.Roots {
		if r.Jump {
			p.dot(square, p.at(r.Value, w.Wanted), 3, p.series[5], p.paper)
		} else if model.Known(r.Until) && r.Until > r.Value {
			p.stroke(Data, solid(p.series[5], 3), p.at(r.Value, w.Wanted), p.at(r.Until, w.Wanted))
		}
		at := point{r.Value, w.Wanted}
		p.rootCallout(at, w.rootText(i), r.Jump)
	}
}

// rootCallout marks a root and writes its value beside it, clear of the line.
func (p *panel) rootCallout(at point, text string, jump bool) {
	if !jump {
		p.dot(disc, p.at(at.x, at.y), 3.4, p.series[5], p.paper)
	}
	l := label{text: text, size: labelSize, bold: true, colour: p.word(p.series[5]), clear: true}
	pt := p.at(at.x, at.y)
	for _, d := range []vg.Length{6, 10, 16, 24} {
		for _, n := range []nudge{{0, d, d}, {1, -d, d}, {0, d, -d - capHeight*labelSize}, {1, -d, -d - capHeight*labelSize}} {
			l.align = n.align
			if box := p.box(l, pt.X+n.dx, pt.Y+n.dy); p.free(grow(box, 1)) && inside(box, grow(p.area.Rectangle, 2)) {
				p.write(l, pt.X+n.dx, pt.Y+n.dy)
				return
			}
		}
	}
}
