package model

// checks checks the limits the user sets.
func (c *checker) checks() {
	seen := make(map[string]bool)
	for i := range c.s.Checks {
		k := &c.s.Checks[i]
		at := "checks." + k.Name
		c.unique(seen, at)
		metric, figure := Measure(k.Metric)
		switch {
		case metric == nil && figure == nil:
			c.add(at+".metric", "%q is no metric or figure of a scenario", k.Metric)
		case figure != nil && (k.From != 0 || k.To != 0):
			c.add(at, "has no years to be held in: %s is one figure of the whole scenario", k.Metric)
			c.hint("leave out from and to")
		}
		c.checkYears(k, at)
		c.limits(k, at)
		if Known(k.Probability) {
			c.in(at+".probability", k.Probability, bounds{low: 0, high: 1, open: true, percent: true})
		}
		word(c, at+".level", k.Level, LevelError, LevelWarning)
	}
}

func (c *checker) checkYears(k *Check, at string) {
	for _, y := range []struct {
		key  string
		year int
	}{{"from", k.From}, {"to", k.To}} {
		if y.year != 0 {
			c.within(at+"."+y.key, float64(y.year), MinYear, MaxYear)
		}
	}
	if k.From != 0 && k.To != 0 && k.To < k.From {
		c.add(at+".to", "must not be before from, %d, is %d", k.From, k.To)
	}
}

func (c *checker) limits(k *Check, at string) {
	switch {
	case !Known(k.Min) && !Known(k.Max):
		c.add(at, "sets no limit")
		c.hint("give min or max")
	case k.Min > k.Max:
		c.add(at+".min", "must not be above max, %s, is %s", plain(k.Max), plain(k.Min))
	}
	c.optional(at+".min", k.Min, -1e18, 1e18)
	c.optional(at+".max", k.Max, -1e18, 1e18)
}
