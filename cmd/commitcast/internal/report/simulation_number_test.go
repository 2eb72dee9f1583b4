package report

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"commitcast/model"
	"commitcast/model/risk"
)

func TestAFigureHasNoMoreDigitsThanItsIntervalSupports(t *testing.T) {
	billions, ratio := scaleFor(model.Currency, 60e9), scaleFor(model.Multiple, 60)
	tests := map[string]struct {
		scale         scale
		e             risk.Estimate
		text, margin  string
		signed, exact bool
	}{
		"a narrow interval leaves the scale's decimals":            {billions, around(5.924e9, 0.002e9), "5.92", "±0.01", false, false},
		"one within the digits shown has no margin":                {billions, around(5.92e9, 0.004e9), "5.92", "", false, false},
		"half-widths from 0.2 on leave one decimal":                {billions, around(83.21e9, 0.5e9), "83.2 ", "±0.6", false, false},
		"half-widths from 2 on leave none":                         {billions, around(83.2e9, 4.7e9), "83   ", "±5", false, false},
		"wide ones end before the decimal point":                   {billions, around(83.2e9, 20e9), "80   ", "±30", false, false},
		"the margin is that of the wider side, rounded up":         {ratio, risk.Estimate{Value: 1.50, Low: 1.498, High: 1.541}, "1.50", "±0.05", false, false},
		"four digits are the most":                                 {ratio, around(185.34, 0.001), "185.3 ", "", false, false},
		"thousands stand on the right edge":                        {ratio, around(1234, 0.1), "1,234", "", false, false},
		"what is far beyond the scale is in powers of ten":         {ratio, around(3.21e6, 0.9e6), "3.2e6", "±1e6", false, false},
		"without an interval there are two digits":                 {billions, risk.Estimate{Value: 5.92e9, Low: nan, High: nan}, "5.9 ", "±–", false, false},
		"a difference has its sign":                                {billions, around(1.2e9, 0.004e9), "+1.20", "", true, false},
		"a fall has a true minus":                                  {billions, around(-1.2e9, 0.3e9), "−1.2 ", "±0.3", true, false},
		"what is not known has neither digits nor margin":          {billions, around(nan, nan), "–   ", "", false, false},
		"a number without sampling has at most four digits":        {ratio, around(21.456, 0), "21.46", "", false, true},
		"an exact zero is no more than that":                       {ratio, around(0, 0), "0   ", "", false, true},
		"an exact number in full thousands has no decimals":        {ratio, around(2345.6, 0), "2,346", "", false, true},
		"a year's number has no commas":                            {scaleFor(model.CalendarYear, 2030), around(2028.2, 0.05), "2028", "", false, false},
		"where nothing varies the digits are those of the scale":   {ratio, around(1.2, 0), "1.20", "", false, false},
		"an interval as narrow as rounding still covers the value": {ratio, around(1.2049, 0.0002), "1.20", "±0.01", false, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := test.scale.estimate(test.e, test.signed)
			if test.exact {
				got = test.scale.exactly(test.e.Value, test.signed)
			}
			if got.text != test.text || got.margin != test.margin {
				t.Errorf("prints %q %q, want %q %q", got.text, got.margin, test.text, test.margin)
			}
		})
	}
}

// The printed figure with its margin covers the interval, and its last digit is worth at most half of the half-width.
func TestThePrintedMarginCoversTheInterval(t *testing.T) {
	read := func(s string) float64 {
		s = strings.NewReplacer(",", "", minusSign, "-", marginMark, "").Replace(strings.TrimSpace(s))
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	s := scaleFor(model.Multiple, 60)
	for i := range 5000 {
		x := float64(i)
		half := math.Pow(10, math.Mod(x*0.618034, 5)-3) // 0.001 to 100
		e := risk.Estimate{Value: 40 * math.Sin(x)}
		e.Low, e.High = e.Value-half*math.Abs(math.Sin(3*x)), e.Value+half
		got := s.estimate(e, false)
		value, margin := read(got.text), 0.0
		_, decimals, _ := strings.Cut(strings.TrimSpace(got.text), ".")
		last := math.Pow10(-len(decimals))
		if margin = last / 2; got.margin != "" {
			margin = read(got.margin)
		}
		if slack := 2 * tie * last; e.Low < value-margin-slack || e.High > value+margin+slack {
			t.Fatalf("%+v is printed as %q %q", e, got.text, got.margin)
		}
		if n := len(decimals); n > 0 && n < s.decimals && (2*last > half*1.01 || 20*last < half) {
			t.Fatalf("%+v is printed as %q", e, got.text)
		}
		if decimals == "" && half < 1.9 {
			t.Fatalf("%+v has fewer digits than it supports: %q", e, got.text)
		}
	}
}

func TestAProbabilityIsPrintedWithAnIntervalThatCoversItsOwn(t *testing.T) {
	tests := map[string]struct {
		p               risk.Probability
		value, interval string
	}{
		"in tenths of a percent":             {risk.Probability{Estimate: risk.Estimate{Value: 0.3861, Low: 0.38308, High: 0.38912}}, "38.6%", "38.3–39.0%"},
		"in whole percents where it is wide": {risk.Probability{Estimate: risk.Estimate{Value: 0.386, Low: 0.356, High: 0.417}}, "39%", "35–42%"},
		"rare ones with a second decimal":    {risk.Probability{Estimate: risk.Estimate{Value: 0.0007, Low: 0.00056, High: 0.00088}}, "0.07%", "0.05–0.09%"},
		"never, as far as is known":          {risk.Probability{Estimate: risk.Estimate{Value: 0, Low: 0, High: 0.0000384}}, "0%", "0–0.01%"},
		"always, as far as is known":         {risk.Probability{Estimate: risk.Estimate{Value: 1, Low: 0.99996, High: 1}}, "100%", "99.9–100%"},
		"on few paths in tens of percents":   {risk.Probability{Estimate: risk.Estimate{Value: 0.5, Low: 0.27, High: 0.73}}, "50%", "20–80%"},
		"not at all where it is not defined": {risk.Probability{Estimate: around(nan, nan)}, "–", "–"},
	}
	for name, test := range tests {
		if value, interval := chance(test.p); value != test.value || interval != test.interval {
			t.Errorf("%s: prints %s %s, want %s %s", name, value, interval, test.value, test.interval)
		}
	}
}
