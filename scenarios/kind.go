package scenarios

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"commitcast/model"
)

// value is a scalar read as its kind.
type value struct {
	number   float64    // in the base unit: money, a share, months, kW; 1 of true
	date     model.Date // of a month its first day
	dated    bool       // it is a date, not a number
	monthly  bool       // the date stands for a month
	currency string     // money sign or code as written
	bare     bool       // a number without its unit: 84 for 84mo, 70 for 70%
	unit     unit       // of a kind that takes several sorts of quantities
}

// kind is what a scalar or a key may be: its syntax and sign. How large a key's number may be model.Validate decides.
type kind struct {
	accepts string // completes "must be …"
	read    func(text string) (value, *mistake)
	signed  bool    // may be negative
	above   bool    // may not be zero
	most    float64 // the largest number of a share and the like; 0 when there is none
	offered float64 // of a percent kind: the largest share that is offered for a number without its %
	words   []string
	refers  reference
	canon   func(key string) string // of a key: how it is addressed, however it was written; nil for as written
	text    bool                    // free text: hashed and merged as written
	money   bool
	percent bool
	length  bool // a duration: a bare number is warned of
}

// reference is what a scalar or key names elsewhere in the scenario.
type reference int

const (
	toAccelerator reference = iota + 1
	toContract
	toSource
)

const (
	mostPower   = 1e12 // kW
	doubtedRate = 2    // a bare rate from here on was meant as per cent
)

// The kinds of scalars.
var (
	money       = &kind{accepts: "an amount such as $38B", read: readMoney, money: true}
	signedMoney = &kind{accepts: "an amount such as $38B", read: readMoney, signed: true, money: true}
	price       = &kind{accepts: "a price per hour such as $2.10", read: readMoney, money: true}
	share       = &kind{accepts: "a share such as 70% or 0.7", read: readPercent, most: 1, percent: true, offered: 1}
	rate        = &kind{accepts: "a rate a year such as 9%", read: readPercent, signed: true, percent: true, offered: 10}
	discount    = &kind{accepts: "a rate a year such as 9%", read: readPercent, percent: true, offered: 10}
	decline     = &kind{accepts: "a rate a year such as 25%", read: readPercent, signed: true, percent: true, offered: 0.99}
	duration    = &kind{accepts: "a length such as 7y, 84mo or 90d", read: readDuration, length: true}
	month       = &kind{accepts: "a month such as 2025-11", read: readMonth}
	monthOrDate = &kind{accepts: "a month or a date such as 2025-11 or 2025-11-03", read: readMonthOrDate}
	monthOrSpan = &kind{accepts: "a month such as 2026-12 or a length such as 14mo", read: readMonthOrDuration, length: true}
	count       = &kind{accepts: "a whole number such as 200_000", read: readCount}
	power       = &kind{accepts: "a power such as 1.2kW", read: readPower, most: mostPower, above: true}
	factor      = &kind{accepts: "a number above 0 such as 0.9", read: readPercent}
	atLeastOne  = &kind{accepts: "a number from 1 such as 1.2", read: readNumber}
	amount      = &kind{accepts: "a number such as 0.35", read: readNumber}
	steepness   = &kind{accepts: "a number above 0 such as 10", read: readNumber}
	hours       = &kind{accepts: "GPU-hours such as 500M", read: readAmount}
	wholeYears  = &kind{accepts: "a number of years such as 2", read: readYears}
	span        = &kind{accepts: "a notice such as 90d or 3mo", read: readSpan, length: true}
	exitFee     = &kind{accepts: "a share such as 50%, an amount such as $2B or a length such as 6mo", read: readExitFee, money: true}
	deferCap    = &kind{accepts: "a share such as 15%, an amount such as $30M or unlimited", read: readDeferCap, money: true}
	overPrice   = &kind{accepts: "a number above 0 such as 1.1, or list", read: readOveragePrice, above: true}
	monthOrYear = &kind{accepts: "a month such as 2028-06 or a year such as 2028", read: readMonthOrYear}
	period      = &kind{accepts: "a month such as 2026-01, a quarter such as 2026-Q1 or a year such as 2026", read: readPeriod}
	monthNumber = &kind{accepts: "the number of a month, 1 to 12", read: readMonthNumber}
	boolean     = choice("true", "false")
	currency    = &kind{accepts: "a currency code such as USD", read: readCurrency, text: true}
	title       = &kind{accepts: "a line of text", read: readLine, text: true}
	prose       = &kind{accepts: "text", read: readProse, text: true}
	name        = &kind{accepts: "a name of letters, digits, blanks, - and _", read: readName, text: true}
	identifier  = &kind{accepts: "an id of a-z, 0-9 and -", read: readID, text: true}
	accelerator = &kind{accepts: "an accelerator of the catalogue such as gb200", read: readID, text: true, refers: toAccelerator}
	contractID  = &kind{accepts: "the id of a contract", read: readID, text: true, refers: toContract}
	sourceID    = &kind{accepts: "the id of a source", read: readID, text: true, refers: toSource}
	filePath    = &kind{accepts: "the path of a file", read: readLine, text: true}
	year        = &kind{accepts: "a year such as 2027", read: readYear}
	anyYear     = &kind{accepts: "a year such as 2027, or a contract year such as Y3", read: readAnyYear, canon: yearKey}
)

