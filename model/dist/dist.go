package dist

import (
	"math"

	"commitcast/model/draw"
)

// Dist is a distribution to draw from, as New makes it. It does not change in use: goroutines may share one.
type Dist struct {
	form        form
	floor, span float64 // a draw of u is that of floor + span·u before truncation
	ceiling     float64 // probability up to the upper limit before truncation: floor + span but for rounding
	least, most float64 // the draws lie within, both included
	a, b        float64 // line, bell: a + b·q(u); roof, curve: the ends
	peak        float64 // roof: share of the probability below the mode; two: that of the lower outcome
	rise, fall  float64 // roof: lengths of the two sides under the square root
	beta        *betaLaw
	metalog     *metalogLaw
	steps       []step // two, many: ascending

	mean, sd           float64
	cutBelow, cutAbove float64
}

// form is how the quantile is computed.
type form uint8

const (
	line    form = iota // uniform: a + b·u
	roof                // triangular
	bell                // normal: a + b·z
	logBell             // lognormal: exp(a + b·z)
	two                 // two outcomes
	many                // any number of outcomes
	curve               // beta on a to b
	logit               // metalog
)

// Implied is what the parameters of a distribution amount to, for the user to check what they meant.
type Implied struct {
	Mean      float64
	SD        float64 // standard deviation; +Inf where a metalog's tail is too heavy for one
	P1, P99   float64
	BelowZero float64 // probability of a value below zero
	CutBelow  float64 // probability that the truncation took away below Low
	CutAbove  float64 // and above High
}

// Quantile returns the value that is not exceeded with probability u, for u in (0, 1): the draw that belongs to u. It rises with
// u but for rounding, and never leaves Low to High. It allocates nothing.
//
// It is a closed form, exact to rounding. Only that of beta and pert comes from a table, within TableError standard deviations
// of the exact one.
func (d *Dist) Quantile(u float64) float64 {
	x := d.quantile(d.floor + d.span*u)
	if x < d.least {
		return d.least
	}
	if x > d.most {
		return d.most
	}
	return x
}

// quantile is that of the distribution before it is truncated.
func (d *Dist) quantile(u float64) float64 {
	switch d.form {
	case line:
		return d.a + d.b*u
	case roof:
		if u < d.peak {
			return d.a + d.rise*math.Sqrt(u)
		}
		return d.b - d.fall*math.Sqrt(1-u)
	case bell:
		return d.a + d.b*draw.NormalQuantile(u)
	case logBell:
		return math.Exp(d.a + d.b*draw.NormalQuantile(u))
	case two:
		if u > d.peak {
			return d.b
		}
		return d.a
	case curve:
		return d.beta.quantile(u)
	case logit:
		return d.metalog.quantile(u)
	}
	return d.step(u)
}

// CDF returns the probability of a value of at most x.
func (d *Dist) CDF(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x < d.least:
		return 0
	case x >= d.most:
		return 1
	}
	return min(1, max(0, (d.cdf(x)-d.floor)/d.span))
}

// cdf is that of the distribution before it is truncated.
func (d *Dist) cdf(x float64) float64 {
	switch d.form {
	case line:
		return min(1, max(0, (x-d.a)/d.b))
	case roof:
		return d.roofCDF(x)
	case bell:
		return draw.NormalCDF((x - d.a) / d.b)
	case logBell:
		if x <= 0 {
			return 0
		}
		return draw.NormalCDF((math.Log(x) - d.a) / d.b)
	case curve:
		return d.beta.cdf(x)
	case logit:
		return d.metalog.cdf(x)
	}
	return d.stepCDF(x)
}

func (d *Dist) roofCDF(x float64) float64 {
	switch {
	case x <= d.a:
		return 0
	case x >= d.b:
		return 1
	}
	if left := (x - d.a) / d.rise; d.rise > 0 && left*left < d.peak {
		return left * left
	}
	right := (d.b - x) / d.fall
	return 1 - right*right
}

// Mean returns the mean, which is always finite.
func (d *Dist) Mean() float64 { return d.mean }

// SD returns the standard deviation; +Inf where a metalog's tail is too heavy for one.
func (d *Dist) SD() float64 { return d.sd }

// Drawable returns the smallest and the largest value that is ever drawn. Both are finite.
func (d *Dist) Drawable() (low, high float64) {
	return d.Quantile(draw.MinUniform), d.Quantile(draw.MaxUniform)
}

// Implied returns what the parameters amount to, after truncation.
func (d *Dist) Implied() Implied {
	return Implied{
		Mean: d.mean, SD: d.sd,
		P1: d.Quantile(0.01), P99: d.Quantile(0.99),
		BelowZero: d.belowZero(),
		CutBelow:  d.cutBelow, CutAbove: d.cutAbove,
	}
}

// belowZero leaves out an outcome that is zero.
func (d *Dist) belowZero() float64 {
	return d.CDF(-math.SmallestNonzeroFloat64)
}
