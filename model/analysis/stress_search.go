package analysis

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"commitcast/model"
	"commitcast/model/draw"
)

// search looks for the nearest point at which a limit is broken.
type search struct {
	ctx         context.Context
	limit       Limit
	slack       float64 // of the limit's bound
	comes       bool    // see Limit.comes
	space       *scoreSpace
	axes        [][]float64 // of the space; see axesOf
	reach       float64
	of          *evaluator
	options     Options
	evaluations int
	progress    func(done, total int)

	lock    sync.Mutex
	workers []*worker // of the evaluator, as long as its grid stays
	taken   int
}

// newSearch prepares the search on a valid scenario.
func newSearch(ctx context.Context, s *model.Scenario, limit Limit, how Stressing, o Options) (*search, error) {
	sp, err := newScoreSpace(s)
	if err != nil {
		return nil, err
	}
	if !how.WithoutNoise {
		if sp.noise, err = newNoiseSpace(s); err != nil {
			return nil, err
		}
	}
	paths := make([]string, len(sp.inputs))
	for _, in := range sp.inputs {
		paths[in.place] = in.Path
	}
	e, err := newEvaluator(Subject{Scenario: s, Targets: []model.Target{limit.Target}, Paths: paths, Trusted: true})
	if err != nil {
		return nil, err
	}
	if sp.noise != nil {
		e.noise, e.grid = sp.noise.Noises, e.grid.With(sp.noise.Grid)
	}
	bound := limit.Min
	if !model.Known(bound) {
		bound = limit.Max
	}
	return &search{ctx: ctx, limit: limit, slack: limit.slack(bound), comes: limit.comes(), space: sp, axes: axesOf(sp), reach: how.Reach, of: e,
		options: Options{Workers: o.Workers}, progress: o.Progress}, nil
}

// spot is a point of the space, with the values of the inputs that have few.
type spot struct {
	of *combination
	u  []float64
}

// values are the target's at some spots.
func (s *search) values(spots []spot) ([]float64, error) {
	points := make([][]float64, len(spots))
	for i, p := range spots {
		points[i] = s.space.point(s.space.scores(p.u), p.of)
	}
	return s.evaluate(points)
}

// evaluate is Evaluate of one subject at points time after time, by workers that stay.
func (s *search) evaluate(points [][]float64) ([]float64, error) {
	grid := s.of.grid
	if err := s.of.reach(points); err != nil {
		return nil, err
	}
	if s.of.grid != grid {
		s.workers = nil
	}
	s.taken = 0
	s.evaluations += len(points)
	values := make([]float64, len(points))
	err := s.options.each(s.ctx, len(points), func() func(int) error {
		w := s.worker()
		return func(i int) error {
			values[i] = w.at(points[i])[0]
			return nil
		}
	})
	if s.progress != nil {
		s.progress(s.evaluations, 0)
	}
	return values, err
}

// worker is one that no other takes meanwhile.
func (s *search) worker() *worker {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.taken == len(s.workers) {
		s.workers = append(s.workers, s.of.worker())
	}
	s.taken++
	return s.workers[s.taken-1]
}

// breaks reports whether a value of the target breaks the limit.
func (s *search) breaks(v float64) bool {
	switch room := s.limit.Room(v); {
	case !model.Known(v):
		return s.comes
	case s.limit.Strict:
		return room <= s.slack
	default:
		return room < -s.slack
	}
}

// ray leads from the centre of a combination to a spot; the limit is kept at the share low of the way and broken at the share high. The rooms
// are those the limit leaves there.
type ray struct {
	to                spot
	low, high         float64
	lowRoom, highRoom float64
	side              int // that moved last: −1 low, 1 high
}

func (r *ray) at(share float64) spot {
	c := r.to.of.centre
	u := make([]float64, len(c))
	for i := range u {
		u[i] = c[i] + share*(r.to.u[i]-c[i])
	}
	return spot{r.to.of, u}
}

// size is the distance of the nearest spot known to break the limit.
func (r *ray) size() float64 { return norm(r.at(r.high).u) }

// guess is where on the way the limit may be: by the rooms at both ends, or half way.
func (r *ray) guess(round int) float64 {
	middle := (r.low + r.high) / 2
	share := r.low + (r.high-r.low)*r.lowRoom/(r.lowRoom-r.highRoom)
	if round%4 == 3 || !(share > r.low && share < r.high) {
		return middle
	}
	return share
}

// narrow takes over the value at a share of the way. An end that stays twice counts half from then on, so that both ends close in (the
// Illinois method of Dowell and Jarratt 1971).
func (r *ray) narrow(share, room float64, broken bool) {
	side := -1
	if broken {
		side = 1
		r.high, r.highRoom = share, min(room, 0)
	} else {
		r.low, r.lowRoom = share, max(room, 0)
	}
	switch {
	case side != r.side:
	case broken:
		r.lowRoom /= 2
	default:
		r.highRoom /= 2
	}
	r.side = side
}

// Of narrowing a ray: how closely, and after how many values at the latest.
const (
	closest    = 1e-12
	mostNarrow = 120
)

