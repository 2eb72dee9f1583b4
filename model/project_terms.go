package model

// interrupt fills what outages and an exercised exit leave of each month's capacity, and what outage credits leave of its
// spend.
func (e *contractEngine) interrupt(p *Projector, out *contractProjection, r rows) {
	e.interrupted = len(out.Outages) > 0 || out.exits()
	if !e.interrupted {
		return
	}
	fill(e.kept[r.from:r.to], 1)
	fill(e.credited[r.from:r.to], 1)
	fill(e.served[r.from:r.to], 1)
	for i := range out.Outages {
		e.suffer(p, &out.Outages[i], r)
	}
	if !out.exits() {
		return
	}
	at, share := out.exitRow(p.out.Grid)
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

// exitRow is the row of the month in which service ends after an exercised exit, and the share of that month's part of the
// term up to the end, its last day included.
func (c *contractProjection) exitRow(g Grid) (row int, share float64) {
	return c.endedAfter(c.Exit.Notice.After(c.Exit.Exercise), g)
}

// endedAfter is the row of a last day of service, and the share of its month's part of the term up to that day.
func (c *contractProjection) endedAfter(last Date, g Grid) (row int, share float64) {
	m := last.Month()
	i := int(m - c.life.first)
	if i < 0 {
		return g.index(m), 0
	}
	begin := max(c.life.offset, float64(i))
	end := min(c.life.offset+c.life.length, float64(i+1))
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
	if at >= r.to || at == r.to-1 && share == 1 {
		return
	}
	at = max(at, r.from)
	fee := out.Exit.Fee.cost(e.agreed[:r.to], at, share)
	spend, contingent := out.columns[ColSpend], out.columns[ColContingent]
	spend[at] *= share
	contingent[at] *= share
	clear(spend[at+1 : r.to])
	clear(contingent[at+1 : r.to])
	spend[at] += fee
}

// cost is the fee of an exit that leaves the given share of row at, by the spend agreed from there on: a share of what then
// remains, an amount, and the spend of the next months.
func (f *ExitFee) cost(agreed []float64, at int, share float64) float64 {
	if at >= len(agreed) {
		return f.Amount
	}
	remains := agreed[at] * (1 - share)
	for _, v := range agreed[at+1:] {
		remains += v
	}
	next, left := 0.0, float64(f.Months)
	for m, free := at, 1-share; m < len(agreed) && left > 0; m, free = m+1, 1 {
		part := min(left, free)
		if free > 0 {
			next += agreed[m] * part
		}
		left -= part
	}
	return f.Share*remains + f.Amount + next
}
