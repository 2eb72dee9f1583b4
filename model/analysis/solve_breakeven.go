package analysis

import (
	"context"
	"math"

	"commitcast/model"
)

// Breakeven is what revenue must do to cover a scenario's spend as wanted in every full year. The revenue that each year needs, and the
// growth that gives it, are the Report's metrics breakeven.revenue and breakeven.cagr.
type Breakeven struct {
	Scenario    *model.Scenario // with Wanted as its target
	Wanted      float64         // revenue coverage aimed at
	Report      *model.Report   // of the scenario, by calendar year
	BaseRevenue float64         // of the last full year before commitments; Unknown where some month of it has none
	Scale       float64         // what all revenue would have to be multiplied by: Wanted / the lowest coverage of a full year
	Solution    *Solution       // the value of a number at which the lowest coverage is Wanted; nil where none was varied
	StuckYear   string          // where Solution has no root, the year of lowest coverage at its nearest value
}

// BreakevenSpec says what to aim at, and by which growth.
type BreakevenSpec struct {
	Scenario  *model.Scenario // valid
	Wanted    float64         // coverage, > 0
	Path      string          // of a number; "" for none
	Low, High float64         // where to search
	Given     bool            // the user asked for this range
}

// NewBreakeven works out the growth needed by year as the metric breakeven.cagr does, and solves for the number at Path, so that the
// figure min_coverage is the wanted one. The error is that of Solve.
func NewBreakeven(ctx context.Context, spec BreakevenSpec, o Options) (*Breakeven, error) {
	s := spec.Scenario.Clone()
	s.Target = spec.Wanted
	reports, err := model.Analyse([]*model.Scenario{s}, model.ByYear)
	if err != nil {
		return nil, err
	}
	out := &Breakeven{Scenario: s, Wanted: spec.Wanted, Report: reports[0], Scale: model.Unknown()}
	if lowest := reports[0].Summary.MinCoverage; lowest > 0 {
		out.Scale = spec.Wanted / lowest
	}
	out.BaseRevenue = out.base()
	if spec.Path == "" {
		return out, nil
	}
	out.Solution, err = Solve(ctx, SolveSpec{Scenario: s, Target: model.Target{Name: "min_coverage"}, Path: spec.Path, Wanted: spec.Wanted,
		Low: spec.Low, High: spec.High, Given: spec.Given}, o)
	if err != nil {
		return nil, err
	}
	if len(out.Solution.Roots) == 0 {
		out.StuckYear = lowestYear(s, spec.Path, out.Solution.Nearest.Value)
	}
	return out, nil
}

// base is the revenue of the base year: what each year's growth starts from.
func (b *Breakeven) base() float64 {
	needed, _ := b.Report.Series("breakeven.revenue")
	growth, _ := b.Report.Series("breakeven.cagr")
	for i, g := range growth.Values {
		if model.Known(g) {
			return needed.Values[i] / math.Pow(1+g, float64(b.Report.Periods[i].From.Year()-b.Report.Summary.BreakevenBase))
		}
	}
	return model.Unknown()
}

// lowestYear is the year of lowest coverage with a number at a value; empty where there is none.
func lowestYear(s *model.Scenario, path string, value float64) string {
	if !model.Known(value) {
		return ""
	}
	copied := s.Clone()
	x, err := copied.Scalar(path)
	if err != nil {
		return ""
	}
	x.Set(value)
	reports, err := model.Analyse([]*model.Scenario{copied}, model.ByYear)
	if err != nil {
		return ""
	}
	return reports[0].Summary.MinCoveragePeriod
}

// GrowthPath is the address of the growth that a break-even is solved for: that of the line of revenue with the largest amount a year
// given, the rate it begins with where it fades. It is "" where there is no revenue.
func GrowthPath(s *model.Scenario) string {
	most, path := 0.0, ""
	for i := range s.Revenue {
		l := &s.Revenue[i]
		largest := 0.0
		for _, p := range l.Curve.Points {
			largest = max(largest, p.Value)
		}
		if path != "" && largest <= most {
			continue
		}
		most, path = largest, "revenue."+l.ID+".growth"
		if l.Curve.Growth.HalfLife != 0 {
			path += ".initial"
		}
	}
	return path
}
