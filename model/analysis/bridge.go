package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"commitcast/model"
)

// Bridge is the difference of one number between two scenarios, attributed to what differs between them: the Shapley value of each change,
// its mean effect over all orders in which the changes can be made (Shapley 1953). The parts sum to To − From.
type Bridge struct {
	Target        model.Target
	Base, Variant *model.Scenario
	From, To      float64 // the target's number in the base and in the variant
	Parts         []Part  // from the largest in size
	Exact         bool    // over all orders; otherwise over Orders of them, drawn with Seed
	Orders        int
	Seed          uint64
	States        int // scenarios that were projected
}

// Change is what differs between two scenarios and moves as one: values at one or more paths.
type Change struct {
	Paths    []string
	Old, New string   // as written, in full, or what stands there by default; empty for a group
	Group    string   // the patterns of a group of changes, as the user wrote them; else empty
	Of       []Change // the changes of a group, in order
}

// Name is what the change is called: its path, the patterns of its group, or what several paths have in common at their beginning.
func (c Change) Name() string {
	switch {
	case c.Group != "":
		return c.Group
	case len(c.Paths) == 0:
		return ""
	case len(c.Paths) == 1:
		return c.Paths[0]
	}
	common := strings.Split(c.Paths[0], ".")
	for _, path := range c.Paths[1:] {
		keys := strings.Split(path, ".")
		n := 0
		for n < min(len(common), len(keys)) && common[n] == keys[n] {
			n++
		}
		common = common[:n]
	}
	if len(common) == 0 || len(c.Paths) == 2 && len(common) < 3 {
		return strings.Join(c.Paths, ", ")
	}
	return strings.Join(common, ".")
}

// Part is what one change adds to a bridge.
type Part struct {
	Change
	Value  float64
	Margin float64 // half the width of the 95% interval of Value; 0 where the bridge is exact
}

// Between is two scenarios and what differs between them.
type Between struct {
	Target        model.Target
	Base, Variant *model.Scenario // valid
	Changes       []Change
	// Mix is the base with the changes taken made: with none the base, with all the variant. It may be called several times at once, and
	// must give each call a scenario of its own.
	Mix func(take []bool) (*model.Scenario, error)
}

// BridgeError is a scenario between base and variant of which there is no number.
type BridgeError struct {
	Scenario *model.Scenario // the base or the variant; nil where it is one between them
	Paths    []string        // the changes made, where it lies between them
	Err      error           // why; nil where the number is not defined
	Target   model.Target
}

func (e *BridgeError) Error() string {
	why := e.Target.String() + " is not defined"
	if e.Err != nil {
		why = e.Err.Error()
	}
	if e.Scenario != nil {
		return fmt.Sprintf("%s: %s", e.Scenario.Name, why)
	}
	return fmt.Sprintf("with nothing changed but %s: %s", strings.Join(e.Paths, ", "), why)
}

func (e *BridgeError) Unwrap() error { return e.Err }

// NewBridge attributes the difference of the target between two scenarios to their changes. Every scenario on the way is valued at the
// base's valuation date and shown over what any of them shows. Without changes there are no parts.
//
// The error is a *BridgeError of a scenario that has no such number, what ShapleyOptions.Check says, or that of ctx.
func NewBridge(ctx context.Context, of Between, by ShapleyOptions, o Options) (*Bridge, error) {
	if err := by.Check(); err != nil {
		return nil, err
	}
	r := &bridgeReader{Between: of, game: newGame(len(of.Changes), by)}
	if err := r.read(ctx, o); err != nil {
		return nil, err
	}
	a := r.game.attribution()
	b := &Bridge{Target: of.Target, Base: of.Base, Variant: of.Variant, From: a.Empty, To: a.Whole,
		Exact: a.Exact, Orders: a.Orders, Seed: by.Seed, States: a.States}
	for i, c := range of.Changes {
		b.Parts = append(b.Parts, Part{c, a.Parts[i], a.Margins[i]})
	}
	slices.SortStableFunc(b.Parts, func(x, y Part) int { return cmp.Compare(math.Abs(y.Value), math.Abs(x.Value)) })
	return b, nil
}
