package report

import (
	"math"
	"strconv"
	"strings"

	"commitcast/model"
)

const (
	minusSign  = "−"
	notKnown   = "–"
	adjustMark = "~"
)

// scale says how the numbers of a row are written.
type scale struct {
	step
	scientific bool // in powers of ten instead of with decimals
	ungrouped  bool // without commas, as the numbers of years
}

// step is one of the scales of a unit: numbers are written in 10^power of it, with a fixed number of decimals.
type step struct {
	from     float64 // smallest peak the scale is for
	power    int
	decimals int
	suffix   string // k, M, B, or a unit of its own such as GWh
}

// places is the number of digits kept after the decimal point of the unscaled number.
func (s step) places() int { return s.decimals - s.power }

// The scales of each kind of unit, largest first. Money takes 2 decimals, hours 1, and so on: a row has one scale.
var (
	moneyScales  = []step{{1e12, 9, 1, "B"}, {1e9, 9, 2, "B"}, {1e6, 6, 2, "M"}, {1e3, 3, 2, "k"}, {0, 0, 2, ""}}
	hourScales   = []step{{1e11, 9, 2, "B"}, {1e9, 6, 0, "M"}, {1e6, 6, 1, "M"}, {1e4, 3, 1, "k"}, {0, 0, 0, ""}}
	countScales  = []step{{1e7, 6, 2, "M"}, {100, 0, 0, ""}, {0, 0, 1, ""}}
	powerScales  = []step{{1e4, 3, 2, "GW"}, {1e3, 0, 0, "MW"}, {0, 0, 1, "MW"}}
	energyScales = []step{{1e7, 6, 2, "TWh"}, {1e4, 3, 1, "GWh"}, {0, 0, 1, "MWh"}}
	carbonScales = []step{{1e7, 6, 2, "Mt"}, {1e4, 3, 1, "kt"}, {0, 0, 1, "t"}}
	waterScales  = []step{{1e4, 3, 2, "GL"}, {0, 0, 1, "ML"}}
	ratioScales  = []step{{1e4, 0, 0, "×"}, {0, 0, 2, "×"}}
	indexScales  = []step{{0, 0, 3, ""}}
	shareScales  = []step{{0, -2, 1, "%"}}
	priceScales  = []step{{1e4, 0, 0, ""}, {0, 0, 2, ""}}
	yearsScales  = []step{{0, 0, 2, "years"}}
)

func scalesOf(u model.Unit) []step {
	switch u {
	case model.Currency, model.CurrencyPerMWYr, model.CurrencyPerMonth:
		return moneyScales
	case model.CurrencyPerHour:
		return priceScales
	case model.GPUHours, model.CPUHours:
		return hourScales
	case model.Megawatts:
		return powerScales
	case model.MegawattHours:
		return energyScales
	case model.Tonnes:
		return carbonScales
	case model.Megalitres:
		return waterScales
	case model.Multiple:
		return ratioScales
	case model.Index:
		return indexScales
	case model.Share, model.Rate:
		return shareScales
	case unitYears:
		return yearsScales
	}
	return countScales
}

// maxDecimals bounds the digits given to a row of very small numbers.
const maxDecimals = 6

// widest is the number, in a scale, from which on it is written in powers of ten.
const widest = 1e15

// fit is the scale for numbers of up to peak in size: in powers of ten where they would be too wide, or nothing but zeros
// however many decimals they are given.
func (s scale) fit(peak float64) scale {
	s.scientific = shift(peak, -s.power) >= widest || peak > 0 && s.decimals == maxDecimals && shift(peak, s.places()) < 0.5
	return s
}

// scaleFor is the one scale of a row, or of a metric's rows, whose largest number in size is peak. Numbers that would all
// be printed as 0.0… get two digits that count.
func scaleFor(u model.Unit, peak float64) scale {
	s := scale{ungrouped: u == unitYear}
	for _, s.step = range scalesOf(u) {
		if peak >= s.from {
			break
		}
	}
	for peak > 0 && s.decimals < maxDecimals && shift(peak, s.places()) < 5 {
		s.decimals++
	}
	return s.fit(peak)
}

// rowScale is the one scale of a metric's rows in a table whose money rows share one.
func rowScale(u model.Unit, money scale, rows ...model.Series) scale {
	var values [][]float64
	var ends []float64
	for _, s := range rows {
		values = append(values, cellsOf(s))
		ends = append(ends, s.Before, s.After, s.Total)
	}
	largest := peak(values...)
	sc := scaleFor(u, largest)
	if u == model.Currency && largest > 0 && !sc.scientific {
		sc = money.fit(largest)
	}
	sc.scientific = sc.scientific || shift(peak(ends), -sc.power) >= widest
	return sc
}

