package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var errFault = errors.New("the disk is broken")

// faulty is a disk that asks before each of its steps, numbered from 1, whether it fails. A write that fails has written
// half.
func faulty(fails func(step int) error) disk {
	step, d := 0, systemDisk()
	next := func() error { step++; return fails(step) }
	return disk{
		write: func(f *os.File, b []byte) (int, error) {
			n, err := d.write(f, b[:len(b)/2])
			if err = errors.Join(err, next()); err != nil {
				return n, err
			}
			m, err := d.write(f, b[len(b)/2:])
			return n + m, err
		},
		sync: func(f *os.File) error {
			if err := next(); err != nil {
				return err
			}
			return d.sync(f)
		},
		rename: func(from, to string) error {
			if err := next(); err != nil {
				return err
			}
			return d.rename(from, to)
		},
	}
}

// nth fails at one step.
func nth(n int) func(int) error {
	return func(step int) error {
		if step == n {
			return errFault
		}
		return nil
	}
}

// Whichever step of writing three files fails, each file is as it was or as it should be, and no other is left.
func TestWhateverStepFailsAFileIsOldOrNew(t *testing.T) {
	const steps = 3 * 3 // write, sync and rename
	for n := 1; n <= steps+1; n++ {
		folder := t.TempDir()
		var outputs []output
		for _, name := range []string{"a", "b", "c"} {
			path := filepath.Join(folder, name)
			if err := os.WriteFile(path, []byte("old "+name), 0o600); err != nil {
				t.Fatal(err)
			}
			outputs = append(outputs, output{path: path, data: []byte("new " + name)})
		}
		err := faulty(nth(n)).writeAll(context.Background(), outputs)
		if failed := errors.Is(err, errFault); failed != (n <= steps) || failed && exitCode(err) != exitFailed {
			t.Errorf("step %d: error is %v", n, err)
		}
		if left := names(t, folder); !slices.Equal(left, []string{"a", "b", "c"}) {
			t.Errorf("step %d: folder holds %v", n, left)
		}
		renamed := max(0, n-1-2*len(outputs)) // before the step that fails
		for i, o := range outputs {
			want := "old "
			if i < renamed {
				want = "new "
			}
			if got := content(t, o.path); got != want+filepath.Base(o.path) {
				t.Errorf("step %d: %s holds %q", n, o.path, got)
			}
		}
	}
}

// A new file that cannot be written whole is not there at all, and one that is there is never replaced.
func TestInitLeavesTheStarterOrNothing(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "scenario.yaml")
	for n := 1; n <= 2; n++ {
		if err := faulty(nth(n)).writeNew(path, []byte("starter")); !errors.Is(err, errFault) || len(names(t, folder)) != 0 {
			t.Errorf("step %d: error is %v, folder holds %v", n, err, names(t, folder))
		}
	}
	if err := faulty(nth(0)).writeNew(path, []byte("starter")); err != nil || content(t, path) != "starter" {
		t.Errorf("error is %v, file holds %q", err, content(t, path))
	}
	if err := faulty(nth(0)).writeNew(path, []byte("other")); !errors.Is(err, os.ErrExist) || content(t, path) != "starter" {
		t.Errorf("error is %v, file holds %q", err, content(t, path))
	}
	if left := names(t, folder); len(left) != 1 {
		t.Errorf("folder holds %v", left)
	}
}

func TestACommandWhoseDiskFailsExitsWithOneAndSaysWhy(t *testing.T) {
	for n := 1; n <= 3; n++ {
		path := filepath.Join(t.TempDir(), "out.csv")
		if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		p := &program{stdout: &stdout, stderr: &stderr, disk: faulty(nth(n))}
		code := p.execute(context.Background(), []string{"project", "openai-aws", "-o", path})
		if code != exitFailed || !strings.Contains(stderr.String(), errFault.Error()) || stdout.Len() > 0 {
			t.Errorf("step %d: exit code %d, stdout %q, stderr %q", n, code, &stdout, &stderr)
		}
		if left := names(t, filepath.Dir(path)); content(t, path) != "old" || len(left) != 1 {
			t.Errorf("step %d: file holds %q, folder %v", n, content(t, path), left)
		}
	}
}

// An interrupt in the middle of writing, when a temporary file is there, leaves the old files and nothing else.
func TestAnInterruptWhileWritingLeavesOldFilesAndNothingElse(t *testing.T) {
	const steps = 2 * 2 // write and sync of each file, all before the first takes its place
	for n := 1; n <= steps; n++ {
		folder := t.TempDir()
		a, b := filepath.Join(folder, "a"), filepath.Join(folder, "b")
		if err := os.WriteFile(a, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		seen := false
		d := faulty(func(step int) error {
			if step == n {
				seen = slices.ContainsFunc(names(t, folder), func(name string) bool { return strings.HasSuffix(name, ".tmp") })
				cancel()
			}
			return nil
		})
		err := d.writeAll(ctx, []output{{path: a, data: []byte("new")}, {path: b, data: []byte("new")}})
		if !seen {
			t.Errorf("step %d: there is no temporary file to be left", n)
		}
		if left := names(t, folder); exitCode(err) != exitInterrupted || len(left) != 1 || content(t, a) != "old" {
			t.Errorf("step %d: error is %v, folder holds %v, the file %q", n, err, left, content(t, a))
		}
	}
}
