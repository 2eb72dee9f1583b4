package analysis

import (
	"math"
	"testing"
	"time"

	"commitcast/model"
)

// lease is a contract of 600 over the five years from 2026, 10 a month, against revenue of 100 in 2025 that stays so: all in
// numbers that can be worked by hand.
func lease() *model.Scenario {
	unknown := model.Unknown()
	return &model.Scenario{
		Title: "Lease", Name: "lease", Currency: "USD", FiscalYearEnd: time.December, Target: 1,
		Valuation: model.Valuation{Rate: unknown},
		Catalog:   model.Catalog{Accelerators: []model.Accelerator{{ID: "gb200", KW: 2, PriceLow: 2, PriceHigh: 4}}, MWYearLow: 5e6, MWYearHigh: 20e6},
		Contracts: []model.Contract{{
			ID: "a", Provider: "A", Status: model.Signed, Kind: model.TakeOrPay, Start: model.DateOf(2026, 1, 1), Term: 60,
			Ramp: model.Ramp{Shape: model.Immediate}, OnDelay: model.Extend, Value: 600, Fee: unknown,
			MinimumsBy: model.ContractYears, Schedule: model.Schedule{Kind: model.ByRamp},
			Availability: 1, Utilisation: 1, PUE: unknown, LoadFactor: 1, GridIntensity: unknown, WUE: unknown,
		}},
		Revenue: []model.RevenueLine{{ID: "sales", Margin: 1, Curve: model.Curve{
			Kind: model.Annual, Points: []model.Point{{At: model.MonthOf(2025, 1), Value: 100}}, Growth: model.Growth{Initial: 0, Terminal: 0},
		}}},
	}
}

func target(t *testing.T, text string) model.Target {
	t.Helper()
	out, err := model.ParseTarget(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// alike reports whether two numbers agree to a part in a thousand million, or are both not known.
func alike(a, b float64) bool {
	if !model.Known(a) || !model.Known(b) {
		return !model.Known(a) && !model.Known(b)
	}
	return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b))
}
