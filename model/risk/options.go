// Package risk simulates scenarios: it draws what is uncertain, projects every path with the model's one Projector, and reports
// quantiles and probabilities with how sure they are.
//
// A run is cut into blocks of a fixed number of paths. What a block gives is a pure function of the scenarios, the options and the
// block's number, so that any number of workers, or of machines (see Part and Merge), gives the same result to the last bit.
package risk

import (
	"fmt"
	"runtime"
	"slices"

	"commitcast/model"
	"commitcast/model/draw"
)

// Options say how to simulate. The zero value of each is its default.
type Options struct {
	Paths     int          // 100,000; with draw.Sobol draw.Replicates times a power of two (131,072), with draw.LHS a multiple of it
	Seed      uint64       // used as it is: 0 is a seed too
	Sampler   draw.Sampler // draw.Random
	By        model.By     // model.ByYear
	Metrics   []string     // names of metrics and figures; none for the default ones, as far as they are known
	Workers   int          // 0 for one a processor; results do not depend on it
	MaxMemory int64        // most bytes kept of all paths; 0 for 2 GiB. Where samples take more, bounded-error summaries take their place
	Summarise bool         // summaries take the place of samples in any case
}

// The defaults.
const (
	DefaultPaths      = 100_000
	DefaultPathsSobol = 1 << 17
	DefaultMaxMemory  = 2 << 30
)

// defaultMetrics are reported where they are known and nothing is asked for.
var defaultMetrics = []string{"spend", "revenue", "coverage.revenue", "gpu_hours.available", "cash_balance", "min_coverage", "funding_gap"}

// filled are the options with the defaults put in, or what is wrong with them.
func (o Options) filled() (Options, error) {
	if o.Sampler == "" {
		o.Sampler = draw.Random
	}
	if o.Paths == 0 {
		if o.Paths = DefaultPaths; o.Sampler == draw.Sobol {
			o.Paths = DefaultPathsSobol
		}
	}
	if o.By == "" {
		o.By = model.ByYear
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.MaxMemory <= 0 {
		o.MaxMemory = DefaultMaxMemory
	}
	if err := draw.CheckPaths(o.Sampler, o.Paths); err != nil {
		return o, err
	}
	return o, checkMetrics(o.Metrics)
}

// replicates is how many independent designs the paths are made of.
func (o *Options) replicates() int {
	if o.Sampler == draw.Random {
		return 1
	}
	return draw.Replicates
}

// checkMetrics refuses names of neither a scenario's metric nor a figure, and names given twice.
func checkMetrics(names []string) error {
	for i, name := range names {
		if m, f := model.Measure(name); m == nil && f == nil {
			return fmt.Errorf("%q is neither a metric nor a figure", name)
		}
		if slices.Contains(names[:i], name) {
			return fmt.Errorf("%q is asked for twice", name)
		}
	}
	return nil
}

// chosen are the metrics and the figures of the options, in their order.
func (o *Options) chosen() (metrics []model.Metric, figures []model.Figure) {
	for _, name := range o.Metrics {
		switch m, f := model.Measure(name); {
		case m != nil:
			metrics = append(metrics, *m)
		case f != nil:
			figures = append(figures, *f)
		}
	}
	return metrics, figures
}
