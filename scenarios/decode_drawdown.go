package scenarios

import (
	"slices"

	"commitcast/model"
)

// drawdown reads the terms of a drawdown; a contract of another kind has none.
func (d *decoder) drawdown(c *model.Contract, n *node, path string) model.DrawdownTerms {
	if c.Kind != model.Drawdown {
		d.onlyDrawdown(c, n, path)
		return model.DrawdownTerms{}
	}
	rollover, counts := n.under("rollover"), n.under("counts")
	marketplace := counts.under("marketplace")
	t := model.DrawdownTerms{
		AggregateMinimum: n.get("aggregate_minimum").number(),
		Milestones:       milestonesOf(n.get("milestones")),
		Increments:       n.given("milestones_are").text == increments,
		Rollover: model.Rollover{Excess: rollover.given("excess").number(), Years: int(rollover.given("years").number()),
			ShortfallYears: int(rollover.given("shortfall_years").number())},
		Shortfall:    shortfallOf(n.under("shortfall")),
		Credit:       creditOf(n.given("shortfall_credit")),
		Forfeit:      model.Forfeit(n.get("forfeit").str("")),
		OveragePrice: overagePriceOf(n.given("overage_price"), c.Discount),
		Counts: model.Counts{AtList: counts.given("discount").text == listPrice, Prepaid: counts.given("prepaid").yes(),
			MarketplaceWeight: marketplace.given("weight").number(), MarketplaceCap: marketplace.get("cap").number()},
		Tail: months(n.given("tail")),
	}
	if m := n.get("marketplace"); m != nil {
		k := d.curve(m, join(path, "marketplace"))
		t.Marketplace = &k
	}
	if own := n.get("milestones_are"); own != nil && n.get("milestones") == nil {
		d.c.add(own.whole(), join(path, "milestones_are"), "", "says how milestones are meant, but there are none")
	}
	if hold := n.get("shortfall_credit").get("for"); hold != nil {
		d.some(hold, join(path, "shortfall_credit.for"))
	}
	return t
}

// onlyDrawdown reports the clauses of a drawdown in a contract of another kind. One whose kind could not be read has none.
func (d *decoder) onlyDrawdown(c *model.Contract, n *node, path string) {
	if d.c.meant(path, "commitment") || slices.Contains(d.c.paths(), join(path, "commitment")) {
		return
	}
	for _, f := range drawdownFields {
		given := n.get(f.key)
		if given == nil {
			continue
		}
		at := given.whole()
		if own := n.get("commitment"); own != nil && own.at.layer() > at.layer() {
			at = own.at
		}
		d.c.add(at, join(path, f.key), "write commitment: drawdown", "is a clause of a drawdown, but commitment is %s", c.Kind)
	}
}

// some reports a length that is nothing.
func (d *decoder) some(n *node, path string) {
	if n != nil && n.number() == 0 {
		d.c.add(n.at, path, "", "must be longer than nothing, is %s", n.text)
	}
}

// under is the map under key, an empty one where there is none, so that its keys have their defaults.
func (n *node) under(key string) *node {
	if got := n.get(key); got != nil {
		return got
	}
	return newMap(n.spec.field(key).spec, place{})
}

func milestonesOf(n *node) []model.Milestone {
	var all []model.Milestone
	n.sorted(func(key string, v *node) {
		at, _ := model.ParseMonth(key) // checked
		all = append(all, model.Milestone{At: at, Amount: v.number()})
	})
	return all
}

func shortfallOf(n *node) model.ShortfallTerms {
	t := model.ShortfallTerms{Order: model.ShortfallOrder(n.given("order").text)}
	switch ceiling := n.get("charge_cap"); {
	case ceiling == nil:
	case ceiling.form == scalarForm:
		t.ChargeCap = []model.Money{ceiling.number()}
	default:
		for _, item := range ceiling.items {
			t.ChargeCap = append(t.ChargeCap, item.number())
		}
	}
	switch v := n.given("defer_cap").value; v.unit {
	case noLimit:
		t.DeferCap.Unlimited = true
	case ofShare:
		t.DeferCap.Share = v.number
	default:
		t.DeferCap.Amount = v.number
	}
	return t
}

func creditOf(n *node) model.ShortfallCredit {
	if n.form == scalarForm {
		return model.ShortfallCredit{Kind: model.CreditKind(n.text)}
	}
	return model.ShortfallCredit{Kind: model.CreditKind(n.get("kind").str("")), For: months(n.get("for"))}
}

// overagePriceOf is a factor on the contract rate; list prices are the contract rate without its discount.
func overagePriceOf(n *node, discount float64) float64 {
	if n.value.unit == atList && discount < 1 { // which is reported where it is not
		return 1 / (1 - discount)
	}
	return n.number()
}
