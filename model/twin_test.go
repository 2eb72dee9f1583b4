package model_test

import (
	"math"
	"testing"

	"commitcast/model"

	"pgregory.net/rapid"
)

// Two readings agree within 1e-9 of a value, or within 1e-11 of the largest value of the same series: a contract's last
// sliver of a month is a difference of larger numbers.
const (
	agreeRelative = 1e-9
	agreeOfScale  = 1e-11
)

func TestEngineAgreesWithTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { agreesWithTwin(t, drawScenario(t)) })
}

// agreesWithTwin holds every metric of a scenario, by month and by year, and its headline figures against the twin.
func agreesWithTwin(t *rapid.T, s *model.Scenario) {
	w := newTwin(s)
	if w.lastFlow == 0 {
		return // nothing is ever spent: there is no life to speak of
	}
	for _, by := range []model.By{model.ByMonth, model.ByYear} {
		r := analyse(t, s, by)
		checkPeriods(t, w, r)
		checkNames(t, r)
		for _, series := range r.Metrics {
			checkSeries(t, w, r, "", series, w.ofScenario)
		}
		for i, c := range r.Contracts {
			only := w.contracts[i : i+1]
			for _, series := range c.Metrics {
				checkSeries(t, w, r, c.ID+" ", series, func(name string, from, to model.Month) (float64, bool) {
					return w.ofContracts(only, name, from, to)
				})
			}
		}
		checkSummary(t, w, r)
	}
}

// scenarioMetrics are the metrics as a user writes them.
var scenarioMetrics = []string{
	"spend", "cash", "consumption", "remaining", "revenue", "contribution", "cfads", "coverage.revenue", "coverage.contribution",
	"coverage.cash", "coverage.net_of_vendor", "coverage.life", "breakeven.revenue", "breakeven.cagr", "cash_balance", "gpus",
	"gpu_hours.available", "gpu_hours.used", "cpus", "cpu_hours", "power_it_mw", "power_mw", "energy_mwh", "carbon_t", "water_ml",
	"price.implied", "price.effective", "spend_per_mw_year", "concentration", "concentration.effective", "concentration.largest",
	"vendor_funded_share", "expense", "prepaid", "payables", "credit", "charges", "forfeits", "contingent", "idle", "utilisation",
	"commitment.utilisation", "required_run_rate", "demand", "unserved",
}

func checkNames(t *rapid.T, r *model.Report) {
	for _, name := range scenarioMetrics {
		if _, ok := r.Series(name); !ok {
			t.Errorf("no metric %s", name)
		}
	}
	for _, c := range r.Contracts {
		for _, name := range []string{"spend", "cash", "remaining", "gpus", "gpu_hours.available", "price.implied", "power_mw"} {
			if _, ok := c.Series(name); !ok {
				t.Errorf("%s: no metric %s", c.ID, name)
			}
		}
	}
}

func checkPeriods(t *rapid.T, w *twin, r *model.Report) {
	from, to := r.Periods[0].From, r.Periods[len(r.Periods)-1].To
	if from != w.from || to != w.to {
		t.Errorf("shown %v to %v, twin %v to %v", from, to, w.from, w.to)
	}
	if len(r.Contracts) != len(w.contracts) || len(r.Contracts)+len(r.Uncounted) != len(w.s.Contracts) {
		t.Fatalf("%d contracts counted and %d not, twin %d counted", len(r.Contracts), len(r.Uncounted), len(w.contracts))
	}
	for _, p := range r.Periods {
		if r.By == model.ByYear && p.Partial == w.full(p.From.Year()) {
			t.Errorf("%s: partial is %v", p.Label, p.Partial)
		}
	}
}

