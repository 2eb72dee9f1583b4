package analysis

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"commitcast/model"
)

// priced is a year of 1,000 GPUs for $35.04M: of 8,760 hours each, $4 a GPU-hour, where $2 to $9 are plausible. At 1.5 kW a GPU it is
// $23.36M for a MW-year, where $5M to $30M are.
func priced() *model.Scenario {
	s := bridged()
	s.Catalog = model.Catalog{Accelerators: []model.Accelerator{{ID: "gpu", KW: 1.5, PriceLow: 2, PriceHigh: 9}}, MWYearLow: 5e6, MWYearHigh: 30e6}
	c := &s.Contracts[0]
	c.Term, c.Value, c.Fleet, c.PUE = 12, 35.04e6, []model.Batch{{Accelerator: "gpu", Count: 1000}}, 1.2
	if problems := s.Validate(); len(problems) > 0 {
		panic(problems)
	}
	return s
}

// claimOf is a claim of one number.
func claimOf(s *model.Scenario, path string, v float64) Claim {
	with := s.Clone()
	x, err := with.Scalar(path)
	if err != nil {
		panic(err)
	}
	x.Set(v)
	return Claim{Path: path, Name: "paper", Scenario: with}
}

func judgedClaim(t *testing.T, s *model.Scenario, c Claim) Claim {
	t.Helper()
	out, err := NewClaims(context.Background(), s, []Claim{c})
	if err != nil {
		t.Fatal(err)
	}
	return out.All[0]
}

