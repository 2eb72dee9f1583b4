package plots

import (
	"fmt"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// Power is the power drawn by month: of the whole facility where its overhead (pue) is known for every scenario that has
// power, else of the machines alone.
func Power(in Input) (*Chart, error) { return build(in, "power", power) }

func power(in Input) (*Chart, error) {
	if len(in.Month) == 0 {
		return nil, &NotDrawn{Reason: "there are no results by month"}
	}
	metric, what := powerMetric(in.Month)
	lines := monthLines(in.Month, metric, false)
	if len(lines) == 0 || highest(lines) == 0 {
		return nil, &NotDrawn{Reason: "no contract has a fleet, so its power is not known"}
	}
	r := in.Month[0]
	sc := powerScale(highest(lines))
	c := &Chart{
		Title:    powerTitle(in.Month, metric, what),
		Subtitle: what + ", average of each month, " + sc.words + byScenario(in),
		Note:     notes(powerNote(metric), manyNote(lines), leftOut(r, contractValues(r, metric), "power is")),
		Source:   source(in.Month, false),
	}
	for _, m := range in.Month {
		if vs := values(m, metric); vs != nil {
			c.data = append(c.data, seriesRows(m, metric, string(model.Megawatts), vs)...)
		}
	}
	c.Alt = fmt.Sprintf("Line chart of %s by month, %s to %s. %s. Highest: %s.", lower(what), r.Periods[0].From,
		r.Periods[len(r.Periods)-1].To, c.Title, sc.figure(highest(lines)))
	c.draw = func(s *sheet, room vg.Rectangle) { monthChart(in.Month, lines, sc).draw(s, room) }
	return c, nil
}

// powerMetric is facility power unless it is unknown where the power of the machines is known.
func powerMetric(rs []*model.Report) (metric, what string) {
	for _, r := range rs {
		if values(r, "power_it_mw") != nil && values(r, "power_mw") == nil {
			return "power_it_mw", "IT power"
		}
	}
	return "power_mw", "Facility power"
}

func powerNote(metric string) string {
	if metric == "power_it_mw" {
		return "Power of the machines alone; cooling and losses are not known."
	}
	return ""
}

// powerTitle says when power is highest; of several scenarios, in which.
func powerTitle(rs []*model.Report, metric, what string) string {
	neutral := what + " by month"
	names := labels(rs)
	best, who, ties := 0.0, 0, 0
	for i, r := range rs {
		vs := values(r, metric)
		if vs == nil {
			continue
		}
		switch _, top := peakMonth(r, vs); {
		case top > best*(1+tie):
			best, who, ties = top, i, 1
		case top >= best*(1-tie):
			ties++
		}
	}
	at, top := peakMonth(rs[who], values(rs[who], metric))
	text := powerScale(top).figure(top)
	switch name := titled(names[who]); {
	case len(rs) == 1:
		return finding(fmt.Sprintf("%s reaches its highest, %s, in %s", what, text, monthName(at)), neutral)
	case ties > 1 || name == "":
		return finding(fmt.Sprintf("%s is at most %s in the scenarios shown", what, text), neutral)
	default:
		return finding(fmt.Sprintf("%s is highest in “%s”: %s in %s", what, name, text, monthName(at)), neutral)
	}
}

// lower writes a phrase inside a sentence; abbreviations keep their capitals.
func lower(s string) string {
	if len(s) > 1 && s[1] >= 'a' && s[1] <= 'z' {
		return string(s[0]|0x20) + s[1:]
	}
	return s
}
