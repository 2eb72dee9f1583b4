package model

import "commitcast/model/dist"

// Uncertainty is what is not known of a scenario. The scenario's own numbers stay the base case; distributions stand beside
// them. The zero Uncertainty is none.
type Uncertainty struct {
	Inputs       []UncertainInput // in the order of the file, those of one contract or line together
	Noise        []Noise          // likewise
	Correlations []Correlation
}

// None reports whether nothing is uncertain.
func (u *Uncertainty) None() bool { return len(u.Inputs)+len(u.Noise) == 0 }

// UncertainInput is the distribution of one number of the scenario, in the number's base unit: money, shares, months; of a
// switch such as exercised 1 and 0.
type UncertainInput struct {
	Path string // address of the scalar: contracts.aws.delay
	Dist dist.Spec
}

// Noise is a monthly process X on the log level of a curve or a market price, which is multiplied by exp(X − Var X/2), so that
// its mean stays the base path. X is 0 up to and including the valuation month.
//
// Without a HalfLife it is a random walk: X_m = X_{m−1} + σ/√12·ε. With one of h years it is pulled back to the base path:
// X_m = φ·X_{m−1} + s·ε with κ = ln 2/h, φ = e^{−κ/12} and s² = σ²(1−φ²)/(2κ), a month's step of an Ornstein–Uhlenbeck process.
type Noise struct {
	Path       string  // revenue.subscriptions, costs.staff, market.gb200, demand, contracts.aws.consumption
	Volatility float64 // σ, a year; 0 or more
	HalfLife   Months  // of the pull back to the base path; 0 for none
}

// Correlation is the correlation Rho of the normal scores of two inputs, or of the monthly innovations of two noise processes
// (a Gaussian copula). Pairs that are not named are independent.
type Correlation struct {
	Between [2]string // paths of two Inputs, or of two Noises
	Rho     float64   // in (−1, 1)
}

// CheckLevel says how bad it is when a check does not hold.
type CheckLevel string

// The levels; LevelError is the default.
const (
	LevelError   CheckLevel = "error"
	LevelWarning CheckLevel = "warning"
)

// Check is a limit the user sets: the metric lies within Min and Max in every full year from From to To, with at least the given
// Probability where the scenario is simulated. A metric that is one figure has no years.
type Check struct {
	Name        string
	Metric      string  // of Metrics by year, or of Figures
	From, To    int     // calendar years, both included; 0 for no bound
	Min, Max    float64 // Unknown for none; at least one is given
	Probability float64 // demanded; Unknown for none
	Level       CheckLevel
}
