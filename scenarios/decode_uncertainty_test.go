package scenarios

import (
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/dist"
)

// chancy is a scenario with something of every sort that can be uncertain.
const chancy = `contracts:
  aws:
    value: $38B
    term: 7y
    start: 2025-11-16
    ramp: {full: 2026-12}
    price: $2
    exit_right: {by: buyer, notice: 90d, fee: 50%}
    outages: [{name: big fire, from: 2027-01, for: 2mo}]
  draw: {commitment: drawdown, minimums: [$1M, $2M], term: 2y, start: 2026-01, consumption: {annual: {2026: $1M, 2027: $3M}}}
  more: {status: option, value: $1B, term: 2y, start: 2027-01, fleet: {gb200: 100}, price: {gb200: {market: gb200, multiple: 0.9}}}
revenue:
  all: {annual: {2025: $10B, 2026: $20B}, growth: {initial: 50%, terminal: 5%, half_life: 2y}, margin: 70%}
  flat: {base: $1B, at: 2026-01, growth: 5%}
revenue_share: [{name: partner, rate: 20%}]
market: {gb200: {price: $3, at: 2026-01, decline: 20%}}
`

// uncertain is a scenario with uncertainty of every sort.
var uncertain = withChances("contracts.aws.delay: {triangular: {min: 0mo, mode: 3mo, max: 18mo}}",
	"contracts.aws.utilisation: {metalog: {p10: 30%, p50: 60%, p97.5: 95%, min: 0%, max: 100%}}", "contracts.more.exercised: {bernoulli: 60%}",
	"market.gb200.price: {discrete: {$2.50: 50%, $3.50: 50%}}", "revenue.flat.growth: {normal: {mean: 5%, sd: 1%}, min: -50%, max: 60%}",
	"noise: {revenue.all: {volatility: 10%}, market.gb200: {volatility: 20%, reversion: 2y}}",
	"correlation:", "  - {between: [revenue.all, market.gb200], rho: -0.3}", "  - {between: [contracts.aws.delay, revenue.flat.growth], rho: 0.2}") +
	"checks: [{name: covered, metric: coverage.revenue, from: 2028, min: 1, probability: 80%}]\n"

// withChances is chancy with what is uncertain, each line indented.
func withChances(lines ...string) string {
	return chancy + "uncertainty:\n  " + strings.Join(lines, "\n  ") + "\n"
}

// inputsOf are the distributions of a text by path.
func inputsOf(t *testing.T, text string, sets ...string) map[string]dist.Spec {
	t.Helper()
	all := map[string]dist.Spec{}
	for _, in := range mustRead(t, text, sets...).Scenario.Uncertainty.Inputs {
		all[in.Path] = in.Dist
	}
	return all
}

// spec is a distribution as a user would fill it: parameters that are not given are NaN.
func specOf(k dist.Kind, set func(s *dist.Spec)) dist.Spec {
	s := dist.Blank(k)
	set(&s)
	return s
}

// alike compares two distributions; NaN is like NaN.
func alike(a, b dist.Spec) bool {
	va, vb := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range va.NumField() {
		if x, y := va.Field(i), vb.Field(i); x.Kind() == reflect.Float64 {
			if math.Abs(x.Float()-y.Float()) > 1e-12*math.Abs(x.Float()) || math.IsNaN(x.Float()) != math.IsNaN(y.Float()) {
				return false
			}
		}
	}
	return a.Kind == b.Kind && slices.Equal(a.Quantiles, b.Quantiles) && slices.Equal(a.Outcomes, b.Outcomes)
}

