package model

import "slices"

func (c *checker) lines() {
	seen := make(map[string]bool)
	for i := range c.s.Revenue {
		l := &c.s.Revenue[i]
		at := "revenue." + l.ID
		c.unique(seen, at)
		c.curve(&l.Curve, at)
		c.share(at+".margin", l.Margin)
		c.length(at+".lag", l.Lag, false, maxLag)
	}
	for i := range c.s.Costs {
		at := "costs." + c.s.Costs[i].ID
		c.unique(seen, at)
		c.curve(&c.s.Costs[i].Curve, at)
	}
	for i := range c.s.RevenueShares {
		r := &c.s.RevenueShares[i]
		at := "revenue_share." + r.Name
		c.unique(seen, at)
		c.share(at+".rate", r.Rate)
		c.optional(at+".cap", r.Cap, 0, MaxMoney)
		if Known(r.Cap) && c.s.backcasts() {
			c.add(at+".cap", "cannot be counted over revenue with backcast, which has no beginning")
		}
		if r.Until != 0 {
			c.year(at+".until", r.Until)
		}
	}
}

// backcasts reports whether a revenue line is continued backwards.
func (s *Scenario) backcasts() bool {
	return slices.ContainsFunc(s.Revenue, func(l RevenueLine) bool { return l.Curve.Backcast })
}

func (c *checker) unique(seen map[string]bool, at string) {
	if seen[at] {
		c.add(at, "needs a name of its own")
	}
	seen[at] = true
}

func (c *checker) curve(k *Curve, at string) {
	if k.Kind != Annual && k.Kind != RunRate || len(k.Points) == 0 {
		c.add(at, "needs annual totals, a run_rate, or base and at")
		return
	}
	for i, p := range k.Points {
		c.within(k.path(at, p), p.Value, 0, MaxMoney)
		c.year(k.path(at, p), p.At)
		if i > 0 && p.At <= k.Points[i-1].At {
			c.add(at, "points must come in order of time: %s after %s", p.At, k.Points[i-1].At)
		}
	}
	c.growth(k, at)
}

// path is the address of one point of a curve.
func (k *Curve) path(at string, p Point) string {
	switch {
	case k.Kind == Annual:
		return at + ".annual." + itoa(p.At.Year())
	case len(k.Points) == 1:
		return at + ".base"
	}
	return at + ".run_rate." + p.At.String()
}

func (c *checker) growth(k *Curve, at string) {
	g := k.Growth
	c.rate(at+".growth.terminal", g.Terminal, -1, 100)
	if g.HalfLife != 0 {
		c.above(at+".growth.half_life", float64(g.HalfLife), 0, MaxMonths)
		initial := g.resolved(k.lastObserved()).Initial
		switch {
		case !Known(initial):
			c.add(at+".growth.initial", "must be given: the points show no growth to start from")
		default:
			c.rate(at+".growth.initial", initial, -1, 1e6)
		}
	}
	if k.Backcast && !(k.firstObserved() > -1) {
		c.add(at+".backcast", "needs a first growth above −100%%")
	}
}

func (c *checker) financing(contracts map[string]bool) {
	seen := make(map[string]bool)
	for i := range c.s.Financing {
		f := &c.s.Financing[i]
		at := "financing." + f.Name
		c.unique(seen, at)
		c.within(at+".amount", f.Amount, 0, MaxMoney)
		c.year(at+".date", f.Date.Month())
		if f.Vendor != "" && !contracts[f.Vendor] {
			c.add(at+".vendor", "must be the id of a contract, is %q", f.Vendor)
		}
	}
}

func (c *checker) market() {
	seen := make(map[string]bool)
	for i := range c.s.Market {
		m := &c.s.Market[i]
		at := "market." + m.Accelerator
		c.unique(seen, at)
		if _, ok := c.s.Catalog.Accelerator(m.Accelerator); !ok {
			c.add(at, "is not an accelerator of the catalogue")
		}
		c.above(at+".price", m.Price, 0, maxPrice)
		c.year(at+".at", m.At)
		if !(m.Decline >= -10 && m.Decline < 1) {
			b := bounds{percent: true}
			c.add(at+".decline", "must be at least −1000%% and below 100%%, is %s", b.write(m.Decline))
		}
	}
}
