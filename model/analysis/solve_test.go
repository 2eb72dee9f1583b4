package analysis

import (
	"context"
	"errors"
	"math"
	"testing"

	"commitcast/model"
)

func solved(t *testing.T, spec SolveSpec) *Solution {
	t.Helper()
	if spec.Scenario == nil {
		spec.Scenario = lease()
	}
	out, err := Solve(context.Background(), spec, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Each expectation is worked by hand from the lease.
func TestSolveFindsWhatClosedFormsSay(t *testing.T) {
	tests := map[string]struct {
		path, target string
		wanted       float64
		low, high    float64
		want         []float64
		course       Course
	}{
		"the value that makes a year's spend 99":    {"contracts.a.value", "spend@2027", 99, 0, 6000, []float64{495}, Rises},
		"the growth that covers 2028: 1.2^⅓ − 1":    {"revenue.sales.growth", "coverage.revenue@2028", 1, -0.5, 3, []float64{math.Cbrt(1.2) - 1}, Rises},
		"the growth that covers 2030: 1.2^⅕ − 1":    {"revenue.sales.growth", "coverage.revenue@2030", 1, -0.5, 3, []float64{math.Pow(1.2, 0.2) - 1}, Rises},
		"the term over which coverage is 2":         {"contracts.a.term", "coverage.revenue@2026", 2, 12, 240, []float64{144}, Rises},
		"both terms that put 150 in 2028":           {"contracts.a.term", "spend@2028", 150, 12, 120, []float64{32, 48}, Turns},
		"a high coverage near where there is none":  {"contracts.a.value", "coverage.revenue@2026", 1e4, 0, 6000, []float64{0.05}, Falls},
		"one value, though there is none beside 0":  {"contracts.a.value", "coverage.revenue@2026", 1, 0, 6000, []float64{500}, Falls},
		"revenue that covers a year three times":    {"revenue.sales.annual.2025", "coverage.revenue@2026", 3, 0, 1000, []float64{360}, Rises},
		"nothing, where the target stays below":     {"revenue.sales.annual.2025", "coverage.revenue@2026", 30, 0, 1000, nil, Rises},
		"nothing, where the number does not matter": {"revenue.sales.growth", "spend@2027", 99, -0.5, 3, nil, Stays},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := solved(t, SolveSpec{Path: test.path, Target: target(t, test.target), Wanted: test.wanted, Low: test.low, High: test.high})
			if len(got.Roots) != len(test.want) {
				t.Fatalf("roots %v, want %v", got.Roots, test.want)
			}
			for i, r := range got.Roots {
				if !alike(r.Value, test.want[i]) || !alike(r.Target, test.wanted) || r.Jump || model.Known(r.Until) {
					t.Errorf("root %+v, want %v", r, test.want[i])
				}
			}
			if got.Course != test.course {
				t.Errorf("the target %s, want %s", got.Course, test.course)
			}
		})
	}
}

// The spend of 2028 has a peak of 200 where the lease ends with that year, after 36 months: 600·(t − 24)/t on the way up, 7200/t down.
func TestSolveFindsWhatLiesBetweenTheValuesTried(t *testing.T) {
	got := solved(t, SolveSpec{Path: "contracts.a.term", Target: target(t, "spend@2028"), Wanted: 199, Low: 12.5, High: 120.5})
	want := []float64{14400 / 401.0, 7200 / 199.0}
	if len(got.Roots) != 2 {
		t.Fatalf("roots %+v, want %v", got.Roots, want)
	}
	for i, r := range got.Roots {
		if math.Abs(r.Value-want[i]) > 0.01 { // the engine ends a term with a day, not within one
			t.Errorf("root %v, want %v", r.Value, want[i])
		}
	}
	got = solved(t, SolveSpec{Path: "contracts.a.term", Target: target(t, "spend@2028"), Wanted: 201, Low: 12.5, High: 120.5})
	if len(got.Roots) != 0 || math.Abs(got.Nearest.Value-36) > 1e-3 || math.Abs(got.Nearest.Target-200) > 1e-2 {
		t.Errorf("roots %v, nearest %+v: the peak is 200 at 36", got.Roots, got.Nearest)
	}
}

