package model_test

import (
	"strings"
	"testing"

	"commitcast/model"
)

func TestASignOfMoneyStandsForItsCurrenciesAlone(t *testing.T) {
	for _, test := range []struct {
		mark, currency string
		want           bool
	}{
		{"$", "USD", true}, {"$", "CAD", true}, {"$", "EUR", false}, {"US$", "USD", true}, {"US$", "CAD", false},
		{"¥", "CNY", true}, {"¥", "JPY", true}, {"EUR", "EUR", true}, {"EUR", "USD", false}, {"CHF", "CHF", true}, {"", "USD", false},
	} {
		if got := model.StandsFor(test.mark, test.currency); got != test.want {
			t.Errorf("%q for %s is %t, want %t", test.mark, test.currency, got, test.want)
		}
	}
}

// What is shown can be typed, and a reader that tries the signs in their order never takes a part of one for another.
func TestTheSignShownStandsForItsCurrency(t *testing.T) {
	marks := model.CurrencyMarks()
	for i, m := range marks {
		for _, code := range m.Codes {
			if sign := model.CurrencySign(code); sign != "" && !model.StandsFor(sign, code) {
				t.Errorf("%s is shown as %s, which does not stand for it", code, sign)
			}
		}
		for _, later := range marks[i+1:] {
			if strings.HasPrefix(later.Sign, m.Sign) {
				t.Errorf("%s would be read as %s", later.Sign, m.Sign)
			}
		}
	}
}
