package model_test

import (
	"math"

	"commitcast/model"
)

// quantity picks a column of a contract; nil when the contract does not know it.
type quantity func(*twinContract) flow

var quantities = map[string]quantity{
	"spend":               func(k *twinContract) flow { return k.spend },
	"cash":                func(k *twinContract) flow { return k.books.cash },
	"expense":             func(k *twinContract) flow { return k.expense() },
	"consumption":         func(k *twinContract) flow { return k.consumed },
	"charges":             func(k *twinContract) flow { return k.drawn(func(d *twinDrawdown) flow { return d.charges }) },
	"forfeits":            func(k *twinContract) flow { return k.drawn(func(d *twinDrawdown) flow { return d.forfeits }) },
	"contingent":          func(k *twinContract) flow { return k.contingently() },
	"idle":                func(k *twinContract) flow { return k.idle() },
	"gpus":                func(k *twinContract) flow { return k.gpus },
	"gpu_hours.available": func(k *twinContract) flow { return k.gpuHours },
	"gpu_hours.used":      func(k *twinContract) flow { return k.gpuUsed },
	"cpus":                func(k *twinContract) flow { return k.cpus },
	"cpu_hours":           func(k *twinContract) flow { return k.cpuHours },
	"power_it_mw":         func(k *twinContract) flow { return k.powerIT },
	"power_mw":            func(k *twinContract) flow { return k.scaled(1, k.c.PUE) },
	"energy_mwh":          func(k *twinContract) flow { return k.scaled(24, k.c.PUE*k.c.LoadFactor) },
	"carbon_t":            func(k *twinContract) flow { return k.scaled(24, k.c.PUE*k.c.LoadFactor*k.c.GridIntensity) },
	"water_ml":            func(k *twinContract) flow { return k.scaled(24, k.c.LoadFactor*k.c.WUE/1000) },
}

// scaled is IT power × factor, over hours when perDay is the hours of a day; nil when a figure is missing.
func (k *twinContract) scaled(perDay, factor float64) flow {
	if k.powerIT == nil || math.IsNaN(factor) {
		return nil
	}
	return each(&k.term, func(m model.Month) float64 {
		days := 1.0
		if perDay == 24 {
			days = float64(m.Days())
		}
		return k.powerIT[m] * factor * perDay * days
	})
}

// drawn is a flow of a drawdown; other contracts have none of it.
func (k *twinContract) drawn(of func(*twinDrawdown) flow) flow {
	if k.draw == nil {
		return flow{}
	}
	return of(k.draw)
}

func (k *twinContract) contingently() flow {
	if k.contingent == nil {
		return flow{}
	}
	return k.contingent
}

// atEnd are the balances at the end of month m.
func (k *twinContract) atEnd(name string, m model.Month) float64 {
	switch name {
	case "remaining":
		return k.remaining(m)
	case "prepaid":
		return k.books.prepaid[m]
	case "payables":
		return k.books.payables[m]
	case "credit":
		return k.drawn(func(d *twinDrawdown) flow { return d.credit })[m]
	case "required_run_rate":
		return k.drawn(func(d *twinDrawdown) flow { return d.perMonth })[m]
	case "counted to date":
		return k.drawn(func(d *twinDrawdown) flow { return d.toDate })[m]
	}
	return k.drawn(func(d *twinDrawdown) flow { return d.need })[m]
}

// stocks are averaged over the months of a period, flows are summed.
var stocks = map[string]bool{"gpus": true, "cpus": true, "power_it_mw": true, "power_mw": true}

// over sums a quantity over the contracts that know it and over the months from..to; NaN when none does.
func over(contracts []*twinContract, name string, from, to model.Month) float64 {
	sum, known := 0.0, false
	for _, k := range contracts {
		if x := quantities[name](k); x != nil {
			sum, known = sum+x.sum(from, to), true
		}
	}
	if !known {
		return math.NaN()
	}
	if stocks[name] {
		return sum / float64(to-from+1)
	}
	return sum
}

func atEnd(contracts []*twinContract, name string, to model.Month) float64 {
	sum := 0.0
	for _, k := range contracts {
		sum += k.atEnd(name, to)
	}
	return sum
}

