package plots

import (
	"errors"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"commitcast/model"
)

func TestNoChartOfObligationsHasAFault(t *testing.T) {
	for name, d := range tables() {
		checkLayouts(t, name, drawn(t, d.obligations(), ObligationCharts))
	}
}

func TestNoOddObligationsGiveAFault(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(5, seed))
		size := math.Pow(10, rng.Float64()*12-6)
		d := table{interim: rng.IntN(2) == 0, long: rng.IntN(2) == 0, prepaid: size, payables: size}
		for range 1 + rng.IntN(12) {
			firm, contingent := make([]float64, 6), make([]float64, 6)
			for i := range firm {
				firm[i] = size * rng.Float64() * []float64{0, 1, 1, 30, 0.001}[rng.IntN(5)]
				contingent[i] = size * rng.Float64() * []float64{0, 0, 1, 30, 0.001}[rng.IntN(5)]
			}
			d.firm, d.contingent = append(d.firm, firm), append(d.contingent, contingent)
		}
		checkLayouts(t, "seed "+strconv.FormatUint(seed, 10), drawn(t, d.obligations(), ObligationCharts))
	}
}

func TestMaturityTitleSaysWhatTheNumbersSay(t *testing.T) {
	firm := func(vs ...float64) table { return table{firm: [][]float64{vs}} }
	later := func(d table, vs ...float64) table { d.contingent = [][]float64{vs}; return d }
	tests := map[string]struct {
		table table
		want  string
	}{
		"little is firm":     {later(firm(3750, 0, 0, 0, 0, 0), 11250, 15000, 6250, 0, 0, 0), "Only $3.8B of the $36.3B owed is firm; the rest is contingent"},
		"most is firm":       {later(firm(300, 200, 0, 0, 0, 0), 0, 0, 100, 0, 0, 0), "$500M of the $600M owed is firm; $100M is contingent"},
		"nothing is firm":    {later(firm(0, 0, 0, 0, 0, 0), 3, 4, 0, 0, 0, 0), "All of the $7M owed is contingent"},
		"most in one year":   {firm(776, 120, 90, 0, 0, 0), "79% of the $986M owed falls due in FY2027"},
		"all in one year":    {firm(0, 0, 90, 0, 0, 0), "All of the $90M owed falls due in FY2029"},
		"most thereafter":    {firm(10, 10, 10, 10, 10, 150), "75% of the $200M owed falls due after FY2031"},
		"much thereafter":    {firm(20, 20, 20, 20, 20, 80), "44% of the $180M owed falls due after FY2031"},
		"a plateau":          {firm(20, 50, 50, 50, 20, 10), "Of the $200M owed, $50M a year falls due in FY2028–FY2030"},
		"a peak":             {firm(20, 50, 60, 50, 20, 0), "The $200M owed peaks in FY2029, when $60M falls due"},
		"two peaks apart":    {firm(60, 20, 60, 20, 20, 20), "The $200M owed peaks in FY2027, when $60M falls due"},
		"remaining":          {table{firm: [][]float64{{20, 50, 60, 50, 20, 0}}, basis: model.RemainingBasis}, "The $200M still committed peaks in FY2029, when $60M is recognised"},
		"the year that runs": {table{firm: [][]float64{{120, 10, 10, 0, 0, 0}}, interim: true}, "86% of the $140M owed falls due in the remainder of FY2027"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := Maturity(tt.table.obligations())
			if err != nil {
				t.Fatal(err)
			}
			if got := plain(c.Title); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestTheDataOfATableIsEveryContractsOwn(t *testing.T) {
	c, err := Maturity(table{firm: [][]float64{{1, 2, 0, 0, 0, 3}, {10, 0, 0, 0, 0, 0}}, contingent: [][]float64{{0, 0, 4, 0, 0, 0}, {0, 0, 0, 0, 0, 5}}}.obligations())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(c.data); n != 2*2*6 {
		t.Errorf("%d numbers, want firm and contingent of 2 contracts in 6 buckets", n)
	}
	got := csvOf(t, c)
	for key, want := range map[string]float64{"firm FY2027": 11e6, "firm Thereafter": 3e6, "contingent FY2029": 4e6, "contingent Thereafter": 5e6} {
		if got[key] != want {
			t.Errorf("%s is %g, want %g", key, got[key], want)
		}
	}
}

func TestObligationsThatCannotBeDrawn(t *testing.T) {
	nothing := table{firm: [][]float64{{0, 0, 0, 0, 0, 0}}}.obligations()
	huge := table{firm: [][]float64{{1e13, 0, 0, 0, 0, 0}}}.obligations()
	short := table{firm: [][]float64{{1, 2, 3, 4, 5, 6}}}.obligations()
	short.Rows[0].Years.Contingent = nil
	var not *NotDrawn
	for name, tt := range map[string]struct {
		o      *model.Obligations
		drawn  bool
		reason string
	}{
		"nothing owed": {nothing, true, "nothing falls due after 2026-12-31"}, "too much": {huge, true, "an amount is too large to draw: 1e+19"},
		"none": {nil, false, ""}, "an amount too few": {short, false, ""},
	} {
		_, err := Maturity(tt.o)
		if got := errors.As(err, &not); err == nil || got != tt.drawn || got && not.Reason != tt.reason {
			t.Errorf("%s: got %v", name, err)
		}
		if got, _, _ := ObligationCharts(tt.o); len(got) != 0 {
			t.Errorf("%s: %d charts", name, len(got))
		}
	}
}

func TestDaysAreWrittenOut(t *testing.T) {
	if got := plain(dayName(model.DateOf(2026, time.December, 31))); got != "31 December 2026" {
		t.Errorf("got %s", got)
	}
}
