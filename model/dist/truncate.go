package dist

import (
	"fmt"
	"math"

	"commitcast/model/draw"
)

// truncate cuts off what lies outside low to high of the spec.
func (r *reader) truncate(d *Dist) {
	low, high := r.cut()
	if len(r.problems) > 0 || math.IsInf(low, -1) && math.IsInf(high, 1) {
		return
	}
	d.least, d.most = max(d.least, low), min(d.most, high)
	from, to := d.cdf(low), d.cdf(high)
	if to-from < leastLeft {
		r.add(r.cutField(), fmt.Sprintf("leaves no more than %.2g%% of the probability", 100*max(0, to-from)),
			"the distribution and its limits contradict each other")
		return
	}
	if from > 0 || to < 1 || math.IsInf(d.sd, 1) {
		d.cutBelow, d.cutAbove = from, 1-to
		d.keep(from, to)
		d.mean, d.sd = d.moments()
	}
}

// keep maps the draws to the probabilities between two. None of them may become 1, which is no quantile.
func (d *Dist) keep(from, to float64) {
	d.floor, d.ceiling, d.span = from, to, to-from
	for d.floor+d.span*draw.MaxUniform >= 1 {
		d.span = math.Nextafter(d.span, 0)
	}
}

// cut reads the limits, which are infinite where not given.
func (r *reader) cut() (low, high float64) {
	low, high = math.Inf(-1), math.Inf(1)
	if given(r.spec.Low) {
		low = r.spec.Low
	}
	if given(r.spec.High) {
		high = r.spec.High
	}
	if low > high {
		r.add("low", "must be below the other end of the truncation", "")
	}
	return low, high
}

// cutField is the limit to name where either may be at fault.
func (r *reader) cutField() string {
	if given(r.spec.Low) {
		return "low"
	}
	return "high"
}

// outcomes reads a bernoulli or a discrete distribution.
func (r *reader) outcomes() *Dist {
	list := ascending(r.spec.Outcomes)
	if r.spec.Kind == Bernoulli {
		list = r.bernoulli()
	} else {
		r.checkOutcomes(list)
	}
	low, high := r.cut()
	if len(r.problems) > 0 {
		return nil
	}
	d := discrete(list, low, high)
	if d == nil {
		r.add(r.cutField(), "leaves none of the outcomes", "")
	}
	return d
}

func (r *reader) bernoulli() []Outcome {
	p := r.spec.P
	if r.need("a probability", p) && !(p >= 0 && p <= 1) {
		r.add("p", "must be a probability, 0% to 100%", "")
	}
	return []Outcome{{0, 1 - p}, {1, p}}
}

func (r *reader) checkOutcomes(list []Outcome) {
	if len(list) == 0 {
		r.add("", "needs outcomes", "discrete takes values, each with its probability")
		return
	}
	sum := 0.0
	for i, o := range list {
		sum += o.P
		switch {
		case !(math.Abs(o.Value) <= largest):
			r.add("outcomes", "must be finite numbers", "")
			return
		case !(o.P >= 0 && o.P <= 1):
			r.add("outcomes", "must each have a probability, 0% to 100%", "")
			return
		case i > 0 && list[i-1].Value == o.Value:
			r.add("outcomes", "must differ from each other", "add up the probabilities of equal ones")
			return
		}
	}
	if math.Abs(sum-1) > sumError {
		r.add("outcomes", fmt.Sprintf("have probabilities that add up to %.6g%%", 100*sum), "they must add up to 100%")
	}
}
