package main

import (
	"regexp"
	"strconv"
	"strings"

	"commitcast/model"
)

// day is a flag that takes a date, or a month for its last day.
type day struct{ value *model.Date }

func (d day) String() string {
	if d.value == nil || *d.value == 0 {
		return ""
	}
	return d.value.String()
}

func (d day) Type() string { return "date" }

func (d day) Set(s string) error {
	at, err := model.ParseDate(s)
	if month, bad := model.ParseMonth(s); err != nil && bad == nil {
		at, err = month.Last(), nil
	}
	if err != nil {
		return usagef("%q is no date such as 2026-12-31, and no month such as 2026-12", s)
	}
	if err := checkYear(at.Month()); err != nil {
		return err
	}
	*d.value = at
	return nil
}

// checkYear refuses a month that no scenario can have.
func checkYear(m model.Month) error {
	if y := m.Year(); y < model.MinYear || y > model.MaxYear {
		return usagef("must lie between %d and %d, is in %d", model.MinYear, model.MaxYear, y)
	}
	return nil
}

// share is a flag that takes a share: 50% or 0.5. It is more than 0 and at most 1.
type share struct{ value *float64 }

func (f share) String() string {
	if f.value == nil || !model.Known(*f.value) {
		return ""
	}
	return strconv.FormatFloat(*f.value, 'f', -1, 64)
}

func (f share) Type() string { return "share" }

var decimal = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`)

func (f share) Set(s string) error {
	digits, percent := strings.CutSuffix(s, "%")
	if !decimal.MatchString(digits) {
		return usagef("must be a share such as 50%% or 0.5, is %q", s)
	}
	v, err := strconv.ParseFloat(digits, 64)
	if percent {
		v /= 100
	}
	if err != nil || v <= 0 || v > 1 {
		hint := ""
		if !percent && v > 1 && v <= 100 {
			hint = "did you mean " + s + "%?"
		}
		return &usageError{"must be more than 0% and at most 100%, is " + s, hint}
	}
	*f.value = v
	return nil
}
