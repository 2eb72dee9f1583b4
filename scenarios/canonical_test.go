package scenarios

import (
	"path/filepath"
	"strings"
	"testing"
)

const hashed = `scenario: x
contracts:
  aws: {value: $38B, term: 7y, start: 2025-11, ramp: {full: 2026-12}, fleet: {gb200: 1, h100: 2}, source: a, grade: reported}
  b: {fee: $1M, term: 1y, start: 2026-01}
sources: {a: {title: A}}
`

func TestTheHashStandsForWhatTheScenarioSays(t *testing.T) {
	same := map[string][2]string{
		"an amount in other words":       {"$38B", "38e9"},
		"an amount with commas":          {"$38B", `"USD 38,000M"`},
		"a term in months":               {"7y", "84mo"},
		"a start on the first":           {"2025-11,", "2025-11-01,"},
		"quotes":                         {"$38B", `"$38B"`},
		"keys in another order":          {"value: $38B, term: 7y", "term: 7y, value: $38B"},
		"accelerators in another order":  {"gb200: 1, h100: 2", "h100: 2, gb200: 1"},
		"a comment":                      {"scenario: x", "# why\nscenario: x"},
		"the line's source on one value": {"value: $38B", "value: {value: $38B, source: a, grade: reported}"},
	}
	other := map[string][2]string{
		"another amount":             {"$38B", "$38.1B"},
		"another grade":              {"grade: reported", "grade: disclosed"},
		"another title":              {"scenario: x", "scenario: y"},
		"another accelerator":        {"gb200", "gb300"},
		"a catalogue row":            {"scenario: x", "scenario: x\ncatalog: {a100: {power: 9kW}}"},
		"contracts in another order": {"  aws:", "  c: {fee: $1M, term: 1y, start: 2026-01}\n  aws:"},
	}
	want := mustRead(t, hashed).Scenario.InputSHA256
	if len(want) != 64 {
		t.Errorf("the hash is %q", want)
	}
	for name, r := range same {
		if got := mustRead(t, strings.Replace(hashed, r[0], r[1], 1)).Scenario.InputSHA256; got != want {
			t.Errorf("%s changes the hash", name)
		}
	}
	for name, r := range other {
		if got := mustRead(t, strings.Replace(hashed, r[0], r[1], 1)).Scenario.InputSHA256; got == want {
			t.Errorf("%s does not change the hash", name)
		}
	}
}

func TestTheHashTakesSettingsAndExtendedFilesInButNotTheirNames(t *testing.T) {
	want := mustRead(t, strings.Replace(hashed, "term: 7y,", "term: 7y, delay: 9mo,", 1)+"target: 1.5\n")
	dir := files(t, map[string]string{"one.yaml": hashed, "two.yaml": "extends: one.yaml\ntarget: 1.5\n"})
	got, err := Load(filepath.Join(dir, "two.yaml"), Options{Sets: []string{"contracts.aws.delay={value: 9mo, source: a, grade: reported}"}})
	if err != nil {
		t.Fatal(err)
	}
	if got.Scenario.InputSHA256 != want.Scenario.InputSHA256 {
		t.Error("one scenario put together in two ways has two hashes")
	}
	if mustRead(t, hashed).Scenario.InputSHA256 == mustRead(t, hashed, "contracts.aws.delay=9mo").Scenario.InputSHA256 {
		t.Error("a setting does not change the hash")
	}
}
