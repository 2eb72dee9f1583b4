package scenarios

import (
	"math"
	"strconv"
	"strings"

	"commitcast/model"
)

// digits is how many significant digits a written number usually has at most.
const digits = 6

// MostDigits is how many significant digits tell any two numbers apart.
const MostDigits = 17

// Format writes a number of the path so that it can be typed back: 9mo, 12.5%, $38B, 200,000, true. It has at most six significant
// digits, but those of a whole number all; "–" stands for Unknown.
func (q Quantity) Format(v float64) string { return q.FormatTo(v, digits) }

// FormatTo is Format with at most n significant digits, 1 to MostDigits.
func (q Quantity) FormatTo(v float64, n int) string {
	switch {
	case !model.Known(v) || math.IsInf(v, 0):
		return "–"
	case v == 0:
		v = 0 // not −0
	}
	switch q.Unit {
	case model.Switch:
		return word(v != 0, "true", "false")
	case model.Share, model.Rate:
		return plain(v, 2, n) + "%"
	case model.Duration:
		return plain(v, 0, n) + "mo"
	case model.Days:
		return plain(v, 0, n) + "d"
	case model.Kilowatts:
		return plain(v, 0, n) + "kW"
	case model.Currency, model.CurrencyPerHour, model.CurrencyPerMonth, model.CurrencyPerMWYr:
		return word(v < 0, "-", "") + q.sign() + suffixed(math.Abs(v), 1e5, n)
	case model.GPUHours:
		return suffixed(v, 1e5, n)
	}
	if near := math.Round(v); q.whole && math.Abs(v-near) <= model.Tolerance*math.Abs(v) && math.Abs(v) < 1e15 {
		return grouping(strconv.FormatFloat(near, 'f', -1, 64))
	}
	return plain(v, 0, n)
}

// sign is what stands before an amount of the scenario's currency.
func (q Quantity) sign() string {
	if sign := model.CurrencySign(q.currency); sign != "" {
		return sign
	}
	return q.currency + " "
}

// Powers of ten from which on, and below which, a number is written with an exponent.
const largest, smallest = 18, -9

// plain writes a number times ten to the power of shift in up to n decimal digits, one far from 1 with an exponent.
func plain(v float64, shift, n int) string {
	if v == 0 {
		return "0"
	}
	text := strconv.FormatFloat(v, 'e', n-1, 64)
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
func suffixed(v, from float64, n int) string {
	if math.Abs(v) >= from && math.Abs(v) < 1e18 {
		for _, s := range []struct {
			at    float64
			shift int
			mark  string
		}{{1e12, -12, "T"}, {1e9, -9, "B"}, {1e6, -6, "M"}, {1e3, -3, "k"}} {
			if math.Abs(v) >= s.at {
				return plain(v, s.shift, n) + s.mark
			}
		}
	}
	return plain(v, 0, n)
}

// grouping puts commas between groups of three digits of a whole number.
func grouping(text string) string {
	text, negative := strings.CutPrefix(text, "-")
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return word(negative, "-", "") + text
}
