package analysis

import "commitcast/model"

// Stress is the least implausible combination of the uncertain numbers that breaks a limit: the point nearest to the middle of all, in standard
// deviations of their normal scores, at which the limit is no longer kept (first-order reliability, Hasofer and Lind 1974).
type Stress struct {
	Scenario    *model.Scenario
	Limit       Limit
	Base        float64         // the target's number on the scenario's own values
	Median      float64         // and with every number at its median
	Found       bool            // a combination within Reach standard deviations breaks the limit
	Broken      bool            // it is broken at the medians already
	Distance    float64         // β, in standard deviations
	Probability float64         // Φ(−β), the probability of a break to first order
	At          float64         // the target's number at the combination
	Inputs      []StressedInput // from the one that is moved furthest
	Reach       float64         // how far was searched
	Evaluations int
	Warnings    []model.Warning
}

// StressedInput is where one number stands at the combination.
type StressedInput struct {
	Path                         string
	Base                         float64
	Median                       float64
	At                           float64
	Score                        float64 // standard deviations from its median
	Importance                   float64 // its share of the squared distance
	BaseText, MedianText, AtText string  // as a user would write them; the caller fills them
}
