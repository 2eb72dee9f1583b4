package report

import (
	"math"
	"strings"

	"commitcast/model"
	"commitcast/model/risk"
)

// simulationHeader names the columns of the long form of a simulation: one statistic a row, with its interval where it has
// one. Of a difference, against names the scenario that is taken off.
const simulationHeader = "scenario,against,metric,unit,period,statistic,value,low,high\r\n"

// simulationRows collects the rows of the long form.
type simulationRows struct {
	periods []model.Period
	b       []byte
	start   []byte // of every row of a scenario
	money   string // currency
}

// simulationCSV writes every statistic as RFC 4180 rows, at full precision. What has no period stands in the period "life".
// Revenue coverage has the statistics p_below_target and p_first_below_target, its first breach the metric breach_time, and
// each check the metric check.NAME.
func simulationCSV(r *risk.Result) []byte {
	rows := &simulationRows{periods: r.Periods, b: []byte(simulationHeader)}
	first := r.Scenarios[0].Scenario
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		rows.begin(s.Scenario, "")
		rows.metrics(s.Metrics)
		rows.figures(s.Figures)
		if s.Breach != nil {
			rows.breach(s.Breach)
		}
		for k := range s.Checks {
			rows.check(&s.Checks[k])
		}
	}
	for i := range r.Differences {
		d := &r.Differences[i]
		rows.begin(d.Scenario, first.Name)
		rows.metrics(d.Metrics)
		rows.figures(d.Figures)
	}
	return rows.b
}

func (r *simulationRows) begin(s *model.Scenario, against string) {
	r.start, r.money = csvRow(s.Name, against), s.Currency
}

func (r *simulationRows) metrics(all []risk.MetricResult) {
	for i := range all {
		m := &all[i]
		for p := range m.Periods {
			of := csvRow(m.Name, m.Unit.In(r.money), r.periods[p].Label)
			r.number(of, "base", m.Base[p])
			r.distribution(of, &m.Periods[p])
		}
	}
}

func (r *simulationRows) figures(all []risk.FigureResult) {
	for i := range all {
		f := &all[i]
		of := csvRow(f.Name, f.Unit.In(r.money), wholeLife)
		r.number(of, "base", f.Base)
		r.distribution(of, &f.Distribution)
	}
}

func (r *simulationRows) distribution(of []byte, d *risk.Distribution) {
	r.number(of, "paths", float64(d.Paths))
	r.number(of, "undefined", float64(d.Undefined))
	if d.Paths == 0 {
		return
	}
	r.estimate(of, "mean", d.Mean)
	r.estimate(of, "sd", d.SD)
	r.number(of, "min", d.Min)
	for i, q := range d.Quantiles {
		r.estimate(of, strings.ToLower(percentile(risk.Probabilities[i])), q)
	}
	r.number(of, "max", d.Max)
}

func (r *simulationRows) breach(b *risk.Breach) {
	of := func(period string) []byte { return csvRow("coverage.revenue", string(model.Share), period) }
	for i, p := range r.periods {
		r.probability(of(p.Label), "p_below_target", b.Periods[i])
		r.probability(of(p.Label), "p_first_below_target", b.First[i])
	}
	r.probability(of(wholeLife), "p_below_target", b.Ever)
	time := csvRow("breach_time", string(unitYears), wholeLife)
	r.distribution(time, &b.Time)
}

func (r *simulationRows) check(c *risk.CheckResult) {
	of := csvRow("check."+c.Name, string(model.Share), wholeLife)
	r.probability(of, "p_holds", c.Holds)
	r.number(of, "demanded", c.Probability)
	if c.BaseDefined {
		r.number(of, "holds_in_base", oneIf(c.Base))
	}
	if c.Judged {
		r.number(of, "met", oneIf(c.Met))
	}
}

func oneIf(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

func (r *simulationRows) number(of []byte, statistic string, v float64) {
	r.estimate(of, statistic, risk.Estimate{Value: v, Low: math.NaN(), High: math.NaN()})
}

// probability writes a probability where it is defined on some path.
func (r *simulationRows) probability(of []byte, statistic string, p risk.Probability) {
	if p.Paths > 0 {
		r.estimate(of, statistic, p.Estimate)
	}
}

func (r *simulationRows) estimate(of []byte, statistic string, e risk.Estimate) {
	r.b = append(append(append(r.b, r.start...), of...), statistic...)
	for _, v := range []float64{e.Value, e.Low, e.High} {
		r.b = append(r.b, ',')
		r.b = appendNumber(r.b, v, "")
	}
	r.b = append(r.b, "\r\n"...)
}
