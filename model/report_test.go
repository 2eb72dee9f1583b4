package model

import (
	"math"
	"strings"
	"testing"
	"time"
)

// deal is a hand-workable contract: $120 over 12 months from 2026-01, all at once, so $10 a month.
func deal() *Scenario {
	unknown := Unknown()
	return &Scenario{
		Title: "Deal", Name: "deal", Currency: "USD", FiscalYearEnd: time.December, Target: 1,
		Valuation: Valuation{Rate: unknown},
		Catalog: Catalog{
			Accelerators: []Accelerator{
				{ID: "gb200", KW: 2, PriceLow: 2, PriceHigh: 4},
				{ID: "cpu", CPU: true, KW: 0.01, PriceLow: unknown, PriceHigh: unknown},
			},
			MWYearLow: 5e6, MWYearHigh: 20e6,
		},
		Contracts: []Contract{{
			ID: "a", Provider: "A", Status: Signed, Kind: TakeOrPay, Start: DateOf(2026, 1, 1), Term: 12,
			Ramp: Ramp{Shape: Immediate}, OnDelay: Extend, Value: 120, Fee: unknown,
			MinimumsBy: ContractYears, Schedule: Schedule{Kind: ByRamp},
			Availability: 1, Utilisation: 1, PUE: unknown, LoadFactor: 1, GridIntensity: unknown, WUE: unknown,
		}},
	}
}

func report(t *testing.T, s *Scenario, by By) *Report {
	t.Helper()
	if problems := s.Validate(); len(problems) > 0 {
		t.Fatal(problems)
	}
	reports, err := Analyse([]*Scenario{s}, by)
	if err != nil {
		t.Fatal(err)
	}
	return reports[0]
}

func values(t *testing.T, r *Report, metric string) Series {
	t.Helper()
	s, ok := r.Series(metric)
	if !ok {
		t.Fatalf("no metric %s", metric)
	}
	return s
}

func TestPeriodsAreNamedAndMarkedPartial(t *testing.T) {
	tests := map[string]struct {
		by   By
		edit func(*Scenario)
		want string // labels, * for partial
	}{
		"a whole calendar year":                  {ByYear, func(*Scenario) {}, "2026"},
		"quarters":                               {ByQuarter, func(*Scenario) {}, "2026-Q1 2026-Q2 2026-Q3 2026-Q4"},
		"fiscal years are named by their end":    {ByFiscal, func(s *Scenario) { s.FiscalYearEnd = time.June }, "FY2026* FY2027*"},
		"contract years":                         {ByContract, func(s *Scenario) { s.Contracts[0].Term = 18 }, "Y1 Y2*"},
		"the horizon cuts a year":                {ByYear, func(s *Scenario) { s.Horizon.From = MonthOf(2026, 3) }, "2026*"},
		"months without spend make it partial":   {ByYear, func(s *Scenario) { s.Horizon.From = MonthOf(2025, 7) }, "2025* 2026"},
		"a delay leaves the first months unpaid": {ByQuarter, func(s *Scenario) { s.Contracts[0].Delay = 4 }, "2026-Q1* 2026-Q2* 2026-Q3 2026-Q4 2027-Q1 2027-Q2*"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := deal()
			test.edit(s)
			var labels []string
			for _, p := range report(t, s, test.by).Periods {
				label := p.Label
				if p.Partial {
					label += "*"
				}
				labels = append(labels, label)
			}
			if got := strings.Join(labels, " "); got != test.want {
				t.Errorf("periods are %s, want %s", got, test.want)
			}
		})
	}
}

func TestWhatTheHorizonHidesStandsBeforeAndAfter(t *testing.T) {
	s := deal()
	s.Horizon = Horizon{MonthOf(2026, 3), MonthOf(2026, 10)}
	spend := values(t, report(t, s, ByYear), "spend")
	near(t, "before", spend.Before, 20)
	near(t, "shown", spend.Values[0], 80)
	near(t, "after", spend.After, 20)
	near(t, "total", spend.Total, 120)
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) || Known(got) != Known(want) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// By hand: 10 GPUs for 24·31 hours in January are 7,440 GPU-hours; 10 · 2 kW are 0.02 MW of IT, 0.03 MW at a PUE of 1.5;
// energy 0.03 · 744 = 22.32 MWh; carbon at 0.4 kg/kWh 8.928 t; water 0.02 · 744 · 0.5 / 1000 = 0.00744 ML.
func TestCapacityBecomesHoursPowerEnergyCarbonAndWater(t *testing.T) {
	s := deal()
	c := &s.Contracts[0]
	c.Fleet = []Batch{{"gb200", 10}, {"cpu", 0}}
	c.PUE, c.GridIntensity, c.WUE, c.Utilisation = 1.5, 0.4, 0.5, 0.25
	r := report(t, s, ByMonth)
	for metric, want := range map[string]float64{
		"gpus": 10, "gpu_hours.available": 7440, "gpu_hours.used": 1860, "power_it_mw": 0.02, "power_mw": 0.03,
		"energy_mwh": 22.32, "carbon_t": 8.928, "water_ml": 0.00744, "price.implied": 10. / 7440, "price.effective": 10. / 1860,
		"spend_per_mw_year": 120 / 0.02,
	} {
		near(t, metric+" in January", values(t, r, metric).Values[0], want)
	}
}

