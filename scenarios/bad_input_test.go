package scenarios

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// in puts more keys into the contract of the smallest scenario; they stand from column 5 in line 6 on.
func in(more string) string {
	return "contracts:\n  aws:\n    term: 7y\n    start: 2025-11\n    ramp: {full: 2026-12}\n" + more
}

// patience is many times what the worst input takes (0.3 s), for slow machines and the race detector; time that grows with
// the square of the input exceeds it.
const patience = 8 * time.Second

// refuseAll checks that each text is refused with want, in bounded time.
func refuseAll(t *testing.T, tests map[string]struct{ text, want string }) {
	t.Helper()
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			_, err := read(test.text)
			if took := time.Since(began); took > patience {
				t.Errorf("took %v", took)
			}
			refused(t, err, test.want)
		})
	}
}

func TestWhatIsNotAScenarioIsRefusedAtItsPlace(t *testing.T) {
	refuseAll(t, map[string]struct{ text, want string }{
		"an empty file":             {"", "-:1:1: is empty"},
		"comments only":             {"# nothing\n# here\n", "-:1:1: is empty"},
		"a null document":           {"null\n", "-:1:1: is empty"},
		"a scalar":                  {"hello\n", "-:1:1: must be a map, is a single value"},
		"a list":                    {"- a\n- b\n", "-:1:1: must be a map, is a list"},
		"two documents":             {least + "---\nscenario: x\n", "-:3:1: a second document begins here"},
		"a broken second document":  {least + "---\n: [\n", "is not YAML"},
		"a tab for indentation":     {"contracts:\n\taws: {}\n", "-:2:1: is not YAML: found character that cannot start any token"},
		"an open brace":             {"contracts: {aws: {term: 7y\n", "-:1:18: is not YAML"},
		"an open quote":             {"scenario: \"x\n\n", "-:1:11: is not YAML"},
		"a colon in a text":         {"scenario: a: b\n", "-:1:12: is not YAML"},
		"a key twice":               {"scenario: a\nscenario: b\n", "-:2:1: scenario: is given twice, first in line 1"},
		"a key twice, once quoted":  {"scenario: a\n\"scenario\": b\n", "-:2:1: scenario: is given twice"},
		"a contract twice":          {"contracts:\n  aws: {term: 7y}\n  aws: {term: 8y}\n", "-:3:3: contracts.aws: is given twice"},
		"a list for a key":          {"? [a, b]\n: c\n", "-:1:3: a key must be a single word"},
		"no key":                    {": c\n", "-:1:1: a key is missing"},
		"a key of another case":     {"Contracts: {}\n", "-:1:1: Contracts: is not known (did you mean contracts?)"},
		"a misspelt key":            {in("    provder: x\n"), "-:6:5: contracts.aws.provder: is not known (did you mean provider?)"},
		"an unknown key":            {in("    zzzzzz: x\n"), "-:6:5: contracts.aws.zzzzzz: is not known (keys here: provider, status, exercised, commitment, value, term, start, ramp, delay, on_delay, escalator, minimums, …)"},
		"an anchor":                 {"scenario: &a x\n", "-:1:11: scenario: YAML anchors (&a) are not read"},
		"an alias":                  {"scenario: &a x\ndescription: *a\n", "-:2:14: description: YAML aliases (*a) are not read"},
		"an unknown alias":          {"scenario: *a\n", "-:1:11: is not YAML: unknown anchor"},
		"an alias of itself":        {"&0: *0", "-:1:1: "},
		"a merge key":               {"<<: {scenario: x}\n", "-:1:1: YAML merge keys (<<) are not read"},
		"a tag":                     {"scenario: !!str x\n", "-:1:11: scenario: YAML tags (!!str) are not read"},
		"a tag of its own":          {"scenario: !!python/object x\n", "are not read"},
		"a tag that broke a parser": {"contracts: !00 00", "-:1:12: contracts: YAML tags"},
		"binary":                    {"scenario: !!binary aGk=\n", "are not read"},
	})
}

