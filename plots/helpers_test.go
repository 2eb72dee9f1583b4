package plots

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"commitcast/model"
)

// setup describes results to be made up for a test.
type setup struct {
	contracts, scenarios, years int
	long                        bool    // names of 60 characters, with characters the font has not
	revenue                     float64 // of the first full year, in B; 0 for none
	growth                      float64 // of revenue a year
	fleet                       bool
	pue                         bool
	currency                    string
	terms, demand               bool // with cash apart from expense, idle spend and use; and with demand unserved
}

func usual(contracts, scenarios, years int) setup {
	return setup{contracts: contracts, scenarios: scenarios, years: years, revenue: 8, growth: 1.35, fleet: true, pue: true,
		currency: "USD"}
}

// withTerms has a fifth prepaid and the rest paid a month late, and capacity that fills up slowly.
func (su setup) withTerms(demand bool) setup {
	su.terms, su.demand = true, demand
	return su
}

var providers = []string{
	"Oracle", "Microsoft Azure", "Amazon Web Services", "CoreWeave", "Google Cloud", "Cerebras", "Crusoe", "Nebius", "Lambda",
	"Vultr", "Together", "Nscale",
}

var variants = []string{
	"as announced", "nine months late", "expanded", "misprint", "slow ramp", "price cut", "two sites", "option only",
	"compressed", "forgiven", "paid while late", "steep ramp",
}

// input makes reports by year and month. The first and last of several years are part-years: November to October.
func (su setup) input(t testing.TB) Input {
	t.Helper()
	var in Input
	for j := range su.scenarios {
		m := su.monthly(j)
		in.Month = append(in.Month, m)
		in.Year = append(in.Year, yearly(m))
	}
	return in
}

func (su setup) horizon() (from, to model.Month) {
	if su.years == 1 {
		return model.MonthOf(2027, time.January), model.MonthOf(2027, time.December)
	}
	return model.MonthOf(2025, time.November), model.MonthOf(2025+su.years-1, time.October)
}

func (su setup) scenario(j int) *model.Scenario {
	s := &model.Scenario{
		Title: "OpenAI–AWS, " + variants[j], Name: "openai-" + fmt.Sprint(j), File: fmt.Sprintf("openai-%d.yaml", j),
		Currency: su.currency, Target: 1, InputSHA256: strings.Repeat(fmt.Sprintf("%x3f9c2a1b", j%16), 8)[:64],
		FiscalYearEnd: time.December,
		Sources:       []model.Source{{ID: "a", Publisher: "Amazon"}, {ID: "b", Publisher: "OpenAI"}, {ID: "c", Publisher: "HSBC Global Research"}},
	}
	if su.long {
		s.Title = fmt.Sprintf("%s, which is a scenario whose title goes on for sixty 比較\a", variants[j])
	}
	return s
}

// monthly makes a report whose contracts ramp up over 14 months, and are later and larger in later scenarios.
func (su setup) monthly(j int) *model.Report {
	from, to := su.horizon()
	n := int(to-from) + 1
	r := &model.Report{Scenario: su.scenario(j), By: model.ByMonth, Grades: []model.GradeShare{
		{Grade: model.Disclosed, Committed: 0.716, Revenue: 0.2}, {Grade: model.PressOnly, Committed: 0, Revenue: 0.45},
		{Grade: model.Assumed, Committed: 0.284, Revenue: 0.35},
	}}
	for i := range n {
		m := from + model.Month(i)
		r.Periods = append(r.Periods, model.Period{Label: m.String(), From: m, To: m})
	}
	total, used := newColumns(n, 0), newUse(n)
	for k := range su.contracts {
		c := su.contract(j, k, n)
		total.add(c)
		own := su.metrics(c, nil)
		if su.terms {
			own = append(own, c.terms(k)...)
			used.addTerms(c, k)
		}
		name := providers[k]
		if su.long {
			name = fmt.Sprintf("Provider %02d whose legal name runs on for sixty characters 株式会社", k)
		}
		r.Contracts = append(r.Contracts, model.ContractReport{ID: fmt.Sprintf("c%d", k), Provider: name, Metrics: own})
	}
	r.Metrics = su.metrics(total, su.revenues(from, n))
	if su.terms {
		r.Metrics = append(r.Metrics, used.metrics(total.hours, su.demand)...)
	}
	r.Summary = model.Summary{
		Commitment: total.commitment, PresentValue: total.commitment * (0.78 - 0.02*float64(j)), WALYears: 3.8 + 0.2*float64(j),
		PeakSpend: total.commitment / float64(max(su.years-1, 1)), MinCoverage: 1.4 - 0.1*float64(j), FundingGap: 2e9 * float64(j),
		GPUHours: 12e9, PriceImplied: 2.9 + 0.1*float64(j), MarkToMarket: model.Unknown(), CoverageLife: 3,
	}
	return r
}

