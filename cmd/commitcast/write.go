package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// output is a file to be written.
type output struct {
	path   string
	data   []byte
	stream func(io.Writer) error // writes what is too much to be held at once, in place of data; may be nil
}

func (o output) writeTo(w io.Writer) error {
	if o.stream == nil {
		_, err := w.Write(o.data)
		return err
	}
	buffered := bufio.NewWriterSize(w, 1<<20)
	if err := o.stream(buffered); err != nil {
		return err
	}
	return buffered.Flush()
}

// disk writes files. Its steps are fields so that a test can make each of them fail.
type disk struct {
	write  func(*os.File, []byte) (int, error)
	sync   func(*os.File) error
	rename func(from, to string) error
}

func systemDisk() disk { return disk{(*os.File).Write, (*os.File).Sync, os.Rename} }

// diskFile is a file that a disk writes to.
type diskFile struct {
	disk disk
	file *os.File
}

func (f diskFile) Write(b []byte) (int, error) { return f.disk.write(f.file, b) }

// staged is an output that lies complete beside its place, to be moved there.
type staged struct{ temp, path string }

// writeAll writes the files, each whole or not at all: everything is written and synced under other names in the same
// folders before the first file takes its place. An interrupt before that leaves all files as they were. What is no regular
// file, such as a device, is written to directly.
func (d disk) writeAll(ctx context.Context, outputs []output) (err error) {
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
		to, err := place(o.path)
		if err != nil {
			return err
		}
		if to.direct {
			if err := d.writeDirect(to.path, o); err != nil {
				return err
			}
			continue
		}
		temp, err := d.writeTemp(to, o)
		if err != nil {
			return err
		}
		ready = append(ready, staged{temp, to.path})
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for len(ready) > 0 {
		if err := d.rename(ready[0].temp, ready[0].path); err != nil {
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

// spot is where an output goes.
type spot struct {
	path   string
	old    fs.FileInfo // of the file that is replaced; nil where there is none
	direct bool        // no regular file, so written to as it is
}

// place finds where the file is to lie, behind symbolic links, also behind those that lead to nothing yet.
func place(path string) (spot, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return spot{path: behindLinks(path)}, nil
	case err != nil:
		return spot{}, mistaken("", err)
	case info.IsDir():
		return spot{}, usagef("%s is a folder, not a file to write", path)
	case !info.Mode().IsRegular():
		return spot{path: path, direct: true}, nil
	}
	target, err := filepath.EvalSymlinks(path)
	return spot{path: target, old: info}, err
}

// behindLinks is the path that a chain of symbolic links leads to, whether there is a file or not.
func behindLinks(path string) string {
	const longest = 40 // a circle is an error of the system's before it comes here
	for range longest {
		to, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(to) {
			folder, _ := filepath.Split(path)
			to = folder + to // not cleaned: the folder may be a link itself
		}
		path = to
	}
	return path
}

func (d disk) writeDirect(path string, o output) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(o.writeTo(diskFile{d, f}), f.Close())
}

// writeTemp writes an output to a new file beside its place and returns its name; on an error there is no such file. It has the
// permissions of the file to be replaced.
func (d disk) writeTemp(to spot, o output) (temp string, err error) {
	f, err := createTemp(to)
	if err != nil {
		return "", err
	}
	if err := d.fill(f, o); err != nil {
		return "", named(err, to.path)
	}
	return f.Name(), nil
}

// writeNew writes a file that must not exist yet, never over another one. What cannot be written whole is removed again.
func (d disk) writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, ordinary)
	if err != nil {
		return err
	}
	return d.fill(f, output{data: data})
}

// fill writes an output to a file that was made for it, and closes it. On an error it removes the file.
func (d disk) fill(f *os.File, o output) error {
	err := o.writeTo(diskFile{d, f})
	if err == nil {
		err = d.sync(f)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, removed(f.Name()))
	}
	return nil
}

// ordinary are the permissions of a new file, of which the user's mask takes some away.
const ordinary = 0o666

// createTemp is os.CreateTemp beside a place, with the permissions the file there is to have.
func createTemp(to spot) (*os.File, error) {
	dir, base := filepath.Split(to.path)
	perm := fs.FileMode(ordinary)
	if to.old != nil {
		perm = to.old.Mode().Perm()
	}
	for n := 0; ; n++ {
		name := fmt.Sprintf("%s.%s.%d-%d.tmp", dir, base, os.Getpid(), n)
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, usagef("%s: there is no folder %s", to.path, filepath.Clean(dir))
		case errors.Is(err, fs.ErrExist):
			continue
		case err != nil:
			return nil, mistaken("", named(err, to.path))
		case to.old == nil:
			return f, nil
		}
		if err := permit(f, perm); err != nil {
			return nil, errors.Join(named(err, to.path), f.Close(), removed(name))
		}
		return f, nil
	}
}

// permit gives a file the permissions, where the user's mask has taken some away.
func permit(f *os.File, perm fs.FileMode) error {
	info, err := f.Stat()
	if err != nil || info.Mode().Perm() == perm {
		return err
	}
	return f.Chmod(perm)
}

// named makes an error of a file tell the name the user knows.
func named(err error, path string) error {
	var failed *fs.PathError
	if errors.As(err, &failed) {
		failed.Path = path
	}
	return err
}

// mistaken makes the user's to mend what is wrong with a place itself: a folder that is not there, or a file in place of a folder. The
// message begins with flag. Any other error, such as a disk that is full, is left as it is.
func mistaken(flag string, err error) error {
	var failed *fs.PathError
	placed := errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) || errors.Is(err, syscall.ENOTDIR)
	if placed && errors.As(err, &failed) {
		return usagef("%s%s: %v", flag, failed.Path, failed.Err)
	}
	return err
}

// checkFolder refuses a folder of charts that cannot be one, since there is a file in its place or on the way to it.
func checkFolder(path string) error {
	switch info, err := os.Stat(path); {
	case err == nil && !info.IsDir():
		return usagef("--charts: %s is a file, not a folder", path)
	case errors.Is(err, syscall.ENOTDIR):
		return mistaken("--charts: ", err)
	}
	return nil
}

// checkTargets refuses to write one file twice, or over a file that was read.
func checkTargets(outputs []output, read []string) error {
	for i, o := range outputs {
		for _, in := range read {
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

// checkPlaces refuses files that could not be written in the end, before work is done for them: those in folders that are not
// there and will not be made, and those that are read. Empty names, and standard output, are none.
func checkPlaces(read []string, making string, paths ...string) error {
	if err := checkFolder(making); err != nil {
		return err
	}
	var outputs []output
	for _, path := range paths {
		if path == "" || path == "-" {
			continue
		}
		to, err := place(path)
		if err != nil {
			return err
		}
		folder := filepath.Dir(to.path)
		if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) && !sameFile(folder, making) {
			return usagef("%s: there is no folder %s", path, folder)
		}
		outputs = append(outputs, output{path: path})
	}
	return checkTargets(outputs, read)
}

// sameFile reports whether two paths name one file, whether it exists or not.
func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(infoA, infoB)
	}
	absA, errA := filepath.Abs(behindLinks(a))
	absB, errB := filepath.Abs(behindLinks(b))
	return errA == nil && errB == nil && absA == absB
}
