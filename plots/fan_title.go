package plots

import (
	"math"
	"slices"

	"commitcast/model"
	"commitcast/model/risk"
)

// each is what a period is called.
func each(by model.By) string {
	if by == model.ByQuarter || by == model.ByMonth {
		return string(by)
	}
	return "year"
}

// fanTitle says how a metric spreads: of a coverage, how it stands to the target.
func (s *simulation) fanTitle(f fanChart) string {
	g := &f.fans[0]
	switch {
	case len(s.reports) > 1 && model.Known(f.target):
		return finding(s.riskRange(f), f.medianRange(s), f.what+" by scenario, with its spread")
	case len(s.reports) > 1:
		return finding(f.medianRange(s), f.what+" by scenario, with its spread")
	case model.Known(f.target):
		return finding(append(s.coverageFan(g, f.target), "Revenue coverage and its spread")...)
	}
	i := g.widest()
	lo, hi, mid := f.write(g.bands[p5][i]), f.write(g.bands[p95][i]), f.write(g.bands[median][i])
	main := f.what + f.at(i) + " is between " + lo + " and " + hi + " on 90% of paths"
	return finding(main+"; median "+mid, main, f.what+f.at(i)+": 90% of paths lie between "+lo+" and "+hi, f.what+" and its spread")
}

// at says when the i-th period is.
func (f *fanChart) at(i int) string {
	if f.level {
		return " at the end of " + f.r.Periods[i].Label
	}
	return " in " + f.r.Periods[i].Label
}

// widest is the period in which the bands are furthest apart, the first of several.
func (f *fan) widest() int {
	at := f.shown()[0]
	for _, i := range f.shown() {
		if f.spread(i) > f.spread(at)*(1+1e-9) {
			at = i
		}
	}
	return at
}

func (f *fan) spread(i int) float64 { return f.bands[p95][i].Value - f.bands[p5][i].Value }

// coverageFan are the sentences on how coverage stands to the target over the periods, the most telling first.
func (s *simulation) coverageFan(g *fan, target float64) []string {
	at := g.shown()
	label := func(i int) string { return s.Periods[i].Label }
	goal, every := targetText(target), "In every full "+each(s.Options.By)
	missed := s.missed(g.index)
	low, dip, since, surelyMet, surelyMissed := 0, -1, -1, true, true
	for _, i := range at {
		surelyMet = surelyMet && g.bands[p5][i].Value >= target
		surelyMissed = surelyMissed && g.bands[p95][i].Value < target
		switch {
		case g.bands[median][i].Value < target:
			low, dip = low+1, i
			since = -1
		case since < 0:
			since = i
		}
	}
	last := at[len(at)-1]
	tail := onlyLast(g.values(median), at, target)
	switch {
	case surelyMet:
		return []string{every + ", 95% of paths or more meet the " + goal + " target"}
	case surelyMissed:
		return []string{every + ", 95% of paths or more miss the " + goal + " target"}
	case low == 0:
		return append(peakRisk(missed, goal, label), "Median coverage meets the "+goal+" target in every full "+each(s.Options.By))
	case low == len(at):
		return append(leastRisk(missed, every, goal), "Median coverage misses the "+goal+" target in every full "+each(s.Options.By))
	case since >= 0 && countBefore(at, since) == low:
		return missing("Median coverage reaches "+goal+" in "+label(since), " of paths still miss it in ", missed, last, label)
	case since < 0 && tail == low:
		return missing("Median coverage falls below "+goal+" from "+label(at[len(at)-low]), " of paths miss it in ", missed, last, label)
	}
	if low == 1 {
		return missing("Median coverage is below "+goal+" only in "+label(dip), " of paths miss it then", missed, dip, func(int) string { return "" })
	}
	return []string{"Median coverage is below the " + goal + " target in " + itoa(low) + " of " + itoa(len(at)) + " full " + each(s.Options.By) + "s"}
}

// missed are the probabilities of missing the target by period; nil when they are not known.
func (s *simulation) missed(scenario int) []risk.Probability {
	if b := s.Scenarios[scenario].Breach; b != nil {
		return b.Periods
	}
	return nil
}

// missing adds the probability of a miss in a period to a sentence, where it is known.
func missing(main, how string, missed []risk.Probability, i int, label func(int) string) []string {
	if missed == nil || missed[i].Paths == 0 {
		return []string{main}
	}
	return []string{main + "; " + percent(missed[i].Value) + how + label(i), main}
}

// peakRisk names the period in which a miss is likeliest.
func peakRisk(missed []risk.Probability, goal string, label func(int) string) []string {
	if i, ok := likeliest(missed); ok {
		main := "Missing the " + goal + " target is likeliest in " + label(i) + ", at " + percent(missed[i].Value)
		return []string{main + "; the median always meets it", main}
	}
	return nil
}

// leastRisk says how likely a miss is at the least.
func leastRisk(missed []risk.Probability, every, goal string) []string {
	least := math.Inf(1)
	for _, p := range missed {
		if p.Paths > 0 && !rare(p, missed) {
			least = math.Min(least, p.Value)
		}
	}
	if math.IsInf(least, 1) {
		return nil
	}
	return []string{every + " the chance of missing the " + goal + " target is " + percent(least) + " or more"}
}

