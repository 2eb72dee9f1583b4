package model_test

import (
	"commitcast/model"
)

// fillSpend works out what a take-or-pay contract costs: the schedule, what really happened in its place, outage credits,
// and an exit, in this order.
func (k *twinContract) fillSpend() {
	k.base, k.kept, k.backstop, k.contingent, k.spend = flow{}, flow{}, flow{}, flow{}, flow{}
	was, actual := k.actually(k.c.Actuals.Spend), k.c.Actuals.Spend != nil
	if k.c.Backstop.Value > 0 && !k.pieces[0].cancelled {
		for m, v := range k.pieces[0].byValue(k.c.Backstop.Value) {
			if !(actual && m <= k.c.Actuals.Through) {
				k.backstop[m] = v * (1 - k.resold(m))
			}
		}
	}
	for _, m := range k.term.months {
		if actual && m <= k.c.Actuals.Through {
			k.base[m], k.kept[m], k.spend[m] = was[m], was[m], was[m]
			continue
		}
		credit := k.outage(m, creditOf)
		for _, p := range k.pieces {
			k.base[m] += k.after(p)[m]
			k.kept[m] += k.after(p)[m] * k.stays(p, m)
			k.spend[m] += k.after(p)[m] * k.stays(p, m) * credit
		}
		k.base[m] += k.backstop[m]
		k.kept[m] += k.backstop[m] * k.stays(k.pieces[0], m)
		k.contingent[m] = k.backstop[m] * k.stays(k.pieces[0], m) * credit
		k.spend[m] += k.contingent[m]
	}
	k.exitFee = k.fee()
	for m, v := range k.exitFee {
		k.spend[m] += v
	}
}

// resold is the share of a backstop that others have taken by month m.
func (k *twinContract) resold(m model.Month) float64 {
	share := 0.0
	for _, step := range k.c.Backstop.Resold {
		if step.From <= m {
			share = step.Share
		}
	}
	return share
}

// after is the schedule of a piece; after actual months, what is left of it.
func (k *twinContract) after(p *twinPiece) flow {
	if p.cancelled {
		return flow{}
	}
	if p.after == nil {
		p.after = k.replanned(p)
	}
	return p.after
}

func (k *twinContract) replanned(p *twinPiece) flow {
	plan := p.schedule()
	if k.c.Actuals.Spend == nil || p.tranche != "" {
		return plan
	}
	was, next := k.actually(k.c.Actuals.Spend), k.c.Actuals.Through+1
	t, _ := p.billing()
	out := flow{}
	switch {
	case len(p.c.Minimums) > 0:
		for _, least := range p.c.Minimums {
			left, ahead := p.owed(least), false
			for _, m := range t.months {
				if p.minimumYear(m) == least.Year {
					left -= was[m]
					ahead = ahead || m >= next
				}
			}
			if left > dust && ahead {
				p.spreadYear(out, least.Year, left, next)
			}
		}
		return out
	case model.Known(p.c.Value):
		left, ahead, time := total(t, plan)-total(t, was), 0.0, 0.0
		for _, m := range t.months {
			if m >= next {
				ahead, time = ahead+p.billed()[m], time+t.f[m]
			}
		}
		for _, m := range t.months {
			switch {
			case m < next || left <= dust:
			case ahead > 1e-9:
				out[m] = left * p.billed()[m] / ahead
			default:
				out[m] = left * t.f[m] / time
			}
		}
		return out
	}
	return plan
}

// actually lays actual amounts evenly over the months of the contract's life inside their periods.
func (k *twinContract) actually(entries []model.Actual) flow {
	out := flow{}
	for _, e := range entries {
		time := 0.0
		for _, m := range k.term.months {
			if e.From <= m && m <= e.To {
				time += k.term.f[m]
			}
		}
		for _, m := range k.term.months {
			if e.From <= m && m <= e.To {
				out[m] += e.Amount * k.term.f[m] / time
			}
		}
	}
	return out
}

func shareOf(o model.Outage) float64  { return o.Share }
func creditOf(o model.Outage) float64 { return o.Credit }

// outage is what outages leave of month m's capacity, or of its fee.
func (k *twinContract) outage(m model.Month, taken func(model.Outage) float64) float64 {
	left := 1.0
	for _, o := range k.c.Outages {
		from := o.From.Position()
		covered := min(from+float64(o.For), float64(m)+1) - max(from, float64(m))
		left *= 1 - taken(o)*max(0, covered)
	}
	return left
}

// setExit finds the last day of service of an exit that is exercised; 0 when there is none, or when nothing is left to exit.
func (k *twinContract) setExit() {
	if !k.c.Exit.Given() || k.c.Exit.Exercise == 0 {
		return
	}
	last := k.c.Exit.Notice.After(k.c.Exit.Exercise)
	if (last + 1).Position() < k.term.end-1e-9 {
		k.exit = last
	}
}

// stays is the share of a piece's month that an exit leaves, by the days of the term.
func (k *twinContract) stays(p *twinPiece, m model.Month) float64 {
	if k.exit == 0 {
		return 1
	}
	return p.term().until((k.exit + 1).Position(), m)
}

// fee is what an exit costs, in the month of the last day: a share of all that falls away, an amount, and the spend of the
// next months. Outages that would have come later take nothing off it.
func (k *twinContract) fee() flow {
	if k.exit == 0 {
		return flow{}
	}
	end := (k.exit + 1).Position()
	f := k.c.Exit.Fee
	until := max(end, k.term.begin) + float64(f.Months)
	fallsAway, next := 0.0, 0.0
	for _, p := range k.pieces {
		spend := k.after(p)
		for _, m := range p.term().months {
			if k.c.Actuals.Spend != nil && m <= k.c.Actuals.Through {
				continue
			}
			amount, before := spend[m]+k.backstop[m], p.term().until(end, m)
			fallsAway += amount * (1 - before)
			if m == k.exit.Month() {
				next += amount * (p.term().until(until, m) - before)
			} else if float64(m) >= end {
				next += amount * min(1, max(0, until-float64(m)))
			}
		}
	}
	return flow{k.exit.Month(): f.Share*fallsAway + f.Amount + next}
}
