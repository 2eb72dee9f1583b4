package model

import (
	"fmt"
	"slices"
	"strings"
)

// Without is the scenario, named after it, in which a provider is lost from the beginning of a month on: its capacity is gone,
// nothing is used of it and nothing more is due for it, but for what was deferred or falls due by then. Prepayments that are
// not earned come back, or are lost as a drawdown's are. It fails when no counted contract is with that provider, whose name
// may be written in any case of letters.
func Without(s *Scenario, provider string, from Month) (*Scenario, error) {
	lost := *s
	lost.Contracts = slices.Clone(s.Contracts)
	lost.Name += ", without " + provider
	lost.Title += ", without " + provider
	found := false
	for i := range lost.Contracts {
		if c := &lost.Contracts[i]; strings.EqualFold(c.Provider, provider) && c.Counts() {
			found = true
			c.lost = from
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
