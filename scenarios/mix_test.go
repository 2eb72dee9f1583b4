package scenarios

import (
	"errors"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"commitcast/model"
)

// pairs of embedded scenarios that can be compared: neighbours in a folder, and everything with the deal, both ways.
func pairs(t *testing.T) [][2]*Loaded {
	t.Helper()
	var all []*Loaded
	var name []string
	for _, n := range names() {
		if l, err := Load(n, Options{}); err == nil {
			all, name = append(all, l), append(name, n)
		}
	}
	var out [][2]*Loaded
	for i := range all {
		for j := range all {
			if near := path.Dir(name[i]) == path.Dir(name[j]) && (i-j == 1 || j-i == 1); i != j && (near || i == 0 || j == 0) {
				out = append(out, [2]*Loaded{all[i], all[j]})
			}
		}
	}
	return out
}

func TestAllDifferencesMakeTheVariantAndNoneTheBase(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	all := pairs(t)
	if len(all) < 60 {
		t.Fatalf("there are %d pairs", len(all))
	}
	var group sync.WaitGroup
	for _, pair := range all {
		if pair[0].Scenario.Currency != pair[1].Scenario.Currency {
			continue
		}
		group.Go(func() {
			t.Run(pair[0].Scenario.Name+" to "+pair[1].Scenario.Name, func(t *testing.T) { ends(t, pair[0], pair[1]) })
		})
	}
	group.Wait()
}

func TestADifferenceMadeIsTheSettingThatMakesIt(t *testing.T) {
	base := mustRead(t, compared)
	variant := replaced(t, "$38B", "$40B", "full: 2026-12", "full: 2027-06", "gb200: 1000", "gb200: 2000", "margin: 70%", "margin: 60%",
		"2026: $30B", "2026: $31B", "decline: 10%", "decline: 12%", "notice: 90d", "notice: 60d", "amount: $5B", "amount: $6B")
	all, err := Differences(base, variant)
	if err != nil || len(all) != 8 {
		t.Fatalf("%d differences: %v", len(all), err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		take := make([]bool, len(all))
		var sets []string
		for i := range take {
			if take[i] = random.IntN(2) == 1; take[i] {
				sets = append(sets, all[i].Paths[0]+"="+all[i].New)
			}
		}
		got, err := Mix(base, variant, all, take)
		if err != nil {
			t.Fatal(err)
		}
		want, err := base.With(sets...)
		if err != nil {
			t.Fatal(err)
		}
		if at := unlike(t, got, want.Scenario); at != "" {
			t.Errorf("with %q it is another scenario: %s", sets, at)
		}
	}
}

func TestAMixThatCannotBeIsRefusedAndSaysWhy(t *testing.T) {
	base := mustRead(t, least, "contracts.aws.exit_right={by: buyer, notice: 90d, exercise: 2030-01}")
	variant := mustRead(t, least, "contracts.aws.exit_right={by: buyer, notice: 90d, exercise: 2026-01}", "contracts.aws.term=2y")
	all, err := Differences(base, variant)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d differences: %v", len(all), err)
	}
	if _, err = Mix(base, variant, all, []bool{true}); err == nil {
		t.Error("fewer answers than differences are taken")
	}
	_, err = Mix(base, variant, all, []bool{true, false})
	var ps Problems
	if !errors.As(err, &ps) || ps[0].Path != "contracts.aws.exit_right.exercise" || ps[0].File != "" {
		t.Errorf("the shorter term alone is refused with %v", err)
	}
}

func TestMixingLeavesBothScenariosAsTheyWere(t *testing.T) {
	base, variant := mustRead(t, compared), replaced(t, "$38B", "$40B", "vendor: aws}", "vendor: aws}\n  - {name: more, amount: $1B, date: 2026-03-01, kind: debt}")
	was := [2]string{canonical(base.tree), canonical(variant.tree)}
	all, err := Differences(base, variant)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			if s, err := Mix(base, variant, all, []bool{i%2 == 0, i < 2}); err != nil || len(s.Financing) != 1+max(0, 2-i)/max(1, 2-i) {
				t.Errorf("mix %d has %d financings: %v", i, len(s.Financing), err)
			}
		})
	}
	group.Wait()
	if was != [2]string{canonical(base.tree), canonical(variant.tree)} {
		t.Error("one of them has changed")
	}
}

func TestAllDifferencesBringTheVariantsOrder(t *testing.T) {
	base := mustRead(t, compared)
	text := compared
	from, to := strings.Index(text, "  oci:"), strings.Index(text, "  gpu:")
	oci := text[from:to]
	text = text[:from] + text[to:]
	text = strings.Replace(text, "\nmarket:", "\n"+oci+"market:", 1)
	variant := mustRead(t, strings.Replace(text, "$38B", "$39B", 1))
	all, err := Differences(base, variant)
	if err != nil || len(all) != 1 {
		t.Fatalf("there are %d differences: %v", len(all), err)
	}
	for i, want := range []*model.Scenario{base.Scenario, variant.Scenario} {
		got, err := Mix(base, variant, all, []bool{i == 1})
		if err != nil {
			t.Fatal(err)
		}
		ids := func(s *model.Scenario) (all []string) {
			for _, c := range s.Contracts {
				all = append(all, c.ID)
			}
			return all
		}
		if !slices.Equal(ids(got), ids(want)) {
			t.Errorf("the contracts are %v, want %v", ids(got), ids(want))
		}
	}
}

// BenchmarkMix mixes eight differences of the portfolio.
func BenchmarkMix(b *testing.B) {
	base, err := Load("openai-portfolio", Options{})
	if err != nil {
		b.Fatal(err)
	}
	variant, err := base.With("contracts.aws.value=40B", "contracts.aws.delay=9mo", "contracts.oracle.delay=6mo", "contracts.azure.escalator=2%",
		"contracts.aws.utilisation=70%", "opening_cash=1B", "valuation.discount_rate=10%", "target=1.2")
	if err != nil {
		b.Fatal(err)
	}
	all, err := Differences(base, variant)
	if err != nil || len(all) != 8 {
		b.Fatal(shown(all), err)
	}
	take := make([]bool, len(all))
	i := 0
	for b.Loop() {
		for k := range take {
			take[k] = i>>k&1 == 1
		}
		i++
		if _, err := Mix(base, variant, all, take); err != nil {
			b.Fatal(err)
		}
	}
}
