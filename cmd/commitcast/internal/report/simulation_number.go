package report

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"commitcast/model/risk"
)

// mostDigits is how many digits that count a simulated figure is printed with at most.
const mostDigits = 4

// marginMark stands before what a figure may be off by.
const marginMark = "±"

// rounded is a figure as it is printed. Its margin covers the whole interval from the printed figure on both sides; it is empty
// where the interval lies within the rounding of the last digit, or where the figure is exact or not known.
type rounded struct{ text, margin string }

// inMarkdown is the figure with its margin.
func (t rounded) inMarkdown() string {
	return strings.TrimSpace(strings.TrimSpace(t.text) + " " + t.margin)
}

// exactly writes a number that has no interval, in no more than mostDigits digits.
func (s scale) exactly(v float64, signed bool) rounded {
	switch {
	case s.scientific || !finite(v):
		return rounded{text: s.padded(s.write(v, signed), 0)}
	case s.beyond(v):
		return rounded{text: s.padded(s.short(v, mostDigits, signed), 0)}
	case v == 0:
		return rounded{text: s.padded("0", 0)}
	}
	return rounded{text: s.at(v, min(s.places(), digitsOf(v)), signed)}
}

// estimate writes a figure to no more digits than its interval supports: its last digit is worth at most half of the
// interval's half-width, and it has no more decimals than the scale. Without an interval it has two digits.
func (s scale) estimate(e risk.Estimate, signed bool) rounded {
	if !finite(e.Value) {
		return s.exactly(e.Value, signed)
	}
	half := max(e.High-e.Value, e.Value-e.Low)
	if s.scientific {
		return rounded{scientific(shift(e.Value, -s.power), signed), marginMark + scientific(shift(half, -s.power), false)}
	}
	if !finite(half) {
		return rounded{s.at(e.Value, min(s.places(), digitsOf(e.Value)-mostDigits+2), signed), marginMark + notKnown}
	}
	places := min(s.places(), digitsOf(e.Value), supported(half))
	if s.beyond(e.Value) {
		digits := max(1, mostDigits-digitsOf(e.Value)+places)
		return rounded{s.padded(s.short(e.Value, digits, signed), 0), s.margin(e, places)}
	}
	return rounded{s.at(e.Value, places, signed), s.margin(e, places)}
}

// margin writes what the figure, printed to places, may be off by: rounded up, so that it covers the interval.
func (s scale) margin(e risk.Estimate, places int) string {
	printed := round(e.Value, places)
	whole, _ := new(big.Float).SetInt(printed.digits).Float64()
	digits := max(shift(e.High, places)-whole, whole-shift(e.Low, places))
	if digits <= 0.5+tie {
		return ""
	}
	v := shift(math.Ceil(digits-noise), -places)
	if s.beyond(e.Value) {
		return marginMark + s.short(v, 2, false)
	}
	return marginMark + strings.TrimRight(s.at(v, places, false), " ")
}

// beyond reports whether a figure is so far beyond the scale that it is written in powers of ten.
func (s scale) beyond(v float64) bool {
	most := 1e6
	if s.decimals > 0 {
		most = 1e4
	}
	return math.Abs(shift(v, -s.power)) >= most
}

// short writes v in so many digits and a power of ten: 3e6, 1.25e7.
func (s scale) short(v float64, digits int, signed bool) string {
	text, power, _ := strings.Cut(strconv.FormatFloat(math.Abs(shift(v, -s.power)), 'e', digits-1, 64), "e")
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	text += "e" + strings.TrimLeft(strings.Replace(power, "-", minusSign, 1), "+0")
	switch {
	case v < 0:
		return minusSign + text
	case signed:
		return "+" + text
	}
	return text
}

// supported is the place of the last digit that a half-width supports.
func supported(half float64) int {
	if half <= 0 {
		return math.MaxInt32
	}
	return -int(math.Floor(math.Log10(half/2) + tie))
}

// digitsOf is the place of the last of v's first mostDigits digits.
func digitsOf(v float64) int {
	if v == 0 {
		return math.MaxInt32 // any
	}
	return mostDigits - 1 - int(math.Floor(math.Log10(math.Abs(v))))
}

// at writes v rounded to places, which may lie before the decimal point, and pads it so that figures of one scale stand on
// their decimal points.
func (s scale) at(v float64, places int, signed bool) string {
	f, decimals := round(v, places), places+s.power
	if decimals < 0 && f.known() {
		zeros := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-decimals)), nil)
		f.digits, decimals = zeros.Mul(zeros, f.digits), 0
	}
	text := f.text(decimals, signed)
	if s.ungrouped {
		text = strings.ReplaceAll(text, ",", "")
	}
	return s.padded(text, decimals)
}

// padded adds the room that the decimals the text lacks would take. Figures with thousands stand on the right edge instead, so
// that they do not make their column wide.
func (s scale) padded(text string, decimals int) string {
	if decimals == 0 && strings.ContainsAny(text, ",e") {
		return text
	}
	missing := s.decimals - decimals
	if decimals == 0 && s.decimals > 0 {
		missing++ // the point
	}
	return text + spaces(missing)
}

// chance writes a probability, and its interval with the ends rounded outwards.
func chance(p risk.Probability) (value, interval string) {
	if !finite(p.Value) {
		return notKnown, notKnown
	}
	s := scale{step: step{power: -2, decimals: 1}}
	if p.Value < rare {
		s.decimals = 2
	}
	half := max(p.High-p.Value, p.Value-p.Low)
	switch {
	case !finite(half):
		return strings.TrimSpace(s.at(p.Value, 2, false)) + "%", notKnown
	}
	places := min(s.places(), supported(half))
	percent := func(v float64) string {
		if v == 0 || v == 1 {
			return strconv.Itoa(int(100 * v))
		}
		return strings.TrimSpace(s.at(v, places, false))
	}
	outward := func(v, to float64) string {
		return percent(shift(math.Floor(shift(max(0, min(1, v)), places)+to), -places))
	}
	return percent(p.Value) + "%", outward(p.Low, tie) + "–" + outward(p.High, 1-tie) + "%"
}

// rare is the probability below which percents have a second decimal.
const rare = 0.01