func TestADistributionIsReadInTheUnitOfItsPath(t *testing.T) {
	for name, test := range map[string]struct {
		line string
		want dist.Spec
	}{
		"lengths": {"contracts.aws.delay: {triangular: {min: 0mo, mode: 90d, max: 1.5y}}",
			specOf(dist.Triangular, func(s *dist.Spec) { s.Min, s.Mode, s.Max = 0, 90/model.DaysPerMonth, 18 })},
		"a ramp that is full by a month": {"contracts.aws.ramp.full: {uniform: {min: 10mo, max: 14mo}}",
			specOf(dist.Uniform, func(s *dist.Spec) { s.Min, s.Max = 10, 14 })},
		"rates by percentiles, cut off": {"revenue.all.growth.initial: {normal: {p10: 20%, p90: 0.9}, min: -20%}",
			specOf(dist.Normal, func(s *dist.Spec) {
				s.Quantiles, s.Low = []dist.Quantile{{P: 0.1, Value: 0.2}, {P: 0.9, Value: 0.9}}, -0.2
			})},
		"money": {"revenue.all.annual.2026: {lognormal: {mean: $20B, sd: 5e9}}",
			specOf(dist.Lognormal, func(s *dist.Spec) { s.Mean, s.SD = 20e9, 5e9 })},
		"a price": {"contracts.aws.price: {pert: {min: $1.50, mode: $2, max: $4, lambda: 6}}",
			specOf(dist.PERT, func(s *dist.Spec) { s.Min, s.Mode, s.Max, s.Lambda = 1.5, 2, 4, 6 })},
		"a multiple of the market": {"contracts.more.price.gb200.multiple: {beta: {alpha: 2, beta: 3, min: 0.5, max: 1.5}}",
			specOf(dist.Beta, func(s *dist.Spec) { s.Alpha, s.Beta, s.Min, s.Max = 2, 3, 0.5, 1.5 })},
		"a share by mean and sd": {"revenue.all.margin: {beta: {mean: 70%, sd: 5%}}",
			specOf(dist.Beta, func(s *dist.Spec) { s.Mean, s.SD = 0.7, 0.05 })},
		"a count": {"contracts.more.fleet.gb200: {uniform: {p5: 90, p95: 0.2k}}",
			specOf(dist.Uniform, func(s *dist.Spec) { s.Quantiles = []dist.Quantile{{P: 0.05, Value: 90}, {P: 0.95, Value: 200}} })},
		"percentiles out of order, with parts and bounds": {"contracts.aws.utilisation: {metalog: {p97.5: 95%, p50: 60%, p05: 30%, min: 0%, max: 100%}}",
			specOf(dist.Metalog, func(s *dist.Spec) {
				s.Min, s.Max = 0, 1
				s.Quantiles = []dist.Quantile{{P: 0.05, Value: 0.3}, {P: 0.5, Value: 0.6}, {P: 0.975, Value: 0.95}}
			})},
		"a yes or no": {"contracts.more.exercised: {bernoulli: 60%}", specOf(dist.Bernoulli, func(s *dist.Spec) { s.P = 0.6 })},
		"a yes or no by outcomes": {"contracts.more.exercised: {discrete: {true: 60%, false: 40%}}",
			specOf(dist.Discrete, func(s *dist.Spec) { s.Outcomes = []dist.Outcome{{Value: 0, P: 0.4}, {Value: 1, P: 0.6}} })},
		"lengths with their chances": {"contracts.aws.delay: {discrete: {1y: 30%, 0mo: 50%, 6mo: 20%}}",
			specOf(dist.Discrete, func(s *dist.Spec) {
				s.Outcomes = []dist.Outcome{{Value: 0, P: 0.5}, {Value: 6, P: 0.2}, {Value: 12, P: 0.3}}
			})},
		"prices with their chances": {"market.gb200.price: {discrete: {$2.50: 50%, 3.5: 50%}}",
			specOf(dist.Discrete, func(s *dist.Spec) { s.Outcomes = []dist.Outcome{{Value: 2.5, P: 0.5}, {Value: 3.5, P: 0.5}} })},
		"an item by its name": {"contracts.aws.outages.big fire.for: {uniform: {min: 1mo, max: 3mo}}",
			specOf(dist.Uniform, func(s *dist.Spec) { s.Min, s.Max = 1, 3 })},
		"a year of a list": {"contracts.draw.minimums.Y2: {uniform: {min: $1M, max: $3M}}",
			specOf(dist.Uniform, func(s *dist.Spec) { s.Min, s.Max = 1e6, 3e6 })},
		"a fee that is a share": {"contracts.aws.exit_right.fee: {uniform: {min: 20%, max: 50%}}",
			specOf(dist.Uniform, func(s *dist.Spec) { s.Min, s.Max = 0.2, 0.5 })},
		"days": {"contracts.aws.exit_right.notice: {discrete: {30d: 50%, 90d: 50%}}",
			specOf(dist.Discrete, func(s *dist.Spec) { s.Outcomes = []dist.Outcome{{Value: 30, P: 0.5}, {Value: 90, P: 0.5}} })},
		"one rate": {"revenue.flat.growth: {normal: {mean: 5%, sd: 1%}, min: -50%, max: 60%}",
			specOf(dist.Normal, func(s *dist.Spec) { s.Mean, s.SD, s.Low, s.High = 0.05, 0.01, -0.5, 0.6 })},
		"a share of revenue": {"revenue_share.partner.rate: {uniform: {min: {value: 15%, grade: reported}, max: 20%}}",
			specOf(dist.Uniform, func(s *dist.Spec) { s.Min, s.Max = 0.15, 0.2 })},
		"what is uncertain in maps": {"contracts: {aws: {delay: {uniform: {min: 0mo, max: 1y}}}}",
			specOf(dist.Uniform, func(s *dist.Spec) { s.Min, s.Max = 0, 12 })},
	} {
		t.Run(name, func(t *testing.T) {
			all := inputsOf(t, withChances(test.line))
			path := test.line[:strings.Index(test.line, ":")]
			if path == "contracts" {
				path = "contracts.aws.delay"
			}
			if got, ok := all[path]; !ok || len(all) != 1 || !alike(got, test.want) {
				t.Errorf("inputs are %+v, want %s %+v", all, path, test.want)
			}
		})
	}
}

