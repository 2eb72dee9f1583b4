package scenarios

import (
	"strings"
	"testing"

	"commitcast/model"
)

// bounded has every key whose number has a range.
const bounded = `contracts:
  aws: {value: $1B, term: 1y, start: 2026-01, delay: 0mo, escalator: 1%, price: $2, pue: 1.2, grid_intensity: 0.3, wue: 1, utilisation: 1}
  draw:
    commitment: drawdown
    aggregate_minimum: $1T
    milestones: {2026-06: $1B, 2026-12: $2B}
    milestones_are: increments
    term: 1y
    start: 2026-01
    discount: 10%
    rollover: {excess: 10%, years: 2, shortfall_years: 2}
    shortfall: {order: charge_first, charge_cap: $1, defer_cap: 10%}
    shortfall_credit: {kind: usable, for: 1y}
    overage_price: 1.1
    counts: {marketplace: {weight: 50%, cap: 25%}}
    marketplace: {base: $1, at: 2026-01}
    tail: 1mo
    consumption: {base: $1B, at: 2026-01}
  gpu:
    price: $2
    cancel_if_late: {grace: 3mo}
    tranches: {one: {start: 2026-01, term: 2y, fee: $1M}, two: {start: 2026-01, term: 2y, fleet: {h100: 1}, delay: 1mo}}
    payment: {lag: 1mo, prepay: [{name: a, share: 20%, before_start: 1mo, from: 1mo, to: 12mo}, {name: b, amount: $1, at: 2025-12}]}
    exit_right: {by: buyer, notice: 90d, fee: {share: 10%, amount: $1, months: 1mo}}
    outages: [{name: o, from: 2026-03, for: 1mo, share: 50%, credit: 10%}]
  stop:
    value: $1B
    term: 1y
    start: 2026-01
    backstop: {value: $1B, resold: 40%}
    actuals: {through: 2026-01, spend: {2026-01: $1}, cash: {2026-01: $1}}
demand: {intensity: 0.1, efficiency: 1%}
revenue:
  all: {base: $1B, at: 2026-01, growth: 1%, margin: 50%, lag: 1mo}
  fades: {base: $1B, at: 2026-01, growth: {initial: 1%, terminal: 1%, half_life: 1y}}
revenue_share: [{name: partner, rate: 1%}]
financing: [{name: first, amount: $1, date: 2026-01, kind: debt}]
market: {h100: {price: $2, at: 2026-01, decline: 1%}}
valuation: {discount_rate: 1%}
target: 1
`

