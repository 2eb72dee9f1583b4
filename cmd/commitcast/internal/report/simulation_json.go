package report

import (
	"strings"

	"commitcast/model"
	"commitcast/model/risk"
)

// simulationSchema names the shape of JSON that tells a simulation.
const simulationSchema = "commitcast.simulation/1"

func simulationJSON(r *risk.Result) []byte {
	w := &jsonWriter{}
	w.object(func() {
		w.text("schema", simulationSchema)
		w.text("by", string(r.Options.By))
		w.key("paths")
		w.whole(uint64(r.Options.Paths))
		w.key("seed")
		w.whole(r.Options.Seed)
		w.text("sampler", string(r.Options.Sampler))
		w.key("replicates")
		w.whole(uint64(r.Replicates))
		w.number("confidence", risk.Confidence)
		w.key("bounded")
		w.bool(r.Bounded)
		w.key("periods")
		w.list(len(r.Periods), func(i int) { w.period(r.Periods[i]) })
		w.key("scenarios")
		w.list(len(r.Scenarios), func(i int) { w.simulated(&r.Scenarios[i]) })
		w.key("differences")
		w.list(len(r.Differences), func(i int) { w.difference(&r.Differences[i], r.Scenarios[0].Scenario) })
		w.warnings(r.Warnings)
		w.text("version", model.Version)
	})
	return append(w.b, '\n')
}

// simulated writes what a simulation tells of one scenario.
func (w *jsonWriter) simulated(s *risk.ScenarioResult) {
	currency := s.Scenario.Currency
	w.text("scenario", s.Scenario.Title)
	w.text("name", s.Scenario.Name)
	w.exact("file", fileName(s.Scenario))
	w.text("currency", currency)
	w.distributions(s.Metrics, s.Figures, currency)
	w.breach(s.Breach)
	w.key("checks")
	w.list(len(s.Checks), func(i int) { w.check(&s.Checks[i]) })
	w.uncertainty(s)
	w.origin(s.Scenario, s.Warnings)
}

func (w *jsonWriter) difference(d *risk.DifferenceResult, against *model.Scenario) {
	w.text("scenario", d.Scenario.Title)
	w.text("name", d.Scenario.Name)
	w.text("against", against.Name)
	w.distributions(d.Metrics, d.Figures, d.Scenario.Currency)
}

// distributions writes metrics, each statistic as a list by period, and figures, each statistic a number.
func (w *jsonWriter) distributions(metrics []risk.MetricResult, figures []risk.FigureResult, currency string) {
	w.key("metrics")
	w.object(func() {
		for i := range metrics {
			m := &metrics[i]
			w.key(m.Name)
			w.object(func() {
				w.text("unit", m.Unit.In(currency))
				w.numbers("base", m.Base)
				w.byPeriod(m.Periods)
			})
		}
	})
	w.key("figures")
	w.object(func() {
		for i := range figures {
			f := &figures[i]
			w.key(f.Name)
			w.object(func() {
				w.text("unit", f.Unit.In(currency))
				w.number("base", f.Base)
				w.distribution(&f.Distribution)
			})
		}
	})
}

// byPeriod writes each statistic as a list with a value a period.
func (w *jsonWriter) byPeriod(all []risk.Distribution) {
	list := func(name string, of func(*risk.Distribution) float64) {
		values := make([]float64, len(all))
		for i := range all {
			values[i] = of(&all[i])
		}
		w.numbers(name, values)
	}
	estimates := func(name string, of func(*risk.Distribution) risk.Estimate) {
		w.key(name)
		w.object(func() {
			list("value", func(d *risk.Distribution) float64 { return of(d).Value })
			list("low", func(d *risk.Distribution) float64 { return of(d).Low })
			list("high", func(d *risk.Distribution) float64 { return of(d).High })
		})
	}
	list("paths", func(d *risk.Distribution) float64 { return float64(d.Paths) })
	list("undefined", func(d *risk.Distribution) float64 { return float64(d.Undefined) })
	estimates("mean", func(d *risk.Distribution) risk.Estimate { return d.Mean })
	estimates("sd", func(d *risk.Distribution) risk.Estimate { return d.SD })
	list("min", func(d *risk.Distribution) float64 { return d.Min })
	for q, p := range risk.Probabilities {
		estimates(strings.ToLower(percentile(p)), func(d *risk.Distribution) risk.Estimate { return quantileOf(d, q) })
	}
	list("max", func(d *risk.Distribution) float64 { return d.Max })
}

