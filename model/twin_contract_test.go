package model_test

import (
	"math"

	"commitcast/model"
)

// twinContract is one contract worked out month by month. A flow that is not known is nil.
type twinContract struct {
	s      *model.Scenario
	c      *model.Contract
	pieces []*twinPiece
	onTime twinTerm // the life around the pieces without their delays
	term   twinTerm // and with them
	exit   model.Date

	base       flow // take-or-pay: spend before outage credits and an exit, with the backstop
	kept       flow // of it, what an exit leaves, without the fee
	backstop   flow // of base
	contingent flow // of spend
	exitFee    flow
	spend      flow

	use      flow // consumption at contract rates, without the marketplace
	consumed flow // what consumption costs
	served   bool // a source of dispatch, which says what it uses

	gpuHours, gpuUsed, gpus flow
	cpuHours, cpus          flow
	powerIT                 flow

	draw  *twinDrawdown // nil unless the contract is a drawdown
	books twinBooks
}

func newTwinContract(s *model.Scenario, c *model.Contract) *twinContract {
	k := &twinContract{s: s, c: c, pieces: twinPieces(s, c)}
	var lives, onTime []*twinTerm
	for _, p := range k.pieces {
		if !p.cancelled || !k.alive() { // what is cancelled is no part of the life
			lives = append(lives, p.term())
		}
		onTime = append(onTime, &p.onTime)
	}
	k.term, k.onTime = *lives[0], *onTime[0]
	if len(lives) > 1 {
		k.term = around(lives)
	}
	if len(onTime) > 1 {
		k.onTime = around(onTime)
	}
	k.setExit()
	k.fillFleet()
	if c.Kind == model.TakeOrPay {
		k.fillSpend()
		k.fillHoursFromPrice()
	}
	k.served = k.source()
	k.fillUse()
	k.consumed = k.use
	if c.Kind == model.OnDemand {
		k.spend = k.use
	}
	if c.Kind == model.Drawdown {
		k.draw = newTwinDrawdown(k)
	}
	return k
}

// finish works out what follows from use, once dispatch and the drawdown have said all they have to say.
func (k *twinContract) finish() {
	switch k.c.Kind {
	case model.OnDemand:
		k.spend, k.consumed = k.use, k.use
	case model.Drawdown:
		k.spend, k.consumed = k.draw.spend, k.draw.consumed
	}
	if k.c.Kind != model.TakeOrPay {
		k.fillHoursFromPrice()
	}
	k.books = newTwinBooks(k)
}

// alive reports whether any piece is not cancelled.
func (k *twinContract) alive() bool {
	for _, p := range k.pieces {
		if !p.cancelled {
			return true
		}
	}
	return false
}

// expense is spend, with a shortfall charge that comes back as credit expensed when the credit is used or expires.
func (k *twinContract) expense() flow {
	if k.draw == nil {
		return k.spend
	}
	return k.draw.expense
}

func (k *twinContract) idle() flow {
	switch {
	case k.c.Kind == model.OnDemand:
		return flow{}
	case k.c.Kind == model.Drawdown:
		return minus(k.draw.expense, k.draw.consumed)
	case k.gpuHours == nil:
		return nil
	}
	out := flow{}
	for m, v := range k.spend {
		out[m] = v
		if k.gpuHours[m] > 0 { // the fee of an exit buys nothing
			out[m] = k.exitFee[m] + (v-k.exitFee[m])*max(0, 1-k.gpuUsed[m]/k.gpuHours[m])
		}
	}
	return out
}

func minus(a, b flow) flow {
	out := flow{}
	for m, v := range a {
		out[m] += v
	}
	for m, v := range b {
		out[m] -= v
	}
	return out
}

// commitment is what the contract commits to over its life.
func (k *twinContract) commitment() float64 {
	switch k.c.Kind {
	case model.OnDemand:
		return 0
	case model.Drawdown:
		return k.draw.commitment()
	}
	return sumFlow(k.spend)
}

// remaining is the commitment that is left at the end of month m. A contract that was exercised counts from its start.
func (k *twinContract) remaining(m model.Month) float64 {
	switch {
	case k.c.Kind == model.OnDemand, m < k.term.first() && !k.c.Status.Firm():
		return 0
	case k.c.Kind == model.Drawdown:
		return k.draw.remainingAt(m)
	}
	left := 0.0
	for _, at := range k.spend.months() {
		if at > m {
			left += k.spend[at]
		}
	}
	return left
}

// fillFleet works out what follows from the fleets of the pieces that are not cancelled.
func (k *twinContract) fillFleet() {
	for _, p := range k.pieces {
		for _, b := range p.c.Fleet {
			a, _ := k.s.Catalog.Accelerator(b.Accelerator)
			if k.powerIT == nil {
				k.powerIT = flow{}
			}
			if a.CPU && k.cpus == nil {
				k.cpus, k.cpuHours = flow{}, flow{}
			}
			if !a.CPU && k.gpus == nil {
				k.gpus, k.gpuHours, k.gpuUsed = flow{}, flow{}, flow{}
			}
			for _, m := range p.term().months {
				count := b.Count * k.online(p, m)
				hours := count * 24 * float64(m.Days()) * k.c.Availability
				k.powerIT[m] += count * a.KW / 1000
				if a.CPU {
					k.cpus[m] += count
					k.cpuHours[m] += hours
					continue
				}
				k.gpus[m] += count
				k.gpuHours[m] += hours
				k.gpuUsed[m] += hours * k.c.Utilisation
			}
		}
	}
}

