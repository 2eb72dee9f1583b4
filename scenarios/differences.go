package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"commitcast/model"
)

// Difference is what differs between two scenarios and moves as one: a value at one path, or what only makes sense together.
type Difference struct {
	Paths    []string
	Old, New string // as written, in full, "default" and the default, or "not set"

	edits []edit
}

// edit is a place at which a base becomes its variant.
type edit struct{ keys []string }

// Differences lists what differs between two scenarios in their numbers, in the order of the base and then of the variant. Values are
// compared as quantities and after defaults, so $38B is 38e9, and what is written out as the default has not changed. Names, texts,
// sources, grades, the order of lines, and what is uncertain, checked or claimed are no differences.
//
// There is one difference a scalar, but these move as one: what differs in one ramp, curve, schedule, demand, price band, rollover,
// shortfall, horizon, prepayment or record of actuals; how much a contract commits, with its term and start where that goes by year or
// month; keys of which a scenario may only have one or the other; clauses that come or go with the kind of commitment; one value of
// the scenario's defaults; and a contract, line or other item that only one scenario has, with what refers to it.
//
// Both must have a scenario. The error, a model.Problem, says that they are in two currencies.
func Differences(base, variant *Loaded) ([]Difference, error) {
	if a, b := base.Scenario.Currency, variant.Scenario.Currency; a != b {
		return nil, model.Problem{Path: "currency", Message: fmt.Sprintf("is %s in %s and %s in %s: nothing between them can be compared",
			a, base.Scenario.Name, b, variant.Scenario.Name)}
	}
	d := differ{base: sideOf(base), variant: sideOf(variant)}
	d.visit(language, d.base.tree, d.variant.tree, nil)
	d.bindReferences()
	d.bindDefaults()
	return d.grouped(), nil
}

// differ finds what differs between two sides.
type differ struct {
	base, variant side
	all           []change
}

// change is what differs at one place.
type change struct {
	keys     []string
	old, new *node  // as they stand there; nil for what is not there
	path     string // as it is told of; "" for what changes nothing by itself
	group    int    // the first change that it moves with, by number
}

// side is one of two scenarios that are compared.
type side struct {
	own  *node // the tree as it was merged
	tree *node // with the scenario's defaults in its contracts, and without what no number comes from
}

func sideOf(l *Loaded) side { return side{l.tree, l.quantified} }

// effective is a tree without what no number comes from, and with the scenario's defaults given to every contract that goes by them.
func effective(tree *node) *node {
	out := tree.copy()
	for _, key := range []string{"uncertainty", "checks", "sources", "defaults"} {
		out.drop(key)
	}
	defaults, contracts := tree.get("defaults"), tree.get("contracts")
	if defaults == nil || contracts == nil {
		return out
	}
	contracts = contracts.copy()
	for _, id := range contracts.keys {
		c := contracts.fields[id].copy()
		for _, f := range operation {
			if c.get(f.key) == nil && defaults.get(f.key) != nil {
				c.put(f.key, defaults.get(f.key))
			}
		}
		contracts.fields[id] = c
	}
	out.put("contracts", contracts)
	return out
}

// visit collects what differs between two nodes at one place, where as may stand.
func (d *differ) visit(as *spec, old, new *node, keys []string) {
	a, b := filled(old, new), filled(new, old)
	if d.base.signature(a, keys) == d.variant.signature(b, keys) {
		return
	}
	if a == nil || b == nil || as.whole || a.spec.whole || a.spec != b.spec || a.form == scalarForm || a.form == listForm && !a.spec.named {
		d.all = append(d.all, change{keys: keys, old: old, new: new, path: d.narrow(a, b, keys), group: len(d.all)})
		return
	}
	from := len(d.all)
	for _, key := range d.keys(a, b) {
		at := append(slices.Clip(keys), key)
		d.visit(a.spec.admits(key), d.base.child(a, key, at), d.variant.child(b, key, at), at)
	}
	d.bind(a, b, keys, from)
}

// keys are the keys under which something may differ, in the order of a and then of b.
func (d *differ) keys(a, b *node) []string {
	var all []string
	see := func(n *node) {
		n.children(func(key string, _ *node) {
			if !slices.Contains(all, key) && !textual(a.spec, key) {
				all = append(all, key)
			}
		})
	}
	see(a)
	see(b)
	return all
}

// narrow is the path of what differs below one place, as long as that is a single value or map.
func (d *differ) narrow(a, b *node, keys []string) string {
	for a != nil && b != nil && a.form == mapForm && a.spec == b.spec {
		next := ""
		for _, key := range d.keys(a, b) {
			at := append(slices.Clip(keys), key)
			if d.base.signature(d.base.child(a, key, at), at) == d.variant.signature(d.variant.child(b, key, at), at) {
				continue
			}
			if next != "" {
				return strings.Join(keys, ".")
			}
			next = key
		}
		keys = append(slices.Clip(keys), next)
		a, b = d.base.child(a, next, keys), d.variant.child(b, next, keys)
	}
	return strings.Join(keys, ".")
}

// grouped makes one difference of the changes that move as one.
func (d *differ) grouped() []Difference {
	var all []Difference
	at := map[int]int{}
	for i := range d.all {
		group := d.leader(i)
		k, ok := at[group]
		if !ok {
			k = len(all)
			at[group] = k
			all = append(all, Difference{})
		}
		all[k].edits = append(all[k].edits, edit{d.all[i].keys})
		if path := d.all[i].path; path != "" && !slices.Contains(all[k].Paths, path) {
			all[k].Paths = append(all[k].Paths, path)
		}
	}
	for i := range all {
		all[i].Old, all[i].New = told(d.base.own, all[i].Paths), told(d.variant.own, all[i].Paths)
	}
	return all
}

// told is what a tree says at paths; of several each with what tells it from the others.
func told(tree *node, paths []string) string {
	if len(paths) == 1 {
		return stands(tree, paths[0])
	}
	shared := strings.Split(paths[0], ".")
	for _, path := range paths {
		keys := strings.Split(path, ".")
		n := 0
		for n < len(shared) && n < len(keys)-1 && shared[n] == keys[n] {
			n++
		}
		shared = shared[:n]
	}
	var parts []string
	for _, path := range paths {
		name := strings.Join(strings.Split(path, ".")[len(shared):], ".")
		parts = append(parts, name+": "+stands(tree, path))
	}
	return strings.Join(parts, ", ")
}
