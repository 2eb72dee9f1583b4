package plots

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// RevenueVsSpend is revenue as a line over columns of compute spend, by year, of the first scenario.
func RevenueVsSpend(in Input) (*Chart, error) { return build(in, "revenue-vs-spend") }

func revenueVsSpend(in Input) (*Chart, error) {
	r := clip(in.Year[0], "spend")
	spend, revenue := values(r, "spend"), values(r, "revenue")
	switch {
	case revenue == nil:
		return nil, &NotDrawn{Reason: "the scenario has no revenue"}
	case spend == nil || biggest(spend) == 0:
		return nil, &NotDrawn{Reason: "there is no spend in the periods shown"}
	}
	sc := moneyScale(r.Scenario.Currency, math.Max(biggest(spend), biggest(revenue)))
	c := &Chart{
		Title:    revenueTitle(r, revenue, spend),
		Subtitle: "Annual revenue (line) and compute spend (columns), " + sc.words + ", " + years(r) + scope(in),
		Note:     partNote(r, ", hatched, revenue as a ring"),
		Source:   source(in.Year[:1], true),
		data: append(seriesRows(r, "revenue", r.Scenario.Currency, revenue),
			seriesRows(r, "spend", r.Scenario.Currency, spend)...),
	}
	c.Alt = fmt.Sprintf("Line of revenue over columns of compute spend, %s %s. %s. Highest revenue %s, highest spend %s.", years(r),
		period(r), c.Title, amount(r.Scenario.Currency, biggest(revenue)), amount(r.Scenario.Currency, biggest(spend)))
	c.draw = func(s *sheet, room vg.Rectangle) { drawRevenue(s, room, r, revenue, spend, sc) }
	return c, nil
}

func seriesRows(r *model.Report, metric, unit string, vs []float64) []Row {
	var rows []Row
	for i, v := range vs {
		rows = append(rows, Row{title(r), "", metric, unit, r.Periods[i].Label, v, r.Periods[i].Partial})
	}
	return rows
}

// revenueTitle says in which full years revenue covers spend.
func revenueTitle(r *model.Report, revenue, spend []float64) string {
	var at, lacking []int // full periods in which both are known, and those of them with too little revenue
	for _, i := range full(r, spend) {
		if !model.Known(revenue[i]) {
			continue
		}
		if at = append(at, i); revenue[i] < spend[i] {
			lacking = append(lacking, i)
		}
	}
	const neutral = "Revenue and compute spend by year"
	if len(at) == 0 {
		return neutral
	}
	label := func(i int) string { return r.Periods[i].Label }
	most := widest(r, lacking, revenue, spend)
	run := len(lacking) > 0 && lacking[len(lacking)-1]-lacking[0] == len(lacking)-1
	switch n := len(at); {
	case n == 1:
		return onlyYear(r, label(at[0]), revenue[at[0]], spend[at[0]])
	case len(lacking) == 0:
		return finding("Revenue covers compute spend in every full year"+tightest(r, at, revenue, spend), neutral)
	case len(lacking) == n:
		return finding("Revenue falls short of compute spend in every full year"+most, neutral)
	case run && lacking[0] == at[0]:
		return finding("Revenue covers compute spend from "+label(lacking[len(lacking)-1]+1)+"; before, it falls short"+most, neutral)
	case run && lacking[len(lacking)-1] == at[n-1]:
		return finding("Revenue falls short of compute spend from "+label(lacking[0])+most, neutral)
	case run:
		return finding("Revenue falls short of compute spend in "+span(r, lacking[0], lacking[len(lacking)-1])+most, neutral)
	}
	some := fmt.Sprintf("Revenue falls short of compute spend in %d of %d full years", len(lacking), len(at))
	return finding(some+most, some)
}

func onlyYear(r *model.Report, label string, revenue, spend float64) string {
	cur := r.Scenario.Currency
	verb := "is below"
	if revenue >= spend {
		verb = "covers"
	}
	return fmt.Sprintf("Revenue of %s %s compute spend of %s in %s", amount(cur, revenue), verb, amount(cur, spend), label)
}

// widest adds the year of the largest shortfall, if there is more than one to choose from.
func widest(r *model.Report, lacking []int, revenue, spend []float64) string {
	if len(lacking) == 0 {
		return ""
	}
	worst := lacking[0]
	for _, i := range lacking {
		if spend[i]-revenue[i] > spend[worst]-revenue[worst] {
			worst = i
		}
	}
	gap := amount(r.Scenario.Currency, spend[worst]-revenue[worst])
	if len(lacking) == 1 {
		return ", by " + gap
	}
	return ", by most in " + r.Periods[worst].Label + " (" + gap + ")"
}

