package scenarios

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// enter opens the root a file lies in and returns the file's name within it.
func (l *loader) enter(name string, o Options) (string, func(), error) {
	if name == "-" {
		return l.enterStdin(o)
	}
	info, err := os.Stat(name)
	embedded := name + ".yaml"
	if _, no := fs.Stat(library, embedded); no == nil && (err != nil || info.IsDir()) {
		l.root = library
		return embedded, func() {}, nil
	}
	if err != nil {
		return name, nil, notFound(name, err)
	}
	if err := regular(info); err != nil {
		return name, nil, err
	}
	if o.Root != "" {
		within, err := below(o.Root, name)
		if err != nil {
			return name, nil, err
		}
		closeRoot, err := l.openRoot(o.Root)
		return within, closeRoot, err
	}
	folder, base := filepath.Split(name)
	b, err := readFile(os.DirFS(filepath.Clean(folder)), base) // the user names it, so a link may lead anywhere
	if err != nil {
		return name, nil, err
	}
	l.given = map[string][]byte{base: b}
	closeRoot, err := l.openRoot(folder)
	return base, closeRoot, err
}

func (l *loader) enterStdin(o Options) (string, func(), error) {
	if o.Stdin == nil {
		return "-", nil, errors.New("there is no standard input")
	}
	b, err := readText(o.Stdin)
	if err != nil {
		return "-", nil, err
	}
	l.given = map[string][]byte{"-": b}
	closeRoot, err := l.openRoot(o.Root)
	return "-", closeRoot, err
}

func (l *loader) openRoot(folder string) (func(), error) {
	l.prefix = folder
	if folder == "" {
		folder = "."
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
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
		return "", &refusal{message: "lies outside the root " + root}
	}
	return filepath.ToSlash(rel), nil
}

// notFound says what there is instead of a file that is not there.
func notFound(name string, err error) error {
	if !missing(err) {
		return err
	}
	hint := ""
	if near := Nearest(strings.TrimSuffix(path.Base(filepath.ToSlash(name)), ".yaml"), names()); near != "" {
		hint = fmt.Sprintf(" (%s is an embedded scenario)", near)
	}
	return fmt.Errorf("%q: %w%s", short(name), fs.ErrNotExist, hint)
}
