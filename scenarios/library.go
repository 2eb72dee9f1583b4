package scenarios

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed *.yaml catalog/*.yaml disclosed/*.yaml families/*.yaml bench/*.yaml
var library embed.FS

// shelves are the places of the library's scenarios: the deal itself and its portfolio, contracts with published tables,
// one example of each family of contracts, and the workload that the speed of simulation is measured on.
var shelves = []string{"*.yaml", "bench/*.yaml", "disclosed/*.yaml", "families/*.yaml"}

//go:embed starter/starter.yaml
var starter []byte

// Starter is the commented scenario file a newcomer begins with. The caller owns the bytes.
func Starter() []byte { return append([]byte(nil), starter...) }

// Entry is one scenario of the embedded library.
type Entry struct {
	Name        string // as Load takes it: openai-aws, disclosed/snap-aws
	Title       string
	Description string
	Contracts   bool // false for a file that is only meant to be extended: it has no contracts
}

// List is the embedded library by shelf and name.
func List() ([]Entry, error) {
	var all []Entry
	for _, name := range names() {
		l := newLoader()
		tree, err := l.load(ref{name + ".yaml", true}, place{})
		if err == nil {
			err = l.c.err()
		}
		if err != nil {
			return nil, err
		}
		all = append(all, Entry{
			Name:        name,
			Title:       tree.get("scenario").str(name),
			Description: tree.get("description").str(""),
			Contracts:   tree.get("contracts") != nil && len(tree.get("contracts").keys) > 0,
		})
	}
	return all, nil
}

// names are the embedded scenarios shelf by shelf, in alphabetical order on each.
func names() []string {
	var all []string
	for _, shelf := range shelves {
		files, _ := fs.Glob(library, shelf) // the pattern is well formed
		for i := range files {
			files[i] = strings.TrimSuffix(files[i], ".yaml")
		}
		slices.Sort(files)
		all = append(all, files...)
	}
	return all
}

// catalogue is the embedded catalogue, which lies beneath every scenario. It is read once and never changed.
var catalogue = sync.OnceValues(func() (*node, error) {
	const folder = "catalog"
	files, err := library.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	c := &collector{}
	all := newMap(language, place{})
	for _, f := range files {
		name := path.Join(folder, f.Name())
		b, err := library.ReadFile(name)
		if err != nil {
			return nil, err
		}
		raw := parse(b, &file{label: name, name: name, builtin: true}, "", c, &meter{})
		if raw != nil && raw.form == mapForm {
			all = merge(c, all, checker{c}.check(raw, language, ""), "")
		}
	}
	return all, c.err()
})