func TestTextThatIsNotSeenOrNotReadIsRefused(t *testing.T) {
	refuseAll(t, map[string]struct{ text, want string }{
		"UTF-16":                    {"\xff\xfes\x00c\x00", "-:1:1: is UTF-16 text (save it as UTF-8)"},
		"UTF-16 without its mark":   {"s\x00c\x00e\x00", "-:1:1: is UTF-16 text"},
		"NUL":                       {"scenario: a\x00b\n", "-:1:12: has the character U+0000"},
		"bytes that are no UTF-8":   {"scenario: a\xffb\n", "-:1:12: is not UTF-8 text here"},
		"text that runs backwards":  {"scenario: a\u202eb\n", "-:1:12: has the character U+202E"},
		"a blank without width":     {"contracts:\n  aw\u200bs: {}\n", "-:2:5: has the character U+200B"},
		"a line separator":          {"scenario: a\u2028b\n", "U+2028"},
		"an escape that is escaped": {`scenario: "\e[31mred"`, "-:1:11: scenario: has the character U+001B"},
		"an id of look-alikes":      {"contracts:\n  \u0430ws: {}\n", "-:2:3: contracts.\u0430ws:"},
		"an id with an accent":      {"contracts:\n  é: {}\n", "-:2:3: contracts.é:"},
		"an id in capitals":         {"contracts:\n  AWS: {}\n", "(did you mean aws?)"},
		"an endless id":             {"contracts:\n  " + strings.Repeat("a", 99) + ": {}\n", "an id of 99 bytes is too long"},
		"an endless key":            {strings.Repeat("a", 10_000) + ": 1\n", "a key of 10000 bytes is too long"},
		"an endless title":          {"scenario: " + strings.Repeat("a", 10_000) + "\n", "is 10000 bytes long"},
	})
}

func TestTooMuchIsRefusedInBoundedTime(t *testing.T) {
	refuseAll(t, map[string]struct{ text, want string }{
		"a title of two lines":   {"scenario: |\n  a\n  b\n", "scenario: must be one line"},
		"two mebibytes":          {"scenario: " + strings.Repeat("a", 2<<20), "is larger than 1 MiB"},
		"sixty thousand keys":    {manyLines("k%d: 1\n", 60_000), "-:25000:9: k24999: is the entry after 50000"},
		"a million commas":       {"{" + strings.Repeat("a,", 500_000) + "}", "a scenario can have no more than 60000 characters that may begin an entry"},
		"many documents":         {strings.Repeat("---\n", 50_000), "-:2:1: a second document begins here"},
		"many unknown keys":      {"x: {" + strings.Repeat("a: b, ", 20_000) + "}\n", "more problems"},
		"many unknown near keys": {manyLines("contract%d: 1\n", 20_000), "more problems"},
		"an alias bomb":          {aliasBomb(), "are not read"},
		"a merge bomb":           {mergeBomb(), "are not read"},
		"nesting of 33":          {strings.Repeat("[", 33) + strings.Repeat("]", 33), "-:1:33: is not YAML: exceeded max depth of 32"},
		"nesting of a million":   {strings.Repeat("[", 1_000_000), "-:1:1: a scenario can have no more than 60000 characters that may begin an entry"},
		"nesting of dashes":      {strings.Repeat("- ", 10_000), "exceeded max depth of 32"},
	})
}

