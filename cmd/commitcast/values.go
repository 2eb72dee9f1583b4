package main

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

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

var decimal = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`) })

func (f share) Set(s string) error {
	digits, percent := strings.CutSuffix(s, "%")
	if !decimal().MatchString(digits) {
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

// number is a flag that takes a whole number above 0, also in thousands and millions: 100k, 1M, 1_000.
type number struct{ value *int }

func (f number) String() string {
	if f.value == nil || *f.value == 0 {
		return ""
	}
	return strconv.Itoa(*f.value)
}

func (f number) Type() string { return "number" }

func (f number) Set(s string) error {
	digits, factor := strings.ReplaceAll(s, "_", ""), 1
	if rest, ok := strings.CutSuffix(digits, "k"); ok {
		digits, factor = rest, 1_000
	} else if rest, ok := strings.CutSuffix(digits, "M"); ok {
		digits, factor = rest, 1_000_000
	}
	n, err := strconv.ParseFloat(digits, 64)
	n *= float64(factor)
	switch {
	case !decimal().MatchString(digits) || err == nil && n != math.Trunc(n):
		return usagef("must be a whole number such as 5000, 100k or 1M, is %q", s)
	case err != nil || n > math.MaxInt32: // the error is of digits that no float holds
		return usagef("must be at most %d, is %s", math.MaxInt32, s)
	case n < 1:
		return usagef("must be at least 1, is %s", s)
	}
	*f.value = int(n)
	return nil
}

// size is a flag that takes an amount of memory: 500MB, 2GiB.
type size struct{ value *int64 }

func (f size) String() string {
	if f.value == nil || *f.value == 0 {
		return ""
	}
	return sizeText(*f.value)
}

func (f size) Type() string { return "size" }

// sizeUnits are the units of memory, those that end others last.
var sizeUnits = []struct {
	suffix string
	bytes  float64
}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40}, {"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}}

func (f size) Set(s string) error {
	for _, u := range sizeUnits {
		digits, ok := strings.CutSuffix(s, u.suffix)
		if digits = strings.TrimSpace(digits); !ok || !decimal().MatchString(digits) {
			continue
		}
		v, err := strconv.ParseFloat(digits, 64)
		if v *= u.bytes; err != nil || v < 1 || v > 1<<62 {
			return usagef("must be more than nothing and less than 4,000,000 TiB, is %s", s)
		}
		*f.value = int64(v)
		return nil
	}
	return usagef("must be an amount of memory such as 500MB or 2GiB, is %q", s)
}

// sizeText writes an amount of memory in the largest binary unit, in up to three digits: 17.2MiB, 2GiB.
func sizeText(bytes int64) string {
	v, suffix := float64(bytes), "B"
	for _, u := range sizeUnits[:4] {
		if float64(bytes) >= u.bytes {
			v, suffix = float64(bytes)/u.bytes, u.suffix
		}
	}
	text := strconv.FormatFloat(v, 'f', 1, 64)
	if v >= 100 {
		text = strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strings.TrimSuffix(text, ".0") + suffix
}

// sizeFor writes an amount of memory of at least so many bytes, and little more.
func sizeFor(bytes int64) string {
	for more := bytes; ; more += bytes/100 + 1 {
		var read int64
		if text := sizeText(more); (size{&read}).Set(text) == nil && read >= bytes {
			return text
		}
	}
}

// portion is a flag that takes a part of a whole: 3/16 is the third of 16.
type portion struct{ k, n int }

func (f *portion) String() string {
	if f.n == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", f.k, f.n)
}

func (f *portion) Type() string { return "part" }

var ofParts = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([0-9]{1,9})/([0-9]{1,9})$`) })

func (f *portion) Set(s string) error {
	m := ofParts().FindStringSubmatch(s)
	if m == nil {
		return usagef("must be a part such as 3/16, is %q", s)
	}
	k, errK := strconv.Atoi(m[1])
	n, errN := strconv.Atoi(m[2])
	if n < 1 {
		return usagef("must be a part such as 3/16, is %q", s)
	}
	if errK != nil || errN != nil || k < 1 || k > n {
		return usagef("must be one of the parts 1/%d to %d/%d, is %s", n, n, n, s)
	}
	f.k, f.n = k, n
	return nil
}
