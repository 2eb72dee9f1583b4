package scenarios

import (
	"path/filepath"
	"strings"
	"testing"

	"commitcast/model"
)

// overClauses lays the text of a later file over the contracts with clauses.
func overClauses(t *testing.T, text string) *model.Scenario {
	t.Helper()
	dir := files(t, map[string]string{"base.yaml": clauses, "late.yaml": "extends: base.yaml\n" + text})
	l, err := Load(filepath.Join(dir, "late.yaml"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l.Scenario
}

func TestOfClausesThatExcludeEachOtherTheLaterWins(t *testing.T) {
	s := overClauses(t, `contracts:
  macc: {minimums: [$1M, $1M, $1M]}
  yearly: {milestones: {2026-06: $100k, 2026-12: $100k}, milestones_are: increments}
  gpu: {value: $3B, term: 5y, ramp: null, payment: null}
  fee: {value: $30M}
  stopped: {tranches: {one: {start: 2026-01, term: 2y, value: $1B}}, backstop: null}
`)
	if d := named(t, s, "macc"); len(d.Minimums) != 3 || len(d.Drawdown.Milestones) != 0 {
		t.Errorf("minimums over milestones are %v and %v", d.Minimums, d.Drawdown.Milestones)
	}
	if d := named(t, s, "yearly"); len(d.Minimums) != 0 || len(d.Drawdown.Milestones) != 2 || d.Drawdown.AggregateMinimum != 600e3 {
		t.Errorf("milestones over minimums are %v and %v", d.Minimums, d.Drawdown)
	}
	if c := named(t, s, "gpu"); len(c.Tranches) != 0 || c.Value != 3e9 || c.Start != model.DateOf(2026, 1, 1) {
		t.Errorf("a value over tranches leaves %v and %v", c.Tranches, c.Value)
	}
	if c := named(t, s, "fee"); model.Known(c.Fee) || c.Value != 30e6 {
		t.Errorf("a value over a fee leaves %v and %v", c.Fee, c.Value)
	}
	if c := named(t, s, "stopped"); len(c.Tranches) != 1 || model.Known(c.Value) || c.Backstop.Value != 0 {
		t.Errorf("tranches over a value leave %v and %v", c.Tranches, c.Value)
	}
}

func TestClausesAreMergedKeyByKeyAndListsReplaced(t *testing.T) {
	s := overClauses(t, `contracts:
  yearly: {rollover: {excess: 20%}, shortfall: {defer_cap: 5%}, payment: {lag: 2mo}}
  gpu:
    tranches: {one: {delay: null, fleet: {h100: 5}}, three: null, four: {fee: $1M, term: 1y}}
    outages: [{name: quake, from: 2027-01, for: 1mo}]
    exit_right: {fee: {share: 20%}}
  fee: {exit_right: {notice: 6mo, exercise: null, fee: 1y}}
  stopped: {backstop: {resold: 10%}}
`)
	d := named(t, s, "yearly")
	equal(t, "rollover", d.Drawdown.Rollover, model.Rollover{Excess: 0.2, Years: 2, ShortfallYears: 3})
	equal(t, "shortfall", d.Drawdown.Shortfall, model.ShortfallTerms{Order: model.ChargeFirst, ChargeCap: []float64{30e3, 40e3}, DeferCap: model.DeferCap{Share: 0.05}})
	if d.Payment.Lag != 2 || len(d.Payment.Prepay) != 1 {
		t.Errorf("payment is %+v", d.Payment)
	}
	c := named(t, s, "gpu")
	if len(c.Tranches) != 3 || c.Tranches[0].Name != "two" || c.Tranches[2].Name != "four" {
		t.Fatalf("tranches are %+v", c.Tranches)
	}
	if one := c.Tranches[1]; model.Known(float64(one.Delay)) || one.Fleet[0].Count != 5 || one.Start != model.DateOf(2026, 7, 1) {
		t.Errorf("a tranche is %+v", one)
	}
	if len(c.Outages) != 1 || c.Outages[0].Name != "quake" {
		t.Errorf("outages are %v", c.Outages)
	}
	equal(t, "parts of a fee", c.Exit.Fee, model.ExitFee{Share: 0.2, Amount: 5e6, Months: 2})
	equal(t, "a fee of another form", named(t, s, "fee").Exit, model.ExitRight{By: model.Buyer, Notice: model.Span{Months: 6},
		From: model.DateOf(2026, 6, 15), Fee: model.ExitFee{Months: 12}})
	equal(t, "one share for several", named(t, s, "stopped").Backstop.Resold, []model.Resold{{From: jan(2026), Share: 0.1}})
}

func TestNullRemovesClauses(t *testing.T) {
	s := overClauses(t, `demand: null
contracts:
  macc: {actuals: {cash: null}, marketplace: null, shortfall_credit: null, payment: null, tail: null}
  gpu: {exit_right: null, cancel_if_late: null, outages: null, payment: {prepay: null}}
  spot: null
  steps: null
  yearly: null
`)
	macc, gpu := named(t, s, "macc"), named(t, s, "gpu")
	if len(macc.Actuals.Cash) > 0 || len(macc.Actuals.Consumption) == 0 || macc.Drawdown.Marketplace != nil ||
		macc.Drawdown.Credit.Kind != model.NoCredit || len(macc.Payment.Prepay) > 0 || macc.Drawdown.Tail != 0 {
		t.Errorf("the drawdown is %+v", macc)
	}
	if gpu.Exit.Given() || gpu.CancelIfLate || len(gpu.Outages) > 0 || len(gpu.Payment.Prepay) > 0 || gpu.Payment.Timing != model.Arrears {
		t.Errorf("the contract is %+v", gpu)
	}
	if s.Demand != nil {
		t.Error("there is demand")
	}
}

func TestDemandOfAnotherFormIsReplacedWhole(t *testing.T) {
	s := overClauses(t, "demand: {base: 500M, at: 2027-01}\n")
	if s.Demand.Curve == nil || s.Demand.Intensity != 0 {
		t.Errorf("demand is %+v", s.Demand)
	}
	dir := files(t, map[string]string{"base.yaml": strings.Replace(clauses, "demand: {intensity: 0.05, efficiency: 10%, at: 2026-01}",
		"demand: {base: 500M, at: 2027-01, growth: 5%}", 1), "late.yaml": "extends: base.yaml\ndemand: {intensity: 0.2}\n"})
	l, err := Load(filepath.Join(dir, "late.yaml"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "demand by revenue", l.Scenario.Demand, &model.Demand{Intensity: 0.2})
	s = overClauses(t, "demand: {at: 2027-01}\n")
	equal(t, "demand in the same form", s.Demand, &model.Demand{Intensity: 0.05, Efficiency: 0.1, At: jan(2027)})
}

func TestSettingsReachEveryClause(t *testing.T) {
	tests := map[string]struct {
		set, old string
		get      func(c model.Contract) any
		want     any
	}{
		"an item by its name": {"contracts.gpu.payment.prepay.signing.share=30%", "20%",
			func(c model.Contract) any { return c.Payment.Prepay[0].Share }, 0.3},
		"the other way to give an item's amount": {"contracts.gpu.payment.prepay.second.share=5%", "not set",
			func(c model.Contract) any { return c.Payment.Prepay[1].Share }, 0.05},
		"a day for a length": {"contracts.gpu.payment.prepay.second.at=2026-02-03", "not set",
			func(c model.Contract) any { return c.Payment.Prepay[1].At }, model.DateOf(2026, 2, 3)},
		"how an item is applied": {"contracts.gpu.payment.prepay.second.apply=last", "default pro_rata",
			func(c model.Contract) any { return c.Payment.Prepay[1].Apply }, model.ApplyLast},
		"how one is applied that counts when paid": {"contracts.macc.payment.prepay.up front.apply=first", "default first",
			func(c model.Contract) any { return c.Payment.Prepay[0].Apply }, model.ApplyFirst},
		"a tranche": {"contracts.gpu.tranches.one.delay=2mo", "1mo",
			func(c model.Contract) any { return c.Tranches[1].Delay }, model.Months(2)},
		"a new tranche": {"contracts.gpu.tranches.four={fee: 5, term: 1y}", "not set",
			func(c model.Contract) any { return c.Tranches[3].Fee }, 5.0},
		"an outage": {"contracts.gpu.outages.flood.credit=5%", "default 0%",
			func(c model.Contract) any { return c.Outages[1].Credit }, 0.05},
		"a year of a cap": {"contracts.yearly.shortfall.charge_cap.Y2=1", "40k",
			func(c model.Contract) any { return c.Drawdown.Shortfall.ChargeCap[1] }, 1.0},
		"a new milestone": {"contracts.macc.milestones.2028-06=$8M", "not set",
			func(c model.Contract) any { return c.Drawdown.Milestones[2].Amount }, 8e6},
		"a part of a credit that was a word": {"contracts.yearly.shortfall_credit={kind: usable, for: 1y}", "usable",
			func(c model.Contract) any { return c.Drawdown.Credit.For }, model.Months(12)},
		"a part of what counts": {"contracts.macc.counts.marketplace.weight=60%", "50%",
			func(c model.Contract) any { return c.Drawdown.Counts.MarketplaceWeight }, 0.6},
		"what counts, not given": {"contracts.steps.counts.discount=list", "default net",
			func(c model.Contract) any { return c.Drawdown.Counts.AtList }, true},
		"a default of a drawdown": {"contracts.steps.rollover.excess=10%", "default 0%",
			func(c model.Contract) any { return c.Drawdown.Rollover.Excess }, 0.1},
		"a part of a fee that was a share": {"contracts.fee.exit_right.fee.months=3mo", "not set",
			func(c model.Contract) any { return c.Exit.Fee }, model.ExitFee{Months: 3}},
		"a day of notice": {"contracts.fee.exit_right.exercise=2028-01-31", "2027-03-31",
			func(c model.Contract) any { return c.Exit.Exercise }, model.DateOf(2028, 1, 31)},
		"a notice in months": {"contracts.fee.exit_right.notice=3mo", "90d",
			func(c model.Contract) any { return c.Exit.Notice }, model.Span{Months: 3}},
		"a month of what happened": {"contracts.macc.actuals.consumption.2026-06=$5", "$1",
			func(c model.Contract) any { return c.Actuals.Consumption[3].Amount }, 5.0},
		"a share resold": {"contracts.stopped.backstop.resold.2027=50%", "40%",
			func(c model.Contract) any { return c.Backstop.Resold[0].Share }, 0.5},
		"a grace": {"contracts.gpu.cancel_if_late.grace=0mo", "3mo",
			func(c model.Contract) any { return c.CancelGrace }, model.Months(0)},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l := mustRead(t, clauses, test.set)
			path, value, _ := strings.Cut(test.set, "=")
			if want := (Change{path, test.old, value}); len(l.Changes) != 1 || l.Changes[0] != want {
				t.Errorf("changes are %q, want %q", l.Changes, want)
			}
			equal(t, path, test.get(named(t, l.Scenario, strings.Split(path, ".")[1])), test.want)
		})
	}
}

func TestASettingOfAClauseThatCannotBeMadeSaysWhy(t *testing.T) {
	tests := map[string]struct{ set, want string }{
		"an item nobody has":           {"contracts.gpu.payment.prepay.sining.share=5%", "contracts.gpu.payment.prepay.sining: there is no \"sining\" to set (did you mean signing?)"},
		"a tranche nobody has":         {"contracts.gpu.tranches.tow.delay=5mo", "contracts.gpu.tranches.tow: there is no \"tow\" to set (did you mean two?)"},
		"a misspelt key of a clause":   {"contracts.yearly.rollover.exces=5%", "contracts.yearly.rollover.exces: is not known (did you mean contracts.yearly.rollover.excess?)"},
		"a clause of a drawdown":       {"contracts.fee.tail=5mo", "--set:1:1: contracts.fee.tail: is a clause of a drawdown"},
		"another kind of contract":     {"contracts.macc.commitment=take_or_pay", "--set:1:27: contracts.macc.milestones: is a clause of a drawdown, but commitment is take_or_pay"},
		"an end before a milestone":    {"contracts.macc.term=2y", "--set:1:21: contracts.macc.milestones.2028-12: is after the end of the contract, in 2027-12"},
		"a value below a prepayment":   {"contracts.oracle.payment.prepay.half.amount=$25M", "--set:1:45: contracts.oracle.payment.prepay.half.amount: brings what is prepaid to 25,000,000.00"},
		"less to prepay":               {"contracts.yearly.aggregate_minimum=$1", "--set:1:36: contracts.yearly.minimums: come to 500,000.00, more than aggregate_minimum, 1.00"},
		"what counts when it is paid":  {"contracts.yearly.counts.prepaid=false", "--set:1:33: contracts.yearly.payment.prepay.late.apply: has no place here"},
		"an exit before it may be":     {"contracts.fee.exit_right.from=2028-01", "--set:1:31: contracts.fee.exit_right.exercise: is 2027-03-31, but notice may be given from 2028-01-01 on"},
		"actuals that end earlier":     {"contracts.fee.actuals.through=2026-02", "--set:1:31: contracts.fee.actuals.spend.2026-Q1: goes beyond 2026-02"},
		"a term that ends before":      {"contracts.fee.term=2mo", "--set:1:20: contracts.fee.actuals.through: is 2026-03, outside the term"},
		"a tranche beside a long term": {"contracts.gpu.tranches.one.term=100y", "--set:1:33: horizon: must not be longer than 100 years"},
		"a word for a unit":            {"contracts.steps.shortfall.defer_cap=0.15", "--set:1:37: contracts.steps.shortfall.defer_cap: \"0.15\" has no unit"},
		"every tranche removed":        {"contracts.gpu.tranches={}", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := read(clauses, test.set)
			if test.want == "" {
				if err != nil {
					t.Error(err) // an empty map laid over another changes nothing
				}
				return
			}
			refused(t, err, test.want)
		})
	}
}

