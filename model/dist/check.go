package dist

// ends reads min, mode and max; it reports whether they are in order.
func (r *reader) ends() bool {
	s := r.spec
	if !r.need("min, mode and max", s.Min, s.Mode, s.Max) {
		return false
	}
	switch {
	case s.Min >= s.Max:
		return r.below("min", s.Min, "max", s.Max)
	case s.Mode < s.Min:
		r.add("mode", "must not be below min", "")
	case s.Mode > s.Max:
		r.add("mode", "must not be above max", "")
	default:
		return true
	}
	return false
}

// above0 reports a value that is not above 0.
func (r *reader) above0(field string, v float64) bool {
	if v > 0 {
		return true
	}
	hint := ""
	if field == "sd" {
		hint = "a number that is certain needs no distribution: set the number itself"
	}
	r.add(field, "must be above 0", hint)
	return false
}

// below reports a value that is not below another.
func (r *reader) below(field string, v float64, other string, limit float64) bool {
	if v < limit {
		return true
	}
	hint := ""
	if v == limit && field == "min" && other == "max" {
		hint = "a number that is certain needs no distribution: set the number itself"
	}
	r.add(field, "must be below "+other, hint)
	return false
}
