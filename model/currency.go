package model

import "slices"

// CurrencyMark is a sign of money and the currencies it may stand for.
type CurrencyMark struct {
	Sign  string
	Codes []string
}

var currencyMarks = []CurrencyMark{
	{"US$", []string{"USD"}},
	{"$", []string{"USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD"}},
	{"€", []string{"EUR"}}, {"£", []string{"GBP"}}, {"¥", []string{"JPY", "CNY"}},
	{"₹", []string{"INR"}}, {"₩", []string{"KRW"}},
}

// CurrencyMarks are the signs of money, each before those it begins with. The caller owns the list, but not the codes in it.
func CurrencyMarks() []CurrencyMark { return slices.Clone(currencyMarks) }

// StandsFor reports whether a sign of money, or a code, may stand for the currency of that code.
func StandsFor(mark, currency string) bool {
	for _, m := range currencyMarks {
		if m.Sign == mark {
			return slices.Contains(m.Codes, currency)
		}
	}
	return mark == currency
}

// CurrencySign is the sign that amounts of a currency are shown with; "" for a currency that is shown by its code.
func CurrencySign(currency string) string {
	switch currency {
	case "USD":
		return "$"
	case "EUR":
		return "€"
	case "GBP":
		return "£"
	case "JPY":
		return "¥"
	}
	return ""
}
