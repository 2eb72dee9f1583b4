package draw

import (
	"errors"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// groups are the correlations of five variables: 0 and 2 with each other, 1 with none, 3 and 4 with each other.
var groups = [][]float64{
	{1, 0, -0.3, 0, 0},
	{0, 1, 0, 0, 0},
	{-0.3, 0, 1, 0, 0},
	{0, 0, 0, 1, 0.8},
	{0, 0, 0, 0.8, 1},
}

var joined = [][]float64{
	{1, 0.5, -0.3, 0.2},
	{0.5, 1, 0.1, -0.2},
	{-0.3, 0.1, 1, 0.4},
	{0.2, -0.2, 0.4, 1},
}

func factor(t *testing.T, rho [][]float64) *Factor {
	t.Helper()
	f, err := NewFactor(rho)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAFactorTimesItsTransposeIsTheMatrix(t *testing.T) {
	for _, rho := range [][][]float64{groups, joined} {
		f := factor(t, rho)
		columns := make([][]float64, f.Size()) // of L: what Apply makes of each unit vector
		for j := range columns {
			columns[j] = make([]float64, f.Size())
			columns[j][j] = 1
			f.Apply(columns[j])
		}
		for a := range rho {
			for b := range rho {
				sum := 0.0
				for _, column := range columns {
					sum += column[a] * column[b]
				}
				if math.Abs(sum-rho[a][b]) > 1e-15 {
					t.Errorf("correlation of %d and %d is %v, not %v", a, b, sum, rho[a][b])
				}
			}
		}
	}
}

// Of two, the second is ρ times the first and √(1−ρ²) times its own: 0.6·2 + 0.8·5 = 5.2.
func TestAPairByHand(t *testing.T) {
	z := []float64{2, 5}
	factor(t, [][]float64{{1, 0.6}, {0.6, 1}}).Apply(z)
	if z[0] != 2 || math.Abs(z[1]-5.2) > 1e-15 {
		t.Errorf("it is %v", z)
	}
}

func TestNormalsOutsideAGroupStayAsTheyAre(t *testing.T) {
	z := []float64{0.1, -1.2, 0.7, 2.4, -0.9}
	before := slices.Clone(z)
	factor(t, groups).Apply(z)
	for i, same := range []bool{true, true, false, true, false} {
		if (z[i] == before[i]) != same {
			t.Errorf("variable %d goes from %v to %v", i, before[i], z[i])
		}
	}
}

func TestColumnsAreCorrelatedMonthByMonth(t *testing.T) {
	const months = 30
	for _, rho := range [][][]float64{groups, joined} {
		f := factor(t, rho)
		z, want := make([][]float64, f.Size()), make([][]float64, months)
		for p := range z {
			z[p] = make([]float64, months)
			Normals(z[p], monthKeys(months), uint64(p))
		}
		for m := range want {
			for p := range z {
				want[m] = append(want[m], z[p][m])
			}
			f.Apply(want[m])
		}
		f.ApplyColumns(z)
		for m := range want {
			for p := range z {
				if z[p][m] != want[m][p] {
					t.Fatalf("variable %d in month %d is %v, by itself %v", p, m, z[p][m], want[m][p])
				}
			}
		}
		if n := testing.AllocsPerRun(10, func() { f.ApplyColumns(z); f.Apply(want[0]) }); n != 0 {
			t.Errorf("%v allocations", n)
		}
	}
}

// Higham's example (2002, section 4): the nearest correlation matrix, to the four digits of the paper.
func TestTheNearestCorrelationMatrixIsHighams(t *testing.T) {
	got := NearestCorrelation([][]float64{{1, 1, 0}, {1, 1, 1}, {0, 1, 1}}, 0)
	want := [][]float64{{1, 0.7607, 0.1573}, {0.7607, 1, 0.7607}, {0.1573, 0.7607, 1}}
	for i := range want {
		for j := range want {
			if math.Abs(got[i][j]-want[i][j]) > 5e-5 {
				t.Errorf("place %d, %d is %.6f, not %.4f", i, j, got[i][j], want[i][j])
			}
		}
	}
}

func TestAValidMatrixIsItsOwnNearest(t *testing.T) {
	got := NearestCorrelation(joined, 1e-4)
	for i := range got {
		for j := range got {
			if math.Abs(got[i][j]-joined[i][j]) > 1e-9 {
				t.Errorf("place %d, %d moves from %v to %v", i, j, joined[i][j], got[i][j])
			}
		}
	}
}

func TestContradictingCorrelationsComeWithTheNearestValidOnes(t *testing.T) {
	tests := map[string][][]float64{
		"a like b, b like c, a not like c": {{1, 0.9, 0}, {0.9, 1, 0.9}, {0, 0.9, 1}},
		"three all against each other":     {{1, -0.9, -0.9}, {-0.9, 1, -0.9}, {-0.9, -0.9, 1}},
		"two that are one":                 {{1, 1}, {1, 1}},
		"one against three that agree": {
			{1, -0.6, 0.8, 0.8}, {-0.6, 1, 0.1, 0}, {0.8, 0.1, 1, 0.9}, {0.8, 0, 0.9, 1},
		},
	}
	for name, rho := range tests {
		_, err := NewFactor(rho)
		var refused *NotPositiveDefinite
		if !errors.As(err, &refused) {
			t.Errorf("%s: the error is %v", name, err)
			continue
		}
		if _, err := NewFactor(refused.Nearest); err != nil {
			t.Errorf("%s: the nearest matrix is refused too: %v", name, refused.Nearest)
		}
		for i, row := range refused.Nearest {
			for j, r := range row {
				if rho[i][j] == 0 && r != 0 {
					t.Errorf("%s: pair %d, %d was not stated and becomes %v", name, i, j, r)
				}
				if math.Abs(r-math.Round(r*1000)/1000) > 1e-15 {
					t.Errorf("%s: %v has more than three decimals", name, r)
				}
			}
		}
	}
}

// With a and c uncorrelated, a and b as well as b and c can have no more than 1/√2; three variables no less than −1/2 all round.
func TestTheNearestStatedMatrixByHand(t *testing.T) {
	tests := map[string]struct {
		rho  [][]float64
		want float64
	}{
		"a chain":  {[][]float64{{1, 0.9, 0}, {0.9, 1, 0.9}, {0, 0.9, 1}}, 1 / math.Sqrt2},
		"a circle": {[][]float64{{1, -0.9, -0.9}, {-0.9, 1, -0.9}, {-0.9, -0.9, 1}}, -0.5},
	}
	for name, tt := range tests {
		got := nearestStated(tt.rho)[0][1]
		if math.Abs(got-tt.want) > 0.0012 || math.Abs(got) >= math.Abs(tt.want) {
			t.Errorf("%s: %v, a little inside %v", name, got, tt.want)
		}
	}
}

func TestTheFloorHoldsForTheEigenvalues(t *testing.T) {
	near := NearestCorrelation([][]float64{{1, 1, 0}, {1, 1, 1}, {0, 1, 1}}, 0.01)
	s := mat.NewSymDense(3, slices.Concat(near...))
	var eigen mat.EigenSym
	if !eigen.Factorize(s, false) || eigen.Values(nil)[0] < 0.01-1e-8 {
		t.Errorf("the least eigenvalue is %v", eigen.Values(nil))
	}
}

func TestAFactorOfNoCorrelationMatrixPanics(t *testing.T) {
	for name, rho := range map[string][][]float64{
		"not symmetric": {{1, 0.5}, {0.4, 1}},
		"no ones":       {{2, 0.5}, {0.5, 2}},
		"not square":    {{1, 0.5}},
		"beyond 1":      {{1, 1.5}, {1.5, 1}},
		"not a number":  {{1, math.NaN()}, {math.NaN(), 1}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a matrix that is %s did not panic", name)
				}
			}()
			_, _ = NewFactor(rho)
		}()
	}
}
