package model

import (
	"strings"
	"testing"

	"commitcast/model/dist"
)

// given is a distribution of a kind with some of its parameters.
func given(k dist.Kind, set func(*dist.Spec)) dist.Spec {
	s := dist.Blank(k)
	set(&s)
	return s
}

func evenly(low, high float64) dist.Spec {
	return given(dist.Uniform, func(s *dist.Spec) { s.Min, s.Max = low, high })
}

func bell(mean, sd float64) dist.Spec {
	return given(dist.Normal, func(s *dist.Spec) { s.Mean, s.SD = mean, sd })
}

func outcomes(values ...float64) dist.Spec {
	return given(dist.Discrete, func(s *dist.Spec) {
		for _, v := range values {
			s.Outcomes = append(s.Outcomes, dist.Outcome{Value: v, P: 1 / float64(len(values))})
		}
	})
}

// chance is one input.
func chance(path string, d dist.Spec) func(*Scenario) {
	return func(s *Scenario) { s.Uncertainty.Inputs = append(s.Uncertainty.Inputs, UncertainInput{path, d}) }
}

func all(edits ...func(*Scenario)) func(*Scenario) {
	return func(s *Scenario) {
		for _, e := range edits {
			e(s)
		}
	}
}

func noisy(paths ...string) func(*Scenario) {
	return func(s *Scenario) {
		for _, p := range paths {
			s.Uncertainty.Noise = append(s.Uncertainty.Noise, Noise{Path: p, Volatility: 0.1})
		}
	}
}

func tied(a, b string, rho float64) func(*Scenario) {
	return func(s *Scenario) {
		s.Uncertainty.Correlations = append(s.Uncertainty.Correlations, Correlation{[2]string{a, b}, rho})
	}
}

var truncated = given(dist.Normal, func(s *dist.Spec) { s.Mean, s.SD, s.Low, s.High = 0.9, 0.1, 0, 1 })

func TestUncertaintyThatCanBeDrawnIsTaken(t *testing.T) {
	delay, share := chance("contracts.a.delay", evenly(0, 12)), chance("contracts.a.utilisation", truncated)
	for name, edit := range map[string]func(*Scenario){
		"a delay":                       delay,
		"a share cut to what it can be": share,
		"an option":                     chance("contracts.pieces.exercised", given(dist.Bernoulli, func(s *dist.Spec) { s.P = 0.4 })),
		"a yes or no by outcomes":       chance("contracts.pieces.exercised", outcomes(0, 1)),
		"whole months":                  chance("contracts.pieces.payment.prepay.signing fee.before_start", outcomes(0, 3)),
		"two that go together":          all(delay, share, tied("contracts.a.delay", "contracts.a.utilisation", 0.99)),
		"noise that goes together":      all(noisy("revenue.api", "market.gb200", "demand"), tied("revenue.api", "market.gb200", -0.5), tied("demand", "revenue.api", 0.8)),
		"the only contract there is":    all(chance("contracts.pieces.exercised", outcomes(0, 1)), func(s *Scenario) { s.Contracts[0].Status, s.Contracts[1].Exercised = Option, true }),
		"no noise at all":               func(s *Scenario) { s.Uncertainty.Noise = []Noise{{Path: "revenue.api"}} },
	} {
		s := vague()
		if edit(s); len(s.Validate()) > 0 {
			t.Errorf("%s is refused: %v", name, s.Validate())
		}
	}
}

