package model

import (
	"math"
	"strings"
)

// Scalar is one number or one yes/no of a scenario, to be read and set in place. It points into the scenario it was made of and
// holds as long as that scenario's lists are not changed. Set allocates nothing.
type Scalar struct {
	number   *float64
	also     *float64 // set to the same: growth that is one rate is both its initial and its terminal rate
	fallback *float64 // what an Unknown number stands for: the delay of the tranche's contract
	list     *float64 // overage at list prices, 1/(1 − number), where number is the discount
	whole    *int
	yes      *bool
	integral bool // a fraction means nothing
	positive bool // 0 would mean that it is not given
}

// Get is the number in its base unit, such as months or money; 1 or 0 of a yes/no; Unknown when the scenario does not give it.
func (x Scalar) Get() float64 {
	switch {
	case x.whole != nil:
		return float64(*x.whole)
	case x.yes != nil && *x.yes:
		return 1
	case x.yes != nil:
		return 0
	case x.fallback != nil && !Known(*x.number):
		return *x.fallback
	}
	return *x.number
}

// Set changes the number; a yes/no is yes for anything but 0, and a number of which there are only whole ones is rounded.
func (x Scalar) Set(v float64) {
	switch {
	case x.whole != nil:
		*x.whole = int(math.Round(v))
		return
	case x.yes != nil:
		*x.yes = v != 0
		return
	}
	if *x.number = v; x.also != nil {
		*x.also = v
	}
	if x.list != nil {
		*x.list = 1 / (1 - v)
	}
}

// Switch reports whether it is a yes/no.
func (x Scalar) Switch() bool { return x.yes != nil }

// Whole reports whether a fraction of it means nothing, as with a number of contract years.
func (x Scalar) Whole() bool { return x.integral || x.whole != nil }

// place is what two addresses of one scalar have in common.
func (x Scalar) place() any {
	switch {
	case x.whole != nil:
		return x.whole
	case x.yes != nil:
		return x.yes
	}
	return x.number
}

func scalarOf(p *float64) Scalar { return Scalar{number: p} }

func scalarOfMonths(p *Months) Scalar { return Scalar{number: (*float64)(p)} }

// Scalar finds the number or yes/no at a path of the scenario file, such as contracts.aws.delay or revenue.api.annual.2027,
// in s itself: setting it changes s. A ramp's full is its length in months from the start; what the scenario's defaults give
// a contract is the contract's. Dates, months and words are not numbers, and some numbers only stand for others: the error,
// a Problem, then says what there is instead. What could be given and is not is Unknown, or an error where it has no place to
// be put.
func (s *Scenario) Scalar(path string) (Scalar, error) {
	a := &address{s: s, path: path, rest: strings.Split(path, ".")}
	x, ok := a.scenario()
	if ok && len(a.rest) > 0 {
		ok = a.fail("", "goes on below %s, which is a single value", a.so())
	}
	if !ok {
		return Scalar{}, a.problem
	}
	return x, nil
}

// address is a path on its way through a scenario.
type address struct {
	s       *Scenario
	path    string
	rest    []string // still to be followed
	problem Problem
}

func (a *address) scenario() (Scalar, bool) {
	s := a.s
	switch key := a.next(); key {
	case "contracts":
		return a.inContracts()
	case "revenue":
		return a.inRevenue()
	case "costs":
		if i, ok := a.item("line of costs", len(s.Costs), func(i int) string { return s.Costs[i].ID }); ok {
			return a.inCurve(&s.Costs[i].Curve)
		}
		return Scalar{}, false
	case "revenue_share":
		return a.inRevenueShare()
	case "financing":
		i, ok := a.item("financing", len(s.Financing), func(i int) string { return s.Financing[i].Name })
		if !ok {
			return Scalar{}, false
		}
		return a.one("amount", scalarOf(&s.Financing[i].Amount))
	case "market":
		return a.inMarket()
	case "demand":
		return a.inDemand()
	case "catalog":
		return a.inCatalog()
	default:
		return a.general(key)
	}
}

// general are the numbers at the top of a scenario and in its small maps.
func (a *address) general(key string) (Scalar, bool) {
	s := a.s
	switch key {
	case "target":
		return scalarOf(&s.Target), true
	case "opening_cash":
		return scalarOf(&s.OpeningCash), true
	case "min_cash":
		return scalarOf(&s.MinCash), true
	case "valuation":
		return a.one("discount_rate", scalarOf(&s.Valuation.Rate))
	case "plausibility":
		if key := a.next(); key != "spend_per_mw_year" {
			return a.unknown(key)
		}
		return a.band(&s.Catalog.MWYearLow, &s.Catalog.MWYearHigh)
	case "defaults":
		return Scalar{}, a.fail("give it on the contract and name that, such as contracts.aws.pue", "holds for several contracts at once")
	}
	return a.unknown(key)
}

func (a *address) inRevenue() (Scalar, bool) {
	s := a.s
	i, ok := a.item("line of revenue", len(s.Revenue), func(i int) string { return s.Revenue[i].ID })
	if !ok {
		return Scalar{}, false
	}
	switch l := &s.Revenue[i]; a.peek() {
	case "margin":
		return a.leaf(scalarOf(&l.Margin))
	case "lag":
		return a.leaf(scalarOfMonths(&l.Lag))
	default:
		return a.inCurve(&l.Curve)
	}
}

func (a *address) inRevenueShare() (Scalar, bool) {
	s := a.s
	i, ok := a.item("revenue share", len(s.RevenueShares), func(i int) string { return s.RevenueShares[i].Name })
	if !ok {
		return Scalar{}, false
	}
	return a.fields(numbers{"rate": scalarOf(&s.RevenueShares[i].Rate), "cap": scalarOf(&s.RevenueShares[i].Cap)})
}

func (a *address) inMarket() (Scalar, bool) {
	s := a.s
	i, ok := a.item("market price", len(s.Market), func(i int) string { return s.Market[i].Accelerator })
	if !ok {
		return Scalar{}, false
	}
	return a.fields(numbers{"price": scalarOf(&s.Market[i].Price), "decline": scalarOf(&s.Market[i].Decline)})
}

func (a *address) inDemand() (Scalar, bool) {
	d := a.s.Demand
	switch {
	case d == nil:
		return Scalar{}, a.fail("", "is not there: the scenario has no demand")
	case d.Curve != nil:
		return a.inCurve(d.Curve)
	}
	return a.fields(numbers{"intensity": scalarOf(&d.Intensity), "efficiency": scalarOf(&d.Efficiency)})
}

func (a *address) inCatalog() (Scalar, bool) {
	all := a.s.Catalog.Accelerators
	i, ok := a.item("accelerator", len(all), func(i int) string { return all[i].ID })
	if !ok {
		return Scalar{}, false
	}
	switch key := a.next(); key {
	case "power":
		return Scalar{number: &all[i].KW, positive: true}, true
	case "price":
		return a.band(&all[i].PriceLow, &all[i].PriceHigh)
	default:
		return a.unknown(key)
	}
}

func (a *address) band(low, high *float64) (Scalar, bool) {
	return a.fields(numbers{"low": scalarOf(low), "high": scalarOf(high)})
}
