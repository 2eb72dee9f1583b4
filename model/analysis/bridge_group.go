package analysis

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"commitcast/model"
)

// Grouped makes one change of those that a group's patterns match, where the first of them stood, and gives the places in all of the
// changes that each change now stands for. A group is patterns separated by commas. A pattern is a path of which every key may have *
// for any letters and ? for one. It matches what it names and all below: contracts.aws and contracts.aws.* match contracts.aws.ramp.full.
//
// The error is a *model.UnknownName for a pattern that matches nothing, and another for one that cannot be read or for a change that two
// groups want.
func Grouped(all []Change, groups []string) (out []Change, members [][]int, err error) {
	taken := make([]int, len(all)) // by group, from 1
	for g, patterns := range groups {
		for pattern := range strings.SplitSeq(patterns, ",") {
			if err := takeMatches(all, strings.TrimSpace(pattern), g+1, taken); err != nil {
				return nil, nil, err
			}
		}
	}
	place := map[int]int{} // of a group among out
	for i, c := range all {
		g := taken[i]
		if k, ok := place[g]; ok && g > 0 {
			out[k].Paths = append(out[k].Paths, c.Paths...)
			out[k].Of = append(out[k].Of, c)
			members[k] = append(members[k], i)
			continue
		}
		if g > 0 {
			place[g] = len(out)
			c = Change{Group: groups[g-1], Paths: slices.Clone(c.Paths), Of: []Change{c}}
		}
		out, members = append(out, c), append(members, []int{i})
	}
	return out, members, nil
}

// takeMatches gives a group the changes that a pattern matches.
func takeMatches(all []Change, pattern string, group int, taken []int) error {
	some := false
	var known []string
	for i, c := range all {
		for _, p := range c.Paths {
			yes, err := matches(pattern, p)
			if err != nil {
				return fmt.Errorf("%q is no pattern of paths: %w", pattern, err)
			}
			if known = append(known, p); !yes {
				continue
			}
			if some = true; taken[i] != 0 && taken[i] != group {
				return fmt.Errorf("%s is in two groups", p)
			}
			taken[i] = group
		}
	}
	if !some {
		return &model.UnknownName{What: "changed path", Name: pattern, Known: known}
	}
	return nil
}

// matches reports whether a pattern matches a path, or what is above it.
func matches(pattern, address string) (bool, error) {
	for strings.HasSuffix(pattern, ".*") {
		pattern = strings.TrimSuffix(pattern, ".*")
	}
	keys, want := strings.Split(address, "."), strings.Split(pattern, ".")
	if len(want) > len(keys) {
		_, err := path.Match(pattern, "")
		return false, err
	}
	for i, w := range want {
		if yes, err := path.Match(w, keys[i]); !yes || err != nil {
			return false, err
		}
	}
	return true, nil
}

// Expanded is which of all n changes are taken where those of the grouped ones are.
func Expanded(take []bool, members [][]int, n int) []bool {
	all := make([]bool, n)
	for k, taken := range take {
		for _, i := range members[k] {
			all[i] = taken
		}
	}
	return all
}