// checkSeries holds one series against the twin's reading of the metric. Errors name the contract in `of`.
func checkSeries(
	t *rapid.T, w *twin, r *model.Report, of string, s model.Series,
	twinValue func(name string, from, to model.Month) (float64, bool),
) {
	want := make([]float64, len(r.Periods))
	scale := 0.0
	for i, p := range r.Periods {
		v, ok := twinValue(s.Name, p.From, p.To)
		if !ok {
			if s.Name != "breakeven.cagr" { // which is checked by year below
				t.Errorf("%s%s: the twin knows no such metric", of, s.Name)
			}
			return
		}
		want[i] = v
		if math.Abs(v) > scale { // false for NaN
			scale = math.Abs(v)
		}
	}
	if cancels[s.Name] {
		scale = max(scale, w.scale())
	}
	if s.Name == "commitment.utilisation" {
		scale = max(scale, 1)
	}
	for i, p := range r.Periods {
		if s.Name == "coverage.cash" && math.Abs(w.cash.sum(p.From, p.To)) < cent {
			continue // what is paid comes back in the same period
		}
		if s.Name == "coverage.life" && (math.Abs(want[i]) > 1e9 || math.IsNaN(want[i]) && math.Abs(s.Values[i]) > 1e9) {
			continue // what is left to pay is what rounding leaves of nothing
		}
		if !near(s.Values[i], want[i], agreeRelative, agreeOfScale*scale) {
			t.Errorf("%s%s %s: engine %.15g, twin %.15g", of, s.Name, p.Label, s.Values[i], want[i])
		}
	}
	if wantSum, ok := wholeSum(w, s.Name, twinValue); ok && s.Aggregation == model.Sum {
		if got := s.Before + sumOf(s.Values) + s.After; !near(got, wantSum, agreeRelative, agreeOfScale*scale) {
			t.Errorf("%s%s: before, shown and after are %.15g, twin %.15g", of, s.Name, got, wantSum)
		}
		if !near(s.Total, wantSum, agreeRelative, agreeOfScale*scale) {
			t.Errorf("%s%s: total %.15g, twin %.15g", of, s.Name, s.Total, wantSum)
		}
	}
}

// wholeSum is the total of a flow: of a contract's, all there is of it; of a curve's, which has no end, the months of the
// contracts' life and those shown.
func wholeSum(w *twin, name string, twinValue func(name string, from, to model.Month) (float64, bool)) (float64, bool) {
	if lifeTotals[name] {
		return twinValue(name, w.lo, w.hi)
	}
	total, ok := twinValue(name, w.from, w.to)
	for m := w.first; ok && m <= w.lastFlow; m++ {
		if m < w.from || m > w.to {
			v, _ := twinValue(name, m, m)
			total += v
		}
	}
	return total, ok
}

// cancels are the metrics that are differences of money: their error is that of the parts.
var cancels = map[string]bool{
	"cfads": true, "remaining": true, "cash_balance": true, "cash": true, "expense": true, "prepaid": true, "payables": true,
	"credit": true, "charges": true, "forfeits": true, "idle": true, "required_run_rate": true,
}

// lifeTotals are the flows of contracts, whose total is all there is of them.
var lifeTotals = map[string]bool{
	"spend": true, "cash": true, "consumption": true, "gpu_hours.available": true, "gpu_hours.used": true,
	"cpu_hours": true, "energy_mwh": true, "carbon_t": true, "water_ml": true,
	"expense": true, "charges": true, "forfeits": true, "contingent": true, "idle": true,
}

// scale is all the money that passes through the scenario, in either direction.
func (t *twin) scale() float64 {
	sum := t.s.OpeningCash + t.spend.sum(t.lo, t.hi) + t.revenue.sum(t.lo, t.hi) + t.financing.sum(t.lo, t.hi)
	for _, k := range t.contracts {
		for _, p := range k.books.paid {
			sum += math.Abs(p.amount)
		}
	}
	return sum
}

func sumOf(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum
}

// checkSummary holds the headline figures against the twin.
func checkSummary(t *rapid.T, w *twin, r *model.Report) {
	got, scale := r.Summary, agreeOfScale*w.scale()
	commitment := 0.0
	for _, k := range w.contracts {
		commitment += k.commitment()
	}
	gap, gapMonth, runway := w.fundingGap()
	market, marketPV := w.markToMarket()
	implied, _ := w.ofScenario("price.implied", w.lo, w.hi)
	effective, _ := w.ofScenario("price.effective", w.lo, w.hi)
	unserved, _ := w.ofScenario("unserved", w.first, w.lastFlow)
	perMW, _ := w.ofScenario("spend_per_mw_year", w.lo, w.hi)
	for _, f := range []struct {
		name      string
		got, want float64
		floor     float64
	}{
		{"commitment", got.Commitment, commitment, scale},
		{"present value", got.PresentValue, w.presentValue(), scale},
		{"life", got.WALYears, w.life(), agreeOfScale},
		{"coverage.life", got.CoverageLife, w.coverageLife(w.firstFlow()), 1e-9},
		{"funding gap", got.FundingGap, gap, scale},
		{"mark to market", got.MarkToMarket, market, scale},
		{"mark to market PV", got.MarkToMarketPV, marketPV, scale},
		{"contingent", got.Contingent, over(w.contracts, "contingent", w.lo, w.hi), scale},
		{"charges", got.Charges, over(w.contracts, "charges", w.lo, w.hi), scale},
		{"forfeits", got.Forfeits, over(w.contracts, "forfeits", w.lo, w.hi), scale},
		{"idle", got.Idle, over(w.contracts, "idle", w.lo, w.hi), scale},
		{"unserved", got.Unserved, unserved, 0},
		{"GPU-hours", got.GPUHours, over(w.contracts, "gpu_hours.available", w.lo, w.hi), 0},
		{"price.implied", got.PriceImplied, implied, 0},
		{"price.effective", got.PriceEffective, effective, 0},
		{"spend per MW-year", got.SpendPerMWYear, perMW, 0},
	} {
		if f.name == "life" && w.allRefunded() {
			continue // an average over nothing
		}
		if !near(f.got, f.want, agreeRelative, f.floor) {
			t.Errorf("summary: %s: engine %.15g, twin %.15g", f.name, f.got, f.want)
		}
	}
	if got.ValuationDate != w.valuation {
		t.Errorf("summary: valued on %v, twin %v", got.ValuationDate, w.valuation)
	}
	if !w.justEnough(scale) && (got.FundingGapMonth != gapMonth || got.RunwayMonth != runway) {
		t.Errorf("summary: gap in %v, below in %v; twin %v, %v", got.FundingGapMonth, got.RunwayMonth, gapMonth, runway)
	}
	if r.By == model.ByYear {
		checkYears(t, w, r)
	}
}

