package plots

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"commitcast/model"
)

// cases are the results that every chart is checked on.
func cases() map[string]setup {
	out := map[string]setup{}
	for _, contracts := range []int{1, 2, 3, 6, 12} {
		for _, scenarios := range []int{1, 2, 3, 5, 12} {
			for _, years := range []int{1, 2, 7, 12, 30} {
				for _, long := range []bool{false, true} {
					su := usual(contracts, scenarios, years).withTerms(years > 2)
					su.long = long
					out[fmt.Sprintf("%d contracts, %d scenarios, %d years, long=%t", contracts, scenarios, years, long)] = su
				}
			}
		}
	}
	return out
}

func TestNoChartHasAFaultInItsLayout(t *testing.T) {
	pages := map[string]Style{}
	for _, size := range Sizes() {
		for _, theme := range Themes {
			// The thumbnail is the report's page in fewer dots: the same layout, which another test holds to.
			if size.Name != "thumbnail" && (theme == Light || size.Name == "report") {
				pages[size.Name+" "+string(theme)] = Style{Theme: theme, Width: size.Width, Height: size.Height, DPI: size.DPI}
			}
		}
	}
	n := 0
	for name, su := range cases() {
		if n++; raceDetector && n%8 != 0 {
			continue // the detector makes layouts ten times slower; any of them will do for it
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			charts, _, err := Charts(su.input(t))
			if err != nil {
				t.Fatal(err)
			}
			for page, st := range pages {
				for _, c := range charts {
					l, err := c.Layout(st)
					if err != nil {
						t.Fatal(err)
					}
					for _, f := range l.Faults() {
						t.Errorf("%s, %s: %s", c.Name, page, f)
					}
				}
			}
		})
	}
}

// odd makes results with numbers of any size, with gaps and zeros, for any number of scenarios and contracts.
func odd(t *testing.T, rng *rand.Rand) Input {
	su := usual(1+rng.IntN(12), 1+rng.IntN(12), 1+rng.IntN(15)).withTerms(true)
	su.long = rng.IntN(2) == 0
	su.currency = []string{"USD", "EUR", "CHF"}[rng.IntN(3)]
	in := su.input(t)
	size := math.Pow(10, rng.Float64()*13-9)
	var factors [7]float64
	for i := range factors {
		factors[i] = []float64{1, 1, 1, 0, nan, 40, 0.01}[rng.IntN(7)]
	}
	for k, r := range append(append([]*model.Report(nil), in.Year...), in.Month...) {
		for j, s := range allSeries(r) {
			for i := range s.Values {
				s.Values[i] *= size * factors[(i*(j+1)+k)%len(factors)]
			}
		}
	}
	return in
}

func TestNoOddDataGivesAFault(t *testing.T) {
	sizes := append(Sizes(), Size{"smallest", minWidth, minHeight, 100}, Size{"tall", 5, 9, 100}, Size{"flat", 14, minHeight, 100})
	for seed := range uint64(80) {
		rng := rand.New(rand.NewPCG(1, seed))
		charts, _, err := Charts(odd(t, rng))
		if err != nil {
			t.Fatal(err)
		}
		size := sizes[rng.IntN(len(sizes))]
		for _, c := range charts {
			l, err := c.Layout(Style{Light, size.Width, size.Height, 100})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range l.Faults() {
				t.Errorf("seed %d, %s, %s: %s", seed, size.Name, c.Name, f)
			}
			if n := len(strings.Fields(c.Title)); n > 15 {
				t.Errorf("seed %d, %s: %d words: %s", seed, c.Name, n, c.Title)
			}
		}
	}
}