func TestNoiseAndCorrelationsAreRead(t *testing.T) {
	u := mustRead(t, withChances("contracts.aws.delay: {uniform: {min: 0mo, max: 1y}}", "revenue.all.margin: {uniform: {min: 60%, max: 80%}}",
		"noise:", "  revenue.all: {volatility: 15%}", "  contracts.draw.consumption: {volatility: 0.2, reversion: 18mo}", "  market.gb200: {volatility: 30%, reversion: 2y, grade: estimated}",
		"correlation:", "  - {between: [revenue.all, market.gb200], rho: -0.3}", "  - between: [contracts.aws.delay, revenue.all.margin]", "    rho: 0.5")).Scenario.Uncertainty
	equal(t, "noise", u.Noise, []model.Noise{{Path: "revenue.all", Volatility: 0.15}, {Path: "contracts.draw.consumption", Volatility: 0.2, HalfLife: 18},
		{Path: "market.gb200", Volatility: 0.3, HalfLife: 24}})
	equal(t, "correlations", u.Correlations, []model.Correlation{{Between: [2]string{"revenue.all", "market.gb200"}, Rho: -0.3},
		{Between: [2]string{"contracts.aws.delay", "revenue.all.margin"}, Rho: 0.5}})
}

func TestChecksAreReadInTheUnitOfTheirMetric(t *testing.T) {
	s := mustRead(t, chancy+`checks:
  - {name: covered, metric: coverage.revenue, from: 2028, to: 2030, min: 1.2x, probability: 80%}
  - {name: funded, metric: funding_gap, max: $20B, level: warning, source: loan}
  - {name: spread, metric: concentration.largest, max: 60%}
  - {name: used, metric: utilisation, min: 0.5}
  - {name: cash, metric: cash_balance, min: -5B}
  - {name: hours, metric: gpu_hours.available, min: 500M}
  - {name: whole, metric: coverage.contribution, min: 100%}
sources: {loan: {publisher: a bank}}
`)
	var got []float64
	for _, k := range s.Scenario.Checks {
		got = append(got, k.Min, k.Max)
	}
	want := []float64{1.2, 0, 0, 20e9, 0, 0.6, 0.5, 0, -5e9, 0, 500e6, 0, 1, 0} // 0 for none
	for i := range want {
		if want[i] == 0 && model.Known(got[i]) || want[i] != 0 && got[i] != want[i] {
			t.Errorf("limits are %v, want %v", got, want)
		}
	}
	first, second := s.Scenario.Checks[0], s.Scenario.Checks[1]
	equal(t, "the first", []any{first.Name, first.Metric, first.From, first.To, first.Probability, first.Level},
		[]any{"covered", "coverage.revenue", 2028, 2030, 0.8, model.LevelError})
	if second.Level != model.LevelWarning || model.Known(second.Probability) || second.From != 0 {
		t.Errorf("the second is %+v", second)
	}
	if _, _, source := input(t, s, "checks.funded.max"); source != "loan" {
		t.Errorf("a limit has source %q", source)
	}
}

