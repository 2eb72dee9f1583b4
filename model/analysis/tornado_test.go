package analysis

import (
	"context"
	"errors"
	"math"
	"reflect"
	"testing"

	"commitcast/model"
)

func tornado(t *testing.T, s *model.Scenario, v *Variables, of string) *Tornado {
	t.Helper()
	out, err := NewTornado(context.Background(), s, target(t, of), v, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestATornadoMovesOneNumberAtATimeAndThenAll(t *testing.T) {
	s := uncertain()
	got := tornado(t, s, variables(t, s), "coverage.revenue@2026")
	// Coverage is revenue over a fifth of the value: 100/120, with the value at 530 and 770, and revenue at 100 ± 12.815516.
	if !alike(got.Base, 100.0/120) {
		t.Errorf("base %v", got.Base)
	}
	low, high := 100-12.815515655446, 100+12.815515655446
	want := []struct {
		path          string
		atLow, atHigh float64
	}{{"contracts.a.value", 100.0 / 106, 100.0 / 154}, {"revenue.sales.annual.2025", low / 120, high / 120}}
	for i, w := range want {
		if b := got.Bars[i]; b.Path != w.path || !alike(b.AtLow, w.atLow) || !alike(b.AtHigh, w.atHigh) || b.OneSided(got.Base) {
			t.Errorf("bar %d: %+v, want %+v", i, b, w)
		}
	}
	// The higher value lowers coverage, the higher revenue raises it.
	if !alike(got.All.AtLow, low/154) || !alike(got.All.AtHigh, high/106) {
		t.Errorf("all at once: %v to %v, want %v to %v", got.All.AtLow, got.All.AtHigh, low/154, high/106)
	}
}

func TestABarWhoseRangeDoesNotHoldTheScenariosOwnValueIsOneSided(t *testing.T) {
	s := lease()
	r, err := NewRange(s, "contracts.a.value", 800, 700, "as given")
	if err != nil {
		t.Fatal(err)
	}
	v, err := new(Variables).With(s, r)
	if err != nil {
		t.Fatal(err)
	}
	got := tornado(t, s, v, "spend@2026")
	b := got.Bars[0]
	if !alike(b.AtLow, 140) || !alike(b.AtHigh, 160) || !b.OneSided(got.Base) || !b.Outside() {
		t.Errorf("bar %+v of base %v", b, got.Base)
	}
	// No end lowers spend, so the lowest of all is the scenario's own.
	if !alike(got.All.AtLow, 120) || !alike(got.All.AtHigh, 160) {
		t.Errorf("all at once: %v to %v, want 120 to 160", got.All.AtLow, got.All.AtHigh)
	}
}

func TestWhatIsNotDefinedAtAnEndComesFirstAndHasNoSpan(t *testing.T) {
	s := uncertain()
	r, err := NewRange(s, "contracts.a.value", 0, 700, "as given")
	if err != nil {
		t.Fatal(err)
	}
	v, err := variables(t, s).With(s, r)
	if err != nil {
		t.Fatal(err)
	}
	v.All[0], v.All[1] = v.All[1], v.All[0]
	got := tornado(t, s, v, "coverage.revenue@2026") // without spend there is no coverage
	b := got.Bars[0]
	if b.Path != "contracts.a.value" || !b.Undefined() || model.Known(b.Span(got.Base)) || b.Idle(got.Base) || got.Bars[1].Undefined() {
		t.Errorf("bars %+v", got.Bars)
	}
	if left := got.LeftOut(); len(left) != 1 || left[0] != b.Path {
		t.Errorf("left out of all at once: %v", left)
	}
	// Coverage is revenue over a fifth of the value, which is highest with the scenario's own 600, for at 0 it is not defined.
	if want := (100 + 12.815515655446) / 120; !alike(got.All.AtHigh, want) {
		t.Errorf("all at once: up to %v, want %v", got.All.AtHigh, want)
	}
	sp, err := NewSpider(context.Background(), s, target(t, "coverage.revenue@2026"), v, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if l := sp.Lines[0]; l.Path != "contracts.a.value" || !l.Undefined() || sp.Lines[1].Undefined() {
		t.Errorf("lines %+v", sp.Lines)
	}
}

func TestTheEndsOfABarAreChosenByItsOwnEffect(t *testing.T) {
	unknown := model.Unknown()
	cases := map[string]struct {
		atLow, atHigh, base float64
		lowering, raising   float64 // the number's own value is 5, its range 0 to 10
	}{
		"rising":                      {1, 3, 2, 0, 10},
		"falling":                     {3, 1, 2, 10, 0},
		"both raise it":               {3, 4, 2, 5, 10},
		"both lower it":               {1, 0, 2, 10, 5},
		"no effect":                   {2, 2, 2, 5, 5},
		"not defined at its low":      {unknown, 3, 2, 5, 10},
		"not defined at its own":      {1, 3, unknown, 0, 10},
		"not defined anywhere at all": {unknown, unknown, unknown, 5, 5},
	}
	for name, c := range cases {
		b := Bar{Range{Base: 5, Low: 0, High: 10}, c.atLow, c.atHigh}
		if low, high := b.lowering(c.base), b.raising(c.base); low != c.lowering || high != c.raising {
			t.Errorf("%s: lowest at %v and highest at %v, want %v and %v", name, low, high, c.lowering, c.raising)
		}
	}
}

func TestATornadoOfAnInvalidEndSaysWhich(t *testing.T) {
	s := lease()
	r, err := NewRange(s, "contracts.a.value", -5, 700, "as given")
	if err != nil {
		t.Fatal(err)
	}
	v, err := new(Variables).With(s, r)
	if err != nil {
		t.Fatal(err)
	}
	_, err = NewTornado(context.Background(), s, target(t, "spend"), v, Options{})
	var invalid *InvalidPoint
	if !errors.As(err, &invalid) || invalid.Values[0] != -5 {
		t.Errorf("got %v", err)
	}
}

func TestASpiderRunsFromLowToHighWithTheScenariosOwnValue(t *testing.T) {
	s := uncertain()
	got, err := NewSpider(context.Background(), s, target(t, "spend@2026"), variables(t, s), Options{})
	if err != nil {
		t.Fatal(err)
	}
	line := got.Lines[0]
	if line.Path != "contracts.a.value" || len(line.At) != spiderSteps+1 || line.At[0] != 530 || line.At[spiderSteps] != 770 {
		t.Fatalf("line %+v", line)
	}
	for i, at := range line.At {
		if !alike(line.Values[i], at/5) || i > 0 && at <= line.At[i-1] {
			t.Errorf("spend at %v is %v, want %v", at, line.Values[i], at/5)
		}
	}
	if flat := got.Lines[1]; spread(flat.Values...) != 0 {
		t.Errorf("revenue moves spend: %v", flat.Values)
	}
}

func TestAnalysesAreTheSameWithAnyNumberOfWorkers(t *testing.T) {
	s := uncertain()
	v, of := variables(t, s), target(t, "coverage.revenue@2026")
	run := func(workers int) []any {
		o := Options{Workers: workers}
		ctx := context.Background()
		a, err := NewTornado(ctx, s, of, v, o)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Screen(ctx, s, of, v, Sampling{20, 7}, o)
		if err != nil {
			t.Fatal(err)
		}
		c, err := Decompose(ctx, s, of, v, Sampling{64, 7}, o)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Rank(ctx, s, of, v, Sampling{500, 7}, o)
		if err != nil {
			t.Fatal(err)
		}
		return []any{a, b, c, d}
	}
	if one, three := run(1), run(3); !reflect.DeepEqual(one, three) {
		t.Error("the number of workers changes a result")
	}
}

func TestWhatIsWidestComesFirstAndWhatIsNotKnownLast(t *testing.T) {
	all := []float64{1, math.NaN(), 3, 1, 2}
	widest(all, func(v float64) float64 { return v })
	if all[0] != 3 || all[1] != 2 || all[3] != 1 || !math.IsNaN(all[4]) {
		t.Errorf("got %v", all)
	}
}

func TestANumberThatDoesNothingIsIdle(t *testing.T) {
	cases := map[string]struct {
		atLow, atHigh float64
		idle          bool
	}{
		"the same":                {2, 2, true},
		"the same but rounding":   {2, 2 + 4e-16, true},
		"a little":                {2, 2.0001, false},
		"not defined at one end":  {2, model.Unknown(), false},
		"both ends a little over": {2.1, 2.1, false},
	}
	for name, c := range cases {
		if b := (Bar{Range{}, c.atLow, c.atHigh}); b.Idle(2) != c.idle {
			t.Errorf("%s: idle is %v", name, !c.idle)
		}
		l := SpiderLine{Values: []float64{c.atLow, 2, c.atHigh}}
		if l.Idle(2) != c.idle {
			t.Errorf("%s: the line is idle: %v", name, !c.idle)
		}
	}
}

func TestAnEndThatIsTheScenariosOwnValueButForRoundingIsThatValue(t *testing.T) {
	if atBase(280e9+1e-4, 280e9) != 280e9 || atBase(281e9, 280e9) != 281e9 || atBase(1e-300, 0) != 1e-300 {
		t.Error("an end is not taken for what it is")
	}
}
