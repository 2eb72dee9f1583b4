// Package report turns results into text: a table for a terminal, Markdown, long-form CSV or JSON.
//
// One value goes in, a model.Report or a model.Comparison, and bytes come out; nothing is read or printed here. Table and
// Markdown are made from one document, so that they show the same rows. Every rounding of a row that has a total is done
// by foot, so that the printed parts of a row add up to its printed total. Text that came from a user is cleaned of
// escapes and control characters before it is shown.
package report

import "commitcast/model"

// Format names a form of output.
type Format string

// The formats; Table is the default.
const (
	Table    Format = "table"
	CSV      Format = "csv"
	JSON     Format = "json"
	Markdown Format = "markdown"
)

// Formats lists the names a user may give.
var Formats = []Format{Table, CSV, JSON, Markdown}

// Tabular reports whether the format is read by people, and so shows the default metrics and carries lists of charts.
func (f Format) Tabular() bool { return f == Table || f == Markdown }

// Options say how a result is shown.
type Options struct {
	Metrics  []string // which metrics, in this order; empty: the default ones in tables, all of them elsewhere
	Contract string   // id of the one contract the scenario was restricted to; "" for all of them
	Inputs   bool     // tables list every input with grade and source
	Charts   []Chart  // tables end with this list
	Width    int      // columns of the terminal; tables only
	Colour   bool     // bold and dim; tables only
}

// Chart is one chart that was written to a file.
type Chart struct{ File, Title string }

// Project renders one scenario's result.
func Project(r *model.Report, f Format, o Options) []byte {
	switch f {
	case CSV:
		return csvOf([]*model.Report{r}, o)
	case JSON:
		return projectionJSON(r, o)
	}
	return projectDocument(r, o).render(f, o)
}

// Compare renders several scenarios over the same periods against the first.
func Compare(c *model.Comparison, f Format, o Options) []byte {
	switch f {
	case CSV:
		return csvOf(c.Reports, o)
	case JSON:
		return comparisonJSON(c, o)
	}
	return compareDocument(c, o).render(f, o)
}

// chosen are the series of the given names, in that order, leaving out those the report does not have; all of them
// without names.
func chosen(all []model.Series, names []string) []model.Series {
	if len(names) == 0 {
		return all
	}
	var out []model.Series
	for _, name := range names {
		if s, ok := seriesNamed(all, name); ok {
			out = append(out, s)
		}
	}
	return out
}

func seriesNamed(all []model.Series, name string) (model.Series, bool) {
	for _, s := range all {
		if s.Name == name {
			return s, true
		}
	}
	return model.Series{}, false
}
