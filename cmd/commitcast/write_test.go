package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
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
		if err := systemDisk().writeAll(context.Background(), []output{{path: path, data: []byte(text)}}); err != nil {
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
			if err := systemDisk().writeAll(context.Background(), []output{{path: first, data: []byte("new")}, {path: bad, data: []byte("new")}}); err == nil {
				t.Fatal("no error")
			}
			if got, left := content(t, first), names(t, folder); got != "old" || len(left) != 1 {
				t.Errorf("file holds %q, folder %v", got, left)
			}
		})
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
	if err := systemDisk().writeAll(context.Background(), []output{{path: link, data: []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 || content(t, target) != "new" {
		t.Errorf("link is %v (%v), target holds %q", info.Mode(), err, content(t, target))
	}
}

// A file that is replaced keeps its permissions; a new one has those the user's mask allows.
func TestPermissionsOfAReplacedFileStay(t *testing.T) {
	folder := t.TempDir()
	for _, perm := range []fs.FileMode{0o600, 0o640, 0o666} {
		path := filepath.Join(folder, perm.String())
		if err := errors.Join(os.WriteFile(path, []byte("old"), perm), os.Chmod(path, perm)); err != nil {
			t.Fatal(err)
		}
		if err := systemDisk().writeAll(context.Background(), []output{{path: path, data: []byte("new")}}); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode() != perm || content(t, path) != "new" {
			t.Errorf("%v has become %v (%v)", perm, info.Mode(), err)
		}
	}
}

func TestALinkToNothingYetIsWrittenThrough(t *testing.T) {
	for name, links := range map[string][][2]string{
		"beside it":              {{"target", "link"}},
		"in another folder":      {{filepath.Join("sub", "target"), "link"}},
		"by a chain of links":    {{filepath.Join("sub", "other"), "link"}, {filepath.Join("..", "target"), filepath.Join("sub", "other")}},
		"from a folder's parent": {{"sub", "folder"}, {filepath.Join("..", "target"), filepath.Join("sub", "link")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := os.Mkdir("sub", 0o777); err != nil {
				t.Fatal(err)
			}
			for _, l := range links {
				if err := os.Symlink(l[0], l[1]); err != nil {
					t.Skip("no symbolic links here:", err)
				}
			}
			link := "link"
			if name == "from a folder's parent" {
				link = filepath.Join("folder", "link")
			}
			if err := systemDisk().writeAll(context.Background(), []output{{path: link, data: []byte("new")}}); err != nil {
				t.Fatal(err)
			}
			if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 || content(t, link) != "new" {
				t.Errorf("link is %v (%v), leads to %q", info.Mode(), err, content(t, link))
			}
		})
	}
}
