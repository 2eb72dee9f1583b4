package risk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/draw"
)

// split is a scenario to be simulated in parts, of few columns.
func split() *model.Scenario {
	c := business().add(contract("aws", 6e9, month(2026, 1), 18))
	c.vary("contracts.aws.delay", triangular(0, 2, 9), nil)
	c.noise("revenue.sales", 0.3, 0)
	c.s.Target, c.s.InputSHA256 = 1.9, "one"
	c.s.Checks = []model.Check{{Name: "covered", Metric: "coverage.revenue", From: 2026, Min: 1.8, Max: model.Unknown(), Probability: 0.5, Level: model.LevelError}}
	return c.s
}

func partOptions() Options {
	return Options{Paths: 1 << 14, Seed: 9, Metrics: []string{"coverage.revenue", "min_coverage"}}
}

// partsOf are all parts of a run, written and read back, in an order of no meaning.
func partsOf(t *testing.T, o Options, n int, ss ...*model.Scenario) []*Summary {
	t.Helper()
	var all []*Summary
	for k := 1; k <= n; k++ {
		o.Workers = k % 3
		s, err := Part(context.Background(), ss, o, k, n, nil)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, reread(t, s))
	}
	rand.New(rand.NewPCG(1, uint64(n))).Shuffle(n, func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

func written(t testing.TB, s *Summary) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := s.WriteTo(&b)
	if err != nil || n != int64(b.Len()) {
		t.Fatalf("wrote %d bytes and says %d: %v", b.Len(), n, err)
	}
	return b.Bytes()
}

