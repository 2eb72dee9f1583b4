package scenarios

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestUncertaintyThatCannotBeReadIsRefusedWhereItStands(t *testing.T) {
	at := strings.Count(chancy, "\n") + 2 // the first line below uncertainty
	one := func(line string) string { return withChances(line) }
	place := func(column int, rest string) string { return fmt.Sprintf("-:%d:%d: %s", at, column, rest) }
	const delay = "contracts.aws.delay: {uniform: {min: 0mo, max: 1y}}"
	refuseAll(t, map[string]struct{ text, want string }{
		"a misspelt kind":             {one("contracts.aws.delay: {trianglar: {min: 0mo}}"), place(25, "uncertainty.contracts.aws.delay.trianglar: is not known (did you mean triangular?)")},
		"no kind":                     {one("contracts.aws.delay: {max: 3mo}"), place(3, "uncertainty.contracts.aws.delay: says no distribution: one of normal, lognormal, uniform, triangular, pert, beta, metalog, discrete is needed (write {triangular: {min: …, mode: …, max: …}})")},
		"two kinds":                   {one("contracts.aws.delay: {normal: {mean: 3mo, sd: 1mo}, uniform: {min: 0mo, max: 1mo}}"), place(55, "uncertainty.contracts.aws.delay.uniform: cannot stand beside normal (give one of them)")},
		"a number alone":              {one("contracts.aws.delay: 3mo"), place(24, "uncertainty.contracts.aws.delay: must be a distribution such as {triangular: {min: …, mode: …, max: …}}, is a single value")},
		"a range in words":            {one("contracts.aws.delay: {uniform: 0mo to 3mo}"), "must be {min: …, max: …} or two percentiles such as {p10: …, p90: …}, is a single value"},
		"a parameter left out":        {one("contracts.aws.delay: {triangular: {min: 0mo, max: 3mo}}"), place(25, "uncertainty.contracts.aws.delay.triangular.mode: is missing (give a length such as 7y, 84mo or 90d)")},
		"a parameter of another":      {one("contracts.aws.delay: {uniform: {min: 0mo, mode: 1mo, max: 3mo}}"), "uncertainty.contracts.aws.delay.uniform.mode: is not known"},
		"a parameter in another unit": {one("contracts.aws.delay: {uniform: {min: $1, max: 3mo}}"), "uncertainty.contracts.aws.delay.uniform.min: \"$1\" is not a number"},
		"a spread below nothing":      {one("contracts.aws.delay: {normal: {mean: 3mo, sd: -1mo}}"), "uncertainty.contracts.aws.delay.normal.sd: must not be negative, is -1mo"},
		"a percentile in capitals":    {one("contracts.aws.delay: {normal: {P10: 1mo, p90: 3mo}}"), "\"P10\" is not a percentile such as p10 or p97.5 (did you mean p10?)"},
		"a percentile of nothing":     {one("contracts.aws.delay: {normal: {p0: 1mo, p90: 3mo}}"), "\"p0\" must be above p0"},
		"a percentile twice":          {one("contracts.aws.delay: {normal: {p5: 1mo, p05: 3mo}}"), "uncertainty.contracts.aws.delay.normal.p5: is given twice"},
		"percentiles that fall":       {one("contracts.aws.delay: {normal: {p10: 3mo, p90: 1mo}}"), "uncertainty.contracts.aws.delay.normal.p90: must be above p10"},
		"a percentage too large":      {one("revenue.all.margin: {uniform: {min: 60, max: 80}}"), "must be a share such as 70% or 0.7, is 60 (did you mean 60%?)"},
		"a path twice":                {one(delay) + "  contracts: {aws: {delay: {uniform: {min: 0mo, max: 1y}}}}\n", "uncertainty.contracts: is said twice"},
		"a path with an idle dot":     {one("contracts..delay: {uniform: {min: 0mo, max: 1y}}"), place(3, "uncertainty.contracts..delay: has a dot with no key beside it (write contracts.aws.delay)")},
		"a misspelt path":             {one("contracts.aws.dely: {uniform: {min: 0mo, max: 1y}}"), place(3, "uncertainty.contracts.aws.dely: is not known (did you mean delay?)")},
		"a misspelt beginning":        {one("contract.aws.delay: {uniform: {min: 0mo, max: 1y}}"), place(3, "uncertainty.contract: is not known (did you mean contracts?)")},
		"a misspelt line":             {one("revenue.al.margin: {uniform: {min: 60%, max: 80%}}"), "uncertainty.revenue.al.margin: is not there: there is no line of revenue \"al\" (did you mean revenue.all.margin?)"},
		"a misspelt item":             {one("contracts.aws.outages.bigfire.for: {uniform: {min: 1mo, max: 2mo}}"), "(did you mean contracts.aws.outages.big fire.for?)"},
		"a date":                      {one("contracts.aws.start: {uniform: {min: 0mo, max: 1y}}"), place(3, "uncertainty.contracts.aws.start: is a date, not a number that can be uncertain (vary the delay beside it)")},
		"a word":                      {one("contracts.aws.status: {bernoulli: 60%}"), "uncertainty.contracts.aws.status: is a word, not a number that can be uncertain (vary exercised)"},
		"a default of all":            {one("defaults.pue: {uniform: {min: 1.1, max: 1.4}}"), "uncertainty.defaults: holds for several contracts at once (give it on the contract and name that"},
		"a number that is not given":  {one("contracts.aws.fee: {uniform: {min: $1, max: $2}}"), "uncertainty.contracts.aws.fee: has no base value"},
		"a rate that fades":           {one("revenue.all.growth: {uniform: {min: 1%, max: 2%}}"), "fades from one rate to another (go on with initial, terminal or half_life)"},
		"a yes or no as a number":     {one("contracts.more.exercised: {uniform: {min: 0, max: 1}}"), "uncertainty.contracts.more.exercised.uniform: is not known (keys here: bernoulli, discrete"},
		"a number as a yes or no":     {one("contracts.aws.delay: {bernoulli: 60%}"), "uncertainty.contracts.aws.delay.bernoulli: is for a yes or no such as exercised"},
		"a fee of another sort":       {one("contracts.aws.exit_right.fee: {uniform: {min: $1M, max: $2M}}"), "$1M is not in the unit of contracts.aws.exit_right.fee, which is 50% (give both in the same unit)"},
		"months of a notice in days":  {one("contracts.aws.exit_right.notice: {discrete: {1mo: 50%, 3mo: 50%}}"), "1mo is not in the unit of contracts.aws.exit_right.notice, which is 90d"},
		"chances that do not add up":  {one("contracts.aws.delay: {discrete: {0mo: 50%, 6mo: 40%}}"), "uncertainty.contracts.aws.delay.discrete: outcomes have probabilities that add up to 90%"},
		"one outcome twice":           {one("contracts.aws.delay: {discrete: {12mo: 50%, 1y: 50%}}"), "uncertainty.contracts.aws.delay.discrete: outcomes"},
		"draws that are refused":      {one("contracts.aws.utilisation: {normal: {mean: 90%, sd: 10%}, min: 0%}"), place(30, "uncertainty.contracts.aws.utilisation: cannot have its highest draw: contracts.aws.utilisation must be between 0% and 100%")},
		"foreign money":               {one("market.gb200.price: {uniform: {min: €1, max: €2}}"), "€1 is not in the scenario's currency, USD"},

		"noise without a measure":    {one("noise: {revenue.all: {reversion: 1y}}"), "uncertainty.noise.revenue.all.volatility: is missing"},
		"noise that is a number":     {one("noise: {revenue.all: 15%}"), "uncertainty.noise.revenue.all: must be a map, is a single value"},
		"noise on a part":            {one("noise: {revenue.all.margin: {volatility: 15%}}"), "uncertainty.noise.revenue.all.margin: is not known (keys here: volatility, reversion"},
		"noise on no such line":      {one("noise: {revenue.al: {volatility: 15%}}"), "(did you mean revenue.all?)"},
		"noise that is back at once": {one("noise: {revenue.all: {volatility: 15%, reversion: 0y}}"), "uncertainty.noise.revenue.all.reversion: must be longer than nothing, is 0y"},
		"too much noise":             {one("noise: {revenue.all: {volatility: 15}}"), "(did you mean 15%?)"},

		"a pair of three":                 {withChances(delay, "correlation: [{between: [contracts.aws.delay, a, b], rho: 0.1}]"), "uncertainty.correlation.1.between: must name two paths, names 3"},
		"a pair with a typo":              {withChances(delay, "correlation: [{between: [contracts.aws.delay, contracts.aws.dely], rho: 0.1}]"), "uncertainty.correlation.1.between.2: \"contracts.aws.dely\" has no distribution and no noise (did you mean contracts.aws.delay?)"},
		"a pair without rho":              {withChances(delay, "correlation: [{between: [contracts.aws.delay, contracts.aws.delay]}]"), "uncertainty.correlation.1.rho: is missing"},
		"a pair of one":                   {withChances(delay, "correlation: [{between: [contracts.aws.delay, contracts.aws.delay], rho: 0.1}]"), "uncertainty.correlation.1.between: names contracts.aws.delay twice"},
		"too many that are tied together": {tiedTogether(31), "uncertainty.correlation: ties 31 paths together: at most 30"},
		"rho above one":                   {withChances(delay, "revenue.all.margin: {uniform: {min: 60%, max: 80%}}", "correlation: [{between: [contracts.aws.delay, revenue.all.margin], rho: 1.1}]"), "uncertainty.correlation.1.rho: must be above −1 and below 1, is 1.1"},
	})
}

