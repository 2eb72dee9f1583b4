package analysis

import (
	"cmp"
	"context"
	"math"
	"slices"

	"commitcast/model"
)

// Solution is what a number must be for a target to reach a wanted value.
type Solution struct {
	Scenario                    *model.Scenario
	Target                      model.Target
	Path                        string
	Wanted                      float64
	Base                        float64 // the number at Path in the scenario; Unknown where it has none
	From                        float64 // the target's number there
	Low, High                   float64 // what was searched: as asked, or what of it the scenario may have
	LowOpen, HighOpen           bool    // the scenario may not have the end itself, only what lies before it
	Roots                       []Root  // ascending; none where the target is nowhere the wanted value
	Nearest                     Root    // of the values tried, that nearest to the wanted; its Value is Unknown where the target is defined nowhere
	BaseText, LowText, HighText string  // as a user would write them; the caller fills them, and those of the roots
	Scanned                     []Root  // the values tried, and those closed in on, ascending, with the target's numbers
	Whole                       bool    // the number is a whole one, or a yes/no
	Course                      Course  // of the target over the values tried
}

// Root is a value of the varied number and the target's number there. Where the target jumps over the wanted value, Jump is set and
// Value is the first one beyond the jump.
type Root struct {
	Value     float64
	Target    float64
	Jump      bool
	Until     float64 // where the target is the wanted value over a range, its upper end, Value being the lower; else Unknown
	Text      string  // Value as a user would write it
	UntilText string  // and Until
}

// Course says which way a target goes while a number rises.
type Course string

// The courses.
const (
	Rises   Course = "rises"    // or stays, and rises somewhere
	Falls   Course = "falls"    // or stays, and falls somewhere
	Turns   Course = "turns"    // goes both ways
	Stays   Course = "stays"    // is the same everywhere
	Nowhere Course = "is known" // at one of the values tried, or at none
)

// SolveSpec is what is wanted of a target, and the number that is to bring it about.
type SolveSpec struct {
	Scenario  *model.Scenario // valid
	Target    model.Target
	Path      string
	Wanted    float64
	Low, High float64 // where to search, Low < High
	Whole     bool    // only whole numbers are looked at, as of machines; as they are of what can only be whole
	Given     bool    // the user asked for this range: an end that the scenario may not have is an error, and not just left out
}

// Solve finds the values of a number at which a target is the wanted value: it tries some forty values, more of them near the
// scenario's own, and closes in wherever the target passes the wanted value, by Brent's method to 1e-12 of the value or of the range. What
// lies between two values tried is found where the target passes through once, or comes nearest between them and goes back.
//
// The error is an *InvalidPoint for an end of a given range, what Target.Exists or Scenario.Scalar say, a *model.TargetError for a period
// that is not shown at any of the values, or that of ctx.
func Solve(ctx context.Context, spec SolveSpec, o Options) (*Solution, error) {
	s, err := newSeeker(ctx, spec, o)
	if err != nil {
		return nil, err
	}
	s.scan()
	if err := s.shown(); err != nil {
		return nil, err
	}
	s.ends()
	s.border()
	s.dips()
	out := &Solution{Scenario: spec.Scenario, Target: spec.Target, Path: spec.Path, Wanted: spec.Wanted, Base: s.base, From: s.from,
		Nearest: Root{Value: model.Unknown(), Target: model.Unknown(), Until: model.Unknown()}, Whole: s.whole}
	out.Low, out.High, out.LowOpen, out.HighOpen = s.low.x, s.high.x, s.low.open, s.high.open
	out.Roots = s.roots()
	s.add(s.closed...)
	for _, t := range s.tried {
		out.Scanned = append(out.Scanned, Root{Value: t.x, Target: t.f, Until: model.Unknown()})
	}
	out.Course = courseOf(s.tried)
	if t, some := s.nearest(); some {
		out.Nearest.Value, out.Nearest.Target = t.x, t.f
	}
	return out, s.err
}

// courseOf is which way the known values of a target go.
func courseOf(tried []trial) Course {
	last, n, up, down := 0.0, 0, false, false
	for _, t := range tried {
		if !model.Known(t.f) {
			continue
		}
		if n++; n > 1 && !near(t.f, last) {
			up, down = up || t.f > last, down || t.f < last
		}
		last = t.f
	}
	switch {
	case n < 2:
		return Nowhere
	case up && down:
		return Turns
	case up:
		return Rises
	case down:
		return Falls
	}
	return Stays
}

// trial is a value of the varied number and the target there; Unknown where it is not defined or the scenario may not have the value.
type trial struct{ x, f float64 }

// seeker is a search at work.
type seeker struct {
	SolveSpec
	ctx        context.Context
	options    Options
	base, from float64
	whole      bool
	probe      *model.Scenario // a copy to check values on
	scalar     model.Scalar    // of the copy
	tried      []trial         // ascending
	closed     []trial         // closed in on
	low, high  end             // of what is searched
	err        error           // the first that is no matter of the value
}

