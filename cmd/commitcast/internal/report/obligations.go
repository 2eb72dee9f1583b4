package report

import (
	"fmt"
	"slices"
	"strings"

	"commitcast/model"
)

// Obligations renders maturity tables.
func Obligations(o *model.Obligations, f Format, opts Options) []byte {
	switch f {
	case CSV:
		return obligationsCSV(o)
	case JSON:
		return obligationsJSON(o, opts)
	}
	return obligationsDocument(o, opts).render(f, opts)
}

// OneContract are the obligations of one contract alone, which has a row in o.
func OneContract(o *model.Obligations, id string) *model.Obligations {
	one := *o
	one.Rows, one.Warnings = nil, nil
	for _, r := range o.Rows {
		if r.ID == id {
			one.Rows, one.Total = []model.Obligation{r}, r
		}
	}
	for _, w := range o.Warnings {
		if of, ok := strings.CutPrefix(w.Path, "contracts."); !ok || of == id || strings.HasPrefix(of, id+".") {
			one.Warnings = append(one.Warnings, w)
		}
	}
	return &one
}

// obligationTables lays out the tables of one document, which share one scale.
type obligationTables struct {
	*model.Obligations
	cols *columns // collects the marks
	sc   scale
	out  printedObligations
}

func obligationsDocument(o *model.Obligations, opts Options) *document {
	s := o.Scenario
	t := &obligationTables{Obligations: o, cols: &columns{currency: s.Currency}}
	t.sc = moneyScale(obligationRows(o)...).fit(peak(obligationRows(o)...))
	t.out = printed(o, t.sc.places())
	d := &document{title: Clean(s.Title), subtitle: obligationsSubtitle(o, opts)}
	add := func(heading string, table *table) {
		d.sections = append(d.sections, section{heading: heading, table: table})
	}
	add(t.headed("Due by fiscal year"), t.maturity(o.Years, func(r *model.Obligation, p *printedObligation) (*model.Maturity, kinds) {
		return &r.Years, p.years
	}))
	add(t.headed("Due by length of time"), t.maturity(o.Bands, func(r *model.Obligation, p *printedObligation) (*model.Maturity, kinds) {
		return &r.Bands, p.bands
	}))
	add(t.headed("From remaining commitment to obligation"), t.bridge())
	add("Recognised within: the seller's remaining performance obligation", t.mirror())
	if model.Known(o.Options.DebtEquivalent) {
		add(t.headed("Value of the firm obligation"), t.value())
	}
	d.list("Not counted as committed", uncountedLines(uncounted(s), s.Currency))
	if opts.Inputs {
		inputLists(d, s)
	}
	d.list("Notes", append(t.notes(), warningLines(o.Warnings, "")...))
	d.list("Charts", chartLines(opts.Charts))
	d.list("", []string{provenance(s)})
	return d
}

func (t *obligationTables) headed(heading string) string {
	return withUnit(heading, t.sc, t.cols.currency)
}

// basisWords say what the tables add up to.
var basisWords = map[model.Basis]string{
	model.ObligationBasis: "unpaid obligations", model.RemainingBasis: "remaining commitment",
}

func obligationsSubtitle(o *model.Obligations, opts Options) string {
	parts := []string{basisWords[o.Options.Basis] + " at " + o.Options.AsOf.String(), Clean(o.Scenario.Currency)}
	if o.Scenario.File != "" {
		parts = append(parts, sourceName(o.Scenario))
	}
	if opts.Contract != "" {
		parts = append(parts, "contract "+Clean(opts.Contract)+" only")
	}
	return strings.Join(parts, " · ")
}

// obligationRows are all amounts the tables show, a list a contract.
func obligationRows(o *model.Obligations) [][]float64 {
	var rows [][]float64
	for _, r := range append([]model.Obligation{o.Total}, o.Rows...) {
		rows = append(rows, []float64{r.Remaining, r.Prepaid, r.Unpaid, r.Payables, r.Years.Sum})
	}
	return rows
}

// each calls do for every contract, and for the total where there are several.
func (t *obligationTables) each(do func(name string, r *model.Obligation, p *printedObligation)) {
	for i := range t.Rows {
		do(Clean(t.Rows[i].ID), &t.Rows[i], &t.out.rows[i])
	}
	if len(t.Rows) != 1 {
		do("Total", &t.Total, &t.out.total)
	}
}

