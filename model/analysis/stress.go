package analysis

import (
	"cmp"
	"context"
	"math"
	"slices"

	"commitcast/model"
	"commitcast/model/draw"
)

// Stress is the least implausible combination of the uncertain numbers that breaks a limit: the point nearest to the middle of all, in standard
// deviations of their normal scores, at which the limit is no longer kept (first-order reliability, Hasofer and Lind 1974).
//
// A number's normal score z is that of a standard normal with the same probability below: its value is its quantile at Φ(z). Correlated
// scores z = Lu come of independent ones u, and the distance is the length of u. A number that has few values has each of them over an interval
// of scores; it counts with the score in the interval that is nearest. Of monthly noise the innovation of each month is such a score.
type Stress struct {
	Scenario    *model.Scenario
	Limit       Limit
	Base        float64         // the target's number on the scenario's own values
	Median      float64         // and with every number at its median
	Found       bool            // a combination within Reach standard deviations breaks the limit
	Broken      bool            // it is broken at the medians already: then Distance is 0 and Inputs stand at their medians
	Distance    float64         // β, in standard deviations; Unknown where none is found
	Probability float64         // Φ(−β), the probability of a break to first order; Unknown where none is found, or Broken
	At          float64         // the target's number at the combination; Unknown where none is found
	Inputs      []StressedInput // from the one that is moved furthest; none where none is found
	Reach       float64         // how far was searched
	Noiseless   bool            // monthly noise stayed at its base path
	Evaluations int
	Warnings    []model.Warning
}

// StressedInput is where one number, or one process of monthly noise, stands at the combination. A process stands there as the mean of what it
// multiplies its base path by over the months that count for the target, each with the weight of what the target changes with it; its base is
// 1, and its median, with every innovation 0, below 1, for the mean of all paths is 1.
type StressedInput struct {
	Path                         string // of a process noise. and its own: noise.revenue.total
	Base                         float64
	Median                       float64
	At                           float64
	Score                        float64 // standard deviations from its median; of a process the length of its innovations, negative where it is below
	Importance                   float64 // its share of the squared distance; negative where it is only moved along, against its own effect
	BaseText, MedianText, AtText string  // as a user would write them; the caller fills them

	Noise    bool        // it is a process
	From, To model.Month // of a process, the first and the last month that count
}

// Stressing says how to stress.
type Stressing struct {
	Reach        float64 // how far to search, in standard deviations: above 0, at most MostReach
	WithoutNoise bool    // monthly noise stays at its base path
}

// Of the search: how many rays that meet the limit are refined, and how many of one combination at most.
const (
	mostRefined  = 8
	mostFromEach = 3
)

// MostReach is how far may be searched, in standard deviations: beyond it normal probabilities have few digits left.
const MostReach = 8

// ReverseStress finds the nearest break of a limit with one bound. The search is local, from the best of many directions: a break that
// lies behind none of them can be missed. The error is that of Evaluate or of Target.Check, or an *ExpressionError of a limit or a scenario
// that cannot be stressed.
func ReverseStress(ctx context.Context, s *model.Scenario, limit Limit, how Stressing, o Options) (*Stress, error) {
	uncertain := len(s.Uncertainty.Inputs) > 0 || len(s.Uncertainty.Noise) > 0 && !how.WithoutNoise
	switch {
	case !(how.Reach > 0 && how.Reach <= MostReach):
		return nil, noExpression("", "the reach must be above 0 and at most %d standard deviations", MostReach)
	case model.Known(limit.Min) == model.Known(limit.Max):
		return nil, noExpression("write >= or <=", "what is to be broken must be a limit on one side")
	case !uncertain:
		return nil, noExpression("give distributions under uncertainty", "%s states no uncertain number, so that there is none to move", s.Name)
	}
	search, err := newSearch(ctx, s, limit, how, o)
	if err != nil {
		return nil, err
	}
	none := model.Unknown()
	r := &Stress{Scenario: s, Limit: limit, Reach: how.Reach, Noiseless: search.space.noise == nil, Distance: none, Probability: none, At: none}
	if err := r.starts(search); err != nil {
		return nil, err
	}
	best, all, err := search.nearest(r.Broken)
	if err != nil {
		return nil, err
	}
	if best == nil {
		if err := limit.Target.Check(s); err != nil && !model.Known(r.Base) && !model.Known(r.Median) {
			return nil, err // nor do any of the combinations show its period
		}
		r.Inputs = nil
	} else if err := r.found(search, *best); err != nil {
		return nil, err
	}
	r.Evaluations = search.evaluations
	r.warn(search.space, all)
	return r, nil
}

