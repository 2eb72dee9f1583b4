package model

import "math"

// Tolerance is what two numbers may differ by, relative, and be equal but for the rounding of floats.
const Tolerance = rounding

// Slack is how far beyond a limit a number in a unit may lie by rounding and still keep it: Tolerance of the limit, and of amounts of
// money half a cent besides.
func Slack(limit float64, u Unit) float64 {
	slack := Tolerance * math.Abs(limit)
	if u == Currency {
		slack += cent
	}
	return slack
}
