package model

// Status says how firm a contract is.
type Status string

// A signed or reported contract counts; a letter of intent or an option counts only when exercised.
const (
	Signed         Status = "signed"
	Reported       Status = "reported"
	LetterOfIntent Status = "letter_of_intent"
	Option         Status = "option"
)

// Firm reports whether the status counts without being exercised.
func (s Status) Firm() bool { return s == Signed || s == Reported }

// Commitment is the kind of commitment.
type Commitment string

// A take-or-pay contract is spent as scheduled, used or not; on demand, spend is consumption and nothing is committed; under a
// drawdown, consumption is held against minimums, and what falls short is charged, deferred or lost.
const (
	TakeOrPay Commitment = "take_or_pay"
	OnDemand  Commitment = "on_demand"
	Drawdown  Commitment = "drawdown"
)

// DelayEffect says what a late delivery does to the term and the money.
type DelayEffect string

// The effects of a delay; Extend is the default.
const (
	Extend   DelayEffect = "extend"   // the term ends as much later, value unchanged
	Compress DelayEffect = "compress" // same end, same value, more a month
	Forgive  DelayEffect = "forgive"  // same end, the undelivered share falls away
	Pay      DelayEffect = "pay"      // spend as if on time; only capacity is late
)

// YearBasis says which years a contract's minimums are counted in.
type YearBasis string

// The bases of yearly minimums.
const (
	ContractYears YearBasis = "contract"
	CalendarYears YearBasis = "calendar"
	FiscalYears   YearBasis = "fiscal"
)

// Contract is one compute contract. Amounts that are not given are Unknown.
type Contract struct {
	ID        string
	Provider  string // defaults to the ID
	Status    Status
	Exercised bool // of a letter of intent or an option
	Kind      Commitment

	Start   Date
	Term    Months // more than 0
	Ramp    Ramp
	Delay   Months // of delivery; 0 or more
	OnDelay DelayEffect

	Value      Money     // over the life
	Minimums   []Minimum // by ascending year
	MinimumsBy YearBasis
	Fee        Money // a month at full
	Schedule   Schedule
	Escalator  float64 // a year, from the second contract year on
	Prices     []Price
	HoursMonth float64 // hours billed a month; 0 means calendar hours

	Fleet         []Batch
	Availability  float64 // share of hours available; default 1
	Utilisation   float64 // share of available hours used; default 1
	PUE           float64 // facility power / IT power; Unknown when not given
	LoadFactor    float64 // average power / full power; default 1
	GridIntensity float64 // kg CO2 per kWh; Unknown when not given
	WUE           float64 // litres of water per kWh of IT energy; Unknown when not given

	Consumption *Curve  // what is used, in money a year at contract rates; nil when not given
	Discount    float64 // off list prices: contract rates are list · (1 − Discount); in [0, 1)

	Drawdown DrawdownTerms // of a contract of kind Drawdown
	Payment  Payment
	Tranches []Tranche // in file order; none for a contract of one piece

	CancelIfLate bool   // a delay beyond CancelGrace ends a tranche, or a contract of one piece, before it starts
	CancelGrace  Months // 0 or more
	Backstop     Backstop
	Exit         ExitRight
	Outages      []Outage
	Actuals      Actuals

	lost Month // from which on the provider is gone; 0 for never
}

// Counts reports whether the contract's spend is counted as committed.
func (c *Contract) Counts() bool { return c.Status.Firm() || c.Exercised }

// countsWhenPaid reports whether a prepayment counts towards the commitment when it is paid, instead of the use it pays.
func (c *Contract) countsWhenPaid() bool {
	return c.Kind == Drawdown && c.Drawdown.Forfeit == NoForfeit && !c.Drawdown.Counts.Prepaid
}

// graceEnds is the month by which a delayed delivery must have begun.
func (c *Contract) graceEnds() Month { return c.Start.AddMonths(int(c.CancelGrace)).Month() }

// stated is the value a contract names: its value or aggregate, else what its parts come to; Unknown where it names none.
func (c *Contract) stated() Money {
	switch {
	case Known(c.Value):
		return c.Value
	case c.Kind == Drawdown && Known(c.Drawdown.AggregateMinimum):
		return c.Drawdown.AggregateMinimum
	}
	return c.total()
}

// total is what the yearly minimums, the milestones or the tranches' values come to; Unknown where there are none.
func (c *Contract) total() Money {
	sum, milestones := 0.0, c.Drawdown.Milestones
	switch {
	case len(c.Minimums)+len(milestones)+len(c.Tranches) == 0:
		return Unknown()
	case len(milestones) > 0 && !c.Drawdown.Increments:
		return milestones[len(milestones)-1].Amount
	}
	for i := range c.Minimums {
		sum += c.Minimums[i].Amount
	}
	for i := range milestones {
		sum += milestones[i].Amount
	}
	for i := range c.Tranches {
		sum += c.Tranches[i].Value
	}
	return sum
}

// Minimum is the least spend of one year.
type Minimum struct {
	Year   int // contract year from 1, or the calendar or fiscal year's number
	Amount Money
}

// Schedule is how a value or a fee is spread over the term.
type Schedule struct {
	Kind  ScheduleKind
	Steps Ramp // of BySteps: its own shape, apart from capacity
}

// ScheduleKind names a schedule.
type ScheduleKind string

// The schedules; ByRamp is the default.
const (
	ByRamp  ScheduleKind = "ramp"
	Even    ScheduleKind = "even"
	BySteps ScheduleKind = "steps"
)

// Price is what a GPU-hour costs under a contract: a fixed amount, or a multiple of the month's market price.
type Price struct {
	Accelerator string  // "" holds for every accelerator
	Amount      float64 // per GPU-hour; Unknown for a price that floats
	Market      string  // accelerator whose market price it follows; "" for a fixed price
	Multiple    float64 // of the market price
}

// Batch is a number of accelerators of one kind.
type Batch struct {
	Accelerator string
	Count       float64
}

// Accelerator is one row of the catalogue.
type Accelerator struct {
	ID        string
	Name      string
	CPU       bool    // counted in cores: CPU-hours and power, never GPU-hours
	KW        float64 // kW of IT power each
	PriceLow  float64 // plausible price band per GPU-hour; Unknown when there is none
	PriceHigh float64
	Available Month // first month in general use; 0 when not known
}

// Catalog is what is known of the accelerators, whatever the scenario.
type Catalog struct {
	Accelerators []Accelerator // by ID
	MWYearLow    float64       // plausible spend per MW-year of IT power; Unknown when there is none
	MWYearHigh   float64
}

// Accelerator looks an accelerator up; ok is false for an unknown one.
func (c *Catalog) Accelerator(id string) (a Accelerator, ok bool) {
	for _, a := range c.Accelerators {
		if a.ID == id {
			return a, true
		}
	}
	return Accelerator{}, false
}
