package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"commitcast/model"
	"commitcast/scenarios"
)

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestFilesAreReplacedWhole(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "out.csv")
	for _, text := range []string{"a long first version", "short"} {
		if err := writeAll(context.Background(), []output{{path, []byte(text)}}); err != nil {
			t.Fatal(err)
		}
		if got := content(t, path); got != text {
			t.Errorf("file holds %q, want %q", got, text)
		}
	}
	if left := names(t, folder); len(left) != 1 {
		t.Errorf("folder holds %v", left)
	}
}

// When one file of a set cannot be written, the others stay as they were and nothing is left over.
func TestASetIsWrittenWhollyOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	first := filepath.Join(folder, "a.png")
	if err := os.WriteFile(first, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]string{
		"a folder that is not there":  filepath.Join(folder, "no", "b.png"),
		"a folder in place of a file": folder,
	} {
		t.Run(name, func(t *testing.T) {
			if err := writeAll(context.Background(), []output{{first, []byte("new")}, {bad, []byte("new")}}); err == nil {
				t.Fatal("no error")
			}
			if got, left := content(t, first), names(t, folder); got != "old" || len(left) != 1 {
				t.Errorf("file holds %q, folder %v", got, left)
			}
		})
	}
}

func TestAnInterruptLeavesOldFilesAndNothingElse(t *testing.T) {
	folder := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := writeAll(ctx, []output{{filepath.Join(folder, "a"), []byte("new")}})
	if left := names(t, folder); exitCode(err) != exitInterrupted || len(left) != 0 {
		t.Errorf("error is %v, folder holds %v", err, left)
	}
}

func TestALinkKeepsPointingToItsFile(t *testing.T) {
	folder := t.TempDir()
	target, link := filepath.Join(folder, "target"), filepath.Join(folder, "link")
	if err := os.WriteFile(target, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if err := writeAll(context.Background(), []output{{link, []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 || content(t, target) != "new" {
		t.Errorf("link is %v (%v), target holds %q", info.Mode(), err, content(t, target))
	}
}

func TestShortNamesAreMadeDistinct(t *testing.T) {
	tests := map[string]struct{ names, want []string }{
		"distinct names stay":                {[]string{"a", "b"}, []string{"a", "b"}},
		"the same file twice":                {[]string{"a", "a", "a"}, []string{"a", "a#2", "a#3"}},
		"a number that is taken is not used": {[]string{"a", "a", "a#2"}, []string{"a", "a#3", "a#2"}},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			var ss []*model.Scenario
			for _, n := range c.names {
				ss = append(ss, &model.Scenario{Name: n})
			}
			distinguish(ss)
			for i, s := range ss {
				if s.Name != c.want[i] {
					t.Errorf("scenario %d is called %s, want %s", i, s.Name, c.want[i])
				}
			}
		})
	}
}

func TestNearest(t *testing.T) {
	known := []string{"spend", "revenue", "coverage.revenue", "gpu_hours.available"}
	for word, want := range map[string]string{
		"spnd": "spend", "revenues": "revenue", "coverage.revenu": "coverage.revenue", "Spend": "spend",
		"gpu_hours.availible": "gpu_hours.available", "xyz": "", "": "",
	} {
		if got := scenarios.Nearest(word, known); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}
