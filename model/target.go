package model

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Target names one number of a scenario: a metric in a period or over its life, or a figure; of the whole scenario or of one of its
// contracts. It is written contract:metric@period, such as coverage.revenue@2028, aws:spend@2027-Q3, spend or funding_gap.
type Target struct {
	Contract string // the id of a contract that counts; "" for the whole scenario
	Name     string // of a metric, or of a figure of the whole scenario
	Period   string // 2028, 2028-Q1, 2028-03, FY2028 or Y3; "" for a figure, and for the total of a metric over its life
}

func (t Target) String() string {
	s := t.Name
	if t.Contract != "" {
		s = t.Contract + ":" + s
	}
	if t.Period != "" {
		s += "@" + t.Period
	}
	return s
}

// UnknownName is an error of a name that is none of those there are.
type UnknownName struct {
	What  string // metric or figure, contract, period
	Name  string
	Known []string
}

func (e *UnknownName) Error() string { return fmt.Sprintf("there is no %s %q", e.What, e.Name) }

// TargetError is an error of a target that makes no sense, or not for the scenario.
type TargetError struct{ message string }

func (e *TargetError) Error() string { return e.message }

func noTarget(format string, args ...any) error { return &TargetError{fmt.Sprintf(format, args...)} }

// ParseTarget reads a target as String writes it. The error is an *UnknownName where the metric or figure is none, else a *TargetError.
func ParseTarget(text string) (Target, error) {
	var t Target
	rest := strings.TrimSpace(text)
	if contract, name, ok := strings.Cut(rest, ":"); ok {
		if contract == "" {
			return t, noTarget("%q has a colon with no contract before it: write aws:spend@2028", text)
		}
		t.Contract, rest = contract, name
	}
	name, period, ok := strings.Cut(rest, "@")
	if t.Name, t.Period = name, period; ok && period == "" {
		return t, noTarget("%q names no period after the @: write %s@2028", text, name)
	}
	if m, f := anyMeasure(name); m == nil && f == nil {
		return t, &UnknownName{"metric or figure", name, AllMeasureNames()}
	}
	if period != "" {
		if _, err := labelBy(period); err != nil {
			return t, err
		}
	}
	return t, nil
}

// AllMeasureNames are the names a Target may have: metrics of scenarios and contracts, and then figures.
func AllMeasureNames() []string {
	var names []string
	for _, m := range Metrics() {
		names = append(names, m.Name)
	}
	for _, f := range Figures() {
		names = append(names, f.Name)
	}
	return names
}

// anyMeasure is the metric of that name, of a scenario or a contract, or else the figure; both are nil where there is none.
func anyMeasure(name string) (*Metric, *Figure) {
	for _, m := range registry() {
		if m.Name == name {
			return &m, nil
		}
	}
	return Measure(name)
}

// Measured is what a target's name stands for: a metric or a figure. Both are nil where it stands for nothing.
func (t Target) Measured() (*Metric, *Figure) { return anyMeasure(t.Name) }

// Unit is the unit of the number.
func (t Target) Unit() Unit {
	switch m, f := t.Measured(); {
	case m != nil:
		return m.Unit
	case f != nil:
		return f.Unit
	}
	return ""
}

// Label says in words what the number is: Revenue coverage in 2028.
func (t Target) Label() string {
	label := t.Name
	switch m, f := t.Measured(); {
	case m != nil:
		label = m.Label
	case f != nil:
		label = f.Label
	}
	if t.Contract != "" {
		label += " of " + t.Contract
	}
	if t.Period != "" {
		label += " in " + t.Period
	}
	return label
}

// periodLabel is what the labels of periods of one length look like.
type periodLabel struct {
	by   By
	form *regexp.Regexp
}