type monthColumns struct {
	spend, remaining, gpus, hours, it []float64
	commitment                        float64
}

func newColumns(n int, v float64) monthColumns {
	col := func() []float64 {
		c := make([]float64, n)
		for i := range c {
			c[i] = v
		}
		return c
	}
	return monthColumns{spend: col(), remaining: col(), gpus: col(), hours: col(), it: col()}
}

func (a *monthColumns) add(b monthColumns) {
	for i := range a.spend {
		a.spend[i] += b.spend[i]
		a.remaining[i] += b.remaining[i]
		a.gpus[i] += b.gpus[i]
		a.hours[i] += b.hours[i]
		a.it[i] += b.it[i]
	}
	a.commitment += b.commitment
}

func (su setup) contract(j, k, n int) monthColumns {
	c := newColumns(n, 0)
	c.commitment = 38e9 / float64(k+1) * (1 + 0.35*float64(j%5))
	weights, all := make([]float64, n), 0.0
	for i := range weights {
		weights[i] = math.Min(1, math.Max(0, float64(i-3*j%24-2*k)+0.5)/14)
		all += weights[i]
	}
	left := c.commitment
	for i, w := range weights {
		c.spend[i] = c.commitment * w / math.Max(all, 1e-9)
		left -= c.spend[i]
		c.remaining[i] = math.Max(left, 0)
		c.gpus[i] = 200_000 / float64(k+1) * w
		c.hours[i] = c.gpus[i] * 730
		c.it[i] = c.gpus[i] * 1.2 / 1000
	}
	return c
}

func (su setup) revenues(from model.Month, n int) []float64 {
	if su.revenue == 0 {
		return nil
	}
	out := make([]float64, n)
	for i := range out {
		y := float64(from+model.Month(i)-model.MonthOf(2026, time.July)) / 12
		out[i] = su.revenue * 1e9 / 12 * math.Pow(su.growth, y)
	}
	return out
}

func series(name string, agg model.Aggregation, vs []float64) model.Series {
	return model.Series{Metric: model.Metric{Name: name, Aggregation: agg}, Values: vs}
}

func (su setup) metrics(c monthColumns, revenue []float64) []model.Series {
	out := []model.Series{series("spend", model.Sum, c.spend), series("remaining", model.End, c.remaining)}
	if su.fleet {
		out = append(out, series("gpus", model.Mean, c.gpus), series("gpu_hours.available", model.Sum, c.hours),
			series("power_it_mw", model.Mean, c.it))
	}
	if su.pue && su.fleet {
		facility := make([]float64, len(c.it))
		for i, v := range c.it {
			facility[i] = v * 1.2
		}
		out = append(out, series("power_mw", model.Mean, facility))
	}
	if revenue != nil {
		ratio := make([]float64, len(revenue))
		for i, v := range revenue {
			ratio[i] = model.Unknown()
			if c.spend[i] > 0 {
				ratio[i] = v / c.spend[i]
			}
		}
		out = append(out, series("revenue", model.Sum, revenue), series("coverage.revenue", model.Ratio, ratio))
	}
	return out
}