// quantileOf is a quantile of a distribution; unknown where no path has the figure.
func quantileOf(d *risk.Distribution, i int) risk.Estimate {
	if i < len(d.Quantiles) {
		return d.Quantiles[i]
	}
	return risk.Estimate{Value: model.Unknown(), Low: model.Unknown(), High: model.Unknown()}
}

// distribution writes each statistic of one figure.
func (w *jsonWriter) distribution(d *risk.Distribution) {
	w.number("paths", float64(d.Paths))
	w.number("undefined", float64(d.Undefined))
	w.estimate("mean", d.Mean)
	w.estimate("sd", d.SD)
	w.number("min", d.Min)
	for i, p := range risk.Probabilities {
		w.estimate(strings.ToLower(percentile(p)), quantileOf(d, i))
	}
	w.number("max", d.Max)
}

func (w *jsonWriter) estimate(name string, e risk.Estimate) {
	w.key(name)
	w.object(func() { w.interval(e) })
}

func (w *jsonWriter) interval(e risk.Estimate) {
	w.number("value", e.Value)
	w.number("low", e.Low)
	w.number("high", e.High)
}

func (w *jsonWriter) probability(name string, p risk.Probability) {
	w.key(name)
	w.object(func() {
		w.interval(p.Estimate)
		w.number("paths", float64(p.Paths))
	})
}

// probabilities writes one probability a period.
func (w *jsonWriter) probabilities(name string, all []risk.Probability) {
	list := func(name string, of func(risk.Probability) float64) {
		values := make([]float64, len(all))
		for i := range all {
			values[i] = of(all[i])
		}
		w.numbers(name, values)
	}
	w.key(name)
	w.object(func() {
		list("value", func(p risk.Probability) float64 { return p.Value })
		list("low", func(p risk.Probability) float64 { return p.Low })
		list("high", func(p risk.Probability) float64 { return p.High })
		list("paths", func(p risk.Probability) float64 { return float64(p.Paths) })
	})
}

// breach writes how likely coverage is to be below the target; null where there is no coverage.
func (w *jsonWriter) breach(b *risk.Breach) {
	w.key("breach")
	if b == nil {
		w.b = append(w.b, "null"...)
		return
	}
	w.object(func() {
		w.text("metric", "coverage.revenue")
		w.number("target", b.Target)
		w.probabilities("below", b.Periods)
		w.probabilities("first_below", b.First)
		w.probability("ever_below", b.Ever)
		w.key("years_to_first")
		w.object(func() { w.distribution(&b.Time) })
	})
}

func (w *jsonWriter) check(c *risk.CheckResult) {
	w.text("name", c.Name)
	w.text("metric", c.Metric)
	w.year("from", c.From)
	w.year("to", c.To)
	w.number("min", c.Min)
	w.number("max", c.Max)
	w.number("demanded", c.Probability)
	w.text("level", string(c.Level))
	w.probability("holds", c.Holds)
	w.verdict("holds_in_base", c.Base, c.BaseDefined)
	w.verdict("met", c.Met, c.Judged)
}

// verdict writes yes or no; null where there is nothing to judge by.
func (w *jsonWriter) verdict(name string, yes, judged bool) {
	if !judged {
		w.number(name, model.Unknown())
		return
	}
	w.key(name)
	w.bool(yes)
}

// year writes the number of a year; null for 0.
func (w *jsonWriter) year(name string, year int) { w.number(name, orUnknown(float64(year))) }

// uncertainty writes what is uncertain and what that implies, in the base units of the inputs: money, shares, months.
func (w *jsonWriter) uncertainty(s *risk.ScenarioResult) {
	w.key("uncertainty")
	w.object(func() {
		w.key("inputs")
		w.list(len(s.Inputs), func(i int) {
			in := &s.Inputs[i]
			w.text("path", in.Path)
			w.text("kind", string(in.Dist.Kind))
			w.text("unit", unitOfInput(s.Scenario, in.UncertainInput).In(s.Scenario.Currency))
			w.number("base", in.Base)
			for _, f := range impliedFields {
				w.number(f.key, f.of(&in.Implied))
			}
		})
		w.key("noise")
		w.list(len(s.Noise), func(i int) {
			n := &s.Noise[i]
			w.text("path", n.Path)
			w.number("volatility", n.Volatility)
			w.number("half_life_years", orUnknown(float64(n.HalfLife)/12))
		})
		correlations := s.Scenario.Uncertainty.Correlations
		w.key("correlation")
		w.list(len(correlations), func(i int) {
			c := &correlations[i]
			w.text("a", c.Between[0])
			w.text("b", c.Between[1])
			w.number("rho", c.Rho)
		})
	})
}
