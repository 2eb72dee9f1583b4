package model

import (
	"math"

	"commitcast/model/internal/vector"
)

// over is the months of one period, as rows of the grid.
type over struct{ from, to int }

func (p *Projection) over(q Period) over { return over{p.index(q.From), p.index(q.To) + 1} }

// clamp is the row nearest to i that lies in the range or at its end.
func (o over) clamp(i int) int { return max(o.from, min(o.to, i)) }

// sum adds with compensation (Neumaier), so that long sums keep their cents.
func sum(values []float64) float64 {
	total, lost := 0.0, 0.0
	for _, v := range values {
		t := total + v
		if math.Abs(total) >= math.Abs(v) {
			lost += (total - t) + v
		} else {
			lost += (v - t) + total
		}
		total = t
	}
	return total + lost
}

// aggregate is one metric over the rows of a period; t holds the scenario's or one contract's columns.
func (m *Metric) aggregate(t table, o over) float64 {
	switch m.Aggregation {
	case Sum:
		return sum(t[m.column][o.from:o.to])
	case Mean:
		return sum(t[m.column][o.from:o.to]) / float64(o.to-o.from)
	case End:
		return t[m.column][o.to-1]
	case Ratio:
		return divide(m.scale*sum(t[m.numerator][o.from:o.to]), sum(t[m.denominator][o.from:o.to]))
	}
	return Unknown()
}

// divide is a/b, not defined for b = 0.
func divide(a, b float64) float64 {
	if b == 0 {
		return Unknown()
	}
	return a / b
}

// series brings one metric into periods. Before, After and the total of a contract's flow cover all of it; those of a
// curve, which has no end, the life of the contracts and what is shown. The total of a ratio is that of the sums.
func (p *Projection) series(m Metric, t table, periods []Period) Series {
	s := Series{Metric: m, Values: make([]float64, len(periods)), Total: Unknown()}
	for i, q := range periods {
		s.Values[i] = m.aggregate(t, p.over(q))
	}
	shown := over{p.over(periods[0]).from, p.over(periods[len(periods)-1]).to}
	whole := over{0, p.N}
	if m.curve {
		whole = over{p.index(p.life.From), p.index(p.life.To) + 1}
	}
	switch m.Aggregation {
	case Ratio:
		s.Total = m.aggregate(t, whole)
	case Sum:
		s.Before = m.aggregate(t, over{whole.from, whole.clamp(shown.from)})
		s.After = m.aggregate(t, over{whole.clamp(shown.to), whole.to})
		s.Total = sum([]float64{s.Before, m.aggregate(t, shown), s.After})
	}
	if !Known(s.Total) {
		s.Before, s.After = 0, 0
	}
	return s
}

// knowsMetric reports whether every column the metric is made of is known of the contract.
func (c *contractProjection) knowsMetric(m *Metric) bool {
	if m.Aggregation == Ratio {
		return c.knows(m.numerator) && c.knows(m.denominator)
	}
	return c.knows(m.column)
}

// contractReport brings one contract's known metrics into periods.
func (p *Projection) contractReport(c *contractProjection, periods []Period) ContractReport {
	r := ContractReport{ID: c.ID, Provider: c.Provider}
	for _, m := range Metrics() {
		switch {
		case !m.Contract:
		case m.Aggregation == Own:
			r.Metrics = append(r.Metrics, p.ownSeries(m, periods, m.rule(p, "", c)))
		case c.knowsMetric(&m):
			r.Metrics = append(r.Metrics, p.series(m, c.columns, periods))
		default:
			r.Metrics = append(r.Metrics, unknownSeries(m, len(periods)))
		}
	}
	return r
}

func unknownSeries(m Metric, n int) Series {
	s := Series{Metric: m, Values: make([]float64, n), Total: Unknown()}
	vector.Fill(s.Values, Unknown())
	return s
}

// ownSeries brings a metric with a rule of its own into periods; it has no total.
func (p *Projection) ownSeries(m Metric, periods []Period, at func(Period) float64) Series {
	s := unknownSeries(m, len(periods))
	for i, q := range periods {
		s.Values[i] = at(q)
	}
	return s
}
