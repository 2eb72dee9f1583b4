package scenarios

import (
	"slices"
	"strings"

	"commitcast/model"
)

// Path is one address of a scenario that a setting may name.
type Path struct {
	Path    string
	Value   string // as written; of one that is not set the default, or "" when there is none
	Set     bool   // the scenario, or the embedded catalogue, gives it
	Accepts string // what may be written there: a length such as 7y, 84mo or 90d
}

// Paths lists every scalar that a setting may give: those of the loaded scenario, in its order, each map followed by what
// could be given beside it. Sources are not listed.
func Paths(l *Loaded) []Path {
	var all []Path
	list := func(p Path) { all = append(all, p) }
	walkPaths(l.tree, l.tree, nil, list)
	return all
}

func walkPaths(tree, n *node, keys []string, list func(Path)) {
	path := ""
	for _, k := range keys {
		path = join(path, k)
	}
	if n.form == scalarForm {
		list(Path{Path: path, Value: n.text, Set: true, Accepts: n.spec.kind.accepts})
		return
	}
	n.children(func(key string, child *node) {
		if !hidden(key, child.spec) && !strings.Contains(key, ".") { // no setting can name what has a dot
			walkPaths(tree, child, append(slices.Clip(keys), key), list)
		}
	})
	fields := n.spec.members()
	for i := range fields {
		f := &fields[i]
		if f.refused == nil && !n.spec.sparse && n.get(f.key) == nil && !hidden(f.key, f.spec) && applies(n, f.key) {
			unset(f.spec, join(path, f.key), defaultOf(tree, n, append(slices.Clip(keys), f.key)), list)
		}
	}
}

// hidden reports what is no quantity to vary.
func hidden(key string, s *spec) bool {
	return s.unlisted || key == "extends"
}

// applies reports whether a contract could have a key as it stands: the clauses of a drawdown are no other's, and some are
// take-or-pay's alone.
func applies(n *node, key string) bool {
	if n.spec != contract {
		return true
	}
	kind := model.Commitment(n.given("commitment").text)
	ofDrawdown := slices.ContainsFunc(drawdownFields, func(f field) bool { return f.key == key })
	ofTakeOrPay := slices.Contains([]string{"tranches", "cancel_if_late", "backstop", "exit_right"}, key)
	return (kind == model.Drawdown || !ofDrawdown) && (kind == model.TakeOrPay || !ofTakeOrPay)
}

// unset lists what could be given at a path and below it.
func unset(s *spec, path, standard string, list func(Path)) {
	for _, a := range s.alternatives() {
		switch {
		case a.kind != nil:
			list(Path{Path: path, Value: standard, Accepts: a.kind.accepts})
		case !a.sparse:
			fields := a.members()
			for i := range fields {
				if f := &fields[i]; f.refused == nil && !hidden(f.key, f.spec) {
					unset(f.spec, join(path, f.key), f.standard, list)
				}
			}
		}
	}
}
