package scenarios

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"commitcast/model"
)

// mistake is why a text is not the quantity it should be, and what to write instead.
type mistake struct{ message, hint string }

func wrong(hint, format string, args ...any) *mistake {
	return &mistake{fmt.Sprintf(format, args...), hint}
}

const longestQuantity = 64 // bytes

// decimal is the number a quantity begins with, and what follows it.
type decimal struct {
	digits   string // as strconv reads them: no separators, no exponent
	exponent int
	written  bool // the exponent was written: 38e9
	rest     string
}

var (
	numberStart = compiled(`^([+-]?)([0-9][0-9_,]*)?(\.[0-9][0-9_]*)?(?:[eE]([+-]?[0-9]+))?`)
	grouped     = compiled(`^[0-9]{1,3}(,[0-9]{3})+$`)
	underscored = compiled(`^[0-9]+(_[0-9]+)*$`)
)

// readDecimal reads a number in decimal digits: commas stand between groups of exactly three, underscores between digits,
// and a leading zero means nothing.
func readDecimal(text string) (decimal, *mistake) { return decimalIn(text, text) }

// decimalIn reads a number that is part of what is written, which messages quote.
func decimalIn(text, written string) (decimal, *mistake) {
	if len(text) > longestQuantity {
		return decimal{}, wrong("", "is %d bytes long: a quantity has at most %d", len(text), longestQuantity)
	}
	m := numberStart.FindStringSubmatch(text)
	if m == nil || m[2] == "" && m[3] == "" {
		return decimal{}, notNumber(written)
	}
	whole, fraction := m[2], strings.TrimPrefix(m[3], ".")
	switch {
	case strings.Contains(whole, ",") && !grouped.MatchString(whole):
		return decimal{}, wrong("write 1,250M or 1250M", "%q: commas stand between groups of exactly three digits", short(written))
	case !strings.Contains(whole, ",") && whole != "" && !underscored.MatchString(whole),
		fraction != "" && !underscored.MatchString(fraction):
		return decimal{}, wrong("write 200_000", "%q: an underscore stands between two digits", short(written))
	}
	d := decimal{written: m[4] != "", rest: text[len(m[0]):]}
	if d.written {
		e, err := strconv.Atoi(m[4])
		if err != nil {
			return decimal{}, wrong("", "%q is out of range", short(written))
		}
		d.exponent = e
	}
	d.digits = m[1] + "0" + ungrouped(whole) + "." + ungrouped(fraction) + "0"
	return d, nil
}

// ungrouped is digits without what stands between them.
func ungrouped(digits string) string {
	return strings.Map(func(r rune) rune {
		if r == ',' || r == '_' {
			return -1
		}
		return r
	}, digits)
}

func notNumber(text string) *mistake {
	if strings.Contains(strings.ToLower(text), "nan") || strings.Contains(strings.ToLower(text), "inf") {
		return wrong("", "%q is not a quantity: it must be a finite number", short(text))
	}
	return wrong("", "%q is not a number", short(text))
}

// scaled is the number times ten to the power of shift, rounded once.
func (d decimal) scaled(shift int) (float64, *mistake) {
	v, err := strconv.ParseFloat(d.digits+"e"+strconv.Itoa(d.exponent+shift), 64)
	switch {
	case err != nil || math.IsInf(v, 0):
		return 0, wrong("", "is out of range")
	case v == 0 && strings.ContainsAny(d.digits, "123456789"):
		return 0, wrong("", "is too close to zero")
	case v == 0:
		return 0, nil // not −0
	}
	return v, nil
}

// suffixes are the powers of ten of money and counts.
var suffixes = map[string]int{"": 0, "k": 3, "m": 6, "b": 9, "t": 12}

// amount reads what follows a number as one of the suffixes.
func (d decimal) amount(example string) (float64, *mistake) {
	shift, ok := suffixes[strings.ToLower(d.rest)]
	switch {
	case !ok:
		return 0, wrong("write "+example, "does not end in k, M, B or T but in %q", short(d.rest))
	case shift > 0 && d.written:
		return 0, wrong("write "+example, "has both an exponent and a suffix")
	}
	return d.scaled(shift)
}

// currencyMarks are the signs that money may be written with.
var currencyMarks = model.CurrencyMarks()

var moneyCode = compiled(`^[A-Z]{3}(?: |[0-9.-])`)

// readMoney reads $38B, 38e9, USD 38B or $1,250M.
func readMoney(text string) (value, *mistake) {
	const example = "$38B, 38e9 or USD 38B"
	rest, negative := strings.CutPrefix(text, "-")
	var v value
	for _, m := range currencyMarks {
		if after, ok := strings.CutPrefix(rest, m.Sign); ok {
			v.currency, rest = m.Sign, strings.TrimPrefix(after, " ")
			break
		}
	}
	if v.currency == "" && moneyCode.MatchString(rest) {
		v.currency, rest = rest[:3], strings.TrimPrefix(rest[3:], " ")
	}
	if !negative {
		rest, negative = strings.CutPrefix(rest, "-")
	}
	d, bad := decimalIn(rest, text)
	if bad == nil && strings.HasPrefix(d.digits, "-") {
		bad = notNumber(text)
	}
	if bad == nil {
		v.number, bad = d.amount(example)
	}
	if negative {
		v.number = 0 - v.number
	}
	return v, bad
}

// readCount reads a whole number such as 200_000 or 200k.
func readCount(text string) (value, *mistake) {
	d, bad := readDecimal(text)
	if bad != nil {
		return value{}, bad
	}
	v, bad := d.amount("200_000, 200k or 20M")
	if bad == nil && v != math.Trunc(v) {
		bad = wrong("", "must be a whole number, is %s", short(text))
	}
	return value{number: v}, bad
}

// readPercent reads 70% or 0.7.
func readPercent(text string) (value, *mistake) {
	d, bad := readDecimal(text)
	if bad != nil {
		return value{}, bad
	}
	shift := 0
	switch d.rest {
	case "":
	case "%":
		shift = -2
	default:
		return value{}, wrong("write 70% or 0.7", "does not end in %% but in %q", short(d.rest))
	}
	v, bad := d.scaled(shift)
	return value{number: v, bare: shift == 0}, bad
}

// readNumber reads a plain number.
func readNumber(text string) (value, *mistake) {
	d, bad := readDecimal(text)
	if bad == nil && d.rest != "" {
		bad = wrong("write the number alone", "must be a number without a unit, is %s", short(text))
	}
	if bad != nil {
		return value{}, bad
	}
	v, bad := d.scaled(0)
	return value{number: v}, bad
}

// powerUnits are powers of ten of a kilowatt.
var powerUnits = map[string]int{"": 0, "W": -3, "kW": 0, "KW": 0, "kw": 0, "MW": 3, "GW": 6}

// readPower reads 1.2kW or 4.5GW, in kW.
func readPower(text string) (value, *mistake) {
	d, bad := readDecimal(text)
	if bad != nil {
		return value{}, bad
	}
	shift, ok := powerUnits[strings.TrimPrefix(d.rest, " ")]
	if !ok {
		return value{}, wrong("write 1.2kW or 4.5GW", "does not end in kW, MW or GW but in %q", short(d.rest))
	}
	v, bad := d.scaled(shift)
	return value{number: v}, bad
}
