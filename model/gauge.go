package model

// Gauge reads one target off the runs of a projector.
type Gauge struct {
	p      *Projector
	target Target
	metric *Metric
	figure *Figure
	by     By
	shown  Horizon // zero for what each run shows by itself
	full   span    // of a metric in a period
	year   [1]Period
}

// Gauge prepares the reading of a target. It is read over the horizon shown, or where that is zero over what each run shows by itself,
// as a report of that run alone has it. The error is that of the target's Exists: another run may show what this one does not.
func (p *Projector) Gauge(t Target, shown Horizon) (*Gauge, error) {
	if err := t.Exists(p.s); err != nil {
		return nil, err
	}
	g := &Gauge{p: p, target: t, by: t.By(), shown: shown}
	g.metric, g.figure = t.Measured()
	if t.Period != "" {
		g.full, _ = t.span(p.s) // checked
	}
	return g, nil
}

// Needs are the metric or figure that Projector.Only must be told of for the gauge, none for a contract's: that takes everything.
func (t Target) Needs() (metrics []Metric, figures []Figure, some bool) {
	m, f := t.Measured()
	cash, _ := Measure("cash") // what is shown by default ends with the last of it
	switch {
	case t.Contract != "":
		return nil, nil, false
	case f != nil:
		return []Metric{*cash}, []Figure{*f}, true
	}
	return []Metric{*m, *cash}, nil, true
}

// Value is the target's number on the last run: Unknown where it is not known, not defined, or outside of what is shown.
func (g *Gauge) Value() float64 {
	p := &g.p.out
	if len(p.contracts) == 0 {
		return Unknown()
	}
	h := g.horizon()
	if g.figure != nil {
		return g.figure.at(p, fullYearsOf(p.Scenario, p.Grid, g.by, h))
	}
	var c *contractProjection
	columns := p.columns
	if g.target.Contract != "" {
		if c = p.contract(g.target.Contract); c == nil || g.metric.Aggregation != Own && !c.knowsMetric(g.metric) {
			return Unknown()
		}
		columns = c.columns
	}
	if g.target.Period == "" {
		g.year[0] = Period{From: h.From, To: h.To}
		return p.series(*g.metric, columns, g.year[:]).Total
	}
	q, some := g.period(h)
	switch {
	case !some:
		return Unknown()
	case g.metric.Aggregation == Own && c != nil:
		return g.metric.rule(p, "", c)(q)
	case g.metric.Aggregation == Own:
		return g.metric.rule(p, g.by, nil)(q)
	}
	return g.metric.aggregate(columns, p.over(q))
}

// Partial reports whether the target's period is partial on the last run: shown in part, or without spend in some month.
func (g *Gauge) Partial() bool {
	if g.target.Period == "" {
		return false
	}
	q, some := g.period(g.horizon())
	return some && q.Partial
}

// horizon is what is shown of the last run.
func (g *Gauge) horizon() Horizon {
	if g.shown != (Horizon{}) {
		return g.shown
	}
	return Shown(&g.p.out)
}

// period is the target's period as far as a horizon shows it.
func (g *Gauge) period(h Horizon) (q Period, some bool) {
	p := &g.p.out
	q = Period{Label: g.full.label, From: max(g.full.from, h.From), To: min(g.full.to, h.To)}
	if q.From > q.To || q.From < p.From || q.To > p.month(p.N-1) {
		return q, false
	}
	q.Partial = q.From != g.full.from || q.To != g.full.to || !p.whole(p.over(q))
	return q, true
}

// contract is the counted contract of that id, nil where there is none.
func (p *Projection) contract(id string) *contractProjection {
	for i := range p.contracts {
		if p.contracts[i].ID == id {
			return &p.contracts[i]
		}
	}
	return nil
}
