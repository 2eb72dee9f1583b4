package scenarios

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"commitcast/model"
)

// canonical is the SHA-256 of a merged tree, catalogue and settings included. Equal quantities are written alike, so $38B
// and 38e9 hash alike, and so does a grade given to a scalar or to its line. The names of files, comments and the order of
// keys do not matter, with one exception: the order of contracts, revenue and cost lines and of list items decides the
// order of results, so it is hashed.
func canonical(tree *node) string {
	t := canonicalText{text: make([]byte, 0, 32<<10)}
	t.text = append(t.text, "commitcast.scenario/1\n"...)
	t.write(tree)
	sum := sha256.Sum256(t.text)
	return hex.EncodeToString(sum[:])
}

// canonicalText is what is hashed of a tree, as far as it is written, and the path of the node that comes next.
type canonicalText struct{ text, path []byte }

// write writes one line a scalar: path, value, grade and source.
func (t *canonicalText) write(n *node) {
	t.text = append(t.text, t.path...)
	if n.form == scalarForm {
		t.text = append(append(t.text, '='), n.spec.kind.canonical(n.text, n.value)...)
		t.text = append(append(t.text, ' '), gradeOf(n)...)
		t.text = append(strconv.AppendQuote(append(t.text, ' '), n.source), '\n')
		return
	}
	t.text = append(append(append(t.text, ':'), n.form.String()...), '\n')
	type part struct {
		key   string
		child *node
	}
	parts := make([]part, 0, len(n.keys)+len(n.items))
	n.children(func(key string, child *node) {
		if !(n.spec.line && (key == "source" || key == "grade")) { // they stand with the scalars
			parts = append(parts, part{key, child})
		}
	})
	if n.form == mapForm && !n.spec.ordered {
		slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.key, b.key) })
	}
	above := len(t.path)
	for _, p := range parts {
		if above > 0 {
			t.path = append(t.path, '.')
		}
		t.path = append(t.path, p.key...)
		t.write(p.child)
		t.path = t.path[:above]
	}
}

// gradeOf is the scalar's grade, assumed when none is stated.
func gradeOf(n *node) model.Grade { return cmp.Or(n.grade, model.Assumed) }
