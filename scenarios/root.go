package scenarios

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// enter finds the file that is asked for and opens the root it lies in.
func (l *loader) enter(name string, o Options) (closeRoot func(), err error) {
	l.main = ref{name: name}
	if name == "-" {
		return l.enterStdin(o)
	}
	info, err := os.Stat(name)
	if slices.Contains(names(), name) && (err != nil || info.IsDir()) {
		l.main = ref{name + ".yaml", true}
		l.root = library
		return func() {}, nil
	}
	if err != nil {
		return nil, notFound(name, err)
	}
	if err := regular(info); err != nil {
		return nil, err
	}
	if o.Root != "" {
		within, err := below(o.Root, name)
		if err != nil {
			return nil, err
		}
		l.main.name = within
		return l.openRoot(o.Root)
	}
	folder, base := filepath.Split(name)
	b, err := readFile(os.DirFS(cmp.Or(folder, ".")), base) // the user names it, so a link may lead anywhere
	if err != nil {
		return nil, err
	}
	l.main.name = base
	l.given[l.main] = b
	return l.openRoot(folder)
}

func (l *loader) enterStdin(o Options) (func(), error) {
	if o.Stdin == nil {
		return nil, errors.New("there is no standard input")
	}
	b, err := readText(o.Stdin)
	if err != nil {
		return nil, err
	}
	l.given[l.main] = b
	return l.openRoot(o.Root)
}

// openRoot opens the folder whose files may be read, "" for the current one.
func (l *loader) openRoot(folder string) (func(), error) {
	root, err := os.OpenRoot(cmp.Or(folder, "."))
	if err != nil {
		return nil, err
	}
	if l.prefix = folder; folder == "." {
		l.prefix = ""
	}
	if l.prefix != "" && !os.IsPathSeparator(l.prefix[len(l.prefix)-1]) {
		l.prefix += string(filepath.Separator)
	}
	l.root = root.FS()
	return func() { root.Close() }, nil
}

// below is the path of a file within a root.
func below(root, name string) (string, error) {
	absRoot, err := filepath.Abs(root)
	if err != nil {
		return "", err
	}
	absName, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(absRoot, absName)
	if err != nil || !filepath.IsLocal(rel) {
		return "", &refusal{message: "lies outside the root " + shortPath(root)}
	}
	return filepath.ToSlash(rel), nil
}

// notFound says what there is instead of a file that is not there.
func notFound(name string, err error) error {
	if !missing(err) {
		return refusedLink(err)
	}
	hint := ""
	if near := Nearest(strings.TrimSuffix(path.Base(filepath.ToSlash(name)), ".yaml"), names()); near != "" {
		hint = fmt.Sprintf(" (%s is an embedded scenario)", near)
	}
	return fmt.Errorf("%q: %w%s", short(name), fs.ErrNotExist, hint)
}
