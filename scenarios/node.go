package scenarios

import (
	"slices"
	"strings"

	"commitcast/model"
)

// file is one source of YAML.
type file struct {
	label   string // as the user knows it, for problems
	name    string // within its root, for the origin of inputs: the same wherever the program is run
	builtin bool   // part of the embedded catalogue
	layer   int    // place in the order of what is laid over each other; settings come after all files
	setting int    // number of the setting it is, from 1; 0 for a file
	offset  int    // columns before the text in its first line: of a setting, those of its path
}

// place is a position in a file; line and column count from 1.
type place struct {
	file         *file
	line, column int
}

// place is the position of the file's text at a line and column of the parser's.
func (f *file) place(line, column int) place {
	if line == 1 {
		column += f.offset
	}
	return place{f, line, column}
}

// form is what a node looks like in YAML.
type form int

const (
	scalarForm form = iota + 1
	mapForm
	listForm
	nullForm // an explicit null: removes what an extended file says
)

func (f form) String() string {
	return [...]string{"", "a single value", "a map", "a list", "null"}[f]
}

// node is one value of a file: a scalar with its source text, a map in file order, a list or null. A nil node stands for
// what is not given; the reading methods accept it. Nodes are shared between merged trees and never changed once checked.
type node struct {
	form form
	spec *spec // what the check read it as
	at   place
	key  place // of the key it stands under; zero in a list

	text     string // of a scalar: as written, without quotes
	plain    bool   // written without quotes
	flow     bool   // a map or list written in { } or [ ]
	value    value  // of a scalar, once checked
	grade    model.Grade
	source   string
	sourceAt place

	keys   []string // of a map, in file order
	fields map[string]*node
	items  []*node // of a list
}

func newMap(s *spec, at place) *node {
	return &node{form: mapForm, spec: s, at: at, fields: map[string]*node{}}
}

// get is the node under key, nil where there is none.
func (n *node) get(key string) *node {
	if n == nil || n.form != mapForm {
		return nil
	}
	return n.fields[key]
}

// given is the scalar under key, or else the default of the key; nil when it has none.
func (n *node) given(key string) *node {
	if n == nil || n.form != mapForm {
		return nil
	}
	if got := n.fields[key]; got != nil {
		return got
	}
	return n.spec.standards()[key]
}

// has reports whether one of the keys is given.
func (n *node) has(keys ...string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return n.get(k) != nil })
}

// put sets a field in place, keeping the order of the keys.
func (n *node) put(key string, to *node) {
	if _, ok := n.fields[key]; !ok {
		n.keys = append(n.keys, key)
	}
	n.fields[key] = to
}

func (n *node) drop(key string) {
	if _, ok := n.fields[key]; ok {
		delete(n.fields, key)
		n.keys = slices.DeleteFunc(n.keys, func(k string) bool { return k == key })
	}
}

// copy is a shallow copy whose fields or items may be changed.
func (n *node) copy() *node {
	c := *n
	c.keys, c.items = slices.Clone(n.keys), slices.Clone(n.items)
	if n.fields != nil {
		c.fields = make(map[string]*node, len(n.fields))
		for k, v := range n.fields {
			c.fields[k] = v
		}
	}
	return &c
}

// number is the scalar's value in its base unit; Unknown for one that is not given.
func (n *node) number() float64 {
	if n == nil {
		return model.Unknown()
	}
	return n.value.number
}

// yes reports whether the scalar is true; it is not when it is not given.
func (n *node) yes() bool { return n != nil && n.value.number == 1 }

// str is the scalar's text, or what stands for a scalar that is not given.
func (n *node) str(otherwise string) string {
	if n == nil {
		return otherwise
	}
	return n.text
}

// month is the scalar's month; 0 for one that is not given.
func (n *node) month() model.Month {
	if n == nil {
		return 0
	}
	return n.value.date.Month()
}

// date is the scalar's day, of a month its first; 0 for one that is not given.
func (n *node) date() model.Date {
	if n == nil {
		return 0
	}
	return n.value.date
}

// whole is where the node begins for a reader: its key, if it has one.
func (n *node) whole() place {
	if n.key.line > 0 {
		return n.key
	}
	return n.at
}

// written is the node as a user would write it in one line.
func (n *node) written() string {
	switch n.form {
	case scalarForm:
		return n.text
	case nullForm:
		return "null"
	}
	var parts []string
	for _, k := range n.keys {
		parts = append(parts, k+": "+n.fields[k].written())
	}
	for _, item := range n.items {
		parts = append(parts, item.written())
	}
	if n.form == listForm {
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// label is the address of the i-th item of a list below the list's own: its name, or Y1, Y2 … for contract years.
func (n *node) label(i int) string {
	if n.spec != nil && n.spec.named {
		return n.items[i].get("name").str("")
	}
	return n.spec.itemLabel(i)
}

// children calls do for every node directly below n, which may be nil, in file order with the last part of its path.
func (n *node) children(do func(key string, child *node)) {
	if n == nil {
		return
	}
	for _, k := range n.keys {
		do(k, n.fields[k])
	}
	for i, item := range n.items {
		do(n.label(i), item)
	}
}

// find walks down a path; exact is false where only the way to it exists, and then found is the last node on it.
func (n *node) find(path []string) (found *node, exact bool) {
	for _, key := range path {
		next := n.child(key)
		if next == nil {
			return n, false
		}
		n = next
	}
	return n, true
}

func (n *node) child(key string) *node {
	if n.form != listForm {
		return n.get(key)
	}
	for i := range n.items {
		if n.label(i) == key {
			return n.items[i]
		}
	}
	return nil
}

// join appends a key to a path.
func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
