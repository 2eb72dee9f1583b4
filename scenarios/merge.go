package scenarios

import "slices"

// merge lays over on base: maps key by key, everything else replaced; null removes. A map is replaced whole when it is
// read as another alternative or is of another variant, such as a ramp of another shape. Neither tree is changed.
func merge(c *collector, base, over *node, path string) *node {
	if base == nil || base.form != mapForm || over.form != mapForm || base.spec != over.spec {
		return fresh(c, over, path)
	}
	if v := over.spec.variant; v != nil && v(over, base) != v(base, nil) {
		return fresh(c, over, path)
	}
	out := base.copy()
	out.at = over.at
	if over.key.line > 0 {
		out.key = over.key
	}
	for _, key := range over.keys {
		to, at := over.fields[key], join(path, key)
		if to.form == nullForm {
			if base.get(key) == nil {
				c.add(to.at, at, "", "null removes what no extended file has")
			}
			out.drop(key)
			continue
		}
		out.dropRivals(key)
		out.put(key, merge(c, base.get(key), to, at))
	}
	return out
}

// dropRivals removes the keys that exclude key.
func (n *node) dropRivals(key string) {
	for _, rival := range n.spec.excludes(key) {
		n.drop(rival)
	}
}

// fresh is n where there is nothing to merge it with: a null in it has nothing to remove.
func fresh(c *collector, n *node, path string) *node {
	if n.form != mapForm || !slices.ContainsFunc(n.keys, func(k string) bool {
		f := n.fields[k].form
		return f == nullForm || f == mapForm
	}) {
		return n
	}
	out := n.copy()
	for _, key := range n.keys {
		switch child := n.fields[key]; child.form {
		case nullForm:
			c.add(child.at, join(path, key), "", "null removes what no extended file has")
			out.drop(key)
		case mapForm:
			out.fields[key] = fresh(c, child, join(path, key))
		}
	}
	return out
}
