package model

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// The bounds of what a scenario may say.
const (
	MaxMonths = 1200 // of a horizon, a term, a delay or a lag
	MinYear   = 1900
	MaxYear   = 2200
	MaxMoney  = 1e15
	maxCount  = 1e12
	maxSteep  = 100
	maxPrice  = 1e6 // of an accelerator-hour
	maxLag    = 120 // months
)

// checker collects problems.
type checker struct {
	s        *Scenario
	problems []Problem
}

func (c *checker) add(path, format string, args ...any) {
	c.problems = append(c.problems, Problem{Path: path, Message: fmt.Sprintf(format, args...)})
}

// hint adds a hint to the last problem.
func (c *checker) hint(format string, args ...any) {
	c.problems[len(c.problems)-1].Hint = fmt.Sprintf(format, args...)
}

// bounds are what a number may be.
type bounds struct {
	low, high float64
	open      bool // low itself is not in them
	percent   bool // written as shares and rates are
}

func (b bounds) hold(v float64) bool { return v <= b.high && (v > b.low || !b.open && v == b.low) }

func (b bounds) write(v float64) string {
	if b.percent {
		return plain(100*v) + "%"
	}
	return plain(v)
}

// in checks that a number is finite and within bounds.
func (c *checker) in(path string, v float64, b bounds) bool {
	switch {
	case b.hold(v):
		return true
	case b.open:
		c.add(path, "must be more than %s and at most %s, is %s", b.write(b.low), b.write(b.high), b.write(v))
	default:
		c.add(path, "must be between %s and %s, is %s", b.write(b.low), b.write(b.high), b.write(v))
	}
	return false
}

// within is in for bounds that are both included.
func (c *checker) within(path string, v, low, high float64) bool {
	return c.in(path, v, bounds{low: low, high: high})
}

// above is in for a number more than low.
func (c *checker) above(path string, v, low, high float64) bool {
	return c.in(path, v, bounds{low: low, high: high, open: true})
}

// share checks a share of a whole.
func (c *checker) share(path string, v float64) bool {
	return c.in(path, v, bounds{low: 0, high: 1, percent: true})
}

// rate checks a yearly rate more than low.
func (c *checker) rate(path string, v, low, high float64) bool {
	return c.in(path, v, bounds{low: low, high: high, open: true, percent: true})
}

// length checks a length of time: at most so many months, and more than nothing where positive.
func (c *checker) length(path string, l Months, positive bool, most Months) bool {
	least, ok := "at least", l >= 0
	if positive {
		least, ok = "more than", l > 0
	}
	if !ok || l > most {
		c.add(path, "must be %s 0mo and at most %sy, is %smo", least, plain(float64(most/12)), plain(float64(l)))
		return false
	}
	return true
}

// optional is within for a quantity that may be Unknown.
func (c *checker) optional(path string, v, low, high float64) bool {
	return !Known(v) || c.within(path, v, low, high)
}

func plain(v float64) string {
	s := fmt.Sprintf("%.15g", v)
	if v != 0 && (math.Abs(v) >= 1e6 || math.Abs(v) < 1e-4) {
		s = fmt.Sprintf("%.6g", v)
	}
	return s
}

// Validate checks everything the engine relies on and returns every problem, in the order of the file; none means that
// the scenario can be projected.
func (s *Scenario) Validate() []Problem {
	c := &checker{s: s}
	c.general()
	seen := make(map[string]bool)
	for i := range s.Contracts {
		k := &s.Contracts[i]
		if at := "contracts." + k.ID; k.ID == "" || seen[k.ID] {
			c.add(at, "needs an id of its own")
		}
		seen[k.ID] = true
		c.contract(k)
	}
	c.lines()
	c.financing(seen)
	c.market()
	if len(c.problems) == 0 {
		c.wholeSpan()
	}
	return c.problems
}

func (c *checker) general() {
	s := c.s
	switch {
	case len(s.Contracts) == 0:
		c.add("contracts", "needs at least one contract")
	case len(s.counted()) == 0:
		c.add("contracts", "none of the contracts counts")
		c.hint("signed and reported contracts count, letters of intent and options with exercised: true")
	}
	c.within("fiscal_year_end", float64(s.FiscalYearEnd), 1, 12)
	c.above("target", s.Target, 0, 1000)
	if Known(s.Valuation.Rate) {
		c.in("valuation.discount_rate", s.Valuation.Rate, bounds{low: 0, high: 10, percent: true})
	}
	if s.Valuation.Date != 0 {
		c.year("valuation.date", s.Valuation.Date.Month())
	}
	c.within("opening_cash", s.OpeningCash, -MaxMoney, MaxMoney)
	c.within("min_cash", s.MinCash, -MaxMoney, MaxMoney)
	h := s.Horizon
	if h.From != 0 && h.To != 0 && h.To < h.From {
		c.add("horizon.to", "must not be before horizon.from (%s), is %s", h.From, h.To)
	}
	for _, m := range []struct {
		path string
		at   Month
	}{{"horizon.from", h.From}, {"horizon.to", h.To}} {
		if m.at != 0 {
			c.year(m.path, m.at)
		}
	}
}

// year checks that a month lies in the years the program knows.
func (c *checker) year(path string, m Month) bool {
	if m.Year() < MinYear || m.Year() > MaxYear {
		c.add(path, "must lie between %d and %d, is %s", MinYear, MaxYear, m)
		return false
	}
	return true
}

