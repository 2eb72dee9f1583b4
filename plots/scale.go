package plots

import (
	"math"
	"strconv"
	"strings"

	"commitcast/model"
)

// nbsp keeps a number and its unit on one line.
const nbsp = "\u00a0"

// scale is how the numbers of one axis are written: divided by div, between prefix and suffix.
type scale struct {
	div            float64
	prefix, suffix string
	words          string // for the subtitle: $ billion
	larger         bool   // there is a larger unit, from a thousand of this one on
	ungrouped      bool   // no commas between thousands, as in the numbers of years
}

var magnitudes = []struct {
	div          float64
	suffix, word string
}{{1e12, "T", "trillion"}, {1e9, "B", "billion"}, {1e6, "M", "million"}, {1e3, "k", "thousand"}}

// moneyScale suits amounts up to largest in the currency.
func moneyScale(currency string, largest float64) scale {
	sign := currencySign(currency)
	word := strings.TrimSuffix(sign, nbsp)
	for _, m := range magnitudes {
		if math.Abs(largest) >= m.div*0.9995 {
			return scale{m.div, sign, m.suffix, word + nbsp + m.word, m.div < 1e12, false}
		}
	}
	return scale{1, sign, "", word, true, false}
}

// currencySign is what stands before an amount: a sign where it is unmistakable, else the code and a space.
func currencySign(currency string) string {
	if currency == "" {
		currency = "USD"
	}
	if sign := model.CurrencySign(currency); sign != "" {
		return sign
	}
	return currency + nbsp
}

// countScale suits counts of a thing up to largest: thousand GPUs.
func countScale(thing string, largest float64) scale {
	for _, m := range magnitudes {
		if math.Abs(largest) >= m.div*0.9995 {
			return scale{m.div, "", m.suffix, m.word + " " + thing, m.div < 1e12, false}
		}
	}
	return scale{1, "", "", thing, true, false}
}

// powerScale suits megawatts up to largest: gigawatts from 1,000 on.
func powerScale(largest float64) scale {
	switch {
	case largest >= 999.5:
		return scale{1e3, "", nbsp + "GW", "GW", false, false}
	case largest < 0.9995 && largest > 0:
		return scale{1e-3, "", nbsp + "kW", "kW", true, false}
	}
	return scale{1, "", nbsp + "MW", "MW", true, false}
}

// timesScale is for ratios.
func timesScale() scale { return scale{1, "", "×", "times", false, false} }

// minus writes a number that strconv has formatted with commas between thousands and a true minus, which stands before the
// currency, and never as −0.
func minus(number, prefix, suffix string) string {
	bare := strings.TrimPrefix(number, "-")
	text := prefix + thousands(bare) + suffix
	if bare == number || strings.Trim(bare, "0.") == "" {
		return text
	}
	return "−" + text
}

