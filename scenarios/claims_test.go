package scenarios

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"commitcast/model"
)

// disputed is a deal of which several things are claimed.
const disputed = `contracts:
  aws: {value: $38B, term: 7y, start: 2025-11, ramp: {shape: linear, full: 2026-12}, source: filing, grade: disclosed}
revenue: {all: {base: $10B, at: 2025-12, growth: 20%}}
claims:
  contracts.aws.value:
    filing: {value: $38B, source: filing, grade: disclosed}
    blog: {value: $3.8B, source: blog, grade: estimated, note: A slip.}
    rumour: $380B
  contracts.aws.ramp:
    steps: {value: {steps: {2026-06: 100%}}, source: blog}
    partial: {value: {full: {value: 2027-12, grade: reported}}}
  contracts.aws:
    smaller: {value: {value: $30B, term: 5y}, grade: reported}
  revenue.all.growth:
    fading: {value: {initial: 50%, terminal: 5%, half_life: 2y}, source: filing}
sources:
  filing: {title: The filing}
  blog: {title: A blog}
`

func TestAClaimIsTheScenarioWithItSet(t *testing.T) {
	l := mustRead(t, disputed)
	want := []struct{ path, name, text, grade, source, set string }{
		{"contracts.aws.value", "filing", "$38B", "disclosed", "filing", "contracts.aws.value={value: 38e9, source: filing, grade: disclosed}"},
		{"contracts.aws.value", "blog", "$3.8B", "estimated", "blog", "contracts.aws.value={value: 3.8B, source: blog, grade: estimated}"},
		{"contracts.aws.value", "rumour", "$380B", "assumed", "", "contracts.aws.value=380B"},
		{"contracts.aws.ramp", "steps", "{steps: {2026-06: 100%}}", "assumed", "blog", "contracts.aws.ramp={steps: {2026-06: {value: 100%, source: blog}}}"},
		{"contracts.aws.ramp", "partial", "{full: 2027-12}", "assumed", "", "contracts.aws.ramp.full={value: 2027-12, grade: reported}"},
		{"contracts.aws", "smaller", "{value: $30B, term: 5y}", "reported", "", "contracts.aws={value: 30B, term: 5y, grade: reported}"},
		{"revenue.all.growth", "fading", "{initial: 50%, terminal: 5%, half_life: 2y}", "assumed", "filing",
			"revenue.all.growth={initial: {value: 50%, source: filing}, terminal: {value: 5%, source: filing}, half_life: {value: 2y, source: filing}}"},
	}
	if len(l.Claims) != len(want) {
		t.Fatalf("there are %d claims, want %d", len(l.Claims), len(want))
	}
	plain := disputed[:strings.Index(disputed, "claims:")] + disputed[strings.Index(disputed, "sources:"):]
	for i, w := range want {
		c := l.Claims[i]
		if c.Path != w.path || c.Name != w.name || c.Text != w.text || string(c.Grade) != w.grade || c.Source != w.source {
			t.Errorf("claim %d is %+v, want %+v", i, c, w)
		}
		set := mustRead(t, plain, w.set).Scenario
		set.InputSHA256, set.Inputs, set.Sources = c.Scenario.InputSHA256, c.Scenario.Inputs, c.Scenario.Sources
		if got, want := fmt.Sprintf("%+v", c.Scenario), fmt.Sprintf("%+v", set); got != want {
			t.Errorf("%s %s is\n%s\nwant\n%s", c.Path, c.Name, got, want)
		}
		if w.source != "" && !hasSource(c.Scenario, w.source) {
			t.Errorf("the source of %s %s is not listed with it", c.Path, c.Name)
		}
	}
	if c := l.Claims[1]; c.Note != "A slip." || c.Origin != "-:7:19" {
		t.Errorf("the second claim has the note %q and stands at %s", c.Note, c.Origin)
	}
}

func hasSource(s *model.Scenario, id string) bool {
	for _, one := range s.Sources {
		if one.ID == id {
			return true
		}
	}
	return false
}

