package model

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// warnings tells what a reader should know about the result: delays that undo a schedule, ramps that outlast their term,
// figures outside the plausible bands, and totals that leave contracts out.
func (p *Projection) warnings() []Warning {
	var out []Warning
	for i := range p.contracts {
		c := &p.contracts[i]
		at := "contracts." + c.ID
		if c.lastMonthOnly {
			out = append(out, Warning{at + ".delay",
				fmt.Sprintf("the delay leaves no delivery inside the term, so the whole value falls in %s", c.life.last())})
		}
		if t := c.timeline(); c.Ramp.fullAt() > Months(t.length) {
			out = append(out, Warning{at + ".ramp", "full capacity is reached only after the end of the term"})
		}
		if w, ok := c.statedPriceWarning(p); ok {
			out = append(out, w)
		}
		out = append(out, c.bandWarnings(p.Scenario)...)
	}
	return append(out, p.leftOut()...)
}

// fullAt is when the ramp reaches its last share.
func (r *Ramp) fullAt() Months {
	if n := len(r.Knots); n > 0 {
		return r.Knots[n-1].At
	}
	if r.Shape == Immediate {
		return 0
	}
	return r.Full
}

// statedPriceWarning holds the price a contract states beside its value and fleet against the price these imply.
func (c *contractProjection) statedPriceWarning(p *Projection) (Warning, bool) {
	setByPrice := !Known(c.Value) && len(c.Minimums) == 0 && !Known(c.Fee)
	hours := sum(c.columns[ColGPUHours])
	if len(c.Prices) == 0 || len(c.Fleet) == 0 || setByPrice || c.Kind == OnDemand || hours == 0 {
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

// bandWarnings holds the contract's unit prices against the catalogue's bands.
func (c *contractProjection) bandWarnings(s *Scenario) []Warning {
	var out []Warning
	warn := func(what, unit string, value float64, b band) {
		if message := b.judge(what, unit, value, s.Currency); message != "" {
			out = append(out, Warning{"contracts." + c.ID, message})
		}
	}
	spend, prices := sum(c.columns[ColSpend]), c.priceBand(s)
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
	if v < b.low {
		by = fmt.Sprintf("%s below", percent(1-v/b.low))
	} else {
		by = fmt.Sprintf("%s above", percent(v/b.high-1))
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

// percent writes a share in whole percent; beyond 1000% as a multiple.
func percent(share float64) string {
	if share >= 10 {
		return fmt.Sprintf("%.0f times", share)
	}
	return fmt.Sprintf("%.0f%%", 100*share)
}

// amount writes an amount of money, short: $3.38, EUR 16.1M.
func amount(v float64, currency string) string {
	if currency == "USD" {
		return "$" + short(v)
	}
	return currency + " " + short(v)
}

// short writes an amount with three significant digits: 3.38, 16.1M.
func short(v float64) string {
	switch {
	case v >= 999.5e9:
		return significant(v/1e12) + "T"
	case v >= 999.5e6:
		return significant(v/1e9) + "B"
	case v >= 999.5e3:
		return significant(v/1e6) + "M"
	case v >= 999.5:
		return significant(v/1e3) + "k"
	}
	return fmt.Sprintf("%.2f", v)
}

func significant(v float64) string {
	if v >= 1000 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// leftOut names the contracts that totals of capacity leave out, and why. A contract without power is named once, not
// again for what follows from power.
func (p *Projection) leftOut() []Warning {
	anyContract := func(*contractProjection) bool { return true }
	powered := func(c *contractProjection) bool { return c.known.power }
	var out []Warning
	for _, g := range []struct {
		column Column
		of     func(*contractProjection) bool
		what   string
		why    string
	}{
		{ColGPUHours, anyContract, "GPU-hours and prices per GPU-hour", "neither a GPU fleet nor a price is given"},
		{ColConsumption, anyContract, "consumption", "neither consumption nor a fleet with prices is given"},
		{ColPowerIT, anyContract, "power", "no fleet is given"},
		{ColPower, powered, "facility power, energy and carbon", "no pue is given"},
		{ColCarbon, func(c *contractProjection) bool { return c.known.facility }, "carbon", "no grid_intensity is given"},
		{ColWater, powered, "water", "no wue is given"},
	} {
		var without []string
		known := false
		for i := range p.contracts {
			c := &p.contracts[i]
			switch {
			case c.knows(g.column):
				known = true
			case g.of(c):
				without = append(without, c.ID)
			}
		}
		if known && len(without) > 0 {
			out = append(out, Warning{"contracts", fmt.Sprintf("totals of %s leave out %s: %s", g.what, strings.Join(without, ", "), g.why)})
		}
	}
	return out
}