// tiedTogether is a scenario in which so many delays are correlated, each with the next.
func tiedTogether(n int) string {
	var b strings.Builder
	b.WriteString("contracts:\n")
	for i := range n {
		fmt.Fprintf(&b, "  c%d: {value: $1B, term: 7y, start: 2026-01}\n", i)
	}
	b.WriteString("uncertainty:\n")
	for i := range n {
		fmt.Fprintf(&b, "  contracts.c%d.delay: {uniform: {min: 0mo, max: 1y}}\n", i)
	}
	b.WriteString("  correlation:\n")
	for i := range n - 1 {
		fmt.Fprintf(&b, "    - {between: [contracts.c%d.delay, contracts.c%d.delay], rho: 0.5}\n", i+1, i)
	}
	return b.String()
}

func TestChecksThatCannotBeReadAreRefused(t *testing.T) {
	check := func(keys string) string { return chancy + "checks:\n  - {name: a, " + keys + "}\n" }
	refuseAll(t, map[string]struct{ text, want string }{
		"a misspelt metric":      {check("metric: coverage.revnue, min: 1"), "checks.a.metric: \"coverage.revnue\" is no metric or figure of a scenario (did you mean coverage.revenue?)"},
		"a metric of nothing":    {check("metric: happiness, min: 1"), "(coverage.revenue, cash_balance, funding_gap and min_coverage are some)"},
		"no metric":              {check("min: 1"), "checks.a.metric: is missing"},
		"no limit":               {check("metric: spend"), "checks.a: sets no limit (give min or max)"},
		"a limit in per cent":    {check("metric: spend, max: 80%"), "checks.a.max: 80% is a share, and spend is not (write $5B)"},
		"a limit in money":       {check("metric: coverage.revenue, min: $1"), "checks.a.min: $1 is an amount of money, and coverage.revenue is not"},
		"a share without its %":  {check("metric: concentration.largest, max: 60"), "checks.a.max: concentration.largest is a share: 60 would be 6000% (did you mean 60%?)"},
		"a share with an x":      {check("metric: concentration.largest, max: 0.6x"), "0.6x is a multiple, and concentration.largest is not"},
		"foreign money":          {check("metric: spend, max: €5B"), "€5B is not in the scenario's currency"},
		"years backwards":        {check("metric: spend, max: 5B, from: 2030, to: 2028"), "checks.a.to: must not be before from, 2030, is 2028"},
		"a figure in years":      {check("metric: funding_gap, max: 5B, from: 2030"), "checks.a: has no years to be held in"},
		"a misspelt key":         {check("metric: spend, maximum: 5B"), "checks.a.maximum: is not known"},
		"a level nobody knows":   {check("metric: spend, max: 5B, level: warn"), "checks.a.level: \"warn\" is not error or warning"},
		"a probability too high": {check("metric: spend, max: 5B, probability: 80"), "checks.a.probability: must be a share such as 70% or 0.7, is 80 (did you mean 80%?)"},
		"two of one name":        {chancy + "checks: [{name: a, metric: spend, max: 1}, {name: a, metric: spend, max: 1}]\n", "checks.a: is the name of two items"},
		"a map":                  {chancy + "checks: {a: {metric: spend, max: 1}}\n", "checks: must be a list, is a map"},
	})
}

