package scenarios

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"commitcast/model"
)

// compared has a bit of everything that may differ.
const compared = `horizon: {from: 2025-01, to: 2034-12}
valuation: {date: 2025-11-01, discount_rate: 9%}
defaults: {pue: 1.2, utilisation: 80%}
contracts:
  aws: {value: $38B, term: 7y, start: 2025-11, ramp: {shape: linear, initial: 0%, full: 2026-12}, fleet: {gb200: 1000, gb300: 500}}
  oci: {minimums: {Y1: $1B, Y2: $2B}, term: 2y, start: 2026-01, utilisation: 90%}
  gpu: {price: {market: h100}, fleet: {h100: 100}, term: 3y, start: 2026-01, exit_right: {by: buyer, notice: 90d, fee: 50%}}
  macc: {commitment: drawdown, term: 3y, start: 2026-01, milestones: {2026-12: $3M, 2028-12: $12M}, consumption: {annual: {2026: $2M, 2027: $3M}}}
market: {h100: {price: $2.5, at: 2026-01, decline: 10%}}
revenue: {all: {annual: {2025: $13B, 2026: $30B}, growth: 20%, margin: 70%}}
financing:
  - {name: first, amount: $5B, date: 2026-03-01, kind: equity, vendor: aws}
`

// replaced is compared with some of its text replaced.
func replaced(t *testing.T, pairs ...string) *Loaded {
	t.Helper()
	text := compared
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("there is no %q", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return mustRead(t, text)
}

// shown writes differences for a test: paths, old → new.
func shown(all []Difference) string {
	var lines []string
	for _, d := range all {
		lines = append(lines, strings.Join(d.Paths, " + ")+": "+d.Old+" → "+d.New)
	}
	return strings.Join(lines, "\n")
}

func TestWhatMakesSenseAloneDiffersAlone(t *testing.T) {
	base := mustRead(t, compared)
	tests := map[string]struct {
		replace []string
		want    string
	}{
		"nothing":                    {nil, ""},
		"an amount in other words":   {[]string{"$38B", "38e9"}, ""},
		"a default written out":      {[]string{"value: $38B,", "value: $38B, delay: 0mo, hours: calendar, provider: aws, payment: {lag: 0mo},"}, ""},
		"the ramp's default shape":   {[]string{"shape: linear, initial: 0%, ", ""}, ""},
		"a default's value, by hand": {[]string{"term: 3y, start: 2026-01, exit", "pue: 1.2, term: 3y, start: 2026-01, exit"}, ""},
		"an immediate ramp":          {[]string{"minimums: {", "ramp: {shape: immediate}, minimums: {"}, ""},
		"texts":                      {[]string{"horizon:", "scenario: Other\ndescription: Other\nhorizon:", "{name: first,", "{name: first, note: x,"}, ""},
		"sources and grades":         {[]string{"value: $38B,", "value: {value: $38B, source: a, grade: disclosed},", "horizon:", "sources: {a: {title: A}}\nhorizon:"}, ""},
		"what is uncertain":          {[]string{"horizon:", "uncertainty: {contracts.aws.delay: {uniform: {min: 0mo, max: 3mo}}}\nchecks: [{name: a, metric: spend, max: $1}]\nhorizon:"}, ""},
		"one scalar":                 {[]string{"$38B", "$40B"}, "contracts.aws.value: $38B → $40B"},
		"two scalars":                {[]string{"$38B", "$40B", "margin: 70%", "margin: 60%"}, "contracts.aws.value: $38B → $40B\nrevenue.all.margin: 70% → 60%"},
		"a default that is replaced": {[]string{"value: $38B,", "value: $38B, delay: 9mo,"}, "contracts.aws.delay: default 0mo → 9mo"},
		"a clause of one number":     {[]string{"value: $38B,", "value: $38B, payment: {lag: 2mo, timing: advance},"}, "contracts.aws.payment.lag: default 0mo → 2mo\ncontracts.aws.payment.timing: not set → advance"},
		"the end of a ramp":          {[]string{"full: 2026-12", "full: 2027-12"}, "contracts.aws.ramp.full: 2026-12 → 2027-12"},
		"machines":                   {[]string{"gb200: 1000, gb300: 500", "gb200: 2000, gb300: 600, h100: 5"}, "contracts.aws.fleet.gb200: 1000 → 2000\ncontracts.aws.fleet.gb300: 500 → 600\ncontracts.aws.fleet.h100: not set → 5"},
		"a year of revenue":          {[]string{"2026: $30B", "2026: $31B"}, "revenue.all.annual.2026: $30B → $31B"},
		"the decline of a price":     {[]string{"decline: 10%", "decline: 12%"}, "market.h100.decline: 10% → 12%"},
		"the horizon":                {[]string{"to: 2034-12", "to: 2033-12"}, "horizon.to: 2034-12 → 2033-12"},
		"a provider":                 {[]string{"value: $38B,", "provider: Amazon, value: $38B,"}, "contracts.aws.provider: default aws → Amazon"},
		"an item of a list":          {[]string{"amount: $5B", "amount: $6B"}, "financing.first.amount: $5B → $6B"},
		"the scenario's default":     {[]string{"utilisation: 80%", "utilisation: 70%"}, "defaults.utilisation: 80% → 70%"},
		"a default removed":          {[]string{", utilisation: 80%", ""}, "defaults.utilisation: 80% → default 100%"},
		"one contract's own":         {[]string{"value: $38B,", "value: $38B, utilisation: 70%,"}, "contracts.aws.utilisation: default 80% → 70%"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Differences(base, replaced(t, test.replace...))
			if err != nil || shown(got) != test.want {
				t.Errorf("the differences are\n%s (%v)\nwant\n%s", shown(got), err, test.want)
			}
		})
	}
}

