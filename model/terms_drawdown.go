package model

// DrawdownTerms say how consumption is held against a commitment. The minimums themselves are the contract's: Minimums by
// year, Milestones in their place, an aggregate over the term (AggregateMinimum, or Value where there is neither), or with
// Forfeit the pools a take-or-pay schedule would come to.
type DrawdownTerms struct {
	AggregateMinimum Money       // over the term; Unknown when not given
	Milestones       []Milestone // by ascending At; none for yearly minimums
	Increments       bool        // milestones are what is due since the one before, not cumulative

	Rollover     Rollover
	Shortfall    ShortfallTerms
	Credit       ShortfallCredit
	Forfeit      Forfeit
	OveragePrice float64 // of consumption above the commitment, × the contract rate; default 1
	Counts       Counts
	Marketplace  *Curve // purchases through the provider's marketplace, in money a year; nil for none
	Tail         Months // after the end, in which deferrals and credits may still be used
}

// Milestone is what must be consumed by the end of a month.
type Milestone struct {
	At     Month
	Amount Money
}

// Rollover says what of a commitment year moves to later ones.
type Rollover struct {
	Excess         float64 // share of the year's minimum that consumption above it may carry forward; 0 for none
	Years          int     // for so many years, at least 1; then it expires
	ShortfallYears int     // a deferred shortfall may stay open for so many years, at least 1
}

// ShortfallOrder says what happens to a shortfall first.
type ShortfallOrder string

// The orders; DeferFirst is the default.
const (
	DeferFirst  ShortfallOrder = "defer_first"
	ChargeFirst ShortfallOrder = "charge_first"
)

// ShortfallTerms say what happens to consumption that falls short. What is neither deferred nor charged first is charged.
type ShortfallTerms struct {
	Order     ShortfallOrder
	ChargeCap []Money // of charge_first, by commitment year; the last holds on; none for no cap
	DeferCap  DeferCap
}

// DeferCap is the most that may be deferred at the end of a commitment year. The zero DeferCap allows nothing.
type DeferCap struct {
	Share     float64 // of the year's minimum; 0 when it is not a share
	Amount    Money   // 0 when it is not an amount
	Unlimited bool
}

// CreditKind names what a shortfall charge comes back as.
type CreditKind string

// The credits. Usable credit pays consumption above the then minimum, prepayment credit pays consumption first; what a credit
// pays never counts towards a minimum.
const (
	NoCredit         CreditKind = "none"
	UsableCredit     CreditKind = "usable"
	PrepaymentCredit CreditKind = "prepayment"
)

// ShortfallCredit is what a shortfall charge comes back as.
type ShortfallCredit struct {
	Kind CreditKind
	For  Months // after the charge; 0 for the rest of the term and its tail
}

// Forfeit says when what a prepaid pool does not use is lost.
type Forfeit string

// The pools: none, one a commitment year, one a month.
const (
	NoForfeit    Forfeit = ""
	AnnualPools  Forfeit = "annual"
	MonthlyPools Forfeit = "monthly"
)

// Counts says what counts towards a minimum.
type Counts struct {
	AtList            bool    // consumption counts at list prices, before the discount
	MarketplaceWeight float64 // share of marketplace purchases that counts; default 1
	MarketplaceCap    float64 // share of the year's minimum they may make up; Unknown for no cap
	Prepaid           bool    // consumption paid by prepayment counts, instead of the prepayment itself when it is paid
}
