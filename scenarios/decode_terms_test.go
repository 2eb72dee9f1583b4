package scenarios

import (
	"strings"
	"testing"

	"commitcast/model"
)

// clauses uses every clause of a contract, and demand, at least once.
const clauses = `contracts:
  macc:
    commitment: drawdown
    start: 2026-01
    term: 3y
    milestones: {2027-12: $7M, 2026-12: $3M, 2028-12: $12M}
    shortfall_credit: {kind: prepayment, for: 12mo}
    tail: 6mo
    discount: 20%
    overage_price: list
    counts: {discount: list, marketplace: {weight: 50%, cap: 25%}}
    marketplace: {annual: {2026: $1M}}
    consumption: {annual: {2026: $2.4M, 2027: $3.6M, 2028: $4.2M}}
    payment: {lag: 1mo, prepay: [{name: up front, amount: $1M, at: 2026-01-15}]}
    actuals:
      through: 2026-06
      consumption: {2026-05: 0, 2026-Q1: $600k, 2026-04: $200k, 2026-06: $1}
      cash: {2026-Q2: 600k, 2025: $1M}
  yearly:
    commitment: drawdown
    start: 2026-01
    term: 2y
    minimums: [200k, 300k]
    aggregate_minimum: $600k
    rollover: {excess: 10%, years: 2, shortfall_years: 3}
    shortfall: {order: charge_first, charge_cap: [30k, 40k], defer_cap: unlimited}
    shortfall_credit: usable
    counts: {prepaid: true}
    payment: {prepay: [{name: late, share: 10%, before_start: 0mo, apply: last, from: 3mo, to: 1y}]}
    price: $2
  steps:
    commitment: drawdown
    start: 2026-01
    term: 2y
    milestones: {2026-06: 3, 2027-12: 2}
    milestones_are: increments
    shortfall: {charge_cap: $5, order: charge_first, defer_cap: 15%}
    price: $2
  oracle:
    commitment: drawdown
    start: 2026-01
    term: 2y
    value: $24M
    schedule: even
    forfeit: annual
    overage_price: 1.1
    consumption: {annual: {2026: 12M, 2027: 12M}}
    payment: {timing: advance, prepay: [{name: half, share: 50%, before_start: 1mo}]}
  gpu:
    price: $2.60
    start: 2026-01
    ramp: {full: 2026-12}
    cancel_if_late: {grace: 3mo}
    tranches:
      two: {term: 60mo, fleet: {h100: 20_000}}
      one: {start: 2026-07-01, term: 5y, fleet: {h100: 10k}, price: {h100: $2.4}, delay: 1mo, ramp: {full: 1mo}}
      three: {term: 60mo, fee: $3M}
    payment:
      timing: arrears
      prepay:
        - {name: signing, share: 20%, at: 2025-12, apply: straight_line}
        - {name: second, amount: $10M, before_start: 2mo, tranche: one}
    outages: [{name: fire, from: 2028-03, for: 2mo, share: 50%, credit: 10%}, {name: flood, from: 2029-03-15, for: 30d}]
    exit_right: {by: either, notice: 3mo, fee: {share: 10%, amount: $5M, months: 2mo}}
  fee:
    fee: $1.25M
    term: 41mo
    start: 2026-01
    exit_right: {by: buyer, notice: 90d, from: 2026-06-15, fee: 50%, exercise: 2027-03-31}
    actuals: {through: 2026-03, spend: {2026-Q1: $3M}}
  stopped:
    value: $12B
    term: 5y
    start: 2026-01
    backstop: {value: $15B, resold: {2028-06: 100%, 2027: 40%}}
    exit_right: {by: seller, from: 2027-01}
  spot: {commitment: on_demand, price: $3, start: 2026-01, term: 5y}
demand: {intensity: 0.05, efficiency: 10%, at: 2026-01}
revenue: {a: {annual: {2026: $1B}}}
`

// jan is a January.
func jan(year int) model.Month { return model.MonthOf(year, 1) }

