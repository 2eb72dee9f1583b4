package model

import (
	"fmt"
	"time"
)

// Month is a calendar month, counted in months since January of year 0, so that months subtract and compare.
type Month int32

// MonthOf returns the month m of the given year.
func MonthOf(year int, m time.Month) Month { return Month(12*year + int(m) - 1) }

// Year is the calendar year the month lies in.
func (m Month) Year() int { return int(m) / 12 }

// Calendar is the month of the year, January to December.
func (m Month) Calendar() time.Month { return time.Month(int(m)%12 + 1) }

// Days is the number of days in the month, 28 to 31.
func (m Month) Days() int { return int((m + 1).First() - m.First()) }

// Hours is the number of hours in the month, 24 a day.
func (m Month) Hours() float64 { return 24 * float64(m.Days()) }

// First is the first day of the month.
func (m Month) First() Date { return DateOf(m.Year(), m.Calendar(), 1) }

// Last is the last day of the month.
func (m Month) Last() Date { return (m + 1).First() - 1 }

// String writes the month as 2025-11.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), int(m.Calendar())) }

// ParseMonth reads a month written as 2025-11.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a month such as 2025-11", s)
	}
	return MonthOf(t.Year(), t.Month()), nil
}

// Date is a day, counted in days since 1970-01-01.
type Date int32

const secondsPerDay = 24 * 60 * 60

// DateOf returns the given day of the proleptic Gregorian calendar.
func DateOf(year int, m time.Month, day int) Date {
	return Date(time.Date(year, m, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

func (d Date) civil() (int, time.Month, int) {
	return time.Unix(int64(d)*secondsPerDay, 0).UTC().Date()
}

// Month is the month the day lies in.
func (d Date) Month() Month {
	y, m, _ := d.civil()
	return MonthOf(y, m)
}

// Position is the beginning of the day on the month axis: the month plus the share of the month's days before this one.
// The first of a month is a whole number.
func (d Date) Position() float64 {
	m := d.Month()
	return float64(m) + float64(d-m.First())/float64(m.Days())
}

// AddMonths is the same day n months later; a day past the end of that month becomes its last day.
func (d Date) AddMonths(n int) Date {
	m := d.Month()
	to := m + Month(n)
	return min(to.First()+(d-m.First()), to.Last())
}

// String writes the day as 2025-11-03.
func (d Date) String() string {
	y, m, day := d.civil()
	return fmt.Sprintf("%04d-%02d-%02d", y, int(m), day)
}

// ParseDate reads a day written as 2025-11-03.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date such as 2025-11-03", s)
	}
	return DateOf(t.Date()), nil
}

// Months is a length of time in months; it may have a fraction.
type Months float64

// DaysPerMonth turns a duration given in days into months: 365.25/12.
const DaysPerMonth = 30.4375
