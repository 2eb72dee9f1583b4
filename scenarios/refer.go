package scenarios

import "commitcast/model"

// referee checks what one part of a merged scenario says of another: accelerators, sources and contracts that are named
// must exist, and money must be in the scenario's currency.
type referee struct {
	c        *collector
	root     *node
	currency string
	reported map[place]bool // a source of a line stands behind many scalars
}

func refer(c *collector, root *node) {
	r := referee{c, root, root.given("currency").text, map[place]bool{}}
	r.walk(root, "")
}

func (r *referee) walk(n *node, path string) {
	if n.form == scalarForm {
		r.scalar(n, path)
		return
	}
	if own := n.get("source"); own != nil && n.spec.line { // first: it stands with every scalar of the line
		r.scalar(own, join(path, "source"))
	}
	n.children(func(key string, child *node) {
		at := join(path, key)
		if n.spec.keys != nil && n.spec.keys.refers != 0 {
			r.exists(n.spec.keys.refers, key, child.whole(), at)
		}
		r.walk(child, at)
	})
}

func (r *referee) scalar(n *node, path string) {
	k := n.spec.kind
	if k.refers != 0 && !(k.refers == toSource && r.reported[n.at]) {
		r.reported[n.at] = true
		r.exists(k.refers, n.text, n.at, path)
	}
	if n.source != "" && !r.reported[n.sourceAt] {
		r.reported[n.sourceAt] = true
		r.exists(toSource, n.source, n.sourceAt, join(path, "source"))
	}
	if mark := n.value.currency; k.money && mark != "" && !model.StandsFor(mark, r.currency) {
		r.c.add(n.at, path, "a scenario has one currency", "%s is not in the scenario's currency, %s", short(n.text), r.currency)
	}
}

func (r *referee) exists(what reference, id string, at place, path string) {
	group, message, others := "catalog", "%q is not in the accelerator catalogue", "accelerators: "
	switch what {
	case toContract:
		group, message, others = "contracts", "there is no contract %q", "contracts: "
	case toSource:
		group, message, others = "sources", "there is no source %q", "sources: "
	}
	known := r.root.get(group)
	if known.get(id) != nil {
		return
	}
	var ids []string
	known.sorted(func(id string, n *node) {
		if what != toSource || !n.builtin() { // the catalogue's sources are its own
			ids = append(ids, id)
		}
	})
	r.c.add(at, path, r.c.offer(id, others, ids), message, short(id))
}

// catalogueCurrency is the currency of the embedded catalogue's prices.
const catalogueCurrency = "USD"

// inCurrency is a merged tree without the embedded catalogue's prices when the scenario is in another currency: nothing
// can be held against them.
func inCurrency(root *node) *node {
	if root.given("currency").text == catalogueCurrency {
		return root
	}
	out := root.copy()
	for _, key := range []string{"catalog", "plausibility"} {
		if n := out.get(key); n != nil {
			out.put(key, withoutForeign(n))
		}
	}
	return out
}

// withoutForeign is n without the embedded amounts of money in it, and without maps that held nothing else.
func withoutForeign(n *node) *node {
	out := n.copy()
	for _, key := range n.keys {
		child := n.fields[key]
		if child.form == mapForm {
			child = withoutForeign(child)
			out.put(key, child)
		}
		foreign := child.form == scalarForm && child.spec.kind.money && child.builtin()
		if foreign || child.form == mapForm && len(child.keys) == 0 {
			out.drop(key)
		}
	}
	return out
}
