package report

import (
	"math"
	"time"

	"commitcast/model"
)

// yearField is one figure of a commitment year: the one list of them decides their order and names in every format. Figures
// are bound by sums: each runs between two nodes of its year. One that stays elsewhere is bound by none.
type yearField struct {
	key, label string
	from, to   int
	of         func(*model.CommitmentYear) float64
}

// The nodes of a year, and the one all years share.
const (
	elsewhere  = 0
	asRequired = 1 // minimum + deferred in − carried in = required
	asMet      = 2 // required + excess = counted + shortfall
	asShort    = 3 // shortfall = charged + deferred + forfeited
	yearNodes  = 3 // of each year
)

var yearFields = []yearField{
	{"minimum", "Minimum", elsewhere, asRequired, func(y *model.CommitmentYear) float64 { return y.Minimum }},
	{"deferred_in", "Deferred in", elsewhere, asRequired, func(y *model.CommitmentYear) float64 { return y.DeferredIn }},
	{"carried_in", "Carried in", asRequired, elsewhere, func(y *model.CommitmentYear) float64 { return y.CarriedIn }},
	{"required", "Required", asRequired, asMet, func(y *model.CommitmentYear) float64 { return y.Required }},
	{"counted", "Counted", asMet, elsewhere, func(y *model.CommitmentYear) float64 { return y.Counted }},
	{"excess", "Excess", elsewhere, asMet, func(y *model.CommitmentYear) float64 { return y.Excess }},
	{"carried_out", "Carried out", elsewhere, elsewhere, func(y *model.CommitmentYear) float64 { return y.CarriedOut }},
	{"shortfall", "Shortfall", asMet, asShort, func(y *model.CommitmentYear) float64 { return y.Shortfall }},
	{"charged", "Charged", asShort, elsewhere, func(y *model.CommitmentYear) float64 { return y.Charged }},
	{"deferred", "Deferred", asShort, elsewhere, func(y *model.CommitmentYear) float64 { return y.Deferred }},
	{"forfeited", "Forfeited", asShort, elsewhere, func(y *model.CommitmentYear) float64 { return y.Forfeited }},
	{"true_up", "True-up", elsewhere, elsewhere, func(y *model.CommitmentYear) float64 { return y.TrueUp }},
}

// footYears rounds the years so that their figures add up in print: a list a year, in the order of yearFields. What one year
// defers is what the next has deferred in, and is printed alike.
func footYears(years []model.CommitmentYear, places int) [][]figure {
	n := newNetwork(1+yearNodes*len(years), places)
	indices := make([][]int, len(years))
	deferred := -1 // the year before's figure
	for i := range years {
		from := i * yearNodes
		indices[i], deferred = n.bindYear(&years[i], from, deferred, defersTo(years, i))
	}
	n.settle() // leaves each figure at its own rounding where it cannot
	out := make([][]figure, len(years))
	for i := range years {
		for k, at := range indices[i] {
			if at < 0 {
				out[i] = append(out[i], round(yearFields[k].of(&years[i]), places))
			} else {
				out[i] = append(out[i], n.figure(at))
			}
		}
	}
	return out
}

// defersTo reports whether what year i defers is what the next has deferred in.
func defersTo(years []model.CommitmentYear, i int) bool {
	return i+1 < len(years) && alike(years[i].Deferred, years[i+1].DeferredIn)
}

// bindYear adds a year whose nodes come after from, and returns the indices of its figures in the order of yearFields, −1 for
// those bound by no sum. before is what the year before has deferred, −1 for nothing; deferred is the same of this year, where
// it goes on to the next.
func (n *network) bindYear(y *model.CommitmentYear, from, before int, goesOn bool) (indices []int, deferred int) {
	node := func(kind int) int {
		if kind == elsewhere {
			return elsewhere
		}
		return from + kind
	}
	indices, deferred = make([]int, len(yearFields)), -1
	for k, f := range yearFields {
		switch {
		case f.from == f.to:
			indices[k] = -1
		case f.key == "deferred_in" && before >= 0:
			indices[k] = before
		case f.key == "deferred" && goesOn:
			deferred = n.add(node(asShort), node(asRequired)+yearNodes, f.of(y), ofCell)
			indices[k] = deferred
		default:
			indices[k] = n.add(node(f.from), node(f.to), f.of(y), yearWeight(f.key))
		}
	}
	return indices, deferred
}

// yearWeight keeps what the contract says before what follows from it.
func yearWeight(key string) int64 {
	if key == "minimum" {
		return ofSum
	}
	return ofCell
}

// alike reports whether two numbers are one, but for the noise of floating point.
func alike(a, b float64) bool { return math.Abs(a-b) <= noise*max(math.Abs(a), math.Abs(b)) }

// yearsTable lays the commitment years out with a row a year, leaving out figures that are 0 throughout; nil without years.
func yearsTable(l *model.Ledger, cols *columns, money scale) *table {
	if len(l.Years) == 0 {
		return nil
	}
	values, met := yearValues(l.Years)
	sc, t := money.fit(peak(values...)), &table{}
	for k, f := range yearFields {
		if !zero(values[k]) {
			t.heads = append(t.heads, f.label)
		}
	}
	if met {
		t.heads = append(t.heads, "Met in")
	}
	footed := footYears(l.Years, sc.places())
	for i := range l.Years {
		var cells []string
		for k := range yearFields {
			switch {
			case zero(values[k]):
			case sc.scientific:
				cells = append(cells, sc.write(values[k][i], false))
			default:
				cells = append(cells, cols.number(footed[i][k], sc, false))
			}
		}
		if met {
			cells = append(cells, monthOrDash(l.Years[i].MetOn))
		}
		t.add(plainRow, yearLabel(&l.Years[i]), cells)
	}
	return t
}

// yearValues are the figures of the years, a list a field; met says whether any requirement was reached.
func yearValues(years []model.CommitmentYear) (values [][]float64, met bool) {
	values = make([][]float64, len(yearFields))
	for i := range years {
		met = met || years[i].MetOn != 0
		for k, f := range yearFields {
			values[k] = append(values[k], f.of(&years[i]))
		}
	}
	return values, met
}

func monthOrDash(m model.Month) string {
	if m == 0 {
		return notKnown
	}
	return m.String()
}

// yearLabel is the year's label and its months, where these do not say the same.
func yearLabel(y *model.CommitmentYear) string {
	label := Clean(y.Label)
	months := y.From.String()
	if y.To != y.From {
		months += " to " + y.To.String()
	}
	switch {
	case label == y.To.String(): // a milestone, or a pool of one month
		return months
	case label == y.From.String()[:4] && y.To == y.From+11 && y.From.Calendar() == time.January:
		return label
	}
	return label + ", " + months
}
