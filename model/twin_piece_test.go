package model_test

import (
	"math"

	"commitcast/model"
)

// twinPiece is a contract of one piece, or a tranche laid over its contract: what it would come to by its own terms, and
// whether it is cancelled for being late.
type twinPiece struct {
	s         *model.Scenario
	c         *model.Contract // with the tranche's own terms
	tranche   string          // its name; "" for a contract of one piece
	onTime    twinTerm        // without the delay
	delayed   twinTerm        // with what the delay does to it
	cancelled bool

	years map[model.Month]int // of minimums, as far as asked for
	w, w0 flow                // weights with and without the delay, once asked for
	after flow                // the schedule of what is left after actual months, likewise
}

func newTwinPiece(s *model.Scenario, c *model.Contract, tranche string) *twinPiece {
	p := &twinPiece{s: s, c: c, tranche: tranche, years: map[model.Month]int{}}
	p.onTime = newTwinTerm(c.Start, c.Term, 0)
	p.delayed = p.onTime
	if c.OnDelay == model.Extend && c.Delay > 0 {
		p.delayed = newTwinTerm(c.Start, c.Term, float64(c.Delay))
	}
	p.cancelled = c.CancelIfLate && c.Delay > c.CancelGrace
	return p
}

// twinPieces are the contract's tranches, each with what it leaves open taken from the contract, or the contract itself.
func twinPieces(s *model.Scenario, c *model.Contract) []*twinPiece {
	if len(c.Tranches) == 0 {
		return []*twinPiece{newTwinPiece(s, c, "")}
	}
	var out []*twinPiece
	for _, t := range c.Tranches {
		own := *c
		own.Ramp, own.Value, own.Fee, own.Fleet = t.Ramp, t.Value, t.Fee, t.Fleet
		if t.Start != 0 {
			own.Start = t.Start
		}
		if t.Term != 0 {
			own.Term = t.Term
		}
		if model.Known(float64(t.Delay)) {
			own.Delay = t.Delay
		}
		if len(t.Prices) > 0 {
			own.Prices = t.Prices
		}
		out = append(out, newTwinPiece(s, &own, t.Name))
	}
	return out
}

// term is the piece's life: a cancelled one is not lengthened by the delay it ended for.
func (p *twinPiece) term() *twinTerm {
	if p.cancelled {
		return &p.onTime
	}
	return &p.delayed
}

// online is C_m, delayed; nothing of a cancelled piece.
func (p *twinPiece) online(m model.Month) float64 {
	if p.cancelled {
		return 0
	}
	t := p.term()
	if c := onlineOver(&p.c.Ramp, t.u[m], t.u[m]+t.f[m], float64(p.c.Delay)); c > 1e-9 { // less is rounding
		return c
	}
	return 0
}

// billing is what spend follows: the term and the delay, none under `pay`.
func (p *twinPiece) billing() (*twinTerm, float64) {
	if p.c.OnDelay == model.Pay {
		return &p.onTime, 0
	}
	return &p.delayed, float64(p.c.Delay)
}

// shape is what stands for C_m under the contract's schedule.
func (p *twinPiece) shape(t *twinTerm, m model.Month, delay float64) float64 {
	from, to := t.u[m], t.u[m]+t.f[m]
	switch p.c.Schedule.Kind {
	case model.Even:
		return lengthAfter(from, to, delay)
	case model.BySteps:
		return onlineOver(&p.c.Schedule.Steps, from, to, delay)
	}
	return onlineOver(&p.c.Ramp, from, to, delay)
}

func (p *twinPiece) escalated(t *twinTerm, m model.Month) float64 {
	return math.Pow(1+p.c.Escalator, float64(t.year(m)))
}

// billed are W_m over the term as it is billed, onTimeWeights without the delay.
func (p *twinPiece) billed() flow {
	if p.w == nil {
		t, delay := p.billing()
		p.w = p.weights(t, delay)
	}
	return p.w
}

func (p *twinPiece) onTimeWeights() flow {
	if p.w0 == nil {
		p.w0 = p.weights(&p.onTime, 0)
	}
	return p.w0
}

func (p *twinPiece) weights(t *twinTerm, delay float64) flow {
	w := flow{}
	for _, m := range t.months {
		w[m] = p.shape(t, m, delay) * p.escalated(t, m)
	}
	return w
}

// schedule is the piece's spend by its own terms, cancelled or not.
func (p *twinPiece) schedule() flow {
	switch {
	case len(p.c.Minimums) > 0:
		return p.byMinimums()
	case model.Known(p.c.Value):
		return p.byValue(p.c.Value)
	case model.Known(p.c.Fee):
		t, delay := p.billing()
		return each(t, func(m model.Month) float64 { return p.c.Fee * p.shape(t, m, delay) * p.escalated(t, m) })
	}
	return p.byPrice()
}