func TestAValueThatIsNoneOfItsKindIsRefused(t *testing.T) {
	refuseAll(t, map[string]struct{ text, want string }{
		"a key without a value":      {in("    value:\n"), "-:6:11: contracts.aws.value: has no value"},
		"a map for a scalar":         {in("    value: {a: 1}\n"), "-:6:12: contracts.aws.value: must be an amount such as $38B, is a map"},
		"a list for a scalar":        {in("    value: [1, 2]\n"), "-:6:12: contracts.aws.value: must be an amount such as $38B, is a list"},
		"a scalar for a map":         {"contracts: aws\n", "-:1:12: contracts: must be a map, is a single value"},
		"null in a list":             {in("    minimums: [null]\n"), "-:6:16: contracts.aws.minimums.Y1: null cannot stand in a list"},
		"not a number":               {in("    value: .nan\n"), `-:6:12: contracts.aws.value: ".nan" is not a quantity`},
		"infinity":                   {in("    value: -.inf\n"), `-:6:12: contracts.aws.value: "-.inf" is not a quantity`},
		"a number out of range":      {in("    value: 1e400\n"), "-:6:12: contracts.aws.value: is out of range"},
		"more than all the money":    {in("    value: 1e16\n"), "-:6:12: contracts.aws.value: must be"},
		"too close to zero":          {in("    value: 1e-400\n"), "is too close to zero"},
		"an endless number":          {in("    value: " + strings.Repeat("9", 400) + "\n"), "is 400 bytes long"},
		"hexadecimal":                {in("    value: 0x10\n"), "does not end in k, M, B or T"},
		"sixties":                    {in("    value: 1:30\n"), "does not end in k, M, B or T"},
		"a comma in the wrong place": {in("    value: 12,50\n"), "commas stand between groups of exactly three digits"},
		"a word for a suffix":        {in("    value: $5 bn\n"), "does not end in k, M, B or T but in \" bn\""},
		"a fraction of a GPU":        {in("    fleet: {gb200: 1.5}\n"), "-:6:20: contracts.aws.fleet.gb200: must be a whole number, is 1.5"},
		"a negative value":           {in("    value: -$5B\n"), "-:6:12: contracts.aws.value: must not be negative, is -$5B (write 0 or more)"},
		"a negative price":           {in("    price: $-2.10\n"), "must not be negative"},
		"a negative term":            {"contracts:\n  aws: {term: -7y}\n", "-:2:15: contracts.aws.term: must not be negative, is -7y"},
		"a negative delay":           {in("    delay: -9mo\n"), "must not be negative"},
		"a negative fleet":           {in("    fleet: {gb200: -5}\n"), "must not be negative"},
		"no term at all":             {"contracts:\n  aws: {term: 0y, start: 2025-11, value: 1B}\n", "-:2:15: contracts.aws.term: must be more than 0"},
		"a share of 65":              {in("    utilisation: 65\n"), "-:6:18: contracts.aws.utilisation: must be a share such as 70% or 0.7, is 65 (did you mean 65%?)"},
		"a share above all":          {in("    utilisation: 165%\n"), "must be at most 100%, is 165% (write 100% or less)"},
		"a rate of 9":                {"valuation: {discount_rate: 9}\n" + least, "did you mean 9%?"},
		"growth of 10":               {"revenue: {a: {base: 1B, at: 2025-12, growth: 10}}\n" + least, "did you mean 10%?"},
		"a unit where there is none": {in("    pue: 20%\n"), `-:6:10: contracts.aws.pue: must be a number without a unit, is 20% (write the number alone)`},
		"a long word":                {in("    value: " + strings.Repeat("x", 60) + "\n"), `"` + strings.Repeat("x", 40) + `…" is not a number`},
		"a fall of everything":       {in("    escalator: -100%\n"), "-:6:16: contracts.aws.escalator: must be"},
	})
}