func TestUncertaintyThatCannotBeDrawnIsRefused(t *testing.T) {
	delay, share := chance("contracts.a.delay", evenly(0, 12)), chance("contracts.a.utilisation", truncated)
	tests := map[string]struct {
		edit func(*Scenario)
		want string
	}{
		"a path that leads nowhere":  {chance("contracts.b.delay", evenly(0, 1)), `uncertainty.contracts.b.delay: is not there: there is no contract "b"`},
		"a date":                     {chance("contracts.a.start", evenly(0, 1)), "uncertainty.contracts.a.start: is a date, not a number (vary the delay beside it)"},
		"a number that is not given": {chance("contracts.a.fee", evenly(0, 1)), "uncertainty.contracts.a.fee: has no base value"},
		"one number twice":           {all(chance("revenue.flat.growth", evenly(0, 1)), chance("revenue.flat.growth.terminal", evenly(0, 1))), "uncertainty.revenue.flat.growth.terminal: is the same number as revenue.flat.growth"},
		"a parameter that is wrong":  {chance("contracts.a.delay", bell(3, -1)), "uncertainty.contracts.a.delay.normal.sd: must be above 0"},
		"no kind":                    {chance("contracts.a.delay", dist.Blank("gauss")), `uncertainty.contracts.a.delay.gauss: "gauss" is not a kind of distribution`},
		"a draw below what is accepted": {chance("contracts.a.delay", evenly(-6, 6)),
			"uncertainty.contracts.a.delay: cannot have its lowest draw: contracts.a.delay must be at least 0mo and at most 100y, is -6mo (truncate it with min beside the uniform)"},
		"a draw above it": {chance("contracts.a.utilisation", evenly(0.5, 1.5)),
			"uncertainty.contracts.a.utilisation: cannot have its highest draw: contracts.a.utilisation must be between 0% and 100%, is 150% (truncate it with max beside the uniform)"},
		"a tail beyond it":                   {chance("contracts.a.utilisation", bell(0.9, 0.1)), "cannot have its highest draw: contracts.a.utilisation must be between 0% and 100%"},
		"a draw that another number forbids": {all(chance("contracts.a.value", evenly(100, 140)), func(s *Scenario) { s.Contracts[0].Minimums = []Minimum{{1, 120}} }), "cannot have its lowest draw: contracts.a.minimums add up to 120.00, but value is 100.00"},
		"an outcome between two good ones":   {chance("contracts.a.ramp.full", outcomes(6, -3, 9)), "cannot have its lowest draw: contracts.a.ramp.full must be after the start"},
		"a half-life of nothing":             {chance("revenue.api.growth.half_life", evenly(-1, 24)), "must be more than 0, is -1"},
		"an option drawn as a number":        {chance("contracts.pieces.exercised", evenly(0, 1)), "is a yes or no, which is drawn as 1 or 0 only (write {bernoulli: 60%})"},
		"an option with a third outcome":     {chance("contracts.pieces.exercised", outcomes(0, 1, 2)), "is a yes or no"},
		"a number drawn as a yes or no":      {chance("contracts.a.delay", given(dist.Bernoulli, func(s *dist.Spec) { s.P = 0.5 })), "is a number, and a bernoulli is for a yes or no"},
		"parts of whole months":              {chance("contracts.pieces.payment.prepay.signing fee.before_start", evenly(0, 3)), "is a whole number, and fractions can be drawn"},
		"a band":                             {chance("catalog.gb200.price.low", evenly(1, 2)), "is a band that results are held against"},

		"a delay and a term that add up to too much": {all(chance("contracts.a.delay", evenly(0, 700)), chance("contracts.a.term", evenly(12, 700))),
			"uncertainty: cannot have all its highest draws at once: horizon must not be longer than 100 years, is 1400 months"},

		"noise on no curve":                      {noisy("contracts.a.value"), "uncertainty.noise.contracts.a.value: is no curve (of a contract, consumption and marketplace are)"},
		"noise on part of a curve":               {noisy("revenue.api.annual"), "is only a part of a curve or a market price (noise is on all of revenue.api)"},
		"noise on no line":                       {noisy("revenue.apu"), `there is no line of revenue "apu"`},
		"noise on consumption that is not there": {noisy("contracts.a.consumption"), "is not given in the scenario"},
		"noise on demand by revenue":             {all(noisy("demand"), func(s *Scenario) { s.Demand = &Demand{Intensity: 1} }), "uncertainty.noise.demand: is no curve (noise of revenue moves demand by intensity too)"},
		"noise twice":                            {noisy("revenue.api", "revenue.api"), "uncertainty.noise.revenue.api: is given twice"},
		"noise that is too much":                 {func(s *Scenario) { s.Uncertainty.Noise = []Noise{{Path: "demand", Volatility: 5.01}} }, "uncertainty.noise.demand.volatility: must be between 0% and 500%, is 501%"},

		"a target":               {chance("target", evenly(1, 2)), "uncertainty.target: is what coverage is held against, and must be certain"},
		"a pair with a stranger": {all(delay, tied("contracts.a.delay", "target", 0.5)), `uncertainty.correlation.1.between: "target" has no distribution and no noise`},
		"a pair of one":          {all(delay, tied("contracts.a.delay", "contracts.a.delay", 0.5)), "uncertainty.correlation.1.between: names contracts.a.delay twice"},
		"a pair across":          {all(delay, noisy("demand"), tied("contracts.a.delay", "demand", 0.5)), "is between an input, drawn once, and noise, drawn every month"},
		"a pair twice":           {all(delay, share, tied("contracts.a.delay", "contracts.a.utilisation", 0.5), tied("contracts.a.utilisation", "contracts.a.delay", 0.5)), "uncertainty.correlation.2.between: is a pair that stands above already"},
		"a pair that is one":     {all(delay, share, tied("contracts.a.delay", "contracts.a.utilisation", -1)), "uncertainty.correlation.1.rho: must be above −1 and below 1, is -1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := vague()
			if problems := s.Validate(); len(problems) > 0 {
				t.Fatal(problems)
			}
			test.edit(s)
			problems := s.Validate()
			for _, p := range problems {
				if strings.Contains(p.Error(), test.want) {
					return
				}
			}
			t.Errorf("problems are %v, want one with %q", problems, test.want)
		})
	}
}

