package plots

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTicks(t *testing.T) {
	tests := map[string]struct {
		scale  scale
		lo, hi float64
		n      int
		want   []string
	}{
		"only the top carries the unit":              {moneyScale("USD", 38e9), 0, 38e9, 4, []string{"0", "10", "20", "30", "$40B"}},
		"decimals come from the step":                {moneyScale("USD", 1.75e9), 0, 1.75e9, 8, []string{"0", "0.25", "0.50", "0.75", "1.00", "1.25", "1.50", "$1.75B"}},
		"no data is a scale of one unit":             {moneyScale("EUR", 0), 0, 0, 2, []string{"0", "0.5", "€1.0"}},
		"a negative value has a true minus":          {moneyScale("USD", 10e6), -4e6, 9e6, 3, []string{"−5", "0", "5", "$10M"}},
		"a code stands before the figure":            {moneyScale("CAD", 2e6), 0, 2e6, 2, []string{"0", "1", "CAD\u00a02M"}},
		"a little above a tick needs no further one": {moneyScale("USD", 41e9), 0, 41e9, 5, []string{"0", "10", "20", "30", "$40B"}},
		"no tick is a thousand millions":             {moneyScale("USD", 960e6), 0, 960e6, 5, []string{"0", "200", "400", "600", "$800M"}},
		"a thousand millions are a billion":          {moneyScale("USD", 1e9), 0, 1e9, 2, []string{"0", "0.5", "$1.0B"}},
		"ratios have no larger unit":                 {timesScale(), 0, 980, 2, []string{"0", "500", "1,000×"}},
		"ratios":                                     {timesScale(), 0, 2.4, 5, []string{"0", "0.5", "1.0", "1.5", "2.0", "2.5×"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, to, ticks := tt.scale.axis(tt.lo, tt.hi, tt.n)
			var got []string
			for _, k := range ticks {
				got = append(got, k.text)
			}
			if len(got) != len(tt.want) {
				t.Fatalf("got %q, want %q", got, tt.want)
			}
			for i := range got {
				if got[i] != tt.want[i] {
					t.Errorf("got %q, want %q", got, tt.want)
				}
			}
			if to < tt.hi {
				t.Errorf("the axis ends at %g, below %g", to, tt.hi)
			}
		})
	}
}

func TestTicksAreTrueAndFew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hi := math.Pow(10, rapid.Float64Range(-3, 17).Draw(t, "magnitude"))
		n := rapid.IntRange(1, 8).Draw(t, "n")
		sc := moneyScale("USD", hi)
		from, to, ticks := sc.axis(0, hi, n)
		if sc.div < 1e12 { // there is no unit above T
			for _, k := range ticks {
				if k.at >= 1000*sc.div*(1-1e-9) && n > 1 {
					t.Fatalf("a tick at %g reads %q", k.at, k.text)
				}
			}
		}
		if from > 0 || to < hi*(1-1e-8) || len(ticks) > n+1 || len(ticks) < 2 {
			t.Fatalf("axis from %g to %g with %d ticks for %g and %d steps", from, to, len(ticks), hi, n)
		}
		seen := map[string]bool{}
		for _, k := range ticks {
			if seen[k.text] {
				t.Fatalf("two ticks read %q", k.text)
			}
			seen[k.text] = true
		}
	})
}

func TestFigures(t *testing.T) {
	tests := map[string]struct{ got, want string }{
		"whole billions":                   {amount("USD", 38e9), "$38B"},
		"a decimal below a hundred":        {amount("USD", 5.922078e9), "$5.9B"},
		"none above":                       {amount("USD", 119.4e9), "$119B"},
		"the unit changes with rounding":   {amount("USD", 999.96e6), "$1B"},
		"millions":                         {amount("USD", 70500927.64), "$70.5M"},
		"small change":                     {amount("USD", 0.25), "$0.25"},
		"nothing":                          {amount("USD", 0), "$0"},
		"a loss":                           {amount("GBP", -2.5e6), "−£2.5M"},
		"no minus before a rounded zero":   {scale{div: 1, prefix: "$"}.fixed(-0.001, 2), "$0.00"},
		"a currency without a sign":        {amount("CHF", 1e12), "CHF\u00a01T"},
		"yen have their sign":              {amount("JPY", 3e12), "¥3T"},
		"coverage below two":               {times(0.954), "0.95×"},
		"coverage above two":               {times(8.94), "8.94×"},
		"coverage above ten":               {times(13.79), "13.8×"},
		"coverage of a hundred":            {times(104.2), "104×"},
		"coverage of thousands":            {times(6204.6), "6,205×"},
		"more than there is a word for":    {amount("USD", 1.2345e18), "$1,234,500T"},
		"a target":                         {targetText(1), "1.0×"},
		"a target with two decimals":       {targetText(1.25), "1.25×"},
		"a share that is nearly nothing":   {percent(0.001), "<1%"},
		"a share that is nearly all":       {percent(0.999), ">99%"},
		"megawatts":                        {powerScale(288).figure(288), "288\u00a0MW"},
		"gigawatts":                        {powerScale(4500).figure(4500), "4.5\u00a0GW"},
		"kilowatts":                        {powerScale(0.132).figure(0.132), "132\u00a0kW"},
		"a difference of more than double": {difference(3.63), "+263%"},
		"a small difference":               {difference(0.997), "−0.3%"},
		"no difference":                    {difference(1.0001), "same"},
		"a multiple":                       {difference(12), "12×"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("got %q, want %q", tt.got, tt.want)
			}
		})
	}
}

func TestFiguresBesideEachOtherHaveTheSameDecimals(t *testing.T) {
	tests := map[string]struct {
		in   []float64
		want string
	}{
		"below one":           {billions(0.1, 0.38), "€0.10B €0.38B"},
		"whole ones":          {billions(300, 250, 22), "€300B €250B €22B"},
		"whole and not":       {billions(38, 5.5), "€38.0B €5.5B"},
		"one that would be 0": {billions(300, 0.38), "€300B €0.38B"},
		"one that is nothing": {billions(3.5, 0), "€3.5B €0B"},
	}
	for name, tt := range tests {
		if got := strings.Join(moneyScale("EUR", 1e9).together(tt.in), " "); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}

func TestWholePercentsKeepTheirSum(t *testing.T) {
	got := wholePercents([]float64{1.0 / 3, 1.0 / 3, 1.0 / 3, 0, math.NaN()})
	if got[0]+got[1]+got[2] != 100 || got[3] != 0 || got[4] != 0 {
		t.Errorf("got %v", got)
	}
	if got := wholePercents([]float64{0.716, 0.284}); got[0] != 72 || got[1] != 28 {
		t.Errorf("got %v", got)
	}
}

func TestEachPeriodIsLabelledOnce(t *testing.T) {
	tests := map[string]struct {
		values []float64
		named  []int
		all    bool
		want   []int
	}{
		"all where they fit":                    {[]float64{1, 0, 3}, nil, true, []int{0, 2}},
		"else the highest, the last, the first": {[]float64{1, 5, 3, 2}, nil, false, []int{1, 3, 0}},
		"the last is the highest":               {[]float64{1, 2, 3}, nil, false, []int{2, 0}},
		"there is one":                          {[]float64{nan, 2, 0}, nil, false, []int{1}},
		"the named ones too":                    {[]float64{1, 5, 3, 2}, []int{2, 3}, false, []int{1, 3, 0, 2}},
		"there is none":                         {[]float64{nan, 0}, nil, false, nil},
	}
	for name, tt := range tests {
		if got := labelOrder(tt.values, tt.named, tt.all); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}
