package model_test

import (
	"testing"

	"commitcast/model"

	"pgregory.net/rapid"
)

// source is a contract that serves a demand.
type source struct {
	c                *model.Contract
	used, available  []float64
	price            float64 // of an hour on demand
	limited, dearest bool    // has a fleet, or hours that are bought; its price is fixed
}

// sourcesOf are the contracts whose use dispatch decides, without those whose hours actual consumption decides.
func sourcesOf(s *model.Scenario, p *model.Projection) []source {
	var out []source
	for i := range s.Contracts {
		c := &s.Contracts[i]
		hours := len(c.Fleet) > 0 || len(c.Prices) > 0 || len(c.Tranches) > 0
		for _, piece := range c.Tranches {
			hours = hours && len(piece.Fleet) > 0 // of tranches every one must be known
		}
		if c.Consumption != nil || !hours || c.Kind != model.TakeOrPay && len(c.Prices) == 0 {
			continue
		}
		k := source{c: c, used: p.ContractColumn(c.ID, model.ColGPUHoursUsed), available: p.ContractColumn(c.ID, model.ColGPUHours)}
		k.limited = len(c.Fleet) > 0 || c.Kind == model.TakeOrPay
		if c.Kind == model.OnDemand {
			k.price, k.dearest = c.Prices[0].Amount, model.Known(c.Prices[0].Amount) && c.Escalator == 0
		}
		out = append(out, k)
	}
	return out
}

// idle is what a source could still give in a row.
func (k *source) idle(m int) float64 { return k.available[m]*k.c.Utilisation - k.used[m] }

func TestDemandIsServedByWhatIsCheapest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawClauses(t, 4, func(c *model.Contract) bool { return c.Consumption == nil && c.Actuals.Consumption == nil })
		if s.Demand == nil {
			return
		}
		p := model.NewProjector(s, model.GridOf(s)).Run()
		demand, unserved := p.Column(model.ColDemand), p.Column(model.ColUnserved)
		sources := sourcesOf(s, p)
		for m := range demand {
			slack := 1e-9 * max(1, demand[m])
			total, firmIdle := unserved[m], 0.0
			for _, k := range sources {
				total += k.used[m]
				if k.limited && k.idle(m) < -slack {
					t.Fatalf("row %d: %s uses %.9g of %.9g hours", m, k.c.ID, k.used[m], k.available[m]*k.c.Utilisation)
				}
				if k.limited && unserved[m] > slack && k.idle(m) > slack {
					t.Fatalf("row %d: %.9g hours are not served, and %s has %.9g idle", m, unserved[m], k.c.ID, k.idle(m))
				}
				if k.c.Kind == model.TakeOrPay {
					firmIdle += k.idle(m)
				}
			}
			if !agree(total, demand[m], demand[m]) || unserved[m] < 0 {
				t.Fatalf("row %d: %.9g hours used and unserved (%.9g), of a demand of %.9g", m, total, unserved[m], demand[m])
			}
			for _, k := range sources {
				if k.c.Kind == model.OnDemand && k.used[m] > slack && firmIdle > slack {
					t.Fatalf("row %d: %s serves %.9g on demand, while %.9g paid hours idle", m, k.c.ID, k.used[m], firmIdle)
				}
				for _, other := range sources {
					cheaper := k.dearest && other.dearest && other.price < k.price && other.limited
					if cheaper && k.used[m] > slack && other.idle(m) > slack {
						t.Fatalf("row %d: %s at %v is used, while %s at %v has %.9g idle", m, k.c.ID, k.price, other.c.ID, other.price, other.idle(m))
					}
				}
			}
		}
	})
}

// From the month a provider is lost on, nothing is used of its contracts and their capacity is gone; a take-or-pay contract is spent
// no more, and what was paid comes out even. Of a drawdown, what was deferred and what was prepaid still falls due or away.
func TestWhatALostProviderCostsComesToAnEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawClauses(t, 2, func(c *model.Contract) bool { return c.Exit.Exercise == 0 && c.Drawdown.Tail == 0 })
		from := s.Contracts[0].Start.Month() + model.Month(rapid.IntRange(-3, 50).Draw(t, "from"))
		for i := range s.Contracts {
			from = max(from, s.Contracts[i].Actuals.Through+1) // what has happened is not undone
		}
		lost, err := model.Without(s, s.Contracts[0].Provider, from)
		if err != nil {
			t.Fatal(err)
		}
		if problems := lost.Validate(); len(problems) > 0 {
			t.Fatal(problems)
		}
		g := model.GridOf(s, lost)
		before, after := model.NewProjector(s, g).Run(), model.NewProjector(lost, g).Run()
		for i := range s.Contracts {
			c := &s.Contracts[i]
			if after.ContractColumn(c.ID, model.ColSpend) == nil {
				continue // it never begins
			}
			cash, spend, scale := 0.0, 0.0, size(before.ContractColumn(c.ID, model.ColSpend))*float64(g.N)
			for m := range g.N {
				spent, gpus := after.ContractColumn(c.ID, model.ColSpend)[m], after.ContractColumn(c.ID, model.ColGPUs)[m]
				cash, spend = cash+after.ContractColumn(c.ID, model.ColCash)[m], spend+spent
				if c.Kind == model.Drawdown {
					spent = after.ContractColumn(c.ID, model.ColConsumption)[m]
				}
				if gone := c.Provider == s.Contracts[0].Provider && g.From+model.Month(m) >= from; gone && (!agree(spent, 0, scale) || gpus != 0) {
					t.Fatalf("%s: %.9g is spent in %s, %s after the loss, for %v GPUs", c.ID, spent, g.From+model.Month(m), from, gpus)
				}
			}
			if !agree(cash, spend, max(scale, cash)) {
				t.Errorf("%s: cash %.9g, spend %.9g", c.ID, cash, spend)
			}
		}
	})
}
