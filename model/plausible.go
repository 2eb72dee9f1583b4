package model

import (
	"fmt"
	"math"
)

// statedPriceWarning holds the price a contract states beside its value and fleet against the price these imply.
func (c *contractProjection) statedPriceWarning(p *Projection) (Warning, bool) {
	hours := sum(c.columns[ColGPUHours])
	if len(c.Prices) == 0 || len(c.Fleet) == 0 || c.setByPrice() || c.Kind != TakeOrPay || hours == 0 {
		return Warning{}, false
	}
	stated := c.cost(p) / hours
	implied := sum(c.columns[ColSpend]) / hours
	if math.Abs(implied/stated-1) <= 0.01 {
		return Warning{}, false
	}
	return Warning{"contracts." + c.ID + ".price", fmt.Sprintf(
		"states %s per GPU-hour on average, but value and fleet imply %s (%+.0f%%)",
		amount(stated, p.Scenario.Currency), amount(implied, p.Scenario.Currency), 100*(implied/stated-1))}, true
}

// cost is what the available GPU-hours come to at the contract's stated prices.
func (c *contractProjection) cost(p *Projection) float64 {
	total := 0.0
	online, hours := c.columns[ColGPUs], c.columns[ColGPUHours]
	gpus := 0.0
	for _, b := range c.Fleet {
		if a, _ := p.Scenario.Catalog.Accelerator(b.Accelerator); !a.CPU {
			gpus += b.Count
		}
	}
	t := c.life
	for _, b := range c.Fleet {
		a, _ := p.Scenario.Catalog.Accelerator(b.Accelerator)
		price, ok := c.priceOf(a)
		if a.CPU || !ok {
			continue
		}
		for m := range online {
			if hours[m] == 0 {
				continue
			}
			at := price.Amount * math.Pow(1+c.Escalator, float64(t.year(m-p.index(t.first))))
			if price.Market != "" {
				at = price.Multiple * p.Scenario.marketAt(price.Market, p.month(m))
			}
			total += hours[m] * b.Count / gpus * at
		}
	}
	return total
}

// marketAt is the market price of an accelerator in a month; Unknown when the scenario has none.
func (s *Scenario) marketAt(accelerator string, m Month) float64 {
	for i := range s.Market {
		if s.Market[i].Accelerator == accelerator {
			price := make([]float64, 1)
			s.Market[i].fill(price, Grid{From: m, N: 1})
			return price[0]
		}
	}
	return Unknown()
}

// band is a plausible range.
type band struct{ low, high float64 }

// UnitPrice is one price that a contract comes to over its life, and the range in which the catalogue holds it to be plausible.
type UnitPrice struct {
	Contract  string
	Measure   string // price.implied, price.effective (on demand), spend_per_mw_year or gpus_per_million
	Unit      Unit
	Value     float64
	Low, High float64 // Unknown for an open side
	Amount    float64 // spend over the life, of which it is worked out
	Falls     bool    // it falls as the amount rises, as GPUs per amount do
}

// GPUsPerMillion is the unit of how many GPUs a million buys over the life of a contract.
const GPUsPerMillion Unit = "GPUs/million"

// Inside reports whether the price lies in its range.
func (u UnitPrice) Inside() bool { return u.holds(1) }

// Slip is the factor of ten, 10 or 0.1, by which the amount would have to change for a price outside to come inside; 0 for none.
func (u UnitPrice) Slip() float64 {
	for _, factor := range []float64{10, 0.1} {
		if !u.Inside() && u.holds(factor) {
			return factor
		}
	}
	return 0
}

// holds reports whether the price of another amount, by that factor, lies in the range.
func (u UnitPrice) holds(factor float64) bool {
	if u.Falls {
		factor = 1 / factor
	}
	return band{u.Low, u.High}.holds(u.Value * factor)
}

// UnitPrices are the prices of the counted contracts for which the catalogue has a range, contract by contract. What a drawdown spends is
// not for its capacity, and has none.
func (p *Projection) UnitPrices() []UnitPrice {
	var out []UnitPrice
	for i := range p.contracts {
		c := &p.contracts[i]
		for _, u := range append(c.unitPrices(p.Scenario), c.gpusPerMillion(p.Scenario)...) {
			if Known(u.Value) && (Known(u.Low) || Known(u.High)) {
				out = append(out, u)
			}
		}
	}
	return out
}

// unitPrices are the contract's prices per GPU-hour and per MW-year, as far as its capacity is known.
func (c *contractProjection) unitPrices(s *Scenario) []UnitPrice {
	var out []UnitPrice
	switch {
	case c.Kind == Drawdown:
	case c.Kind == OnDemand: // what is not used is not billed
		out = append(out, c.hourPrice(s, "price.effective", ColGPUHoursUsed))
	case c.known.gpuHours:
		out = append(out, c.hourPrice(s, "price.implied", ColGPUHours))
	}
	if c.Kind == TakeOrPay && c.known.power {
		spend := sum(c.columns[ColSpend])
		out = append(out, UnitPrice{Contract: c.ID, Measure: "spend_per_mw_year", Unit: CurrencyPerMWYr,
			Value: divide(12*spend, sum(c.columns[ColPowerIT])), Low: s.Catalog.MWYearLow, High: s.Catalog.MWYearHigh, Amount: spend})
	}
	return out
}

