package model_test

import (
	"math"

	"commitcast/model"
)

// dust is an amount that is nothing but the rounding of larger ones: a tenth of a cent, of millions.
const dust = 1e-3

// twinDrawdown holds consumption against a commitment, one month at a time.
type twinDrawdown struct {
	k         *twinContract
	terms     *model.DrawdownTerms
	periods   []*twinPeriod
	aggregate float64 // NaN when there is none
	target    float64 // the last of cumulative milestones; NaN when there are none

	now                      int     // place of the open period
	required                 float64 // R, still required in it
	met                      float64 // Σ counted, ever
	charged                  float64 // Σ charges, ever
	owed                     []twinVintage
	excess                   []twinVintage
	credits                  []twinVintage
	prepaid                  float64
	bought, boughtCounts     float64 // marketplace purchases of the period, and what of them counts
	perDollar                float64 // what one dollar of use counts: 1 at contract rates, 1/(1−d) at list
	spend, consumed, expense flow
	charges, forfeits        flow // a true-up is a charge
	credit                   flow // balance at month end
	granted, used, expired   flow // of credit
	applied                  flow // of prepayments paid on account: consumed, or lost at the end
	drawn                    flow // of pools, used or lost
	left                     flow // remaining commitment at month end
	marketplace, premium     flow
	states                   map[model.Month]twinState
	toDate, perMonth, need   flow // counted in the period so far; R over the months left of it; what the period requires
}

// twinState is where a drawdown stands at the end of a month.
type twinState struct {
	now                    int
	required, met, charged float64
}

// twinPeriod is one commitment year, milestone, pool or the tail, and how it came out.
type twinPeriod struct {
	model.CommitmentYear
	deferrals []twinVintage // shortfall brought forward, oldest first
	last      bool          // no commitment year follows
	tail      bool
}

// twinVintage is an amount that has a history: how often it was deferred, or until when it may be used.
type twinVintage struct {
	amount float64
	age    int
	until  int // last period, or last month, it may be used in
}

func sumVintages(all []twinVintage) float64 {
	sum := 0.0
	for _, v := range all {
		sum += v.amount
	}
	return sum
}

// takeFromOldest takes up to an amount from the oldest vintages on.
func takeFromOldest(all []twinVintage, most float64) (taken float64) {
	for i := range all {
		part := min(all[i].amount, most-taken)
		all[i].amount -= part
		taken += part
	}
	return taken
}

func newTwinDrawdown(k *twinContract) *twinDrawdown {
	d := &twinDrawdown{k: k, terms: &k.c.Drawdown, perDollar: 1, states: map[model.Month]twinState{}}
	for _, x := range []*flow{
		&d.spend, &d.consumed, &d.expense, &d.charges, &d.forfeits, &d.credit, &d.granted, &d.used, &d.expired,
		&d.applied, &d.drawn, &d.left, &d.marketplace, &d.premium, &d.toDate, &d.perMonth, &d.need,
	} {
		*x = flow{}
	}
	if d.terms.Counts.AtList {
		d.perDollar = 1 / (1 - k.c.Discount)
	}
	d.periods = d.years()
	d.periods[len(d.periods)-1].last = true
	d.aggregate, d.target = d.totals()
	if n := model.Month(math.Ceil(float64(d.terms.Tail))); n > 0 {
		tail := &twinPeriod{tail: true}
		tail.From, tail.To = k.term.last()+1, k.term.last()+n
		d.periods = append(d.periods, tail)
	}
	d.begin()
	return d
}

// pools reports whether what a period does not use is lost.
func (d *twinDrawdown) pools() bool { return d.terms.Forfeit != model.NoForfeit }

// onAccount reports whether prepayments count when they are paid, and what they pay does not.
func (d *twinDrawdown) onAccount() bool { return !d.terms.Counts.Prepaid && !d.pools() }