// moneyScale is the one scale of a table's money rows, so that they can be compared down the page: that of the largest
// row, or the next one down where the smallest row would hardly show. Rows in powers of ten stand apart.
func moneyScale(rows ...[]float64) scale {
	largest, smallest := 0.0, math.Inf(1)
	for _, row := range rows {
		if p := peak(row); p > 0 && !scaleFor(model.Currency, p).scientific {
			largest, smallest = max(largest, p), min(smallest, p)
		}
	}
	s := scaleFor(model.Currency, largest)
	if s.power >= 3 && smallest < math.Pow10(s.power) {
		s = scaleFor(model.Currency, math.Pow10(s.power)-1)
	}
	return s
}

// moneyRows are the values of the series that are amounts of money.
func moneyRows(lists ...[]model.Series) [][]float64 {
	var rows [][]float64
	for _, list := range lists {
		for _, s := range list {
			if s.Unit == model.Currency {
				rows = append(rows, cellsOf(s))
			}
		}
	}
	return rows
}

// cellsOf are the figures a row's scale must suit: those of the periods, and what lies before and after them.
func cellsOf(s model.Series) []float64 { return append([]float64{s.Before, s.After}, s.Values...) }

// peak is the largest size of the known numbers; 0 when there are none.
func peak(lists ...[]float64) float64 {
	largest := 0.0
	for _, list := range lists {
		for _, v := range list {
			if model.Known(v) {
				largest = max(largest, math.Abs(v))
			}
		}
	}
	return largest
}

// unitLabel is what follows a row's label: "$B", "M", "×", "$/GPU-hour"; empty when the label says it all.
func (s scale) unitLabel(u model.Unit, currency string) string {
	switch u {
	case model.Currency:
		return symbol(currency) + s.suffix
	case model.CurrencyPerMWYr, model.CurrencyPerMonth, model.CurrencyPerHour:
		return symbol(currency) + s.suffix + strings.TrimPrefix(string(u), string(model.Currency))
	case model.Rate:
		return "% a year"
	}
	return s.suffix
}

// symbol is the sign of a currency, or its code and a space.
func symbol(currency string) string {
	if sign := model.CurrencySign(currency); sign != "" {
		return sign
	}
	return Clean(currency) + " "
}

// write writes v in the scale, with a true minus; "–" when it is not known.
func (s scale) write(v float64, signed bool) string {
	if s.scientific {
		return scientific(shift(v, -s.power), signed)
	}
	return round(v, s.places()).text(s.decimals, signed)
}

// writeOf writes a number of a unit: the number of a year whole and without commas, another in the scale.
func (s scale) writeOf(u model.Unit, v float64) string {
	if u == unitYear {
		return amount(v, u, "")
	}
	return s.write(v, false)
}

// scientific writes v with four digits that count and a power of ten: 1.235e−7.
func scientific(v float64, signed bool) string {
	switch {
	case !finite(v):
		return notKnown
	case v == 0:
		return "0"
	}
	digits, power, _ := strings.Cut(strconv.FormatFloat(math.Abs(v), 'e', 3, 64), "e")
	text := digits + "e" + strings.TrimLeft(power[1:], "0")
	switch {
	case power[0] == '-':
		text = digits + "e" + minusSign + strings.TrimLeft(power[1:], "0")
	case strings.HasSuffix(text, "e"):
		text += "0"
	}
	switch {
	case v < 0:
		return minusSign + text
	case signed:
		return "+" + text
	}
	return text
}

// text writes the figure with thousands separators and a true minus; "–" when it is not known.
func (f figure) text(decimals int, signed bool) string {
	if !f.known() {
		return notKnown
	}
	digits := f.plain(decimals, false)
	sign := ""
	if rest, negative := strings.CutPrefix(digits, "-"); negative {
		sign, digits = minusSign, rest
	} else if signed && f.digits.Sign() > 0 {
		sign = "+"
	}
	whole, frac, _ := strings.Cut(digits, ".")
	if frac != "" {
		frac = "." + frac
	}
	return sign + grouped(whole) + frac
}

// plain writes the figure in digits, a point and a hyphen-minus; trim leaves out zeros that end the decimals. A scale
// never drops whole digits here: decimals is 0 or more.
func (f figure) plain(decimals int, trim bool) string {
	digits := f.digits.String()
	digits, negative := strings.CutPrefix(digits, "-")
	if short := decimals + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	point := len(digits) - decimals
	whole, frac := digits[:point], digits[point:]
	if trim {
		frac = strings.TrimRight(frac, "0")
	}
	if frac != "" {
		whole += "." + frac
	}
	if negative {
		return "-" + whole
	}
	return whole
}

// grouped puts a comma before each three digits.
func grouped(digits string) string {
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// money writes an amount in words of a sentence: $38.00B, −$1.20M.
func money(v float64, currency string) string { return moneyTo(v, currency, 0) }

// moneyTo is money with more decimals than it usually has.
func moneyTo(v float64, currency string, more int) string {
	s := scaleFor(model.Currency, math.Abs(v))
	s.decimals += more
	digits, negative := strings.CutPrefix(s.write(v, false), minusSign)
	if negative {
		return minusSign + symbol(currency) + digits + s.suffix
	}
	if digits == notKnown {
		return notKnown
	}
	return symbol(currency) + digits + s.suffix
}