func TestWhatOnlyMakesSenseTogetherDiffersAsOne(t *testing.T) {
	base := mustRead(t, compared)
	tests := map[string]struct {
		replace []string
		want    string
	}{
		"a ramp": {[]string{"shape: linear, initial: 0%, full: 2026-12", "shape: s-curve, initial: 5%, full: 2027-12"},
			"contracts.aws.ramp: {shape: linear, initial: 0%, full: 2026-12} → {shape: s-curve, initial: 5%, full: 2027-12}"},
		"a curve": {[]string{"2026: $30B}, growth: 20%", "2026: $31B}, growth: 25%"},
			"revenue.all.annual.2026 + revenue.all.growth: annual.2026: $30B, growth: 20% → annual.2026: $31B, growth: 25%"},
		"a curve of another kind": {[]string{"annual: {2025: $13B, 2026: $30B}", "base: $20B, at: 2025-12"},
			"revenue.all.annual + revenue.all.base + revenue.all.at: annual: {2025: $13B, 2026: $30B}, base: not set, at: not set → annual: not set, base: $20B, at: 2025-12"},
		"consumption": {[]string{"2026: $2M, 2027: $3M", "2026: $4M, 2027: $5M"}, "contracts.macc.consumption.annual: {2026: $2M, 2027: $3M} → {2026: $4M, 2027: $5M}"},
		"what is committed": {[]string{"value: $38B", "fee: $450M"},
			"contracts.aws.value + contracts.aws.fee: value: $38B, fee: not set → value: not set, fee: $450M"},
		"minimums and their term": {[]string{"Y2: $2B}, term: 2y", "Y2: $2B, Y3: $3B}, term: 3y"},
			"contracts.oci.minimums.Y3 + contracts.oci.term: minimums.Y3: not set, term: 2y → minimums.Y3: $3B, term: 3y"},
		"a start and a ramp in months": {[]string{"start: 2025-11, ramp: {shape: linear, initial: 0%, full: 2026-12}", "start: 2027-11, ramp: {shape: linear, initial: 0%, full: 2028-12}"},
			"contracts.aws.start + contracts.aws.ramp.full: start: 2025-11, ramp.full: 2026-12 → start: 2027-11, ramp.full: 2028-12"},
		"a price and when it holds": {[]string{"price: $2.5, at: 2026-01", "price: $2, at: 2026-06"},
			"market.h100.price + market.h100.at: price: $2.5, at: 2026-01 → price: $2, at: 2026-06"},
		"a clause that comes": {[]string{"value: $38B,", "value: $38B, exit_right: {by: buyer, notice: 90d},"}, "contracts.aws.exit_right: not set → {by: buyer, notice: 90d}"},
		"the kind of a contract": {[]string{"commitment: drawdown, term: 3y, start: 2026-01, milestones: {2026-12: $3M, 2028-12: $12M}", "value: $12M, term: 3y, start: 2026-01"},
			"contracts.macc.commitment + contracts.macc.milestones + contracts.macc.value: commitment: drawdown, milestones: {2026-12: $3M, 2028-12: $12M}, value: not set → commitment: default take_or_pay, milestones: not set, value: $12M"},
		"a price in place of a value": {[]string{"value: $38B, term: 7y", "price: $3, term: 7y", "gb200: 1000", "gb200: 2000"},
			"contracts.aws.value + contracts.aws.fleet.gb200 + contracts.aws.price: value: $38B, fleet.gb200: 1000, price: not set → value: not set, fleet.gb200: 2000, price: $3"},
		"tranches in place of a fleet": {[]string{"value: $38B, term: 7y", "price: $3, term: 7y", "fleet: {gb200: 1000, gb300: 500}", "tranches: {one: {fleet: {gb200: 1000}}}"},
			"contracts.aws.value + contracts.aws.fleet + contracts.aws.price + contracts.aws.tranches.one: value: $38B, fleet: {gb200: 1000, gb300: 500}, price: not set, tranches.one: not set → " +
				"value: not set, fleet: not set, price: $3, tranches.one: {fleet: {gb200: 1000}}"},
		"a contract with what it rests on": {[]string{"  gpu: {price: {market: h100}, fleet: {h100: 100}, term: 3y, start: 2026-01, exit_right: {by: buyer, notice: 90d, fee: 50%}}\n", "", "market: {h100: {price: $2.5, at: 2026-01, decline: 10%}}\n", ""},
			"contracts.gpu + market.h100: contracts.gpu: {price: {market: h100}, fleet: {h100: 100}, term: 3y, start: 2026-01, exit_right: {by: buyer, notice: 90d, fee: 50%}}, market.h100: {price: $2.5, at: 2026-01, decline: 10%} → contracts.gpu: not set, market.h100: not set"},
		"a contract and its vendor's money": {[]string{"  macc:", "  more: {fee: $1M, term: 1y, start: 2026-01}\n  macc:", "vendor: aws}\n", "vendor: aws}\n  - {name: second, amount: $1B, date: 2026-03-01, kind: debt, vendor: more}\n"},
			"contracts.more + financing.second: contracts.more: not set, financing.second: not set → contracts.more: {fee: $1M, term: 1y, start: 2026-01}, financing.second: {name: second, amount: $1B, date: 2026-03-01, kind: debt, vendor: more}"},
		"every contract that goes by a default": {[]string{"pue: 1.2", "pue: 1.3"}, "defaults.pue: 1.2 → 1.3"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			variant := replaced(t, test.replace...)
			got, err := Differences(base, variant)
			if err != nil || shown(got) != test.want {
				t.Errorf("the differences are\n%s (%v)\nwant\n%s", shown(got), err, test.want)
			}
			ends(t, base, variant)
			ends(t, variant, base)
		})
	}
}

