package model

import (
	"fmt"
	"strconv"
)

// Figures inside the sentences of warnings; tables and charts write their own.

// amount writes an amount of money, short: $3.38, EUR 16.1M.
func amount(v float64, currency string) string {
	if currency == "USD" {
		return "$" + short(v)
	}
	return currency + " " + short(v)
}

// short writes an amount with three significant digits: 3.38, 16.1M.
func short(v float64) string {
	switch {
	case v >= 999.5e9:
		return significant(v/1e12) + "T"
	case v >= 999.5e6:
		return significant(v/1e9) + "B"
	case v >= 999.5e3:
		return significant(v/1e6) + "M"
	case v >= 999.5:
		return significant(v/1e3) + "k"
	}
	return fmt.Sprintf("%.2f", v)
}

func significant(v float64) string {
	if v >= 1000 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

func itoa(n int) string { return strconv.Itoa(n) }
