package scenarios

import "slices"

// Text is an embedded scenario as it was written, with its comments; ok is false for a name that List does not tell. The
// caller owns the bytes.
func Text(name string) (text []byte, ok bool) {
	if !slices.Contains(names(), name) {
		return nil, false
	}
	text, err := library.ReadFile(name + ".yaml")
	return text, err == nil
}
