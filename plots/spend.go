package plots

import (
	"fmt"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// Spend is annual spend as columns, stacked by contract, of the first scenario.
func Spend(in Input) (*Chart, error) { return build(in, "spend", spend) }

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
	p.render(columns{p, stacks, fills, partial(r)})
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

// columnLabels writes values above columns: all where they fit, else those of the highest, the last and the first. Where
// something stands above a column of one fill, the value goes inside its top.
func (p *panel) columnLabels(vs []float64, sc scale, ink color.RGBA, fill *color.RGBA) {
	p.topLabels(vs, sc, ink, fill, []nudge{{0.5, 0, 3.8}})
}

// lineLabels writes values at the points of a line, where the line leaves room for them, but for those that round to zero.
func (p *panel) lineLabels(all []float64, sc scale, ink color.RGBA) {
	vs := slices.Clone(all)
	for i := range vs {
		if vs[i] < sc.div*pow10(-labelDecimals(biggest(all)/sc.div))/2 {
			vs[i] = model.Unknown()
		}
	}
	p.topLabels(vs, sc, ink, nil, []nudge{{0.5, 0, 5.5}, {1, 1.5, 5}, {0, -1.5, 5}, {0.5, 0, -12}, {1, -5, 1}, {0, 5, -7}})
}

// nudge is where a label stands from its point: which share of it is left of the point, and how far it is moved.
type nudge struct {
	align  float64
	dx, dy vg.Length
}

func (p *panel) topLabels(vs []float64, sc scale, ink color.RGBA, fill *color.RGBA, to []nudge) {
	decimals := labelDecimals(biggest(vs) / sc.div)
	texts, fits := make([]string, len(vs)), true
	pitch := p.x(1) - p.x(0)
	for i, v := range vs {
		if !model.Known(v) || v == 0 {
			continue
		}
		texts[i] = sc.bare(v, decimals)
		if least := sc.div * pow10(-decimals); v < least/2 {
			texts[i] = "<" + sc.bare(least, decimals)
		}
		fits = fits && p.width(texts[i], tickSize, false) < pitch-2
	}
	for _, i := range labelOrder(vs, fits) {
		l := label{text: texts[i], size: tickSize, colour: ink, clear: true}
		if !p.valueLabel(i, vs[i], l, to) && fill != nil {
			p.inside(i, vs[i], l, *fill)
		}
	}
}

// inside writes a value inside the top of its column, where nothing else lies over it.
func (p *panel) inside(i int, v float64, l label, fill color.RGBA) {
	l.colour, l.clear, l.on, l.align = p.paper, false, &fill, 0.5
	if contrast(p.ink, fill) > contrast(p.paper, fill) {
		l.colour = p.ink
	}
	base := p.y(v) - 4 - capHeight*l.size
	box := p.box(l, p.x(float64(i)), base)
	if contrast(l.colour, fill) >= textContrast && base > p.area.Min.Y+4 && p.plainFill(box) {
		p.write(l, p.x(float64(i)), base)
	}
}

// plainFill reports whether a box lies wholly in one column and clears all else.
func (p *panel) plainFill(box vg.Rectangle) bool {
	for i := range p.out.Texts {
		if overlap(box, p.out.Texts[i].Box) {
			return false
		}
	}
	within := false
	for i := range p.out.Marks {
		switch m := &p.out.Marks[i]; {
		case m.solid && inside(box, m.Box):
			within = true
		case m.Kind != Grid && m.hits(box):
			return false
		}
	}
	return within
}

// valueLabel writes a value at the first of the places that is free, and reports whether there was one.
func (p *panel) valueLabel(i int, v float64, l label, to []nudge) bool {
	for _, c := range to {
		l.align = c.align
		x := p.x(float64(i)) + c.dx
		if c.align == 0.5 {
			x = p.within(place{at: float64(i), text: l.text})
		}
		box := p.box(l, x, p.y(v)+c.dy)
		if p.free(grow(box, 0.5)) && box.Min.X > p.area.Min.X-2 && box.Min.Y > p.area.Min.Y+1 {
			p.write(l, x, p.y(v)+c.dy)
			return true
		}
	}
	return l.text == ""
}

// labelOrder lists the periods to label, the most important first, each once.
func labelOrder(vs []float64, all bool) []int {
	top, first, last := -1, -1, -1
	var out []int
	for i, v := range vs {
		if !model.Known(v) || v == 0 {
			continue
		}
		if out = append(out, i); first < 0 {
			first = i
		}
		if last = i; top < 0 || v > vs[top]*(1+tie) {
			top = i
		}
	}
	if all || top < 0 {
		return out
	}
	out = []int{top}
	for _, i := range []int{last, first} {
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// labelDecimals is how many decimals suit values up to top.
func labelDecimals(top float64) int {
	switch {
	case top >= 99.95:
		return 0
	case top < 0.995:
		return 2
	}
	return 1
}

func pow10(n int) float64 {
	v := 1.0
	for ; n < 0; n++ {
		v /= 10
	}
	return v
}
