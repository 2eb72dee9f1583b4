package scenarios

import "slices"

// leader is the first change that the i-th moves with.
func (d *differ) leader(i int) int {
	for d.all[i].group != i {
		i = d.all[i].group
	}
	return i
}

// join makes changes move as one.
func (d *differ) join(of ...int) {
	for _, i := range of {
		a, b := d.leader(of[0]), d.leader(i)
		d.all[max(a, b)].group = min(a, b)
	}
}

// binder makes changes below one map move as one where only that makes sense.
type binder struct {
	d     *differ
	a, b  *node            // the map in the base and in the variant
	keys  []string         // where it stands
	under map[string][]int // changes by the key they are at or below
}

// bind joins what differs below a map at a place, the changes of which are those from a number on.
func (d *differ) bind(a, b *node, keys []string, from int) {
	x := binder{d, a, b, keys, map[string][]int{}}
	for i := from; i < len(d.all); i++ {
		key := d.all[i].keys[len(keys)]
		x.under[key] = append(x.under[key], i)
	}
	for _, group := range a.spec.bound {
		x.join(group)
	}
	for _, r := range a.spec.rivals {
		x.rivals(r)
	}
	switch a.spec {
	case contract:
		x.contract()
	case tranche:
		x.paid("value", "fee")
		x.dated()
	}
}

// join joins the changes under keys.
func (x binder) join(keys ...[]string) {
	var all []int
	for _, key := range slices.Concat(keys...) {
		all = append(all, x.under[key]...)
	}
	x.d.join(all...)
}

// turned reports whether one of the keys comes or goes.
func (x binder) turned(keys ...string) bool {
	return slices.ContainsFunc(keys, func(key string) bool { return (x.a.get(key) == nil) != (x.b.get(key) == nil) })
}

// changed reports whether something differs under one of the keys.
func (x binder) changed(keys ...string) bool {
	return slices.ContainsFunc(keys, func(key string) bool { return len(x.under[key]) > 0 })
}

// rivals joins what takes the place of what it excludes.
func (x binder) rivals(r rivalry) {
	var turned [][]string
	for _, group := range r {
		if x.turned(group...) {
			turned = append(turned, group)
		}
	}
	if len(turned) > 1 {
		x.join(turned...)
	}
}

// contract joins what goes with how much a contract commits, and with its kind.
func (x binder) contract() {
	x.paid(commitmentKeys...)
	x.dated()
	if x.changed("minimums", "milestones") {
		x.join(commitmentKeys, []string{"start", "term"})
	}
	if x.changed("commitment") {
		kinds := []string{"commitment", "tranches", "cancel_if_late", "backstop", "exit_right", "actuals", "schedule"}
		for _, f := range drawdownFields {
			kinds = append(kinds, f.key)
		}
		for _, key := range kinds {
			x.silent(key)
		}
		x.join(commitmentKeys, kinds)
	}
}

// silent takes all of a key that comes or goes with it, also what is written there as by default: another kind may not have it.
func (x binder) silent(key string) {
	if x.turned(key) {
		x.under[key] = append(x.under[key], len(x.d.all))
		at := append(slices.Clip(x.keys), key)
		x.d.all = append(x.d.all, change{keys: at, old: x.a.get(key), new: x.b.get(key), group: len(x.d.all)})
	}
}

// paid joins a price that takes the place of an amount, or the other way round, with the machines it is for.
func (x binder) paid(amounts ...string) {
	if x.turned("price") && x.turned(amounts...) {
		x.join(amounts, []string{"price", "fleet"})
	}
}

// dated joins the start with a ramp that is written in months, not as a length.
func (x binder) dated() {
	if x.changed("start") && (byMonth(x.a.get("ramp")) || byMonth(x.b.get("ramp"))) {
		x.join([]string{"start", "ramp"})
	}
}

func byMonth(ramp *node) bool {
	full := ramp.get("full")
	return full != nil && full.value.dated || ramp != nil && ramp.has("steps", "points")
}

// bindReferences joins a contract, a market price or a row of the catalogue that only one side has with what names it.
func (d *differ) bindReferences() {
	kinds := map[string]reference{"contracts": toContract, "market": toAccelerator, "catalog": toAccelerator}
	for i := range d.all {
		c := &d.all[i]
		if len(c.keys) != 2 || c.old != nil && c.new != nil || kinds[c.keys[0]] == 0 {
			continue
		}
		for j := range d.all {
			names := func(n *node) bool { return n.mentions(kinds[c.keys[0]], c.keys[1], c.keys[0] == "catalog") }
			if i != j && (names(d.all[j].old) || names(d.all[j].new)) {
				d.join(i, j)
			}
		}
	}
}

// mentions reports whether a tree names an item, as a value or, with keys, also as a key.
func (n *node) mentions(what reference, id string, keys bool) bool {
	if n == nil {
		return false
	}
	if n.form == scalarForm {
		return n.spec.kind.refers == what && n.text == id
	}
	found := keys && n.spec.keys != nil && n.spec.keys.refers == what && n.get(id) != nil
	n.children(func(_ string, child *node) { found = found || child.mentions(what, id, keys) })
	return found
}

// bindDefaults joins what differs in contracts because one value of the scenario's defaults does, and calls it that.
func (d *differ) bindDefaults() {
	first := map[string]int{}
	for i := range d.all {
		c := &d.all[i]
		if len(c.keys) != 3 || c.keys[0] != "contracts" || d.base.states(c.keys) || d.variant.states(c.keys) ||
			!slices.ContainsFunc(operation, func(f field) bool { return f.key == c.keys[2] }) {
			continue
		}
		c.path = join("defaults", c.keys[2])
		if at, ok := first[c.path]; ok {
			d.join(at, i)
		} else {
			first[c.path] = i
		}
	}
}

// states reports whether a side's own tree has something at a path.
func (s side) states(keys []string) bool {
	_, exact := s.own.find(keys)
	return exact
}
