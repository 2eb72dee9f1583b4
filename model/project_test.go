package model

import (
	"fmt"
	"math"
	"testing"
)

// portfolio has n contracts that differ in shape, start and form of spend, over ten years, with revenue and a market.
func portfolio(n int) *Scenario {
	unknown := Unknown()
	s := &Scenario{
		Title: "Portfolio", Name: "portfolio", Currency: "USD", FiscalYearEnd: 12, Target: 1,
		Valuation: Valuation{Rate: 0.09},
		Catalog: Catalog{Accelerators: []Accelerator{
			{ID: "gb200", KW: 1.83, PriceLow: 2, PriceHigh: 9},
			{ID: "h100", KW: 1.28, PriceLow: 1.5, PriceHigh: 7},
		}, MWYearLow: 5e6, MWYearHigh: 20e6},
		Market: []MarketPrice{{"gb200", 4.5, MonthOf(2026, 3), 0.25}},
		Revenue: []RevenueLine{{
			ID: "sales", Margin: 0.7, Lag: 1.5,
			Curve: Curve{Kind: Annual, Points: []Point{{MonthOf(2024, 1), 3.7e9}, {MonthOf(2025, 1), 13.1e9}, {MonthOf(2030, 1), 280e9}},
				Growth: Growth{Initial: unknown, Terminal: 0.1, HalfLife: 24}},
		}},
		RevenueShares: []RevenueShare{{Name: "partner", Rate: 0.2, Until: MonthOf(2030, 12), Cap: 38e9}},
	}
	ramps := []Ramp{
		{Shape: Linear, Full: 14},
		{Shape: SCurve, Full: 30, Steepness: 10},
		{Shape: Exponential, Initial: 0.1, Full: 18, Steepness: 3},
		{Shape: Steps, Knots: []Knot{{0, 0.2}, {12, 0.6}, {20, 1}}},
		{Shape: Points, Knots: []Knot{{6, 0.3}, {24, 1}}},
	}
	for i := range n {
		s.Contracts = append(s.Contracts, Contract{
			ID: fmt.Sprintf("c%d", i), Provider: fmt.Sprintf("provider %d", i%4), Status: Signed, Kind: TakeOrPay,
			Start: MonthOf(2025, 11).First(), Term: 120, Ramp: ramps[i%len(ramps)], Delay: Months(i), OnDelay: Compress,
			Value: 50e9, Fee: unknown, Escalator: 0.02, MinimumsBy: ContractYears, Schedule: Schedule{Kind: ByRamp},
			Fleet:        []Batch{{"gb200", 100_000}, {"h100", 50_000}},
			Availability: 0.99, Utilisation: 0.7, PUE: 1.14, LoadFactor: 0.9, GridIntensity: 0.367, WUE: 0.12,
		})
	}
	return s
}

func TestASecondRunAllocatesNothingAndGivesTheSameBits(t *testing.T) {
	runsWarm(t, portfolio(5), ColSpend)
}

// runsWarm checks that a second run allocates nothing and gives a column the same bits, whatever was run in between.
func runsWarm(t *testing.T, s *Scenario, col Column) {
	t.Helper()
	if problems := s.Validate(); len(problems) > 0 {
		t.Fatal(problems)
	}
	p := NewProjector(s, GridOf(s))
	first := append([]float64(nil), p.Run().Column(col)...)
	s.Contracts[0].Delay = 7 // another run in between, so that stale buffers would show
	p.Run()
	s.Contracts[0].Delay = 0
	if allocations := testing.AllocsPerRun(20, func() { p.Run() }); allocations != 0 {
		t.Errorf("a run allocates %v times", allocations)
	}
	for m, v := range p.Run().Column(col) {
		if math.Float64bits(v) != math.Float64bits(first[m]) {
			t.Fatalf("row %d is %v, was %v", m, v, first[m])
		}
	}
}

func TestALargerGridChangesNothingInside(t *testing.T) {
	s := portfolio(5)
	small := GridOf(s)
	large := Grid{From: small.From - 60, N: small.N + 180}
	a, b := NewProjector(s, small).Run(), NewProjector(s, large).Run()
	for _, col := range []Column{ColSpend, ColRemaining, ColRevenue, ColCFADS, ColGPUHours, ColCashBalance} {
		for i := range small.N {
			x, y := a.Column(col)[i], b.Column(col)[i+60]
			if x != y && (Known(x) || Known(y)) {
				t.Fatalf("column %d in %s is %v, on a larger grid %v", col, small.month(i), x, y)
			}
		}
	}
}

func BenchmarkProject(b *testing.B) {
	for _, n := range []int{1, 5, 20} {
		b.Run(fmt.Sprintf("contracts=%d/months=120", n), func(b *testing.B) {
			s := portfolio(n)
			p := NewProjector(s, GridOf(s))
			b.ReportAllocs()
			for b.Loop() {
				p.Run()
			}
		})
	}
}

func BenchmarkAnalyse(b *testing.B) {
	s := portfolio(5)
	for b.Loop() {
		if _, err := Analyse([]*Scenario{s, s, s}, ByYear); err != nil {
			b.Fatal(err)
		}
	}
}

func TestARunReadsTheScenarioAnew(t *testing.T) {
	changes := map[string]func(*Scenario){
		"a later delivery":      func(s *Scenario) { s.Contracts[0].Delay = 18.5 },
		"a shorter term":        func(s *Scenario) { s.Contracts[1].Term = 61.25 },
		"another value":         func(s *Scenario) { s.Contracts[2].Value = 7e9 },
		"a larger fleet":        func(s *Scenario) { s.Contracts[3].Fleet[0].Count *= 2 },
		"another start":         func(s *Scenario) { s.Contracts[0].Start = DateOf(2026, 4, 17) },
		"a steeper ramp":        func(s *Scenario) { s.Contracts[1].Ramp.Steepness = 20 },
		"another effect":        func(s *Scenario) { s.Contracts[4].OnDelay = Extend },
		"an option not taken":   func(s *Scenario) { s.Contracts[0].Status = Option },
		"slower growth":         func(s *Scenario) { s.Revenue[0].Curve.Growth.HalfLife = 6 },
		"a lower margin":        func(s *Scenario) { s.Revenue[0].Margin = 0.1 },
		"a smaller share":       func(s *Scenario) { s.RevenueShares[0].Rate = 0.05 },
		"a cheaper market":      func(s *Scenario) { s.Market[0].Decline = 0.6 },
		"a catalogue corrected": func(s *Scenario) { s.Catalog.Accelerators[0].KW = 2.5 },
		"another target":        func(s *Scenario) { s.Target = 1.5 },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			s := portfolio(5)
			grid := GridOf(s)
			grid.N += 120 // room for what is later
			p := NewProjector(s, grid)
			p.Run()
			change(s)
			if problems := s.Validate(); len(problems) > 0 {
				t.Fatal(problems)
			}
			got, want := p.Run(), NewProjector(s, grid).Run()
			for col := range scenarioColumns {
				for m, v := range want.Column(col) {
					if g := got.Column(col)[m]; math.Float64bits(g) != math.Float64bits(v) && (Known(g) || Known(v)) {
						t.Fatalf("column %d in %s is %v, of a new projector %v", col, want.month(m), g, v)
					}
				}
			}
		})
	}
}
