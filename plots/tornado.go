package plots

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
	"commitcast/model/analysis"
)

// TornadoChart has a bar for each number: the target with it at its low and at its high, the others at their own, from the widest;
// and last one for all at once.
func TornadoChart(t *analysis.Tornado) (*Chart, error) { return made("tornado", t, tornadoChart) }

// tornado is a tornado to draw.
type tornado struct {
	asked
	*analysis.Tornado
}

func tornadoChart(t *analysis.Tornado) (*Chart, error) {
	if t == nil {
		return nil, fmt.Errorf("a tornado needs bars")
	}
	values := []float64{t.Base, t.All.AtLow, t.All.AtHigh}
	for _, b := range t.Bars {
		values = append(values, b.AtLow, b.AtHigh)
	}
	a, err := newAsked(t.Scenario, t.Target, values...)
	switch {
	case err != nil:
		return nil, err
	case len(t.Bars) == 0:
		return nil, &NotDrawn{Reason: "there is no number to move"}
	case !model.Known(t.Base):
		return nil, &NotDrawn{Reason: t.Target.String() + " is not known or defined in the scenario itself"}
	}
	w := tornado{a, t}
	c := &Chart{Title: w.title(), Subtitle: w.subtitle(), Note: w.note(), data: w.rows()}
	c.Alt = fmt.Sprintf("Tornado chart of %s with each of %s at its low and at its high; base %s. %s.", lower(a.what),
		counted(len(t.Bars), "input", "inputs"), a.figure(t.Base), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { w.draw(s, room) }
	return a.finish(c, ""), nil
}

func (w *tornado) subtitle() string {
	return w.what + w.unitWords() + ", with each input at its low and at its high" + w.why()
}

// why says how far the inputs are moved, where it is the same for all.
func (w *tornado) why() string {
	why := w.Bars[0].Why
	for _, b := range w.Bars {
		if b.Why != why && !b.Switch {
			return ""
		}
	}
	if why == "" {
		return ""
	}
	return " (" + short(why, 30) + ")"
}

func (w *tornado) note() string {
	out := []string{"One input at a time, the others as in the scenario; at the bars: the input's value."}
	if slices.ContainsFunc(w.Bars, w.turns) {
		out = append(out, "* Low and high move it the same way: low below, high above.")
	}
	switch open := w.open(); {
	case w.hasAll() && open > 0:
		out = append(out, "All at once: every input at the end that lowers it, and at the one that raises it, where it is defined there.")
	case w.hasAll():
		out = append(out, "All at once: every input at the end that lowers it, and at the one that raises it.")
	}
	return notes(out...)
}

// open is how many bars have an end at which the number is not defined. They are the first.
func (w *tornado) open() int { return len(w.LeftOut()) }

// turns reports whether both ends of a bar lie on one side of the base.
func (w *tornado) turns(b analysis.Bar) bool {
	return (b.AtLow-w.Base)*(b.AtHigh-w.Base) > 0
}

// hasAll reports whether there is a bar of all at once to draw.
func (w *tornado) hasAll() bool { return len(w.Bars) > 1 && model.Known(w.All.AtLow+w.All.AtHigh) }

// swing is how far apart the ends of a bar are, with the base; Unknown where an end is not defined.
func (w *tornado) swing(b analysis.Bar) float64 { return b.Span(w.Base) }

// title names the input that moves the number furthest, and how far. Where an end is not defined, nobody knows which that is.
func (w *tornado) title() string {
	neutral := "How far each input moves " + lower(w.what)
	top := w.Bars[0]
	swing := w.swing(top)
	name, span := titledPath(top.Path), w.spanText(top.AtLow, top.AtHigh, w.Base)
	switch open := w.open(); {
	case open == 1 && name != "":
		return finding(w.what+w.verb(" is", " are")+" not defined at an end of the range of "+name, neutral)
	case open > 0:
		return finding(w.what+w.verb(" is", " are")+" not defined at an end of the range of "+counted(open, "input", "inputs"), neutral)
	case swing == 0:
		return finding("No input moves "+lower(w.what)+" within its range", neutral)
	case name == "":
		return finding("One input alone takes "+lower(w.what)+" from "+span, neutral)
	case len(w.Bars) == 1:
		return finding(name+" takes "+lower(w.what)+" from "+span, neutral)
	case w.swing(w.Bars[1]) > swing*(1-tie):
		return finding("Two inputs or more move "+lower(w.what)+" alike: "+span, neutral)
	case w.calm(w.Base-swing/2, w.Base+swing/2):
		return finding("No input moves "+lower(w.what)+" much; "+name+" most", neutral)
	case swing > 2*w.swing(w.Bars[1]):
		return finding(name+" moves "+lower(w.what)+" most by far: "+span, name+" moves it most by far: "+span, neutral)
	}
	return finding(name+" moves "+lower(w.what)+" most: "+span, name+" moves it most: "+span, neutral)
}

func (w *tornado) rows() []Row {
	rows := []Row{w.row("base", w.Base)}
	add := func(name string, b analysis.Bar) {
		low, high := w.row(name, b.AtLow), w.row(name, b.AtHigh)
		low.Metric, high.Metric = low.Metric+" at low", high.Metric+" at high"
		rows = append(rows, low, high)
	}
	for _, b := range w.Bars {
		rows = append(rows, w.other(b.Path, "low", "", b.Low), w.other(b.Path, "high", "", b.High))
		add(b.Path, b)
	}
	if w.hasAll() {
		add("all at once", w.All)
	}
	return rows
}

// Above the rows of a chart with a key and a base line, in points.
const keyRoom = 25.0

func (w *tornado) draw(s *sheet, room vg.Rectangle) {
	s.keyHead(room, "", key{"Low input", s.series[1], square}, key{"High input", s.series[0], square})
	n, unlisted := listed(s.rowsShown(room, keyRoom, len(w.Bars), btoi(w.hasAll())), len(w.Bars), w.movingBars())
	if n < w.open() {
		unlisted = "and " + itoa(len(w.Bars)-n) + " more"
	}
	bars := w.Bars[:n:n]
	rc := rowChart{above: keyRoom, axis: w.measure, unlisted: unlisted, lo: w.Base, hi: w.Base, head: "Swing"}
	if w.hasAll() {
		bars = append(bars, w.All)
		bars[n].Range = analysis.Range{Path: allAtOnce}
	}
	for _, b := range bars {
		lo, hi, _ := bounded([]float64{b.AtLow, b.AtHigh, w.Base})
		rc.lo, rc.hi = math.Min(rc.lo, lo), math.Max(rc.hi, hi)
		rc.names, rc.right = append(rc.names, b.Path+map[bool]string{true: "*"}[w.turns(b)]), append(rc.right, w.gap(w.swing(b)))
		left, right := w.endTexts(b)
		rc.before, rc.after = max(rc.before, s.inset(false, left)), max(rc.after, s.inset(false, right))
	}
	if rc.hi-rc.lo < 1e-9*math.Abs(rc.hi) || rc.hi == rc.lo {
		rc.lo, rc.hi = rc.lo-w.sc.div/2, rc.hi+w.sc.div/2
	}
	p := rc.open(s, room)
	p.baseLine(w.Base, "Base "+w.figure(w.Base))
	for i, b := range bars {
		w.bar(p, i, b)
	}
}

// movingBars is how many bars have an end that is not defined, or a width.
func (w *tornado) movingBars() int {
	open := w.open()
	return open + moving(len(w.Bars)-open, func(i int) float64 { return w.swing(w.Bars[open+i]) })
}

// baseLine draws the base across the rows, with its name above.
func (p *rowPanel) baseLine(at float64, text string) {
	x := p.x(at)
	p.vertical(p.palette.axis, 1.2, x, p.area.Min.Y, p.area.Max.Y+2)
	l := label{text: text, size: labelSize, bold: true, colour: p.ink, align: 0.5}
	half := p.width(text, labelSize, true) / 2
	p.sheet.write(l, min(max(x, p.area.Min.X+half), p.area.Max.X-half), p.area.Max.Y+5)
}

// endTexts are the input's values at the left and at the right end of a bar; both at the outer end where both lie on one side.
func (w *tornado) endTexts(b analysis.Bar) (left, right string) {
	low, high := short(b.LowText, 16), short(b.HighText, 16)
	low, high = w.undefined(low, b.AtLow), w.undefined(high, b.AtHigh)
	switch {
	case w.turns(b) && low != "" && b.AtLow < w.Base:
		return low + ", " + high, ""
	case w.turns(b) && low != "":
		return "", low + ", " + high
	case zeroIfUnknown(b.AtLow-w.Base) > 0 || zeroIfUnknown(b.AtHigh-w.Base) < 0:
		return high, low
	}
	return low, high
}

// undefined says that there is no number at an end.
func (w *tornado) undefined(text string, v float64) string {
	if text != "" && !model.Known(v) {
		return text + ": not defined"
	}
	return text
}

// allAtOnce stands for the path of the bar of all inputs.
const allAtOnce = "All at once"

// bar draws the two ends of a bar from the base; where both lie on one side, one below the other.
func (w *tornado) bar(p *rowPanel, i int, b analysis.Bar) {
	low, high := p.series[1], p.series[0]
	if b.Path == allAtOnce {
		low, high = mix(p.paper, p.other, 0.6), p.other
	}
	lo, hi, _ := bounded([]float64{b.AtLow, b.AtHigh, w.Base})
	foot, top := 1.0, 0.0
	if w.turns(b) {
		foot, top = 0.47, 0.53
	}
	if model.Known(b.AtLow) && b.AtLow != w.Base {
		p.partBar(p.slot(i, w.Base, b.AtLow, 0, foot), low)
	}
	if model.Known(b.AtHigh) && b.AtHigh != w.Base {
		p.partBar(p.slot(i, w.Base, b.AtHigh, top, 1), high)
	}
	left, right := w.endTexts(b)
	p.besideMark(i, lo, left, p.ink, false, true)
	p.besideMark(i, hi, right, p.ink, false, false)
}
