package scenarios

import (
	"fmt"
	"math"
	"regexp"
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
}

// kind is what a scalar or a key may be.
type kind struct {
	accepts   string // completes "must be …"
	read      func(text string) (value, *mistake)
	low, high float64 // of the number, both allowed unless above or below says otherwise
	above     bool    // low itself is not allowed
	below     bool    // high itself is not allowed
	words     []string
	refers    reference
	text      bool // free text: hashed and merged as written
	money     bool
	percent   bool
	length    bool // a duration: a bare number is warned of
}

// reference is what a scalar or key names elsewhere in the scenario.
type reference int

const (
	toAccelerator reference = iota + 1
	toContract
	toSource
)

const (
	anyNumber   = math.MaxFloat64
	mostMoney   = model.MaxMoney
	mostPrice   = 1e6
	mostCount   = 1e12
	mostGrowth  = 100  // 10,000% a year
	mostPower   = 1e12 // kW
	doubtedRate = 2    // a bare rate from here on was meant as per cent
)

// The kinds of scalars.
var (
	money       = &kind{accepts: "an amount such as $38B", read: readMoney, high: mostMoney, money: true}
	signedMoney = &kind{accepts: "an amount such as $38B", read: readMoney, low: -mostMoney, high: mostMoney, money: true}
	price       = &kind{accepts: "a price per hour such as $2.10", read: readMoney, high: mostPrice, money: true}
	share       = &kind{accepts: "a share such as 70% or 0.7", read: readPercent, high: 1, percent: true}
	rate        = &kind{accepts: "a rate a year such as 9%",
		read: readPercent, low: -1, high: mostGrowth, above: true, percent: true}
	discount    = &kind{accepts: "a rate a year such as 9%", read: readPercent, high: 1, percent: true}
	decline     = &kind{accepts: "a rate a year such as 25%", read: readPercent, low: -1, high: 1, below: true, percent: true}
	duration    = &kind{accepts: "a length such as 7y, 84mo or 90d", read: readDuration, high: model.MaxMonths, length: true}
	month       = &kind{accepts: "a month such as 2025-11", read: readMonth}
	monthOrDate = &kind{accepts: "a month or a date such as 2025-11 or 2025-11-03", read: readMonthOrDate}
	monthOrSpan = &kind{accepts: "a month such as 2026-12 or a length such as 14mo",
		read: readMonthOrDuration, high: model.MaxMonths, length: true}
	count       = &kind{accepts: "a whole number such as 200_000", read: readCount, high: mostCount}
	power       = &kind{accepts: "a power such as 1.2kW", read: readPower, high: mostPower, above: true}
	factor      = &kind{accepts: "a number above 0 such as 0.9", read: readPercent, high: 1e6, above: true}
	atLeastOne  = &kind{accepts: "a number from 1 such as 1.2", read: readNumber, low: 1, high: 100}
	amount      = &kind{accepts: "a number such as 0.35", read: readNumber, high: 1e6}
	steepness   = &kind{accepts: "a number above 0 such as 10", read: readNumber, high: 100, above: true}
	monthNumber = &kind{accepts: "the number of a month, 1 to 12", read: readCount, low: 1, high: 12}
	boolean     = choice("true", "false")
	currency    = &kind{accepts: "a currency code such as USD", read: readCurrency, text: true}
	title       = &kind{accepts: "a line of text", read: readLine, text: true}
	prose       = &kind{accepts: "text", read: readProse, text: true}
	name        = &kind{accepts: "a name of letters, digits, blanks, - and _", read: readName, text: true}
	identifier  = &kind{accepts: "an id of a-z, 0-9 and -", read: readID, text: true}
	accelerator = &kind{accepts: "an accelerator of the catalogue", read: readID, text: true, refers: toAccelerator}
	contractID  = &kind{accepts: "the id of a contract", read: readID, text: true, refers: toContract}
	sourceID    = &kind{accepts: "the id of a source", read: readID, text: true, refers: toSource}
	filePath    = &kind{accepts: "the path of a file", read: readLine, text: true}
	year        = &kind{accepts: "a year such as 2027", read: readYear, high: anyNumber}
	anyYear     = &kind{accepts: "a year such as 2027, or a contract year such as Y3", read: readAnyYear, high: anyNumber}
)

// choice is a kind of a few words.
func choice(words ...string) *kind {
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

// parse reads text as the kind, within its bounds.
func (k *kind) parse(text string) (value, *mistake) {
	v, bad := k.read(text)
	if bad == nil && !k.text && !v.dated {
		bad = k.bound(text, v)
	}
	return v, bad
}

func (k *kind) bound(text string, v value) *mistake {
	switch n := v.number; {
	case k.percent && v.bare && k.high == 1 && n > 1, k.percent && v.bare && n >= doubtedRate:
		return wrong(didYouMean(text+"%"), "must be %s, is %s", k.accepts, text)
	case n < 0 && k.low >= 0:
		return wrong("", "must not be negative, is %s", text)
	case n < k.low || k.above && n == k.low:
		return wrong("", "must be %s %s, is %s", word(k.above, "above", "at least"), k.limit(k.low), text)
	case n > k.high || k.below && n == k.high:
		return wrong("", "must be %s %s, is %s", word(k.below, "below", "at most"), k.limit(k.high), text)
	}
	return nil
}

func word(yes bool, this, that string) string {
	if yes {
		return this
	}
	return that
}

// limit writes a bound in the kind's own unit.
func (k *kind) limit(v float64) string {
	switch {
	case k.percent:
		return strconv.FormatFloat(100*v, 'f', -1, 64) + "%"
	case k.length:
		return strconv.FormatFloat(v/12, 'f', -1, 64) + "y"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

var (
	idText       = regexp.MustCompile(`^[a-z0-9-]+$`)
	nameText     = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9 _-]*[A-Za-z0-9])?$`)
	currencyText = regexp.MustCompile(`^[A-Z]{3}$`)
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
	}
	return fmt.Sprintf("%v", v.number)
}