// online is C_m of a piece, with what outages take away and an exit leaves.
func (k *twinContract) online(p *twinPiece, m model.Month) float64 {
	return p.online(m) * k.outage(m, shareOf) * k.stays(p, m)
}

// fillUse is consumption at contract rates: the curve inside the contract time after the delay, or used hours at the
// contract's price; nil when neither is known. On demand, consumption is the spend, and under `pay` it is billed as if the
// delay were none. Actual consumption stands in its place.
func (k *twinContract) fillUse() {
	switch p := k.pieces[0]; {
	case len(k.c.Tranches) == 0 && p.cancelled && k.c.Consumption != nil:
		k.use = flow{} // what never comes is not used
	case k.c.Consumption != nil:
		t, d := &k.term, float64(k.c.Delay)
		if k.c.Kind == model.OnDemand {
			t, d = p.billing()
		}
		if len(k.c.Tranches) > 0 {
			d = 0
		}
		curve := curveFlow(k.c.Consumption, t.first(), t.last())
		k.use = each(t, func(m model.Month) float64 {
			return curve[m] * lengthAfter(t.u[m], t.u[m]+t.f[m], d) * k.stays(p, m)
		})
	case !k.priced():
	case k.served:
		k.use = flow{} // dispatch says
	case k.powerIT != nil:
		k.use = flow{}
		for _, p := range k.pieces {
			k.usePriced(p)
		}
	case k.c.Kind == model.TakeOrPay: // hours are spend / price, so used hours × price is spend × utilisation
		k.use = each(&k.term, func(m model.Month) float64 { return k.kept[m] * k.outage(m, shareOf) * k.c.Utilisation })
	}
	if actual := k.c.Actuals.Consumption; actual != nil {
		if k.use == nil && k.c.Actuals.Through < k.term.last() {
			return // what follows is not known
		}
		if k.use == nil {
			k.use = flow{}
		}
		was := k.actually(actual)
		for _, m := range k.term.months {
			if m <= k.c.Actuals.Through {
				k.use[m] = was[m]
			}
		}
	}
}

// priced reports whether hours have a price under the contract, or one of its tranches.
func (k *twinContract) priced() bool {
	for _, p := range k.pieces {
		if len(p.c.Prices) > 0 {
			return true
		}
	}
	return false
}

// usePriced adds the used accelerator-hours of a piece at its prices.
func (k *twinContract) usePriced(p *twinPiece) {
	t, d := p.term(), float64(p.c.Delay)
	if k.c.Kind == model.OnDemand {
		t, d = p.billing()
	}
	for _, m := range t.months {
		online := onlineOver(&p.c.Ramp, t.u[m], t.u[m]+t.f[m], d) * k.outage(m, shareOf) * k.stays(p, m)
		if p.cancelled {
			online = 0
		}
		for _, b := range p.c.Fleet {
			used := b.Count * online * 24 * float64(m.Days()) * k.c.Availability * k.c.Utilisation
			k.use[m] += used * p.price(b.Accelerator, t, m)
		}
	}
}

// fillHoursFromPrice is what a price alone says: available = spend/price. Of a drawdown, and where dispatch says what is
// used, the hours that are used.
func (k *twinContract) fillHoursFromPrice() {
	if k.powerIT != nil || !k.priced() {
		return
	}
	k.gpuHours, k.gpuUsed = flow{}, flow{}
	if k.c.Kind == model.Drawdown || k.served && k.c.Kind == model.OnDemand {
		for m, v := range k.use {
			k.gpuHours[m] = v / k.rate(m)
			k.gpuUsed[m] = v / k.rate(m)
		}
		return
	}
	for m, hours := range k.pricedHours() {
		k.gpuHours[m] = hours
		k.gpuUsed[m] = hours * k.c.Utilisation
	}
}

// pricedHours are the hours spend buys at the price, before credits and without an exit's fee.
func (k *twinContract) pricedHours() flow {
	out := flow{}
	for _, p := range k.pieces {
		t := p.term()
		for _, m := range t.months {
			paid := k.use[m]
			switch {
			case k.c.Kind != model.TakeOrPay:
			case len(k.pieces) == 1:
				paid = k.kept[m]
			default:
				paid = k.after(p)[m] * k.stays(p, m)
			}
			out[m] += paid / p.price("", t, m) * k.outage(m, shareOf)
		}
	}
	return out
}

// atMarket is what a month's available GPU-hours cost at market prices; NaN when a price is missing.
func (k *twinContract) atMarket(m model.Month) float64 {
	if k.powerIT == nil {
		if len(k.c.Prices) == 0 {
			return math.NaN()
		}
		p := k.c.Prices[0]
		name := p.Market
		if name == "" {
			name = p.Accelerator
		}
		return k.gpuHours[m] * twinMarket(k.s, name, m)
	}
	sum := 0.0
	for _, p := range k.pieces {
		for _, b := range p.c.Fleet {
			if a, _ := k.s.Catalog.Accelerator(b.Accelerator); !a.CPU {
				online := 0.0
				if p.term().has(m) {
					online = k.online(p, m)
				}
				sum += b.Count * online * 24 * float64(m.Days()) * k.c.Availability * twinMarket(k.s, b.Accelerator, m)
			}
		}
	}
	return sum
}
