package scenarios

import (
	"errors"
	"math"
	"slices"
	"strings"

	"commitcast/model"
)

// Quantity is the number, or the yes/no, at one path of a scenario: how it is written there.
type Quantity struct {
	Path    string
	Unit    model.Unit // of the number: model.Currency, Share, Rate, Duration, Count, Switch and so on
	Accepts string     // completes "must be …"
	Text    string     // as the file writes it; "" where a default or nothing stands there

	kind     *kind
	sort     unit       // the sort of quantity, where several may stand there
	start    model.Date // of a ramp's full: what its length counts from; 0 where it is not known
	currency string
	whole    bool // there are no fractions of it
}

// Quantity tells how the number at a path is written. The error is a model.Problem: it says what is at the path that is no number,
// as model.Scenario.Scalar does, or names the nearest path there is. l must have a scenario.
func (l *Loaded) Quantity(path string) (Quantity, error) {
	keys := strings.Split(path, ".")
	k := language.kindAt(keys)
	x, err := l.Scenario.Scalar(path)
	if err != nil {
		return Quantity{}, l.offered(err, path)
	}
	if k == nil {
		return Quantity{}, model.Problem{Path: path, Message: "is no number that a file can give"}
	}
	q := Quantity{Path: path, Accepts: k.accepts, kind: k, currency: l.Scenario.Currency, whole: x.Whole() || k == count}
	n, exact := l.tree.find(keys)
	if !exact {
		n = l.standard(keys)
	} else if n.form == scalarForm {
		q.Text = n.text
	}
	if n != nil && n.form == scalarForm {
		q.sort = n.value.unit
	}
	if k == monthOrSpan {
		q.start = l.startOf(keys)
	}
	q.Unit = unitAt(keys, k, q.sort)
	return q, nil
}

// offered adds the nearest path there is to what is wrong with one that leads nowhere.
func (l *Loaded) offered(err error, path string) error {
	var p model.Problem
	if _, exact := l.tree.find(strings.Split(path, ".")); exact || !errors.As(err, &p) {
		return err
	}
	var all []string
	for _, one := range Paths(l) {
		all = append(all, one.Path)
	}
	if slices.Contains(all, path) {
		return err
	}
	if near := Nearest(path, all); near != "" {
		p.Hint = didYouMean(near)
	}
	return p
}

// standard is the default of a path, nil where it has none.
func (l *Loaded) standard(keys []string) *node {
	parent, ok := l.tree.find(keys[:len(keys)-1])
	if !ok {
		return nil
	}
	return parent.given(keys[len(keys)-1])
}

// startOf is the day that a ramp's full at a path counts from: its tranche's, or its contract's; 0 where there is none.
func (l *Loaded) startOf(keys []string) model.Date {
	contract := l.tree.get("contracts").get(keys[1])
	if at := slices.Index(keys, "tranches"); at == 2 {
		if own := contract.get("tranches").get(keys[3]).get("start"); own != nil {
			return own.date()
		}
	}
	return contract.get("start").date()
}

// kindAt is the kind of a scalar at a path below s; nil where none may stand.
func (s *spec) kindAt(keys []string) *kind {
	found := s.at(keys)
	if found == nil || found.scalarSpec() == nil {
		return nil
	}
	return found.scalarSpec().kind
}

// unitsOf are the units of the kinds that are not plain numbers.
var unitsOf = map[*kind]model.Unit{
	money: model.Currency, signedMoney: model.Currency, price: model.CurrencyPerHour, share: model.Share,
	rate: model.Rate, discount: model.Rate, decline: model.Rate, duration: model.Duration, monthOrSpan: model.Duration,
	power: model.Kilowatts, factor: model.Multiple, overPrice: model.Multiple, hours: model.GPUHours, boolean: model.Switch,
}

// unitAt is the unit of a number of a kind at a path, and of a sort where the kind has several.
func unitAt(keys []string, k *kind, sort unit) model.Unit {
	switch {
	case sort == ofShare:
		return model.Share
	case sort == ofMoney:
		return model.Currency
	case sort == ofMonths:
		return model.Duration
	case sort == ofDays:
		return model.Days
	case keys[0] == "plausibility":
		return model.CurrencyPerMWYr
	case keys[0] == "contracts" && keys[len(keys)-1] == "fee" && k == money:
		return model.CurrencyPerMonth
	}
	if u, ok := unitsOf[k]; ok {
		return u
	}
	return model.Count
}

// Parse reads a value as the file would be read there, in the number's base unit: 9mo, 20%, 38B, true; yes and no do for true and
// false. A length other than 0 needs its unit here. The error is a model.Problem. Whether the scenario may have the value is another
// question.
func (q Quantity) Parse(text string) (float64, error) {
	v, bad := q.parse(strings.TrimSpace(text))
	if bad != nil {
		if bad.hint == "" {
			bad.hint = "must be " + q.Accepts
		}
		return model.Unknown(), problemOf(q.Path, bad)
	}
	return v, nil
}

func (q Quantity) parse(text string) (float64, *mistake) {
	if q.kind == boolean {
		text = word(text == "yes", "true", word(text == "no", "false", text))
	}
	v, bad := q.kind.parse(text)
	switch {
	case bad != nil:
		return 0, bad
	case v.bare && q.kind.length && v.number != 0:
		return 0, wrong("write "+text+"mo for months", "%s has no unit", short(text))
	case v.currency != "" && !model.StandsFor(v.currency, q.currency):
		return 0, wrong("a scenario has one currency", "%s is not in the scenario's currency, %s", short(text), q.currency)
	case v.dated && q.start == 0:
		return 0, wrong("write a length such as 14mo", "%s is a month, and there is no start to count it from", short(text))
	case v.dated:
		v.number = float64(v.date.Month()+1) - q.start.Position()
	case v.unit == noLimit || v.unit == atList:
		return 0, wrong("", "%s is no number", short(text))
	case v.unit != q.sort && v.unit != "" && q.sort != "" && v.number != 0:
		return 0, wrong("give both in the same unit", "%s is not in the unit of %s", short(text), word(q.Text != "", short(q.Text), q.Path))
	case q.whole && v.number != math.Trunc(v.number):
		return 0, wrong("", "must be a whole number, is %s", short(text))
	}
	return v.number, nil
}
