package scenarios

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// least is the smallest useful scenario.
const least = `contracts:
  aws: {value: $38B, term: 7y, start: 2025-11, ramp: {full: 2026-12}}
`

// read loads a scenario from standard input.
func read(text string, sets ...string) (*Loaded, error) {
	return Load("-", Options{Stdin: strings.NewReader(text), Sets: sets})
}

func mustRead(t *testing.T, text string, sets ...string) *Loaded {
	t.Helper()
	l, err := read(text, sets...)
	if err != nil {
		t.Fatalf("%v\nin\n%s", err, text)
	}
	return l
}

// refused checks that an error is Problems and shows all of want.
func refused(t *testing.T, err error, want ...string) {
	t.Helper()
	var ps Problems
	if !errors.As(err, &ps) {
		t.Fatalf("error is %v, want problems with %q", err, want)
	}
	for _, w := range want {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("problems are\n%v\nwant one with %q", err, w)
		}
	}
}

// files writes a folder of files and returns its path.
func files(t *testing.T, all map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range all {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// input is the input at a path.
func input(t *testing.T, l *Loaded, path string) (text, grade, source string) {
	t.Helper()
	for _, in := range l.Scenario.Inputs {
		if in.Path == path {
			return in.Text, string(in.Grade), in.Source
		}
	}
	t.Fatalf("there is no input %s", path)
	return "", "", ""
}

// years are annual totals of $1B in a flow map.
func years(from, to int) string {
	var b strings.Builder
	for y := from; y <= to; y++ {
		fmt.Fprintf(&b, "%d: $1B, ", y)
	}
	return b.String()
}
