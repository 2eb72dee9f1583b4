package scenarios

import (
	"path/filepath"
	"strings"
	"testing"

	"commitcast/model"
)

const base = `scenario: base
contracts:
  aws:
    value: $38B
    term: 7y
    start: 2025-11
    ramp: {shape: s-curve, initial: 10%, full: 2026-12, steepness: 8}
    fleet: {gb200: 100, gb300: 50}
revenue:
  all:
    annual: {2025: $10B, 2026: $20B}
    growth: {initial: 30%, terminal: 5%, half_life: 2y}
    margin: 70%
financing:
  - {name: first, amount: $1B, date: 2026-01, kind: equity}
  - {name: second, amount: $2B, date: 2027-01, kind: debt}
`

// over lays the text of a later file over the base above.
func over(t *testing.T, text string) (*Loaded, error) {
	t.Helper()
	dir := files(t, map[string]string{"base.yaml": base, "late.yaml": "extends: base.yaml\n" + text})
	return Load(filepath.Join(dir, "late.yaml"), Options{})
}

func mustOver(t *testing.T, text string) *model.Scenario {
	t.Helper()
	l, err := over(t, text)
	if err != nil {
		t.Fatal(err)
	}
	return l.Scenario
}

func TestALaterFileIsMergedKeyByKey(t *testing.T) {
	s := mustOver(t, "scenario: later\ncontracts: {aws: {delay: 9mo, fleet: {gb300: 70}}}\nrevenue: {all: {annual: {2027: $30B}}}\n")
	c := s.Contracts[0]
	if s.Title != "later" || c.Value != 38e9 || c.Delay != 9 {
		t.Errorf("%q, %v, %v", s.Title, c.Value, c.Delay)
	}
	if len(c.Fleet) != 2 || c.Fleet[0].Count != 100 || c.Fleet[1].Count != 70 {
		t.Errorf("fleet is %v", c.Fleet)
	}
	if p := s.Revenue[0].Curve.Points; len(p) != 3 || p[2].Value != 30e9 {
		t.Errorf("points are %v", p)
	}
}

func TestANewContractStandsAfterTheOthers(t *testing.T) {
	s := mustOver(t, "contracts: {abc: {value: $1B, term: 1y, start: 2026-01}}\n")
	if len(s.Contracts) != 2 || s.Contracts[0].ID != "aws" || s.Contracts[1].ID != "abc" {
		t.Errorf("contracts are %v", s.Contracts)
	}
}

func TestNullRemoves(t *testing.T) {
	s := mustOver(t, "contracts: {aws: {fleet: {gb200: null}, ramp: ~}}\nrevenue: null\n")
	if c := s.Contracts[0]; len(c.Fleet) != 1 || c.Ramp.Shape != model.Immediate || len(s.Revenue) != 0 {
		t.Errorf("%v, %v, %v", c.Fleet, c.Ramp, s.Revenue)
	}
	for _, text := range []string{"contracts: {aws: {delay: null}}\n", "contracts: {aws: {fleet: {h100: null}}}\n", "costs: null\n",
		"contracts: {b: {value: null, term: 1y, start: 2026-01, fee: $1}}\n"} {
		_, err := over(t, text)
		refused(t, err, "late.yaml:2:", "null removes what no extended file has")
	}
}

func TestListsAreReplaced(t *testing.T) {
	s := mustOver(t, "financing: [{name: third, amount: $3B, date: 2028-01, kind: debt}]\n")
	if len(s.Financing) != 1 || s.Financing[0].Amount != 3e9 {
		t.Errorf("financing is %v", s.Financing)
	}
}

func TestOfKeysThatExcludeEachOtherTheLaterWins(t *testing.T) {
	s := mustOver(t, "contracts: {aws: {fee: $500M}}\nrevenue: {all: {base: $20B, at: 2025-12}}\n")
	if c := s.Contracts[0]; model.Known(c.Value) || c.Fee != 500e6 {
		t.Errorf("value %v, fee %v", c.Value, c.Fee)
	}
	if k := s.Revenue[0].Curve; k.Kind != model.RunRate || len(k.Points) != 1 || s.Revenue[0].Margin != 0.7 || k.Growth.HalfLife != 24 {
		t.Errorf("curve is %+v", k)
	}
}

func TestNullBesideTheKeyThatExcludesItIsFine(t *testing.T) {
	for _, text := range []string{"{fee: $1M, value: null}", "{value: null, fee: $1M}"} {
		if c := mustOver(t, "contracts: {aws: "+text+"}\n").Contracts[0]; model.Known(c.Value) || c.Fee != 1e6 {
			t.Errorf("%s: value %v, fee %v", text, c.Value, c.Fee)
		}
	}
}

