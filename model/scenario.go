package model

import "time"

// Scenario is everything one file (with what it extends) says. Package scenarios makes one from YAML; a program may also
// fill it by hand and call Validate.
type Scenario struct {
	Title       string // shown on every table and chart
	Name        string // short: the file's name without folder and ending
	File        string // the file's name, "-" for standard input
	Description string
	Currency    string // ISO code

	Horizon       Horizon
	Valuation     Valuation
	FiscalYearEnd time.Month // last month of the fiscal year
	Target        float64    // coverage aimed at

	Contracts     []Contract // in file order
	Revenue       []RevenueLine
	RevenueShares []RevenueShare
	Costs         []CostLine
	Financing     []Financing
	OpeningCash   Money // at the beginning of the valuation month
	MinCash       Money
	Market        []MarketPrice
	Demand        *Demand // nil when not given
	Catalog       Catalog
	Uncertainty   Uncertainty
	Checks        []Check

	Sources     []Source // by ID
	Inputs      Inputs   // every scalar as it was written, with grade and source
	Notes       []Warning
	InputSHA256 string // of the merged scenario in canonical form
}

// Horizon is the months shown, both included. A zero bound is the default: the life of the counted contracts.
type Horizon struct{ From, To Month }

// Valuation is the date and yearly rate of discounting. A zero Date is the default: the first day of the earliest counted
// contract's first month. Rate is Unknown when not given.
type Valuation struct {
	Date Date
	Rate float64
}

// RevenueLine is one stream of revenue.
type RevenueLine struct {
	ID     string
	Curve  Curve
	Margin float64 // contribution before compute, a share; default 1
	Lag    Months  // from revenue to cash
}

// CostLine is one stream of costs that the revenue lines' margins do not already take.
type CostLine struct {
	ID    string
	Curve Curve
}

// RevenueShare is a share of revenue owed to a partner.
type RevenueShare struct {
	Name  string
	To    string
	Rate  float64
	Until Month // last month; 0 for no end
	Cap   Money // on the sum paid; Unknown for none
}

// FinancingKind names what a financing gives.
type FinancingKind string

// Equity and debt are cash to be returned or shared; a rebate lowers the cost of compute in cash, a warrant in kind.
const (
	Equity  FinancingKind = "equity"
	Debt    FinancingKind = "debt"
	Rebate  FinancingKind = "rebate"
	Warrant FinancingKind = "warrant"
)

// Financing is one dated amount received.
type Financing struct {
	Name   string
	Amount Money
	Date   Date
	Vendor string // id of a contract; "" when it comes from elsewhere
	Kind   FinancingKind
	Status Status // counts when signed or reported
}

// MarketPrice is the market's price of one accelerator-hour over time: Price until At, then falling by Decline a year.
type MarketPrice struct {
	Accelerator string
	Price       float64
	At          Month
	Decline     float64 // a year; below 1
}

// Source is where a figure was published.
type Source struct {
	ID, Publisher, Title, URL string
	Date                      Date // 0 when not given
}

// Grade says how much is known about a figure.
type Grade string

// The grades, best first; Assumed is the default.
const (
	Disclosed Grade = "disclosed" // a filing or the company itself
	PressOnly Grade = "reported"  // press on data that is not public
	Estimated Grade = "estimated" // an analyst
	Assumed   Grade = "assumed"   // ours
)

// Grades lists the grades, best first.
var Grades = []Grade{Disclosed, PressOnly, Estimated, Assumed}

// Rank is the place of the grade in Grades; an unknown grade ranks last.
func (g Grade) Rank() int {
	for i, known := range Grades {
		if g == known {
			return i
		}
	}
	return len(Grades) - 1
}

// Weaker is the less certain of two grades.
func (g Grade) Weaker(h Grade) Grade { return Grades[max(g.Rank(), h.Rank())] }

// Input is one scalar of the scenario as it was written.
type Input struct {
	Path   string
	Text   string // as written: $38B
	Grade  Grade
	Source string // id of a source; may be empty
	Origin string // file:line:column
}

// Inputs are the scalars of a scenario in the order of the file.
type Inputs []Input

// Grade is the grade of the input at path; Assumed when there is none.
func (in Inputs) Grade(path string) Grade {
	for i := range in {
		if in[i].Path == path {
			return in[i].Grade
		}
	}
	return Assumed
}
