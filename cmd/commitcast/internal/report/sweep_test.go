package report

import (
	"encoding/json"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/analysis"
)

// pairs is a sweep of two paths with a cell that is not known, and a title that a terminal would obey.
func pairs() *analysis.Sweep {
	s := &model.Scenario{Title: "Deal\x1b[31m", Name: "=deal", File: "deal.yaml", Currency: "EUR", InputSHA256: "0123456789abcdef"}
	y := analysis.Axis{Path: "contracts.a.start", Values: []float64{0, 1}, Texts: []string{"2026-01", "2026-07"}, Base: -1, Own: "2026-03"}
	return &analysis.Sweep{Scenario: s, Y: &y,
		X: analysis.Axis{Path: "contracts.a.delay", Values: []float64{0, 6, 12}, Texts: []string{"0mo", "6mo", "12mo"}, Base: 1, Own: "6mo", OwnAt: 6, Number: true},
		Results: []analysis.Swept{
			{Target: model.Target{Name: "spend", Period: "2028"}, Base: 4.5e9, Values: [][]float64{{1e9, 2e9, 3e9}, {4e9, nan, 6e9}}},
			{Target: model.Target{Name: "first_covered_year"}, Base: 2029, Values: [][]float64{{2028, 2029, 2030}, {nan, nan, nan}}},
		}}
}

func TestASweepOfTwoPathsHasATableForEachNumber(t *testing.T) {
	text := string(Sweep(pairs(), Table, Options{Width: 100}))
	for _, want := range []string{
		"Deal: sweep\n", "columns contracts.a.delay · rows contracts.a.start · EUR · deal.yaml\n",
		"Spend in 2028, €B\n", "          0mo   6mo*  12mo\n", "2026-01  1.00  2.00   3.00\n", "2026-07  4.00     –   6.00\n",
		"2026-01  2028  2029   2030\n", "2026-07     –     –      –\n",
		"  contracts.a.start   2026-03\n", "  Spend in 2028       €4.50B\n", "  First covered year  2029\n",
		"  * the scenario's own value\n", "  – not known or not defined there",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q in\n%s", want, text)
		}
	}
}

func TestASweepOfOnePathShowsTheScenarioApartWhereItIsNotAmongTheValues(t *testing.T) {
	sw := pairs()
	sw.X, sw.Y = *sw.Y, nil
	for i := range sw.Results {
		sw.Results[i].Values = [][]float64{sw.Results[i].Values[0][:2]}
	}
	text := string(Sweep(sw, Table, Options{Width: 100}))
	want := "2026-03*               4.50                2029\n2026-01                1.00                2028\n2026-07                2.00                2029\n"
	if !strings.Contains(text, want) {
		t.Errorf("lacks\n%s in\n%s", want, text)
	}
}

func TestTheScenariosOwnNumberStandsInTheOrderOfTheValues(t *testing.T) {
	for _, test := range []struct {
		values []float64
		own    float64
		want   int
	}{
		{[]float64{3, 6, 9}, 0, 0},
		{[]float64{3, 6, 9}, 7, 2},
		{[]float64{3, 6, 9}, 12, 3},
		{[]float64{9, 6, 3}, 7, 1},
		{[]float64{9, 6, 3}, 0, 3},
		{[]float64{9, 3, 6}, 7, 0},
		{[]float64{3, 6, 9}, nan, 0},
	} {
		if got := ownPlace(&analysis.Axis{Values: test.values, OwnAt: test.own, Base: -1, Number: true}); got != test.want {
			t.Errorf("%v stands before value %d of %v, want %d", test.own, got, test.values, test.want)
		}
	}
	if got := ownPlace(&analysis.Axis{Values: []float64{0, 1}, Base: -1}); got != 0 {
		t.Errorf("a word that is not among the others stands before %d, want first", got)
	}
	if got := ownPlace(&analysis.Axis{Values: []float64{0, 1}, Base: 1}); got != -1 {
		t.Errorf("a value that is among the others has a row of its own before %d", got)
	}
}

func TestTheLongFormOfASweepHasARowForEachValue(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(string(Sweep(pairs(), CSV, Options{})), "\r\n"), "\r\n")
	if len(lines) != 1+2*(1+6) {
		t.Fatalf("%d rows, want a head and two times one and six", len(lines))
	}
	for i, want := range map[int]string{
		0: "scenario,metric,unit,x_path,x,x_value,y_path,y,y_value,own,value",
		1: `"'=deal",spend@2028,EUR,contracts.a.delay,6mo,6,contracts.a.start,2026-03,,1,4500000000`,
		3: `"'=deal",spend@2028,EUR,contracts.a.delay,6mo,6,contracts.a.start,2026-01,,,2000000000`,
		6: `"'=deal",spend@2028,EUR,contracts.a.delay,6mo,6,contracts.a.start,2026-07,,,`,
	} {
		if lines[i] != want {
			t.Errorf("row %d is %s, want %s", i, lines[i], want)
		}
	}
}

func TestTheJSONOfASweepCanBeReadBack(t *testing.T) {
	var got struct {
		Schema string
		X, Y   struct {
			Path   string
			Base   *int
			Texts  []string
			Values []float64
		}
		Results []struct {
			Target string
			Base   float64
			Values [][]*float64
		}
	}
	if err := json.Unmarshal(Sweep(pairs(), JSON, Options{}), &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != "commitcast.sweep/1" || *got.X.Base != 1 || got.Y.Base != nil || got.Y.Values != nil || got.X.Values[2] != 12 || got.Y.Texts[1] != "2026-07" {
		t.Errorf("axes are %+v and %+v", got.X, got.Y)
	}
	r := got.Results[0]
	if r.Target != "spend@2028" || r.Base != 4.5e9 || *r.Values[1][2] != 6e9 || r.Values[1][1] != nil {
		t.Errorf("the first number is %+v", r)
	}
}
