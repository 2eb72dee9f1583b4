package plots

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
	"commitcast/model/analysis"
)

// Waterfall is a bridge: the base's number, what each change adds, from the largest, and the variant's. Where the changes are small
// against the numbers themselves, the axis is of the change from the base alone.
func Waterfall(b *analysis.Bridge) (*Chart, error) { return made("bridge", b, waterfall) }

// bridge is a bridge to draw.
type bridge struct {
	asked
	*analysis.Bridge
	base, variant string
	moving        int // parts that are more than rounding
}

func waterfall(b *analysis.Bridge) (*Chart, error) {
	if b == nil || b.Variant == nil {
		return nil, fmt.Errorf("a waterfall needs a base and a variant")
	}
	values := []float64{b.From, b.To}
	for _, part := range b.Parts {
		values = append(values, part.Value)
	}
	a, err := newAsked(b.Base, b.Target, values...)
	switch {
	case err != nil:
		return nil, err
	case len(b.Parts) == 0:
		return nil, &NotDrawn{Reason: "nothing differs between the scenarios"}
	case !model.Known(b.From + b.To):
		return nil, &NotDrawn{Reason: b.Target.String() + " is not known or defined in both scenarios"}
	case size(b.Parts) == 0:
		return nil, &NotDrawn{Reason: "no difference between the scenarios moves " + b.Target.String()}
	}
	w := bridge{asked: a, Bridge: b, base: "Base", variant: "Variant"}
	w.moving = moving(len(b.Parts), func(i int) float64 { return math.Abs(b.Parts[i].Value) })
	if rs := []*model.Report{reportOf(b.Base), reportOf(b.Variant)}; shown(rs[0]) != shown(rs[1]) {
		names := labels(rs)
		w.base, w.variant = names[0], names[1]
	}
	c := &Chart{Title: w.title(), Subtitle: w.subtitle(), Note: w.note(), data: w.rows()}
	c.Alt = fmt.Sprintf("Waterfall chart of %s from %s in “%s” to %s in “%s” by %s. %s.", lower(a.what), a.figure(b.From), short(w.base, 40),
		a.figure(b.To), short(w.variant, 40), counted(len(b.Parts), "change", "changes"), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { w.draw(s, room) }
	how := ""
	if !b.Exact {
		how = seeded(counted(b.Orders, "order", "orders")+" of the changes", b.Seed)
	}
	return a.finish(c, how, b.Base, b.Variant), nil
}

func (w *bridge) subtitle() string {
	return w.what + w.unitWords() + ": from “" + short(w.base, 40) + "” to “" + short(w.variant, 40) + "”, by what differs"
}

// note says what a part is, and how far it is known.
func (w *bridge) note() string {
	text := "Each part is the change's mean effect over all orders in which the changes can be made (Shapley value)."
	if n := len(w.Parts) - w.moving; n > 0 {
		text += " Not drawn: " + counted(n, "change that does", "changes that do") + " not move it."
	}
	if w.Exact {
		return text
	}
	return text + " Sampled: the margins hold it with 95%."
}

// size is how much the parts come to without their signs.
func size(parts []analysis.Part) float64 {
	total := 0.0
	for _, p := range parts {
		total += math.Abs(p.Value)
	}
	return total
}

// title says how the number moves and which change does most of it.
func (w *bridge) title() string {
	neutral := "What moves " + lower(w.what) + " between the two scenarios"
	total, top := w.To-w.From, w.Parts[0]
	name, from, to := titledPath(pathsName(top.Paths)), w.figure(w.From), w.figure(w.To)
	size := size(w.Parts)
	move := w.what + w.verb(" rises", " rise")
	if total < 0 {
		move = w.what + w.verb(" falls", " fall")
	}
	by := " (" + w.change(top.Value) + ")"
	switch {
	case w.calm(w.From, w.To) && math.Abs(total) > 0.1*size:
		return finding(w.what+w.verb(" stays", " stay")+" at about "+to+" in spite of all that differs", neutral)
	case w.calm(w.From, w.To):
		return finding(w.what+w.verb(" stays", " stay")+" at "+to+"; the changes cancel out", neutral)
	}
	main := move + " from " + from + " to " + to
	switch {
	case name == "":
		return finding(main, neutral)
	case len(w.Parts) == 1:
		return finding(main+" by "+name, main, neutral)
	case top.Value*total < 0:
		return finding(main+" in spite of "+name+by, main, neutral)
	case math.Abs(top.Value) > size/2:
		return finding(main+", mostly by "+name+by, main+", mostly by "+name, main, neutral)
	}
	return finding(main+", most of all by "+name+by, main+", most of all by "+name, main, neutral)
}

func (w *bridge) rows() []Row {
	rows := []Row{w.row("base", w.From)}
	for _, p := range w.Parts {
		rows = append(rows, w.row(strings.Join(p.Paths, "; "), p.Value))
		if !w.Exact {
			r := w.row(strings.Join(p.Paths, "; "), p.Margin)
			r.Metric += " margin"
			rows = append(rows, r)
		}
	}
	return append(rows, w.row("variant", w.To))
}

// step is a row of the waterfall between the sums: from where to where it goes.
type step struct {
	name, detail, text string
	from, to           float64
	others             bool
}

// steps are the parts that are drawn, the last of them being all others together.
func (w *bridge) steps(shown int) []step {
	at := w.From
	var out []step
	for i, p := range w.Parts[:w.moving] {
		if i == shown {
			rest := step{name: "Others (" + itoa(w.moving-shown) + ")", from: at, to: w.To, others: true}
			rest.text = w.change(w.To - at)
			return append(out, rest)
		}
		st := step{name: pathsName(p.Paths), from: at, to: at + p.Value, text: w.change(p.Value)}
		if p.Old != "" || p.New != "" {
			st.detail = short(p.Old, 28) + " → " + short(p.New, 28)
		}
		if !w.Exact && p.Margin > 0 {
			st.text = w.estimated(p)
		}
		at = st.to
		out = append(out, st)
	}
	return out
}

// estimated writes a part with its margin.
func (w *bridge) estimated(p analysis.Part) string {
	m := w.measure
	m.signed = true
	return m.rounded(p.Value, p.Margin) + " " + m.plusMinus(p.Margin)
}

// changesOnly reports whether the parts would be slivers on an axis that shows the numbers whole.
func changesOnly(from, to float64, steps []step) bool {
	lo, hi := math.Min(from, to), math.Max(from, to)
	for _, st := range steps {
		lo, hi = math.Min(lo, st.to), math.Max(hi, st.to)
	}
	return hi-lo < 0.35*math.Max(math.Abs(lo), math.Abs(hi))
}

func (w *bridge) draw(s *sheet, room vg.Rectangle) {
	rc := rowChart{above: 4, axis: w.measure, lo: 0, hi: 0}
	zero := 0.0
	last := w.figure(w.To)
	if changesOnly(w.From, w.To, w.steps(w.moving)) {
		zero, rc.axis.signed, rc.above = w.From, true, 14
		if change := w.change(w.To - w.From); strings.ContainsAny(change, "123456789") {
			last += " (" + change + ")"
		}
	}
	all := w.steps(s.rowsShown(room, rc.above, w.moving, 2))
	rc.names, rc.details = []string{w.base}, []string{""}
	for _, st := range all {
		rc.names, rc.details = append(rc.names, st.name), append(rc.details, st.detail)
	}
	rc.names, rc.details = append(rc.names, w.variant), append(rc.details, "")
	for _, v := range append([]float64{w.From, w.To}, ends(all)...) {
		rc.lo, rc.hi = math.Min(rc.lo, v-zero), math.Max(rc.hi, v-zero)
	}
	if rc.hi == rc.lo {
		rc.hi = rc.lo + w.sc.div
	}
	w.drawSteps(s, rc, room, all, zero, last)
}

func ends(all []step) []float64 {
	var out []float64
	for _, st := range all {
		out = append(out, st.to)
	}
	return out
}

// drawSteps draws the sums and the steps between them, on an axis from zero.
func (w *bridge) drawSteps(s *sheet, rc rowChart, room vg.Rectangle, all []step, zero float64, last string) {
	rc.after = s.inset(true, w.figure(w.From), last)
	for _, st := range all {
		if st.to < st.from {
			rc.before = max(rc.before, s.inset(true, st.text))
		} else {
			rc.after = max(rc.after, s.inset(true, st.text))
		}
	}
	if w.From < 0 || w.To < zero {
		rc.before = max(rc.before, s.inset(true, w.figure(w.From), last))
	}
	p := rc.open(s, room)
	if rc.axis.signed {
		p.headAt(p.x(0), "Change from "+short(w.base, 30))
	}
	p.sum(0, w.From-zero, w.figure(w.From), p.other)
	for i, st := range all {
		c := p.series[0]
		switch {
		case st.others:
			c = p.other
		case st.to < st.from:
			c = p.series[5]
		}
		p.rowBar(i+1, st.from-zero, st.to-zero, c)
		p.stepText(i+1, st, zero, p.word(c))
		p.connect(i, st.from-zero)
	}
	p.connect(len(all), w.To-zero)
	p.sum(len(all)+1, w.To-zero, last, p.axis)
}

// stepText writes what a step adds, beyond its end; at its beginning where it would lie across the line at zero.
func (p *rowPanel) stepText(i int, st step, zero float64, c color.RGBA) {
	at, left := st.to-zero, st.to < st.from
	room := p.width(st.text, p.size, true) + 2*markGap
	if left && at > 0 && p.x(at)-room < p.x(0) && p.x(st.from-zero)+room < p.area.Max.X {
		at, left = st.from-zero, false
	}
	p.besideMark(i, at, st.text, c, true, left)
}

// sum draws a bar from zero with its number.
func (p *rowPanel) sum(i int, v float64, text string, c color.RGBA) {
	if math.Abs(v) < 1e-9*(p.plot.X.Max-p.plot.X.Min) {
		v = 0
	} else {
		p.rowBar(i, 0, v, c)
	}
	p.besideMark(i, v, text, p.ink, true, v < 0)
}

// headAt writes what the axis shows above the rows, from x on as far as there is room.
func (p *rowPanel) headAt(x vg.Length, text string) {
	x = max(min(x, p.area.Max.X-p.width(text, tickSize, false)), p.area.Min.X)
	p.write(label{text: text, size: tickSize, colour: p.muted}, x, p.area.Max.Y+3)
}

// connect joins the end of a row's bar to the beginning of the next one's.
func (p *rowPanel) connect(i int, v float64) {
	x, half := p.x(v), vg.Length(barShare)/2*p.pitch
	p.stroke(Leader, solid(p.palette.axis, 0.7), vg.Point{X: x, Y: p.row(i) - half}, vg.Point{X: x, Y: p.row(i+1) + half})
}
