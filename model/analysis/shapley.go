package analysis

import (
	"context"
	"fmt"
	"math"
	"math/bits"

	"commitcast/model/stat"
)

// ShapleyOptions say over which orders a value is attributed. The zero value takes the defaults.
type ShapleyOptions struct {
	Exact  int    // up to how many players all orders are taken: 0 for ExactPlayers, at most MostExact
	Orders int    // beyond that, how many orders are drawn, half of them the reverse of the others: 0 for DefaultOrders, from LeastOrders to MostOrders
	Seed   uint64 // of the orders
}

// The defaults and bounds of ShapleyOptions.
const (
	ExactPlayers  = 8  // 256 states
	MostExact     = 16 // 65,536 states
	DefaultOrders = 400
	LeastOrders   = 20
	MostOrders    = 20_000
)

// Check refuses options out of their bounds.
func (o ShapleyOptions) Check() error {
	switch {
	case o.Exact < 0 || o.Exact > MostExact:
		return fmt.Errorf("all orders are taken of at most %d changes, not %d", MostExact, o.Exact)
	case o.Orders != 0 && (o.Orders < LeastOrders || o.Orders > MostOrders || o.Orders%2 != 0):
		return fmt.Errorf("orders are drawn in pairs, from %d to %d of them, not %d", LeastOrders, MostOrders, o.Orders)
	}
	return nil
}

func (o ShapleyOptions) withDefaults() ShapleyOptions {
	if o.Exact == 0 {
		o.Exact = ExactPlayers
	}
	if o.Orders == 0 {
		o.Orders = DefaultOrders
	}
	return o
}

// Attribution is the worth of a game and what each player adds to it: its Shapley value, its mean effect over all orders in which the
// players can come (Shapley 1953). Σ Parts = Whole − Empty.
type Attribution struct {
	Empty, Whole float64 // the worth of no player and of all
	Parts        []float64
	Margins      []float64 // half the width of each part's 95% interval; 0 where exact
	Exact        bool
	Orders       int // drawn; 0 where exact
	States       int // evaluated
}

// StateError is a set of players that has no worth.
type StateError struct {
	Take []bool
	Err  error // nil where the worth is not a number
}

func (e *StateError) Error() string {
	if e.Err == nil {
		return "the value is not defined"
	}
	return e.Err.Error()
}

func (e *StateError) Unwrap() error { return e.Err }

// Shapley attributes the worth of n players. It calls value once for each set of them it needs, several at a time on the workers of
// how; take must not be changed or kept.
//
// Up to Exact players the parts are φ_i = Σ_{S∌i} |S|!(n−|S|−1)!/n! · (v(S∪i) − v(S)) over all sets S. Beyond, they are means over orders
// drawn at random (Castro 2009), each with its reverse (the antithetic pairs of Mitchell 2022), and the margins are Student's intervals
// over the pairs.
//
// The error is a *StateError of the smallest set without a worth, or that of ctx.
func Shapley(ctx context.Context, n int, value func(take []bool) (float64, error), of ShapleyOptions, how Options) (*Attribution, error) {
	g := newGame(n, of)
	if err := g.play(ctx, value, how); err != nil {
		return nil, err
	}
	return g.attribution(), nil
}

// attribution takes the mean effects of what was played.
func (g *game) attribution() *Attribution {
	a := &Attribution{Empty: g.values[0], Exact: g.exact, States: len(g.states),
		Parts: make([]float64, g.n), Margins: make([]float64, g.n)}
	a.Whole = g.values[min(1, g.n)]
	if g.exact {
		g.overAllOrders(a)
	} else {
		a.Orders = 2 * len(g.orders)
		g.overDrawnOrders(a)
	}
	a.settle()
	return a
}

func (g *game) overAllOrders(a *Attribution) {
	worth := make([]float64, 1<<g.n)
	for mask := range worth {
		worth[mask] = g.worth(takeOf(g.n, mask))
	}
	weights := orderShares(g.n)
	for i := range a.Parts {
		var part compensated
		for mask, v := range worth {
			if mask>>i&1 == 0 {
				part.add(weights[bits.OnesCount(uint(mask))] * (worth[mask|1<<i] - v))
			}
		}
		a.Parts[i] = part.sum()
	}
}

// orderShares are k!(n−k−1)!/n! by k: the share of all orders in which a given set of k players comes first and a given other one next.
func orderShares(n int) []float64 {
	w := make([]float64, n)
	for k := range w {
		w[k] = 1 / float64(n)
		for j := 1; j <= k; j++ { // 1/(n·C(n−1, k))
			w[k] *= float64(j) / float64(n-k-1+j)
		}
	}
	return w
}

func (g *game) overDrawnOrders(a *Attribution) {
	effects := make([][]float64, g.n) // of each player by pair of orders
	for i := range effects {
		effects[i] = make([]float64, len(g.orders))
	}
	for pair, order := range g.orders {
		for _, reversed := range []bool{false, true} {
			take, before := make([]bool, g.n), a.Empty
			for k := range order {
				i := playerAt(order, k, reversed)
				take[i] = true
				after := g.worth(take)
				effects[i][pair] += (after - before) / 2
				before = after
			}
		}
	}
	for i, pairs := range effects {
		mean, low, high := stat.Student(pairs, 0.95)
		a.Parts[i], a.Margins[i] = mean, (high-low)/2
	}
}

// settle puts what rounding has lost of the whole on the largest part.
func (a *Attribution) settle() {
	if len(a.Parts) == 0 {
		return
	}
	var lost compensated
	lost.add(a.Whole)
	lost.add(-a.Empty)
	largest := 0
	for i, part := range a.Parts {
		lost.add(-part)
		if math.Abs(part) > math.Abs(a.Parts[largest]) {
			largest = i
		}
	}
	a.Parts[largest] += lost.sum()
}

// compensated is a sum that keeps what each addition loses (Neumaier 1974).
type compensated struct{ total, lost float64 }

func (c *compensated) add(v float64) {
	next := c.total + v
	if math.Abs(c.total) >= math.Abs(v) {
		c.lost += c.total - next + v
	} else {
		c.lost += v - next + c.total
	}
	c.total = next
}

func (c *compensated) sum() float64 { return c.total + c.lost }
