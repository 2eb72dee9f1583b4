package scenarios

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Limits of what one scenario extends.
const (
	maxChain      = 16      // files that extend each other
	maxFiles      = 64      // of one scenario, each as often as it is named
	maxTotalBytes = 4 << 20 // of all its files
)

// ref is a file by its place: a path within the user's root, or within the embedded library, which is a root of its own.
type ref struct {
	name     string
	embedded bool
}

func (r ref) String() string {
	if r.embedded {
		return r.name + " (embedded)"
	}
	return r.name
}

// file is the file as problems and inputs name it.
func (l *loader) file(r ref) *file {
	if r.embedded || r.name == "-" {
		return &file{label: r.String(), name: r.name}
	}
	return &file{label: l.prefix + filepath.FromSlash(r.name), name: r.name}
}

// load reads a file with all it extends, once. The tree is nil when the file cannot be used; the problems say why.
func (l *loader) load(r ref, by place) (*node, error) {
	if tree, done := l.merged[r]; done {
		return tree, nil
	}
	f := l.file(r)
	b, err := l.read(r)
	if err != nil {
		return nil, l.cannotExtend(r, f, by, err)
	}
	if !r.embedded && r.name != "-" {
		l.files = append(l.files, f.label)
	}
	if l.bytes += len(b); l.bytes > maxTotalBytes {
		l.stop(by, "makes the files of the scenario larger than %d MiB together", maxTotalBytes>>20)
		return nil, nil
	}
	tree, err := l.layer(b, f, r)
	l.merged[r] = tree
	return tree, err
}

func (l *loader) read(r ref) ([]byte, error) {
	if b, given := l.given[r]; given {
		return b, nil
	}
	if r.embedded {
		return readFile(library, r.name)
	}
	return readFile(l.root, r.name)
}

// stop reports a limit; no more files are read and nothing is made of those that were.
func (l *loader) stop(by place, format string, args ...any) {
	l.stopped = true
	l.c.add(by, "extends", "", format, args...)
}

// cannotExtend makes what is wrong with an extended file a problem of the line that names it.
func (l *loader) cannotExtend(r ref, f *file, by place, err error) error {
	if by.file == nil {
		return err
	}
	l.merged[r] = nil
	switch refused := asRefusal(err); {
	case refused != nil && refused.line > 0:
		l.c.add(refused.place(f), "", refused.hint, "%s", refused.message)
	case refused != nil:
		l.c.add(by, "extends", refused.hint, "%s %s", shortPath(f.label), refused.message)
	case missing(err):
		l.c.add(by, "extends", l.c.nearest(path.Base(r.name), l.siblings(r)), "there is no file %s", shortPath(f.label))
	default:
		return err
	}
	return nil
}

// siblings are the scenario files beside a file that is not there, and those that lie embedded.
func (l *loader) siblings(r ref) []string {
	const most = 100
	all, _ := fs.Glob(l.root, path.Join(path.Dir(r.name), "*.yaml")) // no file, no hint
	all = all[:min(len(all), most)]
	for i := range all {
		all[i] = path.Base(all[i])
	}
	return append(all, names()...)
}

// layer reads the bytes of one file and lays it over what it extends.
func (l *loader) layer(b []byte, f *file, r ref) (*node, error) {
	raw := parse(b, f, "", l.c, &l.entries)
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
	l.stack = append(l.stack, r)
	base, err := l.bases(raw, f, r)
	l.stack = l.stack[:len(l.stack)-1]
	if err != nil || l.stopped {
		return nil, err
	}
	l.layers++
	f.layer = l.layers
	own := checker{l.c}.check(raw, language, "")
	own.drop("extends")
	return merge(l.c, base, own, ""), nil
}

// bases merges what a file extends, left to right; nil when it extends nothing.
func (l *loader) bases(raw *node, f *file, from ref) (*node, error) {
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
		r, ok := l.resolve(item, from)
		if l.stopped {
			return nil, nil
		}
		if !ok {
			continue
		}
		tree, err := l.load(r, item.at)
		switch {
		case err != nil || l.stopped:
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

// resolve is the file that another extends; not ok when it may not be read, which is reported.
func (l *loader) resolve(item *node, from ref) (r ref, ok bool) {
	text := item.text
	refuse := func(hint, format string, args ...any) (ref, bool) {
		l.c.add(item.at, "extends", hint, format, args...)
		return ref{}, false
	}
	name := path.Join(path.Dir(from.name), text)
	switch {
	case strings.Contains(text, "://"):
		return refuse("", "is a URL: only files are extended")
	case text == "-":
		return refuse("", "is standard input: only files are extended")
	case path.IsAbs(text) || strings.ContainsAny(text, `\:`) || strings.HasPrefix(text, "~"):
		return refuse("write a path from this file's folder, with /", "%q is not a path below the root folder", short(text))
	case name == ".":
		return refuse("", "%q is a folder, not a scenario file", short(text))
	case !fs.ValidPath(name) || name == "-":
		return refuse("--root names a folder further up", "%q leaves the root folder", short(text))
	}
	r = l.pick(name, text, from)
	if slices.Contains(l.stack, r) {
		return refuse("", "files extend each other in a circle: %s", circle(l.stack[slices.Index(l.stack, r):], r))
	}
	if len(l.stack) >= maxChain {
		return refuse("", "is a chain of more than %d files", maxChain)
	}
	if l.named++; l.named >= maxFiles {
		l.stop(item.at, "is one of more than %d files", maxFiles)
		return ref{}, false
	}
	return r, true
}

// pick is the file of the user's at a name; where there is none, the embedded scenario of that name, with .yaml or without.
func (l *loader) pick(name, text string, from ref) ref {
	if from.embedded {
		return ref{name, true}
	}
	info, err := fs.Stat(l.root, name)
	if err == nil && !info.IsDir() || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return ref{name, false}
	}
	for _, known := range names() {
		if text == known || text == known+".yaml" {
			return ref{known + ".yaml", true}
		}
	}
	return ref{name, false}
}

// circle writes the files that lead back to the first of them.
func circle(stack []ref, back ref) string {
	var all []string
	for _, r := range append(slices.Clip(stack), back) {
		all = append(all, shortPath(r.String()))
	}
	return strings.Join(all, " → ")
}

// shortPath keeps the end of a path that a message quotes.
func shortPath(s string) string {
	const most = 120
	if r := []rune(s); len(r) > most {
		return "…" + string(r[len(r)-most:])
	}
	return s
}