// tightest adds the year in which the ratio is smallest.
func tightest(r *model.Report, at []int, revenue, spend []float64) string {
	least, year := math.Inf(1), ""
	for _, i := range at {
		if spend[i] > 0 && revenue[i]/spend[i] < least {
			least, year = revenue[i]/spend[i], r.Periods[i].Label
		}
	}
	if year == "" {
		return ""
	}
	return "; coverage is lowest in " + year + " (" + times(least) + ")"
}

func drawRevenue(s *sheet, room vg.Rectangle, r *model.Report, revenue, spend []float64, sc scale) {
	room.Max.Y -= headroom
	y0, y1, ticks := sc.axis(0, math.Max(biggest(spend), biggest(revenue)), s.steps(room))
	names := s.revenueLabels(nil, r, revenue, spend)
	plotRoom, col := room, room
	plotRoom.Max.X -= s.sideWidth(names, 0.2, room.Max.Y-room.Min.Y)
	col.Min.X, col.Min.Y, col.Max.Y = plotRoom.Max.X, col.Min.Y+xLabelRoom-8, col.Max.Y+headroom
	p := s.panel(plotRoom, axes{-0.5, float64(len(spend)) - 0.5, y0, y1, ticks})

	whole, parts := splitPartial(r, revenue)
	line, rings := s.revenueColour(), make([]point, 0, 2)
	for _, pt := range parts {
		if model.Known(pt.y) {
			rings = append(rings, pt)
		}
	}
	p.render(columns{p: p, stacks: [][]float64{spend}, fills: []color.RGBA{s.series[0]}, partial: partial(r)},
		curve{p: p, pts: whole, style: solid(line, 2.4), dots: true, owner: 1}, ringMarks{p, rings, line})
	p.xLabels(periodPlaces(r.Periods, partial(r)))
	p.labelValues(revenueTexts(r, revenue, spend, sc, s.word(line)))
	if biggest(spend) >= 0.05*sc.div {
		p.columnLabels(spend, sc, s.word(s.series[0]), &s.series[0])
	}
	s.sideLabels(col, s.revenueLabels(p, r, revenue, spend))
}

// revenueTexts are the values at the line, but for those that round to nothing. Those of the years the title names are there
// even where not all have room.
func revenueTexts(r *model.Report, revenue, spend []float64, sc scale, ink color.RGBA) valueLabels {
	ls := valueLabels{values: revenue, texts: valueTexts(revenue, sc), ink: ink, to: besideLine, patch: true}
	says := revenueTitle(r, revenue, spend)
	for i := range ls.texts {
		if strings.HasPrefix(ls.texts[i], "<") {
			ls.texts[i] = ""
		}
		if strings.Contains(says, r.Periods[i].Label) && model.Known(revenue[i]) && revenue[i] != 0 {
			ls.named = append(ls.named, i)
		}
	}
	return ls
}

// revenueColour is the line's: the strong orange, which stands out on the columns' blue.
func (p palette) revenueColour() color.RGBA { return p.series[5] }

// splitPartial parts a series into its full periods and the others, each with gaps where the other is.
func splitPartial(r *model.Report, vs []float64) (whole, parts []point) {
	for i, v := range vs {
		a, b := v, model.Unknown()
		if r.Periods[i].Partial {
			a, b = b, a
		}
		whole, parts = append(whole, point{float64(i), a}), append(parts, point{float64(i), b})
	}
	return whole, parts
}

// revenueLabels name the two series at their last values, the lower first.
func (s *sheet) revenueLabels(p *panel, r *model.Report, revenue, spend []float64) []sideLabel {
	last := len(spend) - 1
	a := s.endLabel(p, r, "Compute spend", spend, s.series[0], square)
	b := s.endLabel(p, r, "Revenue", revenue, s.revenueColour(), disc)
	if p == nil {
		return []sideLabel{a, b}
	}
	edge := p.x(float64(last)+p.halfColumn()) + 1
	if model.Known(spend[last]) && a.from != nil {
		a.from.X, a.from.Y, a.want = edge, p.y(spend[last]/2), p.y(spend[last]/2)
	}
	if model.Known(revenue[last]) && revenue[last] < spend[last] && b.from != nil {
		b.from.X = edge // the point lies over the column
	}
	if a.want > b.want {
		a, b = b, a
	}
	return []sideLabel{a, b}
}

func (s *sheet) endLabel(p *panel, r *model.Report, name string, vs []float64, c color.RGBA, sh shape) sideLabel {
	l := sideLabel{name: name, colour: c, shape: sh}
	for i := len(vs) - 1; i >= 0; i-- {
		if !model.Known(vs[i]) {
			continue
		}
		l.detail = amount(r.Scenario.Currency, vs[i]) + " in " + r.Periods[i].Label
		if r.Periods[i].Partial {
			l.detail += "*"
		}
		if p != nil {
			from := p.at(float64(i), vs[i])
			from.X += 5
			l.want, l.from = from.Y, &from
		}
		break
	}
	return l
}
