package scenarios

import (
	"slices"
	"strings"

	"commitcast/model"
)

// child is what stands under a key of n, or the default that holds there; nil for neither.
func (s side) child(n *node, key string, keys []string) *node {
	if got := n.child(key); got != nil || n.form != mapForm {
		return got
	}
	f := n.spec.field(key)
	if f == nil || f.spec.scalarSpec() == nil {
		return nil
	}
	text := defaultOf(s.tree, n, keys)
	v, bad := f.spec.scalarSpec().kind.parse(text)
	if text == "" || bad != nil {
		return nil
	}
	return &node{form: scalarForm, spec: f.spec.scalarSpec(), text: text, value: v}
}

// filled is n, or where n is nil and other a map or list that holds as well with nothing in it that without anything: lines and named
// items, and clauses that need no key. No ramp is full capacity at once.
func filled(n, other *node) *node {
	if n != nil || other == nil || other.form == scalarForm {
		return n
	}
	s := other.spec
	if items := s.each != nil && s.each.line; !items && (s.members() == nil || s.line || slices.ContainsFunc(s.members(), isRequired)) {
		return n
	}
	out := newMap(s, place{})
	out.form = other.form
	if s == ramp {
		out.put("shape", &node{form: scalarForm, spec: ramp.field("shape").spec, text: string(model.Immediate)})
	}
	return out
}

func isRequired(f field) bool { return f.required }

// textual reports whether no number comes from what stands under a key.
func textual(s *spec, key string) bool {
	under := s.admits(key)
	if under == nil {
		return true
	}
	one := under.scalarSpec()
	if one == nil {
		return false
	}
	switch one.kind {
	case prose, sourceID, gradeWord, filePath, currency, name:
		return true
	case title:
		return key != "provider" // by which spend is concentrated
	}
	return false
}

// signature writes all that numbers come from in a node at a place, with its defaults: two nodes that say the same have the same.
func (s side) signature(n *node, keys []string) string {
	var b strings.Builder
	s.sign(&b, n, keys)
	return b.String()
}

func (s side) sign(b *strings.Builder, n *node, keys []string) {
	switch {
	case n == nil:
		return
	case n.form == scalarForm:
		b.WriteString(n.spec.kind.canonical(n.text, n.value))
		return
	}
	b.WriteString("{")
	for _, key := range signed(n) {
		at := append(slices.Clip(keys), key)
		if child := s.child(n, key, at); child != nil {
			b.WriteString(key + "=")
			s.sign(b, child, at)
			b.WriteString(";")
		}
	}
	b.WriteString("}")
}

// signed are the keys of a node that numbers come from: of a map with known keys all of them, otherwise those there are, by name.
func signed(n *node) []string {
	var keys []string
	if fields := n.spec.members(); n.form == mapForm && fields != nil {
		for i := range fields {
			if f := &fields[i]; f.refused == nil && !textual(n.spec, f.key) {
				keys = append(keys, f.key)
			}
		}
		return keys
	}
	n.children(func(key string, _ *node) { keys = append(keys, key) })
	if n.form == mapForm || n.spec.named {
		slices.Sort(keys)
	}
	return keys
}
