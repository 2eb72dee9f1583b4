package model

import (
	"math"
	"strings"
	"testing"
)

// clauseTest is an edit of a sound contract and what is said of it.
type clauseTest struct {
	edit func(*Contract)
	want string
}

func refuseClauses(t *testing.T, sound func() *Scenario, tests map[string]clauseTest) {
	t.Helper()
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := sound()
			if problems := s.Validate(); len(problems) > 0 {
				t.Fatalf("the base case has problems: %v", problems)
			}
			test.edit(&s.Contracts[0])
			problems := s.Validate()
			for _, p := range problems {
				if strings.Contains(p.Error(), test.want) {
					return
				}
			}
			t.Errorf("problems are %v, want one with %q", problems, test.want)
		})
	}
}

// drawn is a drawdown of two years from January 2026 with minimums of 60 and 80.
func drawn() *Scenario {
	s := deal()
	k := &s.Contracts[0]
	k.Kind, k.Term, k.Value, k.Minimums = Drawdown, 24, Unknown(), []Minimum{{1, 60}, {2, 80}}
	k.MinimumsBy = ContractYears
	k.Consumption = &Curve{Kind: Annual, Points: []Point{{MonthOf(2026, 1), 70}}}
	k.Drawdown = DrawdownTerms{AggregateMinimum: Unknown(), Rollover: Rollover{Years: 1, ShortfallYears: 1}, OveragePrice: 1,
		Counts: Counts{MarketplaceWeight: 1, MarketplaceCap: Unknown()}}
	return s
}

// pieced is a contract in two tranches of two years, from January and July 2026.
func pieced() *Scenario {
	s := deal()
	k := &s.Contracts[0]
	k.Value, k.Term, k.Start = Unknown(), 24, 0
	piece := Tranche{Start: DateOf(2026, 1, 1), Ramp: Ramp{Shape: Immediate}, Delay: Months(Unknown()), Value: 50, Fee: Unknown()}
	k.Tranches = []Tranche{piece, piece}
	k.Tranches[0].Name, k.Tranches[1].Name, k.Tranches[1].Start = "one", "two", DateOf(2026, 7, 1)
	return s
}

func TestADrawdownMadeByHandIsChecked(t *testing.T) {
	refuseClauses(t, drawn, map[string]clauseTest{
		"minimums beside milestones": {func(k *Contract) { k.Drawdown.Milestones = []Milestone{{MonthOf(2026, 6), 5}} }, "contracts.a.milestones: cannot stand beside minimums"},
		"milestones out of order":    {func(k *Contract) { k.Drawdown.Milestones = []Milestone{{MonthOf(2026, 6), 5}, {MonthOf(2026, 6), 6}} }, "contracts.a.milestones.2026-06: must come after 2026-06"},
		"a fee in place of minimums": {func(k *Contract) { k.Minimums, k.Fee = nil, 5 }, "contracts.a.fee: is no minimum of a drawdown"},
		"a fee beside minimums":      {func(k *Contract) { k.Fee, k.Drawdown.Forfeit = 5, MonthlyPools }, "contracts.a.fee: stands beside other minimums"},
		"an order that is none":      {func(k *Contract) { k.Drawdown.Shortfall.Order = "last" }, "contracts.a.shortfall.order: must be one of defer_first, charge_first, is \"last\""},
		"a credit that is none":      {func(k *Contract) { k.Drawdown.Credit.Kind = "gift" }, "contracts.a.shortfall_credit.kind: must be one of"},
		"pools that are none":        {func(k *Contract) { k.Drawdown.Forfeit = "daily" }, "contracts.a.forfeit: must be one of annual, monthly"},
		"years of rollover left out": {func(k *Contract) { k.Drawdown.Rollover = Rollover{} }, "contracts.a.rollover.years: must be between 1 and 100, is 0"},
		"a tail of NaN":              {func(k *Contract) { k.Drawdown.Tail = Months(math.NaN()) }, "contracts.a.tail"},
		"a discount of NaN":          {func(k *Contract) { k.Discount = math.NaN() }, "contracts.a.discount"},
		"tranches":                   {func(k *Contract) { k.Tranches = pieced().Contracts[0].Tranches }, "contracts.a.tranches: needs commitment: take_or_pay, but commitment is drawdown"},
		"a cap on charges of three": {func(k *Contract) {
			k.Drawdown.Shortfall = ShortfallTerms{Order: ChargeFirst, ChargeCap: []Money{1, 2, 3}}
		}, "has 3 years, but there are minimums of 2"},
		"a negative cap in its second": {func(k *Contract) {
			k.Drawdown.Shortfall = ShortfallTerms{Order: ChargeFirst, ChargeCap: []Money{1, -2}}
		}, "contracts.a.shortfall.charge_cap.Y2: must be between"},
		"a backstop":                     {func(k *Contract) { k.Backstop.Value = 5 }, "contracts.a.backstop: needs commitment: take_or_pay"},
		"an aggregate below the minimum": {func(k *Contract) { k.Drawdown.AggregateMinimum = 139 }, "contracts.a.minimums: come to 140.00, more than aggregate_minimum, 139.00"},
	})
}

