package model_test

import (
	"fmt"

	"commitcast/model"

	"pgregory.net/rapid"
)

// drawPayment draws when a contract is paid: timing, lag and prepayments of a few of its amounts of `unit`.
func drawPayment(t *rapid.T, s *model.Scenario, c *model.Contract, unit float64) {
	p := &c.Payment
	p.Timing = rapid.SampledFrom([]model.Timing{model.TimingDefault, model.Arrears, model.Advance}).Draw(t, "timing")
	if len(c.Actuals.Cash) > 0 && p.Timing == model.Advance {
		p.Timing = model.Arrears // nothing says on which day of a month what was paid too much is taken off
	}
	p.Lag = rapid.SampledFrom([]model.Months{0, 0, 1, 2, 1.5, 0.25}).Draw(t, "lag")
	for i := range rapid.IntRange(0, 3).Draw(t, "prepayments") {
		p.Prepay = append(p.Prepay, drawPrepayment(t, s, c, fmt.Sprintf("p%d", i), unit))
	}
}

func drawPrepayment(t *rapid.T, s *model.Scenario, c *model.Contract, name string, unit float64) model.Prepayment {
	unknown := model.Unknown()
	item := model.Prepayment{Name: name, Share: unknown, Amount: unknown, Apply: model.ApplyFirst, To: model.Months(unknown)}
	owed := 0.0
	for _, m := range c.Minimums {
		owed += m.Amount
	}
	small := len(c.Minimums) > 0 && owed < 33*unit // no more may be prepaid than there is to pay
	if c.Kind != model.OnDemand && (small || rapid.Bool().Draw(t, "byShare")) {
		item.Share = rapid.SampledFrom([]float64{0.1, 0.2, 0.3}).Draw(t, "share")
	} else {
		item.Amount = unit * float64(rapid.IntRange(1, 10).Draw(t, "prepaid"))
	}
	if n := len(c.Tranches); n > 0 && c.Actuals.Spend == nil && rapid.Bool().Draw(t, "ofTranche") {
		item.Tranche = c.Tranches[rapid.IntRange(0, n-1).Draw(t, "tranche")].Name
	}
	own := *c
	own.Payment = model.Payment{}
	k := newTwinContract(s, &own)
	life := &k.term
	if p := k.piece(item.Tranche); p != nil {
		life = p.term()
	}
	lateStart := item.Tranche == "" && len(c.Tranches) == 0 && c.Start.Month()+model.Month(c.Delay) > life.last()
	if rapid.Bool().Draw(t, "dated") || lateStart {
		months := min(10, len(life.months)-1)
		item.At = (life.first() + model.Month(rapid.IntRange(-4, months).Draw(t, "paidIn"))).First()
		if rapid.IntRange(0, 2).Draw(t, "onADay") == 0 {
			item.At += model.Date(rapid.IntRange(0, 27).Draw(t, "day"))
		}
	} else {
		item.BeforeStart = rapid.SampledFrom([]model.Months{0, 1, 3, 2.5}).Draw(t, "before")
	}
	if c.Kind == model.Drawdown && !c.Drawdown.Counts.Prepaid && c.Drawdown.Forfeit == model.NoForfeit {
		return item // it counts when it is paid, and pays the first consumption
	}
	item.Apply = rapid.SampledFrom([]model.Apply{model.ProRata, model.StraightLine, model.ApplyFirst, model.ApplyLast}).Draw(t, "apply")
	length := int(life.end - life.begin)
	if rapid.IntRange(0, 2).Draw(t, "window") == 0 && length > 1 {
		item.From = model.Months(rapid.IntRange(0, length-1).Draw(t, "windowFrom"))
		if rapid.Bool().Draw(t, "windowEnds") {
			item.To = item.From + model.Months(rapid.IntRange(1, 12).Draw(t, "windowMonths"))
		}
	}
	return item
}
