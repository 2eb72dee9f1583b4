package scenarios

import (
	"path/filepath"
	"testing"
)

const sourced = `contracts:
  aws:
    value: {value: $38B, source: press, grade: reported}
    term: 7y
    start: {value: 2025-11, source: press}
    ramp: {initial: {value: 5%, grade: assumed}, full: 2026-12}
    source: filing
    grade: disclosed
target: 1.2
sources:
  filing: {title: The filing}
  press: {title: The press}
`

func TestAScalarHasItsOwnSourceAndGradeElseItsLines(t *testing.T) {
	l := mustRead(t, sourced)
	tests := map[string]struct{ path, grade, source string }{
		"its own stand":                         {"contracts.aws.value", "reported", "press"},
		"the line's hold for the others":        {"contracts.aws.term", "disclosed", "filing"},
		"and for what is deeper in the line":    {"contracts.aws.ramp.full", "disclosed", "filing"},
		"a source of its own keeps the grade":   {"contracts.aws.start", "disclosed", "press"},
		"what is assumed takes no source":       {"contracts.aws.ramp.initial", "assumed", ""},
		"outside of lines nothing is inherited": {"target", "assumed", ""},
	}
	for name, test := range tests {
		_, grade, source := input(t, l, test.path)
		if grade != test.grade || source != test.source {
			t.Errorf("%s: %s is %s from %q, want %s from %q", name, test.path, grade, source, test.grade, test.source)
		}
	}
}

func TestWhatIsReplacedLosesItsProvenance(t *testing.T) {
	dir := files(t, map[string]string{
		"base.yaml": sourced,
		"a.yaml":    "extends: base.yaml\ncontracts: {aws: {term: 8y, value: {value: $40B, grade: estimated}}}\n",
		"b.yaml":    "extends: base.yaml\ncontracts: {aws: {term: 8y, source: analyst, grade: estimated}}\nsources: {analyst: {title: A}}\n",
	})
	a, err := Load(filepath.Join(dir, "a.yaml"), Options{Sets: []string{"contracts.aws.start=2025-12"}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := Load(filepath.Join(dir, "b.yaml"), Options{Sets: []string{"target={value: 1.5, source: analyst, grade: reported}"}})
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		l                         *Loaded
		path, text, grade, source string
	}{
		"a bare scalar is assumed":               {a, "contracts.aws.term", "8y", "assumed", ""},
		"a stated grade stands, without source":  {a, "contracts.aws.value", "$40B", "estimated", ""},
		"a setting is assumed":                   {a, "contracts.aws.start", "2025-12", "assumed", ""},
		"what is not replaced keeps its own":     {a, "contracts.aws.ramp.full", "2026-12", "disclosed", "filing"},
		"the later line's hold for its scalars":  {b, "contracts.aws.term", "8y", "estimated", "analyst"},
		"but not for those of the earlier file":  {b, "contracts.aws.ramp.full", "2026-12", "disclosed", "filing"},
		"a setting can state its own provenance": {b, "target", "1.5", "reported", "analyst"},
	}
	for name, test := range tests {
		text, grade, source := input(t, test.l, test.path)
		if text != test.text || grade != test.grade || source != test.source {
			t.Errorf("%s: %s is %s, %s from %q", name, test.path, text, grade, source)
		}
	}
}

func TestInputsSayWhereTheyStand(t *testing.T) {
	dir := files(t, map[string]string{"sub/base.yaml": sourced, "x.yaml": "extends: sub/base.yaml\ntarget: 1.1\n"})
	l, err := Load(filepath.Join(dir, "x.yaml"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"contracts.aws.value": "sub/base.yaml:3:20", "target": "x.yaml:2:9"}
	for _, in := range l.Scenario.Inputs {
		if w, ok := want[in.Path]; ok && in.Origin != w {
			t.Errorf("%s is from %s, want %s", in.Path, in.Origin, w)
		}
	}
	if l.Scenario.Name != "x" || l.Scenario.File != "x.yaml" || l.Scenario.Title != "x" {
		t.Errorf("the scenario is %q of %q, titled %q", l.Scenario.Name, l.Scenario.File, l.Scenario.Title)
	}
}

func TestCatalogueRowsAreInputsWhenUsed(t *testing.T) {
	has := func(l *Loaded, path string) bool {
		for _, in := range l.Scenario.Inputs {
			if in.Path == path {
				return true
			}
		}
		return false
	}
	if has(mustRead(t, least), "catalog.gb200.power") {
		t.Error("an unused row is an input")
	}
	l := mustRead(t, least, "contracts.aws.fleet={gb200: 5}")
	if !has(l, "catalog.gb200.power") || has(l, "catalog.h100.power") {
		t.Error("the row of the fleet's accelerator, and no other, is an input")
	}
	for _, in := range l.Scenario.Inputs {
		if in.Source == "" {
			continue
		}
		found := false
		for _, s := range l.Scenario.Sources {
			found = found || s.ID == in.Source
		}
		if !found {
			t.Errorf("the source %s of %s is not listed", in.Source, in.Path)
		}
	}
}
