package model_test

import (
	"math"
	"slices"

	"commitcast/model"
)

// source reports whether the contract takes part in dispatch: there is a demand, no curve says what is used, and its hours
// are known or bought at a price.
func (k *twinContract) source() bool {
	if k.s.Demand == nil || k.c.Consumption != nil {
		return false
	}
	if k.c.Kind == model.TakeOrPay {
		return k.gpuHours != nil
	}
	return k.priced()
}

// rate is what a GPU-hour costs under the contract in month m, on average over the GPUs online.
func (k *twinContract) rate(m model.Month) float64 {
	if k.powerIT == nil {
		return k.pieces[0].price("", k.pieces[0].term(), m)
	}
	cost, count := 0.0, 0.0
	for _, p := range k.pieces {
		if !p.term().has(m) {
			continue
		}
		for _, b := range p.c.Fleet {
			if a, _ := k.s.Catalog.Accelerator(b.Accelerator); !a.CPU {
				n := b.Count * k.online(p, m)
				count += n
				cost += n * p.price(b.Accelerator, p.term(), m)
			}
		}
	}
	return cost / count
}

// twinOffer is hours that may be used at one price.
type twinOffer struct {
	of           int // place among the contracts
	hours, price float64
}

// offers are what the sources have in month m, cheapest first; equal prices as in the file.
func (t *twin) offers(m model.Month) []twinOffer {
	var out []twinOffer
	for i, k := range t.contracts {
		if !k.served || !k.term.has(m) {
			continue
		}
		u, f := k.term.u[m], k.term.f[m]
		hours := t.demand[m] * lengthAfter(u, u+f, float64(k.c.Delay)) // without a bound: all there is, while it is there
		if k.gpuHours != nil && (k.powerIT != nil || k.c.Kind == model.TakeOrPay) {
			hours = k.gpuHours[m] * k.c.Utilisation
		}
		if hours == 0 {
			continue
		}
		switch k.c.Kind {
		case model.TakeOrPay:
			out = append(out, twinOffer{i, hours, 0})
		case model.OnDemand:
			out = append(out, twinOffer{i, hours, k.rate(m)})
		case model.Drawdown:
			r := k.rate(m)
			free := min(hours, k.draw.free()/r)
			out = append(out, twinOffer{i, free, 0}, twinOffer{i, hours - free, r * k.c.Drawdown.OveragePrice})
		}
	}
	slices.SortStableFunc(out, func(a, b twinOffer) int {
		switch {
		case a.price < b.price*(1-1e-9): // an average of equal prices is equal to them but for rounding
			return -1
		case a.price*(1-1e-9) > b.price:
			return 1
		}
		return 0
	})
	return out
}

// dispatch serves a month's demand in order of marginal price, and sets what each source uses. A contract whose consumption
// is known uses that, whatever the demand.
func (t *twin) dispatch(m model.Month) {
	left := t.demand[m]
	used := make([]float64, len(t.contracts))
	known := make([]bool, len(t.contracts))
	for i, k := range t.contracts {
		if k.served && k.c.Actuals.Consumption != nil && m <= k.c.Actuals.Through && k.term.has(m) {
			known[i] = true
			if r := k.rate(m); r > 0 { // nothing is used while nothing is online
				used[i] = k.use[m] / r
			}
			left -= used[i]
		}
	}
	for _, o := range t.offers(m) {
		if !known[o.of] && left > 1e-9*t.demand[m] { // less is what rounding leaves of what is served
			take := max(0, min(left, o.hours))
			used[o.of] += take
			left -= take
		}
	}
	if left > 1e-9*t.demand[m] {
		t.unserved[m] = left
	}
	for i, k := range t.contracts {
		if !k.served || !k.term.has(m) {
			continue
		}
		if k.powerIT != nil || k.c.Kind == model.TakeOrPay {
			k.gpuUsed[m] = used[i]
		}
		if k.priced() && !known[i] {
			k.use[m] = k.coresUsed(m)
			if used[i] > 0 {
				k.use[m] += used[i] * k.rate(m)
			}
		}
	}
}

// coresUsed is what the CPUs of a source cost, which take no part in dispatch and are used as ever.
func (k *twinContract) coresUsed(m model.Month) float64 {
	sum := 0.0
	for _, p := range k.pieces {
		for _, b := range p.c.Fleet {
			if a, _ := k.s.Catalog.Accelerator(b.Accelerator); a.CPU && p.term().has(m) {
				used := b.Count * k.online(p, m) * 24 * float64(m.Days()) * k.c.Availability * k.c.Utilisation
				sum += used * p.price(b.Accelerator, p.term(), m)
			}
		}
	}
	return sum
}

// setDemand works out the GPU-hours wanted in every month.
func (t *twin) setDemand() {
	d := t.s.Demand
	if d == nil {
		return
	}
	t.demand, t.unserved = flow{}, flow{}
	if d.Curve != nil {
		t.demand = curveFlow(d.Curve, t.lo, t.hi)
		return
	}
	at := d.At
	if at == 0 {
		at = t.first
	}
	for m := t.lo; m <= t.hi; m++ {
		t.demand[m] = t.revenue[m] * d.Intensity * math.Pow(1-d.Efficiency, max(0, float64(m-at)/12))
	}
}
