package plots

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// Remaining is the commitment still to be spent at each month's end: stacked by contract for one scenario, a line a scenario
// for several.
func Remaining(in Input) (*Chart, error) { return build(in, "remaining") }

func remaining(in Input) (*Chart, error) {
	if len(in.Month) == 0 {
		return nil, &NotDrawn{Reason: "there are no results by month"}
	}
	r := in.Month[0]
	lines := monthLines(in.Month, "remaining", true)
	switch {
	case (len(lines) == 0 || highest(lines) == 0) && anyCommitted(in.Month):
		return nil, &NotDrawn{Reason: "nothing is left to spend at the end of any month shown"}
	case len(lines) == 0 || highest(lines) == 0:
		return nil, &NotDrawn{Reason: "nothing is committed"}
	case !oneCurrency(in.Month):
		return nil, &NotDrawn{Reason: "the scenarios are in different currencies"}
	}
	sc := moneyScale(r.Scenario.Currency, highest(lines))
	c := &Chart{Source: source(in.Month, false), Hash: hashes(in.Month)}
	c.Subtitle = "Commitment not yet spent, at month end, " + sc.words
	for i, m := range in.Month {
		if vs := values(m, "remaining"); vs != nil {
			c.data = append(c.data, seriesRows(in.Month[i], "remaining", r.Scenario.Currency, vs)...)
		}
	}
	if ps := parts(r, "remaining", biggest); len(in.Month) == 1 && len(ps) > 0 {
		stackedRemaining(c, r, ps, sc)
	} else {
		c.Title = runOffTitle(in.Month)
		c.Subtitle += ", by scenario"
		c.Note = manyNote(lines)
		c.draw = func(s *sheet, room vg.Rectangle) { monthChart(in.Month, lines, sc).draw(s, room) }
	}
	c.Alt = fmt.Sprintf("Chart of remaining commitment by month, %s to %s. %s. Highest: %s.",
		r.Periods[0].From, r.Periods[len(r.Periods)-1].To, c.Title, sc.figure(highest(lines)))
	return c, nil
}

// anyCommitted reports whether a scenario has a commitment, in the months shown or others.
func anyCommitted(rs []*model.Report) bool {
	return slices.ContainsFunc(rs, func(r *model.Report) bool { return r.Summary.Commitment > 0 })
}

// stackedRemaining fills the chart for one scenario.
func stackedRemaining(c *Chart, r *model.Report, ps []part, sc scale) {
	c.Title = runOffTitle([]*model.Report{r})
	if len(ps) > 1 {
		c.Subtitle += ", by contract"
		c.Note = "With the names: the most that remains of each in the months shown."
		c.data = partRows(r, ps, "remaining", r.Scenario.Currency)
		c.draw = func(s *sheet, room vg.Rectangle) { drawRunOff(s, room, r, ps, sc) }
		return
	}
	l := monthLine("", r, "remaining", true)
	c.draw = func(s *sheet, room vg.Rectangle) {
		lc := monthChart([]*model.Report{r}, []line{l}, sc)
		lc.draw(s, room)
	}
}

// runOffTitle says how the commitment of one scenario goes; of several, by when theirs have gone.
func runOffTitle(rs []*model.Report) string {
	const neutral = "Remaining commitment by month"
	if len(rs) > 1 {
		return finding(runOff(rs), neutral)
	}
	vs := values(rs[0], "remaining")
	if vs == nil {
		return neutral
	}
	return finding(soleRunOff(rs[0], vs), neutral)
}

// soleRunOff says how a remaining commitment goes, by its shape: one that only falls, or one that rises first.
func soleRunOff(r *model.Report, vs []float64) string {
	const what = "Remaining commitment"
	top, when := peakMonth(r, vs)
	money := func(v float64) string { return amount(r.Scenario.Currency, v) }
	last, end := vs[len(vs)-1], monthName(r.Periods[len(vs)-1].From)
	half, spent := halfMonth(r, vs, when.month, top), endMonth(r, vs)
	first := r.Periods[0].From
	switch {
	case len(vs) == 1:
		return what + " is " + money(top) + " at the end of " + end
	case onlyFalls(vs) && half != 0:
		return what + " falls from " + money(vs[0]) + " in " + monthName(first) + " to half by " + monthName(half)
	case onlyFalls(vs) && money(last) == money(vs[0]):
		return what + " is " + money(last) + " throughout the months shown"
	case onlyFalls(vs):
		return what + " falls from " + money(vs[0]) + " in " + monthName(first) + " to " + money(last) + " in " + end
	case spent != 0:
		return what + " peaks at " + money(top) + " in " + monthName(when.month) + " and is spent by " + monthName(spent)
	case half != 0:
		return what + " peaks at " + money(top) + " in " + monthName(when.month) + " and falls to half by " + monthName(half)
	case !model.Known(last):
		return ""
	}
	return what + " peaks at " + money(top) + " in " + monthName(when.month) + "; " + money(last) + " remains at the end"
}

// onlyFalls reports whether a series is known throughout and never rises.
func onlyFalls(vs []float64) bool {
	for i, v := range vs {
		if !model.Known(v) || i > 0 && v > vs[i-1]+1e-9*math.Abs(vs[i-1]) {
			return false
		}
	}
	return true
}

