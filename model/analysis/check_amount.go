package analysis

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"commitcast/model"
)

// amount is a number as a user wrote it.
type amount struct {
	text     string
	value    float64
	currency string // a sign or a code; empty for none
	suffix   string // %, x, y, k, m, b, t or nothing
}

// amountParts are the sign, the currency, the sign again, the digits, the exponent and what follows.
var amountParts = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(-)?((?:` + currencySigns() + `|[A-Z]{3}) ?)?(-)?([0-9_,]*(?:\.[0-9]+)?)(?:[eE]([+-]?[0-9]{1,3}))?(%|[x×ykKmMbBtT])?$`)
})

// currencySigns matches the signs of money.
func currencySigns() string {
	var signs []string
	for _, m := range model.CurrencyMarks() {
		signs = append(signs, regexp.QuoteMeta(m.Sign))
	}
	return strings.Join(signs, "|")
}

// wholeDigits are digits, parted by commas into threes, or by underscores, or not at all.
var wholeDigits = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(([0-9]{1,3}(,[0-9]{3})+|[0-9]+(_[0-9]+)*)(\.[0-9]+)?|\.[0-9]+)$`)
})

// powers are the powers of ten of what follows a number.
var powers = map[string]int{"%": -2, "k": 3, "m": 6, "b": 9, "t": 12}

// largestAmount is the largest number that may be written.
const largestAmount = 1e18

func readAmount(text string) (amount, error) {
	m := amountParts().FindStringSubmatch(text)
	if m == nil || !wholeDigits().MatchString(m[4]) || m[1] != "" && m[3] != "" {
		return amount{}, noExpression("", "%q is not a number such as 1.0, 5B or 80%%", text)
	}
	a := amount{text: text, currency: strings.TrimSpace(m[2]), suffix: strings.Replace(strings.ToLower(m[6]), "×", "x", 1)}
	exponent, _ := strconv.Atoi(m[5]) // up to three digits, or nothing
	digits := m[1] + m[3] + strings.NewReplacer(",", "", "_", "").Replace(m[4])
	v, err := strconv.ParseFloat(digits+"e"+strconv.Itoa(exponent+powers[a.suffix]), 64)
	if err != nil || math.Abs(v) > largestAmount {
		return a, noExpression("", "%q is out of range", text)
	}
	a.value = v + 0 // −0 becomes 0
	return a, nil
}

// leastDoubted is the bare number from which on a share was meant as per cent.
const leastDoubted = 2

// misfit says why the number as it is written cannot be one of the target's; nil when it can.
func (a amount) misfit(of model.Target) error {
	u := of.Unit()
	part := u == model.Share || u == model.Rate || u == model.Index
	dated := u == model.CalendarYear
	switch {
	case a.currency != "" && !strings.HasPrefix(string(u), string(model.Currency)):
		return noExpression("", "%s is an amount of money, and %s is not", a.text, of.Name)
	case a.suffix == "%" && !part && u != model.Multiple:
		return noExpression("", "%s is a share, and %s is not", a.text, of.Name)
	case a.suffix == "x" && u != model.Multiple:
		return noExpression("", "%s is a multiple, and %s is not", a.text, of.Name)
	case a.suffix == "y" && u != model.Years:
		return noExpression("", "%s is a length of time, and %s is not", a.text, of.Name)
	case powers[a.suffix] > 0 && (part || dated || u == model.Multiple || u == model.Years):
		return noExpression("", "%s is too large for %s", a.text, of.Name)
	case part && a.suffix == "" && math.Abs(a.value) >= leastDoubted:
		percent := strconv.FormatFloat(100*a.value, 'g', 6, 64)
		return noExpression("did you mean "+a.text+"%?", "%s is a share: %s would be %s%%", of.Name, a.text, percent)
	case dated && (a.value != math.Trunc(a.value) || a.value < model.MinYear || a.value > model.MaxYear):
		return noExpression("", "%s is a year, and %s is not", of.Name, a.text)
	}
	return nil
}

// stands reports whether a sign or code, or none, may stand for a currency.
func stands(mark, currency string) bool { return mark == "" || model.StandsFor(mark, currency) }