// ranges are, by path, the last figures that are taken and the first that are not, as documented.
var ranges = map[string]struct{ inside, outside string }{
	"contracts.aws.term":                          {"1d 100y", "0y 0d 1201mo -1y 1e300y"},
	"contracts.aws.delay":                         {"0mo 98y", "1201mo -1mo"},
	"contracts.aws.escalator":                     {"-99.9% 0 1000% 1.9", "-100% 1000.1% -101%"},
	"contracts.aws.price":                         {"$0.01 $1M", "$0 -$1 $1000001"},
	"contracts.aws.pue":                           {"1 10", "0.99 0 -1 10.01"},
	"contracts.aws.grid_intensity":                {"0 10", "-0.1 10.1"},
	"contracts.aws.wue":                           {"0 100", "-0.1 100.1"},
	"contracts.aws.utilisation":                   {"0% 100% 1", "100.1% 1.01 -1%"},
	"contracts.aws.value":                         {"$0 1e15", "-1 1.1e15 1e308"},
	"contracts.draw.aggregate_minimum":            {"$3B 1e15", "$2.9B -1 1.1e15"},
	"contracts.draw.milestones.2026-06":           {"0 998e9", "-1 1.1e15"},
	"contracts.draw.discount":                     {"0% 99%", "100% -1% 101%"},
	"contracts.draw.rollover.excess":              {"0% 100% 1", "100.1% 1.01 -1%"},
	"contracts.draw.rollover.years":               {"1 100", "0 101 1.5"},
	"contracts.draw.rollover.shortfall_years":     {"1 100", "0 101"},
	"contracts.draw.shortfall.charge_cap":         {"0 1e15", "-1 1.1e15"},
	"contracts.draw.shortfall.defer_cap":          {"0% 100% 0 $1e15 unlimited", "100.1% -1% $1.1e15 0.5"},
	"contracts.draw.shortfall_credit.for":         {"1d 100y", "0mo 1201mo"},
	"contracts.draw.overage_price":                {"0.001 1000 110% list", "0 -1 1000.1"},
	"contracts.draw.counts.marketplace.weight":    {"0% 100%", "100.1% -1%"},
	"contracts.draw.counts.marketplace.cap":       {"0% 100%", "100.1% -1%"},
	"contracts.draw.marketplace.base":             {"0 1e15", "-1 1.1e15"},
	"contracts.draw.tail":                         {"0mo 98y", "1201mo -1mo"},
	"contracts.gpu.cancel_if_late.grace":          {"0mo 100y", "1201mo -1mo"},
	"contracts.gpu.tranches.one.fee":              {"0 1e15", "-1 1.1e15"},
	"contracts.gpu.tranches.one.term":             {"1d 98y", "0y 1201mo"},
	"contracts.gpu.tranches.two.delay":            {"0mo 97y", "1201mo -1mo"},
	"contracts.gpu.payment.lag":                   {"0mo 10y", "-1mo 121mo"},
	"contracts.gpu.payment.prepay.a.share":        {"0% 100%", "101% -1%"},
	"contracts.gpu.payment.prepay.a.before_start": {"0mo 20y", "1201mo 1.5mo -1mo"},
	"contracts.gpu.payment.prepay.a.from":         {"0mo 11mo", "12mo -1mo"},
	"contracts.gpu.payment.prepay.a.to":           {"2mo 100y", "1mo 1201mo"},
	"contracts.gpu.payment.prepay.b.amount":       {"0 1e15", "-1 1.1e15"},
	"contracts.gpu.exit_right.notice":             {"0d 3660d 10y", "3661d 121mo -1d"},
	"contracts.gpu.exit_right.fee.share":          {"0% 100%", "101%"},
	"contracts.gpu.exit_right.fee.amount":         {"0 1e15", "-1 1.1e15"},
	"contracts.gpu.exit_right.fee.months":         {"0mo 100y", "1201mo"},
	"contracts.gpu.outages.o.for":                 {"1d 100y", "0mo 1201mo"},
	"contracts.gpu.outages.o.share":               {"0% 100%", "101%"},
	"contracts.gpu.outages.o.credit":              {"0% 100%", "101%"},
	"contracts.stop.backstop.value":               {"0 1e15", "-1 1.1e15"},
	"contracts.stop.backstop.resold":              {"0% 100%", "101% -1%"},
	"contracts.stop.actuals.spend.2026-01":        {"0 1e15", "-1 1.1e15"},
	"contracts.stop.actuals.cash.2026-01":         {"-1e15 1e15", "-1.1e15 1.1e15"},
	"demand.intensity":                            {"0.001 1000000", "0 -1 1000001"},
	"demand.efficiency":                           {"-1000% 0 99.9%", "-1001% 100% 101%"},
	"revenue.all.growth":                          {"-99.9% 10000% 1.9", "-100% 10001%"},
	"revenue.fades.growth.initial":                {"-99.9% 10000%", "-100%"},
	"revenue.fades.growth.half_life":              {"1d 100y", "0y -1y 101y"},
	"revenue.all.margin":                          {"0% 100%", "-1% 101%"},
	"revenue.all.lag":                             {"0mo 120mo 10y", "-1mo 121mo 1000mo"},
	"revenue_share.partner.rate":                  {"0% 100%", "-1% 101%"},
	"financing.first.amount":                      {"0 1e15", "-1 1.1e15"},
	"market.h100.price":                           {"$0.01 $1M", "$0 $1000001"},
	"market.h100.decline":                         {"-1000% 0 99.9%", "-1001% 100% 101%"},
	"valuation.discount_rate":                     {"0% 1000%", "-1% 1000.1%"},
	"target":                                      {"0.001 1000 90%", "0 -1 1000.1"},
	"opening_cash":                                {"-1e15 1e15", "-1.1e15 1.1e15"},
	"fiscal_year_end":                             {"1 12", "0 13 1e300"},
	"catalog.h100.power":                          {"1W 1e12", "0kW -1kW 1e13"},
	"plausibility.spend_per_mw_year.high":         {"1e15", "-1 1.1e15"},
}

