package model

// Reading takes chosen metrics by period and figures off the runs of a projector. It owns its scratch space: a metric of columns
// is read without allocating; one with a rule of its own may allocate.
type Reading struct {
	p       *Projector
	by      By
	metrics []readMetric
	figures []Figure
	columns []Column // summed by period, each once
	sums    []float64
	periods []Period
	rows    []over
	partial []bool // the horizon shows less than all of the period
	years   *fullYears
}

// readMetric is a metric and where the sums of its columns stand.
type readMetric struct {
	Metric
	a, b int // places among the columns; b of a ratio's denominator
}

// Read prepares the reading of metrics and figures by periods of a horizon. The projector's needs must hold them (see Only).
func (p *Projector) Read(metrics []Metric, figures []Figure, by By, periods []Period, shown Horizon) *Reading {
	r := &Reading{p: p, by: by, figures: figures, periods: periods, years: fullYearsOf(p.s, p.out.Grid, by, shown)}
	for _, m := range metrics {
		read := readMetric{Metric: m}
		switch m.Aggregation {
		case Sum, Mean:
			read.a = r.place(m.column)
		case Ratio:
			read.a, read.b = r.place(m.numerator), r.place(m.denominator)
		}
		r.metrics = append(r.metrics, read)
	}
	var only *Contract // that counts, for contract years
	if by == ByContract {
		only = p.s.counted()[0]
	}
	for _, q := range periods {
		full := spanOf(q.From, by, p.s, only)
		r.rows = append(r.rows, p.out.over(q))
		r.partial = append(r.partial, full.from != q.From || full.to != q.To)
	}
	r.sums = make([]float64, len(r.columns)*len(periods))
	return r
}

// place is where a column's sums stand, which it takes up if it has none.
func (r *Reading) place(c Column) int {
	for i, known := range r.columns {
		if known == c {
			return i
		}
	}
	r.columns = append(r.columns, c)
	return len(r.columns) - 1
}

// Metrics writes the metrics of the last run: metric k in period i at k·(number of periods)+i. What is not known or not defined is
// Unknown.
func (r *Reading) Metrics(dst []float64) {
	n := len(r.rows)
	for k, c := range r.columns {
		column := r.p.out.columns[c]
		for i, o := range r.rows {
			r.sums[k*n+i] = plainSum(column, o)
		}
	}
	for k := range r.metrics {
		r.read(&r.metrics[k], dst[k*n:(k+1)*n])
	}
}

// read writes one metric by period.
func (r *Reading) read(m *readMetric, dst []float64) {
	n := len(r.rows)
	switch a, b := r.sums, r.sums; m.Aggregation {
	case Sum:
		copy(dst, a[m.a*n:])
	case Mean:
		for i := range dst {
			dst[i] = a[m.a*n+i] / float64(r.rows[i].to-r.rows[i].from)
		}
	case Ratio:
		for i := range dst {
			dst[i] = divide(m.scale*a[m.a*n+i], b[m.b*n+i])
		}
	case End:
		for i, o := range r.rows {
			dst[i] = r.p.out.columns[m.column][o.to-1]
		}
	case Own:
		at := m.rule(&r.p.out, r.by, nil)
		for i, q := range r.periods {
			q.Partial = r.partial[i] || !r.p.out.whole(r.rows[i])
			dst[i] = at(q)
		}
	}
}

// Figures writes the figures of the last run.
func (r *Reading) Figures(dst []float64) {
	for i := range r.figures {
		dst[i] = r.figures[i].at(&r.p.out, r.years)
	}
}

// Full writes for each period whether it is full on the last run: shown whole, and with spend in every month.
func (r *Reading) Full(dst []bool) {
	for i, o := range r.rows {
		dst[i] = !r.partial[i] && r.p.out.whole(o)
	}
}

// Periods cuts a horizon on the projection's grid into periods.
func (p *Projection) Periods(by By, h Horizon) []Period { return p.periods(by, h) }

// Counts reports whether any contract counts on the run.
func (p *Projection) Counts() bool { return len(p.contracts) > 0 }
