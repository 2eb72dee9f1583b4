package scenarios

import (
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"commitcast/model"
)

// Options say how a scenario is loaded.
type Options struct {
	Root  string    // folder that extends may not leave; "" is the folder of the file, or the current one for standard input
	Sets  []string  // settings path=value, laid over the file in order
	Stdin io.Reader // what the file "-" is read from
}

// Loaded is a scenario that was read, checked and found valid.
type Loaded struct {
	Scenario *model.Scenario
	Changes  []Change // one a setting, to be shown to the user
	tree     *node
}

// Change is what one setting did. Old and New are as written; Old is "not set", or "default" and the default, where the
// scenario said nothing.
type Change struct{ Path, Old, New string }

// Load reads the scenario in a file, on standard input ("-") or of the embedded library (its name); a file that exists
// goes before a name. Problems are all that is wrong with what the user wrote. An error that is fs.ErrNotExist says that
// there is no such file; any other is the system's.
func Load(file string, o Options) (*Loaded, error) {
	l := &loader{c: &collector{}, merged: map[string]*node{}}
	tree, err := l.open(file, o)
	if err != nil {
		return nil, err
	}
	if tree == nil {
		return nil, l.c.err()
	}
	loaded := &Loaded{}
	for _, arg := range o.Sets {
		var change Change
		tree, change = assign(l.c, tree, arg)
		loaded.Changes = append(loaded.Changes, change)
	}
	tree = inCurrency(tree)
	loaded.tree = tree
	refer(l.c, tree)
	if l.c.broken() {
		return nil, l.c.err()
	}
	loaded.Scenario = l.model(tree)
	if err := l.c.err(); err != nil {
		return nil, err
	}
	return loaded, nil
}

// model decodes a tree and checks it as a whole. Where there are problems already, those that may only follow from them
// are not reported.
func (l *loader) model(tree *node) *model.Scenario {
	seen := l.c.paths()
	before := len(seen)
	s := decode(l.c, tree, path.Base(l.name))
	l.c.filter(before, func(path string) bool {
		return !slices.ContainsFunc(seen, func(p string) bool { return related(p, path) })
	})
	seen = l.c.paths()
	for _, p := range s.Validate() {
		if len(seen) > 0 && mayFollow(tree, p.Path, seen) {
			continue
		}
		if p.Path == "contracts" && p.Hint == "" && len(s.Contracts) == 0 {
			p.Hint = "a file without contracts is there to be extended by another: extends: " + l.name
		}
		l.c.addProblem(locate(tree, p.Path), p)
	}
	return s
}

// mayFollow reports whether a problem at path may only follow from those seen already: one of the whole scenario, one at
// or around a path seen, or, in a line with problems, one that takes more than its own scalar to tell.
func mayFollow(tree *node, path string, seen []string) bool {
	n, exact := tree.find(strings.Split(path, "."))
	own := exact && n.form == scalarForm && !strings.Contains(path, ".minimums")
	return !strings.Contains(path, ".") || slices.ContainsFunc(seen, func(p string) bool {
		return related(p, path) || !own && line(p) == line(path)
	})
}

// related reports whether one path is the other or leads to it.
func related(a, b string) bool {
	return a == b || strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
}

// line is the part of a path that names a line: contracts.aws.
func line(path string) string {
	parts := strings.SplitN(path, ".", 3)
	return strings.Join(parts[:min(2, len(parts))], ".")
}

// locate is the place of a path, or of what exists on the way to it.
func locate(tree *node, path string) place {
	n, exact := tree.find(strings.Split(path, "."))
	if exact {
		return n.at
	}
	return n.whole()
}

// loader reads files of one root and merges what they extend.
type loader struct {
	c      *collector
	root   fs.FS
	prefix string // of labels: the root as the user named it
	stack  []string
	name   string            // of the file that was asked for, within the root
	merged map[string]*node  // by name; nil for one that has no tree
	given  map[string][]byte // the file that was asked for, where it is not read through the root
}

// open finds the file, reads it with all it extends and merges it over the catalogue. The tree is nil when no file of it
// can be used.
func (l *loader) open(name string, o Options) (*node, error) {
	builtin, err := catalogue()
	if err != nil {
		return nil, err
	}
	name, closeRoot, err := l.enter(name, o)
	if err != nil {
		return nil, l.blame(name, err)
	}
	defer closeRoot()
	l.name = name
	tree, err := l.load(name, place{})
	if err != nil {
		return nil, l.blame(name, err)
	}
	if tree == nil {
		return nil, nil
	}
	all := merge(l.c, builtin, tree, "")
	all.at = tree.at
	all.keys = union(tree.keys, all.keys) // the scenario's own order first
	return all, nil
}

// union is a followed by what of b is not in it.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(a, s) {
			out = append(out, s)
		}
	}
	return out
}

// blame turns what is the user's fault into a problem of the file.
func (l *loader) blame(name string, err error) error {
	r := asRefusal(err)
	if r == nil {
		return err
	}
	l.c.add(r.place(l.file(name)), "", r.hint, "%s", r.message)
	return l.c.err()
}

// file is the file of a name within the root.
func (l *loader) file(name string) *file {
	if name == "-" {
		return &file{label: "-", name: "-"}
	}
	return &file{label: filepath.Join(l.prefix, filepath.FromSlash(name)), name: name}
}
