package model_test

import (
	"math"
	"testing"

	"commitcast/model"

	"pgregory.net/rapid"
)

// The twin's readings of the clauses, where the text leaves room for another:
//
// A contract's years that a delay has moved: the months before its first and after its last belong to the nearest. The tail
// begins with the first whole month after the term. Actual amounts that reach before the life lie in it alone.
//
// Use of the marketplace does not wait for capacity. In the tail nothing is used but what is required or paid already.
//
// Charges take the oldest of a shortfall first. A cancelled piece's prepayment is a share of it as it was signed.
//
// What is used under a drawdown comes at no marginal cost as long as it must count, or prepayments and credit pay for it.

func TestEngineAgreesWithTwinOnClauses(t *testing.T) {
	for _, family := range []struct {
		name string
		draw func(*rapid.T) *model.Scenario
	}{
		{"a drawdown", func(t *rapid.T) *model.Scenario {
			return drawAlone(t, func(s *model.Scenario) model.Contract {
				c := drawDrawdown(t, s, "a")
				if rapid.IntRange(0, 4).Draw(t, "actual") == 0 {
					drawActualUse(t, s, &c)
				}
				return c
			})
		}},
		{"a drawdown that is paid", func(t *rapid.T) *model.Scenario {
			return drawAlone(t, func(s *model.Scenario) model.Contract {
				c := drawDrawdown(t, s, "a")
				drawPayment(t, s, &c, 3e4)
				return c
			})
		}},
		{"a schedule that is paid", func(t *rapid.T) *model.Scenario {
			return drawAlone(t, func(s *model.Scenario) model.Contract {
				c := drawContract(t, 0, s.FiscalYearEnd)
				c.Drawdown = bare("", model.TakeOrPay).Drawdown
				drawPayment(t, s, &c, 3e6)
				return c
			})
		}},
		{"take or pay with terms", func(t *rapid.T) *model.Scenario {
			return drawAlone(t, func(s *model.Scenario) model.Contract { return drawTerms(t, s, "a") })
		}},
		{"take or pay with terms that is paid", func(t *rapid.T) *model.Scenario {
			return drawAlone(t, func(s *model.Scenario) model.Contract {
				c := drawTerms(t, s, "a")
				drawPayment(t, s, &c, 3e4)
				return c
			})
		}},
		{"dispatch", drawDispatch},
		{"everything", drawMixed},
	} {
		t.Run(family.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				s := family.draw(t)
				tell(t, s)
				if open(s) || leavesRounding(t, s) {
					return
				}
				agreesWithTwin(t, s)
			})
		})
	}
}

// drawAlone is a scenario of one contract.
func drawAlone(t *rapid.T, draw func(*model.Scenario) model.Contract) *model.Scenario {
	s := scenarioOf(t, bare("a", model.TakeOrPay))
	s.Contracts[0] = draw(s)
	return s
}

// tell logs what is not at its default, for a failure to be read.
func tell(t *rapid.T, s *model.Scenario) {
	for _, c := range s.Contracts {
		t.Logf("%s: %s from %v for %v months, %v late (%s); value %v fee %v minimums %v by %s, prices %v fleet %v",
			c.ID, c.Kind, c.Start, c.Term, c.Delay, c.OnDelay, c.Value, c.Fee, c.Minimums, c.MinimumsBy, c.Prices, c.Fleet)
		t.Logf("ramp %+v schedule %+v discount %v", c.Ramp, c.Schedule, c.Discount)
		if c.Consumption != nil {
			t.Logf("consumption %+v", *c.Consumption)
		}
		if c.Kind == model.Drawdown {
			t.Logf("drawdown %+v", c.Drawdown)
		}
		t.Logf("payment %+v actuals %+v", c.Payment, c.Actuals)
		t.Logf("tranches %+v cancel %v %v backstop %+v exit %+v outages %+v", c.Tranches, c.CancelIfLate, c.CancelGrace, c.Backstop, c.Exit, c.Outages)
	}
	if s.Demand != nil {
		t.Logf("demand %+v", *s.Demand)
	}
}

// open reports whether a scenario turns on a question that the text leaves open, and that decides little: how a year counts
// that costs nothing, for credit pays for all of it; what of a month falls after an exit in which another tranche begins or
// ends, and what is paid for one that was cancelled; what is billed as if on time that was never wanted; and what is said to
// have been used of nothing.
func open(s *model.Scenario) bool {
	w := newTwin(s)
	for y := w.from.Year(); y <= w.to.Year(); y++ {
		if w.full(y) && w.spend.sum(model.MonthOf(y, 1), model.MonthOf(y, 12)) == 0 {
			return true
		}
	}
	for _, k := range w.contracts {
		if k.served && k.c.Kind == model.OnDemand && k.c.OnDelay == model.Pay || !k.alive() && k.c.Actuals.Consumption != nil {
			return true
		}
		for _, p := range k.pieces {
			t := p.term()
			if p.cancelled && len(k.c.Payment.Prepay) > 0 && (k.c.Exit.Exercise != 0 || len(k.pieces) > 1) {
				return true
			}
			if k.exit != 0 && len(k.pieces) > 1 && (t.last() == k.exit.Month() || t.first() == k.exit.Month()) {
				return true
			}
		}
	}
	return false
}

// leavesRounding reports whether the engine takes what rounding leaves of nothing for spend, cash or use. Which months and
// years are told then, and ratios to it, say nothing.
func leavesRounding(t *rapid.T, s *model.Scenario) bool {
	r := analyse(t, s, model.ByMonth)
	for i := range r.Contracts {
		for _, name := range []string{"spend", "cash", "consumption", "gpu_hours.used"} {
			for _, v := range contractSeries(t, r, r.Contracts[i].ID, name).Values {
				if v != 0 && math.Abs(v) < cent {
					return true
				}
			}
		}
	}
	return false
}
