package scenarios

import (
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"commitcast/model"
)

// varied paths of many kinds.
const quantitative = `contracts:
  aws: {value: $38B, term: 7y, start: 2025-11, ramp: {full: 2026-12}, fleet: {gb200: 200_000}, pue: 1.14}
  more: {status: option, fee: $5M, term: 24mo, start: 2027-03-16, exit_right: {by: buyer, notice: 90d, fee: 50%}}
  parts:
    term: 3y
    start: 2026-01
    price: {market: gb200, multiple: 0.9}
    ramp: {full: 3mo}
    tranches: {one: {start: 2026-05, fleet: {gb200: 1000}}, two: {fleet: {gb200: 1000}}}
market: {gb200: {price: $3.20, at: 2026-01, decline: 20%}}
revenue: {all: {base: $10B, at: 2025-12, growth: {initial: 50%, terminal: 5%, half_life: 2y}, margin: 0.7}}
`

func quantity(t *testing.T, l *Loaded, path string) Quantity {
	t.Helper()
	q, err := l.Quantity(path)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestAPathTellsHowItsNumberIsWritten(t *testing.T) {
	l := mustRead(t, quantitative)
	for path, want := range map[string]struct {
		unit model.Unit
		text string
		now  string // what the scenario has, formatted
		in   string // something else that may be written there
		out  float64
	}{
		"contracts.aws.value":                    {model.Currency, "$38B", "$38B", "38.5e9", 38.5e9},
		"contracts.aws.term":                     {model.Duration, "7y", "84mo", "7.5y", 90},
		"contracts.aws.delay":                    {model.Duration, "", "0mo", "9mo", 9},
		"contracts.aws.ramp.full":                {model.Duration, "2026-12", "14mo", "2027-12", 26},
		"contracts.more.ramp.full":               {}, // refused below
		"contracts.aws.fleet.gb200":              {model.Count, "200_000", "200,000", "150k", 150e3},
		"contracts.aws.pue":                      {model.Count, "1.14", "1.14", "1.2", 1.2},
		"contracts.aws.utilisation":              {model.Share, "", "100%", "62.5%", 0.625},
		"contracts.aws.exercised":                {model.Switch, "", "false", "true", 1},
		"contracts.more.exercised":               {model.Switch, "", "false", "yes", 1},
		"contracts.more.fee":                     {model.CurrencyPerMonth, "$5M", "$5M", "$6,250k", 6.25e6},
		"contracts.more.exit_right.notice":       {model.Days, "90d", "90d", "180d", 180},
		"contracts.more.exit_right.fee":          {model.Share, "50%", "50%", "25%", 0.25},
		"contracts.parts.price.multiple":         {model.Multiple, "0.9", "0.9", "110%", 1.1},
		"contracts.parts.tranches.two.ramp.full": {model.Duration, "", "3mo", "2026-06", 6},
		"contracts.parts.tranches.one.ramp.full": {model.Duration, "", "3mo", "2026-06", 2},
		"contracts.parts.tranches.one.delay":     {model.Duration, "", "0mo", "1y", 12},
		"market.gb200.price":                     {model.CurrencyPerHour, "$3.20", "$3.2", "2.105", 2.105},
		"market.gb200.decline":                   {model.Rate, "20%", "20%", "-5%", -0.05},
		"revenue.all.margin":                     {model.Share, "0.7", "70%", "0.65", 0.65},
		"catalog.gb200.power":                    {model.Kilowatts, "", "", "1.5kW", 1.5},
		"opening_cash":                           {model.Currency, "", "$0", "-$2.5B", -2.5e9},
		"target":                                 {model.Multiple, "", "1", "1.25", 1.25},
		"plausibility.spend_per_mw_year.low":     {model.CurrencyPerMWYr, "", "", "$9M", 9e6},
	} {
		if want.unit == "" {
			continue
		}
		q := quantity(t, l, path)
		x, _ := l.Scenario.Scalar(path)
		if q.Unit != want.unit || q.Text != want.text && want.now != "" {
			t.Errorf("%s is %q in %s, want %q in %s", path, q.Text, q.Unit, want.text, want.unit)
		}
		if got := q.Format(x.Get()); got != want.now && want.now != "" {
			t.Errorf("%s is written %s, want %s", path, got, want.now)
		}
		if got, err := q.Parse(want.in); err != nil || got != want.out {
			t.Errorf("%s: %q is read as %v (%v), want %v", path, want.in, got, err, want.out)
		}
	}
}

// What With makes of a text and what Parse reads of it are one number, at every path of the library that a number stands at; and
// what is formatted is read back as it was.
func TestWhatIsReadAtAPathIsWhatTheFileWouldHold(t *testing.T) {
	read := 0
	for _, name := range names() {
		l, err := Load(name, Options{})
		if err != nil {
			continue // a file that is there to be extended
		}
		for _, p := range Paths(l) {
			q, err := l.Quantity(p.Path)
			if err != nil || p.Value == "" {
				continue
			}
			x, _ := l.Scenario.Scalar(p.Path)
			got, err := q.Parse(p.Value)
			if err != nil || math.Abs(got-x.Get()) > 1e-12*math.Abs(got) {
				t.Errorf("%s: %s is %v, but %q is read as %v (%v)", name, p.Path, x.Get(), p.Value, got, err)
			}
			back, err := q.Parse(q.Format(got))
			if err != nil || math.Abs(back-got) > 1e-5*math.Abs(got) {
				t.Errorf("%s: %s is written as %q, which is read as %v, not %v (%v)", name, p.Path, q.Format(got), back, got, err)
			}
			read++
		}
	}
	if read < 300 {
		t.Errorf("only %d numbers were read", read)
	}
}

func TestWhatCannotBeWrittenAtAPathIsRefused(t *testing.T) {
	l := mustRead(t, quantitative)
	for _, test := range []struct{ path, text, want string }{
		{"contracts.aws.value", "€38B", "contracts.aws.value: €38B is not in the scenario's currency, USD (a scenario has one currency)"},
		{"contracts.aws.value", "-1", "must not be negative"},
		{"contracts.aws.value", "lots", `"lots" is not a number (must be an amount such as $38B)`},
		{"contracts.aws.utilisation", "70", "did you mean 70%?"},
		{"contracts.aws.delay", "9m", "write 9mo for months"},
		{"contracts.aws.fleet.gb200", "1.5", "must be a whole number"},
		{"contracts.aws.exercised", "maybe", "is not true or false"},
		{"contracts.more.exit_right.fee", "$2B", "$2B is not in the unit of 50%"},
		{"contracts.more.exit_right.notice", "3mo", "3mo is not in the unit of 90d"},
	} {
		_, err := quantity(t, l, test.path).Parse(test.text)
		var p model.Problem
		if !errors.As(err, &p) || p.Path != test.path || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s=%s is refused with %v, want %q", test.path, test.text, err, test.want)
		}
	}
	for path, want := range map[string]string{
		"contracts.aws.delai":      "did you mean contracts.aws.delay?",
		"contract.aws.delay":       "did you mean contracts.aws.delay?",
		"contracts.aws.start":      "is a date, not a number (vary the delay beside it)",
		"contracts.more.ramp.full": "is not part of a ramp of shape immediate",
		"contracts.aws":            "is not one value",
		"contracts.awz.delay":      "did you mean contracts.aws.delay?",
		"revenue.all.growth":       "go on with initial, terminal or half_life",
		"xyzzy":                    `there is no "xyzzy"`,
	} {
		_, err := l.Quantity(path)
		var p model.Problem
		if !errors.As(err, &p) || p.Path != path || !strings.Contains(err.Error(), want) {
			t.Errorf("%s is refused with %v, want %q", path, err, want)
		}
	}
}