// Three that each go with the next cannot have two of them go against each other: with 0.9, 0.9 and −0.9 the determinant
// 1 + 2·0.9·0.9·(−0.9) − 3·0.81 is below 0. By symmetry the nearest possible matrix has ±1/2 throughout.
func TestCorrelationsThatCannotHoldNameTheNearestThatCan(t *testing.T) {
	const x, y, z = "contracts.a.delay", "contracts.a.utilisation", "contracts.a.availability"
	s := vague()
	all(chance(x, evenly(0, 12)), chance(y, truncated), chance(z, truncated), chance("min_cash", evenly(1, 2)),
		tied(x, y, 0.9), tied(y, z, 0.9), tied(z, x, -0.9))(s)
	problems := s.Validate()
	if len(problems) != 1 {
		t.Fatalf("problems are %v", problems)
	}
	p := problems[0]
	if p.Path != "uncertainty.correlation" || !strings.Contains(p.Message, x+" and "+y+", "+x+" and "+z+", "+y+" and "+z) {
		t.Errorf("problem is %v", p)
	}
	for _, pair := range []string{x + " and " + y + " 0.4", x + " and " + z + " -0.4", y + " and " + z + " 0.4"} { // 0.5, slightly inside
		if !strings.Contains(p.Hint, pair) && !strings.Contains(p.Hint, strings.Replace(pair, "0.4", "0.5", 1)) {
			t.Errorf("hint is %s, want %s…", p.Hint, pair)
		}
	}
	if strings.Contains(p.Hint, "min_cash") {
		t.Errorf("hint names what is correlated with nothing: %s", p.Hint)
	}
}

func TestWhatIsDrawnIsNotTriedInAScenarioThatIsWrongAnyway(t *testing.T) {
	s := vague()
	chance("contracts.a.delay", evenly(-6, 6))(s)
	if s.Contracts[0].Term = 0; len(s.Validate()) != 1 {
		t.Errorf("problems are %v, want only that of the term", s.Validate())
	}
}

func TestAScenarioIsLeftAsItIsByItsCheck(t *testing.T) {
	s := vague()
	all(chance("contracts.a.delay", evenly(-6, 6)), chance("revenue.flat.growth", evenly(0, 1)))(s)
	s.Validate()
	if s.Contracts[0].Delay != 0 || s.Revenue[1].Curve.Growth != (Growth{Initial: 0.2, Terminal: 0.2}) {
		t.Errorf("delay is %v and growth %v", s.Contracts[0].Delay, s.Revenue[1].Curve.Growth)
	}
}

func TestAChecksLimitsAreChecked(t *testing.T) {
	unknown := Unknown()
	good := Check{Name: "covered", Metric: "coverage.revenue", From: 2026, To: 2027, Min: 1, Max: unknown, Probability: 0.8, Level: LevelError}
	for name, test := range map[string]struct {
		edit func(*Check)
		want string
	}{
		"as it is":                  {func(*Check) {}, ""},
		"one year":                  {func(k *Check) { k.To = k.From }, ""},
		"a figure":                  {func(k *Check) { k.Metric, k.From, k.To = "funding_gap", 0, 0 }, ""},
		"a figure in years":         {func(k *Check) { k.Metric = "funding_gap" }, "checks.covered: has no years to be held in"},
		"a metric nobody knows":     {func(k *Check) { k.Metric = "coverage" }, `checks.covered.metric: "coverage" is no metric or figure of a scenario`},
		"years backwards":           {func(k *Check) { k.To = 2025 }, "checks.covered.to: must not be before from, 2026, is 2025"},
		"a year of another age":     {func(k *Check) { k.From = 26 }, "checks.covered.from: must be between 1900 and 2200, is 26"},
		"no limit":                  {func(k *Check) { k.Min = unknown }, "checks.covered: sets no limit (give min or max)"},
		"limits that leave nothing": {func(k *Check) { k.Max = 0.5 }, "checks.covered.min: must not be above max, 0.5, is 1"},
		"certainty":                 {func(k *Check) { k.Probability = 1 }, ""},
		"more than certain":         {func(k *Check) { k.Probability = 80 }, "checks.covered.probability: must be more than 0% and at most 100%, is 8000%"},
		"less than possible":        {func(k *Check) { k.Probability = 0 }, "checks.covered.probability: must be more than 0%"},
		"a level nobody knows":      {func(k *Check) { k.Level = "fatal" }, `checks.covered.level: must be one of error, warning, is "fatal"`},
	} {
		s, k := vague(), good
		test.edit(&k)
		s.Checks = []Check{k}
		problems := s.Validate()
		if test.want == "" && len(problems) > 0 || test.want != "" && (len(problems) != 1 || !strings.Contains(problems[0].Error(), test.want)) {
			t.Errorf("%s: problems are %v, want %q", name, problems, test.want)
		}
	}
	s := vague()
	if s.Checks = []Check{good, good}; len(s.Validate()) != 1 {
		t.Errorf("two checks of one name give %v", s.Validate())
	}
}
