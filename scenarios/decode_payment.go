package scenarios

import (
	"math"

	"commitcast/model"
)

// payment reads when a contract is paid.
func (d *decoder) payment(c *model.Contract, n *node, path string) model.Payment {
	p := model.Payment{Timing: model.Timing(n.get("payment").get("timing").str("")), Lag: months(n.get("payment").get("lag"))}
	n.get("payment").get("prepay").children(func(name string, item *node) {
		p.Prepay = append(p.Prepay, d.prepayment(n, name, item, join(join(path, "prepay"), name)))
	})
	return p
}

func (d *decoder) prepayment(contract *node, name string, n *node, path string) model.Prepayment {
	if !n.has("share", "amount") && !d.c.meant(path, "share") && !d.c.meant(path, "amount") {
		d.c.add(n.whole(), join(path, "amount"), "give an amount such as $2B, or a share of the commitment such as share: 20%", "is missing")
	}
	if !n.has("at", "before_start") && !d.c.meant(path, "at") && !d.c.meant(path, "before_start") {
		d.c.add(n.whole(), join(path, "at"), "give the day it is paid, or before_start: 0mo for the start", "is missing")
	}
	if k := n.get("before_start"); k != nil && k.number() != math.Trunc(k.number()) {
		d.c.add(k.at, join(path, "before_start"), "write 1mo, or the day itself as at: 2025-12-15", "must be whole months, is %s", k.text)
	}
	if t := n.get("tranche"); t != nil && contract.get("tranches").get(t.text) == nil {
		var there []string
		contract.get("tranches").children(func(key string, _ *node) { there = append(there, key) })
		d.c.add(t.at, join(path, "tranche"), d.c.offer(t.text, "tranches: ", there), "there is no tranche %q", short(t.text))
	}
	return model.Prepayment{
		Name:        name,
		Share:       n.get("share").number(),
		Amount:      n.get("amount").number(),
		At:          n.get("at").date(),
		BeforeStart: months(n.get("before_start")),
		Tranche:     n.get("tranche").str(""),
		Apply:       model.Apply(n.get("apply").str(applied(contract))),
		From:        months(n.get("from")),
		To:          model.Months(n.get("to").number()),
	}
}

// applied is how a contract's prepayments are applied when they do not say: those that count towards a drawdown's
// commitment when they are paid go against its first consumption, others in proportion to spend.
func applied(contract *node) string {
	if contract.given("commitment").text == string(model.Drawdown) && contract.get("forfeit") == nil && !contract.under("counts").given("prepaid").yes() {
		return string(model.ApplyFirst)
	}
	return string(model.ProRata)
}
