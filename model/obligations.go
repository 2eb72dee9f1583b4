package model

// Basis is what a maturity table adds up to.
type Basis string

// The bases: unpaid obligations (remaining − prepaid balance), or the remaining commitment, which is also the seller's
// remaining performance obligation.
const (
	ObligationBasis Basis = "obligation"
	RemainingBasis  Basis = "remaining"
)

// ObligationOptions choose a maturity table.
type ObligationOptions struct {
	AsOf           Date // this day is excluded
	Basis          Basis
	DebtEquivalent float64 // factor on the present value of firm obligations; Unknown when not wanted
}

// Obligations are the maturity tables of a scenario's counted contracts at a date.
type Obligations struct {
	Scenario *Scenario
	Options  ObligationOptions
	Years    []Bucket // five fiscal years, the first the remainder of the current one at an interim date, and thereafter
	Bands    []Bucket // up to 1, 1 to 3, 3 to 5 and more than 5 years
	Horizons []int    // months within which the seller's mirror gives shares: 12, 24, 36, 60
	Rows     []Obligation
	Total    Obligation
	Warnings []Warning
}

// Bucket is one column of a maturity table: days after From up to To, both of them dates; To 0 for no end.
type Bucket struct {
	Label    string
	From, To Date // From excluded, To included
}

// Obligation is one contract's row, or the total.
type Obligation struct {
	ID, Provider string

	Remaining Money // commitment not yet recognised: the seller's remaining performance obligation
	Prepaid   Money // paid ahead and not yet applied; without what counted when it was paid, which is off Remaining already
	Payables  Money // recognised and not yet paid: on the balance sheet already, in no table
	Unpaid    Money // the obligation: Remaining − Prepaid
	Years     Maturity
	Bands     Maturity
	Within    []float64 // share of Remaining recognised within each of Horizons; Unknown when nothing remains

	PresentValue   Money // of the firm obligation at the as-of date; Unknown without a discount rate
	DebtEquivalent Money // factor · PresentValue; Unknown when not wanted
}

// Maturity is one row by bucket. Firm is what is due by then whether the buyer leaves, where it may, or stays; contingent is the
// rest.
type Maturity struct {
	Firm, Contingent, Total []Money
	SumFirm, SumContingent  Money
	Sum                     Money
}
