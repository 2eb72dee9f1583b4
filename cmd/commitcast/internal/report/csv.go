package report

import (
	"math"
	"strconv"
	"strings"

	"commitcast/model"
)

// csvHeader names the columns of the long form: one value a row.
const csvHeader = "scenario,contract,metric,unit,period,value\r\n"

// csvOf writes every value of the reports as RFC 4180 rows, at full precision and without exponents. A total stands in
// the period "total", what lies outside the horizon in "before" and "after". What is not known is empty.
func csvOf(reports []*model.Report, o Options) []byte {
	b := []byte(csvHeader)
	for _, r := range reports {
		for _, s := range chosen(r.Metrics, o.Metrics) {
			b = csvSeries(b, r, "", s)
		}
		for _, c := range r.Contracts {
			for _, s := range chosen(c.Metrics, o.Metrics) {
				b = csvSeries(b, r, c.ID, s)
			}
		}
	}
	return b
}

func csvSeries(b []byte, r *model.Report, contract string, s model.Series) []byte {
	start := csvText(Clean(r.Scenario.Name)) + "," + csvText(Clean(contract)) + "," + csvText(s.Name) + "," +
		csvText(Clean(s.Unit.In(r.Scenario.Currency))) + ","
	row := func(period string, v float64) {
		b = append(b, start...)
		b = append(b, csvText(Clean(period))...)
		b = append(b, ',')
		b = appendNumber(b, v, "")
		b = append(b, "\r\n"...)
	}
	if cut(s) {
		row("before", s.Before)
	}
	for i, v := range s.Values {
		row(r.Periods[i].Label, v)
	}
	if cut(s) {
		row("after", s.After)
	}
	if model.Known(s.Total) {
		row("total", csvTotal(s))
	}
	return b
}

// csvTotal is the total of a flow of money as its parts add up, to the cent where only the noise of floating point lies
// between; any other total is told as it is.
func csvTotal(s model.Series) float64 {
	parts := append(append([]float64{s.Before}, s.Values...), s.After)
	if !isMoneyFlow(s.Metric) || !adds(parts, s.Total) {
		return s.Total
	}
	return nearCent(sum(parts))
}

// sum adds up the known numbers; what each addition loses is kept and added in the end (Neumaier).
func sum(vs []float64) float64 {
	total, lost := 0.0, 0.0
	for _, v := range vs {
		if !finite(v) {
			continue
		}
		next := total + v
		if math.Abs(total) >= math.Abs(v) {
			lost += total - next + v
		} else {
			lost += v - next + total
		}
		total = next
	}
	return total + lost
}

// nearCent is the nearest cent where it is within noise of v; else v.
func nearCent(v float64) float64 {
	if cent := math.Round(v*100) / 100; math.Abs(cent-v) <= noise*math.Abs(v) {
		return cent
	}
	return v
}

// appendNumber appends v in as many digits as it has and no exponent, or unknown where it is not known.
func appendNumber(b []byte, v float64, unknown string) []byte {
	if !finite(v) {
		return append(b, unknown...)
	}
	return strconv.AppendFloat(b, v+0, 'f', -1, 64) // + 0 turns −0 into 0
}

// formulaStarts are the characters that make a spreadsheet run a cell, with their full-width twins.
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// appendNumbers appends cells, each with the comma after it; one that is not known is empty.
func appendNumbers(b []byte, vs ...float64) []byte {
	for _, v := range vs {
		b = append(appendNumber(b, v, ""), ',')
	}
	return b
}

// csvText is a text as a cell. One that a spreadsheet could run as a formula gets a leading apostrophe and quotes; so does
// one that begins with an apostrophe, so that a reader who drops a leading apostrophe has the text back.
func csvText(s string) string {
	guard := ""
	if first := strings.TrimLeft(s, " \u00a0\u3000"); first != "" && (strings.ContainsAny(firstRune(first), formulaStarts) || first[0] == '\'') {
		guard = "'"
	}
	if guard == "" && !strings.ContainsAny(s, "\",\r\n") && strings.TrimSpace(s) == s {
		return s
	}
	return `"` + guard + strings.ReplaceAll(s, `"`, `""`) + `"`
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

// CSVText is a user's text as a cell, cleaned, and guarded as csvText does.
func CSVText(s string) string { return csvText(Clean(s)) }
