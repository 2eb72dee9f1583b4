package model_test

import (
	"math"
	"slices"
	"testing"

	"commitcast/model"

	"pgregory.net/rapid"
)

// The promises that every clause keeps, whatever the contract: books close, money is conserved, tables add up, and demand is
// served by what is cheapest. The scenarios are drawn; nothing here works a contract out.

// eachLedger calls check with the books of every counted contract.
func eachLedger(t *rapid.T, s *model.Scenario, by model.By, check func(*model.Ledger)) {
	t.Helper()
	for i := range s.Contracts {
		l, err := model.NewLedger(s, s.Contracts[i].ID, by)
		if err != nil {
			t.Fatal(err)
		}
		check(l)
	}
}

// size is the largest figure of the lists.
func size(lists ...[]float64) float64 {
	most := 0.0
	for _, l := range lists {
		for _, v := range l {
			most = max(most, math.Abs(v))
		}
	}
	return most
}

// agree compares within 1e-9 of a scale; a billionth of a dollar is nothing.
func agree(a, b, scale float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(scale)) }

func TestEveryBookCloses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawClauses(t, 2, anyContract)
		for _, by := range []model.By{model.ByMonth, model.ByQuarter, model.ByYear, model.ByFiscal, model.ByContract} {
			eachLedger(t, s, by, func(l *model.Ledger) {
				for _, b := range l.Books {
					bookCloses(t, l, &b)
				}
			})
		}
	})
}

func bookCloses(t *rapid.T, l *model.Ledger, b *model.Book) {
	t.Helper()
	scale := size(b.Opening, b.Closing)
	for _, line := range b.Lines {
		scale = max(scale, size(line.Values))
	}
	before := 0.0
	for i, q := range l.Periods {
		if b.Opening[i] != before {
			t.Errorf("%s %s by %s opens at %.9g, the period before closed at %.9g", b.Name, q.Label, l.By, b.Opening[i], before)
		}
		before = b.Closing[i]
		moved := b.Opening[i]
		for _, line := range b.Lines {
			if line.Reduces {
				moved -= line.Values[i]
			} else {
				moved += line.Values[i]
			}
		}
		if !agree(moved, b.Closing[i], scale) {
			t.Errorf("%s %s by %s closes at %.9g, its lines come to %.9g", b.Name, q.Label, l.By, b.Closing[i], moved)
		}
	}
	if slices.Contains([]string{"drawdown", "aggregate", "prepaid", "credit", "payables"}, b.Name) && !agree(before, 0, scale) {
		t.Errorf("%s ends at %.9g", b.Name, before)
	}
	for _, line := range b.Lines {
		if !agree(line.Total, sumOf(line.Values), scale) {
			t.Errorf("%s %s: total %.9g, its periods %.9g", b.Name, line.Name, line.Total, sumOf(line.Values))
		}
	}
}

// untouched reports whether a take-or-pay contract's schedule is what it names, and all of it.
func untouched(c *model.Contract) bool {
	return c.Kind == model.TakeOrPay && c.OnDelay != model.Forgive && !c.CancelIfLate && len(c.Outages) == 0 && c.Exit.Exercise == 0 && c.Actuals.Spend == nil
}

func TestAScheduleOfAnyShapeAddsUpToWhatIsCommitted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawClauses(t, 1, untouched)
		c := &s.Contracts[0]
		want := c.Value
		if len(c.Minimums) > 0 || len(c.Tranches) > 0 {
			want = 0
		}
		for _, m := range c.Minimums {
			want += m.Amount
		}
		for _, piece := range c.Tranches {
			want += piece.Value
		}
		if !model.Known(want) {
			return // by fee or price
		}
		p := model.NewProjector(s, model.GridOf(s)).Run()
		spend, contingent := sumOf(p.ContractColumn(c.ID, model.ColSpend)), sumOf(p.ContractColumn(c.ID, model.ColContingent))
		if math.Abs(spend-contingent-want) > cent {
			t.Errorf("spend %.4f of which %.4f is contingent, committed %.4f", spend, contingent, want)
		}
		if contingent > c.Backstop.Value+cent {
			t.Errorf("a backstop of %.4f comes to %.4f", c.Backstop.Value, contingent)
		}
	})
}

func TestCashIsExpenseAndTheBalancesBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawClauses(t, 2, anyContract)
		g := model.GridOf(s)
		p := model.NewProjector(s, g).Run()
		for i := range s.Contracts {
			col := func(c model.Column) []float64 { return p.ContractColumn(s.Contracts[i].ID, c) }
			cash, expense, spend := 0.0, 0.0, 0.0
			scale := sumOf(col(model.ColSpend)) + sumOf(col(model.ColExpense)) + size(col(model.ColPrepaid), col(model.ColCash))
			for m := range g.N {
				cash, expense, spend = cash+col(model.ColCash)[m], expense+col(model.ColExpense)[m], spend+col(model.ColSpend)[m]
				prepaid, credit, payables := col(model.ColPrepaid)[m], col(model.ColCredit)[m], col(model.ColPayables)[m]
				if !agree(cash, expense+prepaid+credit-payables, scale) {
					t.Fatalf("row %d: cash to date %.9g, expense %.9g + prepaid %.9g + credit %.9g − payables %.9g", m, cash, expense, prepaid, credit, payables)
				}
				if least := -1e-9 * max(1, scale); prepaid < least || credit < least || payables < least {
					t.Fatalf("row %d: prepaid %.9g, credit %.9g, payables %.9g", m, prepaid, credit, payables)
				}
			}
			if !agree(cash, spend, scale) || !agree(expense, spend, scale) {
				t.Errorf("over the life: cash %.9g, spend %.9g, expense %.9g", cash, spend, expense)
			}
		}
	})
}

func TestCommitmentYearsNetOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawClauses(t, 1, ofKind(model.Drawdown))
		eachLedger(t, s, model.ByYear, func(l *model.Ledger) {
			scale := 0.0
			var deferred, deferredIn, carriedOut, carriedIn, counted float64
			for i := range l.Years {
				y := &l.Years[i]
				scale = max(scale, y.Required, y.Counted, y.Minimum)
				deferred, deferredIn = deferred+y.Deferred, deferredIn+y.DeferredIn
				carriedOut, carriedIn = carriedOut+y.CarriedOut, carriedIn+y.CarriedIn
				counted += y.Counted
			}
			scale *= float64(len(l.Years))
			if !agree(deferred, deferredIn, scale) {
				t.Errorf("deferred %.9g, deferred in %.9g", deferred, deferredIn)
			}
			if carriedIn > carriedOut+1e-9*max(1, scale) {
				t.Errorf("carried in %.9g, out only %.9g", carriedIn, carriedOut)
			}
			if !agree(sumOf(l.Counted), counted, scale) {
				t.Errorf("counted %.9g by period, %.9g by commitment year", sumOf(l.Counted), counted)
			}
			for i := range l.Years {
				yearAddsUp(t, &s.Contracts[0], l, i, scale)
			}
		})
	})
}

func yearAddsUp(t *rapid.T, c *model.Contract, l *model.Ledger, i int, scale float64) {
	t.Helper()
	y := &l.Years[i]
	near := func(what string, got, want float64) {
		t.Helper()
		if !agree(got, want, scale) {
			t.Errorf("%s: %s is %.9g, want %.9g: %+v", y.Label, what, got, want, *y)
		}
	}
	near("required", y.Required, y.Minimum+y.DeferredIn-y.CarriedIn)
	near("shortfall", y.Shortfall, max(0, y.Required-y.Counted))
	near("what becomes of it", y.Charged+y.Deferred+y.Forfeited, y.Shortfall)
	near("excess", y.Excess, max(0, y.Counted-y.Required))
	if i > 0 {
		near("deferred in", y.DeferredIn, l.Years[i-1].Deferred)
	}
	for what, v := range map[string]float64{"required": y.Required, "charged": y.Charged, "deferred": y.Deferred, "carried": y.CarriedOut, "true-up": y.TrueUp} {
		if v < 0 {
			t.Errorf("%s: %s is %.9g", y.Label, what, v)
		}
	}
	if y.CarriedOut > y.Excess+1e-9*max(1, scale) {
		t.Errorf("%s: %.9g carried of an excess of %.9g", y.Label, y.CarriedOut, y.Excess)
	}
	if cumulative := len(c.Drawdown.Milestones) > 0 && !c.Drawdown.Increments; !cumulative && y.CarriedOut > c.Drawdown.Rollover.Excess*y.Minimum+1e-9*max(1, scale) {
		t.Errorf("%s: %.9g carried, more than is allowed of %.9g", y.Label, y.CarriedOut, y.Minimum)
	}
	if i == len(l.Years)-1 && (y.Deferred != 0 || y.CarriedOut != 0) {
		t.Errorf("%s is the last, but moves %.9g and %.9g on", y.Label, y.Deferred, y.CarriedOut)
	}
}

// Up to the month through which it is given, cash is what was paid, and no more; months that are not given paid nothing.
func TestActualCashStandsInPlaceOfTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawClauses(t, 1, func(c *model.Contract) bool { return c.Actuals.Cash != nil })
		g, c := model.GridOf(s), &s.Contracts[0]
		cash := model.NewProjector(s, g).Run().ContractColumn(c.ID, model.ColCash)
		for m := g.From; m <= c.Actuals.Through; m++ {
			given, sum := false, 0.0
			for _, a := range c.Actuals.Cash {
				if a.From == m { // a whole entry
					given = true
					for k := a.From; k <= a.To; k++ {
						sum += cash[k-g.From]
					}
					if !agree(sum, a.Amount, a.Amount) {
						t.Errorf("%s to %s: %.9g, was %.9g", a.From, a.To, sum, a.Amount)
					}
				}
				given = given || a.From <= m && m <= a.To
			}
			if !given && cash[m-g.From] != 0 {
				t.Errorf("%s: %.9g is paid, but nothing was", m, cash[m-g.From])
			}
		}
	})
}
