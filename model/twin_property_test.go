package model_test

import (
	"math"
	"testing"

	"commitcast/model"

	"pgregory.net/rapid"
)

// The promises that hold for every scenario, whatever its numbers are.

const cent = 0.005

// drawOne is a scenario of one drawn contract that counts, and no business around it.
func drawOne(t *rapid.T, accept func(*model.Contract) bool) *model.Scenario {
	s := &model.Scenario{
		Title: "one", Name: "one", File: "one.yaml", Currency: "USD", FiscalYearEnd: 12, Target: 1, Catalog: testCatalog(),
		Valuation: model.Valuation{Rate: 0.09},
		Market: []model.MarketPrice{
			{Accelerator: "gb200", Price: 4.5, At: model.MonthOf(2026, 3), Decline: 0.25},
			{Accelerator: "h100", Price: 2, At: model.MonthOf(2024, 1)},
		},
	}
	s.Contracts = []model.Contract{rapid.Custom(func(t *rapid.T) model.Contract { return drawContract(t, 0, 12) }).
		Filter(func(c model.Contract) bool { return accept(&c) }).Draw(t, "contract")}
	return s
}

func hasValue(c *model.Contract) bool { return model.Known(c.Value) }

// series is a scenario's metric by period; it fails when there is none of that name.
func series(t fataler, r *model.Report, name string) model.Series {
	t.Helper()
	s, ok := r.Series(name)
	if !ok {
		t.Fatalf("no metric %s", name)
	}
	return s
}

func lifeSpend(t fataler, s *model.Scenario) float64 {
	t.Helper()
	return sumOf(series(t, analyse(t, s, model.ByMonth), "spend").Values)
}

func TestAScheduleAddsUpToItsValueToTheCent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawOne(t, func(c *model.Contract) bool { return hasValue(c) && c.OnDelay != model.Forgive })
		if got, want := lifeSpend(t, s), s.Contracts[0].Value; math.Abs(got-want) > cent {
			t.Errorf("spend %.4f, value %.4f", got, want)
		}
	})
}

func TestMinimumsAddUpToTheCentUnlessForgiven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawOne(t, func(c *model.Contract) bool { return len(c.Minimums) > 0 && c.OnDelay != model.Forgive })
		want := 0.0
		for _, m := range s.Contracts[0].Minimums {
			want += m.Amount
		}
		if got := lifeSpend(t, s); math.Abs(got-want) > cent {
			t.Errorf("spend %.4f, minimums %.4f", got, want)
		}
	})
}

// With a flat price the undelivered share of value is the undelivered share of ∫c; with even spending that of time.
func TestAForgivingDelayKeepsTheDeliveredShareOfTheValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawOne(t, func(c *model.Contract) bool { return hasValue(c) && c.OnDelay == model.Forgive })
		c := &s.Contracts[0]
		c.Escalator = 0
		term := newTwinTerm(c.Start, c.Term, 0)
		length := term.u[term.last()] + term.f[term.last()]
		share := onlineOver(&c.Ramp, 0, length, float64(c.Delay)) / onlineOver(&c.Ramp, 0, length, 0)
		if c.Schedule.Kind == model.Even {
			share = lengthAfter(0, length, float64(c.Delay)) / length
		}
		if share == 0 {
			return // nothing is left to spend, and no month to show
		}
		if got, want := lifeSpend(t, s), c.Value*share; math.Abs(got-want) > cent {
			t.Errorf("spend %.4f, by the share delivered %.4f", got, want)
		}
	})
}

func TestMonthsAddUpToQuartersAndYears(t *testing.T) {
	flows := []string{
		"spend", "cash", "consumption", "revenue", "contribution", "cfads", "gpu_hours.available", "gpu_hours.used", "energy_mwh",
	}
	rapid.Check(t, func(t *rapid.T) {
		s := drawScenario(t)
		months := analyse(t, s, model.ByMonth)
		for _, by := range []model.By{model.ByQuarter, model.ByYear, model.ByFiscal} {
			r := analyse(t, s, by)
			for _, name := range flows {
				coarse, fine := series(t, r, name), series(t, months, name)
				for i, p := range r.Periods {
					var sum, size float64
					for j, m := range months.Periods {
						if p.From <= m.From && m.To <= p.To {
							sum, size = sum+fine.Values[j], size+math.Abs(fine.Values[j])
						}
					}
					if !near(coarse.Values[i], sum, 0, 1e-12*size) {
						t.Errorf("%s %s: %.15g, its months %.15g", name, p.Label, coarse.Values[i], sum)
					}
				}
			}
		}
	})
}

func TestACoverageRatioIsTheRatioOfSums(t *testing.T) {
	above := map[string]string{
		"coverage.revenue": "revenue", "coverage.contribution": "contribution", "coverage.cash": "cfads",
	}
	rapid.Check(t, func(t *rapid.T) {
		r := analyse(t, drawScenario(t), rapid.SampledFrom([]model.By{model.ByQuarter, model.ByYear, model.ByFiscal}).Draw(t, "by"))
		for name, numerator := range above {
			coverage, num, spend := series(t, r, name), series(t, r, numerator), series(t, r, "spend")
			for i, p := range r.Periods {
				if want := ratio(num.Values[i], spend.Values[i]); !near(coverage.Values[i], want, 1e-12, 0) {
					t.Errorf("%s %s: %.15g, %s/spend %.15g", name, p.Label, coverage.Values[i], numerator, want)
				}
			}
		}
	})
}

