package scenarios

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"commitcast/model"
)

// Whatever loads is valid, hashes alike a second time and answers for its paths; nothing panics, and what does not load is
// the user's to mend.
func FuzzLoad(f *testing.F) {
	for _, text := range []string{least, base, sourced, settable, hashed, everything, clauses, bounded, string(Starter()), in("    fee: $5M\n"), "", "a: [", "<<: *a",
		"&0: *0", "contracts: !00 00", "extends: x.yaml\n", in("    minimums: [$1,250M]\n"), "{{{{", "? [a]\n: b", "revenue: {a: {growth: {value: 1}}}",
		in("    price: {gb200: {value: {}}}\n    ramp: {shape: null}\n"), "financing: [{name: {value: a}}, [], 1]", "contracts: {a: {source: {value: x}, grade: [1]}}"} {
		f.Add(text, "contracts.aws.delay=9mo")
	}
	for _, set := range []string{"", "=", "a.b.c", "contracts.aws={}", "contracts.aws.minimums.Y1=5", "financing.first=null", "contracts.aws.ramp.steps.2026-01=5%", "market.h100={price: 1, at: 2026-01}"} {
		f.Add(everything, set)
		f.Add(clauses, set)
		f.Add(settable, set)
	}
	for _, set := range []string{"contracts.macc.milestones={2026-12: $1}", "contracts.oracle.forfeit=annual", "contracts.gpu.tranches={}",
		"contracts.gpu.tranches.one.term=0y", "contracts.gpu.payment.prepay.signing.amount=$5", "contracts.gpu.start=2040-01",
		"contracts.fee.exit_right.fee={months: 3mo}", "contracts.fee.exit_right.exercise=2031-01", "contracts.gpu.payment.prepay=null",
		"contracts.yearly.shortfall.charge_cap.Y2=40", "contracts.yearly.shortfall.charge_cap=[1, 2, 3, 4, 5, 6, 7]", "contracts.macc.actuals.cash.2026-Q1=5",
		"contracts.macc.commitment=on_demand", "contracts.macc.tail=1200mo", "demand.annual.2026=500M", "demand={intensity: 1, at: 2199-01}"} {
		f.Add(clauses, set)
	}
	for _, text := range []string{uncertain, withChances("contracts.aws.delay: {discrete: {1.5mo: 50%, $2.5: 50%}}"), withChances("contracts.more.exercised: {discrete: {true: 1}}"),
		withChances("contracts: {aws.delay: 1}"), withChances(".: {}", "a.: {}", "noise..: {}"), withChances("contracts.aws: {delay: {normal: {p1: 1mo, p99: 2mo}}}", "contracts.aws.delay: null"),
		withChances("market.gb200: {normal: {}}", "contracts.aws.price: {gb200: {multiple: {beta: {alpha: 1}}}}"), chancy + "checks: [{name: a, metric: spend, min: x}]\n"} {
		f.Add(text, "uncertainty.contracts.aws.delay.max=3mo")
	}
	for _, set := range []string{"uncertainty.contracts.aws.delay.triangular.max=24mo", "uncertainty.contracts.aws.delay={bernoulli: 1}", "uncertainty.noise.revenue.all=null",
		"uncertainty.correlation.1.between.2=revenue.all", "uncertainty.correlation.3=null", "uncertainty.contracts.aws.utilisation.metalog.p97_5=1", "uncertainty={a.b: 1}",
		"checks.covered=null", "checks.covered.max=80%", "contracts.aws=null", "contracts.aws.value=1e300", "uncertainty.contracts.more.fleet.gb200={normal: {mean: 1T, sd: 1T}}"} {
		f.Add(uncertain, set)
	}
	for _, set := range []string{"claims=null", "claims.a=1", "contracts.aws.start=2028-01", "contracts.aws=null", "claims={contracts.aws.term: {a: 1y, b: {value: 2y}}}", "revenue.all.growth=null"} {
		f.Add(disputed, set)
	}
	for _, text := range []string{least + "claims: {contracts.aws.minimums: {a: [$1B], b: {value: {Y1: null}}}}", least + "claims: {target: {a: {value: {value: 1}}}, a..b: {}, .: 1}",
		least + "claims: {contracts: {all: {value: {aws: null}}}, contracts.aws: {a: {value: {value: 1, source: {}}}}}"} {
		f.Add(text, "contracts.aws.delay=3mo")
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text, set string) {
		for _, sets := range [][]string{nil, {set}} {
			load := func() (*Loaded, error) {
				return Load("-", Options{Root: dir, Stdin: strings.NewReader(text), Sets: sets})
			}
			l, err := load()
			var ps Problems
			if err != nil {
				if !errors.As(err, &ps) || len(ps) == 0 {
					t.Fatalf("the error is nobody's: %v", err)
				}
				continue
			}
			if problems := l.Scenario.Validate(); len(problems) > 0 {
				t.Errorf("a scenario loads with problems: %v", problems)
			}
			if again, err := load(); err != nil || again.Scenario.InputSHA256 != l.Scenario.InputSHA256 {
				t.Errorf("a second time it is another scenario: %v", err)
			}
			for _, p := range Paths(l) {
				if _, exact := l.tree.find(strings.Split(p.Path, ".")); exact != p.Set {
					t.Errorf("path %s is found: %v, listed as set: %v", p.Path, exact, p.Set)
				}
			}
		}
	})
}

