package scenarios

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Limits of what one scenario extends.
const (
	maxChain = 16 // files that extend each other
	maxFiles = 64 // of one scenario
)

// load reads a file with all it extends, once. The tree is nil when the file cannot be read as YAML; the problems say why.
func (l *loader) load(name string, by place) (*node, error) {
	if tree, done := l.merged[name]; done {
		return tree, nil
	}
	f := l.file(name)
	b, given := l.given[name]
	if !given {
		var err error
		if b, err = readFile(l.root, name); err != nil {
			return nil, l.cannotExtend(name, f, by, err)
		}
	}
	tree, err := l.layer(b, f)
	l.merged[name] = tree
	return tree, err
}

// cannotExtend makes what is wrong with an extended file a problem of the line that names it.
func (l *loader) cannotExtend(name string, f *file, by place, err error) error {
	if by.file == nil {
		return err
	}
	l.merged[name] = nil
	switch r := asRefusal(err); {
	case r != nil && r.line > 0:
		l.c.add(r.place(f), "", r.hint, "%s", r.message)
	case r != nil:
		l.c.add(by, "extends", r.hint, "%s %s", f.label, r.message)
	case missing(err):
		l.c.add(by, "extends", l.c.nearest(path.Base(name), l.siblings(name)), "there is no file %s", f.label)
	default:
		return err
	}
	return nil
}

// siblings are the scenario files beside a file that is not there.
func (l *loader) siblings(name string) []string {
	const most = 100
	all, _ := fs.Glob(l.root, path.Join(path.Dir(name), "*.yaml")) // no file, no hint
	all = all[:min(len(all), most)]
	for i := range all {
		all[i] = path.Base(all[i])
	}
	return all
}

// layer reads the bytes of one file and lays it over what it extends.
func (l *loader) layer(b []byte, f *file) (*node, error) {
	raw := parse(b, f, "", l.c)
	switch {
	case raw == nil:
		return nil, nil
	case raw.form == nullForm:
		l.c.add(raw.at, "", "a contract with value, term, start and ramp is the least", "is empty")
		return nil, nil
	case raw.form != mapForm:
		l.c.add(raw.at, "", "a scenario begins with keys such as contracts:", "must be a map, is %s", raw.form)
		return nil, nil
	}
	l.stack = append(l.stack, f.name)
	base, err := l.bases(raw, f)
	l.stack = l.stack[:len(l.stack)-1]
	if err != nil {
		return nil, err
	}
	own := checker{l.c}.check(raw, language, "")
	own.drop("extends")
	return merge(l.c, base, own, ""), nil
}

// bases merges what a file extends, left to right; nil when it extends nothing.
func (l *loader) bases(raw *node, f *file) (*node, error) {
	named := raw.get("extends")
	if named == nil {
		return nil, nil
	}
	items := named.items
	if named.form == scalarForm {
		items = []*node{named}
	}
	var base *node
	for _, item := range items {
		if item.form != scalarForm || item.text == "" {
			continue // the check of the file reports it
		}
		name := l.resolve(item, f)
		if name == "" {
			continue
		}
		tree, err := l.load(name, item.at)
		switch {
		case err != nil:
			return nil, err
		case tree == nil:
		case base == nil:
			base = tree
		default:
			base = merge(l.c, base, tree, "")
		}
	}
	return base, nil
}

// resolve is the name within the root of what a file extends; "" when it may not be read, which is reported.
func (l *loader) resolve(item *node, f *file) string {
	text, hint := item.text, ""
	refuse := func(format string, args ...any) string {
		l.c.add(item.at, "extends", hint, format, args...)
		return ""
	}
	dir := path.Dir(f.name)
	name := path.Join(dir, text)
	switch {
	case strings.Contains(text, "://"):
		return refuse("is a URL: only files are extended")
	case path.IsAbs(text) || strings.ContainsAny(text, `\:`) || strings.HasPrefix(text, "~"):
		hint = "write a path from this file's folder, with /"
		return refuse("%q is not a path below the root folder", short(text))
	case !fs.ValidPath(name) || name == "." || name == "-":
		hint = "--root names a folder further up"
		return refuse("%q leaves the root folder", short(text))
	case slices.Contains(l.stack, name):
		from := slices.Index(l.stack, name)
		return refuse("files extend each other in a circle: %s → %s", strings.Join(l.stack[from:], " → "), name)
	case len(l.stack) >= maxChain:
		return refuse("is a chain of more than %d files", maxChain)
	case len(l.merged) >= maxFiles:
		return refuse("is one of more than %d files", maxFiles)
	}
	return name
}
