package model

// demand checks the compute wanted, and that something can serve it.
func (c *checker) demand() {
	d := c.s.Demand
	if d == nil {
		return
	}
	if d.Curve != nil {
		c.curve(d.Curve, "demand")
	} else {
		c.above("demand.intensity", d.Intensity, 0, 1e6)
		if !(d.Efficiency >= -10 && d.Efficiency < 1) {
			b := bounds{percent: true}
			c.add("demand.efficiency", "must be at least −1000%% and below 100%%, is %s", b.write(d.Efficiency))
		}
		if len(c.s.Revenue) == 0 {
			c.add("demand.intensity", "is by revenue, and the scenario has none")
		}
		if d.At != 0 {
			c.year("demand.at", d.At)
		}
	}
	for i := range c.s.Contracts {
		if k := &c.s.Contracts[i]; k.Counts() && c.serves(k) {
			return
		}
	}
	c.add("demand", noneServes)
	c.hint("give one GPUs or a price, and no consumption of its own")
}

// serves reports whether demand can be met from a contract: its GPU-hours are known, of every tranche, and its consumption is
// not given.
func (c *checker) serves(k *Contract) bool {
	if k.Consumption != nil {
		return false
	}
	if len(k.Tranches) > 0 {
		for i := range k.Tranches {
			var piece Contract
			if k.laid(i, &piece); !c.serves(&piece) {
				return false
			}
		}
		return true
	}
	hours := len(k.Prices) > 0 && len(k.Fleet) == 0
	for _, b := range k.Fleet {
		a, _ := c.s.Catalog.Accelerator(b.Accelerator)
		hours = hours || !a.CPU
	}
	return hours && (k.Kind == TakeOrPay || len(k.Prices) > 0)
}
