package scenarios

import (
	"reflect"
	"testing"

	"commitcast/model"
)

// everything uses every key of the language once.
const everything = `scenario: All keys
description: A paragraph.
currency: EUR
horizon: {from: 2025-01, to: 2032-12}
valuation: {date: 2025-11-03, discount_rate: 9%}
fiscal_year_end: 6
target: 120%
defaults: {availability: 99%, utilisation: 80%, pue: 1.2, load_factor: 90%, grid_intensity: 0.35, wue: 0.2, grade: estimated}
contracts:
  listed:
    provider: A Provider
    status: option
    exercised: true
    commitment: take_or_pay
    value: €6B
    minimums: [€1B, €2B, €3B]
    term: 3y
    start: 2026-01-15
    ramp: {shape: s-curve, initial: 10%, full: 2026-06, steepness: 6}
    delay: 2mo
    on_delay: compress
    escalator: 3%
    price: €2.10
    schedule: even
    hours: 730
    fleet: {h100: 10k, b200: 5_000}
    pue: 1.1
    description: about it
    note: and more
  fiscal: {minimums: {2027: 1B, 2026: 2B}, minimums_by: fiscal, term: 2y, start: 2025-08}
  ranked: {minimums: {Y2: 1B, 1: 2B}, term: 2y, start: 2025-08}
  calendar: {minimums: {2026: 1B}, term: 1y, start: 2026-01}
  fee:
    fee: 5M
    schedule: {initial: 50%, steps: {2026-07: 100%}}
    term: 1y
    start: 2026-01
    ramp: {steps: {2026-03: 50%, 2026-01: 25%}}
  floating: {price: {market: h100, multiple: 90%}, fleet: {h100: 1}, term: 1y, start: 2026-01, ramp: {points: {2026-01: 100%}}}
  demand: {commitment: on_demand, consumption: {run_rate: {2026-06: 2B, 2025-12: 1B}}, term: 1y, start: 2026-01}
revenue:
  a: {annual: {2026: 2B, 2025: 1B}, growth: {terminal: 5%, half_life: 2y}, margin: 70%, lag: 45d}
  b: {base: 13B, at: 2025-12}
revenue_share: [{name: partner, to: A Partner, rate: 20%, until: 2032-12, cap: 40B}]
costs: {staff: {run_rate: {2025-12: 1B}, growth: 10%, backcast: true}}
financing: [{name: series-a, amount: 1B, date: 2026-02-27, vendor: listed, kind: warrant, status: reported}]
opening_cash: -1B
min_cash: 2B
market: {h100: {price: 2.5, at: 2026-03, decline: 25%}}
catalog: {own: {name: Own, kind: cpu, power: 5W, price: {low: 1, high: 2}, available: 2025-01}}
plausibility: {spend_per_mw_year: {low: 5M, high: 20M}}
sources: {s: {publisher: P, title: T, date: 2025-11, url: "https://example.com", note: n}}
`

func TestEveryKeyReachesTheModel(t *testing.T) {
	s := mustRead(t, everything).Scenario
	jan15 := model.DateOf(2026, 1, 15)
	// From 15 January, 14/31 into the month, the end of June is 6 − 14/31 months away.
	listed := model.Contract{
		ID: "listed", Provider: "A Provider", Status: model.Option, Exercised: true, Kind: model.TakeOrPay, Start: jan15, Term: 36,
		Ramp:  model.Ramp{Shape: model.SCurve, Initial: 0.1, Full: s.Contracts[0].Ramp.Full, Steepness: 6},
		Delay: 2, OnDelay: model.Compress, Value: 6e9, Minimums: []model.Minimum{{Year: 1, Amount: 1e9}, {Year: 2, Amount: 2e9}, {Year: 3, Amount: 3e9}},
		MinimumsBy: model.ContractYears, Schedule: model.Schedule{Kind: model.Even}, Escalator: 0.03, Prices: []model.Price{{Amount: 2.1}},
		HoursMonth: 730, Fleet: []model.Batch{{Accelerator: "b200", Count: 5000}, {Accelerator: "h100", Count: 10_000}},
		Availability: 0.99, Utilisation: 0.8, PUE: 1.1, LoadFactor: 0.9, GridIntensity: 0.35, WUE: 0.2,
	}
	got := s.Contracts[0]
	if full := float64(got.Ramp.Full); full < 6-14.0/31-1e-9 || full > 6-14.0/31+1e-9 {
		t.Errorf("the ramp takes %v months", full)
	}
	if got.Fee = 0; model.Known(s.Contracts[0].Fee) || !reflect.DeepEqual(got, listed) {
		t.Errorf("the contract is\n%+v, want\n%+v", got, listed)
	}
	equal(t, "fiscal minimums", s.Contracts[1].Minimums, []model.Minimum{{Year: 2026, Amount: 2e9}, {Year: 2027, Amount: 1e9}})
	equal(t, "their basis", s.Contracts[1].MinimumsBy, model.FiscalYears)
	equal(t, "minimums by rank", s.Contracts[2].Minimums, []model.Minimum{{Year: 1, Amount: 2e9}, {Year: 2, Amount: 1e9}})
	equal(t, "their basis", s.Contracts[2].MinimumsBy, model.ContractYears)
	equal(t, "the basis of a map of years", s.Contracts[3].MinimumsBy, model.CalendarYears)
	fee := s.Contracts[4]
	equal(t, "a fee's schedule", fee.Schedule, model.Schedule{Kind: model.BySteps, Steps: model.Ramp{
		Shape: model.Steps, Initial: 0.5, Knots: []model.Knot{{At: 6, Share: 1}}}})
	equal(t, "steps", fee.Ramp, model.Ramp{Shape: model.Steps, Knots: []model.Knot{{At: 0, Share: 0.25}, {At: 2, Share: 0.5}}})
	floating := s.Contracts[5]
	equal(t, "points", floating.Ramp.Knots, []model.Knot{{At: 1, Share: 1}})
	equal(t, "a floating price", [2]any{floating.Prices[0].Market, floating.Prices[0].Multiple}, [2]any{"h100", 0.9})
	if model.Known(floating.Prices[0].Amount) {
		t.Error("a floating price has an amount")
	}
	equal(t, "consumption", s.Contracts[6].Consumption, &model.Curve{Kind: model.RunRate, Points: []model.Point{
		{At: model.MonthOf(2025, 12), Value: 1e9}, {At: model.MonthOf(2026, 6), Value: 2e9}}})
}

