package scenarios

import (
	"strings"
	"testing"

	"commitcast/model"
)

// bounded has every key whose number has a range.
const bounded = `contracts:
  aws: {value: $1B, term: 1y, start: 2026-01, delay: 0mo, escalator: 1%, price: $2, pue: 1.2, grid_intensity: 0.3, wue: 1, utilisation: 1}
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
	"contracts.aws.term":                  {"1d 100y", "0y 0d 1201mo -1y 1e300y"},
	"contracts.aws.delay":                 {"0mo 98y", "1201mo -1mo"},
	"contracts.aws.escalator":             {"-99.9% 0 1000% 1.9", "-100% 1000.1% -101%"},
	"contracts.aws.price":                 {"$0.01 $1M", "$0 -$1 $1000001"},
	"contracts.aws.pue":                   {"1 10", "0.99 0 -1 10.01"},
	"contracts.aws.grid_intensity":        {"0 10", "-0.1 10.1"},
	"contracts.aws.wue":                   {"0 100", "-0.1 100.1"},
	"contracts.aws.utilisation":           {"0% 100% 1", "100.1% 1.01 -1%"},
	"contracts.aws.value":                 {"$0 1e15", "-1 1.1e15 1e308"},
	"revenue.all.growth":                  {"-99.9% 10000% 1.9", "-100% 10001%"},
	"revenue.fades.growth.initial":        {"-99.9% 10000%", "-100%"},
	"revenue.fades.growth.half_life":      {"1d 100y", "0y -1y 101y"},
	"revenue.all.margin":                  {"0% 100%", "-1% 101%"},
	"revenue.all.lag":                     {"0mo 120mo 10y", "-1mo 121mo 1000mo"},
	"revenue_share.partner.rate":          {"0% 100%", "-1% 101%"},
	"financing.first.amount":              {"0 1e15", "-1 1.1e15"},
	"market.h100.price":                   {"$0.01 $1M", "$0 $1000001"},
	"market.h100.decline":                 {"-1000% 0 99.9%", "-1001% 100% 101%"},
	"valuation.discount_rate":             {"0% 1000%", "-1% 1000.1%"},
	"target":                              {"0.001 1000 90%", "0 -1 1000.1"},
	"opening_cash":                        {"-1e15 1e15", "-1.1e15 1.1e15"},
	"fiscal_year_end":                     {"1 12", "0 13 1e300"},
	"catalog.h100.power":                  {"1W 1e12", "0kW -1kW 1e13"},
	"plausibility.spend_per_mw_year.high": {"1e15", "-1 1.1e15"},
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
		for _, f := range s.fields {
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
