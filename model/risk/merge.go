package risk

import (
	"fmt"
	"iter"
	"math"
	"reflect"
	"slices"

	"commitcast/model"
)

// Merge puts all parts of one run together, in any order, into the result the whole run would give, to the last bit. The scenarios are
// those that were simulated. It fails when a part is missing or given twice, or is of another run, and with the first error of parts. No
// more than one part is held beside what all before it gave.
func Merge(ss []*model.Scenario, parts iter.Seq2[*Summary, error]) (*Result, error) {
	var m *merger
	for s, err := range parts {
		if err == nil && m == nil {
			m, err = newMerger(ss, s)
		}
		if err == nil {
			err = m.take(s)
		}
		if err != nil {
			return nil, err
		}
	}
	if m == nil {
		return nil, fmt.Errorf("there are no parts to merge")
	}
	if k := slices.Index(m.given, false); k >= 0 {
		return nil, fmt.Errorf("part %d of %d is missing", k+1, len(m.given))
	}
	return m.plan.result(m.all), nil
}

// merger puts parts together.
type merger struct {
	plan  *plan
	all   *store
	given []bool // by part
}

// newMerger prepares for the parts of the run that one is of.
func newMerger(ss []*model.Scenario, first *Summary) (*merger, error) {
	o := first.Options()
	o.MaxMemory, o.Summarise = math.MaxInt64, first.header.Bounded
	p, err := newPlan(ss, o)
	if err != nil {
		return nil, err
	}
	return &merger{p, newStore(p, 0, p.options.blocks()), make([]bool, first.header.Parts)}, nil
}

// take adds a part to the whole.
func (m *merger) take(s *Summary) error {
	if err := m.plan.belongs(s, len(m.given)); err != nil {
		return err
	}
	given := &m.given[s.header.Part-1]
	if *given {
		return fmt.Errorf("part %d of %d is given twice", s.header.Part, s.header.Parts)
	}
	*given = true
	copy(m.all.tallies[s.store.from:], s.store.tallies)
	for c, column := range s.store.samples {
		copy(m.all.samples[c][m.plan.options.pathsUpTo(s.store.from):], column)
	}
	for r, replicate := range s.store.sketches {
		for c := range replicate {
			m.all.sketches[r][c].Merge(&replicate[c])
		}
	}
	return nil
}

// belongs refuses a part of another run, or of another number of parts than the first one.
func (p *plan) belongs(s *Summary, parts int) error {
	h, want := s.header, p.header(s.header.Part, parts)
	switch {
	case h.Parts != parts:
		return fmt.Errorf("part %d of %d stands beside a part of %d", h.Part, h.Parts, parts)
	case !slices.Equal(h.Hashes, want.Hashes):
		return fmt.Errorf("part %d is of other scenarios: it was simulated from %v, or they have changed since", h.Part, h.Scenarios)
	}
	h.Scenarios = want.Scenarios // a file may have another name here
	if !reflect.DeepEqual(h, want) {
		return fmt.Errorf("part %d is of another run: its options differ", h.Part)
	}
	return nil
}
