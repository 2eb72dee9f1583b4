package model_test

import (
	"testing"

	"commitcast/model"

	"pgregory.net/rapid"
)

// At the end of any month the maturity tables tell what the twin has still ahead of it.
func TestObligationsAgreeWithTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawMixed(t)
		s.Demand = nil
		for i := range s.Contracts {
			s.Contracts[i].Actuals = model.Actuals{}
		}
		tell(t, s)
		w := newTwin(s)
		if open(s) || w.lastFlow == 0 || leavesRounding(t, s) {
			return
		}
		at := w.first + model.Month(rapid.IntRange(-3, int(w.lastFlow-w.first)).Draw(t, "asOf"))
		for _, basis := range []model.Basis{model.RemainingBasis, model.ObligationBasis} {
			o, err := model.NewObligations(s, model.ObligationOptions{AsOf: at.Last(), Basis: basis, DebtEquivalent: model.Unknown()})
			if err != nil {
				t.Fatalf("%v", err)
			}
			checkBuckets(t, s, o, at)
			checkRows(t, w, o, at)
		}
	})
}

// checkBuckets holds the columns against the fiscal years and the years from the date.
func checkBuckets(t *rapid.T, s *model.Scenario, o *model.Obligations, at model.Month) {
	end := at + 1
	for end.Calendar() != s.FiscalYearEnd {
		end++
	}
	for i, b := range o.Years[:5] {
		if want := (end + model.Month(12*i)).Last(); b.To != want {
			t.Errorf("%s: to %v, want %v", b.Label, b.To, want)
		}
	}
	for i, years := range []model.Month{1, 3, 5} {
		if want := (at + 12*years).Last(); o.Bands[i].To != want {
			t.Errorf("%s: to %v, want %v", o.Bands[i].Label, o.Bands[i].To, want)
		}
	}
}

func checkRows(t *rapid.T, w *twin, o *model.Obligations, at model.Month) {
	rows := map[string]*model.Obligation{}
	for i := range o.Rows {
		rows[o.Rows[i].ID] = &o.Rows[i]
	}
	for _, k := range w.contracts {
		row := rows[k.c.ID]
		if k.c.Kind == model.OnDemand {
			if row != nil {
				t.Errorf("%s commits to nothing and has a row", k.c.ID)
			}
			continue
		}
		if row == nil {
			t.Errorf("%s has no row", k.c.ID)
			continue
		}
		k.checkRow(t, row, o, at, agreeOfScale*w.scale()+cent/10)
	}
}

func (k *twinContract) checkRow(t *rapid.T, row *model.Obligation, o *model.Obligations, at model.Month, floor float64) {
	absent := !k.c.Status.Firm() && at < k.term.first() // an option that is not there yet
	left := k.remaining(at)
	check := func(name string, got, want float64) {
		if !near(got, want, agreeRelative, floor) {
			t.Errorf("%s at the end of %v, %s basis: %s: engine %.15g, twin %.15g", k.c.ID, at, o.Options.Basis, name, got, want)
		}
	}
	check("remaining", row.Remaining, left)
	prepaid := k.books.prepaid[at]
	if k.draw != nil && k.draw.onAccount() {
		prepaid = 0 // it has counted, so that it does not remain
	}
	if !absent {
		check("prepaid", row.Prepaid, prepaid)
		check("payables", row.Payables, k.books.payables[at])
		check("unpaid", row.Unpaid, left-prepaid)
	}
	if o.Options.Basis == model.ObligationBasis {
		check("sum by year", row.Years.Sum, row.Unpaid)
		check("sum by band", row.Bands.Sum, row.Unpaid)
		return
	}
	after := k.owedAfter(at)
	if absent {
		after = flow{}
	}
	staying, leaving := after, after
	if k.c.Kind == model.TakeOrPay && !absent {
		if k.c.Exit.Given() && at < k.term.first() || k.exit != 0 && k.c.Backstop.Value > 0 {
			return // when a contract may be left before it begins is not said, nor whom an exit leaves a backstop to
		}
		staying, leaving = k.leastAfter(at)
	}
	for i, b := range o.Years {
		check(b.Label, row.Years.Total[i], within(after, b))
		check(b.Label+" firm", row.Years.Firm[i], firmIn(staying, leaving, b))
	}
	for i, b := range o.Bands {
		check(b.Label, row.Bands.Total[i], within(after, b))
		check(b.Label+" contingent", row.Bands.Contingent[i], within(after, b)-firmIn(staying, leaving, b))
	}
	for i, months := range o.Horizons {
		if left > 1 {
			check("within", row.Within[i]*left, within(after, model.Bucket{From: at.Last(), To: (at + model.Month(months)).Last()}))
		}
	}
}

