package model_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"commitcast/model"

	"pgregory.net/rapid"
)

// deepest is deeper than any explanation goes.
const deepest = 60

// A node that is worked out is, from its children, what the engine says it is, to 1e-9 of the largest number it is worked out from. What
// rounding leaves of nothing is nothing: half a millionth of a unit.
const (
	explainedTo = 1e-9
	nextToNone  = 5e-7
)

// checkExplanation explains every number that a target may name and works every node out from its children.
func checkExplanation(t *rapid.T, s *model.Scenario, targets []model.Target) {
	p := model.NewProjector(s, model.GridOf(s))
	p.Run()
	for _, target := range targets {
		if target.Check(s) != nil {
			continue
		}
		x, err := model.Explain(s, target, deepest)
		if err != nil {
			t.Fatalf("%s: %v", target, err)
		}
		checkNode(t, s, target.String(), x.Root)
		checkAddresses(t, s, p, x.Root)
	}
}

// checkAddresses holds the nodes against what their addresses name: a metric in a period, or a number of the scenario.
func checkAddresses(t *rapid.T, s *model.Scenario, p *model.Projector, n *model.Node) {
	switch {
	case n.Op.Name == "input" || n.Op.Name == "default":
		if x, err := s.Scalar(n.Address); err == nil && x.Get() != n.Value && model.Known(n.Value) {
			t.Fatalf("%s is %v, but the node says %v", n.Address, x.Get(), n.Value)
		}
	case n.Address != "":
		target, err := model.ParseTarget(n.Address)
		if err != nil {
			t.Fatalf("%s: %v", n.Address, err)
		}
		g, err := p.Gauge(target, model.Horizon{})
		if err != nil {
			t.Fatalf("%s: %v", n.Address, err)
		}
		if v := g.Value(); math.Abs(v-n.Value) > 1e-12*math.Abs(v) || model.Known(v) != model.Known(n.Value) {
			t.Fatalf("%s is %v, but the node says %v", n.Address, v, n.Value)
		}
	}
	for _, c := range n.Children {
		checkAddresses(t, s, p, c)
	}
}

func checkNode(t *rapid.T, s *model.Scenario, at string, n *model.Node) {
	at += " / " + n.Label
	again := n.Recompute()
	size := math.Abs(n.Value)
	for _, c := range n.Children {
		if c.Unit == n.Unit && model.Known(c.Value) {
			size = max(size, math.Abs(c.Value))
		}
	}
	if model.Known(again) != model.Known(n.Value) || math.Abs(again-n.Value) > explainedTo*size && math.Abs(again-n.Value) > floorOf(n.Unit) {
		var of []string
		for _, c := range n.Children {
			of = append(of, fmt.Sprintf("%s %.12g", c.Label, c.Value))
		}
		t.Fatalf("%s: the engine says %.15g, the %s of its children %.15g: %s", at, n.Value, n.Op.Name, again, strings.Join(of, ", "))
	}
	for _, c := range n.Children {
		checkNode(t, s, at, c)
	}
}

func floorOf(u model.Unit) float64 {
	if u == model.Currency {
		return nextToNone
	}
	return 1e-12
}

// someTargets are targets of metrics and figures, any of all: in a period of each length, of a contract, and over the life.
func someTargets(t *rapid.T, s *model.Scenario) []model.Target {
	var all []model.Target
	years := s.ShownYears()
	year := rapid.SampledFrom(years).Draw(t, "year")
	month := rapid.IntRange(1, 12).Draw(t, "month")
	period := rapid.SampledFrom([]string{year, year, fmt.Sprintf("%s-%02d", year, month), fmt.Sprintf("%s-Q%d", year, (month+2)/3),
		"FY" + year, ""}).Draw(t, "period")
	contract := rapid.SampledFrom(s.Contracts).Draw(t, "of").ID
	for _, name := range model.AllMeasureNames() {
		all = append(all, model.Target{Name: name, Period: period}, model.Target{Name: name, Period: period, Contract: contract})
	}
	for _, f := range model.Figures() {
		all = append(all, model.Target{Name: f.Name})
	}
	const apart = 20 // of those that are chosen
	var chosen []model.Target
	for i := rapid.IntRange(0, apart-1).Draw(t, "first"); i < len(all); i += apart {
		chosen = append(chosen, all[i])
	}
	return chosen
}

func TestEveryNumberFollowsFromWhatItIsExplainedBy(t *testing.T) {
	if testing.Short() {
		t.Skip("walks through many nodes")
	}
	t.Run("of anything a scenario can say", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			s := drawScenario(t)
			s.Inputs = numbersOf(s)
			checkExplanation(t, s, someTargets(t, s))
		})
	})
	t.Run("of a demand that is served", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			s := drawDispatch(t)
			if rapid.Bool().Draw(t, "mixed") {
				s = drawMixed(t)
			}
			s.Inputs = numbersOf(s)
			checkExplanation(t, s, someTargets(t, s))
		})
	})
	t.Run("of all clauses", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			s := drawClauses(t, 2, anyContract)
			s.Inputs = numbersOf(s)
			checkExplanation(t, s, someTargets(t, s))
		})
	})
}

// numbersOf are inputs for the numbers of a scenario that a file would state.
func numbersOf(s *model.Scenario) model.Inputs {
	var all model.Inputs
	add := func(path string) {
		if x, err := s.Scalar(path); err == nil && model.Known(x.Get()) {
			all = append(all, model.Input{Path: path, Text: fmt.Sprint(x.Get()), Grade: model.Assumed, Origin: "drawn.yaml:1:1"})
		}
	}
	for i := range s.Contracts {
		c := &s.Contracts[i]
		at := "contracts." + c.ID + "."
		for _, key := range []string{"value", "term", "delay", "fee", "utilisation", "availability", "ramp.full", "ramp.initial", "price",
			"aggregate_minimum", "overage_price", "discount", "exit_right.fee", "payment.lag", "backstop.value"} {
			add(at + key)
		}
		for _, m := range c.Minimums {
			add(fmt.Sprintf("%sminimums.%d", at, m.Year))
			add(fmt.Sprintf("%sminimums.Y%d", at, m.Year))
		}
		for _, tranche := range c.Tranches {
			add(at + "tranches." + tranche.Name + ".value")
			add(at + "tranches." + tranche.Name + ".delay")
		}
		for _, item := range c.Payment.Prepay {
			add(at + "payment.prepay." + item.Name + ".share")
			add(at + "payment.prepay." + item.Name + ".amount")
		}
	}
	return all
}