func TestWhatIsNotStatedIsUnknownAndNeverZero(t *testing.T) {
	r := report(t, deal(), ByYear)
	for _, metric := range []string{"gpus", "gpu_hours.available", "cpus", "power_mw", "carbon_t", "water_ml", "price.implied",
		"revenue", "coverage.revenue", "coverage.cash", "cfads", "cash_balance", "coverage.life", "vendor_funded_share"} {
		if v := values(t, r, metric); Known(v.Values[0]) {
			t.Errorf("%s is %v, but nothing is stated about it", metric, v.Values[0])
		}
	}
	if Known(r.Summary.PresentValue) || Known(r.Summary.FundingGap) {
		t.Error("without a discount rate or revenue there is no present value and no funding gap")
	}
}

// Two contracts of $120: one with 10 GPUs, one without a fleet. Prices divide the spend of the first alone.
func TestTotalsSayWhichContractsTheyLeaveOut(t *testing.T) {
	s := deal()
	second := s.Contracts[0]
	second.ID, second.Provider = "b", "B"
	s.Contracts[0].Fleet = []Batch{{"gb200", 10}}
	s.Contracts = append(s.Contracts, second)
	r := report(t, s, ByYear)
	near(t, "implied price", values(t, r, "price.implied").Values[0], 120./(10*8760))
	if !warns(r, "totals of GPU-hours and prices per GPU-hour leave out b") {
		t.Errorf("no footnote says that b is left out: %v", r.Warnings)
	}
	near(t, "concentration of two equal providers", values(t, r, "concentration").Values[0], 0.5)
	near(t, "effective providers", values(t, r, "concentration.effective").Values[0], 2)
}

func warns(r *Report, text string) bool {
	for _, w := range r.Warnings {
		if strings.Contains(w.Message, text) {
			return true
		}
	}
	return false
}

// 10 GPUs over 2026 are 87,600 hours: $262,800 is $3 an hour, inside $2–$4; a tenth of it is not, and says so.
func TestAValueWrongByAFactorOfTenIsNamed(t *testing.T) {
	for value, want := range map[float64]string{
		262_800:   "",
		26_280:    "ten times as much would be inside",
		2_628_000: "a tenth of it would be inside",
		700_800:   "implied price of $8.00 per GPU-hour is 100% above the plausible $2.00–$4.00",
	} {
		s := deal()
		s.Contracts[0].Value, s.Contracts[0].Fleet = value, []Batch{{"gb200", 10}}
		s.Catalog.MWYearLow, s.Catalog.MWYearHigh = Unknown(), Unknown()
		r := report(t, s, ByYear)
		if want == "" && len(r.Warnings) > 0 || want != "" && !warns(r, want) {
			t.Errorf("value %v warns %v, want %q", value, r.Warnings, want)
		}
	}
}

func TestAStatedPriceIsHeldAgainstTheImpliedOne(t *testing.T) {
	s := deal()
	c := &s.Contracts[0]
	c.Value, c.Fleet = 262_800, []Batch{{"gb200", 10}} // implies $3.00
	c.Prices = []Price{{Amount: 3.02}}
	if r := report(t, s, ByYear); warns(r, "states") {
		t.Errorf("a difference within 1%% warns: %v", r.Warnings)
	}
	c.Prices[0].Amount = 3.10
	if r := report(t, s, ByYear); !warns(r, "states $3.10 per GPU-hour on average, but value and fleet imply $3.00 (-3%)") {
		t.Errorf("no warning about the price: %v", r.Warnings)
	}
}

