package scenarios

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"commitcast/model"
)

const settable = `defaults: {pue: 1.3}
contracts:
  aws:
    value: $3B
    minimums: [$1B, $2B]
    term: 2y
    start: 2026-01
  oracle: {fee: $5M, term: 1y, start: 2026-01, ramp: {full: 6mo}}
revenue:
  all: {annual: {2025: $10B}, growth: 10%}
financing:
  - {name: series-g, amount: $1B, date: 2026-01, kind: equity}
`

// settingTest is a setting, how it is echoed and a figure of the scenario that it makes.
type settingTest struct {
	set  string
	want Change
	get  func(s *model.Scenario) float64
	is   float64
}

func testSettings(t *testing.T, tests map[string]settingTest) {
	t.Helper()
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l := mustRead(t, settable, test.set)
			if len(l.Changes) != 1 || l.Changes[0] != test.want {
				t.Errorf("changes are %q, want %q", l.Changes, test.want)
			}
			if got := test.get(l.Scenario); got != test.is {
				t.Errorf("is %v, want %v", got, test.is)
			}
		})
	}
}

func TestASettingChangesOnePathAndIsEchoed(t *testing.T) {
	testSettings(t, map[string]settingTest{
		"a scalar": {"contracts.oracle.fee=6M", Change{"contracts.oracle.fee", "$5M", "6M"},
			func(s *model.Scenario) float64 { return s.Contracts[1].Fee }, 6e6},
		"a default": {"contracts.aws.delay=9mo", Change{"contracts.aws.delay", "default 0mo", "9mo"},
			func(s *model.Scenario) float64 { return float64(s.Contracts[0].Delay) }, 9},
		"a default of the scenario": {"contracts.aws.pue=1.2", Change{"contracts.aws.pue", "default 1.3", "1.2"},
			func(s *model.Scenario) float64 { return s.Contracts[0].PUE }, 1.2},
		"a default of the whole file": {"target=1.5", Change{"target", "default 1.0", "1.5"},
			func(s *model.Scenario) float64 { return s.Target }, 1.5},
		"what has no default": {"contracts.aws.wue=0.2", Change{"contracts.aws.wue", "not set", "0.2"},
			func(s *model.Scenario) float64 { return s.Contracts[0].WUE }, 0.2},
		"what stands in no map yet": {"valuation.discount_rate=9%", Change{"valuation.discount_rate", "not set", "9%"},
			func(s *model.Scenario) float64 { return s.Valuation.Rate }, 0.09},
	})
}

func TestASettingReachesIntoMapsAndListsAndIsEchoed(t *testing.T) {
	testSettings(t, map[string]settingTest{
		"a new year": {"revenue.all.annual.2026=$20B", Change{"revenue.all.annual.2026", "not set", "$20B"},
			func(s *model.Scenario) float64 { return s.Revenue[0].Curve.Points[1].Value }, 20e9},
		"a part of a ramp": {"contracts.oracle.ramp.initial=20%", Change{"contracts.oracle.ramp.initial", "default 0%", "20%"},
			func(s *model.Scenario) float64 { return s.Contracts[1].Ramp.Initial }, 0.2},
		"a map": {"contracts.oracle.ramp={shape: s-curve, full: 3mo}", Change{"contracts.oracle.ramp", "{full: 6mo}", "{shape: s-curve, full: 3mo}"},
			func(s *model.Scenario) float64 { return float64(s.Contracts[1].Ramp.Full) }, 3},
		"growth that begins to fade": {"revenue.all.growth={initial: 50%, terminal: 5%, half_life: 1y}",
			Change{"revenue.all.growth", "10%", "{initial: 50%, terminal: 5%, half_life: 1y}"},
			func(s *model.Scenario) float64 { return s.Revenue[0].Curve.Growth.Initial }, 0.5},
		"terminal growth where there was one rate": {"revenue.all.growth.terminal=5%", Change{"revenue.all.growth.terminal", "not set", "5%"},
			func(s *model.Scenario) float64 { return s.Revenue[0].Curve.Growth.Terminal }, 0.05},
		"an item by its name": {"financing.series-g.amount=$4B", Change{"financing.series-g.amount", "$1B", "$4B"},
			func(s *model.Scenario) float64 { return s.Financing[0].Amount }, 4e9},
		"the catalogue": {"catalog.gb200.power=2kW", Change{"catalog.gb200.power", "1.8333kW", "2kW"},
			func(s *model.Scenario) float64 { a, _ := s.Catalog.Accelerator("gb200"); return a.KW }, 2},
		"the other way to say it": {"contracts.oracle.value=$60M", Change{"contracts.oracle.value", "not set", "$60M"},
			func(s *model.Scenario) float64 { return s.Contracts[1].Value }, 60e6},
		"a number with commas": {"contracts.oracle.fee=$1,250M", Change{"contracts.oracle.fee", "$5M", "$1,250M"},
			func(s *model.Scenario) float64 { return s.Contracts[1].Fee }, 1250e6},
		"a default that the shape decides": {"contracts.oracle.ramp={shape: s-curve, full: 6mo, steepness: 10}",
			Change{"contracts.oracle.ramp", "{full: 6mo}", "{shape: s-curve, full: 6mo, steepness: 10}"},
			func(s *model.Scenario) float64 { return s.Contracts[1].Ramp.Steepness }, 10},
	})
}

