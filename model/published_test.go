package model_test

import (
	"math"
	"testing"

	"commitcast/model"
)

// announced is the reported $38B deal: seven years from 2025-11, linear from 0% to full by the end of 2026.
func announced() *model.Scenario {
	unknown := model.Unknown()
	return &model.Scenario{
		Title: "As announced", Name: "announced", File: "announced.yaml", Currency: "USD",
		FiscalYearEnd: 12, Target: 1, Catalog: testCatalog(),
		Valuation: model.Valuation{Date: model.DateOf(2025, 11, 1), Rate: 0.09},
		Contracts: []model.Contract{{
			ID: "aws", Provider: "AWS", Status: model.Signed, Kind: model.TakeOrPay,
			Start: model.DateOf(2025, 11, 1), Term: 84,
			Ramp:    model.Ramp{Shape: model.Linear, Full: 14},
			OnDelay: model.Extend, Value: 38e9, Fee: unknown,
			MinimumsBy: model.ContractYears, Schedule: model.Schedule{Kind: model.ByRamp},
			Fleet:        []model.Batch{{Accelerator: "gb200", Count: 200_000}},
			Availability: 1, Utilisation: 1, PUE: unknown, LoadFactor: 1, GridIntensity: unknown, WUE: unknown,
		}},
	}
}

// The hand derivation. Month i of the ramp (0 to 13) carries ∫_i^{i+1} τ/14 dτ = (2i+1)/28 of a full month, so that the
// first n months carry n²/28. The whole ramp is 14²/28 = 7 full months and 84−14 = 70 months follow: 77 in all.
//
//	as announced  2025: 2 months, 4/28; 2026: (14²−2²)/28 = 192/28; 2027–31: 12 each; 2032: 10. Sum 77 months.
//	extend 9mo    the same 77 months, from 2026-08 to 2033-07. 2026: 5 months, 25/28; 2027: the ramp's months 5–13,
//	              (196−25)/28, then 3 full; 2028–32: 12 each; 2033: 7.
//	compress 9mo  the same until 2032-10, so 77−9 = 68 months carry the value: 2026 25/28, 2027 171/28+3,
//	              2028–31 12 each, 2032 10. Sum 7+3+48+10 = 68.
//	forgive 9mo   the months of compress at 38/77 each: 68·38/77 = 33.558442.
func TestPublishedYearsOfThe38BillionDeal(t *testing.T) {
	tests := map[string]struct {
		delay   model.Months
		effect  model.DelayEffect
		months  []float64 // full months a calendar year, from 2025
		divisor float64   // full months that carry $38B
		printed []float64 // worked independently, $B
		total   float64   // $B
	}{
		"as announced every year carries its share of 77 full months": {
			0, model.Extend, []float64{4. / 28, 192. / 28, 12, 12, 12, 12, 12, 10}, 77,
			[]float64{0.070501, 3.384045, 5.922078, 5.922078, 5.922078, 5.922078, 5.922078, 4.935065}, 38,
		},
		"nine months late and extended the same 77 months come later": {
			9, model.Extend, []float64{0, 25. / 28, 171./28 + 3, 12, 12, 12, 12, 12, 7}, 77,
			[]float64{0, 0.440631, 4.494434, 5.922078, 5.922078, 5.922078, 5.922078, 5.922078, 3.454545}, 38,
		},
		"nine months late and compressed 68 months carry the value": {
			9, model.Compress, []float64{0, 25. / 28, 171./28 + 3, 12, 12, 12, 12, 10}, 68,
			[]float64{0, 0.498950, 5.089286, 6.705882, 6.705882, 6.705882, 6.705882, 5.588235}, 38,
		},
		"nine months late and forgiven nine months of 77 fall away": {
			9, model.Forgive, []float64{0, 25. / 28, 171./28 + 3, 12, 12, 12, 12, 10}, 77, nil, 33.558442,
		},
		"nine months late and paid the spend is as announced": {
			9, model.Pay, []float64{4. / 28, 192. / 28, 12, 12, 12, 12, 12, 10}, 77, nil, 38,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := announced()
			s.Contracts[0].Delay, s.Contracts[0].OnDelay = test.delay, test.effect
			spend := yearly(t, s, "spend")
			total := 0.0
			for i, months := range test.months {
				want := 38e9 * months / test.divisor
				if !near(spend[2025+i], want, 1e-9, 0) {
					t.Errorf("%d: spend %.2f, by hand %.2f", 2025+i, spend[2025+i], want)
				}
				if test.printed != nil && math.Abs(spend[2025+i]/1e9-test.printed[i]) > 0.5e-6 {
					t.Errorf("%d: spend %.6f, worked independently %.6f", 2025+i, spend[2025+i]/1e9, test.printed[i])
				}
				total += spend[2025+i]
			}
			if math.Abs(total/1e9-test.total) > 0.5e-6 {
				t.Errorf("whole life %.6f, worked independently %.6f", total/1e9, test.total)
			}
		})
	}
}

// GPU-hours by hand: 2025 is (1/28)·30·24 + (3/28)·31·24 hours each; a full year 365·24, a leap year 366·24.
func TestPublishedGPUHours(t *testing.T) {
	hours := yearly(t, announced(), "gpu_hours.available")
	for year, want := range map[int]float64{
		2025: 200_000 * (30*24 + 3*31*24) / 28.0,
		2027: 1_752e6,
		2028: 1_756.8e6,
	} {
		if !near(hours[year], want, 1e-9, 0) {
			t.Errorf("%d: %.4f GPU-hours, want %.4f", year, hours[year], want)
		}
	}
	if got := math.Round(hours[2025]/100) / 1e4; got != 21.0857 {
		t.Errorf("2025: %.4fM GPU-hours, worked independently 21.0857M", got)
	}
}

// Figures worked apart from this program: spreadsheet XNPV with each month's cash on its last day.
func TestPublishedPresentValueAndLife(t *testing.T) {
	sum := analyse(t, announced(), model.ByYear).Summary
	if math.Abs(sum.PresentValue-27_692_105_600.41) > 0.005 {
		t.Errorf("present value %.2f, want 27692105600.41", sum.PresentValue)
	}
	if math.Abs(sum.WALYears-3.822294) > 0.5e-6 {
		t.Errorf("weighted average life %.6f, want 3.822294", sum.WALYears)
	}
	if sum.Commitment != 38e9 {
		t.Errorf("commitment %.2f, want 38000000000", sum.Commitment)
	}
}

// yearly is a metric by calendar year.
func yearly(t *testing.T, s *model.Scenario, name string) map[int]float64 {
	t.Helper()
	r := analyse(t, s, model.ByYear)
	series, ok := r.Series(name)
	if !ok {
		t.Fatalf("no metric %s", name)
	}
	out := map[int]float64{}
	for i, p := range r.Periods {
		out[p.From.Year()] = series.Values[i]
	}
	return out
}

func analyse(t fataler, s *model.Scenario, by model.By) *model.Report {
	t.Helper()
	if problems := s.Validate(); len(problems) > 0 {
		t.Fatalf("not valid: %v", problems)
	}
	reports, err := model.Analyse([]*model.Scenario{s}, by)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return reports[0]
}

// fataler is what *testing.T and *rapid.T have alike.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// near compares within a relative tolerance or an absolute one; Unknown is near Unknown only.
func near(got, want, relative, absolute float64) bool {
	if math.IsNaN(got) || math.IsNaN(want) {
		return math.IsNaN(got) && math.IsNaN(want)
	}
	return math.Abs(got-want) <= max(absolute, relative*max(math.Abs(got), math.Abs(want)))
}
