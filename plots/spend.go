package plots

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// Spend is annual spend as columns, stacked by contract, of the first scenario.
func Spend(in Input) (*Chart, error) { return build(in, "spend") }

func spend(in Input) (*Chart, error) {
	r := clip(in.Year[0], "spend")
	ps := parts(r, "spend", sum)
	if len(ps) == 0 {
		return nil, &NotDrawn{Reason: "no contract has spend in the periods shown"}
	}
	total := totals(ps, len(r.Periods))
	sc := moneyScale(r.Scenario.Currency, biggest(total))
	c := &Chart{
		Title:    spendTitle(r, ps, total),
		Subtitle: spendSubtitle(in, r, ps, sc),
		Note:     notes(partNote(r, ", hatched"), beside(ps)),
		Source:   source(in.Year[:1], false),
		data:     partRows(r, ps, "spend", r.Scenario.Currency),
	}
	c.Alt = fmt.Sprintf("Column chart of spend by contract, %s %s. %s. Sum of the periods shown: %s, of which %s.",
		years(r), period(r), c.Title, amount(r.Scenario.Currency, sum(total)), shares(ps))
	c.draw = func(s *sheet, room vg.Rectangle) { drawStack(s, room, r, ps, total, sc) }
	return c, nil
}

func spendSubtitle(in Input, r *model.Report, ps []part, sc scale) string {
	by := " by contract, "
	if len(ps) == 1 {
		by = " with " + short(ps[0].name, 40) + ", "
	}
	return "Annual compute spend" + by + sc.words + ", " + years(r) + scope(in)
}

// beside explains the figures that stand with the names.
func beside(ps []part) string {
	if len(ps) < 2 {
		return ""
	}
	return "With the names: sum of the years shown, and its share of the total."
}

// spendTitle says how spend goes and, where one contract is clearly the largest, what share it has.
func spendTitle(r *model.Report, ps []part, total []float64) string {
	write := func(v float64) string { return amount(r.Scenario.Currency, v) }
	main := courseOf(r, total).sentence(r, "Compute spend", total, write)
	return finding(main+largest(ps), main, "Compute spend by year")
}

// largest names the contract with the largest sum and its share; nothing when two share the lead or there is only one.
func largest(ps []part) string {
	if len(ps) < 2 || ps[1].weight >= ps[0].weight*(1-tie) {
		return ""
	}
	name := titled(ps[0].name)
	if name == "" {
		name = "the largest contract"
	}
	return "; " + name + " has " + percent(share(ps, 0)) + " of the total"
}

// share is the i-th part's share of the sum of all.
func share(ps []part, i int) float64 {
	all := 0.0
	for _, p := range ps {
		all += p.weight
	}
	return ps[i].weight / all
}

func shares(ps []part) string {
	var out []string
	for i, p := range ps {
		out = append(out, short(p.name, 60)+" "+percent(share(ps, i)))
	}
	return list(out)
}

// partRows is the data of a stack in long form.
func partRows(r *model.Report, ps []part, metric, unit string) []Row {
	var rows []Row
	for _, p := range ps {
		for i, v := range p.values {
			rows = append(rows, Row{title(r), p.name, metric, unit, r.Periods[i].Label, v, r.Periods[i].Partial})
		}
	}
	return rows
}

// drawStack draws stacked columns with the names of the parts on the right, in the order of the stack.
func drawStack(s *sheet, room vg.Rectangle, r *model.Report, ps []part, total []float64, sc scale) {
	room.Max.Y -= headroom
	y0, y1, ticks := sc.axis(0, biggest(total), s.steps(room))
	plotRoom, col := room, room
	if len(ps) > 1 {
		names := stackLabels(nil, s, ps, r)
		plotRoom.Max.X -= s.sideWidth(names, 0.24, room.Max.Y-room.Min.Y)
		col.Min.X, col.Min.Y, col.Max.Y = plotRoom.Max.X, col.Min.Y+xLabelRoom-8, col.Max.Y+headroom
	}
	p := s.panel(plotRoom, axes{-0.5, float64(len(total)) - 0.5, y0, y1, ticks})
	stacks, fills := make([][]float64, len(ps)), make([]color.RGBA, len(ps))
	for i, pt := range ps {
		stacks[i], fills[i] = pt.values, s.colour(i, pt)
	}
	p.render(columns{p: p, stacks: stacks, fills: fills, partial: partial(r)})
	p.xLabels(periodPlaces(r.Periods, partial(r)))
	p.columnLabels(total, sc, s.ink, nil)
	if len(ps) > 1 {
		s.sideLabels(col, stackLabels(p, s, ps, r))
	}
}

// steps is how many steps of the y axis suit a height.
func (s *sheet) steps(room vg.Rectangle) int {
	return min(max(int((room.Max.Y-room.Min.Y-xLabelRoom)/30), 2), 6)
}

// stackLabels names the parts at the height of the last large column; without a panel they are only good to be measured.
func stackLabels(p *panel, s *sheet, ps []part, r *model.Report) []sideLabel {
	out := make([]sideLabel, len(ps))
	at, last := lastLarge(totals(ps, len(r.Periods))), len(r.Periods)-1
	up := 0.0
	for i, pt := range ps {
		out[i] = sideLabel{
			name: pt.name, detail: amount(r.Scenario.Currency, pt.weight) + ", " + percent(share(ps, i)),
			colour: s.colour(i, pt), shape: square,
		}
		if p == nil {
			continue
		}
		v := zeroIfUnknown(pt.values[at])
		out[i].want = p.y(up + v/2)
		if at == last && p.y(v)-p.y(0) > 0.8 {
			from := p.at(float64(last)+p.halfColumn(), up+v/2)
			from.X++
			out[i].from = &from
		}
		up += v
	}
	return out
}

// lastLarge is the last column at least half as high as the highest.
func lastLarge(total []float64) int {
	for i := len(total) - 1; i >= 0; i-- {
		if zeroIfUnknown(total[i]) >= biggest(total)/2 {
			return i
		}
	}
	return 0
}
