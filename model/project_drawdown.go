package model

import "math"

// commitmentYear is how one commitment year came out: a year, milestone, pool or tail. Amounts are at what counts.
type commitmentYear struct {
	rows  rows
	year  int // its number, by the contract's counting; of milestones their place
	tail  bool
	metOn int // row; −1 when the requirement was not reached

	minimum, deferredIn, carriedIn, required     float64
	counted, excess, carriedOut                  float64
	shortfall, charged, deferred, forfeited, due float64 // due is the aggregate's true-up
	lapsed                                       float64 // excess of earlier years that expired when the year opened
}

// vintage is an amount that lives for some commitment years, or a credit that lives for some months.
type vintage struct {
	amount float64
	born   int // the commitment year, or the row, it is from
	until  int // of a credit: the last row it may be used in
}

// drawdownBook holds a drawdown's consumption against its commitment, month by month. Its lists are as long as there are
// commitment years, so that they never grow.
type drawdownBook struct {
	terms *DrawdownTerms
	life  rows // the term
	ends  int  // the row in which the provider is lost; else that after the term
	rows  rows // the term and its tail
	years []commitmentYear
	at    int // the open year

	perDollar     float64 // what one dollar of use at contract rates counts
	left          float64 // still required in the open year
	later         float64 // Σ minimums of the years after it
	aggregate     float64 // over the term; 0 for none
	aggregateLeft float64
	cumulative    bool // the aggregate is the last of cumulative milestones, and all there is

	excess    []vintage // counted above what was required, by commitment year
	deferrals []vintage // shortfalls still owed, likewise
	credits   []vintage // shortfall charges to be used, by row
	balance   float64   // Σ credits
	prepaid   float64   // prepayment not yet used, where it counts when it is paid

	marketBought, marketCounted float64 // in the open year

	// By row of the grid.
	market []float64 // purchases through the marketplace
	bought []float64 // prepayments that count when they are paid
	late   []float64 // of pools that are paid when they open: spend beyond them
}

func newDrawdownBook(c *Contract, g Grid, r *room) drawdownBook {
	n := len(c.Minimums) + len(c.Drawdown.Milestones)
	switch c.Drawdown.Forfeit {
	case MonthlyPools:
		n = g.N
	default:
		n = max(n, g.N/12+2) // years of the term without a minimum count too
	}
	columns := r.table(drawdownColumns)
	return drawdownBook{
		years: make([]commitmentYear, 0, n+3), excess: make([]vintage, 0, n+3), deferrals: make([]vintage, 0, n+3),
		credits: make([]vintage, 0, n+3), market: columns[0], bought: columns[1], late: columns[2],
	}
}

// open lays out the commitment years and opens the first.
func (b *drawdownBook) open(e *contractEngine, p *Projector, out *contractProjection, r rows) {
	d := &out.Drawdown
	*b = drawdownBook{
		terms: d, life: r, rows: rows{r.from, r.to + int(math.Ceil(float64(d.Tail)))}, ends: e.ends,
		years: b.years[:0], excess: b.excess[:0], deferrals: b.deferrals[:0], credits: b.credits[:0],
		market: b.market, bought: b.bought, late: b.late, perDollar: 1,
	}
	if d.Counts.AtList {
		b.perDollar = 1 / (1 - out.Discount)
	}
	out.touched = b.rows
	b.layYears(e, out, p.out.Grid)
	b.commit(e, out)
	b.fillMarketplace(e, out)
	clear(b.late)
	b.fillBought(out, p.out.Grid)
	b.begin()
}

// layYears cuts the term into commitment years, with what each of them requires by itself.
func (b *drawdownBook) layYears(e *contractEngine, out *contractProjection, g Grid) {
	key := -1
	for m := b.life.from; m < b.life.to; m++ {
		if k := b.yearOf(e, out, m, g.month(m)); k != key || len(b.years) == 0 {
			key = k
			b.years = append(b.years, commitmentYear{rows: rows{m, m}, year: k, metOn: -1})
		}
		y := &b.years[len(b.years)-1]
		y.rows.to = m + 1
		if b.pooled(out) {
			y.minimum += e.agreed[m]
		}
	}
	b.addMinimums(e, out)
	if b.rows.to > b.life.to {
		b.years = append(b.years, commitmentYear{rows: rows{b.life.to, b.rows.to}, tail: true, metOn: -1})
	}
}

// pooled reports whether a year's pool is what a take-or-pay schedule comes to in it.
func (b *drawdownBook) pooled(out *contractProjection) bool {
	return b.terms.Forfeit == MonthlyPools || b.terms.Forfeit == AnnualPools && len(out.Minimums) == 0
}

