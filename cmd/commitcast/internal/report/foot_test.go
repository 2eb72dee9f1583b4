package report

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func texts(figures []figure, decimals int) []string {
	var out []string
	for _, f := range figures {
		text := f.text(decimals, false)
		if f.off {
			text += adjustMark
		}
		out = append(out, text)
	}
	return out
}

func TestFoot(t *testing.T) {
	tests := map[string]struct {
		parts  []float64
		total  float64
		places int
		want   []string
		sum    string
	}{
		"thirds of one give the spare digit to the first": {
			[]float64{1.0 / 3, 1.0 / 3, 1.0 / 3}, 1, 2, []string{"0.34~", "0.33", "0.33"}, "1.00"},
		"the spare digit goes to the largest remainder": {
			[]float64{0.104, 0.103, 0.103}, 0.31, 2, []string{"0.11~", "0.10", "0.10"}, "0.31"},
		"rounding that adds up by itself marks nothing": {
			[]float64{0.106, 0.204}, 0.31, 2, []string{"0.11", "0.20"}, "0.31"},
		"losses foot too": {
			[]float64{-1.0 / 3, -1.0 / 3, -1.0 / 3}, -1, 2, []string{"−0.33", "−0.33", "−0.34~"}, "−1.00"},
		"what is not known stands for nothing": {
			[]float64{math.NaN(), 1.25, 2.5}, 3.75, 1, []string{"–", "1.3", "2.5"}, "3.8"},
		"a total that is not the sum leaves each figure to itself": {
			[]float64{1.004, 1.004}, 9, 2, []string{"1.00", "1.00"}, "9.00"},
		"an unknown total leaves each figure to itself": {
			[]float64{0.005, 0.005}, math.NaN(), 2, []string{"0.01", "0.01"}, "–"},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			figures, sum := foot(c.parts, c.total, c.places)
			got := texts(figures, c.places)
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("part %d is %s, want %s", i, got[i], c.want[i])
				}
			}
			if sum.text(c.places, false) != c.sum {
				t.Errorf("total is %s, want %s", sum.text(c.places, false), c.sum)
			}
		})
	}
}

// The printed parts add up to the printed total, and no part is a whole last digit away from its number.
func TestFootAddsUpForAnyNumbers(t *testing.T) {
	sizes := rapid.SampledFrom([]float64{1e-3, 1, 1e6, 1e12, 1e17, 1e25, 1e290})
	rapid.Check(t, func(t *rapid.T) {
		size := sizes.Draw(t, "size")
		parts := rapid.SliceOfN(rapid.Float64Range(-1, 1), 0, 40).Draw(t, "parts")
		places := rapid.IntRange(-9, 4).Draw(t, "places")
		total := 0.0
		for i := range parts {
			parts[i] *= size
			total += parts[i]
		}
		figures, sum := foot(parts, total, places)
		added := new(big.Int)
		for i, f := range figures {
			added.Add(added, f.digits)
			if away := distance(f.digits, parts[i], places); away >= 1 {
				t.Errorf("%v is printed %v last digits away", parts[i], away)
			} else if marked := away > 0.5+2*tie; marked && !f.off {
				t.Errorf("%v is %v last digits away and not marked", parts[i], away)
			}
		}
		if adds(parts, total) && added.Cmp(sum.digits) != 0 {
			t.Errorf("the parts add up to %v, the total is %v", added, sum.digits)
		}
	})
}

// distance is how many last digits lie between a printed figure and its number, worked with fractions.
func distance(digits *big.Int, v float64, places int) float64 {
	number := new(big.Rat).SetFloat64(v)
	ten := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(places, -places))), nil))
	if places < 0 {
		ten.Inv(ten)
	}
	number.Mul(number, ten)
	away, _ := number.Sub(number, new(big.Rat).SetInt(digits)).Float64()
	return math.Abs(away)
}

func TestFigureText(t *testing.T) {
	tests := map[string]struct {
		v                float64
		places, decimals int
		signed           bool
		want             string
	}{
		"a billion has separators":             {1234567.891, 2, 2, false, "1,234,567.89"},
		"a loss has a true minus":              {-1234.5, 1, 1, false, "−1,234.5"},
		"a half is rounded up":                 {0.125, 2, 2, false, "0.13"},
		"what rounds to nothing has no minus":  {-0.001, 2, 2, false, "0.00"},
		"a rise is signed":                     {0.2, 1, 1, true, "+0.2"},
		"no change is not signed":              {0, 1, 1, true, "0.0"},
		"places before the point scale down":   {5.922078e9, -7, 2, false, "5.92"},
		"more digits than a float's are exact": {1e22, 0, 0, false, "10,000,000,000,000,000,000,000"},
		"infinity is not a figure":             {math.Inf(1), 2, 2, false, "–"},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			if got := round(c.v, c.places).text(c.decimals, c.signed); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
