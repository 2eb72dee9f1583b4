package risk

import (
	"math"
	"sync"
	"sync/atomic"

	"commitcast/model"
	"commitcast/model/stat"
)

// result works out what is reported of a whole run.
func (p *plan) result(s *store) *Result {
	columns := p.distributions(s)
	counters := p.counters(s)
	r := &Result{Options: p.options, Replicates: p.options.replicates(), Periods: p.scenarios[0].base.periods, Bounded: s.samples == nil, plan: p}
	for i := range p.scenarios {
		r.Scenarios = append(r.Scenarios, p.scenario(i, s, columns, counters))
	}
	for i := range p.scenarios[1:] {
		r.Differences = append(r.Differences, p.difference(1+i, s, columns))
	}
	r.Warnings = p.warnings(r)
	return r
}

// distributions sums up every column.
func (p *plan) distributions(s *store) []Distribution {
	all := make([]Distribution, p.layout.columns)
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(p.options.Workers, len(all)) {
		group.Go(func() {
			sum := newSummer(p, s)
			for c := int(next.Add(1)) - 1; c < len(all); c = int(next.Add(1)) - 1 {
				all[c] = sum.column(c)
			}
		})
	}
	group.Wait()
	return all
}

// counters are those of the whole run, replicate by replicate.
func (p *plan) counters(s *store) [][]int {
	n := p.layout.counters
	all := make([][]int, p.options.replicates())
	for r := range all {
		all[r] = make([]int, n)
		for _, t := range s.tallies {
			for k, v := range t.counters[r*n : (r+1)*n] {
				all[r][k] += int(v)
			}
		}
	}
	return all
}

// scenario is what is reported of scenario i.
func (p *plan) scenario(i int, s *store, columns []Distribution, counters [][]int) ScenarioResult {
	sp, at := &p.scenarios[i], p.layout.scenarios[i]
	r := ScenarioResult{Scenario: sp.s, Periods: sp.base.periods, Noise: sp.s.Uncertainty.Noise}
	r.Metrics, r.Figures = p.figuresAt(at.column, s, columns, &sp.base, nil)
	if sp.breach {
		r.Breach = p.breachOf(sp, at, columns, counters)
	}
	for k, c := range sp.checks {
		c := CheckResult{Check: *c.Check, Holds: p.probability(counters, at.checks+2*k, at.checks+2*k+1), Base: sp.base.checks[k] == holds,
			BaseDefined: sp.base.checks[k] != unclear}
		if c.Met, c.Judged = c.Base, c.BaseDefined; model.Known(c.Probability) {
			c.Met, c.Judged = c.Holds.Value >= c.Probability, c.Holds.Paths > 0
		}
		r.Checks = append(r.Checks, c)
	}
	for _, in := range sp.inputs {
		x, _ := sp.s.Scalar(in.Path)
		r.Inputs = append(r.Inputs, InputResult{in.UncertainInput, x.Get(), in.dist.Implied()})
	}
	r.Warnings = sp.s.Notes
	return r
}

// difference is what is reported of scenario i less the first.
func (p *plan) difference(i int, s *store, columns []Distribution) DifferenceResult {
	d := DifferenceResult{Scenario: p.scenarios[i].s}
	d.Metrics, d.Figures = p.figuresAt(p.layout.scenarios[i].difference, s, columns, &p.scenarios[i].base, &p.scenarios[0].base)
	return d
}

// figuresAt is the metrics and figures whose columns begin at a place; their base is less that of from, if there is one.
func (p *plan) figuresAt(column int, s *store, columns []Distribution, b, from *base) ([]MetricResult, []FigureResult) {
	n := p.layout.periods
	var metrics []MetricResult
	var figures []FigureResult
	less := func(v float64, of func(*base) float64) float64 {
		if from == nil {
			return v
		}
		return v - of(from)
	}
	for k, m := range p.metrics {
		r := MetricResult{Metric: m, Periods: columns[column+k*n : column+(k+1)*n]}
		for i := range n {
			r.Base = append(r.Base, less(b.metrics[k*n+i], func(f *base) float64 { return f.metrics[k*n+i] }))
		}
		if s.samples != nil {
			r.samples = s.samples[column+k*n : column+(k+1)*n]
		}
		metrics = append(metrics, r)
	}
	for k, f := range p.figures {
		c := column + p.layout.metrics + k
		r := FigureResult{Figure: f, Base: less(b.figures[k], func(f *base) float64 { return f.figures[k] }), Distribution: columns[c]}
		if s.samples != nil {
			r.samples = s.samples[c]
		}
		figures = append(figures, r)
	}
	return metrics, figures
}

// breachOf is the breach of scenario sp, whose counters stand at a place.
func (p *plan) breachOf(sp *scenarioPlan, at slots, columns []Distribution, counters [][]int) *Breach {
	n, k := p.layout.periods, at.breach
	b := &Breach{Target: sp.s.Target, Time: columns[at.time], Ever: p.probability(counters, k+3*n, k+3*n+1)}
	for i := range n {
		b.Periods = append(b.Periods, p.probability(counters, k+3*i, k+3*i+1))
		first := p.probability(counters, k+3*i+2, k+3*n+1)
		if b.Periods[i].Paths == 0 {
			first = Probability{unknown(), 0}
		}
		b.First = append(b.First, first)
	}
	if b.Ever.Paths == 0 {
		return nil
	}
	return b
}

// probability is that of an event counted at one place, on the paths counted at another.
func (p *plan) probability(counters [][]int, happened, defined int) Probability {
	var k, n int
	shares := make([]float64, len(counters))
	for r, c := range counters {
		k, n = k+c[happened], n+c[defined]
		shares[r] = math.NaN()
		if c[defined] > 0 {
			shares[r] = float64(c[happened]) / float64(c[defined])
		}
	}
	result := Probability{unknown(), n}
	if n == 0 {
		return result
	}
	result.Value = float64(k) / float64(n)
	low, high := stat.Wilson(k, n, Confidence)
	if len(counters) > 1 && k > 0 && k < n {
		reach := shareReach(shares, float64(n)/float64(len(counters)))
		low, high = max(0, result.Value-reach), min(1, result.Value+reach)
	}
	result.Low, result.High = low, high
	return result
}

// shareReach is the same of the shares of replicates of so many paths each. A replicate's share moves in steps of one path, so that
// equal shares do not mean that there is no error: half a step is added to their spread.
func shareReach(shares []float64, paths float64) float64 {
	var m stat.Moments
	for _, v := range shares {
		m.Add(v)
	}
	if m.N < len(shares) {
		return math.NaN()
	}
	n := float64(m.N)
	m.M2 += (n - 1) / (4 * paths * paths)
	low, high := m.MeanInterval(Confidence)
	return (high - low) / 2
}
