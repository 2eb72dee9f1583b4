package risk

import (
	"fmt"
	"reflect"
	"slices"

	"commitcast/model"
)

// Merge puts all parts of one run together, in any order, into the result the whole run would give, to the last bit. The scenarios are
// those that were simulated. It fails when a part is missing or given twice, or is of another run.
func Merge(ss []*model.Scenario, parts []*Summary) (*Result, error) {
	if len(parts) == 0 {
		return nil, fmt.Errorf("there are no parts to merge")
	}
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(a, b *Summary) int { return a.header.Part - b.header.Part })
	o := parts[0].Options()
	if o.MaxMemory = 1 << 62; parts[0].header.Bounded {
		o.MaxMemory = 1
	}
	p, err := newPlan(ss, o)
	if err != nil {
		return nil, err
	}
	for i, s := range parts {
		if err := p.belongs(s, &parts[0].header); err != nil {
			return nil, err
		}
		switch k := s.header.Part; {
		case k < i+1:
			return nil, fmt.Errorf("part %d of %d is given twice", k, s.header.Parts)
		case k > i+1:
			return nil, fmt.Errorf("part %d of %d is missing", i+1, s.header.Parts)
		}
	}
	if n := parts[0].header.Parts; len(parts) < n {
		return nil, fmt.Errorf("part %d of %d is missing", len(parts)+1, n)
	}
	return p.result(p.joined(parts)), nil
}

// belongs refuses a part of another run than the first one.
func (p *plan) belongs(s *Summary, first *header) error {
	h, want := s.header, p.header(s.header.Part, first.Parts)
	switch {
	case h.Parts != first.Parts:
		return fmt.Errorf("part %d of %d stands beside a part of %d", h.Part, h.Parts, first.Parts)
	case !slices.Equal(h.Hashes, want.Hashes):
		return fmt.Errorf("part %d is of other scenarios: it was simulated from %v, or they have changed since", h.Part, h.Scenarios)
	}
	h.Scenarios = want.Scenarios // a file may have another name here
	if !reflect.DeepEqual(h, want) {
		return fmt.Errorf("part %d is of another run: its options differ", h.Part)
	}
	return nil
}

// joined is the store of the whole run.
func (p *plan) joined(parts []*Summary) *store {
	all := &store{to: p.options.blocks()}
	if parts[0].header.Bounded {
		all.sketches = newSketches(p)
	} else {
		all.samples = make([][]float32, p.layout.columns)
		for c := range all.samples {
			all.samples[c] = make([]float32, 0, p.options.Paths)
		}
	}
	for _, s := range parts {
		all.tallies = append(all.tallies, s.store.tallies...)
		for c, column := range s.store.samples {
			all.samples[c] = append(all.samples[c], column...)
		}
		for r, replicate := range s.store.sketches {
			for c := range replicate {
				all.sketches[r][c].Merge(&replicate[c])
			}
		}
	}
	return all
}