// The lease takes 20 a year more than comes in: 100 by its end, so that opening cash of 100 or more leaves no gap.
func TestSolveGivesARangeWhereTheTargetStaysAtTheWantedValue(t *testing.T) {
	got := solved(t, SolveSpec{Path: "opening_cash", Target: target(t, "funding_gap"), Wanted: 0, Low: 0, High: 1000})
	if len(got.Roots) != 1 || math.Abs(got.Roots[0].Value-100) > 0.0051 || got.Roots[0].Until != 1000 {
		t.Errorf("roots %+v, want 100, less half a cent, to 1000", got.Roots)
	}
	got = solved(t, SolveSpec{Path: "opening_cash", Target: target(t, "spend@2027"), Wanted: 120, Low: 0, High: 1000})
	if len(got.Roots) != 1 || got.Roots[0].Value != 0 || got.Roots[0].Until != 1000 || got.Course != Stays {
		t.Errorf("roots %+v, want the whole range", got.Roots)
	}
}

// With growth g the first covered year is the first Y with (1+g)^(Y−2025) ≥ 1.2: 2028 from 1.2^⅓ − 1 on, up to √1.2 − 1.
func TestSolveGivesTheRangeOfAYearThatIsReached(t *testing.T) {
	spec := SolveSpec{Path: "revenue.sales.growth", Target: target(t, "first_covered_year"), Wanted: 2028, Low: -0.5, High: 3}
	got := solved(t, spec)
	from, to := math.Cbrt(1.2)-1, math.Sqrt(1.2)-1
	if len(got.Roots) != 1 || !alike(got.Roots[0].Value, from) || !alike(got.Roots[0].Until, to) {
		t.Errorf("roots %+v, want %v to %v", got.Roots, from, to)
	}
	spec.Wanted = 2028.5
	got = solved(t, spec)
	if len(got.Roots) != 1 || !got.Roots[0].Jump || !alike(got.Roots[0].Value, from) || got.Roots[0].Target != 2028 {
		t.Errorf("roots %+v, want a jump to 2028 at %v", got.Roots, from)
	}
}

func TestSolveOfWholeNumbersGivesTheFirstBeyond(t *testing.T) {
	s := lease()
	s.Contracts[0].Fleet = []model.Batch{{Accelerator: "gb200", Count: 100}}
	spec := SolveSpec{Scenario: s, Path: "contracts.a.fleet.gb200", Target: target(t, "gpus@2027"), Wanted: 250.5, Low: 0, High: 1000, Whole: true}
	got := solved(t, spec)
	if len(got.Roots) != 1 || got.Roots[0].Value != 251 || !got.Roots[0].Jump || got.Roots[0].Target != 251 {
		t.Errorf("roots %+v, want 251", got.Roots)
	}
	spec.Wanted, spec.High = 251, 1e6
	got = solved(t, spec)
	if len(got.Roots) != 1 || got.Roots[0].Value != 251 || got.Roots[0].Jump {
		t.Errorf("roots %+v, want 251", got.Roots)
	}
}

// 60 paid a month or more before 2026 falls in 2025; with the first of the year it is cash of 2026, of which 108 are left besides.
func TestSolveOfWhatIsWholeLooksAtNothingBetween(t *testing.T) {
	s := lease()
	s.Contracts[0].Payment = model.Payment{Prepay: []model.Prepayment{{Name: "fee", Share: model.Unknown(), Amount: 60, BeforeStart: 0,
		Apply: model.ProRata, To: model.Months(model.Unknown())}}}
	spec := SolveSpec{Scenario: s, Path: "contracts.a.payment.prepay.fee.before_start", Target: target(t, "cash@2026"), Wanted: 140, Low: 0, High: 12}
	got := solved(t, spec)
	if !got.Whole || len(got.Roots) != 1 || got.Roots[0].Value != 1 || !got.Roots[0].Jump {
		t.Errorf("roots %+v, want a jump at 1", got.Roots)
	}
	spec.Wanted = 108
	got = solved(t, spec)
	if len(got.Roots) != 1 || got.Roots[0].Value != 1 || got.Roots[0].Until != 12 {
		t.Errorf("roots %+v, want 1 to 12", got.Roots)
	}
}

func TestSolveLeavesOutWhatTheScenarioMayNotHave(t *testing.T) {
	spec := SolveSpec{Path: "revenue.sales.margin", Target: target(t, "coverage.contribution@2026"), Wanted: 0.5, Low: 0, High: 2}
	got := solved(t, spec)
	if len(got.Roots) != 1 || !alike(got.Roots[0].Value, 0.6) || got.Low != 0 || got.High != 1 {
		t.Errorf("roots %+v between %v and %v, want 0.6 between 0 and 1", got.Roots, got.Low, got.High)
	}
	spec.Scenario, spec.Given = lease(), true
	_, err := Solve(context.Background(), spec, Options{})
	var invalid *InvalidPoint
	if !errors.As(err, &invalid) || invalid.Values[0] != 2 {
		t.Errorf("a margin of 200%% that was asked for gives %v", err)
	}
}

