package scenarios

import (
	"slices"
	"strconv"
	"sync"
)

// spec says what may stand at one place of a scenario. The whole language is a tree of specs; checking, merging, --set,
// the list of paths and the hash all read it, so a new clause is one more field. Exactly one of kind, fields or
// later, each or eachOf, and either is set.
type spec struct {
	kind *kind // a scalar

	fields   []field        // a map with known keys; read by members alone
	later    func() []field // in place of fields: makes them when the first is asked for
	rivals   []rivalry
	bound    [][]string // keys of which what differs moves as one
	variant  func(over, base *node) string
	dotted   bool // a key may be a whole path with its dots
	sparse   bool // what could be given in it is not listed
	line     bool // has a source and grade of its own, and must exist before --set reaches below it
	unlisted bool // is no input: titles, sources
	whole    bool // what differs in it moves as one

	each     *spec                  // a list, or with keys a map
	eachOf   func(key string) *spec // in place of each, of a map: what stands under a key depends on it
	keys     *kind                  // what the keys of a map must be
	named    bool                   // a list whose items are addressed by name
	ordered  bool                   // the order of a map's entries shows in results
	numbered bool                   // a list whose items are addressed by number, from 1; others by contract year
	most     int                    // entries it may have; 0 for no limit of its own

	bare     bool   // what is no map stands for a map with it as value
	measures *kind  // of a distribution: what it is of
	process  bool   // is a noise process
	says     string // completes "must be …" in place of "a map"

	either []*spec // the alternative is chosen by what stands there

	making  sync.Once // of the fields that come later
	reading sync.Once // of the defaults, when the first is asked for
	read    map[string]*node
}

// rivalry is groups of keys that exclude each other: only keys of one group may be given.
type rivalry [][]string

// group is the number of the group that key is one of, -1 for none.
func (r rivalry) group(key string) int {
	return slices.IndexFunc(r, func(group []string) bool { return slices.Contains(group, key) })
}

// field is one known key of a map.
type field struct {
	key      string
	spec     *spec
	standard string // the default as a user would write it, and as decode reads it; "" when there is none
	required bool
	refused  *mistake // why a key of the language has no value here
}

func scalar(k *kind) *spec { return &spec{kind: k} }

// members are the fields of a map with known keys; nil for any other spec.
func (s *spec) members() []field {
	if s.later != nil {
		s.making.Do(func() { s.fields = s.later() })
	}
	return s.fields
}

// standards are the defaults of the fields that have one, each read once.
func (s *spec) standards() map[string]*node {
	s.reading.Do(func() {
		s.read = map[string]*node{}
		fields := s.members()
		for i := range fields {
			if n := fields[i].reading(); n != nil {
				s.read[fields[i].key] = n
			}
		}
	})
	return s.read
}

// reading is the default as a node; nil when there is none.
func (f *field) reading() *node {
	if f.standard == "" {
		return nil
	}
	s := f.spec.scalarSpec()
	v, _ := s.kind.parse(f.standard) // a test reads every default
	return &node{form: scalarForm, spec: s, text: f.standard, value: v}
}

// asOne is a spec of which what differs between two scenarios moves as one.
func asOne(s *spec) *spec {
	s.whole = true
	return s
}

func table(keys *kind, each *spec) *spec { return &spec{keys: keys, each: each} }

func list(each *spec) *spec { return &spec{each: each} }

func either(alternatives ...*spec) *spec { return &spec{either: alternatives} }

func (s *spec) form() form {
	switch {
	case s.kind != nil:
		return scalarForm
	case s.each != nil && s.keys == nil:
		return listForm
	}
	return mapForm
}

// alternatives are the specs that may stand here: the spec itself unless it is a choice.
func (s *spec) alternatives() []*spec {
	if s.either != nil {
		return s.either
	}
	return []*spec{s}
}

// itemLabel is the address of the i-th item of a list whose items have no names.
func (s *spec) itemLabel(i int) string {
	if s != nil && s.numbered {
		return strconv.Itoa(i + 1)
	}
	return contractYear(i + 1)
}

// scalarSpec is the scalar that may stand here, nil if none may.
func (s *spec) scalarSpec() *spec {
	for _, a := range s.alternatives() {
		if a.kind != nil {
			return a
		}
	}
	return nil
}

// choose is the alternative n is meant as: of its form, and of two maps the one that knows one of its keys, else the one
// with free keys. It is nil when none is of n's form.
func (s *spec) choose(n *node) *spec {
	var chosen *spec
	for _, a := range s.alternatives() {
		if a.form() != n.form {
			continue
		}
		if slices.ContainsFunc(n.keys, a.knows) {
			return a
		}
		if chosen == nil || a.keys != nil {
			chosen = a
		}
	}
	return chosen
}

// knows reports whether key is one of the spec's fields.
func (s *spec) knows(key string) bool { return s.field(key) != nil }

// field is the known key of that name, nil if there is none.
func (s *spec) field(key string) *field {
	fields := s.members()
	for i := range fields {
		if fields[i].key == key {
			return &fields[i]
		}
	}
	return nil
}

// admits reports whether something may stand under key, and what. It is nil when nothing may.
func (s *spec) admits(key string) *spec {
	switch {
	case s.keys != nil:
		if _, bad := s.keys.parse(key); bad != nil {
			return nil
		}
		if s.eachOf != nil {
			return s.eachOf(key)
		}
		return s.each
	case s.each != nil:
		return s.each
	default:
		if f := s.field(key); f != nil && f.refused == nil {
			return f.spec
		}
	}
	return nil
}

// at is what may stand at a path below s: of alternatives the first that goes so far. It is nil when nothing may.
func (s *spec) at(keys []string) *spec {
	if len(keys) == 0 {
		return s
	}
	for _, a := range s.alternatives() {
		if a.kind != nil {
			continue
		}
		if below := a.admits(keys[0]); below != nil {
			if found := below.at(keys[1:]); found != nil {
				return found
			}
		}
	}
	return nil
}

// known are the keys of a map with known keys that may be used.
func (s *spec) known() []string {
	var keys []string
	for _, f := range s.members() {
		if f.refused == nil {
			keys = append(keys, f.key)
		}
	}
	return keys
}

// excludes are the keys that cannot stand beside key.
func (s *spec) excludes(key string) []string {
	var out []string
	for _, r := range s.rivals {
		own := r.group(key)
		for i, group := range r {
			if own >= 0 && i != own {
				out = append(out, group...)
			}
		}
	}
	return out
}

// accepts completes "must be …".
func (s *spec) accepts() string {
	text := ""
	for i, a := range s.alternatives() {
		switch {
		case i > 0 && i == len(s.alternatives())-1:
			text += " or "
		case i > 0:
			text += ", "
		}
		switch {
		case a.kind != nil:
			text += a.kind.accepts
		case a.says != "":
			text += a.says
		default:
			text += a.form().String()
		}
	}
	return text
}
