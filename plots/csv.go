package plots

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"commitcast/model"
)

// Row is one number that a chart draws.
type Row struct {
	Scenario string // its title
	Series   string // a contract, or what several are grouped into; empty for the whole scenario
	Metric   string
	Unit     string
	Period   string  // a period's label, or empty for a figure over the whole life
	Value    float64 // Unknown is written as an empty cell
	Partial  bool    // the period is a part of itself only
}

// CSV is the data drawn, in long form: one number a row, in full precision and without exponents.
func (c *Chart) CSV() []byte {
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	write := func(cells ...string) { _ = w.Write(cells) } // a bytes.Buffer takes everything
	write("chart", "scenario", "series", "metric", "unit", "period", "value", "partial")
	for _, r := range c.data {
		write(c.Name, cell(r.Scenario), cell(r.Series), r.Metric, cell(r.Unit), cell(r.Period), number(r.Value),
			strconv.FormatBool(r.Partial))
	}
	w.Flush()
	return buf.Bytes()
}

func number(v float64) string {
	if !model.Known(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// cell keeps a spreadsheet from running text as a formula.
func cell(s string) string {
	if strings.IndexAny(s, "=+-@\t\r\n＝＋－＠") == 0 {
		return "'" + s
	}
	return s
}