func each(t *twinTerm, amount func(model.Month) float64) flow {
	out := flow{}
	for _, m := range t.months {
		out[m] = amount(m)
	}
	return out
}

func total(t *twinTerm, w flow) float64 { return w.sum(t.first(), t.last()) }

func (p *twinPiece) byValue(value float64) flow {
	t, _ := p.billing()
	w := p.billed()
	whole := total(t, w)
	if p.c.OnDelay == model.Forgive {
		whole = total(&p.onTime, p.onTimeWeights())
	} else if whole == 0 { // nothing is delivered inside the term: all of it falls in the last month
		return flow{t.last(): value}
	}
	return each(t, func(m model.Month) float64 { return value * w[m] / whole })
}

// forgiven is the share of a commitment that a delay leaves.
func (p *twinPiece) forgiven() float64 {
	if p.c.OnDelay != model.Forgive {
		return 1
	}
	t, _ := p.billing()
	return total(t, p.billed()) / total(&p.onTime, p.onTimeWeights())
}

// owed is a year's minimum, with what a delay leaves of it.
func (p *twinPiece) owed(least model.Minimum) float64 {
	t, _ := p.billing()
	w, w0 := p.billed(), p.onTimeWeights()
	var ws, w0s float64
	for _, m := range t.months {
		if p.minimumYear(m) == least.Year {
			ws, w0s = ws+w[m], w0s+w0[m]
		}
	}
	if p.c.OnDelay == model.Forgive && w0s > 0 {
		return least.Amount * ws / w0s
	}
	return least.Amount
}

// byMinimums spreads each year's amount inside the year.
func (p *twinPiece) byMinimums() flow {
	out := flow{}
	for _, least := range p.c.Minimums {
		p.spreadYear(out, least.Year, p.owed(least), 0)
	}
	return out
}

// spreadYear spreads an amount over the months of a year from a month on, by weight, or by time where that is nothing.
func (p *twinPiece) spreadYear(out flow, year int, amount float64, from model.Month) {
	t, _ := p.billing()
	w := p.billed()
	var ws, fs float64
	for _, m := range t.months {
		if p.minimumYear(m) == year && m >= from {
			ws, fs = ws+w[m], fs+t.f[m]
		}
	}
	for _, m := range t.months {
		switch {
		case p.minimumYear(m) != year || m < from:
		case ws > 1e-9: // less is what rounding leaves of nothing delivered
			out[m] += amount * w[m] / ws
		default:
			out[m] += amount * t.f[m] / fs
		}
	}
}

// minimumYear is the year month m counts in for minimums; under `extend` a list is counted from the day ⌊delay⌋ months
// after the start.
func (p *twinPiece) minimumYear(m model.Month) int {
	year, ok := p.years[m]
	if !ok {
		year = p.countedYear(m)
		p.years[m] = year
	}
	return year
}

func (p *twinPiece) countedYear(m model.Month) int {
	switch p.c.MinimumsBy {
	case model.CalendarYears:
		return m.Year()
	case model.FiscalYears:
		return fiscalYear(m, int(p.s.FiscalYearEnd))
	}
	start := p.c.Start
	if p.c.OnDelay == model.Extend {
		start = start.AddMonths(int(math.Floor(float64(p.c.Delay))))
	}
	if m < start.Month() {
		return 0 // before the first year
	}
	counted := newTwinTerm(start, model.Months(m-start.Month()+2), 0)
	return counted.year(m) + 1
}

func (p *twinPiece) byPrice() flow {
	t, delay := p.billing()
	return each(t, func(m model.Month) float64 {
		hours := p.c.HoursMonth
		if hours == 0 {
			hours = 24 * float64(m.Days())
		}
		online := onlineOver(&p.c.Ramp, t.u[m], t.u[m]+t.f[m], delay)
		sum := 0.0
		for _, b := range p.c.Fleet {
			sum += b.Count * online * hours * p.price(b.Accelerator, t, m)
		}
		return sum
	})
}

// price is what an hour of the accelerator costs in month m: fixed prices escalate, floating ones do not.
func (p *twinPiece) price(accelerator string, t *twinTerm, m model.Month) float64 {
	for _, q := range p.c.Prices {
		if q.Accelerator != accelerator && q.Accelerator != "" {
			continue
		}
		if q.Market != "" {
			return q.Multiple * twinMarket(p.s, q.Market, m)
		}
		return q.Amount * p.escalated(t, m)
	}
	return math.NaN()
}

// twinMarket is an accelerator's market price; NaN without one.
func twinMarket(s *model.Scenario, accelerator string, m model.Month) float64 {
	for _, p := range s.Market {
		if p.Accelerator == accelerator {
			return p.Price * math.Pow(1-p.Decline, max(0, float64(m-p.At))/12)
		}
	}
	return math.NaN()
}

func fiscalYear(m model.Month, end int) int {
	if int(m.Calendar()) > end {
		return m.Year() + 1
	}
	return m.Year()
}
