package model

// By is the length of a period.
type By string

// The periods a result can be given by.
const (
	ByMonth    By = "month"
	ByQuarter  By = "quarter"
	ByYear     By = "year"
	ByFiscal   By = "fiscal"
	ByContract By = "contract"
)

// Bys are the names a user may give.
var Bys = []By{ByMonth, ByQuarter, ByYear, ByFiscal, ByContract}

// Period is one column of a result.
type Period struct {
	Label    string // 2026-01, 2026-Q1, 2026, FY2026 or Y1
	From, To Month  // the months of it that are shown, both included
	Partial  bool   // the horizon, or the months with spend, cover less than all of it
}

// Series is one metric over the periods of a report. Values that are not known or not defined are Unknown.
type Series struct {
	Metric
	Values []float64 // one a period
	Total  float64   // of a flow Before + Values + After, of a ratio that over the life; Unknown where it has no meaning
	Before float64   // of a flow: what lies before the periods shown; of a curve, within the contracts' life
	After  float64   // of a flow: what lies after them, likewise
}

// Report is a projection brought into periods, ready to be drawn or printed.
type Report struct {
	Scenario  *Scenario
	By        By
	Periods   []Period
	Metrics   []Series
	Contracts []ContractReport // the counted ones, in file order
	Uncounted []Uncounted      // letters of intent and options not exercised
	Summary   Summary
	Grades    []GradeShare
	Warnings  []Warning
}

// ContractReport is what one contract adds to a report.
type ContractReport struct {
	ID, Provider string
	Metrics      []Series
}

// Uncounted is a contract that is listed but not counted.
type Uncounted struct {
	ID, Provider string
	Status       Status
	Value        Money // as stated; Unknown when the contract states none
}

// GradeShare says how much rests on one grade.
type GradeShare struct {
	Grade     Grade
	Committed float64 // share of committed value; Unknown when nothing is committed
	Revenue   float64 // share of the revenue shown; Unknown when there is none
}

// Summary are the headline figures of a scenario. Figures over years use full years only; what is not defined is
// Unknown, and a month or year that does not occur is 0.
type Summary struct {
	Commitment        Money   // Σ of the counted commitments over their lives
	ValuationDate     Date    //
	PresentValue      Money   // of cash from the valuation date on
	WALYears          float64 // weighted average life of the same flows
	PeakSpend         Money   // of a full year, whatever the horizon shows of it
	PeakSpendPeriod   string
	MinCoverage       float64 // the smallest coverage.revenue over full periods
	MinCoveragePeriod string
	FirstCoveredYear  int     // first full year from which coverage stays at the target or above
	CoverageLife      float64 // coverage.life at the valuation date
	BreakevenCAGRAll  float64 // largest breakeven.cagr over full years
	BreakevenBase     int     // the year growth is counted from
	FundingGap        Money   //
	FundingGapMonth   Month   // when cash is lowest, if there is a gap
	RunwayMonth       Month   // first month end with cash below min_cash
	MarkToMarket      Money   // undiscounted, from the valuation date on
	MarkToMarketPV    Money
	Contingent        Money   // of the commitment, what a backstop may come to
	Charges           Money   // for shortfalls, whole life
	Forfeits          Money   // pools and prepayments lost, whole life
	Idle              Money   // committed spend that bought nothing used, whole life; Unknown where no use is known
	Unserved          float64 // GPU-hours of the demand that no contract serves, over the life; Unknown without a demand
	GPUHours          float64 // available, whole life
	PriceImplied      float64 // over the life
	PriceEffective    float64
	SpendPerMWYear    float64
}

// Series finds a metric by name; ok is false when the report has none of that name.
func (r *Report) Series(name string) (Series, bool) { return find(r.Metrics, name) }

// Series finds a metric of the contract by name.
func (c *ContractReport) Series(name string) (Series, bool) { return find(c.Metrics, name) }

func find(all []Series, name string) (Series, bool) {
	for _, s := range all {
		if s.Name == name {
			return s, true
		}
	}
	return Series{}, false
}

// Comparison lines up reports over the same periods; the first is the base.
type Comparison struct {
	Reports []*Report
	Deltas  []Delta // one a report after the first
}

// Delta is the difference of one report from the first.
type Delta struct {
	Report  *Report
	Metrics []DeltaSeries
}

// DeltaSeries is the difference in one metric, and the same relative to the first report's value.
type DeltaSeries struct {
	Metric
	Values       []float64
	Percent      []float64 // a share: 0.1 is 10% more; Unknown where the base is 0 or unknown
	Total        float64
	TotalPercent float64
}
