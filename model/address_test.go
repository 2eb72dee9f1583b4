package model

import (
	"errors"
	"strings"
	"testing"
)

// vague is a deal with what the paths of the tests lead to.
func vague() *Scenario {
	s := deal()
	s.Contracts[0].Ramp = Ramp{Shape: Linear, Full: 11}
	s.Contracts[0].Fleet = []Batch{{"gb200", 5}}
	s.Contracts = append(s.Contracts, Contract{
		ID: "pieces", Status: Option, Kind: TakeOrPay, Start: DateOf(2026, 3, 15), Delay: 2, Term: 24, Value: Unknown(), Fee: Unknown(),
		Availability: 1, Utilisation: 1, LoadFactor: 1, PUE: Unknown(), GridIntensity: Unknown(), WUE: Unknown(),
		Prices: []Price{{Accelerator: "gb200", Amount: Unknown(), Market: "gb200", Multiple: 0.9}},
		Tranches: []Tranche{{Name: "one", Delay: Months(Unknown()), Value: Unknown(), Fee: Unknown(), Fleet: []Batch{{"gb200", 100}},
			Ramp: Ramp{Shape: Points, Knots: []Knot{{At: Months(float64(MonthOf(2026, 7)) - DateOf(2026, 3, 15).Position()), Share: 0.5}}}}},
		Payment: Payment{Prepay: []Prepayment{{Name: "signing fee", Share: Unknown(), Amount: 5, BeforeStart: 1, Apply: ProRata, To: Months(Unknown())}}},
	})
	s.Market = []MarketPrice{{"gb200", 3, MonthOf(2026, 1), 0.1}}
	s.Revenue = []RevenueLine{
		{ID: "api", Margin: 0.7, Curve: Curve{Kind: Annual, Points: []Point{{MonthOf(2026, 1), 100}, {MonthOf(2027, 1), 200}}, Growth: Growth{Initial: 1, Terminal: 0.1, HalfLife: 24}}},
		{ID: "flat", Margin: 1, Curve: Curve{Kind: RunRate, Points: []Point{{MonthOf(2026, 1), 100}}, Growth: Growth{Initial: 0.2, Terminal: 0.2}}},
	}
	s.Demand = &Demand{Curve: &Curve{Kind: RunRate, Points: []Point{{MonthOf(2026, 1), 1000}}}}
	return s
}

func TestAPathLeadsToTheNumberItNames(t *testing.T) {
	s := vague()
	tests := map[string]struct {
		path string
		get  float64
		what func(s *Scenario) float64 // where the scenario has it
	}{
		"a share":                           {"contracts.a.utilisation", 1, func(s *Scenario) float64 { return s.Contracts[0].Utilisation }},
		"a ramp's length":                   {"contracts.a.ramp.full", 11, func(s *Scenario) float64 { return float64(s.Contracts[0].Ramp.Full) }},
		"a point by the month it ends":      {"contracts.pieces.tranches.one.ramp.points.2026-06", 0.5, func(s *Scenario) float64 { return s.Contracts[1].Tranches[0].Ramp.Knots[0].Share }},
		"a number of machines":              {"contracts.pieces.tranches.one.fleet.gb200", 100, func(s *Scenario) float64 { return s.Contracts[1].Tranches[0].Fleet[0].Count }},
		"a tranche's delay, the contract's": {"contracts.pieces.tranches.one.delay", 2, func(s *Scenario) float64 { return float64(s.Contracts[1].Tranches[0].Delay) }},
		"a multiple of the market":          {"contracts.pieces.price.gb200.multiple", 0.9, func(s *Scenario) float64 { return s.Contracts[1].Prices[0].Multiple }},
		"an item by a name with a blank":    {"contracts.pieces.payment.prepay.signing fee.amount", 5, func(s *Scenario) float64 { return s.Contracts[1].Payment.Prepay[0].Amount }},
		"a market price":                    {"market.gb200.decline", 0.1, func(s *Scenario) float64 { return s.Market[0].Decline }},
		"a year's total":                    {"revenue.api.annual.2027", 200, func(s *Scenario) float64 { return s.Revenue[0].Curve.Points[1].Value }},
		"a rate that fades":                 {"revenue.api.growth.initial", 1, func(s *Scenario) float64 { return s.Revenue[0].Curve.Growth.Initial }},
		"one rate, at its beginning":        {"revenue.flat.growth", 0.2, func(s *Scenario) float64 { return s.Revenue[1].Curve.Growth.Initial }},
		"one rate, at its end":              {"revenue.flat.growth", 0.2, func(s *Scenario) float64 { return s.Revenue[1].Curve.Growth.Terminal }},
		"a level":                           {"demand.base", 1000, func(s *Scenario) float64 { return s.Demand.Curve.Points[0].Value }},
		"the power of a machine":            {"catalog.gb200.power", 2, func(s *Scenario) float64 { return s.Catalog.Accelerators[0].KW }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			was := test.what(s)
			copied := s.Clone()
			x, err := copied.Scalar(test.path)
			if err != nil {
				t.Fatal(err)
			}
			if got := x.Get(); got != test.get {
				t.Errorf("%s is %v, want %v", test.path, got, test.get)
			}
			x.Set(0.25)
			if got := test.what(copied); got != 0.25 {
				t.Errorf("after it is set the scenario has %v", got)
			}
			if now := test.what(s); now != was && (Known(now) || Known(was)) {
				t.Errorf("the original changed from %v to %v", was, now)
			}
			if n := testing.AllocsPerRun(10, func() { x.Set(0.5) }); n != 0 {
				t.Errorf("setting it allocates %v times", n)
			}
		})
	}
}