func TestMonthsAndLengthsThatCannotBeAreRefused(t *testing.T) {
	refuseAll(t, map[string]struct{ text, want string }{
		"thirty days of February":  {in("    delay: 1mo\nvaluation: {date: 2026-02-30}\n"), "-:7:19: valuation.date: \"2026-02-30\" is not a date"},
		"a thirteenth month":       {"horizon: {from: 2026-13}\n" + least, "\"2026-13\" is not a month such as 2025-11"},
		"a short date":             {"valuation: {date: 2026-1-1}\n" + least, "is not a date such as 2025-11-03"},
		"a time of day":            {"valuation: {date: 2026-01-01T00:00:00Z}\n" + least, "has a time of day: dates have none (write 2026-01-01)"},
		"year 1":                   {"horizon: {from: 0001-01}\n" + least, "year 1 is not between 1900 and 2200"},
		"year 9999":                {"horizon: {to: 9999-12}\n" + least, "year 9999 is not between 1900 and 2200"},
		"a horizon of centuries":   {"horizon: {from: 1950-01, to: 2100-01}\n" + least, "horizon: must not be longer than 100 years"},
		"a horizon backwards":      {"horizon: {from: 2030-01, to: 2026-01}\n" + least, "-:1:30: horizon.to: must not be before"},
		"a term of centuries":      {"contracts:\n  aws: {term: 101y}\n", "-:2:15: contracts.aws.term: must be"},
		"a ramp full before it is": {"contracts:\n  aws: {value: $1B, term: 7y, start: 2025-11, ramp: {full: 2025-10}}\n", "-:2:60: contracts.aws.ramp.full: must not be before the start of the contract, 2025-11-01: is 2025-10"},
	})
}

func TestNamesOfWhatIsNotThereAreRefused(t *testing.T) {
	refuseAll(t, map[string]struct{ text, want string }{
		"an unknown accelerator":       {in("    fleet: {gb20: 5}\n"), "-:6:13: contracts.aws.fleet.gb20: \"gb20\" is not in the accelerator catalogue (did you mean gb200?)"},
		"an unknown source":            {in("    source: as\n") + "sources: {aws: {title: x}}\n", "-:6:13: contracts.aws.source: there is no source \"as\" (did you mean aws?)"},
		"an unknown vendor":            {least + "financing: [{name: a, amount: $1B, date: 2026-01, kind: equity, vendor: asw}]\n", "there is no contract \"asw\" (did you mean aws?)"},
		"an unknown word":              {in("    status: sined\n"), "\"sined\" is not signed, reported, letter_of_intent or option (did you mean signed?)"},
		"an unknown grade":             {in("    grade: reporte\n"), "(did you mean reported?)"},
		"an accelerator like no other": {in("    fleet: {tpu9: 5}\n"), "(accelerators: a100, b200, cpu, gb200, gb300, h100, h200, mi450, trainium2, trainium3)"},
		"a source like no other":       {in("    source: zzz\n") + "sources: {aws: {title: x}, sec: {title: y}}\n", "there is no source \"zzz\" (sources: aws, sec)"},
		"other hours":                  {in("    hours: 731\n"), "\"731\" is not calendar or 730"},
		"a bool that is none":          {in("    exercised: yes\n"), "\"yes\" is not true or false"},
		"another currency":             {in("    value: €38B\n"), "€38B is not in the scenario's currency, USD"},
		"another currency's code":      {in("    value: EUR 38B\n"), "is not in the scenario's currency, USD"},
	})
}

