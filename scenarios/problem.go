package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"commitcast/model"
)

// Problem is one thing wrong with a scenario file, and where. Line and Column count from 1; they are 0 where no place in
// a file is to blame. File is "-" for standard input, "openai-aws.yaml (embedded)" for a file of the library, and for a
// setting of the command line "--set", of the second of several "--set[2]".
type Problem struct {
	model.Problem
	File         string
	Line, Column int
	setting      int // number of the setting, 0 for a file
}

// Error writes the problem as file:line:column: path: message (hint).
func (p Problem) Error() string {
	switch {
	case p.File == "":
		return p.Problem.Error()
	case p.Line == 0:
		return p.File + ": " + p.Problem.Error()
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Problem.Error())
}

// Problems are all the problems of a scenario, sorted by file, line and column, those of settings last. They are the user's to mend.
type Problems []Problem

// Error writes one problem a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// maxProblems is how many problems are shown; a hint is not sought for many more than that.
const (
	maxProblems = 50
	maxHints    = 200
)

// collector gathers problems while a scenario is read.
type collector struct{ list Problems }

func (c *collector) add(at place, path, hint, format string, args ...any) {
	c.addProblem(at, model.Problem{Path: path, Message: fmt.Sprintf(format, args...), Hint: hint})
}

func (c *collector) addProblem(at place, m model.Problem) {
	p := Problem{Problem: m, Line: at.line, Column: at.column}
	if at.file != nil {
		p.File, p.setting = at.file.label, at.file.setting
	}
	c.list = append(c.list, p)
}

// nearest is a hint naming the known word closest to word, or "" when none is close or there are problems enough.
func (c *collector) nearest(word string, known []string) string {
	if len(c.list) > maxHints {
		return ""
	}
	return didYouMean(Nearest(word, known))
}

// offer is a hint naming the known word closest to word, or else what there is, introduced by what.
func (c *collector) offer(word, what string, known []string) string {
	if len(c.list) > maxHints {
		return ""
	}
	if near := Nearest(word, known); near != "" {
		return didYouMean(near)
	}
	return listed(what, known)
}

// limited reports a map of more than most entries, where most is not 0.
func (c *collector) limited(n *node, most int, path string) bool {
	if most == 0 || len(n.keys) <= most {
		return true
	}
	at := n.whole()
	if last := n.fields[n.keys[most]].whole(); last.layer() > at.layer() {
		at = last
	}
	c.add(at, path, "", "has %d entries: a scenario can have at most %d", len(n.keys), most)
	return false
}

// meant reports whether a key of the map at path was taken for a misspelling of key, or stands there with a problem of its own.
func (c *collector) meant(path, key string) bool {
	return slices.ContainsFunc(c.list, func(p Problem) bool {
		return p.Path == join(path, key) || parent(p.Path) == path && p.Hint == didYouMean(key)
	})
}

// parent is a path without its last key.
func parent(path string) string { return path[:max(0, strings.LastIndexByte(path, '.'))] }

// broken reports whether a problem says that a file could not be read, so that anything may be missing, or whether there
// are so many that no more are sought.
func (c *collector) broken() bool {
	return len(c.list) > maxHints || slices.ContainsFunc(c.list, func(p Problem) bool { return p.Path == "" || p.Path == "extends" })
}

// paths are those of the problems so far.
func (c *collector) paths() []string {
	var all []string
	for _, p := range c.list {
		all = append(all, p.Path)
	}
	return all
}

// filter keeps of the problems from the n-th on those whose path is to be kept.
func (c *collector) filter(n int, keep func(path string) bool) {
	later := slices.DeleteFunc(slices.Clone(c.list[n:]), func(p Problem) bool { return !keep(p.Path) })
	c.list = append(c.list[:n], later...)
}

// err is nil, or the problems sorted, without repetitions and cut to maxProblems with a note of how many are left out.
func (c *collector) err() error {
	if len(c.list) == 0 {
		return nil
	}
	ps := slices.Clone(c.list)
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(a.setting-b.setting, strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column)
	})
	ps = slices.Compact(ps)
	if more := len(ps) - maxProblems; more > 0 {
		ps = append(ps[:maxProblems:maxProblems], Problem{Problem: model.Problem{
			Message: fmt.Sprintf("and %d more problems", more)}})
	}
	return ps
}
