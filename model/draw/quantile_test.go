package draw

import (
	"math"
	"testing"
)

// From the test values of Wichura's paper and tables of the normal distribution to sixteen digits.
func TestNormalQuantileAtKnownProbabilities(t *testing.T) {
	for u, want := range map[float64]float64{
		0.5:   0,
		0.25:  -0.6744897501960817,
		0.001: -3.090232306167814,
		1e-20: -9.262340089798408,
		0.975: 1.959963984540054,
		0.9:   1.2815515655446004,
	} {
		if got := NormalQuantile(u); math.Abs(got-want) > 4e-16*math.Abs(want) {
			t.Errorf("quantile of %v is %v, not %v", u, got, want)
		}
	}
}

func TestNormalQuantileUndoesNormalCDF(t *testing.T) {
	for z := -37.0; z <= 5; z += 0.01 {
		got := NormalQuantile(NormalCDF(z))
		// Near 1 a probability has only so many digits: one last place of it moves z by that over the density.
		allowed := 1e-14*math.Max(1, math.Abs(z)) + 0x1p-52*math.Sqrt(2*math.Pi)*math.Exp(z*z/2)*NormalCDF(z)
		if math.Abs(got-z) > allowed {
			t.Fatalf("%v comes back as %v", z, got)
		}
	}
}

func TestNormalQuantileIsSymmetricAndRises(t *testing.T) {
	before := math.Inf(-1)
	for i := range 1 << 16 {
		u := (float64(i) + 0.5) / (1 << 16)
		z := NormalQuantile(u)
		if z <= before {
			t.Fatalf("it does not rise at %v", u)
		}
		if other := NormalQuantile(1 - u); other != -z {
			t.Fatalf("at %v it is %v, on the other side %v", u, z, other)
		}
		before = z
	}
	if z := NormalQuantile(MaxUniform); z != -NormalQuantile(MinUniform) || math.IsInf(z, 0) {
		t.Errorf("the largest draw is %v", z)
	}
}

func TestNormalQuantileAtTheEnds(t *testing.T) {
	if l, h := NormalQuantile(0), NormalQuantile(1); !math.IsInf(l, -1) || !math.IsInf(h, 1) {
		t.Errorf("the ends are %v and %v", l, h)
	}
	for _, u := range []float64{-0.1, 1.1, math.NaN()} {
		if z := NormalQuantile(u); !math.IsNaN(z) {
			t.Errorf("quantile of %v is %v", u, z)
		}
	}
}
