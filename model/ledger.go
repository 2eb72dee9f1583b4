package model

// Ledger is one contract's books by period: what is used, what that does to the commitment, what is paid and what is expensed,
// and the balances between them. Every book closes: opening + additions − reductions = closing.
type Ledger struct {
	Scenario *Scenario
	Contract *Contract
	By       By
	Periods  []Period
	Books    []Book
	Counted  []float64        // of a drawdown, all that counted, one value a period
	Years    []CommitmentYear // of a drawdown, in order; pools and the tail included
	Notes    [][]Note         // one list a period, in order of time
	Warnings []Warning
}

// Book is one corkscrew. Values are one a period.
type Book struct {
	Name    string // consumption, drawdown, aggregate, cash, expense, prepaid, credit, payables
	Label   string
	Opening []float64
	Lines   []BookLine
	Closing []float64 // from the projection itself, not from the lines
}

// BookLine is one movement.
type BookLine struct {
	Name    string
	Label   string
	Reduces bool // is taken off
	Values  []float64
	Total   float64
}

// CommitmentYear is how one commitment year, milestone, pool or tail came out. Amounts are at what counts.
type CommitmentYear struct {
	Label    string // Y1, 2026, FY2026, 2027-12, tail
	From, To Month  // both included

	Minimum    Money
	DeferredIn Money // shortfall of earlier years still owed
	CarriedIn  Money // excess of earlier years applied
	Required   Money // Minimum + DeferredIn − CarriedIn
	Counted    Money // consumption, as it counts
	Excess     Money // counted above what is required
	CarriedOut Money // of it, allowed forward
	Shortfall  Money
	Charged    Money
	Deferred   Money
	Forfeited  Money
	TrueUp     Money // charged for the aggregate at the end of the term
	MetOn      Month // when the requirement was reached; 0 if it was not
}

// Note says in words what a clause did.
type Note struct {
	Month  Month
	Clause string // path of the clause: contracts.aws.shortfall
	Text   string
}
