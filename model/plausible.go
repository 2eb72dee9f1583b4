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

// bandWarnings holds the contract's unit prices against the catalogue's bands. What a drawdown spends is not for its capacity.
func (c *contractProjection) bandWarnings(s *Scenario) []Warning {
	if c.Kind == Drawdown {
		return nil
	}
	var out []Warning
	warn := func(what, unit string, value float64, b band) {
		if message := b.judge(what, unit, value, s.Currency); message != "" {
			out = append(out, Warning{"contracts." + c.ID, message})
		}
	}
	spend, prices := sum(c.columns[ColSpend]), c.priceBand(s)
	if c.Kind == OnDemand { // what is not used is not billed
		warn("price", " per used GPU-hour", divide(spend, sum(c.columns[ColGPUHoursUsed])), prices)
		return out
	}
	if c.known.gpuHours {
		implied := divide(spend, sum(c.columns[ColGPUHours]))
		warn("implied price", " per GPU-hour", implied, prices)
		if used := divide(spend, sum(c.columns[ColGPUHoursUsed])); used != implied && prices.holds(implied) {
			warn("effective price", " per used GPU-hour", used, prices)
		}
	}
	if c.known.power {
		perYear := divide(12*spend, sum(c.columns[ColPowerIT]))
		warn("spend", " per MW-year of IT power", perYear, band{s.Catalog.MWYearLow, s.Catalog.MWYearHigh})
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
