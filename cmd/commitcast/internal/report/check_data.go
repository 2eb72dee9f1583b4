package report

import (
	"slices"

	"commitcast/model"
	"commitcast/model/analysis"
	"commitcast/model/risk"
)

// checkSchema names the shape of JSON that tells of checks.
const checkSchema = "commitcast.check/1"

func checkJSON(all []*analysis.Checked) []byte {
	w := &jsonWriter{}
	w.object(func() {
		w.text("schema", checkSchema)
		w.key("met")
		w.bool(!anyBroken(all))
		w.number("confidence", risk.Confidence)
		w.key("scenarios")
		w.list(len(all), func(i int) { w.checkedScenario(all[i]) })
		w.text("version", model.Version)
	})
	return append(w.b, '\n')
}

// anyBroken reports whether a check of the level error does not hold.
func anyBroken(all []*analysis.Checked) bool {
	for _, c := range all {
		for i := range c.Results {
			if c.Results[i].Broken() {
				return true
			}
		}
	}
	return false
}

func (w *jsonWriter) checkedScenario(c *analysis.Checked) {
	s := c.Scenario
	w.named(s)
	w.text("currency", s.Currency)
	w.key("paths")
	w.whole(uint64(c.Paths))
	w.key("seed")
	w.whole(c.Seed)
	w.key("checks")
	w.list(len(c.Results), func(i int) { w.checkResult(&c.Results[i], s.Currency) })
	w.origin(s, append(slices.Clone(c.Warnings), s.Notes...))
}

func (w *jsonWriter) checkResult(r *analysis.CheckResult, currency string) {
	w.text("name", r.Name)
	w.text("level", string(checkLevel(r)))
	w.text("metric", r.Limit.Target.String())
	w.text("unit", r.Limit.Target.Unit().In(currency))
	w.optional("years", r.Label)
	w.limit(r.Limit)
	w.text("outcome", string(r.Outcome))
	w.number("value", r.Value)
	w.optional("period", r.Period)
	w.number("probability", r.Probability)
	w.number("held", r.Held)
	w.number("held_low", r.HeldLow)
	w.number("held_high", r.HeldHigh)
	w.key("paths")
	w.whole(uint64(r.Paths))
}

// limit writes the bounds of a limit.
func (w *jsonWriter) limit(l analysis.Limit) {
	w.number("min", l.Min)
	w.number("max", l.Max)
	w.key("strict")
	w.bool(l.Strict)
}

// checkLevel is the level of a check; that of one which says none is error.
func checkLevel(r *analysis.CheckResult) model.CheckLevel {
	if r.Level == model.LevelWarning {
		return r.Level
	}
	return model.LevelError
}

// checkHeader names the columns of checks: a check a row.
const checkHeader = "scenario,check,level,metric,unit,years,min,max,strict,outcome,value,period,probability,held,held_low,held_high,paths\r\n"

func checkCSV(all []*analysis.Checked) []byte {
	b := []byte(checkHeader)
	for _, c := range all {
		for i := range c.Results {
			r := &c.Results[i]
			b = append(b, csvRow(c.Scenario.Name, r.Name, string(checkLevel(r)), r.Limit.Target.String(),
				r.Limit.Target.Unit().In(c.Scenario.Currency), r.Label)...)
			b = appendNumbers(b, r.Limit.Min, r.Limit.Max, oneIf(r.Limit.Strict))
			b = append(b, csvRow(string(r.Outcome))...)
			b = appendNumbers(b, r.Value)
			b = append(b, csvRow(r.Period)...)
			b = appendNumbers(b, r.Probability, r.Held, r.HeldLow, r.HeldHigh, float64(r.Paths))
			b = append(b[:len(b)-1], "\r\n"...)
		}
	}
	return b
}