// starts reads the target on the scenario's own values and at the medians.
func (r *Stress) starts(s *search) error {
	own, medians := make([]float64, len(s.space.inputs)), make([]float64, s.space.size())
	for i, x := range s.of.scalars(s.of.Scenario) {
		own[i], medians[i] = x.Get(), s.space.inputs[s.space.shown[i]].dist.Quantile(0.5)
		r.Inputs = append(r.Inputs, StressedInput{Path: s.of.Paths[i], Base: own[i], Median: medians[i]})
	}
	if s.space.noise != nil {
		for _, path := range s.space.noise.Paths {
			r.Inputs = append(r.Inputs, StressedInput{Path: "noise." + path, Noise: true, Base: 1})
		}
	}
	base, err := Evaluate(s.ctx, s.of.Subject, [][]float64{own}, s.options) // without noise
	if err != nil {
		return err
	}
	median, err := s.evaluate([][]float64{medians})
	if err != nil {
		return err
	}
	r.Base, r.Median = base[0][0], median[0]
	r.Broken = s.breaks(r.Median)
	s.evaluations++
	return nil
}

// nearest finds the nearest break; nil where none is in reach. all is false where combinations had to be left out.
func (s *search) nearest(broken bool) (best *spot, all bool, err error) {
	combinations, all := s.space.combinations(s.reach)
	var spots []spot
	for i := range combinations {
		spots = append(spots, spot{&combinations[i], combinations[i].centre})
	}
	if broken {
		spots = spots[:1] // the medians
	}
	values, err := s.values(spots)
	if err != nil {
		return nil, all, err
	}
	var open []*combination
	for i, p := range spots { // from the nearest
		if s.breaks(values[i]) {
			best = &p
			break
		}
		open = append(open, p.of)
	}
	rays, err := s.scan(open)
	if err != nil {
		return nil, all, err
	}
	var ends []spot
	for _, r := range chosenRays(rays) {
		if r, err = s.refine(r, ends); err != nil {
			return nil, all, err
		}
		end := r.at(r.high)
		if ends = append(ends, end); best == nil || norm(end.u) < norm(best.u) {
			best = &end
		}
	}
	return best, all, nil
}

// chosenRays are the shortest, a few of each combination.
func chosenRays(rays []*ray) []*ray {
	taken := make(map[*combination]int)
	var chosen []*ray
	for _, r := range rays {
		if taken[r.to.of] < mostFromEach && len(chosen) < mostRefined {
			taken[r.to.of]++
			chosen = append(chosen, r)
		}
	}
	return chosen
}

// found tells of the nearest break, which is evaluated once more.
func (r *Stress) found(s *search, best spot) error {
	values, err := s.values([]spot{best})
	if err != nil {
		return err
	}
	r.Found, r.At = s.breaks(values[0]), values[0]
	r.Distance = norm(best.u)
	if !r.Broken {
		r.Probability = draw.NormalCDF(-r.Distance)
	}
	z, parts := s.space.scores(best.u), s.space.shares(best.u)
	x := s.space.point(z, best.of)
	for i, k := range s.space.shown {
		r.Inputs[i].At, r.Inputs[i].Score, r.Inputs[i].Importance = x[i], z[k], parts[k]
	}
	levels, err := s.levels(best)
	if err != nil {
		return err
	}
	first := len(s.space.inputs)
	for k, l := range levels {
		n := s.space.noise.months
		r.Inputs[first+k].move(l, z[first+k*n:][:n], parts[first+k*n:][:n])
	}
	slices.SortStableFunc(r.Inputs, func(a, b StressedInput) int { return cmp.Compare(math.Abs(b.Score), math.Abs(a.Score)) })
	return nil
}

// move puts a process where its level and its innovations are, with each innovation's share of the squared distance.
func (in *StressedInput) move(l level, innovations, shares []float64) {
	in.At, in.Median, in.From, in.To = l.at, l.median, l.from, l.to
	in.Score = math.Copysign(norm(innovations), l.at-l.median)
	for _, share := range shares {
		in.Importance += share
	}
}

// warn tells what the search left out, and what its probability is worth.
func (r *Stress) warn(sp *scoreSpace, all bool) {
	tell := func(path, message string) {
		r.Warnings = append(r.Warnings, model.Warning{Path: path, Message: message})
	}
	if len(r.Scenario.Uncertainty.Noise) > 0 && r.Noiseless {
		tell("uncertainty.noise", "monthly noise is left out, also of the probability: every process stays on its base path")
	}
	if !all {
		tell("uncertainty", "the inputs of few values have more combinations than are looked at: only the most plausible ones are")
	}
	if sp.few > 0 && r.Found && !r.Broken {
		tell("uncertainty", "some inputs have few values, for which a probability to first order is rough: simulate, or check with P(…), gives it")
	}
	if !model.Known(r.Median) {
		tell("uncertainty", "with every input at its median the number is not defined: such places count as keeping the limit")
	}
}
