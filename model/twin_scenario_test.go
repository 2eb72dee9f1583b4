package model_test

import (
	"math"

	"commitcast/model"
)

// twin is a scenario worked out month by month over a range that is wide enough for all flows.
type twin struct {
	s         *model.Scenario
	contracts []*twinContract // the counted ones
	lo, hi    model.Month     // months with figures
	from, to  model.Month     // months shown
	first     model.Month     // first month of the earliest counted contract
	lastFlow  model.Month     // last month in which a counted contract has spend or cash; 0 when none ever has
	valuation model.Date

	spend, cash, revenue, contribution, cfads, financing flow
	demand, unserved                                     flow // nil without a demand
}

func newTwin(s *model.Scenario) *twin {
	t := &twin{s: s, first: math.MaxInt32, spend: flow{}, cash: flow{}}
	for i := range s.Contracts {
		if c := &s.Contracts[i]; c.Counts() {
			k := newTwinContract(s, c)
			t.contracts = append(t.contracts, k)
			t.first = min(t.first, k.term.first())
		}
	}
	t.setRange()
	t.fillRevenue()
	t.setDemand()
	for m := t.lo; m <= t.hi; m++ {
		t.use(m)
	}
	for _, k := range t.contracts {
		k.finish()
		for m, v := range k.spend {
			t.spend[m] += v
		}
		for m, v := range k.books.cash {
			t.cash[m] += v
		}
		for _, x := range []flow{k.spend, k.books.cash} {
			for m, v := range x {
				if math.Abs(v) > 1e-9 {
					t.lastFlow = max(t.lastFlow, m)
				}
			}
		}
	}
	t.from, t.to = t.first, t.lastFlow
	if s.Horizon.From != 0 {
		t.from = s.Horizon.From
	}
	if s.Horizon.To != 0 {
		t.to = s.Horizon.To
	}
	return t
}

// use is one month of use: what each drawdown still requires comes first, then what is used where, then what that does.
func (t *twin) use(m model.Month) {
	for _, k := range t.contracts {
		if k.draw != nil && k.draw.lives(m) {
			k.draw.open(m)
		}
	}
	if t.demand != nil {
		t.dispatch(m)
	}
	for _, k := range t.contracts {
		if k.draw != nil && k.draw.lives(m) {
			k.draw.run(m, k.use[m])
		}
	}
}

// setRange finds the months worked out: all that the scenario speaks of, with room for lags and for tails.
func (t *twin) setRange() {
	s := t.s
	t.valuation = s.Valuation.Date
	if t.valuation == 0 {
		t.valuation = t.first.First()
	}
	see := func(m model.Month) { t.lo, t.hi = min(t.lo, m), max(t.hi, m) }
	t.lo, t.hi = t.first, t.first
	see(t.valuation.Month())
	see(t.first - 24)
	for _, m := range []model.Month{s.Horizon.From, s.Horizon.To} {
		if m != 0 {
			see(m)
		}
	}
	for _, k := range t.contracts {
		see(k.term.first())
		see(k.term.last() + model.Month(math.Ceil(float64(k.c.Payment.Lag+k.c.Drawdown.Tail+k.c.CancelGrace))) + 2)
		for _, p := range k.pieces { // a cancelled one may be refunded after all the others
			see(p.term().last() + model.Month(k.c.CancelGrace) + 2)
		}
		if k.c.Actuals.Through != 0 {
			see(k.c.Actuals.Through + 1)
		}
		if k.exit != 0 {
			see(k.exit.Month())
		}
		for _, item := range k.c.Payment.Prepay {
			see(k.payday(item).Month())
		}
	}
	for _, line := range s.Revenue {
		see(line.Curve.Points[0].At - model.Month(line.Lag) - 1)
	}
	for _, line := range s.Costs {
		see(line.Curve.Points[0].At)
	}
	if s.Demand != nil && s.Demand.Curve != nil {
		see(s.Demand.Curve.Points[0].At)
	}
	for _, f := range s.Financing {
		see(f.Date.Month())
	}
}

// fillRevenue works out revenue, what of it is received after the lag, the partners' shares, costs and CFADS (sections 6, 7).
func (t *twin) fillRevenue() {
	t.revenue, t.contribution, t.cfads, t.financing = flow{}, flow{}, flow{}, flow{}
	received, margin := flow{}, flow{} // as cash
	for i := range t.s.Revenue {
		line := &t.s.Revenue[i]
		whole := model.Month(math.Floor(float64(line.Lag)))
		part := float64(line.Lag) - float64(whole)
		x := curveFlow(&line.Curve, t.lo-whole-1, t.hi)
		for m := t.lo; m <= t.hi; m++ {
			cash := (1-part)*x[m-whole] + part*x[m-whole-1]
			t.revenue[m] += x[m]
			t.contribution[m] += x[m] * line.Margin
			received[m] += cash
			margin[m] += cash * line.Margin
		}
	}
	paid := make([]float64, len(t.s.RevenueShares))
	for m := t.lo; m <= t.hi; m++ {
		t.cfads[m] = margin[m]
		for i, share := range t.s.RevenueShares {
			owed := share.Rate * received[m]
			if share.Until != 0 && m > share.Until {
				owed = 0
			}
			if model.Known(share.Cap) {
				owed = min(owed, share.Cap-paid[i])
			}
			paid[i] += owed
			t.cfads[m] -= owed
		}
	}
	for i := range t.s.Costs {
		x := curveFlow(&t.s.Costs[i].Curve, t.lo, t.hi)
		for m := t.lo; m <= t.hi; m++ {
			t.cfads[m] -= x[m]
		}
	}
	for _, f := range t.s.Financing {
		if f.Status.Firm() && f.Kind != model.Warrant {
			t.financing[f.Date.Month()] += f.Amount
		}
	}
}

