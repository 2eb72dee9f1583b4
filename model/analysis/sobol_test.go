package analysis

import (
	"fmt"
	"math"
	"testing"

	"commitcast/model"
	"commitcast/model/draw"
)

// evenly are n independent variables, each spread evenly from low to high.
func evenly(n int, low, high float64) *Variables {
	v := &Variables{}
	for i := range n {
		v.groups = append(v.groups, []int{i})
		v.All = append(v.All, Variable{Range: Range{Path: fmt.Sprintf("x%d", i+1), Low: low, High: high, Base: low}})
	}
	return v
}

// indicesOf are the indices of a plain function of the variables.
func indicesOf(v *Variables, f func(x []float64) float64, how Sampling) *indexEstimate {
	base := newPickFreeze(v, how)
	values, x := make([]float64, how.Samples*(len(v.groups)+2)), make([]float64, len(v.All))
	for i := range values {
		base.point(x, i)
		values[i] = f(x)
	}
	return estimateIndices(values, len(v.groups), how.Seed)
}

// ishigami is the function of Ishigami and Homma (1990) with a = 7 and b = 0.1, of three numbers from −π to π.
func ishigami(x []float64) float64 {
	s := math.Sin(x[1])
	return math.Sin(x[0]) + 7*s*s + 0.1*math.Pow(x[2], 4)*math.Sin(x[0])
}

var gs = [...]float64{0, 1, 4.5, 9, 99, 99, 99, 99}

// sobolG is Sobol's g function with a = 0, 1, 4.5, 9 and four times 99, of eight numbers from 0 to 1.
func sobolG(x []float64) float64 {
	y := 1.0
	for i, a := range gs {
		y *= (math.Abs(4*x[i]-2) + a) / (1 + a)
	}
	return y
}

// testFunction is a function with its indices: those that are published, to four digits, and in closed form.
type testFunction struct {
	v                       *Variables
	f                       func([]float64) float64
	published, first, total []float64 // published: those of first order, then the totals
}

// testFunctions are those of Saltelli and others (2008), Global Sensitivity Analysis: The Primer.
func testFunctions() map[string]testFunction {
	// Of Ishigami's, V1 = (1 + bπ⁴/5)²/2, V2 = a²/8, V13 = 8b²π⁸/225.
	const pi4 = math.Pi * math.Pi * math.Pi * math.Pi
	v1, v2, v13 := math.Pow(1+0.1*pi4/5, 2)/2, 49.0/8, 8*0.01*pi4*pi4/225
	v := v1 + v2 + v13
	ishi := testFunction{evenly(3, -math.Pi, math.Pi), ishigami, []float64{0.3139, 0.4424, 0, 0.5576, 0.4424, 0.2437},
		[]float64{v1 / v, v2 / v, 0}, []float64{(v1 + v13) / v, v2 / v, v13 / v}}
	// Of Sobol's, Vi = 1/(3(1+ai)²), V = Π(1+Vi) − 1, and the total of i is Vi·Π of the others' (1+Vj).
	g := testFunction{v: evenly(8, 0, 1), f: sobolG, published: []float64{0.7162, 0.1790, 0.0237, 0.0072, 0.0001, 0.0001, 0.0001, 0.0001,
		0.7871, 0.2422, 0.0343, 0.0105, 0.0001, 0.0001, 0.0001, 0.0001}}
	all := 1.0
	for _, a := range gs {
		all *= 1 + 1/(3*(1+a)*(1+a))
	}
	for _, a := range gs {
		vi := 1 / (3 * (1 + a) * (1 + a))
		g.first, g.total = append(g.first, vi/(all-1)), append(g.total, vi*all/(1+vi)/(all-1))
	}
	return map[string]testFunction{"Ishigami": ishi, "Sobol G": g}
}

func TestIndicesOfPublishedFunctionsAreThePublishedOnes(t *testing.T) {
	for name, c := range testFunctions() {
		e, n := indicesOf(c.v, c.f, Sampling{1 << 15, 1}), len(c.first)
		for i, x := range e.indices {
			if math.Abs(c.published[i]-c.first[i]) > 6e-5 || math.Abs(c.published[n+i]-c.total[i]) > 6e-5 {
				t.Fatalf("%s, x%d: the closed forms %.5f and %.5f are not the published numbers", name, i+1, c.first[i], c.total[i])
			}
			if math.Abs(x.First-c.first[i]) > 0.01 || math.Abs(x.Total-c.total[i]) > 0.01 {
				t.Errorf("%s, x%d: first %.4f and total %.4f, want %.4f and %.4f", name, i+1, x.First, x.Total, c.first[i], c.total[i])
			}
			if doubt := x.Doubt(); doubt != "" {
				t.Errorf("%s, x%d: %s", name, i+1, doubt)
			}
		}
	}
}

