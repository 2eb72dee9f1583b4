package plots

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"commitcast/model"
)

// deal describes a drawdown whose books are to be made up for a test. Amounts are in M.
type deal struct {
	provider  string
	kind      dealKind
	minimums  []float64 // by year, milestone or pool
	use       []float64 // likewise
	months    int       // of each; 12 when 0
	rollover  float64   // share of a minimum
	deferCap  float64   // share of a minimum
	aggregate float64
	credit    bool // charges come back, and half of them is used in the next year
	prepaid   float64
	currency  string
	scale     float64 // of every amount; a million when 0
}

type dealKind string

const (
	byYears    dealKind = ""
	milestones dealKind = "milestones" // cumulative: minimums are the increments
	pools      dealKind = "pools"
)

// ledger makes the books by month, use being even in each year.
func (d deal) ledger(t testing.TB) *model.Ledger {
	t.Helper()
	if d.scale == 0 {
		d.scale = 1e6
	}
	if d.months == 0 {
		d.months = 12
	}
	if d.currency == "" {
		d.currency = "USD"
	}
	l := &model.Ledger{
		Scenario: &model.Scenario{Title: "Books of a made-up deal", Name: "books", File: "books.yaml", Currency: d.currency,
			InputSHA256: strings.Repeat("ab12cd34", 8), Sources: []model.Source{{ID: "a", Publisher: "The provider"}}},
		Contract: &model.Contract{ID: "c1", Provider: d.provider, Kind: model.Drawdown},
		By:       model.ByMonth,
	}
	switch d.kind {
	case milestones:
		l.Contract.Drawdown.Milestones = make([]model.Milestone, len(d.minimums))
	case pools:
		l.Contract.Drawdown.Forfeit = model.AnnualPools
	}
	for i := range d.months * len(d.minimums) {
		m := bookStart + model.Month(i)
		l.Periods = append(l.Periods, model.Period{Label: m.String(), From: m, To: m})
	}
	total := 0.0
	for k := range d.minimums {
		y := d.year(k, l.Years, total)
		total += y.Counted + y.Charged
		l.Years = append(l.Years, y)
	}
	l.Books = append(d.drawdownBooks(l), d.prepaidBook(len(l.Periods)), d.creditBook(l))
	return l
}

// bookStart is the first month of every deal.
var bookStart = model.MonthOf(2026, time.February)

// year is how the k-th year comes out after the others, in which total was counted or charged.
func (d deal) year(k int, before []model.CommitmentYear, total float64) model.CommitmentYear {
	from := bookStart + model.Month(k*d.months)
	y := model.CommitmentYear{Label: fmt.Sprintf("Y%d", k+1), From: from, To: from + model.Month(d.months) - 1,
		Minimum: d.minimums[k] * d.scale, Counted: d.use[k] * d.scale}
	if d.kind != byYears || d.months == 1 {
		y.Label = y.To.String()
	}
	if k > 0 {
		y.DeferredIn = before[k-1].Deferred
		y.CarriedIn = math.Min(before[k-1].CarriedOut, y.Minimum+y.DeferredIn)
	}
	y.Required = y.Minimum + y.DeferredIn - y.CarriedIn
	y.Shortfall, y.Excess = math.Max(0, y.Required-y.Counted), math.Max(0, y.Counted-y.Required)
	switch {
	case d.kind == pools:
		y.Forfeited = y.Shortfall
	case k == len(d.minimums)-1:
		y.Charged = y.Shortfall
		y.TrueUp = math.Max(0, d.aggregate*d.scale-total-y.Counted-y.Charged)
	default:
		y.Deferred = math.Min(y.Shortfall, d.deferCap*y.Minimum)
		y.Charged = y.Shortfall - y.Deferred
		if y.CarriedOut = y.Excess; d.kind != milestones {
			y.CarriedOut = math.Min(y.Excess, d.rollover*y.Minimum)
		}
	}
	return y
}

// drawdownBooks are those of consumption and of what it counts towards: the second holds only what meets a requirement.
func (d deal) drawdownBooks(l *model.Ledger) []model.Book {
	n := len(l.Periods)
	used, counted, committed := make([]float64, n), make([]float64, n), make([]float64, n)
	l.Counted = used
	for _, y := range l.Years {
		left := y.Required
		for m := y.From; m <= y.To; m++ {
			i := m - bookStart
			used[i] = y.Counted / float64(d.months)
			counted[i] = math.Min(used[i], left)
			left -= counted[i]
		}
	}
	out := []model.Book{
		corkscrew("consumption", model.BookLine{Name: "used", Values: used}),
		corkscrew("drawdown", model.BookLine{Name: "committed", Values: make([]float64, n)},
			model.BookLine{Name: "counted", Reduces: true, Values: counted}),
	}
	if committed[0] = d.aggregate * d.scale; sum(d.minimums) == 0 {
		out[1].Lines[0].Values = committed // the aggregate is all there is
	} else if d.aggregate > 0 {
		out = append(out, corkscrew("aggregate", model.BookLine{Name: "committed", Values: committed}))
	}
	return out
}

