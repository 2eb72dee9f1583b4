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

// word checks one of a few words, or none.
func word[T ~string](c *checker, path string, v T, words ...T) {
	if v != "" && !slices.Contains(words, v) {
		c.add(path, "must be one of %s, is %q", join(words), v)
	}
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
	c.demand()
	if len(c.problems) == 0 {
		c.wholeSpan()
	}
	c.uncertainty()
	return c.problems
}

func (c *checker) general() {
	s := c.s
	switch {
	case len(s.Contracts) == 0:
		c.add("contracts", "needs at least one contract")
	case len(s.counted()) == 0:
		c.add("contracts", noneCounts)
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
	if k.Exercised && k.Status.Firm() {
		c.add(at+".exercised", "is for a letter of intent or an option, not for a contract that is %s", k.Status)
	}
	c.shares(k, at)
	c.escalator(k, at)
	var sound bool
	if len(k.Tranches) > 0 {
		sound = c.tranches(k, at)
	} else {
		sound = c.whole(k, at)
	}
	if k.Consumption != nil {
		c.curve(k.Consumption, at+".consumption")
	}
	c.terms(k, at, sound)
}

// whole checks a contract without tranches. It reports whether its months can be counted.
func (c *checker) whole(k *Contract, at string) bool {
	c.pricedInFleet(k.Prices, k.Fleet, at)
	if own := k.Schedule.Kind == Even || k.Schedule.Kind == BySteps; own && (k.Kind == OnDemand || k.setByPrice()) {
		c.add(at+".schedule", "lays out a value, minimums or a fee, and the contract has none of them")
	}
	if k.Kind == TakeOrPay {
		c.spent(k, at, "value, minimums, fee")
	}
	return c.piece(k, at)
}

// piece checks a contract without tranches, or a tranche laid over its contract. It reports whether its months can be
// counted.
func (c *checker) piece(k *Contract, at string) bool {
	dated := c.length(at+".term", k.Term, true, MaxMonths)
	dated = c.length(at+".delay", k.Delay, false, MaxMonths) && dated
	dated = c.year(at+".start", k.Start.Month()) && dated
	c.fleet(k, at)
	c.prices(k, at)
	sound := c.ramp(&k.Ramp, at+".ramp", k.Start) && dated
	if k.Schedule.Kind == BySteps {
		sound = c.ramp(&k.Schedule.Steps, at+".schedule", k.Start) && sound
	}
	switch k.Kind {
	case OnDemand:
		c.onDemand(k, at, dated)
	case Drawdown:
		c.drawdown(k, at, sound)
	default:
		c.takeOrPay(k, at, sound)
	}
	return dated
}

func join[T ~string](names []T) string {
	parts := make([]string, len(names))
	for i, n := range names {
		parts[i] = string(n)
	}
	return strings.Join(parts, ", ")
}

// onDemand checks that consumption follows from the contract and that nothing is committed.
func (c *checker) onDemand(k *Contract, at string, dated bool) {
	if Known(k.Value) || len(k.Minimums) > 0 || Known(k.Fee) {
		c.add(at+".commitment", "on_demand commits to nothing: value, minimums and fee have no place in it")
		c.hint("use commitment: take_or_pay, or give consumption")
	}
	if !c.consumes(k, dated) {
		c.add(at, "on_demand needs consumption, or a fleet and its price")
		c.hint("a price alone will do where the scenario has demand")
	}
}

// consumes reports whether what is used follows from the contract: from a curve, a fleet with prices, a price at which
// demand can be met, or use that has happened up to the end of a life that can be counted.
func (c *checker) consumes(k *Contract, dated bool) bool {
	over := dated && len(k.Actuals.Consumption) > 0 && k.Actuals.Through >= k.billed().last()
	return over || k.Consumption != nil || k.priced(c.s) || c.s.Demand != nil && len(k.Prices) > 0
}

// spent checks that one thing sets what is spent; ways are those there are besides a priced fleet.
func (c *checker) spent(k *Contract, at, ways string) {
	valued := Known(k.Value) || len(k.Minimums) > 0
	switch {
	case valued && Known(k.Fee):
		c.add(at+".fee", "stands beside a value or minimums, but only one of them sets spend")
	case !valued && !Known(k.Fee) && !k.priced(c.s):
		c.add(at, "does not say what is spent")
		c.hint("give %s, or a fleet with a price; CPU cores need a price of their own", ways)
	}
}

func (c *checker) takeOrPay(k *Contract, at string, sound bool) {
	c.optional(at+".value", k.Value, 0, MaxMoney)
	c.optional(at+".fee", k.Fee, 0, MaxMoney)
	if sound {
		c.minimums(k, at)
		c.laidOut(k, at)
	}
}

// laidOut checks that a schedule has something to lay out by.
func (c *checker) laidOut(k *Contract, at string) {
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
	if k.Kind == Drawdown && Known(k.Drawdown.AggregateMinimum) {
		return // it is what they are held against
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
