package model

import (
	"math"
	"slices"
)

// weighting says which course over the months is meant.
type weighting int

const (
	billedWeight weighting = iota // that spend follows
	lateWeight                    // with the delay
	onTimeWeight                  // without it
	onlineWeight                  // of capacity
)

// column is the column of a weighting, before outages.
func (l *layer) column(w weighting) []float64 {
	switch w {
	case lateWeight:
		return l.weight
	case onTimeWeight:
		return l.onTime
	case onlineWeight:
		return l.online
	}
	return l.billed()
}

// delayOf is the delay of a weighting.
func (l *layer) delayOf(w weighting) float64 {
	if w == onTimeWeight || w == billedWeight && l.terms.OnDelay == Pay {
		return 0
	}
	return float64(l.terms.Delay)
}

// ramp is the course of a weighting.
func (l *layer) ramp(w weighting) *Ramp {
	if w == onlineWeight {
		return &l.terms.Ramp
	}
	return l.plan
}

// weights are the months at full over some rows, with the escalator's rise where prices rise.
func (e *explainer) weights(o over, c *contractProjection, l *layer, w weighting) *Node {
	if !l.risen || w == onlineWeight {
		return e.weight(o, c, l, w)
	}
	n := &Node{Label: "Months at full, with the escalator, " + e.during(o), Unit: Duration}
	for m := o.from; m < o.to; m++ {
		n.Value += l.column(w)[m] * l.rise[m]
	}
	return n.of(opSum, "Σ months at full · escalator", func() []*Node {
		var all []*Node
		for m := o.from; m < o.to; m++ {
			if l.column(w)[m] != 0 {
				all = append(all, e.weightIn(m, c, l, w))
			}
		}
		return all
	})
}

// weightIn is the share at full of a month, with the escalator's rise.
func (e *explainer) weightIn(m int, c *contractProjection, l *layer, w weighting) *Node {
	weight := e.weight(over{m, m + 1}, c, l, w)
	if !l.risen {
		return weight
	}
	n := &Node{Label: "At full, with the escalator, " + e.during(over{m, m + 1}), Unit: Duration, Value: weight.Value * l.rise[m]}
	return n.of(opProduct, "months at full · escalator", nodes(weight, e.rise(m, c, l)))
}

// rise is the escalator's factor in a month.
func (e *explainer) rise(m int, c *contractProjection, l *layer) *Node {
	n := &Node{Label: "Escalator " + e.during(over{m, m + 1}), Value: l.rise[m]}
	return n.of(opRise, "", func() []*Node {
		years := math.Floor(l.life.from(m-l.rows.from) / 12)
		return []*Node{e.given("escalator", l.terms.Escalator, Rate, "contracts."+c.ID+".escalator"), fact("whole years since the start", years, Years)}
	})
}

// weight is the integral of a ramp over some rows: months at full.
func (e *explainer) weight(o over, c *contractProjection, l *layer, w weighting) *Node {
	ramp, delay := l.ramp(w), l.delayOf(w)
	n := &Node{Label: "Months at full of " + c.ID + " " + e.during(o), Unit: Duration, Value: plainSum(l.column(w), o)}
	if w == onlineWeight {
		n.Label = "Months of full capacity of " + c.ID + " " + e.during(o)
	}
	if l.empty && w != onTimeWeight && !(w == billedWeight && l.terms.OnDelay == Pay) {
		return e.undelivered(n, c, l)
	}
	numbers := e.rampNumbers(c, l, ramp)
	late := e.given("delay", float64(l.terms.Delay), Duration, e.paths(c, l, "delay")...)
	if delay == 0 && l.terms.Delay != 0 {
		late = fact("delay, which does not move this", 0, Duration)
	}
	op := Op{"integral of the ramp", func(of []float64) float64 {
		other := numbers.with(ramp, of[3:])
		v := other.Integral(of[1]-of[2]) - other.Integral(of[0]-of[2])
		if v < sliver {
			return 0
		}
		return v
	}}
	return n.of(op, "∫ of the ramp, "+string(ramp.Shape), func() []*Node {
		from, to := e.since(o.from, false, c, l), e.since(o.to-1, true, c, l)
		return append([]*Node{from, to, late}, numbers.leaves...)
	})
}

// undelivered is the weight of a piece of which nothing is delivered inside its term.
func (e *explainer) undelivered(n *Node, c *contractProjection, l *layer) *Node {
	n.Op, n.Formula = Op{Name: "nothing"}, "the delay leaves no delivery inside the term"
	if l.cancelled {
		n.Formula = "cancelled, as the delay is longer than the grace"
	}
	return n
}

// since is the months of the term before a row, or before its end.
func (e *explainer) since(m int, end bool, c *contractProjection, l *layer) *Node {
	i := m - l.rows.from
	at := func(t timeline) float64 {
		if end {
			return t.to(i)
		}
		return t.from(i)
	}
	first := l.life.first
	label := "months from the start to the beginning of " + e.out.month(m).String()
	if end {
		label = "months from the start to the end of " + e.out.month(m).String() + ", or of the term"
	}
	n := &Node{Label: label, Unit: Duration, Value: at(l.life)}
	terms := *l.terms
	return n.of(Op{"calendar of the term", func(of []float64) float64 {
		other := terms
		other.Start, other.Term, other.Delay = Date(of[0]), Months(of[1]), Months(of[2])
		t := other.lengthened(timelineOf(other.Start, other.Term))
		if t.first != first {
			return Unknown()
		}
		return at(t)
	}}, "", func() []*Node {
		return []*Node{e.given("start", float64(l.terms.Start), "date", e.paths(c, l, "start")...),
			e.given("term", float64(l.terms.Term), Duration, e.paths(c, l, "term")...),
			e.given("delay", float64(l.terms.Delay), Duration, e.paths(c, l, "delay")...)}
	})
}

// rampNumbers are the numbers of a ramp as leaves, in the order in which with puts them.
type rampNumbers struct{ leaves []*Node }

func (e *explainer) rampNumbers(c *contractProjection, l *layer, r *Ramp) *rampNumbers {
	out := &rampNumbers{}
	key := "ramp"
	if r == &l.terms.Schedule.Steps {
		key = "schedule"
	}
	add := func(label string, v float64, u Unit, name string) {
		out.leaves = append(out.leaves, e.given(label, v, u, e.paths(c, l, key+"."+name)...))
	}
	if r.Shape == Immediate {
		return out
	}
	add("initial", r.Initial, Share, "initial")
	if r.Shape == Steps || r.Shape == Points {
		end := Month(0)
		if r.Shape == Points {
			end = 1
		}
		for _, k := range r.Knots {
			month := (Month(math.Round(float64(k.At)+l.terms.Start.Position())) - end).String()
			add(month, k.Share, Share, string(r.Shape)+"."+month)
		}
		return out
	}
	add("full", float64(r.Full), Duration, "full")
	if r.Shape != Linear {
		add("steepness", r.Steepness, "", "steepness")
	}
	return out
}

// with is a ramp with other numbers.
func (*rampNumbers) with(r *Ramp, of []float64) *Ramp {
	other := *r
	if r.Shape == Immediate {
		return &other
	}
	other.Initial = of[0]
	if r.Shape == Steps || r.Shape == Points {
		other.Knots = slices.Clone(r.Knots)
		for i := range other.Knots {
			other.Knots[i].Share = of[1+i]
		}
		return &other
	}
	if other.Full = Months(of[1]); r.Shape != Linear {
		other.Steepness = of[2]
	}
	return &other
}
