package model_test

import (
	"slices"
	"testing"

	"commitcast/model"

	"pgregory.net/rapid"
)

// Four times the money is four times every figure of money, and no other hour: nothing rests on an amount of the program's own.
func TestMoneyScales(t *testing.T) {
	const factor = 4
	rapid.Check(t, func(t *rapid.T) {
		s := drawClauses(t, 2, anyContract)
		before := model.NewProjector(s, model.GridOf(s)).Run()
		larger := *s
		larger.Contracts = slices.Clone(s.Contracts)
		larger.Market = []model.MarketPrice{s.Market[0]}
		larger.Market[0].Price *= factor
		for i := range larger.Contracts {
			scaleMoney(&larger.Contracts[i], factor)
		}
		after := model.NewProjector(&larger, model.GridOf(&larger)).Run()
		for i := range s.Contracts {
			id := s.Contracts[i].ID
			for name, col := range map[string]model.Column{
				"spend": model.ColSpend, "cash": model.ColCash, "expense": model.ColExpense, "remaining": model.ColRemaining, "prepaid": model.ColPrepaid,
				"payables": model.ColPayables, "credit": model.ColCredit, "charges": model.ColCharges, "forfeits": model.ColForfeits, "contingent": model.ColContingent,
			} {
				was, is := before.ContractColumn(id, col), after.ContractColumn(id, col)
				for m := range was {
					if !agree(is[m], factor*was[m], factor*size(before.ContractColumn(id, model.ColSpend), was)) {
						t.Fatalf("%s %s row %d: %.12g, of four times the money %.12g", id, name, m, was[m], is[m])
					}
				}
			}
			was, is := before.ContractColumn(id, model.ColGPUHoursUsed), after.ContractColumn(id, model.ColGPUHoursUsed)
			for m := range was {
				if !agree(is[m], was[m], size(was)) {
					t.Fatalf("%s row %d: %.12g hours, of four times the money %.12g", id, m, was[m], is[m])
				}
			}
		}
	})
}

// scaleMoney multiplies every amount of a contract, on copies of its lists.
func scaleMoney(c *model.Contract, factor float64) {
	c.Value, c.Fee, c.Backstop.Value, c.Exit.Fee.Amount = factor*c.Value, factor*c.Fee, factor*c.Backstop.Value, factor*c.Exit.Fee.Amount
	c.Minimums, c.Prices, c.Payment.Prepay, c.Tranches = slices.Clone(c.Minimums), slices.Clone(c.Prices), slices.Clone(c.Payment.Prepay), slices.Clone(c.Tranches)
	for i := range c.Minimums {
		c.Minimums[i].Amount *= factor
	}
	for i := range c.Prices {
		c.Prices[i].Amount *= factor
	}
	for i := range c.Payment.Prepay {
		c.Payment.Prepay[i].Amount *= factor
	}
	for i := range c.Tranches {
		piece := &c.Tranches[i]
		piece.Value, piece.Fee, piece.Prices = factor*piece.Value, factor*piece.Fee, slices.Clone(piece.Prices)
		for k := range piece.Prices {
			piece.Prices[k].Amount *= factor
		}
	}
	for _, list := range []*[]model.Actual{&c.Actuals.Spend, &c.Actuals.Consumption, &c.Actuals.Cash} {
		*list = slices.Clone(*list)
		for i := range *list {
			(*list)[i].Amount *= factor
		}
	}
	d := &c.Drawdown
	d.AggregateMinimum, d.Shortfall.DeferCap.Amount = factor*d.AggregateMinimum, factor*d.Shortfall.DeferCap.Amount
	d.Milestones, d.Shortfall.ChargeCap = slices.Clone(d.Milestones), slices.Clone(d.Shortfall.ChargeCap)
	for i := range d.Milestones {
		d.Milestones[i].Amount *= factor
	}
	for i := range d.Shortfall.ChargeCap {
		d.Shortfall.ChargeCap[i] *= factor
	}
	c.Consumption, d.Marketplace = scaleCurve(c.Consumption, factor), scaleCurve(d.Marketplace, factor)
}

func scaleCurve(c *model.Curve, factor float64) *model.Curve {
	if c == nil {
		return nil
	}
	scaled := *c
	scaled.Points = slices.Clone(c.Points)
	for i := range scaled.Points {
		scaled.Points[i].Value *= factor
	}
	return &scaled
}

// A projector cuts its columns from the memory it is given: as much as it says.
func TestAProjectorTakesAsMuchMemoryAsItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawClauses(t, 3, func(*model.Contract) bool { return true })
		g := model.GridOf(s)
		size := model.ProjectorSize(s, g)
		model.NewProjectorIn(s, g, make([]float64, size)).Run()
		defer func() {
			if recover() == nil {
				t.Errorf("a projector that takes %d numbers lies in one less", size)
			}
		}()
		model.NewProjectorIn(s, g, make([]float64, size-1))
	})
}