// years are the commitment periods of the term, in order.
func (d *twinDrawdown) years() []*twinPeriod {
	p, t := d.k.pieces[0], &d.k.term
	key := func(model.Month) int { return 0 } // months of one period have the same key
	least := map[int]float64{}
	switch {
	case d.terms.Forfeit == model.MonthlyPools:
		key = func(m model.Month) int { return int(m) }
		for m, v := range p.schedule() {
			least[int(m)] = v
		}
	case len(d.k.c.Minimums) > 0:
		key = p.minimumYear
		if d.k.c.MinimumsBy == model.ContractYears { // what lies around years that a delay has moved belongs to the nearest
			last := p.onTime.year(p.onTime.last()) + 1
			key = func(m model.Month) int { return min(last, max(1, p.minimumYear(m))) }
		}
		for _, m := range d.k.c.Minimums {
			least[m.Year] = p.owed(m)
		}
	case len(d.terms.Milestones) > 0:
		before := 0.0
		for i, s := range d.terms.Milestones {
			least[i] = s.Amount
			if !d.terms.Increments {
				least[i], before = s.Amount-before, s.Amount
			}
		}
		key = func(m model.Month) int {
			n := 0
			for _, s := range d.terms.Milestones {
				if m > s.At {
					n++
				}
			}
			return n
		}
	case d.pools():
		key = t.year
		for m, v := range p.schedule() {
			least[t.year(m)] += v
		}
	}
	var out []*twinPeriod
	for _, m := range t.months {
		if len(out) == 0 || key(m) != key(m-1) {
			next := &twinPeriod{}
			next.From, next.Minimum = m, least[key(m)]
			out = append(out, next)
		}
		out[len(out)-1].To = m
	}
	if len(d.terms.Milestones) > 0 && d.k.c.OnDelay == model.Forgive { // as of a year's minimum
		for _, y := range out {
			if due := p.onTimeWeights().sum(y.From, y.To); due > 0 {
				y.Minimum *= p.billed().sum(y.From, y.To) / due
			}
		}
	}
	return out
}

// totals are what is committed over the whole term: an aggregate, or the last of cumulative milestones.
func (d *twinDrawdown) totals() (aggregate, target float64) {
	aggregate, target = d.terms.AggregateMinimum, math.NaN()
	n := len(d.terms.Milestones)
	if !model.Known(aggregate) && len(d.k.c.Minimums) == 0 && n == 0 && !d.pools() {
		aggregate = d.k.c.Value
	}
	if n > 0 && !d.terms.Increments {
		target = 0
		for _, y := range d.periods {
			target += y.Minimum
		}
	}
	return aggregate * d.k.pieces[0].forgiven(), target
}

func (d *twinDrawdown) commitment() float64 {
	sum := 0.0
	for _, y := range d.periods {
		sum += y.Minimum
	}
	if model.Known(d.aggregate) {
		return max(sum, d.aggregate)
	}
	return sum
}

// begin opens a period: what was deferred is owed besides its minimum, and excess of earlier periods is applied.
func (d *twinDrawdown) begin() {
	y := d.periods[d.now]
	y.deferrals, d.owed = d.owed, nil
	y.DeferredIn = sumVintages(y.deferrals)
	gross := y.Minimum + y.DeferredIn
	var still []twinVintage
	for _, v := range d.excess {
		if v.until >= d.now {
			still = append(still, v)
		}
	}
	d.excess = still
	y.CarriedIn = takeFromOldest(d.excess, gross)
	if y.Required = gross - y.CarriedIn; y.Required <= dust {
		y.Required = 0
	}
	d.required = y.Required
	d.bought, d.boughtCounts = 0, 0
}