func TestUnitPricesAreHeldAgainstTheirBands(t *testing.T) {
	const hours = 8760 // of 2026
	out, err := NewClaims(context.Background(), priced(), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []Judgement{
		{Measure: "price.implied", Value: 4, Low: 2, High: 9},
		{Measure: "spend_per_mw_year", Value: 23.36e6, Low: 5e6, High: 30e6},
		{Measure: "gpus_per_million", Value: 1000 / 35.04, Low: 1e6 / (9 * hours), High: 1e6 / (2 * hours)},
	}
	if len(out.Own) != len(want) {
		t.Fatalf("%d judgements, want %d", len(out.Own), len(want))
	}
	for i, w := range want {
		got := out.Own[i]
		if got.Measure != w.Measure || got.Contract != "a" || !got.Inside || got.Factor != 0 || got.Amount != 35.04e6 {
			t.Errorf("judgement %+v, want %+v inside", got, w)
		}
		isAbout(t, w.Measure, got.Value, w.Value, w.Value)
		isAbout(t, w.Measure+", low", got.Low, w.Low, w.Low)
		isAbout(t, w.Measure+", high", got.High, w.High, w.High)
	}
}

func TestAClaimOffByAFactorOfTenIsNamedWithTheNumberThatFits(t *testing.T) {
	for name, test := range map[string]struct {
		path            string
		v               float64
		survives        bool
		factor, instead float64
	}{
		"what the scenario says":         {"contracts.a.value", 35.04e6, true, 0, math.NaN()},
		"a little more":                  {"contracts.a.value", 40e6, true, 0, math.NaN()},
		"a tenth of the value":           {"contracts.a.value", 3.504e6, false, 10, 35.04e6},
		"ten times the value":            {"contracts.a.value", 350.4e6, false, 0.1, 35.04e6},
		"a hundredth of the value":       {"contracts.a.value", 0.3504e6, false, 0, math.NaN()},
		"ten times the fleet":            {"contracts.a.fleet.gpu", 10000, false, 0.1, 1000},
		"$10.27 a GPU-hour":              {"contracts.a.value", 90e6, false, 0, math.NaN()}, // a tenth would be $1.03
		"ten times the term":             {"contracts.a.term", 120, false, 0.1, 12},
		"a path that has no band":        {"revenue.r.margin", 0.9, false, 0, math.NaN()},
		"a band that no longer holds it": {"catalog.gpu.price.low", 5, false, 0.1, 0.5},
	} {
		c := judgedClaim(t, priced(), claimOf(priced(), test.path, test.v))
		if c.Survives != test.survives || c.Factor != test.factor || !sameNumber(c.Instead, test.instead) {
			t.Errorf("%s: survives %v, factor %v, instead %v: want %v, %v, %v", name, c.Survives, c.Factor, c.Instead,
				test.survives, test.factor, test.instead)
		}
		if judged := test.path != "revenue.r.margin"; c.Judged != judged {
			t.Errorf("%s: judged %v", name, c.Judged)
		}
	}
}

func TestAClaimWithNothingToHoldItAgainstDoesNotSurviveAndTheReasonIsGiven(t *testing.T) {
	for want, change := range map[string]func(c *model.Contract){
		"contract a has no fleet to hold it against":                func(c *model.Contract) { c.Fleet = nil },
		"contract a does not count":                                 func(c *model.Contract) { c.Status = model.Option },
		"what contract a draws down is not for its capacity":        func(c *model.Contract) { c.Kind = model.Drawdown },
		"no plausible band applies to contract a":                   func(*model.Contract) {},
		"it changes no unit price of a contract that has a plausib": nil,
	} {
		s, path, v := priced(), "contracts.a.value", 40e6
		s.Contracts = append(s.Contracts, s.Contracts[0]) // one always counts
		s.Contracts[1].ID = "b"
		if change != nil {
			s.Catalog = model.Catalog{Accelerators: []model.Accelerator{{ID: "gpu", KW: 1.5, PriceLow: model.Unknown(), PriceHigh: model.Unknown()}},
				MWYearLow: model.Unknown(), MWYearHigh: model.Unknown()}
			change(&s.Contracts[0])
		} else {
			path, v = "revenue.r.margin", 0.9
		}
		c := judgedClaim(t, s, claimOf(s, path, v))
		if c.Judged || c.Survives || !strings.HasPrefix(c.Unjudged, want) || c.Factor != 0 {
			t.Errorf("judged %v, survives %v, not judged for %q, want %q", c.Judged, c.Survives, c.Unjudged, want)
		}
	}
	if c := judgedClaim(t, priced(), claimOf(priced(), "contracts.a.value", 40e6)); c.Unjudged != "" {
		t.Errorf("a claim that is judged says %q", c.Unjudged)
	}
}

func TestThePeakSpendOfAContractThatDoesNotCountIsNotThatOfTheOthers(t *testing.T) {
	s := priced()
	s.Contracts = append(s.Contracts, s.Contracts[0])
	s.Contracts[1].ID, s.Contracts[0].Status = "b", model.Option
	if c := judgedClaim(t, s, claimOf(s, "contracts.a.value", 40e6)); model.Known(c.PeakSpend) {
		t.Errorf("the peak is %v", c.PeakSpend)
	}
}

func TestAnAmountTooSmallHasEachPriceNameItsOwnFactor(t *testing.T) {
	c := judgedClaim(t, priced(), claimOf(priced(), "contracts.a.value", 3.504e6))
	for _, j := range c.Judgements {
		if j.Inside || j.Factor != 10 {
			t.Errorf("%s: inside %v, factor %v, want outside and 10", j.Measure, j.Inside, j.Factor)
		}
	}
	isAbout(t, "the largest spend of a year", c.PeakSpend, 3.504e6, 1e6)
}

func TestAClaimThatSaysWhatTheScenarioSaysIsTheBase(t *testing.T) {
	s := priced()
	for v, want := range map[float64]bool{35.04e6: true, 36e6: false} {
		if c := judgedClaim(t, s, claimOf(s, "contracts.a.value", v)); c.Base != want || c.Contract != "a" {
			t.Errorf("%v: base %v of contract %q, want %v of a", v, c.Base, c.Contract, want)
		}
	}
	s.Inputs = model.Inputs{{Path: "contracts.a.ramp.shape", Text: "immediate"}}
	other := Claim{Path: "contracts.a.ramp", Scenario: s.Clone()}
	if c := judgedClaim(t, s, other); !c.Base {
		t.Error("the same ramp is not the base")
	}
	other.Scenario.Inputs = model.Inputs{{Path: "contracts.a.ramp.shape", Text: "linear"}}
	if c := judgedClaim(t, s, other); c.Base {
		t.Error("another ramp is the base")
	}
}

func TestClaimsAreProjectedOverTheSamePeriods(t *testing.T) {
	s := priced()
	out, err := NewClaims(context.Background(), s, []Claim{claimOf(s, "contracts.a.term", 30), claimOf(s, "contracts.a.value", 30e6)})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []*model.Report{out.Report, out.All[0].Report, out.All[1].Report} {
		if len(r.Periods) != 3 || r.Periods[0].Label != "2026" {
			t.Errorf("%d periods from %s, want 3 from 2026", len(r.Periods), r.Periods[0].Label)
		}
	}
}

func TestAClaimUnderWhichNothingCountsIsAnError(t *testing.T) {
	s := priced()
	without := s.Clone()
	without.Contracts[0].Status = model.Option
	if _, err := NewClaims(context.Background(), s, []Claim{{Path: "contracts.a.status", Scenario: without}}); err == nil {
		t.Error("no error")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := NewClaims(ctx, s, []Claim{claimOf(s, "contracts.a.value", 30e6)}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}