// periodLabels are compiled when the first label is read: most commands read none.
var periodLabels = sync.OnceValue(func() []periodLabel {
	return []periodLabel{
		{ByYear, regexp.MustCompile(`^\d{4}$`)},
		{ByQuarter, regexp.MustCompile(`^\d{4}-Q[1-4]$`)},
		{ByMonth, regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])$`)},
		{ByFiscal, regexp.MustCompile(`^FY\d{4}$`)},
		{ByContract, regexp.MustCompile(`^Y[1-9]\d{0,2}$`)},
	}
})

// labelBy is the length of the period that a label names.
func labelBy(label string) (By, error) {
	for _, p := range periodLabels() {
		if p.form.MatchString(label) {
			return p.by, nil
		}
	}
	return "", noTarget("%q is no period: write 2028, 2028-Q1, 2028-03, FY2028 or, of a contract's year, Y3", label)
}

// By is the length of the target's period: ByYear where it has none.
func (t Target) By() By {
	if by, err := labelBy(t.Period); err == nil {
		return by
	}
	return ByYear
}

// Check says why a valid scenario has no such number, or does not show its period; nil when it does. The error is an *UnknownName where a
// name is none of those there are, else a *TargetError.
func (t Target) Check(s *Scenario) error {
	if err := t.Exists(s); err != nil {
		return err
	}
	h, _ := s.Reach() // a contract counts
	return t.Within(s, h)
}

// Exists is Check for a scenario of which it does not matter what it shows, as of one whose dates are about to move.
func (t Target) Exists(s *Scenario) error {
	m, f := t.Measured()
	switch {
	case m == nil && f == nil:
		return &UnknownName{"metric or figure", t.Name, AllMeasureNames()}
	case len(s.counted()) == 0:
		return noTarget("%s: none of the contracts counts", t)
	case f != nil && t.Contract != "":
		return noTarget("%s is a figure of the whole scenario, not of a contract", f.Name)
	case f != nil && t.Period != "":
		return noTarget("%s is one figure of the whole life: it has no periods", f.Name)
	case t.Contract != "" && !m.Contract:
		return noTarget("%s is of the whole scenario, not of a contract", m.Name)
	case t.Contract == "" && m != nil && !m.Scenario:
		return noTarget("%s is of a contract: write %s:%s", m.Name, s.counted()[0].ID, t)
	}
	if t.Contract != "" {
		if err := t.checkContract(s); err != nil {
			return err
		}
	}
	if m != nil {
		return t.checkPeriod(s, m)
	}
	return nil
}

func (t Target) checkContract(s *Scenario) error {
	var ids []string
	for _, c := range s.counted() {
		ids = append(ids, c.ID)
	}
	if slices.Contains(ids, t.Contract) {
		return nil
	}
	for i := range s.Contracts {
		if s.Contracts[i].ID == t.Contract {
			return noTarget("contract %s does not count: it is %s", t.Contract, s.Contracts[i].Status)
		}
	}
	return &UnknownName{"contract", t.Contract, ids}
}

func (t Target) checkPeriod(s *Scenario, m *Metric) error {
	if t.Period == "" {
		if m.Aggregation != Sum && m.Aggregation != Ratio {
			return noTarget("%s has no total: name a period, such as %s@%d", m.Name, t, s.life().From.Year()+1)
		}
		return nil
	}
	_, err := t.span(s)
	return err
}

// Within says why no part of a target's period lies in any of the horizons, of which there is at least one. It is nil where one does, where
// the target has no period, and of a contract's own year, which moves with its contract. The error is a *TargetError.
func (t Target) Within(s *Scenario, shown ...Horizon) error {
	if t.Period == "" || t.By() == ByContract {
		return nil
	}
	q, err := t.span(s)
	if err != nil {
		return err
	}
	for _, h := range shown {
		if q.from <= h.To && q.to >= h.From {
			return nil
		}
	}
	all := Union(shown...)
	from, to := all.From.String(), all.To.String()
	if t.By() == ByYear {
		from, to = strconv.Itoa(all.From.Year()), strconv.Itoa(all.To.Year())
	}
	if from == to {
		return noTarget("%s: %s lies outside of what is shown, %s", t, t.Period, from)
	}
	return noTarget("%s: %s lies outside of what is shown, %s to %s", t, t.Period, from, to)
}

// span is the target's period as the calendar or the contract has it.
func (t Target) span(s *Scenario) (span, error) {
	by, err := labelBy(t.Period)
	if err != nil {
		return span{}, err
	}
	if by == ByContract {
		return t.termYear(s)
	}
	const digits = len("2028")
	year, rest := 0, strings.TrimPrefix(t.Period, "FY")
	if year, err = strconv.Atoi(rest[:digits]); err != nil || year < MinYear || year > MaxYear {
		return span{}, noTarget("period %s: years run from %d to %d", t.Period, MinYear, MaxYear)
	}
	at := MonthOf(year, time.January)
	switch rest = rest[digits:]; by {
	case ByQuarter:
		at += 3 * Month(rest[len("-Q")]-'1')
	case ByMonth:
		at, err = ParseMonth(t.Period)
	case ByFiscal:
		at = MonthOf(year, s.FiscalYearEnd)
	}
	return spanOf(at, by, s, nil), err
}

// termYear is a year of the target's contract, or of the only one that counts.
func (t Target) termYear(s *Scenario) (span, error) {
	var c *Contract
	counted := s.counted()
	for _, other := range counted {
		if other.ID == t.Contract || t.Contract == "" && len(counted) == 1 {
			c = other
		}
	}
	if c == nil {
		return span{}, noTarget("%s is a year of one contract, and %d count: write %s:%s", t.Period, len(counted), counted[0].ID, t)
	}
	life := c.billed()
	var known []string
	for m := life.first; m <= life.last(); {
		y := contractSpan(m, c.timeline())
		if y.label == t.Period {
			return y, nil
		}
		known, m = append(known, y.label), y.to+1
	}
	return span{}, noTarget("contract %s has no year %s: its years are %s to %s", c.ID, t.Period, known[0], known[len(known)-1])
}

// ShownYears are the labels of the calendar years that the scenario shows, for those who choose among them.
func (s *Scenario) ShownYears() []string {
	h, counts := s.Reach()
	if !counts || h.Check() != nil {
		return nil
	}
	var labels []string
	for _, q := range s.Cut(ByYear, h) {
		labels = append(labels, q.Label)
	}
	return labels
}
