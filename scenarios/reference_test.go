package scenarios

import (
	"testing"

	"commitcast/model"
	"commitcast/model/dist"
)

// referenceContract is one contract of the reference workload: billions, months, the parameters of its delay, and its price as
// a multiple of the market's.
type referenceContract struct {
	value            float64
	start            string
	term, ramp       model.Months
	least, mode, max float64
	multiple         float64
}

// The reference workload is the one whose speed is published. Its numbers are written out here, so that none changes unseen.
func TestTheReferenceWorkloadIsTheOneThatIsMeasured(t *testing.T) {
	s := loaded(t, "bench/reference")
	want := []referenceContract{
		{38, "2025-11", 84, 6, 0, 0.25, 1, 1.10},
		{22.4, "2026-01", 60, 6, 0, 1, 6, 1.00},
		{250, "2026-01", 84, 24, 0, 3, 12, 0.95},
		{300, "2027-06", 60, 12, 0, 4, 18, 0.90},
		{20, "2026-07", 36, 3, 0, 2, 9, 1.20},
		{100, "2027-01", 96, 18, 0, 3, 15, 0.85},
		{10, "2026-03", 36, 6, 0, 1, 8, 1.30},
		{150, "2028-11", 96, 24, 0, 6, 24, 0.80},
	}
	if len(s.Contracts) != len(want) || len(s.Uncertainty.Inputs) != len(want) {
		t.Fatalf("%d contracts and %d uncertain numbers, want %d of each", len(s.Contracts), len(s.Uncertainty.Inputs), len(want))
	}
	for i := range want {
		if got := referenceTerms(t, &s.Contracts[i], s.Uncertainty.Inputs[i]); got != want[i] {
			t.Errorf("%s is %v, want %v", s.Contracts[i].ID, got, want[i])
		}
	}
	if h := s.Horizon; h.From.String() != "2025-11" || h.To.String() != "2035-10" {
		t.Errorf("it is shown from %s to %s", h.From, h.To)
	}
	if v := s.Valuation; v.Date != model.DateOf(2025, 10, 1) || v.Rate != 0.09 {
		t.Errorf("it is valued on %v at %v", v.Date, v.Rate)
	}
}

// referenceTerms are what is told of a contract, checked to have nothing else that would change the work.
func referenceTerms(t *testing.T, c *model.Contract, u model.UncertainInput) referenceContract {
	t.Helper()
	if c.Kind != model.TakeOrPay || c.OnDelay != model.Compress || c.Ramp.Shape != model.Linear || c.Ramp.Initial != 0 || c.Delay != 0 {
		t.Errorf("%s is a contract of %s with a ramp %+v, on delay %s, late by %v", c.ID, c.Kind, c.Ramp, c.OnDelay, c.Delay)
	}
	if len(c.Prices) != 1 || c.Prices[0].Market != "b200" || len(c.Fleet)+len(c.Tranches)+len(c.Minimums) != 0 {
		t.Fatalf("%s has prices %+v and a fleet, tranches or minimums", c.ID, c.Prices)
	}
	if u.Path != "contracts."+c.ID+".delay" || u.Dist.Kind != dist.Triangular {
		t.Errorf("%s is drawn as %s of %s", c.ID, u.Dist.Kind, u.Path)
	}
	return referenceContract{c.Value / 1e9, c.Start.Month().String(), c.Term, c.Ramp.Full, u.Dist.Min, u.Dist.Mode, u.Dist.Max,
		c.Prices[0].Multiple}
}

func TestTheReferenceWorkloadWandersByTheMonth(t *testing.T) {
	s := loaded(t, "bench/reference")
	if len(s.Revenue) != 1 || len(s.Market) != 1 || len(s.Costs) != 0 {
		t.Fatalf("%d lines of revenue, %d of costs and %d market prices, want 1, 0 and 1", len(s.Revenue), len(s.Costs), len(s.Market))
	}
	line, price := s.Revenue[0], s.Market[0]
	if c := line.Curve; c.Kind != model.RunRate || len(c.Points) != 1 || c.Points[0].At.String() != "2025-10" || c.Points[0].Value != 20e9 {
		t.Errorf("revenue is %s %+v, want a run-rate of $20B in 2025-10", c.Kind, c.Points)
	}
	if g := line.Curve.Growth; g.Initial != 0.796 || g.Terminal != 0.037 || g.HalfLife != 30 {
		t.Errorf("growth is %+v, want from 79.6%% to 3.7%%, halfway in 30 months", g)
	}
	if line.ID != "total" || line.Margin != 1 {
		t.Errorf("the line %s has a margin of %v", line.ID, line.Margin)
	}
	if price.Accelerator != "b200" || price.Price != 2.5 || price.At.String() != "2025-10" || price.Decline != 0.2 {
		t.Errorf("the market price is %+v, want $2.50 in 2025-10, 20%% down a year", price)
	}
	u := s.Uncertainty
	noise := []model.Noise{{Path: "revenue.total", Volatility: 0.1386}, {Path: "market.b200", Volatility: 0.1732}}
	if len(u.Noise) != 2 || u.Noise[0] != noise[0] || u.Noise[1] != noise[1] {
		t.Errorf("noise is %+v, want %+v", u.Noise, noise)
	}
	tie := model.Correlation{Between: [2]string{"revenue.total", "market.b200"}, Rho: -0.3}
	if len(u.Correlations) != 1 || u.Correlations[0] != tie {
		t.Errorf("correlations are %+v, want %+v", u.Correlations, tie)
	}
}
