package report

import (
	"slices"
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
)

// Sensitivity renders how much each number of a scenario matters to one of its results.
func Sensitivity(s *analysis.Sensitivity, f Format, o Options) []byte {
	switch f {
	case CSV:
		return sensitivityCSV(s)
	case JSON:
		return sensitivityJSON(s)
	}
	return sensitivityDocument(s, o).render(f, o)
}

// mostShown is how many numbers a table of a sensitivity shows.
const mostShown = 20

// sensitivityTables makes the tables of one target, and gathers what their marks mean.
type sensitivityTables struct {
	s     *analysis.Sensitivity
	d     *document
	notes []string
	idle  []idleNumbers
	less  int // numbers that are not shown because there are too many
}

func sensitivityDocument(s *analysis.Sensitivity, o Options) *document {
	d := &document{title: Clean(s.Scenario.Title) + ": sensitivity", subtitle: sensitivitySubtitle(s)}
	t := &sensitivityTables{s: s, d: d}
	t.tornado()
	t.spider()
	t.screening()
	t.decomposition()
	t.ranks()
	for _, idle := range t.idle {
		t.note("without effect by " + idle.methods + ": " + idle.paths)
	}
	if t.less > 0 {
		t.note(counted(t.less, "smaller effect") + " not shown: the forms csv and json tell all")
	}
	d.list("Notes", append(t.notes, warningLines(s.Warnings, "")...))
	d.list("Charts", chartLines(o.Charts))
	d.list("", []string{provenance(s.Scenario)})
	return d
}

func sensitivitySubtitle(s *analysis.Sensitivity) string {
	parts := []string{Clean(s.Target.Label()), Clean(s.Target.String())}
	if s.Scenario.File != "" {
		parts = append(parts, sourceName(s.Scenario))
	}
	return strings.Join(append(parts, amount(s.Base, s.Target.Unit(), s.Scenario.Currency)+" as the scenario stands"), " · ")
}

// idleNumbers are those that do nothing, by the methods that say so.
type idleNumbers struct{ methods, paths string }

// without takes the numbers without effect by a method; methods that agree are told together.
func (t *sensitivityTables) without(method, paths string) {
	for i := range t.idle {
		if t.idle[i].paths == paths {
			t.idle[i].methods += ", " + method
			return
		}
	}
	t.idle = append(t.idle, idleNumbers{method, paths})
}

func (t *sensitivityTables) note(line string) {
	if !slices.Contains(t.notes, line) {
		t.notes = append(t.notes, line)
	}
}

// shown are those that do something, at most so many as a table shows. The others' paths are told in a note.
func shown[T any](t *sensitivityTables, method string, all []T, path func(*T) string, idle func(*T) bool) []T {
	var active []T
	var none []string
	for i := range all {
		if idle(&all[i]) {
			none = append(none, Clean(path(&all[i])))
		} else {
			active = append(active, all[i])
		}
	}
	slices.Sort(none)
	if len(none) > 0 {
		t.without(method, listedPaths(none))
	}
	if len(active) > mostShown {
		t.less = max(t.less, len(active)-mostShown)
		active = active[:mostShown]
	}
	return active
}

// listedPaths writes paths, at most so many as a table shows.
func listedPaths(paths []string) string {
	rest := ""
	if len(paths) > mostShown {
		paths, rest = paths[:mostShown], " and "+wholeNumber(len(paths)-mostShown)+" more"
	}
	return Clean(strings.Join(paths, ", ")) + rest
}

// add adds a table under a heading, where it has rows.
func (t *sensitivityTables) add(heading string, out *table) {
	if len(out.rows) > 0 {
		t.d.sections = append(t.d.sections, section{heading: heading, table: out})
	}
}

// scale is the one scale of some of the target's numbers, with so many decimals that the largest effect has three digits.
func (t *sensitivityTables) scale(effect float64, values ...float64) scale {
	sc := scaleFor(t.s.Target.Unit(), peak(values))
	for effect > 0 && sc.decimals < maxDecimals && shift(effect, sc.places()) < 100 {
		sc.decimals++
	}
	return sc
}

// heading is a heading with the unit of the numbers below.
func (t *sensitivityTables) heading(text string, sc scale) string {
	if unit := strings.TrimSpace(sc.unitLabel(t.s.Target.Unit(), t.s.Scenario.Currency)); unit != "" {
		return text + ", " + unit
	}
	return text
}

// write writes one of the target's numbers.
func (t *sensitivityTables) write(sc scale, v float64) string {
	return sc.writeOf(t.s.Target.Unit(), v)
}

