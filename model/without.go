package model

import (
	"fmt"
	"slices"
	"strings"
)

// Without is the scenario, named after it, in which a provider is lost from the beginning of a month on: its take-or-pay
// capacity is gone and no longer paid for, its other contracts end, and minimums that are not yet due by then fall away. It fails when no counted
// contract is with that provider, which is named as in the contracts, in any case of letters.
func Without(s *Scenario, provider string, from Month) (*Scenario, error) {
	lost := *s
	lost.Contracts = slices.Clone(s.Contracts)
	lost.Name += ", without " + provider
	lost.Title += ", without " + provider
	found := false
	for i := range lost.Contracts {
		c := &lost.Contracts[i]
		if !strings.EqualFold(c.Provider, provider) || !c.Counts() {
			continue
		}
		found = true
		if c.Kind == TakeOrPay {
			c.Outages = append(slices.Clip(c.Outages), Outage{Name: "provider-lost", From: from.First(), For: 2 * MaxMonths, Share: 1, Credit: 1})
		} else {
			c.endAt(from, s)
		}
	}
	if !found {
		return nil, fmt.Errorf("%s: no contract that counts is with %q; the providers are %s", s.Name, provider, strings.Join(s.Providers(), ", "))
	}
	return &lost, nil
}

// Providers are the providers of the counted contracts, in file order.
func (s *Scenario) Providers() []string {
	var out []string
	for _, c := range s.counted() {
		if !slices.Contains(out, c.Provider) {
			out = append(out, c.Provider)
		}
	}
	return out
}

// endAt ends the contract at the beginning of a month. Minimums and milestones that are not due by then fall away, and so does
// the aggregate. A contract that would not have begun does not count.
func (c *Contract) endAt(from Month, s *Scenario) {
	t := c.timeline()
	if from <= t.first {
		c.Status, c.Exercised = Option, false
		return
	}
	if from > t.last() {
		return
	}
	c.Minimums = slices.DeleteFunc(slices.Clone(c.Minimums), func(m Minimum) bool { return c.yearEnds(m.Year, t, s) > from })
	d := &c.Drawdown
	d.Milestones = slices.DeleteFunc(slices.Clone(d.Milestones), func(m Milestone) bool { return m.At >= from })
	d.AggregateMinimum, c.Value, d.Tail = Unknown(), Unknown(), 0
	c.Term = Months(float64(from) - float64(t.first) - t.offset)
}

// yearEnds is the first month after a year of minimums.
func (c *Contract) yearEnds(year int, t timeline, s *Scenario) Month {
	switch c.MinimumsBy {
	case CalendarYears:
		return MonthOf(year+1, 1)
	case FiscalYears:
		return MonthOf(year, s.FiscalYearEnd) + 1
	}
	return t.first + Month(12*year)
}
