package scenarios

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// setting is one path=value on its way into a tree.
type setting struct {
	c     *collector
	arg   place // where the argument begins
	value *node // as parsed; checked where it is put
	path  string
}

// assign lays one setting over a tree, as if it were one more file, and says what it changed. A setting that cannot be
// made is reported and changes nothing.
func assign(c *collector, tree *node, arg string) (*node, Change) {
	path, text, ok := strings.Cut(arg, "=")
	f := &file{label: "--set", name: "--set", offset: utf8.RuneCountInString(path) + 1}
	s := setting{c: c, arg: place{f, 1, 1}}
	s.path = strings.TrimSpace(path)
	change := Change{Path: s.path}
	if !ok || s.path == "" {
		c.add(s.arg, "", "write contracts.aws.delay=9mo", "%q is no setting path=value", short(arg))
		return tree, change
	}
	if err := checkText([]byte(arg)); err != nil {
		c.add(s.arg, "", "", "%v", err)
		return tree, change
	}
	if s.value = parse([]byte(text), f, s.path, c); s.value == nil {
		return tree, change
	}
	change.Old, change.New = describe(tree, s.path), s.value.written()
	out := s.into(tree, language, strings.Split(s.path, "."), "")
	if out == nil {
		return tree, change
	}
	return out, change
}

// describe is what a path says before a setting: as written, the default, or that it is not set.
func describe(tree *node, path string) string {
	keys := strings.Split(path, ".")
	n, exact := tree.find(keys)
	if exact {
		return n.written()
	}
	if parent, ok := tree.find(keys[:len(keys)-1]); ok && parent.spec.fields != nil {
		if standard := defaultOf(tree, parent, keys); standard != "" {
			return "default " + standard
		}
	}
	return "not set"
}

// defaultOf is the default of a key that is not given in parent, "" when it has none.
func defaultOf(tree, parent *node, keys []string) string {
	key := keys[len(keys)-1]
	f := parent.spec.field(key)
	switch {
	case f == nil:
		return ""
	case parent.spec == contract && tree.get("defaults").get(key) != nil:
		return tree.get("defaults").get(key).written()
	case parent.spec == contract && key == "provider":
		return keys[len(keys)-2]
	}
	return f.standard
}

// into returns n with the value at the path below it; nil when that is not possible. n may be nil: what is not there yet
// is made.
func (s *setting) into(n *node, as *spec, keys []string, at string) *node {
	key, last := keys[0], len(keys) == 1
	inner := inside(n, as, key)
	if inner == nil {
		s.unknown(n, as, key, at)
		return nil
	}
	if inner.form() == listForm {
		return s.item(n, inner, keys, at)
	}
	if inner.keys == anyYear {
		key = yearKey(key)
	}
	out := newMap(inner, s.arg)
	if n != nil && n.spec == inner {
		out = n
	}
	below := inner.admits(key)
	here := join(at, key)
	if last {
		got := s.checked(below, here)
		if got == nil {
			return nil
		}
		over := newMap(inner, out.at)
		over.put(key, got)
		return merge(s.c, out, over, at)
	}
	child := out.get(key)
	if child == nil && below.line && inner.keys != nil {
		s.missing(out, key, here)
		return nil
	}
	got := s.into(child, below, keys[1:], here)
	if got == nil {
		return nil
	}
	out = out.copy()
	out.dropRivals(key)
	out.put(key, got)
	return out
}

// checked is the value read as what belongs there.
func (s *setting) checked(as *spec, at string) *node {
	value := *s.value
	value.key = s.arg
	if value.form == nullForm && value.text == "" {
		s.c.add(s.value.at, at, "null removes it", "has no value")
		return nil
	}
	if at == "extends" {
		s.c.add(s.arg, at, "", "cannot be set: the files are read already")
		return nil
	}
	before := len(s.c.list)
	got := checker{s.c}.check(&value, as, at)
	if len(s.c.list) > before {
		return nil
	}
	return got
}

// inside is the alternative of a spec that has something under key: what stands there already, if it has.
func inside(n *node, as *spec, key string) *spec {
	if n != nil && n.form != scalarForm && n.spec.admits(key) != nil {
		return n.spec
	}
	for _, a := range as.alternatives() {
		if a.kind == nil && a.form() == mapForm && a.admits(key) != nil {
			return a
		}
	}
	return nil
}

// item sets one item of a list, addressed by its name or contract year.
func (s *setting) item(n *node, as *spec, keys []string, at string) *node {
	here := join(at, keys[0])
	for i := range n.items {
		if n.label(i) != keys[0] {
			continue
		}
		out := n.copy()
		if len(keys) > 1 {
			got := s.into(n.items[i], as.each, keys[1:], here)
			if got == nil {
				return nil
			}
			out.items[i] = got
			return out
		}
		if s.value.form == nullForm && s.value.text != "" {
			return s.remove(out, i, here)
		}
		got := s.checked(as.each, here)
		if got == nil {
			return nil
		}
		out.items[i] = merge(s.c, n.items[i], got, here)
		return out
	}
	s.missing(n, keys[0], here)
	return nil
}

// remove takes an item out of a list whose items have names; contract years would move.
func (s *setting) remove(out *node, i int, at string) *node {
	if !out.spec.named {
		s.c.add(s.value.at, at, "set the whole list", "cannot be removed: the years after it would move")
		return nil
	}
	out.items = slices.Delete(out.items, i, i+1)
	return out
}

// missing reports a line or an item that does not exist.
func (s *setting) missing(n *node, key, at string) {
	var there []string
	n.children(func(k string, _ *node) { there = append(there, k) })
	hint := s.c.nearest(key, there)
	if hint == "" && len(there) > 0 && len(there) <= 12 {
		hint = "there are " + strings.Join(there, ", ")
	}
	s.c.add(s.arg, at, hint, "there is no %q to set", short(key))
}

// unknown reports a key that cannot stand where the path has it.
func (s *setting) unknown(n *node, as *spec, key, at string) {
	var known []string
	for _, a := range as.alternatives() {
		if a.form() == listForm {
			s.c.add(s.arg, join(at, key), "", "there is no %q to set", short(key))
			return
		}
		if f := a.field(key); f != nil && f.later {
			s.c.add(s.arg, join(at, key), "", "%s is not supported yet", key)
			return
		}
		known = append(known, a.known()...)
		if a.keys != nil && n != nil {
			known = append(known, n.keys...)
		}
	}
	if len(known) == 0 && as.kind != nil {
		s.c.add(s.arg, s.path, "", "%s is a single value: nothing lies below it", at)
		return
	}
	near := Nearest(key, known)
	if near != "" {
		near = join(at, near)
	}
	s.c.add(s.arg, join(at, key), didYouMean(near), "is not known")
}
