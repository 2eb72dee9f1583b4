package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"
	"unicode/utf8"
)

const maxBytes = 1 << 20 // of one file

// refusal is why bytes are not read as a scenario: the user's to mend, and placed where it is found.
type refusal struct {
	line, column  int
	message, hint string
}

func (r *refusal) Error() string { return r.message }

// readFile reads a regular file of a root, refusing what is too large or no text. A *refusal is the user's fault; another
// error is the system's, with fs.ErrNotExist for a file that is not there.
func readFile(root fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(root, name)
	if err != nil {
		return nil, refusedLink(err)
	}
	if err := regular(info); err != nil {
		return nil, err
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil { // again: it may have been replaced since
		return nil, err
	}
	if err := regular(info); err != nil {
		return nil, err
	}
	return readText(f)
}

// refusedLink makes a refusal of the errors that symbolic links lead to; others it returns.
func refusedLink(err error) error {
	switch {
	case strings.Contains(err.Error(), "path escapes"): // os.Root has no error value for it
		return &refusal{message: "is a link that leaves the root folder"}
	case errors.Is(err, syscall.ELOOP):
		return &refusal{message: "is a link that leads to itself"}
	}
	return err
}

func regular(info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return &refusal{message: "is a folder, not a scenario file"}
	case !info.Mode().IsRegular():
		return &refusal{message: "is not a regular file", hint: "- reads a scenario from standard input"}
	case info.Size() > maxBytes:
		return tooLarge()
	}
	return nil
}

func tooLarge() *refusal { return &refusal{line: 1, column: 1, message: "is larger than 1 MiB"} }

// readText reads at most maxBytes of UTF-8 text. A byte order mark is taken off.
func readText(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("reading: %w", err)
	}
	if len(b) > maxBytes {
		return nil, tooLarge()
	}
	if utf16(b) {
		return nil, &refusal{line: 1, column: 1, message: "is UTF-16 text", hint: "save it as UTF-8"}
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	return b, checkText(b)
}

func utf16(b []byte) bool {
	return bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff}) ||
		len(b) >= 4 && (b[0] == 0) != (b[1] == 0) && (b[2] == 0) != (b[3] == 0)
}

// checkText refuses bytes that are no UTF-8 and characters that are not seen.
func checkText(b []byte) error {
	line, column := 1, 1
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return &refusal{line, column, "is not UTF-8 text here", "save the file as UTF-8"}
		}
		if unseen(r) && r != '\n' && r != '\r' && r != '\t' {
			return &refusal{line, column, fmt.Sprintf("has the character U+%04X, which is not seen", r), "remove it"}
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
		i += size
	}
	return nil
}

// unseen reports control characters, line and paragraph separators, and those that have no width or change the direction
// of writing. The joiners U+200C and U+200D, which some scripts need, are among them: names could hide them.
func unseen(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0, r == 0xad, r == 0x61c, r == 0x180e:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	case r == 0xfeff, r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return false
}

// place is where in the file the refusal points to.
func (r *refusal) place(f *file) place { return place{f, r.line, r.column} }

// asRefusal finds the refusal in err, nil if there is none.
func asRefusal(err error) *refusal {
	var r *refusal
	if errors.As(err, &r) {
		return r
	}
	return nil
}

// missing reports errors that say there is no such file, or can be none.
func missing(err error) bool {
	for _, known := range []error{fs.ErrNotExist, fs.ErrInvalid, syscall.ENOTDIR, syscall.ENAMETOOLONG, syscall.EINVAL} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}
