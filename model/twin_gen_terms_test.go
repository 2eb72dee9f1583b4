package model_test

import (
	"fmt"

	"commitcast/model"

	"pgregory.net/rapid"
)

// drawTerms draws a take-or-pay contract with clauses: in tranches or in one piece, cancelled when late, with a backstop, an
// exit, outages, and what really happened.
func drawTerms(t *rapid.T, s *model.Scenario, id string) model.Contract {
	c := bare(id, model.TakeOrPay)
	if rapid.IntRange(0, 2).Draw(t, "inTranches") == 0 {
		drawTranches(t, &c)
	} else {
		drawWhole(t, s, &c)
	}
	if c.Backstop.Value == 0 && rapid.IntRange(0, 3).Draw(t, "cancelIfLate") == 0 {
		c.CancelIfLate = true
		c.CancelGrace = rapid.SampledFrom([]model.Months{0, 3, 4.5}).Draw(t, "grace")
	}
	if rapid.IntRange(0, 2).Draw(t, "outages") == 0 {
		drawOutages(t, s, &c)
	}
	if rapid.IntRange(0, 2).Draw(t, "actuals") == 0 {
		drawHistory(t, s, &c)
	}
	if alive := newTwinContract(s, &c).alive(); alive && rapid.Bool().Draw(t, "exit") {
		drawExit(t, s, &c)
	}
	return c
}

func drawWhole(t *rapid.T, s *model.Scenario, c *model.Contract) {
	drawLife(t, c, 60)
	c.Utilisation = rapid.SampledFrom([]float64{1, 0.7}).Draw(t, "utilisation")
	switch rapid.IntRange(0, 4).Draw(t, "money") {
	case 0, 1:
		c.Value = 1e6 * float64(rapid.IntRange(1, 90).Draw(t, "millions"))
		c.Schedule.Kind = rapid.SampledFrom([]model.ScheduleKind{model.ByRamp, model.Even}).Draw(t, "schedule")
	case 2:
		drawYears(t, s, c)
		c.Schedule.Kind = rapid.SampledFrom([]model.ScheduleKind{model.ByRamp, model.Even}).Draw(t, "schedule")
	case 3:
		c.Fee = 1e5 * float64(rapid.IntRange(1, 30).Draw(t, "fee"))
	case 4:
		c.Prices = []model.Price{drawPrice(t, "gb200")}
	}
	if len(c.Prices) > 0 || rapid.IntRange(0, 2).Draw(t, "fleet") == 0 {
		c.Fleet = []model.Batch{{Accelerator: "h100", Count: 300}, {Accelerator: "gb200", Count: 200}}
	} else if rapid.Bool().Draw(t, "priced") {
		c.Prices = []model.Price{{Amount: 2.5}}
	}
	if rapid.IntRange(0, 3).Draw(t, "consumes") == 0 {
		curve := drawYearly(t)
		c.Consumption = &curve
	}
	if rapid.IntRange(0, 2).Draw(t, "backstop") == 0 {
		c.Backstop.Value = 1e6 * float64(rapid.IntRange(1, 40).Draw(t, "backstopMillions"))
		from := c.Start.Month() - 1
		for range rapid.IntRange(0, 3).Draw(t, "resales") {
			c.Backstop.Resold = append(c.Backstop.Resold, model.Resold{
				From: from, Share: rapid.SampledFrom([]float64{0, 0.4, 1}).Draw(t, "resold"),
			})
			from += model.Month(rapid.IntRange(1, 12).Draw(t, "resoldFor"))
		}
	}
}

