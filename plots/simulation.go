package plots

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"commitcast/model"
	"commitcast/model/draw"
	"commitcast/model/risk"
)

// SimulationInput is a simulation to draw.
type SimulationInput struct {
	Result *risk.Result
	Period string // the period, by its label, whose coverage exceedance-coverage and histogram-coverage show; empty for the lowest of the full years
}

// simulationMakers are the charts of a simulation in reading order.
func simulationMakers() []one[*simulation] {
	fan := func(metric string) func(*simulation) (*Chart, error) {
		return func(s *simulation) (*Chart, error) { return s.fanChart(metric) }
	}
	difference := func(metric string) func(*simulation) (*Chart, error) {
		return func(s *simulation) (*Chart, error) { return s.differenceChart(metric) }
	}
	return []one[*simulation]{
		{"fan-coverage", fan("coverage.revenue")},
		{"fan-revenue", fan("revenue")},
		{"fan-spend", fan("spend")},
		{"fan-cash-balance", fan("cash_balance")},
		{"breach", (*simulation).breachChart},
		{"exceedance-coverage", func(s *simulation) (*Chart, error) { return s.exceedanceChart(s.coverage()) }},
		{"exceedance-gap", func(s *simulation) (*Chart, error) { return s.exceedanceChart(Quantity{Name: "funding_gap"}) }},
		{"histogram-coverage", func(s *simulation) (*Chart, error) { return s.histogramChart(s.coverage()) }},
		{"histogram-gap", func(s *simulation) (*Chart, error) { return s.histogramChart(Quantity{Name: "funding_gap"}) }},
		{"difference-coverage", difference("coverage.revenue")},
		{"difference-spend", difference("spend")},
	}
}

// SimulationNames are the charts of a simulation, in reading order.
func SimulationNames() []string { return namesOf(simulationMakers()) }

// SimulationCharts makes the charts of a simulation that apply, in reading order: all of them, or only those named. What cannot
// be drawn is listed in skipped with the reason; charts of figures that were not simulated, and of differences where there is
// one scenario, are listed only where they are asked for by name.
func SimulationCharts(in SimulationInput, names ...string) (charts []*Chart, skipped []*NotDrawn, err error) {
	s, err := newSimulation(in)
	if err != nil {
		return nil, nil, err
	}
	return s.charts(names)
}

func (s *simulation) charts(names []string) ([]*Chart, []*NotDrawn, error) {
	var g gathered
	for _, m := range simulationMakers() {
		if len(names) > 0 && !slices.Contains(names, m.name) {
			continue
		}
		c, err := s.made(m.name, m.make)
		var not *NotDrawn
		if err := g.take(c, err, len(names) == 0 && errors.As(err, &not) && not.absent); err != nil {
			return nil, nil, err
		}
	}
	return g.charts, g.skipped, nil
}

// Fan shows how a metric spreads over the paths by period: bands that hold half and nine tenths of them, the median, and the
// scenario's own values. Several scenarios have a panel each.
func Fan(r *risk.Result, metric string) (*Chart, error) {
	return ofResult(r, "fan-"+metric, func(s *simulation) (*Chart, error) { return s.fanChart(metric) })
}

// Difference shows likewise how a metric of every scenario after the first differs from that of the first, path by path.
func Difference(r *risk.Result, metric string) (*Chart, error) {
	return ofResult(r, "difference-"+metric, func(s *simulation) (*Chart, error) { return s.differenceChart(metric) })
}

// Breach shows the probability that revenue coverage misses the target, by full period.
func Breach(r *risk.Result) (*Chart, error) {
	return ofResult(r, "breach", (*simulation).breachChart)
}

// Exceedance shows the probability that a quantity lies above each value, or of a coverage that it lies below; a line a
// scenario.
func Exceedance(r *risk.Result, of Quantity) (*Chart, error) {
	return ofResult(r, "exceedance-"+of.stem(), func(s *simulation) (*Chart, error) { return s.exceedanceChart(of) })
}

// Histogram shows how the paths spread over the values of a quantity; a panel a scenario.
func Histogram(r *risk.Result, of Quantity) (*Chart, error) {
	return ofResult(r, "histogram-"+of.stem(), func(s *simulation) (*Chart, error) { return s.histogramChart(of) })
}

// Quantity is one number a path: a figure of the whole life, or a metric in one period.
type Quantity struct {
	Name   string // of a figure or metric
	Period string // the label of the metric's period; empty for a figure
}

func (q Quantity) stem() string { return strings.TrimSuffix(q.Name+"-"+q.Period, "-") }

// simulation is a result with what its charts share.
type simulation struct {
	*risk.Result
	period  string          // of the coverage that is shown
	reports []*model.Report // one a scenario, of its names and the periods alone
	kept    map[Quantity][]sample
}

