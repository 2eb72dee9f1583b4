package analysis

import (
	"context"
	"fmt"
	"math"
	"math/bits"
	"strings"

	"commitcast/model"
	"commitcast/model/draw"
)

// Decompose splits the variance of a target among the variables, each spread by its distribution, or evenly over its range. Correlated
// variables are one group, whose shares cannot be told apart; noise is left out. The base samples are scrambled Sobol points in 16
// independent replicates, so that there are 16 times a power of two of them. The error is a *SampleError or one of Evaluate.
func Decompose(ctx context.Context, s *model.Scenario, t model.Target, v *Variables, how Sampling, o Options) (*Decomposition, error) {
	groups := len(v.groups)
	if err := how.check("samples", 2*draw.Replicates, groups+2); err != nil {
		return nil, err
	}
	if n := how.Samples; n&(n-1) != 0 {
		below := 1 << (bits.Len(uint(n)) - 1)
		return nil, &SampleError{fmt.Sprintf("samples must be a power of two, is %d: the nearest are %d and %d", n, below, 2*below)}
	}
	base := newPickFreeze(v, how)
	values, err := v.sample(ctx, s, t, how.Samples*(groups+2), o, base.point)
	if err != nil {
		return nil, err
	}
	e := estimateIndices(values, groups, how.Seed)
	out := &Decomposition{Scenario: s, Target: t, Seed: how.Seed, Samples: how.Samples, Evaluations: len(values), Undefined: e.undefined,
		Mean: e.mean, SD: e.sd}
	for i, g := range v.groups {
		e.indices[i].Paths = v.names(g)
		out.Indices = append(out.Indices, e.indices[i])
	}
	out.Warnings = decompositionWarnings(out, v, e)
	widest(out.Indices, func(x Index) float64 { return x.Total })
	return out, nil
}

func decompositionWarnings(d *Decomposition, v *Variables, e *indexEstimate) []model.Warning {
	out := noiseLeftOut(d.Scenario)
	for _, paths := range v.Correlated() {
		out = append(out, model.Warning{Path: paths[0], Message: "moves as one with " + strings.Join(paths[1:], ", ") +
			": they are correlated, so that there is no variance that is of one of them alone"})
	}
	if e.rows < d.Samples {
		out = append(out, model.Warning{Path: d.Target.String(), Message: fmt.Sprintf(
			"is not defined at %d of %d evaluations: %d of %d base samples are left out, so that the inputs of the others are no longer "+
				"independent; ranges within which it is defined throughout mend that",
			e.undefined, d.Evaluations, d.Samples-e.rows, d.Samples)})
	}
	if e.rows > 1 && !model.Known(d.Indices[0].Total) {
		out = append(out, model.Warning{Path: d.Target.String(), Message: "is the same whatever the inputs are: there is no variance to split"})
	}
	return out
}

// Shares of the variance: one that matters to nobody, and an error that is too large for an index to be of use.
const (
	negligible = 0.01
	gross      = 0.1
)

// Doubt says what is wrong with an index that cannot be relied on: it lies outside of its own interval, its interval outside of what an
// index can be, it is grossly above 1 or the first-order above the total, or its interval is wider than all that an index can be. It
// is empty for an index that may be right. No estimate is moved into its bounds.
func (x *Index) Doubt() string {
	switch {
	case x.First < x.FirstLow || x.First > x.FirstHigh:
		return "the first-order index lies outside of its interval"
	case x.Total < x.TotalLow || x.Total > x.TotalHigh:
		return "the total index lies outside of its interval"
	case x.FirstHigh < 0:
		return "the first-order index is below 0 beyond its interval"
	case x.FirstLow > 1:
		return "the first-order index is above 1 beyond its interval"
	case x.FirstLow > x.TotalHigh+negligible:
		return "the first-order index is above the total beyond their intervals"
	case x.First > 1+gross:
		return "the first-order index is above 1"
	case x.First > x.Total+gross:
		return "the first-order index is above the total"
	case x.FirstHigh-x.FirstLow > 1:
		return "the interval of the first-order index is wider than 1"
	case x.TotalHigh-x.TotalLow > 1:
		return "the interval of the total index is wider than 1"
	}
	return ""
}

