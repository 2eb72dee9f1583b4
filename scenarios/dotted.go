package scenarios

import "strings"

// expand writes keys that are whole paths as maps in maps: {contracts.aws.delay: D} as {contracts: {aws: {delay: D}}}.
func (k checker) expand(n *node, path string) *node {
	out := newMap(nil, n.at)
	out.key = n.key
	made := map[*node]bool{out: true}
	for _, key := range n.keys {
		k.nest(out, n.fields[key], strings.Split(key, "."), join(path, key), made)
	}
	return out
}

// nest puts a value at the end of a path of keys below a map. made are the maps that are this tree's own.
func (k checker) nest(in, value *node, keys []string, path string, made map[*node]bool) {
	for len(keys) > 1 {
		key := keys[0]
		if key == "" {
			break
		}
		next := in.get(key)
		switch {
		case next == nil:
			next = newMap(nil, value.whole())
			next.key = value.whole()
		case next.form != mapForm:
			k.c.add(value.whole(), path, "", "is said twice: %s has a value of its own", key)
			return
		case !made[next]:
			next = next.copy()
		}
		made[next] = true
		in.put(key, next)
		in, keys = next, keys[1:]
	}
	switch {
	case keys[0] == "":
		k.c.add(value.whole(), path, "write contracts.aws.delay", "has a dot with no key beside it")
	case in.get(keys[0]) != nil:
		k.c.add(value.whole(), path, "", "is said twice")
	default:
		in.put(keys[0], value)
	}
}
