package model

import "math"

// Grid is the run of calendar months a projection is computed on: whole years, so that annual curves fit.
type Grid struct {
	From Month // a January
	N    int   // number of months
}

// index is the row of month m; it may lie outside the grid.
func (g Grid) index(m Month) int { return int(m - g.From) }

// month is the month of row i.
func (g Grid) month(i int) Month { return g.From + Month(i) }

// yearsBefore is how many years a grid begins before the first thing that happens on it: enough for the last full year,
// fiscal or calendar, before the first commitment.
const yearsBefore = 2

// GridOf is the smallest grid that holds everything the valid scenarios speak of: their contracts, counted or not, horizons,
// valuation dates, financings and the first points of their curves. Where numbers will vary between runs, take it of the
// extremes.
func GridOf(ss ...*Scenario) Grid {
	var lo, hi Month
	see := func(m Month) {
		if lo == 0 || m < lo {
			lo = m
		}
		hi = max(hi, m)
	}
	for _, s := range ss {
		s.eachMonth(see)
	}
	from := MonthOf(lo.Year()-yearsBefore, 1)
	return Grid{From: from, N: int(MonthOf(hi.Year()+1, 1) - from)}
}

// With is the smallest grid that holds both.
func (g Grid) With(o Grid) Grid {
	from, to := min(g.From, o.From), max(g.month(g.N), o.month(o.N))
	return Grid{from, int(to - from)}
}

// eachMonth calls see with the months the grid must hold.
func (s *Scenario) eachMonth(see func(Month)) {
	for i := range s.Contracts {
		s.Contracts[i].eachMonth(see)
	}
	if s.Horizon.From != 0 {
		see(s.Horizon.From)
	}
	if s.Horizon.To != 0 {
		see(s.Horizon.To)
	}
	if s.Valuation.Date != 0 {
		see(s.Valuation.Date.Month())
	}
	for i := range s.Revenue {
		see(s.Revenue[i].Curve.Points[0].At)
	}
	for i := range s.Costs {
		see(s.Costs[i].Curve.Points[0].At)
	}
	if s.Demand != nil && s.Demand.Curve != nil {
		see(s.Demand.Curve.Points[0].At)
	}
	for i := range s.Financing {
		see(s.Financing[i].Date.Month())
	}
}

// eachMonth calls see with the months the contract reaches: with its life and tail, and with its payments.
func (c *Contract) eachMonth(see func(Month)) {
	t := c.timeline() // a cancelled tranche is laid out too
	see(t.first)
	see(t.last())
	t = c.billed()
	see(t.first)
	tail, lag := math.Ceil(float64(c.Drawdown.Tail)), math.Ceil(float64(c.Payment.Lag))
	see(t.last() + Month(tail) + Month(lag))
	for i := range c.Payment.Prepay {
		see(c.prepayDate(&c.Payment.Prepay[i]).Month())
	}
	if c.Actuals.Through != 0 {
		see(c.Actuals.Through + 1)
	}
	for i := range c.Actuals.Cash {
		see(c.Actuals.Cash[i].From)
	}
	if c.CancelIfLate {
		piece := *c
		see(piece.graceEnds())
		for i := range c.Tranches {
			c.laid(i, &piece)
			see(piece.graceEnds())
		}
	}
}

// life runs from the first month of the earliest counted contract to the last month of the latest, delays included.
func (s *Scenario) life() Horizon {
	var h Horizon
	for i := range s.Contracts {
		c := &s.Contracts[i]
		if !c.Counts() {
			continue
		}
		t := c.billed()
		if h.From == 0 || t.first < h.From {
			h.From = t.first
		}
		h.To = max(h.To, t.last())
	}
	return h
}

// calendar holds what only depends on the month.
type calendar struct {
	hours []float64 // 24 a day
	end   []Date    // last day: when arrears fall due
}

func newCalendar(g Grid) calendar {
	c := calendar{make([]float64, g.N), make([]Date, g.N)}
	for i := range g.N {
		m := g.month(i)
		c.hours[i], c.end[i] = m.Hours(), m.Last()
	}
	return c
}
