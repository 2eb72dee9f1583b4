package plots

import (
	"math"
	"strings"

	"commitcast/model"
)

// mostWords is how long a title may be.
const mostWords = 15

// finding is the first of the sentences that is short enough for a title. The last is the neutral one.
func finding(candidates ...string) string {
	for _, c := range candidates {
		if c != "" && wordCount(c) <= mostWords && len([]rune(c)) <= 110 {
			return c
		}
	}
	return candidates[len(candidates)-1]
}

// wordCount counts words, whatever space is between them.
func wordCount(s string) int { return len(strings.Fields(s)) }

// titled is a name as a title may say it; empty when it is too long to.
func titled(name string) string {
	if len(strings.Fields(name)) > 4 || len([]rune(name)) > 28 {
		return ""
	}
	return name
}

// span names a run of periods: 2027, 2027–2031.
func span(r *model.Report, first, last int) string {
	if first == last {
		return r.Periods[first].Label
	}
	return r.Periods[first].Label + "–" + r.Periods[last].Label
}

// years says what kind of years the periods are.
func years(r *model.Report) string {
	switch r.By {
	case model.ByFiscal:
		return "fiscal years"
	case model.ByContract:
		return "contract years"
	case model.ByQuarter:
		return "quarters"
	case model.ByMonth:
		return "months"
	}
	return "calendar years"
}

// period is the whole span of a report: 2025–2032.
func period(r *model.Report) string {
	return span(r, 0, len(r.Periods)-1)
}

// scope says which scenario a chart of one shows when there are several.
func scope(in Input) string {
	if len(in.Year) < 2 {
		return ""
	}
	return "; first of " + itoa(len(in.Year)) + " scenarios: " + short(shown(in.Year[0]), 40)
}

// full are the periods that are wholly there and whose value is known.
func full(r *model.Report, vs []float64) []int {
	var out []int
	for i, p := range r.Periods {
		if !p.Partial && model.Known(vs[i]) {
			out = append(out, i)
		}
	}
	return out
}

// tie is how close two values are to be called the same in a sentence.
const tie = 0.005

// course is the way of a series over its full periods.
type course struct {
	full     []int // periods
	top      float64
	at       []int // the periods that reach the top, to within a tie
	joined   bool  // the periods in at follow each other
	rising   bool  // every full period is higher than the one before
	falling  bool
	topsPart bool // a part-period is higher still
}

func courseOf(r *model.Report, vs []float64) course {
	c := course{full: full(r, vs), joined: true, rising: true, falling: true}
	for k, i := range c.full {
		c.top = math.Max(c.top, vs[i])
		if k > 0 {
			before := vs[c.full[k-1]]
			c.rising = c.rising && vs[i] > before*(1+tie)
			c.falling = c.falling && vs[i] < before*(1-tie)
		}
	}
	for k, i := range c.full {
		if vs[i] < c.top*(1-tie) {
			continue
		}
		if n := len(c.at); n > 0 && c.full[k-1] != c.at[n-1] {
			c.joined = false
		}
		c.at = append(c.at, i)
	}
	for i, p := range r.Periods {
		c.topsPart = c.topsPart || p.Partial && model.Known(vs[i]) && vs[i] > c.top*(1+tie)
	}
	return c
}

// sentence says how what goes; write turns a value into words. It speaks of full years only.
func (c course) sentence(r *model.Report, what string, vs []float64, write func(float64) string) string {
	each := "year"
	if r.By == model.ByQuarter || r.By == model.ByMonth {
		each = string(r.By)
	}
	top := c.about(vs, write)
	first := func(i int) string { return r.Periods[i].Label }
	switch n := len(c.full); {
	case n == 0 && len(vs) == 1:
		return what + " is " + write(vs[0]) + " in the part of " + first(0) + " shown"
	case n == 0:
		return what + " is " + write(sum(vs)) + " over part-years only"
	case c.topsPart:
		return what + " in a full " + each + " is highest in " + first(c.at[0]) + ", at " + write(vs[c.at[0]])
	case n == 1:
		return what + " is " + top + " in " + first(c.at[0]) + c.only(r, each)
	case len(c.at) == n && c.joined:
		return what + " is level at " + top + " in every full " + each
	case len(c.at) > 1 && c.joined:
		return what + " peaks at " + top + " a " + each + " in " + span(r, c.at[0], c.at[len(c.at)-1])
	case len(c.at) > 1:
		return what + " peaks at " + top + ", in " + itoa(len(c.at)) + " of " + itoa(n) + " full " + each + "s"
	case c.rising && n > 2:
		return what + " rises every full " + each + ", to " + top + " in " + first(c.at[0])
	case c.falling && n > 2:
		return what + " falls every full " + each + ", from " + top + " in " + first(c.at[0])
	}
	return what + " peaks at " + top + " in " + first(c.at[0])
}

// only adds that there is one full period among others.
func (c course) only(r *model.Report, each string) string {
	if len(r.Periods) > 1 {
		return ", the only full " + each
	}
	return ""
}

// about writes the top; "about" where the tied values read differently.
func (c course) about(vs []float64, write func(float64) string) string {
	for _, i := range c.at {
		if write(vs[i]) != write(c.top) {
			return "about " + write(c.top)
		}
	}
	return write(c.top)
}