// Whatever may be varied, a range of it has different values that are shown as they can be typed back; nothing panics.
func FuzzRange(f *testing.F) {
	l, err := read(quantitative)
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range []string{"contracts.aws.value", "contracts.aws.delay", "contracts.aws.ramp.full", "contracts.more.exercised", "contracts.more.exit_right.notice",
		"contracts.aws.fleet.gb200", "contracts.aws.pue", "opening_cash", "catalog.gb200.power"} {
		for _, text := range []string{"20%..80%/7", "1,2,3", "no,yes", "2026-01..2027-01", "0..1e300", "-1..1", "../", "1../2", "1e-300..1", "200,000", "90d..1y/3", "5kW..1GW"} {
			f.Add(path, text)
		}
	}
	f.Fuzz(func(t *testing.T, path, text string) {
		q, err := l.Quantity(path)
		if err != nil {
			return
		}
		values, texts, err := q.Range(text)
		if err != nil {
			return
		}
		if len(values) != len(texts) || len(values) < 2 || len(values) > mostPoints {
			t.Fatalf("%d values, %d texts", len(values), len(texts))
		}
		for i, v := range values {
			back, err := q.Parse(texts[i])
			if err != nil || math.Abs(back-v) > 1e-5*math.Abs(v) {
				t.Errorf("%v is shown as %q, which is read as %v (%v)", v, texts[i], back, err)
			}
			if slices.Contains(values[:i], v) {
				t.Errorf("%v comes twice", v)
			}
		}
	})
}

// Whatever a setting changes, none of the differences are the scenario without it and all of them that with it.
func FuzzDifferences(f *testing.F) {
	texts := []string{compared, everything, clauses, settable}
	for i := range texts {
		for _, set := range []string{"contracts.aws.delay=9mo", "contracts.aws=null", "market.h100={price: 1, at: 2026-01}", "defaults.pue=1.5", "financing.first=null", "horizon=null",
			"contracts.aws.ramp=null", "contracts.macc.commitment=on_demand", "contracts.gpu.payment.prepay=null", "revenue.all.growth=5%", "contracts.new={fee: 1, term: 1y, start: 2026-01}",
			"contracts.aws.payment={lag: 0mo}", "contracts.macc.rollover={excess: 0%}", "catalog.new={power: 1kW}", "demand=null"} {
			f.Add(uint8(i), set)
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, set string) {
		base, err := read(texts[int(which)%len(texts)])
		if err != nil {
			t.Fatal(err)
		}
		variant, err := base.With(set)
		if err != nil || variant.Scenario.Currency != base.Scenario.Currency {
			return
		}
		if _, err := model.Analyse([]*model.Scenario{variant.Scenario}, model.ByQuarter); err != nil {
			return // nothing counts
		}
		ends(t, base, variant)
		ends(t, variant, base)
	})
}