// perUnit is the spend of the contracts that know the quantity, divided by that quantity.
func perUnit(contracts []*twinContract, name string, from, to model.Month) float64 {
	var knowing []*twinContract
	for _, k := range contracts {
		if quantities[name](k) != nil {
			knowing = append(knowing, k)
		}
	}
	if len(knowing) == 0 {
		return math.NaN()
	}
	units := over(knowing, name, from, to)
	if stocks[name] { // a stock over a time, in years
		units *= float64(to-from+1) / 12
	}
	return ratio(over(knowing, "spend", from, to), units)
}

// ofContracts gives the metrics that a contract and a scenario have alike; ok is false for the others.
func (t *twin) ofContracts(contracts []*twinContract, name string, from, to model.Month) (value float64, ok bool) {
	switch name {
	case "remaining", "prepaid", "payables", "credit":
		return atEnd(contracts, name, to), true
	case "required_run_rate":
		for _, k := range contracts {
			if k.draw != nil {
				return atEnd(contracts, name, to), true
			}
		}
		return math.NaN(), true // nothing is drawn down
	case "commitment.utilisation":
		return ratio(atEnd(contracts, "counted to date", to), atEnd(contracts, "required", to)), true
	case "utilisation":
		return ratio(over(contracts, "gpu_hours.used", from, to), over(contracts, "gpu_hours.available", from, to)), true
	case "price.implied":
		return perUnit(contracts, "gpu_hours.available", from, to), true
	case "price.effective":
		return perUnit(contracts, "gpu_hours.used", from, to), true
	case "spend_per_mw_year":
		return perUnit(contracts, "power_it_mw", from, to), true
	case "vendor_funded_share":
		return t.vendorFunded(contracts, to), true
	}
	if _, ok := quantities[name]; !ok {
		return 0, false
	}
	return over(contracts, name, from, to), true
}

// vendorFunded is what the contracts' vendors gave to date over the spend with those vendors to date. A vendor is a
// provider, all its contracts together. Where no vendor gives anything, ever, the share is not known.
func (t *twin) vendorFunded(contracts []*twinContract, to model.Month) float64 {
	got, spent := 0.0, 0.0
	seen := map[string]bool{}
	for _, k := range contracts {
		vendor := k.c.Provider
		if seen[vendor] {
			continue
		}
		seen[vendor] = true
		got += t.givenBy(vendor, to)
		for _, other := range t.contracts {
			if other.c.Provider == vendor {
				spent += other.spend.sum(t.lo, to)
			}
		}
	}
	for _, f := range t.s.Financing {
		if f.Vendor != "" {
			return ratio(got, spent)
		}
	}
	return math.NaN()
}

// givenBy is the firm financing from a provider to date.
func (t *twin) givenBy(provider string, to model.Month) float64 {
	sum := 0.0
	for _, f := range t.s.Financing {
		for _, c := range t.s.Contracts {
			if c.ID == f.Vendor && c.Provider == provider && f.Status.Firm() && f.Date.Month() <= to {
				sum += f.Amount
			}
		}
	}
	return sum
}

// ofScenario gives a metric of the whole scenario for the months from..to of one period.
func (t *twin) ofScenario(name string, from, to model.Month) (float64, bool) {
	if v, ok := t.ofContracts(t.contracts, name, from, to); ok {
		return v, true
	}
	spend, revenue := t.spend.sum(from, to), t.revenue.sum(from, to)
	switch name {
	case "breakeven.revenue":
		return t.s.Target * spend, true
	case "concentration", "concentration.effective", "concentration.largest":
		return t.concentration(name, from, to), true
	}
	if name == "cash_balance" {
		if v, ok := t.balance()[to]; ok && t.hasCash() {
			return v, true
		}
		return math.NaN(), true
	}
	switch name {
	case "demand", "unserved":
		if t.demand == nil {
			return math.NaN(), true
		}
		return map[string]flow{"demand": t.demand, "unserved": t.unserved}[name].sum(from, to), true
	}
	if t.hasCFADS() {
		switch name {
		case "cfads":
			return t.cfads.sum(from, to), true
		case "coverage.cash":
			return ratio(t.cfads.sum(from, to), t.cash.sum(from, to)), true
		case "coverage.life":
			return t.coverageLife(to + 1), true
		}
	}
	if len(t.s.Revenue) == 0 { // revenue that is not given is not known
		return math.NaN(), ofRevenue[name]
	}
	switch name {
	case "revenue":
		return revenue, true
	case "contribution":
		return t.contribution.sum(from, to), true
	case "coverage.revenue":
		return ratio(revenue, spend), true
	case "coverage.contribution":
		return ratio(t.contribution.sum(from, to), spend), true
	case "coverage.net_of_vendor":
		if to < t.first {
			return math.NaN(), true // no date to be cumulative to yet
		}
		net := t.spend.sum(t.first, to) - t.inKind(to)
		if net <= 0 {
			return math.NaN(), true // nothing is left to cover
		}
		return t.revenue.sum(t.first, to) / net, true
	}
	return 0, false
}

