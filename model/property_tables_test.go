package model_test

import (
	"math"
	"strings"
	"testing"

	"commitcast/model"

	"pgregory.net/rapid"
)

func TestMaturityTablesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawClauses(t, 2, func(c *model.Contract) bool { // milestones into a tail, or forgiven, are cases of worked_edge_test.go
			return len(c.Drawdown.Milestones) == 0 || c.Drawdown.Tail == 0 && c.OnDelay != model.Forgive
		})
		at := s.Contracts[0].Start + model.Date(rapid.IntRange(-400, 2500).Draw(t, "asOf"))
		if rapid.Bool().Draw(t, "monthEnd") {
			at = at.Month().Last()
		}
		basis := rapid.SampledFrom([]model.Basis{model.ObligationBasis, model.RemainingBasis}).Draw(t, "basis")
		o, err := model.NewObligations(s, model.ObligationOptions{AsOf: at, Basis: basis, DebtEquivalent: 0.5})
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for i := range o.Rows {
			r := &o.Rows[i]
			sum += r.Years.Sum
			rowAddsUp(t, r, basis)
			if at == at.Month().Last() {
				remainsAs(t, s, r, at.Month())
			}
		}
		if !agree(sum, o.Total.Years.Sum, sum) {
			t.Errorf("the rows come to %.9g, the total is %.9g", sum, o.Total.Years.Sum)
		}
	})
}

func rowAddsUp(t *rapid.T, r *model.Obligation, basis model.Basis) {
	t.Helper()
	want := r.Remaining
	scale := max(r.Remaining, r.Prepaid, r.Payables)
	if !agree(r.Unpaid, r.Remaining-r.Prepaid, scale) {
		t.Errorf("%s: unpaid %.9g, remaining %.9g, prepaid %.9g", r.ID, r.Unpaid, r.Remaining, r.Prepaid)
	}
	if basis == model.ObligationBasis {
		want = r.Unpaid
	}
	for name, m := range map[string]*model.Maturity{"years": &r.Years, "bands": &r.Bands} {
		for what, pair := range map[string][2]float64{
			"total": {sumOf(m.Total), m.Sum}, "firm": {sumOf(m.Firm), m.SumFirm}, "contingent": {sumOf(m.Contingent), m.SumContingent},
			"firm and contingent": {m.SumFirm + m.SumContingent, m.Sum},
		} {
			if !agree(pair[0], pair[1], scale) {
				t.Errorf("%s %s: %s comes to %.9g, its sum is %.9g", r.ID, name, what, pair[0], pair[1])
			}
		}
		nothing := r.Remaining == 0 && r.Prepaid > 0 // TestMoreIsPrepaidThanRemains knows it to fail
		if !nothing && math.Abs(m.Sum-want) > cent+1e-9*scale {
			t.Errorf("%s %s: sum %.9g, want %.9g (remaining %.9g, prepaid %.9g, payables %.9g)", r.ID, name, m.Sum, want, r.Remaining, r.Prepaid, r.Payables)
		}
		for k := range m.Total {
			if math.Abs(m.Firm[k]+m.Contingent[k]-m.Total[k]) > cent+1e-9*scale {
				t.Errorf("%s %s: firm %.9g, contingent %.9g, total %.9g", r.ID, name, m.Firm[k], m.Contingent[k], m.Total[k])
			}
		}
		if m.SumFirm > m.Sum+cent+1e-9*scale {
			t.Errorf("%s %s: firm %.9g of %.9g", r.ID, name, m.SumFirm, m.Sum)
		}
	}
	before := 0.0
	for _, share := range r.Within {
		if model.Known(share) && (share < before-1e-9 || share > 1+1e-9) || model.Known(share) == (r.Remaining == 0) {
			t.Errorf("%s: within %v, of %.9g", r.ID, r.Within, r.Remaining)
		}
		before = share
	}
}

// remainsAs holds a row against the metric at the same month's end.
func remainsAs(t *rapid.T, s *model.Scenario, r *model.Obligation, m model.Month) {
	t.Helper()
	shown := *s
	shown.Horizon = model.Horizon{From: m, To: m}
	g := model.GridOf(&shown)
	p := model.NewProjector(&shown, g).Run()
	begun, counted := true, false
	for i := range s.Contracts {
		if c := &s.Contracts[i]; c.ID == r.ID {
			begun = c.Status.Firm() || c.Start.Month() <= m && len(c.Tranches) == 0
			counted = c.Kind == model.Drawdown && !c.Drawdown.Counts.Prepaid && len(c.Payment.Prepay) > 0
		}
	}
	spend := sumOf(p.ContractColumn(r.ID, model.ColSpend)) + size(p.ContractColumn(r.ID, model.ColCash))
	for what, pair := range map[string]struct {
		in  float64
		col model.Column
	}{"remaining": {r.Remaining, model.ColRemaining}, "prepaid": {r.Prepaid, model.ColPrepaid}, "payables": {r.Payables, model.ColPayables}} {
		all := p.ContractColumn(r.ID, pair.col)
		if want := all[m-g.From]; !begun && what != "remaining" {
			continue // an option that is not yet there
		} else if counted && what == "prepaid" {
			continue // a prepayment that counted when it was paid is off what remains already
		} else if math.Abs(pair.in-want) > cent+1e-9*max(spend, size(all)) {
			t.Errorf("%s: %s is %.9g in the table, %.9g in the projection at the end of %s", r.ID, what, pair.in, want, m)
		}
	}
}

func TestTheMonthsOfEveryFlowAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawClauses(t, 2, anyContract)
		months := analyse(t, s, model.ByMonth)
		for _, by := range []model.By{model.ByQuarter, model.ByYear, model.ByFiscal} {
			r := analyse(t, s, by)
			flowsAddUp(t, r.Periods, months.Periods, r.Metrics, months.Metrics)
			for i := range r.Contracts {
				flowsAddUp(t, r.Periods, months.Periods, r.Contracts[i].Metrics, months.Contracts[i].Metrics)
			}
		}
	})
}

func flowsAddUp(t *rapid.T, periods, months []model.Period, coarse, fine []model.Series) {
	t.Helper()
	for k, metric := range coarse {
		if metric.Aggregation != model.Sum {
			continue
		}
		scale := size(fine[k].Values)
		for i, q := range periods {
			sum := 0.0
			for j, m := range months {
				if q.From <= m.From && m.To <= q.To {
					sum += fine[k].Values[j]
				}
			}
			if !near(metric.Values[i], sum, 0, 1e-9*max(1, scale)) {
				t.Errorf("%s %s: %.15g, its months %.15g", metric.Name, q.Label, metric.Values[i], sum)
			}
		}
		if !near(metric.Total, fine[k].Total, 1e-9, 1e-9*max(1, scale)) || strings.TrimSpace(metric.Label) == "" {
			t.Errorf("%s: %.15g in total, by month %.15g", metric.Name, metric.Total, fine[k].Total)
		}
	}
}