func TestTranchesMadeByHandAreChecked(t *testing.T) {
	refuseClauses(t, pieced, map[string]clauseTest{
		"a name twice":                  {func(k *Contract) { k.Tranches[1].Name = "one" }, "contracts.a.tranches.one: needs a name of its own"},
		"no term anywhere":              {func(k *Contract) { k.Term = 0 }, "contracts.a.tranches.one.term: must be more than 0mo"},
		"a value of their contract":     {func(k *Contract) { k.Value = 100 }, "contracts.a.value: cannot stand beside tranches"},
		"consumption of their contract": {func(k *Contract) { k.Consumption = drawn().Contracts[0].Consumption }, "contracts.a.consumption: cannot stand beside tranches"},
		"no spend of one":               {func(k *Contract) { k.Tranches[1].Value = Unknown() }, "contracts.a.tranches.two: does not say what is spent"},
		"two kinds of spend in one":     {func(k *Contract) { k.Tranches[1].Fee = 5 }, "contracts.a.tranches.two.fee: stands beside a value"},
		"a ramp of one":                 {func(k *Contract) { k.Tranches[1].Ramp = Ramp{} }, "contracts.a.tranches.two.ramp.shape: must be one of"},
		"steps of the contract":         {func(k *Contract) { k.Schedule.Kind = BySteps }, "contracts.a.schedule: has steps of its own"},
		"actual spend beside a value": {func(k *Contract) {
			k.Actuals = Actuals{Through: MonthOf(2026, 1), Spend: []Actual{{MonthOf(2026, 1), MonthOf(2026, 1), 1}}}
		}, "cannot stand beside the value of tranche one"},
		"an unknown tranche prepaid": {func(k *Contract) {
			k.Payment.Prepay = []Prepayment{{Name: "p", Share: 0.1, Amount: Unknown(), Tranche: "three", Apply: ProRata, To: Months(Unknown())}}
		}, "contracts.a.payment.prepay.p.tranche: must be the name of a tranche, is \"three\""},
		"more than a tranche prepaid": {func(k *Contract) {
			k.Payment.Prepay = []Prepayment{{Name: "p", Share: Unknown(), Amount: 51, Tranche: "two", Apply: ProRata, To: Months(Unknown())}}
		}, "contracts.a.payment.prepay.p.amount: brings what is prepaid to 51.00, more than the commitment of 50.00"},
		"more than all tranches prepaid": {func(k *Contract) {
			k.Payment.Prepay = []Prepayment{{Name: "p", Share: Unknown(), Amount: 101, Apply: ProRata, To: Months(Unknown())}}
		}, "brings what is prepaid to 101.00, more than the commitment of 100.00"},
		"an outage in no tranche's life": {func(k *Contract) { k.Outages = []Outage{{Name: "o", From: DateOf(2028, 7, 1), For: 1, Share: 1}} }, "contracts.a.outages.o.from: the outage lies outside the term, 2026-01 to 2028-06"},
	})
}