// narrow finds where the limit is broken on each ray.
func (s *search) narrow(rays []*ray) error {
	for round := range mostNarrow {
		var open []*ray
		var spots []spot
		var shares []float64
		for _, r := range rays {
			if r.high-r.low > closest {
				share := r.guess(round)
				open, shares, spots = append(open, r), append(shares, share), append(spots, r.at(share))
			}
		}
		if len(open) == 0 {
			return nil
		}
		values, err := s.values(spots)
		if err != nil {
			return err
		}
		for i, r := range open {
			r.narrow(shares[i], s.limit.Room(values[i]), s.breaks(values[i]))
		}
	}
	return nil
}

// stride is how far from each other, in standard deviations, the spots of a scan lie at most.
const stride = 0.5

// scan looks for the limit from the centre of each combination: along every axis, along random directions, the way that the values on the
// axes fall, and from the nearest few the ways that lead down its slopes. It returns the rays that meet it, from the shortest.
func (s *search) scan(list []*combination) ([]*ray, error) {
	var lines []line
	directions := s.directions()
	for _, c := range list {
		lines = append(lines, s.lines(c, directions)...)
	}
	rays, err := s.follow(lines)
	if err != nil {
		return nil, err
	}
	var falling []line
	for k := 0; k < len(lines); k += len(lines) / max(1, len(list)) {
		falling = append(falling, s.lines(lines[k].of, s.falls(lines[k:]))...)
	}
	for _, c := range list[:min(mostDescents, len(list))] {
		ways, err := s.descents(c)
		if err != nil {
			return nil, err
		}
		falling = append(falling, s.lines(c, ways)...)
	}
	more, err := s.follow(falling)
	rays = append(rays, more...)
	slices.SortStableFunc(rays, func(a, b *ray) int { return cmp.Compare(a.size(), b.size()) })
	return rays, err
}

// line is a direction from the centre of a combination, with the target's values at equal steps out to where the reach ends.
type line struct {
	of        *combination
	direction []float64
	length    float64
	steps     int
	rooms     []float64
}

func (s *search) lines(c *combination, directions [][]float64) []line {
	length := math.Sqrt(max(0, s.reach*s.reach-c.size*c.size))
	steps := max(1, int(math.Ceil(length/stride)))
	var all []line
	for _, d := range directions {
		all = append(all, line{of: c, direction: d, length: length, steps: steps})
	}
	return all
}

func (l *line) at(step int) spot {
	return spot{l.of, along(l.of.centre, l.length*float64(step)/float64(l.steps), l.direction)}
}

// linesAtOnce is how many lines are evaluated at once.
const linesAtOnce = 64

// follow evaluates lines, and returns those that meet the limit.
func (s *search) follow(lines []line) (rays []*ray, err error) {
	for len(lines) > 0 {
		n := min(linesAtOnce, len(lines))
		some, err := s.followAll(lines[:n])
		if err != nil {
			return nil, err
		}
		rays, lines = append(rays, some...), lines[n:]
	}
	return rays, nil
}

// followAll is follow, at once.
func (s *search) followAll(lines []line) ([]*ray, error) {
	var spots []spot
	for i := range lines {
		for k := 1; k <= lines[i].steps; k++ {
			spots = append(spots, lines[i].at(k))
		}
	}
	values, err := s.values(spots)
	if err != nil {
		return nil, err
	}
	var rays []*ray
	for i := range lines {
		l := &lines[i]
		met := false
		for k := 1; k <= l.steps; k++ {
			v := values[k-1]
			l.rooms = append(l.rooms, s.limit.Room(v))
			if s.breaks(v) && !met {
				met = true
				rays = append(rays, &ray{to: l.at(k), low: float64(k-1) / float64(k), high: 1, lowRoom: math.NaN(), highRoom: s.limit.Room(v)})
			}
		}
		values = values[l.steps:]
	}
	return rays, nil
}

// directions are the axes, both ways, and then as many random ones among them.
func (s *search) directions() [][]float64 {
	var all [][]float64
	for _, d := range s.axes {
		all = append(all, d, scaled(d, -1))
	}
	key, n := draw.KeyOf(1, "reverse stress"), len(s.axes)
	parts := make([]float64, n)
	for k := range 2 * n {
		for j := range parts {
			parts[j] = key.Normal(uint64(k*n + j))
		}
		all = append(all, s.mixed(parts))
	}
	return all
}

// mixed is the direction that has these parts of each axis; nil where all are 0.
func (s *search) mixed(parts []float64) []float64 {
	size := norm(parts)
	if size == 0 {
		return nil
	}
	d := make([]float64, s.space.size())
	for j, axis := range s.axes {
		d = along(d, parts[j]/size, axis)
	}
	return d
}

// falls are the directions in which the room falls most, by the values at the first and at the last steps on the axes, with which lines begin.
func (s *search) falls(lines []line) [][]float64 {
	var all [][]float64
	for _, last := range []bool{false, true} {
		parts := make([]float64, len(s.axes))
		for j := range parts {
			up, down := lines[2*j].rooms, lines[2*j+1].rooms
			step := 0
			if last {
				step = len(up) - 1
			}
			if fall := down[step] - up[step]; model.Known(fall) && !math.IsInf(fall, 0) {
				parts[j] = fall
			}
		}
		if d := s.mixed(parts); d != nil {
			all = append(all, d)
		}
	}
	return all
}