func TestKeysThatDoNotGoTogetherAreRefused(t *testing.T) {
	refuseAll(t, map[string]struct{ text, want string }{
		"a comma in a map":           {"contracts:\n  aws: {value: $1,250M, term: 7y}\n", `-:2:19: contracts.aws: "250M" is not a key here: YAML splits { } at commas (quote the number: "$1,250M")`},
		"a comma in a map of years":  {"revenue:\n  a: {annual: {2025: $1,250M, 2026: 3,000,000}}\n", `-:2:25: revenue.a.annual: "250M" is not a key here`},
		"a comma in a list":          {in("    minimums: [$1,250M, $2B]\n"), "-:6:19: contracts.aws.minimums: $1 and 250M look like one number"},
		"a comma in a bare list":     {in("    minimums: [1,000,000, 5]\n"), "look like one number"},
		"value and fee":              {in("    value: $5B\n    fee: $5M\n"), "-:7:5: contracts.aws.fee: cannot stand beside value (give one of them)"},
		"two kinds of curve":         {"revenue:\n  a:\n    annual: {2025: 1B}\n    run_rate: {2025-12: 1B}\n", "-:4:5: revenue.a.run_rate: cannot stand beside annual"},
		"three kinds of curve":       {"revenue:\n  a:\n    annual: {2025: 1B}\n    base: 1B\n    at: 2026-01\n    run_rate: {2025-12: 1B}\n" + least, "-:6:5: revenue.a.run_rate: cannot stand beside annual"},
		"a base without its month":   {"revenue: {a: {base: 1B}}\n" + least, "-:1:15: revenue.a.at: is missing"},
		"growth without half a life": {"revenue: {a: {base: 1B, at: 2025-12, growth: {initial: 20%, terminal: 5%}}}\n" + least, "revenue.a.growth.half_life: is missing"},
		"steps in a linear ramp":     {"contracts:\n  aws: {value: 1B, term: 7y, start: 2025-11, ramp: {shape: linear, full: 1y, steps: {2026-01: 1}}}\n", "contracts.aws.ramp.steps: has no place in a ramp of shape linear"},
		"a ramp without its length":  {"contracts:\n  aws: {value: 1B, term: 7y, start: 2025-11, ramp: {initial: 10%}}\n", "-:2:46: contracts.aws.ramp.full: is missing"},
		"a list by calendar year":    {in("    minimums: [1B, 1B]\n    minimums_by: calendar\n"), "a list of minimums is by contract year"},
		"years of the wrong kind":    {in("    minimums: {2026: 1B}\n    minimums_by: contract\n"), "contracts.aws.minimums.2026: is not a year of minimums by contract year"},
		"null in the first file":     {in("    value: null\n"), "-:6:12: contracts.aws.value: null removes what no extended file has"},
		"a list without names":       {least + "financing: [{amount: $1B}]\n", "-:3:13: financing: has an item without a name"},
		"a name that is none":        {least + "financing: [{name: it's, amount: $1B}]\n", "-:3:20: financing.it's.name: \"it's\" is not a name"},
		"a list with a name twice":   {least + "financing: [{name: a}, {name: a}]\n", "is the name of two items"},
		"a source that is a map":     {in("    value: {value: 1B, source: {a: b}}\n"), "contracts.aws.value.source: must be the id of a source, is a map"},
		"a source within a value":    {in("    value: {value: 1B, source: a, page: 3}\n"), `-:6:35: contracts.aws.value: "page" is not a key of a value with its source (its keys: value, source, grade)`},
		"a value that is no scalar":  {in("    value: {value: null}\n"), "contracts.aws.value: must be an amount such as $38B, is null"},
		"a band with one end":        {least + "catalog: {own: {power: 1kW, price: {low: $1}}}\n", "-:3:29: catalog.own.price: needs both low and high"},
		"a band upside down":         {least + "catalog: {own: {power: 1kW, price: {low: $2, high: $1}}}\n", "-:3:42: catalog.own.price.low: is above high, $1"},
		"a row without power":        {least + "catalog: {own: {name: x}}\n", "-:3:11: catalog.own.power: is missing"},
		"growth towards nothing":     {"revenue: {a: {base: 1B, at: 2025-12, growth: {half_life: 1y}}}\n" + least, "revenue.a.growth.terminal: is missing"},
		"half a life of nothing":     {"revenue: {a: {base: 1B, at: 2025-12, growth: {initial: 9%, terminal: 5%, half_life: 0y}}}\n" + least, "must be longer than nothing"},
		"a month without its base":   {"revenue: {a: {at: 2025-12}}\n" + least, "revenue.a.base: is missing"},
		"a ramp of no length":        {"contracts: {aws: {value: 1B, term: 7y, start: 2025-11, ramp: {full: 0mo}}}\n", "must be longer than nothing, is 0mo"},
		"an endless description":     {"description: " + strings.Repeat("a", 20_000) + "\n", "-:1:14: description: is 20000 bytes long"},
		"a key that is not seen":     {`"a\u202eb": 1`, "-:1:1: a key has a character that is not seen"},
		"a basis without minimums":   {in("    value: 1B\n    minimums_by: fiscal\n"), "contracts.aws.minimums_by: says how minimums are counted"},
		"a year twice":               {in("    minimums: {Y1: 1B, 1: 1B}\n"), "contracts.aws.minimums.Y1: is given twice"},
		"no contracts":               {"scenario: x\n", "contracts: needs at least one contract"},
		"only options":               {in("    value: 1B\n    status: option\n"), "none of the contracts counts"},
		"a contract without a start": {"contracts:\n  aws: {value: 1B, term: 7y}\n", "-:2:3: contracts.aws.start: is missing"},
	})
}

