package model

import "math"

// The ops whose children say all there is to say.
var (
	opSum     = Op{"sum", sum}
	opMin     = Op{"min", func(of []float64) float64 { return fold(of, func(v, least float64) bool { return !(v >= least) }) }}
	opMax     = Op{"max", func(of []float64) float64 { return fold(of, func(v, most float64) bool { return !(v <= most) }) }}
	opProduct = Op{"product", product}
	opRatio   = Op{"ratio", func(of []float64) float64 { return divide(of[0], of[1]) }}
	opSame    = Op{"same", func(of []float64) float64 { return of[0] }}
	// opLeft is what is left of an amount, of which the rest was spent; never less than nothing.
	opLeft = Op{"max(0, difference)", func(of []float64) float64 { return max(0, sum(of)) }}
	// opUnused is 1 − used / available, never below 0.
	opUnused   = Op{"1 − ratio", func(of []float64) float64 { return max(0, 1-of[0]/of[1]) }}
	opSquares  = Op{"sum of squares", func(of []float64) float64 { return foldSquares(of) }}
	opInverse  = Op{"1 / x", func(of []float64) float64 { return 1 / of[0] }}
	opGrowth   = Op{"growth", func(of []float64) float64 { return math.Pow(of[0]/of[1], 1/of[2]) - 1 }}
	opDiscount = Op{"(1 + rate)^(−days/365)", func(of []float64) float64 { return math.Pow(1+of[0], -of[1]/365) }}
	opRise     = Op{"(1 + rate)^years", func(of []float64) float64 { return math.Pow(1+of[0], of[1]) }}
)

func product(of []float64) float64 {
	v := 1.0
	for _, x := range of {
		v *= x
	}
	return v
}

// fold keeps the value that is better than the one before; Unknown of none.
func fold(of []float64, better func(v, best float64) bool) float64 {
	best := Unknown()
	for _, v := range of {
		if Known(v) && better(v, best) {
			best = v
		}
	}
	return best
}

func foldSquares(of []float64) float64 {
	total := 0.0
	for _, v := range of {
		total += v * v
	}
	return total
}

// scaled is a product of the children and a fixed factor, which its name tells.
func scaled(name string, factor float64) Op {
	return Op{name, func(of []float64) float64 { return factor * product(of) }}
}

// scaledRatio is a ratio times a fixed factor.
func scaledRatio(name string, factor float64) Op {
	return Op{name, func(of []float64) float64 { return divide(factor*of[0], of[1]) }}
}

// mean is the average of n months, of which those that are not among the children are 0.
func mean(n int) Op {
	return Op{"mean", func(of []float64) float64 { return sum(of) / float64(n) }}
}
