package scenarios

import (
	"io"
	"io/fs"
	"slices"

	"commitcast/model"
)

// Options say how a scenario is loaded.
type Options struct {
	Root  string    // folder that extends may not leave; "" is the folder of the file, or the current one for standard input
	Sets  []string  // settings path=value, laid over the file in order; problems call the only one --set, else --set[2]
	Stdin io.Reader // what the file "-" is read from
}

// Loaded is what was read of a scenario.
type Loaded struct {
	Scenario *model.Scenario // checked and valid; nil when there are Problems
	Changes  []Change        // of the settings that can be made, in order; none when the file itself cannot be used
	Claims   []Claim         // competing reports, path by path in the order of the file; none when there are Problems
	Unfit    []model.Warning // claims that are left out, for they do not fit what is laid over them by a later file or a setting
	Files    []string        // every file read, as it can be opened from the current folder; none embedded, no standard input

	tree       *node   // what the scenario was made of
	merged     *node   // the same with claims, and with the catalogue's prices also in a currency that they are not in
	quantified *node   // what its numbers come from, with the defaults in the contracts
	loader     *loader // that read it; no longer used but to begin others
}

// Change is what one setting does. Old and New are as written, long ones cut; Old is "not set", or "default" and the
// default, where the scenario says nothing.
type Change struct{ Path, Old, New string }

// Load reads the scenario in a file, on standard input ("-") or of the embedded library (its name); a file that exists
// goes before a name. Problems are all that is wrong with what the user wrote; the Loaded that comes with them has no
// scenario, but the files that were read and what the settings would change. With any other error it is nil: one that is
// fs.ErrNotExist says that there is no such file, the rest are the system's.
func Load(file string, o Options) (*Loaded, error) {
	l := newLoader()
	tree, err := l.open(file, o)
	if err != nil {
		return nil, err
	}
	loaded, top := &Loaded{Files: l.files}, l.layers
	if tree != nil {
		l.finish(loaded, tree, o.Sets)
	}
	if tree != nil && len(l.c.list) == 0 {
		l.claims(loaded, tree, top)
	}
	if err := l.c.err(); err != nil {
		loaded.Scenario, loaded.Claims, loaded.Unfit = nil, nil, nil
		return loaded, err
	}
	return loaded, nil
}

// finish lays the settings over a tree and makes a scenario of it, as far as its problems allow.
func (l *loader) finish(loaded *Loaded, tree *node, sets []string) {
	for i, arg := range sets {
		var change *Change
		if tree, change = l.assign(tree, arg, i, len(sets)); change != nil {
			loaded.Changes = append(loaded.Changes, *change)
		}
	}
	loaded.merged, loaded.loader = tree, l
	loaded.tree = inCurrency(settled(tree))
	loaded.quantified = effective(loaded.tree)
	loaded.Scenario = l.scenario(loaded.tree)
}

// scenario makes a scenario of a tree, as far as its problems allow; nil where they do not.
func (l *loader) scenario(tree *node) *model.Scenario {
	if l.c.broken() || !l.limited(tree) {
		return nil
	}
	if refer(l.c, tree); l.c.broken() {
		return nil
	}
	return l.model(tree)
}

// limited reports maps that have more entries than they may once files and settings are merged.
func (l *loader) limited(tree *node) bool {
	good := true
	tree.children(func(key string, n *node) { good = l.c.limited(n, n.spec.most, key) && good })
	return good
}

// loader reads files of one root, and of the embedded library, and merges what they extend.
type loader struct {
	c      *collector
	root   fs.FS
	prefix string // of the names of files: the root as the user named it
	main   ref    // the file that was asked for
	given  map[ref][]byte

	stack   []ref
	merged  map[ref]*node // nil for a file that cannot be used
	files   []string      // read so far, as they can be opened from the current folder
	named   int           // files named by others so far
	layers  int           // files laid over each other so far
	bytes   int           // read so far
	entries meter
	stopped bool // a limit of all files together is reached
}

func newLoader() *loader {
	return &loader{c: &collector{}, given: map[ref][]byte{}, merged: map[ref]*node{}}
}

// open finds the file, reads it with all it extends and merges it over the catalogue. The tree is nil when no file of it
// can be used.
func (l *loader) open(name string, o Options) (*node, error) {
	go catalogue() // is read meanwhile
	closeRoot, err := l.enter(name, o)
	if err != nil {
		return nil, l.blame(err)
	}
	defer closeRoot()
	tree, err := l.load(l.main, place{})
	if err != nil {
		return nil, l.blame(err)
	}
	if tree == nil {
		return nil, nil
	}
	builtin, err := catalogue()
	if err != nil {
		return nil, err
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

// blame makes what is the user's fault a problem of the file that was asked for; another error is returned.
func (l *loader) blame(err error) error {
	r := asRefusal(err)
	if r == nil {
		return err
	}
	l.c.add(r.place(l.file(l.main)), "", r.hint, "%s", r.message)
	return nil
}
