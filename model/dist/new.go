package dist

import (
	"fmt"
	"math"

	"commitcast/model/draw"
)

// New returns the distribution that s states. The error is Problems: everything that is wrong with s.
func New(s Spec) (*Dist, error) {
	r := &reader{spec: s}
	r.parameters()
	var d *Dist
	if len(r.problems) == 0 {
		d = r.build()
	}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return d, nil
}

// build makes the distribution of parameters that are of its kind; what it returns counts only when there are no problems.
func (r *reader) build() *Dist {
	switch r.spec.Kind {
	case Bernoulli, Discrete:
		return r.outcomes()
	}
	d := r.continuous()
	if len(r.problems) > 0 {
		return nil
	}
	if !(d.sd > narrowest*math.Abs(d.Quantile(0.5))) {
		r.add("", "is so narrow that it is one number", "set the number itself and leave the distribution out")
		return nil
	}
	r.truncate(d)
	if math.IsInf(d.mean, 0) {
		r.add("", "has a tail so heavy that its mean is infinite", "bound or truncate the metalog on the side of that tail")
	}
	return d
}

func (r *reader) continuous() *Dist {
	d := &Dist{span: 1, ceiling: 1, least: math.Inf(-1), most: math.Inf(1)}
	switch r.spec.Kind {
	case Normal:
		r.normal(d)
	case Lognormal:
		r.lognormal(d)
	case Uniform:
		r.uniform(d)
	case Triangular:
		r.triangular(d)
	case PERT:
		r.pert(d)
	case Beta:
		r.betaKind(d)
	case Metalog:
		r.metalog(d)
	}
	return d
}

func (r *reader) normal(d *Dist) {
	s := r.spec
	d.form, d.a, d.b = bell, s.Mean, s.SD
	if r.byQuantiles("mean or sd", s.Mean, s.SD) {
		d.a, d.b = throughTwo(r.quantiles(2, 2), draw.NormalQuantile)
	} else if r.need("mean and sd", s.Mean, s.SD) {
		r.above0("sd", s.SD)
	}
	d.mean, d.sd = d.a, d.b
}

func (r *reader) lognormal(d *Dist) {
	s := r.spec
	d.form, d.least = logBell, 0
	if r.byQuantiles("mean or sd", s.Mean, s.SD) {
		qs := r.quantiles(2, 2)
		for i, q := range qs {
			r.above0(q.name(), q.Value)
			qs[i].Value = math.Log(q.Value)
		}
		d.a, d.b = throughTwo(qs, draw.NormalQuantile)
		d.mean = math.Exp(d.a + d.b*d.b/2)
		d.sd = d.mean * math.Sqrt(math.Expm1(d.b*d.b))
	} else {
		r.lognormalMoments(d)
	}
	if len(r.problems) == 0 && d.b > mostSigma {
		r.add("", fmt.Sprintf("is so wide that what makes its mean is never drawn: the sd of its logarithm is %.3g", d.b),
			fmt.Sprintf("accepted are up to %g", mostSigma))
	}
}

// lognormalMoments sets the logarithm's mean and standard deviation from those of the variable.
func (r *reader) lognormalMoments(d *Dist) {
	s := r.spec
	if r.need("mean and sd", s.Mean, s.SD) {
		r.above0("mean", s.Mean)
		r.above0("sd", s.SD)
	}
	spread := 2 * math.Log(math.Hypot(1, s.SD/s.Mean))
	if s.SD < s.Mean {
		spread = math.Log1p(s.SD / s.Mean * (s.SD / s.Mean))
	}
	d.a, d.b = math.Log(s.Mean)-spread/2, math.Sqrt(spread)
	d.mean, d.sd = s.Mean, s.SD
}

func (r *reader) uniform(d *Dist) {
	s := r.spec
	d.form = line
	if r.byQuantiles("min or max", s.Min, s.Max) {
		d.a, d.b = throughTwo(r.quantiles(2, 2), func(u float64) float64 { return u })
	} else if r.need("min and max", s.Min, s.Max) {
		r.below("min", s.Min, "max", s.Max)
		d.a, d.b = s.Min, s.Max-s.Min
	}
	d.least, d.most = d.a, d.a+d.b
	d.mean, d.sd = d.a+d.b/2, d.b/math.Sqrt(12)
}

// throughTwo returns the place and the scale by which a + b·z(p) meets both quantiles; nothing when there are not two.
func throughTwo(qs []Quantile, z func(float64) float64) (a, b float64) {
	if len(qs) != 2 {
		return 0, 0
	}
	z0, z1 := z(qs[0].P), z(qs[1].P)
	b = (qs[1].Value - qs[0].Value) / (z1 - z0)
	return qs[0].Value - b*z0, b
}

func (r *reader) triangular(d *Dist) {
	s := r.spec
	if !r.ends() {
		return
	}
	width, left, right := s.Max-s.Min, s.Mode-s.Min, s.Max-s.Mode
	d.form, d.a, d.b, d.peak = roof, s.Min, s.Max, left/width
	d.rise, d.fall = math.Sqrt(width)*math.Sqrt(left), math.Sqrt(width)*math.Sqrt(right)
	d.least, d.most = s.Min, s.Max
	d.mean = s.Min + (width+left)/3
	d.sd = math.Sqrt((width*width - left*right) / 18)
}