// maturity is one table by bucket: a row a contract, or three where something is contingent.
func (t *obligationTables) maturity(buckets []model.Bucket, of func(*model.Obligation, *printedObligation) (*model.Maturity, kinds)) *table {
	out := &table{}
	for _, b := range buckets {
		out.heads = append(out.heads, Clean(b.Label))
	}
	out.heads = append(out.heads, "Total")
	t.each(func(name string, r *model.Obligation, p *printedObligation) {
		m, k := of(r, p)
		total := t.cells(with(k.total, p.due), with(m.Total, m.Sum))
		if zero(m.Contingent, []float64{m.SumContingent}) {
			out.add(plainRow, name, total)
			return
		}
		out.heading(name)
		out.add(innerRow, "Firm", t.cells(with(k.firm, p.firm), with(m.Firm, m.SumFirm)))
		out.add(innerRow, "Contingent", t.cells(with(k.contingent, p.contingent), with(m.Contingent, m.SumContingent)))
		out.add(innerRow, "Total", total)
	})
	return out
}

// with is a list with one more, whatever lies behind it in memory.
func with[T any](list []T, more T) []T { return append(slices.Clip(list), more) }

// cells writes figures, or in powers of ten the numbers they stand for.
func (t *obligationTables) cells(figures []figure, numbers []float64) []string {
	cells := make([]string, len(figures))
	for i := range figures {
		if t.sc.scientific {
			cells[i] = t.sc.write(numbers[i], false)
		} else {
			cells[i] = t.cols.number(figures[i], t.sc, false)
		}
	}
	return cells
}

// bridge leads from the remaining commitment to the obligation; payables stand apart.
func (t *obligationTables) bridge() *table {
	out := &table{heads: []string{"Remaining commitment", minusSign + " prepaid balance", "= obligation", "Payables"}}
	t.each(func(name string, r *model.Obligation, p *printedObligation) {
		out.add(plainRow, name, t.cells([]figure{p.remaining, p.prepaid, p.unpaid, p.payables},
			[]float64{r.Remaining, r.Prepaid, r.Unpaid, r.Payables}))
	})
	return out
}

// mirror is the seller's view: the share of what remains that is recognised within each horizon, and the amount.
func (t *obligationTables) mirror() *table {
	out := &table{}
	for _, months := range t.Horizons {
		out.heads = append(out.heads, horizonLabel(months))
	}
	shares := scaleFor(model.Share, 1)
	out.heading("Share, " + shares.unitLabel(model.Share, ""))
	t.each(func(name string, r *model.Obligation, _ *printedObligation) {
		out.add(innerRow, name, writeEach(r.Within, shares))
	})
	out.heading(t.headed("Amount"))
	t.each(func(name string, r *model.Obligation, _ *printedObligation) {
		out.add(innerRow, name, writeEach(within(r), t.sc))
	})
	return out
}

func horizonLabel(months int) string { return fmt.Sprintf("%d months", months) }

// within are the amounts recognised within each horizon.
func within(r *model.Obligation) []float64 {
	amounts := make([]float64, len(r.Within))
	for i, share := range r.Within {
		amounts[i] = share * r.Remaining
	}
	return amounts
}

func writeEach(vs []float64, sc scale) []string {
	cells := make([]string, len(vs))
	for i, v := range vs {
		cells[i] = sc.write(v, false)
	}
	return cells
}

// value tells the present value of what is firm, and the debt it stands for.
func (t *obligationTables) value() *table {
	out := &table{heads: []string{
		"Present value at " + percentText(t.Scenario.Valuation.Rate),
		"Debt-equivalent, " + percentText(t.Options.DebtEquivalent) + " of it"}}
	t.each(func(name string, r *model.Obligation, p *printedObligation) {
		out.add(plainRow, name, t.cells([]figure{p.value, p.debt}, []float64{r.PresentValue, r.DebtEquivalent}))
	})
	return out
}

// uncounted are the contracts that are listed but not counted.
func uncounted(s *model.Scenario) []model.Uncounted {
	var out []model.Uncounted
	for i := range s.Contracts {
		if c := &s.Contracts[i]; !c.Counts() {
			out = append(out, model.Uncounted{ID: c.ID, Provider: c.Provider, Status: c.Status, Value: c.Value})
		}
	}
	return out
}

// onDemand are the counted contracts that commit to nothing.
func onDemand(s *model.Scenario) []string {
	var ids []string
	for i := range s.Contracts {
		if c := &s.Contracts[i]; c.Counts() && c.Kind == model.OnDemand {
			ids = append(ids, Clean(c.ID))
		}
	}
	return ids
}

// notes explain the words and marks of the tables.
func (t *obligationTables) notes() []string {
	notes := []string{"due after " + t.Options.AsOf.String() + ", that day excluded; payables are recognised and not yet paid, and stand in no other table"}
	if free := onDemand(t.Scenario); len(free) > 0 && len(t.Rows) != 1 {
		notes = append(notes, "on demand, and so committed to nothing: "+strings.Join(free, ", "))
	}
	if t.Total.Years.SumContingent != 0 {
		notes = append(notes, "firm is owed after any exit the buyer may choose; contingent is the rest")
	}
	if t.cols.adjusted {
		notes = append(notes, "~ a last digit away from its own rounding, so that rows and columns add up")
	}
	return notes
}
