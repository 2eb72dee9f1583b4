package model

// Timing says when spend falls due.
type Timing string

// Arrears fall due at month end, advance on the first of the month. With neither, pools that are prepaid fall due when they
// open and all else in arrears.
const (
	TimingDefault Timing = ""
	Arrears       Timing = "arrears"
	Advance       Timing = "advance"
)

// Payment says when a contract is paid.
type Payment struct {
	Timing Timing
	Lag    Months // from falling due to cash; a fraction is split between two months
	Prepay []Prepayment
}

// Apply says against which spend a prepayment is credited.
type Apply string

// The ways to credit a prepayment; ProRata is the default.
const (
	ProRata      Apply = "pro_rata"      // in proportion to spend
	StraightLine Apply = "straight_line" // evenly, as far as there is spend
	ApplyFirst   Apply = "first"         // against the first spend
	ApplyLast    Apply = "last"          // against the last spend
)

// Prepayment is one amount paid ahead and credited against later spend.
type Prepayment struct {
	Name        string
	Share       float64 // of the commitment, or of the tranche's; Unknown when Amount is given
	Amount      Money   // Unknown when Share is given
	At          Date    // 0 for BeforeStart
	BeforeStart Months  // paid on the first of the month so long before the start
	Tranche     string  // whose spend it is credited against; "" for the whole contract
	Apply       Apply
	From, To    Months // window of contract time it is credited in; To Unknown for the end
}
