package scenarios

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"commitcast/model"
)

// setting is one path=value on its way into a tree.
type setting struct {
	c     *collector
	arg   place // where the argument begins
	value *node // as parsed; checked where it is put
	path  string
}

// assign lays the i-th of n settings over a tree, as if it were one more file, and says what it changes. A setting that
// cannot be made is reported and changes nothing.
func (l *loader) assign(tree *node, arg string, i, n int) (*node, *Change) {
	path, text, ok := strings.Cut(arg, "=")
	l.layers++
	f := &file{label: "--set", layer: l.layers, setting: i + 1, offset: utf8.RuneCountInString(path) + 1}
	if n > 1 {
		f.label = "--set[" + strconv.Itoa(i+1) + "]"
	}
	f.name = f.label
	s := setting{c: l.c, arg: place{f, 1, 1}, path: strings.TrimSpace(path)}
	if !ok || s.path == "" {
		l.c.add(s.arg, "", "write contracts.aws.delay=9mo", "%q must be path=value", short(arg))
		return tree, nil
	}
	if err := checkText([]byte(arg)); err != nil {
		l.c.add(s.arg, "", "", "%v", err)
		return tree, nil
	}
	if !s.addressed() {
		return tree, nil
	}
	if strings.HasPrefix(s.path, claimsKey+".") {
		l.c.add(s.arg, shortPath(s.path), claimsKey+"=null leaves all of them out", "cannot be set: claims are made in a file")
		return tree, nil
	}
	if s.value = parse([]byte(text), f, s.path, l.c, &l.entries); s.value == nil {
		return tree, nil
	}
	change := &Change{Path: s.path, Old: describe(tree, s.path), New: echoed(s.value)}
	out := s.into(tree, language, strings.Split(s.path, "."), "")
	if out == nil {
		return tree, nil
	}
	return out, change
}

// addressed reports a path that cannot be one.
func (s *setting) addressed() bool {
	for key := range strings.SplitSeq(s.path, ".") {
		switch {
		case key == "":
			s.c.add(s.arg, shortPath(s.path), "write contracts.aws.delay=9mo", "has a dot with no key beside it")
			return false
		case len(key) > maxKey:
			s.c.add(s.arg, "", "", "%q in the path is too long: a key has at most %d bytes", short(key), maxKey)
			return false
		}
	}
	return true
}

// echoed is what a node says, short enough to be shown in a line.
func echoed(n *node) string {
	const most = 200
	text := []rune(n.written())
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}

// describe is what a path says before a setting, short enough to be shown in a line.
func describe(tree *node, path string) string {
	if n, exact := tree.find(strings.Split(path, ".")); exact {
		return echoed(n)
	}
	return stands(tree, path)
}

// stands is what a tree says at a path, in full: as written, the default, or that it is not set.
func stands(tree *node, path string) string {
	keys := strings.Split(path, ".")
	n, exact := tree.find(keys)
	if exact {
		return n.written()
	}
	standard := ""
	if parent, ok := tree.find(keys[:len(keys)-1]); ok && parent.spec.members() != nil {
		standard = defaultOf(tree, parent, keys)
	} else if !ok {
		standard = deepDefault(tree, keys)
	}
	if standard == "" {
		return "not set"
	}
	return "default " + standard
}

// deepDefault is the default of a key in maps that are not there, and hold as if they were there with nothing in them; "" for
// one that has none.
func deepDefault(tree *node, keys []string) string {
	n := tree
	for n.child(keys[0]) != nil {
		n, keys = n.child(keys[0]), keys[1:]
	}
	as := n.spec
	for i, key := range keys {
		f := as.field(key)
		switch {
		case f == nil || f.refused != nil || f.spec.variant != nil:
			return ""
		case i == len(keys)-1:
			return f.standard
		}
		as = f.spec
	}
	return ""
}

// defaultOf is the default of a key that is not given in parent, "" when it has none.
func defaultOf(tree, parent *node, keys []string) string {
	key := keys[len(keys)-1]
	f := parent.spec.field(key)
	switch {
	case f == nil:
		return ""
	case key == "shape" && parent.spec.variant != nil:
		return parent.spec.variant(parent, nil)
	case key == "steepness" && parent.spec.variant != nil:
		return steepnessOf(parent)
	case parent.spec == prepayment && key == "apply":
		return applied(tree.get("contracts").get(keys[1]))
	case parent.spec == contract && tree.get("defaults").get(key) != nil:
		return tree.get("defaults").get(key).written()
	case parent.spec == contract && key == "provider":
		return keys[len(keys)-2]
	}
	return f.standard
}

// steepnessOf is the default of a ramp's steepness, "" for a shape that has none.
func steepnessOf(ramp *node) string {
	k := model.Shape(rampShape(ramp, nil)).DefaultSteepness()
	if k == 0 {
		return ""
	}
	return strconv.FormatFloat(k, 'g', -1, 64)
}

// into returns n with the value at the path below it; nil when that is not possible. n may be nil: what is not there yet
// is made.
func (s *setting) into(n *node, as *spec, keys []string, at string) *node {
	key := keys[0]
	inner := inside(n, as, key)
	if inner == nil {
		s.unknown(n, as, key, at)
		return nil
	}
	if inner.form() == listForm {
		return s.item(n, inner, keys, at)
	}
	if inner.keys != nil && inner.keys.canon != nil {
		key = inner.keys.canon(key)
	}
	out := newMap(inner, s.arg)
	if n != nil && n.spec == inner {
		out = n
	}
	if len(keys) == 1 {
		return s.put(out, key, at)
	}
	return s.below(out, key, keys[1:], at)
}

// put returns a map with the value under key.
func (s *setting) put(n *node, key, at string) *node {
	got := s.checked(n.spec.admits(key), join(at, key))
	if got == nil {
		return nil
	}
	over := newMap(n.spec, n.at)
	over.put(key, got)
	return merge(s.c, n, over, at)
}

// below returns a map with the value at a path below key.
func (s *setting) below(n *node, key string, keys []string, at string) *node {
	child, as, here := n.get(key), n.spec.admits(key), join(at, key)
	if child == nil && as.line && n.spec.keys != nil {
		s.missing(n, key, here)
		return nil
	}
	got := s.into(child, as, keys, here)
	if got == nil {
		return nil
	}
	out := n.copy()
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
	s.c.add(s.arg, at, s.c.offer(key, "what there is: ", there), "there is no %q to set", short(key))
}

// unknown reports a key that cannot stand where the path has it.
func (s *setting) unknown(n *node, as *spec, key, at string) {
	here := join(at, key)
	var known []string
	for _, a := range as.alternatives() {
		if a.form() == listForm {
			s.c.add(s.arg, here, "", "there is no %q to set", short(key))
			return
		}
		if f := a.field(key); f != nil && f.refused != nil {
			s.c.add(s.arg, here, f.refused.hint, "%s", f.refused.message)
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
	if near := Nearest(key, known); near != "" {
		s.c.add(s.arg, here, didYouMean(join(at, near)), "is not known")
		return
	}
	s.c.add(s.arg, here, s.c.offer(key, "keys here: ", known), "is not known")
}
