package model

import (
	"math"
	"strings"
)

// Money is an amount in the scenario's one currency: a float, for this is a forecast and no ledger; it is rounded once,
// where it is printed.
type Money = float64

// Unknown stands for a quantity that is not given, not known or not defined. It is a NaN: whatever is computed from it
// is unknown too. Tables show it as "–", JSON as null.
func Unknown() float64 { return math.NaN() }

// Known reports whether v is a quantity and not Unknown.
func Known(v float64) bool { return !math.IsNaN(v) }

// Unit says what a number counts; it decides how a number is printed.
type Unit string

// The units of the program's metrics.
const (
	Currency         Unit = "currency" // replaced by the scenario's code, such as USD, where shown
	CurrencyPerHour  Unit = "currency/GPU-hour"
	CurrencyPerMWYr  Unit = "currency/MW-year"
	CurrencyPerMonth Unit = "currency/month"
	Multiple         Unit = "x" // a coverage ratio
	Share            Unit = "share"
	Rate             Unit = "rate"  // per year
	Index            Unit = "index" // between 0 and 1
	Count            Unit = "count"
	GPUHours         Unit = "GPU-hours"
	CPUHours         Unit = "CPU-core-hours"
	Megawatts        Unit = "MW"
	MegawattHours    Unit = "MWh"
	Tonnes           Unit = "t"
	Megalitres       Unit = "ML"
)

// The units of what is put in beside those.
const (
	Duration  Unit = "months"
	Days      Unit = "days"
	Kilowatts Unit = "kW"
	Switch    Unit = "yes/no" // 1 or 0
)

// In writes the unit with the scenario's currency code in place of the word currency: "USD/GPU-hour".
func (u Unit) In(currency string) string {
	if rest, money := strings.CutPrefix(string(u), string(Currency)); money {
		return currency + rest
	}
	return string(u)
}
