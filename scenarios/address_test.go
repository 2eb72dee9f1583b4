package scenarios

import (
	"math"
	"slices"
	"strings"
	"testing"

	"commitcast/model"
)

// numeric reports whether what stands at a path is a number or a yes or no.
func numeric(n *node) bool {
	k := n.spec.kind
	return (!k.text || k == boolean) && !n.value.dated && k != monthNumber
}

// Every number that a scenario gives, and every one that has a default, is found under its path, as it was read; what is not
// found is refused with a reason.
func TestEveryNumberOfAScenarioIsFoundByItsPath(t *testing.T) {
	texts := map[string]string{"least": least, "everything": everything, "clauses": clauses, "bounded": bounded, "settable": settable}
	entries, err := List()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Contracts {
			texts[e.Name] = "extends: " + e.Name + "\n"
		}
	}
	found := 0
	for name, text := range texts {
		l := mustRead(t, text)
		for _, p := range Paths(l) {
			if strings.HasPrefix(p.Path, "uncertainty.") || strings.HasPrefix(p.Path, "checks.") {
				continue
			}
			keys := strings.Split(p.Path, ".")
			n, exact := l.tree.find(keys)
			if !exact {
				n = n.given(keys[len(keys)-1])
				if parent, ok := l.tree.find(keys[:len(keys)-1]); !ok || n == nil || parent.given(keys[len(keys)-1]) == nil {
					continue
				}
			}
			if !numeric(n) {
				continue
			}
			if notOne(t, l, name, p) {
				continue
			}
			x, err := l.Scenario.Scalar(p.Path)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			found++
			want, _ := n.spec.kind.parse(p.Value) // of a contract's default the scenario's own
			if got := x.Get(); math.Abs(got-want.number) > 1e-12*math.Abs(got) {
				t.Errorf("%s: %s is %v, written %s", name, p.Path, got, p.Value)
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d numbers were looked for", found)
	}
}

// notOne reports numbers that are no one number of the model: those of defaults, shares of a floating price and the like. They
// must be refused.
func notOne(t *testing.T, l *Loaded, name string, p Path) bool {
	t.Helper()
	keys := strings.Split(p.Path, ".")
	contract := l.tree.get("contracts").get(keys[min(1, len(keys)-1)])
	refused := keys[0] == "defaults" ||
		p.Value == "list" || p.Value == unlimited ||
		slices.Contains(keys, "ramp") && (contract.has("tranches") && !slices.Contains(keys, "tranches") ||
			!p.Set) ||
		keys[0] == "demand" && !p.Set
	if !refused {
		return false
	}
	if _, err := l.Scenario.Scalar(p.Path); err == nil && p.Set {
		t.Errorf("%s: %s is one number", name, p.Path)
	}
	return true
}

// In a copy every number can be changed, and the scenario stays as it was.
func TestACopySharesNoNumber(t *testing.T) {
	for _, text := range []string{everything, clauses, bounded} {
		l := mustRead(t, text)
		twin := mustRead(t, text).Scenario
		copied := l.Scenario.Clone()
		changed := 0
		for _, p := range Paths(l) {
			x, err := copied.Scalar(p.Path)
			if err != nil {
				continue
			}
			y, _ := twin.Scalar(p.Path)
			if x.Set(12345); x.Switch() {
				x.Set(1 - y.Get())
			}
			if x.Get() == y.Get() {
				t.Errorf("%s stays %v", p.Path, y.Get())
			}
			changed++
		}
		if changed < 20 {
			t.Errorf("only %d numbers were changed", changed)
		}
		for _, p := range Paths(l) {
			if x, err := l.Scenario.Scalar(p.Path); err == nil {
				if y, _ := twin.Scalar(p.Path); !same(x.Get(), y.Get()) {
					t.Errorf("%s is %v, was %v", p.Path, x.Get(), y.Get())
				}
			}
		}
	}
}

func same(a, b float64) bool { return a == b || !model.Known(a) && !model.Known(b) }
