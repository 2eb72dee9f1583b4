package dist

import (
	"math"

	"commitcast/model/draw"
)

// Gauss–Legendre rule of ten points on −1 to 1: one half, the other is its mirror image.
var (
	nodes   = [5]float64{0.1488743389816312, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717}
	weights = [5]float64{0.2955242247147529, 0.2692667193099964, 0.2190863625159820, 0.1494513491505806, 0.0666713443086881}
)

// integral adds up the mean and the variance by the probability's log odds, in which every quantile is smooth and the tails
// fall off as e^−|L|.
type integral struct {
	d                  *Dist
	centre             float64 // values are taken from here, for precision
	mass, first, again float64
}

// moments returns the mean and the standard deviation of a continuous distribution as it is truncated; +Inf for what is
// infinite.
func (d *Dist) moments() (mean, sd float64) {
	below, above := d.heavy()
	in := &integral{d: d, centre: d.Quantile(0.5)}
	low, high := logOdds(d.floor), logOdds(d.ceiling)
	if d.form == roof && d.peak > 0 && d.peak < 1 {
		ridge := min(high, max(low, logOdds(d.peak)))
		in.run(ridge, low)
		in.run(ridge, high)
	} else {
		middle := min(high, max(low, 0))
		in.run(middle, low)
		in.run(middle, high)
	}
	mean = in.centre + in.first/in.mass
	offset := in.first / in.mass
	sd = math.Sqrt(max(0, in.again/in.mass-offset*offset))
	if below >= 1 {
		mean = math.Inf(-1)
	}
	if above >= 1 {
		mean = math.Inf(1)
	}
	if max(below, above) >= 0.5 {
		sd = math.Inf(1)
	}
	return mean, sd
}

// heavy returns the exponents of the tails of the quantile, u^−below and (1−u)^−above; 0 for tails that are no powers. From
// 1/2 on there is no variance, from 1 on no mean.
func (d *Dist) heavy() (below, above float64) {
	if d.form != logit {
		return 0, 0
	}
	boundBelow, boundAbove := d.metalog.bounded()
	if boundAbove && !boundBelow && math.IsInf(d.least, -1) {
		below = d.metalog.oddsAt(-0.5)
	}
	if boundBelow && !boundAbove && math.IsInf(d.most, 1) {
		above = d.metalog.oddsAt(0.5)
	}
	return below, above
}

func logOdds(u float64) float64 { return min(farOut, max(-farOut, math.Log(u/(1-u)))) }

// run integrates from one log odds to another in panels of 1 and stops where they no longer count.
func (in *integral) run(from, to float64) {
	step := math.Copysign(1, to-from)
	for at := from; at != to; {
		end := at + step
		if (end-to)*step > 0 {
			end = to
		}
		mass, again := in.panel(at, end)
		if math.Abs(end) > 40 && mass <= 1e-18*in.mass && !(again > 1e-14*in.again) {
			return
		}
		at = end
	}
}

// panel adds the part between two log odds and returns what it added.
func (in *integral) panel(from, to float64) (mass, again float64) {
	half, middle := math.Abs(to-from)/2, (from+to)/2
	for i, node := range nodes {
		for _, l := range [2]float64{middle - half*node, middle + half*node} {
			weight := half * weights[i] * density(l)
			x := min(in.d.most, max(in.d.least, in.d.atOdds(l))) - in.centre
			mass += weight
			in.first += weight * x
			again += weight * x * x
		}
	}
	in.mass += mass
	in.again += again
	return mass, again
}

// density is u·(1−u), the derivative of the probability by its log odds.
func density(l float64) float64 {
	e := math.Exp(-math.Abs(l))
	return e / ((1 + e) * (1 + e))
}

// atOdds is the quantile before truncation by log odds, exact far into the upper tail too where there is one.
func (d *Dist) atOdds(l float64) float64 {
	switch d.form {
	case logit:
		return d.metalog.at(l)
	case bell, logBell:
		z := draw.NormalQuantile(1 / (1 + math.Exp(math.Abs(l))))
		x := d.a + d.b*math.Copysign(z, l)
		if d.form == logBell {
			return math.Exp(x)
		}
		return x
	}
	return d.quantile(1 / (1 + math.Exp(-l)))
}
