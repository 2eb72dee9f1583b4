package model

import (
	"fmt"
	"slices"
)

// notes say in words what the contract's clauses did, month by month.
func (p *Projection) notes(c *contractProjection) []Note {
	n := noter{p: p, c: c}
	if c.Kind == Drawdown {
		for i := range c.years {
			n.year(i)
		}
		n.aggregate()
		n.credits()
	}
	n.payments()
	n.events()
	return n.notes
}

// noter collects notes on one contract.
type noter struct {
	p     *Projection
	c     *contractProjection
	notes []Note
}

func (n *noter) add(m Month, key, format string, args ...any) {
	n.notes = append(n.notes, Note{Month: m, Clause: "contracts." + n.c.ID + key, Text: fmt.Sprintf(format, args...)})
}

func (n *noter) money(v float64) string { return amount(v, n.p.Scenario.Currency) }

// year tells how one commitment year came out.
func (n *noter) year(i int) {
	y := &n.c.years[i]
	label, key := n.c.yearLabel(n.p, y), n.requirement(y)
	first, last := n.p.month(y.rows.from), n.p.month(y.rows.to-1)
	if y.carriedIn > 0 {
		n.add(first, n.carrying(), "%s: %s of excess from before lowers what is required to %s", label, n.money(y.carriedIn), n.money(y.required))
	}
	if y.lapsed > 0 {
		n.add(first, ".rollover.years", "%s: %s of excess carried from before expires", label, n.money(y.lapsed))
	}
	if y.required > 0 && y.metOn >= 0 && y.deferred == 0 {
		n.add(n.p.month(y.metOn), key, "%s: the %s required is reached", label, n.money(y.required))
	}
	n.shortfall(y, label, key, last)
	if y.excess > 0 && !y.tail {
		n.excess(y, label, last)
	}
	if y.due > 0 {
		n.add(last, n.aggregateKey(), "true-up: %s to the aggregate", n.money(y.due))
	}
}

// aggregate tells when the aggregate is reached by what counts.
func (n *noter) aggregate() {
	left, met := n.c.columns[ColAggregateLeft], n.c.columns[ColAggregateMet]
	if n.c.cumulative() {
		return
	}
	for m := n.c.touched.from; m < n.c.touched.to; m++ {
		if left[m] == 0 && met[m] > 0 && n.c.columns[ColAggregateCharged][m] == 0 {
			n.add(n.p.month(m), n.aggregateKey(), "the aggregate of %s is reached", n.money(n.c.aggregate))
			return
		}
	}
}

// requirement is the clause a commitment year's minimum comes from.
func (n *noter) requirement(y *commitmentYear) string {
	d := &n.c.Drawdown
	switch {
	case y.tail:
		return ".tail"
	case len(d.Milestones) > 0 && y.year < len(d.Milestones):
		return ".milestones." + d.Milestones[y.year].At.String()
	case d.Forfeit != NoForfeit:
		return ".forfeit"
	case slices.ContainsFunc(n.c.Minimums, func(m Minimum) bool { return m.Year == y.year }):
		return ".minimums." + Minimum{Year: y.year}.label(n.c.MinimumsBy)
	}
	return n.aggregateKey()
}

func (n *noter) aggregateKey() string {
	switch {
	case Known(n.c.Drawdown.AggregateMinimum):
		return ".aggregate_minimum"
	case len(n.c.Drawdown.Milestones) > 0:
		return ".milestones"
	case len(n.c.Minimums) > 0:
		return ".minimums"
	}
	return ".value"
}

func (n *noter) carrying() string {
	if n.c.Drawdown.Rollover.Excess > 0 {
		return ".rollover.excess"
	}
	return ".milestones"
}

// shortfall tells what a year's shortfall came to.
func (n *noter) shortfall(y *commitmentYear, label, key string, at Month) {
	if y.forfeited > 0 {
		n.add(at, ".forfeit", "%s: %s of the %s pool is not used and lost", label, n.money(y.forfeited), n.money(y.minimum))
	}
	if y.charged > 0 {
		if n.c.Drawdown.Shortfall.Order != "" && !y.tail {
			key = ".shortfall"
		}
		n.add(at, key, "%s: %s short of the %s required; %s is charged", label, n.money(y.shortfall), n.money(y.required), n.money(y.charged))
	}
	if y.deferred > 0 {
		n.add(at, ".shortfall.defer_cap", "%s: %s short of the %s required; %s is deferred", label, n.money(y.shortfall), n.money(y.required),
			n.money(y.deferred))
	}
}

