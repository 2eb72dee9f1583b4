package dist

import "math"

func (r *reader) metalog(d *Dist) {
	s := r.spec
	low, high := math.Inf(-1), math.Inf(1)
	if given(s.Min) {
		low = s.Min
	}
	if given(s.Max) {
		high = s.Max
	}
	qs := r.quantiles(2, MaxTerms)
	for _, q := range qs {
		if q.Value <= low {
			r.add(q.name(), "must be above min", "min bounds the metalog: leave it out, or set it lower")
		}
		if q.Value >= high {
			r.add(q.name(), "must be below max", "max bounds the metalog: leave it out, or set it higher")
		}
	}
	if len(r.problems) > 0 {
		return
	}
	fit, ok := fitMetalog(qs, low, high)
	if !ok {
		r.add("quantiles", "do not determine a metalog of as many terms",
			"7 at symmetric probabilities never do: move one, add one or leave one out")
		return
	}
	if !fit.rising() {
		r.add("quantiles", "bend too much for a metalog: its density would be negative",
			"bring the outer quantiles nearer to symmetry, set a bound, or give fewer of them")
		return
	}
	d.form, d.metalog, d.least, d.most = logit, fit, low, high
	d.mean, d.sd = d.moments()
}