func TestSettingsAreLaidOverEachOtherInOrder(t *testing.T) {
	l := mustRead(t, settable, "contracts.aws.minimums.Y1=$1.5B", "contracts.aws.minimums.Y2=$1.5B", "contracts.aws.delay=3mo",
		"contracts.aws.delay=4mo", "contracts.oracle=null", "financing.series-g={status: option}", "financing.series-g=null")
	m := l.Scenario.Contracts[0].Minimums
	if len(m) != 2 || m[0].Amount != 1.5e9 || m[1].Amount != 1.5e9 || len(l.Scenario.Contracts) != 1 || len(l.Scenario.Financing) != 0 {
		t.Errorf("minimums are %v of %d contracts", m, len(l.Scenario.Contracts))
	}
	if c := l.Changes[3]; c.Old != "3mo" || c.New != "4mo" {
		t.Errorf("the second delay is echoed as %v", c)
	}
}

func TestASettingThatCannotBeMadeSaysWhy(t *testing.T) {
	tests := map[string]struct{ set, want string }{
		"no value":                         {"contracts.aws.delay", "--set:1:1: \"contracts.aws.delay\" must be path=value"},
		"an empty value":                   {"contracts.aws.delay=", "contracts.aws.delay: has no value"},
		"no path":                          {"=5", "--set:1:1: \"=5\" must be path=value"},
		"a misspelt key":                   {"contracts.aws.dely=9mo", "--set:1:1: contracts.aws.dely: is not known (did you mean contracts.aws.delay?)"},
		"a misspelt first key":             {"contract.aws.delay=9mo", "contract: is not known (did you mean contracts?)"},
		"a contract nobody has":            {"contracts.was.delay=9mo", "contracts.was: there is no \"was\" to set (did you mean aws?)"},
		"a revenue line nobody has":        {"revenue.subs.margin=9%", "revenue.subs: there is no \"subs\" to set (what there is: all)"},
		"an item nobody has":               {"financing.series-h.amount=1B", "financing.series-h: there is no \"series-h\" to set (did you mean series-g?)"},
		"a list that is not there":         {"revenue_share.msft.rate=20%", "there is no \"msft\" to set"},
		"a year beyond the list":           {"contracts.aws.minimums.Y3=1B", "contracts.aws.minimums.Y3: there is no \"Y3\" to set"},
		"a year out of the list":           {"contracts.aws.minimums.Y1=null", "contracts.aws.minimums.Y1: cannot be removed"},
		"a bad value of an item":           {"financing.series-g.kind=gift", "financing.series-g.kind: \"gift\" is not equity"},
		"a bad item":                       {"financing.series-g={kind: gift}", "financing.series-g.kind: \"gift\" is not equity"},
		"below a scalar":                   {"contracts.aws.value.low=1", "contracts.aws.value is a single value: nothing lies below it"},
		"a bad value":                      {"contracts.aws.term=7 parsecs", "--set:1:20: contracts.aws.term: does not end in y, mo or d"},
		"a bad value in a map":             {"contracts.oracle.ramp={full: x}", "--set:1:30: contracts.oracle.ramp.full: \"x\" is not a number"},
		"a comma in a map":                 {"contracts.aws={value: $1,250M}", "--set:1:26: contracts.aws: \"250M\" is not a key here"},
		"not YAML":                         {"contracts.aws.value={", "--set:1:22: contracts.aws.value: is not YAML"},
		"below a later key":                {"claims.a=1", "claims.a: cannot be set: claims are made in a file (claims=null leaves all of them out)"},
		"below a date that is uncertain":   {"uncertainty.contracts.start.normal=1", "uncertainty.contracts.start"},
		"a date that is uncertain":         {"uncertainty.contracts.aws.start.normal.mean=1", "uncertainty.contracts.aws.start: is a date, not a number"},
		"a kind of uncertain yes":          {"uncertainty.contracts.aws.delay.bernoulli.p=1", "uncertainty.contracts.aws.delay.bernoulli: is for a yes or no"},
		"claims in a list":                 {"claims=[]", "claims: must be a map, is a list"},
		"files":                            {"extends=other.yaml", "extends: cannot be set"},
		"nothing to remove":                {"contracts.aws.delay=null", "contracts.aws.delay: null removes what no extended file has"},
		"an unknown accelerator":           {"contracts.aws.fleet.tpu9=5", "\"tpu9\" is not in the accelerator catalogue (accelerators: a100, b200, cpu, gb200, gb300, h100, h200, mi450, trainium2, trainium3)"},
		"a key that ends in a period":      {"contracts.=5", "--set:1:1: contracts.: has a dot with no key beside it"},
		"a path that begins with a period": {".aws.delay=9mo", "--set:1:1: .aws.delay: has a dot with no key beside it (write contracts.aws.delay=9mo)"},
		"nothing but a period":             {".=5", "--set:1:1: .: has a dot with no key beside it"},
		"a path of blanks":                 {"  =5", "--set:1:1: \"  =5\" must be path=value"},
		"an endless key":                   {"contracts." + strings.Repeat("a", 5000) + "=5", "a\u2026\" in the path is too long: a key has at most 250 bytes"},
		"a key that is near to none":       {"contracts.oracle.ramp.zzz=5", "contracts.oracle.ramp.zzz: is not known (keys here: shape, initial, full, steepness, steps, points)"},
		"a control character":              {"scenario=a\x1bb", "U+001B"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := read(settable, test.set)
			refused(t, err, test.want)
		})
	}
}