func reread(t *testing.T, s *Summary) *Summary {
	t.Helper()
	b := written(t, s)
	out, err := ReadSummary(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(written(t, out), b) {
		t.Error("what was read is written otherwise")
	}
	return out
}

func TestPartsMakeTheWhole(t *testing.T) {
	variant := split()
	variant.Name, variant.Contracts[0].Value, variant.InputSHA256 = "variant", 5e9, "two"
	for _, sampler := range draw.Samplers {
		for _, summarise := range []bool{false, true} {
			o := partOptions()
			o.Sampler, o.Summarise = sampler, summarise
			if sampler == draw.Random {
				o.Paths += 333 // the last block is not full
			}
			ss := []*model.Scenario{split(), variant}
			if summarise && sampler != draw.Random {
				ss = ss[:1] // summaries of every replicate are large
			}
			whole := simulate(t, o, ss...)
			if whole.Bounded != summarise {
				t.Errorf("bounded is %v of a run that is asked to be %v", whole.Bounded, summarise)
			}
			for _, n := range []int{1, 3, 16} {
				if n == 16 && summarise && sampler != draw.Random {
					continue
				}
				merged, err := Merge(ss, each(partsOf(t, o, n, ss...)))
				if err != nil {
					t.Fatal(err)
				}
				sameResult(t, fmt.Sprintf("%s, %d parts, summaries %v", sampler, n, summarise), merged, whole)
				a, b := merged.Inputs(0, 77, nil), whole.Inputs(0, 77, nil)
				if !slices.Equal(a, b) {
					t.Errorf("inputs of path 77 are %v in parts and %v in one run", a, b)
				}
			}
			if testing.Short() {
				return
			}
		}
	}
}

func TestPartsThatDoNotBelongTogetherAreRefused(t *testing.T) {
	o := partOptions()
	o.Paths = 4 << 10
	s := split()
	ss := []*model.Scenario{s}
	parts := partsOf(t, o, 3, s)
	slices.SortFunc(parts, func(a, b *Summary) int { return a.header.Part - b.header.Part })
	other := func(change func(*Options, *model.Scenario)) []*Summary {
		o, s := o, split()
		change(&o, s)
		return []*Summary{parts[0], partsOf(t, o, 3, s)[0], parts[2]}
	}
	// The other run's part is put first in turn, so that either may be what the rest is held against.
	for what, c := range map[string]struct {
		parts []*Summary
		want  string
	}{
		"none":              {nil, "no parts"},
		"one missing":       {[]*Summary{parts[0], parts[2]}, "part 2 of 3 is missing"},
		"the first missing": {[]*Summary{parts[2], parts[1]}, "part 1 of 3 is missing"},
		"the last missing":  {[]*Summary{parts[1], parts[0]}, "part 3 of 3 is missing"},
		"one twice":         {[]*Summary{parts[0], parts[1], parts[1], parts[2]}, "part 2 of 3 is given twice"},
		"one in place":      {[]*Summary{parts[0], parts[1], parts[1]}, "part 2 of 3 is given twice"},
		"another cut":       {[]*Summary{parts[0], parts[1], partsOf(t, o, 2, s)[0]}, "stands beside"},
		"another seed":      {other(func(o *Options, _ *model.Scenario) { o.Seed++ }), ""},
		"more paths":        {other(func(o *Options, _ *model.Scenario) { o.Paths *= 2 }), ""},
		"another sampler":   {other(func(o *Options, _ *model.Scenario) { o.Sampler = draw.Sobol }), ""},
		"other periods":     {other(func(o *Options, _ *model.Scenario) { o.By = model.ByQuarter }), ""},
		"other metrics":     {other(func(o *Options, _ *model.Scenario) { o.Metrics = []string{"min_coverage", "coverage.revenue"} }), ""},
		"bounded":           {other(func(o *Options, _ *model.Scenario) { o.Summarise = true }), ""},
		"another scenario":  {other(func(_ *Options, s *model.Scenario) { s.InputSHA256, s.Contracts[0].Value = "other", 7e9 }), "other scenarios"},
	} {
		for turn := range max(1, len(c.parts)) {
			ordered := append(slices.Clone(c.parts[min(turn, len(c.parts)):]), c.parts[:min(turn, len(c.parts))]...)
			if _, err := Merge(ss, each(ordered)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
	changed := split()
	changed.InputSHA256 = "changed"
	if _, err := Merge([]*model.Scenario{changed}, each(parts)); err == nil || !strings.Contains(err.Error(), "other scenarios") {
		t.Errorf("a changed scenario: %v", err)
	}
	if _, err := Merge([]*model.Scenario{split(), split()}, each(parts)); err == nil {
		t.Error("two scenarios in place of one are merged")
	}
}

func TestADamagedSummaryIsRefused(t *testing.T) {
	o := partOptions()
	o.Paths = 1 << 10
	for _, summarise := range []bool{false, true} {
		o.Summarise = summarise
		s, err := Part(context.Background(), []*model.Scenario{split()}, o, 1, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		whole := written(t, s)
		random := rand.New(rand.NewPCG(3, 3))
		for i := range 400 {
			b := bytes.Clone(whole)
			at := random.IntN(len(b))
			if i < 200 {
				at = random.IntN(min(len(b), 900)) // the header, and what follows it
			}
			b[at] ^= 1 << random.IntN(8)
			if _, err := ReadSummary(bytes.NewReader(b)); err == nil {
				t.Fatalf("a bit of byte %d of %d was changed, and it is read", at, len(b))
			}
			if _, err := ReadSummary(bytes.NewReader(whole[:at])); err == nil {
				t.Fatalf("cut after %d of %d bytes, and it is read", at, len(whole))
			}
		}
	}
}

// Whatever the header says, what is no summary is an error and no panic.
func TestAHeaderThatCannotBeIsRefused(t *testing.T) {
	o := partOptions()
	o.Paths = 2 << 10
	s, err := Part(context.Background(), []*model.Scenario{split()}, o, 1, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(*header){
		"more parts than blocks": func(h *header) { h.Part, h.Parts = 1<<62, 1<<62 },
		"three parts of two":     func(h *header) { h.Part, h.Parts = 1, 3 },
		"no part":                func(h *header) { h.Part = 0 },
		"columns below zero":     func(h *header) { h.Columns = -1 },
		"another format":         func(h *header) { h.Format = "commitcast.summary/2" },
		"another version":        func(h *header) { h.Version = "0.0.0" },
		"no sampler":             func(h *header) { h.Sampler = "dice" },
		"no paths":               func(h *header) { h.Paths = 0 },
		"a hash too few":         func(h *header) { h.Hashes = nil },
	} {
		bad := &Summary{header: s.header, store: s.store}
		change(&bad.header)
		func() {
			defer func() {
				if r := recover(); r != nil {
					t.Errorf("%s: panics: %v", what, r)
				}
			}()
			if _, err := ReadSummary(bytes.NewReader(written(t, bad))); err == nil {
				t.Errorf("%s: is read", what)
			}
		}()
	}
}

func TestPartsThatCannotBeAreRefused(t *testing.T) {
	o := partOptions()
	o.Paths = 3 << 10
	for _, c := range [][2]int{{0, 1}, {2, 1}, {1, 0}, {-1, -1}, {1, 4}} {
		if _, err := Part(context.Background(), []*model.Scenario{split()}, o, c[0], c[1], nil); err == nil {
			t.Errorf("part %d of %d of 3 blocks is simulated", c[0], c[1])
		}
	}
}

// each gives parts one after the other.
func each(parts []*Summary) iter.Seq2[*Summary, error] {
	return func(yield func(*Summary, error) bool) {
		for _, s := range parts {
			if !yield(s, nil) {
				return
			}
		}
	}
}

// Neither samples nor summaries take more than is allowed: what would is refused beforehand, or stops.
func TestARunKeepsWithinItsMemory(t *testing.T) {
	o := Options{Paths: 1 << 13, Seed: 2, Metrics: []string{"min_coverage"}, Summarise: true}
	r, err := New([]*model.Scenario{noisy().s}, o)
	if err != nil {
		t.Fatal(err)
	}
	_, kept := r.Memory()
	for most, fits := range map[int64]bool{kept: true, kept - 1: false} {
		o.MaxMemory = most
		var memory *MemoryError
		if _, err := New([]*model.Scenario{noisy().s}, o); fits != (err == nil) || !fits && !errors.As(err, &memory) {
			t.Errorf("of %d bytes %d are allowed: %v", kept, most, err)
		}
	}
	// Revenue of a volatility of 300% reaches over more powers of two than summaries are expected to.
	o.Metrics, o.MaxMemory = []string{"revenue"}, 0
	wide := []*model.Scenario{noisy().s}
	r, err = New(wide, o)
	if err != nil {
		t.Fatal(err)
	}
	_, o.MaxMemory = r.Memory()
	for o.Workers = range 3 {
		var memory *MemoryError
		if _, err := Simulate(context.Background(), wide, o, nil); !errors.As(err, &memory) {
			t.Errorf("summaries of revenue keep to %d bytes: %v", o.MaxMemory, err)
		}
	}
	o.MaxMemory *= 10
	if _, err := Simulate(context.Background(), wide, o, nil); err != nil {
		t.Error(err)
	}
}
