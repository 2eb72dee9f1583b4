package report

import (
	"commitcast/model"
)

// The names of the shapes of JSON; a change that breaks a reader gets a new number.
const (
	projectionSchema = "commitcast.projection/1"
	comparisonSchema = "commitcast.comparison/1"
)

func projectionJSON(r *model.Report, o Options) []byte {
	w := &jsonWriter{}
	w.object(func() { w.projection(r, o) })
	return append(w.b, '\n')
}

func comparisonJSON(c *model.Comparison, o Options) []byte {
	w := &jsonWriter{}
	w.object(func() {
		w.text("schema", comparisonSchema)
		w.text("by", string(c.Reports[0].By))
		w.key("projections")
		w.list(len(c.Reports), func(i int) { w.projection(c.Reports[i], o) })
		w.key("deltas")
		w.list(len(c.Deltas), func(i int) { w.delta(c.Reports[0], c.Deltas[i], o) })
	})
	return append(w.b, '\n')
}

func (w *jsonWriter) projection(r *model.Report, o Options) {
	s := r.Scenario
	w.scenario(projectionSchema, s, o.Contract)
	w.text("by", string(r.By))
	w.key("periods")
	w.list(len(r.Periods), func(i int) { w.period(r.Periods[i]) })
	w.metrics(chosen(r.Metrics, o.Metrics), s.Currency)
	w.key("contracts")
	w.object(func() {
		for _, c := range r.Contracts {
			w.key(Clean(c.ID))
			w.object(func() {
				for _, series := range chosen(c.Metrics, o.Metrics) {
					w.series(series, s.Currency)
				}
			})
		}
	})
	w.summary(&r.Summary)
	w.provenance(r)
}

// scenario writes what names a result: its shape, its scenario, and the contract it is restricted to, if it is.
func (w *jsonWriter) scenario(schema string, s *model.Scenario, contract string) {
	w.text("schema", schema)
	w.named(s)
	if contract != "" {
		w.text("contract", contract)
	}
	w.text("currency", s.Currency)
}

// named writes what a scenario is called.
func (w *jsonWriter) named(s *model.Scenario) {
	w.text("scenario", s.Title)
	w.text("name", s.Name)
	w.exact("file", fileName(s))
}

func (w *jsonWriter) period(p model.Period) {
	w.text("label", p.Label)
	w.text("from", p.From.String())
	w.text("to", p.To.String())
	w.key("partial")
	w.bool(p.Partial)
}

func (w *jsonWriter) bool(v bool) {
	if v {
		w.b = append(w.b, "true"...)
	} else {
		w.b = append(w.b, "false"...)
	}
}

func (w *jsonWriter) metrics(all []model.Series, currency string) {
	w.key("metrics")
	w.object(func() {
		for _, s := range all {
			w.series(s, currency)
		}
	})
}

// series writes one metric; what lies outside the horizon only when something does.
func (w *jsonWriter) series(s model.Series, currency string) {
	w.key(s.Name)
	w.object(func() {
		w.text("unit", s.Unit.In(currency))
		if isMoneyFlow(s.Metric) {
			w.moneyFlow(s)
			return
		}
		w.numbers("values", s.Values)
		if cut(s) {
			w.number("before", s.Before)
			w.number("after", s.After)
		}
		w.number("total", s.Total)
	})
}

// isMoneyFlow reports whether a metric is told to the cent, so that its parts add up to its total.
func isMoneyFlow(m model.Metric) bool { return m.Unit == model.Currency && m.Aggregation == model.Sum }

func (w *jsonWriter) moneyFlow(s model.Series) {
	values, before, after, total := inCents(s)
	w.moneys("values", values)
	if cut(s) {
		w.money("before", before)
		w.money("after", after)
	}
	w.money("total", total)
}

// inCents rounds a flow of money so that values, before and after add up to the total.
func inCents(s model.Series) (values []figure, before, after, total figure) {
	parts := append(append([]float64{s.Before}, s.Values...), s.After)
	figures, total := foot(parts, s.Total, cents)
	last := len(figures) - 1
	return figures[1:last], figures[0], figures[last], total
}

func (w *jsonWriter) summary(s *model.Summary) {
	w.key("summary")
	w.object(func() {
		for _, f := range summaryFields {
			switch {
			case f.number == nil:
				w.optional(f.key, f.text(s))
			case f.unit == model.Currency:
				w.money(f.key, round(f.number(s), cents))
			default:
				w.number(f.key, f.number(s))
			}
		}
	})
}

