package model_test

import (
	"math"

	"commitcast/model"
)

// twin is a scenario worked out month by month over a range that is wide enough for lags and for all terms.
type twin struct {
	s         *model.Scenario
	contracts []*twinContract // the counted ones
	lo, hi    model.Month     // months with figures
	from, to  model.Month     // months shown
	first     model.Month     // first month of the earliest counted contract
	lastSpend model.Month     // last month in which a counted contract has spend
	valuation model.Date

	spend, revenue, contribution, cfads, financing flow
}

func newTwin(s *model.Scenario) *twin {
	t := &twin{s: s, first: math.MaxInt32, spend: flow{}}
	for i := range s.Contracts {
		c := &s.Contracts[i]
		if !c.Counts() {
			continue
		}
		k := newTwinContract(s, c)
		t.contracts = append(t.contracts, k)
		t.first = min(t.first, c.Start.Month())
		for m, v := range k.spend {
			if v != 0 {
				t.lastSpend = max(t.lastSpend, m)
			}
		}
	}
	t.setMonths()
	for m := t.lo; m <= t.hi; m++ {
		for _, k := range t.contracts {
			t.spend[m] += k.spend[m]
		}
	}
	t.fillRevenue()
	return t
}

// setMonths finds the months shown and, around them, the months worked out.
func (t *twin) setMonths() {
	s := t.s
	t.from, t.to = t.first, t.lastSpend
	if s.Horizon.From != 0 {
		t.from = s.Horizon.From
	}
	if s.Horizon.To != 0 {
		t.to = s.Horizon.To
	}
	t.valuation = s.Valuation.Date
	if t.valuation == 0 {
		t.valuation = t.first.First()
	}
	t.lo, t.hi = min(t.from, t.first, t.valuation.Month()), max(t.to, t.lastSpend)
	for _, k := range t.contracts {
		t.hi = max(t.hi, k.term.last(), k.onTime.last())
	}
	for _, line := range s.Revenue {
		t.lo = min(t.lo, line.Curve.Points[0].At)
	}
	for _, line := range s.Revenue {
		t.lo = min(t.lo, t.first-24, t.lo-model.Month(line.Lag)-1)
	}
	for _, f := range s.Financing {
		t.lo, t.hi = min(t.lo, f.Date.Month()), max(t.hi, f.Date.Month())
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

// days from the valuation date to the last day of month m, when its cash flows.
func (t *twin) days(m model.Month) float64 { return float64(m.Last() - t.valuation) }

func (t *twin) discount(m model.Month) float64 {
	return math.Pow(1+t.s.Valuation.Rate, -t.days(m)/365)
}

// presentValue and life (WAL) leave out flows before the valuation date.
func (t *twin) presentValue(x flow) float64 {
	sum := 0.0
	for m := t.lo; m <= t.hi; m++ {
		if t.days(m) >= 0 {
			sum += x[m] * t.discount(m)
		}
	}
	return sum
}

func (t *twin) life(x flow) float64 {
	weighted, sum := 0.0, 0.0
	for m := t.lo; m <= t.hi; m++ {
		if t.days(m) >= 0 {
			weighted += x[m] * t.days(m) / 365
			sum += x[m]
		}
	}
	return ratio(weighted, sum)
}

// coverageLife is Σ CFADS·DF / Σ cash·DF over the months from `from` to the last commitment month.
func (t *twin) coverageLife(from model.Month) float64 {
	if !t.hasCFADS() {
		return math.NaN()
	}
	above, below := 0.0, 0.0
	for m := from; m <= t.lastSpend; m++ {
		above += t.cfads[m] * t.discount(m)
		below += t.spend[m] * t.discount(m)
	}
	return ratio(above, below)
}

// balance is cumulative cash at the end of each month from the valuation month to the last commitment month.
func (t *twin) balance() flow {
	out, cash := flow{}, t.s.OpeningCash
	for m := t.valuation.Month(); m <= max(t.lastSpend, t.to); m++ {
		cash += t.cfads[m] - t.spend[m] + t.financing[m]
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
	if !t.hasCash() || t.valuation.Month() > t.lastSpend {
		return math.NaN(), 0, 0
	}
	balance := t.balance()
	least := math.Inf(1)
	for m := t.valuation.Month(); m <= t.lastSpend; m++ {
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
			if t.days(m) >= 0 {
				gain := k.atMarket(m) - k.spend[m]
				plain += gain
				discounted += gain * t.discount(m)
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
