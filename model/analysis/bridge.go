package analysis

import "commitcast/model"

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
}

// Change is what differs between two scenarios and moves as one: values at one or more paths.
type Change struct {
	Paths    []string
	Old, New string // as written, or what stands there by default; long ones are cut
}

// Part is what one change adds to a bridge.
type Part struct {
	Change
	Value  float64
	Margin float64 // half the width of the 95% interval of Value; 0 where the bridge is exact
}
