package plots

import (
	"errors"
	"fmt"
	"image/color"
	"math"
	"slices"
	"sort"
	"strings"
	"time"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// Maturity is what falls due by fiscal year and thereafter, stacked by contract: firm solid, contingent hatched.
func Maturity(o *model.Obligations) (*Chart, error) { return made("maturity", o, maturity) }

func maturity(o *model.Obligations) (*Chart, error) {
	if err := checkObligations(o); err != nil {
		return nil, err
	}
	d := duesOf(o)
	switch top := biggest(d.total); {
	case top > limit:
		return nil, &NotDrawn{Reason: fmt.Sprintf("an amount is too large to draw: %g", top)}
	case top == 0:
		return nil, &NotDrawn{Reason: "nothing falls due after " + o.Options.AsOf.String()}
	}
	r := &model.Report{Scenario: o.Scenario}
	sc := moneyScale(o.Scenario.Currency, biggest(d.total))
	c := &Chart{
		Title:    d.title(),
		Subtitle: d.subtitle(sc),
		Note:     d.note(),
		Source:   source([]*model.Report{r}, false),
		Hash:     o.Scenario.InputSHA256,
		data:     d.rows(),
	}
	c.Alt = fmt.Sprintf("Column chart of what falls due by fiscal year and thereafter, at %s, firm and contingent. %s. "+
		"Firm %s, contingent %s.", o.Options.AsOf, c.Title, d.money(d.firmSum), d.money(d.contingentSum))
	c.draw = func(s *sheet, room vg.Rectangle) { d.draw(s, room, sc) }
	return c, nil
}

// checkObligations says what is wrong with a table.
func checkObligations(o *model.Obligations) error {
	if o == nil || o.Scenario == nil || len(o.Years) == 0 {
		return errors.New("a chart of obligations needs a scenario and its years")
	}
	for _, row := range o.Rows {
		if len(row.Years.Firm) != len(o.Years) || len(row.Years.Contingent) != len(o.Years) {
			return fmt.Errorf("obligations of %q have %d and %d amounts for %d years", row.ID, len(row.Years.Firm),
				len(row.Years.Contingent), len(o.Years))
		}
	}
	return nil
}

// dues are what falls due, by contract and bucket.
type dues struct {
	o                      *model.Obligations
	firm, contingent       []part // the same contracts in the same order
	firmTotal, total       []float64
	firmSum, contingentSum float64
}

func duesOf(o *model.Obligations) dues {
	d := dues{o: o}
	names := contractNames(contractsOf(o))
	var order []int
	for i, row := range o.Rows {
		if biggest(row.Years.Firm) > 0 || biggest(row.Years.Contingent) > 0 {
			order = append(order, i)
		}
	}
	all := func(i int) float64 {
		return math.Round(100 * (sum(o.Rows[i].Years.Firm) + sum(o.Rows[i].Years.Contingent)))
	}
	sort.SliceStable(order, func(a, b int) bool { return all(order[a]) > all(order[b]) })
	for _, i := range order {
		m := o.Rows[i].Years
		d.firm = append(d.firm, part{name: names[i], values: m.Firm, weight: sum(m.Firm)})
		d.contingent = append(d.contingent, part{name: names[i], values: m.Contingent, weight: sum(m.Contingent)})
	}
	n := len(o.Years)
	d.firmTotal = totals(d.firm, n)
	d.total = totals([]part{{values: d.firmTotal}, {values: totals(d.contingent, n)}}, n)
	d.firmSum, d.contingentSum = sum(d.firmTotal), sum(totals(d.contingent, n))
	d.firm, d.contingent = withOthers(d.firm, n), withOthers(d.contingent, n)
	return d
}

// contractsOf is a report that has no more than the names of the rows.
func contractsOf(o *model.Obligations) *model.Report {
	r := &model.Report{Scenario: o.Scenario}
	for _, row := range o.Rows {
		r.Contracts = append(r.Contracts, model.ContractReport{ID: row.ID, Provider: row.Provider})
	}
	return r
}

// withOthers draws a seventh part grey, and groups what is beyond six of more.
func withOthers(ps []part, n int) []part {
	switch {
	case len(ps) == mostParts+1:
		ps[mostParts].others = true
	case len(ps) > mostParts:
		return append(ps[:mostParts:mostParts], group(ps[mostParts:], n))
	}
	return ps
}

func (d dues) money(v float64) string { return amount(d.o.Scenario.Currency, v) }

// what is owed, in words of the basis.
func (d dues) what() string {
	if d.o.Options.Basis == model.RemainingBasis {
		return "still committed"
	}
	return "owed"
}

func (d dues) subtitle(sc scale) string {
	what := "Unpaid obligations by fiscal year in which they fall due, "
	if d.o.Options.Basis == model.RemainingBasis {
		what = "Remaining commitment by fiscal year in which it is recognised, "
	}
	by := ", by contract"
	if len(d.firm) == 1 {
		by = ", " + short(d.firm[0].name, 40)
	}
	return what + sc.words + ", at " + dayName(d.o.Options.AsOf) + by
}

// dayName writes a day as 31 December 2026.
func dayName(d model.Date) string {
	m := d.Month()
	return itoa(int(d-m.First())+1) + nbsp + time.Month(m.Calendar()).String() + nbsp + itoa(m.Year())
}

// note explains the hatching, and what is in no year.
func (d dues) note() string {
	var out []string
	if d.contingentSum > 0 {
		out = append(out, "Hatched: contingent, not owed if a permitted exit is used or capacity is resold.")
	}
	if d.contingentSum > 0 && len(d.firm) > 1 {
		out = append(out, "With the names: firm and contingent together.")
	}
	if prepaid := d.o.Total.Prepaid; prepaid > 0 && d.o.Options.Basis != model.RemainingBasis {
		out = append(out, "After "+d.money(prepaid)+" prepaid.")
	}
	if payables := d.o.Total.Payables; payables > 0 {
		out = append(out, "Without "+d.money(payables)+" of payables, which are recognised and on the balance sheet.")
	}
	return notes(out...)
}

func (d dues) rows() []Row {
	var rows []Row
	all := contractsOf(d.o)
	names := contractNames(all)
	for at, row := range d.o.Rows {
		for k, vs := range [][]float64{row.Years.Firm, row.Years.Contingent} {
			for i, v := range vs {
				rows = append(rows, Row{
					Scenario: title(all), Series: names[at], Metric: [2]string{"firm", "contingent"}[k],
					Unit: d.o.Scenario.Currency, Period: d.o.Years[i].Label, Value: v,
				})
			}
		}
	}
	return rows
}

// title says how much is firm; where all is, when most falls due.
func (d dues) title() string {
	all := d.firmSum + d.contingentSum
	owed := "the " + d.money(all) + " " + d.what()
	switch share := d.firmSum / all; {
	case share < tie:
		return finding("All of "+owed+" is contingent", "All that is "+d.what()+" is contingent")
	case share < 0.5:
		return finding("Only " + d.money(d.firmSum) + " of " + owed + " is firm; the rest is contingent")
	case share < 1-tie:
		return finding(d.money(d.firmSum) + " of " + owed + " is firm; " + d.money(d.contingentSum) + " is contingent")
	}
	return finding(d.timing(all), "Obligations by fiscal year")
}

// timing says when most falls due.
func (d dues) timing(all float64) string {
	n := len(d.o.Years)
	owed, falls := "the "+d.money(all)+" "+d.what(), d.falls()
	at, last := 0, 0 // the first of the years in which most falls due, and the last of those that follow it alike
	for i, v := range d.total {
		switch {
		case v > d.total[at]*(1+tie):
			at, last = i, i
		case i == last+1 && v >= d.total[at]*(1-tie) && d.o.Years[i].To != 0:
			last = i
		}
	}
	switch share := d.total[at] / all; {
	case share >= 1-tie:
		return "All of " + owed + " " + falls + " " + d.in(at)
	case share > 0.5 || at == n-1 && d.o.Years[at].To == 0:
		return percent(share) + " of " + owed + " " + falls + " " + d.in(at)
	case last > at:
		return "Of " + owed + ", " + d.money(d.total[at]) + " a year " + falls + " in " + d.o.Years[at].Label + "–" +
			d.o.Years[last].Label
	}
	return "T" + owed[1:] + " peaks " + d.in(at) + ", when " + d.money(d.total[at]) + " " + falls
}

// falls is what the amounts do, by basis.
func (d dues) falls() string {
	if d.o.Options.Basis == model.RemainingBasis {
		return "is recognised"
	}
	return "falls due"
}

// in says when a bucket's amount falls due.
func (d dues) in(i int) string {
	if b := d.o.Years[i]; b.To != 0 {
		return "in " + strings.Replace(b.Label, "Remainder", "the remainder", 1)
	}
	if i > 0 {
		return "after " + d.o.Years[i-1].Label
	}
	return "later"
}

// draw draws the columns, the firm parts at the bottom, with the contracts' names on the right.
func (d dues) draw(s *sheet, room vg.Rectangle, sc scale) {
	room.Max.Y -= headroom
	y0, y1, ticks := sc.axis(least(d.total), biggest(d.total), s.steps(room))
	names := d.names(nil, s)
	plotRoom, col := room, room
	if len(names) > 1 {
		plotRoom.Max.X -= s.sideWidth(names, 0.24, room.Max.Y-room.Min.Y)
		col.Min.X, col.Min.Y, col.Max.Y = plotRoom.Max.X, col.Min.Y+xLabelRoom-8, col.Max.Y+headroom
	}
	if s.twoLines(d.o.Years, plotRoom.Max.X-plotRoom.Min.X-s.gutter(ticks, tickSize)) {
		plotRoom.Min.Y += 9
	}
	p := s.panel(plotRoom, axes{-0.5, float64(len(d.total)) - 0.5, y0, y1, ticks})
	var stacks [][]float64
	var fills []color.RGBA
	var hatched []bool
	for k, ps := range [][]part{d.firm, d.contingent} {
		for i, pt := range ps {
			stacks, fills, hatched = append(stacks, pt.values), append(fills, s.colour(i, pt)), append(hatched, k == 1)
		}
	}
	p.render(columns{p: p, stacks: stacks, fills: fills, partial: make([]bool, len(d.total)), hatched: hatched})
	p.bucketLabels(d.o.Years)
	p.columnLabels(d.total, sc, s.ink, nil)
	if len(names) > 1 {
		s.sideLabels(col, d.names(p, s))
	}
}

// twoLines reports whether a label of the buckets needs two lines on an axis of the width.
func (s *sheet) twoLines(bs []model.Bucket, width vg.Length) bool {
	return slices.ContainsFunc(bs, func(b model.Bucket) bool {
		return s.width(b.Label, tickSize, false) > width/vg.Length(len(bs))-4
	})
}

// bucketLabels writes the names of the buckets, on two lines where one is too narrow.
func (p *panel) bucketLabels(bs []model.Bucket) {
	pitch := p.x(1) - p.x(0)
	for i, b := range bs {
		for k, t := range p.wrap(b.Label, p.small, false, pitch-4, 2) {
			p.write(label{text: t, size: p.small, colour: p.muted, align: 0.5}, p.x(float64(i)),
				p.area.Min.Y-5-capHeight*p.small-9*vg.Length(k))
		}
	}
}

// names are those of the contracts with their sums, and of the firm and the contingent part where there is one contract.
func (d dues) names(p *panel, s *sheet) []sideLabel {
	all := d.firmSum + d.contingentSum
	of := func(v float64) string { return d.money(v) + ", " + percent(v/all) }
	if len(d.firm) == 1 {
		if d.contingentSum == 0 || d.firmSum == 0 {
			return nil
		}
		c := s.series[0]
		return d.placed(p, []sideLabel{{name: "Firm", detail: of(d.firmSum), colour: c, shape: square},
			{name: "Contingent", detail: of(d.contingentSum), colour: c, hatched: true}},
			[][]float64{d.firmTotal, d.contingent[0].values})
	}
	var out []sideLabel
	var stacks [][]float64
	for i, pt := range d.firm {
		both := of(pt.weight + d.contingent[i].weight)
		out = append(out, sideLabel{name: pt.name, detail: both, colour: s.colour(i, pt), shape: square})
		stacks = append(stacks, pt.values)
	}
	if d.contingentSum > 0 {
		out = append(out, sideLabel{name: "Contingent", detail: of(d.contingentSum), colour: s.muted, hatched: true})
		stacks = append(stacks, totals(d.contingent, len(d.total)))
	}
	return d.placed(p, out, stacks)
}

// placed puts labels at the height of their parts in the last large column, from the bottom up.
func (d dues) placed(p *panel, ls []sideLabel, stacks [][]float64) []sideLabel {
	if p == nil {
		return ls
	}
	at, up := lastLarge(d.total), 0.0
	for i := range ls {
		v := zeroIfUnknown(stacks[i][at])
		ls[i].want = p.y(up + v/2)
		up += v
	}
	return ls
}
