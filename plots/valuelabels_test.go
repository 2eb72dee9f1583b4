package plots

import (
	"image/color"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"commitcast/model"
)

// written are the texts of a colour on a page.
func written(t *testing.T, c *Chart, st Style, colour color.RGBA) []string {
	t.Helper()
	l, err := c.Layout(st)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range l.Faults() {
		t.Error(f)
	}
	var out []string
	for _, text := range l.Texts {
		if text.Colour == colour && text.Size == tickSize {
			out = append(out, text.Text)
		}
	}
	return out
}

// The revenue of 2027 and 2028 lies on the columns.
func TestEveryFullYearsRevenueIsLabelled(t *testing.T) {
	r := report(map[string][]float64{"revenue": billions(12, 30, 62, 102, 169, 280, 350, 343),
		"spend": billions(0.2, 25, 98, 151, 140, 139, 73, 4.9)}, 0, 7)
	c, err := RevenueVsSpend(Input{Year: []*model.Report{r}})
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range Sizes() {
		for _, theme := range Themes {
			p := theme.palette()
			got := written(t, c, Style{theme, size.Width, size.Height, 100}, p.word(p.revenueColour()))
			for _, want := range []string{"30", "62", "102", "169", "280", "350"} {
				if !slices.Contains(got, want) {
					t.Errorf("%s, %s: %s is not among %s", size.Name, theme, want, got)
				}
			}
		}
	}
}

func TestRevenueIsLabelledWhereverTheLineGoes(t *testing.T) {
	p := Light.palette()
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(7, seed))
		revenue, spend := make([]float64, 7), make([]float64, 7)
		for i := range revenue {
			revenue[i], spend[i] = float64(100+rng.IntN(800))*1e9, float64(100+rng.IntN(800))*1e9
		}
		r := report(map[string][]float64{"revenue": revenue, "spend": spend})
		c, err := RevenueVsSpend(Input{Year: []*model.Report{r}})
		if err != nil {
			t.Fatal(err)
		}
		got := written(t, c, DefaultStyle(), p.word(p.revenueColour()))
		for i, v := range revenue {
			if want := moneyScale("USD", 900e9).bare(v, 0); !slices.Contains(got, want) {
				t.Errorf("seed %d: the revenue of %s, %s, is not among %s", seed, r.Periods[i].Label, want, got)
			}
		}
	}
}

func TestTheYearsATitleNamesAreLabelledWhereNotAllCanBe(t *testing.T) {
	revenue, spend := make([]float64, 30), make([]float64, 30)
	for i := range revenue {
		revenue[i], spend[i] = float64(200+10*i)*1e9, float64(100+5*i)*1e9
	}
	spend[11], spend[12] = 700e9, 650e9
	r := report(map[string][]float64{"revenue": revenue, "spend": spend})
	c, err := RevenueVsSpend(Input{Year: []*model.Report{r}})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Revenue falls short of compute spend in 2036–2037, by most in 2036 ($390B)"; c.Title != want {
		t.Fatalf("got %s", c.Title)
	}
	p := Light.palette()
	st, _ := ParseSize("a4", 0)
	got := written(t, c, st, p.word(p.revenueColour()))
	for _, want := range []string{"310", "320"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not among %s", want, got)
		}
	}
}

func TestCoverageIsLabelledAsInTheTables(t *testing.T) {
	p := Light.palette()
	r := report(map[string][]float64{"coverage.revenue": {2.154, 5.5, 12.06, 9.99, 15}})
	c, err := Coverage(Input{Year: []*model.Report{r}})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(written(t, c, DefaultStyle(), p.word(p.series[0])), " "); got != "2.15 5.50 12.1 9.99 15.0" {
		t.Errorf("got %s", got)
	}
}

func TestAPartYearTooNarrowForItsLabelHasNone(t *testing.T) {
	tests := map[string]struct {
		from, to model.Month
		want     string
	}{
		"two months at the front":  {model.MonthOf(2025, 11), model.MonthOf(2034, 12), "2026 2027 2028 2029 2030 2031 2032 2033 2034"},
		"one month at the end":     {model.MonthOf(2026, 1), model.MonthOf(2033, 1), "2026 2027 2028 2029 2030 2031 2032"},
		"ten months have theirs":   {model.MonthOf(2025, 3), model.MonthOf(2028, 12), "2025 2026 2027 2028"},
		"a short horizon has two":  {model.MonthOf(2025, 11), model.MonthOf(2026, 4), "2025 2026"},
		"the only label is needed": {model.MonthOf(2025, 11), model.MonthOf(2025, 11), "2025"},
	}
	fonts, err := newTypesetter()
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range tests {
		s := newSheet(blank{}, DefaultStyle(), fonts)
		p := s.panel(boxAt(20, 40, 530, 200), axes{float64(tt.from), float64(tt.to + 1), 0, 1, nil})
		p.xLabels(p.roomy(yearPlaces(tt.from, tt.to)))
		var got []string
		for _, text := range s.out.Texts {
			got = append(got, text.Text)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}

func TestARingInASmallPanelDoesNotLieAcrossTheAxis(t *testing.T) {
	fonts, err := newTypesetter()
	if err != nil {
		t.Fatal(err)
	}
	s := newSheet(blank{}, DefaultStyle(), fonts)
	p := s.panelIn(boxAt(100, 100, 100, 100), axes{0, 3, 0, 100, nil}) // a hundredth is a point
	got := p.offAxis([]point{{0, 1}, {1, 0}, {2, 40}, {3, nan}})
	if len(got) != 1 || got[0].y != 40 {
		t.Errorf("got %v, want that of 40 alone", got)
	}
}