// Without prices of a market, which have dates of their own, a contract that starts k years later is spent k years later.
// A start on 29 February has no like in other years.
func TestStartingYearsLaterShiftsTheSchedule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawOne(t, func(c *model.Contract) bool {
			return hasValue(c) && c.Start == c.Start.Month().First()
		})
		before := series(t, analyse(t, s, model.ByMonth), "spend").Values
		s.Contracts[0].Start = s.Contracts[0].Start.AddMonths(12 * rapid.IntRange(1, 8).Draw(t, "years"))
		after := series(t, analyse(t, s, model.ByMonth), "spend").Values
		sameValues(t, after, before, 1)
	})
}

func TestScalingTheValueScalesTheSpend(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawOne(t, hasValue)
		before := series(t, analyse(t, s, model.ByMonth), "spend").Values
		factor := rapid.Float64Range(0.01, 100).Draw(t, "factor")
		s.Contracts[0].Value *= factor
		sameValues(t, series(t, analyse(t, s, model.ByMonth), "spend").Values, before, factor)
	})
}

func TestTwoHalvesOfAContractSpendTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawOne(t, hasValue)
		before := series(t, analyse(t, s, model.ByMonth), "spend").Values
		first := s.Contracts[0]
		first.Value *= 0.375
		second := s.Contracts[0]
		second.ID, second.Value = "rest", second.Value*0.625
		s.Contracts = []model.Contract{first, second}
		sameValues(t, series(t, analyse(t, s, model.ByMonth), "spend").Values, before, 1)
	})
}

func TestTheOrderOfContractsChangesNoTotal(t *testing.T) {
	names := []string{"spend", "remaining", "gpu_hours.available", "price.implied", "coverage.cash", "concentration", "power_mw"}
	rapid.Check(t, func(t *rapid.T) {
		s := drawScenario(t)
		before := analyse(t, s, model.ByYear)
		s.Contracts = rapid.Permutation(s.Contracts).Draw(t, "order")
		after := analyse(t, s, model.ByYear)
		for _, name := range names {
			sameValues(t, series(t, after, name).Values, series(t, before, name).Values, 1)
		}
	})
}

func TestWithoutADelayItsEffectDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScenario(t)
		for i := range s.Contracts {
			s.Contracts[i].Delay, s.Contracts[i].OnDelay = 0, model.Extend
		}
		want := series(t, analyse(t, s, model.ByMonth), "spend").Values
		for _, effect := range []model.DelayEffect{model.Compress, model.Forgive, model.Pay} {
			for i := range s.Contracts {
				s.Contracts[i].OnDelay = effect
			}
			sameValues(t, series(t, analyse(t, s, model.ByMonth), "spend").Values, want, 1)
		}
	})
}

func TestTheRemainingCommitmentRunsOutWithTheContracts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScenario(t)
		s.Horizon = model.Horizon{}
		for i := range s.Contracts { // an option adds to what remains when it starts
			s.Contracts[i].Status, s.Contracts[i].Exercised = model.Signed, false
		}
		r := analyse(t, s, model.ByMonth)
		left := series(t, r, "remaining").Values
		for i := 1; i < len(left); i++ {
			if left[i] > left[i-1]+cent {
				t.Errorf("%s: remaining rises from %.4f to %.4f", r.Periods[i].Label, left[i-1], left[i])
			}
		}
		if end := left[len(left)-1]; math.Abs(end) > cent {
			t.Errorf("remaining ends at %.6f", end)
		}
	})
}

// What is shown decides nothing about what it is.
func TestALongerHorizonChangesNothingInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScenario(t)
		s.Horizon = model.Horizon{}
		before := analyse(t, s, model.ByMonth)
		n := len(before.Periods)
		early, late := rapid.IntRange(0, 30).Draw(t, "early"), rapid.IntRange(0, 100).Draw(t, "late")
		s.Horizon.From = before.Periods[0].From - model.Month(early)
		s.Horizon.To = before.Periods[n-1].To + model.Month(late)
		after := analyse(t, s, model.ByMonth)
		for _, m := range before.Metrics {
			values := series(t, after, m.Name).Values
			sameValues(t, values[early:early+n], m.Values, 1)
		}
	})
}

// sameValues compares got with want·factor to 1e-9, or 1e-11 of the largest value.
func sameValues(t *rapid.T, got, want []float64, factor float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d periods, want %d", len(got), len(want))
	}
	scale := 0.0
	for _, v := range want {
		if math.Abs(v) > scale {
			scale = math.Abs(v)
		}
	}
	for i := range want {
		if !near(got[i], want[i]*factor, agreeRelative, agreeOfScale*scale*factor) {
			t.Errorf("period %d: %.15g, want %.15g", i, got[i], want[i]*factor)
		}
	}
}
