package model_test

import (
	"fmt"
	"math"
	"time"

	"commitcast/model"

	"pgregory.net/rapid"
)

// drawScenario draws a valid scenario over everything a scenario can say. Fractions of months are odd 128ths, so that no end of
// a term falls on the beginning of a month by a rounding of its last bit.
func drawScenario(t *rapid.T) *model.Scenario {
	s := &model.Scenario{
		Title: "drawn", Name: "drawn", File: "drawn.yaml", Currency: "USD",
		FiscalYearEnd: time.Month(rapid.IntRange(1, 12).Draw(t, "fiscalYearEnd")),
		Target:        rapid.SampledFrom([]float64{0.8, 1, 1.5}).Draw(t, "target"),
		Catalog:       testCatalog(),
		Market: []model.MarketPrice{
			{Accelerator: "gb200", Price: 4.5, At: model.MonthOf(2026, 3), Decline: 0.25},
			{Accelerator: "h100", Price: 2, At: model.MonthOf(2024, 1), Decline: rapid.SampledFrom([]float64{0, 0.4}).Draw(t, "decline")},
		},
	}
	for i := range rapid.IntRange(1, 5).Draw(t, "contracts") {
		s.Contracts = append(s.Contracts, drawContract(t, i, s.FiscalYearEnd))
	}
	drawBusiness(t, s)
	drawWindow(t, s)
	return s
}

func testCatalog() model.Catalog {
	unknown := model.Unknown()
	return model.Catalog{
		Accelerators: []model.Accelerator{
			{ID: "cpu", Name: "CPU core", CPU: true, KW: 0.005, PriceLow: unknown, PriceHigh: unknown},
			{ID: "gb200", Name: "GB200", KW: 1.6, PriceLow: 2, PriceHigh: 8},
			{ID: "h100", Name: "H100", KW: 1.1, PriceLow: 1, PriceHigh: 4},
		},
		MWYearLow: unknown, MWYearHigh: unknown,
	}
}

func drawWindow(t *rapid.T, s *model.Scenario) {
	first, end := model.Month(math.MaxInt32), model.Month(0)
	for _, c := range s.Contracts {
		if c.Counts() {
			first = min(first, c.Start.Month())
			end = max(end, c.Start.Month()+model.Month(c.Term))
		}
	}
	s.Valuation.Rate = rapid.SampledFrom([]float64{0.09, 0, 0.2}).Draw(t, "rate")
	if rapid.Bool().Draw(t, "valued") {
		s.Valuation.Date = first.First() + model.Date(rapid.IntRange(-200, 600).Draw(t, "valuationDay"))
	}
	if rapid.IntRange(0, 2).Draw(t, "window") == 0 {
		s.Horizon.From = first + model.Month(rapid.IntRange(-20, 10).Draw(t, "from"))
		s.Horizon.To = max(s.Horizon.From+3, end+model.Month(rapid.IntRange(-20, 20).Draw(t, "to")))
	}
}

func drawBusiness(t *rapid.T, s *model.Scenario) {
	for i := range rapid.IntRange(0, 2).Draw(t, "lines") {
		s.Revenue = append(s.Revenue, model.RevenueLine{
			ID: fmt.Sprintf("line%d", i), Curve: drawCurve(t),
			Margin: rapid.SampledFrom([]float64{1, 0.7, 0}).Draw(t, "margin"),
			Lag:    rapid.SampledFrom([]model.Months{0, 0, 1, 1.5, 2.25, 0.3}).Draw(t, "lag"),
		})
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "shares") {
		if len(s.Revenue) == 0 {
			break
		}
		share := model.RevenueShare{
			Name: fmt.Sprintf("share%d", i), To: "partner", Rate: rapid.SampledFrom([]float64{0.2, 0.05}).Draw(t, "shareRate"),
			Cap: model.Unknown(),
		}
		if rapid.Bool().Draw(t, "until") {
			share.Until = model.MonthOf(2027, 1) + model.Month(rapid.IntRange(0, 40).Draw(t, "untilMonth"))
		}
		if rapid.Bool().Draw(t, "capped") && !anyBackcast(s) {
			share.Cap = 1e9 * float64(rapid.IntRange(1, 20).Draw(t, "cap"))
		}
		s.RevenueShares = append(s.RevenueShares, share)
	}
	if rapid.Bool().Draw(t, "costs") {
		c := drawCurve(t)
		for i := range c.Points {
			c.Points[i].Value *= 0.3713 // never the same as revenue: what is left would be rounding
		}
		s.Costs = append(s.Costs, model.CostLine{ID: "staff", Curve: c})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "financing") {
		s.Financing = append(s.Financing, model.Financing{
			Name:   fmt.Sprintf("round%d", i),
			Amount: 1.37e8 * float64(rapid.IntRange(1, 90).Draw(t, "amount")),
			Date:   drawStart(t) + model.Date(rapid.IntRange(0, 900).Draw(t, "later")),
			Vendor: rapid.SampledFrom([]string{"", s.Contracts[0].ID}).Draw(t, "vendor"),
			Kind:   rapid.SampledFrom([]model.FinancingKind{model.Equity, model.Debt, model.Rebate, model.Warrant}).Draw(t, "kind"),
			Status: rapid.SampledFrom([]model.Status{model.Signed, model.Reported, model.LetterOfIntent}).Draw(t, "financingStatus"),
		})
		if f := &s.Financing[i]; f.Kind == model.Rebate || f.Kind == model.Warrant {
			f.Vendor = s.Contracts[0].ID // only a vendor gives these
		}
	}
	s.OpeningCash = 1e9 * float64(rapid.IntRange(0, 30).Draw(t, "openingCash"))
	s.MinCash = rapid.SampledFrom([]float64{0, 5e8}).Draw(t, "minCash")
}