// rare reports whether a probability rests on so few paths, for want of a full period, that it is no finding: on less than half of
// those that another one does.
func rare(p risk.Probability, all []risk.Probability) bool {
	return slices.ContainsFunc(all, func(o risk.Probability) bool { return 2*p.Paths < o.Paths })
}

// likeliest is the period with the highest probability, the first of several; ok is false when all are 0 or unknown.
func likeliest(ps []risk.Probability) (at int, ok bool) {
	most := 0.0
	for i, p := range ps {
		if p.Paths > 0 && !rare(p, ps) && p.Value > most*(1+1e-9) {
			most, at, ok = p.Value, i, true
		}
	}
	return at, ok
}

// riskRange says between which chances of a miss the scenarios lie in the period in which they lie furthest apart.
func (s *simulation) riskRange(f fanChart) string {
	if len(f.fans) < len(s.reports) {
		return ""
	}
	at, lo, hi := -1, 0.0, 0.0
	for i := f.lastShared(); i >= 0; i-- {
		if a, b, ok := s.risks(f, i); ok && (at < 0 || b-a > hi-lo+1e-9) {
			at, lo, hi = i, a, b
		}
	}
	if at < 0 {
		return ""
	}
	main := "The chance of missing " + targetText(f.target) + " in " + f.r.Periods[at].Label
	if percent(lo) == percent(hi) {
		return main + " is " + percent(lo) + " in every scenario"
	}
	return main + " runs from " + percent(lo) + " to " + percent(hi) + " by scenario"
}

// risks are the lowest and the highest chance of a miss in a period; ok is false where one is not known or of another target.
func (s *simulation) risks(f fanChart, i int) (lo, hi float64, ok bool) {
	var ps []float64
	for _, g := range f.fans {
		if missed := s.missed(g.index); missed != nil && missed[i].Paths > 0 && targetOf(g.of) == f.target {
			ps = append(ps, missed[i].Value)
		}
	}
	lo, hi, n := bounded(ps)
	return lo, hi, n == len(f.fans)
}

// medianRange says between which medians the scenarios lie in the period in which they lie furthest apart.
func (f *fanChart) medianRange(s *simulation) string {
	last := f.lastShared()
	if last < 0 || len(f.fans) < len(s.reports) {
		return ""
	}
	i := last
	lo, hi := f.medians(i)
	for k := last - 1; k >= 0; k-- {
		if a, b := f.medians(k); b.Value-a.Value > (hi.Value-lo.Value)*(1+1e-6) {
			i, lo, hi = k, a, b
		}
	}
	n := len(f.fans)
	main := "Median " + lower(f.what) + f.at(i)
	if f.write(lo) == f.write(hi) {
		return main + " is " + f.write(lo) + " in every scenario"
	}
	return finding(main+" runs from "+f.write(lo)+" to "+f.write(hi)+across(n), main+" runs from "+f.write(lo)+" to "+f.write(hi)+" by scenario")
}

// medians are the lowest and the highest median of a period; unknown where a fan does not show it.
func (f *fanChart) medians(i int) (lo, hi risk.Estimate) {
	lo, hi = f.fans[0].bands[median][i], f.fans[0].bands[median][i]
	for _, g := range f.fans {
		e := g.bands[median][i]
		if !model.Known(e.Value) {
			return e, e
		}
		if e.Value < lo.Value {
			lo = e
		}
		if e.Value > hi.Value {
			hi = e
		}
	}
	return lo, hi
}

// lastShared is the last period that every fan shows; -1 when there is none.
func (f *fanChart) lastShared() int {
	for i := len(f.r.Periods) - 1; i >= 0; i-- {
		n := 0
		for _, g := range f.fans {
			n += btoi(model.Known(g.bands[median][i].Value))
		}
		if n == len(f.fans) {
			return i
		}
	}
	return -1
}

// differenceTitle names the period and scenario whose median differs most from the first's.
func (f *fanChart) differenceTitle() string {
	var of *fan
	at, most := 0, 0.0
	for k := range f.fans {
		g := &f.fans[k]
		for _, i := range g.shown() {
			if v := math.Abs(g.bands[median][i].Value); v > most*(1+1e-9) {
				of, at, most = g, i, v
			}
		}
	}
	neutral := f.what + " against the first scenario's, path by path"
	if of == nil {
		return neutral
	}
	e := of.bands[median][at]
	word := " higher"
	if e.Value < 0 {
		word, e.Value, e.Low, e.High = " lower", -e.Value, -e.High, -e.Low
	}
	bare := f.measure
	bare.signed = false
	main := f.what + f.at(at) + " is " + bare.write(e) + word
	if name := titled(of.name); len(f.fans) > 1 && name != "" {
		return finding(main+" at the median of “"+name+"”", main+" at the median of one scenario", neutral)
	} else if len(f.fans) > 1 {
		return finding(main+" at the median of one scenario", neutral)
	}
	return finding(main+" at the median than in the first scenario", main+" at the median", neutral)
}