// wholeSpan bounds what is shown and computed; it needs a scenario that is sound otherwise.
func (c *checker) wholeSpan() {
	h := c.s.Horizon.within(c.s.life())
	switch months := int(h.To-h.From) + 1; {
	case months > MaxMonths:
		c.add("horizon", "must not be longer than 100 years, is %d months (%s to %s)", months, h.From, h.To)
	case months < 1:
		c.add("horizon", "shows no month: %s to %s", h.From, h.To)
		c.hint("the contracts run from %s to %s", c.s.life().From, c.s.life().To)
	}
	if g := GridOf(c.s); len(c.problems) == 0 && g.N > 3*MaxMonths {
		c.add("", "everything dated must lie within 300 years, spans %d", g.N/12)
	}
}

func (c *checker) contract(k *Contract) {
	at := "contracts." + k.ID
	sound := c.length(at+".term", k.Term, true, MaxMonths)
	sound = c.length(at+".delay", k.Delay, false, MaxMonths) && sound
	sound = c.year(at+".start", k.Start.Month()) && sound
	if k.Exercised && k.Status.Firm() {
		c.add(at+".exercised", "is for a letter of intent or an option, not for a contract that is %s", k.Status)
	}
	c.shares(k, at)
	c.fleet(k, at)
	c.prices(k, at)
	rampSound := c.ramp(&k.Ramp, at+".ramp", k.Start)
	if k.Schedule.Kind == BySteps {
		rampSound = c.ramp(&k.Schedule.Steps, at+".schedule", k.Start) && rampSound
	}
	c.escalator(k, at)
	if own := k.Schedule.Kind == Even || k.Schedule.Kind == BySteps; own && (k.Kind == OnDemand || k.setByPrice()) {
		c.add(at+".schedule", "lays out a value, minimums or a fee, and the contract has none of them")
	}
	if k.Kind == OnDemand {
		c.onDemand(k, at)
	} else {
		c.takeOrPay(k, at, sound && rampSound)
	}
	if k.Consumption != nil {
		c.curve(k.Consumption, at+".consumption")
	}
}

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
		path := at + ".price"
		if p.Accelerator != "" {
			path += "." + p.Accelerator
			if !k.hasFleet(p.Accelerator) {
				c.add(path, "prices an accelerator that is not in the contract's fleet")
			}
		}
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

func (k *Contract) hasFleet(accelerator string) bool {
	return slices.ContainsFunc(k.Fleet, func(b Batch) bool { return b.Accelerator == accelerator })
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

func join[T ~string](names []T) string {
	parts := make([]string, len(names))
	for i, n := range names {
		parts[i] = string(n)
	}
	return strings.Join(parts, ", ")
}

// onDemand checks that consumption follows from the contract and that nothing is committed.
func (c *checker) onDemand(k *Contract, at string) {
	if Known(k.Value) || len(k.Minimums) > 0 || Known(k.Fee) {
		c.add(at+".commitment", "on_demand commits to nothing: value, minimums and fee have no place in it")
		c.hint("use commitment: take_or_pay, or give consumption")
	}
	if k.Consumption == nil && !k.priced(c.s) {
		c.add(at, "on_demand needs consumption, or a fleet and its price")
	}
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

func (c *checker) takeOrPay(k *Contract, at string, sound bool) {
	valued := Known(k.Value) || len(k.Minimums) > 0
	switch {
	case valued && Known(k.Fee):
		c.add(at+".fee", "stands beside a value or minimums, but only one of them sets spend")
	case !valued && !Known(k.Fee) && !k.priced(c.s):
		c.add(at, "does not say what is spent")
		c.hint("give value, minimums, fee, or a fleet with a price; CPU cores need a price of their own")
	}
	c.optional(at+".value", k.Value, 0, MaxMoney)
	c.optional(at+".fee", k.Fee, 0, MaxMoney)
	if !sound {
		return
	}
	c.minimums(k, at)
	if plan := k.plan(); !(plan.Integral(k.timeline().length) > 0) {
		c.add(at+".ramp", "brings nothing online before the contract ends")
	}
}

func (c *checker) minimums(k *Contract, at string) {
	if len(k.Minimums) == 0 {
		return
	}
	first, last := k.minimumYears(c.s)
	total := 0.0
	for i, m := range k.Minimums {
		path := at + ".minimums." + m.label(k.MinimumsBy)
		if m.Year < first || m.Year > last {
			c.add(path, "lies outside the term, whose %s years are %d to %d", k.MinimumsBy, first, last)
		}
		if i > 0 && m.Year <= k.Minimums[i-1].Year {
			c.add(path, "must come after %d", k.Minimums[i-1].Year)
		}
		c.within(path, m.Amount, 0, MaxMoney)
		total += m.Amount
	}
	if diff := total - k.Value; Known(k.Value) && math.Abs(diff) > 0.005 {
		c.add(at+".minimums", "add up to %s, but value is %s: a difference of %s",
			exact(total), exact(k.Value), exact(diff))
	}
}

// exact writes an amount in full: 1,250,000,000.00.
func exact(v float64) string {
	digits := fmt.Sprintf("%.2f", math.Abs(v))
	for i := len(digits) - 6; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if v < 0 {
		return "−" + digits
	}
	return digits
}

// minimumYears are the first and last year the undelayed term touches, counted as the minimums are.
func (k *Contract) minimumYears(s *Scenario) (int, int) {
	t := k.timeline()
	switch k.MinimumsBy {
	case CalendarYears:
		return t.first.Year(), t.last().Year()
	case FiscalYears:
		return fiscalYear(t.first, s.FiscalYearEnd), fiscalYear(t.last(), s.FiscalYearEnd)
	}
	return 1, 1 + t.year(t.months()-1)
}
