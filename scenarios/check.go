package scenarios

import (
	"slices"

	"commitcast/model"
)

// checker reads the nodes of one file as the language: every key known, every scalar of its kind. What is wrong is
// reported and left out of the result.
type checker struct {
	c *collector
}

// check is n read as s; nil when nothing of it can be used.
func (k checker) check(n *node, s *spec, path string) *node {
	if n.form == nullForm {
		return k.null(n, path)
	}
	if one := s.scalarSpec(); one != nil {
		if n.form == scalarForm {
			return k.scalar(n, one, path)
		}
		if n.get("value") != nil {
			return k.wrapper(n, one, path)
		}
	}
	chosen := s.choose(n)
	switch {
	case chosen == nil:
		k.c.add(n.at, path, "", "must be %s, is %s", s.accepts(), n.form)
		return nil
	case n.form == listForm:
		return k.list(n, chosen, path)
	case chosen.keys != nil:
		return k.table(n, chosen, path)
	}
	return k.record(n, chosen, path)
}

// null passes a null that is written out; an empty value is more often an oversight.
func (k checker) null(n *node, path string) *node {
	if n.text == "" {
		k.c.add(n.at, path, "null removes what an extended file says", "has no value")
		return nil
	}
	return n
}

func (k checker) scalar(n *node, s *spec, path string) *node {
	v, bad := s.kind.parse(n.text)
	if bad != nil {
		message, hint := bad.message, bad.hint
		if hint == "" && !s.kind.text {
			hint = "must be " + s.kind.accepts
		}
		k.c.add(n.at, path, hint, "%s", message)
		return nil
	}
	out := *n
	out.spec, out.value = s, v
	return &out
}

// wrapper reads {value, source, grade}, which counts as one scalar.
func (k checker) wrapper(n *node, s *spec, path string) *node {
	known := []string{"value", "source", "grade"}
	for _, key := range n.keys {
		if !slices.Contains(known, key) {
			k.c.add(n.fields[key].whole(), path, k.c.offer(key, "its keys: ", known),
				"%q is not a key of a value with its source", short(key))
		}
	}
	v := n.get("value")
	if v.form != scalarForm {
		k.c.add(v.at, path, "null in place of the whole removes it", "must be %s, is %s", s.kind.accepts, v.form)
		return nil
	}
	out := k.scalar(v, s, path)
	if out != nil {
		out.key = n.key
		k.state(out, n, path)
	}
	return out
}

// state gives a scalar the source and grade that stand in from.
func (k checker) state(to, from *node, path string) {
	if src := k.word(from, "source", sourceID, path); src != nil {
		to.source, to.sourceAt = src.text, src.at
	}
	if g := k.word(from, "grade", gradeWord, path); g != nil {
		to.grade = model.Grade(g.text)
	}
}

// word is a scalar that takes no source of its own.
func (k checker) word(from *node, key string, as *kind, path string) *node {
	n := from.get(key)
	if n == nil {
		return nil
	}
	if n.form != scalarForm {
		k.c.add(n.at, join(path, key), "", "must be %s, is %s", as.accepts, n.form)
		return nil
	}
	return k.scalar(n, scalar(as), join(path, key))
}

func (k checker) record(n *node, s *spec, path string) *node {
	out := newMap(s, n.at)
	out.key = n.key
	if s.dotted {
		n = k.expand(n, path)
	}
	for _, key := range n.keys {
		child, at := n.fields[key], join(path, key)
		f := s.field(key)
		switch {
		case f == nil:
			k.c.add(child.whole(), at, k.c.offer(key, "keys here: ", s.known()), "is not known")
			continue
		case f.refused != nil:
			k.c.add(child.whole(), at, f.refused.hint, "%s", f.refused.message)
			continue
		}
		if got := k.check(child, f.spec, at); got != nil {
			out.put(key, got)
		}
	}
	k.rivals(out, path)
	if s.line {
		k.inherit(out)
	}
	return out
}