// named is the contract of that id.
func named(t *testing.T, s *model.Scenario, id string) model.Contract {
	t.Helper()
	for _, c := range s.Contracts {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("there is no contract %s", id)
	return model.Contract{}
}

func TestTermsOfADrawdownReachTheModel(t *testing.T) {
	s := mustRead(t, clauses).Scenario
	macc := named(t, s, "macc").Drawdown
	if model.Known(macc.AggregateMinimum) {
		t.Error("an aggregate that is not given is known")
	}
	macc.AggregateMinimum = 0
	equal(t, "milestones and what follows from them", macc, model.DrawdownTerms{
		Milestones: []model.Milestone{{At: jan(2027) - 1, Amount: 3e6}, {At: jan(2028) - 1, Amount: 7e6}, {At: jan(2029) - 1, Amount: 12e6}},
		Rollover:   model.Rollover{Years: 1, ShortfallYears: 1}, Shortfall: model.ShortfallTerms{Order: model.DeferFirst},
		Credit: model.ShortfallCredit{Kind: model.PrepaymentCredit, For: 12}, OveragePrice: 1.25, Tail: 6, // list is 1/(1 − 20%)
		Counts:      model.Counts{AtList: true, MarketplaceWeight: 0.5, MarketplaceCap: 0.25},
		Marketplace: &model.Curve{Kind: model.Annual, Points: []model.Point{{At: jan(2026), Value: 1e6}}}})
	equal(t, "the discount", named(t, s, "macc").Discount, 0.2)
	yearly := named(t, s, "yearly").Drawdown
	if model.Known(yearly.Counts.MarketplaceCap) {
		t.Error("a cap that is not given is known")
	}
	yearly.Counts.MarketplaceCap = 0
	equal(t, "yearly minimums", yearly, model.DrawdownTerms{AggregateMinimum: 600e3, OveragePrice: 1,
		Rollover:  model.Rollover{Excess: 0.1, Years: 2, ShortfallYears: 3},
		Shortfall: model.ShortfallTerms{Order: model.ChargeFirst, ChargeCap: []float64{30e3, 40e3}, DeferCap: model.DeferCap{Unlimited: true}},
		Credit:    model.ShortfallCredit{Kind: model.UsableCredit}, Counts: model.Counts{Prepaid: true, MarketplaceWeight: 1}})
	steps := named(t, s, "steps").Drawdown
	equal(t, "increments", []any{steps.Increments, steps.Milestones[1], steps.Shortfall, steps.Credit},
		[]any{true, model.Milestone{At: jan(2028) - 1, Amount: 2}, model.ShortfallTerms{Order: model.ChargeFirst, ChargeCap: []float64{5},
			DeferCap: model.DeferCap{Share: 0.15}}, model.ShortfallCredit{Kind: model.NoCredit}})
	oracle := named(t, s, "oracle").Drawdown
	equal(t, "pools", []any{oracle.Forfeit, oracle.OveragePrice}, []any{model.AnnualPools, 1.1})
	if got := named(t, s, "gpu").Drawdown; got.OveragePrice != 0 || got.Rollover.Years != 0 {
		t.Errorf("a contract of another kind has terms of a drawdown: %+v", got)
	}
}

func TestPaymentReachesTheModel(t *testing.T) {
	s := mustRead(t, clauses).Scenario
	same := func(what string, got, want model.Payment) {
		t.Helper()
		for i := range got.Prepay { // an Unknown equals nothing, not itself
			for _, v := range []*float64{&got.Prepay[i].Share, &got.Prepay[i].Amount, (*float64)(&got.Prepay[i].To)} {
				if !model.Known(*v) {
					*v = -1
				}
			}
		}
		equal(t, what, got, want)
	}
	same("what counts when it is paid", named(t, s, "macc").Payment, model.Payment{Lag: 1, Prepay: []model.Prepayment{
		{Name: "up front", Share: -1, Amount: 1e6, At: model.DateOf(2026, 1, 15), Apply: model.ApplyFirst, To: -1}}})
	same("what does not", named(t, s, "yearly").Payment, model.Payment{Prepay: []model.Prepayment{
		{Name: "late", Share: 0.1, Amount: -1, Apply: model.ApplyLast, From: 3, To: 12}}})
	same("a pool's", named(t, s, "oracle").Payment, model.Payment{Timing: model.Advance, Prepay: []model.Prepayment{
		{Name: "half", Share: 0.5, Amount: -1, BeforeStart: 1, Apply: model.ProRata, To: -1}}})
	same("tranches'", named(t, s, "gpu").Payment, model.Payment{Timing: model.Arrears, Prepay: []model.Prepayment{
		{Name: "signing", Share: 0.2, Amount: -1, At: model.DateOf(2025, 12, 1), Apply: model.StraightLine, To: -1},
		{Name: "second", Share: -1, Amount: 10e6, BeforeStart: 2, Tranche: "one", Apply: model.ProRata, To: -1}}})
	equal(t, "none", named(t, s, "fee").Payment, model.Payment{})
}

func TestTranchesReachTheModelInTheirOrder(t *testing.T) {
	c := named(t, mustRead(t, clauses).Scenario, "gpu")
	if !c.CancelIfLate || c.CancelGrace != 3 || len(c.Tranches) != 3 {
		t.Fatalf("the contract is %+v", c)
	}
	two, one, three := c.Tranches[0], c.Tranches[1], c.Tranches[2]
	if model.Known(float64(two.Delay)) || model.Known(two.Value) || model.Known(two.Fee) {
		t.Errorf("what a tranche leaves out is %+v", two)
	}
	two.Delay, two.Value, two.Fee, one.Value, one.Fee = 0, 0, 0, 0, 0
	// The contract's ramp, full at the end of 2026, is twelve months long from January.
	equal(t, "one that leaves most to the contract", two, model.Tranche{Name: "two", Term: 60, Ramp: model.Ramp{Shape: model.Linear, Full: 12},
		Fleet: []model.Batch{{Accelerator: "h100", Count: 20_000}}})
	equal(t, "one with terms of its own", one, model.Tranche{Name: "one", Start: model.DateOf(2026, 7, 1), Term: 60, Delay: 1,
		Ramp: model.Ramp{Shape: model.Linear, Full: 1}, Prices: []model.Price{{Accelerator: "h100", Amount: 2.4}},
		Fleet: []model.Batch{{Accelerator: "h100", Count: 10_000}}})
	equal(t, "a fee", three.Fee, 3e6)
}

func TestAnInheritedRampCountsFromTheTranchesStart(t *testing.T) {
	c := mustRead(t, `contracts:
  a:
    ramp: {steps: {2026-07: 50%, 2027-01: 100%}}
    term: 2y
    tranches: {t: {start: 2026-04, value: $1}}
  b:
    ramp: {initial: 20%, full: 2026-12}
    term: 2y
    tranches: {t: {start: 2026-10, value: $1}, u: {start: 2026-11-16, value: $1}}
`).Scenario.Contracts
	equal(t, "steps", c[0].Tranches[0].Ramp.Knots, []model.Knot{{At: 3, Share: 0.5}, {At: 9, Share: 1}})
	// From the first of October to the end of December, and from the middle of November.
	equal(t, "lengths", []model.Months{c[1].Tranches[0].Ramp.Full, c[1].Tranches[1].Ramp.Full}, []model.Months{3, 1.5})
}

func TestExitsOutagesAndWhatHappenedReachTheModel(t *testing.T) {
	s := mustRead(t, clauses).Scenario
	equal(t, "an exit with a fee of three parts", named(t, s, "gpu").Exit, model.ExitRight{By: model.Either, Notice: model.Span{Months: 3},
		Fee: model.ExitFee{Share: 0.1, Amount: 5e6, Months: 2}})
	equal(t, "an exit with days of notice", named(t, s, "fee").Exit, model.ExitRight{By: model.Buyer, Notice: model.Span{Days: 90},
		From: model.DateOf(2026, 6, 15), Fee: model.ExitFee{Share: 0.5}, Exercise: model.DateOf(2027, 3, 31)})
	equal(t, "an exit without a fee", named(t, s, "stopped").Exit, model.ExitRight{By: model.Seller, From: model.DateOf(2027, 1, 1)})
	equal(t, "a backstop", named(t, s, "stopped").Backstop, model.Backstop{Value: 15e9, Resold: []model.Resold{
		{From: jan(2027), Share: 0.4}, {From: model.MonthOf(2028, 6), Share: 1}}})
	equal(t, "outages", named(t, s, "gpu").Outages, []model.Outage{
		{Name: "fire", From: model.DateOf(2028, 3, 1), For: 2, Share: 0.5, Credit: 0.1},
		{Name: "flood", From: model.DateOf(2029, 3, 15), For: 30 / model.DaysPerMonth, Share: 1}})
	june := model.MonthOf(2026, 6)
	equal(t, "actuals", named(t, s, "macc").Actuals, model.Actuals{Through: june,
		Consumption: []model.Actual{{From: jan(2026), To: jan(2026) + 2, Amount: 600e3}, {From: june - 2, To: june - 2, Amount: 200e3},
			{From: june - 1, To: june - 1}, {From: june, To: june, Amount: 1}},
		Cash: []model.Actual{{From: jan(2025), To: jan(2026) - 1, Amount: 1e6}, {From: june - 2, To: june, Amount: 600e3}}})
	equal(t, "actual spend", named(t, s, "fee").Actuals.Spend, []model.Actual{{From: jan(2026), To: jan(2026) + 2, Amount: 3e6}})
}

func TestAFeeAloneIsWhatItsUnitSays(t *testing.T) {
	for text, want := range map[string]model.ExitFee{"50%": {Share: 0.5}, "$2B": {Amount: 2e9}, "6mo": {Months: 6}, "1y": {Months: 12}, "0": {}} {
		s := mustRead(t, clauses, "contracts.fee.exit_right.fee="+text).Scenario
		equal(t, text, named(t, s, "fee").Exit.Fee, want)
	}
	for text, want := range map[string]model.DeferCap{"15%": {Share: 0.15}, "$30M": {Amount: 30e6}, "unlimited": {Unlimited: true}, "0": {}} {
		s := mustRead(t, clauses, "contracts.steps.shortfall.defer_cap="+text).Scenario
		equal(t, text, named(t, s, "steps").Drawdown.Shortfall.DeferCap, want)
	}
	s := mustRead(t, clauses, "contracts.stopped.backstop.resold=40%").Scenario
	equal(t, "one share", named(t, s, "stopped").Backstop.Resold, []model.Resold{{From: jan(2026), Share: 0.4}})
}

func TestDemandReachesTheModel(t *testing.T) {
	s := mustRead(t, clauses).Scenario
	equal(t, "demand by revenue", s.Demand, &model.Demand{Intensity: 0.05, Efficiency: 0.1, At: jan(2026)})
	s = mustRead(t, clauses, "demand={annual: {2026: 500M, 2027: 1.5B}, growth: 10%}").Scenario
	equal(t, "a curve of GPU-hours", s.Demand, &model.Demand{Curve: &model.Curve{Kind: model.Annual, Growth: model.Growth{Initial: 0.1, Terminal: 0.1},
		Points: []model.Point{{At: jan(2026), Value: 500e6}, {At: jan(2027), Value: 1.5e9}}}})
	if mustRead(t, least).Scenario.Demand != nil {
		t.Error("a scenario without demand has some")
	}
}

func TestClausesThatShowLessThanTheyMeanAreNoted(t *testing.T) {
	tests := map[string]struct{ text, path, want string }{
		"pools of a month": {drawn("    fee: $1\n    forfeit: monthly\n"), "contracts.a.forfeit", "billed by the hour in fact"},
		"a cap on charges where nothing is deferred": {drawn("    minimums: [$1]\n    shortfall: {order: charge_first, charge_cap: $1}\n"),
			"contracts.a.shortfall.charge_cap", "so all is charged"},
	}
	for name, test := range tests {
		notes := mustRead(t, test.text).Scenario.Notes
		if len(notes) != 1 || notes[0].Path != test.path || !strings.Contains(notes[0].Message, test.want) {
			t.Errorf("%s: notes are %v", name, notes)
		}
	}
	if notes := mustRead(t, clauses).Scenario.Notes; len(notes) > 0 {
		t.Errorf("notes are %v", notes)
	}
}

// drawn is a drawdown with more keys, which stand from line 3 on.
func drawn(more string) string {
	return "contracts:\n  a: # one year\n" + more +
		"    commitment: drawdown\n    term: 1y\n    start: 2026-01\n    consumption: {annual: {2026: $1M}}\n"
}
