package model

import "testing"

func TestADayPastTheEndOfAMonthBecomesItsLast(t *testing.T) {
	tests := map[string]struct {
		from   string
		months int
		want   string
	}{
		"the 31st a month later":           {"2026-01-31", 1, "2026-02-28"},
		"the 31st into a leap February":    {"2028-01-31", 1, "2028-02-29"},
		"29 February a year later":         {"2028-02-29", 12, "2029-02-28"},
		"a whole term from a first":        {"2025-11-01", 84, "2032-11-01"},
		"across the turn of the century":   {"1999-12-15", 3, "2000-03-15"},
		"a day that every month has":       {"2025-11-28", 3, "2026-02-28"},
		"no time at all stays where it is": {"2025-11-30", 0, "2025-11-30"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d, err := ParseDate(test.from)
			if err != nil {
				t.Fatal(err)
			}
			if got := d.AddMonths(test.months).String(); got != test.want {
				t.Errorf("%s and %d months is %s, want %s", test.from, test.months, got, test.want)
			}
		})
	}
}

func TestImpossibleMonthsAndDatesAreRefused(t *testing.T) {
	for _, s := range []string{"", "2026", "2026-13", "2026-00", "2026-1", "26-01", "2026-01-01"} {
		if m, err := ParseMonth(s); err == nil {
			t.Errorf("%q was read as the month %s", s, m)
		}
	}
	for _, s := range []string{"", "2026-02-30", "2026-13-01", "2026-1-1", "2027-02-29", "2026-01-01T00:00:00Z"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("%q was read as the date %s", s, d)
		}
	}
}

func TestTheDaysOfTheMonthsOfLeapYears(t *testing.T) {
	days := map[string]int{"2024-02": 29, "2025-02": 28, "2000-02": 29, "2100-02": 28, "2026-04": 30, "2026-12": 31}
	for s, want := range days {
		m, _ := ParseMonth(s)
		if m.Days() != want || m.String() != s {
			t.Errorf("%s has %d days, want %d", m, m.Days(), want)
		}
	}
}
