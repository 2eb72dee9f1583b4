package plots

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"commitcast/model"
)

// Prepaid is what one contract has been paid ahead, month by month, with the shortfall credit it has left.
func Prepaid(l *model.Ledger) (*Chart, error) { return made("prepaid", l, prepaid) }

func prepaid(l *model.Ledger) (*Chart, error) {
	if err := checkLedger(l); err != nil {
		return nil, err
	}
	bs := balancesOf(l)
	if len(bs) == 0 {
		return nil, &NotDrawn{Reason: "nothing is paid ahead, and there is no shortfall credit"}
	}
	top := 0.0
	for _, b := range bs {
		top = math.Max(top, b.top)
	}
	sc := moneyScale(l.Scenario.Currency, top)
	c := &Chart{
		Title:    prepaidTitle(l, bs),
		Subtitle: prepaidSubtitle(l, bs, sc),
		Source:   source([]*model.Report{ledgerReport(l)}, false),
		Hash:     l.Scenario.InputSHA256,
	}
	if len(bs) > 1 {
		c.Note = "A shortfall charge comes back as credit for later use."
	}
	for i := range bs {
		c.data = append(c.data, bs[i].rows(l)...)
	}
	c.Alt = fmt.Sprintf("Line chart of what is paid ahead to %s by month, %s to %s. %s.", supplier(l), bs[0].periods[0].Label,
		bs[0].periods[len(bs[0].periods)-1].Label, c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { drawPrepaid(s, room, bs, sc) }
	return c, nil
}

// prepaidTitle says how high the balance goes and when it is used up; of a credit, what of it is lost.
func prepaidTitle(l *model.Ledger, bs []balance) string {
	money := func(v float64) string { return amount(l.Scenario.Currency, v) }
	b := &bs[0]
	what := b.name
	if name := titled(supplier(l)); name != "" {
		what += " with " + name
	}
	peak := " peaks at " + money(b.top) + " in " + monthName(b.month(b.topAt))
	end := ""
	switch spent := b.spent(); {
	case b.lost > 0:
		end = "; " + money(b.lost) + " " + b.loses()
		if b.metric == "credit" {
			end += " unused"
		}
	case b.refunded > 0:
		end = "; " + money(b.refunded) + " is refunded"
	case spent != 0:
		end = " and is used up by " + monthName(spent)
	case spent == 0:
		end = "; " + money(b.closing[len(b.closing)-1]) + " is left at the end"
	}
	if len(bs) > 1 && bs[1].lost > 0 {
		both := "; " + money(bs[1].lost) + " of credit expires unused"
		return finding(what+peak+both, b.name+peak+both, b.name+peak+end, b.name+peak, b.name+" by month")
	}
	return finding(what+peak+end, b.name+peak+end, b.name+peak, b.name+" by month")
}

func prepaidSubtitle(l *model.Ledger, bs []balance, sc scale) string {
	what := "Paid ahead and not yet used"
	switch {
	case len(bs) > 1:
		what = "Paid ahead and not yet used, and credit for shortfalls charged"
	case bs[0].metric == "credit":
		what = "Credit for shortfalls charged, not yet used"
	}
	return what + ", " + short(supplier(l), 40) + ", by month, " + sc.words
}

// drawPrepaid draws the balances as lines, with their names on the right where there are two.
func drawPrepaid(s *sheet, room vg.Rectangle, bs []balance, sc scale) {
	ps := bs[0].periods
	from, to := ps[0].From, ps[len(ps)-1].To
	top, col := 0.0, room
	for _, b := range bs {
		top = math.Max(top, b.top)
	}
	room.Max.Y -= headroom
	if len(bs) > 1 {
		room.Max.X -= s.sideWidth(s.balanceNames(nil, bs, sc), 0.26, room.Max.Y-room.Min.Y)
		col.Min.X, col.Min.Y = room.Max.X, col.Min.Y+xLabelRoom-8
	}
	y0, y1, ticks := sc.axis(0, top, s.steps(room))
	p := s.panel(room, axes{float64(from), float64(to + 1), y0, y1, ticks})
	var tints, curves []plot.Plotter
	for i, b := range bs {
		tints = append(tints, tintUnder(p, b.pts, p.tint(p.series[i])))
		curves = append(curves, curve{p: p, pts: b.pts, style: p.balanceLine(i), owner: i + 1})
	}
	p.render(append(tints, curves...)...)
	p.yearTicks(from, to)
	p.xLabels(p.roomy(yearPlaces(from, to)))
	for i, b := range bs {
		if b.lost == 0 || b.topAt != b.lostAt { // else the loss is all there is to say
			p.callout(b.topAt, sc.figure(b.top), p.series[i], false)
		}
	}
	for i, b := range bs {
		if b.lost > 0 {
			p.callout(b.lostAt, sc.figure(b.mostLost)+" "+b.loses(), p.series[i], false)
		}
	}
	if len(bs) > 1 {
		s.sideLabels(col, s.balanceNames(p, bs, sc))
	}
}

func (p palette) balanceLine(i int) draw.LineStyle {
	return []draw.LineStyle{solid(p.series[0], 2.4), solid(p.series[1], 1.8)}[i]
}

// tintUnder is a tint below a line with gaps.
func tintUnder(p *panel, pts []point, fill color.RGBA) plot.Plotter {
	b := band{p: p, fill: fill, quiet: true}
	for _, pt := range pts {
		b.add(pt.x, pt.y)
	}
	return b
}

// balanceNames are the names of two balances, the higher at the top.
func (s *sheet) balanceNames(p *panel, bs []balance, sc scale) []sideLabel {
	var out []sideLabel
	for i, b := range bs {
		style := s.balanceLine(i)
		l := sideLabel{name: b.name, detail: "at most " + sc.figure(b.top), colour: s.series[i], stroke: &style}
		if p != nil {
			l.want = p.y(b.top / 2)
		}
		out = append(out, l)
	}
	sortLabels(out)
	return out
}
