package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"commitcast/model"
)

func swept(t *testing.T, spec SweepSpec) *Sweep {
	t.Helper()
	if spec.Scenario == nil {
		spec.Scenario = lease()
	}
	out, err := NewSweep(context.Background(), spec, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func numbersAxis(path string, values ...float64) Axis {
	return Axis{Path: path, Values: values, Number: true}
}

// 120 a year and revenue of 100 in the year before: spend is value/5, coverage 100·(1+g)/(value/5) in 2026.
func TestASweepOfTwoNumbersHasEachPairInItsCell(t *testing.T) {
	y := numbersAxis("revenue.sales.growth", -0.1, 0, 0.1, 0.2)
	got := swept(t, SweepSpec{X: numbersAxis("contracts.a.value", 300, 600, 1200), Y: &y,
		Targets: []model.Target{target(t, "spend@2026"), target(t, "coverage.revenue@2026")}})
	for j, g := range y.Values {
		for i, v := range got.X.Values {
			if spend := got.Results[0].Values[j][i]; !alike(spend, v/5) {
				t.Errorf("spend of a value of %v is %v", v, spend)
			}
			if cover := got.Results[1].Values[j][i]; !alike(cover, 100*(1+g)/(v/5)) {
				t.Errorf("coverage with a value of %v and growth of %v is %v", v, g, cover)
			}
		}
	}
	if got.X.Base != 1 || got.Y.Base != 1 {
		t.Errorf("the scenario's own values are told to be at %d and %d", got.X.Base, got.Y.Base)
	}
}

// The value of the middle of three evenly spaced points need not be the scenario's to the last bit.
func TestTheCellOfTheScenariosOwnValuesIsTheScenarios(t *testing.T) {
	s := lease()
	s.Contracts[0].Utilisation = 0.3
	s.Revenue[0].Curve.Growth = model.Growth{Initial: 0.3, Terminal: 0.3}
	tenth := 0.1
	y := numbersAxis("revenue.sales.growth", 0.2, tenth+0.2, 0.4) // 0.30000000000000004
	got := swept(t, SweepSpec{Scenario: s, X: numbersAxis("contracts.a.delay", 0, 3, 9), Y: &y,
		Targets: []model.Target{target(t, "coverage.revenue@2029"), target(t, "min_coverage")}})
	for _, r := range got.Results {
		if r.Values[1][0] != r.Base {
			t.Errorf("%s is %v at the centre and %v in the scenario", r.Target, r.Values[1][0], r.Base)
		}
	}
	if y.Values[1] == 0.3 {
		t.Error("the caller's values were changed")
	}
}

func TestASweepOverVariantsTakesNumbersInEach(t *testing.T) {
	values := []float64{300, 600}
	y := numbersAxis("revenue.sales.annual.2025", 100, 200, 300)
	calls := 0
	got := swept(t, SweepSpec{X: Axis{Path: "contracts.a.start", Values: []float64{0, 1}, Texts: []string{"half", "whole"}, Base: 1}, Y: &y,
		Targets: []model.Target{target(t, "coverage.revenue@2026")},
		Variant: func(x, y int) (*model.Scenario, error) {
			if calls++; y != -1 {
				t.Errorf("a variant is asked for at place %d of an axis of numbers", y)
			}
			s := lease()
			s.Contracts[0].Value = values[x]
			return s, nil
		}})
	for j, revenue := range y.Values {
		for i, v := range values {
			if cover := got.Results[0].Values[j][i]; !alike(cover, revenue/(v/5)) {
				t.Errorf("coverage with a value of %v and revenue of %v is %v", v, revenue, cover)
			}
		}
	}
	if calls != 2 || got.X.Base != 1 || got.Y.Base != 0 {
		t.Errorf("%d variants were made; base at %d and %d", calls, got.X.Base, got.Y.Base)
	}
}

func TestWhereNothingCountsOrTheTargetIsNotThereASweepKnowsNothing(t *testing.T) {
	got := swept(t, SweepSpec{X: Axis{Path: "contracts.a.status", Values: []float64{0, 1, 2}, Base: 0},
		Targets: []model.Target{target(t, "spend@2026"), target(t, "a:spend@Y4")},
		Variant: func(x, _ int) (*model.Scenario, error) {
			s := lease()
			switch x {
			case 1:
				s.Contracts[0].Status = model.Option
			case 2:
				s.Contracts[0].Term = 24
			}
			return s, nil
		}})
	want := [][]float64{{120, model.Unknown(), 300}, {120, model.Unknown(), model.Unknown()}}
	for k, r := range got.Results {
		for i, v := range r.Values[0] {
			if !alike(v, want[k][i]) {
				t.Errorf("%s at place %d is %v, want %v", r.Target, i, v, want[k][i])
			}
		}
	}
}

// Every variant is valued at the base's date: a lease that begins two years later is worth less by two years of discounting.
func TestVariantsAreValuedAtTheScenariosOwnDate(t *testing.T) {
	s := lease()
	s.Valuation.Rate = 0.1
	got := swept(t, SweepSpec{Scenario: s, X: Axis{Path: "contracts.a.start", Values: []float64{0, 1}},
		Targets: []model.Target{target(t, "present_value")},
		Variant: func(x, _ int) (*model.Scenario, error) {
			s := lease()
			s.Valuation.Rate = 0.1
			s.Contracts[0].Start = model.DateOf(2026+2*x, 1, 1)
			return s, nil
		}})
	r := got.Results[0]
	days := float64(model.DateOf(2028, 1, 1) - model.DateOf(2026, 1, 1))
	if ratio := r.Values[0][1] / r.Values[0][0]; math.Abs(ratio-math.Pow(1.1, -days/365)) > 1e-3 {
		t.Errorf("two years later it is worth %v of what it was", ratio)
	}
}

func TestASweepNamesTheValueTheScenarioMayNotHave(t *testing.T) {
	_, err := NewSweep(context.Background(), SweepSpec{Scenario: lease(), X: numbersAxis("revenue.sales.margin", 0.5, 1.5, 2),
		Targets: []model.Target{target(t, "spend")}}, Options{})
	var invalid *InvalidPoint
	if !errors.As(err, &invalid) || invalid.Values[0] != 1.5 {
		t.Errorf("a margin of 150%% gives %v", err)
	}
}

func TestASweepGivesTheSameBitsOnAnyNumberOfWorkers(t *testing.T) {
	var values []float64
	for i := range 40 {
		values = append(values, float64(300+17*i))
	}
	y := numbersAxis("revenue.sales.growth", -0.1, 0.05, 0.3)
	spec := SweepSpec{Scenario: lease(), X: numbersAxis("contracts.a.value", values...), Y: &y, Targets: []model.Target{target(t, "min_coverage")}}
	told := 0
	one, err := NewSweep(context.Background(), spec, Options{Workers: 1, Progress: func(done, total int) {
		if told = done; total != 120 {
			t.Errorf("told of %d cells, there are 120", total)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	many, err := NewSweep(context.Background(), spec, Options{Workers: 7})
	if err != nil {
		t.Fatal(err)
	}
	if told != 120 {
		t.Errorf("the last that is told is %d cells", told)
	}
	if a, b := fmt.Sprintf("%x", one.Results[0].Values), fmt.Sprintf("%x", many.Results[0].Values); a != b {
		t.Error("one worker and seven differ")
	}
}

func TestASweepStopsWhenItIsTold(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	made := 0
	_, err := NewSweep(ctx, SweepSpec{Scenario: lease(), X: Axis{Path: "contracts.a.start", Values: make([]float64, 50)},
		Targets: []model.Target{target(t, "spend@2026")},
		Variant: func(int, int) (*model.Scenario, error) {
			if made++; made == 3 {
				cancel()
			}
			return lease(), nil
		}}, Options{})
	if !errors.Is(err, context.Canceled) || made != 3 {
		t.Errorf("told to stop at the third of 50 variants it ends with %v after %d", err, made)
	}
}

// What is paid in three years is worth less the earlier the date it is discounted to: by 10% a year.
func TestASweptValuationDateHolds(t *testing.T) {
	s := lease()
	s.Valuation = model.Valuation{Date: model.DateOf(2026, 1, 1), Rate: 0.1}
	dates := []model.Date{model.DateOf(2026, 1, 1), model.DateOf(2028, 1, 1)}
	x := Axis{Path: "valuation.date", Values: []float64{0, 1}, Texts: []string{"2026-01-01", "2028-01-01"}, Base: 0}
	got := swept(t, SweepSpec{Scenario: s, X: x, Targets: []model.Target{target(t, "present_value")},
		Variant: func(x, _ int) (*model.Scenario, error) {
			v := s.Clone()
			v.Valuation.Date = dates[x]
			return v, nil
		}})
	for i, date := range dates {
		alone := s.Clone()
		alone.Valuation.Date = date
		reports, err := model.Analyse([]*model.Scenario{alone}, model.ByYear)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := got.Results[0].Values[0][i], reports[0].Summary.PresentValue; got != want {
			t.Errorf("at %v it is %v, and %v in a scenario of its own", date, got, want)
		}
	}
	if row := got.Results[0].Values[0]; row[0] == row[1] {
		t.Errorf("both dates give %v", row[0])
	}
}

// The lease shows 2026 to 2030, and with a year's delay 2031.
func TestASweepRefusesAPeriodThatNoVariantShows(t *testing.T) {
	spec := SweepSpec{Scenario: lease(), X: numbersAxis("contracts.a.delay", 0, 12), Targets: []model.Target{target(t, "spend@2031")}}
	if got := swept(t, spec).Results[0].Values[0]; model.Known(got[0]) || !alike(got[1], 120) {
		t.Errorf("spend in 2031 is %v, want nothing and 120", got)
	}
	spec.Targets = []model.Target{target(t, "spend@2032")}
	_, err := NewSweep(context.Background(), spec, Options{})
	var outside *model.TargetError
	if want := "spend@2032: 2032 lies outside of what is shown, 2026 to 2031"; !errors.As(err, &outside) || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestAnAxisTellsTheScenariosOwnNumber(t *testing.T) {
	got := swept(t, SweepSpec{X: numbersAxis("contracts.a.delay", 3, 12), Targets: []model.Target{target(t, "spend")}})
	if got.X.OwnAt != 0 || got.X.Base != -1 {
		t.Errorf("the own delay is %v at place %d", got.X.OwnAt, got.X.Base)
	}
}