func anyBackcast(s *model.Scenario) bool {
	for _, line := range s.Revenue {
		if line.Curve.Backcast {
			return true
		}
	}
	return false
}

func drawCurve(t *rapid.T) model.Curve {
	amount := func() float64 { return 1e8 * float64(rapid.IntRange(1, 300).Draw(t, "point")) }
	c := model.Curve{Kind: model.Annual}
	n := rapid.IntRange(1, 4).Draw(t, "points")
	if rapid.Bool().Draw(t, "annual") {
		year := rapid.IntRange(2021, 2027).Draw(t, "firstYear")
		for range n {
			c.Points = append(c.Points, model.Point{At: model.MonthOf(year, 1), Value: amount()})
			year += rapid.IntRange(1, 3).Draw(t, "gap")
		}
		if n > 2 && rapid.IntRange(0, 4).Draw(t, "zero") == 0 {
			c.Points[0].Value = 0
		}
	} else {
		c.Kind = model.RunRate
		at := model.MonthOf(2023, 1) + model.Month(rapid.IntRange(0, 50).Draw(t, "firstMonth"))
		for range n {
			c.Points = append(c.Points, model.Point{At: at, Value: amount()})
			at += model.Month(rapid.IntRange(1, 20).Draw(t, "months"))
		}
	}
	rates := []float64{0.1, -0.1, 0.6, 0}
	switch rapid.IntRange(0, 3).Draw(t, "growth") {
	case 1:
		c.Growth = model.Growth{Initial: model.Unknown(), Terminal: rapid.SampledFrom(rates).Draw(t, "terminal")}
	case 2:
		c.Growth = model.Growth{Initial: rapid.SampledFrom(rates).Draw(t, "initial"), Terminal: 0.05, HalfLife: 18}
	case 3:
		if n > 1 {
			c.Growth = model.Growth{Initial: model.Unknown(), Terminal: 0.05, HalfLife: 9.5}
			if last := n - 1; math.Abs(math.Log1p(yearlyGrowth(c, last))) > 2 { // no growth beyond all bounds
				c.Points[last].Value = 1.05 * c.Points[last-1].Value
			}
		}
	}
	if n > 1 && rapid.IntRange(0, 2).Draw(t, "backcast") == 0 {
		c.Backcast = math.Abs(math.Log1p(yearlyGrowth(c, 1))) < 1
	}
	return c
}

// yearlyGrowth is the growth a year from point i-1 to point i.
func yearlyGrowth(c model.Curve, i int) float64 {
	a, b := c.Points[i-1], c.Points[i]
	return math.Pow(b.Value/a.Value, 12/float64(b.At-a.At)) - 1
}

// drawStart favours the days on which calendars go wrong.
func drawStart(t *rapid.T) model.Date {
	switch rapid.IntRange(0, 5).Draw(t, "startKind") {
	case 0:
		return model.DateOf(2024, 2, 29)
	case 1:
		return model.DateOf(2025, time.Month(rapid.SampledFrom([]int{1, 3, 5, 7, 8, 10, 12}).Draw(t, "long")), 31)
	case 2:
		return model.DateOf(2024, 1, 1) + model.Date(rapid.IntRange(0, 1000).Draw(t, "startDay"))
	}
	return (model.MonthOf(2024, 1) + model.Month(rapid.IntRange(0, 40).Draw(t, "startMonth"))).First()
}

