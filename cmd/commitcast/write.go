package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// output is a file to be written.
type output struct {
	path string
	data []byte
}

// staged is an output that lies complete beside its place, to be moved there.
type staged struct{ temp, path string }

// writeAll writes the files, each whole or not at all: everything is written and synced under other names in the same
// folders before the first file takes its place. What is no regular file, such as a device, is written to directly.
func writeAll(ctx context.Context, outputs []output) (err error) {
	var ready []staged
	defer func() {
		for _, s := range ready {
			err = errors.Join(err, removed(s.temp))
		}
	}()
	for _, o := range outputs {
		if err := ctx.Err(); err != nil {
			return err
		}
		path, regular, err := place(o.path)
		if err != nil {
			return err
		}
		if !regular {
			if err := writeDirect(path, o.data); err != nil {
				return err
			}
			continue
		}
		temp, err := writeTemp(path, o.data)
		if err != nil {
			return err
		}
		ready = append(ready, staged{temp, path})
	}
	for len(ready) > 0 {
		if err := os.Rename(ready[0].temp, ready[0].path); err != nil {
			return err
		}
		ready = ready[1:]
	}
	return nil
}

// removed removes a file that was left over.
func removed(temp string) error {
	if err := os.Remove(temp); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// place is where the file is to lie, behind symbolic links, and whether a regular file lies or will lie there.
func place(path string) (target string, regular bool, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, true, nil
	case err != nil:
		return "", false, err
	case info.IsDir():
		return "", false, usagef("%s is a folder, not a file to write", path)
	}
	target, err = filepath.EvalSymlinks(path)
	return target, info.Mode().IsRegular(), err
}

func writeDirect(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// writeTemp writes data to a new file in the folder of path and returns its name; on an error there is no such file.
func writeTemp(path string, data []byte) (temp string, err error) {
	f, err := createTemp(path)
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, removed(f.Name()))
	}
	return f.Name(), nil
}

// createTemp is os.CreateTemp beside path, with the permissions of an ordinary new file.
func createTemp(path string) (*os.File, error) {
	dir, base := filepath.Split(path)
	for n := 0; ; n++ {
		name := fmt.Sprintf("%s.%s.%d-%d.tmp", dir, base, os.Getpid(), n)
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		var failed *fs.PathError
		if errors.As(err, &failed) {
			failed.Path = path // the name the user knows
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: there is no folder %s", path, filepath.Clean(dir))
		}
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// checkTargets refuses to write one file twice, or over a file that is read.
func checkTargets(outputs []output, inputs []string) error {
	for i, o := range outputs {
		for _, in := range inputs {
			if in != "-" && sameFile(o.path, in) {
				return usagef("%s is read as a scenario and cannot be written", o.path)
			}
		}
		for _, other := range outputs[:i] {
			if sameFile(o.path, other.path) {
				return usagef("%s would be written twice", o.path)
			}
		}
	}
	return nil
}

// sameFile reports whether two paths name one file, whether it exists or not.
func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(infoA, infoB)
	}
	absA, errA := filepath.Abs(a)
	absB, errB := filepath.Abs(b)
	return errA == nil && errB == nil && absA == absB
}
