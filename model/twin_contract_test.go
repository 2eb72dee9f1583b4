package model_test

import (
	"math"

	"commitcast/model"
)

// twinContract is one contract worked out month by month.
type twinContract struct {
	s *model.Scenario
	c *model.Contract

	onTime, term twinTerm // without the delay; with what the delay does to it
	capacity     flow     // C_m, delayed
	spend        flow
	consumed     flow // nil when not known

	gpuHours, gpuUsed, gpus flow // nil when not known
	cpuHours, cpus          flow
	powerIT                 flow
}

func newTwinContract(s *model.Scenario, c *model.Contract) *twinContract {
	k := &twinContract{s: s, c: c}
	k.onTime = newTwinTerm(c.Start, c.Term, 0)
	k.term = k.onTime
	if c.OnDelay == model.Extend && c.Delay > 0 {
		k.term = newTwinTerm(c.Start, c.Term, float64(c.Delay))
	}
	k.capacity = flow{}
	for _, m := range k.term.months {
		k.capacity[m] = onlineOver(&c.Ramp, k.term.u[m], k.term.u[m]+k.term.f[m], float64(c.Delay))
	}
	k.fillFleet()
	if c.Kind != model.OnDemand {
		k.spend = k.schedule()
	}
	k.fillConsumption()
	if c.Kind == model.OnDemand {
		k.spend = k.consumed
	}
	k.fillHoursFromPrice()
	return k
}

// billing is what spend follows: the term and the delay, none under `pay`.
func (k *twinContract) billing() (*twinTerm, float64) {
	if k.c.OnDelay == model.Pay {
		return &k.onTime, 0
	}
	return &k.term, float64(k.c.Delay)
}

// shape is what stands for C_m under the contract's schedule.
func (k *twinContract) shape(t *twinTerm, m model.Month, delay float64) float64 {
	from, to := t.u[m], t.u[m]+t.f[m]
	switch k.c.Schedule.Kind {
	case model.Even:
		return lengthAfter(from, to, delay)
	case model.BySteps:
		return onlineOver(&k.c.Schedule.Steps, from, to, delay)
	}
	return onlineOver(&k.c.Ramp, from, to, delay)
}

func (k *twinContract) escalated(t *twinTerm, m model.Month) float64 {
	return math.Pow(1+k.c.Escalator, float64(t.year(m)))
}

// weights are W_m over the term.
func (k *twinContract) weights(t *twinTerm, delay float64) flow {
	w := flow{}
	for _, m := range t.months {
		w[m] = k.shape(t, m, delay) * k.escalated(t, m)
	}
	return w
}

func (k *twinContract) schedule() flow {
	switch {
	case len(k.c.Minimums) > 0:
		return k.byMinimums()
	case model.Known(k.c.Value):
		return k.byValue()
	case model.Known(k.c.Fee):
		t, delay := k.billing()
		return k.each(t, func(m model.Month) float64 { return k.c.Fee * k.shape(t, m, delay) * k.escalated(t, m) })
	}
	return k.byPrice()
}

func (k *twinContract) each(t *twinTerm, amount func(model.Month) float64) flow {
	out := flow{}
	for _, m := range t.months {
		out[m] = amount(m)
	}
	return out
}

func total(t *twinTerm, w flow) float64 { return w.sum(t.months[0], t.last()) }

func (k *twinContract) byValue() flow {
	t, delay := k.billing()
	w := k.weights(t, delay)
	whole := total(t, w)
	if k.c.OnDelay == model.Forgive {
		whole = total(&k.onTime, k.weights(&k.onTime, 0))
	} else if whole == 0 { // nothing is delivered inside the term: all of it falls in the last month
		return flow{t.last(): k.c.Value}
	}
	return k.each(t, func(m model.Month) float64 { return k.c.Value * w[m] / whole })
}

// byMinimums spreads each year's amount inside the year.
func (k *twinContract) byMinimums() flow {
	t, delay := k.billing()
	w, w0 := k.weights(t, delay), k.weights(&k.onTime, 0)
	out := flow{}
	for _, min := range k.c.Minimums {
		var ws, fs, w0s float64
		for _, m := range t.months {
			if k.minimumYear(m) == min.Year {
				ws, fs, w0s = ws+w[m], fs+t.f[m], w0s+w0[m]
			}
		}
		owed := min.Amount
		if k.c.OnDelay == model.Forgive && w0s > 0 {
			owed *= ws / w0s
		}
		for _, m := range t.months {
			switch {
			case k.minimumYear(m) != min.Year:
			case ws > 1e-9: // less is what rounding leaves of nothing delivered
				out[m] += owed * w[m] / ws
			default:
				out[m] += owed * t.f[m] / fs
			}
		}
	}
	return out
}