func TestEveryNumberIsTakenUpToItsBoundsAndNoFurther(t *testing.T) {
	for path, test := range ranges {
		for text := range strings.FieldsSeq(test.inside) {
			if _, err := read(bounded, path+"="+text); err != nil {
				t.Errorf("%s=%s is refused: %v", path, text, err)
			}
		}
		for text := range strings.FieldsSeq(test.outside) {
			_, err := read(bounded, path+"="+text)
			if err == nil {
				t.Errorf("%s=%s is taken", path, text)
				continue
			}
			if n := strings.Count(err.Error(), "\n"); n > 0 || !strings.Contains(err.Error(), "--set:1:") {
				t.Errorf("%s=%s is not one problem at the value: %v", path, text, err)
			}
		}
	}
}

func TestANumberWithoutItsPerCentIsAskedForOnlyWhereItWouldDo(t *testing.T) {
	for path, test := range map[string]struct{ offered, refused string }{
		"contracts.aws.escalator":      {"2 9 1000 -9", "1001 -100 1e9"},
		"contracts.aws.utilisation":    {"1.5 65 100", "101 1e9"},
		"valuation.discount_rate":      {"9 1000", "1001"},
		"revenue.all.growth":           {"9 129", "-100"},
		"revenue.all.growth.terminal":  {"9", "-101"},
		"market.h100.decline":          {"25 99 -25", "100 101"},
		"revenue_share.partner.rate":   {"20 100", "101"},
		"revenue.fades.growth.initial": {"30", "-100"},
	} {
		for text := range strings.FieldsSeq(test.offered) {
			_, err := read(bounded, path+"="+text)
			refused(t, err, "did you mean "+text+"%?")
			if _, err := read(bounded, path+"="+text+"%"); err != nil {
				t.Errorf("%s=%s%% is offered and refused: %v", path, text, err)
			}
		}
		for text := range strings.FieldsSeq(test.refused) {
			_, err := read(bounded, path+"="+text)
			if refused(t, err, path); strings.Contains(err.Error(), "did you mean") {
				t.Errorf("%s=%s: %v", path, text, err)
			}
		}
	}
}

func TestEveryDefaultAndWordOfTheLanguageIsReadAsItsKind(t *testing.T) {
	seen := map[*spec]bool{}
	n := 0
	var walk func(s *spec)
	walk = func(s *spec) {
		if s == nil || seen[s] {
			return
		}
		seen[s] = true
		for _, f := range s.members() {
			if f.standard != "" {
				n++
				if _, bad := f.spec.scalarSpec().kind.parse(f.standard); bad != nil {
					t.Errorf("the default of %s is %s, which %s", f.key, f.standard, bad.message)
				}
			}
			walk(f.spec)
		}
		walk(s.each)
		for _, a := range s.either {
			walk(a)
		}
	}
	walk(language)
	if n < 25 {
		t.Errorf("only %d defaults were found", n)
	}
	for k, words := range map[*kind][]string{
		gradeWord: {"disclosed", "reported", "estimated", "assumed"}, status: {"signed", "reported", "letter_of_intent", "option"},
	} {
		if strings.Join(k.words, " ") != strings.Join(words, " ") {
			t.Errorf("the words are %v, want %v", k.words, words)
		}
	}
	for _, shape := range model.Shapes {
		if _, bad := language.field("contracts").spec.each.field("ramp").spec.field("shape").spec.kind.parse(string(shape)); bad != nil {
			t.Errorf("the shape %s is not known", shape)
		}
	}
}
