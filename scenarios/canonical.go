package scenarios

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"commitcast/model"
)

// canonical is the SHA-256 of a merged tree, catalogue and settings included. Equal quantities are written alike, so $38B
// and 38e9 hash alike, and so does a grade given to a scalar or to its line. The names of files, comments and the order of
// keys do not matter, with one exception: the order of contracts, revenue and cost lines and of list items decides the
// order of results, so it is hashed.
func canonical(tree *node) string {
	var b strings.Builder
	b.WriteString("commitcast.scenario/1\n")
	writeCanonical(&b, tree, "")
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// writeCanonical writes one line a scalar: path, value, grade and source.
func writeCanonical(b *strings.Builder, n *node, path string) {
	if n.form == scalarForm {
		k := n.spec.kind
		b.WriteString(path + "=" + k.canonical(n.text, n.value) + " " + string(gradeOf(n)) + " " + strconv.Quote(n.source) + "\n")
		return
	}
	b.WriteString(path + ":" + n.form.String() + "\n")
	type part struct {
		key   string
		child *node
	}
	var parts []part
	n.children(func(key string, child *node) {
		if !(n.spec.line && (key == "source" || key == "grade")) { // they stand with the scalars
			parts = append(parts, part{key, child})
		}
	})
	if n.form == mapForm && !n.spec.ordered {
		slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.key, b.key) })
	}
	for _, p := range parts {
		writeCanonical(b, p.child, join(path, p.key))
	}
}

// gradeOf is the scalar's grade, assumed when none is stated.
func gradeOf(n *node) model.Grade { return cmp.Or(n.grade, model.Assumed) }
