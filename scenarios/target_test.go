package scenarios

import (
	"math"
	"testing"

	"commitcast/model"
)

// A target has the very number that a report of the scenario shows, whatever it is asked of the projector besides.
func TestATargetIsWhatTheReportShows(t *testing.T) {
	all, err := List()
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, e := range all {
		if !e.Contracts {
			continue
		}
		l, err := Load(e.Name, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, by := range model.Bys {
			if by == model.ByMonth && e.Name != "openai-portfolio" && e.Name != "families/azure-macc" {
				continue // takes long
			}
			reports, err := model.Analyse([]*model.Scenario{l.Scenario}, by)
			if err != nil {
				continue // contract years of several contracts
			}
			ss, _ := model.Aligned([]*model.Scenario{l.Scenario}, by)
			read += compareTargets(t, e.Name, ss[0], reports[0])
		}
	}
	if read < 20_000 {
		t.Errorf("only %d numbers were compared", read)
	}
}

func compareTargets(t *testing.T, name string, s *model.Scenario, r *model.Report) int {
	t.Helper()
	p := model.NewProjector(s, model.GridOf(s))
	p.Run()
	n := 0
	same := func(target model.Target, want float64, partial bool) {
		t.Helper()
		g, err := p.Gauge(target, model.Horizon{})
		if err != nil {
			t.Fatalf("%s: %s: %v", name, target, err)
		}
		if got := g.Value(); math.Float64bits(got) != math.Float64bits(want) && (model.Known(got) || model.Known(want)) {
			t.Errorf("%s: %s is %v, the report shows %v", name, target, got, want)
		}
		if g.Partial() != partial {
			t.Errorf("%s: %s is partial: %v", name, target, g.Partial())
		}
		n++
	}
	series := func(contract string, all []model.Series) {
		for _, m := range all {
			for i, q := range r.Periods {
				if q.Label != "before" {
					same(model.Target{Contract: contract, Name: m.Name, Period: q.Label}, m.Values[i], q.Partial)
				}
			}
			if m.Aggregation == model.Sum || m.Aggregation == model.Ratio {
				same(model.Target{Contract: contract, Name: m.Name}, m.Total, false)
			}
		}
	}
	series("", r.Metrics)
	for _, c := range r.Contracts {
		series(c.ID, c.Metrics)
	}
	if r.By == model.ByYear {
		same(model.Target{Name: "min_coverage"}, r.Summary.MinCoverage, false)
		same(model.Target{Name: "funding_gap"}, r.Summary.FundingGap, false)
		same(model.Target{Name: "commitment"}, r.Summary.Commitment, false)
	}
	return n
}
