package plots

import (
	"math"
	"strings"

	"commitcast/model"
)

// title says how often use falls short, and what comes of it.
func (b *buildUp) title() string {
	use := "Use"
	if name := titled(supplier(b.l)); name != "" {
		use += " of " + name
	}
	says, result := b.outcome(), b.result()
	brief, _, _ := strings.Cut(says, " and in aggregate")
	return finding(use+says+result, "Use"+says+result, "Use"+brief+result, "Use"+brief)
}

// outcome says how often use falls short of what.
func (b *buildUp) outcome() string {
	one, many := b.steps()
	in := " in "
	if one == "milestone" {
		in = " of "
	}
	switch {
	case !b.byYear() && b.trued > 0:
		return " falls short of the " + b.money(b.aggregate) + " aggregate"
	case !b.byYear():
		return " reaches the " + b.money(b.aggregate) + " committed" + b.reached()
	case b.short == 0 && b.trued > 0:
		return " meets every minimum but not the aggregate"
	case b.short == 0:
		return " meets what is required in " + b.every()
	}
	short := in + itoa(b.short) + " of " + itoa(b.required) + " " + many
	switch {
	case b.required == 1 && one == "pool":
		short = " of the " + b.money(b.largest()) + " pool"
	case b.required == 1:
		short = " of the " + b.money(b.largest()) + " required"
	case b.short == b.required:
		short = in + b.every()
	}
	if b.trued > 0 {
		short += " and in aggregate"
	}
	return " falls short" + short
}

// reached says in which month the aggregate is reached.
func (b *buildUp) reached() string {
	if at, ok := b.whole.met(); ok {
		return " in " + monthName(model.Month(math.Ceil(at.x)-1))
	}
	return ""
}

// largest is the most that a commitment year requires.
func (b *buildUp) largest() float64 {
	top := 0.0
	for _, r := range b.rungs {
		top = math.Max(top, r.Required)
	}
	return top
}

// every names all of the steps.
func (b *buildUp) every() string {
	one, many := b.steps()
	switch b.required {
	case 1:
		return "the only " + one
	case 2:
		return "both " + many
	}
	return "all " + itoa(b.required) + " " + many
}

// result says what comes of the shortfalls.
func (b *buildUp) result() string {
	switch paid := b.charged + b.trued; {
	case b.lost > 0:
		return "; " + b.money(b.lost) + " is lost"
	case paid > 0:
		return "; " + b.money(paid) + " is charged"
	case b.deferred > 0:
		return "; all is deferred"
	}
	return ""
}
