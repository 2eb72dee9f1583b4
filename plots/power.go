package plots

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// Power is the power drawn by month: of the whole facility where its overhead (pue) is known for every scenario that has
// power, else of the machines alone.
func Power(in Input) (*Chart, error) { return build(in, "power") }

func power(in Input) (*Chart, error) {
	if len(in.Month) == 0 {
		return nil, &NotDrawn{Reason: "there are no results by month"}
	}
	metric, what := powerMetric(in.Month)
	lines := monthLines(in.Month, metric, false)
	switch {
	case len(lines) == 0 && !hasFleet(in.Month):
		return nil, &NotDrawn{Reason: "no contract has a fleet, so its power is not known"}
	case len(lines) == 0:
		return nil, &NotDrawn{Reason: "the power of the fleets is not known"}
	case highest(lines) == 0:
		return nil, &NotDrawn{Reason: "no machines draw power in the months shown"}
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

// hasFleet reports whether a contract that counts has a fleet.
func hasFleet(rs []*model.Report) bool {
	for _, r := range rs {
		for _, c := range r.Scenario.Contracts {
			counted := slices.ContainsFunc(r.Contracts, func(k model.ContractReport) bool { return k.ID == c.ID })
			if counted && len(c.Fleet) > 0 {
				return true
			}
		}
	}
	return false
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

// powerTitle says from when on power is highest; of several scenarios, between which peaks they lie.
func powerTitle(rs []*model.Report, metric, what string) string {
	neutral := what + " by month"
	if len(rs) > 1 {
		return finding(peakRange(rs, metric, what+" peaks", powerScale), neutral)
	}
	top, when := peakMonth(rs[0], values(rs[0], metric))
	return finding(what+" peaks at "+powerScale(top).figure(top)+" "+when.String(), neutral)
}

// peakRange says between which highest months of a metric the scenarios lie; scaled is the unit for values up to one.
func peakRange(rs []*model.Report, metric, peaks string, scaled func(float64) scale) string {
	tops := make([]float64, len(rs))
	for i, r := range rs {
		if tops[i] = model.Unknown(); values(r, metric) != nil {
			tops[i], _ = peakMonth(r, values(r, metric))
		}
	}
	low, high, n := bounded(tops)
	write := func(v float64) string { return scaled(v).figure(v) }
	where := " across the scenarios"
	if n < len(rs) {
		where = " where it is known"
	}
	switch {
	case n == 1:
		return peaks + " at " + write(high) + " in the one scenario where it is known"
	case low <= 0:
		return peaks + " at up to " + write(high) + where
	case write(low) == write(high) && n == len(rs):
		return peaks + " at " + write(high) + " in every scenario"
	case write(low) == write(high):
		return peaks + " at " + write(high) + where
	}
	a := write(low)
	if sc := scaled(high); low >= 0.1*sc.div && sc.div != scaled(low).div || sc.div == scaled(low).div {
		a = figureDigits(low / sc.div) // in the unit of the other end
	}
	return peaks + " between " + a + " and " + write(high) + where
}

// lower writes a phrase inside a sentence; abbreviations keep their capitals.
func lower(s string) string {
	if len(s) > 1 && s[1] >= 'a' && s[1] <= 'z' {
		return string(s[0]|0x20) + s[1:]
	}
	return s
}
