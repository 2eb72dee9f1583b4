package model

import (
	"math"
	"slices"
)

func (c *checker) escalator(k *Contract, at string) {
	c.rate(at+".escalator", k.Escalator, -1, 10)
}

func (c *checker) shares(k *Contract, at string) {
	c.rate(at+".availability", k.Availability, 0, 1)
	c.share(at+".utilisation", k.Utilisation)
	c.share(at+".load_factor", k.LoadFactor)
	c.optional(at+".pue", k.PUE, 1, 10)
	if !c.optional(at+".grid_intensity", k.GridIntensity, 0, 10) {
		c.hint("in kg of CO2 a kWh: 367 g is 0.367")
	}
	c.optional(at+".wue", k.WUE, 0, 100)
	if k.HoursMonth != 0 {
		c.above(at+".hours", k.HoursMonth, 0, 744)
	}
}

func (c *checker) fleet(k *Contract, at string) {
	for _, b := range k.Fleet {
		path := at + ".fleet." + b.Accelerator
		if _, ok := c.s.Catalog.Accelerator(b.Accelerator); !ok {
			c.add(path, "is not an accelerator of the catalogue")
		}
		c.within(path, b.Count, 0, maxCount)
	}
}

func (c *checker) prices(k *Contract, at string) {
	for _, p := range k.Prices {
		path := p.path(at)
		if p.Market == "" {
			c.above(path, p.Amount, 0, maxPrice)
			continue
		}
		c.above(path+".multiple", p.Multiple, 0, 1000)
		if !c.s.hasMarket(p.Market) {
			c.add(path+".market", "needs a market price: the scenario has no market.%s", p.Market)
		}
	}
}

// pricedInFleet checks that what has a price of its own is there.
func (c *checker) pricedInFleet(prices []Price, fleet []Batch, at string) {
	for _, p := range prices {
		there := func(b Batch) bool { return b.Accelerator == p.Accelerator }
		if p.Accelerator != "" && !slices.ContainsFunc(fleet, there) {
			c.add(p.path(at), "prices an accelerator that is not in the contract's fleet")
		}
	}
}

// path is the address of a price of the contract or tranche at a path.
func (p Price) path(at string) string {
	if p.Accelerator == "" {
		return at + ".price"
	}
	return at + ".price." + p.Accelerator
}

// ramp checks a ramp by itself.
func (c *checker) ramp(r *Ramp, at string, start Date) bool {
	before := len(c.problems)
	c.share(at+".initial", r.Initial)
	switch r.Shape {
	case Immediate:
	case Linear, SCurve, Exponential:
		if !(r.Full > 0) {
			c.add(at+".full", "must be after the start of the contract")
		} else {
			c.length(at+".full", r.Full, true, MaxMonths)
		}
		if r.Shape != Linear {
			c.above(at+".steepness", r.Steepness, 0, maxSteep)
		}
	case Steps, Points:
		c.knots(r, at, start)
	default:
		c.add(at+".shape", "must be one of %s, is %q", join(Shapes), r.Shape)
	}
	return len(c.problems) == before
}

func (c *checker) knots(r *Ramp, at string, start Date) {
	if len(r.Knots) == 0 {
		c.add(at+"."+string(r.Shape), "needs at least one month and share")
	}
	earliest := Months(-1) // a step may begin in the month of a start later than the first
	if r.Shape == Points {
		earliest = 0
	}
	after := "the start of the contract"
	for _, k := range r.Knots {
		path := at + "." + string(r.Shape) + "." + r.month(k, start).String()
		if k.At <= earliest {
			c.add(path, "must come after %s", after)
		}
		c.share(path, k.Share)
		earliest, after = k.At, r.month(k, start).String()
	}
}

// month is the month a knot was given for: of steps the one it begins, of points the one it ends.
func (r *Ramp) month(k Knot, start Date) Month {
	at := Month(math.Round(start.Position() + float64(k.At)))
	if r.Shape == Points {
		at--
	}
	return at
}

// priced reports whether spend follows from fleet and price: every accelerator has one.
func (k *Contract) priced(s *Scenario) bool {
	if len(k.Fleet) == 0 || len(k.Prices) == 0 {
		return false
	}
	for _, b := range k.Fleet {
		a, _ := s.Catalog.Accelerator(b.Accelerator)
		if _, ok := k.priceOf(a); !ok {
			return false
		}
	}
	return true
}