func TestARampIsReplacedWholeWhenItsShapeChanges(t *testing.T) {
	tests := map[string]struct {
		text string
		want model.Ramp
	}{
		"the same shape is merged":       {"{full: 2027-12}", model.Ramp{Shape: model.SCurve, Initial: 0.1, Full: 26, Steepness: 8}},
		"another shape is all there is":  {"{shape: linear, full: 10mo}", model.Ramp{Shape: model.Linear, Full: 10}},
		"steps imply their shape":        {"{steps: {2026-01: 100%}}", model.Ramp{Shape: model.Steps, Knots: []model.Knot{{At: 2, Share: 1}}}},
		"points hold by a month's end":   {"{points: {2026-01: 100%}}", model.Ramp{Shape: model.Points, Knots: []model.Knot{{At: 3, Share: 1}}}},
		"exponential has its own k of 3": {"{shape: exponential, full: 1y}", model.Ramp{Shape: model.Exponential, Full: 12, Steepness: 3}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := mustOver(t, "contracts: {aws: {ramp: "+test.text+"}}\n").Contracts[0].Ramp
			if got.Shape != test.want.Shape || got.Initial != test.want.Initial || got.Full != test.want.Full ||
				got.Steepness != test.want.Steepness || len(got.Knots) != len(test.want.Knots) {
				t.Errorf("ramp is %+v, want %+v", got, test.want)
			}
			for i := range test.want.Knots {
				if got.Knots[i] != test.want.Knots[i] {
					t.Errorf("knot %d is %v, want %v", i, got.Knots[i], test.want.Knots[i])
				}
			}
		})
	}
	_, err := over(t, "contracts: {aws: {ramp: {shape: linear}}}\n")
	refused(t, err, "contracts.aws.ramp.full: is missing", "replaced whole")
}

func TestGrowthAndPriceChangeTheirForm(t *testing.T) {
	s := mustOver(t, "contracts: {aws: {price: {gb200: $2, gb300: {market: gb200, multiple: 90%}}}}\n"+
		"market: {gb200: {price: $3, at: 2026-01}}\nrevenue: {all: {growth: 12%}}\n")
	if g := s.Revenue[0].Curve.Growth; g != (model.Growth{Initial: 0.12, Terminal: 0.12}) {
		t.Errorf("growth is %+v", g)
	}
	p := s.Contracts[0].Prices
	if len(p) != 2 || p[0].Amount != 2 || p[1].Market != "gb200" || p[1].Multiple != 0.9 || model.Known(p[1].Amount) {
		t.Errorf("prices are %+v", p)
	}
}

func TestSeveralFilesAreMergedLeftToRight(t *testing.T) {
	dir := files(t, map[string]string{
		"base.yaml": base,
		"a.yaml":    "contracts: {aws: {value: $1B, delay: 1mo}}\n",
		"b.yaml":    "contracts: {aws: {value: $2B}}\n",
		"x.yaml":    "extends: [base.yaml, a.yaml, b.yaml]\ncontracts: {aws: {term: 8y}}\n",
	})
	l, err := Load(filepath.Join(dir, "x.yaml"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if c := l.Scenario.Contracts[0]; c.Value != 2e9 || c.Delay != 1 || c.Term != 96 {
		t.Errorf("%v, %v, %v", c.Value, c.Delay, c.Term)
	}
}

func TestProblemsOfEveryExtendedFileComeAtOnce(t *testing.T) {
	dir := files(t, map[string]string{
		"a.yaml": strings.Replace(least, "7y", "7 parsecs", 1),
		"b.yaml": "extends: a.yaml\ncontract: {}\n",
		"c.yaml": "extends: b.yaml\ntarget: -1\n",
	})
	_, err := Load(filepath.Join(dir, "c.yaml"), Options{})
	refused(t, err, "a.yaml:2:28: contracts.aws.term", "b.yaml:2:1: contract: is not known (did you mean contracts?)", "c.yaml:2:9: target: must not be negative")
}

func TestTheCatalogueLiesBeneathEveryScenario(t *testing.T) {
	s := mustOver(t, "catalog: {gb200: {power: 2kW}, own-chip: {name: Own, power: 500W, price: {low: $1, high: $2}}}\n"+
		"contracts: {aws: {fleet: {own-chip: 5}}}\n")
	own, ok := s.Catalog.Accelerator("own-chip")
	if !ok || own.KW != 0.5 || own.PriceLow != 1 || own.Name != "Own" {
		t.Errorf("own chip is %+v", own)
	}
	gb200, _ := s.Catalog.Accelerator("gb200")
	if gb200.KW != 2 || gb200.Name == "gb200" || !model.Known(gb200.PriceLow) {
		t.Errorf("gb200 is %+v: only its power should change", gb200)
	}
}
