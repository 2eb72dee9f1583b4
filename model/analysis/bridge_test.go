package analysis

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"commitcast/model"
)

// bridged is a contract of $12B over two years from January 2026, all at once, and revenue of $10B in 2026 and $20B from 2027 on.
func bridged() *model.Scenario {
	unknown := model.Unknown()
	january := model.MonthOf(2026, 1)
	s := &model.Scenario{
		Title: "Bridged", Name: "bridged", Currency: "USD", FiscalYearEnd: 12, Target: 1, Valuation: model.Valuation{Rate: 0.1},
		Contracts: []model.Contract{{
			ID: "a", Provider: "A", Status: model.Signed, Kind: model.TakeOrPay, Start: january.First(), Term: 24,
			Ramp: model.Ramp{Shape: model.Immediate}, OnDelay: model.Extend, Value: 12e9, Fee: unknown, MinimumsBy: model.ContractYears,
			Schedule: model.Schedule{Kind: model.ByRamp}, Availability: 1, Utilisation: 1, LoadFactor: 1,
			PUE: unknown, GridIntensity: unknown, WUE: unknown,
		}},
		Revenue: []model.RevenueLine{{ID: "r", Margin: 0.5, Curve: model.Curve{Kind: model.Annual,
			Points: []model.Point{{At: january, Value: 10e9}, {At: january + 12, Value: 20e9}}}}},
	}
	if problems := s.Validate(); len(problems) > 0 {
		panic(problems)
	}
	return s
}

// settings makes a bridge's question of numbers to be set, by path.
func settings(base *model.Scenario, target string, paths []string, values []float64) Between {
	t, err := model.ParseTarget(target)
	if err != nil {
		panic(err)
	}
	of := Between{Target: t, Base: base}
	for _, path := range paths {
		of.Changes = append(of.Changes, Change{Paths: []string{path}})
	}
	of.Mix = func(take []bool) (*model.Scenario, error) {
		s := base.Clone()
		for i, path := range paths {
			x, err := s.Scalar(path)
			if err != nil {
				return nil, err
			}
			if take[i] {
				x.Set(values[i])
			}
		}
		if problems := s.Validate(); len(problems) > 0 {
			return nil, problems[0]
		}
		return s, nil
	}
	all := make([]bool, len(paths))
	for i := range all {
		all[i] = true
	}
	variant, err := of.Mix(all)
	if err != nil {
		panic(err)
	}
	of.Variant = variant
	return of
}