// days from the valuation date to a day.
func (t *twin) days(d model.Date) float64 { return float64(d - t.valuation) }

func (t *twin) discount(d model.Date) float64 {
	return math.Pow(1+t.s.Valuation.Rate, -t.days(d)/365)
}

// presentValue and life (WAL) are of what compute costs in cash; flows before the valuation date are left out.
func (t *twin) presentValue() float64 {
	sum := 0.0
	for _, k := range t.contracts {
		for _, p := range k.books.paid {
			if p.on >= t.valuation {
				sum += p.amount * t.discount(p.on)
			}
		}
	}
	return sum
}

func (t *twin) life() float64 {
	weighted, sum := 0.0, 0.0
	for _, k := range t.contracts {
		for _, p := range k.books.paid {
			if p.on >= t.valuation {
				weighted += p.amount * t.days(p.on) / 365
				sum += p.amount
			}
		}
	}
	return ratio(weighted, sum)
}

// allRefunded reports whether what is paid from the valuation date on comes back.
func (t *twin) allRefunded() bool {
	sum := 0.0
	for _, k := range t.contracts {
		for _, p := range k.books.paid {
			if p.on >= t.valuation {
				sum += p.amount
			}
		}
	}
	return math.Abs(sum) < cent
}

// coverageLife is Σ CFADS·DF / Σ cash·DF over the months from `from` to the last commitment month.
func (t *twin) coverageLife(from model.Month) float64 {
	if !t.hasCFADS() {
		return math.NaN()
	}
	above, below := 0.0, 0.0
	for m := from; m <= t.lastFlow; m++ {
		above += t.cfads[m] * t.discount(m.Last())
	}
	for _, k := range t.contracts {
		for _, p := range k.books.paid {
			if m := p.on.Month(); from <= m && m <= t.lastFlow {
				below += p.amount * t.discount(p.on)
			}
		}
	}
	if math.Abs(below) < cent { // what rounding leaves of nothing
		return math.NaN()
	}
	return ratio(above, below)
}

// balance is cumulative cash at the end of each month from the valuation month to the last commitment month.
func (t *twin) balance() flow {
	out, cash := flow{}, t.s.OpeningCash
	for m := t.valuation.Month(); m <= max(t.lastFlow, t.to); m++ {
		cash += t.cfads[m] - t.cash[m] + t.financing[m]
		out[m] = cash
	}
	return out
}

// hasCFADS reports whether there is cash available, or not available, at all: revenue or costs.
func (t *twin) hasCFADS() bool { return len(t.s.Revenue) > 0 || len(t.s.Costs) > 0 }

// hasCash reports whether the scenario says anything of cash besides what compute costs.
func (t *twin) hasCash() bool {
	s := t.s
	return len(s.Revenue) > 0 || len(s.Costs) > 0 || len(s.Financing) > 0 || s.OpeningCash != 0
}

// fundingGap is the gap, the month of the lowest balance, and the first month below the least cash; 0 for no month.
func (t *twin) fundingGap() (gap float64, lowest, runway model.Month) {
	if !t.hasCash() || t.valuation.Month() > t.lastFlow {
		return math.NaN(), 0, 0
	}
	balance := t.balance()
	least := math.Inf(1)
	for m := t.valuation.Month(); m <= t.lastFlow; m++ {
		if balance[m] < least {
			least, lowest = balance[m], m
		}
		if runway == 0 && balance[m] < t.s.MinCash {
			runway = m
		}
	}
	gap = max(0, t.s.MinCash-least)
	if gap == 0 {
		lowest = 0
	}
	return gap, lowest, runway
}

// markToMarket is Σ available·(market − implied) from the valuation date on, over contracts whose market price is known.
func (t *twin) markToMarket() (plain, discounted float64) {
	known := false
	for _, k := range t.contracts {
		if math.IsNaN(k.atMarket(t.first)) || k.gpuHours == nil {
			continue
		}
		known = true
		for m := t.lo; m <= t.hi; m++ {
			if m.Last() >= t.valuation {
				gain := k.atMarket(m) - k.spend[m]
				plain += gain
				discounted += gain * t.discount(m.Last())
			}
		}
	}
	if !known {
		return math.NaN(), math.NaN()
	}
	return plain, discounted
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}
