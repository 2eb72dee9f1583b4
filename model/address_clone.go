package model

import "slices"

// Clone is a copy of the scenario that shares nothing a Scalar can reach: changing the copy leaves the scenario alone. What is
// only read, such as sources and inputs, is shared.
func (s *Scenario) Clone() *Scenario {
	out := *s
	out.Contracts = slices.Clone(s.Contracts)
	for i := range out.Contracts {
		out.Contracts[i].unshare()
	}
	out.Revenue = slices.Clone(s.Revenue)
	for i := range out.Revenue {
		out.Revenue[i].Curve.unshare()
	}
	out.Costs = slices.Clone(s.Costs)
	for i := range out.Costs {
		out.Costs[i].Curve.unshare()
	}
	out.RevenueShares = slices.Clone(s.RevenueShares)
	out.Financing = slices.Clone(s.Financing)
	out.Market = slices.Clone(s.Market)
	if s.Demand != nil {
		d := *s.Demand
		d.Curve = d.Curve.clone()
		out.Demand = &d
	}
	out.Catalog.Accelerators = slices.Clone(s.Catalog.Accelerators)
	return &out
}

// unshare gives a copied contract lists of its own.
func (c *Contract) unshare() {
	c.Ramp.unshare()
	c.Schedule.Steps.unshare()
	c.Minimums = slices.Clone(c.Minimums)
	c.Prices = slices.Clone(c.Prices)
	c.Fleet = slices.Clone(c.Fleet)
	c.Consumption = c.Consumption.clone()
	t := &c.Drawdown
	t.Milestones = slices.Clone(t.Milestones)
	t.Shortfall.ChargeCap = slices.Clone(t.Shortfall.ChargeCap)
	t.Marketplace = t.Marketplace.clone()
	c.Payment.Prepay = slices.Clone(c.Payment.Prepay)
	c.Backstop.Resold = slices.Clone(c.Backstop.Resold)
	c.Outages = slices.Clone(c.Outages)
	k := &c.Actuals
	k.Spend, k.Consumption, k.Cash = slices.Clone(k.Spend), slices.Clone(k.Consumption), slices.Clone(k.Cash)
	c.Tranches = slices.Clone(c.Tranches)
	for i := range c.Tranches {
		piece := &c.Tranches[i]
		piece.Ramp.unshare()
		piece.Prices, piece.Fleet = slices.Clone(piece.Prices), slices.Clone(piece.Fleet)
	}
}

func (r *Ramp) unshare() { r.Knots = slices.Clone(r.Knots) }

func (k *Curve) unshare() { k.Points = slices.Clone(k.Points) }

// clone is a copy of a curve, nil for none.
func (k *Curve) clone() *Curve {
	if k == nil {
		return nil
	}
	out := *k
	out.unshare()
	return &out
}