// pickFreeze makes the points of a decomposition: of each base sample two independent points A and B, and for each group A with the
// group's numbers of B (Saltelli 2010).
type pickFreeze struct {
	v       *Variables
	design  *draw.Design
	streams []draw.Key // of the numbers that find no room in the design
	made    int        // the base sample made last; −1 for none
	pairs   []float64  // its uniform numbers: of each variable that of A, then that of B
	mixed   []float64
	scores  []float64
}

func newPickFreeze(v *Variables, how Sampling) *pickFreeze {
	var names []string
	for i := range v.All {
		names = append(names, "first "+v.All[i].Path, "second "+v.All[i].Path)
	}
	k := len(v.All)
	d := &pickFreeze{v: v, made: -1, pairs: make([]float64, 2*k), mixed: make([]float64, k), scores: make([]float64, k)}
	placed := min(len(names), draw.MaxDims)
	d.design = draw.NewDesign(draw.Sobol, how.Seed, how.Samples, names[:placed])
	for _, name := range names[placed:] {
		d.streams = append(d.streams, draw.KeyOf(how.Seed, name))
	}
	return d
}

// point writes the values of point i: of base sample i/(groups+2) first A, then B, then each group's.
func (d *pickFreeze) point(dst []float64, i int) {
	per := len(d.v.groups) + 2
	if sample := i / per; sample != d.made {
		d.made = sample
		placed := d.design.Dims()
		d.design.Point(d.pairs[:placed], sample)
		for n, key := range d.streams {
			d.pairs[placed+n] = key.Uniform(uint64(sample))
		}
	}
	const a, b = 0, 1
	from := a
	if i%per == 1 {
		from = b
	}
	for n := range d.mixed {
		d.mixed[n] = d.pairs[2*n+from]
	}
	if which := i%per - 2; which >= 0 {
		for _, n := range d.v.groups[which] {
			d.mixed[n] = d.pairs[2*n+b]
		}
	}
	d.v.values(dst, d.mixed, d.scores)
}

// indexEstimate is what a decomposition's values give.
type indexEstimate struct {
	indices   []Index // by group, without paths
	mean, sd  float64 // of A and B
	rows      int     // base samples that are defined throughout
	undefined int     // values that are not
}

// estimateIndices estimates the indices from the values at the points of pickFreeze. With f centred on the mean, V the variance over A and
// B, and f(C) the value at A with a group's numbers of B, over all N base samples
//
//	first = Σ f(B)·(f(C) − f(A)) / (N·V)     total = Σ (f(A) − f(C))² / (2·N·V)
//
// (Saltelli 2010, Jansen 1999). The centre changes no expectation and most of the error. Base samples with a value that is not known
// are left out whole.
func estimateIndices(values []float64, groups int, seed uint64) *indexEstimate {
	t := newTally(values, groups)
	e := &indexEstimate{indices: make([]Index, groups), mean: t.centre, sd: model.Unknown(), rows: t.rows, undefined: t.undefined}
	sums := make([]float64, t.width)
	for _, part := range t.parts {
		for m, v := range part.sums {
			sums[m] += v
		}
	}
	variance := t.variance(sums, t.rows)
	if t.rows > 0 {
		e.sd = math.Sqrt(variance)
	}
	if t.rows < 2 || variance <= sameness*sameness*t.centre*t.centre {
		for i := range e.indices {
			u := model.Unknown()
			e.indices[i] = Index{First: u, FirstLow: u, FirstHigh: u, Total: u, TotalLow: u, TotalHigh: u}
		}
		return e
	}
	for i := range e.indices {
		e.indices[i].First, e.indices[i].Total = t.indices(sums, t.rows, i)
	}
	t.intervals(e.indices, seed)
	return e
}

// sameness is the standard deviation, as a share of the mean, that is nothing but rounding.
const sameness = 1e-12
