package scenarios

import (
	"math"
	"path"
	"slices"
	"strings"

	"commitcast/model"
)

// model decodes a tree and checks it as a whole. Where there are problems already, those that may only follow from them
// are not reported.
func (l *loader) model(tree *node) *model.Scenario {
	seen := l.c.paths()
	before := len(seen)
	s := decode(l.c, tree, path.Base(l.main.name))
	l.c.filter(before, func(path string) bool {
		return !slices.ContainsFunc(seen, func(p string) bool { return related(p, path) })
	})
	seen = l.c.paths()
	for _, p := range s.Validate() {
		p.Path = taken(tree, p.Path)
		if near := namesake(tree, p.Path); near != "" {
			p.Hint = didYouMean(near)
		}
		if mayFollow(p.Path, seen) {
			continue
		}
		if p.Path == "contracts" && p.Hint == "" && len(s.Contracts) == 0 && l.main.name != "-" {
			p.Hint = "a file without contracts is there to be extended by another: extends: " + path.Base(l.main.name)
		}
		l.c.addProblem(blamed(tree, s, p.Path), p)
	}
	return s
}

// taken is the path of what the value at path is taken from: for what a contract does not state the scenario's defaults,
// for what a tranche does not state its contract.
func taken(tree *node, path string) string {
	parts := strings.Split(path, ".")
	if len(parts) < 3 || parts[0] != "contracts" {
		return path
	}
	contract := tree.get("contracts").get(parts[1])
	if len(parts) > 4 && parts[2] == "tranches" && contract.get(parts[4]) != nil &&
		contract.get("tranches").get(parts[3]).get(parts[4]) == nil {
		return strings.Join(slices.Concat(parts[:2], parts[4:]), ".")
	}
	if len(parts) == 3 && contract.get(parts[2]) == nil && tree.get("defaults").get(parts[2]) != nil {
		return "defaults." + parts[2]
	}
	return path
}

// varied is the path of the scenario that a path below uncertainty is about, "" where it is about none.
func varied(path string) string {
	rest, ok := strings.CutPrefix(path, "uncertainty.")
	if !ok || rest == correlationKey || strings.HasPrefix(rest, correlationKey+".") {
		return ""
	}
	return strings.TrimPrefix(rest, noiseKey+".")
}

// namesake is the path that is probably meant by one below uncertainty that leads to a line, or an item of a list, that is not
// there; "" where none is near.
func namesake(tree *node, path string) string {
	about := varied(path)
	if about == "" {
		return ""
	}
	n, way := tree, ""
	for key := range strings.SplitSeq(about, ".") {
		next := n.child(key)
		if next == nil {
			var there []string
			if n.form == listForm || n.spec.keys != nil {
				n.children(func(k string, _ *node) { there = append(there, k) })
			}
			if near := Nearest(key, there); near != "" {
				return join(way, near) + strings.TrimPrefix(about, join(way, key))
			}
			return ""
		}
		n, way = next, join(way, key)
	}
	return ""
}

// basesOf are the paths that a problem at path may come from, besides path itself.
func basesOf(path string) []string {
	if about := varied(path); about != "" {
		return []string{about}
	}
	parts := strings.Split(path, ".")
	for _, b := range bases {
		of := strings.Split(b.of, ".")
		if !begins(parts, of) || len(of) == 1 && len(parts) > 1 {
			continue
		}
		on := slices.Clone(b.on)
		for i := range on {
			if strings.Contains(b.of, "*") {
				on[i] = strings.Replace(on[i], "*", parts[1], 1)
			}
		}
		return on
	}
	return nil
}

// begins reports whether a path begins as a pattern says, in which a star is any one part.
func begins(parts, pattern []string) bool {
	if len(parts) < len(pattern) {
		return false
	}
	for i, p := range pattern {
		if p != "*" && p != parts[i] {
			return false
		}
	}
	return true
}

// mayFollow reports whether a problem at path may only follow from those seen already: from one of the scenario as a whole,
// or at, around or below one of the paths it is based on. A key that is not known may have been meant as one of them.
func mayFollow(path string, seen []string) bool {
	if path == "" {
		return len(seen) > 0
	}
	for _, base := range append(basesOf(path), path) {
		pattern := strings.Split(base, ".")
		for _, p := range seen {
			parts := strings.Split(p, ".")
			if begins(parts, pattern) || begins(pattern, parts) || meant(parts, pattern) {
				return true
			}
		}
	}
	return false
}

// meant reports whether a key of the scenario or of a contract that is not known is near to the one in a path.
func meant(parts, pattern []string) bool {
	last := len(parts) - 1
	unknown := last == 0 && !language.knows(parts[0]) ||
		last == 2 && parts[0] == "contracts" && !contract.knows(parts[2])
	return unknown && len(pattern) > last && begins(parts[:last], pattern[:last]) &&
		Nearest(parts[last], pattern[last:last+1]) != ""
}

// related reports whether one path is the other or leads to it.
func related(a, b string) bool {
	return a == b || strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
}

// blamed is the place of the value that a problem at path comes from.
func blamed(tree *node, s *model.Scenario, path string) place {
	if path == "horizon" && tree.get("horizon") == nil {
		return locate(tree, taken(tree, longest(s)))
	}
	return lastLaid(tree, locate(tree, path), path)
}

// lastLaid is the place of a problem at path: at, unless a value it may come from was laid over it later.
func lastLaid(tree *node, at place, path string) place {
	for _, base := range basesOf(path) {
		tree.match(strings.Split(base, "."), func(n *node) {
			if n.form == scalarForm && n.at.layer() > at.layer() {
				at = n.at
			}
		})
	}
	return at
}

// match calls do for every node at a path in which a star is any one part.
func (n *node) match(pattern []string, do func(*node)) {
	if len(pattern) == 0 {
		do(n)
		return
	}
	n.children(func(key string, child *node) {
		if pattern[0] == "*" || pattern[0] == key {
			child.match(pattern[1:], do)
		}
	})
}

// layer is the place's file in the order of those laid over each other.
func (p place) layer() int {
	if p.file == nil {
		return 0
	}
	return p.file.layer
}

// longest is the path of what makes the last contract to end as long as it is.
func longest(s *model.Scenario) string {
	path, last := "contracts", math.Inf(-1)
	see := func(at string, start model.Date, term, delay model.Months) {
		end := start.Position() + float64(term) + float64(delay)
		if end <= last {
			return
		}
		path, last = at+".term", end
		if delay > term {
			path = at + ".delay"
		}
	}
	for i := range s.Contracts {
		c := &s.Contracts[i]
		at := "contracts." + c.ID
		if len(c.Tranches) == 0 {
			see(at, c.Start, c.Term, c.Delay)
		}
		for _, t := range c.Tranches {
			start, term, delay := t.Start, t.Term, t.Delay
			if start == 0 {
				start = c.Start
			}
			if term == 0 {
				term = c.Term
			}
			if !model.Known(float64(delay)) {
				delay = c.Delay
			}
			see(at+".tranches."+t.Name, start, term, delay)
		}
	}
	return path
}

// locate is the place of a path, or of what exists on the way to it. What begins in the line after its key is at the key.
func locate(tree *node, path string) place {
	n, exact := tree.find(strings.Split(path, "."))
	if n.form == scalarForm || exact && !(n.key.file == n.at.file && n.key.line < n.at.line) {
		return n.at
	}
	return n.whole()
}
