package model

import "math"

// timeline is a contract's life cut into calendar months. Contract time u runs in months from 0 at the start; month i of
// the life covers [from(i), to(i)] of it, so that to(i)−from(i) is f, the share of the month inside the term.
type timeline struct {
	first  Month   // the start's month
	offset float64 // share of the first month before the start
	length float64 // Σf: months of contract time from start to end
}

// timelineOf is the life of a term without a delay.
func timelineOf(start Date, term Months) timeline {
	first := start.Month()
	days := float64(start - first.First())
	offset := days / float64(first.Days())
	whole := math.Floor(float64(term))
	last := start.AddMonths(int(whole))
	m := last.Month()
	end := float64(m-first) + float64(last-m.First())/float64(m.Days()) + float64(term) - whole
	return timeline{first, offset, end - offset}
}

// timeline is the contract's undelayed life, from the first start to the last end of its tranches.
func (c *Contract) timeline() timeline {
	if len(c.Tranches) == 0 {
		return timelineOf(c.Start, c.Term)
	}
	return c.envelope(false)
}

// envelope is the life around all tranches, with or without what their delays add, and then without those they cancel.
func (c *Contract) envelope(delayed bool) timeline {
	var all timeline
	var piece Contract
	none := true
	for i := range c.Tranches {
		c.laid(i, &piece)
		t := timelineOf(piece.Start, piece.Term)
		if delayed {
			if piece.cancelled() && !c.allCancelled() {
				continue
			}
			t = piece.billed()
		}
		if none {
			all, none = t, false
		} else {
			all = all.with(t)
		}
	}
	return all
}

// allCancelled reports whether the delays end every tranche before it starts.
func (c *Contract) allCancelled() bool {
	var piece Contract
	for i := range c.Tranches {
		if c.laid(i, &piece); !piece.cancelled() {
			return false
		}
	}
	return true
}

// laid is tranche i as a contract of its own: its terms over the contract's.
func (c *Contract) laid(i int, dst *Contract) {
	t := &c.Tranches[i]
	*dst = *c
	dst.Tranches = nil
	dst.Ramp, dst.Value, dst.Fee, dst.Fleet = t.Ramp, t.Value, t.Fee, t.Fleet
	if t.Start != 0 {
		dst.Start = t.Start
	}
	if t.Term != 0 {
		dst.Term = t.Term
	}
	if Known(float64(t.Delay)) {
		dst.Delay = t.Delay
	}
	if len(t.Prices) > 0 {
		dst.Prices = t.Prices
	}
}

// cancelled reports whether the delay ends the contract, or the tranche laid out as one, before it starts.
func (c *Contract) cancelled() bool { return c.CancelIfLate && c.Delay > c.CancelGrace }

// with is the life around two lives.
func (t timeline) with(other timeline) timeline {
	begin := min(float64(t.first)+t.offset, float64(other.first)+other.offset)
	end := max(t.end(), other.end())
	first := min(t.first, other.first)
	return timeline{first, begin - float64(first), end - begin}
}

// end is where the life ends on the month axis.
func (t timeline) end() float64 { return float64(t.first) + t.offset + t.length }

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
	if len(c.Tranches) > 0 {
		return c.envelope(true)
	}
	return c.lengthened(timelineOf(c.Start, c.Term))
}

// lengthened is the contract's undelayed life with what a delay adds to it.
func (c *Contract) lengthened(t timeline) timeline {
	if c.OnDelay == Extend && !c.cancelled() {
		return t.longer(float64(c.Delay))
	}
	return t
}
