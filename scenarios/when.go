package scenarios

import (
	"strconv"
	"strings"

	"commitcast/model"
)

var (
	monthText = compiled(`^[0-9]{4}-[0-9]{2}$`)
	dateText  = compiled(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	yearText  = compiled(`^[0-9]{4}$`)
	yearRank  = compiled(`^Y?([1-9][0-9]{0,2})$`)
)

// readMonth reads 2025-11; the date is its first day.
func readMonth(text string) (value, *mistake) {
	m, err := model.ParseMonth(text)
	if err != nil || !monthText.MatchString(text) {
		return value{}, wrong("write 2025-11", "%q is not a month such as 2025-11", short(text))
	}
	return value{date: m.First(), dated: true, monthly: true}, checkYear(m.Year())
}

// readDate reads 2025-11-03.
func readDate(text string) (value, *mistake) {
	d, err := model.ParseDate(text)
	switch {
	case len(text) > len("2025-11-03") && dateText.MatchString(text[:len("2025-11-03")]):
		return value{}, wrong("write "+text[:len("2025-11-03")], "%q has a time of day: dates have none", short(text))
	case err != nil || !dateText.MatchString(text):
		return value{}, wrong("write 2025-11 or 2025-11-03", "%q is not a date such as 2025-11-03", short(text))
	}
	return value{date: d, dated: true}, checkYear(d.Month().Year())
}

func readMonthOrDate(text string) (value, *mistake) {
	if monthText.MatchString(text) {
		return readMonth(text)
	}
	return readDate(text)
}

func checkYear(year int) *mistake {
	if year < model.MinYear || year > model.MaxYear {
		return wrong("", "year %d is not between %d and %d", year, model.MinYear, model.MaxYear)
	}
	return nil
}

// readMonthNumber reads the number of a month of the year.
func readMonthNumber(text string) (value, *mistake) {
	v, bad := readCount(text)
	if bad == nil && (v.number < 1 || v.number > 12) {
		bad = wrong("write 1 to 12", "%q is not the number of a month", short(text))
	}
	return v, bad
}

// readYear reads 2027.
func readYear(text string) (value, *mistake) {
	if !yearText.MatchString(text) {
		return value{}, wrong("write 2027", "%q is not a year such as 2027", short(text))
	}
	y, _ := strconv.Atoi(text) // four digits
	return value{number: float64(y)}, checkYear(y)
}

// readAnyYear reads a calendar year as 2027 and a contract year as Y3 or 3.
func readAnyYear(text string) (value, *mistake) {
	if m := yearRank.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1]) // at most three digits
		if n > model.MaxMonths/12 {
			return value{}, wrong("", "contract year %d is beyond %d", n, model.MaxMonths/12)
		}
		return value{number: float64(n)}, nil
	}
	return readYear(text)
}

// contractYear is how the n-th contract year is addressed.
func contractYear(n int) string { return "Y" + strconv.Itoa(n) }

// lengths are the units of a duration: so many of them make so many months.
var lengths = map[string]struct{ units, months float64 }{
	"y": {1, 12}, "yr": {1, 12}, "yrs": {1, 12}, "year": {1, 12}, "years": {1, 12},
	"mo": {1, 1}, "mos": {1, 1}, "month": {1, 1}, "months": {1, 1},
	"d": {model.DaysPerMonth, 1}, "day": {model.DaysPerMonth, 1}, "days": {model.DaysPerMonth, 1},
}

// readDuration reads 7y, 84mo, 9 months or 90d, in months; a number alone is months and marked as bare.
func readDuration(text string) (value, *mistake) {
	d, bad := readDecimal(text)
	if bad != nil {
		return value{}, bad
	}
	v, bad := d.scaled(0)
	unit := strings.ToLower(strings.TrimPrefix(d.rest, " "))
	if unit == "" {
		return value{number: v, bare: true}, bad
	}
	length, ok := lengths[unit]
	if !ok {
		hint := "write 7y, 84mo or 90d"
		if unit == "m" {
			hint = "write " + strings.TrimSuffix(text, d.rest) + "mo for months"
		}
		return value{}, wrong(hint, "does not end in y, mo or d but in %q", short(d.rest))
	}
	return value{number: v * length.months / length.units}, bad
}

// readMonthOrDuration reads 2026-12 or 14mo.
func readMonthOrDuration(text string) (value, *mistake) {
	if monthText.MatchString(text) {
		return readMonth(text)
	}
	if dateText.MatchString(text) {
		return value{}, wrong("write "+text[:len("2025-11")], "%q is a date; a month or a length is needed", text)
	}
	return readDuration(text)
}
