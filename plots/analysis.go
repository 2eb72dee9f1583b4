package plots

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"commitcast/model"
)

// asked is the number that an analysis is about: how it is called and written.
type asked struct {
	measure
	scenario *model.Scenario
	target   model.Target
}

// newAsked suits the values that a chart shows of the target; Unknown ones do not count. The error is a *NotDrawn where one is too
// large, or none is known.
func newAsked(s *model.Scenario, t model.Target, values ...float64) (asked, error) {
	if s == nil {
		return asked{}, errors.New("a chart of an analysis needs its scenario")
	}
	largest, known := 0.0, false
	for _, v := range values {
		if model.Known(v) {
			largest, known = math.Max(largest, math.Abs(v)), true
		}
	}
	switch {
	case !known:
		return asked{}, &NotDrawn{Reason: t.String() + " is nowhere known or defined"}
	case largest > limit:
		return asked{}, &NotDrawn{Reason: fmt.Sprintf("%s is too large to draw: %g", t, largest)}
	}
	a := asked{newMeasure(t.Name, t.Label(), t.Unit(), s.Currency, largest), s, t}
	if m, _ := t.Measured(); m != nil && t.Period == "" {
		a.what += " over the life"
	}
	return a, nil
}

// verb is that of a sentence about the number.
func (a *asked) verb(one, many string) string {
	head := strings.Fields(a.what + " x")[0]
	if head == "CPU" || strings.HasSuffix(head, "s") || strings.HasPrefix(a.what, "Shortfall charges") {
		return many
	}
	return one
}

// limit is what the number is held against: a coverage against the scenario's target; Unknown for none.
func (a *asked) limit() float64 {
	if a.name == "min_coverage" || strings.HasPrefix(a.name, "coverage.") {
		return targetOf(&model.Report{Scenario: a.scenario})
	}
	return model.Unknown()
}

// change writes a difference of two of the numbers, with its sign.
func (a *asked) change(v float64) string {
	m := a.measure
	m.signed, m.multiple = true, m.multiple && math.Abs(v) >= 0.005
	return m.figure(v)
}

// gap writes the size of a difference; "–" for one that is not known. Between two years it is a length.
func (a *asked) gap(v float64) string {
	switch {
	case !model.Known(v):
		return unknownText
	case a.target.Unit() != model.CalendarYear:
		return strings.TrimLeft(a.change(math.Abs(v)), "+")
	}
	text := newMeasure("", "", model.Years, "", math.Abs(v)).figure(math.Abs(v))
	if text == "1"+nbsp+"years" {
		return strings.TrimSuffix(text, "s")
	}
	return text
}

// calm reports whether two values read alike.
func (a *asked) calm(x, y float64) bool { return a.figure(x) == a.figure(y) }

// unitWords follow the name of the number in a subtitle: ", $ billion"; empty where the numbers say it themselves.
func (a *asked) unitWords() string {
	if a.multiple || !legibleText(a.sc.words) {
		return ""
	}
	return ", " + a.sc.words
}

// row is a number of the target for the chart's data.
func (a *asked) row(series string, v float64) Row {
	metric := a.target
	metric.Period = ""
	return Row{Scenario: title(reportOf(a.scenario)), Series: series, Metric: metric.String(), Unit: a.unit, Period: a.target.Period, Value: v}
}

// other is a number of another kind for the chart's data: the input's own, an index, a score.
func (a *asked) other(series, metric, unit string, v float64) Row {
	return Row{Scenario: title(reportOf(a.scenario)), Series: series, Metric: metric, Unit: unit, Period: a.target.Period, Value: v}
}

// finish names the chart's inputs and where its numbers come from; how says how they were worked out, and may be empty.
func (a *asked) finish(c *Chart, how string, scenarios ...*model.Scenario) *Chart {
	if len(scenarios) == 0 {
		scenarios = []*model.Scenario{a.scenario}
	}
	var rs []*model.Report
	for _, s := range scenarios {
		rs = append(rs, reportOf(s))
	}
	c.Hash = hashes(rs)
	c.Source = strings.Join(filled([]string{origin(rs), how}), "; ") + ". commitcast " + model.Version + ". " + honest
	return c
}

// seeded says how points were drawn.
func seeded(what string, seed uint64) string { return what + ", seed" + nbsp + fmt.Sprint(seed) }

// counted writes a number of things: 4,096 samples.
func counted(n int, one, many string) string { return thousands(itoa(n)) + nbsp + plural(n, one, many) }

// reportOf is a report that has no more than its scenario.
func reportOf(s *model.Scenario) *model.Report { return &model.Report{Scenario: s} }

// pathsName calls a change at one or more paths by what they have in common: contracts.aws.ramp (3 paths).
func pathsName(paths []string) string {
	switch len(paths) {
	case 0:
		return "no path"
	case 1:
		return paths[0]
	}
	front := strings.Split(paths[0], ".")
	for _, p := range paths[1:] {
		parts := strings.Split(p, ".")
		n := 0
		for n < min(len(front), len(parts)) && front[n] == parts[n] {
			n++
		}
		front = front[:n]
	}
	if len(front) > 1 {
		return strings.Join(front, ".") + " (" + itoa(len(paths)) + nbsp + "paths)"
	}
	return paths[0] + " and " + itoa(len(paths)-1) + " more"
}

// titledPath is a path as a title may say it: its last parts where it is long; empty where even these are too long.
func titledPath(path string) string {
	const most = 30
	for len([]rune(path)) > most {
		_, rest, ok := strings.Cut(path, ".")
		if !ok {
			return ""
		}
		path = rest
	}
	if len(strings.Fields(path)) > 3 {
		return ""
	}
	return path
}

// spanText writes where values lie: 0.82× to 1.31×, or the one value that all read as.
func (a *asked) spanText(vs ...float64) string {
	lo, hi, _ := bounded(vs)
	if a.calm(lo, hi) {
		return a.figure(lo)
	}
	return a.figure(lo) + " to " + a.figure(hi)
}
