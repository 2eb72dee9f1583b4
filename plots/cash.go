package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// CashVsExpense is cash paid beside expense by year, and how far cash to date runs ahead of expense or behind it, of the
// first scenario.
func CashVsExpense(in Input) (*Chart, error) { return build(in, "cash-vs-expense") }

func cashVsExpense(in Input) (*Chart, error) {
	r := clip(in.Year[0], "cash", "expense")
	cash, expense := values(r, "cash"), values(r, "expense")
	switch {
	case cash == nil || expense == nil:
		return nil, &NotDrawn{Reason: "cash and expense are not both known"}
	case biggest(cash) == 0 && biggest(expense) == 0:
		return nil, &NotDrawn{Reason: "nothing is paid or expensed in the periods shown"}
	}
	a := aheadOf(in)
	if most := a.most(); most <= 1e-6*math.Max(biggest(cash), biggest(expense)) {
		return nil, &NotDrawn{Reason: "cash equals expense in every period, as nothing is prepaid, paid late or charged for later"}
	}
	sc := moneyScale(r.Scenario.Currency, math.Max(biggest(cash), biggest(expense)))
	c := &Chart{
		Title:    cashTitle(a),
		Subtitle: "Cash paid for compute and its expense, " + years(r) + ", and cash less expense to date" + scope(in),
		Note:     notes(partNote(r, ", hatched"), "Cash is ahead by what is prepaid or can still be used, behind by what is not yet paid."),
		Source:   source(in.Year[:1], false),
	}
	unit := r.Scenario.Currency
	c.data = append(seriesRows(r, "cash", unit, cash), seriesRows(r, "expense", unit, expense)...)
	c.data = append(c.data, seriesRows(a.r, "cash_less_expense_to_date", unit, a.values)...)
	c.Alt = fmt.Sprintf("Columns of cash and expense, %s %s, beside an area of cash less expense to date. %s. "+
		"Sum of the periods shown: cash %s, expense %s.", years(r), period(r), c.Title, amount(unit, sum(cash)), amount(unit, sum(expense)))
	c.draw = func(s *sheet, room vg.Rectangle) { drawCash(s, room, r, cash, expense, sc, a) }
	return c, nil
}

// ahead is cash less expense to date, at the ends of the periods of a report.
type ahead struct {
	r      *model.Report
	values []float64 // a gap where cash or expense is not known, and after it
	before float64   // at the beginning of the first period
}

// aheadOf is by month where there are results by month, else by year.
func aheadOf(in Input) ahead {
	r := in.Year[0]
	if len(in.Month) > 0 && values(in.Month[0], "cash") != nil && values(in.Month[0], "expense") != nil {
		r = in.Month[0]
	}
	cash, _ := r.Series("cash")
	expense, _ := r.Series("expense")
	a := ahead{r: r, before: zeroIfUnknown(cash.Before - expense.Before)}
	total := a.before
	for i := range cash.Values {
		total += cash.Values[i] - expense.Values[i]
		a.values = append(a.values, total)
	}
	return a.trimmed(math.Max(biggest(cash.Values), biggest(expense.Values)))
}

// trimmed is without what rounding leaves of a balance that is nil.
func (a ahead) trimmed(largest float64) ahead {
	for i, v := range a.values {
		if math.Abs(v) <= 1e-9*largest {
			a.values[i] = 0
		}
	}
	return a
}

// least is the smallest known value, at most 0.
func least(vs []float64) float64 {
	low := 0.0
	for _, v := range vs {
		if model.Known(v) {
			low = math.Min(low, v)
		}
	}
	return low
}

// cashTitle says how far cash runs ahead of expense, or behind it, whichever is more, and whether that ends.
func cashTitle(a ahead) string {
	const neutral = "Cash and expense by year"
	money := func(v float64) string { return amount(a.r.Scenario.Currency, v) }
	low, high := a.span()
	top, main := a.most(), ""
	switch {
	case top == 0:
		return neutral
	case high == top:
		main = "Cash runs up to " + money(top) + " ahead of expense, " + a.when(high)
	default:
		main = "Cash lags expense by up to " + money(top) + ", " + a.when(low)
	}
	return finding(main+a.levelAgain(top), main, neutral)
}

// most is the largest distance of the two.
func (a ahead) most() float64 {
	low, high := a.span()
	return math.Max(high, -low)
}

// span is the least and the most of the balance, 0 included.
func (a ahead) span() (low, high float64) {
	return math.Min(least(a.values), a.before), math.Max(biggest(a.values), a.before)
}

// when a value is reached: in a month, or by the end of a longer period.
func (a ahead) when(v float64) string {
	at := slices.Index(a.values, v)
	name := func(i int) string {
		if a.r.By == model.ByMonth {
			return monthName(a.r.Periods[i].From)
		}
		return a.r.Periods[i].Label
	}
	switch {
	case at < 0:
		return "before " + name(0)
	case a.r.By == model.ByMonth:
		return "in " + name(at)
	}
	return "at the end of " + name(at)
}