// Revenue of $60 and $240 a year against $120: covered from the second year on.
func TestTheFirstCoveredYearStaysCovered(t *testing.T) {
	s := deal()
	s.Contracts[0].Term, s.Contracts[0].Value = 48, 480
	line := func(totals ...float64) []RevenueLine {
		var points []Point
		for i, v := range totals {
			points = append(points, Point{MonthOf(2025+i, 1), v})
		}
		return []RevenueLine{{ID: "sales", Margin: 1, Curve: Curve{Kind: Annual, Points: points}}}
	}
	tests := map[string]struct {
		totals []float64 // from 2025
		want   int
		least  float64
	}{
		"rising":                        {[]float64{30, 60, 240, 240, 240}, 2027, 0.5},
		"a later dip starts it anew":    {[]float64{30, 240, 60, 240, 240}, 2028, 0.5},
		"never, when the end falls off": {[]float64{30, 240, 240, 240, 60}, 0, 0.5},
		"always":                        {[]float64{30, 120, 120, 120, 120}, 2026, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s.Revenue = line(test.totals...)
			sum := report(t, s, ByYear).Summary
			if sum.FirstCoveredYear != test.want {
				t.Errorf("first covered year is %d, want %d", sum.FirstCoveredYear, test.want)
			}
			near(t, "least coverage", sum.MinCoverage, test.least)
		})
	}
	s.Revenue = line(30, 60, 240, 240, 240) // 120 a year from a base of 30 in 2025: 300% in 2026, 100% in 2027
	r := report(t, s, ByYear)
	growth := values(t, r, "breakeven.cagr").Values
	near(t, "growth to break even in 2026", growth[0], 3)
	near(t, "growth to break even in 2027", growth[1], 1)
	near(t, "largest growth to break even", r.Summary.BreakevenCAGRAll, 3)
}

// $50 at the start, $10 a month out, nothing in until a warrant (no cash) and $30 of debt in October.
func TestTheFundingGapIsTheDeepestShortfallOfCash(t *testing.T) {
	s := deal()
	s.OpeningCash, s.MinCash = 50, 5
	s.Financing = []Financing{
		{Name: "loan", Amount: 30, Date: DateOf(2026, 10, 5), Kind: Debt, Status: Signed},
		{Name: "warrants", Amount: 1000, Date: DateOf(2026, 2, 1), Kind: Warrant, Status: Signed},
		{Name: "hope", Amount: 1000, Date: DateOf(2026, 2, 1), Kind: Equity, Status: LetterOfIntent},
	}
	sum := report(t, s, ByYear).Summary
	near(t, "funding gap", sum.FundingGap, 5+40) // September ends at 50−90 = −40; December at 50+30−120 = −40 too
	if sum.FundingGapMonth.String() != "2026-09" || sum.RunwayMonth.String() != "2026-05" {
		t.Errorf("gap in %s, below min_cash from %s; want 2026-09 and 2026-05", sum.FundingGapMonth, sum.RunwayMonth)
	}
}

func TestGradesSayWhatTheFiguresRestOn(t *testing.T) {
	s := deal()
	second := s.Contracts[0]
	second.ID, second.Value = "b", 360
	s.Contracts = append(s.Contracts, second)
	s.Revenue = []RevenueLine{{ID: "sales", Margin: 1, Curve: Curve{Kind: Annual,
		Points: []Point{{MonthOf(2025, 1), 100}, {MonthOf(2026, 1), 100}}}}}
	s.Inputs = Inputs{
		{Path: "contracts.a.value", Grade: Disclosed}, {Path: "contracts.b.value", Grade: PressOnly},
		{Path: "revenue.sales.annual.2026", Grade: Estimated},
	}
	got := report(t, s, ByYear).Grades
	want := []GradeShare{{Disclosed, 0.25, 0}, {PressOnly, 0.75, 0}, {Estimated, 0, 1}}
	if len(got) != len(want) {
		t.Fatalf("grades are %v, want %v", got, want)
	}
	for i := range want {
		if got[i].Grade != want[i].Grade {
			t.Fatalf("grades are %v, want %v", got, want)
		}
		near(t, string(want[i].Grade)+" of commitments", got[i].Committed, want[i].Committed)
		near(t, string(want[i].Grade)+" of revenue", got[i].Revenue, want[i].Revenue)
	}
}

func TestDifferencesAreTakenAgainstTheFirst(t *testing.T) {
	a, b := deal(), deal()
	b.Contracts[0].Value = 180
	c, err := Compare([]*Scenario{a, b}, ByYear)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range c.Deltas[0].Metrics {
		if d.Name == "spend" {
			near(t, "difference", d.Values[0], 60)
			near(t, "in percent", d.Percent[0], 0.5)
			near(t, "in total", d.Total, 60)
		}
		if d.Name == "revenue" && Known(d.Values[0]) {
			t.Error("a difference of unknown revenues is known")
		}
	}
}

