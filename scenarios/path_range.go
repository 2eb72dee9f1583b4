package scenarios

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"commitcast/model"
)

// How many values a range has.
const (
	mostPoints  = 200
	usualPoints = 9  // of a range that does not say
	eachUpTo    = 21 // whole numbers of such a range, each of which is taken
)

// Range reads several values of the path: 20%..80%/7 for seven evenly spaced ones with both ends, 20%..80% for nine, or of a number
// that has no fractions for each of up to 21 that lie between, and 0mo,6mo,12mo for a list. A range from the higher end comes in
// falling order; of a yes/no there is no,yes. Texts are the values as Format writes them, or as typed where that says more. There are 2
// to 200 values, all different. The error is a model.Problem.
func (q Quantity) Range(text string) (values []float64, texts []string, err error) {
	var bad *mistake
	if from, rest, ok := strings.Cut(text, ".."); ok {
		values, bad = q.between(strings.TrimSpace(from), strings.TrimSpace(rest))
	} else {
		values, texts, bad = q.list(text)
	}
	if bad != nil {
		return nil, nil, problemOf(q.Path, bad)
	}
	if texts == nil {
		for _, v := range values {
			texts = append(texts, q.Format(v))
		}
	}
	return values, texts, nil
}

// between is the values from one end to the other, which may say how many.
func (q Quantity) between(from, rest string) ([]float64, *mistake) {
	to, count, counted := strings.Cut(rest, "/")
	to = strings.TrimSpace(to)
	if from == "" || to == "" {
		return nil, wrong("write "+q.example(), "%q has no end: a range is from one value to another", short(from+".."+rest))
	}
	ends, bad := q.both(from, to)
	if bad != nil {
		return nil, bad
	}
	n := q.points(ends[0], ends[1])
	if counted {
		given, err := strconv.Atoi(strings.TrimSpace(count))
		if err != nil || given < 2 || given > mostPoints {
			return nil, wrong("write "+q.example(), "a range has 2 to %d values, not %q", mostPoints, short(strings.TrimSpace(count)))
		}
		n = given
	}
	if whole := math.Abs(ends[1]-ends[0]) + 1; q.discrete() && float64(n) > whole {
		return nil, wrong("write /"+strconv.Itoa(int(whole))+" or less", "there are no %d different values from %s to %s", n, short(from), short(to))
	}
	return q.spaced(ends, n), nil
}

// both reads the ends of a range, which must differ.
func (q Quantity) both(from, to string) (ends [2]float64, bad *mistake) {
	for i, text := range []string{from, to} {
		v, err := q.parse(text)
		if err != nil {
			return ends, err
		}
		ends[i] = v
	}
	if ends[0] == ends[1] {
		bad = wrong("write "+q.example(), "%s..%s has one value only", short(from), short(to))
	}
	return ends, bad
}

// points is how many values there are from a to b where the range does not say.
func (q Quantity) points(a, b float64) int {
	if each := math.Abs(b-a) + 1; q.discrete() && each <= eachUpTo {
		return int(each)
	}
	return usualPoints
}

// discrete reports whether only whole numbers can be meant.
func (q Quantity) discrete() bool { return q.whole || q.Unit == model.Switch }

// spaced is n evenly spaced values with both ends. A value whose text says it to the last digits but rounding is the text's own.
func (q Quantity) spaced(ends [2]float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		part := float64(i) / float64(n-1)
		v := ends[0]*(1-part) + ends[1]*part
		if q.discrete() {
			v = math.Round(v)
		}
		out[i] = q.tidy(v)
		if math.Abs(v) <= lastBits*max(math.Abs(ends[0]), math.Abs(ends[1])) {
			out[i] = 0
		}
	}
	out[0], out[n-1] = ends[0], ends[1]
	return out
}

// lastBits is the share of a number that may be nothing but rounding.
const lastBits = 1e-12

// tidy is what Format writes of v, where that is v but for the last bits: 0.3 for 0.30000000000000004.
func (q Quantity) tidy(v float64) float64 {
	if back, bad := q.parse(q.Format(v)); bad == nil && math.Abs(back-v) <= lastBits*math.Abs(v) {
		return back
	}
	return v
}

// list reads values between commas.
func (q Quantity) list(text string) (values []float64, texts []string, bad *mistake) {
	parts := strings.Split(text, ",")
	for i, part := range parts {
		written := strings.TrimSpace(part)
		switch {
		case written == "":
			return nil, nil, wrong("write "+q.example(), "%q has no value at one place", short(text))
		case i > 0 && splitGroup.MatchString(part) && splitHead.MatchString(strings.TrimSpace(parts[i-1])):
			return nil, nil, wrong("write 200_000 for one number; a blank after the comma for two", "%s,%s looks like one number", parts[i-1], part)
		}
		v, err := q.parse(written)
		switch {
		case err != nil:
			return nil, nil, err
		case slices.Contains(values, v):
			return nil, nil, wrong("", "%s is given twice", short(written))
		}
		values, texts = append(values, v), append(texts, q.typed(v, written))
	}
	if n := len(values); n < 2 || n > mostPoints {
		return nil, nil, wrong("write "+q.example(), "a range has 2 to %d values, not %d", mostPoints, n)
	}
	return values, texts, nil
}

// typed is how a value of a list is shown: as Format writes it if that says all of it, else as it was typed.
func (q Quantity) typed(v float64, written string) string {
	if text := q.Format(v); !monthText.MatchString(written) {
		if back, bad := q.parse(text); bad == nil && back == v {
			return text
		}
	}
	return written
}

// example is a range such as the path takes.
func (q Quantity) example() string {
	switch q.Unit {
	case model.Switch:
		return "no,yes"
	case model.Share, model.Rate:
		return "20%..80%/7"
	case model.Duration:
		return "0mo..18mo/7"
	case model.Days:
		return "30d..180d/6"
	case model.Currency, model.CurrencyPerMonth, model.CurrencyPerMWYr:
		return "20B..60B/5"
	case model.GPUHours, model.Count:
		return "100..500/5"
	}
	return "1..3/5"
}
