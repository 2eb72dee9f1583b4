package report

import (
	"commitcast/model"
	"commitcast/model/analysis"
)

// sweepSchema names the shape of JSON that tells a sweep.
const sweepSchema = "commitcast.sweep/1"

// sweepHeader names the columns of the long form: one value a row. x and y are values as they are written; of numbers, x_value and
// y_value are those in their base unit. own is 1 on the row of the scenario as it stands, which comes first.
const sweepHeader = "scenario,metric,unit,x_path,x,x_value,y_path,y,y_value,own,value\r\n"

// sweepCSV writes every value as RFC 4180 rows, at full precision. What is not known is empty.
func sweepCSV(sw *analysis.Sweep) []byte {
	out := []byte(sweepHeader)
	row := func(r *analysis.Swept, x, y int, v float64) {
		out = append(out, csvRow(sw.Scenario.Name, r.Target.String(), r.Target.Unit().In(sw.Scenario.Currency))...)
		out = appendAxis(out, &sw.X, x)
		out = appendAxis(out, sw.Y, y)
		if x < 0 {
			out = append(out, '1')
		}
		out = append(out, ',')
		out = append(appendNumber(out, v, ""), "\r\n"...)
	}
	for i := range sw.Results {
		r := &sw.Results[i]
		row(r, -1, -1, r.Base)
		for y, values := range r.Values {
			for x, v := range values {
				row(r, x, y, v)
			}
		}
	}
	return out
}

// appendAxis writes path, text and number of a place of an axis, −1 for the scenario's own; nothing for an axis that is not there.
func appendAxis(out []byte, a *analysis.Axis, place int) []byte {
	if a == nil {
		return append(out, ",,,"...)
	}
	text, number := a.Own, a.OwnAt
	if place >= 0 {
		text, number = a.Texts[place], a.Values[place]
	}
	if !a.Number {
		number = model.Unknown()
	}
	return appendNumbers(append(out, csvRow(a.Path, text)...), number)
}

func sweepJSON(sw *analysis.Sweep) []byte {
	w := &jsonWriter{}
	w.object(func() {
		w.scenario(sweepSchema, sw.Scenario, "")
		w.key("x")
		w.object(func() { w.axis(&sw.X) })
		w.key("y")
		if sw.Y == nil {
			w.b = append(w.b, "null"...)
		} else {
			w.object(func() { w.axis(sw.Y) })
		}
		w.key("results")
		w.list(len(sw.Results), func(i int) { w.swept(&sw.Results[i], sw.Scenario.Currency) })
		w.origin(sw.Scenario, sw.Scenario.Notes)
	})
	return append(w.b, '\n')
}

// axis writes a path with its values; of words, dates and months there are only texts. base is the place of the scenario's own value, null
// where it is not among them.
func (w *jsonWriter) axis(a *analysis.Axis) {
	w.text("path", a.Path)
	w.optional("own", a.Own)
	if a.Number {
		w.number("own_value", a.OwnAt)
	}
	w.number("base", placeOrUnknown(a.Base))
	w.texts("texts", a.Texts)
	if a.Number {
		w.numbers("values", a.Values)
		return
	}
	w.key("values")
	w.b = append(w.b, "null"...)
}

func placeOrUnknown(place int) float64 {
	if place < 0 {
		return model.Unknown()
	}
	return float64(place)
}

// swept writes one target: a row for each value of y, with a number for each of x; one row where there is no y.
func (w *jsonWriter) swept(r *analysis.Swept, currency string) {
	w.target(r.Target, currency)
	w.number("base", r.Base)
	w.key("values")
	w.nest('[', ']', func() {
		for _, row := range r.Values {
			w.next()
			w.row(row)
		}
	})
}
