package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// Compare is a page of small panels, one a scenario: its annual spend, with that of the others in grey.
func Compare(in Input) (*Chart, error) { return build(in, "compare") }

func compare(in Input) (*Chart, error) {
	switch {
	case len(in.Year) < 2:
		return nil, &NotDrawn{Reason: "there is only one scenario"}
	case !oneCurrency(in.Year):
		return nil, &NotDrawn{Reason: "the scenarios are in different currencies"}
	}
	r := in.Year[0]
	spends, top := make([][]float64, len(in.Year)), 0.0
	for i, q := range in.Year {
		spends[i] = values(q, "spend")
		top = math.Max(top, biggest(spends[i]))
	}
	if top == 0 {
		return nil, &NotDrawn{Reason: "no scenario has spend in the periods shown"}
	}
	sc := moneyScale(r.Scenario.Currency, top)
	c := &Chart{
		Title:    compareTitle(in.Year, spends),
		Subtitle: "Annual compute spend by scenario, " + sc.words + ", " + years(r) + "; the others in grey",
		Note:     partNoteAll(in.Year),
		Source:   source(in.Year, false),
	}
	for i, q := range in.Year {
		if spends[i] != nil {
			c.data = append(c.data, seriesRows(q, "spend", q.Scenario.Currency, spends[i])...)
		}
	}
	c.Alt = fmt.Sprintf("Small line charts of annual spend, one for each of %d scenarios, %s %s. %s.", len(in.Year), years(r), period(r), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { drawCompare(s, room, in.Year, spends, sc, top) }
	return c, nil
}

// partNoteAll explains the points.
func partNoteAll(rs []*model.Report) string {
	if fullOnly(rs) != "" {
		return "Points mark the highest full year, rings part-years that are not close to zero."
	}
	return "Points mark the highest year."
}

// compareTitle says between which years' peaks the scenarios lie.
func compareTitle(rs []*model.Report, spends [][]float64) string {
	const neutral = "Annual compute spend by scenario"
	var tops []float64
	for i, vs := range spends {
		if vs == nil {
			continue
		}
		c := courseOf(rs[i], vs)
		if len(c.at) == 0 {
			return neutral
		}
		tops = append(tops, c.top)
	}
	low, high, n := bounded(tops)
	a, b := amount(rs[0].Scenario.Currency, low), amount(rs[0].Scenario.Currency, high)
	switch {
	case n < len(rs):
		return neutral
	case high <= low*(1+tie) || a == b:
		return "Spend in the highest full year is alike in every scenario: " + b
	}
	return finding("Peak annual spend runs from "+a+" to "+b+across(n), neutral)
}

// grid is how many columns and rows of panels suit n on a room.
func grid(n int, room vg.Rectangle) (cols, rows int) {
	wide := room.Max.X-room.Min.X > 1.3*(room.Max.Y-room.Min.Y)
	switch {
	case n <= 3 && wide:
		return n, 1
	case n <= 2:
		return 1, n
	case n <= 4:
		return 2, 2
	case n <= 6 && wide:
		return 3, 2
	case wide && n > 8 && room.Max.Y-room.Min.Y < 175:
		return (n + 1) / 2, 2
	case wide:
		return 4, (n + 3) / 4
	case n <= 6:
		return 2, 3
	}
	return 3, (n + 2) / 3
}

// drawCompare draws the panels.
func drawCompare(s *sheet, room vg.Rectangle, rs []*model.Report, spends [][]float64, sc scale, top float64) {
	smallPanels{
		names: labels(rs), above: 24,
		axes: func(height vg.Length) axes {
			y1, ticks := sc.tight(top, min(int(height/26), 4))
			return axes{-0.35, float64(len(rs[0].Periods)) - 0.65, 0, y1, ticks}
		},
		plotters: func(p *panel, i int) []plot.Plotter { return p.siblings(rs, spends, i) },
		labels:   func(p *panel) { p.xLabels(periodPlaces(rs[0].Periods, make([]bool, len(rs[0].Periods)))) },
		mark: func(p *panel, i int) {
			if spends[i] != nil {
				p.comparePeak(rs[i], spends[i], sc)
			}
		},
	}.draw(s, room)
}

// panelNames are the names of small panels of a width, smaller where they are long.
func (s *sheet) panelNames(names []string, width vg.Length) []label {
	out := make([]label, len(names))
	for i, n := range s.fitAll(names, noteSize, true, width) {
		out[i] = label{text: n, size: noteSize, bold: true}
		if s.width(names[i], labelSize, true) <= width {
			out[i].text, out[i].size = names[i], labelSize
		}
	}
	return out
}

// siblings are the spend of one scenario over that of the others.
func (p *panel) siblings(rs []*model.Report, spends [][]float64, own int) []plot.Plotter {
	var ps []plot.Plotter
	for k, vs := range spends {
		if k != own && vs != nil {
			whole, _ := splitPartial(rs[k], vs)
			ps = append(ps, curve{p: p, pts: whole, style: solid(p.sibling, 1), kind: Grid, owner: k + 1})
		}
	}
	if spends[own] == nil {
		return ps
	}
	whole, parts := splitPartial(rs[own], spends[own])
	ps = append([]plot.Plotter{tintBelow(p, line{pts: whole})}, ps...)
	return append(ps, curve{p: p, pts: whole, style: solid(p.series[0], 2.4), owner: own + 1}, ringMarks{p, p.offAxis(parts), p.series[0]})
}

// offAxis are the points with a value whose rings would not lie across the axis.
func (p *panel) offAxis(pts []point) []point {
	var out []point
	for _, pt := range pts {
		if model.Known(pt.y) && (pt.y < 0 || p.y(pt.y)-p.y(0) > ringSize+0.9) {
			out = append(out, pt)
		}
	}
	return out
}

// comparePeak marks the highest full period.
func (p *panel) comparePeak(r *model.Report, vs []float64, sc scale) {
	whole, _ := splitPartial(r, vs)
	decimals := labelDecimals(p.plot.Y.Max / sc.div)
	p.markPeak(line{pts: whole}, func(v float64) string { return sc.bare(v, decimals) })
}
