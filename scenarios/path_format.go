package scenarios

import (
	"math"
	"strconv"
	"strings"

	"commitcast/model"
)

// digits is how many significant digits a written number has at most.
const digits = 6

// Format writes a number of the path so that it can be typed back: 9mo, 12.5%, $38B, 200,000, yes. It has at most six significant
// digits, but those of a whole number all; "–" stands for Unknown.
func (q Quantity) Format(v float64) string {
	switch {
	case !model.Known(v) || math.IsInf(v, 0):
		return "–"
	case v == 0:
		v = 0 // not −0
	}
	switch q.Unit {
	case model.Switch:
		return word(v != 0, "yes", "no")
	case model.Share, model.Rate:
		return plain(v, 2) + "%"
	case model.Duration:
		return plain(v, 0) + "mo"
	case model.Days:
		return plain(v, 0) + "d"
	case model.Kilowatts:
		return plain(v, 0) + "kW"
	case model.Currency, model.CurrencyPerHour, model.CurrencyPerMonth, model.CurrencyPerMWYr:
		return word(v < 0, "-", "") + q.sign() + suffixed(math.Abs(v), 1e5)
	case model.GPUHours:
		return suffixed(v, 1e5)
	}
	if q.whole && v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return grouping(strconv.FormatFloat(v, 'f', -1, 64))
	}
	return plain(v, 0)
}

// sign is what stands before an amount of the scenario's currency.
func (q Quantity) sign() string {
	switch q.currency {
	case "USD":
		return "$"
	case "EUR":
		return "€"
	case "GBP":
		return "£"
	}
	return q.currency + " "
}

// Powers of ten from which on, and below which, a number is written with an exponent.
const largest, smallest = 18, -9

// plain writes a number times ten to the power of shift in decimal digits, one far from 1 with an exponent.
func plain(v float64, shift int) string {
	if v == 0 {
		return "0"
	}
	text := strconv.FormatFloat(v, 'e', digits-1, 64)
	if shortest := strconv.FormatFloat(v, 'e', -1, 64); len(shortest) < len(text) {
		text = shortest
	}
	mantissa, exponent, _ := strings.Cut(text, "e")
	e, _ := strconv.Atoi(exponent) // it has just been written
	if e += shift; e >= largest || e < smallest {
		return shifted(mantissa, 0) + "e" + strconv.Itoa(e)
	}
	return shifted(mantissa, e)
}

// shifted moves the point of a number with one digit before it, and leaves idle zeros out.
func shifted(mantissa string, by int) string {
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	all := whole + fraction
	switch at := 1 + by; {
	case at <= 0:
		all = "0." + strings.Repeat("0", -at) + all
	case at >= len(all):
		all += strings.Repeat("0", at-len(all))
	default:
		all = all[:at] + "." + all[at:]
	}
	if strings.Contains(all, ".") {
		all = strings.TrimRight(strings.TrimRight(all, "0"), ".")
	}
	return word(negative, "-", "") + all
}

// suffixed writes an amount with the largest suffix it reaches, from a size on.
func suffixed(v, from float64) string {
	if math.Abs(v) >= from && math.Abs(v) < 1e15 {
		for _, s := range []struct {
			at    float64
			shift int
			mark  string
		}{{1e12, -12, "T"}, {1e9, -9, "B"}, {1e6, -6, "M"}, {1e3, -3, "k"}} {
			if math.Abs(v) >= s.at {
				return plain(v, s.shift) + s.mark
			}
		}
	}
	return plain(v, 0)
}

// grouping puts commas between groups of three digits of a whole number.
func grouping(text string) string {
	text, negative := strings.CutPrefix(text, "-")
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return word(negative, "-", "") + text
}
