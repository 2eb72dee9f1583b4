package scenarios

import (
	"math"
	"strconv"
	"strings"
	"time"

	"commitcast/model"
)

// unit says which sort of quantity a scalar is, where several may stand.
type unit string

const (
	ofShare  unit = "share"
	ofMoney  unit = "amount"
	ofMonths unit = "months"
	ofDays   unit = "days"
	noLimit  unit = unlimited
	atList   unit = listPrice
)

// readAmount reads a number that may have a suffix and a fraction: 500M or 1.5k.
func readAmount(text string) (value, *mistake) {
	d, bad := readDecimal(text)
	if bad != nil {
		return value{}, bad
	}
	v, bad := d.amount("500M or 500_000_000")
	return value{number: v}, bad
}

// readYears reads a whole number of years: 2 or 2y.
func readYears(text string) (value, *mistake) {
	v, bad := readDuration(text)
	if bad != nil {
		return value{}, bad
	}
	if !v.bare {
		v.number /= 12
	}
	if v.number != math.Trunc(v.number) {
		bad = wrong("write 2", "must be whole years, is %s", short(text))
	}
	return value{number: v.number}, bad
}

// readSpan reads a length that keeps its unit: 90d is ninety days, 3mo three months.
func readSpan(text string) (value, *mistake) {
	v, bad := readDuration(text)
	if bad != nil {
		return value{}, bad
	}
	d, _ := readDecimal(text) // it has just been read
	if l := lengths[strings.ToLower(strings.TrimPrefix(d.rest, " "))]; l.units != model.DaysPerMonth {
		v.unit = ofMonths
		return v, nil
	}
	v.number, bad = d.scaled(0)
	v.unit = ofDays
	if bad == nil && v.number != math.Trunc(v.number) {
		bad = wrong("write 90d", "must be whole days, is %s", short(text))
	}
	return v, bad
}

// readOneOf reads a share with its % or an amount that shows it is one, by sign, code or suffix. A number alone could be
// either, but for 0; sure is false for what is neither.
func readOneOf(text, example string) (v value, bad *mistake, sure bool) {
	if strings.HasSuffix(text, "%") {
		v, bad = readPercent(text)
		v.unit = ofShare
		if bad == nil && v.number > 1 {
			bad = wrong("write 100% or less", "must be at most 100%%, is %s", short(text))
		}
		return v, bad, true
	}
	v, bad = readMoney(text)
	v.unit = ofMoney
	switch {
	case bad != nil:
		return v, bad, v.currency != ""
	case v.currency != "":
	case strings.HasSuffix(text, "m"):
		bad = wrong("write "+text[:len(text)-1]+"M for millions, "+text[:len(text)-1]+"mo for months", "%q could be millions or months", short(text))
	case strings.Trim(text, "-0123456789_.,") == "" && v.number != 0:
		bad = wrong("write "+example, "%q has no unit", short(text))
	}
	return v, bad, true
}

// readExitFee reads 50%, $2B or 6mo.
func readExitFee(text string) (value, *mistake) {
	const example = "50%, $2B or 6mo"
	if v, bad, sure := readOneOf(text, example); sure {
		return v, bad
	}
	v, bad := readDuration(text)
	if bad != nil {
		return value{}, wrong("write "+example, "%q is not a share, an amount or a length", short(text))
	}
	v.unit = ofMonths
	return v, nil
}

// readDeferCap reads 15%, $30M or unlimited.
func readDeferCap(text string) (value, *mistake) {
	const example = "15%, $30M or unlimited"
	if text == unlimited {
		return value{unit: noLimit}, nil
	}
	v, bad, sure := readOneOf(text, example)
	if !sure {
		near := didYouMean(Nearest(text, []string{unlimited}))
		return value{}, wrong(word(near != "", near, "write "+example), "%q is not a share, an amount or unlimited", short(text))
	}
	return v, bad
}

// readOveragePrice reads a factor such as 1.1, or list.
func readOveragePrice(text string) (value, *mistake) {
	if text == listPrice {
		return value{number: 1, unit: atList}, nil
	}
	return readPercent(text)
}

// readMonthOrYear reads 2028-06, or 2028 as its January.
func readMonthOrYear(text string) (value, *mistake) {
	if yearText.MatchString(text) {
		return readPeriod(text)
	}
	return readMonth(text)
}

var quarterText = compiled(`^([0-9]{4})-[Qq]([1-4])$`)

// readPeriod reads 2026-01, 2026-Q1 or 2026: its first day, and how many months it has.
func readPeriod(text string) (value, *mistake) {
	first := func(year string, m, months int) (value, *mistake) {
		y, _ := strconv.Atoi(year) // four digits
		at := model.MonthOf(y, time.Month(m))
		return value{date: at.First(), dated: true, monthly: true, number: float64(months)}, checkYear(y)
	}
	if yearText.MatchString(text) {
		return first(text, 1, 12)
	}
	if q := quarterText.FindStringSubmatch(text); q != nil {
		n, _ := strconv.Atoi(q[2]) // a digit
		return first(q[1], 3*n-2, 3)
	}
	if monthText.MatchString(text) {
		v, bad := readMonth(text)
		v.number = 1
		return v, bad
	}
	return value{}, wrong("write 2026-01, 2026-Q1 or 2026", "%q is not a month, a quarter or a year", short(text))
}