// open is what happens in a month before anything is used: prepayments are paid, and marketplace purchases count.
func (d *twinDrawdown) open(m model.Month) {
	y := d.periods[d.now]
	if d.onAccount() {
		for _, item := range d.k.c.Payment.Prepay {
			paid := max(d.k.payday(item).Month(), d.k.term.first())
			if paid == m {
				d.count(m, d.k.prepayment(item))
				d.prepaid += d.k.prepayment(item)
			}
		}
	}
	if curve := d.terms.Marketplace; curve != nil && !y.tail {
		bought := curveFlow(curve, m, m)[m] * d.k.term.f[m] // a marketplace does not wait for capacity
		d.marketplace[m] = bought
		d.bought += bought
		counts := d.terms.Counts.MarketplaceWeight * d.bought
		if most := d.terms.Counts.MarketplaceCap; model.Known(most) {
			counts = min(counts, most*y.Minimum)
		}
		d.count(m, counts-d.boughtCounts)
		d.boughtCounts = counts
	}
}

// count adds to what counts towards the commitment.
func (d *twinDrawdown) count(m model.Month, amount float64) {
	y := d.periods[d.now]
	d.met += amount
	y.Counted += amount
	d.required = max(0, d.required-amount)
	if d.required <= dust && y.MetOn == 0 {
		y.MetOn = m
	}
}

// outstanding is what must still count before consumption is overage.
func (d *twinDrawdown) outstanding() float64 {
	left := d.required
	if !d.pools() && model.Known(d.aggregate) {
		left = max(left, d.aggregate-d.met-d.charged)
	}
	if !d.pools() && model.Known(d.target) {
		left = max(left, d.target-d.met-d.charged)
	}
	return left
}

// free is how much more use costs nothing on top of what is committed or paid already: until what counts reaches what is
// required, and what prepayments and credits pay.
func (d *twinDrawdown) free() float64 {
	byCredit := sumVintages(d.credits)
	if d.terms.Credit.Kind == model.UsableCredit { // which pays what is beyond the commitment, at its price
		byCredit /= d.terms.OveragePrice
	}
	if free := max(0, d.outstanding())/d.perDollar + d.prepaid + byCredit; free > dust {
		return free
	}
	return 0
}

// inTail is what may be used in a month of the tail: what credit and prepayments that are left
// pay for, and what is still required.
func (d *twinDrawdown) inTail(m model.Month) float64 {
	if d.k.c.Consumption == nil {
		return 0
	}
	part := min(1, float64(d.terms.Tail)-float64(m-d.k.term.last()-1))
	wanted := curveFlow(d.k.c.Consumption, m, m)[m] * part
	return min(wanted, d.free())
}

// step is one month of use at contract rates.
func (d *twinDrawdown) step(m model.Month, use float64) {
	kind := d.terms.Credit.Kind
	rest, byCredit := use, 0.0
	if kind == model.PrepaymentCredit {
		byCredit = takeFromOldest(d.credits, rest)
		rest -= byCredit
	}
	if d.onAccount() {
		paid := min(rest, d.prepaid)
		d.prepaid -= paid
		d.applied[m] += paid
		rest -= paid
	}
	beyond := max(0, rest*d.perDollar-d.outstanding()) / d.perDollar
	uncounted := 0.0
	if kind == model.UsableCredit {
		paid := takeFromOldest(d.credits, beyond*d.terms.OveragePrice)
		byCredit += paid
		uncounted = beyond
		if d.terms.OveragePrice > 0 {
			uncounted = paid / d.terms.OveragePrice
		}
		above := max(0, rest-beyond-d.required/d.perDollar)
		paid = takeFromOldest(d.credits, above)
		byCredit += paid
		uncounted += paid
	}
	before := d.required
	d.count(m, (rest-uncounted)*d.perDollar)
	d.drawn[m] += before - d.required
	d.premium[m] = beyond * (d.terms.OveragePrice - 1)
	d.consumed[m] = use + d.premium[m] + d.marketplace[m]
	d.used[m] = byCredit
	d.toDate[m], d.need[m] = d.periods[d.now].Counted, d.periods[d.now].Required
}