func drawMonths(t *rapid.T, from, to int, name string) model.Months {
	n := model.Months(rapid.IntRange(from, to).Draw(t, name))
	if rapid.IntRange(0, 2).Draw(t, name+"Fraction") == 0 {
		n += model.Months(2*rapid.IntRange(3, 60).Draw(t, name+"128ths")+1) / 128
	}
	return n
}

func drawContract(t *rapid.T, i int, fiscalEnd time.Month) model.Contract {
	unknown := model.Unknown()
	c := model.Contract{
		ID: fmt.Sprintf("c%d", i), Provider: rapid.SampledFrom([]string{"alpha", "beta", "gamma"}).Draw(t, "provider"),
		Status: model.Signed, Kind: model.TakeOrPay,
		Start: drawStart(t), Term: drawMonths(t, 3, 96, "term"),
		OnDelay: rapid.SampledFrom([]model.DelayEffect{model.Extend, model.Compress, model.Forgive, model.Pay}).Draw(t, "onDelay"),
		Value:   unknown, Fee: unknown, MinimumsBy: model.ContractYears, Schedule: model.Schedule{Kind: model.ByRamp},
		Escalator:    rapid.SampledFrom([]float64{0, 0, 0.03, -0.02}).Draw(t, "escalator"),
		Availability: rapid.SampledFrom([]float64{1, 0.95}).Draw(t, "availability"),
		Utilisation:  rapid.SampledFrom([]float64{1, 0.6}).Draw(t, "utilisation"),
		PUE:          rapid.SampledFrom([]float64{unknown, 1.2}).Draw(t, "pue"), LoadFactor: 0.8,
		GridIntensity: rapid.SampledFrom([]float64{unknown, 0.35}).Draw(t, "grid"),
		WUE:           rapid.SampledFrom([]float64{unknown, 1.8}).Draw(t, "wue"),
	}
	if i > 0 {
		c.Status = rapid.SampledFrom([]model.Status{model.Signed, model.Reported, model.LetterOfIntent, model.Option}).Draw(t, "status")
		c.Exercised = !c.Status.Firm() && rapid.Bool().Draw(t, "exercised")
	}
	c.Ramp = drawRamp(t, int(c.Term), rapid.SampledFrom(model.Shapes).Draw(t, "shape"))
	if rapid.Bool().Draw(t, "delayed") {
		c.Delay = drawMonths(t, 1, 20, "delay") - model.Months(rapid.IntRange(0, 1).Draw(t, "shorter"))
		if rapid.IntRange(0, 9).Draw(t, "beyond") == 0 {
			c.Delay = c.Term + 2
		}
		if math.Abs(float64(c.Delay-c.Term)) < 0.01 { // delivered at the very end: the last bit would decide
			c.Delay += 0.5
		}
	}
	drawMoney(t, &c, fiscalEnd)
	return c
}

func drawRamp(t *rapid.T, term int, shape model.Shape) model.Ramp {
	share := func(name string) float64 { return float64(rapid.IntRange(1, 16).Draw(t, name)) / 16 }
	r := model.Ramp{Shape: shape, Steepness: shape.DefaultSteepness()}
	switch shape {
	case model.Immediate:
		return r
	case model.Steps, model.Points:
		r.Initial = rapid.SampledFrom([]float64{0, 0.1}).Draw(t, "initial")
		at := model.Months(rapid.IntRange(0, term-1).Draw(t, "knot"))
		for range rapid.IntRange(1, 4).Draw(t, "knots") {
			if shape == model.Points {
				at++
			}
			r.Knots = append(r.Knots, model.Knot{At: at, Share: share("share")})
			at += model.Months(rapid.IntRange(1, 9).Draw(t, "gap")) + 0.25
		}
		return r
	}
	r.Initial = rapid.SampledFrom([]float64{0, 0.25, 1}).Draw(t, "initial")
	r.Full = drawMonths(t, 1, 30, "full")
	if rapid.Bool().Draw(t, "steep") && shape != model.Linear {
		r.Steepness *= 1.7
	}
	return r
}

