package draw

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// walk is the cumulative sum of steps.
func walk(steps []float64) []float64 {
	w, at := make([]float64, len(steps)), 0.0
	for i, x := range steps {
		at += x
		w[i] = at
	}
	return w
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

func TestComponentsAreOrthonormal(t *testing.T) {
	for _, n := range []int{1, 2, 12, 120} {
		c := Components(n, n)
		for a := range c {
			for b := range a + 1 {
				want := 0.0
				if a == b {
					want = 1
				}
				if got := dot(c[a], c[b]); math.Abs(got-want) > 1e-13 {
					t.Errorf("of %d steps components %d and %d have the product %v", n, a, b, got)
				}
			}
		}
	}
}

// Against the singular value decomposition of the matrix of the cumulative sum, by another library.
func TestComponentsAreTheWalksSingularVectors(t *testing.T) {
	const n = 24
	sums := mat.NewDense(n, n, nil)
	for i := range n {
		for j := range i + 1 {
			sums.Set(i, j, 1)
		}
	}
	var svd mat.SVD
	if !svd.Factorize(sums, mat.SVDThin) {
		t.Fatal("no decomposition")
	}
	var v mat.Dense
	svd.VTo(&v)
	values := svd.Values(nil)
	for j, c := range Components(n, n) {
		if along := math.Abs(dot(c, mat.Col(nil, j, &v))); math.Abs(along-1) > 1e-12 {
			t.Errorf("component %d is not singular vector %d: their product is %v", j, j, along)
		}
		if share := values[j] * values[j] / (n * (n + 1) / 2); math.Abs(ComponentShare(n, j)-share) > 1e-13 {
			t.Errorf("component %d has the share %v, not %v", j, ComponentShare(n, j), share)
		}
	}
}

func TestSharesAreThoseOfTheWalksAndAddUpToOne(t *testing.T) {
	const n = 120
	total := 0.0
	for j, c := range Components(n, n) {
		w := walk(c)
		if share := dot(w, w) / (n * (n + 1) / 2); math.Abs(share-ComponentShare(n, j)) > 1e-12 {
			t.Errorf("component %d explains %v, not %v", j, share, ComponentShare(n, j))
		}
		total += ComponentShare(n, j)
	}
	if math.Abs(total-1) > 1e-12 {
		t.Errorf("the shares add up to %v", total)
	}
	// Of Brownian motion the first component explains 8/π² = 81.06%, the first four 95%.
	if share := ComponentShare(100_000, 0); math.Abs(share-8/(math.Pi*math.Pi)) > 1e-4 {
		t.Errorf("the first component of a long walk explains %v", share)
	}
}

func TestReplaceSetsTheScoresAndLeavesTheRest(t *testing.T) {
	const n, k = 60, 4
	z, all := make([]float64, n), Components(n, n)
	Normals(z, monthKeys(n), 3)
	want := make([]float64, n) // scores along all components
	for j := range all {
		want[j] = dot(z, all[j])
	}
	scores := []float64{1.5, -0.25, 0, 2}
	copy(want, scores)
	Replace(z, all[:k], scores)
	for j := range all {
		if got := dot(z, all[j]); math.Abs(got-want[j]) > 1e-12 {
			t.Errorf("the score of component %d is %v, not %v", j, got, want[j])
		}
	}
}
