package model_test

import (
	"testing"

	"commitcast/model"
)

// dispatched is three sources in January 2026, 744 hours, in this order: pay as you go for 4 GPUs at $2.50; 10 GPUs that are paid
// whether used or not; a drawdown of $10,000 at $2, overage at 1.5 times.
func dispatched(demand float64) *model.Scenario {
	flex, drawdown, firm := workedContract(model.OnDemand, 1), workedContract(model.Drawdown, 1), workedContract(model.TakeOrPay, 1)
	flex.ID, drawdown.ID, firm.ID = "flex", "drawdown", "firm"
	flex.Fleet, flex.Prices = []model.Batch{{Accelerator: "gb200", Count: 4}}, []model.Price{{Amount: 2.5}}
	drawdown.Minimums, drawdown.Prices, drawdown.Drawdown.OveragePrice = []model.Minimum{{Year: 1, Amount: 10_000}}, []model.Price{{Amount: 2}}, 1.5
	firm.Fleet, firm.Value = []model.Batch{{Accelerator: "gb200", Count: 10}}, 30_000
	s := workedScenario(flex, firm, drawdown)
	s.Demand = &model.Demand{Curve: monthlyCurve(demand)}
	return s
}

// 10 GPUs give 7,440 hours for nothing more, the drawdown 10,000/2 = 5,000 until its minimum is met, 4 GPUs 2,976 at $2.50, and
// the drawdown again at 2·1.5 = $3: without a fleet as many as wanted, with one of 8 GPUs 5,952 − 5,000 = 952.
//
//	20,000  flex 2,976, drawdown 5,000 + 4,584 at $3 = $23,752; 7,440 from the 10 GPUs
//	14,000  drawdown 5,000, flex the other 1,560
//	 9,000  drawdown 1,560: $3,120, and $6,880 are charged
//	 3,000  all from the 10 GPUs, 4,440 of whose hours are idle: 30,000·(1 − 3,000/7,440)
//	20,000 with 8 GPUs  5,952 of the drawdown, $12,856; 20,000 − 16,368 = 3,632 are not served
func TestDemandIsServedByMarginalPrice(t *testing.T) {
	tests := map[string]struct {
		demand, gpus         float64
		flex, drawdown, firm float64 // hours
		cost                 float64 // of the drawdown's use
		unserved             float64
	}{
		"beyond the minimum the dearest comes last": {20_000, 0, 2976, 9584, 7440, 10_000 + 4584*3, 0},
		"on demand comes after what is committed":   {14_000, 0, 1560, 5000, 7440, 10_000, 0},
		"less than the minimum":                     {9_000, 0, 0, 1560, 7440, 3120, 0},
		"what is paid anyway comes first":           {3_000, 0, 0, 0, 3000, 0, 0},
		"what nobody has is not served":             {20_000, 8, 2976, 5952, 7440, 10_000 + 952*3, 3632},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := dispatched(test.demand)
			if test.gpus > 0 {
				s.Contracts[2].Fleet = []model.Batch{{Accelerator: "gb200", Count: test.gpus}}
			}
			r := analyse(t, s, model.ByMonth)
			for i, want := range []float64{test.flex, test.firm, test.drawdown} {
				hours, _ := r.Contracts[i].Series("gpu_hours.used")
				sameAmounts(t, r.Contracts[i].ID, hours.Values, []float64{want})
			}
			of := func(i int, name string) float64 {
				v, _ := r.Contracts[i].Series(name)
				return v.Values[0]
			}
			sameAmount(t, "flex spend", of(0, "spend"), 2.5*test.flex)
			sameAmount(t, "drawdown consumption", of(2, "consumption"), test.cost)
			sameAmount(t, "drawdown spend", of(2, "spend"), max(10_000, test.cost))
			sameAmount(t, "idle", of(1, "idle"), 30_000*(1-test.firm/7440))
			sameAmount(t, "unserved", series(t, r, "unserved").Values[0], test.unserved)
		})
	}
}

// Capacity that is paid and a drawdown short of its minimum both cost nothing more: the first in the file comes first.
func TestSourcesOfOnePriceAreUsedInTheOrderOfTheFile(t *testing.T) {
	s := dispatched(9_000)
	s.Contracts[1], s.Contracts[2] = s.Contracts[2], s.Contracts[1]
	r := analyse(t, s, model.ByMonth)
	for i, want := range []float64{0, 5000, 4000} {
		hours, _ := r.Contracts[i].Series("gpu_hours.used")
		sameAmounts(t, r.Contracts[i].ID, hours.Values, []float64{want})
	}
}

// 10 a month of 2026 on 8 GPUs, lost from July on: six months of spend and capacity are left. Minimums of 100 a year, used at
// 10 a month until the middle of 2027: the second year's is not due by then.
func TestALostProviderIsNoLongerPaid(t *testing.T) {
	firm := tenAMonth(12)
	firm.Fleet, firm.Payment.Prepay = []model.Batch{{Accelerator: "gb200", Count: 8}}, []model.Prepayment{ahead(0.2, model.Unknown(), model.ProRata)}
	lost := without(t, workedScenario(firm), "a", model.MonthOf(2026, 7))
	sameAmounts(t, "spend", lost("spend", model.ByMonth), times(6, 10))
	sameAmounts(t, "GPUs", lost("gpus", model.ByMonth), times(6, 8))
	// 24 were prepaid, 2 a month earned: the other 12 come back at the end of June.
	sameAmounts(t, "cash", lost("cash", model.ByMonth), []float64{32, 8, 8, 8, 8, -4})

	drawdown := workedContract(model.Drawdown, 24)
	drawdown.Minimums, drawdown.Consumption = []model.Minimum{{Year: 1, Amount: 130}, {Year: 2, Amount: 500}}, monthlyCurve(10)
	lost = without(t, workedScenario(drawdown), "A", model.MonthOf(2027, 7))
	sameAmounts(t, "drawdown spend", lost("spend", model.ByYear), []float64{130, 60})
	sameAmounts(t, "drawdown charges", lost("charges", model.ByYear), []float64{10, 0})
}

// without is the first contract's metrics after a provider is lost.
func without(t *testing.T, s *model.Scenario, provider string, from model.Month) func(metric string, by model.By) []float64 {
	t.Helper()
	if problems := s.Validate(); len(problems) > 0 {
		t.Fatalf("not valid: %v", problems)
	}
	lost, err := model.Without(s, provider, from)
	if err != nil {
		t.Fatal(err)
	}
	return func(metric string, by model.By) []float64 {
		t.Helper()
		r, err := model.Analyse([]*model.Scenario{lost}, by)
		if err != nil {
			t.Fatal(err)
		}
		v, ok := r[0].Contracts[0].Series(metric)
		if !ok {
			t.Fatalf("no metric %s", metric)
		}
		return v.Values
	}
}