func TestParametersHaveSourcesAndGrades(t *testing.T) {
	l := mustRead(t, withChances("contracts.aws.delay: {triangular: {min: 0mo, mode: {value: 3mo, grade: estimated}, max: 18mo}, grade: reported, source: s}")+"sources: {s: {publisher: P}}\n")
	for path, want := range map[string][3]string{"min": {"0mo", "reported", "s"}, "mode": {"3mo", "estimated", "s"}} {
		text, grade, source := input(t, l, "uncertainty.contracts.aws.delay.triangular."+path)
		if got := [3]string{text, grade, source}; got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
}

func TestADistributionIsMergedAndOfAnotherKindReplaced(t *testing.T) {
	dir := files(t, map[string]string{"base.yaml": withChances("contracts.aws.delay: {triangular: {min: 0mo, mode: 3mo, max: 18mo}, max: 12mo}",
		"revenue.all.margin: {normal: {mean: 70%, sd: 5%}, min: 20%, max: 99%}", "contracts.more.exercised: {bernoulli: 60%}",
		"revenue.flat.growth: {normal: {mean: 5%, sd: 1%}, min: -50%, max: 60%}", "noise: {revenue.all: {volatility: 10%, reversion: 1y}, market.gb200: {volatility: 10%}}"),
		"late.yaml": `extends: base.yaml
uncertainty:
  contracts.aws.delay: {triangular: {max: 24mo}}
  revenue.all.margin: {uniform: {min: 60%, max: 80%}}
  contracts.more.exercised: null
  revenue.flat.growth: {normal: {p10: 3%, p90: 7%}}
  noise: {revenue.all: {volatility: 20%}, market.gb200: null, revenue.flat: {volatility: 5%}}
`})
	l, err := Load(filepath.Join(dir, "late.yaml"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	u := l.Scenario.Uncertainty
	want := map[string]dist.Spec{
		"contracts.aws.delay": specOf(dist.Triangular, func(s *dist.Spec) { s.Min, s.Mode, s.Max, s.High = 0, 3, 24, 12 }),
		"revenue.all.margin":  specOf(dist.Uniform, func(s *dist.Spec) { s.Min, s.Max = 0.6, 0.8 }),
		"revenue.flat.growth": specOf(dist.Normal, func(s *dist.Spec) {
			s.Quantiles, s.Low, s.High = []dist.Quantile{{P: 0.1, Value: 0.03}, {P: 0.9, Value: 0.07}}, -0.5, 0.6
		}),
	}
	if len(u.Inputs) != len(want) {
		t.Errorf("inputs are %+v", u.Inputs)
	}
	for _, in := range u.Inputs {
		if !alike(in.Dist, want[in.Path]) {
			t.Errorf("%s is %+v, want %+v", in.Path, in.Dist, want[in.Path])
		}
	}
	equal(t, "noise", u.Noise, []model.Noise{{Path: "revenue.all", Volatility: 0.2, HalfLife: 12}, {Path: "revenue.flat", Volatility: 0.05}})
}

func TestASettingReachesADistribution(t *testing.T) {
	base := withChances("contracts.aws.delay: {triangular: {min: 0mo, mode: 3mo, max: 18mo}}", "contracts.aws.utilisation: {metalog: {p10: 30%, p50: 60%, p97.5: 95%, min: 0%, max: 100%}}",
		"revenue.all.margin: {uniform: {min: 60%, max: 80%}}", "noise: {revenue.all: {volatility: 10%}}", "correlation: [{between: [contracts.aws.delay, revenue.all.margin], rho: 0.5}]") +
		"checks: [{name: covered, metric: coverage.revenue, min: 1}]\n"
	delay := func(s *model.Scenario) dist.Spec { return s.Uncertainty.Inputs[0].Dist }
	for name, test := range map[string]struct {
		set, old string
		get      func(s *model.Scenario) float64
		is       float64
	}{
		"one parameter":      {"uncertainty.contracts.aws.delay.triangular.max=24mo", "18mo", func(s *model.Scenario) float64 { return delay(s).Max }, 24},
		"a bound":            {"uncertainty.contracts.aws.delay.max=9mo", "not set", func(s *model.Scenario) float64 { return delay(s).High }, 9},
		"the whole":          {"uncertainty.contracts.aws.delay={uniform: {min: 1mo, max: 5mo}}", "{triangular: {min: 0mo, mode: 3mo, max: 18mo}}", func(s *model.Scenario) float64 { return delay(s).Max }, 5},
		"another":            {"uncertainty.market.gb200.price={uniform: {min: $1, max: $5}}", "not set", func(s *model.Scenario) float64 { return float64(len(s.Uncertainty.Inputs)) }, 4},
		"a percentile":       {"uncertainty.contracts.aws.utilisation.metalog.p97_5=90%", "95%", func(s *model.Scenario) float64 { return s.Uncertainty.Inputs[1].Dist.Quantiles[2].Value }, 0.9},
		"noise":              {"uncertainty.noise.revenue.all.volatility=20%", "10%", func(s *model.Scenario) float64 { return s.Uncertainty.Noise[0].Volatility }, 0.2},
		"a correlation":      {"uncertainty.correlation.1.rho=-0.1", "0.5", func(s *model.Scenario) float64 { return s.Uncertainty.Correlations[0].Rho }, -0.1},
		"a check":            {"checks.covered.min=1.5", "1", func(s *model.Scenario) float64 { return s.Checks[0].Min }, 1.5},
		"nothing uncertain":  {"uncertainty=null", "", func(s *model.Scenario) float64 { return float64(len(s.Uncertainty.Inputs)) }, 0},
		"all by whole paths": {"uncertainty={min_cash: {uniform: {min: 1, max: 2}}}", "", func(s *model.Scenario) float64 { return float64(len(s.Uncertainty.Inputs)) }, 4},
	} {
		t.Run(name, func(t *testing.T) {
			l := mustRead(t, base, test.set)
			if got := test.get(l.Scenario); got != test.is {
				t.Errorf("is %v, want %v", got, test.is)
			}
			if len(l.Changes) != 1 || test.old != "" && l.Changes[0].Old != test.old {
				t.Errorf("changes are %q, want old %q", l.Changes, test.old)
			}
		})
	}
}

// Two ways of writing one distribution are one scenario; another is another.
func TestWhatIsUncertainIsPartOfTheHash(t *testing.T) {
	hash := func(lines ...string) string { return mustRead(t, withChances(lines...)).Scenario.InputSHA256 }
	one := hash("contracts.aws.delay: {triangular: {min: 0mo, mode: 3mo, max: 18mo}}")
	if one != hash("contracts.aws.delay: {triangular: {max: 1.5y, mode: 3mo, min: 0d}}") {
		t.Error("one distribution hashes as two")
	}
	for _, other := range []string{"contracts.aws.delay: {triangular: {min: 0mo, mode: 3mo, max: 19mo}}", "contracts.aws.delay: {pert: {min: 0mo, mode: 3mo, max: 18mo}}",
		"contracts.draw.delay: {triangular: {min: 0mo, mode: 3mo, max: 18mo}}"} {
		if one == hash(other) {
			t.Errorf("%s hashes as another", other)
		}
	}
}