func TestANumberIsWrittenInFewDigits(t *testing.T) {
	l := mustRead(t, quantitative)
	for _, test := range []struct {
		path string
		v    float64
		want string
	}{
		{"contracts.aws.value", 38.123456789e9, "$38.1235B"},
		{"contracts.aws.value", 1.25e12, "$1.25T"},
		{"contracts.aws.value", 99_000, "$99000"},
		{"contracts.aws.value", 100_000, "$100k"},
		{"opening_cash", -4e6, "-$4M"},
		{"opening_cash", math.Copysign(0, -1), "$0"},
		{"contracts.aws.delay", 1e-9, "0.000000001mo"},
		{"contracts.aws.delay", 2.25, "2.25mo"},
		{"contracts.aws.utilisation", 1. / 3, "33.3333%"},
		{"contracts.aws.utilisation", 0.0012345678, "0.123457%"},
		{"contracts.aws.fleet.gb200", 1234567, "1,234,567"},
		{"contracts.aws.fleet.gb200", 123, "123"},
		{"contracts.aws.fleet.gb200", 110000.00000000001, "110,000"}, // 10% more than 100,000
		{"contracts.aws.fleet.gb200", 29.7, "29.7"},
		{"contracts.aws.value", model.Unknown(), "–"},
	} {
		if got := quantity(t, l, test.path).Format(test.v); got != test.want {
			t.Errorf("%v at %s is written %s, want %s", test.v, test.path, got, test.want)
		}
	}
}