func bridge(t *testing.T, of Between) *Bridge {
	t.Helper()
	b, err := NewBridge(context.Background(), of, ShapleyOptions{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *Bridge) part(path string) float64 {
	for _, p := range b.Parts {
		if p.Paths[0] == path {
			return p.Value
		}
	}
	return math.NaN()
}

// Spend in 2027 is $6B, revenue $20B. With $24B and a revenue of $30B coverage goes from 10/3 to 5/2. The order of the two changes halves the
// ratio first or last: spend does ½[(20/12 − 20/6) + (30/12 − 30/6)] = −25/12, revenue ½[(30 − 20)/6 + (30 − 20)/12] = 5/4.
func TestARatioIsBridgedByTheMeanOfBothOrders(t *testing.T) {
	b := bridge(t, settings(bridged(), "coverage.revenue@2027", []string{"contracts.a.value", "revenue.r.annual.2027"}, []float64{24e9, 30e9}))
	isAbout(t, "the base", b.From, 10./3, 1)
	isAbout(t, "the variant", b.To, 2.5, 1)
	isAbout(t, "the value's part", b.part("contracts.a.value"), -25./12, 1)
	isAbout(t, "revenue's part", b.part("revenue.r.annual.2027"), 1.25, 1)
	if b.Parts[0].Paths[0] != "contracts.a.value" {
		t.Errorf("the first part is %s, want the largest", b.Parts[0].Paths[0])
	}
}

func TestASumIsBridgedByItsTerms(t *testing.T) {
	b := bridge(t, settings(bridged(), "a:spend", []string{"contracts.a.value", "contracts.a.term", "revenue.r.margin"}, []float64{15e9, 36, 0.9}))
	isAbout(t, "the value's part", b.part("contracts.a.value"), 3e9, 1e9)
	isAbout(t, "the term's part", b.part("contracts.a.term"), 0, 1e9)
	isAbout(t, "the margin's part", b.part("revenue.r.margin"), 0, 1e9)
}

// The slow twin: every state analysed side by side, and the parts averaged over every order.
func TestABridgeIsThatOfAllStatesAnalysedSideBySide(t *testing.T) {
	paths := []string{"contracts.a.value", "contracts.a.delay", "contracts.a.term", "revenue.r.annual.2027", "revenue.r.margin"}
	values := []float64{7e9, 13.5, 31, 5e9, 0.25}
	for _, target := range []string{"min_coverage", "present_value", "peak_spend", "coverage.cash@2027", "spend@2027", "funding_gap",
		"weighted_average_life_years", "revenue", "coverage.revenue@2027-Q4", "remaining@2027-03", "coverage.net_of_vendor@2027"} {
		of := settings(bridged(), target, paths, values)
		var ss []*model.Scenario
		for mask := range 1 << len(paths) {
			s, err := of.Mix(takeOf(len(paths), mask))
			if err != nil {
				t.Fatal(err)
			}
			ss = append(ss, s)
		}
		reports, err := model.Analyse(ss, of.Target.By())
		if err != nil {
			t.Fatal(err)
		}
		w := make(worths, len(ss))
		for mask, r := range reports {
			w[mask] = told(t, r, of.Target)
		}
		b := bridge(t, of)
		scale := math.Abs(w[0]) + math.Abs(w[len(w)-1])
		isAbout(t, target+" of the base", b.From, w[0], scale)
		isAbout(t, target+" of the variant", b.To, w[len(w)-1], scale)
		for i, want := range slowShapley(len(paths), w) {
			isAbout(t, target+": "+paths[i], b.part(paths[i]), want, scale)
		}
	}
}

// told is what a report tells of a target.
func told(t *testing.T, r *model.Report, target model.Target) float64 {
	t.Helper()
	s := r.Summary
	figures := map[string]float64{"min_coverage": s.MinCoverage, "present_value": s.PresentValue, "peak_spend": s.PeakSpend,
		"funding_gap": s.FundingGap, "weighted_average_life_years": s.WALYears}
	if v, ok := figures[target.Name]; ok {
		return v
	}
	series, ok := r.Series(target.Name)
	if !ok {
		t.Fatalf("no metric %s", target.Name)
	}
	if target.Period == "" {
		return series.Total
	}
	for i, q := range r.Periods {
		if q.Label == target.Period {
			return series.Values[i]
		}
	}
	t.Fatalf("%s is not shown", target)
	return 0
}

func TestEndsOfABridgeAreThoseOfAComparison(t *testing.T) {
	of := settings(bridged(), "present_value", []string{"contracts.a.delay", "contracts.a.value"}, []float64{9, 20e9})
	c, err := model.Compare([]*model.Scenario{of.Base, of.Variant}, model.ByYear)
	if err != nil {
		t.Fatal(err)
	}
	b := bridge(t, of)
	if b.From != c.Reports[0].Summary.PresentValue || b.To != c.Reports[1].Summary.PresentValue {
		t.Errorf("from %v to %v, compared %v and %v", b.From, b.To, c.Reports[0].Summary.PresentValue, c.Reports[1].Summary.PresentValue)
	}
}

func TestABridgeWithoutChangesHasNoParts(t *testing.T) {
	b := bridge(t, settings(bridged(), "spend", nil, nil))
	if len(b.Parts) != 0 || b.From != 12e9 || b.To != 12e9 {
		t.Errorf("from %v to %v with %d parts", b.From, b.To, len(b.Parts))
	}
}

// With its end in December 2026 the contract covers no month of 2027; only with the longer term does it again.
func TestAStateThatIsNotDefinedIsNamed(t *testing.T) {
	of := settings(bridged(), "coverage.revenue@2027", []string{"revenue.r.margin", "contracts.a.term", "contracts.a.delay"}, []float64{0.6, 12, 12})
	_, err := NewBridge(context.Background(), of, ShapleyOptions{}, Options{})
	var undefined *BridgeError
	if !errors.As(err, &undefined) || undefined.Scenario != nil || !slices.Equal(undefined.Paths, []string{"contracts.a.term"}) {
		t.Fatalf("the error is %v", err)
	}
	if want := "with nothing changed but contracts.a.term: coverage.revenue@2027 is not defined"; err.Error() != want {
		t.Errorf("it says %q, want %q", err, want)
	}
	grouped, members, err := Grouped(of.Changes, []string{"contracts.a.*"})
	if err != nil {
		t.Fatal(err)
	}
	mix := of.Mix
	of.Changes, of.Mix = grouped, func(take []bool) (*model.Scenario, error) { return mix(Expanded(take, members, 3)) }
	if b := bridge(t, of); len(b.Parts) != 2 || !model.Known(b.part("contracts.a.term")) {
		t.Errorf("moved as one they give %+v", b.Parts)
	}
}

func TestABaseOrVariantThatIsNotDefinedIsNamed(t *testing.T) {
	for target, want := range map[string]string{
		"price.implied@2027":    "bridged: price.implied@2027 is not defined", // no accelerators
		"coverage.revenue@2031": "coverage.revenue@2031: 2031 lies outside of what is shown, 2026 to 2027",
		"a:spend@Y4":            "bridged: contract a has no year Y4: its years are Y1 to Y2",
	} {
		of := settings(bridged(), target, []string{"revenue.r.margin"}, []float64{0.6})
		if _, err := NewBridge(context.Background(), of, ShapleyOptions{}, Options{}); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", target, err, want)
		}
	}
	of := settings(bridged(), "coverage.revenue@2027", []string{"contracts.a.term"}, []float64{12})
	of.Variant.Name = "shorter"
	if _, err := NewBridge(context.Background(), of, ShapleyOptions{}, Options{}); err == nil || !strings.HasPrefix(err.Error(), "shorter: ") {
		t.Errorf("the variant's error is %v", err)
	}
}

func TestAStateThatIsNoScenarioIsNamed(t *testing.T) {
	of := settings(bridged(), "spend@2027", []string{"contracts.a.delay", "contracts.a.value"}, []float64{3, 15e9})
	mix := of.Mix
	of.Mix = func(take []bool) (*model.Scenario, error) {
		if take[1] && !take[0] {
			return nil, errors.New("contracts.a.value: is too much")
		}
		return mix(take)
	}
	_, err := NewBridge(context.Background(), of, ShapleyOptions{}, Options{})
	if want := "with nothing changed but contracts.a.value: contracts.a.value: is too much"; err == nil || err.Error() != want {
		t.Errorf("the error is %v, want %s", err, want)
	}
}

func TestGroupsMoveAsOne(t *testing.T) {
	all := []Change{{Paths: []string{"contracts.aws.value"}}, {Paths: []string{"revenue.api.margin"}},
		{Paths: []string{"contracts.aws.ramp.shape", "contracts.aws.ramp.full"}}, {Paths: []string{"contracts.oracle.delay"}}}
	for _, test := range []struct {
		groups  []string
		members [][]int
	}{
		{nil, [][]int{{0}, {1}, {2}, {3}}},
		{[]string{"contracts.aws"}, [][]int{{0, 2}, {1}, {3}}},
		{[]string{"contracts.aws.*"}, [][]int{{0, 2}, {1}, {3}}},
		{[]string{"contracts.*.ramp, contracts.*.delay"}, [][]int{{0}, {1}, {2, 3}}},
		{[]string{"contracts.*"}, [][]int{{0, 2, 3}, {1}}},
		{[]string{"revenue.*.margin", "contracts.?ws"}, [][]int{{0, 2}, {1}, {3}}},
	} {
		out, members, err := Grouped(all, test.groups)
		if err != nil || len(out) != len(members) || !slices.EqualFunc(members, test.members, slices.Equal) {
			t.Errorf("%v: %v, %v, want %v", test.groups, members, err, test.members)
		}
	}
	if _, _, err := Grouped(all, []string{"contracts.aws", "contracts.*"}); err == nil || !strings.Contains(err.Error(), "contracts.aws.value is in two groups") {
		t.Errorf("two groups: %v", err)
	}
	var unknown *model.UnknownName // of a pattern that leaves out a key
	if _, _, err := Grouped(all, []string{"*.margin"}); !errors.As(err, &unknown) || unknown.Name != "*.margin" || len(unknown.Known) != 5 {
		t.Errorf("a pattern that matches nothing: %v", err)
	}
	if _, _, err := Grouped(all, []string{"contracts.[aws"}); err == nil || !strings.Contains(err.Error(), "no pattern") {
		t.Errorf("a bad pattern: %v", err)
	}
	if got := Expanded([]bool{true, false, true}, [][]int{{0, 2}, {1}, {3}}, 4); !slices.Equal(got, []bool{true, false, true, true}) {
		t.Errorf("expanded: %v", got)
	}
}

func TestAChangeIsCalledByWhatItsPathsShare(t *testing.T) {
	for want, paths := range map[string][]string{
		"contracts.aws.delay":                    {"contracts.aws.delay"},
		"contracts.aws.ramp":                     {"contracts.aws.ramp.shape", "contracts.aws.ramp.full"},
		"contracts.aws.value, contracts.aws.fee": {"contracts.aws.value", "contracts.aws.fee"},
		"revenue.total.annual":                   {"revenue.total.annual.2027", "revenue.total.annual.2028", "revenue.total.annual"},
		"target, min_cash, opening_cash":         {"target", "min_cash", "opening_cash"},
	} {
		if got := (Change{Paths: paths}).Name(); got != want {
			t.Errorf("%v is called %q, want %q", paths, got, want)
		}
	}
}