// Claims are told of beside the scenario: they change neither its inputs nor its hash, nor do sources that only they name.
func TestAScenarioIsTheSameWithoutItsClaims(t *testing.T) {
	with := mustRead(t, disputed).Scenario
	without := disputed[:strings.Index(disputed, "claims:")] + "sources:\n  filing: {title: The filing}\n"
	if plain := mustRead(t, without).Scenario; !reflect.DeepEqual(fmt.Sprintf("%+v", with), fmt.Sprintf("%+v", plain)) {
		t.Errorf("the scenario is\n%+v\nwithout its claims\n%+v", with, plain)
	}
	b, err := os.ReadFile("openai-aws.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	text = text[:strings.Index(text, "# What others printed")] + text[strings.Index(text, "\nsources:"):strings.Index(text, "  # The other reports")]
	deal, err := Load("openai-aws", Options{})
	if err != nil {
		t.Fatal(err)
	}
	bare := mustRead(t, strings.Replace(text, "extends: revenue-plan-2026.yaml", "extends: revenue-plan-2026", 1))
	if bare.Scenario.InputSHA256 != deal.Scenario.InputSHA256 || len(bare.Scenario.Sources) != len(deal.Scenario.Sources) {
		t.Error("the embedded deal is another one with its claims")
	}
}

func TestTheEmbeddedDealIsDisputed(t *testing.T) {
	for _, name := range []string{"openai-aws", "openai-aws-late", "openai-aws-misprint"} {
		l, err := Load(name, Options{})
		if err != nil {
			t.Fatal(err)
		}
		values := map[string]float64{}
		for _, c := range l.Claims {
			if c.Path == "contracts.aws.value" {
				values[c.Name] = c.Scenario.Contracts[0].Value
			}
			if c.Source == "" || c.Grade == "" || !hasSource(c.Scenario, c.Source) {
				t.Errorf("%s: %s %s has no source or grade", name, c.Path, c.Name)
			}
		}
		if values["announcement"] != 38e9 || values["nishadil"] != 3.8e9 || len(l.Claims) < 8 {
			t.Errorf("%s: the values claimed are %v, of %d claims", name, values, len(l.Claims))
		}
	}
}

func TestClaimsAreMergedByPathAndName(t *testing.T) {
	dir := files(t, map[string]string{"base.yaml": disputed, "over.yaml": `extends: base.yaml
claims:
  contracts.aws.value: {rumour: null, blog: {value: $4B}, other: {value: $40B}}
  contracts.aws.ramp: null
`})
	l, err := Load(dir+"/over.yaml", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range l.Claims {
		got = append(got, c.Path+" "+c.Name+" "+c.Text+" "+c.Source)
	}
	want := []string{"contracts.aws.value filing $38B filing", "contracts.aws.value blog $4B blog", "contracts.aws.value other $40B ",
		"contracts.aws smaller {value: $30B, term: 5y} ", "revenue.all.growth fading {initial: 50%, terminal: 5%, half_life: 2y} filing"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the claims are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if l, err = Load(dir+"/over.yaml", Options{Sets: []string{"claims=null"}}); err != nil || len(l.Claims) != 0 {
		t.Errorf("without claims there are %d (%v)", len(l.Claims), err)
	}
}

func TestAClaimThatDoesNotFitWhatIsLaidOverItIsLeftOutWithAWarning(t *testing.T) {
	l := mustRead(t, disputed, "contracts.aws.ramp={points: {2028-12: 100%}}", "contracts.aws.start=2028-01")
	for _, c := range l.Claims {
		if c.Name == "partial" {
			t.Error("a ramp that ends before the start is claimed")
		}
	}
	notes := fmt.Sprint(l.Unfit)
	dir := files(t, map[string]string{"base.yaml": disputed, "over.yaml": "extends: base.yaml\ncontracts: {aws: {start: 2028-01, ramp: null}}\n"})
	if over, err := Load(dir+"/over.yaml", Options{}); err != nil || len(over.Claims) != 5 || len(over.Unfit) != 2 || len(over.Scenario.Notes) != 0 {
		t.Errorf("a later file leaves %d claims and %v (%v)", len(over.Claims), over.Unfit, err)
	}
	if !strings.Contains(notes, "claims.contracts.aws.ramp.partial left out, for it does not fit what is laid over it: contracts.aws.ramp.full: must not be before") {
		t.Errorf("the warnings are %s", notes)
	}
	l, err := mustRead(t, disputed).With("contracts.aws.value=39B")
	if err != nil || len(l.Claims) != 0 {
		t.Errorf("there are %d claims of what is only varied (%v)", len(l.Claims), err)
	}
}

func TestAClaimThatCannotBeIsRefusedAtItsPlace(t *testing.T) {
	claim := func(path, claims string) string { return least + "claims:\n  " + path + ": " + claims + "\n" }
	tests := map[string]struct{ text, want string }{
		"no path":              {claim("contracts.aws.valu", "{a: $1B}"), `-:4:3: claims.contracts.aws.valu: "contracts.aws.valu" is no path of a scenario (did you mean contracts.aws.value?)`},
		"no key at the top":    {claim("contract.aws.value", "{a: $1B}"), "did you mean contracts.aws.value?"},
		"no quantity":          {claim("scenario", "{a: x}"), `"scenario" is no quantity that could be claimed`},
		"no contract":          {claim("contracts.awz.value", "{a: $1B}"), `-:4:28: claims.contracts.awz.value.a: does not fit the scenario: contracts.awz: there is no "awz" to set`},
		"no amount":            {claim("contracts.aws.value", "{a: 7y}"), `-:4:28: claims.contracts.aws.value.a.value: does not end in k, M, B or T but in "y"`},
		"nothing claimed":      {claim("contracts.aws.value", "{a: {grade: disclosed}}"), "-:4:25: claims.contracts.aws.value.a.value: is missing (give an amount such as $38B)"},
		"null":                 {claim("contracts.aws.value", "{a: {value: null}}"), "null removes what no extended file has"},
		"a bare map":           {claim("contracts.aws.ramp", "{a: {full: 2027-12}}"), "claims.contracts.aws.ramp.a.full: is not known (keys here: value, source, grade"},
		"one claim unnamed":    {claim("contracts.aws.value", "$1B"), "-:4:24: claims.contracts.aws.value: must be a map, is a single value"},
		"a source not there":   {claim("contracts.aws.value", "{a: {value: $1B, source: blog}}"), `-:4:36: claims.contracts.aws.value.a: does not fit the scenario: contracts.aws.value.source: there is no source "blog"`},
		"an invalid scenario":  {claim("contracts.aws.ramp.full", "{a: 2024-12}"), "-:4:32: claims.contracts.aws.ramp.full.a: does not fit the scenario: contracts.aws.ramp.full: must not be before the start"},
		"another currency":     {claim("contracts.aws.value", "{a: €1B}"), "claims.contracts.aws.value.a: does not fit the scenario: contracts.aws.value: €1B is not in the scenario's currency"},
		"a name that is none":  {claim("contracts.aws.value", "{a.b: $1B}"), `claims.contracts.aws.value.a.b: "a.b" is not a name`},
		"a grade that is none": {claim("contracts.aws.value", "{a: {value: $1B, grade: sure}}"), `"sure" is not disclosed`},
		"a list":               {claim("contracts.aws.value", "[$1B]"), "must be a map, is a list"},
		"too many":             {claim("contracts.aws.value", "{"+manyClaims(maxClaims+1)+"}"), "-:3:1: claims: has 101 claims: a scenario can have at most 100"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := read(test.text)
			refused(t, err, test.want)
		})
	}
	if l := mustRead(t, claim("contracts.aws.minimums", "{a: [$19B, $19B]}"), "contracts.aws.term=2y"); len(l.Claims) != 1 ||
		len(l.Claims[0].Scenario.Contracts[0].Minimums) != 2 {
		t.Error("a list is not claimed as it is written")
	}
}

func manyClaims(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("c%d: $%dB", i, i+1))
	}
	return strings.Join(all, ", ")
}