// ofRevenue are the metrics that need revenue.
var ofRevenue = map[string]bool{
	"revenue": true, "contribution": true, "cfads": true, "coverage.revenue": true,
	"coverage.contribution": true, "coverage.cash": true, "coverage.net_of_vendor": true, "coverage.life": true,
}

// inKind is the vendors' rebates and warrants received to date.
func (t *twin) inKind(to model.Month) float64 {
	sum := 0.0
	for _, f := range t.s.Financing {
		lowers := f.Kind == model.Rebate || f.Kind == model.Warrant
		if f.Vendor != "" && lowers && f.Status.Firm() && f.Date.Month() <= to {
			sum += f.Amount
		}
	}
	return sum
}

func (t *twin) concentration(name string, from, to model.Month) float64 {
	all := t.spend.sum(from, to)
	if all == 0 {
		return math.NaN()
	}
	var providers []string
	with := map[string]float64{}
	for _, k := range t.contracts {
		if _, seen := with[k.c.Provider]; !seen {
			providers = append(providers, k.c.Provider)
		}
		with[k.c.Provider] += k.spend.sum(from, to)
	}
	herfindahl, largest := 0.0, 0.0
	for _, p := range providers {
		share := with[p] / all
		herfindahl += share * share
		largest = max(largest, share)
	}
	switch name {
	case "concentration.effective":
		return 1 / herfindahl
	case "concentration.largest":
		return largest
	}
	return herfindahl
}

// breakevenCAGR is the yearly growth of revenue from the last full year before commitments that reaches the target in year.
func (t *twin) breakevenCAGR(year int) float64 {
	base := t.first.Year() - 1
	before := t.revenue.sum(model.MonthOf(base, 1), model.MonthOf(base, 12))
	spend := t.spend.sum(model.MonthOf(year, 1), model.MonthOf(year, 12))
	for m := model.MonthOf(base, 1); m <= model.MonthOf(base, 12); m++ {
		if t.revenue[m] <= 0 {
			return math.NaN() // not a full year of revenue
		}
	}
	if year <= base || !t.full(year) || spend == 0 {
		return math.NaN()
	}
	return math.Pow(t.s.Target*spend/before, 1/float64(year-base)) - 1
}

// full reports whether a calendar year is wholly shown and has spend in every month.
func (t *twin) full(year int) bool {
	return t.from <= model.MonthOf(year, 1) && model.MonthOf(year, 12) <= t.to && t.spent(year)
}

// spent reports whether a calendar year has spend in every month, or use that a credit pays.
func (t *twin) spent(year int) bool {
	for m := model.MonthOf(year, 1); m <= model.MonthOf(year, 12); m++ {
		covered := t.spend[m] > 0
		for _, k := range t.contracts {
			covered = covered || k.draw != nil && k.draw.consumed[m] > 0
		}
		if !covered {
			return false
		}
	}
	return true
}

// lives reports whether a calendar year lies wholly between the first commitment month and the last with spend or cash.
func (t *twin) lives(year int) bool {
	return t.first <= model.MonthOf(year, 1) && model.MonthOf(year, 12) <= t.lastFlow
}
