package analysis

import "commitcast/model"

// Solution is what a number must be for a target to reach a wanted value.
type Solution struct {
	Scenario                    *model.Scenario
	Target                      model.Target
	Path                        string
	Wanted                      float64
	Base                        float64 // the number at Path in the scenario
	From                        float64 // the target's number there
	Low, High                   float64 // what was searched
	Roots                       []Root  // ascending; none where the target is nowhere the wanted value
	Nearest                     Root    // of the values tried, that whose target is nearest to the wanted; its Value is Unknown where the target is defined nowhere
	BaseText, LowText, HighText string  // as a user would write them; the caller fills them, and those of the roots
	Scanned                     []Root  // the values tried to find brackets, ascending, with the target's numbers
}

// Root is a value of the varied number and the target's number there. Where the target jumps over the wanted value, Jump is set and
// Value is the first one beyond the jump.
type Root struct {
	Value  float64
	Target float64
	Jump   bool
	Text   string // Value as a user would write it
}
