package plots

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"commitcast/model"
	"commitcast/model/analysis"
)

// SpiderChart has a line for each number: the target along its whole range, from its low over its base to its high, the others at
// their own values.
func SpiderChart(sp *analysis.Spider) (*Chart, error) { return made("spider", sp, spiderChart) }

// spider is a spider to draw.
type spider struct {
	asked
	*analysis.Spider
}

func spiderChart(sp *analysis.Spider) (*Chart, error) {
	if sp == nil {
		return nil, fmt.Errorf("a spider needs lines")
	}
	values := []float64{sp.Base}
	for _, l := range sp.Lines {
		if len(l.At) != len(l.Values) {
			return nil, fmt.Errorf("the line of %s has %d values at %d places", l.Path, len(l.Values), len(l.At))
		}
		values = append(values, l.Values...)
	}
	a, err := newAsked(sp.Scenario, sp.Target, values...)
	switch {
	case err != nil:
		return nil, err
	case len(sp.Lines) == 0:
		return nil, &NotDrawn{Reason: "there is no number to move"}
	case !model.Known(sp.Base):
		return nil, &NotDrawn{Reason: sp.Target.String() + " is not known or defined in the scenario itself"}
	}
	w := spider{a, sp}
	c := &Chart{Title: w.title(), Subtitle: w.subtitle(), Note: w.note(), data: w.rows()}
	c.Alt = fmt.Sprintf("Line chart of %s along the range of each of %s. %s.", lower(a.what), counted(len(sp.Lines), "input", "inputs"), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { w.draw(s, room) }
	return a.finish(c, ""), nil
}

func (w *spider) subtitle() string {
	return w.what + w.unitWords() + ", as each input goes from its low over the scenario's own value to its high"
}

func (w *spider) note() string {
	text := "One input at a time, the others as in the scenario; with the names: low to high."
	text += w.greyNote()
	if slices.ContainsFunc(w.all(), func(v float64) bool { return !model.Known(v) }) {
		text += " Gaps: not defined there."
	}
	return text
}

// greyNote says which lines have no colour and no name.
func (w *spider) greyNote() string {
	less, idle := 0, 0
	for i, l := range w.Lines {
		switch {
		case l.Idle(w.Base):
			idle++
		case i >= mostParts:
			less++
		}
	}
	switch {
	case less > 0 && idle > 0:
		return " Grey: " + itoa(less) + " that move it less, " + itoa(idle) + " not at all."
	case less > 0:
		return " Grey: the other " + itoa(less) + ", which move it less."
	case idle > 0:
		return " Grey: " + itoa(idle) + plural(idle, " that does not move it.", " that do not move it.")
	}
	return ""
}

// title says which inputs have a bend or an extreme inside their range, which ends alone do not show; else which moves it most.
func (w *spider) title() string {
	neutral := "How " + lower(w.what) + " goes along the range of each input"
	top := w.Lines[0]
	name := titledPath(top.Path)
	switch {
	case top.Idle(w.Base):
		return finding("No input moves "+lower(w.what)+" within its range", neutral)
	case name == "":
		return neutral
	case top.Undefined():
		return finding(w.what+w.verb(" is", " are")+" not defined all along "+name, neutral)
	}
	if at, high, ok := turning(top.Values); ok && !w.calm(top.Values[at], top.Values[0]) {
		word := map[bool]string{true: "highest", false: "lowest"}[high]
		return finding(w.what+w.verb(" is ", " are ")+word+" within the range of "+name+", at "+w.figure(top.Values[at]), neutral)
	}
	first, last := top.Values[0], top.Values[len(top.Values)-1]
	return finding("Along "+name+", "+lower(w.what)+w.verb(" goes from ", " go from ")+w.figure(first)+" to "+w.figure(last), neutral)
}

// turning is the highest or lowest place of values that lies inside them and beyond both ends; ok is false where there is none or
// one is unknown.
func turning(vs []float64) (at int, high, ok bool) {
	if len(vs) < 3 {
		return 0, false, false
	}
	first, last := vs[0], vs[len(vs)-1]
	for i, v := range vs {
		switch {
		case !model.Known(v):
			return 0, false, false
		case v > math.Max(first, last) && (!ok || v > vs[at]):
			at, high, ok = i, true, true
		case v < math.Min(first, last) && !ok:
			at, high, ok = i, false, true
		case ok && !high && v < vs[at]:
			at = i
		}
	}
	return at, high, ok
}

func (w *spider) rows() []Row {
	rows := []Row{w.row("base", w.Base)}
	for _, l := range w.Lines {
		for i, at := range l.At {
			rows = append(rows, w.row(l.Path+"="+number(at), l.Values[i]))
		}
	}
	return rows
}

// inRange is where a value lies in a range: −1 at its low, 0 at the base, 1 at its high.
func inRange(r analysis.Range, v float64) float64 {
	switch {
	case v > r.Base && r.High > r.Base:
		return (v - r.Base) / (r.High - r.Base)
	case v < r.Base && r.Low < r.Base:
		return (v - r.Base) / (r.Base - r.Low)
	}
	return 0
}

// lines are the inputs' lines; the first six have colours.
func (w *spider) lines() []line {
	var out []line
	for i, l := range w.Lines {
		one := line{name: l.Path, rank: i, quiet: i >= mostParts || l.Idle(w.Base)}
		for k, at := range l.At {
			one.pts = append(one.pts, point{inRange(l.Range, at), l.Values[k]})
		}
		out = append(out, one)
	}
	return out
}

// draw draws the lines with their names in a column on the right.
func (w *spider) draw(s *sheet, room vg.Rectangle) {
	lines := w.lines()
	col := room
	room.Max.X -= s.sideWidth(w.names(nil, s, lines), 0.34, room.Max.Y-room.Min.Y)
	col.Min.X, col.Min.Y = room.Max.X, col.Min.Y+xLabelRoom-8
	room.Max.Y -= headroom
	lo, hi, _ := bounded(w.all())
	y0, y1, ticks := w.sc.window(lo, hi, s.steps(room))
	p := s.panel(room, axes{-1, 1, y0, y1, ticks})
	p.render(append([]plot.Plotter{upright{p, 0, solid(p.grid, 0.9)}}, p.curves(lines, false)...)...)
	p.xTicks(-1, 0, 1)
	p.xLabels([]place{{at: -1, text: "Low"}, {at: 0, text: "Base"}, {at: 1, text: "High"}})
	p.callout(point{0, w.Base}, w.figure(w.Base), p.ink, false)
	s.sideLabels(col, w.names(p, s, lines))
}

// all are the values of every line.
func (w *spider) all() []float64 {
	vs := []float64{w.Base}
	for _, l := range w.Lines {
		vs = append(vs, l.Values...)
	}
	return vs
}

// names are those of the coloured lines at their ends, with their ranges.
func (w *spider) names(p *panel, s *sheet, lines []line) []sideLabel {
	var out []sideLabel
	for i, l := range lines {
		end, ok := lastKnown(l.pts)
		if l.quiet || !ok {
			continue
		}
		c, style := s.look(l)
		lab := sideLabel{name: titledOr(l.name), colour: c, stroke: &style}
		if r := w.Lines[i]; r.LowText != "" {
			lab.detail = short(r.LowText, 14) + " to " + short(r.HighText, 14)
		}
		if p != nil {
			from := p.at(end.x, end.y)
			from.X += 3
			if lab.want = from.Y; end.x == 1 {
				lab.from = &from
			}
		}
		out = append(out, lab)
	}
	sortLabels(out)
	return out
}

// titledOr is a path as a title may say it, or the whole of it.
func titledOr(path string) string {
	if t := titledPath(path); t != "" {
		return t
	}
	return path
}