func manyLines(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func aliasBomb() string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 9; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 8), i-1)
	}
	return b.String()
}

func mergeBomb() string {
	var b strings.Builder
	b.WriteString("a: &a {" + manyLines("k%d: 1, ", 5000) + "}\n")
	b.WriteString("b: {<<: [" + strings.Repeat("*a, ", 5000) + "]}\n")
	return b.String()
}

func TestACurveGivenInTwoWaysIsToldOnce(t *testing.T) {
	_, err := read("revenue: {a: {annual: {2025: 1B}, base: 1B, at: 2026-01}}\n" + least)
	if got := paths(err); got != "revenue.a.base" {
		t.Errorf("problems are at %s", got)
	}
}

func TestAKnotIsFoundByItsMonth(t *testing.T) {
	l := mustRead(t, "contracts:\n  a: {value: 1B, term: 2y, start: 2026-01, ramp: {points: {2026-06: 50%, 2026-12: 100%}},\n"+
		"    schedule: {steps: {2026-07: 100%}}}\n")
	for path, want := range map[string]place{"contracts.a.ramp.points.2026-12": {line: 2, column: 83}, "contracts.a.schedule.steps.2026-07": {line: 3, column: 33},
		"contracts.a.ramp.points.2026-11": {line: 2, column: 51}} {
		if at := locate(l.tree, path); at.line != want.line || at.column != want.column {
			t.Errorf("%s is at %d:%d, want %d:%d", path, at.line, at.column, want.line, want.column)
		}
	}
}

func TestGoodInputOfUnusualFormIsRead(t *testing.T) {
	want := mustRead(t, least).Scenario.InputSHA256
	tests := map[string]string{
		"a byte order mark":   "\ufeff" + least,
		"CRLF":                strings.ReplaceAll(least, "\n", "\r\n"),
		"JSON":                `{"contracts": {"aws": {"value": 38e9, "term": "84mo", "start": "2025-11-01", "ramp": {"full": "2026-12"}}}}`,
		"quotes everywhere":   `contracts: {"aws": {"value": "$38B", 'term': '7y', "start": "2025-11", ramp: {full: "2026-12"}}}`,
		"a document's marker": "---\n" + least + "...\n",
		"comments":            "# a\n" + least + "# b\n",
	}
	for name, text := range tests {
		if got := mustRead(t, text).Scenario.InputSHA256; got != want {
			t.Errorf("%s: the scenario is another one", name)
		}
	}
}

func TestAllProblemsOfAFileComeAtOnceInOrder(t *testing.T) {
	_, err := read("contracts:\n  aws:\n    valu: $38B\n    term: 7 parsecs\n    start: 2025-13\n    fleet: {gb20: 5}\nfoo: 1\n")
	var lines []string
	for line := range strings.Lines(err.Error()) {
		lines = append(lines, strings.Join(strings.Split(line, ":")[1:3], ":"))
	}
	if got := strings.Join(lines, " "); got != "3:5 4:11 5:12 6:13 7:1" {
		t.Errorf("problems are at %s:\n%v", got, err)
	}
}

func TestWhatOnlyFollowsFromAnotherProblemIsNotReported(t *testing.T) {
	_, err := read(`horizon: {from: 2030-01, to: 2026-01}
contracts:
  a: {valu: $38B, term: 7y, start: 2025-11, ramp: {full: 2024-01}}
  b: {value: $1B, minimums: [$2B], term: 1y, start: 2026-01}
  c: {value: $1B, term: 1y, start: soon}
revenue: {a: {annual: {2025: $1B}, growth: {half_life: 2y, terminal: nine}}}
`)
	want := "horizon.to contracts.a.valu contracts.a.ramp.full contracts.b.minimums contracts.c.start revenue.a.growth.terminal"
	if got := paths(err); got != want {
		t.Errorf("problems are at\n%s, want\n%s", got, want)
	}
}

