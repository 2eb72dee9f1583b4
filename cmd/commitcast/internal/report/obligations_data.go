package report

import (
	"commitcast/model"
)

// obligationsSchema names the shape of JSON that tells obligations.
const obligationsSchema = "commitcast.obligations/1"

// obligationsHeader names the columns of the long form of obligations: one value a row.
const obligationsHeader = "scenario,contract,table,bucket,kind,unit,value\r\n"

// obligationsCSV writes every value as RFC 4180 rows, at full precision; the rows of all contracts together have no contract
// and come first.
func obligationsCSV(o *model.Obligations) []byte {
	b := []byte(obligationsHeader)
	b = obligationCSV(b, o, "", &o.Total)
	for i := range o.Rows {
		b = obligationCSV(b, o, o.Rows[i].ID, &o.Rows[i])
	}
	return b
}

func obligationCSV(b []byte, o *model.Obligations, contract string, r *model.Obligation) []byte {
	start, size := csvRow(o.Scenario.Name, contract), peak(obligationRows(o)...)
	row := func(table, bucket, kind, unit string, v float64) {
		b = append(b, start...)
		b = append(b, csvRow(table, bucket, kind, unit)...)
		if unit != string(model.Share) {
			v = tidy(v, size)
		}
		b = append(appendNumber(b, v, ""), "\r\n"...)
	}
	currency := o.Scenario.Currency
	maturity := func(table string, buckets []model.Bucket, m *model.Maturity) {
		for _, k := range []struct {
			kind   string
			values []float64
			sum    float64
		}{{"firm", m.Firm, m.SumFirm}, {"contingent", m.Contingent, m.SumContingent}, {"total", m.Total, m.Sum}} {
			for i, v := range k.values {
				row(table, buckets[i].Label, k.kind, currency, v)
			}
			row(table, "total", k.kind, currency, k.sum)
		}
	}
	maturity("years", o.Years, &r.Years)
	maturity("bands", o.Bands, &r.Bands)
	for _, k := range []struct {
		kind string
		v    float64
	}{{"remaining", r.Remaining}, {"prepaid", r.Prepaid}, {"obligation", r.Unpaid}, {"payables", r.Payables}} {
		row("bridge", "", k.kind, currency, k.v)
	}
	amounts := within(r)
	for i, months := range o.Horizons {
		row("within", horizonLabel(months), "share", string(model.Share), r.Within[i])
		row("within", horizonLabel(months), "amount", currency, amounts[i])
	}
	row("value", "", "present_value", currency, r.PresentValue)
	if model.Known(o.Options.DebtEquivalent) {
		row("value", "", "debt_equivalent", currency, r.DebtEquivalent)
	}
	return b
}

func obligationsJSON(o *model.Obligations, opts Options) []byte {
	w, p := &jsonWriter{}, printed(o, cents)
	w.object(func() {
		w.scenario(obligationsSchema, o.Scenario, opts.Contract)
		w.text("as_of", o.Options.AsOf.String())
		w.text("basis", string(o.Options.Basis))
		w.number("discount_rate", o.Scenario.Valuation.Rate)
		w.number("debt_equivalent_factor", o.Options.DebtEquivalent)
		w.buckets("years", o.Years)
		w.buckets("bands", o.Bands)
		w.key("contracts")
		w.object(func() {
			for i := range o.Rows {
				w.key(Clean(o.Rows[i].ID))
				w.object(func() {
					w.text("provider", o.Rows[i].Provider)
					w.obligation(o, &o.Rows[i], p.rows[i])
				})
			}
		})
		w.key("total")
		w.object(func() { w.obligation(o, &o.Total, p.total) })
		w.uncounted(uncounted(o.Scenario))
		w.origin(o.Scenario, o.Warnings)
	})
	return append(w.b, '\n')
}

// buckets writes the columns of a table; the last may have no end.
func (w *jsonWriter) buckets(name string, all []model.Bucket) {
	w.key(name)
	w.list(len(all), func(i int) {
		w.text("label", all[i].Label)
		w.text("after", all[i].From.String())
		w.optional("to", dateText(all[i].To))
	})
}

// obligation writes the amounts of one contract, or of all, to the cent, so that they add up.
func (w *jsonWriter) obligation(o *model.Obligations, r *model.Obligation, p printedObligation) {
	w.money("remaining", p.remaining)
	w.money("prepaid", p.prepaid)
	w.money("obligation", p.unpaid)
	w.money("payables", p.payables)
	maturity := func(name string, kinds kinds) {
		w.key(name)
		w.object(func() {
			w.moneys("firm", kinds.firm)
			w.moneys("contingent", kinds.contingent)
			w.moneys("total", kinds.total)
			w.money("sum_firm", p.firm)
			w.money("sum_contingent", p.contingent)
			w.money("sum", p.due)
		})
	}
	maturity("years", p.years)
	maturity("bands", p.bands)
	amounts := within(r)
	w.key("within")
	w.list(len(o.Horizons), func(i int) {
		w.number("months", float64(o.Horizons[i]))
		w.number("share", r.Within[i])
		w.money("amount", round(amounts[i], cents))
	})
	w.money("present_value", p.value)
	w.money("debt_equivalent", p.debt)
}
