package plots

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
)

// GPUs is GPUs online by month beside GPU-hours available by year.
func GPUs(in Input) (*Chart, error) { return build(in, "gpus") }

func gpus(in Input) (*Chart, error) {
	online, hours := onlineLines(in.Month), hourLines(in.Year)
	switch {
	case len(online) == 0 && len(hours) == 0:
		return nil, &NotDrawn{Reason: "no contract has a fleet or a price, so GPUs and GPU-hours are not known"}
	case highest(online) == 0 && highest(hours) == 0:
		return nil, &NotDrawn{Reason: "no GPUs are online in the periods shown"}
	case highest(online) == 0:
		online = nil
	case highest(hours) == 0:
		hours = nil
	}
	r := in.Year[0]
	c := &Chart{
		Title:    gpuTitle(in, online, hours),
		Subtitle: gpuSubtitle(in, online, hours),
		Note: notes(gpuPartNote(in, hours), manyNote(online),
			leftOut(r, contractValues(r, "gpu_hours.available"), "GPU-hours are")),
		Source: source(in.Year, false),
	}
	for _, m := range in.Month {
		if vs := values(m, "gpus"); vs != nil {
			c.data = append(c.data, seriesRows(m, "gpus", string(model.Count), vs)...)
		}
	}
	for _, y := range in.Year {
		if vs := values(y, "gpu_hours.available"); vs != nil {
			c.data = append(c.data, seriesRows(y, "gpu_hours.available", string(model.GPUHours), vs)...)
		}
	}
	c.Alt = fmt.Sprintf("Two charts, GPUs online by month and GPU-hours by year, %s. %s.", period(r), c.Title)
	c.draw = func(s *sheet, room vg.Rectangle) { drawGPUs(s, room, in, online, hours) }
	return c, nil
}

// onlineLines are the GPUs by month; none without results by month.
func onlineLines(rs []*model.Report) []line {
	if len(rs) == 0 {
		return nil
	}
	return monthLines(rs, "gpus", false)
}

func gpuPartNote(in Input, hours []line) string {
	switch {
	case len(hours) == 0:
		return ""
	case len(in.Year) == 1:
		return partNote(in.Year[0], ", hatched")
	}
	return fullOnly(in.Year)
}

// hourLines are the GPU-hours by year: every period of one scenario, the full ones of several.
func hourLines(rs []*model.Report) []line {
	var out []line
	for i, name := range labels(rs) {
		vs := values(rs[i], "gpu_hours.available")
		if vs == nil {
			continue
		}
		whole, _ := splitPartial(rs[i], vs)
		if len(rs) == 1 {
			whole = nil
			for k, v := range vs {
				whole = append(whole, point{float64(k), v})
			}
		}
		out = append(out, line{name: name, pts: whole})
	}
	return coloured(merge(out), true)
}

func gpuSubtitle(in Input, online, hours []line) string {
	by := byScenario(in)
	switch {
	case len(online) == 0:
		return "GPU-hours available, " + years(in.Year[0]) + by
	case len(hours) == 0:
		return "GPUs online, average of each month" + by
	}
	return "GPUs online, average of each month, and GPU-hours available in " + years(in.Year[0]) + by
}

// gpuTitle says from when on how many GPUs are online; of several scenarios, between which GPU-hours they lie.
func gpuTitle(in Input, online, hours []line) string {
	const neutral = "GPUs online and GPU-hours available"
	r := in.Year[0]
	switch {
	case len(in.Year) > 1 && len(hours) == 0:
		return finding(peakRange(in.Month, "gpus", "GPUs online peak", func(v float64) scale { return countScale("", v) }), neutral)
	case len(in.Year) > 1:
		return finding(hoursRange(in.Year), neutral)
	case len(online) == 0:
		vs := values(r, "gpu_hours.available")
		return finding(courseOf(r, vs).sentence(r, "GPU-hours available", vs, hoursText), neutral)
	}
	top, when := peakMonth(in.Month[0], values(in.Month[0], "gpus"))
	main := "GPUs online peak at " + gpuText(top) + " " + when.String()
	if len(hours) == 0 {
		return finding(main, neutral)
	}
	return finding(main+mostHoursIn(r), main, neutral)
}

func gpuText(v float64) string { return countScale("", v).figure(v) }

// hoursText reads 1.76 billion.
func hoursText(v float64) string {
	sc := countScale("", v)
	if word := countScaleWord(sc); word != "" {
		return figureDigits(v/sc.div) + nbsp + word
	}
	return figureDigits(v)
}