func TestClausesMadeByHandAreChecked(t *testing.T) {
	item := Prepayment{Name: "p", Share: 0.1, Amount: Unknown(), Apply: ProRata, To: Months(Unknown())}
	prepay := func(change func(*Prepayment)) func(*Contract) {
		return func(k *Contract) {
			p := item
			change(&p)
			k.Payment.Prepay = []Prepayment{p}
		}
	}
	jan := MonthOf(2026, 1)
	refuseClauses(t, deal, map[string]clauseTest{
		"a share and an amount":       {prepay(func(p *Prepayment) { p.Amount = 5 }), "contracts.a.payment.prepay.p.amount: either an amount or a share"},
		"neither":                     {prepay(func(p *Prepayment) { p.Share = Unknown() }), "either an amount or a share"},
		"a way to apply left out":     {prepay(func(p *Prepayment) { p.Apply = "" }), "contracts.a.payment.prepay.p.apply: must be given"},
		"a way to apply that is none": {prepay(func(p *Prepayment) { p.Apply = "all" }), "must be one of pro_rata, straight_line, first, last"},
		"a name twice":                {func(k *Contract) { k.Payment.Prepay = []Prepayment{item, item} }, "contracts.a.payment.prepay.p: needs a name of its own"},
		"a timing that is none":       {func(k *Contract) { k.Payment.Timing = "late" }, "contracts.a.payment.timing: must be one of arrears, advance"},
		"a lag of NaN":                {func(k *Contract) { k.Payment.Lag = Months(math.NaN()) }, "contracts.a.payment.lag"},
		"a party that is none":        {func(k *Contract) { k.Exit.By = "bank" }, "contracts.a.exit_right.by: must be one of buyer, seller, either"},
		"an exit before it may be": {func(k *Contract) {
			k.Exit = ExitRight{By: Buyer, From: DateOf(2026, 5, 1), Exercise: DateOf(2026, 4, 30)}
		}, "is 2026-04-30, but notice may be given from 2026-05-01 on"},
		"shares out of order":       {func(k *Contract) { k.Backstop = Backstop{5, []Resold{{jan + 1, 0.5}, {jan, 0.6}}} }, "contracts.a.backstop.resold.2026-01: must come after 2026-02"},
		"an outage without a name":  {func(k *Contract) { o := Outage{From: jan.First(), For: 1, Share: 1}; k.Outages = []Outage{o, o} }, "contracts.a.outages.: needs a name of its own"},
		"actuals without their end": {func(k *Contract) { k.Actuals.Cash = []Actual{{jan, jan, 1}} }, "contracts.a.actuals.through: is missing"},
		"actuals backwards":         {func(k *Contract) { k.Actuals = Actuals{Through: jan + 1, Spend: []Actual{{jan + 1, jan, 1}}} }, "ends before it begins"},
		"a grace of NaN":            {func(k *Contract) { k.CancelIfLate, k.CancelGrace = true, Months(Unknown()) }, "contracts.a.cancel_if_late.grace"},
	})
}