// prepaidBook is a prepayment used up evenly over nine tenths of the term.
func (d deal) prepaidBook(n int) model.Book {
	paid, applied := make([]float64, n), make([]float64, n)
	paid[0] = d.prepaid * d.scale
	for i := range n * 9 / 10 {
		applied[i] = d.prepaid * d.scale / float64(n*9/10)
	}
	return corkscrew("prepaid", model.BookLine{Name: "paid", Values: paid}, model.BookLine{Name: "applied", Reduces: true, Values: applied})
}

// creditBook has the charges of each year but the last come back, half of each used evenly in the next year and the rest lost
// at its end.
func (d deal) creditBook(l *model.Ledger) model.Book {
	n := len(l.Periods)
	granted, used, expired := make([]float64, n), make([]float64, n), make([]float64, n)
	for k := 1; k < len(l.Years) && d.credit; k++ {
		c := l.Years[k-1].Charged
		granted[k*d.months-1] += c
		for i := range d.months {
			used[k*d.months+i] += c / 2 / float64(d.months)
		}
		expired[(k+1)*d.months-1] += c / 2
	}
	return corkscrew("credit", model.BookLine{Name: "granted", Values: granted},
		model.BookLine{Name: "used", Reduces: true, Values: used}, model.BookLine{Name: "expired", Reduces: true, Values: expired})
}

// corkscrew makes a book that closes.
func corkscrew(name string, lines ...model.BookLine) model.Book {
	b := model.Book{Name: name, Lines: lines}
	at := 0.0
	for i := range lines[0].Values {
		b.Opening = append(b.Opening, at)
		for _, line := range lines {
			if line.Reduces {
				at -= line.Values[i]
			} else {
				at += line.Values[i]
			}
		}
		if math.Abs(at) < 1e-6 {
			at = 0
		}
		b.Closing = append(b.Closing, at)
	}
	return b
}

// deals are the books that the charts of a ledger are checked on.
func deals() map[string]deal {
	long := "Provider whose legal name runs on for sixty characters 株式会社"
	var many, manyUse []float64
	for i := range 60 {
		many, manyUse = append(many, 10), append(manyUse, 10+4*math.Sin(float64(i)/3))
	}
	return map[string]deal{
		"edp":       {provider: "Amazon Web Services", minimums: []float64{3, 5, 7}, use: []float64{2.6, 5.4, 6.5}, rollover: 0.1, deferCap: 0.1},
		"snap":      {provider: "AWS", minimums: []float64{50, 125, 200, 275, 350}, use: []float64{40, 150, 180, 300, 340}, credit: true},
		"lyft":      {provider: "AWS", minimums: []float64{80, 80, 80, 80}, use: []float64{60, 60, 60, 60}, aggregate: 350},
		"met":       {provider: "AWS", minimums: []float64{80, 80, 80, 80}, use: []float64{100, 100, 100, 50}, aggregate: 350, rollover: 0.5},
		"macc":      {provider: "Azure", kind: milestones, minimums: []float64{3, 4, 5}, use: []float64{2.4, 3.6, 4.2}, credit: true},
		"pools":     {provider: "Oracle", kind: pools, minimums: []float64{12, 12}, use: []float64{10.2, 13.8}, prepaid: 24},
		"monthly":   {provider: "Oracle", kind: pools, months: 1, minimums: many, use: manyUse},
		"aggregate": {provider: "Google Cloud", minimums: []float64{0}, use: []float64{320}, months: 48, aggregate: 350},
		"reached":   {provider: "Google Cloud", minimums: []float64{0}, use: []float64{420}, months: 48, aggregate: 350, prepaid: 70},
		"one":       {provider: "AWS", minimums: []float64{12}, use: []float64{9}},
		"idle":      {provider: "AWS", minimums: []float64{12, 14}, use: []float64{0, 0}, deferCap: 0.5},
		"twelve": {provider: long, minimums: []float64{50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160},
			use: []float64{20, 70, 60, 90, 80, 120, 100, 140, 120, 100, 170, 90}, rollover: 0.25, deferCap: 0.1, prepaid: 200, credit: true, currency: "CAD"},
		"thirty": {provider: "AWS", minimums: many[:30], use: manyUse[:30], deferCap: 0.05, prepaid: 30, scale: 1e9, credit: true},
		"small":  {provider: "AWS", minimums: []float64{0.004, 0.005}, use: []float64{0.0035, 0.005}, scale: 1},
	}
}
