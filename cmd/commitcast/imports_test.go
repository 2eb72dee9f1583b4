package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pkg is what `go list` says of a package.
type pkg struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

const module = "commitcast"

// Third parties that more than one rule names.
const (
	gonum     = "gonum.org/v1/gonum"
	gonumPlot = "gonum.org/v1/plot"
	yamlLib   = "go.yaml.in/yaml/v4"
)

// layer is a folder of the module and what its packages may import besides the standard library and themselves.
type layer struct {
	folder  string
	modules []string // of this module
	others  []string // third parties
}

// layers go down: cmd → plots, scenarios → model.
var layers = []layer{
	{folder: "model", others: []string{gonum}},
	{folder: "scenarios", modules: []string{"model"}, others: []string{yamlLib}},
	{folder: "plots", modules: []string{"model"}, others: []string{gonum, gonumPlot, "golang.org/x/image", "codeberg.org/go-fonts"}},
	{folder: "cmd", modules: []string{"model", "scenarios", "plots"},
		others: []string{"github.com/spf13/cobra", "github.com/spf13/pflag", "golang.org/x/term", "github.com/mattn/go-runewidth"}},
}

// forTests may be imported by the tests of every layer.
var forTests = []string{"pgregory.net/rapid", "github.com/rogpeppe/go-internal"}

func TestImportsGoDown(t *testing.T) {
	for _, p := range packages(t) {
		l := layerOf(t, p.ImportPath)
		for _, path := range p.Imports {
			if !l.allows(path, nil) {
				t.Errorf("%s must not import %s", p.ImportPath, path)
			}
		}
		for _, path := range append(p.TestImports, p.XTestImports...) {
			if !l.allows(path, forTests) {
				t.Errorf("the tests of %s must not import %s", p.ImportPath, path)
			}
		}
	}
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p pkg
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < len(layers) {
		t.Fatalf("go list names only %d packages", len(all))
	}
	return all
}

func layerOf(t *testing.T, path string) layer {
	t.Helper()
	for _, l := range layers {
		if isIn(path, module+"/"+l.folder) {
			return l
		}
	}
	t.Fatalf("%s lies in no layer", path)
	return layer{}
}

// isIn reports whether a package is another or lies below it.
func isIn(path, parent string) bool { return path == parent || strings.HasPrefix(path, parent+"/") }

func (l layer) allows(path string, more []string) bool {
	first, _, _ := strings.Cut(path, "/")
	if first != module && !strings.Contains(first, ".") {
		return true // the standard library
	}
	for _, folder := range append([]string{l.folder}, l.modules...) {
		if isIn(path, module+"/"+folder) {
			return true
		}
	}
	return slices.ContainsFunc(append(slices.Clone(l.others), more...), func(m string) bool { return isIn(path, m) })
}

// A rule that lets everything through would let the test above pass.
func TestTheLayersRefuseWhatIsAbove(t *testing.T) {
	for _, bad := range [][2]string{
		{"model", "commitcast/plots"}, {"model", yamlLib}, {"model", "github.com/spf13/pflag"}, {"plots", "commitcast/scenarios"},
		{"scenarios", "commitcast/plots"}, {"scenarios", gonumPlot}, {"plots", yamlLib}, {"cmd", gonumPlot + "/vg"}, {"cmd", yamlLib},
		{"scenarios", "commitcast/cmd/commitcast/internal/report"}, {"model", "gonum.org/v1/gonumx"},
	} {
		if layerOf(t, module+"/"+bad[0]).allows(bad[1], forTests) {
			t.Errorf("%s may import %s", bad[0], bad[1])
		}
	}
}

func TestTheTopHoldsNothingElse(t *testing.T) {
	expected := []string{"cmd", "model", "scenarios", "plots", "go.mod", "go.sum", "README.md", "LICENSE", "CHANGELOG.md"}
	entries, err := os.ReadDir(filepath.FromSlash("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(expected, name) {
			t.Errorf("%s does not belong at the top", name)
		}
	}
}
