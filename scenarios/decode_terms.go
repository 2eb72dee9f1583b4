package scenarios

import (
	"slices"

	"commitcast/model"
)

// terms reads the clauses that any kind of contract may have.
func (d *decoder) terms(c *model.Contract, n *node, path string) {
	c.Discount = n.given("discount").number()
	c.CancelIfLate, c.CancelGrace = n.has("cancel_if_late"), months(n.get("cancel_if_late").get("grace"))
	c.Payment = d.payment(c, n, join(path, "payment"))
	c.Backstop = d.backstop(n.get("backstop"), c.Start, join(path, "backstop"))
	c.Exit = d.exitRight(n.get("exit_right"), join(path, "exit_right"))
	c.Actuals = actualsOf(n.get("actuals"))
	n.get("outages").children(func(name string, o *node) {
		c.Outages = append(c.Outages, model.Outage{Name: name, From: o.get("from").date(), For: model.Months(o.get("for").number()),
			Share: o.given("share").number(), Credit: o.given("credit").number()})
	})
}

// tranches reads the pieces of a contract.
func (d *decoder) tranches(n *node, path string) []model.Tranche {
	pieces, at := n.get("tranches"), join(path, "tranches")
	if pieces != nil && len(pieces.keys) == 0 {
		d.c.add(pieces.whole(), at, "write t1: {start: 2026-01, value: $1B}", "has no tranche")
	}
	var all []model.Tranche
	pieces.children(func(name string, t *node) {
		for _, key := range []string{"start", "term"} {
			if t.get(key) == nil && n.get(key) == nil && !d.c.meant(path, key) && !d.c.meant(join(at, name), key) {
				d.c.add(t.whole(), join(join(at, name), key), "give it here, or on the contract for all its tranches", "is missing")
			}
		}
		all = append(all, d.tranche(n, name, t, path))
	})
	return all
}

// tranche reads one piece of a contract. One without a ramp has the contract's, counted from its own start.
func (d *decoder) tranche(contract *node, name string, n *node, path string) model.Tranche {
	at := join(join(path, "tranches"), name)
	t := model.Tranche{
		Name:   name,
		Start:  n.get("start").date(),
		Term:   months(n.get("term")),
		Delay:  model.Months(n.get("delay").number()),
		Value:  n.get("value").number(),
		Fee:    n.get("fee").number(),
		Prices: d.prices(n.get("price")),
		Fleet:  fleetOf(n.get("fleet")),
	}
	d.some(n.get("term"), join(at, "term"))
	start := t.Start
	if start == 0 {
		start = contract.get("start").date()
	}
	if own := n.get("ramp"); own != nil {
		t.Ramp = d.ramp(own, start, "the tranche", join(at, "ramp"))
		return t
	}
	t.Ramp = d.ramp(contract.get("ramp"), start, "tranche "+name, join(path, "ramp"))
	early := func(k model.Knot) bool { return k.At <= -1 || k.At <= 0 && t.Ramp.Shape == model.Points }
	if slices.ContainsFunc(t.Ramp.Knots, early) && start != 0 {
		d.c.add(n.whole(), join(path, "ramp"), "give the tranche one",
			"has months before %s, the start of tranche %s, which has no ramp of its own", start, name)
	}
	return t
}

func (d *decoder) backstop(n *node, start model.Date, path string) model.Backstop {
	if n == nil {
		return model.Backstop{}
	}
	b := model.Backstop{Value: n.get("value").number()}
	resold := n.get("resold")
	if resold != nil && resold.form == scalarForm {
		b.Resold = []model.Resold{{From: start.Month(), Share: resold.number()}}
	}
	resold.children(func(key string, v *node) {
		from, _ := monthOrYear.parse(key) // checked
		b.Resold = append(b.Resold, model.Resold{From: from.date.Month(), Share: v.number()})
	})
	slices.SortFunc(b.Resold, func(a, b model.Resold) int { return int(a.From - b.From) })
	for i := range b.Resold[min(1, len(b.Resold)):] {
		if from := b.Resold[i].From; from == b.Resold[i+1].From {
			d.c.add(resold.whole(), join(path, "resold"), "a year stands for its January", "gives %s twice", from)
		}
	}
	return b
}

// exitRight reads who may end a contract. A fee without any date would leave open when it may fall due.
func (d *decoder) exitRight(n *node, path string) model.ExitRight {
	e := model.ExitRight{By: model.Party(n.get("by").str("")), From: n.get("from").date(), Exercise: n.get("exercise").date()}
	if notice := n.get("notice"); notice != nil && notice.value.unit == ofDays {
		e.Notice.Days = int(notice.number())
	} else {
		e.Notice.Months = months(notice)
	}
	fee := n.get("fee")
	switch {
	case fee == nil:
	case !n.has("notice", "from", "exercise") && !d.c.meant(path, "notice") && !d.c.meant(path, "from") && !d.c.meant(path, "exercise"):
		d.c.add(fee.whole(), join(path, "fee"), "give a notice such as 90d, a day it may be given from, or the day it is given as exercise",
			"says what an exit costs, but not when one is possible")
	case fee.form == scalarForm:
		e.Fee = exitFeeOf(fee.value)
	default:
		e.Fee = model.ExitFee{Share: orNothing(fee.get("share")), Amount: orNothing(fee.get("amount")), Months: months(fee.get("months"))}
	}
	return e
}

func exitFeeOf(v value) model.ExitFee {
	switch v.unit {
	case ofShare:
		return model.ExitFee{Share: v.number}
	case ofMonths:
		return model.ExitFee{Months: model.Months(v.number)}
	}
	return model.ExitFee{Amount: v.number}
}

func actualsOf(n *node) model.Actuals {
	return model.Actuals{Through: n.get("through").month(), Spend: actualOf(n.get("spend")),
		Consumption: actualOf(n.get("consumption")), Cash: actualOf(n.get("cash"))}
}

// actualOf reads amounts by month, quarter or year, in order of time.
func actualOf(n *node) []model.Actual {
	var all []model.Actual
	n.children(func(key string, v *node) {
		p, _ := period.parse(key) // checked
		from := p.date.Month()
		all = append(all, model.Actual{From: from, To: from + model.Month(p.number) - 1, Amount: v.number()})
	})
	slices.SortFunc(all, func(a, b model.Actual) int { return int(a.From-b.From)*model.MaxMonths + int(a.To-b.To) })
	return all
}

// months is a length of time; nothing for one that is not given.
func months(n *node) model.Months { return model.Months(orNothing(n)) }

// orNothing is a number, 0 for one that is not given.
func orNothing(n *node) float64 {
	if n == nil {
		return 0
	}
	return n.number()
}

func fleetOf(n *node) []model.Batch {
	var all []model.Batch
	n.sorted(func(id string, count *node) { all = append(all, model.Batch{Accelerator: id, Count: count.number()}) })
	return all
}