func TestPublishedIndicesLieInTheirIntervalsAsOftenAsIsSaid(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("100 decompositions of two functions")
	}
	const least, seeds = 85, 100
	for name, c := range testFunctions() {
		n := len(c.first)
		inside := make([]int, 2*n)
		for seed := range uint64(seeds) {
			for i, x := range indicesOf(c.v, c.f, Sampling{4096, seed}).indices {
				if x.FirstLow <= c.first[i] && c.first[i] <= x.FirstHigh {
					inside[i]++
				}
				if x.TotalLow <= c.total[i] && c.total[i] <= x.TotalHigh {
					inside[n+i]++
				}
			}
		}
		for i, count := range inside {
			if count < least {
				t.Errorf("%s, x%d (%d of %d): inside for %d of %d seeds", name, i%n+1, i+1, 2*n, count, seeds)
			}
		}
	}
}

func TestIndicesOfASumAreTheSharesOfItsVariances(t *testing.T) {
	// Of x1 + 2·x2 + 3·x3 with equal variances the shares are 1, 4 and 9 of 14; nothing is done together. The large constant must not
	// cost digits.
	e := indicesOf(evenly(3, 0, 1), func(x []float64) float64 { return 1e6 + x[0] + 2*x[1] + 3*x[2] }, Sampling{4096, 3})
	for i, want := range []float64{1.0 / 14, 4.0 / 14, 9.0 / 14} {
		if x := e.indices[i]; math.Abs(x.First-want) > 0.005 || math.Abs(x.Total-want) > 0.005 {
			t.Errorf("x%d: first %.4f, total %.4f, want %.4f", i+1, x.First, x.Total, want)
		}
	}
	if want := math.Sqrt(14.0 / 12); math.Abs(e.sd-want) > 1e-2*want || math.Abs(e.mean-1e6-3) > 1e-3 {
		t.Errorf("mean %.6f and sd %.6f, want 1000003 and %.6f", e.mean, e.sd, want)
	}
}

func TestIndicesOfAProductAreThoseOfTheClosedForm(t *testing.T) {
	// Of x1·x2, both even on 0 to 1: V = 1/9 − 1/16 = 7/144; V1 = (1/4)/12 = 3/144; so S1 = 3/7 and ST = 4/7.
	e := indicesOf(evenly(2, 0, 1), func(x []float64) float64 { return x[0] * x[1] }, Sampling{8192, 5})
	for i, x := range e.indices {
		if math.Abs(x.First-3.0/7) > 0.01 || math.Abs(x.Total-4.0/7) > 0.01 {
			t.Errorf("x%d: first %.4f, total %.4f, want 0.4286 and 0.5714", i+1, x.First, x.Total)
		}
	}
}

func TestAGroupOfCorrelatedVariablesHasOneIndex(t *testing.T) {
	// With x1, x2 of correlation 0.8 on the scores and x3 alone, x1 + x2 + x3 of standard normals has the variances 3.6 and 1.
	v := normals(t, 3, model.Correlation{Between: [2]string{"x1", "x2"}, Rho: 0.8})
	if got := fmt.Sprint(v.groups); got != "[[0 1] [2]]" {
		t.Fatalf("groups %s", got)
	}
	e := indicesOf(v, func(x []float64) float64 { return x[0] + x[1] + x[2] }, Sampling{8192, 2})
	for i, want := range []float64{3.6 / 4.6, 1 / 4.6} {
		if x := e.indices[i]; math.Abs(x.First-want) > 0.01 || math.Abs(x.Total-want) > 0.01 {
			t.Errorf("group %d: first %.4f, total %.4f, want %.4f", i, x.First, x.Total, want)
		}
	}
}

