package analysis

import (
	"math"
	"testing"
)

func TestBrentFindsZerosKnownInClosedForm(t *testing.T) {
	tests := map[string]struct {
		f    func(float64) float64
		a, b float64
		want float64
	}{
		"a line":                          {func(x float64) float64 { return 3*x - 6 }, -10, 50, 2},
		"a line that falls":               {func(x float64) float64 { return 6 - 3*x }, -10, 50, 2},
		"ends the other way round":        {func(x float64) float64 { return 3*x - 6 }, 50, -10, 2},
		"the fixed point of the cosine":   {func(x float64) float64 { return math.Cos(x) - x }, 0, 1, 0.7390851332151607},
		"a cube that is flat at its zero": {func(x float64) float64 { return (x - 1) * (x - 1) * (x - 1) }, -4, 4.5, 1},
		"a zero far from the ends":        {func(x float64) float64 { return math.Exp(x) - 1e-8 }, -1000, 1, math.Log(1e-8)},
		"a zero at zero":                  {func(x float64) float64 { return math.Atan(x) }, -3, 1000, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			calls := 0
			c, ok := brent(func(x float64) float64 { calls++; return test.f(x) }, test.a, test.b, test.f(test.a), test.f(test.b), 1e-12)
			least := 1e-12 * math.Max(math.Abs(test.b-test.a), math.Abs(test.want))
			if test.want == 1 {
				least = 1e-5 // (x − 1)³ is 0 to the last bit before that
			}
			if !ok || math.Abs(c.x-test.want) > least {
				t.Errorf("found %v, want %v", c.x, test.want)
			}
			if calls > 120 {
				t.Errorf("took %d calls", calls)
			}
		})
	}
}

func TestBrentClosesInOnAJump(t *testing.T) {
	step := func(x float64) float64 {
		if x < math.Pi {
			return -1
		}
		return 2
	}
	c, ok := brent(step, 0, 10, -1, 2, 1e-12)
	low, high := min(c.x, c.other), max(c.x, c.other)
	if !ok || !(low < math.Pi && math.Pi <= high) || high-low > 1e-10 {
		t.Errorf("the jump at π lies between %v and %v", low, high)
	}
}

func TestBrentTellsThatAFunctionIsNotDefinedOnTheWay(t *testing.T) {
	f := func(x float64) float64 {
		if math.Abs(x) < 1 {
			return math.NaN()
		}
		return x
	}
	if _, ok := brent(f, -4, 4, -4, 4, 1e-12); ok {
		t.Error("a zero is found where there is none")
	}
}
