package report

import (
	"cmp"
	"math"
	"math/big"
	"slices"
)

// figure is a number as it is printed: a whole number of last digits.
type figure struct {
	digits *big.Int // nil for a number that is not known
	off    bool     // more than half a last digit away from the number, so that the row adds up
}

func (f figure) known() bool { return f.digits != nil }

// minus is the difference of two figures; not known when one of them is not.
func (f figure) minus(g figure) figure {
	if !f.known() || !g.known() {
		return figure{}
	}
	return figure{digits: new(big.Int).Sub(f.digits, g.digits)}
}

// round is v rounded to places digits after the decimal point (before it, when negative), a half upwards.
func round(v float64, places int) figure {
	whole, part := split(v, places)
	if whole != nil && part >= 0.5 {
		whole.Add(whole, big.NewInt(1))
	}
	return figure{digits: whole}
}

// foot rounds the parts of a sum and the sum itself so that the rounded parts add up to the rounded sum. Each part is
// rounded down; the last digits that are then missing go to the largest remainders, ties to the earliest. Parts that are
// not known stand for nothing. When total is not the sum of the parts (beyond the noise of floating point), there is
// nothing to foot and each figure is rounded by itself.
func foot(parts []float64, total float64, places int) ([]figure, figure) {
	figures := make([]figure, len(parts))
	rest := make([]float64, len(parts))
	sum, loose := new(big.Int), 0.0
	for i, v := range parts {
		figures[i].digits, rest[i] = split(v, places)
		if figures[i].known() {
			sum.Add(sum, figures[i].digits)
			loose += rest[i]
		}
	}
	missing := math.Round(loose)
	sum.Add(sum, big.NewInt(int64(missing)))
	if !adds(parts, total) {
		return roundEach(parts, places), round(total, places)
	}
	for _, i := range byRemainder(rest)[:int(missing)] {
		figures[i].digits.Add(figures[i].digits, big.NewInt(1))
		rest[i]--
	}
	for i := range figures {
		figures[i].off = math.Abs(rest[i]) > 0.5+tie
	}
	return figures, figure{digits: sum}
}

func roundEach(vs []float64, places int) []figure {
	figures := make([]figure, len(vs))
	for i, v := range vs {
		figures[i] = round(v, places)
	}
	return figures
}

// adds reports whether total is the sum of the known parts, to within what floating point can lose.
func adds(parts []float64, total float64) bool {
	sum, size := 0.0, 0.0
	for _, v := range parts {
		if !math.IsNaN(v) {
			sum += v
			size += math.Abs(v)
		}
	}
	return math.Abs(sum-total) <= noise*size // false when total is not known
}

// noise is what a sum of floating point numbers can be off by, as a share of their size.
const noise = 1e-9

// byRemainder are the indices of rest, largest first, ties in order.
func byRemainder(rest []float64) []int {
	order := make([]int, len(rest))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	return order
}

// exact is the size of a number of last digits below which a float64 keeps a thousandth of one.
const exact = 1 << 42

// tie is how far from a half a remainder counts as a half, which may be rounded either way.
const tie = 1e-3

// split is v in last digits, as a whole number and a part in [0, 1); nil when v is not a finite number.
func split(v float64, places int) (whole *big.Int, part float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil, 0
	}
	digits := shift(v, places)
	if math.Abs(digits) < exact {
		floor := math.Floor(digits)
		return big.NewInt(int64(floor)), digits - floor
	}
	return splitLarge(v, places)
}

// shift is v·10^places, with one rounding where the power of ten is a float64.
func shift(v float64, places int) float64 {
	if places < 0 {
		return v / math.Pow10(-places)
	}
	return v * math.Pow10(places)
}

func splitLarge(v float64, places int) (*big.Int, float64) {
	ten := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(places, -places))), nil))
	r := new(big.Rat).SetFloat64(v)
	if places < 0 {
		r.Quo(r, ten)
	} else {
		r.Mul(r, ten)
	}
	whole, over := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	part, _ := new(big.Rat).SetFrac(over, r.Denom()).Float64()
	return whole, min(part, math.Nextafter(1, 0))
}
