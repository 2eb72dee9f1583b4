package dist

import "fmt"

func (r *reader) pert(d *Dist) {
	s := r.spec
	lambda := s.Lambda
	if !given(lambda) {
		lambda = 4
	}
	if !(lambda > 0 && lambda <= mostLambda) {
		r.add("lambda", fmt.Sprintf("must be above 0 and at most 100,000, is %g", lambda), "4 is the usual weight of the mode")
		return
	}
	if r.ends() {
		width := s.Max - s.Min
		d.setBeta(1+lambda*((s.Mode-s.Min)/width), 1+lambda*((s.Max-s.Mode)/width), s.Min, s.Max)
	}
}

func (r *reader) betaKind(d *Dist) {
	s := r.spec
	low, high := 0.0, 1.0
	if given(s.Min) {
		low = s.Min
	}
	if given(s.Max) {
		high = s.Max
	}
	if !r.below("min", low, "max", high) {
		return
	}
	alpha, beta, ok := r.shapes(low, high)
	if !ok {
		return
	}
	d.setBeta(alpha, beta, low, high)
}

// shapes reads alpha and beta, or derives them from the mean and the standard deviation.
func (r *reader) shapes(low, high float64) (alpha, beta float64, ok bool) {
	s := r.spec
	byShape, byMoments := given(s.Alpha) || given(s.Beta), given(s.Mean) || given(s.SD)
	_, usage := takes(Beta)
	switch {
	case byShape && byMoments:
		r.add("", "has shapes and moments as well", "beta "+usage)
		return 0, 0, false
	case byShape:
		ok = r.need("alpha and beta", s.Alpha, s.Beta) && r.shape("alpha", s.Alpha) && r.shape("beta", s.Beta)
		return s.Alpha, s.Beta, ok
	}
	ok = r.need("alpha and beta, or mean and sd", s.Mean, s.SD) && r.above0("sd", s.SD) &&
		r.below("min", low, "mean", s.Mean) && r.below("mean", s.Mean, "max", high)
	if !ok {
		return 0, 0, false
	}
	return r.shapesOf((s.Mean-low)/(high-low), s.SD/(high-low))
}

// shapesOf derives alpha and beta from the mean and the standard deviation on 0 to 1.
func (r *reader) shapesOf(mean, sd float64) (alpha, beta float64, ok bool) {
	sum := mean*(1-mean)/(sd*sd) - 1
	if sum <= 0 {
		r.add("sd", "is larger than that of any beta with this mean", "it must be less than the root of (mean − min)·(max − mean)")
		return 0, 0, false
	}
	alpha, beta = mean*sum, (1-mean)*sum
	return alpha, beta, r.shape("alpha", alpha) && r.shape("beta", beta)
}

// shape reports a shape that is not accepted.
func (r *reader) shape(field string, v float64) bool {
	if v >= leastShape && v <= mostShape {
		return true
	}
	if given(r.spec.SD) {
		r.add("sd", "makes a shape of the beta that is not within "+shapeRange,
			"use discrete outcomes where it is wider, a normal where it is narrower")
		return false
	}
	r.add(field, fmt.Sprintf("must be within %s, is %.4g", shapeRange, v),
		"use discrete outcomes where it is lower, a normal where it is higher")
	return false
}

func (d *Dist) setBeta(alpha, beta, low, high float64) {
	d.form, d.beta = curve, newBetaLaw(alpha, beta, low, high)
	d.least, d.most = low, high
	mean, sd := betaMoments(alpha, beta)
	d.mean, d.sd = low+(high-low)*mean, (high-low)*sd
}
