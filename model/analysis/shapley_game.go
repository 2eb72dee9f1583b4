package analysis

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// game is the states whose worth is needed: first that of no player and of all, then the others from the fewest players on.
type game struct {
	n      int
	of     ShapleyOptions
	exact  bool
	orders [][]int // half of those drawn: the others are their reverses
	states [][]bool
	place  map[string]int // of a state among states
	values []float64
}

func newGame(n int, of ShapleyOptions) *game {
	of = of.withDefaults()
	g := &game{n: n, of: of, exact: n <= of.Exact, place: map[string]int{}}
	if g.exact {
		for mask := range 1 << n {
			g.want(takeOf(n, mask))
		}
	} else {
		g.draw()
	}
	g.sort()
	g.values = make([]float64, len(g.states))
	return g
}

// draw draws the orders; more of them keep the first.
func (g *game) draw() {
	rng := rand.New(rand.NewPCG(g.of.Seed, 0))
	for range g.of.Orders / 2 {
		order := rng.Perm(g.n)
		g.orders = append(g.orders, order)
		for _, reversed := range []bool{false, true} {
			take := make([]bool, g.n)
			g.want(slices.Clone(take))
			for k := range order {
				take[playerAt(order, k, reversed)] = true
				g.want(slices.Clone(take))
			}
		}
	}
}

// playerAt is the k-th to come in an order, or in its reverse.
func playerAt(order []int, k int, reversed bool) int {
	if reversed {
		return order[len(order)-1-k]
	}
	return order[k]
}

// want adds a state where it is new. It keeps take.
func (g *game) want(take []bool) {
	key := keyOf(take)
	if _, ok := g.place[key]; !ok {
		g.place[key] = len(g.states)
		g.states = append(g.states, take)
	}
}

// sort puts the states into their order.
func (g *game) sort() {
	rank := func(take []bool) int {
		taken := 0
		for _, t := range take {
			if t {
				taken++
			}
		}
		if taken == g.n {
			return min(1, g.n)
		}
		return 2 * taken
	}
	slices.SortStableFunc(g.states, func(a, b []bool) int { return rank(a) - rank(b) })
	for i, take := range g.states {
		g.place[keyOf(take)] = i
	}
}

// keyOf is a set of players as a map's key.
func keyOf(take []bool) string {
	b := make([]byte, (len(take)+7)/8)
	for i, t := range take {
		if t {
			b[i/8] |= 1 << (i % 8)
		}
	}
	return string(b)
}

// takeOf is the set of players whose bits are set.
func takeOf(n, mask int) []bool {
	take := make([]bool, n)
	for i := range take {
		take[i] = mask>>i&1 == 1
	}
	return take
}

// play finds the worth of all states.
func (g *game) play(ctx context.Context, value func([]bool) (float64, error), how Options) error {
	return how.each(ctx, len(g.states), func() func(int) error {
		return func(i int) error {
			v, err := value(g.states[i])
			if err == nil && (math.IsNaN(v) || math.IsInf(v, 0)) {
				return &StateError{Take: g.states[i]}
			}
			if g.values[i] = v; err != nil {
				return &StateError{g.states[i], err}
			}
			return nil
		}
	})
}

// worth is that of a state that was played.
func (g *game) worth(take []bool) float64 { return g.values[g.place[keyOf(take)]] }