func TestAProblemOfOneScalarDoesNotHideOthersOfItsContract(t *testing.T) {
	_, err := read(`foo: 1
horizon: {from: 1950-01, to: 2100-01}
contracts:
  a: {status: sined, foo: 1, value: $1B, minimums: [$2B], term: 1y, start: 2026-01}
  b: {delay: soon, fee: $1M, price: {gb200: $2}, fleet: {h100: 1}, term: 1y, start: 2026-01}
  c: {wue: x, minimums: {2026: $1B, 2033: $1B}, term: 1y, start: 2026-01, pue: 99}
  d: {term: x, minimums: {2026: $1B, 2033: $1B}, value: $3B, start: 2026-01}
  e: {flet: {gb200: 1}, fee: $1M, price: {gb200: $2}, term: 1y, start: 2026-01}
  f: {value: x, minimums: [$1B], term: 1y, start: 2026-01}
`)
	want := "foo contracts.a.status contracts.a.foo contracts.a.minimums contracts.b.delay contracts.b.price.gb200 " +
		"contracts.c.wue contracts.c.minimums.2033 contracts.c.pue contracts.d.term contracts.e.flet contracts.f.value"
	if got := paths(err); got != want {
		t.Errorf("problems are at\n%s, want\n%s\n%v", got, want, err)
	}
	_, err = read("foo: 1\nhorizon: {from: 1950-01, to: 2100-01}\n" + least)
	refused(t, err, "-:1:1: foo: is not known", "-:2:10: horizon: must not be longer than 100 years")
	for _, broken := range []string{"start: soon", "term: x", "delay: x"} {
		_, err = read("horizon: {from: 1950-01, to: 2100-01}\ncontracts: {a: {fee: 1M, start: 2026-01, term: 1y}, b: {fee: 1M, " + broken + "}}\n")
		if strings.Contains(paths(err), "horizon") {
			t.Errorf("the horizon is told of beside %s", broken)
		}
	}
}

// paths are those of the problems in their order.
func paths(err error) string {
	var all []string
	for line := range strings.Lines(err.Error()) {
		all = append(all, strings.Split(line, ": ")[1])
	}
	return strings.Join(all, " ")
}

func TestLinesAreReadUpToALimitOfEachSort(t *testing.T) {
	began := time.Now()
	if l := mustRead(t, "contracts:\n"+manyLines("  c%d: {fee: 1, term: 1y, start: 2026-01}\n", 500)); len(l.Scenario.Contracts) != 500 {
		t.Errorf("%d contracts are read of 500", len(l.Scenario.Contracts))
	}
	for key, line := range map[string]string{"contracts": "{fee: 1, foo: 1y}", "revenue": "{base: 1B, at: 2026-01}", "costs": "{base: 1B, at: 2026-01}"} {
		for _, n := range []int{501, 5000} {
			_, err := read("currency: USD\n" + key + ":\n" + manyLines("  c%d: "+line+"\n", n))
			refused(t, err, fmt.Sprintf("-:2:1: %s: has %d entries: a scenario can have at most 500", key, n))
		}
	}
	if took := time.Since(began); took > patience {
		t.Errorf("took %v", took)
	}
	_, err := read("contracts:\n"+manyLines("  c%d: {fee: 1, term: 1y, start: 2026-01}\n", 500), "contracts.one-more={fee: 1, term: 1y, start: 2026-01}")
	refused(t, err, "--set:1:1: contracts: has 501 entries")
}

func TestMoreThanFiftyProblemsAreCutWithANote(t *testing.T) {
	_, err := read(least + manyLines("k%d: 1\n", 80))
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 51 || lines[50] != "and 30 more problems" {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}
