package analysis

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/dist"
	"commitcast/model/draw"
)

func discrete(outcomes ...dist.Outcome) dist.Spec {
	s := standard(math.NaN(), math.NaN())
	s.Kind, s.Outcomes = dist.Discrete, outcomes
	return s
}

func bernoulli(p float64) dist.Spec {
	s := standard(math.NaN(), math.NaN())
	s.Kind, s.P = dist.Bernoulli, p
	return s
}

func TestTheRangeOfAnUncertainNumberIsFromItsTenthToItsNinetiethPercentile(t *testing.T) {
	s := uncertain()
	option := s.Contracts[0]
	option.ID, option.Status = "b", model.Option
	s.Contracts = append(s.Contracts, option)
	s.Uncertainty.Inputs = append(s.Uncertainty.Inputs,
		model.UncertainInput{Path: "contracts.b.exercised", Dist: bernoulli(0.7)},
		model.UncertainInput{Path: "contracts.a.delay", Dist: discrete(dist.Outcome{Value: 0, P: 0.95}, dist.Outcome{Value: 6, P: 0.05})})
	// Of 500 to 800 the percentiles are 530 and 770, of the normal 100 ± 1.2815516·10. The delay's are both 0: all it can be is 0 to 6.
	want := []Range{
		{Path: "contracts.a.value", Base: 600, Low: 530, High: 770, Why: "P10 to P90"},
		{Path: "revenue.sales.annual.2025", Base: 100, Low: 87.184484, High: 112.815516, Why: "P10 to P90"},
		{Path: "contracts.b.exercised", Base: 0, Low: 0, High: 1, Why: "no and yes", Switch: true},
		{Path: "contracts.a.delay", Base: 0, Low: 0, High: 6, Why: "all that can be drawn"},
	}
	for i, x := range variables(t, s).All {
		got := x.Range
		if math.Abs(got.Low-want[i].Low) > 1e-5 || math.Abs(got.High-want[i].High) > 1e-5 {
			t.Errorf("%s: %v to %v, want %v to %v", got.Path, got.Low, got.High, want[i].Low, want[i].High)
		}
		got.Low, got.High = want[i].Low, want[i].High
		if got != want[i] {
			t.Errorf("got %+v, want %+v", got, want[i])
		}
	}
}

func TestAGivenRangeTakesThePlaceOfADistributionOrFollows(t *testing.T) {
	s := uncertain()
	v := variables(t, s)
	value, err := NewRange(s, "contracts.a.value", 700, 650, "as given")
	if err != nil {
		t.Fatal(err)
	}
	term, err := NewRange(s, "contracts.a.term", 48, 72, "as given")
	if err != nil {
		t.Fatal(err)
	}
	got, err := v.With(s, value, term)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.All) != 3 || got.All[0].Low != 650 || got.All[0].High != 700 || got.All[0].dist != nil || got.All[2].Base != 60 || len(got.groups) != 3 {
		t.Errorf("got %+v", got)
	}
	if !v.own || got.own || v.All[0].Low != 530 {
		t.Error("the variables themselves have changed, or the new ones still count as the scenario's own")
	}
}

func TestARangeThatIsEmptyOrOfNoNumberIsRefused(t *testing.T) {
	s := lease()
	for path, ends := range map[string][2]float64{"contracts.a.value": {600, 600}, "contracts.a.start": {1, 2}, "contracts.b.value": {1, 2},
		"contracts.a.rollover.years": {0.9, 1.1}} {
		if r, err := NewRange(s, path, ends[0], ends[1], "as given"); err == nil {
			t.Errorf("%s: got %+v and no error", path, r)
		}
	}
}

func TestSwingMovesEveryStatedNumberThatCanBeMovedAlone(t *testing.T) {
	s := lease()
	for _, path := range []string{"contracts.a.value", "contracts.a.term", "contracts.a.delay", "contracts.a.start", "contracts.a.availability",
		"contracts.a.exercised", "revenue.sales.annual.2025", "target", "catalog.gb200.price.low", "catalog.gb200.power"} {
		s.Inputs = append(s.Inputs, model.Input{Path: path})
	}
	v, left := Swing(s, 0.1)
	var got []string
	for i := range v.All {
		x := &v.All[i]
		got = append(got, fmt.Sprintf("%s %.9g..%.9g %s", x.Path, x.Low, x.High, x.Why))
	}
	want := "contracts.a.value 540..660 ±10%, contracts.a.term 54..66 ±10%, revenue.sales.annual.2025 90..110 ±10%, catalog.gb200.power 1.8..2.2 ±10%"
	if strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
	if len(left) != 1 || left[0].Path != "contracts.a.availability" || !strings.Contains(left[0].Message, "must be") {
		t.Errorf("left out: %v", left)
	}
	if s.Contracts[0].Value != 600 {
		t.Error("the scenario itself has changed")
	}
}

func TestCorrelatedVariablesFormOneGroupAlsoByWayOfOthers(t *testing.T) {
	v := normals(t, 5,
		model.Correlation{Between: [2]string{"x4", "x2"}, Rho: 0.5},
		model.Correlation{Between: [2]string{"x4", "x5"}, Rho: 0.5},
		model.Correlation{Between: [2]string{"x1", "x3"}, Rho: 0},
		model.Correlation{Between: [2]string{"noise", "x3"}, Rho: 0.9})
	if got := fmt.Sprint(v.groups, v.linked); got != "[[0] [1 3 4] [2]] [1 3 4]" {
		t.Errorf("got %s", got)
	}
}

func TestDrawsTogetherHaveTheCorrelationThatIsStated(t *testing.T) {
	v := normals(t, 3, model.Correlation{Between: [2]string{"x1", "x3"}, Rho: -0.6})
	const n = 100_000
	var xy, xx, xz float64
	u, dst, scores := make([]float64, 3), make([]float64, 3), make([]float64, 3)
	for p := range uint64(n) {
		for i := range u {
			u[i] = draw.KeyOf(1, v.All[i].Path).Uniform(p)
		}
		v.values(dst, u, scores)
		xy, xx, xz = xy+dst[0]*dst[2], xx+dst[2]*dst[2], xz+dst[0]*dst[1]
	}
	// The standard error of a mean of products is at most √2/√n = 0.0045.
	if math.Abs(xy/n+0.6) > 0.02 || math.Abs(xx/n-1) > 0.02 || math.Abs(xz/n) > 0.02 {
		t.Errorf("covariance %.4f, variance %.4f, covariance of what is not correlated %.4f", xy/n, xx/n, xz/n)
	}
}
