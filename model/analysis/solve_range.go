package analysis

import (
	"math"

	"commitcast/model"
)

// Where a search looks when the user does not say.
const (
	tenfold      = 10.0  // of an amount or a count
	longestDelay = 120.0 // months
	mostDays     = 365.0
	lowestRate   = -0.5 // a year
	highestRate  = 3.0
	tenTimes     = 10.0 // of a multiple
)

// SearchRange is where to look for a number of a unit, of which the scenario has base: shares from 0 to 100%, rates a year from −50% to
// 300%, lengths from 0 to 120 months or 365 days, or ten times their own where that is longer, multiples from 0 to 10, and all else from 0
// to ten times its own; below 0 where its own is. The ends are equal where there is nothing to go by: an amount that is 0 or not given.
func SearchRange(u model.Unit, base float64) (low, high float64) {
	own := 0.0
	if model.Known(base) {
		own = base
	}
	switch u {
	case model.Share, model.Index, model.Switch:
		return 0, 1
	case model.Rate:
		return min(lowestRate, own), max(highestRate, own)
	case model.Duration:
		return 0, max(longestDelay, tenfold*own)
	case model.Days:
		return 0, max(mostDays, tenfold*own)
	case model.Multiple:
		return 0, max(tenTimes, tenfold*own)
	}
	if own < 0 {
		return tenfold * own, tenfold * math.Abs(own)
	}
	return 0, tenfold * own
}
