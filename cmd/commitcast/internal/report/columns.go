package report

import (
	"strings"

	"commitcast/model"
)

// columns are the columns every row of one table has, and what was met while filling them.
type columns struct {
	periods       []model.Period
	partial       []bool // of each period
	before, after bool   // something lies outside the horizon
	total         bool
	currency      string
	adjusted      bool // a figure was moved by a last digit
}

// columnsOf finds the columns the given series need.
func columnsOf(periods []model.Period, currency string, lists ...[]model.Series) *columns {
	c := &columns{periods: periods, currency: currency, partial: make([]bool, len(periods))}
	for i, p := range periods {
		c.partial[i] = p.Partial
	}
	for _, list := range lists {
		for _, s := range list {
			c.before = c.before || outside(s, s.Before)
			c.after = c.after || outside(s, s.After)
			c.total = c.total || model.Known(s.Total)
		}
	}
	return c
}

// outside reports whether v, which lies before or after the periods shown, is something.
func outside(s model.Series, v float64) bool {
	return s.Aggregation == model.Sum && model.Known(v) && v != 0
}

// cut reports whether the horizon leaves out a part of the series.
func cut(s model.Series) bool { return outside(s, s.Before) || outside(s, s.After) }

func (c *columns) heads() []string {
	var heads []string
	if c.before {
		heads = append(heads, "before")
	}
	for i, p := range c.periods {
		head := Clean(p.Label)
		if c.partial[i] {
			head += "*"
		}
		heads = append(heads, head)
	}
	if c.after {
		heads = append(heads, "after")
	}
	if c.total {
		heads = append(heads, "Total")
	}
	return heads
}

// anyPartial reports whether a period is marked as partial.
func (c *columns) anyPartial() bool {
	for _, p := range c.partial {
		if p {
			return true
		}
	}
	return false
}

// cells writes the series in the scale; signed puts a plus before what is above zero.
func (c *columns) cells(s model.Series, sc scale, signed bool) []string {
	if s.Aggregation == model.Sum {
		return c.flow(s, sc, signed)
	}
	var cells []string
	const blank = ""
	if c.before {
		cells = append(cells, blank)
	}
	for _, v := range c.values(s) {
		cells = append(cells, sc.write(v, signed))
	}
	if c.after {
		cells = append(cells, blank)
	}
	switch {
	case !c.total:
	case !model.Known(s.Total) && s.Aggregation != model.Ratio:
		cells = append(cells, blank)
	default:
		cells = append(cells, sc.write(s.Total, signed))
	}
	return cells
}

// flow writes a series whose parts add up. Of one with nothing outside the horizon, as a curve, nothing is told there.
func (c *columns) flow(s model.Series, sc scale, signed bool) []string {
	parts := append(append([]float64{s.Before}, c.values(s)...), s.After)
	texts, total := c.footed(parts, s.Total, sc, signed)
	last := len(texts) - 1
	cells := make([]string, 0, len(texts)+1)
	for i, text := range texts {
		switch ends := i == 0 || i == last; {
		case i == 0 && !c.before, i == last && !c.after:
		case ends && !cut(s):
			cells = append(cells, "")
		default:
			cells = append(cells, text)
		}
	}
	if c.total {
		cells = append(cells, total)
	}
	return cells
}

// footed writes the parts of a sum so that they add up to what is written as the sum; not so in powers of ten.
func (c *columns) footed(parts []float64, total float64, sc scale, signed bool) (texts []string, sum string) {
	if sc.scientific {
		for _, v := range parts {
			texts = append(texts, sc.write(v, signed))
		}
		return texts, sc.write(total, signed)
	}
	figures, figure := foot(parts, total, sc.places())
	for _, f := range figures {
		texts = append(texts, c.number(f, sc, signed))
	}
	return texts, c.number(figure, sc, signed)
}

// values are the series' values, not known for a series that the report does not have.
func (c *columns) values(s model.Series) []float64 {
	if len(s.Values) == len(c.periods) {
		return s.Values
	}
	values := make([]float64, len(c.periods))
	for i := range values {
		values[i] = model.Unknown()
	}
	return values
}

func (c *columns) number(f figure, sc scale, signed bool) string {
	text := f.text(sc.decimals, signed)
	if f.off {
		c.adjusted = true
		text += adjustMark
	}
	return text
}

// notes explain the marks of the table; where says in which scenarios a period is partial.
func (c *columns) notes(where string) []string {
	var notes []string
	if c.anyPartial() {
		notes = append(notes, "* partial period"+where+": the horizon, or the months with spend, cover less than all of it; "+
			"not in headline figures")
	}
	if c.adjusted {
		notes = append(notes, "~ a last digit away from its own rounding, so that the row adds up to its total")
	}
	return notes
}

// labelled is a row's label with its unit: "Spend, $B".
func labelled(m model.Metric, sc scale, currency string) string {
	unit := sc.unitLabel(m.Unit, currency)
	if unit == "" {
		return m.Label
	}
	return m.Label + ", " + unit
}

// withUnit is a heading with the unit of the money below it.
func withUnit(heading string, sc scale, currency string) string {
	return heading + ", " + strings.TrimSpace(sc.unitLabel(model.Currency, currency))
}