// excess tells what becomes of what was counted above the requirement.
func (n *noter) excess(y *commitmentYear, label string, at Month) {
	switch {
	case y.carriedOut > 0 && y.carriedOut < y.excess:
		n.add(at, n.carrying(), "%s: %s above what is required; %s carries forward", label, n.money(y.excess), n.money(y.carriedOut))
	case y.carriedOut > 0:
		n.add(at, n.carrying(), "%s: %s above what is required carries forward", label, n.money(y.excess))
	}
}

// credits tell what was granted and what expired.
func (n *noter) credits() {
	granted, expired := n.c.columns[ColCreditGranted], n.c.columns[ColCreditExpired]
	for m := n.c.touched.from; m < n.c.touched.to; m++ {
		if granted[m] > 0 {
			n.add(n.p.month(m), ".shortfall_credit", "the charge of %s comes back as %s credit", n.money(granted[m]), n.c.Drawdown.Credit.Kind)
		}
		if expired[m] > 0 {
			n.add(n.p.month(m), ".shortfall_credit", "credit of %s expires unused", n.money(expired[m]))
		}
	}
}

// payments tell of prepayments paid and refunded.
func (n *noter) payments() {
	for i := range n.c.Payment.Prepay {
		item := &n.c.Payment.Prepay[i]
		if i < len(n.c.dated) && n.c.dated[i].amount > 0 {
			n.add(n.c.dated[i].date.Month(), ".payment.prepay."+item.Name, "prepayment of %s, on %s", n.money(n.c.dated[i].amount), n.c.dated[i].date)
		}
	}
	for m := n.c.touched.from; m < n.c.touched.to; m++ {
		if v := n.c.columns[ColPrepayRefunded][m]; v > 0 {
			n.add(n.p.month(m), ".payment.prepay", "unearned prepayment of %s is refunded", n.money(v))
		}
	}
}

// events tell of outages, cancelled tranches, an exit, and where actual figures end.
func (n *noter) events() {
	c := n.c
	for i := range c.Outages {
		o := &c.Outages[i]
		text := fmt.Sprintf("%.4g%% of capacity is away for %.4gmo", 100*o.Share, float64(o.For))
		if past := len(c.Actuals.Spend) > 0 && o.From.Month() <= c.Actuals.Through; o.Credit > 0 && !past {
			text += fmt.Sprintf("; %.4g%% of the fee is credited", 100*o.Credit)
		}
		n.add(o.From.Month(), ".outages."+o.Name, "%s", text)
	}
	var piece Contract
	for i := range c.Tranches {
		if c.laid(i, &piece); piece.cancelled() {
			n.add(piece.graceEnds(), ".cancel_if_late", "tranche %s is later than the grace of %.4g months allows, and cancelled",
				c.Tranches[i].Name, float64(c.CancelGrace))
		}
	}
	if len(c.Tranches) == 0 && c.cancelled() {
		n.add(c.graceEnds(), ".cancel_if_late", "later than the grace of %.4g months allows, and cancelled", float64(c.CancelGrace))
	}
	if c.exits() {
		end := c.Exit.Notice.After(c.Exit.Exercise)
		n.add(c.Exit.Exercise.Month(), ".exit_right.exercise", "notice is given; service ends on %s", end)
		if row, share := c.exitRow(n.p.Grid); row < n.p.index(c.life.last()) || share < 1 {
			n.add(min(end.Month(), c.life.last()), ".exit_right.fee", "service ends; what remained is replaced by the fee")
		}
	}
	if c.lost != 0 {
		n.add(c.lost, "", "the provider is lost")
	}
	if c.Actuals.Through != 0 {
		n.add(c.Actuals.Through, ".actuals", "the last month of actual figures")
	}
}
