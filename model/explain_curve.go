package model

import (
	"slices"
	"time"
)

// curve is the flow of a curve over some rows, whose months are given. A calendar year whose total is stated is that total.
func (e *explainer) curve(label string, u Unit, at string, k *Curve, flow []float64, o over) *Node {
	n := &Node{Label: label + " " + e.during(o), Unit: u, Value: plainSum(flow, o)}
	if o.to <= o.from {
		n.Op, n.Formula = Op{Name: "nothing"}, "before the months of the projection"
		return n
	}
	if i := e.statedYear(k, o); i >= 0 {
		return n.of(opSame, "the year's total, as stated", func() []*Node { return []*Node{e.point(at, k, i, u)} })
	}
	if i := e.yearBetween(k, o); i > 0 {
		return e.between(n, at, k, i, u, o)
	}
	if last := len(k.Points) - 1; last > 0 && e.grown(k, o) {
		sub := *k // the points before the last do not matter
		sub.Points, sub.Backcast = k.Points[last:], false
		k = &sub
	}
	numbers := k.numbers(e, at, u)
	op := Op{"curve", func(of []float64) float64 {
		other := numbers.with(*k, of)
		filler, months := newCurveFiller(&other, e.out.Grid), make([]float64, e.out.N)
		filler.fill(months, &other)
		return plainSum(months, o)
	}}
	return n.of(op, e.curveWords(k, o), nodes(numbers.leaves...))
}

// statedYear is the place of the point that is the total of the rows, a calendar year; −1 where there is none.
func (e *explainer) statedYear(k *Curve, o over) int {
	first := e.out.month(o.from)
	if k.Kind != Annual || o.to-o.from != 12 || first.Calendar() != time.January {
		return -1
	}
	return slices.IndexFunc(k.Points, func(p Point) bool { return p.At.Year() == first.Year() })
}

// yearBetween is the place of the point after the rows, a calendar year between two that are stated; −1 where it is none.
func (e *explainer) yearBetween(k *Curve, o over) int {
	first := e.out.month(o.from)
	if k.Kind != Annual || o.to-o.from != 12 || first.Calendar() != time.January || first < k.Points[0].At {
		return -1
	}
	return slices.IndexFunc(k.Points, func(p Point) bool { return p.At > first })
}

// between is the total of a year between two that are stated.
func (e *explainer) between(n *Node, at string, k *Curve, i int, u Unit, o over) *Node {
	a, b := k.Points[i-1], k.Points[i]
	x := float64(e.out.month(o.from)-a.At) / float64(b.At-a.At)
	op := Op{"constant growth between", func(of []float64) float64 { return blend(of[0], of[1], x) }}
	return n.of(op, "at constant growth from "+itoa(a.At.Year())+" to "+itoa(b.At.Year())+", linear next to a zero", func() []*Node {
		return []*Node{e.point(at, k, i-1, u), e.point(at, k, i, u)}
	})
}

// grown reports whether the rows are calendar years after the last of yearly totals, which growth that is stated continues.
func (e *explainer) grown(k *Curve, o over) bool {
	first := e.out.month(o.from)
	stated := k.Growth.HalfLife <= 0 || Known(k.Growth.Initial)
	whole := first.Calendar() == time.January && (o.to-o.from)%12 == 0
	return k.Kind == Annual && stated && whole && first > k.Points[len(k.Points)-1].At
}

// curveWords says how the months of a curve follow from its points.
func (e *explainer) curveWords(k *Curve, o over) string {
	last := k.Points[len(k.Points)-1].At
	if k.Kind == Annual {
		last += 11
	}
	switch from, to := e.out.month(o.from), e.out.month(o.to-1); {
	case from > last:
		return "growth after the last point"
	case to < k.Points[0].At && !k.Backcast:
		return "nothing before the first point"
	case k.Kind == Annual:
		return "the months of a monotone cubic through the yearly totals, at constant growth between those stated"
	}
	return "a twelfth of the level at mid-month, at constant growth between the points"
}

func (e *explainer) point(at string, k *Curve, i int, u Unit) *Node {
	p := &k.Points[i]
	if k.Kind == Annual {
		year := itoa(p.At.Year())
		return e.given("total of "+year, p.Value, u, at+".annual."+year)
	}
	month := p.At.String()
	paths := []string{at + ".run_rate." + month}
	if len(k.Points) == 1 {
		paths = append(paths, at+".base")
		slices.Reverse(paths)
	}
	return e.given("a year, by the end of "+month, p.Value, u, paths...)
}

// curveNumbers are the numbers of a curve as leaves, and where each of them goes.
type curveNumbers struct {
	leaves []*Node
	put    []func(k *Curve, v float64)
}

func (k *Curve) numbers(e *explainer, at string, u Unit) *curveNumbers {
	c := &curveNumbers{}
	for i := range k.Points {
		c.add(e.point(at, k, i, u), func(k *Curve, v float64) { k.Points[i].Value = v })
	}
	g := &k.Growth
	if g.HalfLife > 0 {
		if Known(g.Initial) {
			c.add(e.given("growth at first", g.Initial, Rate, at+".growth.initial"), func(k *Curve, v float64) { k.Growth.Initial = v })
		}
		c.add(e.given("half-life", float64(g.HalfLife), Duration, at+".growth.half_life"), func(k *Curve, v float64) { k.Growth.HalfLife = Months(v) })
	}
	c.add(e.given("growth at last", g.Terminal, Rate, at+".growth.terminal", at+".growth"), func(k *Curve, v float64) { k.Growth.Terminal = v })
	return c
}

func (c *curveNumbers) add(leaf *Node, put func(*Curve, float64)) {
	c.leaves, c.put = append(c.leaves, leaf), append(c.put, put)
}

// with is a curve with other numbers in place.
func (c *curveNumbers) with(k Curve, of []float64) Curve {
	k.Points = slices.Clone(k.Points)
	for i, v := range of {
		c.put[i](&k, v)
	}
	return k
}