func TestPathsListTheClausesAContractCouldHave(t *testing.T) {
	all := map[string]Path{}
	for _, p := range Paths(mustRead(t, clauses)) {
		all[p.Path] = p
	}
	for path, want := range map[string]Path{
		"contracts.gpu.payment.prepay.signing.share":  {Value: "20%", Set: true},
		"contracts.gpu.payment.prepay.signing.apply":  {Value: "straight_line", Set: true},
		"contracts.gpu.payment.prepay.second.apply":   {Value: "pro_rata"},
		"contracts.macc.payment.prepay.up front.from": {Value: "0mo"},
		"contracts.gpu.tranches.one.delay":            {Value: "1mo", Set: true},
		"contracts.gpu.tranches.two.delay":            {},
		"contracts.steps.rollover.years":              {Value: "1"},
		"contracts.steps.counts.marketplace.weight":   {Value: "100%"},
		"contracts.steps.tail":                        {Value: "0mo"},
		"contracts.stopped.exit_right.notice":         {},
		"demand.intensity":                            {Value: "0.05", Set: true},
		"contracts.macc.actuals.cash.2026-Q2":         {Value: "600k", Set: true},
	} {
		p, ok := all[path]
		if !ok || p.Value != want.Value || p.Set != want.Set || p.Accepts == "" {
			t.Errorf("%s is %+v, want %+v", path, p, want)
		}
	}
	for _, path := range []string{"contracts.gpu.tail", "contracts.fee.rollover.excess", "contracts.spot.counts.prepaid", "contracts.spot.exit_right.notice"} {
		if _, ok := all[path]; ok {
			t.Errorf("%s is listed, which the contract cannot have", path)
		}
	}
}

