package model_test

import (
	"fmt"

	"commitcast/model"

	"pgregory.net/rapid"
)

// drawDispatch draws a scenario with a demand and sources that serve it: take-or-pay capacity, drawdowns and on-demand, with
// and without fleets, at prices that meet and differ.
func drawDispatch(t *rapid.T) *model.Scenario {
	s := scenarioOf(t, bare("c0", model.TakeOrPay))
	s.Contracts = nil
	for i := range rapid.IntRange(1, 4).Draw(t, "sources") {
		s.Contracts = append(s.Contracts, drawSource(t, s, fmt.Sprintf("c%d", i)))
	}
	if !serves(s.Contracts) {
		s.Contracts = append(s.Contracts, cloud(t, "cloud"))
	}
	drawDemand(t, s)
	return s
}

// serves reports whether a demand can be met from one of the contracts.
func serves(contracts []model.Contract) bool {
	for _, c := range contracts {
		gpus := false
		for _, b := range c.Fleet {
			gpus = gpus || b.Accelerator != "cpu"
		}
		if c.Consumption == nil && (gpus || len(c.Fleet) == 0) && (len(c.Prices) > 0 || c.Kind == model.TakeOrPay && gpus) {
			return true
		}
	}
	return false
}

// drawDemand draws GPU-hours wanted: a curve, or so many a dollar of revenue.
func drawDemand(t *rapid.T, s *model.Scenario) {
	if rapid.Bool().Draw(t, "byCurve") {
		c := model.Curve{Kind: model.Annual}
		for y := 2024; y < 2024+rapid.IntRange(1, 6).Draw(t, "years"); y++ {
			c.Points = append(c.Points, model.Point{At: model.MonthOf(y, 1), Value: 1e6 * float64(rapid.IntRange(0, 20).Draw(t, "hours"))})
		}
		s.Demand = &model.Demand{Curve: &c}
		return
	}
	s.Revenue = append(s.Revenue, model.RevenueLine{ID: "sales", Margin: 1, Curve: model.Curve{
		Kind: model.RunRate, Points: []model.Point{{At: model.MonthOf(2024, 12), Value: 3e7 * float64(rapid.IntRange(1, 5).Draw(t, "revenue"))}},
		Growth: model.Growth{Initial: model.Unknown(), Terminal: 0.4},
	}})
	s.Demand = &model.Demand{Intensity: 0.1, Efficiency: rapid.SampledFrom([]float64{0, 0.3}).Draw(t, "efficiency")}
	if rapid.Bool().Draw(t, "dated") {
		s.Demand.At = model.MonthOf(2026, 7)
	}
}

// cloud is on-demand capacity without a bound.
func cloud(t *rapid.T, id string) model.Contract {
	c := bare(id, model.OnDemand)
	drawLife(t, &c, 48)
	c.Ramp = model.Ramp{Shape: model.Immediate}
	c.Prices = []model.Price{drawRate(t)}
	if c.OnDelay == model.Pay { // nothing is billed that is not used
		c.OnDelay = model.Compress
	}
	return c
}

func drawRate(t *rapid.T) model.Price {
	if rapid.IntRange(0, 3).Draw(t, "floats") == 0 {
		return model.Price{Amount: model.Unknown(), Market: "gb200", Multiple: 0.9}
	}
	return model.Price{Amount: rapid.SampledFrom([]float64{2, 2.5, 3, 4}).Draw(t, "price")}
}

func drawSource(t *rapid.T, s *model.Scenario, id string) model.Contract {
	var c model.Contract
	switch rapid.IntRange(0, 5).Draw(t, "source") {
	case 0, 1:
		c = drawTerms(t, s, id)
	case 2, 3:
		c = drawDrawdown(t, s, id)
		c.Consumption = nil
		c.Prices = []model.Price{drawRate(t)}
		if c.Drawdown.Forfeit != model.NoForfeit { // whose fleet may say how large the pools are
			c.Prices = []model.Price{{Amount: 3}}
		}
	case 4:
		c = cloud(t, id)
	case 5:
		c = cloud(t, id)
		c.Fleet = []model.Batch{{Accelerator: "gb200", Count: float64(100 * rapid.IntRange(1, 9).Draw(t, "gpus"))}}
		c.Utilisation = rapid.SampledFrom([]float64{1, 0.7}).Draw(t, "utilisation")
	}
	if c.Kind != model.TakeOrPay && rapid.IntRange(0, 5).Draw(t, "actualUse") == 0 {
		drawActualUse(t, s, &c)
	}
	return c
}

// drawMixed draws a scenario of everything at once: contracts of every family, with and without a demand, revenue and costs.
func drawMixed(t *rapid.T) *model.Scenario {
	s := scenarioOf(t, bare("c0", model.TakeOrPay))
	s.Contracts = nil
	for i := range rapid.IntRange(1, 4).Draw(t, "contracts") {
		id := fmt.Sprintf("c%d", i)
		var c model.Contract
		switch rapid.IntRange(0, 3).Draw(t, "family") {
		case 0:
			c = drawContract(t, 0, s.FiscalYearEnd)
			c.ID, c.Drawdown = id, bare(id, model.TakeOrPay).Drawdown
		case 1:
			c = drawTerms(t, s, id)
		case 2:
			c = drawDrawdown(t, s, id)
		case 3:
			c = cloud(t, id)
			curve := drawYearly(t)
			c.Consumption = &curve
		}
		if i > 0 && rapid.IntRange(0, 3).Draw(t, "option") == 0 {
			c.Status = model.Option
			c.Exercised = rapid.Bool().Draw(t, "exercised")
		}
		drawPayment(t, s, &c, 3e4)
		s.Contracts = append(s.Contracts, c)
	}
	drawBusiness(t, s)
	if serves(s.Contracts[:1]) && rapid.Bool().Draw(t, "demand") {
		drawDemand(t, s)
	}
	return s
}
