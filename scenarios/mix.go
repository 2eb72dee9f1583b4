package scenarios

import (
	"errors"
	"slices"

	"commitcast/model"
)

// Mix is the base with some of the differences from its variant made, those that take says. With none of them it has the numbers of the
// base, with all of them those of the variant, to the last bit; its name, texts, sources and inputs are the base's, and nothing in it
// is uncertain or checked. all must be what Differences says of the two. Several may be mixed at once. The error is Problems without
// places: what is wrong with a scenario that has only those differences.
func Mix(base, variant *Loaded, all []Difference, take []bool) (*model.Scenario, error) {
	if len(take) != len(all) {
		return nil, errors.New("every difference is either taken or not")
	}
	out, to := base.quantified, variant.quantified
	for i := range all {
		if !take[i] {
			continue
		}
		for _, e := range all[i].edits {
			out = out.become(to, e.keys)
		}
	}
	if !slices.Contains(take, false) && len(take) > 0 {
		out = out.arranged(to)
	}
	return mixture(base.Scenario, out)
}

// mixture is a scenario with the numbers of a tree and all else of its base.
func mixture(base *model.Scenario, tree *node) (*model.Scenario, error) {
	d := decoder{&collector{}, tree}
	s := d.numbers()
	s.File, s.Name, s.Title, s.Description = base.File, base.Name, base.Title, base.Description
	s.Inputs, s.Sources = base.Inputs, base.Sources
	for _, p := range s.Validate() {
		d.c.addProblem(place{}, p)
	}
	if err := d.c.err(); err != nil {
		return nil, err
	}
	return s, nil
}

// become is a tree that has at one place what another of the same kind has there, or nothing where that has nothing. Maps and lists
// that are left with nothing in them go.
func (n *node) become(other *node, keys []string) *node {
	key := keys[0]
	child, theirs := n.child(key), other.child(key)
	if len(keys) > 1 {
		switch {
		case child == nil && theirs == nil:
			return n
		case child == nil:
			child = &node{form: theirs.form, spec: theirs.spec, at: theirs.at, key: theirs.key, fields: map[string]*node{}}
		case theirs == nil:
			theirs = &node{form: child.form, spec: child.spec}
		}
		theirs = child.become(theirs, keys[1:])
		if len(theirs.keys)+len(theirs.items) == 0 {
			theirs = nil
		}
	}
	out := n.copy()
	out.replace(key, theirs)
	return out
}

// replace puts something at a key or in place of a list's item of that name; nil removes it.
func (n *node) replace(key string, to *node) {
	if n.form == mapForm {
		if to == nil {
			n.drop(key)
		} else {
			n.put(key, to)
		}
		return
	}
	i := slices.IndexFunc(n.items, func(item *node) bool { return item.get("name").str("") == key })
	switch {
	case i < 0 && to != nil:
		n.items = append(n.items, to)
	case i >= 0 && to != nil:
		n.items[i] = to
	case i >= 0:
		n.items = slices.Delete(n.items, i, i+1)
	}
}

// arranged is a tree with its lines and items in the order that another, which has the same, has them in.
func (n *node) arranged(other *node) *node {
	if n == nil || other == nil || n.form == scalarForm || n.form != other.form {
		return n
	}
	out := n.copy()
	if n.form == listForm && n.spec.named {
		out.items = nil
		other.children(func(key string, theirs *node) { out.items = append(out.items, n.child(key).arranged(theirs)) })
		return out
	}
	for _, key := range n.keys {
		out.fields[key] = n.fields[key].arranged(other.get(key))
	}
	if n.spec.ordered {
		out.keys = slices.Clone(other.keys)
	}
	return out
}
