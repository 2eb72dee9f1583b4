package model

import "commitcast/model/internal/vector"

// interrupt fills what outages and an exercised exit leave of each month's capacity, and what outage credits leave of its
// spend.
func (e *contractEngine) interrupt(p *Projector, out *contractProjection, r rows) {
	e.interrupted = len(out.Outages) > 0 || out.exits() || e.ends < r.to
	if !e.interrupted {
		return
	}
	vector.Fill(e.kept[r.from:r.to], 1)
	vector.Fill(e.credited[r.from:r.to], 1)
	vector.Fill(e.served[r.from:r.to], 1)
	for i := range out.Outages {
		e.suffer(p, &out.Outages[i], r)
	}
	clear(e.kept[e.ends:r.to])
	clear(e.credited[e.ends:r.to])
	if out.exits() {
		e.serve(p, out, r)
	}
	for i := range e.layers {
		l := &e.layers[i]
		for m := l.rows.from; m < l.rows.to; m++ {
			l.online[m] *= e.kept[m]
		}
	}
}

// serve fills the share of each month that an exercised exit leaves: of its last month that up to the end of service, of each
// tranche by its own term.
func (e *contractEngine) serve(p *Projector, out *contractProjection, r rows) {
	at, share := out.exitRow(p.out.Grid)
	if len(out.Tranches) > 0 && at >= r.from && at < r.to && e.agreed[at] > 0 {
		served := 0.0
		for i := range e.layers {
			l := &e.layers[i]
			if at >= l.rows.from && at < l.rows.to {
				_, own := l.life.endedAfter(out.serviceEnds(), p.out.Grid)
				served += own * l.spend[at]
			}
		}
		share = served / e.agreed[at]
	}
	for m := max(at, r.from); m < r.to; m++ {
		if m > at {
			share = 0
		}
		e.kept[m] *= share
		e.served[m] = share
	}
}

// suffer takes an outage off the months it covers. What is past was credited as it was.
func (e *contractEngine) suffer(p *Projector, o *Outage, r rows) {
	begin := o.From.Position()
	end := begin + float64(o.For)
	for m := r.from; m < r.to; m++ {
		at := float64(p.out.month(m))
		covered := min(end, at+1) - max(begin, at)
		if covered <= 0 {
			continue
		}
		e.kept[m] *= 1 - o.Share*covered
		if m >= e.past.upTo {
			e.credited[m] *= 1 - o.Credit*covered
		}
	}
}

// exits reports whether notice to exit is given.
func (c *contractProjection) exits() bool { return c.Exit.Given() && c.Exit.Exercise != 0 }

// serviceEnds is the last day of service after an exercised exit.
func (c *contractProjection) serviceEnds() Date { return c.Exit.Notice.After(c.Exit.Exercise) }

// exitRow is the row of the month in which service ends after an exercised exit, and the share of that month's part of the
// term up to the end, its last day included.
func (c *contractProjection) exitRow(g Grid) (row int, share float64) {
	return c.life.endedAfter(c.serviceEnds(), g)
}

// endedAfter is the row of a last day, and the share of its month's part of the life up to that day.
func (t timeline) endedAfter(last Date, g Grid) (row int, share float64) {
	m := last.Month()
	i := int(m - t.first)
	if i < 0 {
		return g.index(m), 0
	}
	begin := max(t.offset, float64(i))
	end := min(t.offset+t.length, float64(i+1))
	if end <= begin {
		return g.index(m), 1
	}
	served := float64(i) + float64(last+1-m.First())/float64(m.Days())
	return g.index(m), max(0, min(1, (served-begin)/(end-begin)))
}

// leave replaces what lies after an exercised exit by its fee, which is spent in the month service ends.
func (e *contractEngine) leave(p *Projector, out *contractProjection, r rows) {
	if !out.exits() {
		return
	}
	at, share := out.exitRow(p.out.Grid)
	if at >= r.to || at == r.to-1 && share >= 1-rounding {
		return
	}
	if at = max(at, r.from); at >= e.ends {
		return // the provider was lost before
	}
	share = e.served[at]
	fee := out.Exit.Fee.cost(e.agreed[:r.to], at, share, out.life.share(at-r.from))
	spend, contingent := out.columns[ColSpend], out.columns[ColContingent]
	spend[at] *= share
	contingent[at] *= share
	clear(spend[at+1 : r.to])
	clear(contingent[at+1 : r.to])
	spend[at] += fee
	out.fee, out.feeRow = fee, at
}

// cost is the fee of an exit that leaves the given share of row at, by the spend agreed from there on: a share of what then
// remains, an amount, and the spend of the next months. Row at is a month of which the term holds so much.
func (f *ExitFee) cost(agreed []float64, at int, share, term float64) float64 {
	remains := agreed[at] * (1 - share)
	for _, v := range agreed[at+1:] {
		remains += v
	}
	next, left := 0.0, float64(f.Months)
	for m, free := at, (1-share)*term; m < len(agreed) && left > 0; m, free, term = m+1, 1, 1 {
		part := min(left, free)
		next += agreed[m] * part / term
		left -= part
	}
	return f.Share*remains + f.Amount + next
}
