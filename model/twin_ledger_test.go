package model_test

import (
	"math"
	"testing"

	"commitcast/model"

	"pgregory.net/rapid"
)

// A ledger tells how each commitment year came out as the twin does.
func TestLedgerYearsAgreeWithTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawAlone(t, func(s *model.Scenario) model.Contract {
			c := drawDrawdown(t, s, "a")
			drawPayment(t, s, &c, 3e4)
			return c
		})
		tell(t, s)
		w := newTwin(s)
		if open(s) || w.lastFlow == 0 {
			return
		}
		if problems := s.Validate(); len(problems) > 0 {
			t.Fatalf("not valid: %v", problems)
		}
		l, err := model.NewLedger(s, "a", model.ByYear)
		if err != nil {
			t.Fatalf("%v", err)
		}
		checkYearsOf(t, w, l)
	})
}

func checkYearsOf(t *rapid.T, w *twin, l *model.Ledger) {
	periods := w.contracts[0].draw.periods
	if len(l.Years) != len(periods) {
		t.Fatalf("%d commitment years, twin %d", len(l.Years), len(periods))
	}
	for i, got := range l.Years {
		want := periods[i].CommitmentYear
		if got.From != want.From || got.To != want.To {
			t.Errorf("%s: %v to %v, twin %v to %v", got.Label, got.From, got.To, want.From, want.To)
		}
		if got.MetOn != want.MetOn && math.Abs(want.Required-want.Counted) > cent {
			t.Errorf("%s: met on %v, twin %v", got.Label, got.MetOn, want.MetOn)
		}
		for _, f := range []struct {
			name      string
			got, want float64
		}{
			{"minimum", got.Minimum, want.Minimum}, {"deferred in", got.DeferredIn, want.DeferredIn},
			{"carried in", got.CarriedIn, want.CarriedIn}, {"required", got.Required, want.Required},
			{"counted", got.Counted, want.Counted}, {"excess", got.Excess, want.Excess},
			{"carried out", got.CarriedOut, want.CarriedOut}, {"shortfall", got.Shortfall, want.Shortfall},
			{"charged", got.Charged, want.Charged}, {"deferred", got.Deferred, want.Deferred},
			{"forfeited", got.Forfeited, want.Forfeited}, {"true-up", got.TrueUp, want.TrueUp},
		} {
			if !near(f.got, f.want, agreeRelative, cent/10) {
				t.Errorf("%s: %s: engine %.15g, twin %.15g", got.Label, f.name, f.got, f.want)
			}
		}
	}
}