// mostHoursIn adds the hours of the best full year.
func mostHoursIn(r *model.Report) string {
	vs := values(r, "gpu_hours.available")
	if vs == nil {
		return ""
	}
	c := courseOf(r, vs)
	switch {
	case len(c.at) == 0 || c.topsPart:
		return ""
	case len(c.full) == 1:
		return ", with " + hoursText(c.top) + " GPU-hours in " + r.Periods[c.at[0]].Label
	}
	return "; GPU-hours at " + hoursText(c.top) + " a year"
}

// hoursRange says between which sums of GPU-hours the scenarios lie, over the years shown.
func hoursRange(rs []*model.Report) string {
	sums := make([]float64, len(rs))
	for i, r := range rs {
		if sums[i] = model.Unknown(); values(r, "gpu_hours.available") != nil {
			sums[i] = sum(values(r, "gpu_hours.available"))
		}
	}
	low, high, n := bounded(sums)
	what := "GPU-hours over " + period(rs[0])
	switch {
	case n == 1:
		return what + " are " + hoursText(high) + " in the one scenario where known"
	case high <= low*(1+tie) || hoursText(low) == hoursText(high):
		return what + " are alike in the scenarios, up to " + hoursText(high)
	}
	a := hoursText(low)
	if sc := countScale("", high); low >= 0.1*sc.div {
		a = figureDigits(low / sc.div) // in the unit of the other end
	}
	if n < len(rs) {
		return what + " range from " + a + " to " + hoursText(high) + " where known"
	}
	return what + " range from " + a + " to " + hoursText(high) + " across the scenarios"
}

// drawGPUs draws the two panels side by side, on a page that is not wide one above the other.
func drawGPUs(s *sheet, room vg.Rectangle, in Input, online, hours []line) {
	left, right := room, room
	switch {
	case len(online) == 0:
		drawHours(s, panelHead(s, room, "GPU-hours available", countScale("", highest(hours))), in, hours)
		return
	case len(hours) == 0:
		drawOnline(s, room, in, online)
		return
	case room.Max.X-room.Min.X > 1.3*(room.Max.Y-room.Min.Y):
		mid := room.Min.X + (room.Max.X-room.Min.X)*onlineShare(in)
		left.Max.X, right.Min.X = mid-9, mid+9
	default:
		mid := (room.Max.Y + room.Min.Y) / 2
		left.Min.Y, right.Max.Y = mid+6, mid-6
	}
	head := panelHead(s, left, "GPUs online", countScale("", highest(online)))
	lc := monthChart(in.Month, online, countScale("GPUs", highest(online)))
	lc.silent = len(in.Year) > 1
	lc.draw(s, head)
	drawHours(s, panelHead(s, right, "GPU-hours available", countScale("", highest(hours))), in, hours)
}

// onlineShare is the left panel's share of the page: less where the right one carries the names.
func onlineShare(in Input) vg.Length {
	if len(in.Year) > 1 {
		return 0.4
	}
	return 0.47
}

// panelHead writes what a panel shows above it and returns the room that is left.
func panelHead(s *sheet, room vg.Rectangle, what string, sc scale) vg.Rectangle {
	if unit := countScaleWord(sc); unit != "" {
		what += ", " + unit
	}
	s.write(label{text: what, size: labelSize, bold: true, colour: s.ink}, room.Min.X, room.Max.Y-capHeight*labelSize)
	room.Max.Y -= 12
	return room
}

func countScaleWord(sc scale) string {
	for _, m := range magnitudes {
		if m.div == sc.div {
			return m.word
		}
	}
	return ""
}

func drawOnline(s *sheet, room vg.Rectangle, in Input, online []line) {
	monthChart(in.Month, online, countScale("GPUs", highest(online))).draw(s, room)
}

// drawHours draws columns for one scenario and lines for several.
func drawHours(s *sheet, room vg.Rectangle, in Input, hours []line) {
	r := in.Year[0]
	sc := countScale("GPU-hours", highest(hours))
	if len(in.Year) == 1 {
		room.Max.Y -= headroom
		vs := values(r, "gpu_hours.available")
		y0, y1, ticks := sc.axis(0, biggest(vs), s.steps(room))
		p := s.panel(room, axes{-0.5, float64(len(vs)) - 0.5, y0, y1, ticks})
		p.render(columns{p: p, stacks: [][]float64{vs}, fills: []color.RGBA{s.series[0]}, partial: partial(r)})
		p.xLabels(periodPlaces(r.Periods, partial(r)))
		p.columnLabels(vs, sc, s.ink, nil)
		return
	}
	first, last := extent(hours)
	lineChart{
		lines: hours, sc: sc, dots: true, x0: float64(first) - 0.5, x1: float64(last) + 0.5,
		labelX: func(p *panel) {
			p.xLabels(periodPlaces(r.Periods, make([]bool, len(r.Periods)))[first : last+1])
		},
		peak: func(p *panel, l line) { p.markPeak(l, sc.figure) },
	}.draw(s, room)
}