func TestClausesAreTakenWhereTheyFit(t *testing.T) {
	jan := MonthOf(2026, 1)
	tests := map[string]struct {
		sound func() *Scenario
		edit  func(*Contract)
	}{
		"an exit on the first day":         {deal, func(k *Contract) { k.Exit = ExitRight{By: Buyer, Exercise: k.Start} }},
		"an exit in the last month":        {deal, func(k *Contract) { k.Exit = ExitRight{By: Buyer, Exercise: (jan + 11).Last()} }},
		"all prepaid in three parts":       {deal, func(k *Contract) { k.Payment.Prepay = thirds() }},
		"a quarter, and a year cut short":  {deal, func(k *Contract) { k.Actuals = Actuals{Through: jan + 11, Spend: []Actual{{jan, jan + 11, 120}}} }},
		"cash paid ahead of the life":      {deal, func(k *Contract) { k.Actuals = Actuals{Through: jan, Cash: []Actual{{jan - 12, jan - 1, 5}}} }},
		"a milestone in the month it ends": {drawn, func(k *Contract) { k.Minimums, k.Drawdown.Milestones = nil, []Milestone{{jan + 23, 5}} }},
		"one in the term a delay extends":  {drawn, func(k *Contract) { k.Minimums, k.Delay, k.Drawdown.Milestones = nil, 2, []Milestone{{jan + 25, 5}} }},
		"an aggregate above the minimums":  {drawn, func(k *Contract) { k.Drawdown.AggregateMinimum = 200 }},
		"an outage that begins before":     {pieced, func(k *Contract) { k.Outages = []Outage{{Name: "o", From: (jan - 1).First(), For: 1.5, Share: 1}} }},
		"use that has all happened": {drawn, func(k *Contract) {
			k.Consumption, k.Actuals = nil, Actuals{Through: jan + 23, Consumption: []Actual{{jan, jan + 23, 9}}}
		}},
		"a fee that buys pools":             {drawn, func(k *Contract) { k.Minimums, k.Fee, k.Drawdown.Forfeit = nil, 5, MonthlyPools }},
		"a value alone of a drawdown":       {drawn, func(k *Contract) { k.Minimums, k.Value = nil, 200 }},
		"a tranche that is long cancelled":  {pieced, func(k *Contract) { k.CancelIfLate, k.Tranches[0].Delay = true, 30 }},
		"minimums short of their aggregate": {drawn, func(k *Contract) { k.Value, k.Drawdown.AggregateMinimum = 200, 200 }},
	}
	for name, test := range tests {
		s := test.sound()
		test.edit(&s.Contracts[0])
		if problems := s.Validate(); len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

// thirds are three prepayments that come to all of the commitment but for a rounding.
func thirds() []Prepayment {
	var all []Prepayment
	for _, name := range []string{"x", "y", "z"} {
		all = append(all, Prepayment{Name: name, Share: 1.0 / 3, Amount: Unknown(), Apply: ProRata, To: Months(Unknown())})
	}
	return all
}

func TestDemandNeedsSomethingThatServesIt(t *testing.T) {
	serves := func(edit func(*Scenario)) string {
		s := deal()
		s.Demand = &Demand{Curve: &Curve{Kind: Annual, Points: []Point{{MonthOf(2026, 1), 1e6}}}}
		edit(s)
		var all []string
		for _, p := range s.Validate() {
			all = append(all, p.Error())
		}
		return strings.Join(all, "\n")
	}
	for name, edit := range map[string]func(*Scenario){
		"a fleet": func(s *Scenario) { s.Contracts[0].Fleet = []Batch{{"gb200", 5}} },
		"a price": func(s *Scenario) { s.Contracts[0].Prices = []Price{{Amount: 2}} },
		"tranches with fleets": func(s *Scenario) {
			s.Contracts = pieced().Contracts
			for i := range s.Contracts[0].Tranches {
				s.Contracts[0].Tranches[i].Fleet = []Batch{{"gb200", 5}}
			}
		},
		"a price on demand": func(s *Scenario) {
			s.Contracts[0].Kind, s.Contracts[0].Value, s.Contracts[0].Prices = OnDemand, Unknown(), []Price{{Amount: 2}}
		},
		"a price of a drawdown": func(s *Scenario) {
			s.Contracts = drawn().Contracts
			s.Contracts[0].Consumption, s.Contracts[0].Prices = nil, []Price{{Amount: 2}}
		},
	} {
		if got := serves(edit); got != "" {
			t.Errorf("%s does not serve demand: %s", name, got)
		}
	}
	for name, edit := range map[string]func(*Scenario){
		"a value":     func(*Scenario) {},
		"consumption": func(s *Scenario) { s.Contracts = drawn().Contracts; s.Contracts[0].Prices = []Price{{Amount: 2}} },
		"a drawdown's fleet without a price": func(s *Scenario) {
			s.Contracts = drawn().Contracts
			s.Contracts[0].Fleet = []Batch{{"gb200", 5}}
		},
	} {
		if got := serves(edit); !strings.Contains(got, "demand: no contract that counts can serve it") {
			t.Errorf("%s serves demand: %q", name, got)
		}
	}
	got := serves(func(s *Scenario) { s.Contracts[0].Prices, s.Demand = []Price{{Amount: 2}}, &Demand{Intensity: 1} })
	if !strings.Contains(got, "demand.intensity: is by revenue, and the scenario has none") {
		t.Errorf("demand by revenue without any: %q", got)
	}
}
