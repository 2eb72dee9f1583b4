package plots

import (
	"fmt"
	"strings"
	"time"

	"commitcast/model"
)

// table describes obligations to be made up for a test: amounts in M by contract and bucket.
type table struct {
	firm, contingent [][]float64
	basis            model.Basis
	prepaid          float64
	payables         float64
	long             bool
	currency         string
	interim          bool // the as-of date is inside a fiscal year
}

// obligations makes the table. Its buckets are five years and thereafter.
func (d table) obligations() *model.Obligations {
	o := &model.Obligations{
		Scenario: &model.Scenario{Title: "Obligations made up", Name: "obligations", File: "obligations.yaml", Currency: d.currency,
			InputSHA256: strings.Repeat("ab12cd34", 8), Sources: []model.Source{{ID: "a", Publisher: "The company"}}},
		Options: model.ObligationOptions{AsOf: model.DateOf(2026, time.December, 31), Basis: d.basis},
		Total:   model.Obligation{Prepaid: d.prepaid * 1e6, Payables: d.payables * 1e6},
	}
	if o.Scenario.Currency == "" {
		o.Scenario.Currency = "USD"
	}
	if d.interim {
		o.Options.AsOf = model.DateOf(2027, time.August, 31)
	}
	for i := range 5 {
		end := model.DateOf(2027+i, time.December, 31)
		o.Years = append(o.Years, model.Bucket{Label: fmt.Sprintf("FY%d", 2027+i), From: model.DateOf(2026+i, time.December, 31), To: end})
	}
	if d.interim {
		o.Years[0].Label, o.Years[0].From = "Remainder of FY2027", o.Options.AsOf
	}
	o.Years = append(o.Years, model.Bucket{Label: "Thereafter", From: o.Years[4].To})
	for k, firm := range d.firm {
		row := model.Obligation{ID: fmt.Sprintf("c%d", k), Provider: providers[k%len(providers)]}
		if d.long {
			row.Provider = fmt.Sprintf("Provider %02d whose legal name runs on for sixty characters 株式会社", k)
		}
		for i := range firm {
			row.Years.Firm = append(row.Years.Firm, firm[i]*1e6)
			later := 0.0
			if d.contingent != nil {
				later = d.contingent[k][i] * 1e6
			}
			row.Years.Contingent = append(row.Years.Contingent, later)
		}
		o.Rows = append(o.Rows, row)
	}
	return o
}

// tables are the obligations that the chart is checked on.
func tables() map[string]table {
	nothing := []float64{0, 0, 0, 0, 0, 0}
	var many, manyLater [][]float64
	for k := range 12 {
		f := 1 / float64(k+1)
		many = append(many, []float64{4000 * f, 5900 * f, 5900 * f, 5900 * f, 4000 * f, 2000 * f})
		manyLater = append(manyLater, []float64{0, 0, 200 * f, 900 * f, 900 * f, 3000 * f})
	}
	return map[string]table{
		"exit":       {firm: [][]float64{{3750, 0, 0, 0, 0, 0}}, contingent: [][]float64{{11250, 15000, 6250, 0, 0, 0}}},
		"one":        {firm: [][]float64{{7760, 1200, 900, 0, 0, 0}}, prepaid: 1940},
		"several":    {firm: many[:4], contingent: manyLater[:4], payables: 310, prepaid: 100},
		"many":       {firm: many, contingent: manyLater, long: true, currency: "CAD", interim: true},
		"seven":      {firm: many[:7], basis: model.RemainingBasis},
		"later":      {firm: [][]float64{{18, 32, 73, 114, 144, 900}}, basis: model.RemainingBasis, interim: true},
		"contingent": {firm: [][]float64{nothing, nothing}, contingent: [][]float64{{1, 2, 3, 4, 5, 6}, {6, 5, 4, 3, 2, 1}}},
		"sliver":     {firm: [][]float64{{0.001, 0, 0, 0, 0, 100}, {1, 1, 1, 1, 1, 1}}, contingent: [][]float64{nothing, {0, 0, 0, 0, 0, 0.01}}},
	}
}