func TestEveryClauseCanBeSetToWhatItIs(t *testing.T) {
	l := mustRead(t, clauses)
	for _, p := range Paths(l) {
		if !p.Set || strings.HasPrefix(p.Path, "catalog.") || strings.HasPrefix(p.Path, "plausibility.") {
			continue
		}
		again, err := read(clauses, p.Path+"="+p.Value)
		if err != nil {
			t.Errorf("%s=%s: %v", p.Path, p.Value, err)
			continue
		}
		if again.Scenario.InputSHA256 != l.Scenario.InputSHA256 {
			t.Errorf("%s=%s makes another scenario", p.Path, p.Value)
		}
	}
}

func TestTheHashTellsClausesApart(t *testing.T) {
	want := mustRead(t, clauses).Scenario.InputSHA256
	for name, r := range map[string][2]string{
		"a length in years":          {"for: 12mo", "for: 1y"},
		"a day in full":              {"from: 2028-03,", "from: 2028-03-01,"},
		"other separators":           {"h100: 20_000", "h100: 20k"},
		"amounts in another unit":    {"value: $15B", "value: 15e9"},
		"months in another order":    {"{2028-06: 100%, 2027: 40%}", "{2027: 40%, 2028-06: 100%}"},
		"a notice in years":          {"notice: 3mo", "notice: 0.25y"},
		"a share without its %":      {"share: 20%", "share: 0.2"},
		"a fee's amount by its code": {"amount: $5M", "amount: USD 5M"},
	} {
		if got := mustRead(t, strings.Replace(clauses, r[0], r[1], 1)).Scenario.InputSHA256; got != want {
			t.Errorf("%s changes the hash", name)
		}
	}
	for name, r := range map[string][2]string{
		"days for months":       {"notice: 3mo", "notice: 3d"},
		"a share for an amount": {"fee: 50%", "fee: $0.5"},
		"another order":         {"two: {term: 60mo, fleet: {h100: 20_000}}\n", "zwo: {term: 60mo, fleet: {h100: 20_000}}\n"},
		"list for its factor":   {"overage_price: list", "overage_price: 1"},
		"a quarter's name":      {"2026-Q2: 600k", "2026-05: 600k"},
	} {
		if got := mustRead(t, strings.Replace(clauses, r[0], r[1], 1)).Scenario.InputSHA256; got == want {
			t.Errorf("%s does not change the hash", name)
		}
	}
}