// yearly brings a monthly report into calendar years.
func yearly(m *model.Report) *model.Report {
	r := *m
	r.By, r.Periods = model.ByYear, nil
	var of []int // period of each month
	for _, p := range m.Periods {
		label := fmt.Sprint(p.From.Year())
		if n := len(r.Periods); n == 0 || r.Periods[n-1].Label != label {
			r.Periods = append(r.Periods, model.Period{Label: label, From: p.From})
		}
		last := &r.Periods[len(r.Periods)-1]
		last.To, last.Partial = p.From, p.From-last.From != 11
		of = append(of, len(r.Periods)-1)
	}
	r.Metrics = intoYears(m.Metrics, of, len(r.Periods))
	r.Contracts = append([]model.ContractReport(nil), m.Contracts...)
	for i := range r.Contracts {
		r.Contracts[i].Metrics = intoYears(m.Contracts[i].Metrics, of, len(r.Periods))
	}
	return &r
}

func intoYears(all []model.Series, of []int, n int) []model.Series {
	byName := map[string][]float64{}
	var out []model.Series
	for _, s := range all {
		vs, months := make([]float64, n), make([]float64, n)
		for i, v := range s.Values {
			months[of[i]]++
			if s.Aggregation == model.End {
				vs[of[i]] = v
			} else {
				vs[of[i]] += v
			}
		}
		for i := range vs {
			switch s.Aggregation {
			case model.Mean:
				vs[i] /= months[i]
			case model.Ratio:
				vs[i] = model.Unknown()
				top, below := byName["revenue"], byName["spend"]
				if s.Name == "utilisation" {
					top, below = byName["gpu_hours.used"], byName["gpu_hours.available"]
				}
				if below[i] > 0 {
					vs[i] = top[i] / below[i]
				}
			}
		}
		byName[s.Name] = vs
		out = append(out, model.Series{Metric: s.Metric, Values: vs})
	}
	return out
}

// useColumns are what terms add to a report, by month.
type useColumns struct{ cash, expense, idle, used, unserved []float64 }

func newUse(n int) useColumns {
	return useColumns{make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)}
}

// use is that of the k-th contract: a fifth is prepaid in the first month and credited pro rata, the rest is paid a month
// late; capacity fills up from a third to nearly all.
func (c monthColumns) use(k int) useColumns {
	n := len(c.spend)
	u := newUse(n)
	for i, v := range c.spend {
		share := math.Min(0.97, 0.3+0.07*float64(k)+0.6*float64(i)/float64(n))
		u.expense[i] = v
		u.used[i] = c.hours[i] * share
		u.idle[i] = v * (1 - share)
		u.unserved[i] = c.hours[i] * 0.1 * float64(i) / float64(n)
		if i > 0 {
			u.cash[i] += 0.8 * c.spend[i-1]
		}
	}
	u.cash[0] += 0.2 * c.commitment
	return u
}

func (c monthColumns) terms(k int) []model.Series {
	u := c.use(k)
	return u.metrics(c.hours, false)
}

func (u useColumns) addTerms(c monthColumns, k int) {
	own := c.use(k)
	for i := range u.cash {
		u.cash[i] += own.cash[i]
		u.expense[i] += own.expense[i]
		u.idle[i] += own.idle[i]
		u.used[i] += own.used[i]
		u.unserved[i] += own.unserved[i]
	}
}

func (u useColumns) metrics(hours []float64, demand bool) []model.Series {
	share := make([]float64, len(hours))
	for i := range share {
		share[i] = model.Unknown()
		if hours[i] > 0 {
			share[i] = u.used[i] / hours[i]
		}
	}
	out := []model.Series{series("cash", model.Sum, u.cash), series("expense", model.Sum, u.expense), series("idle", model.Sum, u.idle),
		series("gpu_hours.used", model.Sum, u.used), series("utilisation", model.Ratio, share)}
	if demand {
		out = append(out, series("unserved", model.Sum, u.unserved))
	}
	return out
}
