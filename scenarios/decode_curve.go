package scenarios

import (
	"strconv"
	"time"

	"commitcast/model"
)

// curve reads one of the three ways a curve is given. Without any it is empty, for Validate to report.
func (d *decoder) curve(n *node, path string) model.Curve {
	k := model.Curve{Backcast: n.given("backcast").yes(), Growth: d.growth(n.get("growth"), join(path, "growth"))}
	point := func(at model.Month, v *node) { k.Points = append(k.Points, model.Point{At: at, Value: v.number()}) }
	switch {
	case n.get("annual") != nil:
		k.Kind = model.Annual
		n.get("annual").sorted(func(key string, v *node) {
			y, _ := strconv.Atoi(key) // checked
			point(model.MonthOf(y, time.January), v)
		})
	case n.get("run_rate") != nil:
		k.Kind = model.RunRate
		n.get("run_rate").sorted(func(key string, v *node) {
			m, _ := model.ParseMonth(key) // checked
			point(m, v)
		})
	case n.get("base") != nil && n.get("at") != nil:
		k.Kind = model.RunRate
		point(n.get("at").month(), n.get("base"))
	case n.get("base") != nil:
		d.c.add(n.get("base").whole(), join(path, "at"), "give the month at whose end base holds", "is missing")
	case n.get("at") != nil:
		d.c.add(n.get("at").whole(), join(path, "base"), "give the yearly level at the end of that month", "is missing")
	}
	return k
}

func (d *decoder) growth(n *node, path string) model.Growth {
	if n == nil {
		return model.Growth{}
	}
	if n.form == scalarForm {
		g := n.number()
		return model.Growth{Initial: g, Terminal: g}
	}
	g := model.Growth{
		Initial:  n.get("initial").number(),
		Terminal: n.get("terminal").number(),
	}
	if h := n.get("half_life"); h != nil {
		g.HalfLife = model.Months(h.number())
	}
	switch {
	case n.get("terminal") == nil:
		d.c.add(n.whole(), join(path, "terminal"), "give the growth a year that it fades to", "is missing")
	case n.get("initial") != nil && n.get("half_life") == nil:
		d.c.add(n.whole(), join(path, "half_life"), "growth fades from initial to terminal over it, such as 2y", "is missing")
	case n.get("half_life") != nil && g.HalfLife == 0:
		d.some(n.get("half_life"), join(path, "half_life"))
	case n.get("half_life") == nil:
		g.Initial = g.Terminal
	}
	return g
}