func ofResult(r *risk.Result, name string, make func(*simulation) (*Chart, error)) (*Chart, error) {
	s, err := newSimulation(SimulationInput{Result: r})
	if err != nil {
		return nil, err
	}
	return s.made(name, make)
}

func newSimulation(in SimulationInput) (*simulation, error) {
	if err := checkResult(in.Result); err != nil {
		return nil, err
	}
	s := &simulation{Result: in.Result, period: in.Period, kept: map[Quantity][]sample{}}
	for _, sc := range in.Result.Scenarios {
		s.reports = append(s.reports, &model.Report{Scenario: sc.Scenario, By: in.Result.Options.By, Periods: sc.Periods})
	}
	return s, nil
}

// made makes one chart, with the note on how many paths there are and where they come from.
func (s *simulation) made(name string, make func(*simulation) (*Chart, error)) (*Chart, error) {
	c, err := made(name, s, make)
	if err != nil {
		return nil, err
	}
	c.Hash, c.Source = hashes(s.reports), s.source()
	return c, nil
}

// coverage is the coverage that is shown of a scenario's life.
func (s *simulation) coverage() Quantity {
	if s.period != "" {
		return Quantity{"coverage.revenue", s.period}
	}
	return Quantity{Name: "min_coverage"}
}

// absent says that what a chart would show is not part of the simulation.
func absent(format string, args ...any) error {
	return &NotDrawn{Reason: fmt.Sprintf(format, args...), absent: true}
}

// checkResult says what is wrong with a result as a whole.
func checkResult(r *risk.Result) error {
	switch {
	case r == nil || len(r.Scenarios) == 0 || len(r.Periods) == 0:
		return errors.New("charts of a simulation need a scenario and periods")
	case len(r.Scenarios) > mostScenarios:
		return fmt.Errorf("charts show at most %d scenarios, there are %d", mostScenarios, len(r.Scenarios))
	}
	for _, sc := range r.Scenarios {
		if sc.Scenario == nil {
			return errors.New("charts of a simulation need a scenario in every result")
		}
		if err := checkMetrics(sc.Metrics, len(r.Periods)); err != nil {
			return err
		}
		if len(sc.Periods) != len(r.Periods) {
			return fmt.Errorf("a scenario has %d periods, not %d", len(sc.Periods), len(r.Periods))
		}
		if b := sc.Breach; b != nil && (len(b.Periods) != len(r.Periods) || len(b.First) != len(r.Periods)) {
			return fmt.Errorf("the breach has %d and %d probabilities for %d periods", len(b.Periods), len(b.First), len(r.Periods))
		}
	}
	for _, d := range r.Differences {
		if err := checkMetrics(d.Metrics, len(r.Periods)); err != nil {
			return err
		}
	}
	return nil
}

func checkMetrics(ms []risk.MetricResult, periods int) error {
	for i := range ms {
		m := &ms[i]
		if len(m.Base) != periods || len(m.Periods) != periods {
			return fmt.Errorf("%s has %d and %d values for %d periods", m.Name, len(m.Base), len(m.Periods), periods)
		}
		for _, d := range m.Periods {
			if d.Paths > 0 && len(d.Quantiles) != len(risk.Probabilities) {
				return fmt.Errorf("%s has %d quantiles, not %d", m.Name, len(d.Quantiles), len(risk.Probabilities))
			}
		}
	}
	return nil
}

// metricOf is the result of a metric; nil when it was not simulated.
func metricOf(ms []risk.MetricResult, name string) *risk.MetricResult {
	for i := range ms {
		if ms[i].Name == name {
			return &ms[i]
		}
	}
	return nil
}

// several reports whether there is more than one scenario.
func (s *simulation) several() bool { return len(s.Scenarios) > 1 }

// currency is that of the first scenario.
func (s *simulation) currency() string { return s.Scenarios[0].Scenario.Currency }

// simulated is what every chart of a simulation says about itself.
const simulated = "A simulation of what is stated to be uncertain, not a forecast."

// source says where the numbers come from: the scenarios, and how the paths were drawn.
func (s *simulation) source() string {
	return fmt.Sprintf("%s; %s. commitcast %s. %s", origin(s.reports), s.drawn(), model.Version, simulated)
}

// drawn says how many paths there are and how they were drawn.
func (s *simulation) drawn() string {
	return s.paths() + samplers[s.Options.Sampler] + ", seed" + nbsp + fmt.Sprint(s.Options.Seed)
}

func (s *simulation) paths() string {
	return thousands(itoa(s.Options.Paths)) + nbsp + plural(s.Options.Paths, "path", "paths")
}

// samplers say how paths are drawn.
var samplers = map[draw.Sampler]string{
	draw.Random: " drawn at random", draw.LHS: " of a Latin hypercube", draw.Sobol: " of scrambled Sobol points",
}

