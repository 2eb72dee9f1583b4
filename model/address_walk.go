package model

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// numbers are the scalars of a map by key.
type numbers map[string]Scalar

// next takes the first part of what is left of the path; "" at its end.
func (a *address) next() string {
	key := a.peek()
	if key != "" {
		a.rest = a.rest[1:]
	}
	return key
}

// peek is the first part of what is left of the path; "" at its end.
func (a *address) peek() string {
	if len(a.rest) == 0 {
		return ""
	}
	return a.rest[0]
}

// so is the path as far as it has been followed.
func (a *address) so() string {
	parts := strings.Split(a.path, ".")
	return strings.Join(parts[:len(parts)-len(a.rest)], ".")
}

// leaf takes the key that was peeked at.
func (a *address) leaf(x Scalar) (Scalar, bool) {
	a.next()
	return x, true
}

// one is a map with a single number.
func (a *address) one(key string, x Scalar) (Scalar, bool) { return a.fields(numbers{key: x}) }

// fields finds the next key among the numbers of a map.
func (a *address) fields(all numbers) (Scalar, bool) {
	key := a.next()
	if x, ok := all[key]; ok {
		return x, true
	}
	if key == "" {
		return Scalar{}, a.fail("go on with "+strings.Join(slices.Sorted(maps.Keys(all)), " or "), "is a map of several values")
	}
	return a.unknown(key)
}

// item finds the next key among the names of a list.
func (a *address) item(what string, n int, name func(int) string) (int, bool) {
	key := a.next()
	for i := range n {
		if name(i) == key {
			return i, true
		}
	}
	if key == "" {
		return 0, a.fail("", "is not one value but has several below it")
	}
	a.fail(listed(n, name), "is not there: there is no %s %q", what, key)
	return 0, false
}

// listed is a hint with what there is of a list, up to eight names.
func listed(n int, name func(int) string) string {
	const most = 8
	if n == 0 {
		return ""
	}
	var all []string
	for i := range min(n, most) {
		all = append(all, name(i))
	}
	if n > most {
		all = append(all, "…")
	}
	return "there is " + strings.Join(all, ", ")
}

// notNumbers are the keys of the language that are no numbers, and what may be varied in their place.
var notNumbers = map[string]struct{ what, instead string }{
	"start":           {"a date", "vary the delay beside it"},
	"at":              {"a date", ""},
	"date":            {"a date", ""},
	"from":            {"a date", ""},
	"to":              {"a month or a name", ""},
	"until":           {"a month", ""},
	"through":         {"a month", ""},
	"exercise":        {"a date", ""},
	"available":       {"a month", ""},
	"fiscal_year_end": {"a month", ""},
	"shape":           {"a word", "vary the ramp's full"},
	"status":          {"a word", "vary exercised"},
	"commitment":      {"a word", ""},
	"on_delay":        {"a word", ""},
	"schedule":        {"a word", ""},
	"hours":           {"a word", "vary availability"},
	"minimums_by":     {"a word", ""},
	"milestones_are":  {"a word", ""},
	"order":           {"a word", ""},
	"forfeit":         {"a word", ""},
	"kind":            {"a word", ""},
	"timing":          {"a word", "vary the lag beside it"},
	"apply":           {"a word", ""},
	"by":              {"a word", ""},
	"discount":        {"a word", ""}, // of counts
	"provider":        {"a name", ""},
	"tranche":         {"a name", ""},
	"vendor":          {"a name", ""},
	"market":          {"a name", "vary the market's price"}, // of a price that floats
	"name":            {"a name", ""},
	"currency":        {"a name", ""},
}

// unknown fails at a key that is no number here.
func (a *address) unknown(key string) (Scalar, bool) {
	if no, ok := notNumbers[key]; ok {
		return Scalar{}, a.fail(no.instead, "is %s, not a number", no.what)
	}
	if key == "" {
		return Scalar{}, a.fail("", "is not one value but has several below it")
	}
	return Scalar{}, a.fail("", "is no number of the scenario: there is no %q", key)
}

// absent fails at a number that the scenario does not give, and that has no place to be put.
func (a *address) absent(hint string) (Scalar, bool) {
	return Scalar{}, a.fail(hint, "is not given in the scenario")
}

// fail says why the path is no scalar; the result is always false.
func (a *address) fail(hint, format string, args ...any) bool {
	a.problem = Problem{Path: a.path, Message: fmt.Sprintf(format, args...), Hint: hint}
	return false
}
