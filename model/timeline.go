package model

import "math"

// timeline is a contract's life cut into calendar months. Contract time u runs in months from 0 at the start; month i of
// the life covers [from(i), to(i)] of it, so that to(i)−from(i) is f, the share of the month inside the term.
type timeline struct {
	first  Month   // the start's month
	offset float64 // share of the first month before the start
	length float64 // Σf: months of contract time from start to end
}

// timeline returns the contract's undelayed life.
func (c *Contract) timeline() timeline {
	first := c.Start.Month()
	days := float64(c.Start - first.First())
	offset := days / float64(first.Days())
	whole := math.Floor(float64(c.Term))
	last := c.Start.AddMonths(int(whole))
	m := last.Month()
	end := float64(m-first) + float64(last-m.First())/float64(m.Days()) + float64(c.Term) - whole
	return timeline{first, offset, end - offset}
}

// longer is the same life ended d months later.
func (t timeline) longer(d float64) timeline {
	t.length += d
	return t
}

// months is the number of calendar months the life touches. A life that ends with a month reaches no further one by a
// rounding error.
func (t timeline) months() int { return int(math.Ceil(t.offset + t.length - 1e-9)) }

// last is the last month the life touches.
func (t timeline) last() Month { return t.first + Month(t.months()) - 1 }

// from is u at the beginning of month i of the life: u_m, the months of contract time before it.
func (t timeline) from(i int) float64 { return max(0, float64(i)-t.offset) }

// to is u at the end of month i of the life.
func (t timeline) to(i int) float64 { return min(float64(i+1)-t.offset, t.length) }

// year is the contract year of month i, from 0.
func (t timeline) year(i int) int { return int(t.from(i) / 12) }

// billed is the life over which spend is laid out: the extended one when a delay moves the term.
func (c *Contract) billed() timeline {
	t := c.timeline()
	if c.OnDelay == Extend {
		return t.longer(float64(c.Delay))
	}
	return t
}
