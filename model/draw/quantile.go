package draw

import "math"

// NormalCDF gives the probability that a standard normal is at most z.
func NormalCDF(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// NormalQuantile gives the z that a standard normal is at most with probability u in (0, 1), to about 1e-15 of its size: Wichura's
// algorithm AS 241 (1988), PPND16. It gives -Inf at 0, +Inf at 1 and NaN outside.
func NormalQuantile(u float64) float64 {
	q := u - 0.5
	if math.Abs(q) <= 0.425 {
		return q * central(0.180625-q*q)
	}
	tail := min(u, 0.5-q)
	if !(tail > 0) {
		return noTail(u)
	}
	r := math.Sqrt(-math.Log(tail))
	if r <= 5 {
		r = outer(r - 1.6)
	} else {
		r = farthest(r - 5)
	}
	return math.Copysign(r, q)
}

// noTail gives the quantile where nothing lies beyond.
func noTail(u float64) float64 {
	switch u {
	case 0:
		return math.Inf(-1)
	case 1:
		return math.Inf(1)
	}
	return math.NaN()
}

// central, outer and farthest are the algorithm's ratios of polynomials: for u from 0.075 to 0.925, out to about 1e-11 from 0
// or 1, and beyond.
func central(r float64) float64 {
	return (((((((2509.0809287301226727*r+33430.575583588128105)*r+67265.770927008700853)*r+45921.953931549871457)*r+
		13731.693765509461125)*r+1971.5909503065514427)*r+133.14166789178437745)*r + 3.387132872796366608) /
		(((((((5226.495278852854561*r+28729.085735721942674)*r+39307.89580009271061)*r+21213.794301586595867)*r+
			5394.1960214247511077)*r+687.1870074920579083)*r+42.313330701600911252)*r + 1)
}

func outer(r float64) float64 {
	return (((((((7.7454501427834140764e-4*r+0.0227238449892691845833)*r+0.24178072517745061177)*r+1.27045825245236838258)*r+
		3.64784832476320460504)*r+5.7694972214606914055)*r+4.6303378461565452959)*r + 1.42343711074968357734) /
		(((((((1.05075007164441684324e-9*r+5.475938084995344946e-4)*r+0.0151986665636164571966)*r+0.14810397642748007459)*r+
			0.68976733498510000455)*r+1.6763848301838038494)*r+2.05319162663775882187)*r + 1)
}

func farthest(r float64) float64 {
	return (((((((2.01033439929228813265e-7*r+2.71155556874348757815e-5)*r+0.0012426609473880784386)*r+0.026532189526576123093)*r+
		0.29656057182850489123)*r+1.7848265399172913358)*r+5.4637849111641143699)*r + 6.6579046435011037772) /
		(((((((2.04426310338993978564e-15*r+1.4215117583164458887e-7)*r+1.8463183175100546818e-5)*r+7.868691311456132591e-4)*r+
			0.0148753612908506148525)*r+0.13692988092273580531)*r+0.59983220655588793769)*r + 1)
}
