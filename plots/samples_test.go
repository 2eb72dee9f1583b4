package plots

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

var samples = flag.String("samples", "", "folder to write pictures to, to be looked at")

func TestSamplesAreWrittenWhenAskedFor(t *testing.T) {
	if *samples == "" {
		t.Skip("no -samples folder")
	}
	sets := map[string]setup{
		"a1": usual(1, 1, 8), "a6": usual(6, 1, 8), "a12": usual(12, 1, 30), "one": usual(3, 1, 1), "two": usual(3, 2, 2),
		"c2": usual(3, 2, 8), "c3": usual(1, 3, 8), "c5": usual(6, 5, 8), "c12": usual(12, 12, 30), "c12s": usual(1, 12, 8),
		"t1": usual(1, 1, 8).withTerms(false), "t3": usual(3, 1, 6).withTerms(true), "t12": usual(12, 1, 30).withTerms(true),
		"tone": usual(2, 1, 1).withTerms(true),
	}
	long := usual(7, 3, 9)
	long.long = true
	long.currency = "CAD"
	sets["long"], sets["tlong"] = long, long.withTerms(true)
	all := map[string][]*Chart{}
	for name, su := range sets {
		charts, skipped, err := Charts(su.input(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range skipped {
			t.Log(name, s)
		}
		all[name] = charts
	}
	for name, d := range deals() {
		all["ledger-"+name] = drawn(t, d.ledger(t), LedgerCharts)
	}
	for name, m := range tables() {
		all["due-"+name] = drawn(t, m.obligations(), ObligationCharts)
	}
	dark := map[string]bool{"c3": true, "a6": true, "t3": true, "ledger-snap": true, "ledger-lyft": true, "due-several": true, "due-exit": true}
	for name, charts := range all {
		for _, size := range []string{"thumbnail", "a4", "square"} {
			for _, theme := range Themes {
				if theme == Dark && (size != "thumbnail" || !dark[name]) {
					continue
				}
				st, err := ParseSize(size, 110)
				if err != nil {
					t.Fatal(err)
				}
				st.Theme = theme
				for _, c := range charts {
					png, err := c.PNG(st)
					if err != nil {
						t.Fatal(err)
					}
					file := filepath.Join(*samples, fmt.Sprintf("%s-%s-%s-%s.png", c.Name, name, size, theme))
					if err := os.WriteFile(file, png, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

// drawn are the charts that apply to a result.
func drawn[T any](t testing.TB, of T, charts func(T, ...string) ([]*Chart, []*NotDrawn, error)) []*Chart {
	t.Helper()
	out, _, err := charts(of)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