func TestTranchesAndItemsCanHaveASourceOfTheirOwn(t *testing.T) {
	l := mustRead(t, `contracts:
  a:
    source: filing
    grade: disclosed
    term: 2y
    tranches:
      one: {start: 2026-01, value: $1B, source: press, grade: reported}
      two: {start: 2026-07, value: {value: $1B, grade: assumed}}
    payment: {prepay: [{name: sign, share: 10%, at: 2025-12, grade: estimated}], lag: 1mo}
    outages: [{name: fire, from: 2026-03, for: 1mo}]
sources: {filing: {title: F}, press: {title: P}}
`)
	for path, want := range map[string][2]string{
		"contracts.a.tranches.one.value":        {"reported", "press"},
		"contracts.a.tranches.two.value":        {"assumed", ""},
		"contracts.a.tranches.two.start":        {"disclosed", "filing"},
		"contracts.a.payment.prepay.sign.share": {"estimated", "filing"},
		"contracts.a.payment.lag":               {"disclosed", "filing"},
		"contracts.a.outages.fire.for":          {"disclosed", "filing"},
	} {
		if _, grade, source := input(t, l, path); grade != want[0] || source != want[1] {
			t.Errorf("%s is %s from %q, want %s from %q", path, grade, source, want[0], want[1])
		}
	}
}