func drawTranches(t *rapid.T, c *model.Contract) {
	unknown := model.Unknown()
	c.Utilisation = rapid.SampledFrom([]float64{1, 0.7}).Draw(t, "utilisation")
	drawLife(t, c, 48)
	c.Prices = []model.Price{{Amount: 2.6}}
	form := rapid.IntRange(0, 2).Draw(t, "money")
	withFleet := form == 2 || rapid.Bool().Draw(t, "fleet")
	if !withFleet {
		c.Prices = nil
	}
	for i := range rapid.IntRange(1, 3).Draw(t, "tranches") {
		own := bare("", model.TakeOrPay)
		drawLife(t, &own, 48)
		x := model.Tranche{Name: fmt.Sprintf("t%d", i), Value: unknown, Fee: unknown, Delay: model.Months(unknown)}
		if rapid.Bool().Draw(t, "ownStart") {
			x.Start = own.Start
		}
		if rapid.Bool().Draw(t, "ownTerm") {
			x.Term = own.Term
		}
		if rapid.Bool().Draw(t, "ownDelay") {
			x.Delay = own.Delay
		}
		switch form {
		case 0:
			x.Value = 1e6 * float64(rapid.IntRange(1, 90).Draw(t, "millions"))
		case 1:
			x.Fee = 1e5 * float64(rapid.IntRange(1, 30).Draw(t, "fee"))
		case 2:
			if rapid.Bool().Draw(t, "ownPrice") {
				x.Prices = []model.Price{{Amount: 3.1}}
			}
		}
		if withFleet {
			x.Fleet = []model.Batch{{Accelerator: "gb200", Count: float64(100 * rapid.IntRange(1, 9).Draw(t, "gpus"))}}
		}
		delay, term := c.Delay, c.Term
		if model.Known(float64(x.Delay)) {
			delay = x.Delay
		}
		if x.Term != 0 {
			term = x.Term
		}
		x.Ramp = drawRamp(t, int(term), rapid.SampledFrom([]model.Shape{model.Immediate, model.Linear, model.Steps}).Draw(t, "trancheShape"))
		if clear := clearOfTheEnd(delay, term, &x.Ramp); clear != delay {
			x.Delay = clear
		}
		c.Tranches = append(c.Tranches, x)
	}
}

func drawOutages(t *rapid.T, s *model.Scenario, c *model.Contract) {
	life := newTwinContract(s, c).term
	for i := range rapid.IntRange(1, 2).Draw(t, "outages") {
		m := life.first() + model.Month(rapid.IntRange(0, len(life.months)-1).Draw(t, "outageMonth"))
		from := m.First()
		if rapid.Bool().Draw(t, "midMonth") {
			from += model.Date(rapid.IntRange(1, 27).Draw(t, "outageDay"))
		}
		if from.Position() >= life.end-1e-6 || from.Position()+0.5 <= life.begin+1e-6 {
			continue
		}
		c.Outages = append(c.Outages, model.Outage{
			Name: fmt.Sprintf("o%d", i), From: from, For: rapid.SampledFrom([]model.Months{1, 2, 0.5, 3.25}).Draw(t, "outageFor"),
			Share:  rapid.SampledFrom([]float64{1, 0.3}).Draw(t, "outageShare"),
			Credit: rapid.SampledFrom([]float64{0, 0.1, 1}).Draw(t, "outageCredit"),
		})
	}
}

// drawHistory gives actual spend, consumption and cash up to a month inside the life.
func drawHistory(t *rapid.T, s *model.Scenario, c *model.Contract) {
	life := newTwinContract(s, c).term
	n := rapid.IntRange(1, min(30, len(life.months))).Draw(t, "actualMonths")
	c.Actuals.Through = life.first() + model.Month(n) - 1
	valued := len(c.Tranches) > 0 && model.Known(c.Tranches[0].Value)
	kinds := rapid.IntRange(1, 7).Draw(t, "actualKinds")
	if kinds&1 != 0 && !valued && !c.CancelIfLate {
		c.Actuals.Spend = drawActuals(t, life.first(), c.Actuals.Through, 1e5)
	}
	if kinds&2 != 0 || kinds == 1 {
		c.Actuals.Consumption = drawActuals(t, life.first(), c.Actuals.Through, 1e5)
	}
	if kinds&4 != 0 {
		early := model.Month(rapid.IntRange(0, 2).Draw(t, "paidEarly"))
		c.Actuals.Cash = drawActuals(t, life.first()-early, c.Actuals.Through, 1e5)
	}
}

func drawExit(t *rapid.T, s *model.Scenario, c *model.Contract) {
	e := &c.Exit
	e.By = rapid.SampledFrom([]model.Party{model.Buyer, model.Seller, model.Either}).Draw(t, "exitBy")
	e.Notice = rapid.SampledFrom([]model.Span{{}, {Days: 90}, {Months: 3}, {Months: 1.5, Days: 10}}).Draw(t, "notice")
	e.Fee.Share = rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "feeShare")
	e.Fee.Amount = rapid.SampledFrom([]float64{0, 1e6}).Draw(t, "feeAmount")
	e.Fee.Months = rapid.SampledFrom([]model.Months{0, 3, 2.5}).Draw(t, "feeMonths")
	k := newTwinContract(s, c)
	first := (max(k.term.first(), c.Actuals.Through) + 1).First()
	last := k.term.last().First()
	if rapid.IntRange(0, 2).Draw(t, "unexercised") == 0 || first > last {
		if e.Notice == (model.Span{}) {
			e.Notice.Days = 30
		}
		return
	}
	e.Exercise = first + model.Date(rapid.IntRange(0, int(last-first)).Draw(t, "exercise"))
}