func TestASwitchIsOneOrNothing(t *testing.T) {
	s := vague()
	x, err := s.Scalar("contracts.pieces.exercised")
	if err != nil || !x.Switch() || x.Get() != 0 {
		t.Fatalf("exercised is %v, a switch: %v (%v)", x.Get(), x.Switch(), err)
	}
	if x.Set(1); !s.Contracts[1].Exercised || x.Get() != 1 {
		t.Error("it is not switched on")
	}
}

func TestTheListPriceOfOverageFollowsTheDiscount(t *testing.T) {
	s := deal()
	s.Contracts[0].Discount, s.Contracts[0].Drawdown.OveragePrice = 0.2, 1.25
	s.Inputs = Inputs{{Path: "contracts.a.overage_price", Text: "list"}}
	x, err := s.Scalar("contracts.a.discount")
	if err != nil {
		t.Fatal(err)
	}
	if x.Set(0.5); s.Contracts[0].Drawdown.OveragePrice != 2 {
		t.Errorf("off half the list price, overage costs %v of the contract's", s.Contracts[0].Drawdown.OveragePrice)
	}
	if _, err := s.Scalar("contracts.a.overage_price"); err == nil {
		t.Error("list is a number")
	}
}

func TestWhatIsNoNumberSaysWhatThereIsInstead(t *testing.T) {
	s := vague()
	for path, want := range map[string]string{
		"contracts.a.start":                                 "contracts.a.start: is a date, not a number (vary the delay beside it)",
		"contracts.a.provider":                              "is a name, not a number",
		"contracts.a.ramp.shape":                            "is a word, not a number (vary the ramp's full)",
		"contracts.b.delay":                                 `there is no contract "b" (there is a, pieces)`,
		"contracts.a.delai":                                 `there is no "delai"`,
		"contracts.a":                                       "is not one value",
		"contracts.a.delay.mean":                            "goes on below contracts.a.delay, which is a single value",
		"contracts.a.fleet.h100":                            `there is no accelerator here "h100"`,
		"contracts.a.consumption.base":                      "is not given in the scenario",
		"contracts.pieces.ramp.full":                        "is each tranche's own, counted from its own start (name a tranche: contracts.pieces.tranches.one.ramp)",
		"contracts.pieces.price.gb200":                      "follows the market's (name market.gb200.price, or the multiple below it)",
		"contracts.pieces.tranches.one.term":                "is the contract's",
		"contracts.pieces.tranches.one.ramp.points.2026-07": `there is no month "2026-07" (there is 2026-06)`,
		"revenue.api.growth":                                "fades from one rate to another (go on with initial, terminal or half_life)",
		"revenue.flat.growth.initial":                       "growth does not fade",
		"revenue.flat.annual.2026":                          "is not given in the scenario",
		"demand.intensity":                                  `there is no "intensity"`,
		"defaults.pue":                                      "holds for several contracts at once (give it on the contract",
		"fiscal_year_end":                                   "is a month, not a number",
		"valuation":                                         "is a map of several values (go on with discount_rate)",
		"":                                                  "is not one value",
	} {
		_, err := s.Scalar(path)
		var p Problem
		if !errors.As(err, &p) || p.Path != path || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is refused with %v, want %q", path, err, want)
		}
	}
}