func TestSeveralSettingsAreToldApartInTheirOrder(t *testing.T) {
	sets := make([]string, 12)
	for i := range sets {
		sets[i] = "contracts.aws.delay=1mo"
	}
	sets[1], sets[9] = "contracts.aws.delay=x", "contracts.aws.dely=1mo"
	_, err := read("foo: 1\n"+settable, sets...)
	var ps Problems
	if !errors.As(err, &ps) || len(ps) != 3 || ps[0].File != "-" || ps[1].File != "--set[2]" || ps[2].File != "--set[10]" {
		t.Errorf("problems are\n%v", err)
	}
	refused(t, err, "--set[2]:1:21: contracts.aws.delay: ", "--set[10]:1:1: contracts.aws.dely: is not known")
}

func TestWhatTheSettingsWouldChangeIsSaidWhereTheyDoNotFit(t *testing.T) {
	l, err := read(settable, "contracts.aws.term=1mo", "contracts.aws.delay=x", "contracts.aws.delay=2mo")
	refused(t, err, "contracts.aws.delay")
	want := []Change{{"contracts.aws.term", "2y", "1mo"}, {"contracts.aws.delay", "default 0mo", "2mo"}}
	if l == nil || l.Scenario != nil || !reflect.DeepEqual(l.Changes, want) {
		t.Errorf("what is loaded is %+v, want the changes %v", l, want)
	}
	l, err = read("a: [", "target=2")
	if refused(t, err, "is not YAML"); l == nil || len(l.Changes) != 0 {
		t.Errorf("a file that is not read can be changed: %+v", l)
	}
}

func TestLongTextsAreCutWhereChangesAreTold(t *testing.T) {
	l := mustRead(t, settable, "revenue.all.annual={"+years(2025, 2100)+"}")
	if c := l.Changes[0]; c.Old != "{2025: $10B}" || len([]rune(c.New)) != 201 || !strings.HasSuffix(c.New, "…") {
		t.Errorf("the change is told as %q", c)
	}
}