func newSeeker(ctx context.Context, spec SolveSpec, o Options) (*seeker, error) {
	own, err := Evaluate(ctx, Subject{Scenario: spec.Scenario, Targets: []model.Target{spec.Target}}, [][]float64{{}}, Options{Workers: 1})
	if err != nil {
		return nil, err
	}
	s := &seeker{SolveSpec: spec, ctx: ctx, options: o, from: own[0][0], probe: withoutUncertainty(spec.Scenario).Clone()}
	if s.scalar, err = s.probe.Scalar(spec.Path); err != nil {
		return nil, err
	}
	s.base, s.whole = s.scalar.Get(), spec.Whole || s.scalar.Whole() || s.scalar.Switch()
	if spec.Given {
		for _, end := range []float64{spec.Low, spec.High} {
			if problem := s.problem(end); problem != nil {
				return nil, problem
			}
		}
	}
	return s, nil
}

// problem says why the scenario may not have a value; nil where it may.
func (s *seeker) problem(x float64) error {
	s.scalar.Set(x)
	if problems := s.probe.Validate(); len(problems) > 0 {
		return &InvalidPoint{[]string{s.Path}, []float64{x}, problems[0]}
	}
	return nil
}

// at is the target at a value.
func (s *seeker) at(x float64) float64 { return s.all([]float64{x})[0] }

// all are the targets at several values.
func (s *seeker) all(xs []float64) []float64 {
	out := slices.Repeat([]float64{model.Unknown()}, len(xs))
	var valid [][]float64
	var places []int
	for i, x := range xs {
		if s.err == nil && s.problem(x) == nil {
			valid, places = append(valid, []float64{x}), append(places, i)
		}
	}
	if len(valid) == 0 {
		return out
	}
	got, err := Evaluate(s.ctx, Subject{s.Scenario, []model.Target{s.Target}, []string{s.Path}, true}, valid, s.options)
	if err != nil {
		s.err = cmp.Or(s.err, err)
		return out
	}
	for k, i := range places {
		if f := got[0][k]; !math.IsInf(f, 0) { // over next to nothing
			out[i] = f
		}
	}
	return out
}

// add keeps trials in order of their values; one of a value that was tried is left out.
func (s *seeker) add(all ...trial) {
	for _, t := range all {
		i, there := slices.BinarySearchFunc(s.tried, t.x, func(t trial, x float64) int { return cmp.Compare(t.x, x) })
		if !there {
			s.tried = slices.Insert(s.tried, i, t)
		}
	}
}

// How densely a search begins: intervals of equal length, and how often the distance from the base is halved on either side of it.
const (
	evenIntervals = 32
	nearBase      = 6
	mostWhole     = 200 // whole numbers, all of which are tried
)

// scan tries values over the whole range, and more of them near the scenario's own.
func (s *seeker) scan() {
	intervals := evenIntervals
	if span := math.Floor(s.High) - math.Ceil(s.Low); s.whole && span >= 1 && span <= mostWhole {
		intervals = int(span)
	}
	var xs []float64
	for i := range intervals + 1 {
		share := float64(i) / float64(intervals)
		xs = append(xs, s.Low*(1-share)+s.High*share)
	}
	if model.Known(s.base) {
		xs = append(xs, s.base)
		step := (s.High - s.Low) / evenIntervals
		for range nearBase {
			step /= 2
			xs = append(xs, s.base-step, s.base+step)
		}
	}
	if s.whole {
		for i, x := range xs {
			xs[i] = math.Round(x)
		}
	}
	slices.Sort(xs)
	xs = slices.DeleteFunc(slices.Compact(xs), func(x float64) bool { return x < s.Low || x > s.High })
	for i, f := range s.all(xs) {
		s.add(trial{xs[i], f})
	}
}

// nearest is the trial whose target is nearest to the wanted; of several, that nearest to the scenario's own value.
func (s *seeker) nearest() (best trial, some bool) {
	for _, t := range s.tried {
		if !model.Known(t.f) {
			continue
		}
		off, least := math.Abs(t.f-s.Wanted), math.Abs(best.f-s.Wanted)
		if !some || off < least || off == least && math.Abs(t.x-s.base) < math.Abs(best.x-s.base) {
			best, some = t, true
		}
	}
	return best, some
}

// ParseWanted reads what a target is to be, in its base unit: 1.0 or 1.2x of a coverage, $5B, 5B or 5e9 of money in the scenario's
// currency, 80% or 0.8 of a share, 2029 of a year, 3y or 3 of years, 200k of a count. The error is an *ExpressionError.
func ParseWanted(text string, of model.Target, s *model.Scenario) (float64, error) {
	a, err := readAmount(text)
	if err == nil {
		err = a.misfit(of)
	}
	if err == nil && !stands(a.currency, s.Currency) {
		err = noExpression("", "%s is not in the scenario's currency, %s", text, s.Currency)
	}
	return a.value, err
}