func drawMoney(t *rapid.T, c *model.Contract, fiscalEnd time.Month) {
	amount := func() float64 { return 1e8 * float64(rapid.IntRange(1, 400).Draw(t, "money")) }
	if rapid.Bool().Draw(t, "fleet") {
		c.Fleet = []model.Batch{{Accelerator: "gb200", Count: 2e5}}
		if rapid.Bool().Draw(t, "mixed") {
			c.Fleet = append(c.Fleet, model.Batch{Accelerator: "h100", Count: 5e4})
		}
	}
	switch rapid.IntRange(0, 5).Draw(t, "moneyForm") {
	case 0, 1:
		c.Value = amount()
		c.Schedule.Kind = rapid.SampledFrom([]model.ScheduleKind{model.ByRamp, model.Even}).Draw(t, "schedule")
		if len(c.Fleet) == 0 && rapid.Bool().Draw(t, "priced") {
			c.Prices = []model.Price{drawPrice(t, "gb200")}
		}
	case 2:
		drawMinimums(t, c, fiscalEnd)
	case 3:
		c.Fleet = []model.Batch{{Accelerator: "h100", Count: 3e4}, {Accelerator: "gb200", Count: 1e4}}
		if rapid.Bool().Draw(t, "onePrice") {
			c.Prices = []model.Price{drawPrice(t, "gb200")}
		} else {
			c.Prices = []model.Price{drawPrice(t, "h100"), drawPrice(t, "gb200")}
			c.Prices[0].Accelerator, c.Prices[1].Accelerator = "h100", "gb200"
			if rapid.IntRange(0, 2).Draw(t, "pricedCPUs") == 0 {
				c.Fleet = append(c.Fleet, model.Batch{Accelerator: "cpu", Count: 1e6})
				c.Prices = append(c.Prices, model.Price{Accelerator: "cpu", Amount: 0.01})
			}
		}
		c.HoursMonth = rapid.SampledFrom([]float64{0, 730}).Draw(t, "hours")
	case 4:
		c.Fee = amount() / 50
		c.Schedule.Kind = rapid.SampledFrom([]model.ScheduleKind{model.ByRamp, model.Even, model.BySteps}).Draw(t, "schedule")
		if c.Schedule.Kind == model.BySteps {
			c.Schedule.Steps = drawRamp(t, int(c.Term), model.Steps)
		}
	case 5:
		c.Kind = model.OnDemand
		if curve := drawCurve(t); rapid.Bool().Draw(t, "consumption") || len(c.Fleet) == 0 {
			c.Consumption = &curve
			break
		}
		c.Prices = []model.Price{drawPrice(t, "h100")}
	}
	drawExtras(t, c)
}

// drawExtras adds what stands beside any form of money: CPUs, a price that gives hours, what is consumed.
func drawExtras(t *rapid.T, c *model.Contract) {
	if len(c.Fleet) > 0 && rapid.IntRange(0, 3).Draw(t, "cpus") == 0 && len(c.Prices) == 0 {
		c.Fleet = append(c.Fleet, model.Batch{Accelerator: "cpu", Count: 1e6})
		c.Fleet = c.Fleet[rapid.IntRange(0, len(c.Fleet)-1).Draw(t, "cpusOnly"):]
	}
	if len(c.Fleet) == 0 && len(c.Prices) == 0 && rapid.IntRange(0, 2).Draw(t, "priceForHours") == 0 {
		c.Prices = []model.Price{drawPrice(t, "h100")}
	}
	if c.Kind == model.TakeOrPay && rapid.IntRange(0, 4).Draw(t, "alsoConsumes") == 0 {
		curve := drawCurve(t)
		c.Consumption = &curve
	}
}

// drawPrice is a price for every accelerator: fixed, or following the market of one.
func drawPrice(t *rapid.T, accelerator string) model.Price {
	if rapid.Bool().Draw(t, "floats") {
		return model.Price{Amount: model.Unknown(), Market: accelerator, Multiple: 0.9}
	}
	return model.Price{Amount: 2.1}
}

func drawMinimums(t *rapid.T, c *model.Contract, fiscalEnd time.Month) {
	c.Schedule.Kind = rapid.SampledFrom([]model.ScheduleKind{model.ByRamp, model.ByRamp, model.Even}).Draw(t, "schedule")
	c.MinimumsBy = rapid.SampledFrom([]model.YearBasis{model.ContractYears, model.CalendarYears, model.FiscalYears}).Draw(t, "minimumsBy")
	term := newTwinTerm(c.Start, c.Term, 0)
	first, last := 1, term.year(term.last())+1
	switch c.MinimumsBy {
	case model.CalendarYears:
		first, last = term.first().Year(), term.last().Year()
	case model.FiscalYears:
		first, last = fiscalYear(term.first(), int(fiscalEnd)), fiscalYear(term.last(), int(fiscalEnd))
	}
	for y := first; y <= last; y++ {
		if c.MinimumsBy == model.ContractYears || y == first || rapid.IntRange(0, 4).Draw(t, "owed") > 0 {
			c.Minimums = append(c.Minimums, model.Minimum{Year: y, Amount: 1e8 * float64(rapid.IntRange(1, 90).Draw(t, "minimum"))})
		}
	}
}