// yearOf is the number of the commitment year that row m of the term belongs to.
func (b *drawdownBook) yearOf(e *contractEngine, out *contractProjection, m int, month Month) int {
	l := &e.layers[0]
	switch {
	case b.terms.Forfeit == MonthlyPools:
		return m
	case len(b.terms.Milestones) > 0:
		for i := range b.terms.Milestones {
			if month <= b.terms.Milestones[i].At {
				return i
			}
		}
		return len(b.terms.Milestones)
	case len(out.Minimums) == 0 && b.terms.Forfeit == NoForfeit:
		return 0
	case len(out.Minimums) == 0: // pools of a schedule, whose years no delay shifts
		return 1 + l.life.year(m-b.life.from)
	}
	year := l.minimumYear(m - b.life.from)
	if out.MinimumsBy != CalendarYears && out.MinimumsBy != FiscalYears {
		// What a delay adds at either end belongs to the year next to it.
		year = max(1, min(year, 1+l.undelayed.year(l.undelayed.months()-1)))
	}
	return year
}

// addMinimums gives the commitment years their minimums or milestones.
func (b *drawdownBook) addMinimums(e *contractEngine, out *contractProjection) {
	before := 0.0
	for i := range b.terms.Milestones {
		amount := b.terms.Milestones[i].Amount
		if !b.terms.Increments {
			amount, before = amount-before, amount
		}
		if y := b.year(i); y != nil {
			y.minimum += amount * e.layers[0].delivered(y.rows)
		}
	}
	if b.terms.Forfeit == MonthlyPools {
		return
	}
	for i := range out.Minimums {
		if y := b.year(out.Minimums[i].Year); y != nil {
			y.minimum += e.layers[0].owed(&out.Minimums[i])
		}
	}
}

// year is the commitment year of that number; nil where there is none.
func (b *drawdownBook) year(number int) *commitmentYear {
	for i := range b.years {
		if y := &b.years[i]; y.year == number && !y.tail {
			return y
		}
	}
	return nil
}

// commit works out what is committed in all. A forgiving delay lowers an aggregate as it lowers minimums.
func (b *drawdownBook) commit(e *contractEngine, out *contractProjection) {
	for i := range b.years {
		b.later += b.years[i].minimum
	}
	b.cumulative = out.cumulative()
	delivered := e.layers[0].delivered(b.life)
	switch {
	case Known(b.terms.AggregateMinimum):
		b.aggregate = b.terms.AggregateMinimum * delivered
		if b.cumulative {
			b.aggregate = max(b.aggregate, b.later)
		}
	case b.cumulative:
		b.aggregate = b.later
	case Known(out.Value) && len(b.terms.Milestones) == 0 && len(out.Minimums) == 0 && b.terms.Forfeit == NoForfeit:
		b.aggregate = out.Value * delivered
	}
	b.aggregateLeft = b.aggregate
	out.committed, out.byYear, out.aggregate = max(b.later, b.aggregate), b.later, b.aggregate
}

func (b *drawdownBook) fillMarketplace(e *contractEngine, out *contractProjection) {
	clear(b.market)
	if b.terms.Marketplace == nil {
		return
	}
	e.marketplace.fill(b.market, b.terms.Marketplace)
	clear(b.market[:b.life.from])
	clear(b.market[b.ends:])
	for m := b.life.from; m < b.ends; m++ {
		b.market[m] *= out.life.share(m - b.life.from)
	}
}

// fillBought dates the prepayments that count when they are paid; those before the term count in its first month.
func (b *drawdownBook) fillBought(out *contractProjection, g Grid) {
	clear(b.bought)
	if !out.countsWhenPaid() {
		return
	}
	for i := range out.Payment.Prepay {
		item := &out.Payment.Prepay[i]
		date := out.prepayDate(item)
		m := g.index(date.Month())
		if out.over(m, date, g) {
			continue
		}
		b.bought[max(b.rows.from, min(m, b.rows.to-1))] += item.of(out.committed)
	}
}

// begin opens the commitment year at b.at: what earlier years left owed or over is brought in.
func (b *drawdownBook) begin() {
	y := &b.years[b.at]
	b.later -= y.minimum
	if b.at == len(b.years)-1 {
		b.later = 0 // what rounding leaves
	}
	for _, v := range b.deferrals {
		y.deferredIn += v.amount
	}
	gross := y.minimum + y.deferredIn
	kept := b.excess[:0]
	for _, v := range b.excess {
		if !b.cumulative && b.at-v.born > b.terms.Rollover.Years {
			y.lapsed += v.amount
			continue
		}
		used := min(v.amount, gross-y.carriedIn)
		y.carriedIn += used
		if v.amount -= used; v.amount > 0 {
			kept = append(kept, v)
		}
	}
	b.excess = kept
	y.required = gross - y.carriedIn
	b.left = y.required
	b.marketBought, b.marketCounted = 0, 0
	if y.required <= 0 {
		y.metOn = y.rows.from
	}
}