func TestBaseSamplesThatAreNotDefinedThroughoutAreLeftOutAndCounted(t *testing.T) {
	unknown := model.Unknown()
	values := []float64{1, 2, 3, 4, unknown, 6, 7, 8, 3, 1, unknown, unknown, 2, 5, 4, 4}
	e := estimateIndices(values, 2, 1)
	if e.undefined != 3 || e.rows != 2 {
		t.Errorf("%d undefined and %d rows, want 3 and 2", e.undefined, e.rows)
	}
	for i, x := range e.indices { // two replicates say nothing of the spread of sixteen
		if model.Known(x.FirstLow) || model.Known(x.FirstHigh) || model.Known(x.TotalLow) || model.Known(x.TotalHigh) || x.Doubt() != "" {
			t.Errorf("group %d has an interval: %+v", i, x)
		}
	}
	// By hand: the mean of 1, 2, 2, 5 is 2.5 and the variance 9/4. First of group 1: (−0.5·(3−1) + 2.5·(4−2))/(2·9/4) = 8/9; its total:
	// ((1−3)² + (2−4)²)/(4·9/4) = 8/9. First of group 2: (−0.5·3 + 2.5·2)/(9/2) = 7/9; its total: (9 + 4)/9 = 13/9.
	want := []Index{{First: 8.0 / 9, Total: 8.0 / 9}, {First: 7.0 / 9, Total: 13.0 / 9}}
	for i := range want {
		if x := e.indices[i]; math.Abs(x.First-want[i].First) > 1e-12 || math.Abs(x.Total-want[i].Total) > 1e-12 {
			t.Errorf("group %d: first %v, total %v, want %v and %v", i, x.First, x.Total, want[i].First, want[i].Total)
		}
	}
}

func TestATargetThatDoesNotChangeHasNoIndices(t *testing.T) {
	for name, f := range map[string]func([]float64) float64{
		"constant":    func([]float64) float64 { return 0.1 },
		"not defined": func([]float64) float64 { return model.Unknown() },
	} {
		for _, x := range indicesOf(evenly(2, 0, 1), f, Sampling{64, 1}).indices {
			if model.Known(x.First) || model.Known(x.Total) || model.Known(x.TotalLow) {
				t.Errorf("%s: %+v", name, x)
			}
		}
	}
}

func TestAnIndexThatCannotBeRightIsDoubted(t *testing.T) {
	good := Index{First: 0.2, FirstLow: 0.1, FirstHigh: 0.3, Total: 0.4, TotalLow: 0.3, TotalHigh: 0.5}
	cases := map[string]struct {
		change func(*Index)
		doubt  bool
	}{
		"in its interval":                    {func(*Index) {}, false},
		"below 0, but not beyond":            {func(x *Index) { x.First, x.FirstLow = -0.01, -0.03 }, false},
		"below 0 beyond its interval":        {func(x *Index) { x.First, x.FirstLow, x.FirstHigh = -0.03, -0.04, -0.02 }, true},
		"first outside of its interval":      {func(x *Index) { x.First = 0.31 }, true},
		"total outside of its interval":      {func(x *Index) { x.Total = 0.2 }, true},
		"alone more than with all":           {func(x *Index) { x.Total, x.TotalLow, x.TotalHigh = 0.05, 0.02, 0.08 }, true},
		"first above 1 beyond its interval":  {func(x *Index) { x.First, x.FirstLow, x.FirstHigh = 1.3, 1.2, 1.4 }, true},
		"a little above 1, as may be":        {func(x *Index) { x.First, x.FirstHigh, x.Total, x.TotalHigh = 1.04, 1.1, 1.01, 1.05 }, false},
		"above 1 by much":                    {func(x *Index) { x.First, x.FirstHigh, x.Total, x.TotalHigh = 1.2, 1.25, 1.2, 1.3; x.FirstLow = 0.9 }, true},
		"alone more than with all, by much":  {func(x *Index) { x.First, x.FirstLow, x.FirstHigh, x.TotalHigh = 0.6, 0.3, 0.9, 0.8 }, true},
		"first with an interval over 1 wide": {func(x *Index) { x.FirstLow, x.FirstHigh = -0.5, 0.6 }, true},
		"total with an interval over 1 wide": {func(x *Index) { x.TotalLow, x.TotalHigh = -0.106, 71 }, true},
		"not known, for nothing can be said": {func(x *Index) { u := model.Unknown(); *x = Index{nil, u, u, u, u, u, u} }, false},
	}
	for name, c := range cases {
		x := good
		if c.change(&x); (x.Doubt() != "") != c.doubt {
			t.Errorf("%s: doubt %q", name, x.Doubt())
		}
	}
}

func TestPointsOfManyVariablesFindRoomOutsideOfTheDesign(t *testing.T) {
	n := draw.MaxDims/2 + 10
	e := indicesOf(evenly(n, 0, 1), func(x []float64) float64 { return x[0] + x[n-1] }, Sampling{2048, 1})
	for i, x := range e.indices {
		want := 0.0
		if i == 0 || i == n-1 {
			want = 0.5
		}
		if math.Abs(x.Total-want) > 0.05 {
			t.Errorf("x%d: total %.4f, want %.1f", i+1, x.Total, want)
		}
	}
}