func TestEveryLineReachesTheModel(t *testing.T) {
	s := mustRead(t, everything).Scenario
	a := s.Revenue[0]
	if model.Known(a.Curve.Growth.Initial) {
		t.Error("growth that is not given has an initial rate")
	}
	a.Curve.Growth.Initial = 0
	equal(t, "revenue", a, model.RevenueLine{ID: "a", Margin: 0.7, Lag: 45 / model.DaysPerMonth, Curve: model.Curve{
		Kind: model.Annual, Growth: model.Growth{Terminal: 0.05, HalfLife: 24},
		Points: []model.Point{{At: model.MonthOf(2025, 1), Value: 1e9}, {At: model.MonthOf(2026, 1), Value: 2e9}}}})
	equal(t, "a base", s.Revenue[1], model.RevenueLine{ID: "b", Margin: 1, Curve: model.Curve{
		Kind: model.RunRate, Points: []model.Point{{At: model.MonthOf(2025, 12), Value: 13e9}}}})
	equal(t, "revenue share", s.RevenueShares, []model.RevenueShare{{Name: "partner", To: "A Partner", Rate: 0.2, Until: model.MonthOf(2032, 12), Cap: 40e9}})
	equal(t, "costs", s.Costs, []model.CostLine{{ID: "staff", Curve: model.Curve{Kind: model.RunRate, Backcast: true,
		Growth: model.Growth{Initial: 0.1, Terminal: 0.1}, Points: []model.Point{{At: model.MonthOf(2025, 12), Value: 1e9}}}}})
	equal(t, "financing", s.Financing, []model.Financing{{Name: "series-a", Amount: 1e9, Date: model.DateOf(2026, 2, 27), Vendor: "listed",
		Kind: model.Warrant, Status: model.Reported}})
	equal(t, "market", s.Market, []model.MarketPrice{{Accelerator: "h100", Price: 2.5, At: model.MonthOf(2026, 3), Decline: 0.25}})
	own, _ := s.Catalog.Accelerator("own")
	equal(t, "the catalogue", own, model.Accelerator{ID: "own", Name: "Own", CPU: true, KW: 0.005, PriceLow: 1, PriceHigh: 2, Available: model.MonthOf(2025, 1)})
	equal(t, "cash", [2]float64{s.OpeningCash, s.MinCash}, [2]float64{-1e9, 2e9})
	equal(t, "the band", [2]float64{s.Catalog.MWYearLow, s.Catalog.MWYearHigh}, [2]float64{5e6, 20e6})
	equal(t, "the source", s.Sources[len(s.Sources)-1], model.Source{ID: "s", Publisher: "P", Title: "T", URL: "https://example.com", Date: model.DateOf(2025, 11, 1)})
	equal(t, "the horizon", s.Horizon, model.Horizon{From: model.MonthOf(2025, 1), To: model.MonthOf(2032, 12)})
	equal(t, "the valuation", s.Valuation, model.Valuation{Date: model.DateOf(2025, 11, 3), Rate: 0.09})
	equal(t, "the rest", []any{s.Title, s.Description, s.Currency, int(s.FiscalYearEnd), s.Target}, []any{"All keys", "A paragraph.", "EUR", 6, 1.2})
	if _, grade, _ := input(t, mustRead(t, everything), "defaults.pue"); grade != "estimated" {
		t.Errorf("the grade of defaults is %s", grade)
	}
}

func TestWhatIsNotGivenTakesItsDefault(t *testing.T) {
	s := mustRead(t, "contracts: {aws: {value: 1B, term: 1y, start: 2026-01}}\n").Scenario
	c := s.Contracts[0]
	equal(t, "words", []any{c.Provider, c.Status, c.Kind, c.OnDelay, c.Ramp.Shape, c.Schedule.Kind, s.Currency},
		[]any{"aws", model.Signed, model.TakeOrPay, model.Extend, model.Immediate, model.ByRamp, "USD"})
	equal(t, "numbers", []float64{c.Availability, c.Utilisation, c.LoadFactor, c.HoursMonth, s.Target, float64(s.FiscalYearEnd)},
		[]float64{1, 1, 1, 0, 1, 12})
	for name, v := range map[string]float64{"fee": c.Fee, "pue": c.PUE, "grid_intensity": c.GridIntensity, "wue": c.WUE, "rate": s.Valuation.Rate} {
		if model.Known(v) {
			t.Errorf("%s is %v, want unknown", name, v)
		}
	}
	equal(t, "dates", [3]int{int(s.Horizon.From), int(s.Horizon.To), int(s.Valuation.Date)}, [3]int{})
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %+v, want %+v", what, got, want)
	}
}