// hourPrice is what an hour of a column comes to.
func (c *contractProjection) hourPrice(s *Scenario, measure string, hours Column) UnitPrice {
	spend, b := sum(c.columns[ColSpend]), c.priceBand(s)
	return UnitPrice{Contract: c.ID, Measure: measure, Unit: CurrencyPerHour,
		Value: divide(spend, sum(c.columns[hours])), Low: b.low, High: b.high, Amount: spend}
}

// gpusPerMillion is the GPUs of the fleet for a million of spend over the life. A million buys 10⁶/(price · hours of a GPU) of them: at the
// two ends of the price band that is the range.
func (c *contractProjection) gpusPerMillion(s *Scenario) []UnitPrice {
	gpus := 0.0
	for _, b := range c.Fleet {
		if a, _ := s.Catalog.Accelerator(b.Accelerator); !a.CPU {
			gpus += b.Count
		}
	}
	if c.Kind != TakeOrPay || !c.known.gpuHours || gpus == 0 {
		return nil
	}
	const million = 1e6
	spend, b := sum(c.columns[ColSpend]), c.priceBand(s)
	each := divide(sum(c.columns[ColGPUHours]), gpus)
	return []UnitPrice{{Contract: c.ID, Measure: "gpus_per_million", Unit: GPUsPerMillion, Value: divide(gpus, spend/million),
		Low: divide(million, b.high*each), High: divide(million, b.low*each), Amount: spend, Falls: true}}
}

// bandWarnings holds the contract's unit prices against the catalogue's bands. What a drawdown spends is not for its capacity.
func (c *contractProjection) bandWarnings(s *Scenario) []Warning {
	var out []Warning
	warn := func(what, unit string, u UnitPrice) {
		b := band{u.Low, u.High}
		if message := b.judge(what, unit, u.Value, s.Currency); message != "" {
			out = append(out, Warning{"contracts." + c.ID, message})
		}
	}
	for _, u := range c.unitPrices(s) {
		switch u.Measure {
		case "price.effective":
			warn("price", " per used GPU-hour", u)
		case "price.implied":
			warn("implied price", " per GPU-hour", u)
			if used := c.hourPrice(s, "price.effective", ColGPUHoursUsed); used.Value != u.Value && u.Inside() {
				warn("effective price", " per used GPU-hour", used)
			}
		default:
			warn("spend", " per MW-year of IT power", u)
		}
	}
	return out
}

// priceBand is the price band of the contract's fleet, weighted by GPUs; unknown bounds when an accelerator has no band.
func (c *contractProjection) priceBand(s *Scenario) band {
	var b band
	gpus := 0.0
	for _, batch := range c.Fleet {
		a, _ := s.Catalog.Accelerator(batch.Accelerator)
		if a.CPU || batch.Count == 0 {
			continue
		}
		b.low += batch.Count * a.PriceLow
		b.high += batch.Count * a.PriceHigh
		gpus += batch.Count
	}
	if gpus == 0 {
		return band{Unknown(), Unknown()}
	}
	return band{b.low / gpus, b.high / gpus}
}

// holds reports whether the value lies in the band; an unknown bound bounds nothing.
func (b band) holds(v float64) bool { return !(v < b.low) && !(v > b.high) }

// judge says by how much a value lies outside the band, and whether one factor of ten would bring it inside; "" when it
// is inside or not known.
func (b band) judge(what, unit string, v float64, currency string) string {
	if !Known(v) || b.holds(v) {
		return ""
	}
	ends := fmt.Sprintf("the plausible %s–%s", amount(b.low, currency), amount(b.high, currency))
	var by string
	switch {
	case v < b.low:
		by = fmt.Sprintf("%.0f%% below", 100*(1-v/b.low))
	case v < 3*b.high:
		by = fmt.Sprintf("%.0f%% above", 100*(v/b.high-1))
	default:
		by = fmt.Sprintf("%s times the top of", significant(v/b.high))
	}
	s := fmt.Sprintf("%s of %s%s is %s %s", what, amount(v, currency), unit, by, ends)
	for _, slip := range []struct {
		factor float64
		hint   string
	}{{10, "ten times as much"}, {0.1, "a tenth of it"}} {
		if b.holds(v * slip.factor) {
			s += fmt.Sprintf("; %s would be inside: is a figure wrong by a factor of ten?", slip.hint)
		}
	}
	return s
}