// justEnough reports whether cash is somewhere at the least allowed, where the last bit decides on a month.
func (t *twin) justEnough(within float64) bool {
	for _, b := range t.balance() {
		if math.Abs(b-t.s.MinCash) <= within {
			return true
		}
	}
	return false
}

// firstFlow is the first month whose end is not before the valuation date.
func (t *twin) firstFlow() model.Month { return t.valuation.Month() }

// checkYears are the figures over full calendar years.
func checkYears(t *rapid.T, w *twin, r *model.Report) {
	peak, least, most := math.NaN(), math.NaN(), math.NaN()
	for y := w.to.Year(); y >= w.from.Year(); y-- {
		if !w.full(y) {
			continue
		}
		from, to := model.MonthOf(y, 1), model.MonthOf(y, 12)
		coverage := ratio(w.revenue.sum(from, to), w.spend.sum(from, to))
		if len(w.s.Revenue) > 0 && !math.IsNaN(coverage) && !(coverage >= least) {
			least = coverage
		}
		if g := w.breakevenCAGR(y); !math.IsNaN(g) && !(g <= most) {
			most = g
		}
	}
	for y := w.first.Year(); y <= w.lastFlow.Year(); y++ {
		if spend := w.spend.sum(model.MonthOf(y, 1), model.MonthOf(y, 12)); w.spent(y) && w.lives(y) && !(spend <= peak) {
			peak = spend
		}
	}
	s := r.Summary
	for _, f := range []struct {
		name      string
		got, want float64
	}{
		{"peak spend", s.PeakSpend, peak},
		{"least coverage", s.MinCoverage, least},
		{"breakeven.cagr_all", s.BreakevenCAGRAll, most},
		{"first covered year", float64(s.FirstCoveredYear), float64(w.firstCovered())},
	} {
		if !near(f.got, f.want, agreeRelative, agreeOfScale) {
			t.Errorf("summary: %s: engine %.15g, twin %.15g", f.name, f.got, f.want)
		}
	}
	series, ok := r.Series("breakeven.cagr")
	for i, p := range r.Periods {
		if want := w.breakevenCAGR(p.From.Year()); ok && !near(series.Values[i], want, agreeRelative, agreeOfScale) {
			t.Errorf("breakeven.cagr %s: engine %.15g, twin %.15g", p.Label, series.Values[i], want)
		}
	}
}

// firstCovered is the first full year from which coverage is at the target or above in every full year; 0 when there is none.
func (t *twin) firstCovered() int {
	first := 0
	if len(t.s.Revenue) == 0 {
		return 0
	}
	for y := t.from.Year(); y <= t.to.Year(); y++ {
		spend := t.spend.sum(model.MonthOf(y, 1), model.MonthOf(y, 12))
		if !t.full(y) || spend == 0 { // what credits pay for needs no cover
			continue
		}
		coverage := t.revenue.sum(model.MonthOf(y, 1), model.MonthOf(y, 12)) / spend
		switch {
		case coverage < t.s.Target*(1-1e-9): // equal but for rounding is met
			first = 0
		case first == 0:
			first = y
		}
	}
	return first
}
