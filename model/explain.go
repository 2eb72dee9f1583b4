package model

// Explanation is one number of a scenario with what it is worked out from.
type Explanation struct {
	Scenario *Scenario
	Target   Target
	Root     *Node
	Partial  bool // the target's period is shown in part, or has months without spend
	Warnings []Warning
}

// Node is one number of an explanation. Its value is the engine's own; Recompute works it out again from its children's.
type Node struct {
	Label      string  // in words: Spend of aws in 2028
	Address    string  // aws:spend@2028 of a metric, contracts.aws.value of an input; "" of what has no name of its own
	Unit       Unit    //
	Value      float64 // Unknown where it is not known or not defined
	Op         Op      // how it follows from the children
	Formula    string  // the same in words: revenue / spend; "" where the name of Op says it all
	Subtracted bool    // its parent takes it off
	Input      *Input  // of an input that is written in a file: where, with grade and source; nil of a default
	Children   []*Node // as far down as the explanation goes
	Hidden     int     // how many there are below that are left out

	operands func() []*Node
}

// Op is how the value of a node follows from those of its children.
type Op struct {
	Name  string // sum, product, ratio …; input, default, calendar, nothing or unknown where there are no children
	apply func(of []float64) float64
}

// Explain works a number of a valid scenario out and says what it rests on, as many levels down as asked for: 0 is the number alone. The
// error is that of the target's Check.
func Explain(s *Scenario, t Target, depth int) (*Explanation, error) {
	if err := t.Check(s); err != nil {
		return nil, err
	}
	p := NewProjector(s, GridOf(s))
	p.Run()
	return p.Explain(t, Horizon{}, depth)
}

// Explain says what a number of the last run rests on, as many levels down as asked for. The number is read over the horizon shown, as by
// Gauge, whose errors it has. The next run leaves the values of the result alone; Recompute is for before it.
func (p *Projector) Explain(t Target, shown Horizon, depth int) (*Explanation, error) {
	g, err := p.Gauge(t, shown)
	if err != nil {
		return nil, err
	}
	e := &explainer{p: p, out: &p.out, by: g.by, shown: g.horizon(), metrics: metricsByColumn(),
		runs: map[string]*Projector{}, schedules: map[*layer][]float64{}}
	x := &Explanation{Scenario: p.s, Target: t, Root: e.target(g), Partial: g.Partial()}
	x.Root.expand(max(depth, 0))
	x.Warnings = append(append(x.Warnings, p.s.Notes...), p.out.warnings()...)
	return x, nil
}

// expand works out the children of a node down to a depth.
func (n *Node) expand(depth int) {
	if n.operands == nil {
		return
	}
	children := n.operands()
	n.operands = nil
	if depth == 0 {
		n.Hidden = len(children)
		return
	}
	n.Children = children
	for _, c := range children {
		c.expand(depth - 1)
	}
}

// Recompute is the node's value as it follows from those of its children, which must not be hidden. A node without children is its own value.
func (n *Node) Recompute() float64 {
	if n.Op.apply == nil {
		return n.Value
	}
	values := make([]float64, len(n.Children))
	for i, c := range n.Children {
		values[i] = c.Value
		if c.Subtracted {
			values[i] = -c.Value
		}
	}
	return n.Op.apply(values)
}

// explainer makes the nodes of one explanation.
type explainer struct {
	p     *Projector
	out   *Projection
	by    By
	shown Horizon
	runs  map[string]*Projector // by the inputs they ran on

	metrics   map[Column]*Metric   // that are a column by themselves
	schedules map[*layer][]float64 // of pieces, each by itself
}

// minus marks a node as taken off by its parent.
func (n *Node) minus() *Node {
	n.Subtracted = true
	return n
}

// of is the node with how it follows from its children.
func (n *Node) of(op Op, formula string, operands func() []*Node) *Node {
	n.Op, n.Formula, n.operands = op, formula, operands
	return n
}

// nodes are ready children.
func nodes(all ...*Node) func() []*Node { return func() []*Node { return all } }

// none is a number that is 0 for a reason.
func none(label, reason string, u Unit) *Node {
	return &Node{Label: label, Unit: u, Op: Op{Name: "nothing"}, Formula: reason}
}

// unknown is a number that is not known, or not defined.
func unknown(label, reason string, u Unit) *Node {
	return &Node{Label: label, Unit: u, Value: Unknown(), Op: Op{Name: "unknown"}, Formula: reason}
}

// fact is a number of the calendar, or one that the model fixes.
func fact(label string, v float64, u Unit) *Node {
	return &Node{Label: label, Unit: u, Value: v, Op: Op{Name: "calendar"}}
}

// given is a number of the scenario, written at one of the paths: the first that is. Written at none it is a default.
func (e *explainer) given(label string, v float64, u Unit, paths ...string) *Node {
	n := &Node{Label: label, Address: paths[0], Unit: u, Value: v, Op: Op{Name: "default"}}
	for _, path := range paths {
		for i := range e.p.s.Inputs {
			if in := &e.p.s.Inputs[i]; in.Path == path {
				n.Address, n.Input, n.Op.Name = path, in, "input"
				return n
			}
		}
	}
	return n
}