func TestScenariosInTwoCurrenciesHaveNoDifferences(t *testing.T) {
	_, err := Differences(mustRead(t, least), mustRead(t, "currency: EUR\n"+strings.ReplaceAll(least, "$", "")))
	var p model.Problem
	if !errors.As(err, &p) || p.Path != "currency" {
		t.Errorf("the error is %v", err)
	}
}

// ends checks that none of the differences makes the base and all of them the variant, in every metric to the last bit.
func ends(t *testing.T, base, variant *Loaded) {
	t.Helper()
	all, err := Differences(base, variant)
	if err != nil {
		t.Fatal(err)
	}
	for _, end := range []struct {
		what string
		all  bool
		want *model.Scenario
	}{{"none of the differences", false, base.Scenario}, {"all of the differences", true, variant.Scenario}} {
		take := make([]bool, len(all))
		for i := range take {
			take[i] = end.all
		}
		got, err := Mix(base, variant, all, take)
		if err != nil {
			t.Fatalf("%s: %v", end.what, err)
		}
		if at := unlike(t, got, end.want); at != "" {
			t.Errorf("%s, of\n%s\nmake another scenario: %s", end.what, shown(all), at)
		}
	}
}

// unlike is where the reports of two scenarios have other numbers, "" for nowhere. Every bit counts.
func unlike(t *testing.T, a, b *model.Scenario) string {
	t.Helper()
	report := func(s *model.Scenario) *model.Report {
		all, err := model.Analyse([]*model.Scenario{s}, model.ByQuarter)
		if err != nil {
			t.Fatal(err)
		}
		return all[0]
	}
	x, y := report(a), report(b)
	if len(x.Contracts) != len(y.Contracts) {
		return "the contracts"
	}
	if p, q := fmt.Sprintf("%+v", x.Summary), fmt.Sprintf("%+v", y.Summary); p != q {
		return "the summary: " + p + ", " + q
	}
	if at := unlikeSeries(x.Metrics, y.Metrics); at != "" {
		return at
	}
	for i := range x.Contracts {
		if at := unlikeSeries(x.Contracts[i].Metrics, y.Contracts[i].Metrics); at != "" || x.Contracts[i].ID != y.Contracts[i].ID {
			return "contract " + x.Contracts[i].ID + ": " + at
		}
	}
	return ""
}

func unlikeSeries(a, b []model.Series) string {
	for k := range max(len(a), len(b)) {
		if k >= len(a) || k >= len(b) || len(a[k].Values) != len(b[k].Values) {
			return fmt.Sprintf("there are %d and %d metrics", len(a), len(b))
		}
		for i, v := range a[k].Values {
			if w := b[k].Values[i]; math.Float64bits(v) != math.Float64bits(w) && (model.Known(v) || model.Known(w)) {
				return fmt.Sprintf("%s in period %d: %v, %v", a[k].Name, i, v, w)
			}
		}
	}
	return ""
}
