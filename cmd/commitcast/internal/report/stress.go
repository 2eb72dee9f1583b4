package report

import (
	"math"
	"strconv"
	"strings"
	"time"

	"commitcast/model"
	"commitcast/model/analysis"
)

// Stress renders a reverse stress.
func Stress(r *analysis.Stress, f Format, o Options) []byte {
	switch f {
	case CSV:
		return stressCSV(r)
	case JSON:
		return stressJSON(r)
	}
	return stressDocument(r, o).render(f, o)
}

func stressDocument(r *analysis.Stress, o Options) *document {
	s := r.Scenario
	subtitle := []string{Clean(s.Currency)}
	if s.File != "" {
		subtitle = append(subtitle, sourceName(s))
	}
	subtitle = append(subtitle, "within "+trimmed(r.Reach)+" standard deviations")
	d := &document{title: Clean(s.Title) + ": reverse stress", subtitle: strings.Join(subtitle, " · ")}
	d.sections = append(d.sections, section{facts: stressFacts(r)})
	if r.Found {
		d.sections = append(d.sections, section{heading: stressHeading(r), table: stressTable(r)})
	}
	notes := append(factorLines(r), movedAlong(r)...)
	d.list("Notes", append(notes, warningLines(append(append([]model.Warning{}, r.Warnings...), s.Notes...), "")...))
	d.list("Charts", chartLines(o.Charts))
	d.list("", []string{provenance(s)})
	return d
}

// stressFacts tell the target's number along the way, and how far the break is.
func stressFacts(r *analysis.Stress) []fact {
	tell := func(v float64) string { return amount(v, r.Limit.Target.Unit(), r.Scenario.Currency) }
	facts := []fact{{"Limit", limitText(r.Limit, r.Scenario.Currency)}, {"Own values", tell(r.Base)}, {"All at their medians", tell(r.Median)}}
	switch {
	case r.Broken:
		return append(facts, fact{"Break", "the limit is broken at the medians already: no uncertain input has to move. The opposite check " +
			"(" + limitText(opposite(r.Limit), r.Scenario.Currency) + ") tells what it takes to keep it"})
	case !r.Found:
		return append(facts, fact{"Break", "none was found within " + trimmed(r.Reach) + " standard deviations of the medians (--reach goes further)"})
	}
	probability := firstOrder(r.Probability)
	if len(r.Scenario.Uncertainty.Noise) > 0 && r.Noiseless {
		probability += " without the monthly noise"
	}
	distance := scale{step: step{decimals: 2}}.write(r.Distance, false) + " standard deviations"
	return append(facts, fact{"At the break", tell(r.At)}, fact{"Distance", distance}, fact{"Probability, first order", probability})
}

// opposite is the limit that is kept where one with a single bound is not.
func opposite(l analysis.Limit) analysis.Limit {
	l.Min, l.Max, l.Strict = l.Max, l.Min, !l.Strict
	return l
}

// trimmed is a number with up to two decimals.
func trimmed(v float64) string { return round(v, 2).plain(2, true) }

// firstOrder writes a probability in two digits: it is one to first order only.
func firstOrder(p float64) string {
	digits := 1 - int(math.Floor(math.Log10(100*p)))
	return "about " + strconv.FormatFloat(100*p, 'f', max(0, digits), 64) + "%"
}

func stressHeading(r *analysis.Stress) string {
	if r.Broken {
		return "At the medians"
	}
	return "The least implausible combination that breaks it"
}

// stressTable has a row an input, from the one moved furthest.
func stressTable(r *analysis.Stress) *table {
	t := &table{heads: []string{"own value", "median", "at the break", "moved by, sd", "share"}}
	if r.Broken {
		t.heads = t.heads[:2]
	}
	for _, in := range r.Inputs {
		cells := []string{Clean(in.BaseText), Clean(in.MedianText)}
		if !r.Broken {
			cells = append(cells, Clean(in.AtText), scale{step: step{decimals: 2}}.write(in.Score, true), scaleOfShares.write(in.Importance, false)+"%")
		}
		t.add(innerRow, Clean(in.Path), cells)
	}
	return t
}

// movedAlong names the inputs that move only with others.
func movedAlong(r *analysis.Stress) []string {
	const moves, counts = 0.005, 0.005 // less is printed as 0
	var paths []string
	for _, in := range r.Inputs {
		if math.Abs(in.Score) >= moves && math.Abs(in.Importance) < counts {
			paths = append(paths, Clean(in.Path))
		}
	}
	if len(paths) == 0 {
		return nil
	}
	return []string{"share is that of the squared distance; what has none is moved along by a correlation, or hardly: " + strings.Join(paths, ", ")}
}

// factorLines tell of each process of noise that moves which months its factor is of.
func factorLines(r *analysis.Stress) []string {
	var lines []string
	for _, in := range r.Inputs {
		if in.Noise && (r.Broken || in.Score != 0) {
			lines = append(lines, Clean(in.Path)+": the mean of what it multiplies its base path by "+monthsText(in.From, in.To)+", where it counts")
		}
	}
	if len(lines) > 0 {
		lines = append(lines, "noise has a median below 1, for its mean over all paths is 1; it is moved by the length of all its monthly innovations")
	}
	return lines
}

// monthsText says from which month to which, or which years where they are whole.
func monthsText(from, to model.Month) string {
	first, last := from.String(), to.String()
	if from.Calendar() == time.January && to.Calendar() == time.December {
		first, last = strconv.Itoa(from.Year()), strconv.Itoa(to.Year())
	}
	if first == last {
		return "in " + first
	}
	return "from " + first + " to " + last
}

// scaleOfShares writes shares as whole percents.
var scaleOfShares = scale{step: step{power: -2}}
