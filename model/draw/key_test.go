package draw

import (
	"math"
	"testing"
)

// The outputs of SplitMix64 from the seed 1234567, as published with the Rosetta Code task and used by other libraries' tests.
func TestAStreamIsSplitMix64FromItsKey(t *testing.T) {
	want := []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821}
	for i, w := range want {
		if got := Key(1234567).Uint64(uint64(i)); got != w {
			t.Errorf("draw %d is %d, not %d", i, got, w)
		}
	}
}

// The figures are from a twin in Python's unbounded integers: a change of them changes every simulation that anybody has run.
func TestNamesKeepTheirStreams(t *testing.T) {
	delay := KeyOf(1, "contracts.aws.delay")
	month := KeyOf(7, "revenue.subscriptions").Month(2025*12 + 9)
	tests := map[string]struct{ got, want uint64 }{
		"a name's first draw":        {delay.Uint64(0), 0xc094401fd05337c9},
		"a name's millionth draw":    {delay.Uint64(999_999), 0x5ee70828abf68fd9},
		"a month's stream":           {uint64(month), 0x8c729d11f7644a46},
		"a draw of a month's stream": {month.Uint64(41), 0x65efa5bb2052d485},
	}
	for name, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s is %#x, not %#x", name, tt.got, tt.want)
		}
	}
}

func TestUniformsLieWithinTheirBounds(t *testing.T) {
	for w, want := range map[uint64]float64{
		0:         MinUniform,
		1<<64 - 1: MaxUniform,
		1 << 63:   0.5 + MinUniform,
	} {
		if got := unit(w); got != want || got <= 0 || got >= 1 {
			t.Errorf("%#x gives %v, not %v", w, got, want)
		}
	}
}

// correlation gives that of two series of draws of mean 0 and variance 1 with its standard errors from 0.
func correlation(n int, a, b func(i uint64) float64) (inErrors float64) {
	sum := 0.0
	for i := range uint64(n) {
		sum += a(i) * b(i)
	}
	return sum / math.Sqrt(float64(n))
}

func standard(k Key) func(uint64) float64 {
	return func(i uint64) float64 { return (k.Uniform(i) - 0.5) * math.Sqrt(12) }
}

func TestNeighbouringStreamsAndDrawsAreUncorrelated(t *testing.T) {
	const n, limit = 100_000, 4
	k := KeyOf(1, "revenue.a")
	later := func(lag uint64, of func(uint64) float64) func(uint64) float64 {
		return func(i uint64) float64 { return of(i + lag) }
	}
	square := func(of func(uint64) float64) func(uint64) float64 {
		return func(i uint64) float64 { x := of(i); return (x*x - 1) / math.Sqrt2 }
	}
	byMonth := func(path uint64) func(uint64) float64 {
		return func(m uint64) float64 { return k.Month(int32(m)).Normal(path) }
	}
	tests := map[string]struct{ a, b func(uint64) float64 }{
		"seeds 1 and 2":                       {standard(k), standard(KeyOf(2, "revenue.a"))},
		"names a and b":                       {standard(k), standard(KeyOf(1, "revenue.b"))},
		"a name and one that starts with it":  {standard(k), standard(KeyOf(1, "revenue.aa"))},
		"a name and its month 0":              {standard(k), standard(k.Month(0))},
		"two months running":                  {k.Month(24_310).Normal, k.Month(24_311).Normal},
		"a month and the next year's":         {k.Month(24_310).Normal, k.Month(24_322).Normal},
		"squares of two months running":       {square(k.Month(24_310).Normal), square(k.Month(24_311).Normal)},
		"a month of two processes":            {k.Month(24_310).Normal, KeyOf(1, "revenue.b").Month(24_310).Normal},
		"a path and the next":                 {k.Normal, later(1, k.Normal)},
		"a path and the one 16 on":            {k.Normal, later(16, k.Normal)},
		"squares of a path and the next":      {square(k.Normal), later(1, square(k.Normal))},
		"a path and the next, month by month": {byMonth(0), byMonth(1)},
		"months running of one path":          {byMonth(3), later(1, byMonth(3))},
	}
	for name, tt := range tests {
		if off := correlation(n, tt.a, tt.b); math.Abs(off) > limit {
			t.Errorf("%s are correlated: %.1f standard errors", name, off)
		}
	}
}

// Months before year 0 have streams too, and no two of them meet.
func TestMonthsHaveStreamsOfTheirOwn(t *testing.T) {
	k, seen := KeyOf(1, "demand"), map[Key]int32{}
	for m := int32(-50_000); m < 50_000; m++ {
		if other, double := seen[k.Month(m)]; double {
			t.Fatalf("months %d and %d share a stream", m, other)
		}
		seen[k.Month(m)] = m
	}
}

// Every bit of the draws, over paths and over months, is as often 1 as 0 and as often equal to its neighbour as not.
func TestBitsAreBalanced(t *testing.T) {
	const n, limit = 100_000, 4.5 // standard errors, of 256 counts
	k := KeyOf(1, "market.gb200")
	for name, draw := range map[string]func(i uint64) uint64{
		"paths":  k.Uint64,
		"months": func(i uint64) uint64 { return k.Month(int32(i)).Uint64(12) },
	} {
		var ones, same [64]int
		for i := range uint64(n) {
			w := draw(i)
			for b := range ones {
				ones[b] += int(w >> b & 1)
				same[b] += int((w>>b ^ w>>((b+1)%64)) & 1)
			}
		}
		for b := range ones {
			for what, count := range map[string]int{"is 1": ones[b], "differs from the next": same[b]} {
				if off := math.Abs(float64(count)-n/2) / math.Sqrt(n/4); off > limit {
					t.Errorf("over %s bit %d %s %d times: %.1f standard errors", name, b, what, count, off)
				}
			}
		}
	}
}