// The marks of a number whose two ends lie on the same side of the base, and of one that has no result at an end.
const (
	beyondMark  = "*"
	turningMark = "†"
	openMark    = "§"
)

// rangeText is how far a number is moved.
func rangeText(r *analysis.Range) string { return Clean(r.LowText) + " → " + Clean(r.HighText) }

func (t *sensitivityTables) tornado() {
	r := t.s.Tornado
	if r == nil {
		return
	}
	values := []float64{r.Base, r.All.AtLow, r.All.AtHigh}
	for _, b := range r.Bars {
		values = append(values, b.AtLow, b.AtHigh)
	}
	sc := t.scale(r.All.Span(r.Base), values...)
	out := &table{heads: []string{"own value", "low → high", "at low", "at high", "span"}}
	row := func(label, own, moved string, atLow, atHigh, span float64) {
		out.add(plainRow, label, []string{own, moved, t.write(sc, atLow), t.write(sc, atHigh), sc.write(span, false)})
	}
	idle := func(b *analysis.Bar) bool { return b.Idle(r.Base) }
	for _, b := range shown(t, "tornado", r.Bars, func(b *analysis.Bar) string { return b.Path }, idle) {
		row(Clean(b.Path)+t.sideMark(&b, r.Base), Clean(b.BaseText), rangeText(&b.Range), b.AtLow, b.AtHigh, b.Span(r.Base))
	}
	row("all at once", "", "", r.All.AtLow, r.All.AtHigh, r.All.Span(r.Base))
	t.add(t.heading("One number at a time, the others as they are", sc), out)
	t.note("all at once: every number at the end that by itself makes the result lowest, and highest, or at its own value where neither end does")
	if left := r.LeftOut(); len(left) > 0 {
		t.note("all at once leaves out the ends at which the result is not defined, of " + listedPaths(left))
	}
	t.ranges(r.Bars)
}

// sideMark marks a bar with an end at which the result is not defined, or whose two ends lie on the same side of the base.
func (t *sensitivityTables) sideMark(b *analysis.Bar, base float64) string {
	switch {
	case b.Undefined():
		t.note(openMark + " the result is not defined at an end, so that nobody can say how far the number moves it; these stand first")
		return openMark
	case !b.OneSided(base):
		return ""
	case b.Outside():
		t.note(beyondMark + " both ends lie on one side of the base, for the number's own value is outside of its range")
		return beyondMark
	}
	t.note(turningMark + " both ends lie on one side of the base, for the result turns within the range: --method spider shows where")
	return turningMark
}

// ranges tells where the ranges come from.
func (t *sensitivityTables) ranges(bars []analysis.Bar) {
	why := make(map[string]int)
	var order []string
	for _, b := range bars {
		if why[b.Why]++; why[b.Why] == 1 {
			order = append(order, b.Why)
		}
	}
	slices.Sort(order)
	var parts []string
	for _, w := range order {
		parts = append(parts, Clean(w)+" ("+counted(why[w], "number")+")")
	}
	if len(parts) > 0 {
		t.note("ranges: " + strings.Join(parts, ", "))
	}
}

// quarters are the shares of its range at which a table tells a spider's line.
var quarters = []struct {
	head string
	at   float64
}{{"low", 0}, {"¼", 0.25}, {"½", 0.5}, {"¾", 0.75}, {"high", 1}}

func (t *sensitivityTables) spider() {
	r := t.s.Spider
	if r == nil {
		return
	}
	values := []float64{r.Base}
	for _, l := range r.Lines {
		values = append(values, l.Values...)
	}
	sc := t.scale(r.Span(), values...)
	out := &table{heads: []string{"low → high"}}
	for _, q := range quarters {
		out.heads = append(out.heads, q.head)
	}
	idle := func(l *analysis.SpiderLine) bool { return l.Idle(r.Base) }
	for _, l := range shown(t, "spider", r.Lines, func(l *analysis.SpiderLine) string { return l.Path }, idle) {
		cells := []string{rangeText(&l.Range)}
		for _, q := range quarters {
			cell := ""
			if v, some := lineAt(&l, q.at); some {
				cell = t.write(sc, v)
			}
			cells = append(cells, cell)
		}
		out.add(plainRow, Clean(l.Path), cells)
	}
	t.add(t.heading("Along the range of each number", sc), out)
}

// lineAt is the value of a line at a share of its range, where it has one there.
func lineAt(l *analysis.SpiderLine, share float64) (float64, bool) {
	at := l.Low + share*(l.High-l.Low)
	for i, x := range l.At {
		if diff := x - at; diff <= noise*(l.High-l.Low) && -diff <= noise*(l.High-l.Low) {
			return l.Values[i], true
		}
	}
	return model.Unknown(), false
}