// measure is how the values of a metric or figure are called and written.
type measure struct {
	name     string // coverage.revenue
	what     string // Revenue coverage
	unit     string
	currency string // "" for what is not money
	sc       scale
	multiple bool
	price    bool // of a GPU-hour: with cents
	signed   bool // a difference
}

// newMeasure suits values up to largest.
func newMeasure(name, label string, unit model.Unit, currency string, largest float64) measure {
	m := measure{name: name, what: label, unit: unit.In(currency), sc: scaleOf(unit, currency, largest), multiple: unit == model.Multiple,
		price: unit == model.CurrencyPerHour}
	if unit == model.Currency {
		m.currency = currency
	}
	return m
}

// scaleOf is the scale of a unit.
func scaleOf(unit model.Unit, currency string, largest float64) scale {
	switch unit {
	case model.Currency:
		return moneyScale(currency, largest)
	case model.Multiple:
		return timesScale()
	case model.Share:
		return percentScale()
	case model.Rate:
		return scale{div: 0.01, suffix: "%", words: "percent a year"}
	case model.Years:
		return scale{div: 1, suffix: nbsp + "years", words: "years"}
	case model.CalendarYear:
		return scale{div: 1, ungrouped: true}
	case model.CurrencyPerMWYr, model.CurrencyPerMonth:
		sc := moneyScale(currency, largest)
		sc.words += strings.TrimPrefix(string(unit), string(model.Currency))
		return sc
	case model.Megawatts:
		return powerScale(largest)
	case model.Count:
		sc := countScale("", largest)
		sc.words = strings.TrimSpace(sc.words)
		return sc
	case model.CurrencyPerHour:
		return scale{div: 1, prefix: currencySign(currency), words: unit.In(currency)}
	}
	return countScale(unit.In(currency), largest)
}

// write writes an estimate with no more digits than its interval bears: the last one is worth a tenth of the interval's
// half-width or more.
func (m measure) write(e risk.Estimate) string { return m.rounded(e.Value, (e.High-e.Low)/2) }

// figure writes a value that is exact.
func (m measure) figure(v float64) string { return m.rounded(v, 0) }

// round writes a value that is a round number, with no more digits than it has.
func (m measure) round(v float64) string {
	m.price, m.multiple = false, false
	return m.figure(v)
}

// plusMinus writes a half-width, in the scale that suits it.
func (m measure) plusMinus(half float64) string {
	m.signed = false
	if half < 1e-5*m.sc.div {
		half = 0
	}
	if m.currency != "" {
		m.sc = moneyScale(m.currency, half)
	}
	return "±" + m.rounded(half, half)
}

// rounded writes a value that is known to within half either way; half is not known where there is no interval. Money of less
// than one of the scale's unit is written in a smaller one.
func (m measure) rounded(v, half float64) string {
	if m.currency != "" && math.Abs(v) < 0.9995*m.sc.div {
		own := m
		own.sc = moneyScale(m.currency, v)
		if x, _ := own.digits(v, half); math.Abs(x) < 999.5 {
			m = own
		}
	}
	x, decimals := m.digits(v, half)
	sign := ""
	switch {
	case math.Round(x*math.Pow10(decimals)) == 0:
		return m.sc.prefix + "0" + strings.TrimLeft(m.sc.suffix, "TBMk")
	case m.signed && x > 0:
		sign = "+"
	}
	return sign + m.sc.fixed(x*m.sc.div, decimals)
}

// digits is a value in units of the scale, to be written with so many decimals.
func (m measure) digits(v, half float64) (x float64, decimals int) {
	x = v / m.sc.div
	switch decimals = figureDecimals(x); {
	case m.multiple:
		decimals = timesDecimals(x)
	case m.price && math.Abs(x) >= 0.0995 && math.Abs(x) < 99.95:
		decimals = 2
	}
	if h := half / m.sc.div; h > 0 {
		least := int(math.Ceil(math.Log10(h/10) - 1e-9)) // the power of ten of the last digit
		if decimals = min(decimals, -least); decimals < 0 {
			unit := math.Pow10(least)
			x, decimals = math.Round(x/unit)*unit, 0
		}
	}
	return x, decimals
}

// figureDecimals are those of a number as one reads it out: about three digits.
func figureDecimals(x float64) int {
	switch abs := math.Abs(x); {
	case abs == 0 || abs >= 99.95 || math.Abs(abs-math.Round(abs)) < 0.05 && abs >= 0.95:
		return 0
	case abs >= 0.995:
		return 1
	case abs >= 0.0995:
		return 2
	case abs >= 0.00995:
		return 3
	}
	return 4
}

// quantile is the estimate of a quantile that is reported.
func quantile(d risk.Distribution, p float64) risk.Estimate {
	for i, q := range risk.Probabilities {
		if math.Abs(p-q) < 1e-9 && i < len(d.Quantiles) {
			return d.Quantiles[i]
		}
	}
	return risk.Estimate{Value: model.Unknown(), Low: model.Unknown(), High: model.Unknown()}
}
