package model

import (
	"fmt"
	"testing"
)

// mixed has n contracts over ten years, every other one a drawdown of another make, with prepayments, under a demand that is
// dispatched.
func mixed(n int) *Scenario {
	s := portfolio(n)
	for i := range s.Contracts {
		c := &s.Contracts[i]
		c.Delay = Months(i % 3)
		if i%3 == 0 {
			c.Payment = Payment{Lag: 1.5, Prepay: []Prepayment{{Name: "signing", Share: 0.2, Amount: Unknown(), Apply: ProRata, To: Months(Unknown())}}}
		}
		if i%2 == 0 {
			continue
		}
		c.Kind, c.Value, c.OnDelay = Drawdown, Unknown(), Extend
		c.Prices = []Price{{Amount: 2.5}}
		c.Payment = Payment{}
		d := &c.Drawdown
		*d = DrawdownTerms{AggregateMinimum: Unknown(), OveragePrice: 1.1, Rollover: Rollover{Excess: 0.1, Years: 2, ShortfallYears: 1},
			Shortfall: ShortfallTerms{Order: DeferFirst, DeferCap: DeferCap{Share: 0.15}},
			Credit:    ShortfallCredit{Kind: UsableCredit, For: 12}, Counts: Counts{MarketplaceWeight: 1, MarketplaceCap: Unknown()}}
		for y := range 10 {
			c.Minimums = append(c.Minimums, Minimum{Year: y + 1, Amount: 2e9})
		}
	}
	s.Demand = &Demand{Curve: &Curve{Kind: Annual, Points: []Point{{MonthOf(2026, 1), 2e9}, {MonthOf(2030, 1), 12e9}}, Growth: Growth{Terminal: 0.1}}}
	return s
}

func TestASecondRunOfEveryClauseAllocatesNothing(t *testing.T) {
	runsWarm(t, mixed(10), ColCash)
}

func BenchmarkProjectClauses(b *testing.B) {
	for _, n := range []int{10} {
		b.Run(fmt.Sprintf("contracts=%d/months=120", n), func(b *testing.B) {
			s := mixed(n)
			p := NewProjector(s, GridOf(s))
			b.ReportAllocs()
			for b.Loop() {
				p.Run()
			}
		})
	}
}