func TestAProblemOfTheWholePointsAtTheValueLaidOverIt(t *testing.T) {
	dir := files(t, map[string]string{
		"base.yaml": settable, "least.yaml": least,
		"late.yaml": "extends: base.yaml\ncontracts: {aws: {term: 1y}}\n",
		"pue.yaml":  "extends: base.yaml\ndefaults: {pue: 99}\n",
		"long.yaml": "extends: base.yaml\ncontracts: {oracle: {delay: 100y}}\n",
		"span.yaml": "extends: base.yaml\nhorizon: {to: 2026-12}\n",
	})
	tests := map[string]struct{ file, set, want string }{
		"a value other than the minimums' sum": {"base", "contracts.aws.value=$4B", "--set:1:21: contracts.aws.minimums: add up to"},
		"minimums other than the value":        {"base", "contracts.aws.minimums.Y2=$4B", "--set:1:27: contracts.aws.minimums: add up to"},
		"a term shorter than the minimums":     {"late", "", "late.yaml:2:25: contracts.aws.minimums.Y2: lies outside the term"},
		"a start after the ramp":               {"base", "contracts.oracle.ramp={full: 2025-06}", "--set:1:30: contracts.oracle.ramp.full: must not be before"},
		"a start that is set after the ramp":   {"least", "contracts.aws.start=2027-03", "--set:1:21: contracts.aws.ramp.full: must not be before"},
		"a default out of range":               {"pue", "", "pue.yaml:2:17: defaults.pue: must be"},
		"a delay of a century":                 {"long", "", "long.yaml:2:29: horizon: must not be longer than 100 years"},
		"a horizon that ends before it begins": {"span", "horizon.from=2027-01", "--set:1:14: horizon.to: must not be before"},
		"the only contract, made an option":    {"least", "contracts.aws.status=option", "--set:1:22: contracts: none of the contracts counts"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			o := Options{}
			if test.set != "" {
				o.Sets = []string{test.set}
			}
			_, err := Load(filepath.Join(dir, test.file+".yaml"), o)
			refused(t, err, test.want)
		})
	}
}

func TestEveryDefaultShownIsTheOneThatHolds(t *testing.T) {
	said := func(s *model.Scenario) string { // all that the scenario says, apart from how it was written
		c := *s
		c.Inputs, c.InputSHA256, c.Sources = nil, "", nil
		return fmt.Sprintf("%+v", c)
	}
	l := mustRead(t, settable)
	tried := 0
	for _, p := range Paths(l) {
		if p.Set || p.Value == "" || strings.HasPrefix(p.Path, "catalog.") && tried > 60 {
			continue
		}
		again, err := read(settable, p.Path+"="+p.Value)
		if err != nil {
			continue // part of a map that needs more
		}
		tried++
		if said(again.Scenario) != said(l.Scenario) {
			t.Errorf("%s=%s, the default, is not what holds without it", p.Path, p.Value)
		}
	}
	if tried < 25 {
		t.Errorf("only %d defaults were tried", tried)
	}
}

func TestEverySetPathCanBeSetToWhatItIs(t *testing.T) {
	l := mustRead(t, string(Starter()))
	n := 0
	for _, p := range Paths(l) {
		if !p.Set || len(p.Path) > len("catalog.") && p.Path[:len("catalog.")] == "catalog." && n > 40 {
			continue
		}
		n++
		again, err := read(string(Starter()), p.Path+"="+p.Value)
		if err != nil {
			t.Errorf("%s=%s: %v", p.Path, p.Value, err)
			continue
		}
		if c := again.Changes[0]; c.Old != p.Value || c.New != p.Value {
			t.Errorf("%s is echoed as %v", p.Path, c)
		}
	}
	if n < 20 {
		t.Errorf("only %d paths were tried", n)
	}
}

func TestPathsListWhatCouldBeSet(t *testing.T) {
	all := map[string]Path{}
	for _, p := range Paths(mustRead(t, settable)) {
		if _, twice := all[p.Path]; twice && p.Set {
			t.Errorf("%s is listed twice", p.Path)
		}
		all[p.Path] = p
	}
	want := map[string]Path{
		"contracts.aws.delay":             {Value: "0mo"},
		"contracts.aws.pue":               {Value: "1.3"},
		"contracts.aws.minimums.Y2":       {Value: "$2B", Set: true},
		"contracts.aws.ramp.full":         {},
		"financing.series-g.amount":       {Value: "$1B", Set: true},
		"revenue.all.growth":              {Value: "10%", Set: true},
		"valuation.discount_rate":         {},
		"catalog.gb200.power":             {Value: "1.8333kW", Set: true},
		"contracts.oracle.ramp.steepness": {},
	}
	for path, w := range want {
		p, ok := all[path]
		if !ok || p.Value != w.Value || p.Set != w.Set || p.Accepts == "" {
			t.Errorf("%s is %+v", path, p)
		}
	}
	for _, path := range []string{"contracts.aws.payment", "sources", "extends", "contracts.aws.source"} {
		if _, ok := all[path]; ok {
			t.Errorf("%s is listed", path)
		}
	}
}