// halfMonth is the first month after the peak at whose end no more than half of it remains; 0 when there is none.
func halfMonth(r *model.Report, vs []float64, at model.Month, top float64) model.Month {
	for i, v := range vs {
		if m := r.Periods[i].From; m > at && model.Known(v) && v <= top/2 {
			return m
		}
	}
	return 0
}

// runOff says between which months the scenarios' commitments are spent, or how much is not spent in the months shown.
func runOff(rs []*model.Report) string {
	var first, last model.Month
	over := 0.0
	for _, r := range rs {
		vs := values(r, "remaining")
		if vs == nil {
			continue
		}
		if left := vs[len(vs)-1]; model.Known(left) && left > biggest(vs)*1e-9 {
			over = math.Max(over, left)
		} else if end := endMonth(r, vs); end != 0 {
			if last = max(last, end); first == 0 || end < first {
				first = end
			}
		}
	}
	switch {
	case over > 0:
		end := monthName(rs[0].Periods[len(rs[0].Periods)-1].From)
		return "Up to " + amount(rs[0].Scenario.Currency, over) + " of commitment remains at the end of " + end
	case last == 0:
		return ""
	case first == last:
		return "All commitments are spent by " + monthName(last)
	}
	return "Commitments run out between " + monthName(first) + " and " + monthName(last) + " across the scenarios"
}

// endMonth is the month in which the last of a commitment is spent; 0 when it is not spent in the months shown, or was before.
func endMonth(r *model.Report, vs []float64) model.Month {
	top := biggest(vs)
	for i := len(vs) - 1; i >= 0; i-- {
		if model.Known(vs[i]) && vs[i] > top*1e-9 {
			if i == len(vs)-1 {
				return 0
			}
			return r.Periods[i+1].From
		}
	}
	return 0
}

func monthName(m model.Month) string {
	return time.Month(m.Calendar()).String() + nbsp + itoa(m.Year())
}

// drawRunOff draws a stack of areas, the names in the empty corner above it or, where there is none, on the right.
func drawRunOff(s *sheet, room vg.Rectangle, r *model.Report, ps []part, sc scale) {
	room.Max.Y -= headroom / 2
	names := runOffLabels(s, ps, sc)
	width := s.sideWidth(names, 0.26, room.Max.Y-room.Min.Y)
	y0, y1, ticks := sc.axis(0, biggest(totals(ps, len(r.Periods))), s.steps(room))
	open := func(t *sheet, room vg.Rectangle) *panel {
		lc := monthChart([]*model.Report{r}, nil, sc)
		p := t.panel(room, axes{lc.x0, lc.x1, y0, y1, ticks})
		p.render(stackBands(p, r, ps)...)
		lc.labelX(p)
		return p
	}
	trial := open(s.scratch(), room)
	col := vg.Rectangle{Min: vg.Point{X: room.Max.X - width, Y: room.Min.Y + xLabelRoom}, Max: trial.area.Max}
	_, tall := s.blocks(names, sideForms[0], width-leaderRoom-swatchRoom)
	corner := col
	corner.Min.X += leaderRoom - 6
	corner.Min.Y = corner.Max.Y - tall - 6
	if corner.Min.Y > trial.area.Min.Y+20 && trial.clearOfData(corner) {
		col.Min.Y = corner.Min.Y + 5
	} else {
		room.Max.X -= width - leaderRoom + 8
	}
	open(s, room)
	for i := range names {
		names[i].want = col.Max.Y - (col.Max.Y-col.Min.Y)*vg.Length(len(names)-i)/100 // at the top, in the stack's order
	}
	s.sideLabels(col, names)
}

// runOffLabels name the parts with the most that remains of each, from the bottom of the stack up.
func runOffLabels(s *sheet, ps []part, sc scale) []sideLabel {
	tops := make([]float64, len(ps))
	for i, pt := range ps {
		tops[i] = biggest(pt.values)
	}
	var out []sideLabel
	for i, text := range sc.together(tops) {
		pt := ps[i]
		out = append(out, sideLabel{name: pt.name, detail: text, colour: s.colour(i, pt), shape: square, cleared: true})
	}
	return out
}

// stackBands are the parts as areas on each other, with a line of paper between them.
func stackBands(p *panel, r *model.Report, ps []part) []plot.Plotter {
	n := len(r.Periods)
	x, base := make([]float64, n), make([]float64, n)
	for i, q := range r.Periods {
		x[i] = float64(q.From) + 1
	}
	var bands, edges []plot.Plotter
	for k, pt := range ps {
		top := make([]float64, n)
		var edge []point
		for i, v := range pt.values {
			top[i] = base[i] + math.Max(zeroIfUnknown(v), 0)
			edge = append(edge, point{x[i], top[i]})
		}
		bands = append(bands, band{p: p, x: x, from: base, to: top, fill: p.colour(k, pt)})
		if k < len(ps)-1 {
			edges = append(edges, hairline{p, edge, p.paper})
		}
		base = top
	}
	return append(bands, edges...)
}

func zeroIfUnknown(v float64) float64 {
	if !model.Known(v) {
		return 0
	}
	return v
}

// sortLabels orders labels by the height they want, from the bottom up.
func sortLabels(ls []sideLabel) {
	sort.SliceStable(ls, func(i, j int) bool { return ls[i].want < ls[j].want })
}