// Three that cannot all go together, and what can.
func TestImpossibleCorrelationsAreRefusedWithThoseThatArePossible(t *testing.T) {
	_, err := read(withChances("contracts.aws.delay: {uniform: {min: 0mo, max: 1y}}", "contracts.draw.delay: {uniform: {min: 0mo, max: 1y}}",
		"contracts.more.delay: {uniform: {min: 0mo, max: 1y}}", "correlation:", "  - {between: [contracts.aws.delay, contracts.draw.delay], rho: 0.9}",
		"  - {between: [contracts.draw.delay, contracts.more.delay], rho: 0.9}", "  - {between: [contracts.more.delay, contracts.aws.delay], rho: -0.9}"))
	refused(t, err, "uncertainty.correlation: cannot all hold together: contracts.aws.delay and contracts.draw.delay, ",
		"the nearest that can: contracts.aws.delay and contracts.draw.delay 0.")
}

func TestAVariantOfAContractThatIsGoneSaysSoOnce(t *testing.T) {
	_, err := read(withChances("contracts.aws.delay: {uniform: {min: 0mo, max: 1y}}"), "contracts.aws=null")
	refused(t, err, `uncertainty.contracts.aws.delay: is not there: there is no contract "aws" (there is draw, more)`)
	_, err = read(strings.Replace(withChances("contracts.draw.delay: {uniform: {min: 0mo, max: 1y}}"), "minimums: [$1M, $2M]", "minimums: 5x", 1))
	if err == nil || strings.Contains(err.Error(), "uncertainty") {
		t.Errorf("problems are %v, want only that of the contract", err)
	}
}

func TestAnEndlessUncertaintyIsRefusedInTime(t *testing.T) {
	var b strings.Builder
	b.WriteString("contracts: {aws: {value: $1B, term: 7y, start: 2026-01}}\nrevenue:\n")
	const lines = 490
	for i := range lines {
		fmt.Fprintf(&b, "  r%d: {annual: {2026: 1, 2027: 2}}\n", i)
	}
	b.WriteString("uncertainty:\n")
	for i := range 1001 {
		fmt.Fprintf(&b, "  revenue.r%d.annual.%d: {uniform: {min: 1, max: 2}}\n", i%lines, 2026+i/lines)
	}
	_, err := read(b.String())
	refused(t, err, "uncertainty: has 1001 entries: a scenario can have at most 500")

	most := strings.Join(strings.SplitAfter(b.String(), "\n")[:lines+3+maxUncertain], "") // just as many as there may be
	began := time.Now()
	if mustRead(t, most); time.Since(began) > patience {
		t.Errorf("takes %v", time.Since(began))
	}
}