// levelAgain adds from when on the two are level, if they are at the end.
func (a ahead) levelAgain(top float64) string {
	n := len(a.values)
	since := n
	for since > 0 && model.Known(a.values[since-1]) && math.Abs(a.values[since-1]) <= tie*top {
		since--
	}
	if since == n || since == 0 {
		return ""
	}
	if a.r.By == model.ByMonth {
		return "; level by " + monthName(a.r.Periods[since].From)
	}
	return "; level by the end of " + a.r.Periods[since].Label
}

// drawCash draws the columns and the area.
func drawCash(s *sheet, room vg.Rectangle, r *model.Report, cash, expense []float64, sc scale, a ahead) {
	rooms := panels(room, 0.56, 0.44)
	head := s.keyHead(rooms[0], sc.words, key{"Cash", s.series[0], square}, key{"Expense", s.series[1], square})
	drawPairs(s, head, r, cash, expense, sc)
	gap := moneyScale(r.Scenario.Currency, a.most())
	a.draw(s, s.headline(rooms[1], "Cash less expense to date, "+gap.words, "Cash less expense to date"), gap)
}

// drawPairs draws two columns a period.
func drawPairs(s *sheet, room vg.Rectangle, r *model.Report, left, right []float64, sc scale) {
	room.Max.Y -= headroom
	y0, y1, ticks := sc.axis(math.Min(least(left), least(right)), math.Max(biggest(left), biggest(right)), s.steps(room))
	p := s.panel(room, axes{-0.5, float64(len(left)) - 0.5, y0, y1, ticks})
	var ps []plot.Plotter
	for k, vs := range [][]float64{left, right} {
		ps = append(ps, columns{p: p, stacks: [][]float64{vs}, fills: []color.RGBA{s.series[k]}, partial: partial(r),
			side: float64(2*k - 1)})
	}
	p.render(ps...)
	p.xLabels(periodPlaces(r.Periods, partial(r)))
	p.pairLabels(left, right, sc)
}

// pairLabels writes the values of paired columns above them where all have room, else those of the highest, the last and the
// first. What is below zero has none.
func (p *panel) pairLabels(left, right []float64, sc scale) {
	n := len(left)
	both := append(append([]float64(nil), left...), right...)
	for i, v := range both {
		both[i] = math.Max(v, 0)
	}
	texts := valueTexts(both, sc)
	var wide vg.Length
	for _, t := range texts {
		wide = max(wide, p.width(t, tickSize, false))
	}
	few := 2*wide+6 > p.x(1)-p.x(0)
	for k, align := range []float64{1, 0} {
		out := vg.Length(1 - 2*align) // away from the other column
		p.labelValues(valueLabels{
			values: both[k*n : (k+1)*n], texts: texts[k*n : (k+1)*n], ink: p.word(p.series[k]), few: few,
			to: []nudge{{align, 1.2 * out, 3.8}, {1 - align, 12 * out, 3.8}},
		})
	}
}

// draw draws the area: above the axis cash is ahead, below it is behind.
func (a ahead) draw(s *sheet, room vg.Rectangle, sc scale) {
	room.Max.Y -= headroom
	low, high := a.span()
	y0, y1, ticks := sc.axis(low, high, s.steps(room))
	if len(ticks) > 2 && low > 0.3*y0 && low < 0 { // a little below zero needs no step of its own
		y0, ticks = 1.15*low, ticks[1:]
	}
	first, last := a.r.Periods[0].From, a.r.Periods[len(a.r.Periods)-1].To
	p := s.panel(room, axes{float64(first), float64(last + 1), y0, y1, ticks})
	pts := a.points()
	p.render(signed{p, pts, p.tint(p.series[0]), p.tint(p.series[5])},
		curve{p: p, pts: pts, style: solid(p.series[0], 2.2), owner: 1})
	p.yearTicks(first, last)
	p.xLabels(p.roomy(yearPlaces(first, last)))
	for _, pt := range pts {
		switch {
		case pt.y == high && high >= 0.05*-low && high > 0:
			p.callout(pt, sc.figure(high)+" ahead", p.series[0], false)
			high = math.Inf(1) // once
		case pt.y == low && -low >= 0.05*high && low < 0:
			p.callout(pt, sc.figure(-low)+" behind", p.series[5], true)
			low = math.Inf(-1)
		}
	}
}

// points are the balance at the beginning and at the end of each period.
func (a ahead) points() []point {
	pts := []point{{float64(a.r.Periods[0].From), a.before}}
	for i, v := range a.values {
		pts = append(pts, point{float64(a.r.Periods[i].To + 1), v})
	}
	return pts
}