func TestSolveSaysWhatIsNearest(t *testing.T) {
	got := solved(t, SolveSpec{Path: "revenue.sales.annual.2025", Target: target(t, "coverage.revenue@2026"), Wanted: 30, Low: 0, High: 1200})
	if got.Nearest.Value != 1200 || !alike(got.Nearest.Target, 10) {
		t.Errorf("nearest %+v, want 10 at 1200", got.Nearest)
	}
	if got.From != 100.0/120 || got.Base != 100 {
		t.Errorf("the base is %v and gives %v", got.Base, got.From)
	}
}

func TestSolveStopsWhenItIsTold(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := Solve(ctx, SolveSpec{Scenario: lease(), Path: "contracts.a.value", Target: target(t, "spend@2027"), Wanted: 99, High: 600}, Options{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a search that is told to stop ends with %v", err)
	}
}

func TestSolveGivesTheSameBitsOnAnyNumberOfWorkers(t *testing.T) {
	spec := SolveSpec{Scenario: lease(), Path: "contracts.a.term", Target: target(t, "spend@2028"), Wanted: 150, Low: 12, High: 120}
	one, err := Solve(context.Background(), spec, Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	many, err := Solve(context.Background(), spec, Options{Workers: 5})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range one.Roots {
		if math.Float64bits(r.Value) != math.Float64bits(many.Roots[i].Value) || math.Float64bits(r.Target) != math.Float64bits(many.Roots[i].Target) {
			t.Errorf("root %+v on one worker, %+v on five", r, many.Roots[i])
		}
	}
}

// A discount rate may be 0 and not less, so that the end of what is asked for is 0, with all that is paid; a term is more than 0.
func TestASearchEndsWhereTheScenarioMayHaveItsValues(t *testing.T) {
	s := lease()
	s.Valuation = model.Valuation{Date: model.DateOf(2026, 1, 1), Rate: 0.1}
	got := solved(t, SolveSpec{Scenario: s, Path: "valuation.discount_rate", Target: target(t, "present_value"), Wanted: 600, Low: -0.5, High: 3})
	if len(got.Roots) != 1 || got.Roots[0].Value != 0 || got.Low != 0 || got.LowOpen || got.High != 3 || got.HighOpen {
		t.Errorf("roots %+v between %v (open %t) and %v, want 0 from 0 on", got.Roots, got.Low, got.LowOpen, got.High)
	}
	got = solved(t, SolveSpec{Path: "contracts.a.term", Target: target(t, "spend@2027"), Wanted: 100, Low: 0, High: 600})
	if got.Low != 0 || !got.LowOpen || got.High != 600 || got.HighOpen {
		t.Errorf("searched from %v (open %t) to %v (open %t), want from just above 0 to 600", got.Low, got.LowOpen, got.High, got.HighOpen)
	}
}

func TestASearchRefusesAPeriodThatNoValueShows(t *testing.T) {
	spec := SolveSpec{Scenario: lease(), Path: "contracts.a.delay", Target: target(t, "spend@2031"), Wanted: 60, Low: 0, High: 12}
	if got := solved(t, spec); len(got.Roots) != 1 || !alike(got.Roots[0].Value, 6) {
		t.Errorf("roots %+v, want 6", got.Roots)
	}
	spec.Target = target(t, "spend@2033")
	_, err := Solve(context.Background(), spec, Options{})
	var outside *model.TargetError
	if !errors.As(err, &outside) {
		t.Errorf("a period after all that is shown gives %v", err)
	}
}

// A lease 1e9 times as large takes 20e9 a year more than comes in: 100e9 by its end. A share of 1e-12 of that is still a gap.
func TestWhereATargetStaysAtNothingIsNothing(t *testing.T) {
	s := lease()
	s.Contracts[0].Value *= 1e9
	s.Revenue[0].Curve.Points[0].Value *= 1e9
	got := solved(t, SolveSpec{Scenario: s, Path: "opening_cash", Target: target(t, "funding_gap"), Wanted: 0, Low: 0, High: 1e12})
	if len(got.Roots) != 1 || got.Roots[0].Target != 0 || math.Abs(got.Roots[0].Value-100e9) > 1 || got.Roots[0].Until != 1e12 {
		t.Errorf("roots %+v, want nothing from 100e9 on", got.Roots)
	}
}