// choice is a kind of a few words.
func choice[T ~string](choices ...T) *kind {
	words := make([]string, len(choices))
	for i, c := range choices {
		words[i] = string(c)
	}
	last := len(words) - 1
	k := &kind{accepts: strings.Join(words[:last], ", ") + " or " + words[last], words: words, text: true}
	k.read = func(text string) (value, *mistake) {
		for i, w := range words {
			if w == text {
				return value{number: float64(last - i)}, nil // 1 of true
			}
		}
		return value{}, wrong(didYouMean(Nearest(text, words)), "%q is not %s", short(text), k.accepts)
	}
	return k
}

// parse reads text as the kind.
func (k *kind) parse(text string) (value, *mistake) {
	v, bad := k.read(text)
	if bad == nil && !k.text && !v.dated {
		bad = k.bound(short(text), v)
	}
	return v, bad
}

// bound holds a number against what the kind can be at all.
func (k *kind) bound(text string, v value) *mistake {
	switch n := v.number; {
	case math.IsInf(n, 0):
		return wrong("", "is out of range")
	case n < 0 && !k.signed:
		return wrong("write 0 or more", "must not be negative, is %s", text)
	case k.above && n == 0:
		return wrong("write a number above 0", "must be above 0, is %s", text)
	case k.percent && v.bare && (math.Abs(n) >= doubtedRate || k.most > 0 && n > k.most):
		hint := "a number without % counts in wholes: 2 is 200%"
		if meant := n / 100; meant > -1 && meant <= k.offered {
			hint = didYouMean(text + "%")
		}
		return wrong(hint, "must be %s, is %s", k.accepts, text)
	case k.most > 0 && n > k.most:
		return wrong("write "+k.limit()+" or less", "must be at most %s, is %s", k.limit(), text)
	}
	return nil
}

// limit writes the largest number in the kind's own unit.
func (k *kind) limit() string {
	if k.percent {
		return strconv.FormatFloat(100*k.most, 'f', -1, 64) + "%"
	}
	return strconv.FormatFloat(k.most, 'g', -1, 64) + word(k == power, "kW", "")
}

func word(yes bool, this, that string) string {
	if yes {
		return this
	}
	return that
}

var (
	idText       = compiled(`^[a-z0-9-]+$`)
	nameText     = compiled(`^[A-Za-z0-9](?:[A-Za-z0-9 _-]*[A-Za-z0-9])?$`)
	currencyText = compiled(`^[A-Z]{3}$`)
)

const (
	longestID    = 64 // bytes
	longestLine  = 300
	longestProse = 10_000
)

func readID(text string) (value, *mistake) {
	switch {
	case len(text) > longestID:
		return value{}, wrong("", "an id of %d bytes is too long: at most %d", len(text), longestID)
	case !idText.MatchString(text):
		lower := strings.Map(idLetter, strings.ToLower(text))
		return value{}, wrong(didYouMean(word(idText.MatchString(lower), lower, "")),
			"%q is not an id: a-z, 0-9 and - only", short(text))
	}
	return value{}, nil
}

func idLetter(r rune) rune {
	if r == '_' || r == ' ' || r == '.' {
		return '-'
	}
	return r
}

func readName(text string) (value, *mistake) {
	if len(text) > longestID || !nameText.MatchString(text) {
		return value{}, wrong("", "%q is not a name: at most %d letters, digits, blanks, - and _", short(text), longestID)
	}
	return value{}, nil
}

func readLine(text string) (value, *mistake) {
	switch {
	case text == "":
		return value{}, wrong("", "is empty")
	case len(text) > longestLine:
		return value{}, wrong("", "is %d bytes long: at most %d", len(text), longestLine)
	case strings.ContainsAny(text, "\n\t"):
		return value{}, wrong("", "must be one line")
	}
	return value{}, nil
}

func readProse(text string) (value, *mistake) {
	if len(text) > longestProse {
		return value{}, wrong("", "is %d bytes long: at most %d", len(text), longestProse)
	}
	return value{}, nil
}

func readCurrency(text string) (value, *mistake) {
	if !currencyText.MatchString(text) {
		return value{}, wrong("write USD", "%q is not a currency code of three capital letters", short(text))
	}
	return value{}, nil
}

// canonical writes a value so that two ways of writing one quantity come out alike.
func (k *kind) canonical(text string, v value) string {
	switch {
	case k.text:
		return strconv.Quote(text)
	case v.monthly && k == monthOrSpan:
		return v.date.Month().String()
	case v.dated:
		return v.date.String()
	case v.unit != "":
		return fmt.Sprintf("%v %s", v.number, v.unit)
	}
	return fmt.Sprintf("%v", v.number)
}