// rivals reports keys that exclude each other: of each group after the first that is given, its first key.
func (k checker) rivals(n *node, path string) {
	told := map[string]bool{}
	for _, r := range n.spec.rivals {
		first, reported := "", map[int]bool{}
		for _, key := range n.keys {
			group := r.group(key)
			switch {
			case group < 0 || n.fields[key].form == nullForm:
			case first == "":
				first = key
			case group != r.group(first) && !reported[group] && !told[key]:
				reported[group], told[key] = true, true
				k.c.add(n.fields[key].whole(), join(path, key), "give one of them", "cannot stand beside %s", first)
			}
		}
	}
}

// inherit gives the scalars of a line the line's own source and grade, where they state none. What is assumed has no
// source but its own.
func (k checker) inherit(line *node) {
	var source, grade *node
	if source = line.get("source"); source != nil && source.form != scalarForm {
		source = nil
	}
	if grade = line.get("grade"); grade != nil && grade.form != scalarForm {
		grade = nil
	}
	if source == nil && grade == nil {
		return
	}
	var give func(n *node)
	give = func(n *node) {
		if n.form == scalarForm && !n.spec.unlisted {
			if n.source == "" && n.grade != model.Assumed && source != nil {
				n.source, n.sourceAt = source.text, source.at
			}
			if n.grade == "" && grade != nil {
				n.grade = model.Grade(grade.text)
			}
		}
		n.children(func(_ string, child *node) { give(child) })
	}
	give(line)
}

func (k checker) table(n *node, s *spec, path string) *node {
	if !k.c.limited(n, s.most, path) {
		return nil
	}
	out := newMap(s, n.at)
	out.key = n.key
	for _, key := range n.keys {
		child := n.fields[key]
		if _, bad := s.keys.parse(key); bad != nil {
			hint := bad.hint
			if hint == "" {
				hint = "a key here must be " + s.keys.accepts
			}
			k.c.add(child.whole(), join(path, key), hint, "%s", bad.message)
			continue
		}
		if s.keys.canon != nil {
			key = s.keys.canon(key)
		}
		if out.get(key) != nil {
			k.c.add(child.whole(), join(path, key), "", "is given twice")
			continue
		}
		if got := k.check(wrapped(child, s.admits(key)), s.admits(key), join(path, key)); got != nil {
			out.put(key, got)
		}
	}
	return out
}

// wrapped is a node, or where a map may be written as its value alone that map.
func wrapped(n *node, s *spec) *node {
	if !s.bare || n.form == mapForm || n.form == nullForm {
		return n
	}
	out := newMap(nil, n.at)
	out.key = n.key
	out.put("value", n)
	return out
}

// yearKey writes a contract year as Y3, however it was given.
func yearKey(key string) string {
	if m := yearRank.FindStringSubmatch(key); m != nil {
		return "Y" + m[1]
	}
	return key
}

func (k checker) list(n *node, s *spec, path string) *node {
	out := &node{form: listForm, spec: s, at: n.at, key: n.key}
	seen := map[string]bool{}
	for i, item := range n.items {
		at := join(path, s.itemLabel(i))
		if s.named {
			at = join(path, short(item.get("name").str("?")))
		}
		if item.form == nullForm {
			k.c.add(item.at, at, "", "null cannot stand in a list")
			continue
		}
		got := k.check(item, s.each, at)
		if got == nil {
			continue
		}
		if s.named && !k.named(got, item, seen, path) {
			continue
		}
		out.items = append(out.items, got)
	}
	return out
}

// named reports an item without a name of its own. Of a name that is none, raw has it and the item has not: that is said already.
func (k checker) named(item, raw *node, seen map[string]bool, path string) bool {
	n := item.get("name")
	switch given := raw.get("name"); {
	case n == nil && given != nil && given.form != nullForm:
		return false
	case n == nil || n.form != scalarForm:
		k.c.add(item.at, path, "items of this list are addressed by name", "has an item without a name")
		return false
	case seen[n.text]:
		k.c.add(n.at, join(path, n.text), "", "is the name of two items")
		return false
	}
	seen[n.text] = true
	return true
}
