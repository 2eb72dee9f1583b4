package report

import (
	"slices"
	"strconv"

	"commitcast/model"
	"commitcast/model/analysis"
)

// claimsSchema names the shape of JSON that tells claims.
const claimsSchema = "commitcast.claims/1"

// claimsHeader names the columns: a row for each unit price and headline figure, of the scenario itself and of each claim.
const claimsHeader = "path,claim,says,grade,source,as_modelled,verdict,contract,measure,unit,value,low,high,inside\r\n"

func claimsCSV(c *analysis.Claims) []byte {
	out := []byte(claimsHeader)
	rows := func(start []string, r *model.Report, js []analysis.Judgement) {
		line := func(contract, measure string, unit model.Unit, value, low, high float64, inside string) {
			out = append(append(out, csvRow(start...)...), csvRow(contract, measure, unit.In(c.Scenario.Currency))...)
			out = append(append(appendNumbers(out, value, low, high), inside...), "\r\n"...)
		}
		for _, j := range js {
			line(j.Contract, j.Measure, j.Unit, j.Value, j.Low, j.High, strconv.FormatBool(j.Inside))
		}
		for _, key := range survivorFigures {
			f := fieldNamed(key)
			line("", key, f.unit, f.number(&r.Summary), model.Unknown(), model.Unknown(), "")
		}
	}
	rows([]string{"", "", "", "", "", "true", ""}, c.Report, c.Own)
	for i := range c.All {
		one := &c.All[i]
		start := []string{one.Path, one.Name, one.Text, string(one.Grade), one.Source, strconv.FormatBool(one.Base), claimVerdict(one)}
		rows(start, one.Report, one.Judgements)
	}
	return out
}

func claimsJSON(c *analysis.Claims) []byte {
	w := &jsonWriter{}
	currency := c.Scenario.Currency
	w.object(func() {
		w.scenario(claimsSchema, c.Scenario, "")
		w.key("as_modelled")
		w.object(func() { w.claimed(c.Own, c.Report, currency) })
		w.key("claims")
		w.list(len(c.All), func(i int) {
			one := &c.All[i]
			w.text("path", one.Path)
			w.text("name", one.Name)
			w.text("says", one.Text)
			w.text("grade", string(one.Grade))
			w.optional("source", one.Source)
			w.optional("note", one.Note)
			w.exact("origin", one.Origin)
			w.key("as_modelled")
			w.bool(one.Base)
			w.text("verdict", claimVerdict(one))
			w.verdict("survives", one.Survives, one.Judged)
			w.optional("not_judged", one.Unjudged)
			w.number("factor", orUnknown(one.Factor))
			w.number("instead", one.Instead)
			w.money("peak_spend", round(one.PeakSpend, cents))
			w.claimed(one.Judgements, one.Report, currency)
		})
		w.origin(c.Scenario, append(slices.Clone(c.Warnings), c.Report.Warnings...))
	})
	return append(w.b, '\n')
}

// claimed writes the unit prices and the headline figures of one scenario.
func (w *jsonWriter) claimed(all []analysis.Judgement, r *model.Report, currency string) {
	w.key("unit_prices")
	w.list(len(all), func(i int) {
		j := &all[i]
		w.text("contract", j.Contract)
		w.text("measure", j.Measure)
		w.text("unit", j.Unit.In(currency))
		w.number("value", j.Value)
		w.number("low", j.Low)
		w.number("high", j.High)
		w.key("inside")
		w.bool(j.Inside)
		w.number("factor", orUnknown(j.Factor))
	})
	w.summary(&r.Summary)
}
