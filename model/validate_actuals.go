package model

// actuals checks what is given as having happened: through a month of the life, every month of it once.
func (c *checker) actuals(k *Contract, at string, sound bool) {
	a := &k.Actuals
	if a.Through == 0 {
		if len(a.Spend)+len(a.Consumption)+len(a.Cash) > 0 {
			c.add(at+".through", "is missing")
		}
		return
	}
	if len(a.Spend)+len(a.Consumption)+len(a.Cash) == 0 {
		c.add(at, "gives neither spend, consumption nor cash")
	}
	for i := range k.Tranches {
		if t := &k.Tranches[i]; len(a.Spend) > 0 && Known(t.Value) {
			c.add(at+".spend", "cannot stand beside the value of tranche %s: what of it is left is not known", t.Name)
			break
		}
	}
	if len(a.Spend) > 0 && sound && len(k.Tranches) == 0 && k.cancelled() {
		c.add(at+".spend", "cannot stand beside a delay that cancels the contract")
	}
	life := Horizon{}
	if sound {
		t := k.billed()
		life = Horizon{t.first, t.last()}
		if a.Through < life.From || a.Through > life.To {
			c.add(at+".through", "is %s, outside the term, %s to %s", a.Through, life.From, life.To)
			sound = false
		}
	}
	for _, of := range []struct {
		key     string
		entries []Actual
		least   float64
		whole   bool // every month must be given
	}{{"spend", a.Spend, 0, true}, {"consumption", a.Consumption, 0, true}, {"cash", a.Cash, -MaxMoney, false}} {
		path := at + "." + of.key
		ordered := c.inOrder(of.entries, path, of.least)
		if ordered && sound && len(of.entries) > 0 {
			c.inLife(of.entries, path, life, a.Through, of.whole)
		}
	}
}

// inOrder checks amounts by themselves, and that no month is given twice.
func (c *checker) inOrder(entries []Actual, at string, least float64) bool {
	before := len(c.problems)
	for i := range entries {
		e := &entries[i]
		path := at + "." + e.label()
		c.within(path, e.Amount, least, MaxMoney)
		c.year(path, e.From)
		switch {
		case e.To < e.From:
			c.add(path, "ends before it begins")
		case i > 0 && e.From <= entries[i-1].To:
			c.add(path, "has months that %s has too", entries[i-1].label())
		}
	}
	return len(c.problems) == before
}

// inLife checks that amounts lie in what has happened of the life, and where whole that they leave no month of it out.
// Cash may be paid ahead of the life.
func (c *checker) inLife(entries []Actual, at string, life Horizon, through Month, whole bool) {
	next := life.From
	for i := range entries {
		e := &entries[i]
		path := at + "." + e.label()
		switch {
		case whole && e.To < life.From:
			c.add(path, "is before the start of the contract, in %s", life.From)
			return
		case min(e.To, life.To) > through || e.From > through:
			c.add(path, "goes beyond %s, through which actuals are given", through)
			return
		case whole && e.From > next:
			c.left(at, next, e.From-1)
			return
		}
		next = max(next, e.To+1)
	}
	if whole && next <= through {
		c.left(at, next, through)
	}
}

// left reports months that actuals leave out.
func (c *checker) left(at string, from, to Month) {
	if from == to {
		c.add(at, "leaves out %s", from)
	} else {
		c.add(at, "leaves out %s to %s", from, to)
	}
	c.hint("give every month of the contract up to the one of through, 0 where there was nothing")
}

// label is how a path names the months: 2026-01, 2026-Q1 or 2026.
func (a *Actual) label() string {
	first := int(a.From) % 12
	switch {
	case a.To-a.From == 11 && first == 0:
		return itoa(a.From.Year())
	case a.To-a.From == 2 && first%3 == 0:
		return itoa(a.From.Year()) + "-Q" + itoa(first/3+1)
	}
	return a.From.String()
}
