package risk

import (
	"commitcast/model"
	"commitcast/model/dist"
)

// Probabilities are the quantiles that are reported of every figure.
var Probabilities = []float64{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95}

// Confidence is the level of every interval.
const Confidence = 0.95

// Estimate is a figure with its interval at the level Confidence. Low and High are Unknown where there are too few paths for
// one, the Value too where no path has it.
type Estimate struct{ Value, Low, High float64 }

// Distribution is what the paths give of one figure. A path on which the figure is not defined is left out and counted.
type Distribution struct {
	Paths     int // on which it is defined
	Undefined int // on which it is not
	Mean, SD  Estimate
	Quantiles []Estimate // at Probabilities, type 7
	Min, Max  float64
}

// Result is a simulation of one scenario or several, which share their draws path by path.
type Result struct {
	Options     Options        // as carried out: defaults filled in
	Replicates  int            // independent replicates the intervals rest on; 1 for the plain sampler, whose paths are independent
	Periods     []model.Period // partial or not by the first scenario's own values
	Scenarios   []ScenarioResult
	Differences []DifferenceResult // of each scenario after the first, from the first, path by path
	Bounded     bool               // quantiles are from a summary: each within ±0.0062% of the exact one
	Warnings    []model.Warning    // of the simulation: too few paths, figures not defined

	plan   *plan
	drawer *worker // of Inputs
}

// ScenarioResult is what a simulation tells of one scenario.
type ScenarioResult struct {
	Scenario *model.Scenario
	Periods  []model.Period // those of the result, partial or not by the scenario's own values
	Metrics  []MetricResult // by period
	Figures  []FigureResult // of the whole life: min_coverage, funding_gap
	Breach   *Breach        // of the target by revenue coverage; nil when there is no revenue or spend
	Checks   []CheckResult  // in file order
	Inputs   []InputResult  // in file order
	Noise    []model.Noise  // in file order
	Warnings []model.Warning
}

// MetricResult is one metric by period.
type MetricResult struct {
	model.Metric
	Base    []float64 // of the scenario's own values, a period each; Unknown where not defined
	Periods []Distribution

	samples [][]float32 // by period; nil where paths were not kept
}

// FigureResult is one figure of the whole life.
type FigureResult struct {
	model.Figure
	Base float64
	Distribution

	samples []float32
}

// Samples are the values of the paths in one period, Unknown where not defined, in the order of the paths. They are nil where
// the paths were not kept. The caller must not change them.
func (m *MetricResult) Samples(period int) []float32 {
	if m.samples == nil {
		return nil
	}
	return m.samples[period]
}

// Samples are the values of the paths, Unknown where not defined, in the order of the paths; nil where they were not kept. The
// caller must not change them.
func (f *FigureResult) Samples() []float32 { return f.samples }

// Probability is the chance of an event with its interval: Wilson's, or for replicates Student's.
type Probability struct {
	Estimate
	Paths int // on which it is defined, happened or not
}

// Breach tells when revenue coverage falls below the target. Partial periods are left out, path by path.
type Breach struct {
	Target  float64
	Periods []Probability // P(coverage.revenue < target) in a period; of no paths where it is full on none
	Ever    Probability   // in any full period that ends in the valuation month or later
	First   []Probability // P(the first of those breaches is in this period)
	// Time is the years from the valuation date to the end of the first period in breach, over the paths with a breach; of no
	// paths when there is none.
	Time Distribution
}

// CheckResult is how often one check holds. A path on which the metric is never defined is left out.
type CheckResult struct {
	model.Check
	Holds       Probability
	Met         bool // as often as is demanded; where no probability is demanded, on the base case
	Judged      bool // there was something to judge that by: the metric is defined in a year that is looked at
	Base        bool // it holds on the scenario's own values
	BaseDefined bool // the metric is defined there
}

// InputResult tells what an uncertain input's distribution implies.
type InputResult struct {
	model.UncertainInput
	Base    float64 // the scenario's own value
	Implied dist.Implied
}

// DifferenceResult is one scenario less the first, path by path. Figures that either of them lacks are left out.
type DifferenceResult struct {
	Scenario *model.Scenario
	Metrics  []MetricResult // Base is the difference of the base cases
	Figures  []FigureResult
}
