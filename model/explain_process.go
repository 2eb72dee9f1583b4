package model

import (
	"fmt"
	"slices"
	"strings"
)

// process is a number that comes out of what happens month by month, such as a drawdown's book or the dispatch of demand: it has no formula
// shorter than the run itself. Below it stands every input that bears on it, and its op runs the projector on those that are numbers.
func (e *explainer) process(n *Node, how string, contract int, read func(p *Projector) float64) *Node {
	n.Formula, n.Op.Name = how, "process"
	prefixes := e.bearing(contract)
	var scalars []string
	n.operands = func() []*Node {
		var all []*Node
		scalars = scalars[:0]
		for i := range e.p.s.Inputs {
			in := &e.p.s.Inputs[i]
			if !slices.ContainsFunc(prefixes, func(at string) bool { return strings.HasPrefix(in.Path, at) }) {
				continue
			}
			leaf, scalar := e.written(in)
			if scalar {
				scalars = append(scalars, in.Path)
			}
			all = append(all, leaf)
		}
		return all
	}
	n.Op.apply = func(of []float64) float64 {
		if len(of) == 0 { // every input is a default
			return read(e.p)
		}
		return read(e.rerun(prefixes, of))
	}
	return n
}

// written is an input as a leaf. A word or a date has no value of its own; scalar is true of what has.
func (e *explainer) written(in *Input) (n *Node, scalar bool) {
	v := Unknown()
	if x, err := e.p.s.Scalar(in.Path); err == nil {
		v, scalar = x.Get(), true
	}
	return &Node{Label: lastKey(in.Path), Address: in.Path, Value: v, Op: Op{Name: "input"}, Input: in}, scalar
}

// lastKey is the last part of a path.
func lastKey(path string) string { return path[strings.LastIndex(path, ".")+1:] }

// bearing are the beginnings of the paths that bear on what happens to a contract; of them all where demand is dispatched.
func (e *explainer) bearing(contract int) []string {
	s := e.p.s
	switch {
	case s.Demand != nil && s.Demand.Curve == nil:
		return []string{"contracts.", "demand.", "revenue.", "market.", "defaults."}
	case s.Demand != nil || contract == wholeScenario:
		return []string{"contracts.", "demand.", "market.", "defaults."}
	}
	return []string{"contracts." + s.Contracts[contract].ID + ".", "market.", "defaults."}
}

// rerun is a projector that has run on the scenario with its inputs set to what the leaves of a process say.
func (e *explainer) rerun(prefixes []string, of []float64) *Projector {
	key := fmt.Sprint(prefixes, of)
	if p := e.runs[key]; p != nil {
		return p
	}
	s := e.p.s.Clone()
	at := 0
	for i := range s.Inputs {
		in := &s.Inputs[i]
		if !slices.ContainsFunc(prefixes, func(at string) bool { return strings.HasPrefix(in.Path, at) }) {
			continue
		}
		if x, err := s.Scalar(in.Path); err == nil && Known(of[at]) {
			x.Set(of[at])
		}
		at++
	}
	p := NewProjector(s, e.out.Grid)
	p.Run()
	e.runs[key] = p
	return p
}