// thousands puts commas into the whole part of a number.
func thousands(number string) string {
	whole, rest := number, ""
	if i := strings.IndexByte(number, '.'); i >= 0 {
		whole, rest = number[:i], number[i:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole + rest
}

// fixed writes v with the given decimals and the scale's prefix and suffix.
func (sc scale) fixed(v float64, decimals int) string {
	text := minus(fixed(v/sc.div, decimals), sc.prefix, sc.suffix)
	if sc.ungrouped {
		text = strings.ReplaceAll(text, ",", "")
	}
	return text
}

// bare is fixed without prefix and suffix.
func (sc scale) bare(v float64, decimals int) string {
	sc.prefix, sc.suffix = "", ""
	return sc.fixed(v, decimals)
}

// figure writes v as one reads it out: about three digits, no more than a decimal unless it is below one.
func (sc scale) figure(v float64) string {
	return minus(figureDigits(v/sc.div), sc.prefix, sc.suffix)
}

func figureDigits(x float64) string {
	abs, decimals := math.Abs(x), 0
	switch {
	case abs == 0 || abs >= 99.95:
	case abs >= 0.995:
		decimals = 1
	case abs >= 0.0995:
		decimals = 2
	case abs >= 0.00995:
		decimals = 3
	default:
		return strconv.FormatFloat(x, 'f', 4, 64)
	}
	t := fixed(x, decimals)
	if strings.Contains(t, ".") {
		t = strings.TrimRight(strings.TrimRight(t, "0"), ".")
	}
	return t
}

// amount writes one sum of money in the scale that suits it: $38B, $70.5M.
func amount(currency string, v float64) string { return moneyScale(currency, v).figure(v) }

// times writes a ratio: 0.85×, 8.90×, 13.8×, 104×.
func times(v float64) string {
	return timesScale().fixed(v, timesDecimals(v))
}

// timesDecimals are those of a ratio: two below ten, as in the tables.
func timesDecimals(v float64) int {
	switch abs := math.Abs(v); {
	case abs < 9.995:
		return 2
	case abs < 99.95:
		return 1
	}
	return 0
}

// together writes values that stand beside each other with the same decimals, but for those that would be left with none of
// their digits.
func (sc scale) together(vs []float64) []string {
	top, whole := 0.0, true
	for _, v := range vs {
		top = math.Max(top, math.Abs(v/sc.div))
		whole = whole && math.Abs(v/sc.div-math.Round(v/sc.div)) < 0.05
	}
	decimals := labelDecimals(top)
	if whole && top >= 0.995 {
		decimals = 0
	}
	out := make([]string, len(vs))
	for i, v := range vs {
		if out[i] = sc.fixed(v, decimals); math.Abs(v/sc.div) < 0.95*pow10(-decimals) {
			out[i] = sc.figure(v)
		}
	}
	return out
}

// percent writes a share without decimals; what would round to nothing, or to the whole, says so.
func percent(share float64) string {
	switch {
	case share > 0 && share < 0.005:
		return "<1%"
	case share > 0.995 && share < 1:
		return ">99%"
	}
	return minus(strconv.FormatFloat(share*100, 'f', 0, 64), "", "%")
}

// tick is a place on an axis and what is written there.
type tick struct {
	at   float64
	text string
}

// axis chooses ticks for values from lo to hi, at most n steps of 1, 2, 2.5 or 5 × 10^k. The axis ends on a tick, or at hi
// when little of the last step is used or the tick would be a thousand of a unit that has a larger one. Only the top tick
// carries the unit, or the lowest where the top one is 0.
func (sc scale) axis(lo, hi float64, n int) (from, to float64, ticks []tick) {
	lo, hi = math.Min(lo, 0), math.Max(hi, 0)
	if hi-lo <= 0 {
		hi = sc.div
	}
	step := niceStep(hi-lo, max(n, 1))
	first, last := math.Floor(lo/step+1e-9), math.Ceil(hi/step-1e-9)
	from, to = first*step, last*step
	used := hi/step - (last - 1)
	if used < 0.3 && last-first > 2 || sc.larger && last*step > 999.5*sc.div && last-first > 1 {
		last--
		to = hi
	}
	decimals := stepDecimals(step / sc.div)
	for i := first; i <= last; i++ {
		t := tick{at: i * step, text: sc.bare(i*step, decimals)}
		if i == 0 {
			t.text = "0"
		}
		if i == last && last != 0 || i == first && last == 0 {
			t.text = sc.fixed(i*step, decimals)
		}
		ticks = append(ticks, t)
	}
	return from, to, ticks
}

// window is axis for lines, which need not stand on 0: where 0 is far from the values, it begins on the last tick below them.
func (sc scale) window(lo, hi float64, n int) (from, to float64, ticks []tick) {
	if lo <= 0 && hi >= 0 || min(math.Abs(lo), math.Abs(hi)) < 0.45*max(math.Abs(lo), math.Abs(hi)) {
		return sc.axis(lo, hi, n)
	}
	switch {
	case sc.ungrouped && hi-lo < 2: // years
		lo, hi = lo-1, hi+1
	case !sc.ungrouped && hi-lo < 0.01*math.Abs(hi):
		pad := 0.03 * math.Abs(hi)
		lo, hi = lo-pad, hi+pad
	}
	step := niceStep((hi-lo)/sc.div, max(n, 1)) * sc.div
	if sc.ungrouped {
		step = math.Max(math.Round(step), 1)
	}
	first, last := math.Floor(lo/step+1e-9), math.Ceil(hi/step-1e-9)
	decimals := stepDecimals(step / sc.div)
	for i := first; i <= last; i++ {
		t := tick{at: i * step, text: sc.bare(i*step, decimals)}
		if i == last {
			t.text = sc.fixed(i*step, decimals)
		}
		ticks = append(ticks, t)
	}
	return first * step, last * step, ticks
}

// tight is an axis from 0 that ends at hi, for small panels: the last tick is the last one below it. For one step it has no
// tick between.
func (sc scale) tight(hi float64, n int) (to float64, ticks []tick) {
	_, to, ticks = sc.axis(0, hi, max(n, 2))
	step := ticks[1].at
	if last := len(ticks) - 1; ticks[last].at > hi*1.02 && last > 1 {
		ticks = ticks[:last]
		ticks[last-1].text = sc.fixed(ticks[last-1].at, stepDecimals(step/sc.div))
		to = hi
	}
	if n < 2 {
		ticks = []tick{ticks[0], ticks[len(ticks)-1]}
	}
	return to, ticks
}

// niceStep is the smallest step of 1, 2, 2.5 or 5 × 10^k that needs at most n steps for the span.
func niceStep(span float64, n int) float64 {
	raw := span / float64(n)
	ten := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*ten >= raw*(1-1e-9) {
			return m * ten
		}
	}
	return 10 * ten
}

// stepDecimals is how many decimals write every multiple of the step exactly.
func stepDecimals(step float64) int {
	for d := 0; d < 9; d++ {
		x := step * math.Pow(10, float64(d))
		if math.Abs(x-math.Round(x)) < 1e-6*x {
			return d
		}
	}
	return 9
}

// fixed writes a number with so many decimals. A half is rounded away from 0, as readers add it up: 36.25 is 36.3.
func fixed(v float64, decimals int) string {
	unit := math.Pow10(decimals)
	if r := math.Round(v*unit) / unit; !math.IsInf(r, 0) && !math.IsNaN(r) {
		v = r
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}