// minimumYear is the year month m counts in for minimums; under `extend` a list is counted from the day ⌊delay⌋ months
// after the start.
func (k *twinContract) minimumYear(m model.Month) int {
	switch k.c.MinimumsBy {
	case model.CalendarYears:
		return m.Year()
	case model.FiscalYears:
		return fiscalYear(m, int(k.s.FiscalYearEnd))
	}
	start := k.c.Start
	if k.c.OnDelay == model.Extend {
		start = start.AddMonths(int(math.Floor(float64(k.c.Delay))))
	}
	if m < start.Month() {
		return 0 // before the first year
	}
	counted := newTwinTerm(start, model.Months(m-start.Month()+2), 0)
	return counted.year(m) + 1
}

func (k *twinContract) byPrice() flow {
	t, delay := k.billing()
	return k.each(t, func(m model.Month) float64 {
		hours := k.c.HoursMonth
		if hours == 0 {
			hours = 24 * float64(m.Days())
		}
		online := onlineOver(&k.c.Ramp, t.u[m], t.u[m]+t.f[m], delay)
		sum := 0.0
		for _, b := range k.c.Fleet {
			sum += b.Count * online * hours * k.price(b.Accelerator, t, m)
		}
		return sum
	})
}

// price is what an hour of the accelerator costs in month m: fixed prices escalate, floating ones do not.
func (k *twinContract) price(accelerator string, t *twinTerm, m model.Month) float64 {
	for _, p := range k.c.Prices {
		if p.Accelerator != accelerator && p.Accelerator != "" {
			continue
		}
		if p.Market != "" {
			return p.Multiple * k.marketPrice(p.Market, m)
		}
		return p.Amount * k.escalated(t, m)
	}
	return math.NaN()
}

// marketPrice is NaN for an accelerator without one.
func (k *twinContract) marketPrice(accelerator string, m model.Month) float64 {
	for _, p := range k.s.Market {
		if p.Accelerator == accelerator {
			return p.Price * math.Pow(1-p.Decline, max(0, float64(m-p.At))/12)
		}
	}
	return math.NaN()
}

// fillFleet works out what follows from a fleet.
func (k *twinContract) fillFleet() {
	for _, b := range k.c.Fleet {
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
		for _, m := range k.term.months {
			count := b.Count * k.capacity[m]
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

// fillConsumption is the curve inside the contract time after the delay, or used hours at the contract's price. On demand,
// consumption is the spend, and under `pay` it is billed as if the delay were none.
func (k *twinContract) fillConsumption() {
	t, d := &k.term, float64(k.c.Delay)
	if k.c.Kind == model.OnDemand {
		t, d = k.billing()
	}
	switch {
	case k.c.Consumption != nil:
		curve := curveFlow(k.c.Consumption, t.months[0], t.last())
		k.consumed = k.each(t, func(m model.Month) float64 { return curve[m] * lengthAfter(t.u[m], t.u[m]+t.f[m], d) })
	case len(k.c.Prices) > 0 && len(k.c.Fleet) > 0:
		k.consumed = k.each(t, func(m model.Month) float64 {
			online := onlineOver(&k.c.Ramp, t.u[m], t.u[m]+t.f[m], d)
			sum := 0.0
			for _, b := range k.c.Fleet {
				used := b.Count * online * 24 * float64(m.Days()) * k.c.Availability * k.c.Utilisation
				sum += used * k.price(b.Accelerator, t, m)
			}
			return sum
		})
	case len(k.c.Prices) > 0 && k.spend != nil: // hours are spend / price, so used hours × price is spend × utilisation
		k.consumed = k.each(t, func(m model.Month) float64 { return k.spend[m] * k.c.Utilisation })
	}
}

// fillHoursFromPrice is what a price alone says: available = spend/price.
func (k *twinContract) fillHoursFromPrice() {
	if len(k.c.Fleet) > 0 || len(k.c.Prices) == 0 {
		return
	}
	k.gpuHours = k.each(&k.term, func(m model.Month) float64 { return k.spend[m] / k.price("", &k.term, m) })
	k.gpuUsed = k.each(&k.term, func(m model.Month) float64 { return k.gpuHours[m] * k.c.Utilisation })
}

// atMarket is what a month's available GPU-hours cost at market prices; NaN when a price is missing.
func (k *twinContract) atMarket(m model.Month) float64 {
	if len(k.c.Fleet) == 0 {
		if len(k.c.Prices) == 0 {
			return math.NaN()
		}
		p := k.c.Prices[0]
		name := p.Market
		if name == "" {
			name = p.Accelerator
		}
		return k.gpuHours[m] * k.marketPrice(name, m)
	}
	sum := 0.0
	for _, b := range k.c.Fleet {
		if a, _ := k.s.Catalog.Accelerator(b.Accelerator); !a.CPU {
			hours := b.Count * k.capacity[m] * 24 * float64(m.Days()) * k.c.Availability
			sum += hours * k.marketPrice(b.Accelerator, m)
		}
	}
	return sum
}

func fiscalYear(m model.Month, end int) int {
	if int(m.Calendar()) > end {
		return m.Year() + 1
	}
	return m.Year()
}