// firmIn is what is due in a bucket either way: by its end, less by its beginning, the lesser of staying and leaving.
func firmIn(staying, leaving flow, b model.Bucket) float64 {
	by := func(day model.Date) float64 {
		return min(within(staying, model.Bucket{To: day}), within(leaving, model.Bucket{To: day}))
	}
	if b.To == 0 {
		return min(sumFlow(staying), sumFlow(leaving)) - by(b.From)
	}
	return by(b.To) - by(b.From)
}

// within is what falls in a bucket, each month at its end.
func within(x flow, b model.Bucket) float64 {
	sum := 0.0
	for _, m := range x.months() {
		if m.Last() > b.From && (b.To == 0 || m.Last() <= b.To) {
			sum += x[m]
		}
	}
	return sum
}

// owedAfter is the commitment still ahead after month at: of take-or-pay its spend, of a drawdown what each period still
// requires, evenly over the time of it that is left, and what an aggregate requires beyond at the end of the term.
func (k *twinContract) owedAfter(at model.Month) flow {
	if k.c.Kind == model.TakeOrPay {
		return spendAfter(k, at)
	}
	d, out := k.draw, flow{}
	if at >= d.periods[len(d.periods)-1].To {
		return out
	}
	state := twinState{}
	if at >= k.term.first() {
		state = d.states[at]
	} else {
		state.required = d.periods[0].Minimum
	}
	owed := make([]float64, len(d.periods))
	sum := 0.0
	for i := state.now; i < len(d.periods); i++ {
		owed[i] = d.periods[i].Minimum
		if i == state.now {
			owed[i] = state.required
		}
		sum += owed[i]
	}
	left := k.remaining(at)
	for i := range owed { // what has counted ahead of cumulative milestones
		part := min(owed[i], max(0, sum-left))
		owed[i], sum = owed[i]-part, sum-part
	}
	for i, amount := range owed {
		time := flow{}
		for m := max(at+1, d.periods[i].From); m <= d.periods[i].To; m++ {
			time[m] = k.term.f[m]
			if d.periods[i].tail {
				time[m] = 1
			}
		}
		for m, f := range time {
			out[m] += amount * f / sumFlow(time)
		}
	}
	out[max(at+1, k.term.last())] += max(0, left-sum)
	return out
}

// leastAfter is the spend after month at when the buyer stays, and when he leaves as soon as may be; either way others take a
// backstop.
func (k *twinContract) leastAfter(at model.Month) (staying, leaving flow) {
	c := *k.c
	if c.Backstop.Value > 0 {
		resold := []model.Resold{}
		for _, r := range c.Backstop.Resold {
			if r.From <= at {
				resold = append(resold, r)
			}
		}
		c.Backstop.Resold = append(resold, model.Resold{From: at + 1, Share: 1})
	}
	mayLeave := c.Exit.Given() && c.Exit.By != model.Seller
	staying = spendAfter(newTwinContract(k.s, &c), at)
	if notice := max(at.Last(), c.Exit.From); mayLeave && c.Exit.Exercise == 0 {
		c.Exit.Exercise = notice
	}
	return staying, spendAfter(newTwinContract(k.s, &c), at)
}

// spendAfter is the spend after month at.
func spendAfter(k *twinContract, at model.Month) flow {
	out := flow{}
	for m, v := range k.spend {
		if m > at {
			out[m] = v
		}
	}
	return out
}
