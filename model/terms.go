package model

// Tranche is one piece of a contract with a start of its own. What is not given is the contract's: a zero Start or Term, an
// Unknown Delay, no Prices. Exactly one of Value, Fee and a priced Fleet sets its spend.
type Tranche struct {
	Name   string
	Start  Date
	Term   Months
	Ramp   Ramp
	Delay  Months
	Value  Money // Unknown when not given, as Fee
	Fee    Money
	Prices []Price
	Fleet  []Batch
}

// Backstop is an amount the buyer owes as far as the seller cannot resell the capacity: spend is its schedule · (1 − resold),
// contingent until due. A zero Value is none.
type Backstop struct {
	Value  Money
	Resold []Resold // by ascending From; 0 before the first
}

// Resold is the share of a backstop sold to others from the beginning of a month.
type Resold struct {
	From  Month
	Share float64
}

// Party is who may exit.
type Party string

// The parties.
const (
	Buyer  Party = "buyer"
	Seller Party = "seller"
	Either Party = "either"
)

// ExitRight lets a party end the contract. The zero ExitRight is none. Without Exercise it is not used, but what follows the
// earliest end is not firm where the buyer may leave. Exercised, everything after the notice is replaced by the fee.
type ExitRight struct {
	By       Party
	Notice   Span
	From     Date // notice may be given from this day on; 0 for any
	Fee      ExitFee
	Exercise Date // the day notice is given; 0 for never
}

// Given reports whether there is a right to exit.
func (e *ExitRight) Given() bool { return e.By != "" }

// ExitFee is what an exit costs, the sum of what is given: a share of what then remains, net of prepayment; an amount; the
// spend of so many months after the end.
type ExitFee struct {
	Share  float64
	Amount Money
	Months Months
}

// Span is a length of time by the calendar: months, then days.
type Span struct {
	Months Months
	Days   int
}

// After is the day a span after d: whole months as by AddMonths, a fraction of a month as its share of that month's days.
func (s Span) After(d Date) Date {
	whole := int(s.Months)
	end := d.AddMonths(whole)
	if part := float64(s.Months) - float64(whole); part > 0 {
		end += Date(part*float64(end.Month().Days()) + 0.5)
	}
	return end + Date(s.Days)
}

// Outage takes a share of capacity away for a time, and a share of the fee off.
type Outage struct {
	Name   string
	From   Date
	For    Months
	Share  float64 // of capacity
	Credit float64 // of the fee of that time
}

// Actuals are what really happened, in place of the model up to the month Through. A zero Through is none.
type Actuals struct {
	Through     Month
	Spend       []Actual // by ascending From; nil when not given
	Consumption []Actual
	Cash        []Actual
}

// Actual is the amount of one month, or of a period, evenly over its months.
type Actual struct {
	From, To Month // both included
	Amount   Money
}

// Demand is the compute wanted. Either Curve or Intensity is given.
type Demand struct {
	Curve      *Curve  // GPU-hours a year
	Intensity  float64 // GPU-hours per unit of revenue
	Efficiency float64 // a year: intensity falls by it from At on
	At         Month   // 0 for the first month of the earliest counted contract
}
