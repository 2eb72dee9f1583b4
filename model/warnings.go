package model

import (
	"fmt"
	"strings"
)

// warnings tells what a reader should know about the result: delays that undo a schedule, ramps that outlast their term,
// figures outside the plausible bands, and totals that leave contracts out.
func (p *Projection) warnings() []Warning {
	var out []Warning
	for i := range p.contracts {
		c := &p.contracts[i]
		out = append(out, c.termWarnings(p)...)
		if w, ok := c.statedPriceWarning(p); ok {
			out = append(out, w)
		}
		out = append(out, c.bandWarnings(p.Scenario)...)
	}
	if early := p.cashBefore(p.valuationDate()); early > cent && Known(p.Scenario.Valuation.Rate) {
		out = append(out, Warning{"valuation.date", fmt.Sprintf(
			"%s of cash before %s is left out of present value and weighted average life",
			amount(early, p.Scenario.Currency), p.valuationDate())})
	}
	return append(append(out, p.circular()...), p.leftOut()...)
}

// circular names the equity and debt that come from vendors: money that returns to where it came from. It is told, and
// counted in vendor_funded_share, but not taken off spend as rebates and warrants are.
func (p *Projection) circular() []Warning {
	var out []Warning
	for i := range p.Scenario.Financing {
		f := &p.Scenario.Financing[i]
		if f.Vendor != "" && f.Status.Firm() && (f.Kind == Equity || f.Kind == Debt) {
			out = append(out, Warning{"financing." + f.Name, fmt.Sprintf(
				"circular: %s of %s from the vendor of %s is not taken off spend", amount(f.Amount, p.Scenario.Currency), f.Kind, f.Vendor)})
		}
	}
	return out
}

// cashBefore is the cash that falls due before a date.
func (p *Projection) cashBefore(d Date) float64 {
	total := 0.0
	for m := range p.N {
		p.eachCash(m, func(due Date, amount float64) {
			if due < d {
				total += amount
			}
		})
	}
	return total
}

// termWarnings tell what dates and delays do to a contract's money that a reader would not expect.
func (c *contractProjection) termWarnings(p *Projection) []Warning {
	var out []Warning
	warn := func(key, format string, args ...any) {
		out = append(out, Warning{"contracts." + c.ID + key, fmt.Sprintf(format, args...)})
	}
	if c.lastMonthOnly {
		warn(".delay", "the delay leaves no delivery inside the term, so the whole value falls in %s", c.life.last())
	}
	if lost := c.stated() - c.committed; c.OnDelay == Forgive && lost > cent && c.undisturbed() {
		warn(".delay", "the delay is forgiven: %s of the stated %s falls away",
			amount(lost, p.Scenario.Currency), amount(c.stated(), p.Scenario.Currency))
	}
	out = append(out, c.cancellations(p)...)
	if c.Kind == Drawdown && len(c.Minimums) > 0 && c.Drawdown.Forfeit == NoForfeit {
		if first, last := c.minimumYears(p.Scenario); len(c.Minimums) < last-first+1 {
			warn(".minimums", "are of %d of the term's %d years: the others require nothing", len(c.Minimums), last-first+1)
		}
	}
	if over := sumOf(c.Actuals.Spend) - c.Value; Known(c.Value) && over > cent {
		warn(".actuals.spend", "is %s more than the value", amount(over, p.Scenario.Currency))
	}
	if t := c.timeline(); c.Ramp.fullAt() > Months(t.length) {
		warn(".ramp", "full capacity is reached only after the end of the term")
	}
	if !c.Status.Firm() && c.life.first > p.life.From {
		warn("", "exercised: it adds to the remaining commitment from its start, %s", c.life.first)
	}
	return out
}

// cancellations tell of tranches, or a whole contract, that come too late and never are.
func (c *contractProjection) cancellations(p *Projection) []Warning {
	var out []Warning
	warn := func(key, what string, piece *Contract) {
		lost := ""
		if v := piece.stated(); Known(v) {
			lost = fmt.Sprintf(": %s falls away", amount(v, p.Scenario.Currency))
		}
		out = append(out, Warning{"contracts." + c.ID + key, fmt.Sprintf("%s is later than the grace of %.4g months and cancelled%s",
			what, float64(c.CancelGrace), lost)})
	}
	if len(c.Tranches) == 0 && c.cancelled() {
		warn(".cancel_if_late", "the contract", c.Contract)
	}
	var piece Contract
	for i := range c.Tranches {
		if c.laid(i, &piece); piece.cancelled() {
			warn(".tranches."+c.Tranches[i].Name, "the tranche", &piece)
		}
	}
	return out
}

// sumOf is what actual amounts come to.
func sumOf(actuals []Actual) float64 {
	total := 0.0
	for _, a := range actuals {
		total += a.Amount
	}
	return total
}

// undisturbed reports whether nothing but a delay moves what the contract states.
func (c *contractProjection) undisturbed() bool {
	return !c.cancelled() && !c.exits() && len(c.Outages) == 0 && len(c.Actuals.Spend) == 0 && c.Backstop.Value == 0
}

// fullAt is when the ramp reaches its last share.
func (r *Ramp) fullAt() Months {
	if n := len(r.Knots); n > 0 {
		return r.Knots[n-1].At
	}
	if r.Shape == Immediate {
		return 0
	}
	return r.Full
}

// leftOut names the contracts that totals of capacity leave out, and why. A contract without power is named once, not
// again for what follows from power.
func (p *Projection) leftOut() []Warning {
	anyContract := func(*contractProjection) bool { return true }
	powered := func(c *contractProjection) bool { return c.known.power }
	var out []Warning
	for _, g := range []struct {
		column Column
		of     func(*contractProjection) bool
		what   string
		why    string
	}{
		{ColGPUHours, anyContract, "GPU-hours and prices per GPU-hour", "neither a GPU fleet nor a price is given"},
		{ColConsumption, anyContract, "consumption", "neither consumption nor a fleet with prices is given"},
		{ColPowerIT, anyContract, "power", "no fleet is given"},
		{ColPower, powered, "facility power, energy and carbon", "no pue is given"},
		{ColCarbon, func(c *contractProjection) bool { return c.known.facility }, "carbon", "no grid_intensity is given"},
		{ColWater, powered, "water", "no wue is given"},
	} {
		var without []string
		known := false
		for i := range p.contracts {
			c := &p.contracts[i]
			switch {
			case c.knows(g.column):
				known = true
			case g.of(c):
				without = append(without, c.ID)
			}
		}
		if known && len(without) > 0 {
			out = append(out, Warning{"contracts", fmt.Sprintf("totals of %s leave out %s: %s", g.what, strings.Join(without, ", "), g.why)})
		}
	}
	return out
}
