package plots

import (
	"errors"
	"strings"
	"testing"

	"commitcast/model"
)

func TestUtilisationTitleSaysWhatTheNumbersSay(t *testing.T) {
	tests := map[string]struct {
		metrics map[string][]float64
		want    string
	}{
		"rising, with idle spend":  {map[string][]float64{"utilisation": {0.4, 0.6, 0.8}, "idle": billions(3, 2, 1)}, "Utilisation rises to 80% in 2027; $6B of spend is idle"},
		"falling":                  {map[string][]float64{"utilisation": {0.9, 0.6, 0.5}}, "Utilisation falls to 50% in 2027"},
		"a trough":                 {map[string][]float64{"utilisation": {0.9, 0.6, 0.8}}, "Utilisation is lowest in 2026, at 60%"},
		"level":                    {map[string][]float64{"utilisation": {0.7, 0.7}, "idle": billions(0, 0)}, "Utilisation is 70% throughout"},
		"one year":                 {map[string][]float64{"utilisation": {0.7}, "idle": billions(1)}, "Utilisation is 70% in 2025; $1B of spend is idle"},
		"idle spend alone":         {map[string][]float64{"idle": billions(0.1, 0, 0.4)}, "$500M of committed spend is idle, most of all in 2027"},
		"idle spend in one year":   {map[string][]float64{"idle": billions(0, 2, 0)}, "$2B of committed spend is idle, all of it in 2026"},
		"all used, some unserved":  {map[string][]float64{"utilisation": {1, 1}, "unserved": {0, 3e6}}, "Utilisation is 100% throughout; 3 million GPU-hours go unserved"},
		"all of it at once":        {map[string][]float64{"utilisation": {0.5, 0.6}, "idle": billions(1, 2), "unserved": {0, 3e6}}, "Utilisation rises to 60% in 2026; $3B of spend is idle"},
		"a year that is not known": {map[string][]float64{"utilisation": {nan, 0.5, 0.6}}, "Utilisation rises to 60% in 2027"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := 0
			for _, vs := range tt.metrics {
				n = len(vs)
			}
			tt.metrics["spend"] = make([]float64, n)
			for i := range n {
				tt.metrics["spend"][i] = 1e9
			}
			c, err := Utilisation(Input{Year: []*model.Report{report(tt.metrics)}})
			if err != nil {
				t.Fatal(err)
			}
			if got := plain(c.Title); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestCashTitleSaysWhatTheNumbersSay(t *testing.T) {
	tests := map[string]struct {
		cash, expense []float64
		before        float64 // cash before the months shown
		want          string
	}{
		"ahead, then level":   {billions(10, 0, 0, 0), billions(2, 4, 4, 0), 0, "Cash runs up to $8B ahead of expense, in January 2026; level by March 2026"},
		"ahead to the end":    {billions(10, 0), billions(2, 4), 0, "Cash runs up to $8B ahead of expense, in January 2026"},
		"behind":              {billions(0, 3, 4, 1), billions(3, 4, 1, 0), 0, "Cash lags expense by up to $4B, in February 2026; level by April 2026"},
		"more behind":         {billions(4, 0, 0), billions(3, 4, 1), 0, "Cash lags expense by up to $4B, in March 2026"},
		"paid before the end": {billions(0, 0), billions(2, 2), 5e9, "Cash runs up to $5B ahead of expense, before January 2026"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			flows := map[string][]float64{"cash": tt.cash, "expense": tt.expense}
			m := monthReport(flows)
			for i := range m.Metrics {
				if m.Metrics[i].Name == "cash" {
					m.Metrics[i].Before = tt.before
				}
			}
			c, err := CashVsExpense(Input{Year: []*model.Report{report(flows)}, Month: []*model.Report{m}})
			if err != nil {
				t.Fatal(err)
			}
			if got := plain(c.Title); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestCashIsHeldAgainstExpenseByYearWithoutMonths(t *testing.T) {
	c, err := CashVsExpense(Input{Year: []*model.Report{report(map[string][]float64{"cash": billions(10, 2), "expense": billions(4, 8)})}})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Cash runs up to $6B ahead of expense, at the end of 2025"; plain(c.Title) != want {
		t.Errorf("got %q, want %q", c.Title, want)
	}
	got := csvOf(t, c)
	if got["cash_less_expense_to_date 2025"] != 6e9 || got["cash_less_expense_to_date 2026"] != 0 || got["cash 2026"] != 2e9 || got["expense 2025"] != 4e9 {
		t.Errorf("got %v", got)
	}
}

func TestUseAndCashAreNotDrawnForAReason(t *testing.T) {
	same := map[string][]float64{"cash": billions(1, 2), "expense": billions(1, 2)}
	tests := map[string]struct {
		metrics map[string][]float64
		draw    func(Input) (*Chart, error)
		want    string
	}{
		"cash is expense":     {same, CashVsExpense, "cash equals expense in every period"},
		"no expense":          {map[string][]float64{"cash": billions(1, 2)}, CashVsExpense, "not both known"},
		"nothing paid":        {map[string][]float64{"cash": {0, 0}, "expense": {0, 0}}, CashVsExpense, "nothing is paid or expensed"},
		"nothing known":       {map[string][]float64{"spend": billions(1, 2)}, Utilisation, "GPU-hours are known"},
		"everything is used":  {map[string][]float64{"utilisation": {1, 1, nan}, "idle": {0, 0, 0}}, Utilisation, "all that is paid for is used"},
		"rounding lies idle":  {map[string][]float64{"spend": billions(1, 1), "idle": {0, 1e-6}}, Utilisation, "all that is paid for is used"},
		"nothing lies idle":   {map[string][]float64{"idle": {0, 0}}, Utilisation, "all that is paid for is used"},
		"everything unserved": {map[string][]float64{"unserved": {5, 5}}, Utilisation, "GPU-hours are known"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := report(tt.metrics)
			_, err := tt.draw(Input{Year: []*model.Report{r}})
			var not *NotDrawn
			if !errors.As(err, &not) || !strings.Contains(not.Reason, tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestTheDataOfUtilisationIsByContractAndInAll(t *testing.T) {
	su := usual(8, 1, 4).withTerms(true)
	in := su.input(t)
	c, err := Utilisation(in)
	if err != nil {
		t.Fatal(err)
	}
	// share and idle spend of 8 contracts and of all, unserved hours of all, in 4 years
	if want := 4 * (2*8 + 3); len(c.data) != want {
		t.Errorf("%d numbers, want %d", len(c.data), want)
	}
	idle := 0.0
	for _, row := range c.data {
		if row.Metric == "idle" && row.Series != "" {
			idle += row.Value
		}
	}
	total, _ := in.Year[0].Series("idle")
	if all := sum(total.Values); idle < all*(1-1e-9) || idle > all*(1+1e-9) {
		t.Errorf("idle spend of the contracts is %g, of all %g", idle, all)
	}
}