func TestARangeIsEvenlySpacedWithBothEnds(t *testing.T) {
	l := mustRead(t, quantitative)
	for _, test := range []struct {
		path, text string
		values     []float64
		texts      string
	}{
		{"contracts.aws.utilisation", "20%..80%/7", []float64{.2, .3, .4, .5, .6, .7, .8}, "20% 30% 40% 50% 60% 70% 80%"},
		{"contracts.aws.utilisation", "20% .. 80% / 4", []float64{.2, .4, .6, .8}, "20% 40% 60% 80%"},
		{"contracts.aws.utilisation", "0..1", []float64{0, .125, .25, .375, .5, .625, .75, .875, 1}, "0% 12.5% 25% 37.5% 50% 62.5% 75% 87.5% 100%"},
		{"contracts.aws.delay", "12mo..0mo/3", []float64{12, 6, 0}, "12mo 6mo 0mo"},
		{"contracts.aws.delay", "0mo,6mo, 1y", []float64{0, 6, 12}, "0mo 6mo 12mo"},
		{"contracts.aws.value", "20B..60B/3", []float64{20e9, 40e9, 60e9}, "$20B $40B $60B"},
		{"contracts.aws.exercised", "no,yes", []float64{0, 1}, "false true"},
		{"contracts.aws.exercised", "true..false", []float64{1, 0}, "true false"},
		{"contracts.aws.fleet.gb200", "5..1", []float64{5, 4, 3, 2, 1}, "5 4 3 2 1"},
		{"contracts.aws.fleet.gb200", "0..10/4", []float64{0, 3, 7, 10}, "0 3 7 10"},
		{"contracts.aws.fleet.gb200", "100k..180k/3", []float64{100e3, 140e3, 180e3}, "100,000 140,000 180,000"},
		{"contracts.aws.ramp.full", "2026-06,2026-12,26mo", []float64{8, 14, 26}, "2026-06 2026-12 26mo"},
		{"contracts.aws.fleet.gb200", "100, 200, 300", []float64{100, 200, 300}, "100 200 300"},
		{"revenue.all.growth.terminal", "-10%..20%/4", []float64{-.1, 0, .1, .2}, "-10% 0% 10% 20%"},
		{"opening_cash", "0..-1.5B/4", []float64{0, -.5e9, -1e9, -1.5e9}, "$0 -$500M -$1B -$1.5B"},
		{"opening_cash", "-2B..2B/3", []float64{-2e9, 0, 2e9}, "-$2B $0 $2B"},
		{"contracts.aws.value", "12345678901,2B", []float64{12345678901, 2e9}, "12345678901 $2B"},
	} {
		values, texts, err := quantity(t, l, test.path).Range(test.text)
		if err != nil || !slices.Equal(values, test.values) || strings.Join(texts, " ") != test.texts {
			t.Errorf("%s=%s is %v %q (%v), want %v %s", test.path, test.text, values, texts, err, test.values, test.texts)
		}
	}
	for _, test := range []struct{ path, text, want string }{
		{"contracts.aws.delay", "6mo..6mo", "6mo..6mo has one value only"},
		{"contracts.aws.delay", "0mo..6mo/1", `a range has 2 to 200 values, not "1"`},
		{"contracts.aws.delay", "0mo..6mo/201", "not \"201\""},
		{"contracts.aws.delay", "0mo..6mo/x", "not \"x\""},
		{"contracts.aws.delay", "..6mo", "has no end"},
		{"contracts.aws.delay", "0mo..", "has no end"},
		{"contracts.aws.delay", "0mo..6", `contracts.aws.delay: 6 has no unit (write 6mo for months)`},
		{"contracts.aws.delay", "0,12", "12 has no unit"},
		{"contracts.aws.delay", "", "has no value at one place"},
		{"contracts.aws.delay", "6mo", "not 1"},
		{"contracts.aws.delay", "6mo,0.5y", "0.5y is given twice"},
		{"contracts.aws.delay", "6mo,later", `"later" is not a number`},
		{"contracts.aws.exercised", "no..yes/3", "there are no 3 different values from no to yes (write /2 or less)"},
		{"contracts.aws.fleet.gb200", "200,000", "200,000 looks like one number"},
		{"contracts.aws.utilisation", "20%..180%", "must be at most 100%"},
		{"contracts.aws.fleet.gb200", "1..3/9", "write /3 or less"},
	} {
		values, _, err := quantity(t, l, test.path).Range(test.text)
		var p model.Problem
		if !errors.As(err, &p) || values != nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s=%s is refused with %v, want %q", test.path, test.text, err, test.want)
		}
	}
}

