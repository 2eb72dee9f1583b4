package analysis

import "commitcast/model"

// Sensitivity is what was asked about one target; an analysis that was not asked for is nil.
type Sensitivity struct {
	Scenario      *model.Scenario
	Target        model.Target
	Base          float64 // the target's number on the scenario's own values
	Tornado       *Tornado
	Spider        *Spider
	Screening     *Screening
	Decomposition *Decomposition
	Ranks         *RankCorrelations
	Warnings      []model.Warning // of all of them
}

// Range is how far one number of a scenario is moved.
type Range struct {
	Path                        string
	Base                        float64 // the scenario's own
	Low, High                   float64 // in the path's base unit; Low ≤ High
	Why                         string  // P10 to P90, ±10%, as given
	BaseText, LowText, HighText string  // as a user would write them; whoever makes the range fills them
	Switch                      bool    // a yes/no: 0 and 1
}

// Tornado is a target with each number at its low and its high, the others at their own values (one at a time).
type Tornado struct {
	Scenario *model.Scenario
	Target   model.Target
	Base     float64
	Bars     []Bar // from the widest; those with an end that is not defined first
	All      Bar   // all at once: AtLow with every number at the end that lowers the target, AtHigh the other; its Range has no path
}

// Bar is what one number does to a target. An end at which the target is not defined has no part in all at once.
type Bar struct {
	Range
	AtLow, AtHigh float64 // the target's numbers with the number at Low and at High; Unknown where not defined
}

// Spider is a target along the whole range of each number, the others at their own values.
type Spider struct {
	Scenario *model.Scenario
	Target   model.Target
	Base     float64
	Lines    []SpiderLine // from the widest; those that are not defined throughout first
}

// SpiderLine is one number's line: its values, ascending from Low to High with Base among them, and the target's numbers there.
type SpiderLine struct {
	Range
	At, Values []float64
}

// Screening is the elementary effects of numbers over their ranges (Morris 1991; μ* of Campolongo 2007), in the target's unit for a move over the whole
// range.
type Screening struct {
	Scenario     *model.Scenario
	Target       model.Target
	Base         float64
	Seed         uint64
	Trajectories int
	Evaluations  int
	Undefined    int      // effects left out because the target was not defined at one of their two points
	Effects      []Effect // from the largest μ*; those that are nowhere defined first
}

// Effect is what moving one number does on average: Mu with its sign, MuStar its size, Sigma how much it depends on where the others are.
type Effect struct {
	Range
	Mu, MuStar, Sigma     float64
	MuStarLow, MuStarHigh float64 // 95% interval of MuStar, by bootstrap
	Undefined             int     // effects of this number left out, likewise
}

// Decomposition is the variance of a target split among independent groups of numbers: Sobol' indices, first order by Saltelli 2010, total by
// Jansen 1999.
type Decomposition struct {
	Scenario    *model.Scenario
	Target      model.Target
	Seed        uint64
	Samples     int // base samples; Samples · (groups + 2) evaluations
	Evaluations int
	Undefined   int // evaluations left out because the target was not defined
	Mean, SD    float64
	Indices     []Index // from the largest total
	Warnings    []model.Warning
}

// Index is one group's share of the variance: alone (First), and with all it does together with others (Total). Intervals are 95%, by bootstrap.
type Index struct {
	Paths                      []string // several where they are correlated and move as one
	First, FirstLow, FirstHigh float64
	Total, TotalLow, TotalHigh float64
}

// RankCorrelations is how numbers rank with a target on the paths of a simulation (Spearman).
type RankCorrelations struct {
	Scenario *model.Scenario
	Target   model.Target
	Seed     uint64
	Paths    int
	All      []RankCorrelation // from the largest in size
	Warnings []model.Warning
}

// RankCorrelation is that of one number, with its 95% interval (Fisher's transformation with the variance of Bonett and Wright 2000).
type RankCorrelation struct {
	Path           string
	Rho, Low, High float64
	Pairs          int // paths on which the target is defined
}