func TestContractYearsNeedOneContract(t *testing.T) {
	s := deal()
	second := s.Contracts[0]
	second.ID = "b"
	s.Contracts = append(s.Contracts, second)
	if _, err := Analyse([]*Scenario{s}, ByContract); err == nil || !strings.Contains(err.Error(), "2 count") {
		t.Errorf("by contract year with two contracts: %v", err)
	}
}

// A price for all is one of GPU-hours: 10 GPUs at $3 and 1,000 cores at $0.01 are $40 an hour, 24·31 hours in January.
func TestCPUCoresAreBilledAtTheirOwnPriceOnly(t *testing.T) {
	s := deal()
	c := &s.Contracts[0]
	c.Value, c.Fleet = Unknown(), []Batch{{"gb200", 10}, {"cpu", 1000}}
	c.Prices = []Price{{Amount: 3}}
	if problems := s.Validate(); len(problems) == 0 {
		t.Error("cores without a price of their own pass")
	}
	c.Prices = append([]Price{{Accelerator: "cpu", Amount: 0.01}}, c.Prices...)
	near(t, "January", values(t, report(t, s, ByMonth), "spend").Values[0], 40*744)
}

func TestDatesThatChangeTheMoneyAreFootnotes(t *testing.T) {
	s := deal()
	option := s.Contracts[0]
	option.ID, option.Status, option.Exercised, option.Start = "b", Option, true, DateOf(2026, 7, 1)
	s.Contracts[0].Delay, s.Contracts[0].OnDelay = 3, Forgive // a quarter of $120
	s.Contracts = append(s.Contracts, option)
	s.Valuation = Valuation{Date: DateOf(2026, 9, 1), Rate: 0.1}
	r := report(t, s, ByYear)
	for _, want := range []string{
		"the delay is forgiven: $30.00 of the stated $120.00 falls away",
		"exercised: it adds to the remaining commitment from its start, 2026-07",
		"$70.00 of cash before 2026-09-01 is left out", // a: 5 months of $10 from April on; b: 2
	} {
		if !warns(r, want) {
			t.Errorf("no footnote says %q: %v", want, r.Warnings)
		}
	}
}

func TestVendorEquityIsToldAsCircularAndNotNetted(t *testing.T) {
	s := deal()
	s.Revenue = []RevenueLine{{ID: "sales", Margin: 1, Curve: Curve{Kind: Annual, Points: []Point{{MonthOf(2026, 1), 120}}}}}
	s.Financing = []Financing{
		{Name: "stake", Amount: 40, Date: DateOf(2026, 2, 1), Vendor: "a", Kind: Equity, Status: Signed},
		{Name: "rebate", Amount: 20, Date: DateOf(2026, 2, 1), Vendor: "a", Kind: Rebate, Status: Signed},
		{Name: "fund", Amount: 99, Date: DateOf(2026, 2, 1), Kind: Equity, Status: Signed},
	}
	r := report(t, s, ByYear)
	if !warns(r, "circular: $40.00 of equity from the vendor of a is not taken off spend") || warns(r, "$99") || warns(r, "$20") {
		t.Errorf("footnotes are %v", r.Warnings)
	}
	near(t, "coverage net of vendor credits", values(t, r, "coverage.net_of_vendor").Values[0], 120./(120-20))
	near(t, "vendor-funded share", values(t, r, "vendor_funded_share").Values[0], 60./120)
}

// Revenue of $10 a month from 2026 on, contracts in 2026 only, 2029 shown: the years between are nobody's.
func TestTheYearsBetweenLifeAndHorizonAreNotCounted(t *testing.T) {
	s := deal()
	s.Revenue = []RevenueLine{{ID: "sales", Margin: 1, Curve: Curve{Kind: Annual, Points: []Point{{MonthOf(2025, 1), 120}, {MonthOf(2026, 1), 120}}}}}
	s.Horizon = Horizon{MonthOf(2029, 1), MonthOf(2029, 12)}
	revenue := values(t, report(t, s, ByYear), "revenue")
	near(t, "before", revenue.Before, 120)
	near(t, "shown", revenue.Values[0], 120)
	near(t, "total", revenue.Total, 240)
}

func TestNothingCountedIsAnErrorAndNoPanic(t *testing.T) {
	s := deal()
	s.Contracts[0].Status = LetterOfIntent
	if _, err := Analyse([]*Scenario{s}, ByYear); err == nil {
		t.Error("a scenario in which nothing counts was analysed")
	}
}