func TestMoreSettingsAreLaidOverWhatIsLoaded(t *testing.T) {
	l := mustRead(t, settable, "contracts.aws.delay=3mo")
	hash := l.Scenario.InputSHA256
	got, err := l.With("contracts.aws.delay=9mo", "contracts.aws.utilisation=80%")
	if err != nil {
		t.Fatal(err)
	}
	want := mustRead(t, settable, "contracts.aws.delay=3mo", "contracts.aws.delay=9mo", "contracts.aws.utilisation=80%")
	if got.Scenario.InputSHA256 != want.Scenario.InputSHA256 || got.Scenario.Name != want.Scenario.Name {
		t.Error("settings made later give another scenario than the same made at once")
	}
	if len(got.Changes) != 2 || got.Changes[0] != (Change{"contracts.aws.delay", "3mo", "9mo"}) {
		t.Errorf("the changes are %v", got.Changes)
	}
	if l.Scenario.InputSHA256 != hash || canonical(l.tree) != hash {
		t.Error("the scenario they were laid over has changed")
	}
	l, err = l.With("contracts.aws.delai=9mo")
	refused(t, err, "--set:1:1: contracts.aws.delai: is not known (did you mean contracts.aws.delay?)")
	if l == nil || l.Scenario != nil {
		t.Error("a scenario comes with problems")
	}
}

func TestSeveralMayLaySettingsOverOneScenarioAtOnce(t *testing.T) {
	l := mustRead(t, settable)
	hashes := make([]string, 8)
	var group sync.WaitGroup
	for i := range hashes {
		group.Go(func() {
			if got, err := l.With("contracts.aws.delay=" + contractYear(i + 1)[1:] + "mo"); err == nil {
				hashes[i] = got.Scenario.InputSHA256
			}
		})
	}
	group.Wait()
	slices.Sort(hashes)
	if hashes[0] == "" || len(slices.Compact(hashes)) != 8 {
		t.Errorf("the hashes are %q", hashes)
	}
}

func TestACurrencySetLaterBringsTheCataloguesPricesBack(t *testing.T) {
	euros := "currency: EUR\n" + strings.ReplaceAll(least, "$", "")
	l, err := mustRead(t, euros).With("currency=USD")
	if err != nil {
		t.Fatal(err)
	}
	if want := mustRead(t, euros, "currency=USD").Scenario.InputSHA256; l.Scenario.InputSHA256 != want {
		t.Error("it is another scenario")
	}
}