// provenance writes where the figures come from.
func (w *jsonWriter) provenance(r *model.Report) {
	w.grades(r.Grades)
	w.uncounted(r.Uncounted)
	w.origin(r.Scenario, r.Warnings)
}

// origin writes the inputs and their sources, what is doubtful, and which input and program made the result.
func (w *jsonWriter) origin(s *model.Scenario, warnings []model.Warning) {
	w.inputs(s.Inputs)
	w.sources(s.Sources)
	w.warnings(warnings)
	w.text("input_sha256", s.InputSHA256)
	w.text("version", model.Version)
}

func (w *jsonWriter) warnings(all []model.Warning) {
	w.key("warnings")
	w.list(len(all), func(i int) {
		w.text("path", all[i].Path)
		w.text("message", all[i].Message)
	})
}

func (w *jsonWriter) grades(all []model.GradeShare) {
	w.key("grades")
	w.list(len(all), func(i int) {
		w.text("grade", string(all[i].Grade))
		w.number("committed", all[i].Committed)
		w.number("revenue", all[i].Revenue)
	})
}

func (w *jsonWriter) uncounted(all []model.Uncounted) {
	w.key("uncounted")
	w.list(len(all), func(i int) {
		w.text("id", all[i].ID)
		w.text("provider", all[i].Provider)
		w.text("status", string(all[i].Status))
		w.money("value", round(all[i].Value, cents))
	})
}

func (w *jsonWriter) inputs(all model.Inputs) {
	w.key("inputs")
	w.list(len(all), func(i int) {
		w.text("path", all[i].Path)
		w.text("value", all[i].Text)
		w.text("grade", string(all[i].Grade))
		w.optional("source", all[i].Source)
	})
}

func (w *jsonWriter) sources(all []model.Source) {
	w.key("sources")
	w.list(len(all), func(i int) {
		w.text("id", all[i].ID)
		w.optional("publisher", all[i].Publisher)
		w.optional("title", all[i].Title)
		w.optional("date", dateText(all[i].Date))
		w.optional("url", all[i].URL)
	})
}

// delta writes the differences of one report from the first. Those of money flows are the differences of the cents told
// above, so that they add up as well.
func (w *jsonWriter) delta(base *model.Report, d model.Delta, o Options) {
	w.text("scenario", d.Report.Scenario.Title)
	w.text("name", d.Report.Scenario.Name)
	w.text("against", base.Scenario.Name)
	w.key("metrics")
	w.object(func() {
		for _, s := range chosenDeltas(d.Metrics, o.Metrics) {
			w.key(s.Name)
			w.object(func() { w.deltaSeries(base, d, s) })
		}
	})
	w.key("summary")
	w.object(func() {
		for _, f := range summaryFields {
			if f.number == nil {
				continue
			}
			from, to := f.number(&base.Summary), f.number(&d.Report.Summary)
			if f.unit == model.Currency {
				w.money(f.key, round(to, cents).minus(round(from, cents)))
			} else {
				w.number(f.key, to-from)
			}
		}
	})
}

func (w *jsonWriter) deltaSeries(base *model.Report, d model.Delta, s model.DeltaSeries) {
	w.text("unit", s.Unit.In(base.Scenario.Currency))
	from, ok := base.Series(s.Name)
	to, too := d.Report.Series(s.Name)
	if isMoneyFlow(s.Metric) && ok && too && len(from.Values) == len(to.Values) {
		w.moneyDelta(from, to)
	} else {
		w.numbers("values", s.Values)
		w.number("total", s.Total)
	}
	w.numbers("relative", s.Percent)
	w.number("total_relative", s.TotalPercent)
}

func (w *jsonWriter) moneyDelta(from, to model.Series) {
	a, aBefore, aAfter, aTotal := inCents(from)
	b, bBefore, bAfter, bTotal := inCents(to)
	values := make([]figure, len(b))
	for i := range b {
		values[i] = b[i].minus(a[i])
	}
	w.moneys("values", values)
	if cut(from) || cut(to) {
		w.money("before", bBefore.minus(aBefore))
		w.money("after", bAfter.minus(aAfter))
	}
	w.money("total", bTotal.minus(aTotal))
}

func chosenDeltas(all []model.DeltaSeries, names []string) []model.DeltaSeries {
	if len(names) == 0 {
		return all
	}
	var out []model.DeltaSeries
	for _, name := range names {
		for _, s := range all {
			if s.Name == name {
				out = append(out, s)
			}
		}
	}
	return out
}
