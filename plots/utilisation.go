package plots

import (
	"fmt"
	"image/color"
	"math"
	"sort"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// Utilisation is the share of GPU-hours that is used, by contract, beside the spend that lies idle and, where demand is known,
// the GPU-hours that go unserved, by year, of the first scenario.
func Utilisation(in Input) (*Chart, error) { return build(in, "utilisation") }

func utilisation(in Input) (*Chart, error) {
	u := useOf(clip(in.Year[0], "spend", "gpu_hours.available", "idle", "unserved"))
	r := u.r
	switch {
	case u.total == nil && u.idle == nil:
		return nil, &NotDrawn{Reason: "no contract's GPU-hours are known, so neither is their use"}
	case biggest(u.idle) == 0 && biggest(u.unserved) == 0 && (u.total == nil || lowest(u.total) > 1-1e-9):
		return nil, &NotDrawn{Reason: "all that is paid for is used, and nothing is unserved"}
	}
	c := &Chart{
		Title:    u.finding(),
		Subtitle: u.subtitle() + scope(in),
		Note:     notes(partNote(r, ", hatched or a ring"), u.note()),
		Source:   source(in.Year[:1], false),
		data:     u.rows(),
	}
	c.Alt = fmt.Sprintf("%s, %s %s. %s.", u.kinds(), years(r), period(r), c.Title)
	if biggest(u.idle) > 0 {
		c.Alt += " Idle over the periods shown: " + amount(r.Scenario.Currency, sum(u.idle)) + "."
	}
	c.draw = func(s *sheet, room vg.Rectangle) { u.draw(s, room) }
	return c, nil
}

// usage is what of a report's capacity is used; what is not known is nil.
type usage struct {
	r                     *model.Report
	contracts             []contractUse // those with the largest spend first
	total, idle, unserved []float64
}

// contractUse is one contract's part of it.
type contractUse struct {
	name   string
	share  []float64 // used of available
	idle   []float64 // in money
	rank   float64
	others bool // beyond those that have a colour
}

func useOf(r *model.Report) usage {
	nothing := 1e-9 * biggest(values(r, "spend")) // or less is left by rounding
	u := usage{r: r, total: values(r, "utilisation"), idle: cleared(values(r, "idle"), nothing), unserved: values(r, "unserved")}
	shares, idle, spend := contractValues(r, "utilisation"), contractValues(r, "idle"), contractValues(r, "spend")
	for i, name := range contractNames(r) {
		idle[i] = cleared(idle[i], nothing)
		if shares[i] == nil && biggest(idle[i]) == 0 {
			continue
		}
		u.contracts = append(u.contracts, contractUse{name: name, share: shares[i], idle: idle[i],
			rank: math.Round(100 * sum(spend[i]))})
	}
	sort.SliceStable(u.contracts, func(i, j int) bool { return u.contracts[i].rank > u.contracts[j].rank })
	for i := range u.contracts {
		u.contracts[i].others = i >= mostParts
	}
	return u
}

// cleared is a series with 0 for what is no more than an amount; nil stays nil.
func cleared(vs []float64, amount float64) []float64 {
	var out []float64
	for _, v := range vs {
		if math.Abs(v) <= amount {
			v = 0
		}
		out = append(out, v)
	}
	return out
}

// lowest is the smallest known value; infinite when there is none.
func lowest(vs []float64) float64 {
	low, _, _ := bounded(vs)
	return low
}

// parts stacks what is idle by contract, those without a colour together.
func (u usage) parts() []part {
	var out, rest []part
	for _, c := range u.contracts {
		p := part{name: c.name, values: c.idle, weight: sum(c.idle), others: c.others}
		if p.values == nil {
			p.values = make([]float64, len(u.r.Periods))
		}
		if c.others {
			rest = append(rest, p)
		} else {
			out = append(out, p)
		}
	}
	switch {
	case len(rest) == 1:
		return append(out, rest[0])
	case len(rest) > 1:
		return append(out, group(rest, len(u.r.Periods)))
	}
	return out
}

func (u usage) hasIdle() bool     { return biggest(u.idle) > 0 }
func (u usage) hasUnserved() bool { return biggest(u.unserved) > 0 }

func (u usage) subtitle() string {
	var out []string
	if u.total != nil {
		out = append(out, "share of GPU-hours used")
	}
	if u.hasIdle() {
		out = append(out, "idle spend")
	}
	if u.hasUnserved() {
		out = append(out, "unserved demand")
	}
	text := list(out)
	by := ""
	if len(u.contracts) > 1 {
		by = ", by contract"
	}
	return strings.ToUpper(text[:1]) + text[1:] + by + ", " + years(u.r)
}

// note says what idle is, and which lines are grey.
func (u usage) note() string {
	var out []string
	if u.hasIdle() {
		out = append(out, "Idle: the unused share of take-or-pay spend; of a drawdown, shortfall charges and pools that bought nothing.")
	}
	if n := len(u.contracts) - mostParts; n > 1 && u.total != nil {
		out = append(out, "Grey lines: the other "+itoa(n)+" contracts.")
	}
	if u.total != nil {
		out = append(out, leftOut(u.r, contractValues(u.r, "utilisation"), "use is"))
	}
	return notes(out...)
}

// kinds says what is drawn.
func (u usage) kinds() string {
	switch {
	case u.total != nil && u.hasIdle() && u.hasUnserved():
		return "Lines of the share of GPU-hours used, columns of idle spend and of unserved GPU-hours"
	case u.total != nil && u.hasIdle():
		return "Lines of the share of GPU-hours used and columns of idle spend"
	case u.total != nil && u.hasUnserved():
		return "Lines of the share of GPU-hours used and columns of unserved GPU-hours"
	case u.total != nil:
		return "Lines of the share of GPU-hours used"
	}
	return "Columns of idle spend"
}

func (u usage) rows() []Row {
	var rows []Row
	add := func(name, metric, unit string, vs []float64) {
		for i, v := range vs {
			p := u.r.Periods[i]
			rows = append(rows, Row{title(u.r), name, metric, unit, p.Label, v, p.Partial})
		}
	}
	for _, c := range u.contracts {
		add(c.name, "utilisation", string(model.Share), c.share)
		add(c.name, "idle", u.r.Scenario.Currency, c.idle)
	}
	add("", "utilisation", string(model.Share), u.total)
	add("", "idle", u.r.Scenario.Currency, u.idle)
	if u.hasUnserved() {
		add("", "unserved", string(model.GPUHours), u.unserved)
	}
	return rows
}

// draw draws the panels that there are, with the contracts' names on the right.
func (u usage) draw(s *sheet, room vg.Rectangle) {
	col := room
	names := u.names(s)
	if len(names) > 1 {
		room.Max.X -= s.sideWidth(names, 0.24, room.Max.Y-room.Min.Y) - leaderRoom + 8
		col.Min.X, col.Min.Y = room.Max.X-leaderRoom+8, col.Min.Y+xLabelRoom-8
	}
	var drawn []func(vg.Rectangle)
	if u.total != nil {
		drawn = append(drawn, func(room vg.Rectangle) { u.drawShares(s, s.headline(room, "GPU-hours used", "Used")) })
	}
	if u.hasIdle() {
		sc := moneyScale(u.r.Scenario.Currency, biggest(u.idle))
		drawn = append(drawn, func(room vg.Rectangle) {
			u.drawIdle(s, s.headline(room, "Idle spend, "+sc.words, "Idle spend"), sc)
		})
	}
	if u.hasUnserved() {
		sc := countScale("", biggest(u.unserved))
		drawn = append(drawn, func(room vg.Rectangle) {
			const what = "Unserved GPU-hours"
			u.drawUnserved(s, s.headline(room, strings.TrimRight(what+", "+countScaleWord(sc), ", "), what, "Unserved"), sc)
		})
	}
	shares := [][]vg.Length{{1}, {0.5, 0.5}, {0.36, 0.32, 0.32}}[len(drawn)-1]
	if len(names) > 1 { // before the values, which keep clear of them
		s.sideLabels(col, names)
	}
	for i, r := range panels(room, shares...) {
		drawn[i](r)
	}
}

// names are the contracts' names with what is idle of each, from the bottom up, the largest contract at the top.
func (u usage) names(s *sheet) []sideLabel {
	var out []sideLabel
	for i, p := range u.parts() {
		l := sideLabel{name: p.name, colour: s.colour(i, p), shape: shape(i % 4), want: -vg.Length(i)}
		switch {
		case p.weight > 0:
			l.detail = amount(u.r.Scenario.Currency, p.weight) + " idle"
		case u.hasIdle():
			l.detail = "nothing idle"
		}
		if p.others {
			l.shape = disc
		}
		out = append(out, l)
	}
	if len(out) > 1 && u.total != nil {
		out = append(out, sideLabel{name: "All contracts", colour: s.ink, shape: square, want: 1})
	}
	sortLabels(out)
	for i := range out {
		out[i].want = s.Max.Y // at the top
	}
	return out
}

// percentScale writes shares of 1.
func percentScale() scale { return scale{div: 0.01, suffix: "%", words: "percent"} }

// drawShares draws a line a contract, and one for all of them together.
func (u usage) drawShares(s *sheet, room vg.Rectangle) {
	room.Max.Y -= headroom
	top := math.Max(1, biggest(u.total))
	for _, k := range u.contracts {
		top = math.Max(top, biggest(k.share))
	}
	n := min(s.steps(room), 5)
	y0, y1, ticks := percentScale().axis(0, top, n)
	p := s.panel(room, axes{-0.5, float64(len(u.total)) - 0.5, y0, y1, ticks})
	var ps []plot.Plotter
	line := func(vs []float64, c color.RGBA, width vg.Length, sh shape, owner int) {
		whole, parts := splitPartial(u.r, vs)
		ps = append(ps, curve{p: p, pts: whole, style: solid(c, width), dots: p.x(1)-p.x(0) > 9, shape: sh, owner: owner},
			ringMarks{p, p.offAxis(parts), c})
	}
	for i := len(u.contracts) - 1; i >= 0 && len(u.contracts) > 1; i-- {
		if k := u.contracts[i]; k.share != nil && k.others {
			line(k.share, s.sibling, 1, disc, i+1)
		} else if k.share != nil {
			line(k.share, s.series[i], 1.6, shape(i%4), i+1)
		}
	}
	c, sh := s.ink, square
	if len(u.contracts) < 2 {
		c, sh = s.series[0], disc
	}
	line(u.total, c, 2.2, sh, len(u.contracts)+1)
	p.render(ps...)
	p.xLabels(periodPlaces(u.r.Periods, partial(u.r)))
	p.shareLabels(u.total, p.word(c))
}

// shareLabels writes whole percents at the points of a line, those that find a place.
func (p *panel) shareLabels(vs []float64, ink color.RGBA) {
	texts := make([]string, len(vs))
	for i, v := range vs {
		if v > 0 && v < 10 { // what is more is no share
			texts[i] = percent(v)
		}
	}
	p.labelValues(valueLabels{values: vs, texts: texts, ink: ink, to: besideLine})
}

// drawIdle draws what lies idle as columns stacked by contract.
func (u usage) drawIdle(s *sheet, room vg.Rectangle, sc scale) {
	var stacks [][]float64
	var fills []color.RGBA
	for i, p := range u.parts() {
		stacks, fills = append(stacks, p.values), append(fills, s.colour(i, p))
	}
	if len(stacks) == 0 {
		stacks, fills = [][]float64{u.idle}, []color.RGBA{s.series[0]}
	}
	s.drawColumns(room, u.r, stacks, fills, u.idle, sc)
}

func (u usage) drawUnserved(s *sheet, room vg.Rectangle, sc scale) {
	s.drawColumns(room, u.r, [][]float64{u.unserved}, []color.RGBA{s.other}, u.unserved, sc)
}

// drawColumns draws stacked columns with their totals above.
func (s *sheet) drawColumns(room vg.Rectangle, r *model.Report, stacks [][]float64, fills []color.RGBA, total []float64,
	sc scale) {
	room.Max.Y -= headroom
	top := biggest(total)
	for i := range total {
		up := 0.0
		for _, vs := range stacks {
			up += math.Max(0, zeroIfUnknown(vs[i]))
		}
		top = math.Max(top, up)
	}
	y0, y1, ticks := sc.axis(0, top, s.steps(room))
	p := s.panel(room, axes{-0.5, float64(len(total)) - 0.5, y0, y1, ticks})
	p.render(columns{p: p, stacks: stacks, fills: fills, partial: partial(r)})
	p.xLabels(periodPlaces(r.Periods, partial(r)))
	p.columnLabels(total, sc, s.ink, nil)
}
