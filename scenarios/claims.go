package scenarios

import (
	"strings"

	"commitcast/model"
)

// Claim is one report of what stands at a path, beside what the scenario itself has there.
type Claim struct {
	Path, Name string
	Text       string // what is claimed, as written, in one line
	Grade      model.Grade
	Source     string // id of one of the Scenario's sources; "" for none
	Note       string
	Origin     string          // file:line:column of what is claimed
	Scenario   *model.Scenario // with the claim set at its path, as a setting would be, and nothing uncertain; checked and valid
}

// claims makes a scenario of every claim of a tree. What is wrong with one is a problem at its place. But one that only does not fit
// what is laid over its file, which is of the layer top or below, is left out with a warning. before is the tree without the settings.
func (l *loader) claims(loaded *Loaded, before *node, top int) {
	all := l.listClaims(loaded.merged)
	if len(all) > maxClaims {
		at := loaded.merged.get(claimsKey)
		l.c.add(at.whole(), claimsKey, "", "has %d claims: a scenario can have at most %d", len(all), maxClaims)
		return
	}
	for _, one := range all {
		c, problems := l.claim(loaded.merged, one)
		switch {
		case len(problems) == 0:
			loaded.Claims = append(loaded.Claims, c)
		case one.value().at.layer() < top || before != loaded.merged && l.fits(before, one):
			loaded.Unfit = append(loaded.Unfit, model.Warning{Path: one.path(),
				Message: "left out, for it does not fit what is laid over it: " + problems[0].Problem.Error()})
		default:
			for _, p := range problems {
				l.c.add(one.value().at, one.path(), p.Hint, "does not fit the scenario: %s: %s", p.Path, p.Message)
			}
		}
	}
}

// fits reports whether a claim can be made over a tree.
func (l *loader) fits(tree *node, one claimed) bool {
	_, problems := l.claim(tree, one)
	return len(problems) == 0
}

// claimed is one claim as it stands in a tree.
type claimed struct {
	of, name string
	node     *node
}

func (c *claimed) path() string { return join(join(claimsKey, c.of), c.name) }

func (c *claimed) value() *node { return c.node.get("value") }

// listClaims are the claims of a tree in the order of the file. One that claims nothing is reported.
func (l *loader) listClaims(tree *node) []claimed {
	var all []claimed
	tree.get(claimsKey).children(func(of string, names *node) {
		names.children(func(name string, n *node) {
			c := claimed{of, name, n}
			if c.value() == nil || c.value().form == nullForm {
				l.c.add(n.whole(), join(c.path(), "value"), "give "+n.spec.field("value").spec.accepts(), "is missing")
				return
			}
			all = append(all, c)
		})
	})
	return all
}

// claim makes the scenario of one claim over a tree, or says what is wrong with it.
func (l *loader) claim(tree *node, of claimed) (Claim, Problems) {
	own := &loader{c: &collector{}, main: l.main}
	v := of.value()
	s := setting{c: own.c, arg: v.at, value: v, path: of.of}
	plain := unclaimed(tree)
	if plain.get("uncertainty") != nil { // whose distributions may not fit what is claimed
		plain = plain.copy()
		plain.drop("uncertainty")
	}
	out := s.into(plain, language, strings.Split(of.of, "."), "")
	if out == nil {
		return Claim{}, own.c.list
	}
	scenario := own.scenario(inCurrency(out))
	if len(own.c.list) > 0 {
		return Claim{}, own.c.list
	}
	return Claim{
		Path: of.of, Name: of.name, Text: v.written(), Origin: v.at.origin(), Scenario: scenario,
		Grade: statedGrade(of.node), Source: of.node.get("source").str(v.source), Note: of.node.get("note").str(""),
	}, nil
}

// statedGrade is the grade of a claim, that of its value where the value has one of its own.
func statedGrade(n *node) model.Grade {
	if v := n.get("value"); v.form == scalarForm {
		return gradeOf(v)
	}
	return model.Grade(n.get("grade").str(string(model.Assumed)))
}

// unclaimed is a tree without its claims.
func unclaimed(tree *node) *node {
	if tree.get(claimsKey) == nil {
		return tree
	}
	out := tree.copy()
	out.drop(claimsKey)
	return out
}

// settled is a tree without its claims, and without the sources that only claims rest on: no result comes from them.
func settled(tree *node) *node {
	all := tree.get(claimsKey)
	if all == nil {
		return tree
	}
	out := unclaimed(tree)
	needed := map[string]bool{}
	out.restOn(needed)
	claimed := map[string]bool{}
	all.restOn(claimed)
	kept := out.get("sources")
	if kept == nil {
		return out
	}
	kept = kept.copy()
	for id := range claimed {
		if !needed[id] {
			kept.drop(id)
		}
	}
	out.put("sources", kept)
	return out
}

// restOn collects the ids of the sources that are named in a tree.
func (n *node) restOn(ids map[string]bool) {
	if n.form == scalarForm {
		if n.source != "" {
			ids[n.source] = true
		}
		if n.spec.kind.refers == toSource {
			ids[n.text] = true
		}
	}
	n.children(func(_ string, child *node) { child.restOn(ids) })
}
