package scenarios

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first needed: no file needs them all, and compiling them takes as long as
// reading one.
type pattern func() *regexp.Regexp

func compiled(text string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}

// MatchString reports whether a text has a match.
func (p pattern) MatchString(text string) bool { return p().MatchString(text) }

// FindStringSubmatch is the leftmost match and those of its groups, nil for none.
func (p pattern) FindStringSubmatch(text string) []string { return p().FindStringSubmatch(text) }
